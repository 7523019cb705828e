"""Changing some values of a YAML file, and not a byte beside them: comments, quotation marks and line ends stay.

What comes out is read again and compared with what went in. Unless it differs in what was asked for and in nothing
else, the change is refused.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from itertools import groupby
from typing import NamedTuple

from explorer.files.handwriting import ITEM, Handwriting, Path, Spot, Value, meant
from explorer.files.yaml_nodes import BLANKS, BREAK, Document, Meaning, Node, NotYaml, scalar
from explorer.model.problems import Place

_NOT_THERE = "the file has changed: it has something else at this place now"
NO_PLACE = "there is no place for it that leaves all else as it is; write it by hand"
# What may stand between two items: blanks, line ends and comments.
_GAP = re.compile(rf"(?:[{BLANKS}]|#[^{BLANKS[2:]}]*)*")
UNREADABLE = "the file can't be read now; put that right first"


class CannotSplice(Exception):
    """The change can't be made without touching more; the message says why, and what to do."""


class _Cut(NamedTuple):
    """New text for the characters from `start` to `end`."""

    start: int
    end: int
    text: str


# Where lines begin, and where the last of them ends.
_Lines = tuple[int, int]


class _Turn(NamedTuple):
    """What is then said in place of the steps from `first` to `after`."""

    first: int
    after: int
    said: Sequence[Meaning]


class Splicing:
    """Changes of one file. They are gathered, each for a place of its own, and then made all at once."""

    def __init__(self, content: bytes) -> None:
        """Raises CannotSplice when the content is no YAML."""
        try:
            self.document = Document(content)
        except NotYaml:
            raise CannotSplice(UNREADABLE) from None
        self.text = self.document.text
        self.hand = Handwriting(self.document)
        self._named = self.document.aliases()
        self._cuts: list[_Cut] = []
        self._turns: list[_Turn] = []
        self._dropped: set[Node] = set()

    def done(self) -> bytes:
        """The file after all changes. Raises CannotSplice unless it says what it is to say, and all else as before."""
        parts, said, at, step = [self.document.mark], list[Meaning](), 0, 0
        for cut in sorted(self._cuts, key=lambda cut: cut[:2]):
            if cut.start < at:
                raise CannotSplice(NO_PLACE)
            parts += [self.text[at : cut.start], cut.text]
            at = cut.end
        for turn in sorted(self._turns, key=lambda turn: turn[:2]):
            said += [*self.document.meanings[step : turn.first], *turn.said]
            step = turn.after
        said += self.document.meanings[step:]
        try:
            changed = "".join([*parts, self.text[at:]]).encode()
            if said == Document(changed).meanings:
                return changed
        except UnicodeEncodeError:
            raise CannotSplice("it has a character that can't be written as UTF-8") from None
        except NotYaml:
            pass
        raise CannotSplice(NO_PLACE)

    # Values

    def set(self, node: Node, value: Value, path: Path = ()) -> None:
        """Have a value say something else. Of a list and a mapping, what stays is not touched."""
        if same(said(node), value):
            return
        if node.is_mapping and isinstance(value, Mapping) and value and node.fields:
            self._set_fields(node, value, path)
        elif node.is_list and _is_list(value) and value and node.items:
            self._set_items(node, list(value), path)  # type: ignore[arg-type]
        else:
            self._rewrite(node, value, path)

    def set_field(self, mapping: Node, name: str, value: Value, path: Path, order: Sequence[str] = ()) -> None:
        """Have a mapping a field with a value: behind the last that stands before it in `order`, or at its end."""
        there = mapping.value(name)
        if there is not None:
            self.set(there, value, (*path, name))
            return
        self._require_alone(mapping)
        before = order[: order.index(name)] if name in order else ()
        stays = [pair for pair in mapping.fields if pair[0] not in self._dropped]
        if not stays:
            raise CannotSplice(NO_PLACE)
        fields = {key.meaning.value: (key, given) for key, given in reversed(stays)}
        after = next((fields[other] for other in reversed(before) if other in fields), stays[-1])
        self._add_field(mapping, after, name, value, path)

    def drop_fields(self, mapping: Node, names: Collection[str]) -> None:
        """Take fields away, with the comments on their lines; one that is not there is passed over."""
        numbers = [n for n, (key, _) in enumerate(mapping.fields) if key.meaning.value in names]
        for key, value in (mapping.fields[n] for n in numbers):
            self._require_alone(key, whole=True)
            self._require_alone(value, whole=True)
            self._dropped.add(key)
            self._turns.append(_Turn(key.first, value.after, ()))
        self._drop(mapping, [(key.start, value.end) for key, value in mapping.fields], numbers)

    def rewrite_word(self, node: Node, by: str) -> None:
        """Have a scalar, a key or a value, be another text in the marks that it has."""
        self._require_alone(node)
        is_key = node.parent is not None and any(key is node for key, _ in node.parent.fields)
        if is_key:
            in_flow = bool(node.parent and node.parent.is_flow)
            self._turns.append(_Turn(node.first, node.after, [scalar(by)]))
            self._cuts.append(_Cut(node.start, node.end, self.hand.key(by, node.style, in_flow=in_flow)))
        else:
            self._rewrite(node, by, ())

    # What whole records need

    def insert(self, step: int, said: Sequence[Meaning]) -> None:
        """Expect this to be said in front of a step; the text of it is put in by itself."""
        self._turns.append(_Turn(step, step, said))

    def say(self, root: Node | None, said: Sequence[Meaning]) -> None:
        """Expect this to be all that the file says, which has said nothing so far."""
        self._turns.append(_Turn(root.first, root.after, said) if root else _Turn(1, 1, said))
        if root:
            self._cuts.append(_Cut(root.start, root.end, ""))

    def empty(self, node: Node, lines: Sequence[tuple[int, int]]) -> None:
        """Make a block an empty list, by taking away the lines of its items."""
        self._require_alone(node, whole=True)
        self._turns.append(_Turn(node.first, node.after, meant([])))
        self._cuts.append(_Cut(self._colon(node), self._colon(node), " []"))
        at = 0
        for start, after in lines:
            self._drop_span(max(start, at), after)
            at = after

    def fill(self, node: Node, said: Sequence[Meaning], lines: Sequence[str]) -> None:
        """Put lines below the key of a list that is empty, or not there."""
        self._require_alone(node, whole=True)
        self._turns.append(_Turn(node.first, node.after, said))
        self._cuts.append(_Cut(self._colon(node), node.end, ""))
        self.add_lines(node.end, lines)

    def add_at_end(self, lines: Sequence[str]) -> None:
        """Put lines at the end of the document."""
        at, line_break = self.document.end, self.hand.line_break
        if not at or self._ends_a_line(at):
            written = "".join(f"{line}{line_break}" for line in lines)
        else:
            written = "".join(f"{line_break}{line}" for line in lines)
        self._cuts.append(_Cut(at, at, written))

    # Inside

    def _require_alone(self, node: Node, *, whole: bool = False) -> None:
        """Raise CannotSplice when an alias repeats what a value is a part of; or, of a `whole` value, a part of it."""
        inside = node.all() if whole else (node,)
        names = {inner.meaning.anchor for inner in inside if not inner.is_alias}
        above = node.parent
        while above:
            names.add(above.meaning.anchor)
            above = above.parent
        for name in names & self._named:
            raise CannotSplice(f"*{name} repeats it elsewhere in the file; write it by hand")

    def _rewrite(self, node: Node, value: Value, path: Path) -> None:
        """Write a value in the place of another one."""
        self._require_alone(node, whole=True)
        new = meant(value)
        body = self.document.body(node)
        if body > node.start and not node.is_alias:
            new = [new[0]._replace(anchor=node.meaning.anchor, tag=node.meaning.tag), *new[1:]]
        self._turns.append(_Turn(node.first, node.after, new))
        spot = self._spot(node)
        like = node if node.is_text and not node.is_null else None
        remark = self._rest_of_line(node.end).strip(BLANKS) if not node.is_block and not spot.in_flow else ""
        if isinstance(value, Mapping | Sequence) and not isinstance(value, str) and not remark and not spot.in_flow:
            written = self.hand.behind(value, path, spot, like)
        else:
            written = f" {self.hand.inline(value, path, spot, like)}"
        if node.is_block:
            self._drop_lines(node)
            self._cuts.append(_Cut(self._colon(node), self._colon(node), written))
        elif written[0] == " ":
            is_apart = self.text[body - 1 : body] in (" ", "\t", "\n", "[", "{", "") or body == 0
            self._cuts.append(_Cut(body, node.end, written[1:] if is_apart else written))
        else:
            self._cuts.append(_Cut(self._colon(node), node.end, written))

    def _colon(self, node: Node) -> int:
        """The place right behind the colon, or the dash, in front of a value."""
        before = self.text[: node.start]
        if node.parent and node.parent.is_mapping:
            key = next(key for key, value in node.parent.fields if value is node)
            return self.text.index(":", key.end) + 1
        return len(before.rstrip(BLANKS))

    def _drop_lines(self, node: Node) -> None:
        """Take away the lines of a block below its key."""
        if self._margin(node.start) is None:
            raise CannotSplice(NO_PLACE)
        self._drop_span(self.document.line_start(node.start), self.document.line_end(node.end))

    def _drop_span(self, start: int, after: int) -> None:
        """Take away whole lines. Where the last one has no line end, the one before has none then."""
        if after == len(self.text) and not self._ends_a_line(after):
            start = len(self.text[:start].removesuffix("\n").removesuffix("\r"))
        self._cuts.append(_Cut(start, after, ""))

    def _ends_a_line(self, at: int) -> bool:
        return self.text[at - 1 : at] in BLANKS[2:]

    def _set_fields(self, node: Node, value: Mapping[str, Value], path: Path) -> None:
        names = [key.meaning.value or "" for key, _ in node.fields]
        if not set(names) & set(value):
            self._rewrite(node, value, path)
            return
        self.drop_fields(node, [name for name in names if name not in value])
        for name, item in value.items():
            self.set_field(node, name, item, path)

    def _set_items(self, node: Node, value: list[Value], path: Path) -> None:
        old, new = [_key(said(item)) for item in node.items], [_key(item) for item in value]
        inner = (*path, ITEM)
        for how, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
            pairs = min(b - a, d - c) if how != "equal" else 0
            for n in range(pairs):
                self.set(node.items[a + n], value[c + n], inner)
            if how != "equal":
                self.drop_items(node, range(a + pairs, b))
                self.add_items(node, a + pairs, value[c + pairs : d], inner)

    def drop_items(self, node: Node, numbers: Sequence[int], lines: Callable[[int], _Lines] | None = None) -> None:
        """Take some items of a list away, but not all; of a block, with their `lines`, when they are given."""
        for n in numbers:
            self._require_alone(node.items[n], whole=True)
            self._turns.append(_Turn(node.items[n].first, node.items[n].after, ()))
        if lines is not None:
            for n in numbers:
                self._drop_span(*lines(n))
            return
        starts = [self.dash(node, n) if node.is_block else item.start for n, item in enumerate(node.items)]
        self._drop(node, list(zip(starts, [item.end for item in node.items], strict=True)), numbers)

    def _drop(self, node: Node, spans: Sequence[tuple[int, int]], numbers: Sequence[int]) -> None:
        """Take away some of the items or fields of a node, which have these spans."""
        for first, last in _runs(numbers):
            start, end = spans[first][0], spans[last][1]
            if node.is_flow:
                self._cuts.append(self._from_row(spans, first, last))
            elif self._margin(start) is not None:
                for n in range(first, last + 1):
                    self._drop_span(self.document.line_start(spans[n][0]), self.document.line_end(spans[n][1]))
            elif last + 1 < len(spans) and "#" not in self.text[end : spans[last + 1][0]]:
                self._cuts.append(_Cut(start, spans[last + 1][0], ""))
            else:
                raise CannotSplice(NO_PLACE)

    def _from_row(self, spans: Sequence[tuple[int, int]], first: int, last: int) -> _Cut:
        """Take away neighbours in brackets, with the comma behind them, or else that before them."""
        start, end = spans[first][0], spans[last][1]
        if last + 1 < len(spans) and "#" not in self.text[end : spans[last + 1][0]]:
            return _Cut(start, spans[last + 1][0], "")
        if first and "#" not in self.text[spans[first - 1][1] : start]:
            return _Cut(spans[first - 1][1], end, "")
        return _Cut(start, self.text.index(",", end) + 1 if last + 1 < len(spans) else end, "")

    def add_items(self, node: Node, n: int, values: Sequence[Value], path: Path) -> None:
        """Put values into a list that has items: before the item of this number, or at its end."""
        if not values:
            return
        self._require_alone(node)
        new = [meaning for value in values for meaning in meant(value)]
        first = node.items[n].first if n < len(node.items) else node.items[-1].after
        self._turns.append(_Turn(first, first, new))
        if node.is_flow:
            self._add_to_row(node, n, values, path)
            return
        column = self.column(node)
        margin, line_break = " " * column, self.hand.line_break
        written = [f"-{self.hand.behind(value, path, Spot(column, in_list=True))}" for value in values]
        if n:
            self.add_lines(node.items[n - 1].end, [f"{margin}{line}" for line in written])
        else:
            at = self.dash(node, 0)
            self._cuts.append(_Cut(at, at, "".join(f"{line}{line_break}{margin}" for line in written)))

    def _add_to_row(self, node: Node, n: int, values: Sequence[Value], path: Path) -> None:
        written = [self.hand.inline(value, path, Spot(0, in_flow=True)) for value in values]
        between = self._between([(item.start, item.end) for item in node.items])
        if n:
            at = node.items[n - 1].end
            self._cuts.append(_Cut(at, at, "".join(f"{between}{item}" for item in written)))
        else:
            at = node.items[0].start
            self._cuts.append(_Cut(at, at, "".join(f"{item}{between}" for item in written)))

    def _between(self, spans: Sequence[tuple[int, int]]) -> str:
        """What stands between two neighbours in brackets."""
        gap = self.text[spans[-2][1] : spans[-1][0]] if len(spans) > 1 else ""
        return gap if gap.strip(BLANKS) == "," and gap[0] == "," else ", "

    def _add_field(self, mapping: Node, after: tuple[Node, Node], name: str, value: Value, path: Path) -> None:
        key, last = after
        self._turns.append(_Turn(last.after, last.after, [scalar(name), *meant(value)]))
        if mapping.is_flow:
            between = self._between([(key.start, value.end) for key, value in mapping.fields])
            written = self.hand.inline(value, (*path, name), Spot(0, in_flow=True), self._like(value, key))
            marked = self.hand.key(name, key.style, in_flow=True)
            self._cuts.append(_Cut(last.end, last.end, f"{between}{marked}: {written}"))
            return
        column = mapping.fields[0][0].column
        written = self.hand.behind(value, (*path, name), Spot(column))
        self.add_lines(last.end, [f"{' ' * column}{self.hand.key(name)}:{written}"])

    def _like(self, value: Value, key: Node) -> Node | None:
        """In JSON a text has the marks that its key has."""
        return key if key.style and isinstance(value, str) else None

    def add_lines(self, at: int, lines: Sequence[str]) -> None:
        """Put lines below the line of an offset."""
        found = BREAK.search(self.text, at)
        end = self.hand.line_break
        if found:
            self._cuts.append(_Cut(found.end(), found.end(), "".join(f"{line}{found[0]}" for line in lines)))
        else:
            self._cuts.append(_Cut(len(self.text), len(self.text), "".join(f"{end}{line}" for line in lines)))

    def dash(self, node: Node, n: int) -> int:
        """Where the dash of an item of a block stands."""
        gap = _GAP.match(self.text, node.items[n - 1].end if n else self.document.body(node))
        if not gap or self.text[gap.end() : gap.end() + 1] != "-":
            raise CannotSplice(NO_PLACE)
        return gap.end()

    def column(self, node: Node) -> int:
        """The column of the dashes of a block."""
        at = self.dash(node, 0)
        return at - self.document.line_start(at)

    def _margin(self, at: int) -> str | None:
        """What stands before an offset on its line, if that is blank."""
        before = self.text[self.document.line_start(at) : at]
        return None if before.strip(" ") else before

    def _rest_of_line(self, at: int) -> str:
        return self.text[at : self.document.line_end(at)]

    def _spot(self, node: Node) -> Spot:
        parent = node.parent
        if parent is None or parent.is_flow:
            return Spot(0, in_flow=parent is not None)
        if parent.is_list:
            return Spot(self.column(parent), in_list=True)
        key = next(key for key, value in parent.fields if value is node)
        return Spot(key.column)


def _runs(numbers: Sequence[int]) -> Iterator[tuple[int, int]]:
    """The first and the last of each run of numbers."""
    for _, run in groupby(enumerate(numbers), key=lambda pair: pair[1] - pair[0]):
        ns = [n for _, n in run]
        yield ns[0], ns[-1]


def replaced(content: bytes, place: Place, word: str, by: str) -> bytes:
    """A file with the key or value at a place, which has to be `word`, written as `by`.

    The value keeps its quotation marks, if it has any and they can be kept. White space around it does not count.

    Raises:
        CannotSplice: the file is not YAML, has something else there, or can't be changed in that place alone.
    """
    splicing = Splicing(content)
    node = next((node for node in _at(splicing, place) if node.is_text), None)
    if node is None or (node.meaning.value or "").strip() != word:
        raise CannotSplice(_NOT_THERE)
    splicing.rewrite_word(node, by)
    return splicing.done()


def with_field(content: bytes, place: Place, after: str, name: str, value: str) -> bytes:
    """A file with one more field in the mapping at a place, behind its field `after`, which holds one word.

    In a block it is a line of its own, in `{…}` it stands behind a comma. A field that is there as null is filled.

    Raises:
        CannotSplice: as `replaced`, or the mapping has the field.
    """
    splicing = Splicing(content)
    mapping = next((node for node in _at(splicing, place) if node.is_mapping), None)
    there = mapping.value(name) if mapping else None
    if mapping is None or mapping.value(after) is None or (there and not there.is_null):
        raise CannotSplice(_NOT_THERE)
    splicing.set_field(mapping, name, value, (), (after, name))
    return splicing.done()


def said(node: Node) -> Value:
    """What a node says, as a value. An alias says what it stands for, unless that contains it."""
    if node.target:
        return said(node.target)
    if node.is_list:
        return [said(item) for item in node.items]
    if node.is_mapping:
        return {key.meaning.value or "": said(value) for key, value in reversed(node.fields)}
    if node.is_null:
        return None
    if node.is_text:
        word = node.meaning.value or ""
        return word.lower() == "true" if node.meaning.is_word else word
    return object()  # type: ignore[return-value]


def same(one: Value, other: Value) -> bool:
    """Whether two values say the same."""
    return _key(one) == _key(other)


def _key(value: Value) -> object:
    """What is equal for values that say the same."""
    match value:
        case Mapping():
            return ("fields", frozenset((name, _key(item)) for name, item in value.items()))
        case str():
            return value.strip()
        case None | bool():
            return ("word", value)
        case Sequence():
            return tuple(_key(item) for item in value)
    return value


def _is_list(value: Value) -> bool:
    return isinstance(value, Sequence) and not isinstance(value, str)


def _at(splicing: Splicing, place: Place) -> list[Node]:
    """The nodes that begin at a place."""
    spot = (place.line - 1, place.column - 1)
    root = splicing.document.root
    return [node for node in (root.all() if root else ()) if (node.line, node.column) == spot]
