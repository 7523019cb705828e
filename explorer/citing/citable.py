"""What every format of a citation needs: the record, who said its words, and whether these are verified."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property

from explorer.checking.passages import SourceText
from explorer.checking.verification import Status, Verification, status_of
from explorer.model import dates
from explorer.model.archive import Archive
from explorer.model.records import AnyRecord, Article, Event, Person, Quote

# What a citation says of words that are not verified, by their status.
_REMARKS = {
    Status.AMBIGUOUS: "not verified: the words stand more than once in the article",
    Status.MISATTRIBUTED: "not verified: the article does not attribute the words as given here",
    Status.MISSING: "not verified: the words are not in the article as given here",
    Status.UNCHECKED: "not verified: there is no article text to check against",
}
_ARTICLES = ("A ", "An ", "The ")


class Citable:
    """A record to cite.

    `verification` says how its words stand in their article, and `text` is the text of a quote's article. Either may be
    None.
    """

    def __init__(
        self,
        archive: Archive,
        record: AnyRecord,
        verification: Verification | None = None,
        text: SourceText | None = None,
    ) -> None:
        self.archive = archive
        self.record = record
        self.verification = verification
        self.text = text

    @classmethod
    def of(
        cls,
        archive: Archive,
        record: AnyRecord,
        verifications: Mapping[str, Verification],
        texts: Mapping[str, SourceText],
    ) -> Citable:
        """A record of an archive with what there is for it: verifications are by ref, texts by the article's id."""
        text = texts.get(record.article) if isinstance(record, Quote) else None
        return cls(archive, record, verifications.get(record.ref), text)

    @cached_property
    def remarks(self) -> list[str]:
        """Why the record should not be relied on as it is. A citation never leaves these remarks out."""
        return list(self._remarks())

    @property
    def article(self) -> Article | None:
        """The article to cite: the record itself, or the article of a quote."""
        if isinstance(self.record, Quote):
            return self.archive.get(Article, self.record.article)
        return self.record if isinstance(self.record, Article) else None

    def _remarks(self) -> Iterator[str]:
        is_quote = isinstance(self.record, Quote)
        if self.verification is not None or is_quote:
            status = status_of(self.verification)
            if not status.is_verified:
                yield _REMARKS[status]
        if isinstance(self.record, Quote) and self.record.review != "reviewed":
            yield self.record.review


def attributed(archive: Archive, quote: Quote) -> str:
    """Whose words a quote has, and who told the article of them: `a city aide, relaying Ana Ruiz`."""
    speaker = _called(archive.speaker(quote), quote.speaker)
    if quote.is_relayed:
        relayer = archive.relayer(quote)
        return f"{_called(relayer, archive.told_by(quote))}, relaying {speaker}"
    return speaker


def date_in_words(record: Quote | Event) -> str:
    """The date in words, marked when it is inferred; empty for a record without a date."""
    inferred = " (inferred)" if record.date_basis == "inferred" else ""
    return f"{dates.describe(record.date)}{inferred}" if record.date else ""


def _called(person: Person | None, id: str | None) -> str:
    """The person's name; of an anonymous person the first alias, since the curator made up the name."""
    if person is None:
        return id or ""
    if person.type != "anonymous" or not person.aliases:
        return person.name
    alias = person.aliases[0]
    return alias[0].lower() + alias[1:] if alias.startswith(_ARTICLES) else alias
