"""The history of views goes back and forward as a browser's does."""

from __future__ import annotations

from explorer.model.history import MOST_VIEWS, History, PanesView, ReadingView, ResultsView, View
from explorer.model.records import Kind

START = PanesView()
HARBOUR = PanesView(("topic/harbour",), Kind.QUOTE, {Kind.QUOTE: "quote/ruiz-heart"})
RUIZ = PanesView(("topic/harbour", "person/ana-ruiz"), Kind.QUOTE)
BUDGET = PanesView(("topic/city-budget",), Kind.QUOTE)


def walked(*views: View) -> History:
    """A history in which each view was left for the next."""
    history = History()
    for view in views:
        history.leave(view)
    return history


def test_the_current_record_is_under_the_cursor_of_the_pane_in_use() -> None:
    view = PanesView((), Kind.PERSON, {Kind.TOPIC: "topic/harbour", Kind.PERSON: "person/ana-ruiz"})

    assert view.current == "person/ana-ruiz"
    assert PanesView((), Kind.EVENT, view.cursors).current is None


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
    moved = PanesView(HARBOUR.trail, Kind.PERSON, {Kind.PERSON: "person/ana-ruiz"})

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


def test_a_view_that_is_seen_again_at_once_is_remembered_once() -> None:
    history = walked(START, START)

    assert history.behind == (START,)


def test_views_of_all_sorts_are_walked_through() -> None:
    results, article = ResultsView("pier", "quote/ruiz-heart"), ReadingView("pier", "quote/ruiz-heart", 12)
    history = walked(START, results, article)

    assert [history.back(HARBOUR), history.back(article), history.back(results)] == [article, results, START]


def test_the_oldest_views_are_forgotten_but_not_the_first() -> None:
    many = [ReadingView("pier", offset=number) for number in range(MOST_VIEWS + 50)]
    history = walked(START, *many)

    assert len(history.behind) == MOST_VIEWS
    assert history.behind[0] == START
    assert history.behind[1:] == tuple(many[-MOST_VIEWS + 1 :])


def test_a_history_goes_on_from_what_was_behind_and_ahead() -> None:
    before = walked(START, HARBOUR, RUIZ)
    before.back(BUDGET)
    again = History(before.behind, before.ahead)

    assert again.forward(RUIZ) == BUDGET
    assert again.back(BUDGET) == RUIZ
