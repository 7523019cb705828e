"""The model that was fitted on annotated news: the words that it knows, and the weights of its features.

`weights.json` is made by `python -m training fit`. It has `words`, the function words and forms that features may name;
`cues`, how often in ten a word was the cue of an attribution; and `stages`, the weights of each decision's features, in
hundredths, by how these begin.
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
# In so many parts of one the weights are added up.
_HUNDRED = 100


class Weights:
    """The weights of a stage's features, by how the features begin, so that no feature is put together to be weighed.

    They are in hundredths, as which they were fitted: so their sums are exact, in whatever order they are added.

    Of `cd=said|3`, `of("cd=")["said|3"]` and `pairs("cd=")["said"]["3"]` are the weight; of a feature such as `d=<3`,
    that has a side, so is `of("d=<")["3"]`.
    """

    def __init__(self, tables: Mapping[str, dict[str, int]]) -> None:
        # The weights of the features that begin so, by how they go on; and by their first part, and that behind it.
        self.of: Callable[[str], Mapping[str, int]] = (of := _Tables(tables)).__getitem__
        self.pairs: Callable[[str], Mapping[str, Mapping[str, int]]] = _TablesOfPairs(of).__getitem__
        # The weight of a whole feature, for those that are put together.
        self.named = {begin + rest: weight for begin, one in tables.items() for rest, weight in one.items()}


class _Tables(dict[str, dict[str, int]]):
    """The weights by how features begin, put in order for a side when they are first asked for."""

    def __missing__(self, begin: str) -> dict[str, int]:
        one, side = self.get(begin[:-1], {}), begin[-1:]
        table = self[begin] = {rest[1:]: weight for rest, weight in one.items() if rest[:1] == side}
        return table


class _Pairs(dict[str, dict[str, int]]):
    """The weights by the first part of features, and by that behind it."""

    def __missing__(self, first: str) -> dict[str, int]:
        return _NONE


class _TablesOfPairs(dict[str, _Pairs]):
    """The weights of pairs by how features begin, put in order when they are first asked for."""

    def __init__(self, of: _Tables) -> None:
        self._of = of

    def __missing__(self, begin: str) -> _Pairs:
        pairs = self[begin] = _Pairs()
        for rest, weight in self._of[begin].items():
            at = 2 if rest.startswith("P||") else rest.index("|")  # the shape of the mark “|” has one
            pairs.setdefault(rest[:at], {})[rest[at + 1 :]] = weight
        return pairs


_NONE: dict[str, int] = {}


class Model(msgspec.Struct, frozen=True, dict=True):
    """Weights in hundredths, by stage and by how a feature begins and goes on, up to its “=” and behind it.

    A stage is a decision, such as where the words begin that a cue tells.
    """

    words: frozenset[str]
    cues: dict[str, int]
    stages: dict[str, dict[str, dict[str, int]]]

    def weights(self, stage: str) -> Weights:
        """The weights of a stage, to be looked up."""
        found = self._weights.get(stage)
        if found is None:
            found = self._weights[stage] = Weights(self.stages[stage])
        return found

    @cached_property
    def forms(self) -> dict[int, Any]:
        """The forms of the words that were read, by the id of a language's glossary: see `words`."""
        return {}

    @cached_property
    def _weights(self) -> dict[str, Weights]:
        return {}

    def score(self, stage: str, features: Iterable[str]) -> int:
        """The sum of the weights of some features, in hundredths."""
        named = self.weights(stage).named
        return sum([named.get(feature, 0) for feature in features])

    def probability(self, stage: str, features: Iterable[str]) -> float:
        """The probability that something holds, by its features."""
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
    """The probability of each candidate by its score: a softmax, so that one of them is right."""
    most = max(scores)
    parts = [exp((score - most) / _HUNDRED) for score in scores]
    whole = sum(parts)
    return [part / whole for part in parts]


def best(probabilities: Sequence[float]) -> int:
    """The index of the most probable candidate."""
    return probabilities.index(max(probabilities))


@cache
def shipped() -> Model:
    """The model that comes with the explorer."""
    return msgspec.json.decode(PATH.read_bytes(), type=Model)
