"""Tokenise a text into words and marks, for finding attributions; each quoted passage is one token."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache

import msgspec

from explorer.reading.languages.wording import Wording
from explorer.reading.text.passages import Passage

TITLE = re.compile(
    r"(?:Mrs?|Ms|Mx|Dr|Sen|Rep|Gov|Gen|Lt|Col|Capt|Sgt|Maj|Prof|Rev|Hon|Adm|St|Jr|Sr|Mme|Mlle|Hr|Fr|Sra|Sr)\b\.?"
)
# Abbreviations in names of companies and places, and before numbers, after which no sentence can end.
_SHORTENED = (
    r"\b(?:Inc|Cos?|Corp|Ltd|Bros|Ala|Ariz|Ark|Calif|Colo|Conn|Del|Fla|Ga|Ill|Ind|Kan|Ky|La|Mass|Md|Mich|Minn|Miss|Mo"
    r"|Mont|Neb|Nev|Okla|Ore|Pa|Tenn|Tex|Va|Vt|Wash|Wis|Wyo)\.(?:[’']s|(?=,|;|\s[a-z$\d(]))"
    r"|\b(?:Jan|Feb|Aug|Sept|Oct|Nov|Dec|No)\.(?=\s\d)"
)
# Initials (also `U.S.`), abbreviated titles, numbers, words with hyphens or apostrophes inside (also `China-U.S.`), and
# single marks.
# The first alternative is a plain word, as most are, with none of the other forms after it: no other alternative could
# match more. Each match includes the space after it, where no token begins.
_TOKEN = re.compile(
    rf"([^\W\d_]\w*+(?=[ ,])|{_SHORTENED}|\b[DRI]-\w+\.(?:\w\.)*|(?:\b[^\W\d_]\.)+|\b{TITLE.pattern}|\d+(?:[.,]\d+)+\w*"
    r"|\w+(?:[’'-](?:(?:[^\W\d_]\.){2,}|\w+))*(?:(?<=s)[’'](?=\s\w))?|[^\w\s])\s*+"
)
# These would be pronouns in small letters: “the US said”.
_LETTERS = {"US": "u.s.", "WHO": "w.h.o."}
QUOTED = "“”"
_APOSTROPHES = "'’"
# An elision never precedes words that begin with one of these: “l’eau”, “l’homme”.
_CONSONANTS = "bcdfgjklmnpqrstvwxz"
# The maximum number of distinct token texts to keep with their traits.
_KEPT = 32_768
_QUOTED = re.compile('“[^”]*”?|„[^“”]*[“”]?|«[^»]*»?|"[^"]*"?|「[^」]*」?')


class Token(msgspec.Struct, frozen=True, gc=False):
    """A token with its place. `word` is in lower case, with straight apostrophes; a quoted passage is `QUOTED`.

    `is_possessive`: it has a possessive ending of its language: “Ruiz's”.
    """

    text: str
    word: str
    start: int
    end: int
    is_word: bool
    is_capital: bool
    is_possessive: bool = False

    @classmethod
    def of(cls, text: str, word: str, start: int, end: int) -> Token:
        return cls(text, word, start, end, *_traits(text, word))

    @property
    def at(self) -> Passage:
        return Passage(self.start, self.end)

    @property
    def owner(self) -> Token:
        """The token without its final apostrophe or possessive ending: “Ruiz” for “Ruiz's”."""
        if not self.is_possessive and self.text[-1] not in _APOSTROPHES:
            return self
        return _cut(self, 0, max(map(self.text.rfind, _APOSTROPHES)))


def _traits(text: str, word: str) -> tuple[bool, bool]:
    """Whether a token is a word, and whether it has a capital: “Holt, Brace & Co.” is all words. It may be “’s”."""
    return word[:1].isalnum() or word == "&", text[:1].isupper() or text == "&"


def lowered(text: str) -> str:
    """The `word` of a token with this text."""
    return _LETTERS.get(text) or text.lower().replace("’", "'")


class _Forms(dict[str, tuple[str, bool, bool, bool]]):
    """The traits that all tokens with a text share, in a language with these possessives: most texts recur."""

    def __init__(self, possessives: tuple[str, ...]) -> None:
        self._possessives = possessives

    def __missing__(self, text: str) -> tuple[str, bool, bool, bool]:
        if len(self) >= _KEPT:
            self.clear()
        word = lowered(text)
        form = self[text] = (word, *_traits(text, word), word.endswith(self._possessives))
        return form


_forms_of = cache(_Forms)


def tokens(
    text: str, wording: Wording, start: int = 0, end: int | None = None, quoted: Iterable[Passage] | None = None
) -> list[Token]:
    """The tokens between two offsets of a text. `quoted` is its quoted passages with marks; by default, find them.

    Elided words and enclitics in French are separate tokens: l’avocat, dit-il, a-t-elle.
    """
    end = len(text) if end is None else end
    if quoted is None:
        quoted = (Passage(*match.span()) for match in _QUOTED.finditer(text, start, end))
    words: list[Token] = []
    for span in quoted:
        if span.start >= end or span.end <= start:
            continue
        words += _plain(text, start, max(start, span.start), wording)
        words.append(Token.of(text[span.start : span.end], QUOTED, span.start, span.end))
        start = span.end
    words += _plain(text, start, max(start, end), wording)
    if wording.elisions or wording.enclitics:
        last = (None, *words)
        return [part for n, token in enumerate(words) for part in _parts(token, last[n], wording)]
    return words


def _parts(token: Token, last: Token | None, wording: Wording) -> Sequence[Token]:
    word, size = token.word, len(token.word)
    if "'" not in word and "-" not in word:
        return (token,)
    before, _, behind = word.partition("'")
    if behind and before in wording.elisions and not _is_in_name(token, last, behind):
        rest = _cut(token, len(before) + 1, size)
        return (_cut(token, 0, len(before)), *_parts(rest, None, wording))
    verb, _, behind = word.partition("-")
    pronoun = behind.rpartition("-")[2]
    if behind and pronoun in wording.enclitics:
        return _cut(token, 0, len(verb)), _cut(token, size - len(pronoun), size)
    return (token,)


def _is_in_name(token: Token, last: Token | None, behind: str) -> bool:
    """Whether an apparent elision is part of a name: “*M’bala* said”, “Farid *M’hamdi*”; not “*L’avocat* said”."""
    is_behind_name = last is not None and last.is_word and last.is_capital
    is_small = token.text[-len(behind)].islower()
    return token.is_capital and is_small and (is_behind_name or behind[0] in _CONSONANTS)


def _cut(token: Token, start: int, end: int) -> Token:
    return Token.of(token.text[start:end], token.word[start:end], token.start + start, token.start + end)


def _plain(text: str, start: int, end: int, wording: Wording) -> list[Token]:
    words, forms = [], _forms_of(wording.possessives)
    for own in _TOKEN.findall(text, start, end):
        start = text.index(own, start)
        word, is_word, is_capital, is_possessive = forms[own]
        words.append(Token(own, word, start, start := start + len(own), is_word, is_capital, is_possessive))
    return words
