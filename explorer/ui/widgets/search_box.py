"""The search box at the top."""

from __future__ import annotations

from textual.geometry import Offset

from explorer.ui.keys import bind, bindings
from explorer.ui.messages import Message
from explorer.ui.widgets.lines import Lines
from explorer.ui.widgets.text_field import TextField


class SearchBox(TextField):
    """The line for the query. Up, Down and the page keys move through the results meanwhile.

    While it is `offering` a continuation, Tab takes the offer. `walked` are the results that the user moved through
    since typing.
    """

    BINDINGS = bindings(
        bind("down", "step(1)", "Next result", "Next result, or the query after a recalled one", id="next-result"),
        bind(
            "up",
            "step(-1)",
            "Previous result",
            "Previous result; above the first, an earlier query",
            id="previous-result",
        ),
        bind("pagedown", "step(10)", "Ten results down", id="ten-results-down", show=False),
        bind("pageup", "step(-10)", "Ten results up", id="ten-results-up", show=False),
        bind("tab", "accept", "Take what is offered", "Take the offer below the box, if there is one", id="take-offer"),
        bind("shift+tab", "other_offer", "Next offer", "Go to the next offer, if there is one", id="next-offer"),
        bind("ctrl+u", "delete_left_all", "Clear", "Delete all before the cursor, filters too", id="clear-query"),
    )

    class Stepped(Message):
        """The user moves through the results."""

        rows: int

    class CursorMoved(Message):
        """The cursor has moved in the text."""

    class Accepted(Message):
        """The user takes the offer."""

    class OtherWanted(Message):
        """The user wants another offer."""

    def __init__(self) -> None:
        super().__init__(id="search", compact=True)
        self.offering = False
        self.walked: Lines | None = None

    @property
    def cursor_screen_offset(self) -> Offset:
        """The terminal's cursor is in the box during typing, and on the result in use after Up or Down."""
        return self.walked.cursor_screen_offset if self.walked else super().cursor_screen_offset

    def watch_value(self) -> None:
        self.walked = None

    def watch_selection(self) -> None:
        self.walked = None
        self.post_message(self.CursorMoved())

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action in ("accept", "other_offer"):
            return self.offering
        return super().check_action(action, parameters)

    def action_step(self, rows: int) -> None:
        self.post_message(self.Stepped(rows))

    def action_accept(self) -> None:
        self.post_message(self.Accepted())

    def action_other_offer(self) -> None:
        self.post_message(self.OtherWanted())

    def action_cursor_right(self, select: bool = False) -> None:
        if self.offering and self.cursor_at_end and not select:
            self.action_accept()
        else:
            super().action_cursor_right(select)
