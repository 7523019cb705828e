"""Changing values of a YAML file without touching anything else: comments, quotation marks and line breaks stay."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from itertools import groupby

from explorer.files.handwriting import ITEM, Handwriting, Path
from explorer.files.scalars import Spot
from explorer.files.text_changes import NO_PLACE, CannotSplice, TextChanges
from explorer.files.yaml_nodes import BLANKS, Node, scalar
from explorer.files.yaml_values import Value, essence, meant, said, same

# What may come between two items: blanks, line breaks and comments.
_GAP = re.compile(rf"(?:[{BLANKS}]|#[^{BLANKS[2:]}]*)*")
# The start of the first line, and the end of the last.
_Lines = tuple[int, int]


class Splicing(TextChanges):
    """Changes to one file, collected, each for its own place, and then made all at once."""

    def __init__(self, content: bytes) -> None:
        """Raises CannotSplice when the content is not YAML."""
        super().__init__(content)
        self.hand = Handwriting(self.document)
        self._named = self.document.aliases()
        self._dropped: set[Node] = set()

    # Values

    def set(self, node: Node, value: Value, path: Path = ()) -> None:
        """Change a value. The parts of a list or a mapping that stay are not touched."""
        if same(said(node), value):
            return
        if node.is_mapping and isinstance(value, Mapping) and value and node.fields:
            self._set_fields(node, value, path)
        elif node.is_list and isinstance(value, Sequence) and not isinstance(value, str) and value and node.items:
            self._set_items(node, list(value), path)
        else:
            self._rewrite(node, value, path)

    def set_field(self, mapping: Node, name: str, value: Value, path: Path, order: Sequence[str] = ()) -> None:
        """Set a field of a mapping; a new one goes after the last field that precedes it in `order`, or at the end."""
        there = mapping.value(name)
        if there is not None:
            self.set(there, value, (*path, name))
            return
        self.require_alone(mapping)
        before = order[: order.index(name)] if name in order else ()
        stays = [pair for pair in mapping.fields if pair[0] not in self._dropped]
        if not stays:
            raise CannotSplice(NO_PLACE)
        fields = {key.meaning.value: (key, given) for key, given in reversed(stays)}
        after = next((fields[other] for other in reversed(before) if other in fields), stays[-1])
        self._add_field(mapping, after, name, value, path)

    def drop_fields(self, mapping: Node, names: Collection[str]) -> None:
        """Remove fields, with the comments on their lines; ignore missing ones."""
        numbers = [n for n, (key, _) in enumerate(mapping.fields) if key.meaning.value in names]
        for key, value in (mapping.fields[n] for n in numbers):
            self.require_alone(key, whole=True)
            self.require_alone(value, whole=True)
            self._dropped.add(key)
            self.turn(key.first, value.after)
        self._drop(mapping, [(key.start, value.end) for key, value in mapping.fields], numbers)

    def rewrite_word(self, node: Node, by: str) -> None:
        """Change the text of a scalar, a key or a value, keeping its quotation marks."""
        self.require_alone(node)
        is_key = node.parent is not None and any(key is node for key, _ in node.parent.fields)
        if is_key:
            in_flow = bool(node.parent and node.parent.is_flow)
            self.turn(node.first, node.after, [scalar(by)])
            self.cut(node.start, node.end, self.hand.key(by, node.style, in_flow=in_flow))
        else:
            self._rewrite(node, by, (node.key.meaning.value or "",) if node.key else ())

    # Helpers

    def require_alone(self, node: Node, *, whole: bool = False) -> None:
        """Raise CannotSplice when an alias repeats a node that contains this one or, for `whole`, that is inside it."""
        inside = node.all() if whole else (node,)
        names = {inner.meaning.anchor for inner in inside if not inner.is_alias}
        above = node.parent
        while above:
            names.add(above.meaning.anchor)
            above = above.parent
        for name in names & self._named:
            raise CannotSplice(f"*{name} repeats it elsewhere in the file; write it by hand")

    def _rewrite(self, node: Node, value: Value, path: Path) -> None:
        """Replace a value by another one."""
        self.require_alone(node, whole=True)
        new = meant(value)
        body = self.document.body(node)
        if body > node.start and not node.is_alias:
            new = [new[0]._replace(anchor=node.meaning.anchor, tag=node.meaning.tag), *new[1:]]
        spot = self._spot(node)
        like = node if node.is_text and not node.is_null else None
        if like and isinstance(value, str) and (changed := self.hand.reworded(like, value.strip(), spot)):
            self.turn(node.first, node.after, [new[0]._replace(value=changed[1])])
            self.cut(body, node.end, changed[0])
            return
        self.turn(node.first, node.after, new)
        if not node.is_block and self.text[node.end : self.document.line_end(node.end)].strip(BLANKS):
            spot = spot._replace(in_line=True)
        written = self.hand.behind(value, path, spot, like)
        if node.is_block:
            # Remove the lines of the block below its key.
            if self.margin(node.start) is None:
                raise CannotSplice(NO_PLACE)
            self.drop_lines(self.document.line_start(node.start), self.document.line_end(node.end))
            self.cut(self.colon(node), self.colon(node), written)
        elif written[0] == " ":
            is_apart = self.text[body - 1 : body] in (" ", "\t", "\n", "[", "{", "") or body == 0
            self.cut(body, node.end, written[1:] if is_apart else written)
        else:
            self.cut(self.colon(node), node.end, written)

    def colon(self, node: Node) -> int:
        """Return the position after the colon, or the dash, in front of a value."""
        if node.key:
            return self.text.index(":", node.key.end) + 1
        return len(self.text[: node.start].rstrip(BLANKS))

    def _set_fields(self, node: Node, value: Mapping[str, Value], path: Path) -> None:
        names = [key.meaning.value or "" for key, _ in node.fields]
        if not set(names) & set(value):
            self._rewrite(node, value, path)
            return
        self.drop_fields(node, [name for name in names if name not in value])
        for name, item in value.items():
            self.set_field(node, name, item, path)

    def _set_items(self, node: Node, value: list[Value], path: Path) -> None:
        old, new = [essence(said(item)) for item in node.items], [essence(item) for item in value]
        inner = (*path, ITEM)
        for how, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
            pairs = min(b - a, d - c) if how != "equal" else 0
            for n in range(pairs):
                self.set(node.items[a + n], value[c + n], inner)
            if how != "equal":
                self.drop_items(node, range(a + pairs, b))
                self.add_items(node, a + pairs, value[c + pairs : d], inner)

    def drop_items(self, node: Node, numbers: Sequence[int], lines: Callable[[int], _Lines] | None = None) -> None:
        """Remove some items of a list, but not all; from a block, with their `lines`, if given."""
        for n in numbers:
            self.require_alone(node.items[n], whole=True)
            self.turn(node.items[n].first, node.items[n].after)
        if lines is not None:
            for n in numbers:
                self.drop_lines(*lines(n))
            return
        starts = [self.dash(node, n) if node.is_block else item.start for n, item in enumerate(node.items)]
        self._drop(node, list(zip(starts, [item.end for item in node.items], strict=True)), numbers)

    def _drop(self, node: Node, spans: Sequence[tuple[int, int]], numbers: Sequence[int]) -> None:
        """Remove some of the items or fields of a node, given all their spans."""
        for first, last in _runs(numbers):
            start, end = spans[first][0], spans[last][1]
            if node.is_flow:
                self.cut(*self._from_row(spans, first, last))
            elif self.margin(start) is not None:
                for n in range(first, last + 1):
                    self.drop_lines(self.document.line_start(spans[n][0]), self.document.line_end(spans[n][1]))
            elif last + 1 < len(spans) and "#" not in self.text[end : spans[last + 1][0]]:
                self.cut(start, spans[last + 1][0])
            else:
                raise CannotSplice(NO_PLACE)

    def _from_row(self, spans: Sequence[tuple[int, int]], first: int, last: int) -> tuple[int, int]:
        """Return the span of neighbours in brackets, with the comma after them, or else the one before them."""
        start, end = spans[first][0], spans[last][1]
        if last + 1 < len(spans) and "#" not in self.text[end : spans[last + 1][0]]:
            return start, spans[last + 1][0]
        if first and "#" not in self.text[spans[first - 1][1] : start]:
            return spans[first - 1][1], end
        return start, self.text.index(",", end) + 1 if last + 1 < len(spans) else end

    def add_items(self, node: Node, n: int, values: Sequence[Value], path: Path) -> None:
        """Insert values into a list that has items: before the item of this number, or at the end."""
        if not values:
            return
        self.require_alone(node)
        new = [meaning for value in values for meaning in meant(value)]
        first = node.items[n].first if n < len(node.items) else node.items[-1].after
        self.turn(first, first, new)
        if node.is_flow:
            self._add_to_row(node, n, values, path)
            return
        column = self.column(node)
        margin, line_break = " " * column, self.line_break
        written = [f"-{self.hand.behind(value, path, Spot(column, in_list=True))}" for value in values]
        if n:
            self.add_lines(node.items[n - 1].end, [f"{margin}{line}" for line in written])
        else:
            at = self.dash(node, 0)
            self.cut(at, at, "".join(f"{line}{line_break}{margin}" for line in written))

    def _add_to_row(self, node: Node, n: int, values: Sequence[Value], path: Path) -> None:
        written = [self.hand.inline(value, path, Spot(0, in_flow=True)) for value in values]
        between = self._between([(item.start, item.end) for item in node.items])
        if n:
            at = node.items[n - 1].end
            self.cut(at, at, "".join(f"{between}{item}" for item in written))
        else:
            at = node.items[0].start
            self.cut(at, at, "".join(f"{item}{between}" for item in written))

    def _between(self, spans: Sequence[tuple[int, int]]) -> str:
        """Return what separates two neighbours in brackets."""
        gap = self.text[spans[-2][1] : spans[-1][0]] if len(spans) > 1 else ""
        return gap if gap.strip(BLANKS) == "," and gap[0] == "," else ", "

    def _add_field(self, mapping: Node, after: tuple[Node, Node], name: str, value: Value, path: Path) -> None:
        key, last = after
        self.turn(last.after, last.after, [scalar(name), *meant(value)])
        if mapping.is_flow:
            between = self._between([(key.start, value.end) for key, value in mapping.fields])
            # In JSON a text has the same quotation marks as its key.
            like = key if key.style and isinstance(value, str) else None
            written = self.hand.inline(value, (*path, name), Spot(0, in_flow=True), like)
            marked = self.hand.key(name, key.style, in_flow=True)
            self.cut(last.end, last.end, f"{between}{marked}: {written}")
            return
        column = mapping.fields[0][0].column
        written = self.hand.behind(value, (*path, name), Spot(column))
        self.add_lines(last.end, [f"{' ' * column}{self.hand.key(name)}:{written}"])

    def dash(self, node: Node, n: int) -> int:
        """Return the position of the dash of a block's item."""
        gap = _GAP.match(self.text, node.items[n - 1].end if n else self.document.body(node))
        if not gap or self.text[gap.end() : gap.end() + 1] != "-":
            raise CannotSplice(NO_PLACE)
        return gap.end()

    def column(self, node: Node) -> int:
        """Return the column of a block's dashes."""
        at = self.dash(node, 0)
        return at - self.document.line_start(at)

    def _spot(self, node: Node) -> Spot:
        parent = node.parent
        if parent is None or parent.is_flow:
            return Spot(0, in_flow=parent is not None)
        if parent.is_list:
            return Spot(self.column(parent), in_list=True)
        assert node.key
        return Spot(node.key.column)


def _runs(numbers: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield the first and the last number of each run of consecutive numbers."""
    for _, run in groupby(enumerate(numbers), key=lambda pair: pair[1] - pair[0]):
        ns = [n for _, n in run]
        yield ns[0], ns[-1]
