"""Tagging quotes: the meaning of the topics that are typed, and the edits that add them to quotes or remove them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cached_property

import msgspec

from explorer.describing.counting import counted
from explorer.desk.changing import AddRecord, Edit, SetFields
from explorer.desk.form import file_for
from explorer.desk.reviewing import NotPossibleError, free_id
from explorer.display import one_line
from explorer.drafting.record_ids import slug
from explorer.files.yaml_values import Value
from explorer.model.archive import Archive
from explorer.model.records import Kind, Quote, Topic
from explorer.snapshot import Snapshot

# Typed between topics, before one to remove, and before the label of a new one that begins like another.
COMMA, OFF, NEW = ",", "-", "+"
# The maximum number of topics offered, and how similar a misspelt name must be, out of 100.
_OFFERED, _ALIKE = 5, 85


class Tags(msgspec.Struct, frozen=True):
    """What to tag quotes with: the ids of the topics to add and remove, and the labels of new ones."""

    added: tuple[str, ...] = ()
    taken: tuple[str, ...] = ()
    new: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.added or self.taken or self.new)


class Tagging(msgspec.Struct, frozen=True):
    """Some quotes, by their refs, and what to tag them with."""

    tags: Tags
    refs: tuple[str, ...]

    def edits(self, snapshot: Snapshot) -> list[Edit]:
        """The edits that do this. Raises NotPossibleError, as `tagging` does."""
        return tagging(self.tags, self.refs, snapshot)


class Offer(msgspec.Struct, frozen=True):
    """A possible meaning of a topic that is being typed: its replacement, and a remark."""

    typed: str
    said: str


class Topics:
    """The topics of an archive, as they are typed: by id, by label in any case, or by an unambiguous part of it."""

    def __init__(self, archive: Archive) -> None:
        self.archive = archive
        self._labels = {topic.id: one_line(topic.label) for topic in archive.all(Topic)}
        self._ids = {label.casefold(): id for id, label in reversed(self._labels.items())}

    def named(self, name: str) -> str | None:
        """Find the id of the topic with that name; None without one."""
        return name if name in self._labels else self._ids.get(name.casefold())

    def label(self, id: str) -> str:
        """The label of a topic; its id when it has no record."""
        return self._labels.get(id) or id

    def typed(self, id: str) -> str:
        """How to type a topic: its label, unless that would be read as something else."""
        label = self.label(id)
        return label if COMMA not in label and not label.startswith((OFF, NEW)) and self.named(label) == id else id

    def read(self, typed: str, held: Collection[str] = ()) -> Tags:
        """Interpret topics with commas between them. What is not part of a topic's name is the label of a new one.

        `held` has the topics that the quotes have already: those to remove are searched for among them.

        Raises:
            NotPossibleError: a topic to remove does not exist, or is also added.
        """
        added, taken, new = dict[str, None](), dict[str, None](), dict[str, str]()
        for part in map(_normal, typed.split(COMMA)):
            name = part.removeprefix(OFF if part.startswith(OFF) else NEW).strip()
            if name and part.startswith(OFF):
                id = self._meant(name, held) or self._meant(name, self._labels)
                if id is None:
                    raise NotPossibleError(f"There is no topic “{name}” to take off.")
                taken[id] = None
            elif id := self.named(name) if part.startswith(NEW) else self._meant(name, self._labels):
                added[id] = None
            elif name:
                new.setdefault(name.casefold(), name)
        for id in added.keys() & taken.keys():
            raise NotPossibleError(f"“{self.label(id)}” can’t be added and taken off at once.")
        return Tags(tuple(added), tuple(taken), tuple(new.values()))

    def offers(self, typed: str, held: Mapping[str, int], total: int) -> list[Offer]:
        """Offer meanings of a topic that is being typed; the one that applies comes first.

        `held` has how many of `total` quotes have which topics already: those are offered before anything is typed.
        """
        typed = _normal(typed)
        name = typed.removeprefix(OFF if typed.startswith(OFF) else NEW).strip()
        if typed.startswith(OFF) or not name:
            ids = self._alike(name, held) if name else list(held)[:_OFFERED]
            return [Offer(f"{OFF}{self.typed(id)}", f"takes off {self._said(id, held, total)}") for id in ids]
        ids = self._alike(name, self._labels)
        found = [Offer(self.typed(id), self._said(id, held, total)) for id in ids]
        if self.named(name) is not None:
            return found
        is_meant = self._meant(name, self._labels) is not None
        new = Offer(f"{NEW}{name}" if is_meant else name, f"new topic “{name}”")
        return [*found, new] if is_meant and not typed.startswith(NEW) else [new, *found]

    def beginning_with(self, typed: str) -> list[str]:
        """How to type the topics whose labels begin like this, in any case."""
        begun = typed.casefold()
        return [self.typed(id) for id, label in self._labels.items() if label.casefold().startswith(begun)]

    def _meant(self, name: str, among: Collection[str]) -> str | None:
        """Find the topic for a name, or a part of it; None without one."""
        ids = self._alike(name, among) if name else ()
        return ids[0] if ids and (self.named(name) == ids[0] or self._is_near(name, ids[0])) else None

    def _alike(self, name: str, among: Collection[str]) -> list[str]:
        """Find topics by name: the same, then with a word that begins like it, then similar ones. Returns their ids.

        Of several with such a word, those that begin with it come first, then those with the most quotes.
        """
        from explorer.search.called_alike import Names

        exact, said = [id for id in [self.named(name)] if id in among], _compared(name)
        begun = [id for id in among if said and any(f" {said}" in f" {each}" for each in self._names[id])]
        begun.sort(key=lambda id: (not any(each.startswith(said) for each in self._names[id]), -self._count(id)))
        alike = Names({id: (self.label(id), id) for id in among}).called_alike(name, _OFFERED)
        near = sorted(alike, key=lambda id: not self._is_near(name, id))
        return [id for id in dict.fromkeys([*exact, *begun, *near]) if id][:_OFFERED]

    def _is_near(self, name: str, id: str) -> bool:
        """Whether a word of a topic's name begins like this, or it is the name, misspelt.

        Another number, or another first letter, is not a misspelling.
        """
        from rapidfuzz import fuzz

        said = _compared(name)
        return bool(said) and any(
            f" {said}" in f" {each}"
            or (each[:1] == said[:1] and _digits(each) == _digits(said) and fuzz.ratio(said, each) >= _ALIKE)
            for each in self._names[id]
        )

    @cached_property
    def _names(self) -> Mapping[str, Sequence[str]]:
        """The label and the id of each topic, as they are compared."""
        return {id: (_compared(label), _compared(id)) for id, label in self._labels.items()}

    def _count(self, id: str) -> int:
        topic = self.archive.get(Topic, id)
        return self.archive.quote_count(topic) if topic else 0

    def _said(self, id: str, held: Mapping[str, int], total: int) -> str:
        number = counted(self._count(id), "quote")
        many = held.get(id, 0)
        has = "" if not many else " · it has this" if total == 1 else f" · {many:,} of the {total:,} have this"
        return f"{self.label(id)} ({number}){has}"


def _normal(typed: str) -> str:
    return " ".join(typed.split())


def _compared(name: str) -> str:
    from rapidfuzz import utils

    return utils.default_process(name)


def _digits(text: str) -> str:
    return "".join(letter for letter in text if letter.isdigit())


# The edits


def tagging(tags: Tags, refs: Sequence[str], snapshot: Snapshot) -> list[Edit]:
    """Tag those of some quotes that still exist, as edits. New topics are made, unless they exist by now.

    Raises:
        NotPossibleError: nothing would change.
    """
    archive = snapshot.archive
    quotes = quotes_left(archive, refs)
    if not quotes:
        raise NotPossibleError("The quote is not in the archive any more." if len(refs) == 1 else "No quote is left.")
    topics = Topics(archive)
    for id in (*tags.added, *tags.taken):
        if archive.get(Topic, id) is None:
            raise NotPossibleError(f"There is no topic “{id}” any more. Nothing was written.")
    edits, made, added = list[Edit](), list[str](), list(tags.added)
    for label in tags.new:
        if (known := topics.named(label)) is not None:
            added.append(known)
            continue
        made.append(free_id(slug(label) or str(Kind.TOPIC), archive, Kind.TOPIC, made))
        file = file_for(snapshot, Kind.TOPIC, archive.entries[quotes[0].ref].place.file)
        edits.append(AddRecord(file, Kind.TOPIC, {"id": made[-1], "label": label}))
    added += made
    for quote in quotes:
        if fields := _changed(quote, added, tags.taken, archive):
            edits.append(SetFields(quote.ref, fields, {name: list(getattr(quote, name)) for name in fields}))
    if len(edits) == len(made):
        raise NotPossibleError(_no_change(tags, topics, len(quotes)))
    return edits


def _changed(quote: Quote, added: Sequence[str], taken: Sequence[str], archive: Archive) -> dict[str, Value]:
    """The fields of a quote that change when it gets some topics and loses others.

    It is excluded from a removed topic whose query matches it.
    """
    by_query = archive.by_query.get(quote.id, ())
    topics = [id for id in quote.topics if id not in taken]
    topics += [id for id in added if id not in topics]
    kept_out = [id for id in quote.not_topics if id not in topics]
    kept_out += [id for id in taken if id in by_query and id not in kept_out]
    fields: dict[str, Value] = {"topics": topics or None} if topics != list(quote.topics) else {}
    return fields | ({"not_topics": kept_out or None} if kept_out != list(quote.not_topics) else {})


def quotes_left(archive: Archive, refs: Sequence[str]) -> list[Quote]:
    """Those of some quotes that are in the archive."""
    return [record for record in map(archive.find, refs) if isinstance(record, Quote)]


def held_topics(archive: Archive, quotes: Sequence[Quote]) -> dict[str, int]:
    """The topics of some quotes, each with its number of these, the most frequent first."""
    return dict(Counter(topic.id for quote in quotes for topic in archive.topics_of(quote)).most_common())


# What is said


def preview(tags: Tags, topics: Topics, quotes: Sequence[Quote]) -> str:
    """Say in a sentence what tagging some quotes would change."""
    archive, given = topics.archive, tags
    tags, idle = _parted(tags, quotes, archive)
    rest = _no_change(idle, topics, len(quotes))
    if not tags:
        return _no_change(given, topics, len(quotes))
    added = [*tags.added, *tags.new]  # nothing has a new topic yet
    changed = [quote for quote in quotes if _changed(quote, added, tags.taken, archive)]
    files = len({archive.entries[quote.ref].place.file for quote in changed})
    some = f"{len(changed):,} of " if len(changed) < len(quotes) else ""
    number = f"{some}{len(quotes):,} quotes in {counted(files, 'file')}"
    where = number if len(quotes) > 1 else "this quote"
    got, lost = ", ".join(_got(tags, topics, "the new topic ")), ", ".join(map(topics.label, tags.taken))
    does = f"Adds {got}, takes off {lost}: {where}." if got else f"Takes {lost} off {where}."
    return " ".join(filter(None, [does if lost else f"Adds {got} to {where}.", rest]))


def step_name(tagging: Tagging, topics: Topics) -> str:
    """Name a step that tags some quotes, by the tags that it changes."""
    refs = tagging.refs
    tags, idle = _parted(tagging.tags, quotes_left(topics.archive, refs), topics.archive)
    tags = tags or idle
    whose = refs[0] if len(refs) == 1 else f"{len(refs):,} quotes"
    got, lost = ", ".join(_got(tags, topics)), ", ".join(map(topics.label, tags.taken))
    if not got:
        return f"Took {lost} off {whose}"
    return f"Tagged {whose} with {got}{f', without {lost}' if lost else ''}"


def _parted(tags: Tags, quotes: Sequence[Quote], archive: Archive) -> tuple[Tags, Tags]:
    """Separate the tags that change any of the quotes from those that change none."""

    def changes(added: Sequence[str], taken: Sequence[str]) -> bool:
        return any(_changed(quote, added, taken, archive) for quote in quotes)

    added = tuple(id for id in tags.added if changes([id], ()))
    taken = tuple(id for id in tags.taken if changes((), [id]))
    idle = [tuple(id for id in ids if id not in some) for ids, some in ((tags.added, added), (tags.taken, taken))]
    return Tags(added, taken, tags.new), Tags(*idle)


def _got(tags: Tags, topics: Topics, new: str = "") -> Iterator[str]:
    yield from map(topics.label, tags.added)
    yield from (f"{new}“{label}”" if new else label for label in tags.new)


def _no_change(tags: Tags, topics: Topics, number: int) -> str:
    got, lost = ", ".join(_got(tags, topics)), ", ".join(map(topics.label, tags.taken))
    has, lacks = ("It has", "It does not have") if number == 1 else ("They all have", "None of them has")
    return f"{' '.join(filter(None, [got and f'{has} {got} already.', lost and f'{lacks} {lost}.']))}"
