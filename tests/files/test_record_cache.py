"""Records are kept between starts as long as they are what reading the files would give."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from shutil import copytree
from typing import NoReturn

import grimp
import msgspec
import pytest
from archives import PIER_YAML, write_archive

import explorer
from explorer.files import record_cache
from explorer.files.contents import Contents
from explorer.files.data_files import DataFile, read_data_files
from explorer.model.records import Person, Topic

LONG_AGO = 1_000_000_000


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An archive whose one file was not changed for long, and no cache yet."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    root = write_archive(tmp_path / "archive")
    os.utime(root / "data" / "archive.yaml", ns=(LONG_AGO, LONG_AGO))
    return root


def read(root: Path) -> Mapping[str, DataFile]:
    return dict(read_data_files(Contents(root), {}))


def test_what_was_saved_is_there_at_the_next_start(root: Path) -> None:
    record_cache.save(root, read(root))
    assert read(root) == record_cache.load(root)


def test_a_file_that_changed_since_is_read_again_and_what_is_broken_in_it_stays_as_it_was(root: Path) -> None:
    record_cache.save(root, read(root))
    before = read(root)["data/archive.yaml"]
    file = root / "data" / "archive.yaml"
    file.write_text(PIER_YAML.replace("name: Ben Okafor", "name: Ben: Okafor").replace("label: Harbour", "label: Port"))
    now = dict(read_data_files(Contents(root), record_cache.load(root)))["data/archive.yaml"]
    records = {entry.record.ref: entry.record for entry in now.entries}
    assert {entry.record.ref for entry in before.entries} == set(records)
    assert Person(id="ben-okafor", name="Ben Okafor") == records["person/ben-okafor"]
    assert Topic(id="harbour", label="Port") == records["topic/harbour"]
    assert (True, 1, 0) == (now.stale, now.broken, now.lost)


def test_a_file_that_changed_just_before_it_was_read_is_known_and_read_again(root: Path) -> None:
    """It may change again, and keep its stamp."""
    (root / "data" / "new.yaml").write_text("topics: [{id: a, label: A}]", encoding="utf-8")
    record_cache.save(root, read(root))
    known = record_cache.load(root)
    assert {"data/archive.yaml": LONG_AGO, "data/new.yaml": 0} == {name: file.stamp[0] for name, file in known.items()}
    (root / "data" / "new.yaml").write_text("topics: [{id: a, label: A: B}]", encoding="utf-8")
    again = dict(read_data_files(Contents(root), known))["data/new.yaml"]
    assert (["topic/a"], True) == ([entry.record.ref for entry in again.entries], again.stale)


def test_records_as_they_were_last_read_outlive_a_start_with_since_when(root: Path) -> None:
    known = read(root)
    file = root / "data" / "archive.yaml"
    file.write_text(PIER_YAML.replace("name: Ben Okafor", "name: Ben: Okafor"))
    os.utime(file, ns=(LONG_AGO + 1, LONG_AGO + 1))
    broken = dict(read_data_files(Contents(root), known))
    record_cache.save(root, broken)
    assert broken == dict(read_data_files(Contents(root), record_cache.load(root)))
    assert broken["data/archive.yaml"].unread_since is not None


def test_a_cache_of_another_edition_is_not_read(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its records may not be what these files give now."""
    record_cache.save(root, read(root))
    with monkeypatch.context() as updated:
        updated.setattr(record_cache, "edition", lambda: "another")
        assert {} == record_cache.load(root)
    assert read(root) == record_cache.load(root)


@pytest.mark.parametrize("content", [b"", b"\xff", b"{}", b"\x82\xa7edition\xa1x\xa5files\x80"])
def test_a_broken_cache_is_as_none(root: Path, content: bytes) -> None:
    record_cache.save(root, read(root))
    (path,) = (root.parent / "cache" / "article-explorer").iterdir()
    path.write_bytes(content)
    assert {} == record_cache.load(root)


def test_a_full_disk_leaves_the_cache_that_was_there(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    record_cache.save(root, read(root))

    def full(_: int) -> NoReturn:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    record_cache.save(root, {})
    assert read(root) == record_cache.load(root)
    assert 1 == len(list((root.parent / "cache" / "article-explorer").iterdir()))


# The edition


def test_the_edition_is_the_same_at_every_start() -> None:
    script = "from explorer.files import record_cache; print(record_cache.edition())"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert record_cache.edition() == done.stdout.strip()


def test_the_edition_is_known_without_reading_yaml() -> None:
    """A start on files that did not change since the last one imports none of it."""
    script = (
        "import sys; from explorer.files import record_cache; record_cache.edition();"
        "sys.exit(any(name in sys.modules for name in"
        " ('yaml', 'explorer.files.yaml_text', 'explorer.files.yaml_records')))"
    )
    assert 0 == subprocess.run([sys.executable, "-c", script], check=False).returncode


def test_every_module_that_reading_imports_decides_the_edition() -> None:
    graph = grimp.build_graph("explorer", cache_dir=None)
    upstream = graph.find_upstream_modules("explorer.files.data_files") | {"explorer.files.data_files"}
    expected = {module.removeprefix("explorer.").replace(".", "/") + ".py" for module in upstream}
    assert expected == set(record_cache._DECIDING)  # noqa: SLF001 - the list that must not fall behind


@pytest.mark.parametrize("name", record_cache._DECIDING)  # noqa: SLF001 - the same list
def test_a_change_of_a_deciding_module_makes_another_edition(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    before = record_cache.edition()
    copy = copytree(Path(explorer.__file__).parent, tmp_path / "explorer", ignore=lambda *_: ["ui", "shipped"])
    monkeypatch.setattr(record_cache, "_PACKAGE", copy)
    assert before == record_cache.edition()
    with (copy / name).open("a", encoding="utf-8") as module:
        module.write("#")
    assert before != record_cache.edition()


def test_another_version_of_anything_that_reads_makes_another_edition(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Our own, that of msgspec, of Python, and of PyYAML, which is told by its source."""
    editions = {record_cache.edition()}
    for owner, attribute in ((msgspec, "__version__"), (sys, "version")):
        with monkeypatch.context() as updated:
            updated.setattr(owner, attribute, "another")
            editions.add(record_cache.edition())
    (tmp_path / "yaml.py").write_text("__version__ = 'another'\n", encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    editions.add(record_cache.edition())
    assert 4 == len(editions)


def test_without_the_source_nothing_is_kept_and_nothing_breaks(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(record_cache, "_PACKAGE", root / "nowhere")
    record_cache.save(root, read(root))
    assert {} == record_cache.load(root)
