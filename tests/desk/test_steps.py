"""All files of a step are written, or none: whatever fails, whoever writes at the same time, whenever it is killed."""

from __future__ import annotations

import errno
import os
import resource
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
import warm
from archives import PIER, PIER_YAML, write_archive
from desk.cut_short import cut_short

from explorer.desk import journal
from explorer.desk.changing import NotWrittenError, RenameId, SetFields, change
from explorer.desk.steps import journal_of, write_step
from explorer.desk.undoing import undo
from explorer.files import writing
from explorer.model.records import Person
from explorer.snapshot import Snapshot, read_snapshot

FILE, PEOPLE = "data/archive.yaml", "data/people.yaml"
# How often each of those who write at the same time writes.
TIMES = 4


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The archive of the pier, whose people are in a file of their own; one step was written."""
    people, end = PIER_YAML.index("people:"), PIER_YAML.index("topics:")
    files = {"archive.yaml": PIER_YAML[:people] + PIER_YAML[end:], "people.yaml": PIER_YAML[people:end]}
    root = write_archive(tmp_path / "pier", {"pier.txt": PIER}, files)
    change(read_snapshot(root), [SetFields("topic/pier", {"label": "Pier"})], "One")
    return root


def in_two_files(snapshot: Snapshot) -> None:
    change(snapshot, [RenameId("person/ana-ruiz", "ruiz")], "Two")


def all_below(root: Path) -> dict[str, bytes]:
    """What is in the data folder, hidden files too."""
    return {path.name: path.read_bytes() for path in (root / "data").iterdir()}


def test_a_new_file_waits_for_the_disk_as_often_however_many_steps_are_kept(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """For its content and for its name; and so when the journal says what is under way, and when it is done."""
    synced: list[int] = []
    monkeypatch.setattr(journal, "MOST_STEPS", 2)
    monkeypatch.setattr(os, "fsync", synced.append)
    for n in range(4):
        synced.clear()
        write_step(root, "New", {f"data/{n}.yaml": None}, {f"data/{n}.yaml": b"topics: []"})
        assert 2 * 3 == len(synced)


@contextmanager
def failing_at(monkeypatch: pytest.MonkeyPatch, function: str, number: int) -> Iterator[None]:
    """The disk is full at one call of a function of `os`, and after it."""
    real, calls = getattr(os, function), iter(range(1000))

    def full(*args: object, **named: object) -> object:
        if next(calls) >= number:
            raise OSError(errno.ENOSPC, "No space left on device")
        return real(*args, **named)

    with monkeypatch.context() as patched:
        patched.setattr(os, function, full)
        yield


@pytest.mark.parametrize("number", [0, 2, 4, 6, 8, 9])  # behind most files comes their folder
def test_on_a_full_disk_nothing_is_changed_and_nothing_left(
    root: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    """Whichever file of the step, or of the journal, it is that finds no room; and what was written can be undone."""
    before, snapshot = all_below(root), read_snapshot(root)
    with failing_at(monkeypatch, "fsync", number), pytest.raises(NotWrittenError, match="No space left on device"):
        in_two_files(snapshot)
    assert before == all_below(root)
    undo(root)
    assert b"The pier" in (root / FILE).read_bytes()


def test_when_only_the_journal_finds_no_room_at_last_the_step_can_be_undone_all_the_same(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, snapshot = all_below(root), read_snapshot(root)
    with failing_at(monkeypatch, "fsync", 10):
        in_two_files(snapshot)
    assert b"id: ruiz" in (root / PEOPLE).read_bytes()
    assert "Two" == undo(root).what
    assert before == all_below(root)


def test_when_the_second_file_can_not_take_its_place_the_first_is_put_back(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, snapshot, real = all_below(root), read_snapshot(root), Path.replace

    def replace(self: Path, target: Path) -> Path:
        if target.name == Path(FILE).name:
            raise OSError(errno.EIO, "Input/output error", str(self))
        return real(self, target)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", replace)
        with pytest.raises(NotWrittenError, match=f"{FILE} can’t be written: Input/output error. Nothing was written."):
            in_two_files(snapshot)
    assert before == all_below(root)
    undo(root)


def test_where_files_may_not_be_so_large_nothing_is_changed(root: Path) -> None:
    """As on a disk with quotas: in a process that may only write short files."""
    script = (
        "import resource, sys\n"
        "from pathlib import Path\n"
        "from explorer.desk.changing import NotWrittenError, SetFields, change\n"
        "from explorer.snapshot import read_snapshot\n"
        "snapshot = read_snapshot(Path(sys.argv[1]))\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (1000, resource.RLIM_INFINITY))\n"
        "try:\n"
        "    change(snapshot, [SetFields('topic/pier', {'label': 'Quay'})], 'A step')\n"
        "except NotWrittenError as error:\n"
        "    print(error)\n"
    )
    before = all_below(root)
    assert len(before["archive.yaml"]) > 1000
    assert resource.RLIM_INFINITY == resource.getrlimit(resource.RLIMIT_FSIZE)[1]
    done = warm.run([sys.executable, "-c", script, str(root)], capture_output=True, text=True, check=True)
    assert f"{FILE} can’t be written: File too large. Nothing was written.\n" == done.stdout
    assert before == all_below(root)


def test_a_file_that_is_read_only_is_not_replaced(root: Path) -> None:
    """Though a new one could take its place; and nothing else of the step is written."""
    snapshot, before = read_snapshot(root), all_below(root)
    (root / FILE).chmod(0o444)
    with pytest.raises(NotWrittenError, match=f"{FILE} can’t be written: it is read-only. Nothing was written."):
        in_two_files(snapshot)
    assert before == all_below(root)


def test_a_folder_that_is_read_only_is_said(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    snapshot, before, real = read_snapshot(root), all_below(root), os.open

    def refuse(path: Any, flags: int, *more: int) -> int:
        if flags & os.O_CREAT and Path(path).parent.name == "data":
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return real(path, flags, *more)

    monkeypatch.setattr(os, "open", refuse)
    with pytest.raises(NotWrittenError, match=f"{PEOPLE} can’t be written: Permission denied. Nothing was written."):
        in_two_files(snapshot)
    assert before == all_below(root)


def test_permissions_and_links_stay(root: Path, tmp_path: Path) -> None:
    (root / FILE).rename(tmp_path / "elsewhere.yaml")
    (root / FILE).symlink_to(root / "real.yaml")
    (tmp_path / "elsewhere.yaml").rename(root / "real.yaml")
    (root / "real.yaml").chmod(0o640)
    in_two_files(read_snapshot(root))
    assert (root / FILE).is_symlink()
    assert 0o640 == (root / "real.yaml").stat().st_mode & 0o777
    assert b"speaker: ruiz" in (root / "real.yaml").read_bytes()


@pytest.mark.parametrize("at", [0.0, 0.5])
def test_when_a_file_with_two_names_can_not_be_written_to_its_end_it_is_put_back(
    root: Path, monkeypatch: pytest.MonkeyPatch, at: float
) -> None:
    """Both names stay (hard links), since it is written into."""
    (root / "other.yaml").hardlink_to(root / FILE)
    before = all_below(root)
    with monkeypatch.context() as patched:
        cut_short(patched, at, OSError(errno.EIO, "Input/output error", FILE))
        with pytest.raises(NotWrittenError, match="Input/output error"):
            in_two_files(read_snapshot(root))
    assert before == all_below(root)
    in_two_files(read_snapshot(root))
    assert (root / "other.yaml").read_bytes() == (root / FILE).read_bytes() != before["archive.yaml"]


def test_who_write_at_the_same_time_lose_nothing_of_each_other(root: Path) -> None:
    """Even in one record: whoever comes second is refused, reads again, and adds to what is there."""

    def write(name: str) -> None:
        for n in range(TIMES):
            while True:
                snapshot = read_snapshot(root)
                person = snapshot.archive.get(Person, "ben-okafor")
                assert person
                aliases = [*person.aliases, f"{name} {n}"]
                try:
                    change(snapshot, [SetFields(person.ref, {"aliases": aliases})], f"{name} {n}")
                    break
                except NotWrittenError as error:
                    assert "has changed" in str(error)  # noqa: PT017 - the thread goes on

    threads = [Thread(target=write, args=[name]) for name in "AB"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    there = read_snapshot(root).archive.get(Person, "ben-okafor")
    assert there
    assert sorted(f"{name} {n}" for name in "AB" for n in range(TIMES)) == sorted(there.aliases)
    with journal_of(root) as (_, steps):
        assert ["One", *there.aliases] == [step.what for step in steps.done]


def test_who_can_not_have_the_lock_is_told_so(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing, "_LOCK_PATIENCE", 0.05)
    snapshot, before = read_snapshot(root), all_below(root)
    with journal_of(root), pytest.raises(NotWrittenError, match="Another explorer is writing"):
        in_two_files(snapshot)
    assert before == all_below(root)


def test_whenever_a_writer_is_killed_its_files_are_old_or_new(tmp_path: Path) -> None:
    """A few times here; `killed_writers.py 1000 FOLDER` does it for long."""
    script = Path(__file__).with_name("killed_writers.py")
    done = subprocess.run(
        [sys.executable, script, "6", tmp_path / "archive"], capture_output=True, text=True, check=False
    )
    assert (0, "") == (done.returncode, done.stderr)
    assert done.stdout.startswith("6 kills, ")
