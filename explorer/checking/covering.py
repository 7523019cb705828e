"""Compute how much of its articles an archive covers.

This finds speech that is in no quote, and speakers that an article names but the archive lacks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain

import msgspec

from explorer.checking.changed import Records
from explorer.checking.coverage import Coverage, DoubtfulNotQuoted
from explorer.checking.named_speakers import name_words, named_speakers, unknown_speakers
from explorer.checking.passage_index import PassageUnion
from explorer.checking.speakers.lookups import packed_keys
from explorer.checking.speakers.person_index import PersonIndex
from explorer.checking.verification import Texts, Verifications
from explorer.model.archive import Archive
from explorer.model.failures import Failures, Guard
from explorer.model.records import Article, Person, Quote, is_draft
from explorer.reading.analysis import Analysis
from explorer.reading.article import Reading
from explorer.reading.nearby_clauses import Nearness, clause_near
from explorer.reading.quotation.detection import places_of
from explorer.reading.quotation.headlines import are_quoted_below
from explorer.reading.quotation.spans import QuotedSpan
from explorer.reading.speech import MARKS, Speech
from explorer.reading.text.passages import Passage, SourceText, overlap

_LETTER, _WORD = re.compile(r"\w"), re.compile(r"\w+")
# Fewer marked words than this, without one of these endings, may be ironic; they are a title if their words of at least
# the third number of letters are capitalised.
_FEW, _ENDS, _LONG = 5, ",.!?…", 4


def covered(
    archive: Archive,
    texts: Texts,
    verifications: Verifications,
    known: Mapping[str, Coverage] | None = None,
    failures: Failures | None = None,
    asked: Records | None = None,
    people: PersonIndex | None = None,
) -> Iterator[tuple[str, Coverage]]:
    """Compute the coverage of each article (or each `asked` one) that has a text, by article id.

    The caller may do something else in between. `people` are all of the archive, if they are indexed already.

    `known` has the earlier coverage of articles whose record and text have not changed. Its spans and speakers are
    reused, and only their curation is computed again. An article for which this fails is added to the `failures`, and
    has no coverage. Without `failures`, the error is raised.
    """
    failures = failures or Failures(raising=True)
    guard = failures.guard("coverage")
    people = people or PersonIndex(archive.all(Person), guard)
    articles = [article for article in (asked or archive).all(Article) if article.id in texts]
    for article in articles:
        with guard(article.ref):
            text = texts[article.id]
            whole = (known.get(article.id) if known else None) or spoken(Analysis(article, text))
            yield article.id, _curated(article, text, whole, people, archive, verifications)


class LazyCoverage(Mapping[str, Coverage]):
    """The coverage of all articles; what is not known yet is computed when needed, as just spans and speakers."""

    def __init__(self, known: Mapping[str, Coverage], archive: Archive, texts: Texts, guard: Guard) -> None:
        self._found: dict[str, Coverage | None] = dict(known)
        self._archive = archive
        self._texts = texts
        self._guard = guard

    def __getitem__(self, id: str) -> Coverage:
        article = self._archive.get(Article, id)
        if id not in self._found and article and id in self._texts:
            self._found[id] = None
            with self._guard(article.ref):
                self._found[id] = spoken(Analysis(article, self._texts[id]))
        coverage = self._found.get(id)
        if coverage is None:
            raise KeyError(id)
        return coverage

    def __iter__(self) -> Iterator[str]:
        return iter(self._texts)

    def __len__(self) -> int:
        return len(self._texts)


def _curated(
    article: Article,
    text: SourceText,
    whole: Coverage,
    people: PersonIndex,
    archive: Archive,
    verifications: Verifications,
) -> Coverage:
    """The coverage of an article whose spans and speakers are known."""
    quoted = quoted_in(article, archive, verifications)
    open_ = [span for span in whole.spans if not _is_curated(span, text, quoted)]
    unnamed = unknown_speakers(whole.speakers, text, people)
    drafted = 0
    if any(map(is_draft, marked_quotes(article, archive))):
        accepted = quoted_in(article, archive, verifications, drafts=False)
        drafted = sum(not _is_curated(span, text, accepted) for span in whole.spans) - len(open_)
    return msgspec.structs.replace(whole, open=tuple(open_), unnamed=tuple(unnamed), drafted=drafted)


def spoken(analysis: Analysis) -> Coverage:
    """Find the speech and the speakers of an article, curated or not."""
    reading = analysis.reading
    article, text = reading.article, reading.text
    apart = PassageUnion(places_of(text, (*article.furniture, *article.captions, *article.corrections)))
    marked = [span for span in reading.spans if not are_quoted_below((span.passage,), text, reading.spans)]
    nobodys = PassageUnion(places_of(text, article.not_quoted))
    spans, others = list[QuotedSpan](), list[QuotedSpan]()
    for span in marked:
        (others if _lies_in(span, nobodys, text) else spans).append(span)
    disowned = tuple(_disowned(reading, others))
    speakers = tuple(name for name in named_speakers(analysis) if not apart.touch(name))
    words = (name_words(reading.words(name)) for name in speakers)
    return Coverage(tuple(spans), speakers, disowned=disowned, looked_up=packed_keys(chain.from_iterable(words)))


def _disowned(reading: Reading, spans: Sequence[QuotedSpan]) -> Iterator[DoubtfulNotQuoted]:
    """The items of an article's `not_quoted` that are in quotation marks, and those that are nowhere near any."""
    for n, words in enumerate(reading.article.not_quoted):
        places = reading.text.find_folded(words)
        for span in spans:
            if any(overlap(at, span) for at in places):
                yield DoubtfulNotQuoted(n, span, _said_of(span, reading))
        if places and not any(_is_marked(at, reading.text, reading.speech) for at in places):
            yield DoubtfulNotQuoted(n)


def _said_of(span: QuotedSpan, reading: Reading) -> Passage | None:
    """The reporting clause right next to a span, unless the span is just a word or a title."""
    words = span.words(reading.text.text)
    later = [word for word in _WORD.findall(words)[1:] if len(word) >= _LONG]
    is_title = bool(later) and not any(word[0].islower() for word in later)
    if is_title or (len(words.split()) < _FEW and words[-1] not in _ENDS):
        return None
    near = clause_near(reading, span.parts)
    return near.clause.at if near and near.nearness is not Nearness.SAME_SENTENCE else None


def _is_marked(at: Passage, text: SourceText, speech: Speech) -> bool:
    """Whether words are in speech, or right next to a mark."""
    beside = text.text[max(0, at.start - 1) : at.start] + text.text[at.end : at.end + 2]
    return any(mark in MARKS for mark in beside) or any(span.end > at.start for span in speech.between(at))


def _lies_in(span: QuotedSpan, stretches: PassageUnion, text: SourceText) -> bool:
    """Whether the passages contain all words of a span."""
    return all(stretches.hold_words(text, part.start, part.end) for part in span.parts)


def quoted_in(article: Article, archive: Archive, verifications: Verifications, *, drafts: bool = True) -> PassageUnion:
    """The passages of an article's direct and partial quotes; without `drafts`, only of the accepted ones."""
    quotes = (quote for quote in marked_quotes(article, archive) if drafts or not is_draft(quote))
    passagess = (verifications[quote.ref].passages for quote in quotes)
    return PassageUnion(passage for passages in passagess for passage in passages if passage)


def marked_quotes(article: Article, archive: Archive) -> Iterator[Quote]:
    """The direct and partial quotes of an article, whose words are marked as speech."""
    return (quote for quote in archive.quotes_of(article) if quote.speech != "indirect")


def _is_curated(span: QuotedSpan, text: SourceText, quoted: PassageUnion) -> bool:
    """Whether quotes cover all words of a span.

    If the span may begin in several places, a quote must begin at each. If no mark closes the span, a quote that begins
    at its start is enough.
    """
    if len(span.starts) > 1 or not span.closed:
        begun = {_first_letter(text, start) for start in quoted.starts}
        if any(_first_letter(text, start) not in begun for start in span.starts):
            return False
    if not span.closed:
        return True
    last = span.starts[-1]
    return all(quoted.hold_words(text, max(part.start, last), part.end) for part in span.parts if part.end > last)


def _first_letter(text: SourceText, at: int) -> int:
    match = _LETTER.search(text.text, at)
    return match.start() if match else len(text)
