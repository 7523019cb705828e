"""The keys of a mapping, packed."""

from __future__ import annotations

import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.store.keys import Keys, packed

KEYS = st.lists(st.text(st.characters(exclude_categories=["Cs"])), unique=True)


@pytest.mark.parametrize("few", [0, 1_000])
@given(KEYS, st.text())
def test_each_key_is_found_at_its_place_and_nothing_else_is(few: int, names: list[str], other: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("explorer.store.keys._FEW", few)
        _check(Keys(packed(names)), names, other)


def _check(keys: Keys, names: list[str], other: str) -> None:
    assert names == list(keys)
    assert names == [keys[n] for n in range(len(keys))]
    assert list(range(len(names))) == [keys.number(name) for name in names]
    assert (names.index(other) if other in names else None) == keys.number(other)
    assert names[1:3] == keys[1:3]


def test_keys_of_one_checksum_are_told_apart() -> None:
    one, other = "plumless", "buckeroo"
    assert zlib.crc32(one.encode()) == zlib.crc32(other.encode())
    assert [0, None] == [Keys(packed([one])).number(key) for key in (one, other)]
    assert [1, 0] == [Keys(packed([other, one])).number(key) for key in (one, other)]


def test_what_is_no_text_is_no_key() -> None:
    keys = Keys(packed(["\u00e9"]))
    assert [None, None] == [keys.number(key) for key in ("\udce9", None)]
    with pytest.raises(UnicodeEncodeError):
        packed(["\udce9"])
