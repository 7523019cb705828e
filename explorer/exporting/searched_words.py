"""Texts as SQLite is to search them: in scripts without spaces it takes a whole run of signs for one word.

So behind such a text come all parts of its runs, each a word of its own, and what is looked for is one of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from unicodedata import category

# A run of Thai and its neighbours, where words are long; and of kana and Han.
_RUNS = re.compile(
    "(?P<long>[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]+)|[\u3005-\u3007\u3041-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+"
)
# How many signs the longest part has; fewer in a very long text, which has no more than about so many parts in all.
_LONGEST, _LONGEST_OF_LONG, _LEAST, _MOST = 8, 16, 2, 400_000


def searched(text: str | None) -> str | None:
    """A text, and behind it the parts of its runs without spaces."""
    runs = list(_RUNS.finditer(text)) if text and not text.isascii() else []
    if not text or not runs:
        return text
    most = max(_LEAST, _MOST // sum(len(run[0]) for run in runs))
    parts = {part for run in runs for part in _parts(run[0], min(most, _LONGEST_OF_LONG if run["long"] else _LONGEST))}
    return " ".join((text, *sorted(parts)))


def _parts(run: str, longest: int) -> Iterator[str]:
    for start in range(len(run)):
        if category(run[start])[0] != "M":  # a mark belongs to the sign before it
            yield from (run[start:end] for end in range(start + 1, min(len(run), start + longest) + 1))
