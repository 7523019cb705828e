"""Finding the speech in a text, in any style of quotation."""

from __future__ import annotations

from collections.abc import Sequence

from explorer.checking.passages import Passage, SourceText
from explorer.checking.quotation.marks import marks_of
from explorer.checking.quotation.paired import paired_spans
from explorer.checking.quotation.spans import QuotedSpan
from explorer.checking.quotation.units import units_of


def quoted_spans(text: SourceText, stated: Sequence[str] = (), apart: Sequence[Passage] = ()) -> list[QuotedSpan]:
    """The spans of speech of a text, in order. None lies within another one.

    `stated` has the pairs of marks that it uses; without them they are recognised. `apart` has passages that are no
    part of the text proper, such as furniture: speech may go on after them.
    """
    marks = marks_of(text.text, stated)
    return list(paired_spans(text.text, units_of(text, sorted(apart)), marks))
