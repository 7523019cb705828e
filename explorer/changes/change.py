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
    """A field before and after, as the YAML has it; None where the record left it out."""

    field: str
    before: Any
    after: Any
    weight: Weight


class Change(msgspec.Struct, frozen=True):
    """What changed in the record `ref`.

    `was` is its ref before: None when it was added. A record that was removed keeps its ref. A record is `renamed` when
    its id changed, and `moved` when it is in another file and otherwise the same; both are told in `fields`, too, where
    more changed.
    """

    ref: str
    was: str | None
    change: ChangeKind
    fields: tuple[FieldChange, ...]
    weight: Weight


def weightiest(weights: list[Weight]) -> Weight:
    """The weight of several changes together; `typography` for none."""
    return min(weights, key=list(Weight).index, default=Weight.TYPOGRAPHY)
