"""The executor that has the workers of a Dask scheduler: whom it gives what, and what it does when they are gone."""

from __future__ import annotations

import logging
import re
import warnings
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import CancelledError
from contextlib import contextmanager, suppress
from pathlib import Path
from queue import Empty, Queue
from typing import TYPE_CHECKING, Any

import msgspec

from explorer.cluster.sending import Sending
from explorer.cluster.worker import Answer, edition
from explorer.processes import ItemT, ResultT, SharedT, Work, shares_of

if TYPE_CHECKING:
    from distributed import Client, Future

_ADDRESS = re.compile(r"dask://(\[[0-9a-fA-F:]+\]|[^\s/:\[\]@]+):(\d{1,5})/?")
_NEEDED = "--executor needs packages that are not installed: pip install 'article-explorer[cluster]'"
_SAME = "scheduler and workers need the same article-explorer, with the same packages"
# Seconds: how long a scheduler, and the first worker, are waited for; and how often it is asked whether they are there.
_PATIENCE, _OFTEN = 10.0, 1.0
# So many shares wait for each worker, so that none of them waits for this process.
_AHEAD = 2


class ClusterError(Exception):
    """The cluster is not there, or can't do the work; the message says why."""


@contextmanager
def cluster(address: str, root: Path) -> Iterator[Cluster]:
    """The cluster of the scheduler at `dask://HOST:PORT`. Paths that are sent to it are relative to `root`.

    Raises:
        ClusterError: Dask is not installed, the address is none, nothing answers there, or no longer.
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

        # Its heartbeats and retries are no messages for whoever reads stderr.
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
        # A scheduler that is gone can't be told goodbye.
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
        """See `Executor`. What can't be sent, or is lost with one worker after the other, is done here.

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
        """The shares that came to an end, as they `came`. When no worker is left, one is given up, and done here."""
        ended: list[Future[Any]] = []
        with suppress(Empty):
            ended.append(came.get(timeout=_OFTEN))
            while True:
                ended.append(came.get_nowait())
        ended = [future for future in ended if future in at]
        return ended if ended or self._workers() else list(at)[:1]

    def _answer(self, future: Future[Any]) -> Answer | None:
        """What a worker says; None when it was lost."""
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
        """How many workers there are. Raises ClusterError when the scheduler is gone."""
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
