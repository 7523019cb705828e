"""A list with some records changed is like a copy of it in which they are, however often that is done."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NoReturn

from hypothesis import given
from hypothesis import strategies as st

from explorer.model.listed import Amended, amended, are_same, picked, row_of
from explorer.model.records import AnyRecord, Topic

MANY: list[AnyRecord] = [Topic(id=f"t{n}", label="Old") for n in range(100)]
ROWS = st.integers(0, len(MANY) - 1)
CHANGES = st.lists(st.dictionaries(ROWS, st.text(max_size=2), max_size=3), max_size=5)


@given(CHANGES, st.lists(ROWS, unique=True, max_size=5))
def test_it_is_like_a_copy_with_the_same_changes(changes: list[dict[int, str]], rows: list[int]) -> None:
    copied = [*MANY]
    listed: Sequence[AnyRecord] = MANY
    for change in changes:
        others: dict[int, AnyRecord] = {row: Topic(id=f"t{row}", label=label) for row, label in change.items()}
        listed = amended(listed, others)
        for row, record in others.items():
            copied[row] = record
    assert copied == list(listed)
    assert len(copied) == len(listed)
    assert [copied[row] for row in rows] == list(picked(listed, rows)) == [listed[row] for row in rows]
    assert copied[10:90:7] == list(listed[10:90:7])
    assert copied[-1] == listed[-1]
    assert rows == [row_of(listed, f"topic/t{row}") for row in rows]
    assert row_of(listed, "topic/none") is None


@given(CHANGES, CHANGES)
def test_lists_are_the_same_when_their_records_are(changes: list[dict[int, str]], more: list[dict[int, str]]) -> None:
    lists: list[Sequence[AnyRecord]] = []
    for each in (changes, more):
        listed: Sequence[AnyRecord] = MANY
        for change in each:
            listed = amended(listed, {row: Topic(id=f"t{row}", label=label) for row, label in change.items()})
        lists.append(listed)
    one, other = lists
    assert are_same(one, other) is (list(one) == list(other)) is are_same(list(one), other)
    assert are_same(one, one)
    assert not are_same(one, list(other)[1:])


def test_of_lists_that_share_a_base_no_other_record_is_compared() -> None:
    class NeverRead(list[AnyRecord]):
        def __iter__(self) -> NoReturn:
            raise AssertionError

    many = NeverRead(MANY)
    one, other = amended(many, {1: MANY[1]}), amended(many, {2: Topic(id="t2", label="New")})
    assert not are_same(one, other)
    assert are_same(one, many)


def test_changes_of_changes_share_one_base() -> None:
    few = amended(MANY, {1: Topic(id="t1", label="New")})
    assert isinstance(few, Amended)
    assert few.base is MANY
    again = amended(few, {2: Topic(id="t2", label="New")})
    assert isinstance(again, Amended)
    assert again.base is MANY
