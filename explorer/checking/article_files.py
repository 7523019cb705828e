"""Check the file of an article's text: is it the curated one, does it have the headline, what does its head say?"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping

from explorer.checking.changed import Records
from explorer.checking.verified_archive import VerifiedArchive
from explorer.display import shortened
from explorer.model import dates
from explorer.model.failures import Guard, unguarded
from explorer.model.problem_codes import problem
from explorer.model.problems import Problem, Replacement, some_of
from explorer.model.records import Article, Entry
from explorer.reading.heads import first_of, head_statements
from explorer.reading.text.html_entities import find_read
from explorer.reading.text.passages import Passage, SourceText

_DIGEST = re.compile(r"[0-9a-fA-F]{64}")
# The maximum number of quotes named in a message.
_NAMED = 5
# A separate line is a headline if fewer lines than this are above it: names of pages and sections, dates, menus …
_TOP = 40
# … and so is the start of one of the first lines, or what follows the name of the paper there.
_FIRST, _PARTING = 4, "|:–—-•/»>"
# A sentence of at least `_SENTENCE` words is body text if a line above of at least `_LINE` words is not a sentence.
_SENTENCE, _LINE = 10, 4
# How the rest of a headline continues that was cut off, unless the cut is at the end of a sentence.
_GOES_ON = re.compile(r"(?!By )[\w,;“„«‘'\"‹]")
_ENDS = (".", "!", "?", "…")
_NO_WORDS = " \t\r\ufeff\xa0#*_=|-–—.:!“”\"'‘’«»"


def problems(
    found: VerifiedArchive, digests: Mapping[str, str], asked: Records | None = None, guard: Guard = unguarded
) -> Iterator[Problem]:
    """For each article that could be read, report what is wrong with its `sha256` and its headline.

    `digests` has the SHA-256 of each text that could be read, by the article's id. With `asked`, only problems of those
    records are reported.
    """
    for article in (asked or found.archive).all(Article):
        if article.id in digests:
            with guard(article.ref):
                yield from _digest_problems(article, digests[article.id], found)
                yield from _headline_problems(article, found.texts[article.id], found)


def _digest_problems(article: Article, digest: str, found: VerifiedArchive) -> Iterator[Problem]:
    entry = found.archive.entries[article.ref]
    given = article.sha256
    if given is None:
        message = "none, so that a later change of the file goes unseen; explorer check --fix writes it"
        yield problem(entry, "sha256-missing", "sha256", message)
    elif not _DIGEST.fullmatch(given):
        message = f"a SHA-256 has 64 digits from 0 to f; that of seeds/{article.file} is {digest}"
        yield problem(entry, "wrong-sha256", "sha256", message)
    elif given.lower() != digest:
        quotes = found.archive.quotes_of(article)
        verified = ((quote.ref, found.verifications[quote.ref].findings) for quote in quotes)
        lost = [name for name, findings in verified if not all(finding.passage for finding in findings)]
        fate = _fate(lost, len(quotes))
        message = f"seeds/{article.file} has changed since it was curated; {fate}; it is now {digest}"
        yield problem(entry, "source-changed", "sha256", message)


def _fate(lost: list[str], of: int) -> str:
    """Which of an article's quotes are lost, for a message."""
    if not lost:
        return f"all its quotes ({of}) still hold"
    verb = "holds" if len(lost) == 1 else "hold"
    return f"{len(lost)} of its {of} quotes no longer {verb}: {some_of(lost, _NAMED)}"


def _headline_problems(article: Article, text: SourceText, found: VerifiedArchive) -> Iterator[Problem]:
    """Warn if the words of the headline occur in the text, but nowhere as its headline."""
    finding = next((item for item in found.verifications[article.ref].findings if item.path == "headline"), None)
    if finding is None or finding.passage is None:
        return
    words = article.headline
    places = text.find(words) or text.find_folded(words) or find_read(text, words)
    if not any(_is_headline(text.text, at, article.furniture) for at in places):
        number = text.paragraph_at(finding.passage.start)
        first = next(iter(_lines_above(text.text, len(text.text), article.furniture)), "")
        message = f"these words only stand in paragraph {number}, and not as a headline; "
        message += f"the text begins: {shortened(first)}"
        yield problem(found.archive.entries[article.ref], "headline-inside", "headline", message)


def _is_headline(text: str, at: Passage, furniture: Collection[str]) -> bool:
    """Whether words near the top of a text are a separate line, begin one, or follow a mark there."""
    begin, end = text.rfind("\n", 0, at.start) + 1, text.find("\n", at.end)
    line = text[begin : end if end >= 0 else None]
    before, after = text[begin : at.start].strip(), text[at.end : end if end >= 0 else None].strip()
    above = _lines_above(text, begin, furniture)
    begins = not before.strip(_NO_WORDS)
    if begins and not after.strip(_NO_WORDS):
        return len(above) < _TOP and not _is_body(line, above)
    words = text[at.start : at.end]
    is_whole = (
        not _GOES_ON.match(after) or _is_sentence(line) or words.endswith(_ENDS) or words == first_of(line.strip())
    )
    return len(above) < _FIRST and ((begins and is_whole) or (before[-1:] in _PARTING and after[:1] in _PARTING))


def _is_body(line: str, above: list[str]) -> bool:
    """Whether a line is a sentence, and one above it may be the headline."""
    headlines = (other for other in above if len(other.split()) >= _LINE and not _is_sentence(other))
    return len(line.split()) >= _SENTENCE and _is_sentence(line) and any(headlines)


def _is_sentence(line: str) -> bool:
    return line.rstrip(" \t\r\xa0”“\"'’»)").endswith((".", "。"))


def _lines_above(text: str, end: int, furniture: Collection[str]) -> list[str]:
    """The lines of a text up to an offset that contain words, without furniture."""
    lines = (line.strip() for line in text[:end].split("\n"))
    return [line for line in lines if line.strip(_NO_WORDS) and line not in furniture]


CODE = "head-conflict"
# Words of a byline or a publisher that are not part of a name.
_COMMON = {"by", "the", "and", "von", "par", "por", "van", "of", "de", "for", "in", "staff", "reporter", "editor"}
_WORD = re.compile(r"[^\W\d_]{2,}")


def head_conflicts(found: VerifiedArchive, asked: Records | None = None, guard: Guard = unguarded) -> Iterator[Problem]:
    """Warn of each field of an article that the head of its text contradicts, and does not confirm elsewhere.

    A text that does not mention a field contradicts nothing, nor does an open or approximate date. With `asked`, only
    problems of those records are reported.
    """
    for article in (asked or found.archive).all(Article):
        text = found.texts.get(article.id)
        if text:
            with guard(article.ref):
                yield from _of_article(found.archive.entries[article.ref], article, text)


def _of_article(entry: Entry, article: Article, text: SourceText) -> Iterator[Problem]:
    statements = text.kept(head_statements)
    for field, value, stated in (
        ("byline", article.byline, statements.bylines),
        ("publisher", article.publisher, statements.publishers),
    ):
        if value and stated and not any(_may_be_same(value, each) for each in stated):
            yield _conflict(entry, field, value, stated[0])
    if not article.published or any(mark in article.published for mark in "?~%"):
        return
    published, written = dates.span(article.published), statements.dateline_day
    is_stated = any(published.earliest <= dates.span(day).earliest <= published.latest for day in statements.days)
    if statements.days and not is_stated:
        yield _conflict(entry, "published", article.published, statements.days[0])
    elif written and published.latest < dates.span(written).earliest:
        yield _conflict(entry, "published", article.published, written)


def _may_be_same(value: str, stated: str) -> bool:
    """Whether two names share a word, or one is the initials of the other."""
    ours, theirs = (
        [word for word in _WORD.findall(name) if word.casefold() not in _COMMON] for name in (value, stated)
    )
    if not ours or not theirs or not {word.casefold() for word in ours}.isdisjoint(word.casefold() for word in theirs):
        return True
    short, long = sorted((ours, theirs), key=len)
    return len(short) == 1 and short[0].upper() == "".join(word[0].upper() for word in long)


def _conflict(entry: Entry, field: str, value: str, stated: str) -> Problem:
    message = f"the head of the text has “{stated}”, and not “{value}”"
    return problem(entry, CODE, field, message, meant=Replacement(value, stated))
