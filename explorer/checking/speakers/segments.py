"""Check whether the segments of a quote in several quoted spans are one person's speech."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from itertools import pairwise

import msgspec

from explorer.checking.speakers.context import QuoteContext
from explorer.checking.speakers.speaker_finding import MentionType, SpeakerFinding
from explorer.reading.nearby_clauses import NearbyClause, clause_near
from explorer.reading.quotation.spans import without
from explorer.reading.reporting.clauses import ReportingClause
from explorer.reading.speech import MARKS
from explorer.reading.text.passages import Passage, holds

_LETTER = re.compile(r"[^\W_]")
_WORD = re.compile(r"\w+")

# Makes the finding on the speaker of a quote by a reporting clause.
Judge = Callable[[ReportingClause], SpeakerFinding]


class _Run(msgspec.Struct, frozen=True):
    """Consecutive segments in one span; `first` is the number of the first."""

    first: int
    at: Passage
    span: Passage
    near: NearbyClause | None = None


def with_segments_checked(
    context: QuoteContext, finding: SpeakerFinding, judge: Judge, furniture: Collection[str]
) -> SpeakerFinding:
    """The finding, unless the segments of a quote are by two speakers, or nothing joins them into one speech.

    A quote in a single span is one speech, whatever is around it. `furniture` are the lines that are not body text.
    """
    runs = list(_runs(context))
    if len(runs) == 1:
        return finding
    answers = [judge(run.near.clause) if run.near else None for run in runs]
    for run, answer in zip(runs, answers, strict=True):
        if answer and answer.code == "speaker-mismatch" and run.near and run.near.is_sure:
            return msgspec.structs.replace(answer, path=_path(context, run))
    settled = finding.settled and all(answer is None or answer.settled for answer in answers)
    for (one, other), answer in zip(pairwise(runs), answers[1:], strict=True):
        code, message = _parting(context, one, other, answer, judge, furniture)
        if code:
            return msgspec.structs.replace(
                finding, code=code, message=message, path=_path(context, other), settled=False
            )
    return finding if finding.settled == settled else msgspec.structs.replace(finding, settled=settled)


def _parting(
    context: QuoteContext,
    one: _Run,
    other: _Run,
    answer: SpeakerFinding | None,
    judge: Judge,
    furniture: Collection[str],
) -> tuple[str, str]:
    """The code and the message for what separates two consecutive runs; empty if they are one speech."""
    number = other.first
    speaker = _speaker_between(context, one, other, judge)
    if speaker:
        message = f"text: between segments {number} and {number + 1} somebody else speaks: {context.shown(speaker)}"
        return "words-spliced", message
    if _continues(context, one, other, answer, furniture):
        return "", ""
    there, here = (context.text.paragraph_at(at) for at in (one.at.end - 1, other.at.start))
    message = f"text: segments {number} and {number + 1} stand in paragraphs {there} and {here}, and nothing there "
    return "segments-apart", message + "says that they were said in one go; are they two quotes?"


def _runs(context: QuoteContext) -> Iterator[_Run]:
    """The segments, grouped by span."""
    run: _Run | None = None
    for n, passage in enumerate(context.placed):
        if run and passage.end <= run.span.end:
            run = msgspec.structs.replace(run, at=Passage(run.at.start, passage.end))
            continue
        if run:
            yield run
        spans = context.speech.between(passage)
        span = next((each for each in spans if holds(each, passage)), passage)
        run = _Run(n, passage, span, clause_near(context.reading, [passage]))
    if run:
        yield run


def _speaker_between(context: QuoteContext, one: _Run, other: _Run, judge: Judge) -> Passage | None:
    """The place of another speaker or label between two runs or before the second."""
    for span in context.speech.between(Passage(one.span.end, other.at.end)):
        if span.start < one.span.end:
            continue
        near = clause_near(context.reading, [span])
        answer = judge(near.clause) if near else None
        if answer and answer.how is not MentionType.UNNAMED:
            continue
        label = context.speech.labels.get(span.start)
        if label and _is_another(context, one, label):
            return label
        if near and near.is_sure and answer and answer.code == "speaker-mismatch":
            return answer.mention
    return None


def _is_another(context: QuoteContext, run: _Run, label: Passage) -> bool:
    """Whether a label shares no word with that of a run."""
    own = context.speech.labels.get(run.span.start)
    if own is None:
        return False
    words, others = (set(_WORD.findall(context.text.text[at.start : at.end].casefold())) for at in (own, label))
    return words.isdisjoint(others)


def _continues(
    context: QuoteContext, one: _Run, other: _Run, answer: SpeakerFinding | None, furniture: Collection[str]
) -> bool:
    """Whether a run is in the paragraph of the one before, or its paragraph continues that one's speech."""
    text = context.text
    there, here = text.paragraph_at(one.at.end - 1), text.paragraph_at(other.at.start)
    if there == here:
        return True
    for paragraph in text.paragraphs[there : here - 1]:
        if text.text[paragraph.start : paragraph.end].strip() not in furniture and _is_told(context, paragraph):
            return False
    # Reporting verbs are not recognised in an unknown language.
    if not context.wording or (answer and answer.how is not MentionType.UNNAMED):
        return True
    start = text.paragraphs[here - 1].start
    begins = not text.text[start : other.span.start].strip(MARKS + " \t>") or other.span.start <= start
    return begins and answer is None and other.span.start not in context.speech.turns


def _is_told(context: QuoteContext, paragraph: Passage) -> bool:
    """Whether a paragraph has words of the article's own."""
    parts = without(paragraph, context.speech.between(paragraph))
    return any(_LETTER.search(context.text.text, part.start, part.end) for part in parts)


def _path(context: QuoteContext, run: _Run) -> str:
    """The path of a run's first segment; of all segments if some were not found."""
    return f"text[{run.first}]" if len(context.placed) == len(context.quote.segments) else "text"
