"""Work that kills the first worker that does some of it; the workers import it from here."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import msgspec

from explorer.cluster import cluster
from explorer.processes import Away, File, Work


def done(folder: str, n: int) -> int:
    """The square of a number. Whoever is the first to be given 7 is killed over it."""
    if n == 7:
        try:
            (Path(folder) / "killed").touch(exist_ok=False)
        except FileExistsError:
            return n * n
        os.kill(os.getpid(), signal.SIGKILL)
    return n * n


def packed(folder: str) -> tuple[str, Sequence[File]]:
    return folder, ()


def opened(value: bytes, _: Mapping[str, bytes]) -> str:
    folder: str = msgspec.msgpack.decode(value)
    return folder


def sent(_: str, n: int) -> tuple[int, Sequence[File]]:
    return n, ()


WORK = Work(done, result=int, away=Away(packed, opened, sent))


def main() -> None:
    address, folder = sys.argv[1:]
    with cluster(address, Path()) as executor:
        sys.stdout.write(f"{list(executor.each(WORK, folder, range(20), 2))}\n")
