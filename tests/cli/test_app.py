"""`explorer` without a command: the app."""

from __future__ import annotations

import gc
import subprocess
import sys
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pytest
from cli.running import Explorer, Result, environment
from terminal import Terminal

from explorer.cli import app_command
from explorer.desk import sessions
from explorer.desk.last_picture import Picture
from explorer.desk.own_settings import config_file
from explorer.desk.sessions import Session
from explorer.desk.settings import AS_THEY_COME, Settings
from explorer.model.history import PanesView
from explorer.snapshot import read_snapshot


class FakeApp:
    """Stands in for the app: opens the archive, runs, and ends with a return code."""

    opened: tuple[Path, list[str], str] | None = None
    ends_with: int | None = 0

    session: Session | None = None

    settings = AS_THEY_COME

    picture: Picture | None = None

    def __init__(
        self, root: Path, trail: list[str], query: str, session: Session | None, settings: Settings, painted: None
    ) -> None:
        type(self).opened = (root, trail, query)
        type(self).session = session
        type(self).settings = settings
        self.snapshot = read_snapshot(root)
        self.return_code: int | None = None

    def run(self) -> None:
        self.return_code = self.ends_with


@pytest.fixture
def app(monkeypatch: pytest.MonkeyPatch) -> type[FakeApp]:
    module = ModuleType("explorer.ui.app")
    module.ExplorerApp = FakeApp  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "explorer.ui.app", module)
    monkeypatch.setattr(app_command, "_has_terminal", lambda: True)
    monkeypatch.setattr(gc, "disable", lambda: None)
    monkeypatch.setattr(FakeApp, "opened", None)
    return FakeApp


def test_without_a_command_the_app_opens(explorer: Explorer, app: type[FakeApp]) -> None:
    assert Result(0, "", "") == explorer()
    assert (explorer.root, [], "") == app.opened


def test_while_the_app_runs_other_threads_give_way_at_once(
    explorer: Explorer, app: type[FakeApp], monkeypatch: pytest.MonkeyPatch
) -> None:
    before, intervals = sys.getswitchinterval(), list[float]()
    monkeypatch.setattr(app, "run", lambda _: intervals.append(sys.getswitchinterval()))
    explorer()
    assert sys.getswitchinterval() == before
    assert [each < before / 5 for each in intervals] == [True]


def test_the_app_opens_at_a_ref_with_a_query(explorer: Explorer, app: type[FakeApp]) -> None:
    for words in (
        ["person/ana-ruiz", "--query", "pier tax", "--archive", "."],
        ["--archive=.", "--query=pier tax", "person/ana-ruiz"],
        ["--query", "pier tax", "people/ana-ruiz", "--archive", "."],
    ):
        assert Result(0, "", "") == explorer(*words)
        assert (Path(), ["person/ana-ruiz"], "pier tax") == app.opened


def test_the_app_goes_on_where_it_was_left_unless_it_is_to_start_afresh(
    explorer: Explorer, app: type[FakeApp], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    explorer()
    assert app.session is None
    left = Session(PanesView(("topic/harbour",)))
    sessions.save(explorer.root, left)
    explorer()
    assert app.session == left
    explorer("--fresh")
    assert app.session is None


def test_the_app_gets_the_settings_and_starts_where_they_say(
    explorer: Explorer, app: type[FakeApp], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    config_file().parent.mkdir(parents=True, exist_ok=True)
    config_file().write_text("start: timeline\ncitation: bibtex\n", encoding="utf-8")
    sessions.save(explorer.root, Session(PanesView(("topic/harbour",))))
    for words in ([], ["--fresh"]):
        explorer(*words)
        assert app.settings.citation == "bibtex"
        assert app.session == sessions.beginning("timeline")


def test_a_query_may_be_a_commands_name(explorer: Explorer, app: type[FakeApp]) -> None:
    assert 0 == explorer("--query", "search").code
    assert (explorer.root, [], "search") == app.opened


def test_the_apps_return_code_is_the_exit_code(
    explorer: Explorer, app: type[FakeApp], monkeypatch: pytest.MonkeyPatch
) -> None:
    for ends_with, code in ((0, 0), (1, 1), (3, 3)):
        monkeypatch.setattr(app, "ends_with", ends_with)
        assert code == explorer().code


def test_a_ref_of_no_kind_or_no_archive_never_opens_the_app(explorer: Explorer, app: type[FakeApp]) -> None:
    for words in (["planet/mars"], ["--archive", "nowhere"], ["../archive"]):
        assert 2 == explorer(*words).code
    assert app.opened is None


@pytest.mark.usefixtures("app")
def test_a_ref_that_is_not_there_is_1(explorer: Explorer) -> None:
    said = "explorer: there is no person/ana-ruis; did you mean “person/ana-ruiz”?\n"
    assert Result(1, "", said) == explorer("person/ana-ruis")


@pytest.mark.usefixtures("app")
def test_a_folder_in_place_of_a_ref_is_2_and_says_how(explorer: Explorer) -> None:
    said = "explorer: “../archive” is a folder; explorer --archive ../archive opens it\n"
    assert Result(2, "", said) == explorer("../archive")


def test_without_a_terminal_the_app_is_2(explorer: Explorer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TEXTUAL_DRIVER", raising=False)
    monkeypatch.setattr(sys, "__stdin__", SimpleNamespace(isatty=lambda: False))
    code, out, err = explorer()
    assert (2, "") == (code, out)
    assert "the app needs a terminal" in err


@pytest.mark.parametrize("elsewhere", ["< /dev/null", "| cat", "2>&1 | cat"])
def test_the_app_draws_on_a_terminal_alone(elsewhere: str) -> None:
    """Neither into a pipe nor for keys that can't come."""
    script = f'{{ "{sys.executable}" -m explorer; echo "exit $?" >&2; }} {elsewhere}'
    with Terminal(command=["/bin/sh", "-c", script], env=environment()) as terminal:
        terminal.wait_for("exit 2")
        assert "the app needs a terminal" in terminal.text
        assert b"\x1b" not in terminal.raw


def test_the_app_begins_without_what_reads_articles_and_checks_records_and_its_help_opens_without_numpy() -> None:
    """So that both are there at once: these are imported when something has changed, or is asked for."""
    later = {"explorer.reading.quotation.detection", "explorer.checking.repeats.tokens", "explorer.checking.checks"}
    code = f"import sys, explorer.ui.app; print(set(sys.modules) & {later | {'numpy', 'yaml', 'rapidfuzz'}})\n"
    code += "import explorer.ui.screens.key_help; print('numpy' in sys.modules)"
    found = subprocess.run([sys.executable, "-c", code], env=environment(), capture_output=True, text=True, check=True)
    assert "set()\nFalse\n" == found.stdout
