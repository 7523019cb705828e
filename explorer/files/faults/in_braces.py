"""What may be wrong inside of a mapping that stands in `{ }` on one line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import zip_longest

from explorer.files.faults.suspect import Suspect, field_names, single_quoted, spliced
from explorer.files.faults.values import of_value

_FLOW_FIELD = re.compile(r"(?P<before>[{,]?)[ \t]*(?P<key>[a-z_]+)(?P<colon>:[ \t]+|:(?=[^\s,}]))")


def inside_brackets(text: str, start: int, end: int) -> Iterator[Suspect]:
    """What may be wrong with the fields of a mapping that stands in { } on one line."""
    if text[start] != "{":
        return
    found = [field for field in _FLOW_FIELD.finditer(text, start, end) if field["key"] in field_names()]
    for field, following in zip_longest(found, found[1:]):
        if field["colon"] == ":":
            message = f"a space is missing after “{field['key']}:”"
            yield Suspect(field.end(), message, (spliced(text, field.end(), field.end(), " "),))
        if not field["before"]:
            message = f"a comma is missing before “{field['key']}”"
            yield Suspect(field.start("key"), message, (spliced(text, field.start("key"), field.start("key"), ", "),))
        stop = following.start() if following else end - (text[end - 1] == "}")
        value = text[field.end() : stop].rstrip()
        if value:
            yield from _of_flow_value(text, field.end(), field.end() + len(value))


def _of_flow_value(text: str, start: int, end: int) -> Iterator[Suspect]:
    yield from of_value(text, start, end)
    value = text[start:end]
    if value[0] not in "\"'[{" and re.search(r"[\[\]{},]", value):
        at = start + next(n for n, letter in enumerate(value) if letter in "[]{},")
        message = f"inside of {{ }} a text with “{text[at]}” needs quotation marks"
        yield Suspect(at, message, (spliced(text, start, end, single_quoted(value)),))
