"""Report doubtful names: a source that is typed as named but is not, and two records with one name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple
from unicodedata import normalize

from explorer.checking.speakers.article_people import articles_of
from explorer.checking.speakers.person_index import PersonIndex
from explorer.model import dates
from explorer.model.archive import Archive
from explorer.model.failures import Guard, unguarded
from explorer.model.name_forms import form_of, form_of_all, may_be_of_any
from explorer.model.problem_codes import problem
from explorer.model.problems import Problem
from explorer.model.records import AnyRecord, Entry, Event, Person, PersonType, Topic
from explorer.reading.text.passages import fold_typography

# Many events may share a name, on different days. A record is compared with this many before it.
_MOST_COMPARED = 20
# The number of a topic's quotes whose articles distinguish it.
_MOST_QUOTES = 200
# The number of names whose folded form is cached.
_KEPT = 1 << 15


class Namesakes(NamedTuple):
    """People whose names to compare: those whose refs are `asked` for, and everybody who shares a name with them.

    `people` are in the order of the files.
    """

    people: Sequence[Person]
    asked: Collection[str]


def namesakes(refs: Collection[str], archives: Iterable[Archive], index: PersonIndex) -> Namesakes:
    """Everybody whose problems may differ after people were added, removed or changed between archives.

    `index` has the current people.
    """
    by_name = index.by_words("folded names", _folded_names)

    def called(people: Iterable[Person]) -> set[int]:
        return {number for person in people for name in _folded_names(person) for number in by_name.get(name, ())}

    changed = [each for archive in archives for name in refs if isinstance(each := archive.find(name), Person)]
    asked = [index.people[index.id_of(number)] for number in called(changed)]
    others = [index.people[index.id_of(number)] for number in sorted(called(asked))]
    return Namesakes(others, {*refs, *(person.ref for person in asked)})


def of_people(archive: Archive, guard: Guard = unguarded, among: Namesakes | None = None) -> Iterator[Problem]:
    """Warn of each person typed as named who has only descriptions, and of each name that is taken.

    Report this for all people, or for those asked for in `among`.
    """
    people, asked = among or Namesakes(list(archive.all(Person)), ())
    told = (person for person in people if not among or person.ref in asked)
    yield from (each for each in _people_twice(people, archive, guard) if not among or each.ref in asked)
    for person in told:
        with guard(person.ref):
            if person.type == "named" and form_of_all(_names(person)).is_description:
                entry = archive.entries[person.ref]
                if "type" in entry.spots:
                    known = "the source is anonymous, a collective or a document"
                    message = f"“{person.name}” is a description and no name: {known}"
                    yield problem(entry, "anonymous-named", "type", message)


def of_labels(archive: Archive, guard: Guard = unguarded) -> Iterator[Problem]:
    """Warn of each topic and each event that has the name of another one."""
    yield from _labels_twice(archive.all(Topic), archive, guard)
    yield from _labels_twice(archive.all(Event), archive, guard)


def _people_twice(people: Iterable[Person], archive: Archive, guard: Guard) -> Iterator[Problem]:
    """Warn of each person who has the name of an earlier one.

    Several people may share a description. But two sources of one article with the same one are a mistake, unless each
    may be the other.
    """
    known: dict[tuple[str, str], list[Person]] = defaultdict(list)
    for person in people:
        told = {person.ref}
        with guard(person.ref):
            for path, name, key in _keys(person, archive):
                other = next((other for other in known[key] if not _may_be_same(person, other)), None)
                if other is not None and other.ref not in told:
                    told.add(other.ref)
                    yield _twice(archive.entries[person.ref], path, name, other)
                if other is None:
                    known[key].append(person)


def _keys(person: Person, archive: Archive) -> Iterator[tuple[str, str, tuple[str, str]]]:
    """Each name of a person with its path, and a key that must be unique: a name, or a description in an article.

    The name of an anonymous source counts as a description in any form: “unnamed speaker”, “Captain”; that of a group
    or a document may be a capitalised description: “Analysts”, “Survey”, “US intelligence”.
    """
    for n, name in enumerate(_names(person)):
        if _is_own(name, person.type):
            yield f"aliases[{n - 1}]" if n else "name", name, (_folded(name), "")
        elif n == 0:
            for article in sorted(articles_told_by(person, archive)):
                yield "name", name, (_folded(name), article)


@lru_cache(maxsize=_KEPT)
def _is_own(name: str, type: PersonType) -> bool:
    """Whether the name of a person of this type must be unique."""
    if type in ("collective", "document"):
        return not (may_be_of_any(name) or _is_common(name) or _is_noun(name))
    return type != "anonymous" and not _is_description(name)


@lru_cache(maxsize=_KEPT)
def _is_description(name: str) -> bool:
    return form_of(name).is_description


def _may_be_same(person: Person, other: Person) -> bool:
    return other is person or other.id in person.possibly_same_as or person.id in other.possibly_same_as


def _labels_twice(records: Iterable[Topic | Event], archive: Archive, guard: Guard) -> Iterator[Problem]:
    first: dict[str, list[Topic | Event]] = defaultdict(list)
    for record in records:
        with guard(record.ref):
            path, name = _label(record)
            others = first[_folded(name)]
            recent = others[-_MOST_COMPARED:]
            others.append(record)
            other = next((other for other in recent if not _are_told_apart(record, other, archive)), None)
            if other is not None:
                yield _twice(archive.entries[record.ref], path, name, other)


def _label(record: Topic | Event) -> tuple[str, str]:
    """The field with the name of a topic or an event, and the name."""
    return ("label", record.label) if isinstance(record, Topic) else ("name", record.name)


def _are_told_apart(one: Topic | Event, other: Topic | Event, archive: Archive) -> bool:
    """Whether two records of one name have different parents, or are events on different days or in different articles.

    Topics of one article need more than different parents: lists and results only show their labels.
    """
    above, above_other = archive.parent(one), archive.parent(other)
    if above is not None and above_other is not None and above is not above_other:
        return isinstance(one, Event) or articles_told_by(one, archive).isdisjoint(articles_told_by(other, archive))
    if not isinstance(one, Event):
        return False
    if _is_common(one.name) and _are_apart(one, other, archive):
        return True
    ours, theirs = archive.date_of(one), archive.date_of(other)
    return bool(ours and theirs) and not dates.span(ours).meets(dates.span(theirs))


def _is_common(name: str) -> bool:
    """Whether a name may be a common noun, with a meaning of its own in each article: “Rally”, “Authorities”."""
    return not any(letter.isupper() for letter in name[1:])


def _is_noun(name: str) -> bool:
    """Whether the name of a group or a document ends with a common noun: “US intelligence”, “FBI data”, “MPs”."""
    *before, last = name.split()
    return (bool(before) and last[:1].islower()) or (last[:-1].isupper() and last.endswith("s"))


def _are_apart(one: AnyRecord, other: AnyRecord, archive: Archive) -> bool:
    """Whether two events are mentioned in different articles."""
    ours, theirs = (
        articles_told_by(event, archive) | {item.article for item in event.evidence}
        if isinstance(event, Event)
        else set()
        for event in (one, other)
    )
    return bool(ours and theirs) and ours.isdisjoint(theirs)


def articles_told_by(record: AnyRecord, archive: Archive) -> set[str]:
    """The ids of the articles that distinguish a person, a topic or an event from others of its name."""
    if isinstance(record, Person):
        return articles_of(record, archive)
    if isinstance(record, Topic):
        # The quotes that match a topic's query are only known after all checks.
        return {quote.article for quote in archive.some_quotes_naming(record, _MOST_QUOTES)}
    return {quote.article for quote in archive.some_quotes_of(record, _MOST_QUOTES)}


def _twice(entry: Entry, path: str, name: str, other: AnyRecord) -> Problem:
    message = f"{other.ref} is called “{name}”, too: nobody can tell which of them is meant"
    return problem(entry, "name-twice", path, message)


def _names(person: Person) -> tuple[str, ...]:
    return (person.name, *person.aliases)


def _folded_names(person: Person) -> Iterator[str]:
    return map(_folded, _names(person))


@lru_cache(maxsize=_KEPT)
def _folded(name: str) -> str:
    return " ".join(fold_typography(normalize("NFC", name)).casefold().split())
