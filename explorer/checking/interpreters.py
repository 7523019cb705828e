"""Report quotes beside which the article tells of an interpreter, while their record is not `interpreted`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from explorer.checking.changed import Records
from explorer.checking.verification import Verification
from explorer.checking.verified_archive import VerifiedArchive
from explorer.checking.wholeness.weighty_words import WeightyWords, weighty_words_of
from explorer.model.archive import Archive
from explorer.model.failures import Guard, unguarded
from explorer.model.problems import Problem, Severity
from explorer.model.records import Article, Person, Quote
from explorer.reading.quotation.spans import QuotedSpan
from explorer.reading.text.passages import Passage, SourceText, holds, occurrences
from explorer.reading.text.sentence_ends import sentence_starts

# How articles say it: by which prepositions, and with which nouns, up to three words later.
_THROUGH = {
    "en": ("through|via|by way of|with the help of|with the aid of", "interpreters?|translators?|translation"),
    "de": ("über|durch|via|per|mithilfe|mit hilfe|laut", "dolmetscher(?:s|in|innen)?|übersetzer(?:s|in)?"),
    "fr": ("par|via|à travers|grâce à|avec l’aide", "interprètes?|traducteurs?|traductrices?"),
    "es": ("a través de|mediante|por medio de|con ayuda de|con la ayuda de|vía", "intérpretes?|traductora?(?:es)?"),
    "it": ("tramite|attraverso|per mezzo di|con l’aiuto di", "interpret[ei]|traduttor[ei]|traduttrice"),
    "pt": (
        "através d[eao]|por meio d[eao]|por intermédio d[eao]|com a ajuda d[eao]|com ajuda d[eao]",
        "intérpretes?|tradutora?",
    ),
    "nl, sv, no, da": ("via|door|genom|gjennom|gennem|met behulp van|met hulp van", "een tolk|tolk(?:en)?"),
    "ru": ("через|с помощью", "переводчик\\w*"),
}
_OTHER_WAYS = (
    r"(?<!\w)in (?:[\w’-]+ )?translated (?:remarks|comments|words)(?!\w)",
    r"(?:通过|透过|經由|透過|經過)(?:一名|一位)?(?:翻译|翻譯)",
    r"通訳を(?:通じて|介して|通して)",
)
# Each of these has one of the stems, which are quick to look for, and at most so many characters around it.
_REACH = 80
_STEMS = (
    *("nterpr", "ntérpr", "ranslat", "raduct", "radut", "olmetsch", "bersetze", "tolk", "перевод"),
    *("翻译", "翻譯", "通訳"),
)


@cache
def _pattern() -> re.Pattern[str]:
    ways = [
        rf"(?<!\w)(?:{before}) (?:[\w’-]+ ){{0,3}}?(?:[\w’]+’)?(?:{nouns})(?!\w)" for before, nouns in _THROUGH.values()
    ]
    pattern = "|".join((*ways, *_OTHER_WAYS)).replace(" ", r"\s+").replace("[\\w’-]", r"[\w’'-]")
    return re.compile(pattern.replace("’)?", "[’'])?"), re.IGNORECASE)


# “The conversation was held through an interpreter”: all answers in it are meant, and none of who asks.
_TALK = re.compile(
    r"\W*(?!in\b|im\b|i\b|en\b|dans\b|em\b|nel\b|before\b|after\b)(?:\w+[’' ])?(?:following |folgende )?"
    r"(?:conversation|interview|talk|discussion|gespräch|entretien|entrevista|conversación|intervista|colloquio|"
    r"conversa|gesprek|intervju|intervjuet|samtal|samtalet|samtale|samtalen|интервью|разговор|беседа)(?!\w)",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")

_PRONOUNS = frozenset(
    [
        "he",
        "she",
        "they",
        "er",
        "sie",
        "il",
        "elle",
        "él",
        "ella",
        "lui",
        "lei",
        "ele",
        "ela",
        "hij",
        "zij",
        "он",
        "она",
    ]
)


def problems(found: VerifiedArchive, asked: Records | None = None, guard: Guard = unguarded) -> Iterator[Problem]:
    """A warning for each quote whose speaker speaks through an interpreter; or for those in the articles `asked` of.

    Its sentence says so, or the one beside it; or, of a conversation with labels, a sentence about all of it.
    """
    for article in (asked or found.archive).all(Article):
        if article.id in found.texts:
            with guard(article.ref):
                yield from _of_article(article, found, guard)


def _of_article(article: Article, found: VerifiedArchive, guard: Guard) -> Iterator[Problem]:
    text, covered = found.texts[article.id], found.coverage.get(article.id)
    passages = text.kept(interpreters_in)
    if not passages:
        return
    beside = _InterpretedQuotes(found.archive, text, weighty_words_of(article.language, text.text))
    turns = [span for span in covered.spans if span.label] if covered else []
    of_all = next((at for at in passages if beside.is_of_all(at, turns)), None)
    answers = _answers(text, turns) if of_all else []
    for quote in found.archive.quotes_of(article):
        if quote.interpreted:
            continue
        with guard(quote.ref):
            verification = found.verifications[quote.ref]
            passage, where = (
                next((at for at in passages if beside.holds(quote, verification, at)), None),
                "beside this quote",
            )
            if not passage and _stands_in(verification, answers):
                passage, where = of_all, "of the whole conversation"
            if passage:
                words = " ".join(text.text[passage.start : passage.end].split())
                message = f"interpreted: the article says “{words}” {where}"
                place = found.archive.entries[quote.ref].place_of("interpreted")
                yield Problem(place, Severity.WARNING, "interpreter-unsaid", message, quote.ref)


def _answers(text: SourceText, turns: Sequence[QuotedSpan]) -> list[QuotedSpan]:
    """The turns of a conversation that are not those of whoever speaks first, who asks."""
    labels = [set(_WORD.findall(text.text[turn.label.start : turn.label.end])) for turn in turns if turn.label]
    return [turn for turn, label in zip(turns, labels, strict=True) if label.isdisjoint(labels[0])]


def _stands_in(verification: Verification, turns: Iterable[QuotedSpan]) -> bool:
    first = next(filter(None, verification.passages), None)
    return any(holds(turn, first) for turn in turns) if first else False


def interpreters_in(text: SourceText) -> tuple[Passage, ...]:
    """Find every place where a text says that somebody spoke through an interpreter."""
    around = (at for stem in _STEMS for at in occurrences(text.text, stem))
    matches = (_pattern().search(text.text, max(0, at - _REACH), at + _REACH) for at in around)
    return tuple(sorted({Passage(*match.span()) for match in matches if match}))


class _InterpretedQuotes:
    """Tells which quotes of an article the words about an interpreter are about."""

    def __init__(self, archive: Archive, text: SourceText, wording: WeightyWords) -> None:
        self._archive = archive
        self._text = text
        self._wording = wording
        self._names: list[tuple[str, str]] = []
        # The sentence in which words stand, and who is named nearest there.
        self._around: dict[Passage, tuple[int, int, str | None]] = {}

    def holds(self, quote: Quote, verification: Verification, passage: Passage) -> bool:
        placed = [finding.passage for finding in verification.findings if finding.passage]
        if not verification.segments or not any(verification.passages):
            return False
        if any(holds(at, passage) for at in verification.passages if at):
            return False
        if passage not in self._around:
            first, last = self._sentences(passage)
            self._around[passage] = first, last, self._nearest_named(first, last, passage)
        first, last, named = self._around[passage]
        if any(at.start < last and first < at.end for at in placed):
            return named in (None, quote.speaker)
        # “Xi spoke through an interpreter.” right before the quote, or that or “He spoke …” right after it.
        word = _WORD.search(self._text.text, first, last)
        is_meant = named is None and passage.start > placed[0].start and bool(word and word[0].lower() in _PRONOUNS)
        return (is_meant or named == quote.speaker) and any(self._touches(first, last, at) for at in placed)

    def is_of_all(self, passage: Passage, turns: Sequence[QuotedSpan]) -> bool:
        """Whether a sentence outside of all turns of a conversation is about the conversation."""
        if not turns or any(turn.start <= passage.start < turn.end for turn in turns):
            return False
        return _TALK.match(self._text.text, self._sentences(passage)[0]) is not None

    def _sentences(self, passage: Passage) -> tuple[int, int]:
        """The start and the end of the sentence in which words stand."""
        paragraph = self._text.paragraphs[self._text.paragraph_at(passage.start) - 1]
        first, last = paragraph.start, paragraph.end
        for _, following in sentence_starts(self._text.text, paragraph.start, paragraph.end, self._wording.code):
            if following > passage.start:
                return first, following
            first = following
        return first, last

    def _touches(self, first: int, last: int, at: Passage) -> bool:
        between = self._text.text[last : at.start] if at.start >= last else self._text.text[at.end : first]
        return not _WORD.search(between) and "\n\n" not in between

    def _nearest_named(self, first: int, last: int, passage: Passage) -> str | None:
        """The id of the person who is named nearest to the words in their sentence; None when nobody is."""
        self._names = self._names or list(_names(self._archive))
        text = self._text.text
        found: list[tuple[int, int, str]] = []
        for name, id in self._names:
            for at in occurrences(text, name, first, last):
                end = at + len(name)
                # The interpreter may have a record, too.
                apart = end <= passage.start or passage.end <= at
                if apart and _is_whole(text, at, end):
                    gap = passage.start - end if end <= passage.start else at - passage.end
                    found.append((gap, -len(name), id))
        return min(found, default=(0, 0, None))[2]


def _is_whole(text: str, start: int, end: int) -> bool:
    """Whether a name is no part of a longer word; in Chinese, for one, nobody can tell."""
    return text[start] >= "\u0e00" or not (text[start - 1 : start].isalnum() or text[end : end + 1].isalnum())


def _names(archive: Archive) -> Iterator[tuple[str, str]]:
    """The names of all people with their ids, without those of groups, to whom one may belong, and of documents."""
    for person in archive.all(Person):
        if person.type not in ("collective", "document"):
            yield from ((name, person.id) for name in (person.name, *person.aliases))
