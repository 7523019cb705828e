"""Make the findings for a wrong or doubtful speaker, with their messages."""

from __future__ import annotations

import msgspec

from explorer.checking.speakers.context import QuoteContext
from explorer.checking.speakers.factuality import nonfactual_words
from explorer.checking.speakers.speaker_finding import MentionType, SpeakerFinding
from explorer.model.records import Person
from explorer.reading.text.passages import Passage


def mismatch(context: QuoteContext, other: Person, at: Passage) -> SpeakerFinding:
    message = f"speaker: the article has {other.name} say this ({context.shown(at)}), not {context.speaker.name}"
    return _mismatch(at, message, "speaker", speaker=other.id)


def not_relayed(context: QuoteContext, other: Person, at: Passage) -> SpeakerFinding:
    message = f"speaker: the article has {other.name} tell of this ({context.shown(at)}); the record lacks relayed_by"
    return _mismatch(at, message, "speaker", relayed_by=other.id)


def unnamed(context: QuoteContext, at: Passage | None) -> SpeakerFinding:
    who = context.speaker.name
    words = context.shown(at) if at else "no words of saying beside the quote"
    message = f"speaker: {words}: this does not tell of {who} by name, alias, role, description or pronoun"
    return SpeakerFinding(MentionType.UNNAMED, at, "speaker-unnamed", message, settled=False)


def left_open(finding: SpeakerFinding) -> SpeakerFinding:
    """The finding for a record that leaves the speaker open, and so can't be wrong about it."""
    if finding.code == "speaker-unnamed":
        return msgspec.structs.replace(finding, code="", message="")
    if "speaker" not in finding.instead:
        return finding
    return msgspec.structs.replace(finding, code="speaker-unnamed", message=finding.message.rpartition(", not ")[0])


def relayed_by_another(context: QuoteContext, other: Person, at: Passage) -> SpeakerFinding:
    relayer = context.relayer.name if context.relayer else ""
    message = f"relayed_by: the article has {other.name} speak in this sentence ({context.shown(at)}), not {relayer}"
    return _mismatch(at, message, "relayed_by", relayed_by=other.id)


def swapped(context: QuoteContext, relayer: Person, at: Passage) -> SpeakerFinding:
    message = (
        f"speaker: the article has {relayer.name} say this ({context.shown(at)}), and {context.speaker.name} tell of it"
    )
    return _mismatch(at, message, "speaker", speaker=relayer.id, relayed_by=context.speaker.id)


def _mismatch(at: Passage, message: str, path: str, **instead: str) -> SpeakerFinding:
    return SpeakerFinding(
        MentionType.UNNAMED, at, "speaker-mismatch", message, settled=False, path=path, instead=instead
    )


def relayer_unsaid(context: QuoteContext, finding: SpeakerFinding) -> SpeakerFinding:
    relayer = context.relayer.name if context.relayer else ""
    message = f"relayed_by: {relayer} does not speak in the quote’s paragraph, nor in the one before"
    return msgspec.structs.replace(finding, code="relayer-unsaid", message=message, settled=False, path="relayed_by")


def not_said(context: QuoteContext, finding: SpeakerFinding, attribution: Passage | None) -> SpeakerFinding:
    """The finding, unless the article does not assert that the speaker says so: “Ruiz denied that”."""
    if finding.code and (attribution or finding.code != "speaker-unnamed"):
        return finding
    named, is_marked = None if finding.code else finding.mention or attribution, context.quote.speech != "indirect"
    at = nonfactual_words(context.text.text, context.wording, context.placed, named, attribution, is_marked=is_marked)
    if at is None:
        return finding
    who = context.speaker.name
    message = f"attribution: leaves out “{context.shown(at)}”: the article does not tell that {who} says this"
    return msgspec.structs.replace(finding, mention=at, code="not-said", message=message, path="attribution")
