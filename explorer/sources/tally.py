"""What a quote rests on, and how many of some quotes rest on each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

import msgspec

from explorer.archive import Archive
from explorer.records import Quote
from explorer.verification import Status, Verification

_VERIFIED = (Status.VERBATIM, Status.TYPOGRAPHIC)


class Tally(msgspec.Struct, frozen=True):
    """How many of some quotes rest on what.

    `named`, `collective` and `anonymous` go by who told the article of the words: whoever relays them, or else their
    speaker. They add up to `quotes`, but for a source that has no record. The others overlap with these and with each
    other: `relayed` words were told by someone other than their speaker, `interpreted` words are an interpreter's, of a
    `paraphrase` no fragment is the speaker's own, and `unverified` words were not found in the article.
    """

    quotes: int = 0
    named: int = 0
    collective: int = 0
    anonymous: int = 0
    relayed: int = 0
    interpreted: int = 0
    paraphrase: int = 0
    unverified: int = 0


class Grounds:
    """What each quote of an archive rests on."""

    def __init__(self, archive: Archive, verifications: Mapping[str, Verification]) -> None:
        self._archive = archive
        self._verifications = verifications
        self._of: dict[str, tuple[str, ...]] = {}

    def of(self, quote: Quote) -> tuple[str, ...]:
        """The counts of a tally, other than `quotes`, that a quote adds to."""
        if quote.ref not in self._of:
            self._of[quote.ref] = tuple(self._grounds(quote))
        return self._of[quote.ref]

    def tally(self, quotes: Iterable[Quote]) -> Tally:
        counts = Counter(ground for quote in quotes for ground in ("quotes", *self.of(quote)))
        return Tally(**counts)

    def _grounds(self, quote: Quote) -> Iterator[str]:
        teller = self._archive.teller(quote)
        if teller:
            yield teller.type
        if quote.is_relayed:
            yield "relayed"
        if quote.interpreted:
            yield "interpreted"
        if quote.speech == "indirect" and not self._archive.children(quote):
            yield "paraphrase"
        verification = self._verifications.get(quote.ref)
        if verification is None or verification.status not in _VERIFIED:
            yield "unverified"
