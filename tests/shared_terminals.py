"""Terminals that the tests of a module share: each is started once, and goes back to the first view for every test."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager

from terminal import Terminal

from explorer.snapshot import shipped_archive

# Gives a terminal of a size with the shipped archive at its first view.
Shown = Callable[[tuple[int, int]], Terminal]


@contextmanager
def shared_terminals(wait_for_first_view: Callable[[Terminal], object]) -> Iterator[Shown]:
    """Terminals by size, for a fixture of a module whose tests are one worker's."""
    with ExitStack() as stack:
        running: dict[tuple[int, int], Terminal] = {}

        def shown(size: tuple[int, int]) -> Terminal:
            if size not in running:
                command_line = ["--fresh", "--archive", str(shipped_archive())]
                running[size] = stack.enter_context(Terminal(command_line, size))
            else:
                running[size].resize(*size)
                running[size].press(*["escape"] * 4, "1", "home")
            wait_for_first_view(running[size])
            return running[size]

        yield shown
