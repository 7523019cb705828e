"""What is written in brackets, which may be open still: YAML's lists and mappings in one line, and JSON."""

from __future__ import annotations

import re

from explorer.lsp.written import DEEPEST, MARKS, PROPERTY, QUOTED, Key, Loose, plain_end, unquoted

_KEY = re.compile(
    r"(\"(?:[^\"\\\n]|\\.)*\"[ \t]*|'(?:[^'\n]|'')*'[ \t]*|[^\s#\[\]{},\"':][^\n:#,\[\]{}]*):(?=[ \t\r\n,}\]]|$)"
)
_STOP = re.compile(r"[\r\n,\[\]{}]")
_GAP = re.compile(r"(?:[ \t\r\n]|(?:(?<=\s)|^)#[^\r\n]*)*")
_LINE = re.compile(r"[^\r\n]*")
_CLOSE = {"[": "]", "{": "}"}


class Brackets:
    """Reads lists and mappings in brackets of a text."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._depth = 0

    def read(self, node: Loose, at: int, limit: int) -> int:
        """Read a list or a mapping in brackets. Returns where it ends: at the limit, if it is open."""
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
        # What is open stays so to the end of all.
        node.is_open, node.end = True, limit
        return node.end

    def _part(self, node: Loose, at: int, limit: int) -> int:
        """Read one item or field."""
        key = _KEY.match(self.text, at, limit) if node.is_mapping else None
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
        line = _LINE.match(self.text, at, limit)
        assert line
        return at + len(line[0].rstrip())
