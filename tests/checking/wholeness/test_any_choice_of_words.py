"""Whatever words of a span a quote chooses, what it has and what it leaves out are together all words of the span."""

from __future__ import annotations

import re
from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st
from omitting import left_out, quote

from explorer.checking.passage_index import PassageIndex
from explorer.checking.wholeness.clause_omissions import ClauseOmissions
from explorer.checking.wholeness.omissions import Omissions
from explorer.checking.wholeness.span_omissions import SpanOmissions
from explorer.checking.wholeness.weighty_words import weighty_words_of
from explorer.model.records import Article
from explorer.reading.analysis import Analysis
from explorer.reading.quotation.detection import quoted_spans
from explorer.reading.text.passages import Passage, SourceText

# Words that occur once each, so that it is known where each stands.
WORDS = [
    "we",
    "will",
    "not",
    "close",
    "old",
    "piers",
    "before",
    "May",
    "unless",
    "somebody",
    "pays",
    "about",
    "forty",
    "coins",
]
SAID = " ".join(WORDS)
ARTICLE = f"Pier\n\n“{SAID},” Ruiz said. “Nobody doubts it.”\n"
CHOSEN = st.lists(st.booleans(), min_size=len(WORDS), max_size=len(WORDS)).filter(any)


def segments_of(chosen: list[bool]) -> list[str]:
    """The chosen words, those side by side in one segment."""
    runs = "".join(word + " " if kept else "\n" for word, kept in zip(WORDS, chosen, strict=True))
    return [run.strip() for run in runs.split("\n") if run.strip()]


def words_of(text: str, passages: list[Passage]) -> list[str]:
    return [word for passage in passages for word in re.findall(r"\w+", text[passage.start : passage.end])]


@given(CHOSEN)
def test_nothing_of_a_span_is_lost(chosen: list[bool]) -> None:
    segments = segments_of(chosen)
    found = left_out(ARTICLE, quote(segments))
    kept = [Passage(at, at + len(segment)) for segment in segments for at in (ARTICLE.index(segment),)]
    passages = sorted([*kept, *(passage for omission in found for passage in omission.passages)])
    assert WORDS == words_of(ARTICLE, passages)
    assert len(segments) - 1 == sum(1 for between in found.between if between)


@given(st.text("ab not“”‘’«»\"'.,:;—()\n 4。", min_size=2, max_size=60), st.data())
def test_no_text_is_too_odd(text: str, data: st.DataObject) -> None:
    ends = sorted(data.draw(st.lists(st.integers(0, len(text)), min_size=2, max_size=8, unique=True)))
    passages = [Passage(start, end) for start, end in zip(ends[::2], ends[1::2], strict=False)]
    source, wording, held = SourceText(text), weighty_words_of("en", text), PassageIndex[Sequence[str]]()
    marked = SpanOmissions(text, tuple(quoted_spans(source)), wording, held).left_out(passages, lambda _: True)
    article = Article(id="a", file="a.txt", headline="", language="en")
    clause = ClauseOmissions(article, source, wording, held, Analysis).left_out(passages, None, lambda _: True)
    for found in (marked, clause):
        assert isinstance(found, Omissions)
        for omission in found:
            assert all(0 <= passage.start <= passage.end <= len(text) for passage in omission.passages)
