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
from explorer.desk.own_files import session_file

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


def leave(root: Path, *keys: str) -> None:
    """Leave the explorer with its picture kept: none is of what is about to be painted anew, as on a busy machine."""
    for pressed in (keys, *[()] * _AGAIN):
        with started(root) as terminal:
            terminal.wait_for("Harbour" if pressed else LEFT)
            terminal.press(*pressed)
            terminal.wait_for(LEFT)
            terminal.settle()
            terminal.press("q")
            assert terminal.wait_for_exit() == 0
        if is_kept():
            return
    raise AssertionError


def is_kept() -> bool:
    """Whether there is a picture."""
    return any(Path(os.environ["XDG_CACHE_HOME"]).rglob("*.picture"))


class _OurTerminal:
    """A terminal of which the explorer may take hold, though it has none here."""

    is_ours = True

    def take(self) -> None:
        pass


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An archive of which a picture is kept, as when the explorer was left in a terminal, but without starting it."""
    for name in ("CACHE", "STATE", "CONFIG"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name))
    for name, value in (("COLUMNS", SIZE[0]), ("LINES", SIZE[1]), ("TERM", "xterm-256color"), ("TEXTUAL_FPS", 240)):
        monkeypatch.setenv(name, str(value))
    for name in ("COLORTERM", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(last_picture, "_SETTLED", 0)
    monkeypatch.setattr(last_picture, "TerminalState", _OurTerminal)
    root = write_archive(tmp_path / "archive")
    session = session_file(root)
    session.parent.mkdir(parents=True)
    session.write_bytes(b"[]")
    last_picture.keep(root, Picture(LEFT, SIZE), "", lambda: True)
    return root


def test_it_is_painted_before_the_app_is_imported_and_never_changes_after_that_and_what_is_typed_is_for_the_app(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No cell does: whoever looked away sees no difference, and whoever reads can read on."""
    for name in ("CACHE", "STATE", "CONFIG"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name))
    root = write_archive(tmp_path / "archive")
    leave(root, "4", "G")
    with started(root) as terminal:
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

    if not is_kept():
        leave(root)
    go_on = tmp_path / "go-on"
    with started(root, f"while not os.path.exists({str(go_on)!r}): time.sleep(.01)") as terminal:
        terminal.wait_for(LEFT)
        terminal.type("/budjet")
        terminal.read_for(0.2)
        assert "budjet" not in terminal.text  # nothing echoes it
        go_on.touch()
        terminal.wait_for("City budget")
        terminal.press("ctrl+q")
        assert terminal.wait_for_exit() == 0


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


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_meanwhile_gives_the_terminal_back(kept: Path, number: int) -> None:
    with started(kept, "time.sleep(600)") as terminal:
        terminal.wait_for(LEFT)
        terminal.end(number)
        assert terminal.wait_for_exit() == 128 + number
        assert terminal.raw.rstrip().endswith(b"\x1b[?1049l\x1b[?25h")


def test_a_signal_when_the_app_has_begun_and_has_not_yet_taken_the_terminal_gives_that_back(kept: Path) -> None:
    signalled = "lambda *args, **options: (os.kill(os.getpid(), 15), time.sleep(.2), run(*args, **options))[-1]"
    with started(kept, f"import asyncio; run = asyncio.run; asyncio.run = {signalled}") as terminal:
        assert terminal.wait_for_exit() == 128 + signal.SIGTERM
        assert LEFT.encode() in terminal.raw
        assert terminal.raw.rstrip().endswith(b"\x1b[?1049l\x1b[?25h")


def test_a_mistake_meanwhile_is_told_where_the_explorer_was_started(kept: Path) -> None:
    with started(kept, "raise RuntimeError") as terminal:
        assert terminal.wait_for_exit() == 70
        picture, back, told = terminal.raw.partition(b"\x1b[?1049l")
        assert LEFT.encode() in picture
        assert back
        assert b"a bug in the explorer" in told


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
def test_nothing_is_painted_where_the_app_may_show_something_else(kept: Path, change: Callable[[Path], None]) -> None:
    change(kept)
    assert not is_painted(kept)


@pytest.mark.parametrize(
    "env",
    [{"NO_COLOR": "1"}, {"TERM": "vt100"}, {"EXPLORER_CONFIG": "elsewhere.yaml"}, {"COLUMNS": "81"}, {"LINES": "23"}],
    ids=str,
)
def test_nothing_is_painted_in_another_environment_or_size(
    kept: Path, env: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in env.items():
        monkeypatch.setenv(name, value)
    assert not is_painted(kept)


def test_no_picture_is_kept_of_another_size_than_the_terminals(kept: Path) -> None:
    """As where it is resized while the app ends."""
    last_picture.keep(kept, Picture("", (81, 24)), "", lambda: True)
    assert not is_kept()


@pytest.mark.parametrize(
    "damage",
    [lambda kept: kept[:-20], lambda kept: kept.replace(b"favourite", b"favoured!"), lambda _: b""],
    ids=["cut short", "other words", "nothing"],
)
def test_a_picture_that_is_damaged_is_not_painted(kept: Path, damage: Callable[[bytes], bytes]) -> None:
    (picture,) = Path(os.environ["XDG_CACHE_HOME"]).rglob("*.picture")
    whole = picture.read_bytes()
    picture.write_bytes(damage(whole))
    assert picture.read_bytes() != whole
    assert not is_painted(kept)


def test_it_is_painted_once(kept: Path) -> None:
    """Whoever starts two at once has it in one of them: the other may show what the first one is about to change."""
    assert is_painted(kept)
    assert not is_painted(kept)


def is_painted(root: Path) -> bool:
    with last_picture.painted(root) as painted:
        return painted is not None
