"""What a quote rests on, and counting quotes by what they rest on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import msgspec

from explorer.checking.verification import Verification, status_of
from explorer.model.archive import Archive
from explorer.model.records import Quote, is_draft


class Grounds(NamedTuple):
    """What a quote rests on: who spoke, who relayed it and who told the article, by id, and what kind of words it has.

    A person without a record is None, and so is the relayer of a quote that was not relayed. Whoever told of words and
    is not named at all is None, too; their type is then anonymous. Quotes with equal grounds are counted together.
    """

    speaker: str | None
    relayer: str | None
    teller: str | None
    teller_type: str
    relayed: bool
    interpreted: bool
    paraphrase: bool
    unverified: bool
    draft: bool


Counted = Mapping[Grounds, int]


COUNTS = (
    "quotes",
    "utterances",
    "named",
    "collective",
    "anonymous",
    "document",
    "relayed",
    "interpreted",
    "paraphrase",
    "unverified",
    "draft",
)


class Spread(msgspec.Struct, frozen=True):
    """Over how many articles some quotes are spread, and how many independent reports these are: reprints are one."""

    articles: int = 0
    reports: int = 0


class Tally(msgspec.Struct, frozen=True):
    """How many of some quotes rest on what. `COUNTS` has the names of all counts, in the order in which they are shown.

    `named`, `collective`, `anonymous` and `document` are types of whoever told the article of the words: the relayer,
    else the speaker. They add up to `quotes`, unless such a person has no record. The other counts overlap with these
    and with each other: `relayed` words were told by someone other than their speaker; `interpreted` words are an
    interpreter's; a `paraphrase` has no fragment in the speaker's own words; `unverified` words are not known to stand
    in the article; a `draft` is accepted by nobody yet. `repeated` quotes are of an utterance that an earlier one of
    them is of already.
    """

    quotes: int = 0
    named: int = 0
    collective: int = 0
    anonymous: int = 0
    document: int = 0
    relayed: int = 0
    interpreted: int = 0
    paraphrase: int = 0
    unverified: int = 0
    draft: int = 0
    repeated: int = 0

    @property
    def utterances(self) -> int:
        """How much was said, however many quotes have it."""
        return self.quotes - self.repeated


def grounds_of(archive: Archive, quote: Quote, verification: Verification | None) -> Grounds:
    """What one quote rests on."""
    speaker, relayer, teller = archive.speaker(quote), archive.relayer(quote), archive.teller(quote)
    return Grounds(
        speaker=speaker.id if speaker else None,
        relayer=relayer.id if relayer else None,
        teller=teller.id if teller else None,
        teller_type=archive.teller_type(quote) or "",
        relayed=quote.is_relayed,
        interpreted=quote.interpreted,
        paraphrase=quote.speech == "indirect" and not archive.children(quote),
        unverified=not status_of(verification).is_verified,
        draft=is_draft(quote),
    )


def tally(counted: Counted, repeated: int = 0) -> Tally:
    """The tally of some counted quotes, of which some are `repeated`."""
    counts = dict.fromkeys(Tally.__struct_fields__, 0)
    for grounds, number in counted.items():
        counts["quotes"] += number
        if grounds.teller_type:
            counts[grounds.teller_type] += number
        for name in ("relayed", "interpreted", "paraphrase", "unverified", "draft"):
            if getattr(grounds, name):
                counts[name] += number
    return Tally(**counts | {"repeated": repeated})
