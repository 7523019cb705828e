"""Files with numpy arrays and related data in the format of the store: the pages of each array are a table."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import partial
from math import prod
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import numpy.typing as npt

from explorer.store.database import DamagedError, Database, write

Array = npt.NDArray[Any]
Arrays = Mapping[str, Array]

# In bytes.
_PAGE = 4096
# Look up this many values at once, as each may be on another page.
_AT_ONCE = 1 << 14


class _Described(msgspec.Struct, frozen=True, array_like=True):
    """The type and the shape of an array."""

    type: str
    shape: tuple[int, ...]

    @property
    def size(self) -> int:
        """In bytes."""
        return np.dtype(self.type).itemsize * prod(self.shape)


class StoredArray:
    """A one-dimensional array whose pages are read and checked on demand.

    `anew` recreates the whole array if the file is damaged.
    """

    def __init__(self, database: Database, name: str, described: _Described, anew: Callable[[], Array]) -> None:
        self._database, self._name, self._described, self._anew = database, name, described, anew
        self._of_page = _PAGE // np.dtype(described.type).itemsize

    def __len__(self) -> int:
        return self._described.shape[0]

    def __getitem__(self, at: Any) -> Any:
        """Index it like an array: with an integer, a slice without a step, or an array of integers."""
        try:
            if isinstance(at, slice):
                start, stop, _ = at.indices(len(self))
                return self._between(start, max(start, stop))
            if isinstance(at, np.ndarray):
                return np.concatenate([self._some(at[n : n + _AT_ONCE]) for n in range(0, len(at) or 1, _AT_ONCE)])
            return self._between(at, at + 1)[0]
        except DamagedError:
            return self._anew()[at]

    def _between(self, start: int, stop: int) -> Array:
        first, skipped = divmod(start, self._of_page)
        after = min(-(-stop // self._of_page), self._database.size(self._name))
        pages = self._database.bodies(self._name, first, after)
        return self._joined(pages)[skipped : skipped + stop - start]

    def _some(self, places: npt.NDArray[np.integer]) -> Array:
        """Return the values at some places, reading adjacent pages together."""
        pages, which = np.unique(places // self._of_page, return_inverse=True)
        values = self._joined(self._database.some(self._name, pages.tolist()))
        found: Array = values[which * self._of_page + places % self._of_page]
        return found

    def _joined(self, pages: Iterable[memoryview]) -> Array:
        return np.frombuffer(b"".join(pages), self._described.type)


def write_arrays(path: Path, of: str, about: object, arrays: Arrays) -> None:
    """Write a file that only the user may read, replacing an old one.

    `of` identifies what it was made from. Raises OSError when it can't be written, UnicodeEncodeError when something
    can't be encoded.
    """
    described = {name: _Described(array.dtype.str, array.shape) for name, array in arrays.items()}
    tables = {name: _pages(array) for name, array in arrays.items()}
    write(path, tables, {"of": of, "about": about, "arrays": described})


def read_arrays(
    path: Path,
    of: str,
    about: Any,
    on_demand: Collection[str] = (),
    anew: Callable[[str], Array] | None = None,
    most: int = 0,
) -> tuple[Any, Mapping[str, Any]]:
    """Read the arrays of a file and the data that belongs to them, as a value of the type `about`.

    One-dimensional arrays named in `on_demand` become a StoredArray if all arrays together have more than `most` bytes;
    `anew` recreates one by name.

    Raises DamagedError if the file is of something else, or is damaged; OSError if there is none.
    """
    database = Database(path)
    if database.value("of", str) != of:
        raise DamagedError(path)
    described = database.value("arrays", dict[str, _Described])
    is_large = sum(each.size for each in described.values()) > most
    arrays = {
        name: StoredArray(database, name, each, partial(anew, name))
        if anew is not None and is_large and name in on_demand
        else _whole(database, name, each)
        for name, each in described.items()
    }
    return database.value("about", about), arrays


def _pages(array: Array) -> Iterator[msgspec.Raw]:
    content = np.ascontiguousarray(array).reshape(-1).view(np.uint8).data
    return (msgspec.Raw(content[at : at + _PAGE]) for at in range(0, len(content), _PAGE))


def _whole(database: Database, name: str, described: _Described) -> Array:
    # Large arrays get large pages of memory, which the system provides in a third of the time.
    content, at = np.empty(described.size, np.uint8), 0
    view = content.data
    for page in database.bodies(name):
        view[at : at + len(page)] = page
        at += len(page)
    return content.view(described.type).reshape(described.shape)
