"""What the palette offers for what is typed: commands and records, each on one line."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.content import Content

from explorer.display import one_line
from explorer.model.archive import Archive
from explorer.model.records import AnyRecord, Quote, title
from explorer.ui.commands import Command
from explorer.ui.widgets.result_list import around
from explorer.ui.wording import styles
from explorer.ui.wording.forgiving import has_words
from explorer.ui.wording.rows import quote_text, review

if TYPE_CHECKING:
    from explorer.search import SearchIndex

Found = tuple[str, Content, Callable[[], object]]

# The width of the columns; and from which width on there is room for a group, for who said a quote, and for
# what a command is about.
_GROUP, _NAME, _KEY = 9, 18, 10
_GROUP_FROM, _SOURCE_FROM, _ABOUT_FROM = 30, 50, 60
# How many records are offered.
_RECORDS = 12


class Offers(Provider):
    """The commands in their order; when something is typed: what has it in its name, then records, then the others."""

    commands: ClassVar[Sequence[Command]] = ()
    hidden: ClassVar[Sequence[Command]] = ()

    def find(self, query: str, width: int) -> Iterable[Found]:
        """The records for what is typed, with the text of each in a width."""
        raise NotImplementedError

    async def discover(self) -> Hits:
        for command in self.commands:
            yield DiscoveryHit(self._line(command), command.run, command.name)

    async def search(self, query: str) -> Hits:
        # The palette sorts by the score, which has to be above 0.
        for number, (shown, run, text) in enumerate(self._answers(query)):
            yield Hit(1 / (number + 1), shown, run, text)

    def _answers(self, query: str) -> Iterator[tuple[Content, Callable[[], object], str]]:
        both = [*self.commands, *self.hidden]
        named = [command for command in both if has_words(command.name, query)]
        others = [command for command in both if command not in named and has_words(_words_of(command), query)]
        for command in sorted(named, key=lambda command: -_likeness(command.name, query)):
            yield self._line(command, query), command.run, command.name
        for kind, text, run in self.find(query, room_for_text(self._width)):
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
    of: Sequence[Command],
    when_typed: Sequence[Command] = (),
    records: Callable[[str, int], Iterable[Found]] | None = None,
) -> type[Provider]:
    """A provider of commands, of others that are offered only for what is typed, and of records found by it."""

    class Offered(Offers):
        commands = of
        hidden = when_typed

        def find(self, query: str, width: int) -> Iterable[Found]:
            return records(query, width) if records else ()

    return Offered


def records_found(
    index: SearchIndex | None, archive: Archive, go_to: Callable[[str], object]
) -> Callable[[str, int], Iterator[Found]]:
    """A function that finds the records for what is typed, best first: the kind, the text, and how to go there."""

    def find(query: str, width: int) -> Iterator[Found]:
        if index is None:
            return
        from explorer.search import highlights

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
    """Who said a quote, after it; and of any record, whether it is a draft."""
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
    """A text in a column; what is longer stays whole, and what follows gives way, where there is room for that."""
    return text.pad_right(max(0, width - text.cell_length))


def _marked(name: str, query: str) -> Content:
    """A name with the typed words marked in it. It may be of a saved query, and so have any text: it is no markup."""
    marked = Content(name)
    for word in query.casefold().split():
        at = name.casefold().find(word)
        if at >= 0:
            marked = marked.stylize(styles.MATCH, at, at + len(word))
    return marked


def _words_of(command: Command) -> str:
    return f"{command.group} {command.name} {command.about}"


def _likeness(name: str, query: str) -> int:
    """How well a name that has all the typed words answers: as a whole, by its beginning, or by a part of it."""
    name, query = name.casefold(), query.casefold().strip()
    return 3 if name == query else 2 if name.startswith(query) else 1 if query in name else 0
