"""Parsing YAML text into values with their places. Every scalar stays text; `yaml_records` gives it a type."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property

import msgspec
import yaml

from explorer.display import shortened
from explorer.files.faults.suspect import SyntaxFault
from explorer.files.lines import Lines
from explorer.model.problems import Place, Problem, Severity
from explorer.model.records import Comment

# Aliases repeat values. A file may have one value for each of its characters, and this many more.
ALIAS_ALLOWANCE = 10_000
# A record needs six levels. What lies deeper than this is left out: a value that contains itself has no end.
DEEPEST = 50
TOO_DEEP = "yaml-nesting"

# The parser's message for a text with several documents.
SECOND_DOCUMENT = "but found another document"
_ONE_DOCUMENT = "expected a single document in the stream"


_TAGS: dict[type[yaml.Node], str] = {
    yaml.ScalarNode: "tag:yaml.org,2002:str",
    yaml.SequenceNode: "tag:yaml.org,2002:seq",
    yaml.MappingNode: "tag:yaml.org,2002:map",
}
_PLAIN_TAGS = frozenset(_TAGS.values())
_COMMENT = re.compile(r"[ \t]+#[^\r\n\x85\u2028\u2029]*")
_NULLS = frozenset({"", "~", "null", "Null", "NULL"})


class Text(msgspec.Struct, frozen=True):
    """A scalar. `plain` means that it has no quotation marks: only a plain `null` means that the value is absent.

    `comment` is what follows a plain one on its line.
    """

    place: Place
    value: str
    plain: bool
    comment: Comment | None = None

    @property
    def is_null(self) -> bool:
        return self.plain and self.value in _NULLS


class Items(msgspec.Struct, frozen=True):
    """A sequence."""

    place: Place
    values: list[YamlValue]


class Fields(msgspec.Struct, frozen=True):
    """A mapping, with the place of each key."""

    place: Place
    values: dict[str, YamlValue] = {}
    keys: dict[str, Place] = {}


YamlValue = Text | Items | Fields

# Cut longer texts in messages.
_MOST_SHOWN = 40


def described(value: YamlValue) -> str:
    """Describe a value in a message: a text by its words."""
    match value:
        case Items():
            return "a list"
        case Fields():
            return "a mapping"
        case Text(value="", plain=True):
            return "nothing"
        case Text(value=text):
            return f"“{shortened(text, _MOST_SHOWN)}”"


def parse(text: str, file: str) -> tuple[YamlValue | None, list[Problem]]:
    """Read one YAML document.

    Return its value (None for an empty document, and for one that is not YAML) and what is wrong with it. A duplicate
    key, a tag or a key that is not a scalar is a separate problem and leaves the rest readable.
    """
    try:
        return read(text, file)
    except SyntaxFault as fault:
        from explorer.files.faults.explaining import explained

        line, column, message = explained(text, fault, fault_of)
        return None, [Problem(Place(file, line, column), Severity.ERROR, "yaml-syntax", message)]


def read(text: str, file: str, first: int = 1, *, depth: int = 0) -> tuple[YamlValue | None, list[Problem]]:
    """Read one YAML document, as `parse` does. Raises SyntaxFault when it is not YAML.

    For a part of a file, `first` is the number of its first line, and `depth` how deep in the file its values are.
    """
    with _loading(text) as loader:
        node = loader.get_single_node()
    if node is None:
        return None, []
    reader = _NodeReader(text, file, budget=len(text) + ALIAS_ALLOWANCE, first=first)
    try:
        return reader.value(node, depth), reader.problems
    except _TooManyAliases as error:
        return None, [*reader.problems, error.problem]


def fault_of(text: str) -> SyntaxFault | None:
    """Return the first syntax error of a text, whatever its aliases refer to; None when it is YAML."""
    documents = 0
    try:
        with _loading(text) as loader:
            while loader.check_event():
                event = loader.get_event()
                documents += isinstance(event, yaml.DocumentStartEvent)
                if documents > 1 and event and event.start_mark:
                    return SyntaxFault(event.start_mark.line + 1, 1, SECOND_DOCUMENT)
    except SyntaxFault as fault:
        return fault
    return None


def aliases_in(text: str) -> set[str]:
    """Return the names of the aliases in a text. Raises SyntaxFault when it is not YAML."""
    found: set[str] = set()
    with _loading(text) as loader:
        while loader.check_event():
            event = loader.get_event()
            if isinstance(event, yaml.AliasEvent):
                found.add(str(event.anchor))
    return found


class _Loader(yaml.CBaseLoader):
    """A loader that gives each value the tag of its kind, like its own resolver without any rules."""

    def descend_resolver(self, current_node: yaml.Node | None, current_index: object) -> None:
        pass

    def ascend_resolver(self) -> None:
        pass

    def resolve(self, kind: type[yaml.Node], value: object, implicit: object) -> str:
        return _TAGS[kind]


@contextmanager
def _loading(text: str) -> Iterator[yaml.CBaseLoader]:
    """Provide a loader for a text, turning its exceptions into SyntaxFault."""
    loader = _Loader(text)
    try:
        yield loader
    except yaml.reader.ReaderError as error:
        # libyaml counts the position in bytes of UTF-8.
        before = text.encode("utf-8", "surrogatepass")[: error.position].decode("utf-8", "replace")
        raise SyntaxFault(*Lines(text).place(len(before)), error.reason) from error
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        began = _line_and_column(error.context_mark) if error.context_mark else None
        problem = error.problem or error.context or ""
        problem = SECOND_DOCUMENT if error.context == _ONE_DOCUMENT else problem
        raise SyntaxFault(*(_line_and_column(mark) if mark else (1, 1)), problem, began) from error
    finally:
        loader.dispose()


def _line_and_column(mark: yaml.Mark) -> tuple[int, int]:
    return mark.line + 1, mark.column + 1


class _TooManyAliases(Exception):
    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


class _NodeReader:
    """Converts PyYAML's nodes to values. Their number has a limit that only aliases can reach."""

    def __init__(self, text: str, file: str, budget: int, first: int) -> None:
        self.text = text
        self.file = file
        self.budget = budget
        self.first = first
        self.problems: list[Problem] = []
        # Skip checks of each value for what hardly any file contains.
        self._has_properties, self._has_comments = "&" in text or "!" in text, "#" in text

    @cached_property
    def aliases(self) -> set[str]:
        """The words after any asterisk in the text, which include the names of its aliases."""
        return set(re.findall(r"\*([\w-]*)", self.text))

    def value(self, node: yaml.Node, depth: int = 0) -> YamlValue:
        place = self._place(node)
        if depth > DEEPEST:
            if not any(problem.code == TOO_DEEP for problem in self.problems):
                self._report(place, TOO_DEEP, f"nested deeper than {DEEPEST} levels; what is deeper is left out")
            return Text(place, "", plain=True)
        self.budget -= 1
        if self.budget < 0:
            raise _TooManyAliases(
                Problem(place, Severity.ERROR, "yaml-aliases", "aliases make this file many times larger than its text")
            )
        if node.tag not in _PLAIN_TAGS and node.tag != "!":
            self._report(place, "yaml-tag", f"tags are not used here: {node.tag}")
        if isinstance(node, yaml.MappingNode):
            return self._fields(node, place, depth)
        if isinstance(node, yaml.SequenceNode):
            return Items(place, [self.value(child, depth + 1) for child in node.value])
        assert isinstance(node, yaml.ScalarNode)
        if node.style:
            return Text(place, node.value, plain=False)
        if self._has_properties:
            self._check_start(node, place)
        return Text(place, node.value, plain=True, comment=self._comment(node) if self._has_comments else None)

    def _check_start(self, node: yaml.ScalarNode, place: Place) -> None:
        """Report a text that begins with something YAML takes for an anchor or a tag and leaves out."""
        assert node.start_mark
        start = node.start_mark.index
        mark = self.text[start : start + 1]
        if mark not in ("&", "!") or node.tag not in (*_PLAIN_TAGS, "!"):
            return
        name = re.match(r"[&!][\w-]*", self.text[start:])
        assert name
        if mark == "!" or name[0][1:] not in self.aliases:
            what = "an anchor" if mark == "&" else "a tag"
            message = f"“{name[0]}” is read as {what} and left out of the text: put the whole text in quotation marks"
            self.problems.append(Problem(place, Severity.WARNING, "text-cut", message))

    def _comment(self, node: yaml.ScalarNode) -> Comment | None:
        assert node.end_mark
        end = node.end_mark.index
        found = _COMMENT.match(self.text, end) if self.text[end : end + 1] in (" ", "\t") else None
        if found is None:
            return None
        return Comment(
            node.value, found[0], node.end_mark.line + self.first, node.end_mark.column + 1 + found[0].index("#")
        )

    def _fields(self, node: yaml.MappingNode, place: Place, depth: int) -> Fields:
        fields = Fields(place)
        for key, child in self._entries(node):
            if key.value in fields.values:
                first = fields.keys[key.value]
                self._report(
                    key.place, "duplicate-key", f"“{key.value}” stands twice; the first, on line {first.line}, is used"
                )
                continue
            fields.keys[key.value] = key.place
            fields.values[key.value] = self.value(child, depth + 1)
        return fields

    def _entries(self, node: yaml.MappingNode) -> Iterator[tuple[Text, yaml.Node]]:
        for key_node, child in node.value:
            if not isinstance(key_node, yaml.ScalarNode):
                self._report(self._place(key_node), "yaml-key", "a key must be a word, not a list or a mapping")
                continue
            yield Text(self._place(key_node), key_node.value, plain=not key_node.style), child

    def _place(self, node: yaml.Node) -> Place:
        return Place(self.file, node.start_mark.line + self.first, node.start_mark.column + 1)

    def _report(self, place: Place, code: str, message: str) -> None:
        self.problems.append(Problem(place, Severity.ERROR, code, message))
