"""Changing one value of a YAML file, and not a byte beside it: comments, quotation marks and line ends stay.

What comes out is read again and compared with what went in. Unless it differs in that one value and in nothing else,
the change is refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import yaml

from explorer.model.problems import Place

_BOM = "\ufeff"
_BREAK = re.compile("\r\n|[\r\n\x85\u2028\u2029]")
_NULLS = ("", "~", "null", "Null", "NULL")
_NOT_THERE = "the file has changed: it has something else at this place now"
_NO_PLACE = "there is no place for it that leaves all else as it is; write it by hand"


class CannotSplice(Exception):
    """The change can't be made without touching more; the message says why, and what to do."""


class _Meaning(NamedTuple):
    """What a step of a YAML text says: a scalar, an alias, or that a list or a mapping begins or ends."""

    type: type[yaml.Event]
    value: str | None = None
    anchor: str | None = None
    tag: str | None = None


class _Step(NamedTuple):
    """A step of a YAML text, with its place in code points. `style` is the kind of a scalar's marks; None for none."""

    meaning: _Meaning
    start: int
    end: int
    line: int
    column: int
    style: str | None
    is_flow: bool

    @property
    def depth(self) -> int:
        """By how much it changes the depth."""
        opens = issubclass(self.meaning.type, yaml.CollectionStartEvent)
        return opens - issubclass(self.meaning.type, yaml.CollectionEndEvent)


class _Edit(NamedTuple):
    """New text for the characters from `start` to `end`."""

    start: int
    end: int
    text: str


def replaced(content: bytes, place: Place, word: str, by: str) -> bytes:
    """A file with the key or value at a place, which has to be `word`, written as `by`.

    The value keeps its quotation marks, if it has any and they can be kept. White space around it does not count.

    Raises:
        CannotSplice: the file is not YAML, has something else there, or can't be changed in that place alone.
    """
    text, steps = _read(content)
    at = _at(steps, place, yaml.ScalarEvent)
    if at is None or (steps[at].meaning.value or "").strip() != word:
        raise CannotSplice(_NOT_THERE)
    return _rewritten(text, steps, at, by)


def with_field(content: bytes, place: Place, after: str, name: str, value: str) -> bytes:
    """A file with one more field in the mapping at a place, behind its field `after`, which holds one word.

    In a block it is a line of its own, in `{…}` it stands behind a comma. A field that is there as null is filled.

    Raises:
        CannotSplice: as `replaced`, or the mapping has the field.
    """
    text, steps = _read(content)
    at = _at(steps, place, yaml.MappingStartEvent)
    fields = dict(_fields(steps, at)) if at is not None else {}
    if at is None or after not in fields:
        raise CannotSplice(_NOT_THERE)
    if name in fields:
        null = steps[fields[name] + 1]
        if null.style or null.meaning.value not in _NULLS:
            raise CannotSplice(_NOT_THERE)
        return _rewritten(text, steps, fields[name] + 1, value)
    key = fields[after]
    if steps[at].is_flow:
        edit = _behind_comma(steps[key], steps[key + 1], name, value)
    else:
        edit = _line(text, steps[min(fields.values())], steps[key + 1], f"{name}: {value}")
    new = [_Meaning(yaml.ScalarEvent, name), _Meaning(yaml.ScalarEvent, value)]
    return _changed(text, [edit], [*_meant(steps[: key + 2]), *new, *_meant(steps[key + 2 :])])


def _rewritten(text: str, steps: Sequence[_Step], at: int, by: str) -> bytes:
    """The file with another value for one scalar, which keeps its name for aliases."""
    scalar = steps[at].meaning._replace(value=by)
    return _changed(text, _written(text, steps[at], by), [*_meant(steps[:at]), scalar, *_meant(steps[at + 1 :])])


def _read(content: bytes) -> tuple[str, list[_Step]]:
    try:
        text = content.decode("utf-8")
        return text, list(_steps(_without_bom(text)))
    except (UnicodeDecodeError, yaml.YAMLError) as error:
        raise CannotSplice("the file can't be read now; put that right first") from error


def _steps(text: str) -> Iterator[_Step]:
    for event in yaml.parse(text, Loader=yaml.CBaseLoader):
        start, end = event.start_mark, event.end_mark
        assert start and end
        said = (getattr(event, name, None) for name in ("value", "anchor", "tag"))
        style, is_flow = getattr(event, "style", None), getattr(event, "flow_style", False)
        yield _Step(_Meaning(type(event), *said), start.index, end.index, start.line, start.column, style, is_flow)


def _at(steps: Sequence[_Step], place: Place, kind: type[yaml.Event]) -> int | None:
    """The index of the step of a kind at a place."""
    spot = (place.line - 1, place.column - 1)
    found = (n for n, step in enumerate(steps) if step.meaning.type is kind and (step.line, step.column) == spot)
    return next(found, None)


def _fields(steps: Sequence[_Step], mapping: int) -> Iterator[tuple[str, int]]:
    """The keys of a mapping that are words, with their index."""
    at = mapping + 1
    while steps[at].meaning.type is not yaml.MappingEndEvent:
        value = _end(steps, at)
        if steps[at].meaning.value is not None:
            yield steps[at].meaning.value or "", at
        at = _end(steps, value)


def _end(steps: Sequence[_Step], at: int) -> int:
    """The index of the step after the value that begins at one."""
    depth = 0
    while True:
        depth += steps[at].depth
        at += 1
        if not depth:
            return at


def _written(text: str, step: _Step, by: str) -> Iterator[_Edit]:
    """The ways to write another value in the place of a scalar, the one that is most like it first."""
    # A block of several lines ends where the next line begins.
    end = step.start + len(_without_bom(text)[step.start : step.end].rstrip())
    for form in dict.fromkeys((_quoted(by, step.style), by, _quoted(by, '"'))):
        if form not in _NULLS:
            yield _Edit(step.start, end, form)
            # A null of no letters stands right behind its colon.
            yield _Edit(step.start, end, f" {form}")


def _quoted(value: str, style: str | None) -> str:
    match style:
        case "'":
            return "'" + value.replace("'", "''") + "'"
        case '"':
            return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
    return value


def _behind_comma(key: _Step, value: _Step, name: str, new: str) -> _Edit:
    """Another field of a flow mapping, in the quotation marks that its neighbour's key has."""
    return _Edit(value.end, value.end, f", {_quoted(name, key.style)}: {_quoted(new, key.style)}")


def _line(text: str, first: _Step, value: _Step, field: str) -> _Edit:
    """Another line of a block mapping, below that of a value, indented as the mapping's first key is."""
    text = _without_bom(text)
    line = f"{' ' * first.column}{field}"
    found = _BREAK.search(text, len(text[: value.end].rstrip()))
    if found:
        return _Edit(found.end(), found.end(), f"{line}{found[0]}")
    usual = _BREAK.search(text)
    return _Edit(len(text), len(text), f"{usual[0] if usual else chr(10)}{line}")


def _changed(text: str, edits: Iterable[_Edit], expected: list[_Meaning]) -> bytes:
    """The file after the first edit with which it says what is expected, and nothing else."""
    body = _without_bom(text)
    for edit in edits:
        changed = body[: edit.start] + edit.text + body[edit.end :]
        try:
            if _meant(_steps(changed)) == expected:
                return (text[: len(text) - len(body)] + changed).encode()
        except yaml.YAMLError:
            continue
    raise CannotSplice(_NO_PLACE)


def _meant(steps: Iterable[_Step]) -> list[_Meaning]:
    return [step.meaning for step in steps]


def _without_bom(text: str) -> str:
    return text.removeprefix(_BOM)
