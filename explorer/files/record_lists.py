"""The lists of records in a data file: finding, removing and adding records in the style of the file."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence

from explorer.files.handwriting import ITEM
from explorer.files.scalars import Spot
from explorer.files.splicing import Splicing
from explorer.files.text_changes import NO_PLACE, CannotSplice
from explorer.files.yaml_nodes import BLANKS, BREAK, Node, in_document, in_list, in_mapping
from explorer.files.yaml_records import DEFAULTS, KINDS
from explorer.files.yaml_values import Value, meant, said
from explorer.model.records import Kind

# A draft's comment above a record: how sure it is, and why.
_REMARK = re.compile(r"[ \t]*# (?:sure|likely|guess): [^\r\n]*(?:\r\n|[\r\n])")
_BLANK_LINES = re.compile("(?:[ \t]*(?:\r\n|[\r\n]))*")


class RecordLists:
    """The lists of one file."""

    def __init__(self, splicing: Splicing) -> None:
        """Raises CannotSplice when the file is not a mapping."""
        self._splicing = splicing
        self._text = splicing.text
        self._document = splicing.document
        self._root = splicing.document.root
        self._found: dict[Kind, Mapping[str, Node]] = {}
        if self._root and not (self._root.is_mapping or self._root.is_null):
            raise CannotSplice(NO_PLACE)

    def list_of(self, kind: Kind) -> Node | None:
        """Return the node under the key of a kind."""
        return self._root.value(kind.plural) if self._root else None

    def record(self, ref: str) -> Node:
        """Return the first record with this ref. Raises CannotSplice when there is none."""
        kind, _, id = ref.partition("/")
        if id not in (there := self._by_id(Kind(kind))):
            raise CannotSplice(f"{ref} is not there any more")
        return there[id]

    def _by_id(self, kind: Kind) -> Mapping[str, Node]:
        """Return the records of a kind by id."""
        if kind not in self._found:
            records = self.list_of(kind)
            given = [(node.value("id"), node) for node in (reversed(records.items) if records else ())]
            self._found[kind] = {(id.meaning.value or "").strip(): node for id, node in given if id and id.is_text}
        return self._found[kind]

    def defaults(self, kind: Kind) -> dict[str, Value]:
        """Return the default values of a kind's fields in this file."""
        node = self.defaults_node(kind)
        given = said(node) if node and node.is_mapping else None
        return {name: value for name, value in given.items() if value is not None} if isinstance(given, Mapping) else {}

    def mappings(self) -> Iterator[tuple[Kind, Node]]:
        """Yield all records, and the defaults of each kind."""
        for kind in KINDS.values():
            records, defaults = self.list_of(kind), self.defaults_node(kind)
            yield from ((kind, node) for node in (records.items if records else ()) if node.is_mapping)
            if defaults and defaults.is_mapping:
                yield kind, defaults

    def defaults_node(self, kind: Kind) -> Node | None:
        defaults = self._root.value(DEFAULTS) if self._root else None
        return defaults.value(kind.plural) if defaults else None

    # Removing records

    def remove(self, refs: Collection[str]) -> None:
        """Remove records with the comments inside them, and with a draft's remark above them.

        Other comments above them stay, since they may be the heading of a group of records.
        """
        gone = {ref: self.record(ref) for ref in refs}
        for kind in KINDS.values():
            records = self.list_of(kind)
            here = [n for n, item in enumerate(records.items) if item in gone.values()] if records else []
            if records and here:
                self._remove(records, here)

    def _remove(self, records: Node, numbers: Sequence[int]) -> None:
        splicing = self._splicing
        if len(numbers) == len(records.items):
            self._empty(records)
            return
        splicing.drop_items(records, numbers, (lambda n: self._lines(records, n)) if records.is_block else None)

    def _empty(self, records: Node) -> None:
        """Remove all records of a list, keeping the comments between them."""
        splicing = self._splicing
        if records.is_flow:
            splicing.set(records, [])
            return
        splicing.require_alone(records, whole=True)
        splicing.turn(records.first, records.after, meant([]))
        splicing.cut(splicing.colon(records), splicing.colon(records), " []")
        at = 0
        for n in range(len(records.items)):
            start, after = self._lines(records, n)
            splicing.drop_lines(max(start, at), after)
            at = after

    def _lines(self, records: Node, n: int) -> tuple[int, int]:
        """Return the lines of a record, with a remark above it and the blank lines that separate it."""
        start = self._document.line_start(self._splicing.dash(records, n))
        end = start - (2 if self._text.startswith("\r\n", start - 2) else 1)
        above = self._document.line_start(end) if start else 0
        if _REMARK.fullmatch(self._text, above, start):
            start = above
        end = self._document.line_end(self._last_line(records, n))
        if n + 1 < len(records.items):
            found = _BLANK_LINES.match(self._text, end)
            return start, found.end() if found else end
        before = len(self._text[:start].rstrip(BLANKS))
        # Blank lines may belong to the text before them.
        before = max(before, records.items[n - 1].end if n else 0)
        return min(start, self._document.line_end(before)) if before else start, end

    def _last_line(self, records: Node, n: int) -> int:
        """Return a position on the last line of a record, which includes comments indented like its fields."""
        at = records.items[n].end
        column = self._splicing.column(records)
        while True:
            start = self._document.line_end(at)
            line = BREAK.split(self._text[start : self._document.line_end(start)])[0]
            comment = line.lstrip(" ")
            if not comment.startswith("#") or len(line) - len(comment) <= column:
                return at
            at = start

    # Adding records

    def add(self, new: Mapping[Kind, Sequence[Mapping[str, Value]]]) -> None:
        """Append records to the lists of their kinds, creating the lists if needed."""
        missing = {kind: records for kind, records in new.items() if self.list_of(kind) is None}
        for kind, records in new.items():
            there = self.list_of(kind)
            if there is not None:
                self._add(kind, there, records)
        if missing:
            self._add_lists(missing)

    def _add(self, kind: Kind, there: Node, records: Sequence[Mapping[str, Value]]) -> None:
        if there.is_list and there.items and there.is_block:
            column = self._splicing.column(there)
            lines = list(self._entries(kind, column, records, there))
            apart = 0 if self._document.keeps_blanks(there) else self._apart(there, lines[0])
            new = [meaning for record in records for meaning in meant(record)]
            spaced = [part for line in lines for part in (*[""] * apart, line)]
            self._splicing.turn(there.after - 1, there.after - 1, new)
            self._splicing.add_lines(self._last_line(there, len(there.items) - 1), spaced)
        elif there.is_list and there.items:
            self._splicing.add_items(there, len(there.items), records, (kind.plural, ITEM))
        elif there.is_null or there.is_list:
            self._fill(kind, there, records)
        else:
            raise CannotSplice(NO_PLACE)

    def _fill(self, kind: Kind, there: Node, records: Sequence[Mapping[str, Value]]) -> None:
        """Put the first records under a key that has none."""
        root = self._root
        if not root or not root.is_block:
            self._splicing.set(there, list(records), (kind.plural,))
            return
        splicing = self._splicing
        splicing.require_alone(there, whole=True)
        splicing.turn(there.first, there.after, in_list(meant(record) for record in records))
        splicing.cut(splicing.colon(there), there.end)
        splicing.add_lines(there.end, self._body(kind, root, records))

    def _add_lists(self, new: Mapping[Kind, Sequence[Mapping[str, Value]]]) -> None:
        root = self._root
        if root and root.is_flow and root.fields:
            for kind, records in new.items():
                self._splicing.set_field(root, kind.plural, list(records), ())
            return
        if root and root.is_flow:
            raise CannotSplice(NO_PLACE)
        fields = [(kind.plural, in_list(meant(record) for record in records)) for kind, records in new.items()]
        if root and root.is_mapping:
            self._splicing.turn(root.after - 1, root.after - 1, in_mapping(fields)[1:-1])
        elif root:
            self._splicing.turn(root.first, root.after, in_mapping(fields))
            self._splicing.cut(root.start, root.end)
        else:
            self._splicing.turn(1, 1, in_document(in_mapping(fields)))
        indent = " " * (root.fields[0][0].column if root and root.is_mapping else 0)
        lines = list[str]()
        for n, (kind, records) in enumerate(new.items()):
            apart = [""] if n or self._lists_apart() else []
            lines += [*apart, f"{indent}{kind.plural}:", *self._body(kind, root, records)]
        self._splicing.add_at_end(lines)

    def _body(self, kind: Kind, root: Node | None, records: Sequence[Mapping[str, Value]]) -> list[str]:
        column = (root.fields[0][0].column if root and root.is_mapping else 0) + self._splicing.hand.dashes()
        lines = list(self._entries(kind, column, records, None))
        apart = self._apart(None, lines[0])
        return [part for n, line in enumerate(lines) for part in (*[""] * (apart if n else 0), line)]

    def _entries(
        self, kind: Kind, column: int, records: Sequence[Mapping[str, Value]], there: Node | None
    ) -> Iterator[str]:
        """Yield the formatted records, each without its last line break."""
        path, spot = (kind.plural, ITEM), Spot(column, in_list=True)
        like = there.items[-1] if there else self._example()
        for record in records:
            yield f"{' ' * column}-{self._splicing.hand.behind(record, path, spot, like)}"

    def _example(self) -> Node | None:
        """Return the last record of the last list that has any, as an example."""
        last = max((records for records in self._lists() if records.items), key=lambda node: node.start, default=None)
        return last.items[-1] if last else None

    def _lists(self) -> Iterator[Node]:
        lists = (self.list_of(kind) for kind in KINDS.values())
        return (records for records in lists if records and records.is_list)

    def _apart(self, there: Node | None, written: str) -> int:
        """Return the number of blank lines between two records."""
        for records in (there, *self._lists()):
            if records and records.is_block and len(records.items) > 1:
                gap = self._text[records.items[-2].end : self._splicing.dash(records, len(records.items) - 1)]
                return _blank_lines(gap)
        return int(bool(BREAK.search(written)))

    def _lists_apart(self) -> bool:
        """Whether there is a blank line above a list."""
        if not self._root or not self._root.is_mapping:
            return False
        pairs = self._root.fields
        if self._document.keeps_blanks(self._root):
            return False
        if len(pairs) > 1:
            return _blank_lines(self._text[pairs[-2][1].end : pairs[-1][0].start]) > 0
        return True


def _blank_lines(gap: str) -> int:
    """Count the blank lines before the next node or its comments."""
    lines = [line.strip(BLANKS) for line in BREAK.split(gap)[1:-1]]
    return lines.count("")
