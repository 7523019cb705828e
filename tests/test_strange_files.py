"""What the explorer keeps for itself may be anything by now: it never waits for it, and goes on without it."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import warm
from archives import write_archive
from terminal import Terminal

from explorer.desk import kept_queries, last_picture, own_settings
from explorer.desk.journal import Journal
from explorer.desk.own_copy import copy_marker_file
from explorer.desk.own_files import session_file
from explorer.store import layout

# What waits for programs is one worker's: the others have the processors.
pytestmark = pytest.mark.xdist_group("waiting")

# More than is read of any such file, though nothing of it is on the disk.
_HUGE = 1 << 40


def _huge(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(_HUGE)


def _endless(path: Path) -> None:
    """A device of its own, where that may be made: whoever may make one could also destroy the system's."""
    try:
        os.mknod(path, stat.S_IFCHR | 0o666, Path("/dev/zero").stat().st_rdev)
    except PermissionError:
        path.symlink_to("/dev/zero")


STRANGE: dict[str, Callable[[Path], object]] = {
    "a pipe": os.mkfifo,
    "a device that never ends": _endless,
    "a link to itself": lambda path: path.symlink_to(path.name),
    "huge": _huge,
    "no text": lambda path: path.write_bytes(b"\xff\x00\x80" * 1000),
}


@pytest.fixture(params=[*STRANGE.values()], ids=[*STRANGE])
def environ(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """Where everything that is kept of the archive is something strange."""
    folders = {f"XDG_{name.upper()}_HOME": str(tmp_path / name) for name in ("state", "cache", "config")}
    for name, folder in folders.items():
        monkeypatch.setenv(name, folder)
    root = write_archive(tmp_path / "archive")
    private = (session_file, layout.path_of, last_picture._path)  # noqa: SLF001
    kept = [name(root) for name in private] + [kept_queries._path(), own_settings._chosen_path()]  # noqa: SLF001
    for path in [*kept, own_settings.config_file({}), Journal(root).folder / "steps.json", copy_marker_file()]:
        path.parent.mkdir(parents=True, exist_ok=True)
        request.param(path)
    return folders


def test_the_app_opens_and_ends_in_order(environ: dict[str, str], tmp_path: Path) -> None:
    with Terminal(["--archive", str(tmp_path / "archive")], env=environ) as terminal:
        terminal.wait_for("Harbour")
        assert "config.yaml" in terminal.settle()
        terminal.press("u")
        terminal.wait_for("nothing to undo")
        terminal.press("q")
        assert 0 == terminal.wait_for_exit()


@pytest.mark.parametrize("environ", [STRANGE["a pipe"], STRANGE["no text"]], indirect=True, ids=["a pipe", "no text"])
def test_linear_mode_goes_on_and_what_is_wrong_with_the_settings_is_said(
    environ: dict[str, str], tmp_path: Path
) -> None:
    """The files are read as by the app."""

    def run(*words: str, typed: str = "") -> tuple[int, str]:
        done = warm.run(
            [sys.executable, "-m", "explorer", *words, "--archive", str(tmp_path / "archive")],
            env=os.environ | environ,
            input=typed,
            capture_output=True,
            text=True,
        )
        return done.returncode, done.stdout + done.stderr

    code, said = run("config")
    assert (1, True) == (code, "config.yaml" in said.rpartition("error: ")[0])
    code, said = run("--linear", typed="undo\nquit\n")
    assert (0, True) == (code, "nothing to undo" in said)
