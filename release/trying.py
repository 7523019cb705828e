"""What is released, used as the people will who get it: installed alone, and run outside of this repository."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

import pexpect

from release.versions import Refused

PYTHONS = ("3.11", "3.13")  # the oldest and the newest that are supported
_PATIENCE = 120  # seconds for the first screen, on a busy machine


def find_pythons() -> dict[str, str]:
    """The path of each Python that a release is tried with.

    Raises:
        Refused: one is missing.
    """
    mine = f"{sys.version_info.major}.{sys.version_info.minor}"
    found = {version: sys.executable if version == mine else shutil.which(f"python{version}") for version in PYTHONS}
    working = {version: path for version, path in found.items() if path and _works(path)}
    missing = [f"python{version}" for version in PYTHONS if version not in working]
    if missing:
        raise Refused(f"there is no {' and no '.join(missing)} with venv here, to try the release with")
    return working


def try_in_turn(file: Path, version: str, pythons: Mapping[str, str]) -> None:
    """Install a wheel or an sdist into an empty environment of each Python, and run the explorer there."""
    for name, python in pythons.items():
        with tempfile.TemporaryDirectory(prefix="article-explorer-") as folder:
            print(f"{file.name} on Python {name} …", flush=True)
            _try(file, version, python, Path(folder))


def _works(python: str) -> bool:
    """What only stands for versions that are not there, as the commands of pyenv do, does not."""
    return not subprocess.run((python, "-c", "import ensurepip, venv"), capture_output=True, check=False).returncode


def _try(file: Path, version: str, python: str, folder: Path) -> None:
    env = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "EXPLORER_", "XDG_"))}
    env |= {"HOME": str(folder), "TERM": "xterm-256color", "PIP_CACHE_DIR": _pip_cache()}

    def run(*command: str | Path) -> str:
        done = subprocess.run(command, cwd=folder, env=env, capture_output=True, encoding="utf-8", check=False)
        if done.returncode:
            raise Refused(f"{file.name}: {' '.join(map(str, command))} ended with {done.returncode}\n{done.stderr}")
        return done.stdout

    programs = folder / "installed" / "bin"
    run(python, "-m", "venv", "installed")
    run(programs / "python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check", file.resolve())
    for program in ("explorer", "article-explorer"):
        said = run(programs / program, "--version")
        if said != f"explorer {version}\n":
            raise Refused(f"{file.name}: {program} --version says {said!r}")
    for words in ("check", "search fentanil", "show person/xi-jinping", "export json -o archive.json"):
        run(programs / "explorer", *words.split())
    run(programs / "explorer", "import", "archive.json", "copy")
    run(programs / "explorer", "check", "--archive", "copy")
    _open(programs / "explorer", folder, env)


def _open(program: Path, folder: Path, env: Mapping[str, str]) -> None:
    """The app shows its panes, and ends with q."""
    child = pexpect.spawn(
        str(program), ["--fresh"], cwd=str(folder), env=dict(env), dimensions=(36, 120), timeout=_PATIENCE
    )
    try:
        child.expect("Topics")
        child.send("q")
        child.expect(pexpect.EOF)
    except pexpect.ExceptionPexpect as error:
        raise Refused(f"the app did not open, or did not end: {error}") from None
    finally:
        child.close(force=True)
    if child.exitstatus:
        raise Refused(f"the app ended with {child.exitstatus}")


def _pip_cache() -> str:
    """pip's own, since what is tried has another home."""
    return os.environ.get("PIP_CACHE_DIR") or str(Path.home() / ".cache" / "pip")
