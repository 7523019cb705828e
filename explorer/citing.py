"""Records as text to paste elsewhere: citations, and the command that reopens a view."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Sequence
from pathlib import Path

from explorer import dates
from explorer.archive import Archive
from explorer.display import clean
from explorer.records import AnyRecord, Article, Event, Person, Quote, Topic

# What a citation says of words by the status of their verification; words that stand in the article need no remark.
_REMARKS = {
    "ambiguous": "not verified: the words stand more than once in the article",
    "missing": "not verified: the words are not in the article as given here",
    "unchecked": "not verified: there is no article text to check against",
}


def citation(archive: Archive, record: AnyRecord, status: str = "verbatim") -> str:
    """A record on one line that is safe to paste, with its ref at the end.

    A quote has who said it and how it reached the article. A paraphrase is marked as one and stands in no quotation
    marks. `status` is that of the record's verification: what is not verified is cited as not verified.
    """
    match record:
        case Quote():
            parts = _quote(archive, record)
        case Article():
            parts = _article(record)
        case Event():
            parts = _event(record)
        case Person():
            parts = iter([record.name, *filter(None, [record.role, record.affiliation])])
        case Topic():
            parts = iter([f"{record.label}: {record.description}" if record.description else record.label])
    remarks = [_REMARKS[status]] if status in _REMARKS else []
    if isinstance(record, Quote) and record.review != "reviewed":
        remarks.append(record.review)
    # Not `one_line`: the spaces of a quote are the article's.
    return clean(f"{', '.join(parts)}{''.join(f' [{remark}]' for remark in [*remarks, record.ref])}").replace("\n", " ")


def reopen_command(root: Path, trail: Sequence[str] = (), query: str = "") -> str:
    """The shell command that reopens a view on the archive in `root`, from whatever folder it is run."""
    words = ["explorer", *trail, "--archive", str(root.absolute())]
    if query.startswith("-"):
        words.append(f"--query={query}")  # on its own it would be taken for an option
    elif query:
        words += ["--query", query]
    return shlex.join(words)


def _quote(archive: Archive, quote: Quote) -> Iterator[str]:
    yield f"{_words(quote)} — {_speaker(archive, quote)}"
    if quote.interpreted:
        yield "through an interpreter"
    if quote.medium:
        yield quote.medium
    yield from _date(quote)
    article = archive.get(Article, quote.article)
    yield from _article(article) if article else [quote.article]


def _words(quote: Quote) -> str:
    if quote.speech == "indirect":
        return f"Paraphrase: {' … '.join(quote.segments)}"
    words = " … ".join(f"“{segment}”" for segment in quote.segments)
    return f"{words} (partial quote)" if quote.speech == "partial" else words


def _speaker(archive: Archive, quote: Quote) -> str:
    speaker, relayer = archive.speaker(quote), archive.relayer(quote)
    name = speaker.name if speaker else quote.speaker
    if quote.relayed_by is None or quote.relayed_by == quote.speaker:
        return name
    return f"{name}, as relayed by {relayer.name if relayer else quote.relayed_by}"


def _article(article: Article) -> Iterator[str]:
    yield f"“{article.headline}”"
    yield from filter(None, [article.byline, article.publisher])
    if article.published:
        yield dates.describe(article.published)
    if article.url:
        yield article.url


def _event(event: Event) -> Iterator[str]:
    yield event.name
    yield from _date(event)
    if event.place:
        yield event.place


def _date(record: Quote | Event) -> Iterator[str]:
    if record.date:
        inferred = " (inferred)" if record.date_basis == "inferred" else ""
        yield f"{dates.describe(record.date)}{inferred}"
