"""Records are listed in each order as a reader would expect it, and equal ones stay as they were."""

from __future__ import annotations

from typing import Any

import pytest

from explorer.model.archive import Archive
from explorer.model.orders import ORDERS, Order, next_order, ordered
from explorer.model.problems import Place
from explorer.model.records import AnyRecord, Article, Entry, Event, Kind, Person, Quote, Topic


def quote(id: str, **fields: Any) -> Quote:
    return Quote(**{"id": id, "article": "a", "speech": "direct", "text": id, "speaker": "ana", **fields})


QUOTES = [
    quote("undated"),
    quote("march", date="2024-03"),
    quote("of-event", event="fair", speaker="Zoë"),
    quote("first-of-march", date="2024-03-01", speaker="ben"),
    quote("old", date="1999", speaker="ben"),
]
RECORDS: list[AnyRecord] = [
    *QUOTES,
    Event(id="fair", name="Fair", date="2024-02-29"),
    Person(id="ana", name="Ana"),
    Person(id="ben", name="ben"),
    Topic(id="b", label="Beta"),
    Topic(id="a", label="alpha"),
    Article(id="a", file="a.txt", headline="A", published="2024-05-01"),
]
ARCHIVE = Archive(Entry(record, Place("data/all.yaml")) for record in RECORDS)
DOUBT = {"undated": 0, "march": 3, "of-event": 1, "old": 4}


def ids(records: list[Any], order: Order) -> list[str]:
    found = ordered(
        records,
        order,
        ARCHIVE,
        count=lambda record: {"b": 1, "a": 3}.get(record.id, 0),
        doubt=lambda record: DOUBT.get(record.id, 2),
    )
    return [records[row].id for row in found]


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        (Order.AS_LISTED, ["undated", "march", "of-event", "first-of-march", "old"]),
        # A month begins with its first day, and goes on after it; a quote has the date of its event.
        (Order.DATE, ["old", "of-event", "first-of-march", "march", "undated"]),
        (Order.SPEAKER, ["undated", "march", "first-of-march", "old", "of-event"]),
        (Order.STATUS, ["old", "march", "first-of-march", "of-event", "undated"]),
    ],
)
def test_quotes_are_ordered(order: Order, expected: list[str]) -> None:
    assert ids(QUOTES, order) == expected


def test_names_are_ordered_whatever_their_case_and_numbers_the_most_first() -> None:
    topics = list(ARCHIVE.all(Topic))
    assert ids(topics, Order.NAME) == ["a", "b"]
    assert ids([*reversed(topics)], Order.QUOTES) == ["a", "b"]


@pytest.mark.parametrize("kind", Kind)
def test_the_orders_of_a_kind_go_round(kind: Kind) -> None:
    order, seen = Order.AS_LISTED, []
    for _ in ORDERS[kind]:
        seen.append(order)
        order = next_order(kind, order)
    assert (order, tuple(seen)) == (Order.AS_LISTED, ORDERS[kind])


@pytest.mark.parametrize("kind", Kind)
def test_every_order_of_a_kind_orders_its_records(kind: Kind) -> None:
    records = list(ARCHIVE.of_kind(kind).values())
    for order in ORDERS[kind]:
        assert sorted(ids(records, order)) == sorted(record.id for record in records)
