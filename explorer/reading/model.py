"""The model that was fitted on annotated news: the words that it knows, and the weights of its features.

`weights.json` is made by `python -m training fit`. It has `words`, the function words and forms that features may name;
`cues`, how often in ten a word was the cue of an attribution; and `stages`, the weights of each decision's features.
"""

from __future__ import annotations

import json
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

    def __init__(self, weights: Mapping[str, float]) -> None:
        of, pairs = _Tables(), _TablesOfPairs()
        # The weights of the features that begin so, by how they go on; and by their first part, and that behind it.
        self.of: Callable[[str], Mapping[str, int]] = of.__getitem__
        self.pairs: Callable[[str], Mapping[str, Mapping[str, int]]] = pairs.__getitem__
        for feature, value in weights.items():
            weight = round(value * _HUNDRED)
            begin = feature[: feature.find("=") + 1]
            rest = feature[len(begin) :]
            table = of.get(begin)
            if table is None:
                table, pairs[begin] = of.setdefault(begin, {}), _Tables()
            table[rest] = weight
            if rest[:1] in _SIDES:
                of.setdefault(begin + rest[0], {})[rest[1:]] = weight
            at = 2 if rest.startswith("P||") else rest.find("|")  # the shape of the mark “|” has one
            if at >= 0:
                pairs[begin].setdefault(rest[:at], {})[rest[at + 1 :]] = weight


class _Tables(dict[str, dict[str, int]]):
    def __missing__(self, begin: str) -> dict[str, int]:
        return _NONE


class _TablesOfPairs(dict[str, _Tables]):
    def __missing__(self, begin: str) -> _Tables:
        return _NO_PAIRS


_NONE: dict[str, int] = {}
_NO_PAIRS = _Tables()
# What stands first in a feature of a mention on one side of a cue.
_SIDES = ("<", ">")


class Model(msgspec.Struct, frozen=True, dict=True):
    """Weights by stage and feature. A stage is a decision, such as where the words begin that a cue tells."""

    words: frozenset[str]
    cues: dict[str, int]
    stages: dict[str, dict[str, float]]

    def weights(self, stage: str) -> Weights:
        """The weights of a stage, to be looked up; put in order when they are first asked for."""
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
        weight = self.stages[stage].get
        return round(_HUNDRED * sum([weight(feature, 0.0) for feature in features]))

    def probability(self, stage: str, features: Iterable[str]) -> float:
        """The probability that something holds, by its features."""
        return probability(self.score(stage, features))


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
    return msgspec.convert(json.loads(PATH.read_bytes()), Model)
