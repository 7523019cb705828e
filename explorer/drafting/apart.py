"""Lines of an article that are no body text: page furniture, captions and corrections, told by their form and words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from explorer.drafting.wording import Wording

_CORRECTION = re.compile(r"(?:correction|clarification|editor[’']s note|an earlier version of)\b", re.IGNORECASE)
# A credit of a photograph: names and agencies with a slash between them, in brackets at the end or alone on a line.
_CREDIT = re.compile(
    r"\([^()\n]{0,60}?\b[A-Z][\w.’' ]+/[^()\n]{2,80}\)\W*$|^(?:[A-Z][\w.’'-]+ ){1,4}/ ?[A-Z][\w.’' ]{1,40}$"
)
_LINK = re.compile(r"^(?:https?://|www\.)\S+$|^[©®]|^\W*$")
# A line of furniture has no more words than this.
_SHORT, _CAPTION = 12, 90
_SENTENCE = re.compile(r"[.!?…][”’\"')\]]*$")


class Apart:
    """What of an article is apart from its body text, as its record names it: whole lines, without blanks."""

    def __init__(self, text: str, own: Wording) -> None:
        self._own = own
        self.furniture: list[str] = []
        self.captions: list[str] = []
        self.corrections: list[str] = []
        for line in _lines(text):
            self._take(line)

    def _take(self, line: str) -> None:
        words = line.split()
        if _CORRECTION.match(line) and len(words) > 3:
            self._add(self.corrections, line)
        elif self._is_caption(line, len(words)):
            self._add(self.captions, line)
        elif len(words) <= _SHORT and self._is_furniture(line):
            self._add(self.furniture, line)

    def _is_caption(self, line: str, length: int) -> bool:
        if _CREDIT.search(line) and length <= _CAPTION:
            return True
        lower = line.lower()
        return length <= _CAPTION and lower.endswith(")") and any(sign in lower[-70:] for sign in self._own.captions)

    def _is_furniture(self, line: str) -> bool:
        if _LINK.match(line):
            return bool(line.strip("*-_=~•· "))
        bare = line.lower().strip(" :|>»-–—•*#[]").replace("’", "'")
        if bare in self._own.furniture:
            return True
        first, _, rest = bare.partition(":")
        return bool(rest) and first in self._own.furniture and not _SENTENCE.search(line)

    def _add(self, to: list[str], line: str) -> None:
        if line not in to:
            to.append(line)


def _lines(text: str) -> Iterator[str]:
    for line in text.splitlines():
        if line.strip():
            yield line.strip()
