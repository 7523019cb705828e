"""Which of some things are called most like what is typed: by any of their names, with typos."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

# How alike a name has to be, of 100.
_ALIKE = 70
# Each may have several names that are alike.
_NAMES_EACH = 4


def called_alike(typed: str, names: Mapping[str, Iterable[str]], most: int) -> list[str]:
    """The ids of those that are called most like what is typed, the nearest first; those that begin so come first."""
    from rapidfuzz import fuzz, process, utils

    ids, called = list[str](), list[str]()
    for id, each in names.items():
        for name in each:
            ids.append(id)
            called.append(name)
    begun = utils.default_process(typed)
    found = process.extract(
        typed,
        called,
        scorer=fuzz.WRatio,
        processor=utils.default_process,
        limit=_NAMES_EACH * most,
        score_cutoff=_ALIKE,
    )
    found.sort(key=lambda each: (not utils.default_process(each[0]).startswith(begun), -each[1]))
    return list(dict.fromkeys(ids[n] for _, _, n in found))[:most]
