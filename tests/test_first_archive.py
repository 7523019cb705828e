"""The page on the first archive is true: done as it is written, it leads from nothing to a citation."""

from __future__ import annotations

import os
import re
import shlex
from pathlib import Path

import pytest
from cli.running import Explorer
from ui.driving import opened

PAGE = Path(__file__).parents[1] / "docs" / "first-archive.md"
_BLOCK = re.compile(r"^```(\w+)\n(.*?)^```", re.MULTILINE | re.DOTALL)
BLOCKS = _BLOCK.findall(PAGE.read_text(encoding="utf-8"))
# Where the page is written from.
HOME = "/home/ana"


def changed(text: str, diff: str) -> str:
    """A text in which the lines with “-” or “ ” are those with “+” or “ ”."""
    old, new = ("".join(f"{line[1:]}\n" for line in diff.splitlines() if line[0] in signs) for signs in ("- ", "+ "))
    assert 1 == text.count(old), old
    return text.replace(old, new)


def write(language: str, block: str, home: Path) -> None:
    """Write what a block has into the file that the page names."""
    match language:
        case "text":
            (home / "tram.txt").write_text(block, encoding="utf-8")
        case "yaml":
            (home / "coast/data/topics.yaml").write_text(block, encoding="utf-8")
        case "diff":
            (file,) = (home / "coast/data/articles").iterdir()
            file.write_text(changed(file.read_text(encoding="utf-8"), block), encoding="utf-8")


def said(explorer: Explorer, block: str) -> str:
    """What the commands of a block say, as the page would show it."""
    lines: list[str] = []
    for command in [line[2:] for line in block.splitlines() if line.startswith("$ ")]:
        lines.append(f"$ {command}\n")
        name, *words = shlex.split(command)
        if name == "cd":
            os.chdir(words[0])
        else:
            found = explorer(*words)
            assert 0 == found.code, found
            lines.append(found.out + found.err)
    return "".join(lines)


async def test_it_is_as_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    # The store is written when the edits are done, and not after seconds without another one.
    monkeypatch.setattr("explorer.ui.background._TURNS", 0)
    explorer = Explorer(capsys, tmp_path)
    shown = []
    for language, block in BLOCKS:
        match language:
            case "keys":
                async with opened(tmp_path / "coast") as session:
                    for key in block.split():
                        await session.press(key)
                    assert 0 == session.app.snapshot.archive.drafts
            case "console":
                shown.append(said(explorer, block).replace(str(tmp_path), HOME))
            case _:
                write(language, block, tmp_path)
    assert [block for language, block in BLOCKS if language == "console"] == shown
