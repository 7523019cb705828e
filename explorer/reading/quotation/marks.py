"""The quotation marks of a text: which pairs there are, and which of them it uses."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence

from explorer.model.problems import Replacement

# The marks that may close each opening mark: English, German, Polish, French and its reverse, Chinese and Japanese,
# straight, and typewriter styles.
CLOSED_BY: Mapping[str, tuple[str, ...]] = {
    "“": ("”",),
    "„": ("“", "”"),
    "‟": ("”",),
    "«": ("»",),
    "»": ("«",),
    '"': ('"',),
    "＂": ("＂",),
    "``": ("''", '"'),
    "''": ("''",),
    "‘‘": ("’’",),
    "‘": ("’",),
    "‛": ("’",),
    "‚": ("‘", "’"),
    "‹": ("›",),
    "›": ("‹",),
    "'": ("'",),
    "`": ("'",),
    "「": ("」",),
    "『": ("』",),
    "《": ("》",),
    "״": ("״",),
}
# Pairs of the same mark, where the context decides: in Swedish and Finnish, and by mistake.
_SAME = ("””", "’’", "»»", "““")
# What may close words in double marks by mistake, besides the right mark, including characters that are no mark.
_NO_MARKS = frozenset("″¨")
_CLOSES_MIXED = frozenset(("“", "”", '"', "''", "»", *_NO_MARKS))
# Marks that look like an apostrophe.
SINGLE = frozenset("‘’‚‛'`")
# Within Hebrew words these mark an abbreviation: צה"ל, ד״ר.
_HEBREW, _HEBREW_LETTERS = frozenset('"״'), ("\u05d0", "\u05ea")
_IN_WORDS = SINGLE | _HEBREW
# Letters from here on have no spaces between words and marks: Chinese, Japanese and Korean.
UNSPACED = "\u2e80"
# What may follow a closing mark, even if a space precedes the mark.
AFTER_CLOSING = " \t\n\r\xa0\u202f,.;:!?)"
# Any mark; and the same for typewriter texts, where some pairs of marks count as one.
_ANY = re.compile(f"[{''.join(sorted({*'”’」』》″¨', *(mark for mark in CLOSED_BY if len(mark) == 1)}))}]")
_TYPED, _SEVERAL = re.compile(f"``|''(?!')|‘‘|’’(?!’)|{_ANY.pattern}"), 2
_CODE = re.compile(r"```(?s:.*?)(?:```|\Z)|(?<![\w`])`[^\s`](?:[^`\n]*[^\s`])?`(?![\w`])")
# French has a space after an opening mark; where » and « are reversed, there is none.
_OPENS_LEFT, _OPENS_RIGHT = (
    re.compile(rf"(?:^|(?<=[ \t\n(\[—–])){opening}(?=[\w¿¡…])") for opening in (r"[«‹]\s?", "[»›]")
)
_POINTED = frozenset("«»‹›")
_HARD_SPACES = ("\xa0", "\u202f")
_CLOSES_LEFT = re.compile(r"«(?=[,.;:!?)])|(?<=\w)«(?=\s)")


class Marks:
    """The quotation marks of a text: those stated, or else those that occur, as far as they are clear.

    `closed_by` maps each opening mark to its closing ones. The marks in `either` may open or close, depending on the
    context.
    """

    def __init__(self, text: str, stated: Sequence[str] = ()) -> None:
        typed = text.count("''")
        pattern = _TYPED if "``" in text or "‘‘" in text or typed >= _SEVERAL or (typed and '"' in text) else _ANY
        found = [(mark.start(), mark[0]) for mark in pattern.finditer(_without_code(text) if "`" in text else text)]
        pairs = [pair for pair in map(pair_of, stated) if pair]
        self.closed_by: dict[str, tuple[str, ...]] = {}
        kinds = frozenset(mark for _, mark in found)
        for opening, closing in pairs or _pairs(text, kinds):
            self.closed_by[opening] = (*self.closed_by.get(opening, ()), closing)
        self.either = frozenset(opening for opening, closings in self.closed_by.items() if opening in closings)
        used = frozenset(self.closed_by).union(*self.closed_by.values(), () if stated else _NO_MARKS)
        # By mistake, one text uses both directions.
        is_either = not stated and not kinds.isdisjoint(_POINTED)
        closes_left = is_either and bool(_CLOSES_LEFT.search(text) or _OPENS_RIGHT.search(text))
        self._is_turned = closes_left and _OPENS_LEFT.search(text) is not None
        # A mark inside a word is an apostrophe.
        self._text = text
        self._found = [
            (at, mark)
            for at, mark in found
            if mark in used and (mark not in _IN_WORDS or not _is_inside_word(text, at))
        ]
        self._places = [at for at, _ in self._found]

    def found_in(self, start: int, end: int) -> list[tuple[int, str]]:
        """The marks between two offsets, each with its place.

        Replace a mark that closes one of another style by the one that was meant.
        """
        found = self._found[bisect_left(self._places, start) : bisect_left(self._places, end)]
        marks = {mark for _, mark in found}
        if self._is_turned and marks & {"«", "»"}:
            found = [(at, _turned(self._text, at, mark)) for at, mark in found]
        is_mixed = len(marks & _CLOSES_MIXED - {"”"}) > 1 or ('"' in marks and bool(marks & {"”", "„"}))
        if not is_mixed and "“" in marks and "„" not in self.closed_by:
            kinds = [mark for _, mark in found]
            is_mixed = kinds.count("“") > kinds.count("”")
        return _mended(self._text, found) if is_mixed else found


def _mended(text: str, found: Sequence[tuple[int, str]]) -> list[tuple[int, str]]:
    """The marks, with each pair in one style: “…" is “…”, as are “…″ and “…“.

    Leave alone what opens and closes in another style inside them.
    """
    mended: list[tuple[int, str]] = []
    opened, inner = "", ""
    for n, (at, mark) in enumerate(found):
        opens = mark in ("“", '"', "„") and (_may_begin(text, at) or (mark != '"' and not (opened and _ends(text, at))))
        meant = {"“": "”", '"': '"', "„": "“"}.get(opened, mark)
        if inner and mark == {"«": "»", "“": "”"}[inner]:
            inner = ""
        elif mark == "«" or (mark == "“" and opens and opened not in ("", "“")):
            inner = mark
        elif mark != meant and not opens and mark in _CLOSES_MIXED and not _closes_first(text, found[n + 1 :], meant):
            mark = meant
        if opens:
            opened = opened or mark
        elif mark == meant:
            opened = ""
        if mark not in _NO_MARKS:
            mended.append((at, mark))
    return mended


def _turned(text: str, at: int, mark: str) -> str:
    """Correct a mark of a pair that a text uses in both directions, « » and » «, by its context."""
    if mark not in "«»" or (mark == "»" and text[at - 1 : at] in _HARD_SPACES):
        return mark
    is_behind = _ends(text, at) or text[at + 1 : at + 2] in AFTER_CLOSING.strip()
    return "»" if is_behind else "«" if _may_begin(text, at) else mark


def _ends(text: str, at: int) -> bool:
    """Whether words may end before a mark: nothing follows it directly, and no space precedes it."""
    before, behind = text[at - 1 : at], text[at + 1 : at + 2]
    return behind in ("", "\n") or (bool(before) and not before.isspace() and not behind.isalnum())


def _may_begin(text: str, at: int) -> bool:
    """Whether words may begin after a straight mark: a space or a bracket precedes it, and neither follows it."""
    before, behind = text[at - 1 : at], text[at + 1 : at + 2]
    return (not before or before.isspace() or before in "([—–-") and bool(behind) and behind not in AFTER_CLOSING


def _closes_first(text: str, found: Sequence[tuple[int, str]], closing: str) -> bool:
    """Whether a mark comes before the next one that opens something."""
    for at, mark in found:
        if mark == "“" or (mark == '"' and _may_begin(text, at)):
            return False
        if mark == closing:
            return True
    return False


def pair_of(stated: str) -> tuple[str, str] | None:
    """The opening and closing mark of a pair as a curator writes it, `“”` or `« »`; None if it is not a pair."""
    marks = "".join(stated.split())
    opening, closing = marks[: len(marks) // 2], marks[len(marks) // 2 :]
    known = closing in CLOSED_BY.get(opening, ()) or marks in _SAME
    return (opening, closing) if known else None


def _without_code(text: str) -> str:
    """A text with its Markdown code replaced by other characters."""
    return _CODE.sub(lambda code: " " * len(code[0]), text)


def _is_inside_word(text: str, at: int) -> bool:
    before, behind = text[at - 1 : at], text[at + 1 : at + 2]
    if text[at] in _HEBREW:  # as in Hebrew abbreviations
        return all(_HEBREW_LETTERS[0] <= each <= _HEBREW_LETTERS[1] for each in (before, behind))
    return before.isalnum() and behind.isalnum() and behind < UNSPACED


def meant_pair(stated: str) -> Replacement | None:
    """The pair probably meant by an unknown one: with the same opening mark, or else the same closing one."""
    known = [opening + closing for opening, closings in CLOSED_BY.items() for closing in closings]
    near = [pair for pair in known if stated.strip()[:1] == pair[0]] or [pair for pair in known if pair[-1] in stated]
    return Replacement(stated, near[0]) if stated.strip() and near else None


def _pairs(text: str, present: frozenset[str]) -> list[tuple[str, str]]:
    """The pairs that a text uses, among the marks present in it."""
    left_out = {("''", "''")} if "``" in present else set()
    for left, right in ("«»", "‹›"):
        left_out |= {(left, right) if _are_reversed(text, left, right, present) else (right, left)}
    # If there are other marks, these enclose the titles of books.
    if present & set("“「『＂") or present >= {'"', "《"}:
        left_out |= {("《", "》")}
    found = [
        (opening, closing) for opening, closings in CLOSED_BY.items() if opening in present for closing in closings
    ]
    return [pair for pair in found if pair not in left_out] + [(mark, mark) for mark in _same(present)]


def _are_reversed(text: str, left: str, right: str, present: frozenset[str]) -> bool:
    """Whether a text opens with » and closes with «."""
    if not present >= {left, right}:
        return False
    opens_left = sum(match[0][0] == left for match in _OPENS_LEFT.finditer(text))
    return sum(match[0][0] == right for match in _OPENS_RIGHT.finditer(text)) > opens_left


def _same(present: frozenset[str]) -> Iterator[str]:
    """The marks that a text uses at both ends."""
    if "”" in present and not present & set("“„‟"):
        yield "”"
        if "’" in present and not present & set("‘‚‛"):
            yield "’"
    if "»" in present and "«" not in present:
        yield "»"
    if "“" in present and not present & set("”„"):
        yield "“"
