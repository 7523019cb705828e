"""Formatting values as lines of YAML in block style, as curators write them. They read back as the same values."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from explorer.files.scalars import can_be_plain, in_double_marks, quoted, word
from explorer.files.yaml_records import holds_dates
from explorer.files.yaml_values import Value

# An unquoted text: clearly without anything that has a meaning in YAML, if it is short.
_PLAIN = re.compile(r"[\w“‘«„(][\w “”‘’«»„–—.,;/()+%&$€£?!=-]*")
# Ids, hashes and addresses are unquoted at any length.
_ONE_WORD = re.compile(r"[\w-]*\w|https?://[\w/.?&=%+~-]+")
_PLAIN_IN_FLOW = re.compile(r"[\w-]+(?: [\w-]+)*")
_LONGEST_PLAIN = 60
# A list of short texts is written on one line of at most this many characters.
_LONGEST_LINE = 100
# The segments of a quote, which are easier to read on separate lines.
_WORDS = "text"


def scalar(value: str | bool | None, field: str = "") -> str:
    """Format a scalar for after the key of a field."""
    if not isinstance(value, str):
        return word(value)
    is_clear = (len(value) <= _LONGEST_PLAIN and _PLAIN.fullmatch(value)) or _ONE_WORD.fullmatch(value)
    if is_clear and can_be_plain(value, in_flow=False, is_date=holds_dates(field)):
        return value
    return _quoted(value)


def flow(value: Value, field: str = "") -> str:
    """Format a value on one line: `{article: pier, topics: [harbour]}`."""
    match value:
        case str():
            if _PLAIN_IN_FLOW.fullmatch(value) and can_be_plain(value, in_flow=True, is_date=holds_dates(field)):
                return value
            return _quoted(value)
        case bool() | None:
            return word(value)
        case Mapping():
            return "{" + ", ".join(f"{key}: {flow(one, key)}" for key, one in value.items()) + "}"
    return "[" + ", ".join(flow(one) for one in value) + "]"


def _fields(fields: Mapping[str, Value]) -> Iterator[str]:
    for key, value in fields.items():
        if isinstance(value, str | bool | None):
            yield f"{key}: {scalar(value, key)}"
        elif isinstance(value, Mapping):
            yield f"{key}:"
            yield from (f"  {line}" for line in _fields(value))
        elif not value or (key != _WORDS and _fits_on_a_line(value)):
            yield f"{key}: {flow(value)}"
        else:
            yield f"{key}:"
            for one in value:
                yield from record_lines(one)


def record_lines(value: Value) -> Iterator[str]:
    """Yield the lines of a record, or of another value, in a list: `- id: …`, and its other fields below."""
    if isinstance(value, Mapping):
        first, *others = _fields(value)
        yield f"- {first}"
        yield from (f"  {line}" for line in others)
    else:
        yield f"- {scalar(value)}" if isinstance(value, str | bool | None) else f"- {flow(value)}"


def _fits_on_a_line(values: Sequence[Value]) -> bool:
    return all(isinstance(one, str) for one in values) and len(flow(values)) <= _LONGEST_LINE


def _quoted(value: str) -> str:
    """Quote a text with the marks that need fewer escapes."""
    escaped = in_double_marks(value, escapes_no_break=True, escapes_unseen=True)
    only_marks = escaped[1:-1].replace('\\"', '"') == value
    return quoted(value, "'") if only_marks and value.count('"') > value.count("'") else escaped
