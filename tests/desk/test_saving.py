"""A text, or a folder of files, is saved whole where the user says, or it is said why not."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from explorer.desk.saving import NotSavedError, save, save_files


def test_a_file_is_written_as_a_whole_in_place_of_the_old_one(tmp_path: Path) -> None:
    file = tmp_path / "new folder" / "quotes.txt"
    for text in ("“one”\n", "two\n"):
        assert save(text, str(file)) == file
        assert file.read_text(encoding="utf-8") == text
    assert [path.name for path in file.parent.iterdir()] == ["quotes.txt"]


def test_the_home_folder_may_be_called_by_its_sign(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    assert save("text", "~/quotes.txt") == tmp_path / "quotes.txt"


@pytest.mark.parametrize("name", ["", "file/below-a-file.txt", "nul\0.txt"])
def test_what_can_not_be_written_is_said(tmp_path: Path, name: str) -> None:
    (tmp_path / "file").write_text("a file")
    with pytest.raises(NotSavedError, match="can’t be saved"):
        save("text", f"{tmp_path}/{name}")


def names(folder: Path) -> list[str]:
    """The files below a folder that are not hidden."""
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("[!.]*") if path.is_file())


def test_a_folder_is_saved_in_place_of_the_one_that_was_saved_before(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "site"
    for files in ([("a.html", b"1"), ("quotes/b.html", b"2")], [("a.html", b"3"), ("c.html", b"4")]):
        assert folder == save_files(files, str(folder))
        assert [name for name, _ in files] == names(folder)
    assert b"3" == (folder / "a.html").read_bytes()
    assert ["site"] == [path.name for path in folder.parent.iterdir()]


def test_a_folder_is_as_it_was_when_not_all_of_it_could_be_saved(tmp_path: Path) -> None:
    def fails() -> Iterator[tuple[str, bytes]]:
        yield "a.html", b"2"
        raise KeyboardInterrupt

    for before in ([], ["site"]):
        with pytest.raises(KeyboardInterrupt):
            save_files(fails(), str(tmp_path / "site"))
        assert before == [path.name for path in tmp_path.iterdir()]
        save_files([("a.html", b"1")], str(tmp_path / "site"))
    assert b"1" == (tmp_path / "site/a.html").read_bytes()


def test_no_folder_is_replaced_that_has_what_was_not_saved_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not the user's own, not with a file of theirs in it, and not the one that they are in."""
    site = save_files([("a.html", b"1")], str(tmp_path / "site"))
    (site / ".DS_Store").touch()
    save_files([("a.html", b"1")], str(site))
    (site / "CNAME").touch()
    with pytest.raises(NotSavedError, match="would be lost: CNAME"):
        save_files([("a.html", b"2")], str(site))
    with pytest.raises(NotSavedError, match="is no folder that an export has made"):
        save_files([("a.html", b"2")], str(tmp_path))
    with pytest.raises(NotSavedError, match="is no folder"):
        save_files([("a.html", b"2")], str(site / "a.html"))
    (tmp_path / "empty").mkdir()
    monkeypatch.chdir(tmp_path / "empty")
    with pytest.raises(NotSavedError, match="that you are in"):
        save_files([("a.html", b"2")], ".")
    assert b"1" == (site / "a.html").read_bytes()
