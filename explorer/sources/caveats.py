"""What a reader should know about the sources of a topic before relying on them, in plain words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import msgspec

from explorer.archive import Archive
from explorer.records import Person, Quote, Topic
from explorer.sources.tally import Grounds


class Caveat(msgspec.Struct, frozen=True):
    """A weakness of a topic's sources: a code for machines, and a sentence. The sentence may hold any text."""

    code: str
    message: str


def caveats(archive: Archive, grounds: Grounds, topic: Topic, quotes: Sequence[Quote]) -> Iterator[Caveat]:
    """What is weak about the sources of a topic's quotes; nothing for a topic without quotes."""
    if not quotes:
        return
    yield from _few_sources(archive, quotes)
    if all("paraphrase" in grounds.of(quote) for quote in quotes):
        yield Caveat("no-direct-words", f"No direct words: all that is known about {topic.label} is paraphrase.")
    for speaker in _distinct(archive.speaker(quote) for quote in quotes):
        yield from _second_hand(archive, speaker, [quote for quote in quotes if quote.speaker == speaker.id])
    unverified = sum(1 for quote in quotes if "unverified" in grounds.of(quote))
    if unverified:
        yield Caveat("unverified", f"Not verified: {unverified} of {len(quotes)} quotes.")


def _few_sources(archive: Archive, quotes: Sequence[Quote]) -> Iterator[Caveat]:
    tellers = _distinct(archive.teller(quote) for quote in quotes)
    if any(archive.teller(quote) is None for quote in quotes):
        return
    if len(tellers) == 1:
        source = _described(tellers[0])
        yield Caveat("single-source", f"Single source: {_all(len(quotes))} on {source}.")
    elif _may_be_one(archive, tellers):
        yield Caveat("perhaps-single-source", f"Perhaps a single source: {_listed(tellers)} may be the same person.")
    elif all(teller.type == "anonymous" for teller in tellers):
        yield Caveat("no-named-source", f"No source by name: {_all(len(quotes))} on anonymous sources.")


def _second_hand(archive: Archive, speaker: Person, quotes: Sequence[Quote]) -> Iterator[Caveat]:
    """What keeps all the words of a speaker at one remove."""
    relayed = [quote for quote in quotes if quote.is_relayed]
    others = [quote for quote in quotes if not quote.is_relayed]
    if not others:
        relayers = _distinct(archive.relayer(quote) for quote in relayed)
        by = _relayer(relayers[0]) if len(relayers) == 1 else _listed(relayers) or "someone without a record"
        yield Caveat("relayed", f"{speaker.name}’s part is relayed by {by}.")
    elif all(quote.interpreted for quote in others):
        also = ", or relayed by others" if relayed else ""
        yield Caveat("interpreted", f"{speaker.name} is heard only through an interpreter{also}.")


def _may_be_one(archive: Archive, people: Sequence[Person]) -> bool:
    """Whether the text leaves open that all of them are one person."""
    linked = {person.id: {other.id for other in archive.possibly_same_as(person)} for person in people}
    reached, waiting = {people[0].id}, [people[0].id]
    while waiting:
        id = waiting.pop()
        near = {other for other in linked if other in linked[id] or id in linked[other]}
        waiting += near - reached
        reached |= near
    return len(reached) == len(people)


def _distinct(people: Iterable[Person | None]) -> list[Person]:
    return list({person.id: person for person in people if person}.values())


def _all(number: int) -> str:
    return {1: "the only quote rests", 2: "both quotes rest"}.get(number, f"all {number} quotes rest")


def _described(person: Person) -> str:
    kinds = {"anonymous": ", who is anonymous", "collective": ", a collective", "named": ""}
    return f"{person.name}{kinds[person.type]}"


def _relayer(person: Person) -> str:
    return f"one anonymous source, {person.name}" if person.type == "anonymous" else person.name


def _listed(people: Sequence[Person]) -> str:
    *first, last = [person.name for person in people] or [""]
    return f"{', '.join(first)} and {last}" if first else last
