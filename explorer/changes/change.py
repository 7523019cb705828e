"""What changed in one record between two states of an archive."""

from __future__ import annotations

from enum import StrEnum
from typing import Any, Literal

import msgspec

ChangeKind = Literal["added", "removed", "changed", "renamed", "moved"]


class Weight(StrEnum):
    """How much a change weighs, the weightiest first.

    `meaning` is a change of a source's words, of a name, a date, a number or a relation; `wording` one of the curator's
    own words; `typography` one that means nothing, such as straight marks for curly ones.
    """

    MEANING = "meaning"
    WORDING = "wording"
    TYPOGRAPHY = "typography"


class FieldChange(msgspec.Struct, frozen=True):
    """A field before and after, as the YAML has it; None where the record left it out.

    `rank` orders changes of one weight, 0 first: what turns a meaning round, then who, when and what it is called.
    """

    field: str
    before: Any
    after: Any
    weight: Weight
    rank: int = 0


class Change(msgspec.Struct, frozen=True):
    """What changed in the record `ref`, which is `called` so.

    `was` is its ref before: None when it was added. A record that was removed keeps its ref. A record is `renamed` when
    its id changed, and `moved` when it is in another file and otherwise the same; both are told in `fields`, too, where
    more changed. The weightiest of `fields` comes first.
    """

    ref: str
    was: str | None
    change: ChangeKind
    fields: tuple[FieldChange, ...]
    weight: Weight
    called: str = ""
    rank: int = 0


def by_gravity(change: Change | FieldChange) -> tuple[int, int]:
    """The key that sorts changes, the weightiest first."""
    return list(Weight).index(change.weight), change.rank
