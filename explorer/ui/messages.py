"""Messages with fields."""

from __future__ import annotations

from dataclasses import dataclass
from inspect import get_annotations
from typing import Any, dataclass_transform

from textual import message


@dataclass_transform(eq_default=False)
class Message(message.Message):
    """A message, which is a dataclass if it has fields of its own.

    Two of them are never compared, and to make what could would delay each start.
    """

    def __init_subclass__(cls, **options: Any) -> None:
        super().__init_subclass__(**options)
        if get_annotations(cls):
            dataclass(eq=False, repr=False)(cls)
