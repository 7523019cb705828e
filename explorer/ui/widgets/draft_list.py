"""The list of drafts: how sure each guess is, the supposed speaker, and the words; and one draft in its article."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from itertools import chain

from textual import getters
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.reactive import reactive

from explorer.describing.counting import counted
from explorer.describing.match_reasons import place_of
from explorer.desk.guesses import Guess
from explorer.desk.reviewing import Draft, NotQuoted, Queue
from explorer.display import one_line
from explorer.drafting.drafted import CONFIDENCES
from explorer.model.archive import Archive
from explorer.model.records import Article, Kind, Quote, title
from explorer.reading.text.passages import Passage
from explorer.snapshot import Snapshot
from explorer.topics.proposing import Proposal
from explorer.ui.keys import withheld
from explorer.ui.widgets.article_view import ArticleView
from explorer.ui.widgets.fitted import Fitted
from explorer.ui.widgets.lines import Lines
from explorer.ui.wording import styles
from explorer.ui.wording.article_text import marks_of
from explorer.ui.wording.rows import as_read, quote_text

_SURE = max(map(len, CONFIDENCES))
# From this width on, a draft takes one line, with this many columns for the speaker.
_ROOM_FOR_ONE, _NAME = 70, 24
# The maximum number of proposed topics named there.
_NAMED = 6

# The place of the row for the proposed topics; no ref looks like this.
TOPICS = "topics"


class DraftList(Lines):
    """The drafts, each on two lines, or on one if there is room for all of it.

    `guess_of` returns the guess behind a draft, if it is known yet. Below them is one row for all topics that are
    `proposed`, if any.
    """

    drafts: reactive[Sequence[Draft]] = reactive((), init=False)
    proposed: reactive[Sequence[Proposal]] = reactive((), init=False)

    def __init__(self, guess_of: Callable[[Draft], Guess | None]) -> None:
        super().__init__(id="draft-list", classes="pane")
        self.border_title = "Drafts"
        self.archive = Archive()
        # Whether the drafts are still unknown.
        self.is_looking = False
        self.stale: Collection[str] = ()
        self._guess_of = guess_of

    def show(self, snapshot: Snapshot, queue: Queue, proposed: Sequence[Proposal], at: str | None = None) -> None:
        """Show drafts and proposed topics, with the cursor at a ref or `TOPICS`.

        If that is not there, the cursor stays where it was, on a draft as long as there is one.
        """
        drafts = queue.drafts
        self.archive, self.stale, self.drafts, self.proposed = snapshot.archive, snapshot.stale, drafts, proposed
        self.border_subtitle = self._left(queue.with_them)
        places = chain((draft.ref for draft in drafts), [TOPICS] if proposed else [])
        near = min(self.cursor, max(0, len(drafts) - 1))
        self.rows_changed(next((n for n, place in enumerate(places) if place == at), near) if at else near)

    def _left(self, with_them: Mapping[Kind, int]) -> str:
        """The number of drafts and topics left and, if there is room, of draft people and events with them."""
        topics = counted(len(self.proposed), "topic") if self.proposed else ""
        if not self.drafts:
            return f"{topics} left" if topics else ""
        said = [counted(number, kind) for kind, number in with_them.items()]
        with_people = f", with {' and '.join(said)}" if said else ""
        return f"{len(self.drafts)} left{f', {topics}' if topics else ''}{with_people}"

    @property
    def place(self) -> str:
        """The ref of the draft under the cursor, or `TOPICS`; empty when there is nothing."""
        return self.draft.ref if self.draft else TOPICS if self.proposed else ""

    @property
    def draft(self) -> Draft | None:
        """The draft under the cursor."""
        return self.drafts[self.cursor] if self.cursor < len(self.drafts) else None

    @property
    def following(self) -> Draft | None:
        """The draft after the one under the cursor, skipping nobody's words."""
        return next((draft for draft in self.drafts[self.cursor + 1 :] if not isinstance(draft, NotQuoted)), None)

    @property
    def row_count(self) -> int:
        return len(self.drafts) + bool(self.proposed)

    @property
    def row_height(self) -> int:
        return 1 if self.size.width >= _ROOM_FOR_ONE else 2

    @property
    def empty_text(self) -> str:
        if self.is_looking:
            return "Looking for the drafts …"
        how = "" if "add" in withheld(self.app) else " A adds an article, and drafts its records."
        return f"No drafts: every record was accepted.{how}"

    def row(self, index: int, width: int) -> Sequence[Content]:
        if index == len(self.drafts):
            number = Content.assemble(" " * _SURE, "  ", ("topics: ", styles.MUTED), f"{len(self.proposed)} proposed")
            labels = ", ".join(one_line(proposal.label) for proposal in self.proposed[:_NAMED])
            named = Content.assemble("  ", (labels, styles.NAME))
            return [number + named] if self.row_height == 1 else [number, named]
        draft = self.drafts[index]
        guess = self._guess_of(draft)
        confidence = getattr(guess, "confidence", "")
        sure = Content.styled(confidence.ljust(_SURE), styles.CONFIDENCES.get(confidence, styles.MUTED))
        stale = draft.ref in self.stale
        if not isinstance(draft, Quote | NotQuoted):
            name = as_read(Content(one_line(title(draft))), stale=stale)
            return [Content.assemble(sure, "  ", (f"{draft.kind}: ", styles.MUTED), name)]
        text, name = as_read(words_of(draft), stale=stale), self._speaker(draft)
        if self.row_height == 1:
            name = name.truncate(_NAME, ellipsis=True, pad=True)
            return [Content.assemble(sure, "  ", name, "  ", text)]
        return [Content.assemble(sure, "  ", name), Content.assemble("  ", text)]

    def _speaker(self, draft: Quote | NotQuoted) -> Content:
        if isinstance(draft, NotQuoted):
            return Content.styled("nobody’s words", styles.MUTED)
        return Content.styled(one_line(self.archive.speaker_name(draft)), styles.NAME)


def words_of(draft: Quote | NotQuoted) -> Content:
    """The words of a draft, as a list shows them."""
    return Content(f"“{one_line(draft.words)}”") if isinstance(draft, NotQuoted) else quote_text(draft)


class DraftInArticle(Vertical):
    """Shows one draft after another in its article, each time from its passage on: for a person or an event, that of
    its evidence, or else of its first quote.
    """

    text = getters.query_one(ArticleView)

    def __init__(self) -> None:
        super().__init__(id="draft")
        # The id of the article that is shown.
        self._article = ""

    def compose(self) -> ComposeResult:
        yield Fitted(id="headline")
        yield ArticleView()
        yield Fitted(id="about", classes="-kept-free")

    def forget(self) -> None:
        """Lay the article of the next draft out again, even if it is the same one."""
        self._article = ""

    def show(self, snapshot: Snapshot, draft: Draft | None, gone: Collection[str]) -> None:
        """Show a draft, without the marks of the quotes that are `gone`."""
        id, there, attribution = _place(snapshot, draft)
        article = snapshot.archive.get(Article, id)
        # For a draft without a place, the earlier article stays, with nothing marked as the draft's words.
        if article:
            self._show_article(snapshot, article, gone)
        self.text.current, self.text.attribution = tuple(there), attribution
        if there:
            self.text.go_to(there)

    def say(self, about: Content) -> None:
        """Describe the guess below the article."""
        self.query_one("#about", Fitted).content = about

    def _show_article(self, snapshot: Snapshot, article: Article, gone: Collection[str]) -> None:
        text = snapshot.texts.get(article.id)
        if text is None or article.id == self._article:
            return
        self._article = article.id
        self.query_one("#headline", Fitted).content = Content(one_line(article.headline))
        quotes = [each for each in snapshot.archive.quotes_of(article) if each.ref not in gone]
        marks = [mark for each in quotes for mark in marks_of(snapshot.archive, each, _passages(snapshot, each.ref))]
        self.text.show(text, marks, article.furniture)


def _place(snapshot: Snapshot, draft: Draft | None) -> tuple[str, Sequence[Passage], Passage | None]:
    """The id of a draft's article; the place of its words or its evidence; and of the attribution."""
    if isinstance(draft, NotQuoted):
        return draft.article, draft.passages[:1], None
    # The record as it is now: the listed drafts are the earlier ones until they are found again.
    place = place_of(snapshot, snapshot.archive.find(draft.ref) if draft else None)
    if place is None:
        return "", (), None
    if place.quote:
        return place.article, _passages(snapshot, place.quote), snapshot.verifications[place.quote].attribution_at
    return place.article, [place.passage] if place.passage else (), None


def _passages(snapshot: Snapshot, quote: str) -> Sequence[Passage]:
    return [at for at in snapshot.verifications[quote].passages if at]
