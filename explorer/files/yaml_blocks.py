"""Values → lines of YAML in block style, as curators write them. What is read from these lines are the same values."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence

from explorer.files.scalars import quoted

Value = str | bool | Sequence["Value"] | Mapping[str, "Value"]

# A text without quotation marks: nothing in it means anything to YAML, and it is short enough to see that.
_PLAIN = re.compile(r"[\w“‘«„(][\w “”‘’«»„–—.,;/()+%&$€£?!=-]*")
# Ids, hashes and addresses need none at any length.
_ONE_WORD = re.compile(r"[\w-]*\w|https?://[\w/.?&=%+~-]+")
_PLAIN_IN_FLOW = re.compile(r"[\w-]+(?: [\w-]+)*")
_LONGEST_PLAIN = 60
# Other programs that read YAML make something else of these.
_NO_TEXTS = frozenset({"null", "true", "false", "yes", "no", "on", "off", "y", "n", "~"})
# A list of short texts is on one line of so many characters.
_LONGEST_LINE = 100
# The segments of a quote, which are easier to read one below the other.
_WORDS = "text"
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t", "\xa0": "\\_", "\x85": "\\N"}


def record_lines(fields: Mapping[str, Value]) -> Iterator[str]:
    """The lines of a record in a list: `- id: …`, and its other fields below."""
    return _item(fields)


def scalar(value: str | bool) -> str:
    """A text or a truth value as it stands behind its key."""
    if isinstance(value, bool):
        return "true" if value else "false"
    is_short = len(value) <= _LONGEST_PLAIN and _PLAIN.fullmatch(value) and not value.endswith(" ")
    is_plain = (is_short or _ONE_WORD.fullmatch(value)) and not value.startswith("-")
    return value if is_plain and value.lower() not in _NO_TEXTS else _quoted(value)


def flow(value: Value) -> str:
    """A value on one line: `{article: pier, topics: [harbour]}`."""
    if isinstance(value, str):
        return (
            value
            if _PLAIN_IN_FLOW.fullmatch(value) and value[0] != "-" and value.lower() not in _NO_TEXTS
            else _quoted(value)
        )
    if isinstance(value, bool):
        return scalar(value)
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key}: {flow(one)}" for key, one in value.items()) + "}"
    return "[" + ", ".join(flow(one) for one in value) + "]"


def _fields(fields: Mapping[str, Value]) -> Iterator[str]:
    for key, value in fields.items():
        if isinstance(value, str | bool):
            yield f"{key}: {scalar(value)}"
        elif isinstance(value, Mapping):
            yield f"{key}:"
            yield from (f"  {line}" for line in _fields(value))
        elif not value or (key != _WORDS and _fits_on_a_line(value)):
            yield f"{key}: {flow(value)}"
        else:
            yield f"{key}:"
            for one in value:
                yield from _item(one)


def _item(value: Value) -> Iterator[str]:
    if isinstance(value, Mapping):
        first, *others = _fields(value)
        yield f"- {first}"
        yield from (f"  {line}" for line in others)
    else:
        yield f"- {scalar(value)}" if isinstance(value, str | bool) else f"- {flow(value)}"


def _fits_on_a_line(values: Sequence[Value]) -> bool:
    return all(isinstance(one, str) for one in values) and len(flow(values)) <= _LONGEST_LINE


def _quoted(value: str) -> str:
    """A text in quotation marks, in those that leave more of it as it is."""
    escaped = "".join(_escaped(letter) for letter in value)
    only_marks = escaped.replace('\\"', '"') == value
    if only_marks and value.count('"') > value.count("'"):
        return quoted(value, "'")
    return f'"{escaped}"'


def _escaped(letter: str) -> str:
    """A letter between double marks. What can't be seen, or looks like something else, is written as its number."""
    if letter in _ESCAPES:
        return _ESCAPES[letter]
    category = unicodedata.category(letter)
    if letter == " " or category[0] not in "CZ":
        return letter
    return f"\\u{ord(letter):04X}" if ord(letter) < 0x10000 else f"\\U{ord(letter):08X}"
