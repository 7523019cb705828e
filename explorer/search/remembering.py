"""Methods that cache their latest results."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any, ParamSpec, TypeVar, cast
from weakref import WeakMethod

Asked = ParamSpec("Asked")
Answer = TypeVar("Answer")


def remembering(method: Callable[Asked, Answer], most: int) -> Callable[Asked, Answer]:
    """Cache this number of results of a bound method, as long as its object is used elsewhere.

    A cache stored in the object would form a reference cycle. The index of each state of an archive would then stay
    until garbage collection, which is never done for what a large archive needs.
    """
    bound = WeakMethod[Callable[..., Answer]](method)

    @lru_cache(most)
    def answer(*asked: Any) -> Answer:
        ask = bound()
        assert ask is not None
        return ask(*asked)

    return cast("Callable[Asked, Answer]", answer)
