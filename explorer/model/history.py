"""The history: the views of the archive, and walking back and forward through them as in a web browser."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

import msgspec

from explorer.model.archive import Archive
from explorer.model.orders import Order
from explorer.model.records import Kind, Quote


class Found(msgspec.Struct, frozen=True):
    """The results of a query as they were when they were gone into: `hits` of `total` that answer it.

    `refs` has the hits, and the quotes of each hit that is no quote and has none among them: a topic alone stands for
    all that was said on it, but among quotes on it for these.
    """

    query: str
    hits: int
    total: int
    refs: tuple[str, ...]

    @classmethod
    def of(
        cls, query: str, hits: Collection[str], total: int, archive: Archive, among: Collection[str] | None = None
    ) -> Found:
        """The results of a query by their refs. `among` has the refs of what was searched; None for everything."""
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
        """What it is called as a step of the trail."""
        number = f"best {self.hits:,} of {self.total:,}" if self.total > self.hits else f"{self.hits:,}"
        return f"results of “{self.query}” ({number})"


MOST_VIEWS = 200


class PanesView(msgspec.Struct, frozen=True, tag="panes"):
    """The panes: the trail, the pane in use, and the record under the cursor of each pane.

    `found` is what the trail begins with, when results were gone into as a whole. `words` are those that a pane is
    narrowed to, `orders` how it is ordered; a pane without them shows all as listed. `detail` is the line in use of
    Detail while that has the focus.
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
        """The ref under the cursor of the pane in use."""
        return self.cursors.get(self.pane)


class ResultsView(msgspec.Struct, frozen=True, tag="results"):
    """The results of a query, and the ref of the hit in use. They take the place of the panes `over` which they lie.

    `within` says that only what these panes show was searched.
    """

    query: str
    at: str | None = None
    over: PanesView = PanesView()
    within: bool = False


class ReadingView(msgspec.Struct, frozen=True, tag="reading"):
    """An article in the reader, by its id, with the ref of the quote in use.

    `offset` is where in its text the line under the cursor begins; `find` is what is searched for in it.
    """

    article: str
    quote: str | None = None
    offset: int | None = None
    find: str = ""


class ScreenView(msgspec.Struct, frozen=True, tag="screen"):
    """A screen with a name, such as the timeline. `at` says what its cursor is on, in words that the screen knows.

    `words` are those that its rows are filtered by.
    """

    name: str
    at: tuple[str, ...] = ()
    words: str = ""


View = PanesView | ResultsView | ReadingView | ScreenView


class History:
    """The views behind the one that is seen now, and those ahead of it, which were left by going back."""

    def __init__(self, back: Iterable[View] = (), forward: Iterable[View] = ()) -> None:
        self._back = list(back)
        self._forward = list(forward)

    @property
    def behind(self) -> tuple[View, ...]:
        """The views behind, the latest last."""
        return tuple(self._back)

    @property
    def ahead(self) -> tuple[View, ...]:
        """The views ahead, the next one last."""
        return tuple(self._forward)

    def leave(self, view: View) -> None:
        """Remember a view that is left for a new one. Views that lay ahead are forgotten.

        Of more than `MOST_VIEWS`, the oldest are forgotten, but never the very first: the way back ends where it began.
        """
        if not self._back or self._back[-1] != view:
            self._back.append(view)
        del self._back[1 : max(1, len(self._back) - MOST_VIEWS + 1)]
        self._forward.clear()

    def forget_last(self) -> None:
        """Forget the view behind, because the one that is seen now is the same again."""
        del self._back[-1:]

    def back(self, view: View) -> View | None:
        """The view before; `view` then lies ahead. None when there is no view before."""
        if not self._back:
            return None
        self._forward.append(view)
        return self._back.pop()

    def forward(self, view: View) -> View | None:
        """The view ahead, which was left by going back; `view` then lies behind. None when none is ahead."""
        if not self._forward:
            return None
        self._back.append(view)
        return self._forward.pop()
