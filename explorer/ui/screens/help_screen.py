"""The help screen: every key, taken from the bindings themselves, and every sign."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.events import Resize
from textual.keys import format_key
from textual.screen import Screen

from explorer.describing import signs
from explorer.ui.screens.archive_screen import ArchiveScreen
from explorer.ui.screens.citing_screen import CitingScreen
from explorer.ui.screens.export_screen import ExportScreen
from explorer.ui.screens.leaf_screen import LeafScreen
from explorer.ui.screens.main_screen import MainScreen
from explorer.ui.screens.overview_screen import OverviewScreen
from explorer.ui.screens.problems_screen import ProblemsScreen
from explorer.ui.screens.reader_screen import ReaderScreen
from explorer.ui.screens.searching_screen import SearchingScreen
from explorer.ui.screens.sources_screen import SourcesScreen
from explorer.ui.screens.timeline_screen import TimelineScreen
from explorer.ui.widgets.detail import LINK_KEYS
from explorer.ui.widgets.lines import Lines
from explorer.ui.widgets.search_box import SearchBox
from explorer.ui.widgets.sources_grid import SourcesGrid
from explorer.ui.wording import styles

_KEY_WIDTH = 20


def key_help(app_bindings: Iterable[BindingType]) -> list[tuple[str, list[tuple[str, str]]]]:
    """All keys in sections by where they work. Each section has pairs: the keys, and what they do."""
    return [
        ("Everywhere", [*_rows(app_bindings), *_rows(ArchiveScreen.BINDINGS)]),
        (
            "Panes",
            [*_rows(MainScreen.BINDINGS), (_spaced(LINK_KEYS), "Follow the link with that letter in Detail")],
        ),
        ("Search", list(_rows(SearchingScreen.BINDINGS))),
        ("Lists", list(_rows(Lines.BINDINGS))),
        ("Search box", list(_rows(SearchBox.BINDINGS))),
        ("Screens over the panes", list(_rows(LeafScreen.BINDINGS))),
        ("Reader", list(_rows(ReaderScreen.BINDINGS))),
        ("Problems", list(_rows(ProblemsScreen.BINDINGS))),
        ("Sources", [*_rows(SourcesScreen.BINDINGS), *_rows(SourcesGrid.BINDINGS)]),
        ("Timeline", list(_rows(TimelineScreen.BINDINGS))),
        ("Overview", list(_rows(OverviewScreen.BINDINGS))),
        ("Citing", list(_rows(CitingScreen.BINDINGS))),
        ("Copying or saving all", list(_rows(ExportScreen.BINDINGS))),
    ]


def _rows(bindings: Iterable[BindingType]) -> Iterator[tuple[str, str]]:
    """The keys of each action, with what it does. Bindings of one action may have ids, and so keys, of their own."""
    told: dict[tuple[str, str], list[str]] = {}
    for binding in bindings:
        if isinstance(binding, Binding):
            does = binding.tooltip or binding.description
            told.setdefault((binding.action, does), []).extend(key.strip() for key in binding.key.split(","))
    for (_, does), keys in told.items():
        yield " ".join(map(_shown, keys)), does


def _shown(key: str) -> str:
    return {"pagedown": "PgDn", "pageup": "PgUp", "backspace": "backspace", "enter": "⏎"}.get(key, format_key(key))


def _spaced(letters: str) -> str:
    return f"{' '.join(letters[:8])} …"


class HelpText(Lines):
    """The lines of the help, wrapped to the width of the screen."""

    def __init__(self, sections: Sequence[tuple[str, list[tuple[str, str]]]]) -> None:
        super().__init__(id="help-text", classes="pane -active")
        self.border_title = "Help"
        self.border_subtitle = "Esc leaves"
        self._sections = sections
        self._lines: list[Content] = []

    def on_resize(self, event: Resize) -> None:
        self._lines = list(self._written(self.scrollable_content_region.width - 2))
        super().on_resize(event)

    def _written(self, width: int) -> Iterator[Content]:
        for title, rows in self._sections:
            yield Content.styled(title, styles.STRONG)
            for keys, does in rows:
                for number, line in enumerate(Content(does).wrap(max(1, width - _KEY_WIDTH - 3))):
                    margin = f"  {(keys if number == 0 else '').ljust(_KEY_WIDTH)} "
                    yield Content.assemble((margin, styles.LINK), line)
            yield Content("")
        yield Content.styled("What the signs say", styles.STRONG)
        for number, (group, shown) in enumerate(signs.GROUPS):
            yield from [Content("")] if number else []
            yield Content.styled(f" {group}", styles.STRONG)
            for sign in shown:
                yield from (line.pad_left(2) for line in Content(sign.explained).wrap(max(1, width - 2)))

    @property
    def row_count(self) -> int:
        return len(self._lines)

    def row(self, index: int, width: int) -> Sequence[Content]:
        return [self._lines[index]]


class HelpScreen(Screen[None]):
    """Every key of the explorer."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "escape,q,question_mark,left_square_bracket,backspace,enter", "leave", "Leave", priority=True, id="leave"
        ),
    ]

    def compose(self) -> ComposeResult:
        yield HelpText(key_help(self.app.BINDINGS))

    def action_leave(self) -> None:
        self.dismiss(None)
