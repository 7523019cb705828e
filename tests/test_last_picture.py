"""What was left is on the screen again before the app is: only if it is true, and nothing on it moves after that."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path

import pyte
import pytest
from archives import write_archive
from terminal import Terminal, for_pyte

from explorer.desk import last_picture
from explorer.desk.last_picture import Picture

SIZE = (80, 24)
# The quote that the cursor is on.
LEFT = "not my favourite subject"
_AGAIN = 9

# What waits for programs is one worker's: the others have the processors.
pytestmark = pytest.mark.xdist_group("waiting")

# For a Python that begins, rather than one that has imported all already.
_BEGINS = {"PYTHONUTF8": "1"}

# The explorer, for which also files that have only just changed do so no more.
EXPLORER = """
import os, sys, time
from importlib.abc import MetaPathFinder
from explorer.cli import main
from explorer.desk import last_picture
last_picture._SETTLED = 0

class BeforeTextual(MetaPathFinder):
    def find_spec(self, name, path, target=None):
        if name == "textual":
            before_textual()

sys.meta_path.insert(0, BeforeTextual())
def before_textual():
    {before_textual}
sys.exit(main())
"""


def started(root: Path, before_textual: str = "pass", size: tuple[int, int] = SIZE, **env: str) -> Terminal:
    """The explorer in a terminal. `before_textual` is done when Textual is about to be imported, which a Python has not
    done yet that begins with a setting of its own.
    """
    script = EXPLORER.format(before_textual=before_textual)
    command = (sys.executable, "-c", script, "--archive", str(root))
    return Terminal(size=size, env={**_BEGINS, **env}, command=command)


@pytest.fixture
def left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An archive in which the explorer was left in the fourth pane, with the cursor on its last row."""
    for name in ("CACHE", "STATE", "CONFIG"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name))
    root = write_archive(tmp_path / "archive")
    # No picture is kept of what is about to be painted anew, as it may be on a busy machine: then it is left again.
    for keys in (("4", "G"), *[()] * _AGAIN):
        with started(root) as terminal:
            terminal.wait_for("Harbour" if keys else LEFT)
            terminal.press(*keys)
            terminal.wait_for(LEFT)
            terminal.settle()
            terminal.press("q")
            assert terminal.wait_for_exit() == 0
        if list((tmp_path / "CACHE").rglob("*.picture")):
            return root
    raise AssertionError


def test_it_is_painted_before_the_app_is_imported_and_never_changes_after_that(left: Path) -> None:
    """No cell does: whoever looked away sees no difference, and whoever reads can read on."""
    with started(left) as terminal:
        terminal.wait_for(LEFT)
        terminal.settle()
        written = terminal.raw
        terminal.press("q")
        assert terminal.wait_for_exit() == 0
    painted, driver_begins, _ = written.partition(b"\x1b[?1000h")
    assert driver_begins
    assert LEFT.encode() in painted
    screens = {tuple(screen) for screen in after_each_write(written, since=len(painted))}
    assert len(screens) == 1
    assert written.count(b"\x1b[?1049h") == 1


def after_each_write(written: bytes, since: int) -> list[list[str]]:
    """The screen after some bytes were written, and then after each few of the others."""
    screen = pyte.Screen(*SIZE)
    stream = pyte.ByteStream(screen)
    # Cut at the beginnings of sequences, of which none is shown in part.
    begins = [at for at in range(since, len(written)) if written[at : at + 2] == b"\x1b["][::20]
    screens = []
    for begin, end in zip([0, *begins], [*begins, len(written)], strict=True):
        stream.feed(for_pyte(written[begin:end]))
        screens.append(list(screen.display))
    return screens


def test_what_is_typed_while_only_the_picture_is_there_is_for_the_app(left: Path, tmp_path: Path) -> None:
    go_on = tmp_path / "go-on"
    with started(left, f"while not os.path.exists({str(go_on)!r}): time.sleep(.01)") as terminal:
        terminal.wait_for(LEFT)
        terminal.type("/budjet")
        terminal.read_for(0.2)
        assert "budjet" not in terminal.text  # nothing echoes it
        go_on.touch()
        terminal.wait_for("City budget")
        terminal.press("ctrl+q")
        assert terminal.wait_for_exit() == 0


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_meanwhile_gives_the_terminal_back(left: Path, number: int) -> None:
    with started(left, "time.sleep(600)") as terminal:
        terminal.wait_for(LEFT)
        terminal.end(number)
        assert terminal.wait_for_exit() == 128 + number
        assert terminal.raw.rstrip().endswith(b"\x1b[?1049l\x1b[?25h")


def test_a_signal_when_the_app_has_begun_and_has_not_yet_taken_the_terminal_gives_that_back(left: Path) -> None:
    signalled = "lambda *args, **options: (os.kill(os.getpid(), 15), time.sleep(.2), run(*args, **options))[-1]"
    with started(left, f"import asyncio; run = asyncio.run; asyncio.run = {signalled}") as terminal:
        assert terminal.wait_for_exit() == 128 + signal.SIGTERM
        assert LEFT.encode() in terminal.raw
        assert terminal.raw.rstrip().endswith(b"\x1b[?1049l\x1b[?25h")


def test_a_mistake_meanwhile_is_told_where_the_explorer_was_started(left: Path) -> None:
    with started(left, "raise RuntimeError") as terminal:
        assert terminal.wait_for_exit() == 70
        picture, back, told = terminal.raw.partition(b"\x1b[?1049l")
        assert LEFT.encode() in picture
        assert back
        assert b"a mistake in the explorer" in told


def _edit(root: Path) -> None:
    (file, *_) = (root / "data").rglob("*.yaml")
    file.write_bytes(file.read_bytes() + b"# a comment\n")


def _touch_the_text(root: Path) -> None:
    (file, *_) = (root / "seeds").iterdir()
    os.utime(file, ns=(1, 1))


def _leave_from_elsewhere(_: Path) -> None:
    (session,) = Path(os.environ["XDG_STATE_HOME"]).rglob("sessions/*.json")
    session.write_bytes(b"{}")


def _choose_a_theme(_: Path) -> None:
    settings = Path(os.environ["XDG_CONFIG_HOME"], "article-explorer", "config.yaml")
    settings.parent.mkdir(parents=True)
    settings.write_text("theme: nord\n", encoding="utf-8")


@pytest.mark.parametrize(
    "change",
    [
        _edit,
        _touch_the_text,
        lambda root: (root / "data" / "new.yaml").write_bytes(b""),
        lambda root: (root / "rejected.yaml").write_bytes(b""),
        _leave_from_elsewhere,
        _choose_a_theme,
    ],
    ids=["a data file", "a text", "a new file", "what was rejected", "the session", "a theme"],
)
def test_nothing_is_painted_where_the_app_may_show_something_else(left: Path, change: Callable[[Path], None]) -> None:
    change(left)
    assert painted_first(left) == b""


@pytest.mark.parametrize(
    "env", [{"NO_COLOR": "1"}, {"TERM": "vt100"}, {"COLUMNS": "60"}, {"EXPLORER_CONFIG": "elsewhere.yaml"}], ids=str
)
def test_nothing_is_painted_in_another_environment(left: Path, env: dict[str, str]) -> None:
    assert painted_first(left, SIZE, **env) == b""


def test_nothing_is_painted_in_another_size(left: Path) -> None:
    assert painted_first(left, size=(81, 24)) == b""


def test_a_picture_is_kept_if_it_is_of_the_terminals_size(left: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is not where the terminal is resized while the app ends."""
    monkeypatch.setattr(last_picture, "_SETTLED", 0)
    monkeypatch.setenv("COLUMNS", "60")
    monkeypatch.setenv("LINES", "20")
    kept = []
    for size in ((60, 20), (61, 20)):
        last_picture.keep(left, Picture("", size), "", lambda: True)
        kept.append(any(Path(os.environ["XDG_CACHE_HOME"]).rglob("*.picture")))
    assert kept == [True, False]


@pytest.mark.parametrize(
    "damage",
    [lambda kept: kept[:-20], lambda kept: kept.replace(b"favourite", b"favoured!"), lambda _: b""],
    ids=["cut short", "other words", "nothing"],
)
def test_a_picture_that_is_damaged_is_not_painted(left: Path, damage: Callable[[bytes], bytes]) -> None:
    (picture,) = Path(os.environ["XDG_CACHE_HOME"]).rglob("*.picture")
    kept = picture.read_bytes()
    picture.write_bytes(damage(kept))
    assert picture.read_bytes() != kept
    assert painted_first(left) == b""


def test_it_is_painted_once(left: Path) -> None:
    """Whoever starts two at once has it in one of them: the other may show what the first one is about to change."""
    assert LEFT.encode() in painted_first(left)
    assert painted_first(left) == b""


def painted_first(root: Path, size: tuple[int, int] = SIZE, **env: str) -> bytes:
    """What is on the terminal when Textual is about to be imported."""
    with started(root, "os._exit(7)", size, **env) as terminal:
        assert terminal.wait_for_exit() == 7
        return terminal.raw
