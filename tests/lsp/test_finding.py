"""An archive is found around a file, or in the folder that is open."""

from __future__ import annotations

from pathlib import Path

import pytest
from archives import write_archive

from explorer.lsp.finding import archive_around, archives_in, name_in, path_of, uri_of


def test_the_archive_around_a_file_is_the_nearest(tmp_path: Path) -> None:
    outer = write_archive(tmp_path / "outer")
    inner = write_archive(outer / "data" / "below")
    assert inner == archive_around(inner / "data" / "new" / "x.yaml")
    assert outer == archive_around(outer / "seeds" / "pier.txt")
    assert None is archive_around(outer / "notes.yaml")
    assert None is archive_around(outer / "data" / ".hidden.yaml")


def test_what_an_opened_folder_means(tmp_path: Path) -> None:
    """The archive itself, also without texts; that around its folders; those right below."""
    one, two = write_archive(tmp_path / "one"), write_archive(tmp_path / "two")
    bare = tmp_path / "bare"
    (bare / "data").mkdir(parents=True)
    assert [one] == archives_in(one) == archives_in(one / "data") == archives_in(one / "seeds")
    assert [one, two] == archives_in(tmp_path)
    assert [bare] == archives_in(bare)
    assert bare == archive_around(bare / "data" / "a.yaml", [bare])
    assert [] == archives_in(tmp_path / "nowhere")


def test_an_archive_may_be_a_link(tmp_path: Path) -> None:
    root = write_archive(tmp_path / "real")
    (tmp_path / "link").symlink_to(root)
    assert "data/archive.yaml" == name_in(tmp_path / "link", root / "data" / "archive.yaml")
    assert None is name_in(root, tmp_path / "elsewhere.yaml")


@pytest.mark.parametrize("name", ["a b.yaml", "é🎈(1)%20#?.yaml", "[x]&=+.yaml"])
def test_an_address_leads_back_to_its_path(tmp_path: Path, name: str) -> None:
    assert tmp_path / name == path_of(uri_of(tmp_path / name))
    assert (tmp_path / name).as_uri() == uri_of(tmp_path / name)


@pytest.mark.parametrize("uri", ["untitled:Untitled-1", "http://x/y", "file://host/x", "file:///%00", "file://[", ""])
def test_other_addresses_are_no_files(uri: str) -> None:
    assert None is path_of(uri)
