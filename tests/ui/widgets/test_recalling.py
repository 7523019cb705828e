"""Walking through earlier queries."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from explorer.ui.widgets.search_bar import Recall

EARLIER = ("third", "second", "first")


def test_up_goes_to_older_queries_and_down_comes_back_to_what_was_typed() -> None:
    recall = Recall()

    assert "third" == recall.older("typed", EARLIER)
    assert "second" == recall.older("third", EARLIER)
    assert "first" == recall.older("second", EARLIER)
    assert recall.older("first", EARLIER) is None
    assert "second" == recall.newer("first")
    assert "third" == recall.newer("second")
    assert "typed" == recall.newer("third")
    assert recall.newer("typed") is None


def test_a_recalled_query_that_is_changed_is_typed_anew() -> None:
    recall = Recall()
    recall.older("", EARLIER)

    assert recall.newer("third and more") is None
    assert "third" == recall.older("third and more", EARLIER)
    assert "third and more" == recall.newer("third")


def test_the_query_in_the_box_is_not_offered_as_an_earlier_one() -> None:
    assert "second" == Recall().older("third ", EARLIER)
    assert Recall().older("only", ["only"]) is None


@given(st.lists(st.sampled_from(["older", "newer"]), max_size=12), st.text(max_size=5))
def test_the_walk_stays_within_the_queries(steps: list[str], typed: str) -> None:
    recall, text = Recall(), typed
    for step in steps:
        text = (recall.older(text, EARLIER) if step == "older" else recall.newer(text)) or text

        assert text in (typed, *EARLIER)
