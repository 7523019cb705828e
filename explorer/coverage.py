"""How much of its articles an archive covers: the words in quotation marks that are in no quote, and the named speakers
that are no person."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec

from explorer.archive import Archive
from explorer.differences import shortened
from explorer.named_speakers import bare_name, named_speakers
from explorer.passages import Passage, SourceText
from explorer.problems import Place, Problem, Severity
from explorer.quoted_spans import QuotedSpan, quoted_spans
from explorer.records import Article, Person, Quote
from explorer.verification import Verification

_LETTER = re.compile(r"\w")

Texts = Mapping[str, SourceText]
Verifications = Mapping[str, Verification]


class Coverage(msgspec.Struct, frozen=True):
    """What an article has in quotation marks and makes speak, outside of its furniture, and what of it is not curated.

    `open` has the spans of which no direct or partial quote has all words, `unnamed` the names of speakers that no
    person has, each where it stands first.
    """

    spans: tuple[QuotedSpan, ...]
    speakers: tuple[Passage, ...]
    open: tuple[Passage, ...] = ()
    unnamed: tuple[Passage, ...] = ()

    @property
    def curated(self) -> int:
        """How many of the spans are in quotes."""
        return len(self.spans) - len(self.open)

    def __str__(self) -> str:
        return f"{self.curated} of {len(self.spans)} quoted spans curated"


def cover(
    archive: Archive, texts: Texts, verifications: Verifications, known: Mapping[str, Coverage] | None = None
) -> dict[str, Coverage]:
    """The coverage of each article that has a text, by its id.

    `known` has what was made before for articles whose record and text are still the same: only what the archive says
    of them is compared anew.
    """
    names = _Names(archive.all(Person))
    found = {}
    for article in archive.all(Article):
        text = texts.get(article.id)
        if text is not None:
            whole = known[article.id] if known and article.id in known else _said(article, text)
            quoted = _quoted(article, archive, verifications)
            open_ = [span.passage for span in whole.spans if not _is_curated(span, text, quoted)]
            unnamed = names.unknown(whole.speakers, text)
            found[article.id] = Coverage(whole.spans, whole.speakers, tuple(open_), tuple(unnamed))
    return found


def problems(
    archive: Archive, texts: Texts, verifications: Verifications, coverage: Mapping[str, Coverage]
) -> Iterator[Problem]:
    """A note for each span and each speaker that is not curated. Where a quote is altered, that has been said."""
    for id, covered in coverage.items():
        article, text = archive.get(Article, id), texts[id]
        if article is None:
            continue
        said = list(_nearest(article, archive, verifications))
        quoted = _quoted(article, archive, verifications) if covered.open else []
        for span in covered.open:
            if not any(_overlap(span, passage) for passage in said):
                much = "only in part" if any(_overlap(span, passage) for passage in quoted) else "not"
                words = shortened(text.text[span.start : span.end])
                message = f"quoted here, but {much} in a direct or partial quote: {words}"
                yield Problem(_place(article, text, span), Severity.NOTE, "span-open", message, article.ref)
        for name in covered.unnamed:
            message = f"speaks here, but is no person of the archive: {text.text[name.start : name.end]}"
            yield Problem(_place(article, text, name), Severity.NOTE, "speaker-unknown", message, article.ref)


def _said(article: Article, text: SourceText) -> Coverage:
    furniture = [passage for line in article.furniture for passage in text.find(line) or text.find_folded(line)]

    def outside(passage: Passage) -> bool:
        return not any(_overlap(passage, line) for line in furniture)

    spans = tuple(span for span in quoted_spans(text) if outside(span.passage))
    return Coverage(spans, tuple(name for name in named_speakers(text) if outside(name)))


def _quoted(article: Article, archive: Archive, verifications: Verifications) -> list[Passage]:
    """Where the article's direct and partial quotes stand, in order."""
    found = (verifications[quote.ref].passages for quote in _marked(article, archive))
    return sorted(passage for passages in found for passage in passages if passage)


def _nearest(article: Article, archive: Archive, verifications: Verifications) -> Iterator[Passage]:
    """What the direct and partial quotes whose words are altered must come from."""
    for quote in _marked(article, archive):
        for finding in verifications[quote.ref].segments:
            if finding.nearest:
                yield finding.nearest


def _marked(article: Article, archive: Archive) -> Iterator[Quote]:
    return (quote for quote in archive.quotes_of(article) if quote.speech != "indirect")


def _is_curated(span: QuotedSpan, text: SourceText, quoted: Sequence[Passage]) -> bool:
    """Whether quotes have all words of a span; where it may begin in several places, a quote begins at each.

    Where no mark closes the span, it is enough that a quote begins it.
    """
    if len(span.starts) > 1 or not span.closed:
        begun = {_first_letter(text, passage.start) for passage in quoted}
        if any(_first_letter(text, start) not in begun for start in span.starts):
            return False
    return not span.closed or not any(_has_words(text, gap) for gap in _gaps(span, quoted))


def _gaps(span: QuotedSpan, quoted: Sequence[Passage]) -> Iterator[Passage]:
    """The parts of a span, from the last place where it may begin, that are in no quote."""
    at = span.starts[-1]
    for passage in quoted:
        if passage.start >= span.end:
            break
        if passage.end > at:
            if passage.start > at:
                yield Passage(at, passage.start)
            at = passage.end
    if at < span.end:
        yield Passage(at, span.end)


def _first_letter(text: SourceText, at: int) -> int:
    found = _LETTER.search(text.text, at)
    return found.start() if found else len(text)


def _has_words(text: SourceText, passage: Passage) -> bool:
    return bool(_LETTER.search(text.text, passage.start, passage.end))


def _overlap(one: Passage, other: Passage) -> bool:
    return one.start < other.end and other.start < one.end


def _place(article: Article, text: SourceText, passage: Passage) -> Place:
    line = text.text.count("\n", 0, passage.start) + 1
    return Place(f"seeds/{article.file}", line, passage.start - text.text.rfind("\n", 0, passage.start))


class _Names:
    """The names and aliases of people, to look up a name as a text has it."""

    def __init__(self, people: Iterable[Person]) -> None:
        self._forms = {bare_name(form) for person in people for form in (person.name, *person.aliases)}
        self._with_word: dict[str, list[set[str]]] = defaultdict(list)
        for form in self._forms:
            for word in set(form):
                self._with_word[word].append(set(form))

    def unknown(self, names: Iterable[Passage], text: SourceText) -> Iterator[Passage]:
        """The names that are nobody's, without those of which a longer or a shorter form came before."""
        before: list[set[str]] = []
        for name in names:
            words = bare_name(text.text[name.start : name.end])
            if words and not self._is_known(words) and not any(set(words) <= it or it <= set(words) for it in before):
                before.append(set(words))
                yield name

    def _is_known(self, words: tuple[str, ...]) -> bool:
        """Whether a name is a part of somebody's (Kirby), or ends with it (Defense Secretary Lloyd Austin)."""
        if any(words[n:] in self._forms for n in range(len(words))):
            return True
        return any(form.issuperset(words) for form in self._with_word.get(words[-1], ()))
