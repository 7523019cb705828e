"""Seconds that something takes, and the one number that stands for many of them."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from statistics import quantiles
from typing import TypeVar

ResultT = TypeVar("ResultT")

# A picture of a screen of 60 Hz, in seconds.
FRAME = 1 / 60


def timed(work: Callable[[], ResultT]) -> tuple[float, ResultT]:
    """The seconds that some work takes, and what comes of it."""
    start = time.perf_counter()
    result = work()
    return time.perf_counter() - start, result


def quantile(measured: Sequence[float], percent: int) -> float:
    """What so many percent of at least two numbers do not exceed."""
    return quantiles(measured, n=100, method="inclusive")[percent - 1]


def p95(measured: Sequence[float]) -> float:
    """What 95 percent of at least two numbers do not exceed."""
    return quantile(measured, 95)
