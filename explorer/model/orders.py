"""The ways to sort the records of one kind."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum
from typing import Any

from explorer.model import dates
from explorer.model.archive import Archive
from explorer.model.records import AnyRecord, Event, Kind, Person, Quote, title


class Order(StrEnum):
    """A sort order; its value is the label on screen."""

    AS_LISTED = "as listed"
    DATE = "by date"
    SPEAKER = "by speaker"
    QUOTES = "by quotes"
    STATUS = "by status"
    NAME = "by name"


ORDERS: Mapping[Kind, tuple[Order, ...]] = {
    Kind.TOPIC: (Order.AS_LISTED, Order.NAME),
    Kind.PERSON: (Order.AS_LISTED, Order.NAME),
    Kind.EVENT: (Order.AS_LISTED, Order.QUOTES, Order.NAME),
    Kind.QUOTE: (Order.AS_LISTED, Order.DATE, Order.SPEAKER, Order.STATUS),
    Kind.ARTICLE: (Order.AS_LISTED, Order.DATE, Order.QUOTES),
}
"""The orders of each kind. The first is the one that a scope lists its records in."""


def ordered(
    records: Iterable[AnyRecord],
    order: Order,
    archive: Archive,
    *,
    count: Callable[[AnyRecord], int],
    doubt: Callable[[AnyRecord], int],
) -> list[int]:
    """Return the indexes of records, sorted; equal ones stay as listed.

    Dates ascend, the undated last; a date that spans several days counts from its start. `count` gives a record's
    number of quotes (most first); `doubt`, how far the status of a quote is from the best one (farthest first).
    """

    def key(record: AnyRecord) -> Any:
        match order:
            case Order.DATE:
                return dates.in_time(archive.date_of(record))
            case Order.SPEAKER if isinstance(record, Quote):
                return archive.speaker_name(record).casefold()
            case Order.QUOTES:
                return -count(record)
            case Order.STATUS:
                return -doubt(record)
            case Order.NAME:
                return title(record).casefold()
        return 0

    keys = [key(record) for record in records]
    # No other thread can run during a sort, so it compares integers: even many records have few distinct keys.
    places = {each: place for place, each in enumerate(sorted(set(keys)))}
    return sorted(range(len(keys)), key=[places[each] for each in keys].__getitem__)


def next_order(kind: Kind, order: Order) -> Order:
    """Return the order after this one, cycling through the orders of a kind."""
    orders = ORDERS[kind]
    return orders[(orders.index(order) + 1) % len(orders)]


def sort_key(record: AnyRecord) -> tuple[object, ...]:
    """Return the key that sorts events by date, the undated last, and every other kind by title."""
    if isinstance(record, Event):
        return (*dates.in_time(record.date), record.name.casefold())
    return (title(record).casefold(),)


def name_key(person: Person) -> tuple[object, ...]:
    """Return the key that sorts people by name, with drafts of unnamed sources last."""
    return (is_passing(person), *sort_key(person))


def named_first(records: Iterable[AnyRecord]) -> list[AnyRecord]:
    """Move drafts of unnamed sources to the end, otherwise keeping the order."""
    return sorted(records, key=lambda record: isinstance(record, Person) and is_passing(record))


def is_passing(person: Person) -> bool:
    """Whether a person is the draft of an unnamed source of a single article: “a spokesman”, “analysts”."""
    if person.review != "draft" or person.type == "named":
        return False
    from explorer.model.name_forms import may_be_of_any

    return person.type in ("anonymous", "document") or may_be_of_any(person.name)
