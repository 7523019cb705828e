"""Find lines of an article that are not body text: furniture, captions and corrections, by their form and words.

Missing a line of furniture is better than taking a line of the body, so a line must be short, or begin as no sentence
of an article does.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from explorer.reading.languages.lexicon import Lexicon, lexicon_of

# At the end of a line: names and agencies with a slash between them, in brackets or not.
_NAME = r"[^\W\d_a-z][\w.’'-]*"
_CREDIT = re.compile(
    rf"\([^()\n]{{0,60}}?\b{_NAME}(?: {_NAME})*/[^()\n]{{2,80}}\)\W*$"
    rf"|^(?:{_NAME} ){{1,4}}/ ?{_NAME}(?:[ ,/]{{1,2}}{_NAME}){{0,5}}$"
    rf"|^{_NAME}(?: {_NAME}){{1,3}}/{_NAME}(?: (?:via )?{_NAME}){{0,4}}$"
)
_LINK = re.compile(r"^(?:https?://|www\.)\S+$|^\S+@\S+\.\w+$|^[©®]|^\(c\) ?\d{4}|^\W*$", re.IGNORECASE)
_COUNT = re.compile(r"^\(?\d[\d.,]*k?\)? [\w ]{3,24}$|^[\w ]{3,24} \(\d+\)$", re.IGNORECASE)
_MENU = re.compile(r"^(?:[^|•·.!?\d]{1,30}[|•·]){2,}[^|•·.!?\d]{1,30}$")
_FILE_PHOTO = re.compile(
    r"^FILE\s?[-–—:]|^In this (?:\S+ ){0,7}?(?:(?:file|undated|handout|\d{4}),? (?:photo|image|picture|photograph)\b"
    r"|(?:photo|image|picture|photograph),? (?:provided|released|taken|made|from)\b)"
)
# Headlines that a page inserted after a name, with the full name again: “Ana Ruiz *Ana Maria RuizFive things MORE*”.
_INSERTED = re.compile(
    rf"(?<![\w.’'-])(?P<last>{_NAME}(?<=[^\W\d_A-Z])) (?P<words>(?:\(?{_NAME}\)? ){{0,5}}(?P=last)(?=[^\W_a-z]|['\"“‘])"
    rf"(?:[^\n]{{10,600}}? )?MORE(?:['’]s)?)(?![\w'’-])"
)
# Maximum numbers of words of furniture (by its form, by its beginning, or a banner), of a credit and of a caption.
_SHORT, _LONG, _BANNER, _ALONE, _CAPTION, _HEAD = 12, 30, 90, 9, 90, 3
_SENTENCE = re.compile(r"[.!?…][”’\"')\]]*$")


class NonBodyLines:
    """The lines of an article that are not body text, as in its record: whole, without surrounding blanks."""

    def __init__(self, text: str, own: Lexicon) -> None:
        self._lists = tuple({id(words): words for words in (own, lexicon_of("en"))}.values())
        self.furniture: list[str] = []
        self.captions: list[str] = []
        self.corrections: list[str] = []
        for line in _lines(text):
            self._take(line)

    def _take(self, line: str) -> None:
        words, plain = len(line.split()), _plain(line)
        for match in _INSERTED.finditer(line) if "MORE" in line else ():
            self._add(self.furniture, match["words"])
        if words > _HEAD and self._is_correction(plain):
            self._add(self.corrections, line)
        elif self._is_furniture(line, plain, words):
            self._add(self.furniture, line)
        elif words <= _CAPTION and self._is_caption(line, plain):
            self._add(self.furniture if words <= _ALONE and self._is_credit(line) else self.captions, line)

    def _is_correction(self, plain: str) -> bool:
        return self._begins("corrected", plain) or any(_correction(words).match(plain) for words in self._lists)

    def _is_caption(self, line: str, plain: str) -> bool:
        if any(self._credits_in(line)) or _FILE_PHOTO.match(line) or self._begins("caption starts", plain):
            return True
        last = plain[plain.rfind("(") :] if plain.endswith(")") else ""
        return any(sign in last for words in self._lists for sign in words.captions)

    def _is_credit(self, line: str) -> bool:
        """Whether a line only credits a picture."""
        return any(match.start() == 0 for match in self._credits_in(line))

    def _credits_in(self, line: str) -> Iterator[re.Match[str]]:
        """The picture credits in a line."""
        patterns = [pattern for words in self._lists for pattern in _credits(words)]
        # Every credit of the general form has a slash.
        matches = (pattern.search(line) for pattern in ((_CREDIT, *patterns) if "/" in line else patterns))
        return filter(None, matches)

    def _is_furniture(self, line: str, plain: str, length: int) -> bool:
        if length <= _BANNER and self._begins("banners", plain) and self._is_banner(plain):
            return True
        if length <= _LONG and (self._begins("furniture starts", plain) or self._ends(plain)):
            return True
        if length > _SHORT:
            return False
        if _LINK.match(line):
            return bool(line.strip("*-_=~•· "))
        bare = plain.strip(" :|>»›-–—•*#[]()+")
        if any(bare in words.furniture for words in self._lists) or (_MENU.match(line) and not _SENTENCE.search(line)):
            return True
        if self._is_count(plain) or self._is_share(bare):
            return True
        first, _, rest = bare.partition(":")
        return (
            bool(rest) and any(first.strip() in words.furniture for words in self._lists) and not _SENTENCE.search(line)
        )

    def _begins(self, section: str, plain: str) -> bool:
        return any(_starts(words, section).match(plain) for words in self._lists)

    def _is_banner(self, plain: str) -> bool:
        return any(word in plain for words in self._lists for word in words.banner_words)

    def _ends(self, plain: str) -> bool:
        bare = plain.rstrip(" .")
        return any(bare.endswith(tuple(words.furniture_ends)) for words in self._lists if words.furniture_ends)

    def _is_count(self, plain: str) -> bool:
        """Whether a line is only a count: “12 comments”, “5 min read”."""
        if not _COUNT.match(plain):
            return False
        words = " ".join(re.findall(r"[^\W\d]+", plain))
        return any(words in lexicon.counted for lexicon in self._lists)

    def _is_share(self, bare: str) -> bool:
        """Whether a line only lists where to share: “Facebook Twitter Email”."""
        words = re.findall(r"\w+", bare)
        return len(words) > 1 and any(lexicon.sharing.issuperset(words) for lexicon in self._lists)

    def _add(self, to: list[str], line: str) -> None:
        if line not in to:
            to.append(line)


def _lines(text: str) -> Iterator[str]:
    for line in text.splitlines():
        if line.strip():
            yield line.strip()


def _plain(line: str) -> str:
    return " ".join(line.lower().replace("’", "'").split())


@cache
def _starts(words: Lexicon, section: str) -> re.Pattern[str]:
    """Match the phrases of a section at the start of a line."""
    phrases = {
        "corrected": words.corrected,
        "caption starts": words.caption_starts,
        "banners": words.banners,
        "furniture starts": words.furniture_starts,
    }[section]
    return re.compile(rf"[^\w“”\"‘«„(]*(?:{_any(phrases)})")


@cache
def _correction(words: Lexicon) -> re.Pattern[str]:
    """The head of a correction: “Correction:”, “Clarification (March 3):”; not “Corrections officers said”."""
    return re.compile(rf"\W*(?:{_any(words.corrections)})\s*(?:\([^)]*\)|, [\w. ]+\d)?\s*[:—–]")


@cache
def _credits(words: Lexicon) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """A picture credit, as a line or at its end: “Photo: Ana Ruiz”, “Photograph by Ana Ruiz for The Daily”."""
    lead = rf"(?:{_any(words.credits)})(?:\s?:\s?|\.\.\.|, )|(?:{_any(words.credits_by)})(?:\s?:)? "
    more = rf"(?:[ ,/|]{{1,3}}(?:(?:for|via|the|de|du|la) )?{_NAME}|/\w+){{0,7}}"
    credit = rf"(?i:{lead}){_NAME}{more}\)?\.?$"
    # The second begins with a mark, so that it is found fast.
    return re.compile(f"^{credit}"), re.compile(rf"[.)”\"(](?:(?<!\() |(?<=\()){credit}")


def _any(phrases: Iterable[str]) -> str:
    return "|".join(re.escape(phrase) for phrase in sorted(phrases, key=len, reverse=True)) or "(?!)"
