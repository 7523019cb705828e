"""The numbers of a hierarchy say what walking up from each id would, however deep it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from hypothesis import given
from hypothesis import strategies as st

from explorer.model.hierarchy import Hierarchy

Parents = Mapping[str, str | None]


@st.composite
def deep(draw: st.DrawFn) -> Parents:
    """Most ids are below the one before, so that there are long ways up; some are below any other, or none."""
    steps = draw(st.lists(st.one_of(st.just(1), st.just(1), st.integers(0, 12)), min_size=20, max_size=60))
    return {f"id-{n}": f"id-{n - step}" if 0 < step <= n else None for n, step in enumerate(steps)}


def above(parents: Parents, id: str | None) -> Iterator[str]:
    while id is not None:
        yield id
        id = parents[id]


@given(deep())
def test_what_is_above_below_and_within_is_what_walking_up_finds(parents: Parents) -> None:
    hierarchy = Hierarchy(parents)
    for id in parents:
        way = list(above(parents, id))
        assert way == list(hierarchy.above(id))
        assert len(way) - 1 == hierarchy.depth[hierarchy.number[id]]
        assert {other for other in parents if hierarchy.is_within(id, other)} == set(way)
        assert {other for other in parents if id in above(parents, other)} == {
            hierarchy.ids[n] for n in hierarchy.below(id)
        }


@given(deep(), st.data())
def test_some_ids_count_once_for_each_that_any_of_them_is_below(parents: Parents, data: st.DataObject) -> None:
    hierarchy = Hierarchy(parents)
    some = data.draw(st.lists(st.sampled_from([*parents, "nowhere", None]), max_size=6))
    holders = {holder for id in some if id in parents for holder in above(parents, id)}
    counted = hierarchy.once(some)
    for id in parents:
        assert int(id in holders) == sum(count for n, count in counted if n in hierarchy.below(id))


@given(deep(), st.data())
def test_the_tops_of_some_ids_are_those_below_no_other_of_them(parents: Parents, data: st.DataObject) -> None:
    hierarchy = Hierarchy(parents)
    some = data.draw(st.lists(st.sampled_from([*parents, "nowhere"]), max_size=6))
    known = {id for id in some if id in parents}
    expected = {id for id in known if not known.intersection([*above(parents, id)][1:])}
    found = list(hierarchy.tops(some))
    assert sorted(found) == sorted(expected)
