"""What stands in quotation marks, however the marks are set."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.checking.passages import SourceText
from explorer.checking.quotation.reading import quoted_spans


def spans(text: str) -> list[str]:
    return [text[span.passage.start : span.passage.end] for span in quoted_spans(SourceText(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He said “one” and “two”.", ["one", "two"]),
        ("“One,” he said. “Two.”", ["One,", "Two."]),
        ("“One “two” three”", ["One “two” three"]),
        ("“He said ‘no’ to me, and we’re gonna’ go.”", ["He said ‘no’ to me, and we’re gonna’ go."]),
        ("“One”\n\n“Two”", ["One", "Two"]),
        ('"One," he said. "Two."', ["One,", "Two."]),
        ('He called it "a "new" start".', ['a "new" start']),
        ("„Ja“, sagte er. „Nein”", ["Ja", "Nein"]),
        ("« Oui », dit-elle, «non».", ["Oui", "non"]),
        ("»Ja«, sagte er, »nein«", ["Ja", "nein"]),
        ("”Ja”, sa han. ”Nej”", ["Ja", "Nej"]),
        ("他说：「是」", ["是"]),
        ("none", []),
        ("“” and “…” and “?”", []),
        ('a 5" pipe and a 6" one', []),
        ("No mark opens” here.", []),
        ("the brothers’ ‘house’", []),
    ],
)
def test_quoted_spans_are_found_without_their_marks(text: str, expected: list[str]) -> None:
    assert expected == spans(text)


def test_where_marks_open_more_often_than_they_close_words_may_begin_in_several_places() -> None:
    text = "said “one two “three four.” Added “five.”"
    first, second = quoted_spans(SourceText(text))
    assert ["one two “three four.", "three four."] == [text[start : first.end] for start in first.starts]
    assert (True, "five.") == (second.closed, text[second.starts[0] : second.end])


def test_words_that_no_mark_closes_run_to_the_end_of_their_paragraph() -> None:
    text = "“One goes on.\n\n“Two ends.”"
    first, second = quoted_spans(SourceText(text))
    assert (False, "One goes on.") == (first.closed, text[first.starts[0] : first.end])
    assert (True, "Two ends.") == (second.closed, text[second.starts[0] : second.end])


@given(st.text("ab “”„«»\"'’\n"))
def test_spans_lie_in_the_text_in_order_and_never_overlap(text: str) -> None:
    end = 0
    for span in quoted_spans(SourceText(text)):
        assert sorted(span.starts) == list(span.starts)
        assert end <= span.starts[0] <= span.starts[-1] < span.end <= len(text)
        end = span.end
