"""The lines below an article while words are selected: how many, where, and which."""

from __future__ import annotations

from textual.content import Content

from explorer.display import one_line
from explorer.reading.text.passages import Passage, SourceText
from explorer.ui.selecting import Selecting
from explorer.ui.text_steps import Steps

# The longest selection that is told as a whole, in characters. Of a longer one both ends are told.
_WHOLE = 100
# How much of the text is looked at for either end, which may begin with white space.
_AN_END = 100


def about_selected(text: SourceText, selecting: Selecting, steps: Steps) -> Content:
    """How much is selected and in which paragraph; then the words."""
    passages = selecting.passages
    words = sum(map(steps.words_in, passages))
    segments = [f"in {len(passages)} segments"] if len(passages) > 1 else []
    whole = ["all of the quoted words"] if passages in steps.spans else []
    end = ["the first word moves"] if selecting.is_backward else []
    where = _paragraphs(text, passages)
    count = " ".join([f"{words:,} {'word' if words == 1 else 'words'} selected", *segments])
    told = " · ".join([count, where, *whole, *end])
    shown = " … ".join(_shortened(text.text, passage, len(passages)) for passage in passages)
    return Content.assemble(f"{told}\n{shown}")


def _paragraphs(text: SourceText, passages: tuple[Passage, ...]) -> str:
    first, last = text.paragraph_at(passages[0].start), text.paragraph_at(passages[-1].end - 1)
    return f"paragraph {first}" if first == last else f"paragraphs {first}–{last}"


def _shortened(text: str, passage: Passage, count: int) -> str:
    """The words of a passage; when there are many, the first and the last ones."""
    length = _WHOLE // count
    if passage.end - passage.start <= length:
        return one_line(text[passage.start : passage.end])
    first = one_line(text[passage.start : passage.start + _AN_END])[: length // 2]
    last = one_line(text[passage.end - _AN_END : passage.end])[-length // 2 :]
    return f"{first.rpartition(' ')[0] or first} … {last.partition(' ')[2] or last}"
