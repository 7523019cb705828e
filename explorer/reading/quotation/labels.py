"""Detect conversations by speakers' labels: interviews, transcripts, scripts. The words after a label need no marks.

Some interviews have no labels, but their questions are in bold type.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import pairwise

from explorer.reading.quotation.label_names import LETTERS, Label, any_of, begins_with_label, label_of
from explorer.reading.quotation.spans import QuotedSpan
from explorer.reading.text.passages import Passage

_SENTENCE = re.compile(r"(?:[.?!…。？！]|[—–-]{1,2})[)\]”»\"'’*_]*$")
_QUESTION = re.compile(r"(?:[?？؟;]|か。)[)\]”»\"'’*_]*$")
# Stage directions, a heading, a rule.
_ASIDES = re.compile(r"[(\[*_].*[)\]*_]|#.*|[-*_=~\s]+", re.DOTALL)
_EDITED = re.compile(rf"\b(?:{any_of('edited')})\b", re.IGNORECASE)
# The maximum distance, in units, between two turns of a conversation.
_NEAR = 3


# A turn of a conversation and its unit numbers, from the label to the last words, including directions between them.
Turn = tuple[QuotedSpan, Sequence[int]]


def turns(text: str, units: Sequence[Passage]) -> Iterator[Turn]:
    """The turns of a text that is a conversation, at least in part."""
    labels = {n: label for n, unit in enumerate(units) if (label := label_of(text, unit.start, unit.end)) is not None}
    spoken = dict(_spoken(text, labels)) if labels else labels
    for n, label in spoken.items():
        following = list(_following(text, n, spoken, units))
        parts = [label.body] if label.body.start < label.body.end else []
        parts += [units[m] for m in following]
        if parts:
            yield _turn(label.place, parts), range(n, max([n, *following]) + 1)


def _turn(label: Passage | None, parts: Sequence[Passage]) -> QuotedSpan:
    return QuotedSpan((parts[0].start,), parts[-1].end, kind="label", parts=tuple(parts), label=label)


def goes_on_alone(text: str, unit: Passage) -> bool:
    """Whether a paragraph after the last label is still part of the turn: it says “I”, and nothing of the interview."""
    return speaks_of_itself(text, unit) and not _EDITED.search(text, unit.start, unit.end)


def speaks_of_itself(text: str, unit: Passage) -> bool:
    """Whether words are in the first person: “I” or “we”."""
    return _says(text, unit, "I", "we")


def _spoken(text: str, labels: Mapping[int, Label]) -> Iterator[tuple[int, Label]]:
    """The labels of a conversation, or a single one whose name appears elsewhere in the text."""
    letters = {label.name for label in labels.values() if label.is_letter}
    asked = any(LETTERS.get(letter) in letters or len(letter) > 1 for letter in letters)
    counts = Counter(label.name for label in labels.values() if asked or not label.is_letter)
    spoken = {
        n: label
        for n, label in labels.items()
        if counts[label.name] > 1 or (counts[label.name] and _is_said(text, label))
    }
    converse = asked or _is_conversation(text, spoken, recurs=any(count > 1 for count in counts.values()))
    for n, label in spoken.items():
        if converse or (n > 0 and _is_known(text, label)):
            yield n, label


def _is_conversation(text: str, spoken: Mapping[int, Label], *, recurs: bool) -> bool:
    """Whether labels are those of a conversation, not a list: people ask questions, or speak of themselves."""
    if len(spoken) < 2 or not (recurs or any(after - before <= _NEAR for before, after in pairwise(spoken))):
        return False
    bodies = [label.body for label in spoken.values()]
    if any(_QUESTION.search(text, body.start, body.end) for body in bodies):
        return True
    if recurs:
        return any(_says(text, body, "I", "we", "you") for body in bodies)
    return 2 * sum(_says(text, body, "I") for body in bodies) >= len(bodies)


def _is_said(text: str, label: Label) -> bool:
    """Whether a sentence follows a label, or nothing, so that the speech is below it."""
    words = text[label.body.start : label.body.end]
    return not words or bool(_SENTENCE.search(words))


def _is_known(text: str, label: Label) -> bool:
    name = text[label.place.start : label.place.end]
    if label.is_letter or not name.isupper() or not _is_said(text, label):
        return False
    last = re.compile(rf"\b{re.escape(name.split()[-1].title())}\b")
    return bool(last.search(text, 0, label.place.start) or last.search(text, label.body.end))


def _following(text: str, n: int, spoken: Mapping[int, Label], units: Sequence[Passage]) -> Iterator[int]:
    """The units in which the turn of a labelled unit continues: up to the next label, without stage directions."""
    stop = next((m for m in spoken if m > n), None)
    for m in range(n + 1, stop if stop is not None else len(units)):
        words = text[units[m].start : units[m].end]
        if stop is None and not goes_on_alone(text, units[m]):
            break
        is_other = begins_with_label(text, units[m].start, units[m].end) or _ASIDES.fullmatch(words) or words.isupper()
        if not is_other and _SENTENCE.search(words):
            yield m


def _says(text: str, passage: Passage, *persons: str) -> bool:
    return any(_pattern(person).search(text, passage.start, passage.end) for person in persons)


@cache
def _pattern(person: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{any_of(person)})(?!\w){_MORE.get(person, '')}")


# Other forms of the same pronouns: elided, or in scripts without spaces between words.
_MORE = {"I": "|(?<!\\w)[jJ][’']|[我私]", "we": "|我们|我們", "you": "|[您你吗呢]"}


_BOLD = re.compile(r"(\*\*|__)(?P<words>[^\n]*[^\s\n])\1")
_ASKS = re.compile(r"[?？][\"”»]?$")
# The minimum number of questions: a single one may be a heading.
_FEW = 2


def questions(text: str, units: Sequence[Passage]) -> Iterator[Turn]:
    """The questions and answers, if most of the answers are in the first person, as in an interview."""
    bold = {n: match for n, unit in enumerate(units) if (match := _BOLD.fullmatch(text, unit.start, unit.end))}
    asked = [n for n, found in bold.items() if _ASKS.search(found["words"])]
    if len(asked) < _FEW:
        return
    begun = [n for n in bold if n >= asked[0]]
    answers = [_answer(text, units, n, stop) for n, stop in zip(begun, [*begun[1:], len(units)], strict=True)]
    own = sum(any(speaks_of_itself(text, units[m]) for m in answer) for answer in answers)
    if 2 * own < len(answers):
        return
    for n, answer in zip(begun, answers, strict=True):
        yield _turn(None, [Passage(*bold[n].span("words"))]), (n,)
        if answer:
            yield _turn(None, [units[m] for m in answer]), answer


def _answer(text: str, units: Sequence[Passage], question: int, stop: int) -> list[int]:
    """The units of an answer. The last answer has further paragraphs only if they are in the same voice."""
    found = list(range(question + 1, stop))
    if stop < len(units):
        return found
    last = next((m for m in found[1:] if not goes_on_alone(text, units[m])), stop)
    return [m for m in found if m < last]
