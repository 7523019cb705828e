"""The history of views, with back and forward as in a web browser."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

import msgspec

from explorer.model.archive import Archive
from explorer.model.orders import Order
from explorer.model.records import Kind, Quote


class Found(msgspec.Struct, frozen=True):
    """The results of a query when the user opened them as a whole: `hits` of the `total` matches.

    `refs` has the hits. For a hit that is not a quote and has no quotes among the hits, it also has the quotes of that
    hit: a topic alone stands for everything said on it, but a topic among its quotes only for those quotes.
    """

    query: str
    hits: int
    total: int
    refs: tuple[str, ...]

    @classmethod
    def of(
        cls, query: str, hits: Collection[str], total: int, archive: Archive, among: Collection[str] | None = None
    ) -> Found:
        """Create it from the refs of the hits. `among` has the refs of what was searched; None for everything."""
        refs = dict.fromkeys(hits)
        for ref in hits:
            record = archive.find(ref)
            if record is not None and not isinstance(record, Quote):
                quotes = [quote.ref for quote in archive.quotes_of(record)]
                if refs.keys().isdisjoint(quotes):
                    refs |= dict.fromkeys(quote for quote in quotes if among is None or quote in among)
        return cls(query, len(hits), total, tuple(refs))

    @property
    def name(self) -> str:
        """The name of this step of the trail."""
        number = f"best {self.hits:,} of {self.total:,}" if self.total > self.hits else f"{self.hits:,}"
        return f"results of “{self.query}” ({number})"


MOST_VIEWS = 200


class PanesView(msgspec.Struct, frozen=True, tag="panes"):
    """The panes: the trail, the active pane, and the record under the cursor of each pane.

    `found` is the start of the trail if it began with results. `words` filter a pane and `orders` sort it; a pane
    without them shows everything as listed. `detail` is the current line of Detail while it has the focus.
    """

    trail: tuple[str, ...] = ()
    pane: Kind = Kind.TOPIC
    cursors: Mapping[Kind, str] = {}
    found: Found | None = None
    words: Mapping[Kind, str] = {}
    orders: Mapping[Kind, Order] = {}
    detail: int | None = None

    @property
    def current(self) -> str | None:
        """The ref under the cursor of the active pane."""
        return self.cursors.get(self.pane)


class ResultsView(msgspec.Struct, frozen=True, tag="results"):
    """The results of a query, and the ref of the current hit. They replace the panes that they lie `over`.

    `within` means that only what these panes show was searched.
    """

    query: str
    at: str | None = None
    over: PanesView = PanesView()
    within: bool = False


class ReadingView(msgspec.Struct, frozen=True, tag="reading"):
    """An article in the reader, by its id, with the ref of the current quote.

    `offset` is where the line under the cursor begins in the text; `find` is the search text.
    """

    article: str
    quote: str | None = None
    offset: int | None = None
    find: str = ""


class ScreenView(msgspec.Struct, frozen=True, tag="screen"):
    """A named screen, such as the timeline. `at` identifies what its cursor is on, in a form that the screen knows.

    `words` filter its rows.
    """

    name: str
    at: tuple[str, ...] = ()
    words: str = ""


View = PanesView | ResultsView | ReadingView | ScreenView


class History:
    """The views behind the current one, and those ahead of it, which the user left by going back."""

    def __init__(self, back: Iterable[View] = (), forward: Iterable[View] = ()) -> None:
        self._back = list(back)
        self._forward = list(forward)

    @property
    def behind(self) -> tuple[View, ...]:
        """The views behind, most recent last."""
        return tuple(self._back)

    @property
    def ahead(self) -> tuple[View, ...]:
        """The views ahead, next one last."""
        return tuple(self._forward)

    def leave(self, view: View) -> None:
        """Remember a view that is left for a new one, and forget the views ahead.

        Keep at most `MOST_VIEWS`. Drop the oldest but never the very first, where going back ends.
        """
        if not self._back or self._back[-1] != view:
            self._back.append(view)
        del self._back[1 : max(1, len(self._back) - MOST_VIEWS + 1)]
        self._forward.clear()

    def forget_last(self) -> None:
        """Forget the last view behind, because the current one is equal to it."""
        del self._back[-1:]

    def back(self, view: View) -> View | None:
        """The previous view; `view` then lies ahead. None when there is no view before."""
        if not self._back:
            return None
        self._forward.append(view)
        return self._back.pop()

    def forward(self, view: View) -> View | None:
        """Go forward from `view`, which then lies behind. Return None if there is no view ahead."""
        if not self._forward:
            return None
        self._back.append(view)
        return self._forward.pop()
