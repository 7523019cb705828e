"""What is told of a mistake in the program: where it is, and no text of the archive."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from archives import write_archive
from cli.running import Explorer
from terminal import Terminal

from explorer.cli import check_command
from explorer.desk import crash_report
from explorer.processes import Processes, Work

# As it may stand in an archive; never in the source lines that a report shows.
TEXT = "".join(["We will rebuild", " the east pier"])


@pytest.fixture(autouse=True)
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder that reports are written to."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    return tmp_path / "state" / "article-explorer"


def reported(folder: Path) -> str:
    """The one report that was written."""
    (file,) = folder.glob("crash-*")
    assert file.name.startswith("crash-")
    return file.read_text(encoding="utf-8")


def report_of(folder: Path, fail: Callable[[], object]) -> str:
    """The report on what a call raises."""
    with pytest.raises((Exception, ExceptionGroup)) as caught:
        fail()
    happened, where = crash_report.report(caught.value)
    assert caught.type.__name__ in happened
    assert str(folder) in where
    return reported(folder)


def test_a_report_has_the_place_the_versions_and_the_terminal(state: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm-direct")

    def fail() -> object:
        return [][len(TEXT)]

    report = report_of(state, fail)
    assert ", in fail\n    return [][len(TEXT)]\nIndexError: list index out of range\n" in report
    assert "TERM='xterm-direct'" in report
    assert f"Python {sys.version.split()[0]} on" in report
    assert "textual 8" in report


def test_no_message_that_may_hold_text_is_told(state: Path) -> None:
    """Neither that of the exception, nor those of what led to it, nor values of variables, nor names of files."""

    class MyIndexError(IndexError):
        pass

    def fail() -> None:
        held = TEXT
        try:
            try:
                raise MyIndexError(held)
            except IndexError:
                open(held)  # noqa: PTH123, SIM115 - there is no such file
        except OSError as error:
            raise ExceptionGroup(held, [ValueError(held, 7), KeyError(held)]) from error

    report = report_of(state, fail)
    assert TEXT not in report
    assert TEXT.split()[0] not in report
    assert "MyIndexError: (str)" in report
    assert "While this was handled:" in report
    assert "FileNotFoundError: [Errno 2] No such file or directory" in report
    assert "Because of this:" in report
    assert "ValueError: (str, 7)" in report
    assert "KeyError: (str)" in report


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (KeyError(0), "KeyError: (0)"),
        (
            AttributeError("'NoneType' object has no attribute 'x'"),
            "AttributeError: 'NoneType' object has no attribute",
        ),
        (AssertionError(), "AssertionError\n"),
    ],
)
def test_what_can_be_no_text_is_told(state: Path, error: Exception, told: str) -> None:
    crash_report.report(error)
    assert told in reported(state)


def test_a_deep_recursion_is_cut_short(state: Path) -> None:
    def fail() -> object:
        return fail()

    report = report_of(state, fail)
    assert report.count("in fail\n") < 100
    assert " more\n" in report


def test_exceptions_that_led_to_each_other_are_told_once(state: Path) -> None:
    one, other = ValueError(), KeyError()
    one.__context__, other.__context__ = other, one
    crash_report.report(one)
    assert 1 == reported(state).count("\nValueError")


def failing(_: None, given: str) -> None:
    """Fail with a message that looks as if a call in a file of that name had failed."""
    raise ValueError(f'{given}\n  File "{given}", line 7, in it')


def test_a_mistake_in_another_process_is_told_with_its_place(state: Path) -> None:
    report = report_of(state, lambda: list(Processes(2).each(Work(failing), None, [TEXT, TEXT], 1)))
    assert ", in failing\n    raise ValueError(" in report
    assert TEXT not in report


def test_of_what_was_done_only_names_are_told(state: Path) -> None:
    crash_report.did("follow", "Detail")
    crash_report.did(f"follow {TEXT}", "Detail")
    crash_report.report(ValueError())
    report = reported(state)
    assert "  Detail follow\n  Detail\n" in report
    assert TEXT not in report


def test_a_folder_that_can_not_be_written_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "file"))
    _, where = crash_report.report(ValueError())
    assert "no report could be written" in where
    assert str(tmp_path / "file") in where


# On the command line


@pytest.fixture
def explorer(capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Explorer:
    root = write_archive(tmp_path / "archive")
    monkeypatch.chdir(root)
    return Explorer(capsys, root)


def test_a_command_that_fails_says_so_in_two_lines_and_is_70(
    explorer: Explorer, state: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise ValueError(TEXT)

    monkeypatch.setattr(check_command, "open_archive", fail)
    code, out, err = explorer("check", "--json")
    assert (70, "") == (code, out)
    happened, where = err.splitlines()
    assert "explorer: a bug in the explorer (ValueError) ended it" == happened
    assert str(state) in where
    assert "Traceback" not in err
    assert TEXT not in err + reported(state)


# In the app

CRASHING = """
import errno
import os
import sys
from threading import Thread
from explorer.ui.app import ExplorerApp
from explorer.cli import main
def fail(*_):
    raise ValueError({text!r})
{patch}
sys.exit(main(sys.argv[1:]))
"""


# Each makes the key of the help fail somewhere.
MISTAKES = {
    "action": "ExplorerApp.action_help = fail",
    "thread": "ExplorerApp.action_help = lambda self: Thread(target=fail, daemon=True).start()",
    "worker": "ExplorerApp.action_help = lambda self: self.run_worker(fail, thread=True)",
    "task": """
import asyncio
async def late():
    await asyncio.sleep(0)  # Python 3.13.0 never tells of a task that fails at once
    fail()
ExplorerApp.action_help = lambda self: asyncio.ensure_future(late()) and None
""",
    "what holds up the end": """
from time import sleep
from explorer.store import kept
kept.save = lambda *_: sleep(600)
ExplorerApp.action_help = fail
""",
    "input": """
from explorer.ui.terminal_driver import TerminalDriver
TerminalDriver.process_message = fail
""",
    "painting": """
from explorer.ui.widgets.lines import Lines
def break_lines(self):
    Lines.render_line = fail
    self.focused.refresh()
ExplorerApp.action_help = break_lines
""",
}


@pytest.mark.parametrize("patch", MISTAKES.values(), ids=MISTAKES)
def test_a_mistake_anywhere_gives_the_terminal_back(tmp_path: Path, state: Path, patch: str) -> None:
    """With two lines on it, and nothing of Textual's own report."""
    root = write_archive(tmp_path / "archive")
    script = CRASHING.format(text=TEXT, patch=patch)
    with Terminal(["--archive", str(root)], (80, 24), command=[sys.executable, "-c", script]) as terminal:
        terminal.wait_for("Harbour")
        terminal.type("j?")
        assert 70 == terminal.wait_for_exit()
    written = terminal.raw
    assert written.rfind(b"\x1b[?1049l") > written.rfind(b"\x1b[?1049h")
    assert written.rfind(b"\x1b[?25h") > written.rfind(b"\x1b[?25l")
    after = written[written.rfind(b"\x1b[?1049l") :].decode()
    assert 2 == after.count("explorer: ")
    assert "Traceback" not in after
    assert TEXT not in reported(state)
    assert not list(state.glob("sessions/*"))  # the next start is a fresh one
    assert ", in fail\n" in reported(state)


@pytest.mark.parametrize(
    "error",
    [
        MemoryError(),
        SystemError("a function returned NULL without setting an exception"),
        OSError(errno.ENOMEM, os.strerror(errno.ENOMEM)),
        ImportError(f"x.so: failed to map segment from shared object: {os.strerror(errno.ENOMEM)}"),
        RuntimeError("can't start new thread"),
    ],
)
def test_a_lack_of_memory_is_no_mistake_of_the_explorer(error: Exception) -> None:
    """Whatever Python says of it; there is nothing to report."""
    assert ["there is no memory left, which ended it; what was written is kept"] == crash_report.report(error)
    assert not crash_report.is_lack_of_memory(ImportError("no module named x"))


def test_a_mistake_that_came_of_a_lack_of_memory_is_none() -> None:
    """As where a library catches all exceptions and raises its own from None."""
    error = ValueError("failed to parse a style sheet")
    error.__context__, error.__suppress_context__ = MemoryError(), True
    assert crash_report.is_lack_of_memory(error)
    assert not crash_report.is_lack_of_memory(ValueError("failed to parse a style sheet"))


def test_what_led_to_an_exception_may_be_a_circle() -> None:
    one, other = ValueError(), ValueError()
    one.__cause__, other.__cause__ = other, one
    assert not crash_report.is_lack_of_memory(one)
