"""Report quotes beside which the article tells of an interpreter, while their record is not `interpreted`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from explorer.checking.changed import Records
from explorer.checking.speakers.article_people import ArticlePeople
from explorer.checking.verification import Verification
from explorer.checking.verified_archive import VerifiedArchive
from explorer.checking.wholeness.weighty_words import weighty_words_of
from explorer.model.failures import Guard, unguarded
from explorer.model.problem_codes import problem
from explorer.model.problems import Problem
from explorer.model.records import Article, Person, Quote
from explorer.reading.languages.wording import wording_of
from explorer.reading.text.passages import Passage, SourceText, holds, occurrences
from explorer.reading.text.sentence_ends import sentence_around
from explorer.reading.text.word_forms import UNCASED

# How articles say it: by which prepositions, and with which nouns, up to three words later.
_THROUGH = (
    "through|via|by way of|with the (?:help|aid) of|über|durch|per|mithilfe|mit hilfe|laut|par|à travers|grâce à"
    "|avec l’aide|a través de|mediante|por medio de|con (?:la )?ayuda de|vía|tramite|attraverso|per mezzo di"
    "|con l’aiuto di|através d[eao]|por meio d[eao]|por intermédio d[eao]|com a? ?ajuda d[eao]|door|genom|gjennom"
    "|gennem|met (?:be)?hulp van|через|с помощью"
)
_INTERPRETER = (
    "interpreters?|translators?|translation|dolmetscher(?:s|in|innen)?|übersetzer(?:s|in)?|interprètes?|traducteurs?"
    "|traductrices?|intérpretes?|traductora?(?:es)?|interpret[ei]|traduttor[ei]|traduttrice|tradutora?|tolk(?:en)?"
    "|переводчик\\w*"
)
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


_WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")


@cache
def _pattern() -> re.Pattern[str]:
    way = rf"(?<!\w)(?:{_THROUGH}) (?:[\w’-]+ ){{0,3}}?(?:[\w’]+’)?(?:{_INTERPRETER})(?!\w)"
    pattern = "|".join((way, *_OTHER_WAYS)).replace(" ", r"\s+").replace("[\\w’-]", r"[\w’'-]")
    return re.compile(pattern.replace("’)?", "[’'])?"), re.IGNORECASE)


def problems(found: VerifiedArchive, asked: Records | None = None, guard: Guard = unguarded) -> Iterator[Problem]:
    """A warning for each quote whose speaker speaks through an interpreter; or for those in the articles `asked` of.

    Its sentence says so, or the one beside it.
    """
    people = ArticlePeople(found.archive)
    for article in (asked or found.archive).all(Article):
        if article.id in found.texts:
            with guard(article.ref):
                yield from _of_article(article, found, people, guard)


def _of_article(article: Article, found: VerifiedArchive, people: ArticlePeople, guard: Guard) -> Iterator[Problem]:
    text = found.texts[article.id]
    passages = text.kept(interpreters_in)
    beside = _InterpretedQuotes(article, text, found, people) if passages else None
    for quote in found.archive.quotes_of(article) if beside else ():
        if beside is None or quote.interpreted:
            continue
        with guard(quote.ref):
            verification = found.verifications[quote.ref]
            passage = next((at for at in passages if beside.holds(quote, verification, at)), None)
            if passage:
                words = " ".join(text.text[passage.start : passage.end].split())
                message = f"the article says “{words}” beside this quote"
                yield problem(found.archive.entries[quote.ref], "interpreter-unsaid", "interpreted", message)


def interpreters_in(text: SourceText) -> tuple[Passage, ...]:
    """Find every place where a text says that somebody spoke through an interpreter."""
    around = (at for stem in _STEMS for at in occurrences(text.text, stem))
    matches = (_pattern().search(text.text, max(0, at - _REACH), at + _REACH) for at in around)
    return tuple(sorted({Passage(*match.span()) for match in matches if match}))


class _InterpretedQuotes:
    """Tells which quotes of an article the words about an interpreter are about."""

    def __init__(self, article: Article, text: SourceText, found: VerifiedArchive, people: ArticlePeople) -> None:
        self._text = text
        self._code = weighty_words_of(article.language, text.text).code
        self._pronouns = wording_of(article.language, text.text).pronouns
        # The names of the people of the article, without those of groups, to whom one may belong, and of documents.
        persons = (found.archive.get(Person, id) for id in sorted(people.of(article.id)))
        self._names = [
            (name, person.id)
            for person in persons
            if person and person.type not in ("collective", "document")
            for name in (person.name, *person.aliases)
        ]

    def holds(self, quote: Quote, verification: Verification, passage: Passage) -> bool:
        placed = [finding.passage for finding in verification.findings if finding.passage]
        own = [at for at in verification.passages if at]
        if not own or any(holds(at, passage) for at in own):
            return False
        paragraph = self._text.paragraphs[self._text.paragraph_at(passage.start) - 1]
        first, last = sentence_around(
            self._text.text, passage.start, passage.end, paragraph.start, paragraph.end, self._code
        )
        named = self._nearest_named(first, last, passage)
        if any(at.start < last and first < at.end for at in placed):
            return named in (None, quote.speaker)
        # “Xi spoke through an interpreter.” right before the quote, or that or “He spoke …” right after it.
        word = _WORD.search(self._text.text, first, last)
        is_meant = (
            named is None and passage.start > placed[0].start and bool(word and word[0].lower() in self._pronouns)
        )
        return (is_meant or named == quote.speaker) and any(self._touches(first, last, at) for at in placed)

    def _touches(self, first: int, last: int, at: Passage) -> bool:
        between = self._text.text[last : at.start] if at.start >= last else self._text.text[at.end : first]
        return not _WORD.search(between) and "\n\n" not in between

    def _nearest_named(self, first: int, last: int, passage: Passage) -> str | None:
        """The id of the person who is named nearest to the words in their sentence; None when nobody is."""
        text = self._text.text
        found = (
            (max(at - passage.end, passage.start - at - len(name)), -len(name), id)
            for name, id in self._names
            for at in occurrences(text, name, first, last)
            if _is_whole(text, at, at + len(name))
        )
        # The interpreter may have a record, too.
        return min((each for each in found if each[0] >= 0), default=(0, 0, None))[2]


def _is_whole(text: str, start: int, end: int) -> bool:
    """Whether a name is no part of a longer word; in Chinese, for one, nobody can tell."""
    return text[start] >= UNCASED or not (text[start - 1 : start].isalnum() or text[end : end + 1].isalnum())
