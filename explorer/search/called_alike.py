"""Finding the things whose names are most similar to what the user typed, allowing for typos."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

# The minimum similarity of a name, out of 100.
_ALIKE = 70
# Allow for this many similar names of one thing.
_NAMES_EACH = 4


class Names:
    """The names of some things, by id, prepared for comparison after each keystroke."""

    def __init__(self, names: Mapping[str, Iterable[str]]) -> None:
        from rapidfuzz.utils import default_process

        self._ids, self._names = list[str](), list[str]()
        for id, each in names.items():
            plain = dict.fromkeys(map(default_process, each))
            self._ids += [id] * len(plain)
            self._names += plain

    def of(self, typed: str) -> Iterator[str]:
        """Yield the ids of the things with this name, ignoring case and punctuation."""
        from rapidfuzz.utils import default_process

        typed = default_process(typed)
        return (id for id, name in zip(self._ids, self._names, strict=True) if name == typed)

    def called_alike(self, typed: str, most: int) -> list[str]:
        """Find the ids of the things with the most similar names, those that begin with the typed text first."""
        from rapidfuzz import fuzz, process
        from rapidfuzz.utils import default_process

        typed = default_process(typed)
        begun = [n for n, name in enumerate(self._names) if typed and name.startswith(typed)]
        # Of these, the shortest is nearest, as least of it is left to type: “Trump” before “Trump Tower”.
        begun.sort(key=lambda n: len(self._names[n]))
        found = dict.fromkeys(self._ids[n] for n in begun[: _NAMES_EACH * most])
        if len(found) < most:
            nearest = process.extract(
                typed, self._names, scorer=fuzz.WRatio, limit=_NAMES_EACH * most, score_cutoff=_ALIKE
            )
            found.update(dict.fromkeys(self._ids[n] for _, _, n in nearest))
        return list(found)[:most]
