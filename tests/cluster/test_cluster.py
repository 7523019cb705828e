"""What a cluster makes is what one process makes, and whatever of it is gone is told or made up for."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from cli.running import Result, environment
from cluster.conftest import TESTS, Dask

import explorer
from benchmarks.newspaper import write_newspaper

# As the workers have another folder, it is another disk to them.
ELSEWHERE = Path("/proc/self/cwd")
SQUARES = str([n * n for n in range(20)])


def run(words: Sequence[str], cwd: Path, **environ: str) -> Result:
    command = [sys.executable, "-m", "explorer", *words]
    done = subprocess.run(command, cwd=cwd, env=environment(**environ), capture_output=True, check=False)
    return Result(done.returncode, done.stdout.decode(), done.stderr.decode())


@pytest.fixture(scope="session")
def newspaper(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive that is several shares of each work."""
    root = tmp_path_factory.mktemp("newspaper") / "archive"
    write_newspaper(1200, root)
    return root


def files_in(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


@pytest.mark.parametrize("is_shared", [True, False], ids=["one disk", "own disks"])
def test_a_cluster_tells_what_one_process_tells(dask: Dask, newspaper: Path, tmp_path: Path, is_shared: bool) -> None:
    """Whether its workers find the files where they are here, or have to be given them."""
    root = newspaper if is_shared else ELSEWHERE
    texts = [str(root / "seeds" / f"report-{n:06}.txt") for n in range(12)]
    for words in (["check", "--archive", str(root)], ["draft", "--json", *texts]):
        one, several = (
            run([*words, *where], newspaper, XDG_CACHE_HOME=str(tmp_path / f"cache{n}"))
            for n, where in enumerate((["--jobs", "1"], ["--executor", dask.address]))
        )
        assert one == several
        assert one.out


def test_a_cluster_adds_and_exports_what_one_process_does(dask: Dask, newspaper: Path, tmp_path: Path) -> None:
    """The articles share people: each is drafted beside those before it."""
    texts = [str(newspaper / "seeds" / f"report-{n:06}.txt") for n in range(12)]
    made: list[dict[str, bytes]] = []
    for where in (["--jobs", "1"], ["--executor", dask.address]):
        folder = tmp_path / where[0]
        (folder / "archive" / "data").mkdir(parents=True)
        environ = {"XDG_CACHE_HOME": str(folder / "cache"), "XDG_STATE_HOME": str(folder / "state")}
        added = run(["add", "--archive", "archive", *where, *texts], folder, **environ)
        assert (0, 12) == (added.code, len(added.out.splitlines())), added.err
        site = run(["export", "site", "--archive", "archive", *where, "--drafts", "-o", "site"], folder, **environ)
        assert 0 == site.code, site.err
        made.append(files_in(folder / "archive") | files_in(folder / "site"))
    assert made[0] == made[1]


def test_a_worker_that_is_killed_costs_no_record(own_dask: Dask, tmp_path: Path) -> None:
    """It dies of what it was given, and another one does that."""
    squares = run_deadly(own_dask, tmp_path)
    assert (0, f"{SQUARES}\n", "") == squares
    assert 1 == sum(worker.poll() is not None for worker in own_dask.workers)


def test_without_workers_this_process_goes_on(own_dask: Dask, tmp_path: Path) -> None:
    """The last one was killed, and none comes."""
    own_dask.end(own_dask.workers[0])
    assert (0, f"{SQUARES}\n", "") == run_deadly(own_dask, tmp_path)


def run_deadly(dask: Dask, folder: Path) -> Result:
    command = [sys.executable, "-c", "from cluster import deadly; deadly.main()", dask.address, str(folder)]
    paths = os.pathsep.join([str(Path(explorer.__file__).parents[1]), str(TESTS)])
    environ = environment(PYTHONPATH=paths)
    done = subprocess.run(command, cwd=folder, env=environ, capture_output=True, check=False)
    return Result(done.returncode, done.stdout.decode(), done.stderr.decode())


def test_a_scheduler_that_dies_is_said_and_leaves_whole_articles(
    own_dask: Dask, newspaper: Path, tmp_path: Path
) -> None:
    """What was added until then is whole; nothing is written of the rest."""
    (tmp_path / "archive" / "data").mkdir(parents=True)
    texts = [str(newspaper / "seeds" / f"report-{n:06}.txt") for n in range(60)]
    words = ["add", "--json", "--archive", "archive", "--executor", own_dask.address, *texts]
    command = [sys.executable, "-m", "explorer", *words]
    environ = environment(XDG_STATE_HOME=str(tmp_path / "state"), XDG_CACHE_HOME=str(tmp_path / "cache"))
    reading, writing = os.pipe()
    with subprocess.Popen(
        command, cwd=tmp_path, env=environ, stdout=writing, stderr=subprocess.PIPE, text=True
    ) as adding:
        os.close(writing)
        with os.fdopen(reading, encoding="utf-8") as out:
            lines = [out.readline()]
            own_dask.end(own_dask.scheduler)
            lines += out.readlines()
        told = adding.communicate()[1]
    added = [line for line in map(json.loads, lines) if line]
    gone = f"explorer: the Dask scheduler at 127.0.0.1:{own_dask.port} is gone"
    assert (2, 1) == (adding.returncode, sum(line.startswith(gone) for line in told.splitlines())), told
    assert "Traceback" not in told
    assert len(added) < len(texts)
    assert len(added) == len(list((tmp_path / "archive" / "data" / "articles").iterdir()))
    assert 0 == run(["check", "--archive", "archive"], tmp_path).code


def test_a_scheduler_that_is_not_there_is_said(own_dask: Dask, newspaper: Path) -> None:
    own_dask.end(own_dask.scheduler)
    found = run(["check", "--archive", str(newspaper), "--executor", own_dask.address], newspaper)
    assert Result(2, "", f"explorer: no Dask scheduler answers at 127.0.0.1:{own_dask.port}\n") == found


def test_a_scheduler_without_workers_is_said(own_dask: Dask, newspaper: Path) -> None:
    for worker in own_dask.workers:
        own_dask.end(worker)
    found = run(["check", "--archive", str(newspaper), "--executor", own_dask.address], newspaper)
    assert Result(2, "", f"explorer: the Dask scheduler at 127.0.0.1:{own_dask.port} has no worker\n") == found
