"""YAML text in, values with their places out. Every scalar stays text; `yaml_records` gives it a type."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import yaml

from explorer.model.problems import Place, Problem, Severity

# Aliases repeat values. A file may have one value for each of its characters, and this many more.
ALIAS_ALLOWANCE = 10_000
# A record needs six levels. What lies deeper than this is left out: a value that contains itself has no end.
DEEPEST = 50

_PLAIN_TAGS = frozenset(f"tag:yaml.org,2002:{name}" for name in ("str", "seq", "map"))
_NULLS = frozenset({"", "~", "null", "Null", "NULL"})


@dataclass(frozen=True, slots=True)
class Text:
    """A scalar. `plain` says that it has no quotation marks: only a plain `null` means that the value is absent."""

    place: Place
    value: str
    plain: bool

    @property
    def is_null(self) -> bool:
        return self.plain and self.value in _NULLS


@dataclass(frozen=True, slots=True)
class Items:
    """A sequence."""

    place: Place
    values: list[YamlValue]


@dataclass(frozen=True, slots=True)
class Fields:
    """A mapping, with the place of each key."""

    place: Place
    values: dict[str, YamlValue] = field(default_factory=dict)
    keys: dict[str, Place] = field(default_factory=dict)


YamlValue = Text | Items | Fields

# In a message, a longer text is cut.
_MOST_SHOWN = 40


def described(value: YamlValue) -> str:
    """What a value is, to put into a message: its words, when it is a text."""
    match value:
        case Items():
            return "a list"
        case Fields():
            return "a mapping"
        case Text(value=text):
            shown = text if len(text) <= _MOST_SHOWN else f"{text[: _MOST_SHOWN - 1]}…"
            return f"“{shown}”"


def parse(text: str, file: str) -> tuple[YamlValue | None, list[Problem]]:
    """Read one YAML document.

    Returns its value (None for an empty document, and for one that is not YAML) and what is wrong with it. A duplicate
    key, a tag or a key that is not a scalar is a problem of its own and leaves the rest readable.
    """
    loader = yaml.CBaseLoader(text)
    try:
        node = loader.get_single_node()
    except yaml.reader.ReaderError as error:
        return None, [_unreadable(error, text, file)]
    except yaml.MarkedYAMLError as error:
        return None, [_syntax_problem(error, text, file)]
    finally:
        loader.dispose()
    if node is None:
        return None, []
    reader = _NodeReader(file, budget=len(text) + ALIAS_ALLOWANCE)
    try:
        return reader.value(node), reader.problems
    except _TooManyAliases as error:
        return None, [*reader.problems, error.problem]


def _syntax_problem(error: yaml.MarkedYAMLError, text: str, file: str) -> Problem:
    mark = error.problem_mark or error.context_mark
    place = _place_in(text, mark, file) if mark else Place(file)
    message = " ".join(part for part in (error.context, error.problem) if part)
    if error.context and error.context_mark and mark and error.context_mark.line != mark.line:
        message += f" (it began on line {error.context_mark.line + 1})"
    return Problem(place, Severity.ERROR, "yaml-syntax", f"not valid YAML: {message}")


def _place_in(text: str, mark: yaml.Mark, file: str) -> Place:
    lines = text.splitlines()
    if mark.line < len(lines) or not lines:
        return Place(file, mark.line + 1, mark.column + 1)
    # An error at the end of the file is placed right after its last character, not on a line that does not exist.
    return Place(file, len(lines), len(lines[-1]) + 1)


def _unreadable(error: yaml.reader.ReaderError, text: str, file: str) -> Problem:
    # libyaml counts the position in bytes of UTF-8.
    before = text.encode("utf-8", "surrogatepass")[: error.position].decode("utf-8", "replace")
    line = before.count("\n") + 1
    column = len(before) - (before.rfind("\n") + 1) + 1
    return Problem(Place(file, line, column), Severity.ERROR, "yaml-syntax", f"not valid YAML: {error.reason}")


class _TooManyAliases(Exception):
    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


class _NodeReader:
    """Turns PyYAML's nodes into values. Their number has a limit that only aliases can reach."""

    def __init__(self, file: str, budget: int) -> None:
        self.file = file
        self.budget = budget
        self.problems: list[Problem] = []

    def value(self, node: yaml.Node, depth: int = 0) -> YamlValue:
        place = self._place(node)
        if depth > DEEPEST:
            if not any(problem.code == "yaml-nesting" for problem in self.problems):
                self._report(place, "yaml-nesting", f"nested deeper than {DEEPEST} levels; what is deeper is left out")
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
        return Text(place, node.value, plain=not node.style)

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
        return Place(self.file, node.start_mark.line + 1, node.start_mark.column + 1)

    def _report(self, place: Place, code: str, message: str) -> None:
        self.problems.append(Problem(place, Severity.ERROR, code, message))
