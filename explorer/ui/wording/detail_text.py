"""The text of Detail: the description of a record as blocks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec
from textual.content import Content

from explorer.describing.describe import describe
from explorer.describing.fields import Field, Group, Part, Value
from explorer.model.records import AnyRecord
from explorer.snapshot import Snapshot
from explorer.ui.requests import OpenRecord, ReadArticle, following
from explorer.ui.wording import styles

Request = OpenRecord | ReadArticle

_LABELLED = (Group.BODY, Group.LISTED)


class Block(msgspec.Struct, frozen=True):
    """A paragraph of Detail. It may have a label in the margin, and a request, which makes it a link.

    `own` has the spans of the content whose words are the explorer's own.
    """

    content: Content
    label: str = ""
    request: Request | None = None
    own: tuple[tuple[int, int], ...] = ()


def detail(snapshot: Snapshot, record: AnyRecord, *, with_quotes: bool = False) -> list[Block]:
    """The blocks for a record, with an empty block between groups.

    Its quotes are there only `with_quotes`, when no pane lists them; then they come first, to be seen.
    """
    fields = describe(snapshot, record)
    blocks: list[Block] = []
    for group in (Group.HEAD, *([Group.LISTED] if with_quotes else ()), Group.BODY, Group.ORIGIN):
        shown = [block for field in fields if field.label.group is group for block in _blocks(field)]
        blocks += [Block(Content("")), *shown] if blocks and shown else shown
    return blocks


def styled(parts: Iterable[Part]) -> Content:
    """Parts as one text, each in the style of its tone."""
    return Content.assemble(*((part.text, styles.TONES[part.tone]) for part in parts))


def _own(value: Value) -> Iterator[tuple[int, int]]:
    end = 0
    for part in value.parts:
        start, end = end, end + len(part.text)
        if part.own:
            yield start, end


def _blocks(field: Field) -> Iterator[Block]:
    """A block for each value of a field. The first one has the label."""
    label = field.label.word if field.label.group in _LABELLED else ""
    for value in field.values:
        request = following(value.link) if value.link else None
        yield Block(styled(value.parts), label, request, tuple(_own(value)))
        label = " " if label else ""
