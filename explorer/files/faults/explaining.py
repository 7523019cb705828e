"""Why a text is no YAML, in plain words and at the place where it went wrong, not where the parser gave up."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from explorer.files.faults.suspects import TAB, suspects
from explorer.files.faults.syntax_fault import SyntaxFault
from explorer.files.faults.values import QUOTE_IT
from explorer.files.lines import Lines

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
            if any(_gets_further(text, mended, fault, test) for mended in suspect.mended):
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
