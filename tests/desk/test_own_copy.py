"""An archive is copied to a folder of the reader's own, as a whole or not at all."""

from __future__ import annotations

import errno
import shutil
from pathlib import Path

import pytest
from archives import write_archive

from explorer.desk.own_copy import NotCopiedError, copy_archive, suggested_folder


@pytest.fixture
def source(tmp_path: Path) -> Path:
    return write_archive(tmp_path / "source")


def files(folder: Path) -> dict[str, bytes]:
    found = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def test_data_and_texts_are_copied_byte_for_byte_and_nothing_else(source: Path, tmp_path: Path) -> None:
    (source / "secret.txt").write_text("not the archive's")
    folder = copy_archive(source, str(tmp_path / "mine" / "archive"))

    assert folder == tmp_path / "mine" / "archive"
    assert files(folder) == {name: content for name, content in files(source).items() if name != "secret.txt"}


def test_what_is_installed_read_only_can_be_written_in_the_copy(source: Path, tmp_path: Path) -> None:
    for path in (*source.rglob("*"), source):
        path.chmod(0o555 if path.is_dir() else 0o444)
    folder = copy_archive(source, str(tmp_path / "mine"))
    (folder / "data" / "archive.yaml").write_text("topics: []")
    (folder / "data" / "more.yaml").write_text("topics: []")


def test_an_empty_folder_is_taken_and_one_with_something_in_it_is_not(source: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert copy_archive(source, str(tmp_path / "empty")) == tmp_path / "empty"
    before = files(tmp_path / "empty")
    with pytest.raises(NotCopiedError, match="is there already"):
        copy_archive(source, str(tmp_path / "empty"))
    (tmp_path / "file").write_text("x")
    with pytest.raises(NotCopiedError, match="is there already"):
        copy_archive(source, str(tmp_path / "file"))

    assert files(tmp_path / "empty") == before


def test_a_disk_that_fills_up_leaves_nothing_behind(
    source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = shutil.copyfile

    def full(src: str, dst: str, **options: bool) -> str:
        if str(src).endswith(".txt"):
            raise OSError(errno.ENOSPC, "No space left on device")
        return str(copy(src, dst, **options))

    monkeypatch.setattr(shutil, "copyfile", full)
    with pytest.raises(NotCopiedError, match=r"can’t be copied to .*mine"):
        copy_archive(source, str(tmp_path / "mine"))

    assert {path.name for path in tmp_path.iterdir()} == {"source"}


@pytest.mark.parametrize("given", ["\0", "~nobody-has-this-name/x", "/proc/nothing/here"])
def test_a_folder_that_can_not_be_made_is_said(source: Path, given: str) -> None:
    with pytest.raises(NotCopiedError):
        copy_archive(source, given)


def test_the_folder_that_is_suggested_is_not_there_yet(tmp_path: Path) -> None:
    assert suggested_folder(tmp_path) == tmp_path / "article-archive"
    (tmp_path / "article-archive").mkdir()
    (tmp_path / "article-archive-2").mkdir()
    assert suggested_folder(tmp_path) == tmp_path / "article-archive-3"
