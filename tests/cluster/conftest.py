"""A real Dask scheduler on this machine, with two workers, each a process of its own."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress
from pathlib import Path

import pytest

import explorer

TESTS = Path(__file__).parents[1]
_QUIET = {"DASK_LOGGING__DISTRIBUTED": "error"}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """All tests of this folder share one process of pytest, and so one cluster."""
    for item in items:
        if item.nodeid.startswith("tests/cluster/"):  # of all tests; to compare paths takes longer
            item.add_marker(pytest.mark.cluster)
            item.add_marker(pytest.mark.xdist_group("cluster"))


class Dask:
    """A scheduler and its workers, which work in `folder`: what is given relative to it, they find there."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.workers: list[subprocess.Popen[bytes]] = []
        self._stack = ExitStack()
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.address = f"dask://127.0.0.1:{self.port}"
        self.scheduler = self._started("scheduler", "--host", "127.0.0.1", "--port", str(self.port), "--no-dashboard")
        self._wait_for(self._answers)
        for _ in range(2):
            self.add_worker()

    def add_worker(self) -> subprocess.Popen[bytes]:
        """One more worker, which is there when this returns."""
        options = ("--nthreads", "1", "--no-nanny", "--no-dashboard", "--host", "127.0.0.1")
        place = ("--local-directory", str(self.folder / f"worker{len(self.workers)}"))
        self.workers.append(self._started("worker", f"tcp://127.0.0.1:{self.port}", *options, *place))
        self._wait_for(lambda: self._count() == sum(worker.poll() is None for worker in self.workers))
        return self.workers[-1]

    def end(self, process: subprocess.Popen[bytes]) -> None:
        """Kill the scheduler or a worker, as a machine that fails does."""
        _end(process)

    def close(self) -> None:
        self._stack.close()

    def _started(self, *words: str) -> subprocess.Popen[bytes]:
        paths = {"PYTHONPATH": os.pathsep.join([str(Path(explorer.__file__).parents[1]), str(TESTS)])}
        log = self._stack.enter_context((self.folder / f"{words[0]}{len(self.workers)}.log").open("wb"))
        command = [sys.executable, "-m", "dask", *words]
        process = subprocess.Popen(command, cwd=self.folder, env=os.environ | paths | _QUIET, stdout=log, stderr=log)
        self._stack.callback(_end, process)
        return process

    def _answers(self) -> bool:
        with suppress(OSError), socket.create_connection(("127.0.0.1", self.port), 1):
            return True
        return False

    def _count(self) -> int:
        from distributed import Client

        with Client(f"tcp://127.0.0.1:{self.port}", set_as_default=False) as client:
            return len(client.nthreads())

    def _wait_for(self, what: Callable[[], bool]) -> None:
        for _ in range(1200):
            if what():
                return
            assert self.scheduler.poll() is None
            time.sleep(0.1)
        raise AssertionError("Dask did not start")


def _end(process: subprocess.Popen[bytes]) -> None:
    process.kill()
    process.wait()


@pytest.fixture(scope="session")
def dask(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Dask]:
    """A cluster that tests share."""
    dask = Dask(tmp_path_factory.mktemp("dask"))
    yield dask
    dask.close()


@pytest.fixture
def own_dask(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Dask]:
    """A cluster that a test may end."""
    dask = Dask(tmp_path_factory.mktemp("dask"))
    yield dask
    dask.close()
