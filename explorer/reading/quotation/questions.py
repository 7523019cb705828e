"""Detect interviews without labels, whose questions are set in bold type and whose answers are not."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from explorer.reading.quotation.labels import Turn, goes_on_alone, speaks_of_itself
from explorer.reading.text.passages import Passage

_BOLD = re.compile(r"(\*\*|__)(?P<words>[^\n]*[^\s\n])\1")
_QUESTION = re.compile(r"[?？][\"”»]?$")
# One question may be a heading.
_FEW = 2


def questions(text: str, units: Sequence[Passage]) -> Iterator[Turn]:
    """The questions and the answers, if most of the answers are in the first person, as an interview's are."""
    bold = {n: match for n, unit in enumerate(units) if (match := _BOLD.fullmatch(text, unit.start, unit.end))}
    asked = [n for n, found in bold.items() if _QUESTION.search(found["words"])]
    if len(asked) < _FEW:
        return
    begun = [n for n in bold if n >= asked[0]]
    answers = [_answer(text, units, n, stop) for n, stop in zip(begun, [*begun[1:], len(units)], strict=True)]
    own = sum(any(speaks_of_itself(text, units[m]) for m in answer) for answer in answers)
    if 2 * own < len(answers):
        return
    for n, answer in zip(begun, answers, strict=True):
        yield Turn(None, (Passage(*bold[n].span("words")),), (n,))
        if answer:
            yield Turn(None, tuple(units[m] for m in answer), tuple(answer))


def _answer(text: str, units: Sequence[Passage], question: int, stop: int) -> list[int]:
    """The units of an answer. The last one has more than one paragraph only if it goes on in the same voice."""
    found = list(range(question + 1, stop))
    if stop < len(units):
        return found
    last = next((m for m in found[1:] if not goes_on_alone(text, units[m])), stop)
    return [m for m in found if m < last]
