"""Change the id of a record and all references to it; and compute the edits that turn one text into another."""

from __future__ import annotations

from difflib import SequenceMatcher
from itertools import accumulate
from typing import NamedTuple

from explorer.desk.changing import RenameId, planned
from explorer.files.contents import Contents
from explorer.files.rewording import common_ends
from explorer.snapshot import Snapshot


class Change(NamedTuple):
    """Text that replaces the range between two offsets."""

    start: int
    end: int
    text: str


# The changes of each file, by its name.
Changes = dict[str, list[Change]]


def renamed(snapshot: Snapshot, contents: Contents, ref: str, to: str) -> Changes:
    """The changes that give a record another id everywhere.

    Raises NotWrittenError: the id is invalid or taken, or a file can't be read now; the message says which.
    """
    both = planned(snapshot, [RenameId(ref, to)], contents)
    return {name: changes(_text(before), _text(after)) for name, (before, after) in both.items()}


def changes(before: str, after: str) -> list[Change]:
    """The changes that turn one text into another: for each changed line, only the part that differs."""
    old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    starts = list(accumulate(map(len, old), initial=0))
    if len(old) == len(new):
        pairs = enumerate(zip(old, new, strict=True))
        return [_trimmed(starts[n], one, other) for n, (one, other) in pairs if one != other]
    steps = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    return [_trimmed(starts[a], "".join(old[a:b]), "".join(new[c:d])) for how, a, b, c, d in steps if how != "equal"]


def _trimmed(start: int, old: str, new: str) -> Change:
    """A change without the text that both versions have at the beginning and the end."""
    head, tail = common_ends(old, new)
    # Keep whole words, which are easier for a person to review.
    while head and _is_of_word(old[head - 1]):
        head -= 1
    while tail and _is_of_word(old[-tail]):
        tail -= 1
    return Change(start + head, start + len(old) - tail, new[head : len(new) - tail])


def _is_of_word(letter: str) -> bool:
    return letter.isalnum() or letter in "-_"


def _text(content: bytes) -> str:
    return content.decode("utf-8-sig", "replace")
