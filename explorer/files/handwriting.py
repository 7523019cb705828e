"""The style in which a file writes its values, so that new values look like their neighbours."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterator, Mapping, Sequence

from explorer.files.rewording import Wording, reworded
from explorer.files.scalars import Spot, block, can_be_plain, in_double_marks, quoted, says, says_key, word
from explorer.files.yaml_nodes import BREAK, Document, Node
from explorer.files.yaml_records import holds_dates
from explorer.files.yaml_values import Value

# The keys that lead to a value from the top of the file. All items of a list share one path.
Path = tuple[str, ...]
ITEM = "[]"

# Split a line that would be longer than this, if the file does so elsewhere.
_WIDTH = 120
_NO_BREAK = "\xa0"
# In a text of at most this many lines, with its head, the line lengths show nothing.
_FEW = 2
# Look at most at this many values of a field to learn how they are written.
_MOST_EXAMPLES = 20


class Handwriting:
    """The style of one file: its line breaks, and examples of its values."""

    def __init__(self, document: Document) -> None:
        self._document = document
        found = BREAK.search(document.text)
        self._line_break = found[0] if found else "\n"
        self._escapes_no_break = "\\_" in document.text
        self._examples: dict[Path, list[Node]] = defaultdict(list)
        for path, node in _examples(document.root) if document.root else ():
            self._examples[path].append(node)
        self._habits: dict[Path, Node | None] = {}
        self._indent = self._usual_indent()

    def behind(self, value: Value, path: Path, spot: Spot, like: Node | None = None) -> str:
        """Format a value for after a colon or a dash, including the space or line break in front of it.

        `like` is a value to imitate; by default, the example at the path.
        """
        like = like or self._example(path)
        if isinstance(value, str | bool | None) or self._is_flow(value, path, spot, like):
            return f" {self.inline(value, path, spot, like)}"
        if isinstance(value, Mapping):
            indent = _item_indent(like) if spot.in_list else self._indent
            column = spot.column + indent
            fields = [f"{self.key(name)}:{self.behind(v, (*path, name), Spot(column))}" for name, v in value.items()]
            between = f"{self._line_break}{' ' * column}"
            head = " " * (indent - 1) if spot.in_list else between
            return f"{head}{between.join(fields)}"
        column = spot.column + (2 if spot.in_list else self.dashes(like))
        items = (self.behind(item, (*path, ITEM), Spot(column, in_list=True)) for item in value)
        return "".join(f"{self._line_break}{' ' * column}-{item}" for item in items)

    def inline(self, value: Value, path: Path, spot: Spot, like: Node | None = None) -> str:
        """Format a scalar, or a list or a mapping in brackets."""
        like = like or self._example(path)
        match value:
            case None | bool():
                return word(value)
            case str():
                return self._text(value.strip(), path, spot, like)
        spot = spot._replace(in_flow=True)
        if isinstance(value, Mapping):
            # Imitate the quotation marks of other keys in brackets.
            mappings = [node for node in (like, *self._all()) if node and node.is_mapping and node.is_flow]
            marks = mappings[0].fields[0][0].style if mappings and mappings[0].fields else ""
            fields = (
                f"{self.key(name, marks, in_flow=True)}: {self.inline(item, (*path, name), spot)}"
                for name, item in value.items()
            )
            return f"{{{', '.join(fields)}}}"
        return f"[{', '.join(self.inline(item, (*path, ITEM), spot) for item in value)}]"

    def key(self, name: str, marks: str = "", *, in_flow: bool = False) -> str:
        """Format a key, in the quotation marks of other keys, if they have any."""
        forms = (quoted(name, marks), *([name] if can_be_plain(name, in_flow=in_flow) else []), quoted(name, '"'))
        return next(form for form in forms if form == forms[-1] or says_key(form, name, in_flow))

    def _text(self, value: str, path: Path, spot: Spot, like: Node | None) -> str:
        """Format a text as a scalar, if possible in the style of another one."""
        for form in self._forms(value, path, spot, like):
            if says(form, value, spot):
                return form
        return self._in_double_marks(value)

    def _forms(self, value: str, path: Path, spot: Spot, like: Node | None) -> Iterator[str]:
        """Yield possible forms of a text, starting with the one most similar to `like`."""
        style = like.style if like and like.is_text else ""
        old = self._document.text[self._document.body(like) : like.end] if like and like.is_text else ""
        lines, several = BREAK.split(old), "\n" in value
        can_be_lines = not spot.in_flow and not spot.in_line
        if can_be_lines and style in ("|", ">"):
            width = _width(lines)
            if several or len(value) > width - spot.column - 2:
                yield self._lines(block(value, style, spot.column, width))
        if style == '"' or (self._escapes_no_break and _NO_BREAK in value):
            yield self._in_double_marks(value)
        if style == "'" and not several:
            yield quoted(value, "'")
        if can_be_lines and (several or len(value) > self._room(spot) >= len(old)):
            yield self._lines(block(value, "|" if several else ">", spot.column, _WIDTH))
        if can_be_plain(value, in_flow=spot.in_flow, is_date=bool(path) and holds_dates(path[-1])):
            yield value
        if '"' in value and "\\" not in value and not several:
            yield quoted(value, "'")

    def reworded(self, node: Node, text: str, spot: Spot) -> tuple[str, str] | None:
        """Give a scalar another text in its present style; return it with what it says then, or None if impossible.

        The white space around the old text stays.
        """
        raw, is_last = self._document.text[self._document.body(node) : node.end], node.end == len(self._document.text)
        found, width = BREAK.search(raw), _width(BREAK.split(raw))
        line_break, says_now = found[0] if found else self._line_break, node.meaning.value or ""
        old = Wording(raw, node.style, says_now, node.column, width, line_break, self._escapes_no_break)
        for form, said in reworded(old, text):
            if not node.style and not can_be_plain(" ".join(said.split()), in_flow=spot.in_flow):
                continue
            # At its very end, a file may lack the line break that a text has elsewhere.
            if says(form, said, spot) or (is_last and says(form, f"{said}\n", spot)):
                return form, said
        return None

    def _lines(self, lines: Sequence[str]) -> str:
        return self._line_break.join(lines)

    def _in_double_marks(self, value: str) -> str:
        return in_double_marks(value, escapes_no_break=self._escapes_no_break)

    def _room(self, spot: Spot) -> int:
        """Return the maximum length of a text on one line."""
        return _WIDTH - spot.column - 2

    def _is_flow(self, value: Value, path: Path, spot: Spot, like: Node | None) -> bool:
        """Whether to write a list or a mapping in brackets."""
        assert isinstance(value, Mapping | Sequence)
        if not value or spot.in_flow or spot.in_line:
            return True
        fits = len(self.inline(value, path, spot, like)) <= self._room(spot)
        if like and (like.is_list or like.is_mapping):
            return like.is_flow and fits
        return fits and isinstance(value, Sequence) and all(isinstance(item, str) and " " not in item for item in value)

    def _example(self, path: Path) -> Node | None:
        """Find a value that shows the style at a path: the last one that has no marks, or has them only by habit."""
        if path not in self._habits:
            latest = self._examples.get(path, [])[: -_MOST_EXAMPLES - 1 : -1]
            by_habit = (node for node in latest if not node.style or _needs_no_marks(node.meaning.value or ""))
            self._habits[path] = next(by_habit, None)
        return self._habits[path]

    def _all(self) -> Iterator[Node]:
        return (node for nodes in self._examples.values() for node in nodes)

    def dashes(self, like: Node | None = None) -> int:
        """Return the indentation of a list's dashes relative to its key."""
        lists = (node for node in (like, *self._all()) if node and node.is_list and node.is_block)
        for node in lists:
            if node.key and node.meaning.anchor is None:
                return node.column - node.key.column
        return 0

    def _usual_indent(self) -> int:
        """Return the indentation of a mapping's fields relative to its key."""
        for node in self._all():
            if node.is_mapping and node.is_block and node.key and node.meaning.anchor is None:
                return node.column - node.key.column
        return 2


def _width(lines: Sequence[str]) -> int:
    """Return the maximum line length of a scalar with these lines."""
    return max(map(len, lines[1:])) if len(lines) > _FEW else _WIDTH


def _needs_no_marks(value: str) -> bool:
    return can_be_plain(value, in_flow=False) and says(value, value, Spot(0))


def _item_indent(like: Node | None) -> int:
    """Return the indentation of a mapping relative to the dash in front of it."""
    items = like.parent if like else None
    if not like or not items or not items.is_block or not items.is_list or items.meaning.anchor is not None:
        return 2
    return max(2, like.column - items.column) if like.is_block and like.meaning.anchor is None else 2


def _examples(root: Node) -> Iterator[tuple[Path, Node]]:
    """Yield the values of a file with their paths, outer ones first."""
    waiting = deque[tuple[Path, Node]]([((), root)])
    while waiting:
        path, node = waiting.popleft()
        if not node.is_null:
            yield path, node
        waiting += [((*path, ITEM), item) for item in node.items]
        waiting += [((*path, key.meaning.value), value) for key, value in node.fields if key.meaning.value is not None]
