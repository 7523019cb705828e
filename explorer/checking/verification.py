"""Whether the words of a record are in its articles: a status and a place for each of its texts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum

import msgspec

from explorer.checking.speakers.speaker_finding import CandidateNames, SpeakerFinding
from explorer.model.records import AnyRecord, Article, Event, Person, Quote
from explorer.reading.text.passages import Passage, SourceText


class Status(StrEnum):
    """How exactly words are in their article, best first.

    Only a quote as a whole is spliced or misattributed: its words are in the article, but more was said between its
    segments, or the article does not attribute them to its speaker.
    """

    VERBATIM = "verbatim"
    TYPOGRAPHIC = "typographic"
    AMBIGUOUS = "ambiguous"
    SPLICED = "spliced"
    MISATTRIBUTED = "misattributed"
    MISSING = "missing"
    UNCHECKED = "unchecked"

    @property
    def is_verified(self) -> bool:
        """Whether the words are in the article, apart from typography, at a place that is certain."""
        return self in (Status.VERBATIM, Status.TYPOGRAPHIC)


_WORST_FIRST = (Status.MISSING, Status.UNCHECKED, *reversed(list(Status)[:-2]))


class Finding(msgspec.Struct, frozen=True, gc=False):
    """The result of searching for one text in an article.

    `path` is the text's path within its record. If something is wrong, `code` says what. For a missing text, `nearest`
    is the most similar passage of the article, and `elsewhere` the id of another article that has the words.
    """

    path: str
    words: str
    status: Status
    passage: Passage | None = None
    code: str = ""
    message: str = ""
    nearest: Passage | None = None
    elsewhere: str | None = None


class Verification(msgspec.Struct, frozen=True):
    """The findings for one record.

    For a quote, of its segments and then its attribution; for a person or an event, of their evidence; for an article,
    of its headline and the lines listed in its record. `said` is the attribution of a quote to its speaker, if its
    words and its attribution are found. A quote is `spliced` if it leaves out words between its segments, which
    `wholeness` determines after all quotes are verified. If any of this `failed`, it is unknown, and the record is not
    verified. `looked_up` has the lookups of people that `said` depends on, apart from the quote's own people: see
    `speakers.lookups`. `meant` has the possible referents of pronouns by their places, so that the article need not be
    read again for them.
    """

    findings: tuple[Finding, ...] = ()
    said: SpeakerFinding | None = None
    spliced: bool = False
    failed: bool = False
    looked_up: bytes = b""
    meant: tuple[tuple[int, CandidateNames], ...] = ()

    @property
    def is_unsettled(self) -> bool:
        """Whether words are missing, which another text may have, or their status is unknown."""
        return self.failed or any(finding.status is Status.MISSING for finding in self.findings)

    @property
    def segments(self) -> tuple[Finding, ...]:
        """The findings for a quote's own words."""
        if not self.findings or not self.findings[0].path.startswith("text"):
            return ()
        return self.findings[:-1] if self.attribution else self.findings

    @property
    def attribution(self) -> Finding | None:
        """The finding for a quote's attribution, if it has one."""
        last = self.findings[-1] if self.findings else None
        return last if last and last.path == "attribution" else None

    @property
    def attribution_at(self) -> Passage | None:
        """The place of a quote's attribution; None if it has none, or if it is not near the quote."""
        return self.attribution.passage if self.attribution else None

    @property
    def status(self) -> Status:
        """The worst status of a quote's segments, or of all findings of another record.

        A quote whose words are found is misattributed if its attribution is not, or if the article attributes it to
        somebody else and the curator has not accepted that.
        """
        statuses = {finding.status for finding in self.segments or self.findings}
        if self.attribution and self.attribution.status is Status.MISSING:
            statuses.add(Status.MISATTRIBUTED)
        if self.spliced or (self.said and self.said.is_spliced):
            statuses.add(Status.SPLICED)
        if self.said and self.said.is_mismatch and not self.accepted:
            statuses.add(Status.MISATTRIBUTED)
        if self.failed:
            statuses.add(Status.UNCHECKED)
        return next((status for status in _WORST_FIRST if status in statuses), Status.UNCHECKED)

    @property
    def accepted(self) -> str:
        """Why the curator accepted that the article seems to attribute a quote to somebody else; empty otherwise."""
        return self.said.accepted if self.said else ""

    @property
    def passages(self) -> tuple[Passage | None, ...]:
        """The place of each segment; None for one that was not found, or found in several places."""
        return tuple([finding.passage for finding in self.segments])

    @property
    def placed(self) -> Sequence[Passage]:
        """The places of the segments that were found in one place."""
        return [passage for passage in self.passages if passage]

    def paragraphs_in(self, text: SourceText) -> list[int]:
        """The numbers, from 1, of the paragraphs of the article's text with the segments, in order."""
        found = [(text.paragraph_at(at.start), text.paragraph_at(at.end - 1)) for at in self.placed]
        return sorted({number for first, last in found for number in range(first, last + 1)})


def status_of(verification: Verification | None) -> Status:
    """The status of a record's words; unchecked without a verification."""
    return verification.status if verification else Status.UNCHECKED


def texts_of(record: AnyRecord) -> Iterator[tuple[str, str, str]]:
    """Each text of a record that should be in an article: its path within the record, its words, the article."""
    match record:
        case Article():
            yield "headline", record.headline, record.id
            for name in ("furniture", "captions", "corrections", "not_quoted"):
                yield from ((f"{name}[{n}]", line, record.id) for n, line in enumerate(getattr(record, name)))
        case Quote():
            many = not isinstance(record.text, str)
            for n, words in enumerate(record.segments):
                yield f"text[{n}]" if many else "text", words, record.article
            if record.attribution:
                yield "attribution", record.attribution, record.article
        case Person() | Event():
            yield from ((f"evidence[{n}].text", item.text, item.article) for n, item in enumerate(record.evidence))


def unchecked(path: str, words: str) -> Finding:
    """The finding for a text that was not searched for."""
    return Finding(path, words, Status.UNCHECKED)


# The texts of articles by the article's id, and the verifications of records by their ref.
Texts = Mapping[str, SourceText]
Verifications = Mapping[str, Verification]
