"""A difference word by word: what one side alone has is marked as `[-this-]`, what the other has as `{+that+}`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from explorer.checking.differences import Change
from explorer.describing.fields import Part, Tone


def diff_parts(
    changes: Iterable[Change], one: str, other: str, same: Callable[[Change], bool] = lambda change: change.same
) -> tuple[Part, ...]:
    """The parts of a difference. `one` and `other` say whose words are marked, for the ear: `the archive has`."""
    parts = [part for change in changes for part in _parts(change, one, other, same)]
    return tuple([parted for part in parts for parted in (Part(" "), part)][1:])


def _parts(change: Change, one: str, other: str, same: Callable[[Change], bool]) -> Iterator[Part]:
    if same(change):
        yield Part(change.article)
        return
    if change.archive:
        yield Part(f"[-{change.archive}-]", Tone.REMOVED, spoken=f"({one} “{change.archive}”)")
    if change.article:
        yield Part(f"{{+{change.article}+}}", Tone.ADDED, spoken=f"({other} “{change.article}”)")
