"""A folder becomes an archive with an example, as a whole or not at all."""

from __future__ import annotations

import errno
import shutil
from pathlib import Path

import pytest

from explorer.desk.own_copy import NotMadeError, new_archive
from explorer.snapshot import read_snapshot


def files(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


EXAMPLE = {"data/ferry.yaml", "seeds/ferry.txt"}


def test_a_new_folder_is_an_archive_that_check_has_nothing_to_say_of(tmp_path: Path) -> None:
    """Every kind of record is in it, and every kind of speech."""
    folder = new_archive(str(tmp_path / "deep" / "mine"))
    snapshot = read_snapshot(folder)

    assert tmp_path / "deep" / "mine" == folder
    assert [] == snapshot.problems
    assert {"article", "person", "topic", "event", "quote"} == {
        ref.partition("/")[0] for ref in snapshot.archive.entries
    }
    quotes = [entry.record for ref, entry in snapshot.archive.entries.items() if ref.startswith("quote/")]
    assert {"direct", "partial", "indirect"} == {getattr(quote, "speech", None) for quote in quotes}


def test_every_field_of_the_example_is_explained_or_plain(tmp_path: Path) -> None:
    """It is what a newcomer reads first."""
    text = (new_archive(str(tmp_path / "mine")) / "data" / "ferry.yaml").read_text(encoding="utf-8")
    assert text.count("#") >= 12


def test_what_is_in_a_folder_without_data_stays_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "seeds").mkdir()
    for name in ("README.md", "seeds/other.txt"):
        (tmp_path / name).write_text("mine")
    new_archive(str(tmp_path))

    assert files(tmp_path) == EXAMPLE | {"README.md", "seeds/other.txt"}
    assert "mine" == (tmp_path / "seeds/other.txt").read_text()


@pytest.mark.parametrize("there", ["data/a.yaml", "data", "seeds/ferry.txt"])
def test_nothing_is_written_where_some_of_it_is_there(tmp_path: Path, there: str) -> None:
    path = tmp_path / there
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("mine")
    with pytest.raises(NotMadeError, match="already"):
        new_archive(str(tmp_path))

    assert files(tmp_path) == {there}
    assert "mine" == path.read_text()


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    with pytest.raises(NotMadeError):
        new_archive(str(tmp_path / "file"))


@pytest.mark.parametrize("given", ["~nobody-of-that-name/x", "with\0nul"])
def test_a_name_that_can_not_be_is_said(given: str) -> None:
    with pytest.raises(NotMadeError):
        new_archive(given)


@pytest.mark.parametrize("name", ["", "new"])
def test_a_full_disk_is_said_in_a_sentence_and_leaves_everything_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    (tmp_path / "README.md").write_text("mine")

    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(shutil, "copyfile", full)
    with pytest.raises(
        NotMadeError, match=r"^(/\S+ can’t be written|It can’t be copied to /\S+): No space left on device$"
    ):
        new_archive(str(tmp_path / name))

    assert {"README.md"} == {path.name for path in tmp_path.iterdir()}
