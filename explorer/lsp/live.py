"""One archive, read again in a thread each time that something in it is typed, saved or changed on disk."""

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
    """What some work gives that is done in a thread of its own, for which the end of the server does not wait."""
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
    """The data files of these names, as they are now, with all that their records refer to, and all people.

    `whole` is the archive as it was last read, and `texts` has what is open.
    """
    asked, new = _read(whole.root, texts, names, whole.files)
    wanted = set(_around(whole, (entry.record for file in new.values() for entry in file.entries)))
    kept = dict(
        _kept({name: file for name, file in whole.files.items() if name not in asked and name not in names}, wanted)
    )
    stamps: dict[str, Stamp | None] = {name: file.stamp for name, file in kept.items()}
    return read_snapshot(whole.root, kept | new, contents=SeenContents(whole.root, stamps | asked, texts))


def alone(root: Path, texts: Mapping[str, bytes], names: Collection[str]) -> Snapshot:
    """What is wrong with some data files by themselves, before anything else of the archive in `root` is read."""
    _, files = _read(root, texts, names, {})
    problems = [problem for file in files.values() for problem in file.problems]
    return msgspec.structs.replace(pending(root), problems=problems, files=files)


def _read(
    root: Path, texts: Mapping[str, bytes], names: Collection[str], known: Mapping[str, DataFile]
) -> tuple[dict[str, Stamp | None], dict[str, DataFile]]:
    """The data files of these names that are there, each with no stamp and as it is."""
    there = {name for name in names if name.startswith(f"{DATA}/") and (name in texts or (root / name).is_file())}
    asked: dict[str, Stamp | None] = dict.fromkeys(there)
    return asked, dict(read_data_files(SeenContents(root, asked, texts), known))


def _kept(files: Mapping[str, DataFile], wanted: Collection[str]) -> Iterator[tuple[str, DataFile]]:
    """The files with the records that are wanted, each without the others. Whoever speaks may be any of the people."""
    for name, file in files.items():
        entries = [entry for entry in file.entries if isinstance(entry.record, Person) or entry.record.ref in wanted]
        if entries or file.problems:
            yield name, msgspec.structs.replace(file, entries=entries)


def _around(whole: Snapshot, records: Iterable[AnyRecord]) -> Iterator[str]:
    """The refs of what some records refer to, and of all quotes of their articles."""
    archive, articles = whole.archive, set[str]()
    for record in records:
        yield from (f"{kind}/{id}" for _, kind, id in references(record))
        match record:
            case Article(id=article) | Quote(article=article):
                articles.add(article)
    for held in filter(None, (archive.get(Article, id) for id in articles)):
        yield from (quote.ref for quote in archive.quotes_of(held))


# Seconds. What is typed within this is checked together; what comes later, after the reading that goes on then.
_TOGETHER = 0.001
# Seconds. Within this an editor that has started tells what it has open.
_OPENING = 0.05
# Seconds. A reading that takes longer is given up when something is typed meanwhile, and what is near comes first.
_LONG = 0.25
# Seconds. How long nothing is typed before all of a large archive is read.
_SILENCE = 0.4
# Seconds. How long a thread sleeps between its steps, so that the editor is answered meanwhile.
_PAUSE = 0.0005
# Seconds. How long an answer waits for what was typed to be read.
PATIENCE = 1.5
# In bytes of YAML. Before the first reading of an archive with more, what is open is read by itself.
_MUCH = 200_000
# When more files than this change at once, nobody types.
_FEW = 20
# So much longer than the next ones takes the first reading, about.
_FIRST = 6


class _Outdated(Exception):
    """Ends a reading: something was typed meanwhile."""


class LiveArchive:
    """The archive in `root`, with the texts that are open.

    `texts` gives these, by their names. `marked` is called when the `marks` are new, `show` with why the archive can't
    be read any more or that checks failed, and `failed` with whatever else went wrong. `far` is called, from any
    thread, with how far a reading is, and with None at its end.
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
        # Why the archive can't be read now, if that was told; and what was of checks that failed.
        self._told = self._told_of_checks = ""
        self.snapshot: Snapshot | None = None
        self.marks: Marks = {}
        self.contents = OpenContents(root, {})
        # The files that are newer there than in the snapshot.
        self._near: tuple[Snapshot, Collection[str]] | None = None
        # How often something changed.
        self._asked = 0
        self._changed: set[str] = set()
        self._wanted = asyncio.Event()
        # All that was typed is read; so is what was typed, if not all of the archive after that.
        self._settled, self._fresh = asyncio.Event(), asyncio.Event()
        self._took = 0.0
        self._index: tuple[Snapshot, SearchIndex] | None = None
        self._task = asyncio.get_running_loop().create_task(self._work())
        self.touch(None)

    def touch(self, name: str | None) -> None:
        """Have the archive read again: a file has changed, or anything."""
        self._asked += 1
        if name is not None:
            self._changed.add(name)
        self._settled.clear()
        self._fresh.clear()
        self._wanted.set()

    def close(self) -> None:
        """Stop reading, and mark nothing."""
        self._asked += 1
        self._task.cancel()
        self._far(None)
        self.marks = {}

    async def current(self, name: str = "") -> Snapshot | None:
        """The archive with what is typed; or as it was last read, when reading takes too long.

        Of a file it may be the state in which just that file was read. None when the archive could not be read yet.
        """
        with suppress(TimeoutError):
            await asyncio.wait_for(self._fresh.wait(), PATIENCE if self.snapshot else None)
        if self._near and name in self._near[1]:
            return self._near[0]
        return self.snapshot

    async def at_once(self) -> Snapshot:
        """The archive as it was last read; an empty one, when the first reading takes too long."""
        if self.snapshot is None:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._fresh.wait(), PATIENCE)
        return self.snapshot or pending(self.root)

    async def settled(self) -> Snapshot | None:
        """The archive with all that is typed, however long that takes."""
        while not self._settled.is_set():
            await self._settled.wait()
        return self.snapshot

    async def index(self) -> SearchIndex | None:
        """The archive made searchable."""
        snapshot = await self.current()
        if snapshot is None:
            return None
        if self._index is None or self._index[0] is not snapshot:
            # Imported here: to check what is typed needs none of it.
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
            # Most of what is there now stays: to look through it for garbage would hold up every key.
            gc.freeze()
        # The first reading reads all, and the next ones only what changed.
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
        """Read all that changed since the last reading, in a thread."""
        began = time.monotonic()

        def pause(now: Progress) -> None:
            if asked == self._asked:
                self._far(now)
            if time.monotonic() - began > _LONG:
                # Nothing can be answered before the first reading has ended.
                if whole and asked != self._asked:
                    raise _Outdated
                time.sleep(_PAUSE)

        if whole is None:
            snapshot = read_kept(self.root, pause, contents)
        else:
            snapshot = read_again(whole, pause, contents)
        return snapshot, marked(self.marks, snapshot, contents, self._encoding, None)

    async def _silence(self) -> None:
        """Wait until nothing is typed for a while: reading all of a large archive would slow down what is near."""
        with suppress(TimeoutError):
            await asyncio.wait_for(self._wanted.wait(), _SILENCE)
            raise _Outdated

    async def _unless_typed(self, reading: asyncio.Future[Any]) -> None:
        """Wait for a reading, which is left to end by itself when something is typed meanwhile."""
        typed = asyncio.ensure_future(self._wanted.wait())
        await asyncio.wait({reading, typed}, return_when=asyncio.FIRST_COMPLETED)
        typed.cancel()
        if not reading.done():
            reading.add_done_callback(lambda left: left.cancelled() or left.exception())
            raise _Outdated

    async def _read_near(
        self, asked: int, contents: OpenContents, whole: Snapshot | None, changed: Collection[str]
    ) -> None:
        """Read what was typed, with what is near, before all the rest of a large archive."""

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
