"""Messages with fields."""

from __future__ import annotations

from inspect import get_annotations
from typing import Any, ClassVar, dataclass_transform

from textual import message


@dataclass_transform(eq_default=False)
class Message(message.Message):
    """A message with fields, given by position or name, as in a dataclass.

    It is not a dataclass: compiling an `__init__` for each of forty kinds would delay each start.
    """

    # The fields, in their order.
    __match_args__: ClassVar[tuple[str, ...]] = ()

    def __init_subclass__(cls, **options: Any) -> None:
        super().__init_subclass__(**options)
        cls.__match_args__ = (*cls.__match_args__, *get_annotations(cls))  # type: ignore[misc]  # it is looked up when the match is made

    def __init__(self, *values: Any, **named: Any) -> None:
        super().__init__()
        for name, value in (*zip(self.__match_args__, values, strict=False), *named.items()):
            setattr(self, name, value)
