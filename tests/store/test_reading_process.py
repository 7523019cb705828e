"""A process beside the app reads, checks and keeps an archive, of which the records come first."""

from __future__ import annotations

import os
import select
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import get_context
from pathlib import Path
from subprocess import Popen

import pytest
from archives import PIER, PIER_YAML, write_archive
from everything import found

from explorer.checking.unverified import Unverified
from explorer.checking.verification import Status
from explorer.model.pausing import Progress, go_on
from explorer.model.records import Topic
from explorer.search.index import SearchIndex
from explorer.snapshot import ArchiveError, Snapshot, check, read_again, read_snapshot
from explorer.store import as_kept, changed_since, reading_process
from explorer.store.kept_index import kept_index
from explorer.store.layout import path_of
from explorer.store.reading_process import read_in_process, reread_in_process

# A word that the pier's text does not have as it is quoted, and a quote of nobody.
WRONG = PIER_YAML.replace("before summer,", "after summer,").replace("speaker: ben-okafor", "speaker: nobody")


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An archive with problems, of which nothing is kept."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return write_archive(tmp_path / "archive", {"pier.txt": PIER}, WRONG)


@pytest.fixture
def processes(monkeypatch: pytest.MonkeyPatch) -> list[Popen[bytes]]:
    """The processes that read."""
    started: list[Popen[bytes]] = []
    reader = reading_process.reader

    @contextmanager
    def noted(root: Path) -> Iterator[Popen[bytes]]:
        with reader(root) as process:
            started.append(process)
            yield process

    monkeypatch.setattr(reading_process, "reader", noted)
    return started


def nobody(_: Snapshot) -> None:
    """Show nothing."""


def test_the_records_come_first_and_then_all_that_one_process_finds(root: Path, processes: list[Popen[bytes]]) -> None:
    shown: list[Snapshot] = []
    progress: list[Progress] = []
    snapshot = read_in_process(root, progress.append, shown.append)
    whole = read_snapshot(root)

    (unchecked,) = shown
    assert unchecked.is_unchecked
    assert list(unchecked.archive.entries.items()) == list(whole.archive.entries.items())
    assert {each.status for each in unchecked.verifications.values()} == {Status.UNCHECKED}
    assert [each.code for each in unchecked.problems] == ["dangling-reference"]
    assert snapshot is not None
    assert found(snapshot) == found(whole)
    assert not snapshot.is_unchecked
    assert {"files", "articles", "records checked"} <= {each.what for each in progress}
    assert processes[0].wait() is not None


def test_where_no_process_can_be_started_nothing_is_read(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", str(root / "no-python"))
    assert read_in_process(root, go_on, nobody) is None


@pytest.mark.usefixtures("talking")
def test_what_a_python_writes_when_it_starts_is_no_word(root: Path) -> None:
    assert read_in_process(root, go_on, nobody) is not None


def test_what_was_found_is_kept_with_its_search_index_and_the_bare_records_are_not(root: Path) -> None:
    read_in_process(root, go_on, nobody)
    kept = as_kept(root)
    assert kept is not None
    assert not kept.is_past
    assert kept_index(kept) is not None
    assert not path_of(root, "records").exists()


def test_what_changed_since_it_was_kept_is_read_and_kept(root: Path) -> None:
    read_in_process(root, go_on, nobody)
    (root / "data" / "archive.yaml").write_text(WRONG.replace("label: Harbour", "label: The docks"), encoding="utf-8")

    snapshot = reread_in_process(root, go_on)
    kept = as_kept(root)
    assert snapshot is not None
    assert kept is not None
    assert snapshot.kept == kept.kept
    assert found(snapshot) == found(read_snapshot(root))


def test_what_changes_while_changed_files_are_read_is_left_to_the_next_reading(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read_in_process(root, go_on, nobody)
    file = root / "data" / "archive.yaml"
    file.write_text(WRONG.replace("label: Harbour", "label: The docks"), encoding="utf-8")
    words = reading_process._words  # noqa: SLF001

    def until_kept(process: Popen[bytes]) -> Iterator[object]:
        for word in words(process):
            if word is not None and getattr(word, "kept", None):
                file.write_text(WRONG.replace("label: Harbour", "label: The quays"), encoding="utf-8")
            yield word

    monkeypatch.setattr(reading_process, "_words", until_kept)
    snapshot = reread_in_process(root, go_on)
    assert snapshot is not None
    assert [topic.label for topic in snapshot.archive.all(Topic) if topic.id == "harbour"] == ["The docks"]
    assert changed_since(snapshot) == {"data/archive.yaml"}
    assert found(read_again(snapshot)) == found(read_snapshot(root))


def test_what_is_no_archive_is_said_as_by_one_process(tmp_path: Path) -> None:
    with pytest.raises(ArchiveError) as in_this_one:
        read_snapshot(tmp_path / "gone")
    with pytest.raises(ArchiveError, match="there is no such folder") as beside_it:
        read_in_process(tmp_path / "gone", go_on, nobody)
    assert str(in_this_one.value) == str(beside_it.value)


def test_a_process_that_is_killed_leaves_the_work_to_the_caller(root: Path, processes: list[Popen[bytes]]) -> None:
    def kill(_: Snapshot) -> None:
        os.kill(processes[0].pid, signal.SIGKILL)

    assert read_in_process(root, go_on, kill) is None


def test_where_nothing_can_be_kept_the_caller_reads(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(root / "data" / "archive.yaml"))
    assert read_in_process(root, go_on, nobody) is None


def test_a_reading_that_is_no_longer_wanted_ends_the_process(root: Path, processes: list[Popen[bytes]]) -> None:
    class Enough(Exception):
        pass

    def end(_: Progress) -> None:
        raise Enough

    with pytest.raises(Enough):
        read_in_process(root, end, nobody)
    assert processes[0].returncode == -signal.SIGKILL


def test_the_process_ends_with_the_one_that_started_it(root: Path) -> None:
    with reading_process.reader(root) as process:
        assert process.stdin
        process.send_signal(signal.SIGSTOP)
        process.stdin.close()
        process.send_signal(signal.SIGCONT)
        assert process.wait() is not None


def test_an_archive_that_was_edited_before_it_is_checked_is_read_again_and_still_unchecked(root: Path) -> None:
    shown: list[Snapshot] = []
    read_in_process(root, go_on, shown.append)
    file = root / "data" / "archive.yaml"
    file.write_text(WRONG.replace("label: Harbour", "label: The docks"), encoding="utf-8")
    again = read_again(shown[0])
    topic = again.archive.find("topic/harbour")
    assert again.is_unchecked
    assert topic
    assert topic.label == "The docks"  # type: ignore[union-attr]
    assert found(check(again)) == found(read_snapshot(root))


def test_before_it_is_checked_what_is_read_in_full_again_is_still_verified_by_whoever_looks(root: Path) -> None:
    """As where two records have one id, of which the store has one."""
    file = root / "data" / "archive.yaml"
    file.write_text(WRONG.replace("people:", "people:\n- {id: ben-okafor, name: Ben Okafor, type: named}", 1), "utf-8")
    shown: list[Snapshot] = []
    read_in_process(root, go_on, shown.append)
    assert "duplicate-id" in {each.code for each in shown[0].archive.problems}
    assert isinstance(read_again(shown[0]).verifications, Unverified)


def test_the_process_that_keeps_the_records_ends_with_the_one_that_started_it(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ended, ends = os.pipe()
    monkeypatch.setattr(SearchIndex, "of", lambda _: threading.Event().wait(60))
    fork = get_context("fork")

    def read() -> None:
        os.close(ended)
        fork.Process(target=reading_process._keep_records, args=(read_snapshot(root),)).start()  # noqa: SLF001
        os.write(ends, b".")
        threading.Event().wait()

    first = fork.Process(target=read)
    first.start()
    os.close(ends)
    assert os.read(ended, 1) == b"."
    first.kill()
    first.join()
    with os.fdopen(ended, "rb") as both:
        assert select.select([both], (), (), 30)[0], "it goes on"
        assert both.read() == b""
