"""A mapping with some values changed is like a copy of it in which they are, however often that is done."""

from __future__ import annotations

from collections.abc import Mapping

from hypothesis import given
from hypothesis import strategies as st

from explorer.model.amended import Amended, amended, differing, have_same_keys

KEYS = st.text("abcdef", min_size=1, max_size=2)
VALUES = st.integers(0, 3)
AMENDMENTS = st.lists(st.dictionaries(KEYS, st.none() | VALUES, max_size=3), max_size=5)
# So many more keys that a few amendments are a small share.
MANY = {f"key {n}": n for n in range(100)}


@given(st.dictionaries(KEYS, VALUES), AMENDMENTS)
def test_it_is_like_a_copy_with_the_same_changes(some: dict[str, int], changes: list[dict[str, int | None]]) -> None:
    copied = MANY | some
    first: Mapping[str, int] = copied
    shared = first
    for change in changes:
        before, known = shared, dict(copied)
        shared = amended(shared, change)
        copied = {key: value for key, value in {**copied, **change}.items() if value is not None}

        assert (copied, len(copied), set(copied)) == (dict(shared), len(shared), set(shared))
        assert (copied, list(shared.values())) == (dict(shared.items()), [shared[key] for key in shared])
        assert (list(shared) == list(before)) is have_same_keys(before, shared)
        assert all(copied.get(key) == shared.get(key) and (key in copied) is (key in shared) for key in change)
        assert {key for key in {*copied, *known} if copied.get(key) != known.get(key)} == differing(before, shared)
    assert {key for key in {*first, *copied} if first.get(key) != copied.get(key)} == differing(first, shared)


def test_few_changes_share_the_rest_and_many_do_not() -> None:
    few = amended(MANY, {"key 1": None, "new": 7})
    assert isinstance(few, Amended)
    assert few.base is MANY
    again = amended(few, {"key 1": 1, "key 2": None})
    assert isinstance(again, Amended)
    assert again.base is MANY
    assert isinstance(amended(again, dict.fromkeys(list(MANY)[:50])), dict)
    assert {} == amended({}, {"gone": None})
