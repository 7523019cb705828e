"""Dialogue by dashes: “— Je ne sais pas, dit-il.”, “—No lo sé —dijo—. Quizá.”, “– Nie wiem – powiedział. – Może.”"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from explorer.checking.passages import Passage
from explorer.checking.quotation.inquits import inquits_in, says
from explorer.checking.quotation.spans import QuotedSpan, trimmed, without

# A dash that begins a paragraph. A hyphen is one only before a space, and where words of saying tell that it is.
_BEGINS = re.compile(r"(?:--|[—―–‒-])(?P<space>\s*)(?=[^\s—–-])")
DASHES = ("—", "―", "–", "‒", "-", "--")
_STRONG = "—―"
_SENTENCE = re.compile(r"[.?!…:。？！][)\]”»\"'’]*$")
# Inside of speech: a dash between spaces; or, as in Spanish, one that sticks to the words that it opens or closes.
_SPACED = re.compile(r"\s(?:--|[—―–‒-])\s")
_STICKS = re.compile(r"\s[—–-](?=\w)")
_CLOSES = re.compile(r"(?<=\S)[—–-](?=[\s.,;:!?…]|$)")
_NOBODY = re.compile(
    r"\W*(?:with |additional )?(?:reporting|edited|editing|written|contributed|translated)\b", re.IGNORECASE
)
_QUESTION = re.compile(r"[?？]")


def dialogue(text: str, units: Sequence[Passage], stated: Sequence[str] = ()) -> Iterator[tuple[int, QuotedSpan]]:
    """The speech after dashes, each with the number of its unit. `stated` has dashes that open speech for certain."""
    begun = {n: found for n, unit in enumerate(units) if (found := _BEGINS.match(text, unit.start, unit.end))}
    if not begun:
        return
    lines = {n: _Line(text, units[n], found) for n, found in begun.items()}
    for n, line in lines.items():
        if line.parts and (line.dash in stated or _is_speech(line, n, lines, text, units)):
            yield n, line.span


class _Line:
    """A unit that begins with a dash, read as if it were speech."""

    def __init__(self, text: str, unit: Passage, begins: re.Match[str]) -> None:
        self.text = text
        self.start, self.end = begins.end(), unit.end
        self.dash = begins[0].strip()
        self._sticks = not begins["space"]
        self.said = list(self._inserted())
        pieces = without(Passage(self.start, self.end), self.said)
        self.parts = tuple(part for piece in pieces if (part := _without_dashes(text, piece)))

    @property
    def words(self) -> str:
        return self.text[self.start : self.end]

    @property
    def is_sentence(self) -> bool:
        """Whether the words may be a sentence of speech: nobody's signature, and no item of a list."""
        begins = self.words.lstrip("“«\"'‘„([¿¡…*_")[:1]
        return bool(_SENTENCE.search(self.words)) and not begins.islower() and not _NOBODY.match(self.words)

    @property
    def span(self) -> QuotedSpan:
        inserted = tuple(_without_dashes(self.text, piece) or piece for piece in self.said)
        ends = (self.parts[0].start,), self.parts[-1].end
        return QuotedSpan(*ends, kind="dash", parts=self.parts, inserted=inserted)

    def _inserted(self) -> Iterator[Passage]:
        """Where the author says who speaks: between dashes, or after a comma."""
        between = list(self._between_dashes())
        if between:
            yield from between
        else:
            yield from inquits_in(self.text, self.start, self.end, subject_first=True)

    def _between_dashes(self) -> Iterator[Passage]:
        at = self.start
        opening, closing = (_STICKS, _CLOSES) if self._sticks else (_SPACED, _SPACED)
        while found := opening.search(self.text, at, self.end):
            stop = closing.search(self.text, found.end(), self.end)
            end = stop.end() if stop else self.end
            if self._is_inserted(found, stop):
                yield Passage(found.start(), end)
                at = end
                if not stop:
                    return
            else:
                at = found.end()

    def _is_inserted(self, opens: re.Match[str], closes: re.Match[str] | None) -> bool:
        """Whether what follows a dash is the author's: with a verb of saying, or a comma before and a stop after it."""
        first = self.text[opens.end() : opens.end() + 1]
        if says(self.text, opens.end(), closes.start() if closes else self.end):
            return True
        before = self.text[opens.start() - 1]
        after = self.text[closes.start() - 1 : closes.end() + 1] if closes else ""
        return (
            bool(closes)
            and first.islower()
            and (before in ",?!…" or self._sticks)
            and any(mark in ".,;" for mark in after)
        )


def _is_speech(line: _Line, n: int, lines: dict[int, _Line], text: str, units: Sequence[Passage]) -> bool:
    if line.said and line.is_sentence:
        return True
    if not line.is_sentence or (line.dash == "-" and line.words[:1] == line.text[line.start - 1 : line.start]):
        return False
    alike = [other for other in lines.values() if other.dash == line.dash and other.is_sentence]
    told = any(other.said for other in alike)
    if told:
        return True
    if line.dash == "-" or len(alike) < _FEW:
        introduced = n > 0 and text[units[n - 1].start : units[n - 1].end].endswith((":", "："))
        return line.dash in _STRONG and introduced
    return line.dash in _STRONG or any(_QUESTION.search(other.words) for other in alike)


# So many lines of speech are a dialogue also when nobody is said to say them.
_FEW = 2


def _without_dashes(text: str, piece: Passage) -> Passage | None:
    """A passage without dashes and white space at its ends; None when nothing is left."""
    start, end = piece.start, piece.end
    while start < end and (text[start].isspace() or text[start] in "—―–‒-.,;:"):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in "—―–‒-"):
        end -= 1
    start, end = trimmed(text, start, end)
    return Passage(start, end) if any(character.isalnum() for character in text[start:end]) else None
