"""The offers: possible continuations of the query, on one line below the search box."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING

import msgspec
from textual.content import Content
from textual.geometry import Region
from textual.reactive import reactive

from explorer.describing import signs
from explorer.desk.kept_queries import Queries
from explorer.display import one_line
from explorer.ui.messages import Message
from explorer.ui.search_state import NAME_SIGN
from explorer.ui.targets import Clickable, Target
from explorer.ui.wording import styles

if TYPE_CHECKING:
    from explorer.search.index import SearchIndex

_SIGN = f" {signs.OFFER.mark} "
_GAP = "  "


class Offer(msgspec.Struct, frozen=True):
    """A text to put in place of the box's text from `start` to `end`, with the label that is shown for it."""

    start: int
    end: int
    text: str
    label: str


def offers(query: str, at: int, index: SearchIndex | None, queries: Queries) -> list[Offer]:
    """The continuations at a place in a query: names and values of filters; after `@`, saved queries by name."""
    if query.startswith(NAME_SIGN):
        return list(_saved(query, queries))
    found = index.suggest(query, at) if index else []
    offered = []
    for suggestion in found:
        start, end, text = suggestion.start, suggestion.end, suggestion.text
        is_name = text.endswith(":")
        label = f"{text} {suggestion.label}" if is_name else suggestion.label or text.rpartition(":")[2]
        if text != query[start:end]:
            done = "" if is_name or query[end : end + 1] == " " else " "
            offered.append(Offer(start, end, text + done, label))
    return offered


def _saved(query: str, queries: Queries) -> Iterator[Offer]:
    typed = query.removeprefix(NAME_SIGN).strip().casefold()
    for name, saved in sorted(queries.saved.items()):
        if typed in name.casefold():
            yield Offer(0, len(query), saved, f"{NAME_SIGN}{name}: {saved}")


class OfferLine(Clickable):
    """The line of offers. The first is marked: Tab takes it. At the end it says how many did not fit."""

    offered: reactive[Sequence[Offer]] = reactive(())

    class Picked(Message):
        """An offer was clicked."""

        offer: Offer

    def watch_offered(self) -> None:
        self.display = bool(self.offered)

    def choose_next(self) -> None:
        """Mark the next offer, by moving the first one to the end."""
        self.offered = [*self.offered[1:], *self.offered[:1]]

    def render(self) -> Content:
        shown = self._shown()
        more = len(self.offered) - len(shown)
        parts = [
            Content.styled(label.plain, styles.CHOSEN if number == 0 else "") for number, label in enumerate(shown)
        ]
        parts += [Content.styled(f"+{more}", styles.MUTED)] if more else []
        return Content.assemble((_SIGN, styles.LINK), Content(_GAP).join(parts))

    def _shown(self) -> list[Content]:
        """The labels that fit side by side. The first is always there, cut if necessary."""
        room = self.size.width - len(_SIGN) - len(" +99")
        shown: list[Content] = []
        for offer in self.offered:
            label = Content(f" {one_line(offer.label)} ")
            label = label if shown else label.truncate(max(1, room), ellipsis=True)
            room -= label.cell_length + len(_GAP)
            if room < -len(_GAP):
                break
            shown.append(label)
        return shown

    def targets(self) -> Iterator[Target]:
        """The offers that fit."""
        inside = self.content_region
        x = inside.x + len(_SIGN)
        for offer, label in zip(self.offered, self._shown(), strict=False):
            width = label.cell_length
            yield Target(Region(x, inside.y, width, 1), partial(self.post_message, self.Picked(offer)))
            x += width + len(_GAP)
