"""A line as it stands in a shell → its words, as a program would get them; and a word as bash has to be given it."""

from __future__ import annotations

import re
from collections.abc import Iterator

_MARKS = "\"'"
# What a backslash takes its meaning from between double quotation marks; elsewhere there it is itself.
_ESCAPED = '"\\$`\n'
_SAFE = re.compile(r"[\w@%+=:,./-]", re.ASCII)
# Words before the name of the program: what is set for it, and programs that run it.
_BEFORE = re.compile(r"\w+=.*|command|env|exec|nohup|sudo|time|-.*", re.DOTALL)


class Word:
    """A word of a line: its `text` without the marks of the shell, and as it stands there (`raw`).

    `mark` is the quotation mark that is still open at its end, or nothing. `is_target` says that a < or > is before it.
    """

    def __init__(self, *, is_target: bool = False) -> None:
        self.text = self.raw = self.mark = ""
        self.is_target = is_target

    def add(self, raw: str, text: str) -> None:
        self.raw += raw
        self.text += text


def words_of(line: str) -> list[Word]:
    """The words after the program's name. The last is the one that is being typed; it may be empty.

    Nothing is expanded, so nothing of the line is run.
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
    """Add what stands between quotation marks, or the mark that closes them."""
    if taken == word.mark:
        word.mark = ""
        word.add(taken, "")
    elif len(taken) == 2 and taken[1] in _ESCAPED:
        word.add(taken, taken[1])
    else:
        word.add(taken, taken)


def for_bash(text: str, typed: Word, part: str) -> str:
    """What bash has to put in place of `part`, the end of the word that was typed, to make that word `text`.

    Bash takes what it is given as it is, so all that its grammar would obey is escaped, in the way of the quotation
    mark that is open.
    """
    start = _start(typed.raw, part)
    if text.startswith(typed.text):
        return typed.raw[start:] + _escaped(text[len(typed.text) :], typed.mark)
    # What was typed goes; before the place where bash starts it has to stay.
    kept = words_of(f"explorer {typed.raw[:start]}")[-1]
    return _escaped(text.removeprefix(kept.text), typed.mark)


def _start(raw: str, part: str) -> int:
    """Where in the raw word its end begins that bash replaces: it breaks words at some signs, such as a colon."""
    if part in ("", ":", "=") or set(part) == {":"}:
        return len(raw)
    # The part goes on behind the place where the word is typed.
    size = next((size for size in range(len(part), 0, -1) if raw.endswith(part[:size])), 0)
    start = len(raw) - size if size else 0
    return start + 1 if raw[start : start + 1] in _MARKS and raw[start : start + 1] else start


def _escaped(text: str, mark: str) -> str:
    if mark == "'":
        return text.replace("'", "'\\''")
    if mark == '"':
        return re.sub(r'["\\$`]', r"\\\g<0>", text)
    return "".join(sign if _SAFE.match(sign) else f"\\{sign}" for sign in text)
