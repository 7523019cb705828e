"""The answer to who says a quote: how its article attributes it to its speaker, or what is wrong with that."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from explorer.checking.saying.asked import Asked
from explorer.checking.saying.people import How
from explorer.checking.saying.unsaid import unsaid_by
from explorer.display import shortened
from explorer.model.records import Person
from explorer.reading.text.passages import Passage


class Said(msgspec.Struct, frozen=True, gc=False):
    """How a quote is given to its speaker in its article.

    `mention` is where the article says who speaks. When it names somebody else, or nobody, `code` and `message` say so,
    `path` which value of the record is in doubt, and `instead` what its fields would be by the article, as ids of
    people; `accepted` is why the curator lets that stand. Not `settled` is what may change when somebody else is quoted
    in the article, too.
    """

    how: How
    mention: Passage | None = None
    code: str = ""
    message: str = ""
    settled: bool = True
    path: str = "speaker"
    accepted: str = ""
    instead: Mapping[str, str] = {}

    @property
    def is_mismatch(self) -> bool:
        """Whether the words of saying have somebody else speak than the record."""
        return self.code == "speaker-mismatch"

    @property
    def is_spliced(self) -> bool:
        """Whether somebody else speaks between the segments of the quote."""
        return self.code == "words-spliced"

    def moved(self, by: int) -> Said:
        """The same, so many characters farther on."""
        at = self.mention and Passage(self.mention.start + by, self.mention.end + by)
        return msgspec.structs.replace(self, mention=at)


def mismatch(asked: Asked, other: Person, at: Passage) -> Said:
    words = shortened(asked.text.text[at.start : at.end])
    message = f"speaker: the article has {other.name} say this ({words}), not {asked.speaker.name}"
    return _mismatch(at, message, "speaker", speaker=other.id)


def not_relayed(asked: Asked, other: Person, at: Passage) -> Said:
    words = shortened(asked.text.text[at.start : at.end])
    message = f"speaker: the article has {other.name} tell of this ({words}); the record lacks relayed_by"
    return _mismatch(at, message, "speaker", relayed_by=other.id)


def unnamed(asked: Asked, at: Passage | None) -> Said:
    who = asked.speaker.name
    words = shortened(asked.text.text[at.start : at.end]) if at else "no words of saying beside the quote"
    message = f"speaker: {words}: this does not tell of {who} by name, alias, role, description or pronoun"
    return Said(How.UNNAMED, at, "speaker-unnamed", message, settled=False)


def left_open(said: Said) -> Said:
    """The same for a record that leaves open who speaks: it gives the words to nobody, and so to nobody else."""
    if said.code == "speaker-unnamed":
        return msgspec.structs.replace(said, code="", message="")
    if "speaker" not in said.instead:
        return said
    return msgspec.structs.replace(said, code="speaker-unnamed", message=said.message.rpartition(", not ")[0])


def relayed_by_another(asked: Asked, other: Person, at: Passage) -> Said:
    words = shortened(asked.text.text[at.start : at.end])
    relayer = asked.relayer.name if asked.relayer else ""
    message = f"relayed_by: the article has {other.name} tell of this ({words}), not {relayer}"
    return _mismatch(at, message, "relayed_by", relayed_by=other.id)


def swapped(asked: Asked, relayer: Person, at: Passage) -> Said:
    words = shortened(asked.text.text[at.start : at.end])
    message = f"speaker: the article has {relayer.name} say this ({words}), and {asked.speaker.name} tell of it"
    return _mismatch(at, message, "speaker", speaker=relayer.id, relayed_by=asked.speaker.id)


def _mismatch(at: Passage, message: str, path: str, **instead: str) -> Said:
    return Said(How.UNNAMED, at, "speaker-mismatch", message, settled=False, path=path, instead=instead)


def relayer_unsaid(asked: Asked, said: Said) -> Said:
    relayer = asked.relayer.name if asked.relayer else ""
    message = f"relayed_by: {relayer} does not speak in the quote’s paragraph, nor in the one before"
    return msgspec.structs.replace(said, code="relayer-unsaid", message=message, settled=False, path="relayed_by")


def not_said(asked: Asked, said: Said, attribution: Passage | None) -> Said:
    """The same, unless its article does not tell there that the speaker says so: “Ruiz denied that”."""
    if said.code and (attribution or said.code != "speaker-unnamed"):
        return said
    named, is_marked = None if said.code else said.mention or attribution, asked.quote.speech != "indirect"
    at = unsaid_by(asked.text.text, asked.wording, asked.placed, named, attribution, is_marked=is_marked)
    if at is None:
        return said
    words = shortened(asked.text.text[at.start : at.end])
    message = f"attribution: leaves out “{words}”: the article does not tell that {asked.speaker.name} says this"
    return msgspec.structs.replace(said, mention=at, code="not-said", message=message, path="attribution")
