"""An index that grows, and one that follows edits: it answers as one made anew."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Mapping, Sequence

from hypothesis import example, given, settings
from hypothesis import strategies as st
from msgspec import structs

from explorer.model.archive import Archive
from explorer.model.problems import Place
from explorer.model.records import AnyRecord, Entry, Kind, Person, Quote, Topic
from explorer.search.hits import Hit
from explorer.search.index import SearchIndex

# “hirxoir” is like none but “hirkoir”, and is taken for “harbour” where that is gone.
WORDS = ("ice", "wall", "harbour", "harbours", "herbour", "hirkoir", "pier", "won’t", "east-pier", "the")
SPEAKERS = ("ana", "ben")
STATUSES = {"quote/q0": "missing"}

texts = st.lists(st.sampled_from(WORDS), min_size=1, max_size=5).map(" ".join)
numbers = st.integers(0, 5)
quote_lists = st.dictionaries(numbers, st.tuples(texts, st.sampled_from(SPEAKERS)), max_size=6)
queries = st.one_of(
    texts,
    st.sampled_from(
        ["harbuor", "hirxoir", "ha", "who:ana ice", "kind:quote", '"ice wall"', "-ice kind:quote", "is:missing", "an"]
    ),
)


def no_pause() -> None:
    pass


def archive_of(quotes: Mapping[int, tuple[str, str]], names: Sequence[str] = ("Ana", "Ben")) -> Archive:
    records: list[AnyRecord] = [Person(id=id, name=name) for id, name in zip(SPEAKERS, names, strict=True)]
    records.append(Topic(id="harbour", label="Harbour"))
    for n, (text, speaker) in quotes.items():
        records.append(Quote(id=f"q{n}", article="pier", speech="direct", text=text, speaker=speaker))
    return Archive(Entry(record, Place("data/test.yaml", 1)) for record in records)


def edited(archive: Archive, *changes: AnyRecord, gone: Sequence[str] = ()) -> Archive:
    """An archive in which records have changed, come, or gone; the others are the very same objects."""
    entries = {ref: entry for ref, entry in archive.entries.items() if ref not in gone}
    entries |= {record.ref: Entry(record, Place("data/test.yaml", 1)) for record in changes}
    return Archive(entries.values())


def answers(index: SearchIndex, query: str) -> dict[str, Hit]:
    return {hit.ref: hit for hit in index.search(query)}


@settings(deadline=None)
@given(quote_lists, quote_lists, st.sampled_from(["Ana", "Anna Ice", "Wall"]), queries)
@example({0: ("hirkoir", "ana")}, {}, "Ana", "hirkoir")
def test_an_index_that_followed_edits_answers_as_one_made_anew(
    before: Mapping[int, tuple[str, str]], after: Mapping[int, tuple[str, str]], name: str, query: str
) -> None:
    """The same hits with the same scores and reasons, whatever was edited; equal hits may come in another order."""
    first = archive_of(before)
    changed = archive_of(after, (name, "Ben"))
    records = [entry.record for entry in changed.entries.values()]
    fresh = [record for record in records if record != first.find(record.ref)]
    later = edited(first, *fresh, gone=list(first.entries.keys() - changed.entries.keys()))
    updated = SearchIndex(first, STATUSES).updated(later, STATUSES)
    assert updated is not None
    expected = SearchIndex(later, STATUSES)
    assert answers(expected, query) == answers(updated, query)
    scores = [hit.score for hit in updated.search(query)]
    assert sorted(scores, reverse=True) == scores


def test_an_edit_is_found_and_what_was_there_before_is_not() -> None:
    first = archive_of({0: ("the ice", "ana"), 1: ("the wall", "ana")})
    quote = first.find("quote/q0")
    assert isinstance(quote, Quote)
    index = SearchIndex(first).updated(edited(first, structs.replace(quote, text="the harbour")), {})
    assert index is not None
    assert {} == answers(index, "ice")
    assert "quote/q0" in answers(index, "harbour")
    assert 1 == index.changes


def test_equal_hits_that_were_edited_come_in_the_order_of_the_files() -> None:
    first = archive_of(dict.fromkeys(range(9), ("the ice", "ana")))
    quotes = [quote for quote in first.of_kind(Kind.QUOTE).values() if isinstance(quote, Quote)]
    index = SearchIndex(first).updated(edited(first, *(structs.replace(each, text="the pier") for each in quotes)), {})
    assert index is not None
    assert [each.ref for each in quotes] == list(answers(index, "pier kind:quote"))


def test_what_is_said_by_someone_renamed_is_found_by_the_new_name() -> None:
    first = archive_of({0: ("the ice", "ana"), 1: ("the wall", "ben")})
    index = SearchIndex(first).updated(edited(first, Person(id="ana", name="Greta")), {})
    assert index is not None
    assert {"person/ana", "quote/q0"} == set(answers(index, "greta"))
    assert ["quote/q0"] == list(answers(index, "who:greta"))


def test_what_was_said_by_someone_gone_is_not_found_by_the_name_after_another_edit() -> None:
    first = archive_of({0: ("the ice", "ana"), 1: ("the wall", "ben")}, names=("Zelda", "Ben"))
    without = edited(first, gone=["person/ana"])
    later = edited(without, Topic(id="pier", label="Pier"))
    index: SearchIndex | None = SearchIndex(first)
    for archive in (without, later):
        index = index.updated(archive, {}) if index else None
        assert index is not None
        assert {} == answers(index, "zelda")
        assert {"quote/q0"} == set(answers(index, "ice"))


def test_statuses_are_those_of_the_later_state() -> None:
    """A source that changed changes what is missing, though no record did."""
    archive = archive_of({0: ("the ice", "ana"), 1: ("the wall", "ana")})
    index = SearchIndex(archive, {"quote/q0": "missing"}).updated(archive, {"quote/q1": "missing"})
    assert index is not None
    assert ["quote/q1"] == list(answers(index, "is:missing"))


def test_edits_add_up() -> None:
    archive = archive_of({0: ("the ice", "ana"), 1: ("the wall", "ana")})
    index: SearchIndex | None = SearchIndex(archive)
    for n in range(2, 6):
        archive = edited(archive, Quote(id=f"q{n}", article="pier", speech="direct", text="the pier", speaker="ana"))
        index = index.updated(archive, {}) if index else None
    assert index is not None
    assert (4, 0) == (index.changes, index.missing)
    assert {f"quote/q{n}" for n in range(2, 6)} == set(answers(index, "pier"))


def test_many_changes_make_a_new_index() -> None:
    """In the background: until it is made, the one before answers."""
    archive = archive_of(dict.fromkeys(range(700), ("the ice", "ana")))
    few = edited(archive, *(quote for quote in archive_of(dict.fromkeys(range(150), ("a wall", "ana"))).all(Quote)))
    some = edited(archive, *(quote for quote in archive_of(dict.fromkeys(range(250), ("a wall", "ana"))).all(Quote)))
    index = SearchIndex(archive)
    assert [150] == [later.changes for later in SearchIndex.following(index, few, {}, no_pause)]
    assert [0] == [later.changes for later in SearchIndex.following(index, some, {}, no_pause)]


def test_a_large_archive_can_be_searched_before_all_of_it_is_read() -> None:
    archive = archive_of({n: (f"the ice {n}", "ana") for n in range(2_500)})
    indexes = list(SearchIndex.following(None, archive, {}, no_pause))
    assert [1_500, 0] == [index.missing for index in indexes]
    for index in indexes:
        assert "person/ana" == index.search("ana")[0].ref
        assert "topic/harbour" in answers(index, "harbour")
    assert "quote/q999" in answers(indexes[0], "999")
    assert {} == answers(indexes[0], "2499")
    assert "quote/q2499" in answers(indexes[1], "2499")


def test_making_an_index_pauses_often() -> None:
    """At least once in a hundred records, so that the screen stays live."""
    pauses = []
    SearchIndex(archive_of(dict.fromkeys(range(2000), ("the ice", "ana"))), {}, lambda: pauses.append(1))
    assert len(pauses) > 20


def test_an_index_that_was_searched_goes_with_its_archive_once_nobody_has_it() -> None:
    """Not only when garbage is looked for, which is not done among what a large archive needs."""
    gc.disable()
    try:
        archive = archive_of({0: ("the ice", "ana")})
        index = SearchIndex(archive)
        assert index.search("who:ana ice")
        gone = weakref.ref(archive)
        del archive, index
        assert gone() is None
    finally:
        gc.enable()
