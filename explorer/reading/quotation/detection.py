"""Detect the quoted spans of a text, in any style of quotation."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import groupby, pairwise
from weakref import WeakKeyDictionary

import msgspec

from explorer.model.records import Article
from explorer.reading.quotation.asides import with_incises
from explorer.reading.quotation.block_quotes import block_quotes
from explorer.reading.quotation.dialogue import dialogue, with_dialogue_apart
from explorer.reading.quotation.label_names import begins_with_label
from explorer.reading.quotation.labels import questions, turns
from explorer.reading.quotation.marks import Marks
from explorer.reading.quotation.paired import paired_spans
from explorer.reading.quotation.spans import QuotedSpan, trimmed, without
from explorer.reading.text.passages import Passage, ReplacedText, SourceText, composed, fold_typography

# The speech of each text, with those fields of its article's record that it depends on.
_read: WeakKeyDictionary[SourceText, tuple[tuple[Sequence[str], Sequence[str]], list[QuotedSpan]]] = WeakKeyDictionary()
# The first characters of lines with a label, a dash or the sign of a block.
_BEGINS = frozenset("QAFPRDВОSVKBC>—–―‒-*_")


def quoted_spans(text: SourceText, stated: Sequence[str] = (), apart: Sequence[Passage] = ()) -> list[QuotedSpan]:
    """Detect the quoted spans of a text, in order. None lies within another one.

    `stated` has the pairs of marks that it uses, and the dashes that open speech; without them these are recognised.
    `apart` has passages outside the text proper, such as furniture: speech may continue after them.
    """
    as_composed = composed(text.text)
    if as_composed is None:
        return _spans(text, stated, apart)
    there = [Passage(as_composed.place_of(passage.start), as_composed.place_of(passage.end)) for passage in apart]
    return [_moved(span, as_composed) for span in _spans(SourceText(as_composed.text), stated, there)]


def _spans(text: SourceText, stated: Sequence[str], apart: Sequence[Passage]) -> list[QuotedSpan]:
    marks = Marks(text.text, stated)
    units = with_dialogue_apart(text.text, list(units_of(text, sorted(apart))))
    if not _may_set_out(text.text, units):
        return list(with_incises(text.text, paired_spans(text.text, units, marks)))
    set_out = _SetOffSpeech(text, units, marks, stated)
    in_marks = (span for run in set_out.between for span in paired_spans(text.text, run, marks))
    return sorted([*with_incises(text.text, in_marks), *set_out.spans], key=lambda span: span.start)


def _moved(span: QuotedSpan, text: ReplacedText) -> QuotedSpan:
    """Map a span of a composed text to the original text."""

    def at(offset: int) -> int:
        origin = text.origin(offset)
        return at(offset + 1) if origin is None else origin

    def moved(passages: Iterable[Passage]) -> tuple[Passage, ...]:
        return tuple(Passage(at(passage.start), at(passage.end)) for passage in passages)

    return msgspec.structs.replace(
        span,
        starts=tuple(map(at, span.starts)),
        end=at(span.end),
        parts=moved(span.parts),
        inserted=moved(span.inserted),
        label=next(iter(moved([span.label])), None) if span.label else None,
    )


def speech_in(article: Article, text: SourceText) -> list[QuotedSpan]:
    """Detect the quoted spans of an article, by the marks that its record states, without lines outside the body."""
    apart = (*article.furniture, *article.captions, *article.corrections)
    known = _read.get(text)
    if known is None or known[0] != (article.marks, apart):
        known = _read[text] = (article.marks, apart), quoted_spans(text, article.marks, places_of(text, apart))
    return known[1]


def places_of(text: SourceText, lines: Iterable[str]) -> list[Passage]:
    """Every place of the lines or words that a record names, in order."""
    return sorted(passage for words in lines for passage in text.find_folded(words))


class SpeechOverBreaks:
    """The speech that continues over a paragraph or line break, for searching.

    The break, with the mark that opens the next paragraph, counts as a space. The typography of both sides is folded.
    """

    def __init__(self, text: SourceText, spans: Iterable[QuotedSpan]) -> None:
        runs = (parts for span in spans if len(span.parts) > 1 for parts in span.joined if len(parts) > 1)
        joined = [(parts[0].start, _over_breaks(text, parts)) for parts in runs]
        self._joined = [(start, run, fold_typography(run.text)) for start, run in joined]

    def find(self, words: str) -> list[Passage]:
        """Every place where the words occur."""
        passages: list[Passage] = []
        wanted = fold_typography(words.strip())
        for start, joined, folded in self._joined:
            for place in SourceText(joined.text).find_folded(words) if wanted in folded else ():
                ends = joined.origin(place.start), joined.origin(place.end)
                if ends[0] is not None and ends[1] is not None:
                    passages.append(Passage(start + ends[0], start + ends[1]))
        return passages


def _over_breaks(text: SourceText, parts: Sequence[Passage]) -> ReplacedText:
    start = parts[0].start
    breaks = [(one.end - start, other.start - start, " ") for one, other in pairwise(parts)]
    return ReplacedText(text.text[start : parts[-1].end], breaks)


def _may_set_out(text: str, units: Sequence[Passage]) -> bool:
    """Whether a text may have labels, blocks or dialogue: most have no sign of them."""
    signs = (":", "：", "\n ", "\n\t", "\n\u3000")
    return any(sign in text for sign in signs) or any(text[unit.start] in _BEGINS for unit in units)


class _SetOffSpeech:
    """The speech that is set off by labels, blocks and dashes. `taken` is the numbers of its units."""

    def __init__(self, text: SourceText, units: Sequence[Passage], marks: Marks, stated: Sequence[str]) -> None:
        self._text = text.text
        self._units = units
        self._marks = marks
        self.taken: set[int] = set()
        self.spans: list[QuotedSpan] = []
        for block, numbers in block_quotes(self._text, units, text.paragraphs):
            self.taken.update(numbers)
            self.spans += self._said_in(block)
        for turn, numbers in list(turns(self._text, units)) or questions(self._text, units):
            if self.taken.isdisjoint(numbers):
                self.taken.update(numbers)
                self.spans += self._said_in(turn)
        for n, span in dialogue(self._text, units, stated):
            if n not in self.taken:
                self.taken.add(n)
                self.spans.append(span)

    @property
    def between(self) -> Iterator[list[Passage]]:
        """The other units, in runs without set-off speech between them: no speech in marks crosses it."""
        for is_taken, run in groupby(enumerate(self._units), lambda unit: unit[0] in self.taken):
            if not is_taken:
                yield [unit for _, unit in run]

    def _said_in(self, whole: QuotedSpan) -> Iterator[QuotedSpan]:
        """The set-off speech, or only what is in marks if it has any."""
        if self._is_marked(whole.parts):
            for span in paired_spans(self._text, whole.parts, self._marks):
                yield msgspec.structs.replace(span, label=whole.label)
        else:
            yield whole

    def _is_marked(self, parts: Sequence[Passage]) -> bool:
        """Whether words begin with an opening mark, so that the marks delimit the speech."""
        begin = parts[0].start
        return next(paired_spans(self._text, parts, self._marks), None) is not None and (
            self._text[begin] in self._marks.closed_by or self._text[begin : begin + 2] in self._marks.closed_by
        )


_OTHER_ENDS = "\r\x85\u2028\u2029"
_LINE_END = re.compile(rf"\r\n?|[\n{_OTHER_ENDS}]")
# A line with a mark, a dash or the sign of a block begins something new, if the one before has ended …
_STARTS = re.compile(r"[^\S\n]*[“”„«»\"＂「『《‘‚‹›'`—–―>\u3000-]")
_ENDS = (*".?!…:。？！：；;”»«\"'’“‘」』》›‹*)]—–-",)
# … and a line with a speaker's label in capitals or bold type, or that of a question, always does.
_TURN = re.compile(r"\*\*|__|(?:\d{1,3}[ \t]+)?(?:[^\W\d_a-z]\d?[.:)]|[^\W\d_a-z]{2,}[^a-z\n:]{0,50}:)")


def units_of(text: SourceText, apart: Sequence[Passage] = ()) -> Iterator[Passage]:
    """The units of a text, in order, without white space at their ends and without the passages in `apart`."""
    whole = text.text
    others = any(end in whole for end in _OTHER_ENDS)
    for paragraph in text.paragraphs:
        if not (others or apart or whole.find("\n", paragraph.start, paragraph.end) >= 0):
            yield _trimmed(whole, paragraph)
            continue
        for line in _lines(whole, paragraph):
            for unit in map(partial(_trimmed, whole), without(line, apart)):
                if unit.start < unit.end:
                    yield unit


def _trimmed(text: str, unit: Passage) -> Passage:
    if text[unit.start].isspace() or text[unit.end - 1].isspace():
        return Passage(*trimmed(text, unit.start, unit.end))
    return unit


def _lines(text: str, paragraph: Passage) -> Iterator[Passage]:
    """The lines of a paragraph that begin something new, each with the lines that continue it."""
    start = paragraph.start
    for match in _LINE_END.finditer(text, paragraph.start, paragraph.end):
        if _is_new(text, start, match, paragraph.end):
            yield Passage(start, match.start())
            start = match.end()
    yield Passage(start, paragraph.end)


def _is_new(text: str, start: int, found: re.Match[str], end: int) -> bool:
    at = trimmed(text, found.end(), end)[0]
    if _TURN.match(text, at, end) and begins_with_label(text, at, end):
        return True
    ends = text[max(start, found.start() - 1) : found.start()].endswith(_ENDS)
    return ends and (_STARTS.match(text, found.end(), end) is not None or begins_with_label(text, at, end))
