"""What a citation says, in square brackets, of the doubts about a record: the one place that words them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Protocol

from explorer.checking.repeats.found import Also
from explorer.checking.verification import Status, Verification, status_of
from explorer.checking.wholeness.omissions import Omissions
from explorer.display import one_line
from explorer.model.archive import Archive
from explorer.model.problems import Problem
from explorer.model.records import AnyRecord, Quote

# By the status of the words.
_STATUSES = {
    Status.AMBIGUOUS: "not verified: the words stand more than once in the article",
    Status.SPLICED: "not verified: the article has other words of the speaker in between",
    Status.MISATTRIBUTED: "not verified: the article does not attribute the words as given here",
    Status.MISSING: "not verified: the words are not in the article as given here",
    Status.UNCHECKED: "not verified: there is no article text to check against",
}
# By the code of a problem that the words' status does not tell, or not as exactly.
CODE_REMARKS = {
    "check-failed": "not verified: a check of it failed",
    "speaker-mismatch": "not verified: the article has someone else say this",
    "words-spliced": _STATUSES[Status.SPLICED],
    "words-elsewhere": "the words stand in no sentence of the article, only in a caption or the like",
    "relay-loop": "not verified: who told of the words is not certain",
    "interpreter-unsaid": "the article says that an interpreter spoke",
    "date-late": "not verified: the date is later than the article",
}
# The codes by which a record is not verified, whatever the status of its words.
UNVERIFIED = frozenset(code for code, remark in CODE_REMARKS.items() if remark.startswith("not verified"))
_TOLD_BY_CODE = {
    Status.MISATTRIBUTED: "speaker-mismatch",
    Status.SPLICED: "words-spliced",
    Status.UNCHECKED: "check-failed",
}
# How many of the words left out that change what the others may mean are named.
_NAMED = 3
# A note that goes along with a citation has as many sentences as fit in so many characters, but at least one, unless
# that alone is longer than any sentence should be.
_NOTE, _LONGEST_SENTENCE = 240, 480
# A sentence ends here, unless it is the point of an abbreviation: Mr., U.S., No. 5.
_SENTENCE = re.compile(r"(?<!\b\w)(?<!\b[A-Z]\w)(?<!\b[A-Z]\w\w)[.!?][”’\"')]*\s+(?=\W*[A-Z0-9])")


class Checked(Protocol):
    """A record with what was found when it was checked; `Citable` says of each what it is."""

    archive: Archive
    record: AnyRecord
    verification: Verification | None
    omissions: Omissions | None
    problems: Sequence[Problem]
    also: Sequence[Also]
    is_stale: bool


def remarks(cited: Checked) -> Iterator[str]:
    """Why a record should not be relied on as it is, and then the curator's note."""
    record = cited.record
    codes = dict.fromkeys(problem.code for problem in cited.problems)
    if cited.verification is not None or isinstance(record, Quote):
        status = status_of(cited.verification)
        if not status.is_verified and _TOLD_BY_CODE.get(status) not in codes:
            yield _STATUSES[status]
    yield from (CODE_REMARKS[code] for code in codes if code in CODE_REMARKS)
    if cited.verification and cited.verification.accepted:
        yield f"attribution accepted: {shortened(cited.verification.accepted)}"
    if not _accepts(record, "words-left-out"):
        weighty = list(dict.fromkeys(word.lower() for each in cited.omissions or () for word in each.weighty))
        if weighty:
            yield f"leaves out {', '.join(f'“{one_line(word)}”' for word in weighty[:_NAMED])}"
    if others := list(_other_versions(cited)):
        yield f"the speaker says something else in {', '.join(others[:_NAMED])}"
    review = getattr(record, "review", "reviewed")
    if review != "reviewed":
        yield review
    if cited.is_stale:
        yield "as last read: the record can’t be read now"
    if record.note:
        yield f"note: {shortened(record.note)}"


def _other_versions(cited: Checked) -> Iterator[str]:
    """The refs of quotes in which the same speaker says these words, but for what makes them say something else."""
    record = cited.record
    for one in cited.also:
        other = cited.archive.find(one.quote) if one.quote and one.versions and one.versions.weighty else None
        if not isinstance(record, Quote) or not isinstance(other, Quote) or other.speaker != record.speaker:
            continue
        if not any(_accepts(each, "same-words", "versions-differ") for each in (record, other)):
            yield other.ref


def _accepts(record: AnyRecord, *codes: str) -> bool:
    return any(answer.code in codes for answer in record.accepts)


def shortened(note: str) -> str:
    """A note on one line: whole sentences from its beginning, and “…” for those that are left out."""
    note = one_line(note)
    if len(note) <= _NOTE:
        return note
    ends = [*(found.end() for found in _SENTENCE.finditer(note)), len(note)]
    end = max((end for end in ends if end <= _NOTE), default=ends[0])
    if end > _LONGEST_SENTENCE:
        end = note.rfind(" ", 0, _LONGEST_SENTENCE)
    return note if end == len(note) else f"{note[:end].rstrip()} …"
