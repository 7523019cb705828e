"""Report repeats once, on the later quote, unless the quotes are declared to be one utterance.

Quotes that are declared to be one, but share hardly any words, are reported as well.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from explorer.checking.changed import Records
from explorer.checking.differences import Change
from explorer.checking.repeats.results import Repeat, RepeatsByRef, VersionComparison, how_much
from explorer.checking.repeats.tokens import telling, words_of
from explorer.checking.verification import Texts, Verifications
from explorer.checking.verified_archive import VerifiedArchive
from explorer.display import shortened
from explorer.model import dates
from explorer.model.amended import differing
from explorer.model.archive import Archive
from explorer.model.failures import Guard, unguarded
from explorer.model.problem_codes import problem
from explorer.model.problems import Problem, Severity
from explorer.model.records import Article, Person, Quote, title
from explorer.reading.languages.wording import wording_of
from explorer.reading.text.passages import Passage, overlap

# The maximum number of differences in a message.
_SAID = 3


def problems(
    found: VerifiedArchive, also: RepeatsByRef, asked: Records | None = None, guard: Guard = unguarded
) -> Iterator[Problem]:
    """For each quote whose words are also elsewhere: a note, or a warning if the versions differ in meaning.

    The problem is on the later of two quotes, and on the first of several with the same unquoted words. With `asked`,
    only problems of those records are reported.
    """
    archive = found.archive
    order = {name: n for n, name in enumerate(archive.quotes_in_order(also))}
    unheld = _unheld(also)
    for quote in (asked or archive).all(Quote):
        if quote.ref not in also:
            continue
        open_: list[Repeat] = []
        settled: list[Repeat] = []
        with guard(quote.ref):
            for n, one in enumerate(also[quote.ref]):
                other = archive.find(one.quote) if one.quote else None
                if isinstance(other, Quote):
                    if _is_later(quote, other, archive, found.verifications, order):
                        (settled if one.is_settled else open_).append(one)
                elif n in unheld.get(quote.ref, ()):
                    open_.append(one)
            yield from _same_words(found, quote, open_)
            yield from _versions_differ(found, quote, settled)


def newly_or_no_longer_reported(before: RepeatsByRef, also: RepeatsByRef) -> set[str]:
    """The refs of quotes on which unquoted words are now reported and were not before, or the reverse."""
    return set() if before is also else differing(_unheld(before), _unheld(also))


def _unheld(also: RepeatsByRef) -> dict[str, list[int]]:
    """The numbers of each quote's places that no quote has, without passages of an earlier quote's place."""
    told: dict[str, list[Passage]] = defaultdict(list)
    found: dict[str, list[int]] = defaultdict(list)
    for name, places in also.items():
        for n, one in enumerate(places):
            known = told[one.article]
            if one.quote is None and one.passage and not any(overlap(one.passage, passage) for passage in known):
                known.append(one.passage)
                found[name].append(n)
    return found


def _same_words(found: VerifiedArchive, quote: Quote, open_: list[Repeat]) -> Iterator[Problem]:
    if not open_:
        return
    first = max(open_, key=lambda one: (bool(one.versions and one.versions.is_same), _weighs(one), bool(one.quote)))
    severity = Severity.WARNING if _weighs(first) else Severity.NOTE
    message = f"{_where(found, quote, first)}{_and_more(len(open_) - 1)}"
    if first.quote:
        message += "; is that one utterance? then say so by same_as"
    yield problem(found.archive.entries[quote.ref], "same-words", "text", message, severity)


def _versions_differ(found: VerifiedArchive, quote: Quote, settled: list[Repeat]) -> Iterator[Problem]:
    """Warn of versions of one utterance by one speaker that differ in meaning."""
    archive = found.archive
    for one in settled:
        other = archive.find(one.quote or "")
        if one.versions and one.versions.weighty and isinstance(other, Quote) and other.speaker == quote.speaker:
            message = f"{archive.speaker_name(quote)} says something else in {other.ref}, "
            message += f"which is the same utterance ({_place(found.texts, one)}): {_differences(one.versions)}"
            yield problem(archive.entries[quote.ref], "versions-differ", "text", message)
            return


def _where(found: VerifiedArchive, quote: Quote, one: Repeat) -> str:
    """The place of the words: `the same words are in quote/q (pier, paragraph 2), said there by Ana Ruiz`."""
    place = _place(found.texts, one)
    held = f"are in {one.quote} ({place})" if one.quote else f"stand in {place}, in no quote"
    other = found.archive.find(one.quote or "")
    by = (
        f", said there by {_speaker(found.archive, other)}"
        if isinstance(other, Quote) and other.speaker != quote.speaker
        else ""
    )
    differs = one.versions and (one.versions.changes or one.versions.weighty)
    differing = f": {_differences(one.versions)}" if one.versions and differs else ""
    return f"{how_much(one.versions)} {held}{by}{differing}"


def _differences(versions: VersionComparison) -> str:
    """The differences, weighty ones first: `“would not” here, “would never” there`."""
    changes = list(dict.fromkeys((*versions.weighty, *versions.changes)))
    said = [_said(change) for change in changes[:_SAID]]
    more = len(changes) - _SAID
    return "; ".join(said) + (f"; and {more} more difference{'s' if more > 1 else ''}" if more > 0 else "")


def _said(change: Change) -> str:
    here, there = (f"“{shortened(words)}”" if words else "" for words in (change.archive, change.article))
    if here and there:
        return f"{here} here, {there} there"
    return f"{here} only here" if here else f"{there} only there"


def _and_more(number: int) -> str:
    return f" (and {number} more place{'s' if number > 1 else ''})" if number else ""


def _place(texts: Texts, one: Repeat) -> str:
    text = texts.get(one.article)
    return f"{one.article}, paragraph {text.paragraph_at(one.passage.start)}" if text and one.passage else one.article


def _speaker(archive: Archive, quote: Quote) -> str:
    speaker = archive.get(Person, quote.speaker)
    return title(speaker) if speaker else quote.speaker


def _weighs(one: Repeat) -> bool:
    return bool(one.versions and one.versions.weighty)


def _is_later(
    quote: Quote, other: Quote, archive: Archive, verifications: Verifications, order: dict[str, int]
) -> bool:
    """Whether a quote is the later of two: in the article, by the dates of their articles, or in the files."""
    if quote.article == other.article:
        places = [next(iter(verifications[one.ref].placed), Passage(0, 0)) for one in (quote, other)]
        return (places[0], order[quote.ref]) > (places[1], order[other.ref])
    articles = [archive.get(Article, one.article) for one in (quote, other)]
    published = [
        dates.span(article.published).earliest if article and article.published else None for article in articles
    ]
    if None not in published and published[0] != published[1]:
        return published[0] > published[1]  # type: ignore[operator]
    return order[quote.ref] > order[other.ref]


# The share of the shorter quote's significant words that the other must have: for two in marks, and with a paraphrase.
_MARKED, _PARAPHRASED = 0.34, 0.2
# Words that begin with these letters in common are forms of one: closed, closing, closure.
_STEM = 4


def unlike(
    found: VerifiedArchive, also: RepeatsByRef, asked: Records | None = None, guard: Guard = unguarded
) -> Iterator[Problem]:
    """Warn of each quote (or each `asked` one) that is `same_as` another with different words in the same language."""
    archive = found.archive
    for quote in (asked or archive).all(Quote):
        other = archive.get(Quote, quote.same_as)
        if other is None or other.id == quote.id:
            continue
        with guard(quote.ref):
            if not _are_alike(quote, other, also) and _language(found, quote) == _language(found, other):
                message = f"hardly a word of this is in {other.ref}: {shortened(' '.join(other.segments))}"
                yield problem(archive.entries[quote.ref], "same-as-unlike", "same_as", message)


def _are_alike(quote: Quote, other: Quote, also: RepeatsByRef) -> bool:
    if any(one.versions for one in also.get(quote.ref, ()) if one.quote == other.ref):
        return True
    words, others = _stems(quote), _stems(other)
    least = min(len(words), len(others))
    if not least:
        return True
    common = len(words & others)
    # Another interpreter may have used other words.
    if quote.interpreted or other.interpreted:
        return common > 0
    return common >= (_PARAPHRASED if "indirect" in (quote.speech, other.speech) else _MARKED) * least


def _stems(quote: Quote) -> set[str]:
    return {word[:_STEM] for word in telling(words_of(" ".join(quote.segments)))}


def _language(found: VerifiedArchive, quote: Quote) -> str:
    """The language of a quote's article; if it is unknown, the article itself."""
    article, text = found.archive.get(Article, quote.article), found.texts.get(quote.article)
    language = article.language if article else None
    if language:
        return language.partition("-")[0].lower()
    return (wording_of(None, text.text).code if text else "") or quote.article
