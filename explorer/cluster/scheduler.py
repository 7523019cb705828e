"""The executor for the workers of a Dask scheduler: distributing work to them, and coping with their loss."""

from __future__ import annotations

import hashlib
import logging
import pickle
import re
import warnings
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import CancelledError
from contextlib import contextmanager, suppress
from pathlib import Path
from queue import Empty, Queue
from typing import TYPE_CHECKING, Any, Generic

import msgspec

from explorer.cluster.worker import Answer, Asked, content_of, edition, serve
from explorer.processes import File, ItemT, ResultT, SharedT, Work, shares_of

if TYPE_CHECKING:
    from distributed import Client, Future

_ADDRESS = re.compile(r"dask://(\[[0-9a-fA-F:]+\]|[^\s/:\[\]@]+):(\d{1,5})/?")
_NEEDED = "--executor needs packages that are not installed: pip install 'article-explorer[cluster]'"
_SAME = "scheduler and workers need the same article-explorer, with the same packages"
# Seconds to wait for a scheduler and the first worker, and between checks whether they are still there.
_PATIENCE, _OFTEN = 10.0, 1.0
# Queue this many shares for each worker, so that none of them waits for this process.
_AHEAD = 2


class Sending(Generic[SharedT, ItemT, ResultT]):
    """Some work with its shared input, on its way to a cluster."""

    def __init__(
        self,
        work: Work[SharedT, ItemT, ResultT],
        shared: SharedT,
        client: Client,
        root: Path,
        value: bytes,
        files: Sequence[File],
    ) -> None:
        self._work = work
        self._shared = shared
        self._client = client
        self._root = root
        self._files = list(files)
        self._pickled = pickle.dumps(work)
        parts = (self._pickled, value, msgspec.msgpack.encode(self._files))
        self._key = hashlib.sha256(b"".join(hashlib.sha256(part).digest() for part in parts)).hexdigest()
        # Once some worker lacks files, they are not on a shared disk.
        self._gives_own = False
        self._lacking: dict[str, bytes] = {}
        self._value = value
        self._future: Future[Any] | None = None

    @classmethod
    def of(
        cls, work: Work[SharedT, ItemT, ResultT], shared: SharedT, client: Client, root: Path
    ) -> Sending[SharedT, ItemT, ResultT] | None:
        """Create it for work that can be sent; else None."""
        if work.away is None:
            return None
        try:
            packed = work.away.packed(shared)
            return cls(work, shared, client, root, msgspec.msgpack.encode(packed[0]), packed[1]) if packed else None
        except UnicodeEncodeError:  # such as half of a surrogate pair in a file's name
            return None

    def submitted(self, things: Sequence[ItemT], given: Mapping[str, bytes] | None = None) -> Future[Any] | None:
        """Submit a share to the cluster; None if that is impossible."""
        assert self._work.away
        sent: list[ItemT] = []
        own: list[File] = []
        for thing in things:
            each = self._work.away.sent(self._shared, thing)
            if each is None:
                return None
            sent.append(each[0])
            own += each[1]
        if given is None:
            given = self._contents(own) if self._gives_own else {}
        if given is None:
            return None
        try:
            asked = msgspec.msgpack.encode(
                Asked(
                    edition(),
                    self._key,
                    str(self._root),
                    self._pickled,
                    self._files,
                    pickle.dumps(sent),
                    own,
                    dict(given),
                )
            )
        except UnicodeEncodeError:
            return None
        if self._future is None or self._future.status not in ("finished", "pending"):
            # In the memory of each worker; otherwise the data would be lost with the only worker that has it.
            both = msgspec.msgpack.encode((self._value, self._lacking))
            try:
                self._future = self._client.scatter(both, broadcast=True, hash=False, timeout=_OFTEN)
            except TimeoutError:  # there is no worker
                return None
        return self._client.submit(serve, asked, self._future, pure=False)

    def again(self, things: Sequence[ItemT], lacking: Sequence[File]) -> Future[Any] | None:
        """Submit a share again, with the files that a worker lacked; None if these have changed here."""
        if not lacking:
            return None
        shared = {file.path for file in self._files}
        if any(file.path in shared for file in lacking) and not self._lacking:
            contents = self._contents(self._files)
            if contents is None:
                return None
            self._lacking, self._future = contents, None
        own = [file for file in lacking if file.path not in shared]
        self._gives_own = self._gives_own or bool(own)
        given = self._contents(own)
        return None if given is None else self.submitted(things, given)

    def _contents(self, files: Sequence[File]) -> dict[str, bytes] | None:
        """Return the content of files here; None if it has changed."""
        contents = {file.path: content_of(file, self._root) for file in files}
        found = {path: content for path, content in contents.items() if content is not None}
        return found if len(found) == len(contents) else None


class ClusterError(Exception):
    """The cluster is not available, or can't do the work; the message says why."""


@contextmanager
def cluster(address: str, root: Path) -> Iterator[Cluster]:
    """Connect to the scheduler at `dask://HOST:PORT`. Paths that are sent to it are relative to `root`.

    Raises:
        ClusterError: Dask is not installed, the address is invalid, or nothing answers there (any more).
    """
    found = _ADDRESS.fullmatch(address)
    if not found or not 0 < int(found[2]) < 1 << 16:
        raise ClusterError(f"--executor must be dask://HOST:PORT, not “{address}”")
    with _client(f"{found[1]}:{found[2]}") as client:
        yield Cluster(client, f"{found[1]}:{found[2]}", root)


@contextmanager
def _client(place: str) -> Iterator[Client]:
    try:
        import dask

        # Its heartbeats and retries are of no interest to readers of stderr.
        dask.config.set({"logging": {"distributed": "critical", "distributed.client": "critical"}})
        import distributed
    except ImportError:
        raise ClusterError(_NEEDED) from None
    for name in ("asyncio", "tornado"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    warnings.filterwarnings("ignore", module="distributed")
    try:
        client = distributed.Client(f"tcp://{place}", timeout=_PATIENCE, set_as_default=False)
    except OSError:
        raise ClusterError(f"no Dask scheduler answers at {place}") from None
    except Exception as error:
        raise ClusterError(f"what answers at {place} is no Dask scheduler ({type(error).__name__})") from error
    try:
        try:
            client.wait_for_workers(1, timeout=_PATIENCE)
        except TimeoutError:
            raise ClusterError(f"the Dask scheduler at {place} has no worker") from None
        yield client
    finally:
        # A scheduler that is gone can't be notified.
        with suppress(Exception):
            client.close(timeout=_OFTEN)


class Cluster:
    """The workers of a scheduler. See `Executor`."""

    def __init__(self, client: Client, place: str, root: Path) -> None:
        self._client = client
        self._place = place
        self._root = root.absolute()

    def each(
        self, work: Work[SharedT, ItemT, ResultT], shared: SharedT, things: Iterable[ItemT], at_once: int
    ) -> Iterator[ResultT]:
        """See `Executor`. What can't be sent, or is lost with several workers in a row, is done here.

        Raises:
            ClusterError: the scheduler is gone, or a worker has another edition of the explorer.
            Exception: what `work` raises, as in other processes.
        """
        shares, several = shares_of(things, at_once)
        sending = Sending.of(work, shared, self._client, self._root) if several else None
        if sending is None:
            yield from (work.do(shared, thing) for share in shares for thing in share)
            return
        numbered = enumerate(shares)
        at: dict[Future[Any], tuple[int, list[ItemT]]] = {}
        came: Queue[Future[Any]] = Queue()
        done: dict[int, tuple[list[ResultT], Exception | None]] = {}
        first = 0
        try:
            while True:
                while len(at) + len(done) < _AHEAD * max(1, self._workers()) and (share := next(numbered, None)):
                    future = sending.submitted(share[1])
                    if future is None:
                        done[share[0]] = work.received(work.outcome(shared, share[1]))
                    else:
                        at[future] = share
                        future.add_done_callback(came.put)
                if first in done:
                    results, error = done.pop(first)
                    yield from results
                    if error:
                        raise error
                    first += 1
                    continue
                if not at:
                    return
                for future in self._ended(at, came):
                    number, given = at.pop(future)
                    answer = self._answer(future)
                    again = sending.again(given, answer.lacking) if answer else None
                    if again is not None:
                        at[again] = (number, given)
                        again.add_done_callback(came.put)
                    else:
                        outcome = answer.outcome if answer else b""
                        done[number] = work.received(outcome or work.outcome(shared, given))
        finally:
            with suppress(Exception):
                self._client.cancel(list(at))

    def _ended(self, at: Mapping[Future[Any], Any], came: Queue[Future[Any]]) -> list[Future[Any]]:
        """Return finished shares in the order that they `came`. If no worker is left, give one up, to be done here."""
        ended: list[Future[Any]] = []
        with suppress(Empty):
            ended.append(came.get(timeout=_OFTEN))
            while True:
                ended.append(came.get_nowait())
        ended = [future for future in ended if future in at]
        return ended if ended or self._workers() else list(at)[:1]

    def _answer(self, future: Future[Any]) -> Answer | None:
        """Return the answer of a worker; None if the worker was lost."""
        from distributed import KilledWorker

        if not future.done():
            future.cancel()
            return None
        try:
            answer = msgspec.msgpack.decode(future.result(timeout=_PATIENCE), type=Answer)
        except (KilledWorker, CancelledError, TimeoutError):
            self._require()
            return None
        except Exception as error:
            self._require()
            what = f"{type(error).__name__}: {error}".partition("\n")[0]
            raise ClusterError(f"the workers of {self._place} can’t do it ({what}); {_SAME}") from error
        if answer.edition:
            raise ClusterError(f"a worker of {self._place} has {answer.edition}, not {edition()}; {_SAME}")
        return answer

    def _workers(self) -> int:
        """Return the number of workers. Raises ClusterError when the scheduler is gone."""
        self._require()
        try:
            return len(self._client.nthreads())
        except Exception as error:
            self._require()
            raise ClusterError(self._gone) from error

    def _require(self) -> None:
        """Raise ClusterError when the scheduler is gone."""
        if self._client.status != "running":
            raise ClusterError(self._gone)

    @property
    def _gone(self) -> str:
        return f"the Dask scheduler at {self._place} is gone, and the work with it; what is done already can stay"
