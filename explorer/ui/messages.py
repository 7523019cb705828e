"""Messages with fields."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar, dataclass_transform

from textual.message import Message

MessageT = TypeVar("MessageT", bound=Message)


@dataclass_transform(eq_default=False)
def message(cls: type[MessageT]) -> type[MessageT]:
    """Make a dataclass of a message. Two of them are never compared, and to make what could would delay each start."""
    return dataclass(eq=False, repr=False)(cls)
