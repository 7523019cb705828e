"""How much work something does, as a measure that no busy machine changes."""

from __future__ import annotations

import gc
from collections.abc import Callable
from cProfile import Profile
from types import CodeType


def calls(work: Callable[[], object]) -> int:
    """How many functions of the explorer are called, but for those that come with the garbage of earlier tests."""
    collected = gc.isenabled()
    gc.disable()
    try:
        with Profile(subcalls=False, builtins=False) as profile:
            work()
    finally:
        if collected:
            gc.enable()
    return sum(
        each.callcount
        for each in profile.getstats()
        if isinstance(each.code, CodeType) and "explorer" in each.code.co_filename
    )
