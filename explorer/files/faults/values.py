"""What may be wrong with a value: it goes on where it has ended, never ends, or begins as something else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from explorer.files.faults.suspect import Splice, Suspect
from explorer.files.scalars import quoted

QUOTE_IT: Final = "put the whole text in quotation marks"
COMMENT: Final = "a # after a space begins a comment: the text ends before it"

_NEVER_FIRST = "@`%,]}"
_NAMES_FIRST = {"*": "an alias", "&": "an anchor", "!": "a tag"}
_CURLY = "“”„‟«»‘’‚‹›"
_BRACKETS = {"[": "]", "{": "}"}
_KINDS_OF_BRACKETS = {"[": "a list", "{": "a mapping"}


def of_value(text: str, start: int, end: int) -> Iterator[Suspect]:
    """What may be wrong with the value between two offsets."""
    value = text[start:end]
    whole = ((start, end, quoted(value, "'")),)
    mark = value[:1]
    if mark in ('"', "'"):
        yield from _of_marks(text, start, end)
    elif mark in _BRACKETS:
        yield from _of_brackets(text, start, end)
    elif mark and mark in _NEVER_FIRST:
        yield Suspect(start, f"a text can't begin with “{mark}”: {QUOTE_IT}", whole)
    elif mark in _NAMES_FIRST:
        message = f"“{mark}” at the start of a text is read as {_NAMES_FIRST[mark]}: {QUOTE_IT}"
        yield Suspect(start, message, whole)
    elif re.match(r"[|>][ \t]*[^\s#|>+\-\d]|[|>][ \t]+[^\s#]", value):
        yield Suspect(start, f"“{mark}” at the start of a text says that it begins on the next line: {QUOTE_IT}", whole)
    elif re.match(r"[-?](?:[ \t]|$)", value):
        what = "an item of a list" if mark == "-" else "a key"
        yield Suspect(start, f"“{mark} ” at the start of a text begins {what}: {QUOTE_IT}", whole)
    else:
        yield from _of_plain(text, start, end, whole)


def _of_plain(text: str, start: int, end: int, whole: tuple[Splice, ...]) -> Iterator[Suspect]:
    """What may be wrong inside of a text without quotation marks, which may go on on further lines."""
    value = text[start:end]
    for found in re.finditer(r":(?=[ \t\r\n]|$)|(?<=[ \t])#", value):
        if found[0] == "#":
            yield Suspect(start + found.start(), f"{COMMENT}; {QUOTE_IT}", whole)
            continue
        curly = f"; {value[0]} is none for YAML" if value[0] in _CURLY else ""
        message = f"“: ” inside of a text makes it a field: {QUOTE_IT}, ' or \"{curly}"
        yield Suspect(start + found.start(), message, whole)
        break


def _of_marks(text: str, start: int, end: int) -> Iterator[Suspect]:
    """What may be wrong with a text in quotation marks."""
    mark, line_end = text[start], _line_end(text, start)
    close = _closing(text, start, end)
    if close is None or "\n" in text[start:close]:
        stop = start + len(text[start:line_end].rstrip())
        ends = text[stop - 1] == mark and stop - 1 > start
        message = f"this quotation mark {mark} opens a text that nothing closes"
        yield Suspect(start, message, ((stop, stop, mark), (start, start + 1, "")) if not ends else ())
    if close is None:
        return
    after = text[close + 1 : end]
    more = after.lstrip(" \t,")
    if more and not (after[0] in " \t" and more[0] == "#"):
        how = 'write \\" for a mark inside of it' if mark == '"' else "write '' for an apostrophe inside of it"
        message = f"the text goes on behind the {mark} that closes it: {how}, or {QUOTE_IT} of the other kind"
        inner = text[start + 1 : end].rstrip()
        inner = inner[:-1] if inner.endswith(mark) else inner
        mended = (
            (start, end, quoted(text[start:end], "'")),
            (start, end, quoted(inner, "'")),
        )
        yield Suspect(close + 1 + after.index(more), message, mended)


def _closing(text: str, start: int, end: int) -> int | None:
    """The offset of the mark that closes the text in quotation marks which begins at `start`."""
    at, mark = start + 1, text[start]
    while at < end:
        if text[at] == "\\" and mark == '"':
            at += 1
        elif text[at] == mark:
            if mark == '"' or text[at + 1 : at + 2] != "'":
                return at
            at += 1
        at += 1
    return None


def _line_end(text: str, at: int) -> int:
    found = re.compile("[\r\n]").search(text, at)
    return found.start() if found else len(text)


def _of_brackets(text: str, start: int, end: int) -> Iterator[Suspect]:
    """What may be wrong with a value that begins with a bracket."""
    bracket = text[start]
    close = _closing_bracket(text, start, end)
    what = f"“{bracket}” begins {_KINDS_OF_BRACKETS[bracket]}"
    if close is None:
        stop = start + len(text[start : _line_end(text, start)].rstrip())
        ways = (
            (stop, stop, _BRACKETS[bracket]),
            (start, stop, quoted(text[start:stop], "'")),
        )
        yield Suspect(start, f"{what}, and nothing closes it", ways)
        return
    after = text[close + 1 : end].strip()
    if after and not after.startswith("#"):
        message = f"{what}, and behind its “{_BRACKETS[bracket]}” there is more: if it is a text, {QUOTE_IT}"
        yield Suspect(start, message, ((start, end, quoted(text[start:end], "'")),))


def _closing_bracket(text: str, start: int, end: int) -> int | None:
    """The offset of the bracket that closes the one at `start`; brackets in quotation marks don't count."""
    depth, at = 0, start
    while at < end:
        if text[at] in "\"'" and text[at - 1] in " \t,[{:":
            at = _closing(text, at, end) or end
        elif text[at] in "[{":
            depth += 1
        elif text[at] in "]}":
            depth -= 1
            if not depth:
                return at
        at += 1
    return None
