"""Labels of fields. Those that several kinds share are here; others are in the module of their kind."""

from __future__ import annotations

from enum import Enum, auto

import msgspec


class Group(Enum):
    """The parts of a description, in the order in which they are read."""

    HEAD = auto()
    """What the record is: words that need no label."""
    BODY = auto()
    """What is known of it."""
    LISTED = auto()
    """The quotes that belong to it, for a renderer that lists them nowhere else."""
    ORIGIN = auto()
    """What is wrong with it, and where it comes from: words that need no label."""


class Label(msgspec.Struct, frozen=True, eq=False):
    """A field's label: the word that is shown, and the group that the field belongs to.

    Two labels may have the same word: labels are compared by identity.
    """

    word: str
    group: Group = Group.BODY


NAME = Label("Name", Group.HEAD)
TOPICS = Label("Topics")
EVENTS = Label("Events")
NOTE = Label("Note")
REVIEW = Label("Review")
ACCEPTED = Label("Accepted")
