"""The orders in which the records of one kind may be listed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum
from typing import Any

from explorer.model import dates
from explorer.model.archive import Archive
from explorer.model.records import AnyRecord, Event, Kind, Person, Quote, title


class Order(StrEnum):
    """An order, by the word that the screen has for it."""

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
    """The rows of records in an order; equal ones stay as they are listed.

    Dates ascend, the undated last, and a wide date stands where it begins. `count` gives a record's number of quotes,
    the most first; `doubt` how far the status of a quote is from the best one, the farthest first.
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
    # No other thread runs while there is sorting: of very many records, few have a key of their own.
    places = {each: place for place, each in enumerate(sorted(set(keys)))}
    return sorted(range(len(keys)), key=[places[each] for each in keys].__getitem__)


def next_order(kind: Kind, order: Order) -> Order:
    """The order after one, in the round of those that a kind has."""
    orders = ORDERS[kind]
    return orders[(orders.index(order) + 1) % len(orders)]


def sort_key(record: AnyRecord) -> tuple[object, ...]:
    """The key that sorts events by date, the undated last, and every other kind by title."""
    if isinstance(record, Event):
        return (*dates.in_time(record.date), record.name.casefold())
    return (title(record).casefold(),)


def name_key(person: Person) -> tuple[object, ...]:
    """The key that sorts people by name, drafts of sources without one after all others."""
    return (is_passing(person), *sort_key(person))


def named_first(records: Iterable[AnyRecord]) -> list[AnyRecord]:
    """Records in their order, but for drafts of sources without a name, which come last."""
    return sorted(records, key=lambda record: isinstance(record, Person) and is_passing(record))


def is_passing(person: Person) -> bool:
    """Whether a person is the draft of a source without a name, of one article: “a spokesman”, “analysts”."""
    if person.review != "draft" or person.type == "named":
        return False
    from explorer.model.name_forms import may_be_of_any

    return person.type in ("anonymous", "document") or may_be_of_any(person.name)
