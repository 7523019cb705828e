"""The explorer ends whenever it is told to or has no terminal any more, and leaves nothing behind."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from archives import write_archive
from terminal import UNHURRIED, Terminal

# What waits for programs is one worker's: the others have the processors.
pytestmark = pytest.mark.xdist_group("waiting")

FIRST_TOPIC = "Harbour"
GONE = 128 + signal.SIGHUP
SIZE = (80, 24)
# Into quotes and back out of them, over and over: more than a machine paints in the time that the test takes.
BURST = "jjjj\r[4jj\r\x1b[/okafor\x1b[" * 100


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    return write_archive(tmp_path / "archive")


@pytest.fixture
def environ(tmp_path: Path) -> Mapping[str, str]:
    """Folders that only this test's explorer writes to."""
    return {"XDG_STATE_HOME": str(tmp_path / "state"), "XDG_CACHE_HOME": str(tmp_path / "cache")}


PLAIN = """
import sys
from explorer.cli import main
sys.exit(main(sys.argv[1:]))
"""

# Makes a file when the app begins to heed signals.
NOTING = """
from explorer.ui import ending
heeded = ending.Ending.heeded
ending.Ending.heeded = lambda self, found: open({}, "x").close() or heeded(self, found)
"""

# Opens the explorer at its first view, with more variables or another program that runs it.
Opened = Callable[..., Terminal]


@pytest.fixture
def opened(archive: Path, environ: Mapping[str, str]) -> Opened:
    def opened(script: str = PLAIN, **more: str) -> Terminal:
        command = [sys.executable, "-c", UNHURRIED + script]
        terminal = Terminal(["--archive", str(archive)], SIZE, {**environ, **more}, command=command)
        terminal.wait_for(FIRST_TOPIC)
        return terminal

    return opened


@pytest.fixture(autouse=True)
def _nothing_is_left(tmp_path: Path) -> object:
    """But what is kept of the archive, and of how it was left: also a picture, where that could still be drawn."""
    yield
    names = {path.name for folder in ("state", "cache") for path in (tmp_path / folder).rglob("*") if path.is_file()}
    assert not {name for name in names if not name.endswith((".store", ".index", ".json", ".picture"))}


def install(folder: Path, body: str, trap: str = "") -> Path:
    """An editor that notes its number, when it has its `trap` for signals, and then does something."""
    editor = folder / "editor"
    editor.write_text(f'#!/bin/sh\n{trap}\necho $$ > "{folder}/draft"\nmv "{folder}/draft" "{folder}/pid"\n{body}\n')
    editor.chmod(0o755)
    return editor


def is_gone(pid: int) -> bool:
    """Whether a process ends within some time."""
    for _ in range(1800):
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.05)
    return False


def hold(editor: Path, terminal: Terminal) -> int:
    """Give the terminal to an editor, and return its process."""
    terminal.type("e")
    written = editor.with_name("pid")
    terminal.wait_for(lambda _: written.exists())
    return int(written.read_text())


# The end


@pytest.mark.parametrize("apart", [0.0, 0.4])
def test_the_terminal_is_closed_in_the_midst_of_a_burst(opened: Opened, apart: float) -> None:
    with opened() as terminal:
        terminal.type(BURST[:2000])
        terminal.read_for(apart)
        terminal.close()
        assert GONE == terminal.wait_for_exit()


@pytest.mark.parametrize("number", [signal.SIGHUP, signal.SIGTERM])
def test_a_signal_comes_while_nobody_reads_what_is_painted(opened: Opened, number: int) -> None:
    """The terminal takes nothing any more: what is to be painted waits for it, but the end does not."""
    with opened() as terminal:
        terminal.type(BURST[:2000])
        time.sleep(1)
        terminal.end(number)
        assert is_gone_unread(terminal)
        assert 128 + number == terminal.wait_for_exit()


def is_gone_unread(terminal: Terminal) -> bool:
    """Whether the program ends within some time, though nobody reads what it writes."""
    for _ in range(1800):
        if os.waitid(os.P_PID, terminal.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT):
            return True
        time.sleep(0.05)
    return False


@pytest.mark.parametrize(
    ("after", "end"),
    [
        *((after, lambda terminal: terminal.close()) for after in (0.0, 0.2)),
        *((after, lambda terminal: terminal.end(signal.SIGTERM)) for after in (0.1, 0.4)),
    ],
)
def test_the_end_comes_at_start_up(
    archive: Path, environ: Mapping[str, str], tmp_path: Path, after: float, end: Callable[[Terminal], None]
) -> None:
    begun = tmp_path / "begun"
    command = [sys.executable, "-c", UNHURRIED + NOTING.format(repr(str(begun))) + PLAIN]
    with Terminal(["--archive", str(archive)], SIZE, environ, command=command) as terminal:
        time.sleep(after)
        # On a busy machine the app may not have begun yet: what finds no terminal before it ends with 1.
        before = () if begun.exists() else (1,)
        end(terminal)
        assert terminal.wait_for_exit() in (128 + signal.SIGHUP, 128 + signal.SIGTERM, *before)


# Runs the explorer where no signal tells that the terminal is closed.
ALONE = """
import fcntl, signal, sys, termios
signal.signal(signal.SIGHUP, signal.SIG_IGN)
fcntl.ioctl(0, termios.TIOCNOTTY)
from explorer.cli import main
from explorer.ui.ending import Ending
from explorer.ui.terminal_driver import TerminalDriver
{blind}
sys.exit(main(sys.argv[1:]))
"""
# Of what else notices it, only one is left.
BLIND = {
    "but who reads": "heed = Ending._heed; Ending._heed = lambda self, signals, _: heed(self, signals, None)",
    "but who watches": "TerminalDriver._gone = lambda self: None",
}


@pytest.mark.parametrize("blind", BLIND.values(), ids=BLIND)
def test_a_terminal_that_is_gone_without_a_signal(opened: Opened, blind: str) -> None:
    """Nothing can be read or written any more, and that alone is the end."""
    with opened(ALONE.format(blind=blind)) as terminal:
        terminal.close()
        assert GONE == terminal.wait_for_exit()


def test_what_holds_up_the_end_does_so_for_a_moment_only(opened: Opened, tmp_path: Path) -> None:
    """A thread that never ends is not waited for, and the draft of the file that it writes is removed."""
    held = f"""
import os, sys, time
from pathlib import Path
from explorer.cli import main
from explorer.files import writing
from explorer.store import kept
folder = Path({str(tmp_path)!r}, "cache")
def replace(*_):
    (folder.parent / "writes").touch()
    time.sleep(600)
os.replace = replace
kept.save = lambda *_: writing.replace_file(folder / "kept", b"half")
folder.mkdir()
sys.exit(main(sys.argv[1:]))
"""
    with opened(held) as terminal:
        terminal.wait_for(lambda _: (tmp_path / "writes").exists())
        assert list((tmp_path / "cache").iterdir())
        terminal.end(signal.SIGTERM)
        assert 128 + signal.SIGTERM == terminal.wait_for_exit()
    assert terminal.raw.rfind(b"\x1b[?1049l") > terminal.raw.rfind(b"\x1b[?1049h")


def test_the_system_ends_what_nothing_else_does(archive: Path, environ: Mapping[str, str]) -> None:
    """Not even the thread that ends the process gets to it."""
    stuck = """
import time
from explorer.ui.ending import Ending
Ending._last_resort = lambda *_: time.sleep(600)
Ending._end_guest = lambda self, _: setattr(self, "_leave", lambda _: None)
"""
    command = [sys.executable, "-c", stuck + PLAIN]
    with Terminal(["--archive", str(archive)], SIZE, environ, command=command) as terminal:
        terminal.wait_for(FIRST_TOPIC)
        terminal.end(signal.SIGTERM)
        assert 128 + signal.SIGALRM == terminal.wait_for_exit()


def test_being_told_to_go_on_takes_the_terminal_no_second_time(opened: Opened) -> None:
    """A shell sends it along with the end to each of its jobs, stopped or not. The palette holds up no end."""
    with opened() as terminal:
        terminal.end(signal.SIGCONT)
        terminal.press("4")
        terminal.wait_for("Attribution")  # Detail has a quote
        terminal.press("ctrl+p")
        terminal.wait_for("Do, or go to")
        assert 1 == terminal.raw.count(b"\x1b[?1049h")
        terminal.close()
        assert GONE == terminal.wait_for_exit()


# An editor in the terminal


@pytest.mark.parametrize("how", ["closed", "SIGTERM"])
def test_an_editor_that_heeds_no_signal_ends_too(opened: Opened, tmp_path: Path, how: str) -> None:
    editor = install(tmp_path, "while :; do sleep 1; done", "trap '' HUP TERM")
    with opened(EDITOR=str(editor)) as terminal:
        pid = hold(editor, terminal)
        terminal.close() if how == "closed" else terminal.end(getattr(signal, how))
        assert terminal.wait_for_exit() == (GONE if how != "SIGTERM" else 128 + signal.SIGTERM)
        assert is_gone(pid)


def test_an_editor_gets_its_chance_to_save(opened: Opened, tmp_path: Path) -> None:
    saves = f"trap 'echo saved > \"{tmp_path}/saved\"; exit 1' TERM"
    editor = install(tmp_path, "while :; do sleep 0.1; done", saves)
    patient = "ending._GRACE = 30.0\n"  # a busy machine may let the editor wait
    with opened(patient + PLAIN, EDITOR=str(editor)) as terminal:
        pid = hold(editor, terminal)
        terminal.end(signal.SIGTERM)
        assert 128 + signal.SIGTERM == terminal.wait_for_exit()
        assert is_gone(pid)
    assert "saved\n" == (tmp_path / "saved").read_text()


def test_ctrl_c_in_an_editor_is_the_editors(opened: Opened, tmp_path: Path) -> None:
    """The keys reach every program on the terminal; the explorer is there again after it, and ends as ever."""
    editor = install(tmp_path, "trap '' INT QUIT\nkill -INT $PPID; kill -QUIT $PPID; sleep 0.1")
    with opened(EDITOR=str(editor)) as terminal:
        hold(editor, terminal)
        terminal.type("?")
        terminal.wait_for("Help")
        terminal.press("escape")
        terminal.type(BURST[:2000])
        terminal.close()
        assert GONE == terminal.wait_for_exit()


# Runs the explorer, and takes all memory when it is told to; what was set aside for the end is left to it.
STARVED = """
import os, resource, sys, threading, time
from explorer.cli import main
begin, taken = sys.argv.pop(1), [b""] * 100_000

def starve():
    while not os.path.exists(begin):
        time.sleep(0.02)
    size = int(open("/proc/self/statm").read().split()[0]) * resource.getpagesize()
    os.unlink(begin)
    resource.setrlimit(resource.RLIMIT_AS, (size, resource.RLIM_INFINITY))
    number, step = 0, 1 << 20
    while step >= 1 << 16:
        try:
            taken[number] = bytes(step)
            number += 1
        except MemoryError:
            step //= 2
    while True:
        time.sleep(1000)

threading.Thread(target=starve, daemon=True).start()
sys.exit(main(sys.argv[1:]))
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="memory is taken away by what Linux says of it")
@pytest.mark.parametrize(
    ("keys", "end"),
    [
        ("", lambda terminal: terminal.end(signal.SIGTERM)),
        ("j", lambda terminal: terminal.press("q")),
        ("0", lambda terminal: terminal.end(signal.SIGTERM)),
    ],
)
def test_without_memory_it_can_be_left_and_leaves_the_terminal_as_it_was(
    archive: Path, environ: Mapping[str, str], tmp_path: Path, keys: str, end: Callable[[Terminal], None]
) -> None:
    """In order, or else at once with a word: what a key does may need more than there is."""
    begin = tmp_path / "begin"
    command = [sys.executable, "-c", UNHURRIED + STARVED, str(begin)]
    with Terminal(["--archive", str(archive)], SIZE, environ, command=command) as terminal:
        terminal.wait_for(FIRST_TOPIC)
        terminal.settle()
        begin.touch()
        while begin.exists():
            terminal.read_for(0.05)
        terminal.read_for(0.5)
        terminal.type(keys)
        if not terminal.ended:
            end(terminal)
        code = terminal.wait_for_exit()
        assert code in (0, 70, 128 + signal.SIGTERM)
        # Where a signal asked for the end, that keeps its code, though there may be no memory to come to it in order.
        is_told = b"there is no memory left, which ended it" in terminal.raw
        assert is_told if code == 70 else not (is_told and code == 0)
        assert b"\x1b[?1049l" in terminal.raw
        assert b"Traceback" not in terminal.raw
