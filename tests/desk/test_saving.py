"""A text, or a folder of files, is saved whole where the user says, or it is said why not."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from archives import write_archive

from explorer.desk.saving import BadNameError, NotSavedError, save_bytes, save_files


def test_a_file_is_written_as_a_whole_in_place_of_the_old_one(tmp_path: Path) -> None:
    file = tmp_path / "new folder" / "quotes.txt"
    for text in ("“one”\n", "two\n"):
        assert save_bytes(text.encode(), str(file), tmp_path) == file
        assert file.read_text(encoding="utf-8") == text
    assert [path.name for path in file.parent.iterdir()] == ["quotes.txt"]


def test_the_home_folder_may_be_called_by_its_sign(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    assert save_bytes(b"text", "~/quotes.txt", tmp_path) == tmp_path / "quotes.txt"


@pytest.mark.parametrize("name", ["", "file/below-a-file.txt", "nul\0.txt"])
def test_what_can_not_be_written_is_said(tmp_path: Path, name: str) -> None:
    (tmp_path / "file").write_text("a file")
    with pytest.raises(NotSavedError, match="can’t be saved"):
        save_bytes(b"text", f"{tmp_path}/{name}", tmp_path)


def names(folder: Path) -> list[str]:
    """The files below a folder that are not hidden."""
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("[!.]*") if path.is_file())


def test_a_folder_is_saved_in_place_of_the_one_that_was_saved_before(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "site"
    for files in ([("a.html", b"1"), ("quotes/b.html", b"2")], [("a.html", b"3"), ("c.html", b"4")]):
        assert folder == save_files(files, str(folder), tmp_path)
        assert [name for name, _ in files] == names(folder)
    assert b"3" == (folder / "a.html").read_bytes()
    assert ["site"] == [path.name for path in folder.parent.iterdir()]


def test_a_folder_is_as_it_was_when_not_all_of_it_could_be_saved(tmp_path: Path) -> None:
    def fails() -> Iterator[tuple[str, bytes]]:
        yield "a.html", b"2"
        raise KeyboardInterrupt

    for before in ([], ["site"]):
        with pytest.raises(KeyboardInterrupt):
            save_files(fails(), str(tmp_path / "site"), tmp_path)
        assert before == [path.name for path in tmp_path.iterdir()]
        save_files([("a.html", b"1")], str(tmp_path / "site"), tmp_path)
    assert b"1" == (tmp_path / "site/a.html").read_bytes()


def test_no_folder_is_replaced_that_has_what_was_not_saved_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not the user's own, not with a file of theirs in it, and not the one that they are in."""
    site = save_files([("a.html", b"1")], str(tmp_path / "site"), tmp_path)
    (site / ".DS_Store").touch()
    save_files([("a.html", b"1")], str(site), tmp_path)
    (site / "CNAME").touch()
    with pytest.raises(NotSavedError, match="would be lost: CNAME"):
        save_files([("a.html", b"2")], str(site), tmp_path)
    with pytest.raises(NotSavedError, match="is no folder that an export has made"):
        save_files([("a.html", b"2")], str(tmp_path), tmp_path)
    with pytest.raises(NotSavedError, match="is no folder"):
        save_files([("a.html", b"2")], str(site / "a.html"), tmp_path)
    (tmp_path / "empty").mkdir()
    monkeypatch.chdir(tmp_path / "empty")
    with pytest.raises(NotSavedError, match="that you are in"):
        save_files([("a.html", b"2")], ".", tmp_path)
    assert b"1" == (site / "a.html").read_bytes()


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    root = write_archive(tmp_path / "archive", {"pier.txt": "A pier.\n"}, {"people.yaml": "people: []\n"})
    (tmp_path / "other" / "data").mkdir(parents=True)
    (tmp_path / "shared").mkdir()
    (tmp_path / "shared" / "more.yaml").write_text("people: []\n")
    (root / "linked").mkdir()
    (root / "linked" / "events.yaml").write_text("events: []\n")
    (root / "data" / "linked").symlink_to(root / "linked")
    (tmp_path / "way").symlink_to(root / "data")
    (tmp_path / "hard.yaml").hardlink_to(root / "data" / "people.yaml")
    (tmp_path / "soft.yaml").symlink_to(root / "data" / "people.yaml")
    return root


@pytest.mark.parametrize(
    "name",
    [
        "archive/data/people.yaml",
        "archive/data/new.yaml",
        "archive/data/new.json",
        "archive/data/deep/new.yaml",
        "archive/data/",
        "archive/data/site/",
        "archive/seeds/pier.txt",
        "archive/seeds/new.md",
        "archive/seeds/",
        "shared/../archive/seeds/new.md",
        "way/../data/new.yaml",
        "way/new.yaml",
        "archive/data/linked/new.yaml",
        "archive/linked/events.yaml",
        "archive/linked/new.yaml",
        "hard.yaml",
        "soft.yaml",
        "other/data/new.yaml",
        "other/seeds/new.txt",
        "archive/rejected.yaml",
        "way/../rejected.yaml",
        "other/rejected.yaml",
    ],
)
def test_nothing_is_saved_over_or_into_an_archive(archive: Path, tmp_path: Path, name: str) -> None:
    """Neither into the one that is open, however its name leads there, nor into another."""
    (tmp_path / "other" / "seeds").mkdir()
    before = sorted((path, path.read_bytes()) for path in tmp_path.rglob("*") if path.is_file())
    given = f"{tmp_path}/{name}"
    write = partial(save_files, [("a.html", b"1")]) if name.endswith("/") else partial(save_bytes, b"text")
    with pytest.raises(BadNameError, match="belongs to an archive, or would become part of one"):
        write(given, archive)
    assert before == sorted((path, path.read_bytes()) for path in tmp_path.rglob("*") if path.is_file())


def test_all_around_an_archive_may_be_saved(archive: Path, tmp_path: Path) -> None:
    """What only looks like a place in one, too."""
    for name in (
        "archive/new.yaml",
        "archive/data/../quotes.json",
        "shared/new.yaml",
        "other/data/table.csv",
        "seeds/x",
    ):
        assert save_bytes(b"text", f"{tmp_path}/{name}", archive).is_file()


def test_a_name_in_another_case_is_the_same_file_where_the_system_says_so(
    archive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As on macOS: there the folder `Data` is `data`."""
    samefile = Path.samefile
    monkeypatch.setattr(Path, "samefile", lambda one, other: samefile(Path(str(one).replace("Data", "data")), other))
    with pytest.raises(BadNameError):
        save_bytes(b"text", str(archive / "Data" / "new.yaml"), archive)


def test_one_file_is_not_called_a_zip(tmp_path: Path) -> None:
    with pytest.raises(BadNameError, match="no zip"):
        save_bytes(b"text", str(tmp_path / "x.ZIP"), tmp_path)
    assert (tmp_path / "x.zip") == save_bytes(b"zip", str(tmp_path / "x.zip"), tmp_path, is_zip=True)
