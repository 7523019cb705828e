"""`--jobs N` and `--executor`: where a command works. `--shard K/N`: at which part of it."""

from __future__ import annotations

import argparse
import os
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from explorer.cli.arguments import CommandParser
from explorer.cli.output import UsageError
from explorer.processes import Executor, Processes, Shard


def add_jobs(parser: CommandParser) -> None:
    """Let a command take `--jobs N`, `--executor` and `--shard K/N`."""
    parser.add_argument("--jobs", metavar="N", help="how many processes work at it; without it, one for each core")
    parser.add_argument(
        "--executor", metavar="dask://HOST:PORT", help="let the workers of a Dask scheduler do it, and not this machine"
    )

    parser.add_argument(
        "--shard", metavar="K/N", help="only part K of N of the files, by a hash of their paths: for N machines"
    )


def shard_of(arguments: argparse.Namespace) -> Shard | None:
    """The part that is asked for; None for the whole. Raises UsageError for what is no part."""
    given = arguments.shard
    if given is None:
        return None
    found = re.fullmatch(r"(\d{1,6})/(\d{1,6})", given, re.ASCII)
    if not found or not 1 <= int(found[1]) <= int(found[2]):
        raise UsageError(f"--shard must be K/N, such as 2/8, not “{given}”")
    return Shard(int(found[1]), int(found[2]))


def in_shard(arguments: argparse.Namespace, paths: Iterable[str]) -> list[str]:
    """Those of some paths that are in the part that is asked for."""
    shard = shard_of(arguments)
    return [path for path in paths if shard is None or shard.has(path)]


def jobs_of(given: str | None) -> int:
    """How many processes may work. Raises UsageError for what is no number of them."""
    if given is None:
        return os.cpu_count() or 1
    if not given.isascii() or not given.isdigit() or int(given) == 0:
        raise UsageError(f"--jobs must be a number from 1 on, not “{given}”")
    return int(given)


@contextmanager
def executor_of(arguments: argparse.Namespace, root: Path | None = None) -> Iterator[Executor]:
    """What does the work of a command that reads the archive in `root`.

    Raises UsageError for options that are wrong, and when the cluster is not there, or goes away.
    """
    jobs = jobs_of(arguments.jobs)
    if arguments.executor is None:
        yield Processes(jobs)
        return
    if arguments.jobs is not None:
        raise UsageError("--jobs is for this machine; on a cluster its workers say how many there are")
    # Imported here: few commands need a cluster.
    from explorer.cluster import ClusterError, cluster

    try:
        with cluster(arguments.executor, root or Path()) as executor:
            yield executor
    except ClusterError as error:
        raise UsageError(str(error)) from None
