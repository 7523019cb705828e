"""Report quotes that are said to be one utterance, but have hardly a word in common."""

from __future__ import annotations

from collections.abc import Iterator

from explorer.checking.changed import Records
from explorer.checking.repeats.results import RepeatsByRef
from explorer.checking.repeats.tokens import telling, words_of
from explorer.checking.verified_archive import VerifiedArchive
from explorer.display import shortened
from explorer.model.failures import Guard, unguarded
from explorer.model.problems import Problem, Severity
from explorer.model.records import Article, Quote
from explorer.reading.languages.wording import wording_of

# Which share of the shorter one's telling words the other must have: of two in marks, and where one is a paraphrase.
_MARKED, _PARAPHRASED = 0.34, 0.2
# Words that begin alike are forms of one: closed, closing, closure.
_STEM = 4


def problems(
    found: VerifiedArchive, also: RepeatsByRef, asked: Records | None = None, guard: Guard = unguarded
) -> Iterator[Problem]:
    """A warning for each quote, or each `asked` of, that is the `same_as` one in other words of the same language."""
    archive = found.archive
    for quote in (asked or archive).all(Quote):
        other = archive.get(Quote, quote.same_as)
        if other is None or other.id == quote.id:
            continue
        with guard(quote.ref):
            if not _are_alike(quote, other, also) and _language(found, quote) == _language(found, other):
                message = f"same_as: hardly a word of this is in {other.ref}: {shortened(' '.join(other.segments))}"
                place = archive.entries[quote.ref].place_of("same_as")
                yield Problem(place, Severity.WARNING, "same-as-unlike", message, quote.ref)


def _are_alike(quote: Quote, other: Quote, also: RepeatsByRef) -> bool:
    if any(one.versions for one in also.get(quote.ref, ()) if one.quote == other.ref):
        return True
    words, others = _stems(quote), _stems(other)
    least = min(len(words), len(others))
    if not least:
        return True
    common = len(words & others)
    # What an interpreter said may be said by another in other words.
    if quote.interpreted or other.interpreted:
        return common > 0
    return common >= (_PARAPHRASED if "indirect" in (quote.speech, other.speech) else _MARKED) * least


def _stems(quote: Quote) -> set[str]:
    return {word[:_STEM] for word in telling(words_of(" ".join(quote.segments))).words}


def _language(found: VerifiedArchive, quote: Quote) -> str:
    """The language that a quote's article is in; where nothing tells it, the article itself."""
    article, text = found.archive.get(Article, quote.article), found.texts.get(quote.article)
    language = article.language if article else None
    if language:
        return language.partition("-")[0].lower()
    return (wording_of(None, text.text).code if text else "") or quote.article
