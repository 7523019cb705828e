"""Parse some lines of a data file into keys, values and their places, even if they are not valid YAML.

An editor asks while somebody types: quotation marks and brackets are open, and a key has no colon yet. Valid YAML is
read as YAML; for the rest, lines and indentation decide.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

# Quotation marks.
MARKS = ("'", '"')
BLANK = " \t\r\n\x85\u2028\u2029"
# Deeper nesting than this is skipped.
DEEPEST = 50
# An anchor or a tag before a value.
PROPERTY = re.compile(r"[&!][^\s,\[\]{}]*[ \t]+")
# A complete quoted text, by its opening mark.
QUOTED = {'"': re.compile(r'"(?:[^"\\]|\\.)*"', re.DOTALL), "'": re.compile(r"'(?:[^']|'')*'")}
_COMMENT = re.compile(r"[ \t]#")


@dataclass(slots=True, eq=False)
class Loose:
    """A value with its range. A mapping has `fields`, a list has `items`, a scalar has neither."""

    start: int
    end: int
    column: int = -1
    parent: Loose | None = None
    is_mapping: bool = False
    is_list: bool = False
    is_flow: bool = False
    is_open: bool = False
    fields: list[tuple[Key, Loose]] = field(default_factory=list)
    items: list[Loose] = field(default_factory=list)

    def value(self, name: str) -> Loose | None:
        return next((value for key, value in self.fields if key.name == name), None)

    def all(self) -> Iterator[Loose]:
        """The value and all values nested in it."""
        waiting = [self]
        while waiting:
            node = waiting.pop()
            yield node
            waiting += [*node.items, *(value for _, value in node.fields)]


@dataclass(frozen=True, slots=True)
class Key:
    """A key of a mapping; one without a colon may still become a key."""

    name: str
    start: int
    end: int
    has_colon: bool = True


def unquoted(key: str) -> str:
    """A key without its quotation marks and trailing blanks."""
    key = key.rstrip()
    return key[1:-1] if key[:1] in MARKS and len(key) > 1 else key


def plain_end(text: str, start: int, end: int) -> int:
    """The end of an unquoted text that reaches to `end` at most: before trailing blanks or a comment."""
    comment = _COMMENT.search(text, start, end)
    return start + len(text[start : comment.start() if comment else end].rstrip(BLANK))


_BRACKET_KEY = re.compile(
    r"(\"(?:[^\"\\\n]|\\.)*\"[ \t]*|'(?:[^'\n]|'')*'[ \t]*|[^\s#\[\]{},\"':][^\n:#,\[\]{}]*):(?=[ \t\r\n,}\]]|$)"
)
_STOP = re.compile(r"[\r\n,\[\]{}]")
_GAP = re.compile(r"(?:[ \t\r\n]|(?:(?<=\s)|^)#[^\r\n]*)*")
_REST_OF_LINE = re.compile(r"[^\r\n]*")
_CLOSE = {"[": "]", "{": "}"}


class Brackets:
    """Reads flow-style lists and mappings (in brackets)."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._depth = 0

    def read(self, node: Loose, at: int, limit: int) -> int:
        """Read a list or a mapping. Returns its end, which is the limit if it is not closed."""
        node.is_flow, node.start = True, at
        node.is_list, node.is_mapping = self.text[at] == "[", self.text[at] == "{"
        close, at = _CLOSE[self.text[at]], at + 1
        self._depth += 1
        while at < limit and self._depth <= DEEPEST:
            at = self._gap(at, limit)
            here = self.text[at : at + 1] if at < limit else ""
            if here == close:
                self._depth -= 1
                node.end = at + 1
                return node.end
            if here in ("", "]", "}"):
                break
            if here == ",":
                at += 1
                continue
            at = self._part(node, at, limit)
        # Whatever is not closed extends to the limit.
        node.is_open, node.end = True, limit
        return node.end

    def _part(self, node: Loose, at: int, limit: int) -> int:
        """Read one item or field."""
        key = _BRACKET_KEY.match(self.text, at, limit) if node.is_mapping else None
        value = Loose(at, at, parent=node)
        if node.is_mapping and key:
            node.fields.append((Key(unquoted(key[1]), at, at + len(key[1].rstrip())), value))
            at = key.end()
            value.start = value.end = min(at + 1, limit)
            inner = self._gap(at, limit)
            if inner >= limit or self.text[inner] in ",]}":
                return inner
            at = inner
        elif node.is_mapping:
            end = self._plain_end(at, limit)
            node.fields.append((Key(self.text[at:end], at, end, has_colon=False), value))
            value.start = value.end = end
            return end
        else:
            node.items.append(value)
        return self._value(value, at, limit)

    def _value(self, value: Loose, at: int, limit: int) -> int:
        while found := PROPERTY.match(self.text, at, limit):
            at = found.end()
        value.start = at
        first = self.text[at : at + 1]
        if first in ("[", "{"):
            return self.read(value, at, limit)
        if first in MARKS:
            found = QUOTED[first].match(self.text, at, limit)
            value.is_open = found is None
            value.end = found.end() if found else self._line_end(at, limit)
            return max(value.end, at + 1)
        value.end = self._plain_end(at, limit)
        return value.end

    def _plain_end(self, at: int, limit: int) -> int:
        stop = _STOP.search(self.text, at, limit)
        return max(plain_end(self.text, at, stop.start() if stop else limit), at + 1)

    def _gap(self, at: int, limit: int) -> int:
        found = _GAP.match(self.text, at, limit)
        return found.end() if found else at

    def _line_end(self, at: int, limit: int) -> int:
        line = _REST_OF_LINE.match(self.text, at, limit)
        assert line
        return at + len(line[0].rstrip())


_KEY = re.compile(
    r"(\"(?:[^\"\\\n]|\\.)*\"[ \t]*|'(?:[^'\n]|'')*'[ \t]*|[^\s#\[\]{},\"'&*!|>%@`:-][^\n:#]*):(?=[ \t\r\n]|$)"
)
_BLANKS = re.compile(r"[ \t]*")
_DASH = re.compile(r"-(?=[ \t\r\n]|$)[ \t]*")
_LINE = re.compile(r"[^\r\n\x85\u2028\u2029]*(?:\r\n|[\r\n\x85\u2028\u2029]|\Z)")


def read(text: str, start: int, end: int) -> Loose:
    """Parse the lines between two offsets. The result is the value in the first column."""
    return _Reader(text, start, end).read()


class _Reader:
    def __init__(self, text: str, start: int, end: int) -> None:
        self._text = text[:end]
        self._at = start
        self._root = Loose(start, end)
        # The open lists and mappings, from the outermost inwards.
        self._stack: list[Loose] = []
        # The node whose value has not been read yet.
        self._slot = self._root

    def read(self) -> Loose:
        while self._at < len(self._text):
            line = _LINE.match(self._text, self._at)
            assert line
            next_line = line.end()
            said = line[0].strip(BLANK)
            if said and not said.startswith("#"):
                next_line = max(self._line(self._at), next_line)
            if next_line <= self._at:
                break
            self._at = next_line
        return self._root

    def _line(self, line_start: int) -> int:
        """Read a line and its continuation. Returns the start of the next line to read."""
        at = self._over(line_start)
        while len(self._stack) <= DEEPEST and (dash := _DASH.match(self._text, at)):
            self._item(at - line_start, at)
            at = dash.end()
        if len(self._stack) > DEEPEST:
            return at
        column = at - line_start
        key = _KEY.match(self._text, at)
        if key:
            self._key(column, Key(unquoted(key[1]), at, at + len(key[1].rstrip())))
            return self._value(key.end(), column)
        if self._text[at : at + 1] in ("", *BLANK, "#"):
            self._slot.start = self._slot.end = at
            return at
        if self._is_bare_key(column):
            end = plain_end(self._text, at, self._line_end(at))
            self._key(column, Key(self._text[at:end], at, end, has_colon=False))
            self._slot.start = self._slot.end = end
            return end
        return self._value(at, self._stack[-1].column if self._stack else -1)

    def _is_bare_key(self, column: int) -> bool:
        """Whether a line without a colon is where a key of an open mapping would be."""
        return any(node.is_mapping and node.column == column for node in self._stack)

    def _item(self, column: int, at: int) -> None:
        self._close(column, lists=True)
        top = self._stack[-1] if self._stack else None
        if top is None or not (top.is_list and top.column == column):
            top = self._become(column, at)
            top.is_list = True
        self._slot = Loose(at + 1, at + 1, parent=top)
        top.items.append(self._slot)

    def _key(self, column: int, key: Key) -> None:
        self._close(column, lists=False)
        top = self._stack[-1] if self._stack else None
        if top is None or not (top.is_mapping and top.column == column):
            top = self._become(column, key.start)
            top.is_mapping = True
        self._slot = Loose(key.end + 1, key.end + 1, parent=top)
        top.fields.append((key, self._slot))

    def _close(self, column: int, *, lists: bool) -> None:
        """Close everything indented deeper than a column and, before a key, a list in its column."""
        while self._stack:
            top = self._stack[-1]
            if top.column < column or (top.column == column and (top.is_mapping or lists)):
                break
            self._stack.pop()
        top_map = self._stack[-1] if self._stack else None
        if lists and top_map and top_map.column == column and top_map.is_mapping and top_map.fields:
            self._slot = top_map.fields[-1][1]

    def _become(self, column: int, at: int) -> Loose:
        """Turn the pending value into a list or a mapping."""
        node = self._slot
        node.start, node.column = at, column
        self._stack.append(node)
        return node

    # Values

    def _value(self, at: int, column: int) -> int:
        """Read a value of a block mapping or list. Returns the start of the next line."""
        text, node = self._text, self._slot
        while text[at : at + 1] in (" ", "\t"):
            at += 1
        while found := PROPERTY.match(text, at):
            at = found.end()
        node.start = node.end = at
        first = text[at : at + 1]
        if first in ("", *BLANK, "#"):
            node.start = node.end = self._behind_colon(at)
            return at
        if first in ("|", ">"):
            node.end = max(at + 1, len(self._text[: self._limit(at, column)].rstrip(BLANK)))
        elif first in MARKS:
            node.end, node.is_open = self._quoted_end(at, column)
        elif first in ("[", "{"):
            node.end = Brackets(self._text).read(node, at, self._limit(at, column))
        else:
            node.end = self._plain_end(at, column)
        return node.end

    def _behind_colon(self, at: int) -> int:
        """The place of an empty value: after one blank, if there is one."""
        start = len(self._text[:at].rstrip(" \t"))
        return min(start + 1, at)

    def _limit(self, at: int, column: int) -> int:
        """The end of the lines that may belong to a value: before one indented no deeper than its key."""
        end = self._line_end(at)
        while end < len(self._text):
            line = _LINE.match(self._text, end)
            assert line
            said = line[0].strip(BLANK)
            if said and not said.startswith(("]", "}")) and len(line[0]) - len(line[0].lstrip(" \t")) <= column:
                break
            if line.end() == end:
                break
            end = line.end()
        return end

    def _quoted_end(self, at: int, column: int) -> tuple[int, bool]:
        """The end of a quoted text, and whether its closing mark is missing."""
        limit = self._limit(at, column)
        found = QUOTED[self._text[at]].match(self._text, at, limit)
        if found:
            return found.end(), False
        return len(self._text[: self._line_end(at)].rstrip(BLANK)), True

    def _plain_end(self, at: int, column: int) -> int:
        end, limit = plain_end(self._text, at, self._line_end(at)), self._limit(at, column)
        while (start := self._line_end(end)) < limit:
            line = _LINE.match(self._text, start)
            assert line
            said = line[0].strip(BLANK)
            indented = start + len(line[0]) - len(line[0].lstrip(" \t"))
            if said.startswith("#") or (
                said and (_KEY.match(self._text, indented) or _DASH.match(self._text, indented))
            ):
                break
            if self._text[end : end + 2].lstrip(" \t").startswith("#"):
                break
            end = start + len(line[0].rstrip(BLANK)) if said else start
            if not said and line.end() >= limit:
                break
        return len(self._text[:end].rstrip(BLANK))

    def _over(self, at: int) -> int:
        """The next place from an offset on that is not a space or tab."""
        found = _BLANKS.match(self._text, at)
        return found.end() if found else at

    def _line_end(self, at: int) -> int:
        line = _LINE.match(self._text, at)
        assert line
        return line.end()
