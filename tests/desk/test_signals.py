"""Signals that come while the program waits for input."""

from __future__ import annotations

import io
import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

import pytest

from explorer.desk.signals import ENDING, end, handled, interruptible


@contextmanager
def pipe() -> Iterator[tuple[io.TextIOWrapper, io.FileIO]]:
    """Stdin that is a pipe, and the other end of it."""
    reads, writes = os.pipe()
    with (
        io.TextIOWrapper(io.BufferedReader(io.FileIO(reads)), encoding="utf-8") as stdin,
        io.FileIO(writes, "w") as end,
    ):
        yield stdin, end


@contextmanager
def missed(number: signal.Signals, typed: io.FileIO) -> Iterator[None]:
    """Soon a signal comes that interrupts no system call of this thread, since another takes it.

    If a wait has not ended a minute later, a line is typed that ends it.
    """
    waited: list[bool] = []

    def take() -> None:
        over.wait(0.1)
        signal.pthread_kill(threading.get_ident(), number)
        waited.append(over.wait(60))
        if waited == [False]:
            typed.write(b"too late\n")

    over = threading.Event()
    thread = threading.Thread(target=take)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()
    assert [True] == waited


@pytest.mark.parametrize("number", ENDING)
def test_a_signal_ends_the_wait_for_a_line_also_where_it_does_not_interrupt_it(number: signal.Signals) -> None:
    with pipe() as (stdin, typed), handled(ENDING, end), missed(number, typed):
        lines = interruptible(stdin)
        with pytest.raises(SystemExit) as ended:
            lines.readline()
    assert 128 + number == ended.value.code


def test_a_signal_that_ends_nothing_loses_no_input() -> None:
    def hear(_: int, __: FrameType | None) -> None:
        typed.write(b"our\n")

    with pipe() as (stdin, typed), handled([signal.SIGUSR1], hear), missed(signal.SIGUSR1, typed):
        typed.write(b"one\nharb")
        lines = interruptible(stdin)
        assert ["one\n", "harbour\n"] == [lines.readline(), lines.readline()]


def test_lines_are_whole_however_they_arrive() -> None:
    with pipe() as (stdin, typed):
        lines = interruptible(stdin)
        for part in ("Café\r\nPi".encode()[:4], "Café\r\nPi".encode()[4:], b"er \xff\n", b"the rest"):
            typed.write(part)
        assert ["Café\r\n", "Pier �\n"] == [lines.readline(), lines.readline()]
        typed.close()
        assert ["the rest", ""] == [lines.readline(), lines.readline()]


def test_a_stream_that_is_no_file_is_read_as_it_is() -> None:
    assert "Pier �\n" == interruptible(io.TextIOWrapper(io.BytesIO(b"Pier \xff\n"), encoding="utf-8")).readline()
    assert "Pier\n" == interruptible(io.StringIO("Pier\n")).readline()
    assert "" == interruptible(None).readline()
