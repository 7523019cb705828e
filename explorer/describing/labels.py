"""What a field is called. Labels that several kinds share stand here, any other beside the field that it names."""

from __future__ import annotations

from enum import Enum, auto

import msgspec


class Group(Enum):
    """The parts of a description, in the order of reading."""

    HEAD = auto()
    """What the record is: words that need no label."""
    BODY = auto()
    """What is known of it."""
    LISTED = auto()
    """The quotes that belong to it, for those who have no other list of them."""
    ORIGIN = auto()
    """What is wrong with it, and where it comes from: words that need no label."""


class Label(msgspec.Struct, frozen=True, eq=False):
    """A field's name: the word that is shown, and the group that the field belongs to.

    It is known by its identity: two labels may have the same word.
    """

    word: str
    group: Group = Group.BODY


NAME = Label("Name", Group.HEAD)
TOPICS = Label("Topics")
EVENTS = Label("Events")
