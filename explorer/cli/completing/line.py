"""Split a shell's command line into words, as a program would receive them; and escape a word for bash."""

from __future__ import annotations

import re
from collections.abc import Iterator

_MARKS = "\"'"
# The characters that a backslash escapes within double quotation marks; before others it is literal there.
_ESCAPED = '"\\$`\n'
_SAFE = re.compile(r"[\w@%+=:,./-]", re.ASCII)
# Words before the program's name: variable assignments, and programs that run it.
_BEFORE = re.compile(r"\w+=.*|command|env|exec|nohup|sudo|time|-.*", re.DOTALL)


class Word:
    """A word of a line: its `text` without shell quoting, and as typed (`raw`).

    `mark` is the quotation mark still open at its end, if any. `is_target` means that a < or > precedes it.
    """

    def __init__(self, *, is_target: bool = False) -> None:
        self.text = self.raw = self.mark = ""
        self.is_target = is_target

    def add(self, raw: str, text: str) -> None:
        self.raw += raw
        self.text += text


def words_of(line: str) -> list[Word]:
    """The words after the program's name. The last one is being typed; it may be empty.

    Nothing is expanded, so no part of the line is run.
    """
    words = list(_words(line))
    while len(words) > 1 and _BEFORE.fullmatch(words[0].text):
        words.pop(0)
    return words[1:] or [Word()]


def _words(line: str) -> Iterator[Word]:
    word, at = Word(), 0
    while at < len(line):
        sign = line[at]
        size = 2 if sign == "\\" and word.mark != "'" else 1
        taken = line[at : at + size]
        at += size
        if word.mark:
            _quoted(word, taken)
        elif sign in _MARKS:
            word.mark = sign
            word.add(sign, "")
        elif sign.isspace() or sign in "<>":
            if word.raw and not (sign in "<>" and word.raw.isdigit()):
                yield word
            word = Word(is_target=sign in "<>" or (word.is_target and not word.raw))
        else:
            word.add(taken, taken[-1] if size == 2 else sign)
    yield word


def _quoted(word: Word, taken: str) -> None:
    """Add quoted text, or process the closing quotation mark."""
    if taken == word.mark:
        word.mark = ""
        word.add(taken, "")
    elif len(taken) == 2 and taken[1] in _ESCAPED:
        word.add(taken, taken[1])
    else:
        word.add(taken, taken)


def for_bash(text: str, typed: Word, part: str) -> str:
    """The text that bash must put in place of `part`, the end of the typed word, to turn that word into `text`.

    Bash inserts it verbatim, so special characters are escaped, in the way that the open quotation mark requires.
    """
    start = _start(typed.raw, part)
    if text.startswith(typed.text):
        return typed.raw[start:] + _escaped(text[len(typed.text) :], typed.mark)
    # Replace what was typed, except what comes before the place where bash starts.
    kept = words_of(f"explorer {typed.raw[:start]}")[-1]
    return _escaped(text.removeprefix(kept.text), typed.mark)


def _start(raw: str, part: str) -> int:
    """The offset in the raw word of the part that bash replaces: it splits words at a colon, for example."""
    if part in ("", ":", "=") or set(part) == {":"}:
        return len(raw)
    # The part may continue after the cursor.
    size = next((size for size in range(len(part), 0, -1) if raw.endswith(part[:size])), 0)
    start = len(raw) - size if size else 0
    return start + 1 if raw[start : start + 1] in _MARKS and raw[start : start + 1] else start


def _escaped(text: str, mark: str) -> str:
    if mark == "'":
        return text.replace("'", "'\\''")
    if mark == '"':
        return re.sub(r'["\\$`]', r"\\\g<0>", text)
    return "".join(sign if _SAFE.match(sign) else f"\\{sign}" for sign in text)
