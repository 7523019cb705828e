"""An archive that is read again, in a thread, whenever something in it is typed, saved or changed on disk."""

from __future__ import annotations

import asyncio
import gc
import threading
import time
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from concurrent.futures import Future
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec

from explorer.desk import crash_report
from explorer.files.belonging import DATA
from explorer.files.contents import OpenContents, SeenContents
from explorer.files.data_files import DataFile, read_data_files
from explorer.files.stamps import Stamp
from explorer.lsp.marking import Marks, marked
from explorer.lsp.positions import Encoding
from explorer.model.pausing import Progress
from explorer.model.records import AnyRecord, Article, Person, Quote
from explorer.model.references import references
from explorer.snapshot import ArchiveError, Snapshot, is_large, pending, read_again, read_snapshot
from explorer.store import read_kept

if TYPE_CHECKING:
    from explorer.search.index import SearchIndex

ResultT = TypeVar("ResultT")


async def in_thread(work: Callable[[], ResultT]) -> ResultT:
    """Run work in a thread of its own and return its result; the server can end without waiting for it."""
    done = Future[ResultT]()
    done.set_running_or_notify_cancel()  # it goes on when nobody waits for it any more

    def run() -> None:
        try:
            result = work()
        except Exception as error:  # noqa: BLE001 - it is raised where the work is waited for
            done.set_exception(error)
        else:
            done.set_result(result)

    threading.Thread(target=run, daemon=True, name="work for the editor").start()
    return await asyncio.wrap_future(done)


def near(whole: Snapshot, texts: Mapping[str, bytes], names: Collection[str]) -> Snapshot:
    """These data files in their current state, with everything their records refer to, and all people.

    `whole` is the archive as last read, and `texts` has the open documents.
    """
    asked, new = _read(whole.root, texts, names, whole.files)
    wanted = set(_around(whole, (entry.record for file in new.values() for entry in file.entries)))
    kept = dict(
        _kept({name: file for name, file in whole.files.items() if name not in asked and name not in names}, wanted)
    )
    stamps: dict[str, Stamp | None] = {name: file.stamp for name, file in kept.items()}
    return read_snapshot(whole.root, kept | new, contents=SeenContents(whole.root, stamps | asked, texts))


def alone(root: Path, texts: Mapping[str, bytes], names: Collection[str]) -> Snapshot:
    """The problems of some data files in isolation, before the rest of the archive in `root` is read."""
    _, files = _read(root, texts, names, {})
    problems = [problem for file in files.values() for problem in file.problems]
    return msgspec.structs.replace(pending(root), problems=problems, files=files)


def _read(
    root: Path, texts: Mapping[str, bytes], names: Collection[str], known: Mapping[str, DataFile]
) -> tuple[dict[str, Stamp | None], dict[str, DataFile]]:
    """The existing data files among these names, each without a stamp, and parsed."""
    there = {name for name in names if name.startswith(f"{DATA}/") and (name in texts or (root / name).is_file())}
    asked: dict[str, Stamp | None] = dict.fromkeys(there)
    return asked, dict(read_data_files(SeenContents(root, asked, texts), known))


def _kept(files: Mapping[str, DataFile], wanted: Collection[str]) -> Iterator[tuple[str, DataFile]]:
    """The files with the wanted records only, and with all people, since anyone may be a speaker."""
    for name, file in files.items():
        entries = [entry for entry in file.entries if isinstance(entry.record, Person) or entry.record.ref in wanted]
        if entries or file.problems:
            yield name, msgspec.structs.replace(file, entries=entries)


def _around(whole: Snapshot, records: Iterable[AnyRecord]) -> Iterator[str]:
    """The refs that some records refer to, and those of all quotes in their articles."""
    archive, articles = whole.archive, set[str]()
    for record in records:
        yield from (f"{kind}/{id}" for _, kind, id in references(record))
        match record:
            case Article(id=article) | Quote(article=article):
                articles.add(article)
    for held in filter(None, (archive.get(Article, id) for id in articles)):
        yield from (quote.ref for quote in archive.quotes_of(held))


# Seconds. Changes within this time are checked together; later ones wait for the current reading to end.
_TOGETHER = 0.001
# Seconds that a starting editor has to report its open documents.
_OPENING = 0.05
# Seconds. A longer reading is cancelled when something is typed, and the files nearby are read first.
_LONG = 0.25
# Seconds without typing before all of a large archive is read.
_SILENCE = 0.4
# Seconds that a thread sleeps between its steps, so that the server can answer the editor.
_PAUSE = 0.0005
# Seconds that an answer waits for recent changes to be read.
PATIENCE = 1.5
# Bytes of YAML. In a larger archive, open documents are first read in isolation.
_MUCH = 200_000
# More simultaneous file changes than this don't come from typing.
_FEW = 20
# The first reading takes about this many times as long as a later one.
_FIRST = 6


class _Outdated(Exception):
    """Cancels a reading because something was typed meanwhile."""


class LiveArchive:
    """The archive in `root`, with the documents that are open.

    `texts` returns these by name. `marked` is called when the `marks` changed, `show` with the reason if the archive
    becomes unreadable or checks failed, `failed` with any other error. `far` is called, from any thread, with the
    progress of a reading, and with None at its end.
    """

    def __init__(
        self,
        root: Path,
        encoding: Encoding,
        texts: Callable[[], Mapping[str, bytes]],
        marked: Callable[[], None],
        show: Callable[[str], None],
        failed: Callable[[Exception], None],
        far: Callable[[Progress | None], None],
    ) -> None:
        self.root = root
        self._encoding = encoding
        self._texts = texts
        self._marked = marked
        self._show = show
        self._failed = failed
        self._far = far
        # The last reported reasons for an unreadable archive, and for failed checks.
        self._told = self._told_of_checks = ""
        self.snapshot: Snapshot | None = None
        self.marks: Marks = {}
        self.contents = OpenContents(root, {})
        # The partial snapshot that is newer than the whole one, and the names of its files.
        self._near: tuple[Snapshot, Collection[str]] | None = None
        # The number of changes so far.
        self._asked = 0
        self._changed: set[str] = set()
        self._wanted = asyncio.Event()
        # Set when all changes are read; and when recent changes are, even if the rest of the archive is not.
        self._settled, self._fresh = asyncio.Event(), asyncio.Event()
        self._took = 0.0
        self._index: tuple[Snapshot, SearchIndex] | None = None
        self._task = asyncio.get_running_loop().create_task(self._work())
        self.touch(None)

    def touch(self, name: str | None) -> None:
        """Schedule a reading because one file changed or, with None, any file."""
        self._asked += 1
        if name is not None:
            self._changed.add(name)
        self._settled.clear()
        self._fresh.clear()
        self._wanted.set()

    def close(self) -> None:
        """Stop reading and publish no more marks."""
        self._asked += 1
        self._task.cancel()
        self._far(None)
        self.marks = {}

    async def current(self, name: str = "") -> Snapshot | None:
        """The archive with recent changes; if reading takes too long, as it was last read.

        For a file, this may be the state in which only that file was read. None before the first reading.
        """
        with suppress(TimeoutError):
            await asyncio.wait_for(self._fresh.wait(), PATIENCE if self.snapshot else None)
        if self._near and name in self._near[1]:
            return self._near[0]
        return self.snapshot

    async def at_once(self) -> Snapshot:
        """The archive as last read, or an empty one if the first reading takes too long."""
        if self.snapshot is None:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._fresh.wait(), PATIENCE)
        return self.snapshot or pending(self.root)

    async def settled(self) -> Snapshot | None:
        """The archive with all changes, however long that takes."""
        while not self._settled.is_set():
            await self._settled.wait()
        return self.snapshot

    async def index(self) -> SearchIndex | None:
        """The search index of the archive."""
        snapshot = await self.current()
        if snapshot is None:
            return None
        if self._index is None or self._index[0] is not snapshot:
            # Imported here because checking needs no search.
            from explorer.search.index import SearchIndex

            self._index = snapshot, await in_thread(lambda: SearchIndex.of(snapshot))
        return self._index[1]

    # Reading

    async def _work(self) -> None:
        while True:
            await self._wanted.wait()
            await asyncio.sleep(_TOGETHER if self.snapshot else _OPENING)
            self._wanted.clear()
            asked = self._asked
            contents = OpenContents(self.root, self._texts())
            try:
                await self._read_now(asked, contents)
            except _Outdated:
                self._far(None)
                continue
            except ArchiveError as error:
                if str(error) != self._told:
                    self._told = str(error)
                    self._show(self._told)
            except Exception as error:  # noqa: BLE001 - whatever it is, the server goes on with what it knows
                self._failed(error)
            self._far(None)
            if asked == self._asked:
                self._settled.set()
                self._fresh.set()

    async def _read_now(self, asked: int, contents: OpenContents) -> None:
        whole, changed = self.snapshot, frozenset(self._changed)
        if changed and len(changed) <= _FEW and (self._took > _LONG if whole else is_large(self.root, _MUCH)):
            await self._read_near(asked, contents, whole, changed)
            if whole:
                await self._silence()
        began = time.monotonic()
        reading = asyncio.ensure_future(in_thread(partial(self._whole, asked, contents, whole)))
        if whole and self._took > _LONG:
            await self._unless_typed(reading)
        snapshot, marks = await reading
        if whole is None:
            # Most of these objects are permanent: collecting garbage among them would delay every key.
            gc.freeze()
        # The first reading reads everything, later ones only what changed.
        self._took = (time.monotonic() - began) / (1 if whole else _FIRST)
        self.snapshot, self.contents, self._near, self._told = snapshot, contents, None, ""
        said = "; ".join(crash_report.report_checks(snapshot.failures))
        if said not in ("", self._told_of_checks):
            self._show(said)
        self._told_of_checks = said
        if asked == self._asked:
            self._changed.clear()
            self.marks = marks
            self._marked()

    def _whole(self, asked: int, contents: OpenContents, whole: Snapshot | None) -> tuple[Snapshot, Marks]:
        """Read everything that changed since the last reading, in a thread."""
        began = time.monotonic()

        def pause(now: Progress) -> None:
            if asked == self._asked:
                self._far(now)
            if time.monotonic() - began > _LONG:
                # Nothing can be answered before the first reading ends.
                if whole and asked != self._asked:
                    raise _Outdated
                time.sleep(_PAUSE)

        if whole is None:
            snapshot = read_kept(self.root, pause, contents)
        else:
            snapshot = read_again(whole, pause, contents)
        return snapshot, marked(self.marks, snapshot, contents, self._encoding, None)

    async def _silence(self) -> None:
        """Wait for a pause in typing: reading all of a large archive would slow down the checks of open files."""
        with suppress(TimeoutError):
            await asyncio.wait_for(self._wanted.wait(), _SILENCE)
            raise _Outdated

    async def _unless_typed(self, reading: asyncio.Future[Any]) -> None:
        """Wait for a reading, but leave it to end by itself if something is typed meanwhile."""
        typed = asyncio.ensure_future(self._wanted.wait())
        await asyncio.wait({reading, typed}, return_when=asyncio.FIRST_COMPLETED)
        typed.cancel()
        if not reading.done():
            reading.add_done_callback(lambda left: left.cancelled() or left.exception())
            raise _Outdated

    async def _read_near(
        self, asked: int, contents: OpenContents, whole: Snapshot | None, changed: Collection[str]
    ) -> None:
        """Read the changed files and those nearby, before the rest of a large archive."""

        def work() -> tuple[Snapshot, Marks]:
            texts = contents.texts
            snapshot = near(whole, texts, changed) if whole else alone(self.root, texts, changed)
            return snapshot, marked(self.marks, snapshot, contents, self._encoding, changed)

        snapshot, marks = await in_thread(work)
        if asked == self._asked:
            self.marks = marks
            if whole:
                self._near = snapshot, changed
                self._fresh.set()
            self._marked()
