"""Caveats: what a person should know about the sources of a topic before relying on them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from explorer.model.archive import Archive
from explorer.model.records import Person, Topic
from explorer.sources.tally import Counted, Grounds


class Caveat(msgspec.Struct, frozen=True):
    """A weakness of a topic's sources: a code for machines, and a sentence. The sentence may hold any text."""

    code: str
    message: str


def caveats(archive: Archive, topic: Topic, counted: Counted) -> Iterator[Caveat]:
    """The weaknesses of a topic's sources. A topic without quotes has none."""
    if not counted:
        return
    yield from _few_sources(archive, counted)
    if all(grounds.paraphrase for grounds in counted):
        yield Caveat("no-direct-words", f"No direct words: all that is known about {topic.label} is paraphrase.")
    by_speaker: dict[str | None, list[Grounds]] = defaultdict(list)
    for grounds in counted:
        by_speaker[grounds.speaker].append(grounds)
    for id, said in by_speaker.items():
        speaker = archive.get(Person, id)
        if speaker:
            yield from _second_hand(archive, speaker, said)
    unverified = sum(number for grounds, number in counted.items() if grounds.unverified)
    if unverified:
        yield Caveat("unverified", f"Not verified: {unverified} of {sum(counted.values())} quotes.")


def _few_sources(archive: Archive, counted: Counted) -> Iterator[Caveat]:
    if any(grounds.teller is None for grounds in counted):
        return
    tellers, number = _people(archive, (grounds.teller for grounds in counted)), sum(counted.values())
    if len(tellers) == 1:
        source = _described(tellers[0])
        yield Caveat("single-source", f"Single source: {_all(number)} on {source}.")
    elif _may_be_one(archive, tellers):
        yield Caveat("perhaps-single-source", f"Perhaps a single source: {_listed(tellers)} may be the same person.")
    elif all(teller.type == "anonymous" for teller in tellers):
        yield Caveat("no-named-source", f"No source by name: {_all(number)} on anonymous sources.")


def _second_hand(archive: Archive, speaker: Person, said: Sequence[Grounds]) -> Iterator[Caveat]:
    """The caveat for a speaker who is quoted only second-hand: through others, or through an interpreter."""
    relayed = [grounds for grounds in said if grounds.relayed]
    others = [grounds for grounds in said if not grounds.relayed]
    if not others:
        relayers = _people(archive, (grounds.relayer for grounds in relayed))
        by = _relayer(relayers[0]) if len(relayers) == 1 else _listed(relayers) or "someone without a record"
        yield Caveat("relayed", f"{speaker.name}’s part is relayed by {by}.")
    elif all(grounds.interpreted for grounds in others):
        also = ", or relayed by others" if relayed else ""
        yield Caveat("interpreted", f"{speaker.name} is heard only through an interpreter{also}.")


def _may_be_one(archive: Archive, people: Sequence[Person]) -> bool:
    """Whether all of them may be one person, by what `possibly_same_as` says."""
    linked = {person.id: {other.id for other in archive.possibly_same_as(person)} for person in people}
    reached, waiting = {people[0].id}, [people[0].id]
    while waiting:
        id = waiting.pop()
        near = {other for other in linked if other in linked[id] or id in linked[other]}
        waiting += near - reached
        reached |= near
    return len(reached) == len(people)


def _people(archive: Archive, ids: Iterable[str | None]) -> list[Person]:
    """The people with these ids, each once."""
    return [person for id in dict.fromkeys(ids) if (person := archive.get(Person, id))]


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
