"""What annotated news taught: the words that the reading knows, and the weights of its features.

`weights.json` is made by `python -m training fit`. It has `words`, the function words and forms that features may name;
`cues`, how often in ten a word was the cue of an attribution; and `stages`, the weights of each decision's features.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import repeat
from math import exp
from pathlib import Path

import msgspec

PATH = Path(__file__).with_name("weights.json")


class Model(msgspec.Struct, frozen=True):
    """Weights by stage and feature. A stage is a decision, such as where the words begin that a cue tells."""

    words: frozenset[str]
    cues: dict[str, int]
    stages: dict[str, dict[str, float]]

    def score(self, stage: str, features: Iterable[str]) -> float:
        """The weights of some features together."""
        weight = self.stages[stage].get
        return sum([weight(feature, 0.0) for feature in features])

    def probabilities(
        self, stage: str, candidates: Iterable[Iterable[str]], scored: Iterable[float] = repeat(0.0)
    ) -> list[float]:
        """How probable each of some candidates is, given by its features: a softmax over them, so that one is right.

        `scored` has what is known already of the score of each.
        """
        weight = self.stages[stage].get
        scores = [
            known + sum([weight(feature, 0.0) for feature in features])
            for features, known in zip(candidates, scored, strict=False)
        ]
        most = max(scores)
        parts = [exp(score - most) for score in scores]
        whole = sum(parts)
        return [part / whole for part in parts]

    def probability(self, stage: str, features: Iterable[str]) -> float:
        """How probable it is that something holds, by its features: a logistic function of their weights."""
        return 1 / (1 + exp(-max(-30.0, min(30.0, self.score(stage, features)))))


def best(probabilities: Sequence[float]) -> int:
    """The index of the most probable candidate."""
    return max(range(len(probabilities)), key=probabilities.__getitem__)


@cache
def shipped() -> Model:
    """The model that the explorer ships."""
    return msgspec.convert(json.loads(PATH.read_bytes()), Model)
