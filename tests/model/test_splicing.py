"""Entries that are those of a store but for a few are in the order of the pieces that they come from."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from hypothesis import given
from hypothesis import strategies as st
from keys import Keys

from explorer.model.amended import Amended, have_same_keys, share_order, without
from explorer.model.keys_in_order import SplicedKeys
from explorer.model.problems import Place
from explorer.model.records import AnyRecord, Entry, Kind, Topic
from explorer.model.splicing import KeptEntries, Splice, Stretch, can_splice, splice

IDS = "abcdefghij"
# Files of a store with so many entries each.
SIZES = (0, 3, 1, 4, 2)
UNCHANGED = "acegi"
# What stands in a file now: nothing new, or topics, of which some may be in the store, or in another file.
FILES = st.lists(st.none() | st.lists(st.sampled_from(IDS + "xyz"), unique=True, max_size=5), min_size=5, max_size=7)


class Kept(KeptEntries):
    """Topics in a store."""

    def __init__(self) -> None:
        self.kept = {f"topic/{id}": entry(id) for id in IDS}

    @property
    def by_kind(self) -> Mapping[Kind, Mapping[str, AnyRecord]]:
        return {Kind.TOPIC: {each.record.id: each.record for each in self.kept.values()}}

    def may_differ(self, other: object) -> None:
        return None

    def number(self, ref: str) -> int | None:
        return list(self.kept).index(ref) if ref in self.kept else None

    def number_in_kind(self, kind: Kind, number: int) -> int:
        return number if kind is Kind.TOPIC else 0

    def between(self, first: int, after: int) -> Iterator[Entry]:
        return iter([*self.kept.values()][first:after])

    def refs(self, first: int, after: int) -> Sequence[str]:
        return [*self.kept][first:after]

    def mentioning(self, ids: Collection[str]) -> Iterator[str]:
        return iter(())

    def __getitem__(self, key: str) -> Entry:
        return self.kept[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self.kept)

    def __len__(self) -> int:
        return len(self.kept)


def entry(id: str, label: str = "Old") -> Entry:
    return Entry(Topic(id=id, label=label), Place("a.yaml"))


def spliced(found: Splice) -> Amended[Entry]:
    return Amended(found.base, found.others, found.new)


def pieces(base: Kept, files: Sequence[Sequence[str] | None]) -> list[Sequence[Entry]]:
    """The entries of some files, those of the store where nothing else is known of one.

    In a file that was read anew, some entries are as the store has them.
    """
    found, first = list[Sequence[Entry]](), 0
    for size, ids in zip((*SIZES, 0, 0), files, strict=False):
        found.append(
            Stretch(base, first, first + size)
            if ids is None
            else [entry(id, "Old" if id in UNCHANGED else "New") for id in ids]
        )
        first += size
    return found


@given(FILES)
def test_they_are_in_the_order_of_the_files_and_of_one_id_the_first_is_used(files: list[list[str] | None]) -> None:
    base = Kept()
    entries = dict[str, Entry]()
    taken = [
        each for piece in pieces(base, files) for each in piece if entries.setdefault(each.record.ref, each) is not each
    ]
    found = splice(base, pieces(base, files))
    assert found is not None
    mapping = spliced(found)
    assert list(entries.items()) == list(mapping.items())
    assert list(entries) == list(mapping)
    assert len(entries) == len(mapping)
    assert all(mapping[name] == each for name, each in entries.items())
    assert sorted(map(str, taken)) == sorted(map(str, found.taken))
    assert all(name in found.new or each != base.get(name) for name, each in found.others.items())

    keys = SplicedKeys(Keys([*base]), mapping)
    assert [*mapping] == list(keys) == [keys.at(row) for row in range(len(keys))]
    assert list(range(len(entries))) == [keys.number(name) for name in entries]
    assert all(keys.number(name) is None for name in (*base, "topic/none") if name not in mapping)
    stayed = [n for n, name in enumerate(base) if name in mapping]
    assert sorted(keys.number(name) or 0 for name in base if name in mapping) == list(keys.rows(range(len(base))))
    assert sorted(row for n in stayed if (row := keys.row(n)) is not None) == list(keys.rows(stayed))
    codes = bytes(range(1, 1 + len(base)))
    was = [1 + n if isinstance(n := keys.of(row), int) else 0 for row in range(len(keys))]
    assert was == list(keys.spliced(codes))


def test_what_a_file_that_was_read_anew_has_as_before_is_no_other_entry() -> None:
    base = Kept()
    files = [entry("a"), entry("b", "New"), entry("c")], Stretch(base, 3, 10)
    found = splice(base, files)
    assert found is not None
    assert list(found.others) == ["topic/b"]
    assert can_splice(base, files)


@given(FILES, FILES)
def test_two_such_are_compared_as_if_all_were_looked_at(
    files: list[list[str] | None], others: list[list[str] | None]
) -> None:
    base = Kept()
    found = [splice(base, pieces(base, each)) for each in (files, others)]
    one, other = (spliced(each) if each else base for each in found)
    assert have_same_keys(one, other) is (list(one) == list(other))
    assert set(without(one, other)) == set(one) - set(other)
    both = ([key for key in one if key in other], [key for key in other if key in one])
    assert share_order(one, other) is (both[0] == both[1])


def test_what_is_in_no_store_is_spliced_with_nothing() -> None:
    assert splice({"topic/a": entry("a")}, [[entry("a")]]) is None
    base, other = Kept(), Kept()
    assert splice(base, [Stretch(other, 0, 10)]) is None
    backwards = [Stretch(base, 4, 10), Stretch(base, 0, 4)]
    assert splice(base, backwards) is None
    assert not can_splice(base, backwards)
