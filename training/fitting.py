"""Fits the weights of each stage: a softmax over its candidates, with ridge regularisation."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Any

import numpy as np
import scipy
from numpy.typing import NDArray

from explorer.reading.model import Model, probabilities
from training import antecedents, drafts, examples
from training.examples import Example
from training.polnear import Document

# The minimum number of uses of a feature, the strength of the regularisation, and the minimum weight to keep, in
# hundredths.
_TIMES, _RIDGE, _LEAST = 8, 1.5, 4
_STEPS = 80
# The number of folds of publishers.
_FOLDS = 3
# How many times to fit the weights of antecedents: each antecedent affects the next pronoun.
_ROUNDS = 3
# The regularisation of these: it gave the highest likelihood in five-fold cross-validation on some hundreds of them.
_FEW_RIDGE = 0.5


def fit(documents: Sequence[Document]) -> Model:
    """The model fitted on some articles. The same articles give the same model."""
    read = list(examples.sentences(documents))
    words, cues = examples.vocabulary(read)
    found = examples.of(read, Model(words, cues, {}))
    return Model(words, cues, {stage: _weights(found[stage]) for stage in examples.STAGES})


def fit_all(documents: Sequence[Document]) -> Model:
    """The model fitted on some articles, with the stages that resolve pronouns and judge drafts.

    The judging stages are fitted on drafts of articles from publishers that the attribution stages were not fitted on.
    """
    fitted = fit(documents)
    of_pronouns: dict[str, dict[str, int]] = {}
    for _ in range(_ROUNDS):
        of_pronouns = _weights(antecedents.of(documents, _with(fitted, {antecedents.STAGE: of_pronouns})), _FEW_RIDGE)
    fitted = _with(fitted, {antecedents.STAGE: of_pronouns})
    publishers = sorted({each.publisher for each in documents})
    found: dict[str, list[Example]] = {stage: [] for stage in drafts.STAGES}
    for n in range(_FOLDS):
        apart = set(publishers[n::_FOLDS])
        others = fit([each for each in documents if each.publisher not in apart])
        judged = [each for each in documents if each.publisher in apart]
        for stage, of_stage in drafts.of(judged, _with(others, {antecedents.STAGE: of_pronouns})).items():
            found[stage] += of_stage
    return _with(fitted, {stage: _weights(found[stage]) for stage in drafts.STAGES})


def _with(model: Model, stages: dict[str, dict[str, dict[str, int]]]) -> Model:
    return Model(model.words, model.cues, {**model.stages, **stages})


def _weights(found: Sequence[Example], ridge: float = _RIDGE) -> dict[str, dict[str, int]]:
    counts = Counter(feature for candidates, _ in found for each in candidates for feature in each)
    kept = sorted(feature for feature, count in counts.items() if count >= _TIMES)
    if not kept:
        return {}
    weights = _fitted(found, {feature: n for n, feature in enumerate(kept)}, ridge)
    tables: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for feature, weight in zip(kept, weights, strict=True):
        begin, rest = _parted(feature)
        if abs(hundredths := round(100 * float(weight))) >= _LEAST:
            tables[begin][rest] = hundredths
    return tables


def _parted(feature: str) -> tuple[str, str]:
    """The beginning of a feature, up to its “=”, and the rest."""
    at = feature.find("=") + 1
    return feature[:at], feature[at:]


def _fitted(found: Sequence[Example], index: dict[str, int], ridge: float) -> NDArray[np.float64]:
    """The weights that make the right answers most probable."""
    columns: list[int] = []
    rows, first, right = [0], [0], []
    for candidates, answer in found:
        right.append(first[-1] + answer)
        for each in candidates:
            columns += [index[feature] for feature in each if feature in index]
            rows.append(len(columns))
        first.append(first[-1] + len(candidates))
    shape = (len(rows) - 1, len(index))
    has: Any = scipy.sparse.csr_matrix(
        (np.ones(len(columns)), np.array(columns, dtype=np.int32), np.array(rows)), shape=shape
    )
    turned: Any = has.T.tocsr()
    starts, answers = np.array(first[:-1]), np.array(right)
    owner = np.repeat(np.arange(len(starts)), np.diff(first))

    def loss(weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        scores: NDArray[np.float64] = has @ weights
        scores -= np.maximum.reduceat(scores, starts)[owner]
        parts = np.exp(scores)
        sums = np.add.reduceat(parts, starts)
        value = float(np.log(sums).sum() - scores[answers].sum() + ridge * (weights @ weights) / 2)
        parts /= sums[owner]
        parts[answers] -= 1
        return value, turned @ parts + ridge * weights

    zeros, options = np.zeros(len(index)), {"maxiter": _STEPS}
    solved = scipy.optimize.minimize(loss, zeros, jac=True, method="L-BFGS-B", options=options)
    return np.asarray(solved.x)


def written(model: Model) -> str:
    """A model as the text of its file: one line for all features with one beginning, in order."""
    told = {"words": sorted(model.words), "cues": model.cues, "stages": model.stages}
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")).replace('},"', '},\n"') + "\n"


def accuracies(model: Model, documents: Sequence[Document]) -> dict[str, tuple[int, float, float]]:
    """The number of decisions of each stage, the share that is right, and the share expected to be."""
    decisions = {**examples.of(list(examples.sentences(documents)), model), **drafts.of(documents, model)}
    decisions[antecedents.STAGE] = antecedents.of(documents, model)
    told: dict[str, tuple[int, float, float]] = {}
    for stage, of_stage in decisions.items():
        found = [probabilities([model.score(stage, each) for each in candidates]) for candidates, _ in of_stage]
        right = [max(each) == each[answer] for each, (_, answer) in zip(found, of_stage, strict=True)]
        expected, count = sum(max(each) for each in found), max(1, len(of_stage))
        told[stage] = len(of_stage), sum(right) / count, expected / count
    return told
