"""`explorer config` says where the settings are, which hold and why, and what is wrong in the file."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from cli.running import Explorer

from explorer.desk import own_settings
from explorer.desk.own_copy import copy_example
from explorer.desk.own_settings import config_file, load
from explorer.desk.settings import NAMES
from explorer.snapshot import shipped_archive
from explorer.ui.app import ExplorerApp
from explorer.ui.keymap import keymap


@pytest.fixture(autouse=True)
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file with the settings, which is not there yet."""
    for name in ("VISUAL", "EDITOR", "TEXTUAL_THEME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    found = config_file()
    found.parent.mkdir(parents=True)
    return found


def rows(out: str) -> dict[str, list[str]]:
    """The value and the reason of each setting, by its name."""
    return {name: rest for name, *rest in (line.split("\t") for line in out.splitlines())}


def test_without_a_file_everything_is_the_default(
    explorer: Explorer, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(file.parent)
    found = explorer("config")

    assert (found.code, found.err) == (0, "")
    said = rows(found.out)
    assert said.pop("file") == [str(file), "default; it is not there, and need not be"]
    assert said.pop("archive") == [str(shipped_archive()), "the example"]
    assert list(said) == [name for name in NAMES if name != "keys"]
    assert {why for _, why in said.values()} == {"default"}


def test_a_copy_of_the_example_is_opened_in_its_place_for_as_long_as_it_is_there(
    explorer: Explorer, file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(file.parent)
    mine, _ = copy_example(explorer.root, str(tmp_path / "mine"))
    value, why = rows(explorer("config").out)["archive"]
    assert (str(mine), "your copy of the example") == (value, why.partition(";")[0])
    assert str(mine) == explorer("config", "--json").json["archive"]
    shutil.rmtree(mine)
    found = explorer("config")
    assert [str(shipped_archive()), "the example"] == rows(found.out)["archive"]
    assert f"your copy of the example is not in {mine} any more" in found.err


def test_each_setting_says_why_it_holds(explorer: Explorer, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EXPLORER_LINEAR", "1")
    monkeypatch.setenv("EDITOR", "nano -w")
    file.write_text("theme: nord\nlinear: false\nkeys:\n  timeline: [W, F9]\n", encoding="utf-8")
    own_settings.choose_theme("dracula")
    said = rows(explorer("config").out)

    assert said["file"] == [str(file), "default"]
    assert said["theme"] == ["dracula", "chosen in the explorer"]
    assert said["editor"] == ["nano -w", "EDITOR"]
    assert said["linear"] == ["true", "EXPLORER_LINEAR"]
    assert said["keys.timeline"] == ["W, f9", "config.yaml:4"]


def test_the_editor_of_the_file_wins(explorer: Explorer, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VISUAL", "vi")
    file.write_text("editor: code --wait\n", encoding="utf-8")

    assert rows(explorer("config").out)["editor"] == ["code --wait", "config.yaml:1"]


def test_mistakes_are_said_with_their_places_and_what_is_right_holds(explorer: Explorer, file: Path) -> None:
    file.write_text("start: timeline\nthene: nord\ntheme: nrod\nkeys:\n  sources: j\n  help: f1\n", encoding="utf-8")
    found = explorer("config")

    assert found.code == 1
    assert found.err.splitlines() == [
        f"{file}:2:1: error: unknown setting “thene”; did you mean “theme”?",
        f"{file}:3:8: error: there is no theme “nrod”; did you mean “nord”?",
        f"{file}:5:3: error: the key of “sources” can’t be “j”, which is the key of “down”",
    ]
    said = rows(found.out)
    assert said["start"] == ["timeline", "config.yaml:1"]
    assert said["theme"][1] == "default"
    assert said["keys.help"] == ["f1", "config.yaml:6"]
    assert "keys.sources" not in said


def test_a_mistake_in_the_environment_is_said_with_the_variable(
    explorer: Explorer, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("TEXTUAL_THEME", "nrod")
    assert explorer("config").err == "TEXTUAL_THEME: error: there is no theme “nrod”; did you mean “nord”?\n"
    monkeypatch.delenv("TEXTUAL_THEME")
    monkeypatch.setenv("EXPLORER_CONFIG", str(tmp_path / "no.yaml"))
    assert explorer("config").err.endswith("no.yaml:1:1: error: EXPLORER_CONFIG names a file that is not there\n")


def test_as_json(explorer: Explorer, file: Path) -> None:
    file.write_text("reader_width: 72\nlinear: yes please\nkeys: {timeline: W}\n", encoding="utf-8")
    found = explorer("config", "--json")

    assert found.code == 1
    said = found.json
    assert (said["file"], said["exists"]) == (str(file), True)
    assert {"name": "reader_width", "value": 72, "source": "file", "at": "config.yaml:1"} in said["settings"]
    assert {"name": "linear", "value": False, "source": "default", "at": None} in said["settings"]
    assert {"name": "keys.timeline", "value": ["W"], "source": "file", "at": "config.yaml:3"} in said["settings"]
    (problem,) = said["problems"]
    assert (problem["line"], problem["column"], problem["code"]) == (2, 9, "wrong-type")


def test_the_example_holds_as_it_is_and_with_every_line_taken_in(explorer: Explorer, file: Path) -> None:
    """Commented out it changes nothing. With every line taken in, all is as it was, too."""
    example = explorer("config", "--example").out
    file.write_text(example, encoding="utf-8")
    assert load({}).origins == {}
    assert load({}).problems == ()

    file.write_text(re.sub(r"^#(?! )|^#(?=  )", "", example, flags=re.MULTILINE), encoding="utf-8")
    found = load({})
    assert found.problems == ()
    assert {name for name in NAMES if name != "keys"} <= set(found.origins)
    assert (found.start, found.reader_width, found.citation, found.linear) == ("last", None, "plain", False)
    _, problems = keymap(found, ExplorerApp)
    assert problems == []
    assert len(found.keys) > 40
