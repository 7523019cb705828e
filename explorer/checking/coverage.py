"""How much of its articles an archive covers.

It finds speech that is in no quote, speakers whom an article names but the archive does not have, and also direct or
partial quotes whose words the article does not mark as speech.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain

import msgspec

from explorer.checking.differences import shortened
from explorer.checking.named_speakers import bare_name, named_speakers
from explorer.checking.passages import Passage, SourceText
from explorer.checking.quotation.dialogue import DASHES
from explorer.checking.quotation.marks import meant_pair, pair_of
from explorer.checking.quotation.reading import places_of, speech_in
from explorer.checking.quotation.spans import SHOWN_BY, QuotedSpan
from explorer.checking.saying.speech import Speech
from explorer.checking.saying.wording import saying_of
from explorer.checking.verification import Texts, Verifications
from explorer.model.archive import Archive
from explorer.model.problems import Place, Problem, Severity
from explorer.model.records import Article, Person, Quote, is_draft
from explorer.processes import in_processes

_LETTER = re.compile(r"\w")
# In characters: so much of what was said is looked for in what could not be read.
_BEGINNING = 30
# So many articles are looked through by one process before it takes more.
_AT_ONCE = 20


class Coverage(msgspec.Struct, frozen=True):
    """The quoted spans and the named speakers of an article, without its furniture, and which of these are not curated.

    `open` has the spans that direct and partial quotes do not cover in full. `drafted` is how many others they cover
    only with drafts among them, where drafts are told apart. `unnamed` has the speakers' names that are no person's,
    each where it first stands.
    """

    spans: tuple[QuotedSpan, ...]
    speakers: tuple[Passage, ...]
    open: tuple[QuotedSpan, ...] = ()
    unnamed: tuple[Passage, ...] = ()
    drafted: int = 0

    @property
    def curated(self) -> int:
        """How many of the spans direct and partial quotes cover in full, without any draft."""
        return len(self.spans) - len(self.open) - self.drafted

    def __str__(self) -> str:
        drafted = f", {self.drafted} in drafts" if self.drafted else ""
        return f"{self.curated} of {len(self.spans)} quoted spans curated{drafted}"


def cover(
    archive: Archive, texts: Texts, verifications: Verifications, known: Mapping[str, Coverage] | None = None
) -> dict[str, Coverage]:
    """The coverage of each article that has a text, by its id.

    `known` has the earlier coverage of articles whose record and text have not changed. Their spans and speakers are
    taken from it; only what is curated of these is worked out again.
    """
    return dict(covered(archive, texts, verifications, known))


def covered(
    archive: Archive,
    texts: Texts,
    verifications: Verifications,
    known: Mapping[str, Coverage] | None = None,
    jobs: int = 1,
) -> Iterator[tuple[str, Coverage]]:
    """What `cover` gives, one article after the other: the caller may do something else in between."""
    names = _Names(archive.all(Person))
    articles = [article for article in archive.all(Article) if article.id in texts]
    new = [article for article in articles if not known or article.id not in known]
    said = in_processes(_said, texts, new, jobs, _AT_ONCE)
    for article in articles:
        text = texts[article.id]
        whole = known[article.id] if known and article.id in known else next(said)
        quoted = _quoted(article, archive, verifications)
        open_ = [span for span in whole.spans if not _is_curated(span, text, quoted)]
        unnamed = names.unknown(whole.speakers, text)
        drafted = 0
        if archive.drafts_among(_marked(article, archive)):
            accepted = _quoted(article, archive, verifications, drafts=False)
            drafted = sum(not _is_curated(span, text, accepted) for span in whole.spans) - len(open_)
        yield article.id, Coverage(whole.spans, whole.speakers, tuple(open_), tuple(unnamed), drafted)


def problems(
    archive: Archive, texts: Texts, verifications: Verifications, coverage: Mapping[str, Coverage], unread: str = ""
) -> Iterator[Problem]:
    """A note for each span and each speaker that is not curated, and for each quote whose words are not in a span.

    There is no note for a span where an altered quote must come from: that is an error already. Nor is there one for
    words that stand in YAML that is `unread`: they are curated, it seems, and an error tells why that can't be read.
    """
    unread = " ".join(unread.split())
    for id, covered in coverage.items():
        article, text = archive.get(Article, id), texts[id]
        if article is None:
            continue
        yield from _wrong_marks(article, text, archive)
        altered = _Stretches(_nearest(article, archive, verifications))
        quoted = _quoted(article, archive, verifications)
        for span in covered.open:
            if not altered.touch(span.passage) and not _begins_in(unread, span.words(text.text)):
                much = "only in part" if quoted.touch(span.passage) else "not"
                how = "quoted here" if span.kind == "marks" else f"said here {SHOWN_BY[span.kind]}"
                message = f"{how}, but {much} in a direct or partial quote: {shortened(span.words(text.text))}"
                yield Problem(_place(article, text, span.passage), Severity.NOTE, "span-open", message, article.ref)
        for name in covered.unnamed:
            if _begins_in(unread, text.text[name.start : name.end]):
                continue
            message = f"speaks here, but is no person of the archive: {text.text[name.start : name.end]}"
            yield Problem(_place(article, text, name), Severity.NOTE, "speaker-unknown", message, article.ref)
        spans = _Stretches(part for span in covered.spans for part in span.parts)
        if covered.spans:
            yield from _unmarked(article, text, spans, archive, verifications)


def _begins_in(unread: str, words: str) -> bool:
    """Whether a text that could not be read has the beginning of some words."""
    return bool(unread) and " ".join(words.split())[:_BEGINNING].rstrip() in unread


def _wrong_marks(article: Article, text: SourceText, archive: Archive) -> Iterator[Problem]:
    """A problem for each stated pair that is no pair of quotation marks, or that the article does not have."""
    for n, stated in enumerate(article.marks):
        if stated in DASHES:
            continue
        pair, place = pair_of(stated), archive.entries[article.ref].place_of(f"marks[{n}]")
        if pair is None:
            meant = meant_pair(stated)
            message = f"marks: {stated} is no pair of quotation marks{f'; did you mean {meant.by}?' if meant else ''}"
            yield Problem(place, Severity.ERROR, "marks-unknown", message, article.ref, meant=meant)
        elif any(mark not in text.text for mark in pair):
            message = f"marks: {article.file} has no words between these marks: {stated}"
            yield Problem(place, Severity.WARNING, "marks-unused", message, article.ref)


def _unmarked(
    article: Article, text: SourceText, spans: _Stretches, archive: Archive, verifications: Verifications
) -> Iterator[Problem]:
    """A note for each direct or partial quote that has words which the article does not mark as speech."""
    for quote in _marked(article, archive):
        found = (passage for passage in verifications[quote.ref].passages if passage)
        outside = (gap for passage in found for gap in spans.gaps(passage.start, passage.end) if _has_words(text, gap))
        gap = next(outside, None)
        if gap:
            words = shortened(text.text[gap.start : gap.end].strip())
            message = f"speech: {quote.speech}, but the article does not mark these words as speech: {words}"
            place = archive.entries[quote.ref].place_of("speech")
            yield Problem(place, Severity.NOTE, "speech-unmarked", message, quote.ref)


def _said(texts: Texts, article: Article) -> Coverage:
    """The speech and the speakers of an article."""
    text = texts[article.id]
    apart = _Stretches(places_of(text, (*article.furniture, *article.captions, *article.corrections)))
    spans, nobodys = speech_in(article, text), _Stretches(places_of(text, article.not_quoted))
    if article.not_quoted:
        spans = [span for span in spans if not _lies_in(span, nobodys, text)]
    names = named_speakers(Speech(text, lambda: spans), saying_of(article.language, text.text))
    return Coverage(tuple(spans), tuple(name for name in names if not apart.touch(name)))


def _lies_in(span: QuotedSpan, stretches: _Stretches, text: SourceText) -> bool:
    """Whether some passages have all words of a span."""
    return all(_are_held(text, part.start, part.end, stretches) for part in span.parts)


def _quoted(article: Article, archive: Archive, verifications: Verifications, *, drafts: bool = True) -> _Stretches:
    """Where the article's direct and partial quotes stand; without `drafts`, those that somebody accepted."""
    quotes = (quote for quote in _marked(article, archive) if drafts or not is_draft(quote))
    found = (verifications[quote.ref].passages for quote in quotes)
    return _Stretches(passage for passages in found for passage in passages if passage)


def _nearest(article: Article, archive: Archive, verifications: Verifications) -> Iterator[Passage]:
    """For the direct and partial quotes that are altered, the passages that they must come from."""
    for quote in _marked(article, archive):
        for finding in verifications[quote.ref].segments:
            if finding.nearest:
                yield finding.nearest


def _marked(article: Article, archive: Archive) -> Iterator[Quote]:
    return (quote for quote in archive.quotes_of(article) if quote.speech != "indirect")


def _is_curated(span: QuotedSpan, text: SourceText, quoted: _Stretches) -> bool:
    """Whether quotes cover all words of a span.

    If the span may begin in several places, a quote must begin at each. If no mark closes the span, it is enough that a
    quote begins where it does.
    """
    if len(span.starts) > 1 or not span.closed:
        begun = {_first_letter(text, start) for start in quoted.starts}
        if any(_first_letter(text, start) not in begun for start in span.starts):
            return False
    if not span.closed:
        return True
    last = span.starts[-1]
    return all(_are_held(text, max(part.start, last), part.end, quoted) for part in span.parts if part.end > last)


def _are_held(text: SourceText, start: int, end: int, quoted: _Stretches) -> bool:
    """Whether some passages have all words between two offsets."""
    return quoted.hold(start, end) or not any(_has_words(text, gap) for gap in quoted.gaps(start, end))


def _first_letter(text: SourceText, at: int) -> int:
    found = _LETTER.search(text.text, at)
    return found.start() if found else len(text)


def _has_words(text: SourceText, passage: Passage) -> bool:
    return bool(_LETTER.search(text.text, passage.start, passage.end))


class _Stretches:
    """The union of some passages, in which overlapping ones are joined. `starts` has the start of each passage."""

    def __init__(self, passages: Iterable[Passage]) -> None:
        self.starts: list[int] = []
        self._joined: list[Passage] = []
        for passage in sorted(passages):
            self.starts.append(passage.start)
            if self._joined and passage.start < self._joined[-1].end:
                first = self._joined.pop()
                passage = Passage(first.start, max(first.end, passage.end))
            self._joined.append(passage)
        self._ends = [stretch.end for stretch in self._joined]

    def touch(self, passage: Passage) -> bool:
        """Whether the union has any part of a passage."""
        return any(True for _ in self._between(passage.start, passage.end))

    def hold(self, start: int, end: int) -> bool:
        """Whether one stretch of the union has all that is between two offsets."""
        n = bisect_right(self._ends, start)
        return n < len(self._joined) and self._joined[n].start <= start and end <= self._joined[n].end

    def gaps(self, start: int, end: int) -> Iterator[Passage]:
        """The parts between two offsets that the union does not have."""
        for stretch in self._between(start, end):
            if stretch.start > start:
                yield Passage(start, stretch.start)
            start = stretch.end
        if start < end:
            yield Passage(start, end)

    def _between(self, start: int, end: int) -> Iterator[Passage]:
        for n in range(bisect_right(self._ends, start), len(self._joined)):
            if self._joined[n].start >= end:
                break
            yield self._joined[n]


def _place(article: Article, text: SourceText, passage: Passage) -> Place:
    return Place(f"seeds/{article.file}", *text.line_and_column(passage.start))


class _Names:
    """The names and aliases of all people, to look up a name that stands in a text."""

    def __init__(self, people: Iterable[Person]) -> None:
        self._forms = {bare_name(form) for person in people for form in (person.name, *person.aliases)}
        self._with_word: dict[str, list[set[str]]] = defaultdict(list)
        for form in self._forms:
            for word in set(form):
                self._with_word[word].append(set(form))

    def unknown(self, names: Iterable[Passage], text: SourceText) -> Iterator[Passage]:
        """The names that are nobody's. A longer or shorter form of an earlier one is left out."""
        before = _Forms()
        for name in names:
            words = bare_name(text.text[name.start : name.end])
            if words and not self._is_known(words) and not before.have(words):
                before.add(words)
                yield name

    def _is_known(self, words: tuple[str, ...]) -> bool:
        """Whether a name is part of a person's name (Kirby), or ends with one (Defense Secretary Lloyd Austin)."""
        if any(words[n:] in self._forms for n in range(len(words))):
            return True
        return any(form.issuperset(words) for form in self._with_word.get(words[-1], ()))


class _Forms:
    """Earlier names, to tell whether another name is a longer or shorter form of one of them."""

    def __init__(self) -> None:
        self._by_word: dict[str, list[set[str]]] = defaultdict(list)
        self._by_longest_word: dict[str, list[set[str]]] = defaultdict(list)

    def add(self, words: tuple[str, ...]) -> None:
        form = set(words)
        for word in form:
            self._by_word[word].append(form)
        self._by_longest_word[max(words, key=len)].append(form)

    def have(self, words: tuple[str, ...]) -> bool:
        """Whether an earlier name has all words of this one, or this one has all words of an earlier name."""
        form = set(words)
        longer = min((self._by_word.get(word, []) for word in words), key=len)
        shorter = chain.from_iterable(self._by_longest_word.get(word, []) for word in form)
        return any(form <= other for other in longer) or any(other <= form for other in shorter)
