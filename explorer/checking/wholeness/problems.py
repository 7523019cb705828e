"""Report quotes that are not whole."""

from __future__ import annotations

from collections.abc import Iterator

from explorer.checking.changed import Records
from explorer.checking.verified_archive import VerifiedArchive
from explorer.checking.wholeness.omissions import Omission, Omissions, OmissionsByRef
from explorer.model.failures import Guard, unguarded
from explorer.model.problem_codes import problem
from explorer.model.problems import Problem, Severity
from explorer.model.records import Entry, Quote

# The maximum number of characters of omitted words in a message, and of weighty words.
_MOST, _NAMED = 60, 4


def problems(
    found: VerifiedArchive, left_out: OmissionsByRef, asked: Records | None = None, guard: Guard = unguarded
) -> Iterator[Problem]:
    """Report words omitted between two segments as an error, and those around a quote as one note or warning.
    With `asked`, only problems of those records are reported."""
    for quote in (asked or found.archive).all(Quote):
        if quote.ref in left_out:
            with guard(quote.ref):
                text = found.texts[quote.article].text
                yield from _of_quote(found.archive.entries[quote.ref], quote, left_out[quote.ref], text)


def _of_quote(entry: Entry, quote: Quote, omissions: Omissions, text: str) -> Iterator[Problem]:
    for n, between in enumerate(omissions.between, 1):
        if between:
            message = f"between segments {n} and {n + 1} words are left out: {shortened_after(between, text)}"
            yield problem(entry, "words-spliced", f"text[{n}]", message + _weighing(between.weighty))
    if omissions.before or omissions.after:
        yield _left_out(entry, quote, omissions.before, omissions.after, text)


def _left_out(entry: Entry, quote: Quote, before: Omission | None, after: Omission | None, text: str) -> Problem:
    whole = "clause" if quote.speech == "indirect" else "quotation"
    said = [f"before it {shortened_before(before, text)}"] if before else []
    said += [f"after it {shortened_after(after, text)}"] if after else []
    weighty = tuple(word for omission in (before, after) if omission for word in omission.weighty)
    severity = Severity.WARNING if weighty else Severity.NOTE
    message = f"only part of its {whole}, which has {' and '.join(said)}{_weighing(weighty)}"
    path = "text" if isinstance(quote.text, str) or before else f"text[{len(quote.text) - 1}]"
    return problem(entry, "words-left-out", path, message, severity)


def _weighing(words: tuple[str, ...]) -> str:
    """The weighty words for a message, each once."""
    named = list(dict.fromkeys(word.lower() for word in words))
    if not named:
        return ""
    more = " and others" if len(named) > _NAMED else ""
    return f" (without {', '.join(f'“{word}”' for word in named[:_NAMED])}{more} it may mean something else)"


def shortened_before(omission: Omission, text: str) -> str:
    """The words omitted before a quote, in quotation marks: the last ones, which are next to it."""
    words = " ".join(omission.words(text).split())
    return f"“{words}”" if len(words) <= _MOST else f"“…{words[1 - _MOST :]}”"


def shortened_after(omission: Omission, text: str) -> str:
    """The words omitted after a quote or a segment, in quotation marks: the first ones."""
    words = " ".join(omission.words(text).split())
    return f"“{words}”" if len(words) <= _MOST else f"“{words[: _MOST - 1]}…”"
