"""What quotes rest on: counting it, and finding weaknesses that matter before relying on the quotes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

import msgspec

from explorer.checking.verification import Verification, status_of
from explorer.model.archive import UNNAMED, Archive
from explorer.model.records import Person, Quote, Topic, is_draft


class Grounds(NamedTuple):
    """What a quote rests on: its speaker, relayer and teller (who told the article), by id, and the kind of its words.

    A person without a record is None, and so is the relayer of a quote that was not relayed. An unnamed teller is None,
    too, with the type anonymous. Quotes with equal grounds are counted together.
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
    """The number of articles that contain some quotes, and of independent reports among them: reprints are one."""

    articles: int = 0
    reports: int = 0


class Tally(msgspec.Struct, frozen=True):
    """How many quotes rest on what. `COUNTS` has the names of all counts, in the order in which they are shown.

    `named`, `collective`, `anonymous` and `document` are types of the person who told the article the words: the
    relayer, else the speaker. They add up to `quotes`, unless such a person has no record. The other counts overlap
    with these and with each other: `relayed` words were told by someone other than their speaker; `interpreted` words
    are an interpreter's; a `paraphrase` has no fragment in the speaker's own words; `unverified` words were not found
    in the article; a `draft` has not been accepted by anyone. `repeated` quotes belong to the utterance of an earlier
    quote.
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
        """The number of distinct utterances."""
        return self.quotes - self.repeated


def grounds_of(archive: Archive, quote: Quote, verification: Verification | None) -> Grounds:
    """Determine what a quote rests on."""
    speaker, relayer = archive.speaker(quote), archive.relayer(quote)
    teller = relayer if quote.is_relayed else speaker
    return Grounds(
        speaker=speaker.id if speaker else None,
        relayer=relayer.id if relayer else None,
        teller=teller.id if teller else None,
        teller_type=teller.type if teller else archive.teller_type(quote) or "",
        relayed=quote.is_relayed,
        interpreted=quote.interpreted,
        paraphrase=quote.speech == "indirect" and not archive.children(quote),
        unverified=not status_of(verification).is_verified,
        draft=is_draft(quote),
    )


def tally(counted: Counted, repeated: int = 0) -> Tally:
    """Tally some counted quotes, given how many of them are `repeated`."""
    counts = dict.fromkeys(Tally.__struct_fields__, 0)
    for grounds, number in counted.items():
        counts["quotes"] += number
        if grounds.teller_type:
            counts[grounds.teller_type] += number
        for name in ("relayed", "interpreted", "paraphrase", "unverified", "draft"):
            if getattr(grounds, name):
                counts[name] += number
    return Tally(**counts | {"repeated": repeated})


class Caveat(msgspec.Struct, frozen=True):
    """A weakness of a topic's sources: a code for machines, and a sentence. The sentence may contain any text."""

    code: str
    message: str


def caveats(archive: Archive, topic: Topic, counted: Counted, total: Tally) -> Iterator[Caveat]:
    """Find the weaknesses of a topic's sources. A topic without quotes has none."""
    if not counted:
        return
    yield from _few_sources(archive, counted, total)
    if all(grounds.paraphrase for grounds in counted):
        yield Caveat("no-direct-words", f"No direct words: all that is known about {topic.label} is paraphrase.")
    by_speaker: dict[str | None, list[Grounds]] = defaultdict(list)
    for grounds in counted:
        by_speaker[grounds.speaker].append(grounds)
    for id, said in by_speaker.items():
        speaker = archive.get(Person, id)
        if speaker:
            yield from _second_hand(archive, speaker, said)
    if total.unverified:
        yield Caveat("unverified", f"Not verified: {total.unverified} of {total.quotes} quotes.")
    if total.draft and archive.shows_drafts:
        yield Caveat("draft", f"Not reviewed: {total.draft} of {total.quotes} quotes.")


def _few_sources(archive: Archive, counted: Counted, total: Tally) -> Iterator[Caveat]:
    """Report few sources. One without a record is unknown, and two without names may be two people."""
    if any(not grounds.teller_type for grounds in counted):
        return
    tellers = _people(archive, (grounds.teller for grounds in counted))
    unnamed = any(grounds.teller is None for grounds in counted)
    if len(tellers) + unnamed == 1 and (tellers or total.utterances == 1):
        source = UNNAMED if unnamed else _described(tellers[0])
        yield Caveat("single-source", f"Single source: {_all(total)} on {source}.")
    elif not unnamed and _may_be_one(archive, tellers):
        names = _listed([teller.name for teller in tellers])
        yield Caveat("perhaps-single-source", f"Perhaps a single source: {names} may be the same person.")
    elif all(grounds.teller_type == "anonymous" for grounds in counted):
        yield Caveat("no-named-source", f"No source by name: {_all(total)} on anonymous sources.")


def _second_hand(archive: Archive, speaker: Person, said: Sequence[Grounds]) -> Iterator[Caveat]:
    """Report a speaker who is quoted only second-hand: through others, or through an interpreter."""
    relayed = [grounds for grounds in said if grounds.relayed]
    others = [grounds for grounds in said if not grounds.relayed]
    if not others:
        relayers = _people(archive, (grounds.relayer for grounds in relayed))
        names = [person.name for person in relayers]
        names += [UNNAMED] if any(grounds.relayer is None and grounds.teller_type for grounds in relayed) else []
        by = _relayer(relayers[0]) if relayers and len(names) == 1 else _listed(names) or "someone without a record"
        yield Caveat("relayed", f"{speaker.name}’s part is relayed by {by}.")
    elif all(grounds.interpreted for grounds in others):
        also = ", or relayed by others" if relayed else ""
        yield Caveat("interpreted", f"{speaker.name} is heard only through an interpreter{also}.")


def _may_be_one(archive: Archive, people: Sequence[Person]) -> bool:
    """Whether all of them may be one person according to `possibly_same_as`."""
    linked = {person.id: {other.id for other in archive.possibly_same_as(person)} for person in people}
    reached, waiting = {people[0].id}, [people[0].id]
    while waiting:
        id = waiting.pop()
        near = {other for other in linked if other in linked[id] or id in linked[other]}
        waiting += near - reached
        reached |= near
    return len(reached) == len(people)


def _people(archive: Archive, ids: Iterable[str | None]) -> list[Person]:
    """Return the people with these ids, each once."""
    return [person for id in dict.fromkeys(ids) if (person := archive.get(Person, id))]


def _all(total: Tally) -> str:
    """Say how much rests on something: utterances, whose number is that of the quotes unless stated otherwise."""
    if not total.repeated:
        return {1: "the only quote rests", 2: "both quotes rest"}.get(total.quotes, f"all {total.quotes} quotes rest")
    said = {1: "the only utterance", 2: "both utterances"}.get(total.utterances, f"all {total.utterances} utterances")
    return f"{said} ({total.quotes} quotes) {'rests' if total.utterances == 1 else 'rest'}"


def _described(person: Person) -> str:
    kinds = {"anonymous": ", who is anonymous", "collective": ", a collective", "document": ", a document", "named": ""}
    return f"{person.name}{kinds[person.type]}"


def _relayer(person: Person) -> str:
    return f"one anonymous source, {person.name}" if person.type == "anonymous" else person.name


def _listed(names: Sequence[str]) -> str:
    *first, last = names or [""]
    return f"{', '.join(first)} and {last}" if first else last
