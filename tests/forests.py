"""Archives whose records lie below each other at random, and a plain, slow answer to what belongs together in them.

The plain answer walks up from every record.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from hypothesis import strategies as st
from msgspec import structs

from explorer.model.archive import Archive
from explorer.model.problems import Place
from explorer.model.records import AnyRecord, Article, Entry, Event, Evidence, Kind, Person, PersonType, Quote, Topic

DATES = (None, "2023", "2023?", "2023-11", "2023-11-15", "2024-01/2024-03")
_PEOPLE: tuple[PersonType, ...] = ("named", "anonymous", "collective", "document")


def archive_with(records: Iterable[AnyRecord]) -> Archive:
    return Archive(Entry(record, Place("data/all.yaml", n)) for n, record in enumerate(records, 1))


@st.composite
def forests(draw: st.DrawFn) -> Archive:
    """An archive of a few records. Their references name each other, themselves or nothing, at random."""
    chance = draw(st.randoms(use_true_random=False))
    most = draw(st.integers(1, 8))

    def some(letter: str, number: int) -> tuple[str, ...]:
        return tuple(f"{letter}{chance.randrange(number + 1)}" for _ in range(chance.choice((0, 1, 1, 2, 4))))

    def one(letter: str, number: int, *, often: float = 0.7) -> str | None:
        return f"{letter}{chance.randrange(number + 1)}" if chance.random() < often else None

    def evidence() -> tuple[Evidence, ...]:
        return tuple(Evidence(article=id, text="x") for id in some("a", 2)) if chance.random() < 0.3 else ()

    deep = chance.choice((0.3, 0.8, 1.0))
    records: list[AnyRecord] = [
        Article(id=f"a{n}", file=f"a{n}.txt", headline="Same" if n else "Other") for n in (0, 1)
    ]
    for n in range(3):
        name = chance.choice(("Ana", "Ben", "ana"))
        records.append(Person(id=f"p{n}", name=name, type=chance.choice(_PEOPLE), evidence=evidence()))
    records += [Topic(id=f"t{n}", label=chance.choice("AaBC"), broader=one("t", most, often=deep)) for n in range(most)]
    records += [
        Event(
            id=f"e{n}",
            name=chance.choice("AaBC"),
            date=chance.choice(DATES),
            part_of=one("e", most, often=deep),
            participants=some("p", 3),
            topics=some("t", most),
            evidence=evidence(),
        )
        for n in range(most)
    ]
    records += [
        Quote(
            id=f"q{n}",
            article=f"a{chance.randrange(3)}",
            speech=chance.choice(("direct", "indirect")),
            text="words",
            speaker=f"p{chance.randrange(4)}",
            relayed_by=one("p", 3, often=0.4),
            event=one("e", most),
            date=chance.choice(DATES),
            topics=some("t", most),
            within=one("q", most, often=deep / 2),
            same_as=one("q", most, often=0.2),
        )
        for n in range(most)
    ]
    chance.shuffle(records)
    return archive_with(records)


class Walked:
    """What belongs together in an archive, found by walking up.

    `holders` has the refs of all that a quote counts for, by the quote's ref, and `links` the refs of each two records
    that belong together without a quote, both ways.
    """

    def __init__(self, archive: Archive) -> None:
        self.archive = archive
        self.records = [entry.record for entry in archive.entries.values()]
        self.holders = {quote.ref: self._above_all(self._named_by(quote)) for quote in archive.all(Quote)}
        pairs = {(record.ref, ref) for record, others in self._joined() for ref in self._above_all(others)}
        self.links = pairs | {(other, one) for one, other in pairs}

    def above(self, record: AnyRecord) -> list[AnyRecord]:
        """A record and all records above it."""
        found = [record]
        while (parent := self.archive.parent(found[-1])) is not None:
            found.append(parent)
        return found

    def quotes_of(self, ref: str) -> list[str]:
        return [quote for quote, holders in self.holders.items() if ref in holders]

    def utterances(self, quotes: Iterable[str]) -> int:
        """How many utterances the quotes with these refs are of: what is same or within is joined, again and again."""
        of = {quote.ref: {quote.ref} for quote in self.archive.all(Quote)}
        for _ in of:
            for quote in self.archive.all(Quote):
                for id in filter(None, (quote.within, quote.same_as)):
                    if f"quote/{id}" in of:
                        joined = of[quote.ref] | of[f"quote/{id}"]
                        of.update(dict.fromkeys(joined, joined))
        return len({frozenset(of[ref]) for ref in quotes})

    def linked_to(self, ref: str) -> set[str]:
        return {other for one, other in self.links if one == ref}

    def in_scope(self, trail: Iterable[str]) -> tuple[set[str], dict[str, int]]:
        """The ref of each record that belongs to all steps of a trail, with the number of quotes that all share."""
        steps = {ref for ref in trail if ref in self.archive.entries}
        shared = [quote for quote, holders in self.holders.items() if steps <= holders]
        counts = {record.ref: sum(record.ref in self.holders[quote] for quote in shared) for record in self.records}
        found = {
            record.ref
            for record in self.records
            if record.kind is not Kind.QUOTE
            and (counts[record.ref] or all(record.ref == step or (record.ref, step) in self.links for step in steps))
        }
        return found | set(shared), counts

    def _above_all(self, records: Iterable[AnyRecord | None]) -> set[str]:
        return {holder.ref for record in records if record is not None for holder in self.above(record)}

    def _named_by(self, quote: Quote) -> list[AnyRecord | None]:
        archive = self.archive
        people = [archive.speaker(quote), archive.relayer(quote)]
        return [quote, archive.get(Article, quote.article), *people, archive.event_of(quote), *archive.topics_of(quote)]

    def _joined(self) -> Iterator[tuple[AnyRecord, list[AnyRecord | None]]]:
        archive = self.archive
        for event in archive.all(Event):
            articles = [archive.get(Article, item.article) for item in event.evidence]
            yield event, [event, *archive.participants(event), *archive.topics_of(event), *articles]
        for person in archive.all(Person):
            yield person, [archive.get(Article, item.article) for item in person.evidence]


def line(size: int, *, closed: bool = False) -> list[AnyRecord]:
    """Topics, events and quotes that are each below the next, so many of each; when closed, the last below the first.

    Each quote is on three topics, and all stand at the same words of one article.
    """

    def next_to(letter: str, n: int) -> str | None:
        return f"{letter}{(n + 1) % size}" if closed or n + 1 < size else None

    records: list[AnyRecord] = [Article(id="a", file="a.txt", headline="Words"), Person(id="p", name="Ana Ruiz")]
    for n in range(size):
        records.append(Topic(id=f"t{n}", label=f"Topic {n}", broader=next_to("t", n)))
        event = Event(id=f"e{n}", name=f"Event {n}", date="2024-03-05", part_of=next_to("e", n))
        records.append(structs.replace(event, participants=("p",), topics=(f"t{n}",)))
        quote = Quote(id=f"q{n}", article="a", speech="direct", text="Words said.", speaker="p", event=f"e{n}")
        topics = (f"t{n}", f"t{n * 7 % size}", f"t{(n + 1) % size}")
        records.append(structs.replace(quote, topics=topics, within=next_to("q", n)))
    return records
