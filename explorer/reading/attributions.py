"""Find the attributions of a sentence: each cue with its source and its contents."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import msgspec

from explorer.reading import features
from explorer.reading.features import Span
from explorer.reading.model import Model, Weights, best, probabilities, probability
from explorer.reading.words import Words, word_set

# The maximum number of marks between a mention and its apposition.
_COMMA = 1
# What begins an aside, and separates it from its sentence.
_RELATIVES, _MARKS = word_set("who which whose"), frozenset((",", "–", "—", "--"))
# The minimum probability of a cue, and of a content.
_LEAST_CUE, _LEAST_TOLD = 0.15, 0.1


class Content(msgspec.Struct, frozen=True):
    """A content of an attribution. `p` is the probability that there is one, `exact` that it has these bounds."""

    span: Span
    p: float
    exact: float


class Attribution(msgspec.Struct, frozen=True):
    """An attribution: the index of its cue and the probability of that, its source and its contents.

    `source` is None if the sentence probably names none; `source_p` is the probability of this value. `is_reported`:
    the “cue” is the mood of reported speech rather than a reporting verb, and the previous speaker goes on.
    """

    cue: int
    p: float
    source: Span | None
    source_p: float
    contents: tuple[Content, ...]
    is_reported: bool = False

    @property
    def p_with_source(self) -> float:
        """The probability that the word is a cue with this source."""
        return self.p * self.source_p

    def tells(self, at: int) -> bool:
        """Whether the token at an index is in a content."""
        return any(begin <= at < end for begin, end in (content.span for content in self.contents))


def attributions(s: Words, model: Model) -> Iterator[Attribution]:
    """The attributions of a sentence, in order. Quoted words are one token, and may be part of a content."""
    mentions: list[Span] | None = None
    for cue, p in cues(s, model):
        mentions = features.mentions(s) if mentions is None else mentions
        source, source_p = _source(s, cue, mentions, model)
        told = (*_fronted(s, cue, p, model), *_behind(s, cue, p, model))
        begin, end = source or (-1, -1)
        contents = tuple(content for content in told if not content.span[0] <= begin < end <= content.span[1])
        yield Attribution(cue, p, source, source_p, contents)


def cues(s: Words, model: Model) -> Sequence[tuple[int, float]]:
    """The indices of possible cues in a sentence, each with its probability, found once.

    This is cheaper than finding the attributions.
    """
    if s.probable_cues is None:
        scores = map(probability, features.of_cues(s, s.cues, model.weights("cue"))) if s.cues else ()
        s.probable_cues = [each for each in zip(s.cues, scores, strict=False) if each[1] >= _LEAST_CUE]
    return s.probable_cues


def _source(s: Words, cue: int, mentions: Sequence[Span], model: Model) -> tuple[Span | None, float]:
    candidates = [each for each in mentions if not each[0] <= cue < each[1]]
    found = probabilities(list(features.of_sources(s, cue, candidates, model.weights("source"))))
    at = best(found)
    if at == len(candidates):
        return None, found[at]
    begin, _ = candidates[at]
    if at and s.words[begin] == "who" and begin - candidates[at - 1][1] <= _COMMA:
        at -= 1  # “*Ana Ruiz*, who runs the lab”
    elif at and s.words[begin - 1] == "(" and s.words[candidates[at][1]] == ")" and candidates[at - 1][1] == begin - 1:
        at -= 1  # “*Ana Ruiz* (PSD)”
    at = _before_aside(s, cue, candidates, at)
    return candidates[at], found[at]


def _before_aside(s: Words, cue: int, candidates: Sequence[Span], at: int) -> int:
    """The candidate before an aside that ends before a cue: “*Ana Ruiz*, who taught Tom Hale, said”."""
    begin, end = candidates[at][1], cue - 1
    is_closed = begin <= end and s.words[end] in _MARKS and _MARKS.isdisjoint(s.words[begin:end])
    if not is_closed or s.words[cue].endswith("ing"):
        return at
    for n in range(at - 1, -1, -1):
        end = candidates[n][1]
        is_by = s.words[end + 2 : end + 3] == ["by"]  # “*A study*, led by Ana Ruiz, says”
        if s.words[end] in _MARKS and (s.words[end + 1] in _RELATIVES or is_by):
            return n
    return at


def _behind(s: Words, cue: int, p: float, model: Model) -> Iterator[Content]:
    """The contents after a cue."""
    begins = features.begins(s, cue)
    if not begins:
        return
    weights = model.weights("begin")
    places = [*_scored(s, "begin", begins, features.at_begins, weights), 0]
    of_cue = features.of_begins(s, cue, begins, weights)
    found = probabilities([known + score for known, score in zip(places, of_cue, strict=True)])
    told = p * (1 - found[-1])
    if told < _LEAST_TOLD:
        return
    at = best(found[:-1])
    ends, weights = features.ends(s, begins[at]), model.weights("end")
    places = _scored(s, "end", ends, features.at_ends, weights)
    of_begin = features.of_ends(s, cue, begins[at], ends, weights)
    exact = probabilities([known + score for known, score in zip(places, of_begin, strict=True)])
    end = best(exact)
    yield Content((begins[at], ends[end]), told, p * found[at] * exact[end])


def _scored(
    s: Words,
    stage: str,
    places: Sequence[int],
    at_places: Callable[[Words, Sequence[int], Weights], Iterator[int]],
    weights: Weights,
) -> list[int]:
    """The scores of positions without the part that depends on the cue, computed once for a sentence."""
    known = s.scored[stage]
    new = [at for at in places if at not in known]
    known.update(zip(new, at_places(s, new, weights), strict=True))
    return [known[at] for at in places]


def _fronted(s: Words, cue: int, p: float, model: Model) -> Iterator[Content]:
    """The contents before a cue."""
    ends = features.fronted_ends(s, cue)
    if not ends:
        return
    found = probabilities(list(features.of_fronted_ends(s, cue, ends, model.weights("fronted end"))))
    told = p * (1 - found[-1])
    if told < _LEAST_TOLD:
        return
    at = best(found[:-1])
    begins = features.fronted_begins(s, ends[at])
    if not begins:
        return
    of_end = features.of_fronted_begins(s, ends[at], begins, model.weights("fronted begin"))
    exact = probabilities(list(of_end))
    begin = best(exact)
    yield Content((begins[begin], ends[at]), told, p * found[at] * exact[begin])
