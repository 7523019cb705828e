"""Texts as YAML scalars: with or without quotation marks, on one line or several."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from explorer.files.yaml_nodes import Document, Meaning, NotYaml, scalar

# Characters that YAML can't contain even in quotation marks, or treats as a line break.
_ESCAPED = re.compile("[^\t -~\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\ud800-\udfff\U00010000-\U0010ffff]")
_SHORT = {"\n": "\\n", "\r": "\\r", "\t": "\\t", "\0": "\\0", "\x85": "\\N", "\u2028": "\\L", "\u2029": "\\P"}
_NO_BREAK = "\xa0"
# From here on, a character's number has eight digits.
_FIRST_OF_EIGHT = 0x10000
# A line has at least this many characters, even if it is indented far.
_NARROWEST = 20
# What readers of YAML 1.1 or 1.2 do not take for text: null, a truth value, a number, a time, a date.
_NO_TEXT = re.compile(
    r"|~|null|true|false|y|n|yes|no|on|off|=|<<"
    r"|[-+]?(?=\D*\d)[\d_.,:]+(?:e[-+]?\d*)?|[-+]?0[box][\da-f_]+|[-+]?\.(?:inf|nan)"
    r"|\d{4}-\d\d?-\d\d?(?:[t\s].*)?",
    re.IGNORECASE | re.ASCII,
)
_DATE = re.compile(r"\d{4}(?:-\d\d){0,2}", re.ASCII)
# Not all readers agree on what may be unquoted; on this they do. Inside brackets, less is allowed.
_PLAIN = re.compile(
    "[^\\s\ufeff?:,[\\]{}#&*!|>'\"%@`-](?:(?!:(?:\\s|$)|\\s#)[^\t\n\r\x85\u2028\u2029])*(?<!\\s)", re.DOTALL
)
_PLAIN_IN_FLOW = re.compile(r"(?:(?!:[,\[\]{}])[^?,\[\]{}])*", re.DOTALL)


class Spot(NamedTuple):
    """The position of a value: after a key or a dash at a column, or inside brackets.

    `in_line` means that something follows it, such as a comment, so it can't span lines.
    """

    column: int
    in_flow: bool = False
    in_list: bool = False
    in_line: bool = False


def word(value: bool | None) -> str:
    """Return the YAML word for a value that is not text."""
    return "null" if value is None else str(value).lower()


def quoted(value: str, marks: str) -> str:
    match marks:
        case "'":
            return "'" + value.replace("'", "''") + "'"
        case '"':
            return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
    return value


def says(form: str, value: str, spot: Spot) -> bool:
    """Whether a form of a text is read as that text at a position."""
    margin, text, end = " " * spot.column, scalar(value), scalar("z")
    if spot.in_flow:
        return _read(f"[{form}, {{k: {form}, z: z}}]") == [text, scalar("k"), text, end, end]
    if spot.in_list:
        return _read(f"{margin}- {form}\n{margin}- z\n") == [text, end]
    return _read(f"{margin}k: {form}\n{margin}z: z\n") == [scalar("k"), text, end, end]


def says_key(form: str, name: str, in_flow: bool) -> bool:
    return _read(f"{{{form}: v}}" if in_flow else f"{form}: v") == [scalar(name), scalar("v")]


@lru_cache(256)  # the same value may be written into many records
def _read(snippet: str) -> Sequence[Meaning]:
    """Return the scalars of a piece of YAML; empty if it is not YAML."""
    try:
        return [meaning for meaning in Document(snippet.encode()).meanings if meaning.value is not None]
    except (NotYaml, UnicodeEncodeError):
        return []


def can_be_plain(value: str, *, in_flow: bool, is_date: bool = False) -> bool:
    """Whether other programs, too, read an unquoted text as this text.

    A date may be unquoted in a field of dates, although some programs turn it into a date or a number.
    """
    if is_date and _DATE.fullmatch(value):
        return True
    is_plain = _PLAIN.fullmatch(value) and not _NO_TEXT.fullmatch(value) and not _ESCAPED.search(value)
    return bool(is_plain and (not in_flow or _PLAIN_IN_FLOW.fullmatch(value)))


def in_double_marks(value: str, *, escapes_no_break: bool, escapes_unseen: bool = False) -> str:
    """Put a text in double quotation marks, escaping the characters that need it.

    With `escapes_unseen`, also escape those that are invisible or look like something else.
    """
    said = _ESCAPED.sub(lambda found: _escape(found[0]), quoted(value, '"'))
    if escapes_unseen:
        said = "".join(_escape(letter) if _is_unseen(letter) else letter for letter in said)
    return said.replace(_NO_BREAK, "\\_") if escapes_no_break else said


def _is_unseen(letter: str) -> bool:
    return letter not in (" ", _NO_BREAK) and unicodedata.category(letter)[0] in "CZ"


def _escape(letter: str) -> str:
    number = f"u{ord(letter):04X}" if ord(letter) < _FIRST_OF_EIGHT else f"U{ord(letter):08X}"
    return _SHORT.get(letter) or f"\\{number}"


def block(value: str, style: str, column: int, width: int) -> list[str]:
    """Format a text over several lines, folded (`>`) or literal (`|`), below something at a column."""
    margin = " " * (column + 2)
    if style == "|":
        lines = value.split("\n")
    elif "\n" in value:
        lines = [line for one in value.split("\n") for line in (one, "")][:-1]
    else:
        lines = _wrapped(value, max(_NARROWEST, width - len(margin)))
    return [f"{style}-", *(f"{margin}{line}" if line else "" for line in lines)]


def _wrapped(value: str, width: int) -> list[str]:
    """Wrap a text, breaking lines only at single spaces between two words."""
    lines: list[str] = []
    for word in re.split("(?<! ) (?! )", value):
        if lines and len(lines[-1]) + 1 + len(word) <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines
