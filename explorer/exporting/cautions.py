"""Reasons to be careful with an exported record; every format states them in its own way."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum

import msgspec

from explorer.checking.verification import status_of
from explorer.checking.wholeness.omissions import Omission
from explorer.citing.citable import UNVERIFIED
from explorer.model.records import AnyRecord, Quote
from explorer.snapshot import Snapshot


class Caution(StrEnum):
    """A reason not to pass a record on without comment. `citing.remarks` explains most of them in more detail."""

    NOT_VERIFIED = "not verified"
    DISPUTED = "disputed"
    DRAFT = "draft"
    RELAYED = "relayed"
    LEAVES_OUT = "leaves out words"
    STALE = "as last read"


class LeftOut(msgspec.Struct, frozen=True):
    """Words of the article that a quote leaves out: `before`, `between` or `after` what it has of them.

    `weighty` has those of them without which the rest may mean something else.
    """

    where: str
    words: str
    weighty: tuple[str, ...] = ()


def cautions(snapshot: Snapshot, record: AnyRecord) -> Iterator[Caution]:
    """The reasons to be careful with a record, the most serious first."""
    verification = snapshot.verifications.get(record.ref)
    unverified = (verification is not None or isinstance(record, Quote)) and not status_of(verification).is_verified
    if unverified or any(problem.code in UNVERIFIED for problem in snapshot.problems_of.get(record.ref, ())):
        yield Caution.NOT_VERIFIED
    review = getattr(record, "review", "")
    if review in (Caution.DISPUTED, Caution.DRAFT):
        yield Caution(review)
    if isinstance(record, Quote):
        if record.is_relayed:
            yield Caution.RELAYED
        if snapshot.omissions.get(record.ref):
            yield Caution.LEAVES_OUT
    if record.ref in snapshot.stale:
        yield Caution.STALE


def left_out(snapshot: Snapshot, quote: Quote) -> Iterator[LeftOut]:
    """The words of the article that a quote omits, in the order of the article."""
    omissions, text = snapshot.omissions.get(quote.ref), snapshot.texts.get(quote.article)
    if omissions is None or text is None:
        return
    places: list[tuple[str, Omission | None]] = [("before", omissions.before)]
    places += [("between", each) for each in omissions.between] + [("after", omissions.after)]
    for where, omission in places:
        if omission:
            yield LeftOut(where, omission.words(text.text), omission.weighty)
