"""The history of views goes back and forward as a browser's does."""

from __future__ import annotations

from explorer.model.records import Kind
from explorer.ui.navigation import History, View

START = View()
HARBOUR = View(("topic/harbour",), Kind.QUOTE, {Kind.QUOTE: "quote/ruiz-heart"})
RUIZ = View(("topic/harbour", "person/ana-ruiz"), Kind.QUOTE)
BUDGET = View(("topic/city-budget",), Kind.QUOTE)


def walked(*views: View) -> History:
    """A history in which each view was left for the next."""
    history = History()
    for view in views:
        history.leave(view)
    return history


def test_the_current_record_is_under_the_cursor_of_the_pane_in_use() -> None:
    view = View((), Kind.PERSON, {Kind.TOPIC: "topic/harbour", Kind.PERSON: "person/ana-ruiz"})

    assert view.current == "person/ana-ruiz"
    assert View((), Kind.EVENT, view.cursors).current is None


def test_a_new_history_leads_nowhere() -> None:
    history = History()

    assert history.back(START) is None
    assert history.forward(START) is None


def test_back_walks_through_the_views_in_the_order_they_were_left() -> None:
    history = walked(START, HARBOUR)

    assert history.back(RUIZ) == HARBOUR
    assert history.back(HARBOUR) == START
    assert history.back(START) is None


def test_forward_undoes_back_step_by_step() -> None:
    history = walked(START, HARBOUR)
    history.back(RUIZ)
    history.back(HARBOUR)

    assert history.forward(START) == HARBOUR
    assert history.forward(HARBOUR) == RUIZ
    assert history.forward(RUIZ) is None


def test_forward_leads_to_a_view_as_it_was_when_it_was_gone_back_from() -> None:
    """Cursor and pane may have changed since it was come to."""
    history = walked(START)
    moved = View(HARBOUR.trail, Kind.PERSON, {Kind.PERSON: "person/ana-ruiz"})

    history.back(moved)

    assert history.forward(START) == moved


def test_nowhere_to_go_changes_nothing() -> None:
    history = walked(START)
    history.back(HARBOUR)

    assert history.back(START) is None
    assert history.forward(START) == HARBOUR
    assert history.forward(HARBOUR) is None
    assert history.back(HARBOUR) == START


def test_a_new_step_forgets_what_lay_ahead() -> None:
    history = walked(START, HARBOUR)
    history.back(RUIZ)
    history.leave(HARBOUR)

    assert history.forward(BUDGET) is None
    assert history.back(BUDGET) == HARBOUR


def test_the_last_view_with_a_trail_is_the_latest_that_lies_behind() -> None:
    later = View(HARBOUR.trail, Kind.PERSON)
    history = walked(START, HARBOUR, RUIZ, later)

    assert history.last_with_trail(("topic/harbour",)) == later
    assert history.last_with_trail(()) == START
    assert history.last_with_trail(("person/ana-ruiz", "topic/harbour")) is None


def test_a_view_that_lies_ahead_is_none_that_was_left() -> None:
    history = walked(START)
    history.back(HARBOUR)

    assert history.last_with_trail(HARBOUR.trail) is None
