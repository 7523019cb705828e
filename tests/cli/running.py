"""Running commands: in this process, or as one of their own."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple
from unittest.mock import patch

import pytest
import warm

import explorer
from explorer.cli import main


class Result(NamedTuple):
    """What a command gave: its exit code, its data and its narration."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


def told(found: Result, code: int = 1) -> str:
    """The one sentence in which a command says why it ends early."""
    (line,) = found.err.splitlines()
    assert (code, "", "explorer: ") == (found.code, found.out, line[:10])
    return line[10:]


class Explorer:
    """Runs commands in this process, on the archive of the pier unless told otherwise."""

    def __init__(self, capsys: pytest.CaptureFixture[str], root: Path) -> None:
        self.capsys = capsys
        self.root = root

    def __call__(self, *words: str, stdin: bytes = b"") -> Result:
        self.capsys.readouterr()
        with patch.object(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin), encoding="utf-8")):
            code = main(words)
        return Result(code, *self.capsys.readouterr())


def failing_on(word: str, work: Callable[..., Any]) -> Callable[..., Any]:
    """The same work, with a mistake in it for whatever has a word in it."""

    def failing(*given: Any, **named: Any) -> Any:
        if word in repr((given, named)):
            raise IndexError
        return work(*given, **named)

    return failing


def environment(**more: str) -> dict[str, str]:
    """This process's environment, in which a new Python finds the explorer too."""
    return os.environ | {"PYTHONPATH": str(Path(explorer.__file__).parents[1])} | more


def process(words: Sequence[str], cwd: Path | None = None, **environ: str) -> subprocess.CompletedProcess[bytes]:
    """Run a command as a process of its own."""
    command = [sys.executable, "-m", "explorer", *words]
    return warm.run(
        command, cwd=cwd, env=environment(**environ), capture_output=True, stdin=subprocess.DEVNULL, check=False
    )
