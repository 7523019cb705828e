"""Which sections of a list of words a reader of such lists asks for."""

from __future__ import annotations

from collections.abc import Callable

from explorer.reading.languages import Sections


class _Asked(Sections):
    """Sections that keep in mind which were asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.names: set[str] = set()

    def get(self, name: str, default: frozenset[str] = frozenset()) -> frozenset[str]:  # type: ignore[override]
        self.names.add(name)
        return default


def sections_read(read: Callable[[Sections], object]) -> set[str]:
    """The names of all sections that are asked for by what reads them."""
    asked = _Asked()
    read(asked)
    return asked.names
