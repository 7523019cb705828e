"""Whether the segments of a quote, which stand in several quoted spans, are one person's speech."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from itertools import pairwise

import msgspec

from explorer.checking.saying.context import QuoteContext
from explorer.checking.saying.said import How, Said
from explorer.display import shortened
from explorer.reading.quotation.spans import without
from explorer.reading.saying.beside import Beside, beside
from explorer.reading.saying.clauses import ReportingClause
from explorer.reading.speech import MARKS
from explorer.reading.text.passages import Passage

_LETTER = re.compile(r"[^\W_]")
_WORD = re.compile(r"\w+")

# What words of saying tell of the speaker of a quote.
Judge = Callable[[ReportingClause], Said]


class _Run(msgspec.Struct, frozen=True):
    """Segments in one span of speech, from the first to the last; `first` is the number of the first."""

    first: int
    at: Passage
    span: Passage
    near: Beside | None = None


def joined(asked: QuoteContext, said: Said, judge: Judge, furniture: Collection[str]) -> Said:
    """The same answer, unless the segments of a quote are the speech of two, or nothing joins them to one speech.

    A quote in a single span is one speech, whatever stands around it. `furniture` are the lines that are no body text.
    """
    runs = list(_runs(asked))
    if len(runs) == 1:
        return said
    answers = [judge(run.near.saying) if run.near else None for run in runs]
    for run, answer in zip(runs, answers, strict=True):
        if answer and answer.code == "speaker-mismatch" and run.near and run.near.is_sure:
            return msgspec.structs.replace(answer, path=_path(asked, run))
    settled = said.settled and all(answer is None or answer.settled for answer in answers)
    for (one, other), answer in zip(pairwise(runs), answers[1:], strict=True):
        code, message = _parting(asked, one, other, answer, judge, furniture)
        if code:
            return msgspec.structs.replace(said, code=code, message=message, path=_path(asked, other), settled=False)
    return said if said.settled == settled else msgspec.structs.replace(said, settled=settled)


def _parting(
    asked: QuoteContext, one: _Run, other: _Run, answer: Said | None, judge: Judge, furniture: Collection[str]
) -> tuple[str, str]:
    """The code and the message of what parts two runs that follow each other; empty when they are one speech."""
    number = other.first
    speaker = _speaker_between(asked, one, other, judge)
    if speaker:
        words = shortened(asked.text.text[speaker.start : speaker.end])
        return "words-spliced", f"text: between segments {number} and {number + 1} somebody else speaks: {words}"
    if _is_gone_on_with(asked, one, other, answer, furniture):
        return "", ""
    there, here = (asked.text.paragraph_at(at) for at in (one.at.end - 1, other.at.start))
    message = f"text: segments {number} and {number + 1} stand in paragraphs {there} and {here}, and nothing there "
    return "segments-apart", message + "says that they were said in one go; are they two quotes?"


def _runs(asked: QuoteContext) -> Iterator[_Run]:
    """The segments, those in one span together."""
    run: _Run | None = None
    for n, passage in enumerate(asked.placed):
        if run and passage.end <= run.span.end:
            run = msgspec.structs.replace(run, at=Passage(run.at.start, passage.end))
            continue
        if run:
            yield run
        spans = asked.speech.between(passage)
        span = next((each for each in spans if each.start <= passage.start and passage.end <= each.end), passage)
        run = _Run(n, passage, span, beside(asked.speech, [passage], asked.wording))
    if run:
        yield run


def _speaker_between(asked: QuoteContext, one: _Run, other: _Run, judge: Judge) -> Passage | None:
    """Where somebody else is said to speak, or has a label, between two runs or before the second."""
    for span in asked.speech.between(Passage(one.span.end, other.at.end)):
        if span.start < one.span.end:
            continue
        near = beside(asked.speech, [span], asked.wording)
        answer = judge(near.saying) if near else None
        if answer and answer.how is not How.UNNAMED:
            continue
        label = asked.speech.labels.get(span.start)
        if label and _is_another(asked, one, label):
            return label
        if near and near.is_sure and answer and answer.code == "speaker-mismatch":
            return answer.mention
    return None


def _is_another(asked: QuoteContext, run: _Run, label: Passage) -> bool:
    """Whether a label has no word of the one that a run has."""
    own = asked.speech.labels.get(run.span.start)
    if own is None:
        return False
    words, others = (set(_WORD.findall(asked.text.text[at.start : at.end].casefold())) for at in (own, label))
    return words.isdisjoint(others)


def _is_gone_on_with(
    asked: QuoteContext, one: _Run, other: _Run, answer: Said | None, furniture: Collection[str]
) -> bool:
    """Whether a run stands in the paragraph of the one before, or its paragraph goes on with the speech of that."""
    text = asked.text
    there, here = text.paragraph_at(one.at.end - 1), text.paragraph_at(other.at.start)
    if there == here:
        return True
    for paragraph in text.paragraphs[there : here - 1]:
        if text.text[paragraph.start : paragraph.end].strip() not in furniture and _is_told(asked, paragraph):
            return False
    # Words of saying in a language that is not known go unseen.
    if not asked.wording or (answer and answer.how is not How.UNNAMED):
        return True
    start = text.paragraphs[here - 1].start
    begins = not text.text[start : other.span.start].strip(MARKS + " \t>") or other.span.start <= start
    return begins and answer is None and other.span.start not in asked.speech.turns


def _is_told(asked: QuoteContext, paragraph: Passage) -> bool:
    """Whether a paragraph has words of the article's own."""
    parts = without(paragraph, asked.speech.between(paragraph))
    return any(_LETTER.search(asked.text.text, part.start, part.end) for part in parts)


def _path(asked: QuoteContext, run: _Run) -> str:
    """The path of a run's first segment; of all segments when some are not found."""
    return f"text[{run.first}]" if len(asked.placed) == len(asked.quote.segments) else "text"
