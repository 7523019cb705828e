"""Settings: what stands in the file holds, what is wrong in it is said with its place, and the nearer source wins."""

from __future__ import annotations

import os
from pathlib import Path

import platformdirs
import pytest

from explorer.citing import FORMATS
from explorer.desk import own_settings
from explorer.desk.own_settings import choose_theme, load
from explorer.desk.settings import Origin, Settings

ALL = """\
# mine
theme: nord
start: timeline
reader_width: 72
citation: bibtex
editor: nvim -R
linear: true
keys:
  timeline: W
  search: [/, ctrl+f]
  back: "backspace, alt+left"
  zoom: ","
"""


@pytest.fixture(autouse=True)
def own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))


def write(text: str | bytes) -> Path:
    """Write the file with the settings."""
    file = own_settings.config_file({})
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(text.encode() if isinstance(text, str) else text)
    return file


def problems(text: str | bytes) -> list[str]:
    """What is wrong in a file: line, column and message."""
    write(text)
    return [f"{problem.place.line}:{problem.place.column} {problem.message}" for problem in load({}).problems]


def test_without_a_file_all_is_as_it_comes() -> None:
    assert load({}) == Settings(file=platformdirs.user_config_path("article-explorer") / "config.yaml")


def test_every_setting_of_the_file_holds_and_says_where_it_stands() -> None:
    write(ALL)
    found = load({})

    assert (found.theme, found.start, found.reader_width, found.citation) == ("nord", "timeline", 72, "bibtex")
    assert (found.editor, found.linear) == ("nvim -R", True)
    assert found.keys == {
        "timeline": ("W",),
        "search": ("/", "ctrl+f"),
        "back": ("backspace", "alt+left"),
        "zoom": (",",),
    }
    assert found.origins["theme"] == Origin("file", "config.yaml:2")
    assert found.origins["keys.zoom"] == Origin("file", "config.yaml:12")
    assert found.problems == ()


@pytest.mark.parametrize("style", [format.id for format in FORMATS])
def test_every_format_is_a_style_of_citation(style: str) -> None:
    assert problems(f"citation: {style}") == []


@pytest.mark.parametrize("text", ["", "# nothing yet\n", "null", "theme:\nkeys: ~\n"])
def test_a_file_without_values_says_nothing(text: str) -> None:
    assert problems(text) == []
    assert load({}) == Settings(file=own_settings.config_file({}))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("thene: nord", "1:1 unknown setting “thene”; did you mean “theme”?"),
        ("font: large", "1:1 unknown setting “font”; known are theme, start, reader_width, citation, editor, "),
        ("start: timelime", "1:8 “start” must be one of last, panes, "),
        ("start: timelime", "not “timelime”; did you mean “timeline”?"),
        ("citation: [plain]", "1:11 “citation” must be one of plain, markdown, "),
        ("reader_width: wide", "1:15 “reader_width” must be auto, or a number of columns from 30 to 400, not “wide”"),
        ("reader_width: 29", "1:15 “reader_width” must be auto, or a number"),
        ("reader_width: 99999999999999999999999", "1:15 “reader_width” must be auto, or a number"),
        ("linear: perhaps", "1:9 “linear” must be true or false, not “perhaps”"),
        ("theme: {a: b}", "1:8 “theme” must be text"),
        ("editor: ''", "1:9 “editor” must be text"),
        ("keys: [t]", "1:7 “keys” must be a mapping: what is done, and its key, as timeline: W"),
        ("keys:\n  timeline: {a: b}", "2:13 the key of “timeline” must be a key, or a list of keys"),
        ("keys:\n  timeline: [t, '']", "2:13 the key of “timeline” must be a key, or a list of keys"),
        ("- theme", "1:1 the settings are a mapping with any of theme, "),
        ("theme: !!python/name:os.system x", "tags are not used here"),
        ("theme: a\ntheme: b", "2:1 “theme” stands twice; the first, on line 1, is used"),
        ("theme: 'a", "opens a text that nothing closes"),
        (b"theme: \xff", "1:8 not UTF-8"),
    ],
)
def test_a_mistake_is_said_with_its_place_and_the_nearest_right_thing(text: str | bytes, said: str) -> None:
    (found,) = problems(text)
    assert said in found


def test_what_is_right_holds_whatever_else_is_wrong() -> None:
    assert len(problems(f"linaer: true\nstart: nowhere\n{ALL.replace('start: timeline', 'strat: timeline')}")) == 3
    found = load({})

    assert (found.theme, found.reader_width, found.linear, found.start) == ("nord", 72, True, "last")


def test_a_file_that_cannot_be_read_is_said() -> None:
    own_settings.config_file({}).mkdir(parents=True)
    (problem,) = load({}).problems

    assert problem.message.startswith("can’t be read: ")
    assert problem.place.file == str(own_settings.config_file({}))


def test_a_variable_names_another_file(tmp_path: Path) -> None:
    other = tmp_path / "other.yaml"
    other.write_text("theme: gruvbox", encoding="utf-8")
    write(ALL)

    assert load({"EXPLORER_CONFIG": str(other)}).theme == "gruvbox"
    (problem,) = load({"EXPLORER_CONFIG": str(tmp_path / "no.yaml")}).problems
    assert problem.message == "EXPLORER_CONFIG names a file that is not there"


# What wins


def test_the_environment_wins_over_the_file_and_the_command_line_over_both() -> None:
    write("theme: nord\nlinear: true\n")
    found = load({"TEXTUAL_THEME": "dracula", "EXPLORER_LINEAR": "0"})

    assert (found.theme, found.origins["theme"]) == ("dracula", Origin("environment", "TEXTUAL_THEME"))
    assert (found.linear, found.origins["linear"]) == (False, Origin("environment", "EXPLORER_LINEAR"))
    found = load({"EXPLORER_LINEAR": "0"}, linear=True)
    assert (found.linear, found.origins["linear"]) == (True, Origin("command line", "--linear"))


@pytest.mark.parametrize(("value", "linear"), [("1", True), ("yes", True), ("0", False), ("", False), ("No", False)])
def test_linear_mode_is_asked_for_in_the_environment(value: str, linear: bool) -> None:
    assert load({"EXPLORER_LINEAR": value}).linear is linear


# The theme that was chosen in the app


def test_a_chosen_theme_holds_at_the_next_start() -> None:
    choose_theme("nord")
    found = load({})

    assert (found.theme, found.origins["theme"]) == ("nord", Origin("app"))


def test_a_chosen_theme_wins_over_the_file_which_stays_as_it_is() -> None:
    file = write(ALL)
    choose_theme("dracula")

    assert load({}).theme == "dracula"
    assert file.read_text(encoding="utf-8") == ALL


def test_a_theme_that_is_written_into_the_file_later_wins() -> None:
    choose_theme("dracula")
    write("theme: gruvbox\n")

    assert load({}).theme == "gruvbox"


def test_a_file_that_was_edited_while_the_app_ran_is_not_forgotten() -> None:
    """The theme that is chosen is later than what stands in the file at that moment."""
    write("theme: gruvbox\n")
    choose_theme("dracula")

    assert load({}).theme == "dracula"


def test_choosing_what_stands_in_the_file_leaves_it_to_the_file() -> None:
    write("theme: nord\n")
    choose_theme("dracula")
    choose_theme("nord")
    assert load({}).origins["theme"] == Origin("file", "config.yaml:1")

    write("theme: gruvbox\n")
    assert load({}).theme == "gruvbox"


def test_a_kept_theme_that_cannot_be_read_is_as_none() -> None:
    choose_theme("nord")
    (file,) = (Path(os.environ["XDG_STATE_HOME"]) / "article-explorer").iterdir()
    file.write_bytes(b"{")

    assert load({}).theme is None
