"""`--jobs N` and `--executor`: where a command's work runs. `--shard K/N`: the part of the work to do."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from explorer.cli.arguments import CommandParser, number
from explorer.cli.output import UsageError
from explorer.processes import EVERY_CORE, Executor, Processes, Shard


def add_jobs(parser: CommandParser) -> None:
    """Add the options `--jobs N`, `--executor` and `--shard K/N` to a command."""
    parser.add_argument(
        "--jobs",
        metavar="N",
        type=number("--jobs"),
        help="the number of processes; by default, one for each core",
    )
    parser.add_argument("--executor", metavar="dask://HOST:PORT", help="give the work to a Dask scheduler")
    parser.add_argument(
        "--shard",
        metavar="K/N",
        type=_shard,
        help="only part K of N of the files, by a hash of their paths: for N machines",
    )


def _shard(word: str) -> Shard:
    found = re.fullmatch(r"(\d{1,6})/(\d{1,6})", word, re.ASCII)
    if not found or not 1 <= int(found[1]) <= int(found[2]):
        raise UsageError(f"--shard must be K/N, such as 2/8, not “{word}”")
    return Shard(int(found[1]), int(found[2]))


def in_shard(arguments: argparse.Namespace, paths: Iterable[str]) -> list[str]:
    """The paths in the shard chosen."""
    shard: Shard | None = arguments.shard
    return [path for path in paths if shard is None or shard.has(path)]


@contextmanager
def executor_of(arguments: argparse.Namespace, root: Path | None = None) -> Iterator[Executor]:
    """The executor for a command that reads the archive in `root`.

    Raises UsageError for invalid options, and if the cluster is or becomes unavailable.
    """
    if arguments.executor is None:
        yield Processes(arguments.jobs) if arguments.jobs else EVERY_CORE
        return
    if arguments.jobs is not None:
        raise UsageError("--jobs is for this machine; on a cluster its workers say how many there are")
    # Imported here because few commands need a cluster.
    from explorer.cluster import ClusterError, cluster

    try:
        with cluster(arguments.executor, root or Path()) as executor:
            yield executor
    except ClusterError as error:
        raise UsageError(str(error)) from None
