"""English words with the ways in which people misspell them: codespell's dictionary."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def misspellings() -> dict[str, list[str]]:
    """For each right word how it has been misspelt, in the dictionary's order.

    Only plain lower-case words, and only what is wrong for one word alone and is no word itself.
    """
    found: dict[str, list[str]] = {}
    for line in (files("codespell_lib") / "data" / "dictionary.txt").read_text(encoding="utf-8").splitlines():
        wrong, _, right = line.partition("->")
        if all(word.isascii() and word.isalpha() and word.islower() for word in (wrong, right)):
            found.setdefault(right, []).append(wrong)
    return {right: kept for right, wrong in found.items() if (kept := [word for word in wrong if word not in found])}
