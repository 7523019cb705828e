"""The model fitted on annotated news: the words that it knows, and the weights of its features.

`python -m training fit` writes `weights.json`. It has `words`, the function words and forms that features may contain;
`cues`, in how many of ten uses a word was the cue of an attribution; and `stages`, the weights of each decision's
features, in hundredths, by their beginnings.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache, cached_property
from math import exp
from pathlib import Path
from typing import Any

import msgspec

PATH = Path(__file__).with_name("weights.json")
# Weights are added up in units of one in this many.
_HUNDRED = 100


class Weights:
    """The weights of a stage's features, by their beginnings, so that no feature is assembled to be weighed.

    They are in hundredths, as they were fitted, so that their sums are exact in any order.

    The weight of `cd=said|3` is `of("cd=")["said|3"]` and `pairs("cd=")["said"]["3"]`; that of a feature with a side,
    such as `d=<3`, is also `of("d=<")["3"]`.
    """

    def __init__(self, tables: Mapping[str, dict[str, int]]) -> None:
        # The weights of the features with a beginning, by the rest; and by their first part, then the rest.
        self.of: Callable[[str], Mapping[str, int]] = (of := _Tables(tables)).__getitem__
        self.pairs: Callable[[str], Mapping[str, Mapping[str, int]]] = _TablesOfPairs(of).__getitem__
        # The weights of whole features, for those that are assembled.
        self.named = {begin + rest: weight for begin, one in tables.items() for rest, weight in one.items()}


class _Tables(dict[str, dict[str, int]]):
    """The weights by the beginnings of features; tables for a side are built on first use."""

    def __missing__(self, begin: str) -> dict[str, int]:
        one, side = self.get(begin[:-1], {}), begin[-1:]
        table = self[begin] = {rest[1:]: weight for rest, weight in one.items() if rest[:1] == side}
        return table


class _Pairs(dict[str, dict[str, int]]):
    """The weights by the first part of features, then by the second."""

    def __missing__(self, first: str) -> dict[str, int]:
        return _NONE


class _TablesOfPairs(dict[str, _Pairs]):
    """The weights of pairs by the beginnings of features, built on first use."""

    def __init__(self, of: _Tables) -> None:
        self._of = of

    def __missing__(self, begin: str) -> _Pairs:
        pairs = self[begin] = _Pairs()
        for rest, weight in self._of[begin].items():
            at = 2 if rest.startswith("P||") else rest.index("|")  # the shape of the mark “|” contains one
            pairs.setdefault(rest[:at], {})[rest[at + 1 :]] = weight
        return pairs


_NONE: dict[str, int] = {}


class Model(msgspec.Struct, frozen=True, dict=True):
    """Weights in hundredths, by stage, then by the beginning of a feature up to its “=”, then by the rest.

    A stage is a decision, such as where the content of a cue begins.
    """

    words: frozenset[str]
    cues: dict[str, int]
    stages: dict[str, dict[str, dict[str, int]]]

    def weights(self, stage: str) -> Weights:
        """The weights of a stage, for lookup."""
        found = self._weights.get(stage)
        if found is None:
            found = self._weights[stage] = Weights(self.stages[stage])
        return found

    @cached_property
    def forms(self) -> dict[int, Any]:
        """The forms of the words read so far, by the id of a language's glossary: see `words`."""
        return {}

    @cached_property
    def _weights(self) -> dict[str, Weights]:
        return {}

    def score(self, stage: str, features: Iterable[str]) -> int:
        """The sum of the weights of features, in hundredths."""
        named = self.weights(stage).named
        return sum([named.get(feature, 0) for feature in features])

    def probability(self, stage: str, features: Iterable[str]) -> float:
        """The probability of a decision, given its features."""
        return probability(self.score(stage, features))


def steps(name: str, value: float, bounds: tuple[float, ...]) -> Sequence[str]:
    """A number as features: one for each bound that it reaches."""
    return _named(name, bounds)[: bisect_right(bounds, value)]


@cache
def _named(name: str, bounds: tuple[float, ...]) -> Sequence[str]:
    return [f"{name}>{bound}" for bound in bounds]


def probability(score: int) -> float:
    """The probability for a sum of weights: a logistic function."""
    return 1 / (1 + exp(-max(-30.0, min(30.0, score / _HUNDRED))))


def probabilities(scores: Sequence[int]) -> list[float]:
    """The probability of each candidate, given their scores: a softmax, since exactly one is right."""
    most = max(scores)
    parts = [exp((score - most) / _HUNDRED) for score in scores]
    whole = sum(parts)
    return [part / whole for part in parts]


def best(probabilities: Sequence[float]) -> int:
    """The index of the most probable candidate."""
    return probabilities.index(max(probabilities))


@cache
def shipped() -> Model:
    """The model shipped with the explorer."""
    return msgspec.json.decode(PATH.read_bytes(), type=Model)
