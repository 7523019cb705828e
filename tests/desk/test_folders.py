"""Looking for articles' files: what is in a folder, and how a typed path goes on."""

from __future__ import annotations

from pathlib import Path

import pytest

from explorer.desk.folders import Typed, beginning_with, completed, found_in, paths, shown


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("pier.txt", "Pier-2.HTML", "pictures/a.png", "notes.md", ".hidden.txt", "x.pdf", "old/pier.txt"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("words", encoding="utf-8")
    (tmp_path / "nowhere.txt").symlink_to(tmp_path / "none")
    return tmp_path


def names(folder: Path, begin: str = "") -> list[str]:
    return [one.path.name for one in beginning_with(found_in(folder), begin)]


def test_folders_come_first_and_only_files_that_can_be_added_are_shown(folder: Path) -> None:
    assert ["old", "pictures", "notes.md", "Pier-2.HTML", "pier.txt"] == names(folder)
    assert [5] == [one.size for one in found_in(folder) if one.path.name == "notes.md"]


def test_what_begins_so_is_shown_or_else_what_has_it_in_its_name(folder: Path) -> None:
    assert ["pictures", "Pier-2.HTML", "pier.txt"] == names(folder, "PI")
    assert ["notes.md"] == names(folder, "te")


def test_a_typed_path_is_one_from_here_from_the_root_or_from_home(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    monkeypatch.setenv("HOME", str(folder / "old"))
    assert Typed(folder, "pi") == Typed.of("pi")
    assert Typed(folder / "old", "pi") == Typed.of("old/pi")
    assert Typed(folder / "old", "") == Typed.of("~/")
    assert Typed(Path("/"), "etc") == Typed.of("/etc") == Typed.of("old//etc")
    assert Typed(folder / "old", "a") == Typed.of("/etc/~/a")
    assert ("~/", "/", f"{folder}/") == (shown(folder / "old"), shown(Path("/")), shown(folder))


def test_tab_goes_on_as_far_as_all_have_in_common(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    found = found_in(folder)
    for typed, expected in (("ol", "old/"), ("no", "notes.md"), ("pict", "pictures/"), ("p", "p"), ("zz", "zz")):
        assert expected == completed(typed, found)
    assert f"{folder}/old/" == completed(f"{folder}/o", found)
    assert ["old/pier.txt"] == paths("old/")
    assert [] == paths("nowhere/")
