"""The filters with few values: the possible values, and those of a record."""

from __future__ import annotations

from collections.abc import Iterator
from typing import get_args

from explorer.checking.verification import Status
from explorer.model.archive import Archive
from explorer.model.records import AnyRecord, Event, Kind, Person, PersonType, Quote, Review, Speech

# The values of these filters.
VALUES: dict[str, tuple[str, ...]] = {
    "kind": tuple(Kind),
    "speech": get_args(Speech),
    "source": (*get_args(PersonType), "relayed", "interpreted"),
    "review": get_args(Review),
}
STATUS_NAMES = tuple(map(str, Status))
# The values of `is:`, which are about the words in the article, or the review of a record.
IS_NAMES = (*STATUS_NAMES, *VALUES["review"])
PLURALS = {kind.plural: str(kind) for kind in Kind} | {"persons": str(Kind.PERSON)}
# Words that are a value of a filter: its field, and the value.
VALUE_WORDS = {value: (field, value) for field, values in (*VALUES.items(), ("is", STATUS_NAMES)) for value in values}
VALUE_WORDS |= {plural: ("kind", value) for plural, value in PLURALS.items()}


def values_of(record: AnyRecord, archive: Archive) -> Iterator[tuple[str, str]]:
    """Yield the filters and values that a record has, except the status of its words in the article."""
    yield "kind", record.kind
    if isinstance(record, Person):
        yield "source", record.type
    if isinstance(record, Person | Event | Quote):
        yield "review", record.review
    if not isinstance(record, Quote):
        return
    yield "speech", record.speech
    for person in archive.speaker(record), archive.relayer(record):
        if person is not None:
            yield "source", person.type
    if record.is_relayed:
        yield "source", "relayed"
        if archive.relayer(record) is None and archive.teller_type(record):
            yield "source", "anonymous"
    if record.interpreted:
        yield "source", "interpreted"
