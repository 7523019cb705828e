"""A text is saved whole into the file that was named, or it is said why not."""

from __future__ import annotations

from pathlib import Path

import pytest

from explorer.desk.saving import NotSavedError, save


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
