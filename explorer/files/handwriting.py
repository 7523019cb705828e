"""How a file writes its values: new ones are written as those that stand beside them."""

from __future__ import annotations

import re
from collections import defaultdict, deque
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from explorer.files.yaml_nodes import BREAK, Document, Meaning, Node, NotYaml, in_list, in_mapping, scalar

# What a YAML value is: null, true or false, a text, a list or a mapping.
Value = str | bool | Sequence["Value"] | Mapping[str, "Value"] | None
# The keys that lead to a value from the top of the file. The items of a list have one path.
Path = tuple[str, ...]
ITEM = "[]"

# A line that would be longer than this is written as several, where that is usual in the file.
_WIDTH = 120
# What YAML can't have as it is, not even in quotation marks, or takes for the end of a line.
_ESCAPED = re.compile("[^\t -~\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\ud800-\udfff\U00010000-\U0010ffff]")
_SHORT = {"\n": "\\n", "\r": "\\r", "\t": "\\t", "\0": "\\0", "\x85": "\\N", "\u2028": "\\L", "\u2029": "\\P"}
_NO_BREAK = "\xa0"
# Of a text on so many lines, with its head, the length of a line says nothing.
_FEW = 2
# What other programs take for something else than a text; nor do all of them take a tab where there are no marks.
_ELSEWHERE = ("<<", "=")
# So many values are looked at to learn how those of one field are written.
_MOST_EXAMPLES = 20


class Spot(NamedTuple):
    """Where a value is to stand: behind a key or a dash at a column, or inside of brackets."""

    column: int
    in_flow: bool = False
    in_list: bool = False


def meant(value: Value) -> list[Meaning]:
    """What a value says, step by step."""
    match value:
        case None:
            return [scalar("null", is_word=True)]
        case bool():
            return [scalar(str(value).lower(), is_word=True)]
        case str():
            return [scalar(value.strip())]
        case Mapping():
            return in_mapping((name, meant(item)) for name, item in value.items())
    return in_list(meant(item) for item in value)


class Handwriting:
    """The manner of one file: its line ends, and an example of each value that it has."""

    def __init__(self, document: Document) -> None:
        self._document = document
        found = BREAK.search(document.text)
        self.line_break = found[0] if found else "\n"
        self._escapes_no_break = "\\_" in document.text
        self._examples: dict[Path, list[Node]] = defaultdict(list)
        for path, node in _examples(document.root) if document.root else ():
            self._examples[path].append(node)
        self._habits: dict[Path, Node | None] = {}
        self._indent = self._usual_indent()

    def behind(self, value: Value, path: Path, spot: Spot, like: Node | None = None) -> str:
        """What to write right behind a colon or a dash, with the space or the line end in front of it.

        `like` is a value that shows how; without it, the example at the path does.
        """
        like = like or self._example(path)
        if isinstance(value, str | bool | None) or spot.in_flow or self._is_flow(value, path, spot, like):
            return f" {self.inline(value, path, spot, like)}"
        if isinstance(value, Mapping):
            indent = _item_indent(like) if spot.in_list else self._indent
            column = spot.column + indent
            fields = [f"{self.key(name)}:{self.behind(v, (*path, name), Spot(column))}" for name, v in value.items()]
            between = f"{self.line_break}{' ' * column}"
            head = " " * (indent - 1) if spot.in_list else between
            return f"{head}{between.join(fields)}"
        column = spot.column + (2 if spot.in_list else self.dashes(like))
        items = (self.behind(item, (*path, ITEM), Spot(column, in_list=True)) for item in value)
        return "".join(f"{self.line_break}{' ' * column}-{item}" for item in items)

    def inline(self, value: Value, path: Path, spot: Spot, like: Node | None = None) -> str:
        """A scalar, or a list or a mapping in brackets."""
        like = like or self._example(path)
        match value:
            case None:
                return "null"
            case bool():
                return str(value).lower()
            case str():
                return self.text(value.strip(), spot, like)
        spot = spot._replace(in_flow=True)
        if isinstance(value, Mapping):
            marks = self._key_marks(like)
            fields = (
                f"{self.key(name, marks, in_flow=True)}: {self.inline(item, (*path, name), spot)}"
                for name, item in value.items()
            )
            return f"{{{', '.join(fields)}}}"
        return f"[{', '.join(self.inline(item, (*path, ITEM), spot) for item in value)}]"

    def key(self, name: str, marks: str = "", *, in_flow: bool = False) -> str:
        """A key, in the quotation marks of other keys, if they have any."""
        forms = (_quoted(name, marks), name, _quoted(name, '"'))
        return next(form for form in forms if form == forms[-1] or _says_key(form, name, in_flow))

    def text(self, value: str, spot: Spot, like: Node | None = None) -> str:
        """A text as a scalar: in the manner of another one, if it can be."""
        for form in self._forms(value, spot, like):
            if _says(form, value, spot):
                return form
        return self._in_double_marks(value)

    def _forms(self, value: str, spot: Spot, like: Node | None) -> Iterator[str]:
        style = like.style if like and like.is_text else ""
        old = self._document.text[like.start : like.end] if like and like.is_text else ""
        lines = BREAK.split(old)
        several = "\n" in value
        if style in ("|", ">") and not spot.in_flow and (several or len(value) > self._room(spot, lines)):
            yield from self._block(value, style, spot, lines)
        if style == '"' or (self._escapes_no_break and _NO_BREAK in value):
            yield self._in_double_marks(value)
        if style == "'" and not several:
            yield _quoted(value, "'")
        if not spot.in_flow and (several or (len(value) > self._room(spot) and len(old) <= self._room(spot))):
            yield from self._block(value, "|" if several else ">", spot, [])
        if not several and "\t" not in value and value not in _ELSEWHERE:
            yield value
            if '"' in value and "\\" not in value:
                yield _quoted(value, "'")

    def _block(self, value: str, style: str, spot: Spot, lines: Sequence[str]) -> Iterator[str]:
        """A text over several lines, folded or as they are. Lines that were there stay as they were, if they can."""
        first = next((line for line in lines[1:] if line.strip()), "")
        indent = len(first) - len(first.lstrip(" ")) or spot.column + 2
        margin = " " * indent
        head = lines[0].split(" ")[0] if lines and lines[0][:1] == style else f"{style}-"
        head = head.rstrip("+") if head.endswith("+") else head
        head = head if head.endswith("-") or "-" in head else f"{head}-"
        if style == ">" and "\n" not in value:
            kept = [line.removeprefix(margin) for line in lines[1:]]
            new = _folded(value, kept, max(20, self._room(spot, lines) + spot.column + 2 - indent))
        else:
            new = value.split("\n") if style == "|" else [line for one in value.split("\n") for line in (one, "")][:-1]
        yield self.line_break.join([head, *(f"{margin}{line}" if line else "" for line in new)])

    def _in_double_marks(self, value: str) -> str:
        said = _quoted(value, '"')
        said = said.replace(_NO_BREAK, "\\_") if self._escapes_no_break else said
        return _ESCAPED.sub(lambda found: _SHORT.get(found[0]) or f"\\U{ord(found[0]):08x}", said)

    def _room(self, spot: Spot, lines: Sequence[str] = ()) -> int:
        """How long a text on one line may be, where it is usual to write it on such lines."""
        width = max(map(len, lines[1:])) if len(lines) > _FEW else _WIDTH
        return width - spot.column - 2

    def _is_flow(self, value: Value, path: Path, spot: Spot, like: Node | None) -> bool:
        """Whether a list or a mapping is to be written in brackets."""
        assert isinstance(value, Mapping | Sequence)
        if not value:
            return True
        fits = len(self.inline(value, path, spot, like)) <= self._room(spot)
        if like and (like.is_list or like.is_mapping):
            return like.is_flow and fits
        return fits and isinstance(value, Sequence) and all(isinstance(item, str) and " " not in item for item in value)

    def _example(self, path: Path) -> Node | None:
        """A value that shows how those at a path are written: the last, or one whose marks are there by habit."""
        if path not in self._habits:
            latest = self._examples.get(path, [])[: -_MOST_EXAMPLES - 1 : -1]
            by_habit = (
                node
                for node in latest
                if not node.style or _says(node.meaning.value or "", node.meaning.value or "", Spot(0))
            )
            self._habits[path] = next(by_habit, None)
        return self._habits[path]

    def _all(self) -> Iterator[Node]:
        return (node for nodes in self._examples.values() for node in nodes)

    def dashes(self, like: Node | None = None) -> int:
        """By how much the dashes of a list are indented from its key."""
        lists = (node for node in (like, *self._all()) if node and node.is_list and node.is_block)
        for node in lists:
            column = key_column(node)
            if column is not None and node.meaning.anchor is None:
                return node.column - column
        return 0

    def _usual_indent(self) -> int:
        """By how much the fields of a mapping are indented from its key."""
        for node in self._all():
            column = key_column(node)
            if column is not None and node.is_mapping and node.is_block and node.meaning.anchor is None:
                return node.column - column
        return 2

    def _key_marks(self, like: Node | None) -> str:
        """The quotation marks of keys in brackets."""
        mappings = [node for node in (like, *self._all()) if node and node.is_mapping and node.is_flow]
        return mappings[0].fields[0][0].style if mappings and mappings[0].fields else ""


def key_column(node: Node) -> int | None:
    """The column of the key of a value; None when it has none."""
    if not node.parent or not node.parent.is_mapping:
        return None
    return next((key.column for key, value in node.parent.fields if value is node), None)


def _item_indent(like: Node | None) -> int:
    """By how much a mapping is indented from the dash in front of it."""
    items = like.parent if like else None
    if not like or not items or not items.is_block or not items.is_list or items.meaning.anchor is not None:
        return 2
    return max(2, like.column - items.column) if like.is_block and like.meaning.anchor is None else 2


def _examples(root: Node) -> Iterator[tuple[Path, Node]]:
    """The values of a file by their paths, those further up first."""
    waiting = deque[tuple[Path, Node]]([((), root)])
    while waiting:
        path, node = waiting.popleft()
        if not node.is_null:
            yield path, node
        waiting += [((*path, ITEM), item) for item in node.items]
        waiting += [((*path, key.meaning.value), value) for key, value in node.fields if key.meaning.value is not None]


def _folded(value: str, lines: Sequence[str], width: int) -> list[str]:
    """A text over lines. Those lines of the old text with which it begins and ends stay."""
    words = re.split("(?<! ) (?! )", value)
    old = [line.split(" ") for line in lines if line]
    head, tail = 0, 0
    start, end = 0, len(words)
    while head < len(old) and words[start : start + len(old[head])] == old[head] and start + len(old[head]) < end:
        start += len(old[head])
        head += 1
    while (
        tail < len(old) - head
        and end - len(old[-1 - tail]) > start
        and words[end - len(old[-1 - tail]) : end] == old[-1 - tail]
    ):
        end -= len(old[-1 - tail])
        tail += 1
    wrapped: list[str] = []
    for word in words[start:end]:
        if wrapped and len(wrapped[-1]) + 1 + len(word) <= width:
            wrapped[-1] += f" {word}"
        else:
            wrapped.append(word)
    return [*lines[:head], *wrapped, *(lines[len(lines) - tail :] if tail else [])]


def _quoted(value: str, marks: str) -> str:
    match marks:
        case "'":
            return "'" + value.replace("'", "''") + "'"
        case '"':
            return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
    return value


def _says(form: str, value: str, spot: Spot) -> bool:
    """Whether a form of a text is read as that text where it is to stand."""
    margin, text, end = " " * spot.column, scalar(value), scalar("z")
    if spot.in_flow:
        return _read(f"[{form}, {{k: {form}, z: z}}]") == [text, scalar("k"), text, end, end]
    if spot.in_list:
        return _read(f"{margin}- {form}\n{margin}- z\n") == [text, end]
    return _read(f"{margin}k: {form}\n{margin}z: z\n") == [scalar("k"), text, end, end]


def _says_key(form: str, name: str, in_flow: bool) -> bool:
    return _read(f"{{{form}: v}}" if in_flow else f"{form}: v") == [scalar(name), scalar("v")]


def _read(snippet: str) -> list[Meaning]:
    """The scalars of a piece of YAML; none if it is none."""
    try:
        return [meaning for meaning in Document(snippet.encode()).meanings if meaning.value is not None]
    except (NotYaml, UnicodeEncodeError):
        return []
