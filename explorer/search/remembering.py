"""Methods that remember what they answered last."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any, ParamSpec, TypeVar, cast
from weakref import WeakMethod

Asked = ParamSpec("Asked")
Answer = TypeVar("Answer")


def remembering(method: Callable[Asked, Answer], most: int) -> Callable[Asked, Answer]:
    """A bound method that remembers so many answers, for as long as somebody else has its object.

    Kept by the object itself, a cache of the method would hold it in a cycle. The index of each state of an archive
    would stay until garbage is looked for, which is never done among what a large archive needs.
    """
    bound = WeakMethod[Callable[..., Answer]](method)

    @lru_cache(most)
    def answer(*asked: Any) -> Answer:
        ask = bound()
        assert ask is not None
        return ask(*asked)

    return cast("Callable[Asked, Answer]", answer)
