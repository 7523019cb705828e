"""What every format of a citation needs: a record's words, who said them, where they stand, and what is in doubt."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from functools import cached_property
from typing import Protocol

from explorer.checking.repeats.found import Also, Repeats
from explorer.checking.verification import Verification
from explorer.checking.wholeness.omissions import Omissions
from explorer.citing.quoting import pieces_of, words_of
from explorer.citing.remarks import remarks
from explorer.model import dates
from explorer.model.archive import Archive
from explorer.model.problems import Problem
from explorer.model.records import AnyRecord, Article, Event, Person, Quote
from explorer.reading.text.passages import SourceText

_ARTICLES = ("A ", "An ", "The ")
# What a curator put into somebody's words, such as a word that the article lacks.
_INSERTED = re.compile(r"\s*\[[^\]]*\]")


class Checked(Protocol):
    """A checked archive, such as a `Snapshot`: what there is for each record, by ref; and texts, by article."""

    @property
    def archive(self) -> Archive: ...
    @property
    def verifications(self) -> Mapping[str, Verification]: ...
    @property
    def texts(self) -> Mapping[str, SourceText]: ...
    @property
    def omissions(self) -> Mapping[str, Omissions]: ...
    @property
    def repeats(self) -> Repeats: ...
    @property
    def problems_of(self) -> Mapping[str, Sequence[Problem]]: ...
    @property
    def stale(self) -> Collection[str]: ...


class Citable:
    """A record to cite.

    `verification` says how its words stand in their article, and `text` is the text of a quote's article. `omissions`
    says what a quote leaves out there, `problems` has those of the record, and `also` the other places of its words.
    Any of these may be missing. A record that can't be read now, and is as it was last read, `is_stale`.
    """

    def __init__(
        self,
        archive: Archive,
        record: AnyRecord,
        verification: Verification | None = None,
        text: SourceText | None = None,
        omissions: Omissions | None = None,
        problems: Sequence[Problem] = (),
        also: Sequence[Also] = (),
        *,
        is_stale: bool = False,
    ) -> None:
        self.archive = archive
        self.record = record
        self.verification = verification
        self.text = text
        self.omissions = omissions
        self.problems = problems
        self.also = also
        self.is_stale = is_stale

    @classmethod
    def of(cls, checked: Checked, record: AnyRecord) -> Citable:
        """A record of an archive with what there is for it."""
        ref = record.ref
        text = checked.texts.get(record.article) if isinstance(record, Quote) else None
        return cls(
            checked.archive,
            record,
            checked.verifications.get(ref),
            text,
            checked.omissions.get(ref),
            checked.problems_of.get(ref, ()),
            checked.repeats.also.get(ref, ()),
            is_stale=ref in checked.stale,
        )

    @cached_property
    def remarks(self) -> list[str]:
        """Why the record should not be relied on as it is, and the curator's note. No citation leaves these out."""
        return list(remarks(self))

    @cached_property
    def pieces(self) -> list[str]:
        """The words of a quote, in pieces that the article parts; see `quoting.pieces_of`. It must be a quote."""
        assert isinstance(self.record, Quote)
        return pieces_of(self.record, self.verification, self.text, self.omissions)

    @property
    def words(self) -> str:
        """The words of a quote in quotation marks; see `quoting.words_of`. The record must be a quote."""
        assert isinstance(self.record, Quote)
        return words_of(self.record, self.pieces, self.omissions)

    @cached_property
    def paragraph_numbers(self) -> list[int]:
        """The numbers of the paragraphs that the words stand in; none when they were not found."""
        passages = self.verification.passages if self.verification else ()
        if self.text is None or not passages or None in passages:
            return []
        numbers: set[int] = set()
        for passage in filter(None, passages):
            first, last = (self.text.paragraph_at(at) for at in (passage.start, max(passage.start, passage.end - 1)))
            numbers.update(range(first, last + 1))
        return sorted(numbers)

    @property
    def paragraphs(self) -> str:
        """The numbers of the paragraphs, as a reader writes them: `7`, `3–5`, `3, 7`."""
        return _ranges(self.paragraph_numbers)

    @property
    def located(self) -> str:
        """The paragraphs in words: `para. 7`, `paras. 3–5`; empty when the words were not found."""
        return f"para{'.' if self.paragraphs.isdecimal() else 's.'} {self.paragraphs}" if self.paragraphs else ""

    @property
    def article(self) -> Article | None:
        """The article to cite: the record itself, or the article of a quote."""
        if isinstance(self.record, Quote):
            return self.archive.get(Article, self.record.article)
        return self.record if isinstance(self.record, Article) else None


def attributed(archive: Archive, quote: Quote) -> str:
    """Whose words a quote has, and who told the article of them: `a city aide, relaying Ana Ruiz`."""
    speaker = called(archive.speaker(quote), quote.speaker)
    if quote.is_relayed:
        relayer = archive.relayer(quote)
        return f"{called(relayer, archive.told_by(quote))}, relaying {speaker}"
    return speaker


def date_in_words(record: Quote | Event) -> str:
    """The date in words, marked when it is inferred; empty for a record without a date."""
    inferred = " (inferred)" if record.date_basis == "inferred" else ""
    return f"{dates.describe(record.date)}{inferred}" if record.date else ""


def called(person: Person | None, id: str | None) -> str:
    """The person's name; of an anonymous person the first alias, since the curator made up the name.

    Where the alias lacks a word that the name or the role has in square brackets, these are what it is cited with: the
    article's “a senior administration” is “a senior administration [official]”.
    """
    if person is None:
        return id or ""
    if person.type != "anonymous" or not person.aliases:
        return person.name
    alias = person.aliases[0]
    whole = (text for text in (person.name, *person.aliases, person.role or "") if _completes(text, alias))
    name = next(whole, alias)
    return name[0].lower() + name[1:] if name.startswith(_ARTICLES) else name


def _completes(text: str, alias: str) -> bool:
    """Whether a text is an alias with something in square brackets put into it."""
    without = _INSERTED.sub("", text).strip()
    return without != text.strip() and without.casefold() == alias.strip().casefold()


def _ranges(numbers: list[int]) -> str:
    """Numbers as a reader writes them: `3–5, 7`."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs)
