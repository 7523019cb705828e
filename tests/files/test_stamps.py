"""Files are looked at as they are: what is no file is left out."""

from __future__ import annotations

from pathlib import Path

from explorer.files.stamps import files_below


def test_a_link_to_nothing_is_no_file(tmp_path: Path) -> None:
    """As an editor leaves one beside a file with changes."""
    (tmp_path / "inner").mkdir()
    (tmp_path / "inner" / "one.py").write_text("")
    (tmp_path / "two.py").write_text("")
    (tmp_path / ".#two.py").symlink_to("nobody@nowhere.1:2")
    found = [Path(path).name for path, _ in files_below(str(tmp_path))]
    assert found == ["one.py", "two.py"]
