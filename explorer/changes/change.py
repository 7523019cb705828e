"""What changed in one record between two states of an archive."""

from __future__ import annotations

from enum import StrEnum
from typing import Any, Literal

import msgspec

ChangeKind = Literal["added", "removed", "changed", "renamed", "moved"]


class Weight(StrEnum):
    """How much a change weighs, heaviest first.

    `meaning` is a change of a source's words, of a name, a date, a number or a relation; `wording`, of the curator's
    own words; `typography`, one without meaning, such as straight instead of curly marks.
    """

    MEANING = "meaning"
    WORDING = "wording"
    TYPOGRAPHY = "typography"


class FieldChange(msgspec.Struct, frozen=True):
    """A field before and after, as the YAML has it; None where the record omits it.

    `rank` orders changes of one weight, 0 first: what reverses a meaning, then changes of speaker, time or name.
    """

    field: str
    before: Any
    after: Any
    weight: Weight
    rank: int = 0


class Change(msgspec.Struct, frozen=True):
    """What changed in the record `ref`, which is `called` so.

    `was` is its earlier ref, or None if it was added. A record that was removed keeps its ref. A record is `renamed`
    when its id changed, and `moved` when it is in another file and otherwise the same; if more changed, both are also
    in `fields`. The heaviest of `fields` comes first.
    """

    ref: str
    was: str | None
    change: ChangeKind
    fields: tuple[FieldChange, ...]
    weight: Weight
    called: str = ""
    rank: int = 0


def by_gravity(change: Change | FieldChange) -> tuple[int, int]:
    """Return the key that sorts changes, heaviest first."""
    return list(Weight).index(change.weight), change.rank
