"""The command palette: what the keys do, the saved queries, and the records that match what is typed.

It is Textual's, which adapts to small terminals, with some of its crashes avoided.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection, Iterator, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

import msgspec
from rich.segment import Segment
from textual import on
from textual.app import App, ComposeResult
from textual.await_complete import AwaitComplete
from textual.command import CommandList, DiscoveryHit, Hit, Hits, Provider
from textual.command import CommandPalette as TextualCommandPalette
from textual.content import Content
from textual.events import Click, Resize
from textual.geometry import Offset
from textual.screen import Screen
from textual.strip import Strip
from textual.widgets import Input

from explorer.describing import signs
from explorer.display import one_line
from explorer.model.archive import Archive
from explorer.model.records import AnyRecord, Quote, title
from explorer.ui.keys import bindings_in_reach, keys_here, reworded, written
from explorer.ui.late import in_thread
from explorer.ui.terminal_cursor import typed_at
from explorer.ui.textual_inside import Direction
from explorer.ui.widgets.result_list import around
from explorer.ui.wording import styles
from explorer.ui.wording.forgiving import has_words
from explorer.ui.wording.rows import quote_text, review

if TYPE_CHECKING:
    from explorer.search.index import SearchIndex

# The groups in order, each with the ids of its bindings in order. Bindings without a group end the first one.
_GROUPS: Mapping[str, Collection[str]] = {
    "view": (
        *("search", "topics", "people", "events", "quotes", "articles", "next-pane", "previous-pane"),
        *("read", "sources", "timeline", "overview", "drafts", "proposals", "narrow", "order", "zoom"),
        *("back", "forward", "next-match", "previous-match"),
    ),
    "archive": ("edit", "tag", "tag-again", "propose", "undo", "redo", "reload", "changes", "problems"),
    "copy": ("copy-citation", "cite", "export", "copy-command"),
    "query": ("search-scope", "open-all", "name-query"),
    "explorer": ("help", "suspend", "quit", "quit-at-once"),
}
_GROUP_OF = {id: group for group, ids in _GROUPS.items() for id in ids}
_PLACE_OF = {id: place for ids in _GROUPS.values() for place, id in enumerate(ids)}
_FIRST_GROUP = next(iter(_GROUPS))


class Command(msgspec.Struct, frozen=True):
    """A command: its group and name, its key if there is one, what it is about, and how to run it."""

    group: str
    name: str
    run: Callable[[], object]
    key: str = ""
    about: str = ""


def commands(
    screen: Screen[Any],
    idle: Collection[str],
    saved: Mapping[str, str],
    search: Callable[[str], object],
    delete: Callable[[str], object],
) -> list[Command]:
    """All commands that have an effect on a screen, by group. `idle` has the ids of keys that have none now."""
    app = screen.app
    theme = Command("theme", "Theme", app.search_themes, about=f"Choose the colours; {app.theme} is in use")
    found = [*_of_keys(screen, idle), *_of_queries(saved, search, delete), theme]
    groups = [*_GROUPS, "theme"]
    return sorted(found, key=lambda command: groups.index(command.group))


def theme_commands(app: App[Any]) -> Iterator[Command]:
    """A command for each theme."""
    for name in sorted(app.available_themes):
        current = "in use" if name == app.theme else ""
        yield Command("theme", name, partial(setattr, app, "theme", name), about=current)


def _of_keys(screen: Screen[Any], idle: Collection[str]) -> Iterator[Command]:
    """The commands for keys of the screen and the app. Widgets' keys move in them, which needs no command."""
    idle = {*idle, *keys_here(screen).idle}
    reach: dict[str, Command] = {}
    found: list[tuple[int, Command]] = []
    for node, declared, keys in bindings_in_reach(screen):
        binding = reworded(screen.app, declared)
        id = binding.id or ""
        told = isinstance(node, Screen | App) and (binding.show or binding.tooltip)
        if not told or id in idle or id == "commands" or binding.description in reach:
            continue
        run = partial(screen.app.run_action, binding.action, node)
        group = _GROUP_OF.get(id, _FIRST_GROUP)
        command = Command(group, binding.description, run, written(keys[0]), binding.tooltip)
        reach[binding.description] = command
        found.append((_PLACE_OF.get(id, len(_PLACE_OF)), command))
    # Both would return to the view before.
    found = [(place, command) for place, command in found if command.name != "Leave" or "Back" not in reach]
    yield from (command for _, command in sorted(found, key=lambda item: item[0]))


def _of_queries(
    saved: Mapping[str, str], search: Callable[[str], object], delete: Callable[[str], object]
) -> Iterator[Command]:
    queries = [(one_line(name), query) for name, query in sorted(saved.items())]
    for name, query in queries:
        yield Command("query", f"Saved query: {name}", partial(search, query), about=one_line(query))
    for name, query in queries:
        yield Command("query", f"Delete saved query: {name}", partial(delete, query), about=one_line(query))


Found = tuple[str, Content, Callable[[], object]]
Finding = Callable[[str, int], Awaitable[Sequence[Found]]]

# The width of the columns; and the widths from which there is room for a group, for a quote's speaker, and for what a
# command is about.
_GROUP, _NAME, _KEY = 9, 18, 10
_GROUP_FROM, _SOURCE_FROM, _ABOUT_FROM = 30, 50, 60
# The maximum number of records offered.
_RECORDS = 12


class Offers(Provider):
    """The commands in order; for typed words: those with them in their name, then records, then the others."""

    commands: ClassVar[Sequence[Command]]
    hidden: ClassVar[Sequence[Command]]
    # Finds the records for what is typed, each with its text in a given width.
    find: ClassVar[Finding | None]

    async def discover(self) -> Hits:
        for command in self.commands:
            yield DiscoveryHit(self._line(command), command.run, command.name)

    async def search(self, query: str) -> Hits:
        # The palette sorts by the score, which has to be above 0.
        find = type(self).find
        records = await find(query, room_for_text(self._width)) if find else ()
        for number, (shown, run, text) in enumerate(self._answers(query, records)):
            yield Hit(1 / (number + 1), shown, run, text)

    def _answers(self, query: str, records: Sequence[Found]) -> Iterator[tuple[Content, Callable[[], object], str]]:
        both = [*self.commands, *self.hidden]
        named = [command for command in both if has_words(command.name, query)]
        said = ((command, f"{command.group} {command.name} {command.about}") for command in both)
        others = [command for command, words in said if command not in named and has_words(words, query)]
        for command in sorted(named, key=lambda command: -_likeness(command.name, query)):
            yield self._line(command, query), command.run, command.name
        for kind, text, run in records:
            yield _line(kind, text, self._width), run, text.plain
        for command in others:
            yield self._line(command), command.run, command.name

    def _line(self, command: Command, query: str = "") -> Content:
        return command_line(command, _marked(command.name, query), self._width)

    @property
    def _width(self) -> int:
        # Beside the text there is a margin of two cells on each side, and a scrollbar.
        return self.app.size.width - 6


def palette_provider(
    commands: Sequence[Command], hidden: Sequence[Command] = (), find: Finding | None = None
) -> type[Provider]:
    """Make a provider of commands, of others that are offered only for what is typed, and of records that match it."""
    return type("Offered", (Offers,), {"commands": commands, "hidden": hidden, "find": find and staticmethod(find)})


def records_found(index: SearchIndex | None, archive: Archive, go_to: Callable[[str], object]) -> Finding:
    """Make a function that finds the records for what is typed, best first: the kind, the text, and how to go there."""

    async def find(query: str, width: int) -> Sequence[Found]:
        if index is None:
            return ()
        if index.looks_through_articles(query):
            await in_thread(partial(index.look_through_articles, query))
        return list(found(index, query, width))

    def found(index: SearchIndex, query: str, width: int) -> Iterator[Found]:
        from explorer.search.highlighting import highlights

        for hit in index.search(query, limit=_RECORDS)[:_RECORDS]:
            record = archive.find(hit.ref)
            if record is not None:
                text = quote_text(record) if isinstance(record, Quote) else Content(one_line(title(record)))
                spans = highlights(text.plain, hit)
                for start, end in spans:
                    text = text.stylize(styles.MATCH, start, end)
                source = _source(record, archive) if width >= _SOURCE_FROM else Content("")
                text = around(text, spans, max(1, width - source.cell_length))
                yield str(hit.kind), text + source, partial(go_to, hit.ref)

    return find


def _source(record: AnyRecord, archive: Archive) -> Content:
    """The speaker of a quote, to follow it; and for any record, whether it is a draft."""
    speaker = archive.speaker(record) if isinstance(record, Quote) else None
    name = Content.styled(f"  {one_line(speaker.name)}" if speaker else "", styles.NAME)
    return Content.assemble(name, review(record, archive))


def room_for_text(width: int) -> int:
    """The width beside the column of groups, which is left out where there is no room for it."""
    return max(1, width - _GROUP if width >= _GROUP_FROM else width)


def command_line(command: Command, name: Content, width: int) -> Content:
    """A command on one line: its group, its name, its key and what it is about, as far as there is room."""
    if width >= _ABOUT_FROM:
        key = Content.styled(command.key.ljust(_KEY), styles.LINK)
        about = Content.styled(f" {command.about}", styles.MUTED)
        return _line(command.group, Content.assemble(_padded(name, _NAME), " ", key, about), width)
    key = Content.styled(f" {command.key}", styles.LINK) if command.key else Content("")
    return _line(command.group, Content.assemble(_padded(name, room_for_text(width) - key.cell_length), key), width)


def _line(group: str, text: Content, width: int) -> Content:
    first = Content.styled(group.ljust(_GROUP), styles.MUTED) if width >= _GROUP_FROM else Content("")
    return Content.assemble(first, text).truncate(max(1, width), ellipsis=True)


def _padded(text: Content, width: int) -> Content:
    """A text in a column; a longer one stays whole and pushes what follows, if there is room for that."""
    return text.pad_right(max(0, width - text.cell_length))


def _marked(name: str, query: str) -> Content:
    """Mark the typed words in a name. It may be that of a saved query, and so any text: it is not markup."""
    marked = Content(name)
    for word in query.casefold().split():
        at = name.casefold().find(word)
        if at >= 0:
            marked = marked.stylize(styles.MATCH, at, at + len(word))
    return marked


def _likeness(name: str, query: str) -> int:
    """Score a name that has all the typed words: as a whole, by its beginning, or by a part of it."""
    name, query = name.casefold(), query.casefold().strip()
    return 3 if name == query else 2 if name.startswith(query) else 1 if query in name else 0


# From this height on there is room around the field and the list.
_HIGH_FROM = 20


class _Commands(CommandList):
    """A list of commands that can be paged through even before layout, or where there is no room for it.

    Textual's own list would look for the line of the highlighted option, and fail since it has no lines yet. It would
    also run a command again for a second click.
    """

    _chosen = False
    # Whether the user has moved through it since something was typed.
    walked = False

    @property
    def cursor_screen_offset(self) -> Offset:
        """The cell on screen where the highlighted option begins."""
        line = self._index_to_line.get(self.highlighted or 0, 0) - round(self.scroll_offset.y)
        inside = self.scrollable_content_region
        return inside.offset + Offset(0, max(0, min(line, inside.height - 1)))

    def action_cursor_down(self) -> None:
        self.walked = True
        super().action_cursor_down()

    def action_cursor_up(self) -> None:
        self.walked = True
        super().action_cursor_up()

    async def _on_click(self, event: Click) -> None:
        """Ignore a click on what is no longer in the list: Textual would look for it."""
        if event.style.meta.get("option", -1) >= self.option_count:
            event.prevent_default()

    def action_select(self) -> None:
        if not self._chosen:
            self._chosen = self.highlighted is not None
            super().action_select()

    def render_line(self, y: int) -> Strip:
        """Mark the line in use, and reverse it where there are only the terminal's colours: Textual does not."""
        strip = super().render_line(y)
        line = y + self.scroll_offset.y
        if line >= len(self._lines) or self._lines[line][0] != self.highlighted:
            return strip
        strip = strip.apply_style(styles.SELECTED) if self.app.native_ansi_color else strip
        return Strip.join([Strip([Segment(signs.CURSOR.mark, next(iter(strip)).style)]), strip.crop(1)])

    def _move_page(self, direction: Direction) -> None:
        self.walked = True
        if self._lines and (self.highlighted or 0) in self._index_to_line:
            super()._move_page(direction)
        elif direction > 0:
            self.action_last()
        else:
            self.action_first()


class CommandPalette(TextualCommandPalette):
    """Commands and records by name."""

    CSS_PATH = "palette.tcss"
    VERTICAL_BREAKPOINTS = [(0, "-low"), (_HIGH_FROM, "-high")]  # noqa: RUF012 - declared so by Textual

    def dismiss(self, result: Any = None) -> AwaitComplete:
        """Leave once. For a second click Textual would leave the screen below as well, and crash when there is none."""
        return super().dismiss(result) if self in self.app.screen_stack else AwaitComplete()

    @property
    def cursor_screen_offset(self) -> Offset:
        """The terminal's cursor is in the field while one types, and on the command in use once the list is walked."""
        commands = self.query_one(_Commands)
        return commands.cursor_screen_offset if commands.walked else typed_at(self.query_one(Input))

    @on(Input.Changed)
    def _type(self) -> None:
        self.query_one(_Commands).walked = False

    def compose(self) -> ComposeResult:
        for widget in super().compose():
            yield _Commands() if type(widget) is CommandList else widget

    def on_resize(self, event: Resize) -> None:
        """Write the lines again, for the new width."""
        if self._list_visible:
            self._gather_commands(self.query_one(Input).value.strip())
