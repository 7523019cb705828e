"""Why a text is no YAML, in plain words and at the place where it went wrong, not where the parser gave up.

For each line `suspects` says what may be wrong with it, of what people write that is no YAML, and how it would be put
right. A suspicion alone says nothing: with the right one mended, the parser gets further.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import zip_longest
from typing import Final, NamedTuple

from explorer.files.faults.suspect import Splice, Suspect, SyntaxFault, field_names, spliced
from explorer.files.faults.values import QUOTE_IT, of_value
from explorer.files.lines import Lines
from explorer.files.scalars import quoted

_FLOW_FIELD = re.compile(r"(?P<before>[{,]?)[ \t]*(?P<key>[a-z_]+)(?P<colon>:[ \t]+|:(?=[^\s,}]))")


def inside_brackets(text: str, start: int, end: int) -> Iterator[Suspect]:
    """What may be wrong with the fields of a mapping that stands in { } on one line."""
    if text[start] != "{":
        return
    found = [field for field in _FLOW_FIELD.finditer(text, start, end) if field["key"] in field_names()]
    for field, following in zip_longest(found, found[1:]):
        if field["colon"] == ":":
            message = f"a space is missing after “{field['key']}:”"
            yield Suspect(field.end(), message, ((field.end(), field.end(), " "),))
        if not field["before"]:
            message = f"a comma is missing before “{field['key']}”"
            yield Suspect(field.start("key"), message, ((field.start("key"), field.start("key"), ", "),))
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
        yield Suspect(at, message, ((start, end, quoted(value, "'")),))


_LINE = re.compile(r"(?P<indent>[ \t]*)(?P<dashes>(?:-[ \t]+)*)(?P<rest>.*)", re.DOTALL)
_BLOCK = re.compile(r"[|>][-+\d]*")
_RECORD = re.compile(r"\{?[ \t]*id[ \t]*:")
_FIELD = re.compile(r"(?P<key>[\w-]+|\"[^\"]*\"|'[^']*')[ \t]*:(?:[ \t]+(?P<value>.*)|[ \t]*$)", re.DOTALL)

TAB: Final = "a tab indents this line; YAML takes only spaces there"


class _Line(NamedTuple):
    """A line taken apart. `field` and `value` are the offsets of where these begin, if the line has them."""

    start: int
    text: str
    indent: str
    inside: int
    rest: str
    key: str | None
    value: str
    value_at: int

    @property
    def first(self) -> int:
        """The offset of the first character that counts: behind the indentation and any “- ”."""
        return self.start + self.inside

    @property
    def is_item(self) -> bool:
        return self.inside > len(self.indent)


def suspects(text: str, last: int) -> Iterator[Suspect]:
    """What may be wrong with a text, from its first line to line `last`, in this order."""
    lines = [_taken_apart(lines, n) for lines in [Lines(text)] for n in range(1, len(lines.starts) + 1)]
    for n, line in enumerate(lines[:last]):
        if not line.rest.strip() or line.rest.startswith("#"):
            continue
        yield from _of_indentation(text, lines, n)
        yield from _of_lists(lines, n)
        yield from _of_colon(line)
        if line.key is not None and line.value and not _BLOCK.fullmatch(line.value):
            yield from of_value(text, line.value_at, _extent(lines, n))
        if line.rest[0] in "[{":
            yield from inside_brackets(text, line.first, _end(line))
            yield from of_value(text, line.first, line.start + len(line.text))
        elif line.key is None and line.is_item:
            yield from of_value(text, line.first, _extent(lines, n))
        if line.value.startswith("{"):
            yield from inside_brackets(text, line.value_at, _end(line))


def _taken_apart(lines: Lines, number: int) -> _Line:
    text, start = lines.line(number), lines.start(number)
    found = _LINE.fullmatch(text)
    assert found
    rest, inside = found["rest"], found.start("rest")
    field = _FIELD.fullmatch(rest)
    value = (field["value"] or "").rstrip() if field else ""
    at = start + inside + (field.start("value") if field and field["value"] else len(rest))
    key = field["key"].strip("\"'") if field else None
    return _Line(start, text, found["indent"], inside, rest, key, value, at)


def _extent(lines: list[_Line], n: int) -> int:
    """The offset at which the value that begins on a line ends: that line, and those indented more than its field."""
    end, line = lines[n].start + len(lines[n].text.rstrip()), lines[n]
    for below in lines[n + 1 :]:
        if not below.rest.strip():
            continue
        if len(below.indent) <= line.inside and not (line.key is None and len(below.indent) > len(line.indent)):
            break
        if below.is_item or below.key in field_names():
            break
        end = below.start + len(below.text.rstrip())
    return end


# The ways to be wrong


def _of_indentation(text: str, lines: list[_Line], n: int) -> Iterator[Suspect]:
    line = lines[n]
    above = [other for other in lines[:n] if other.rest.strip() and not other.rest.startswith("#")]
    end = line.start + len(line.indent)
    depths = _depths(line, above)
    if "\t" in line.indent:
        widths = [*depths, *(len(line.indent.expandtabs(size)) for size in (2, 4, 8))]
        mended = tuple((line.start, end, " " * width) for width in widths)
        yield Suspect(line.start + line.indent.index("\t"), TAB, mended)
    elif line.key in field_names() or line.is_item:
        what, beside = (f"“{line.key}”", "fields") if not line.is_item else ("this item", "items")
        for depth in depths:
            if depth != len(line.indent):
                message = f"{what} begins in column {len(line.indent) + 1}, the {beside} above in column {depth + 1}"
                yield Suspect(end, message, ((line.start, end, " " * depth),))
    header = _block_header(above)
    if header and line.key not in field_names():
        yield from _of_block(text, lines, n, above[above.index(header) :])


def _of_block(text: str, lines: list[_Line], n: int, block: list[_Line]) -> Iterator[Suspect]:
    """What may be wrong with a line of a text that begins below its `|` or `>`."""
    header, end = block[0], lines[n].start + len(lines[n].indent)
    if len(block) > 1 and len(lines[n].indent) < len(block[1].indent):
        message = f"the text of “{header.key}” must be indented as its first line is, by {len(block[1].indent)}"
        yield Suspect(end, message, ((lines[n].start, end, block[1].indent),))
    elif len(block) == 1 and len(lines[n].indent) <= header.inside:
        message = f"the text of “{header.key}” must be indented more than “{header.key}” itself"
        yield Suspect(end, message, (_deeper(text, lines, n),))


def _depths(line: _Line, above: list[_Line]) -> list[int]:
    """The indentations that a line may be meant to have, the nearest above it first."""
    items = [other for other in above if other.is_item]
    records = [other for other in items if other is items[0] or _RECORD.match(other.rest)]
    if not line.is_item:
        found = [other.inside for other in above if other.key in field_names()]
    elif _RECORD.match(line.rest):
        found = [len(other.indent) for other in records]
    else:
        found = [len(other.indent) for other in items if other not in records]
    return list(dict.fromkeys(reversed(found)))


def _block_header(above: list[_Line]) -> _Line | None:
    """The line with the `|` or `>` whose text goes on up to here."""
    for n in range(len(above) - 1, -1, -1):
        if _BLOCK.fullmatch(above[n].value):
            return above[n]
        if above[n].key in field_names():
            return None
    return None


def _deeper(text: str, lines: list[_Line], n: int) -> Splice:
    """A line and those below it indented more, up to the next field."""
    end = next((line.start for line in lines[n:] if line.key in field_names()), len(text))
    start = lines[n].start
    return start, end, re.sub("^", "    ", text[start:end], flags=re.MULTILINE)


def _of_colon(line: _Line) -> Iterator[Suspect]:
    rest, first = line.rest, line.first
    dash = re.match(r"-(?=[\w\"'{])", rest)
    if dash:
        message = "a space is missing after the “-” that begins an item"
        yield Suspect(first, message, ((first + 1, first + 1, " "),))
    if line.key is not None:
        return
    close = re.match(r"-?([a-z_]+):(?=\S)", rest)
    if close and close[1] in field_names():
        at = first + close.end()
        yield Suspect(at, f"a space is missing after “{close[1]}:”", ((at, at, " "),))
    word = re.match(r"([A-Za-z_]+)[ \t]*(=?)[ \t]*", rest)
    if not word or ":" in rest.split(" ", 1)[0]:
        return
    name, end = word[1], first + word.end()
    mended = ((first + word.end(1), end, ": "), (first + word.end(1), _end(line), ":"))
    if word[2]:
        yield Suspect(first + word.start(2), f"after “{name}” there must be “:”, not “=”", mended)
    elif name in field_names():
        yield Suspect(first + word.end(1), f"the “:” after “{name}” is missing", mended)
    elif word.end(1) == len(rest.rstrip()):
        yield Suspect(first, f"“{name}” is not finished: it has no “:” and no value", mended)


def _end(line: _Line) -> int:
    return line.start + len(line.text.rstrip())


def _of_lists(lines: list[_Line], n: int) -> Iterator[Suspect]:
    """What may be wrong with an item of a list: the field has a value besides, or the item lacks its “- ”."""
    line = lines[n]
    above = next((other for other in reversed(lines[:n]) if other.rest.strip()), None)
    if above is None:
        return
    if line.is_item and above.key and above.value:
        message = f"an item of a list, but “{above.key}” has a value on its own line: give it one or the other"
        yield Suspect(line.start + len(line.indent), message, ((above.value_at, _end(above), ""),))
    if not line.is_item and line.key is None and above.is_item and above.key is None:
        message = "each item of this list begins with “- ”, and this one does not"
        yield Suspect(line.first, message, ((line.start, line.first, f"{above.indent}- "),))


# In code points. Suspicions are put to the test by reading the text again, which takes too long for a longer one.
_LONGEST = 100_000
# How many of them are put to the test.
_MOST = 60

# The parser's own words → plain ones, for what no suspicion explains. Those that are marked say it of where it began.
_PLAIN: Final = {
    "found unexpected end of stream": "this text in quotation marks never ends: a mark is missing",
    "did not find expected ',' or ']'": "in this list a “,” or the closing “]” is missing",
    "did not find expected ',' or '}'": "in this mapping a “,” or the closing “}” is missing",
    "found undefined alias": f"“*” at the start of a text is read as an alias, and nothing has its name: {QUOTE_IT}",
    "but found another document": "a second document begins here, and a file is one: delete this line",
    "exceeded maximum nesting depth": "nested too deeply",
    "found duplicate anchor": "this name (after “&”) is given twice",
    "mapping values are not allowed in this context": "a “:” where no field can be",
    "did not find expected key": "this does not belong to what is above it: check the indentation, and quotation marks",
    "did not find expected '-' indicator": "this is no item of the list above it: check the indentation",
    "could not find expected ':'": "this line has no “:”, so it is no field",
    "found character that cannot start any token": f"a text can't begin with this character: {QUOTE_IT}",
    "block sequence entries are not allowed in this context": f"no item can be here; if it is a text, {QUOTE_IT}",
    "did not find expected node content": f"a value can't begin like this; if it is a text, {QUOTE_IT}",
    "did not find expected comment or line break": "behind “|” or “>” the text begins on the next line",
    "did not find expected alphabetic or numeric character": "“*” and “&” need a name right behind them",
    "did not find expected <document start>": "this does not belong to what is above it: check the indentation",
}
_NO_YAML: Final = "here it stops being YAML: check quotation marks, brackets and the indentation"
_ESCAPES: Final = (
    "in \" \" a backslash begins an escape, and this is none: write \\\\ for a backslash, or use ' ' as quotation marks"
)
_UNFINISHED: Final = "a merge is not finished: keep one version, and delete the lines of <<<<<<<, ======= and >>>>>>>"
_MERGE = re.compile(r"^<{7}(?: |\r?$)", re.MULTILINE)
_IN_ESCAPE = re.compile("escape|hexdecimal|Unicode character")
_BEGAN = (
    "found unexpected end of stream",
    "did not find expected ',' or ']'",
    "did not find expected ',' or '}'",
    "could not find expected ':'",
)


def explained(
    text: str, fault: SyntaxFault, test: Callable[[str], SyntaxFault | None], *, quickly: bool = False
) -> tuple[int, int, str]:
    """The line, the column and the words for a fault. `test` reads a text and returns its first fault.

    When it has to be done `quickly`, nothing is put to the test.
    """
    lines = Lines(text)
    if _IN_ESCAPE.search(fault.problem):
        return fault.line, fault.column, _ESCAPES
    merge = _MERGE.search(text)
    if merge and lines.place(merge.start())[0] <= fault.line:
        return *lines.place(merge.start()), _UNFINISHED
    if "tab character" in fault.problem:
        indented = lines.line(fault.line).partition("\t")[0]
        return fault.line, len(indented) + 1, TAB
    if len(text) <= _LONGEST and not quickly:
        for n, suspect in enumerate(suspects(text, fault.line)):
            if n == _MOST:
                break
            if any(_gets_further(text, spliced(text, *mended), fault, test) for mended in suspect.mended):
                return *lines.place(suspect.at), suspect.message
    if fault.problem == "control characters are not allowed":
        letter = text[lines.offset(fault.line, fault.column)]
        message = f"U+{ord(letter):04X} is a control character, which no text may have: delete it"
        return fault.line, fault.column, message
    message = next((plain for problem, plain in _PLAIN.items() if problem in fault.problem), _NO_YAML)
    line, column = fault.began if fault.began and fault.problem in _BEGAN else (fault.line, fault.column)
    return *_inside(lines, line, column), message


def _gets_further(text: str, mended: str, fault: SyntaxFault, test: Callable[[str], SyntaxFault | None]) -> bool:
    """Whether the text has no fault with one thing mended, or only one further down."""
    left = test(mended)
    if left is None:
        return True
    longer = len(mended) - len(text) if left.line == fault.line else 0
    return (left.line, left.column) > (fault.line, fault.column + max(0, longer))


def _inside(lines: Lines, line: int, column: int) -> tuple[int, int]:
    """A place in the text; one at its end is right behind the last character, not on a line that is not there."""
    last = (
        max((n for n in range(1, line + 1) if lines.line(n).strip()), default=1) if line >= len(lines.starts) else line
    )
    return (line, column) if line == last else (last, len(lines.line(last).rstrip()) + 1)
