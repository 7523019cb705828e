"""Detect dialogue by dashes: “— Je sais, dit-il.”, “—No lo sé —dijo—. Quizá.”, “– Nie wiem – powiedział. – Może.”"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from explorer.reading.quotation.asides import asides, may_have_incises, without_dashes
from explorer.reading.quotation.inquits import inquits_in, says
from explorer.reading.quotation.label_names import any_of
from explorer.reading.quotation.spans import QuotedSpan, without
from explorer.reading.text.passages import Passage

# A dash that begins a paragraph. A hyphen counts only before a space, and with a reporting clause.
_BEGINS = re.compile(r"(?:--|——|――|[—―–‒-])(?P<space>\s*)(?=[^\s—–-])")
DASHES = ("—", "―", "–", "‒", "-", "--", "——", "――")
_STRONG, _DOUBLED = "—―", ("——", "――")
_SENTENCE = re.compile(r"[.?!…:。？！][)\]”»\"'’]*$")
_NOBODY = re.compile(rf"\W*(?:{any_of('credits')})\b", re.IGNORECASE)
# From this number of lines on, speech is a dialogue even without reporting clauses.
_FEW = 2
# Of this many lines that begin with a hyphen, at least one must have a reporting clause.
_ENOUGH = 3
_QUESTION = re.compile(r"[?？]")
# In running text: a dash after a sentence, before a capital; a dash before a reporting clause; and the end of such a
# clause, except for abbreviations.
_OPENS = re.compile(r"(?<=[.!?…\"”»)])\s(?P<dash>[—–-])\s(?=[\"„«“]?(?P<first>[^\W\d_]))")
_CLOSES = re.compile(r"\s[—–-]\s(?=[^\W\d_])")
_ENDS = re.compile(r"(?<!\s[^\W\d_])(?<!\s\w{2})(?<!\s\w{3})(?<!\sprof)[.!?…][\"”»)]*(?=\s[^\w\s]*\s?[^\W\d_a-zà-ÿ]|$)")
# The maximum number of characters of speech between two such dashes.
_LONGEST = 2_000


def dialogue(text: str, units: Sequence[Passage], stated: Sequence[str] = ()) -> Iterator[tuple[int, QuotedSpan]]:
    """The spans after dashes, each with the number of its unit. `stated` lists dashes that certainly open speech."""
    begun = {n: match for n, unit in enumerate(units) if (match := _BEGINS.match(text, unit.start, unit.end))}
    if not begun:
        return
    lines = {n: _Line(text, units[n], found) for n, found in begun.items()}
    for n, line in lines.items():
        if line.parts and (line.dash in stated or _is_speech(line, n, lines, text, units)):
            yield n, line.span


def with_dialogue_apart(text: str, units: Sequence[Passage]) -> Sequence[Passage]:
    """The units, with each sentence of speech after a dash in running text as a unit of its own.

    This is for texts without a paragraph per speaker: “Wstał. – Nie wiem – powiedział Lis. Potem wyszedł.”
    """
    if not may_have_incises(text) or not _OPENS.search(text):
        return units
    return [part for unit in units for part in _parted(text, unit)]


def _parted(text: str, unit: Passage) -> Iterator[Passage]:
    start = unit.start
    if not _BEGINS.match(text, start, unit.end):  # a line of dialogue is whole
        for begin, end in _in_running_text(text, unit):
            if begin > start:
                yield Passage(start, begin)
            yield Passage(begin, end)
            start = end
    while start < unit.end and (text[start].isspace() or (start > unit.start and text[start] in "—–-")):
        start += 1
    if start < unit.end:
        yield Passage(start, unit.end)


def _in_running_text(text: str, unit: Passage) -> Iterator[tuple[int, int]]:
    """Where sentences of speech begin after a dash, and where the reporting clauses after another dash end."""
    at = unit.start
    while opens := _OPENS.search(text, at, unit.end):
        at = opens.end()
        if not opens["first"].isupper():
            continue
        for closes in _CLOSES.finditer(text, at, min(unit.end, at + _LONGEST)):
            if _OPENS.match(text, closes.start(), unit.end):
                break  # another one begins
            if says(text, closes.end(), unit.end):
                found = _ENDS.search(text, closes.end(), unit.end)
                at = found.end() if found else unit.end
                yield opens.start("dash"), at
                break


class _Line:
    """A unit that begins with a dash, read as if it were speech."""

    def __init__(self, text: str, unit: Passage, begins: re.Match[str]) -> None:
        self.text = text
        self.start, self.end = begins.end(), unit.end
        self.dash = begins[0].strip()
        self._sticks = not begins["space"]
        self.said = list(self._inserted())
        pieces = without(Passage(self.start, self.end), self.said)
        self.parts = tuple(part for piece in pieces if (part := without_dashes(text, piece)))

    @property
    def words(self) -> str:
        return self.text[self.start : self.end]

    @property
    def is_sentence(self) -> bool:
        """Whether the words may be a sentence of speech, rather than a signature or an item of a list."""
        begins = self.words.lstrip("“«\"'‘„([¿¡…*_")[:1]
        return bool(_SENTENCE.search(self.words)) and not begins.islower() and not _NOBODY.match(self.words)

    @property
    def span(self) -> QuotedSpan:
        inserted = tuple(without_dashes(self.text, piece) or piece for piece in self.said)
        ends = (self.parts[0].start,), self.parts[-1].end
        return QuotedSpan(*ends, kind="dash", parts=self.parts, inserted=inserted)

    def _inserted(self) -> Iterator[Passage]:
        """The author's reporting clauses: between dashes, or after a comma."""
        between = list(asides(self.text, self.start, self.end, sticks=self._sticks))
        yield from between or inquits_in(self.text, self.start, self.end, subject_first=True)


def _is_speech(line: _Line, n: int, lines: Mapping[int, _Line], text: str, units: Sequence[Passage]) -> bool:
    """Whether a line is dialogue: it or a similar line has a reporting clause, or several lines are not a list."""
    if not line.is_sentence:
        return False
    alike = [other for other in lines.values() if other.dash == line.dash and other.is_sentence]
    told = sum(bool(other.said) for other in alike)
    if line.dash == "-":  # items of a list begin like this
        return told * _ENOUGH >= len(alike)
    if told or line.dash in _DOUBLED:
        return True
    if len(alike) < _FEW:
        introduced = n > 0 and text[units[n - 1].start : units[n - 1].end].endswith((":", "："))
        return line.dash in _STRONG and introduced
    return line.dash in _STRONG or any(_QUESTION.search(other.words) for other in alike)
