"""The words of a quote as a careful writer gives them: in marks, and with “[…]” where the article has more of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from explorer.checking.verification import Verification
from explorer.checking.wholeness.omissions import Omissions
from explorer.model.records import Quote
from explorer.reading.text.passages import Passage, SourceText

LEFT_OUT = "[…]"

_WORD = re.compile(r"\w")
_BREAK = re.compile(r"\s*\n\s*")
# The mark that opens a further paragraph of what somebody goes on saying. Nothing closes it.
_GOING_ON = re.compile(r"(\n\s*\n\s*)[“„«\"]\s?")
_PARAGRAPH, _GOING_ON_IN_SINGLE = re.compile(r"\n\s*\n"), re.compile(r"(\n\s*\n\s*)‘")
# Quotation marks, each in its single and its double form, and the marks that close one that opens.
_FORMS = {mark: forms for forms in ("‘“", "’”", "‚„", "'\"") for mark in forms if mark != "'"}
# Without one of these there is nothing to turn.
_TURNED = re.compile(r'[“”„"‘‚]')
_CLOSED_BY = {"“": "”", "„": "“”", '"': '"', "‘": "’", "‚": "‘’"}


def pieces_of(
    quote: Quote, verification: Verification | None, text: SourceText | None, omissions: Omissions | None
) -> list[str]:
    """The segments, each a piece of its own, unless words of the speaker or nothing at all parts them."""
    passages = verification.passages if verification else ()
    between = (omissions or Omissions()).between or (None,) * (len(quote.segments) - 1)
    goes_on = [bool(text and _goes_on(text.text, *ends)) for ends in pairwise(passages)] or [False] * len(between)
    pieces = [quote.segments[0]]
    for left_out, on, segment in zip(between, goes_on, quote.segments[1:], strict=True):
        if left_out or on:
            pieces[-1] += f" {LEFT_OUT} {segment}" if left_out else f" {segment}"
        else:
            pieces.append(segment)
    return pieces


def words_of(quote: Quote, pieces: Sequence[str], omissions: Omissions | None) -> str:
    """The pieces in quotation marks, and “[…]” where the article has more before or after them.

    A partial quote and a paraphrase are marked as such; a paraphrase has no quotation marks.
    """
    first, *rest = pieces
    pieces = [f"{LEFT_OUT} {first}" if omissions and omissions.before else first, *rest]
    if omissions and omissions.after:
        pieces[-1] += f" {LEFT_OUT}"
    if quote.speech == "indirect":
        return f"Paraphrase: {' '.join(pieces)}"
    return f"{in_marks(pieces)} (partial quote)" if quote.speech == "partial" else in_marks(pieces)


def in_marks(pieces: Sequence[str]) -> str:
    """Each piece in quotation marks."""
    return " ".join(f"“{inner_marks(piece)}”" for piece in pieces)


def inner_marks(text: str) -> str:
    """Words that stand in double quotation marks, with their own marks turned: single ones, and double ones in these.

    An apostrophe stays. So does a mark of another shape, such as «.
    """
    text = _BREAK.sub(" ", _without_marks_of_going_on(text))
    if not _TURNED.search(text):
        return text
    turned, opened = [], ""
    for at, mark in enumerate(text):
        depth, after_word, before_word = len(opened), text[at - 1 : at].isalnum(), text[at + 1 : at + 2].isalnum()
        if mark in _CLOSED_BY.get(opened[-1:], "") and not before_word:
            depth, opened = depth - 1, opened[:-1]
        elif mark in "“„" or (mark == '"' and not after_word) or (mark in "‘‚" and before_word and not after_word):
            opened += mark
        elif mark != "”":
            depth = -1
        turned.append(mark if depth < 0 or mark not in _FORMS else _FORMS[mark][depth % 2])
    return "".join(turned)


def _goes_on(text: str, before: Passage | None, after: Passage | None) -> bool:
    """Whether a speaker goes on from one segment to the next, in another paragraph, without the marks being closed.

    Only whitespace then ends the paragraph; the next one may open with marks again.
    """
    between = text[before.end : after.start] if before and after else ""
    rest, _, further = between.partition("\n")
    return "\n" in between and not rest.strip() and not _WORD.search(further)


def _without_marks_of_going_on(text: str) -> str:
    """The words without the marks that open each further paragraph, where more marks open than close."""
    extra = text.count("“") + text.count("„") - text.count("”") + text.count("«") - text.count("»")
    extra += text.count('"') % 2
    if extra > 0:
        return _GOING_ON.sub(r"\1", text, count=extra)
    # Apostrophes look like closing single marks, so these can't be counted.
    every = len(_PARAGRAPH.findall(text)) == len(_GOING_ON_IN_SINGLE.findall(text))
    return _GOING_ON_IN_SINGLE.sub(r"\1", text) if every else text
