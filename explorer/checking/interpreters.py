"""Report quotes near which the article mentions an interpreter, though their record is not `interpreted`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from explorer.checking.changed import Records
from explorer.checking.verification import Verification
from explorer.checking.verified_archive import VerifiedArchive
from explorer.checking.wholeness.weighty_words import weighty_words_of
from explorer.model.failures import Guard, unguarded
from explorer.model.problem_codes import problem
from explorer.model.problems import Problem
from explorer.model.records import Article
from explorer.reading.languages.wording import wording_of
from explorer.reading.text.passages import Passage, SourceText, holds, occurrences
from explorer.reading.text.sentence_ends import sentence_around

# How articles say it: by these prepositions, and these nouns up to three words later.
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
# Each phrase contains one of the stems, which are fast to search for, and has at most this many characters around it.
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
    """Warn of each quote (or each in the `asked` articles) that an interpreter conveyed, by its article.

    Its sentence says so, or one right after it about the same speaker.
    """
    for article in (asked or found.archive).all(Article):
        if article.id in found.texts:
            with guard(article.ref):
                yield from _of_article(article, found, guard)


def _of_article(article: Article, found: VerifiedArchive, guard: Guard) -> Iterator[Problem]:
    text = found.texts[article.id]
    passages = text.kept(interpreters_in)
    quotes = found.archive.quotes_of(article) if passages else ()
    for quote in (quote for quote in quotes if not quote.interpreted):
        with guard(quote.ref):
            at = next((at for at in passages if _is_about(at, found.verifications[quote.ref], article, text)), None)
            if at:
                message = f"the article says “{' '.join(text.text[at.start : at.end].split())}” beside this quote"
                yield problem(found.archive.entries[quote.ref], "interpreter-unsaid", "interpreted", message)


def interpreters_in(text: SourceText) -> tuple[Passage, ...]:
    """Find every place where a text says that somebody spoke through an interpreter."""
    around = (at for stem in _STEMS for at in occurrences(text.text, stem))
    matches = (_pattern().search(text.text, max(0, at - _REACH), at + _REACH) for at in around)
    return tuple(sorted({Passage(*match.span()) for match in matches if match}))


def _is_about(interpreter: Passage, verification: Verification, article: Article, text: SourceText) -> bool:
    """Whether a mention of an interpreter is in a quote’s sentence, or in one after it: “She spoke through one”."""
    placed = [finding.passage for finding in verification.findings if finding.passage]
    if any(at and holds(at, interpreter) for at in verification.passages):
        return False
    paragraph = text.paragraphs[text.paragraph_at(interpreter.start) - 1]
    code = weighty_words_of(article.language, text.text).code
    first, last = sentence_around(text.text, interpreter.start, interpreter.end, paragraph.start, paragraph.end, code)
    if any(at.start < last and first < at.end for at in placed):
        return True
    word = _WORD.search(text.text, first, last)
    is_pronoun = word is not None and word[0].lower() in wording_of(article.language, text.text).pronouns
    return is_pronoun and any(
        paragraph.start <= at.start < first and not _WORD.search(text.text, at.end, first) for at in placed
    )
