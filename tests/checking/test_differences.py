"""How words differ from the passage that they must come from."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.checking.differences import changes, describe_changes
from explorer.checking.nearest import nearest_passage
from explorer.reading.text.passages import SourceText

SPEECH = (
    "We will not raise the harbour tax by 12.5 percent before 2025, and I can’t promise more than that today. "
    "The east pier – built in 1908 – is safe; the west pier isn’t. “Trust us,” he added."
)


def test_a_difference_is_said_word_by_word() -> None:
    assert "“not” is left out" == describe_changes("we will raise", "we will not raise")
    assert "“not” is added" == describe_changes("we will not raise", "we will raise")
    assert "“May” should be “June”" == describe_changes("in May 2024", "in June 2024")


def test_words_that_changed_places_are_one_difference() -> None:
    assert "“tax harbour” should be “harbour tax”" == describe_changes("the tax harbour is", "the harbour tax is")
    assert "“raise not” should be “not raise”" == describe_changes("we will raise not it", "we will not raise it")


def test_typography_is_no_difference() -> None:
    ours, theirs = 'we can\'t -- "raise" the tax...', "we can’t – “raise” no tax…"
    assert "“the” should be “no”" == describe_changes(ours, theirs)


@pytest.mark.parametrize("words", ["policy-level discussions", "frank and forthright", "12 percent"])
def test_few_words_in_another_order_come_from_where_they_stand_in_order(words: str) -> None:
    text = f"They have been {words} for years, the mayor said, and nobody in the town had expected it."
    nearest = nearest_passage(" ".join(reversed(words.split())), SourceText(text))
    assert nearest is not None
    assert words in text[nearest.start : nearest.end]


def test_words_with_an_ellipsis_come_from_the_passage_whose_ends_they_are() -> None:
    """However much they leave out."""
    text = f"The harbour tax is old.\n\n{SPEECH}"
    nearest = nearest_passage("the harbour tax ... more than that", SourceText(text))
    assert nearest is not None
    assert text[nearest.start : nearest.end].startswith("the harbour tax by 12.5")
    assert text[nearest.start : nearest.end].endswith("promise more than that")
    assert nearest_passage("the east … old", SourceText(text)) is None


@pytest.mark.parametrize(
    "words",
    ["Colourless green ideas sleep furiously", "he said that it was time to go home", "I have nothing to add to that"],
)
def test_words_that_only_share_letters_or_the_small_words_come_from_nowhere(words: str) -> None:
    assert nearest_passage(words, SourceText(SPEECH * 5)) is None


def test_a_difference_in_white_space_only_is_said_as_such() -> None:
    assert "only white space or a cut word differs from “a b”" == describe_changes("a  b", "a b")


def test_a_difference_of_many_words_stays_readable() -> None:
    ours, theirs = " ".join(f"a{n} x{n}" for n in range(500)), " ".join(f"b{n} x{n}" for n in range(500))
    said = describe_changes(ours, theirs)
    assert said.endswith("; and 495 more differences")
    assert len(said) < 1_000


@pytest.mark.parametrize(
    ("ours", "theirs", "said"),
    [
        ("before summer.", "before summer,", "a full stop where the article has a comma"),
        ("is it safe?", "is it safe!", "a question mark where the article has an exclamation mark"),
        ("we go, now", "we go – now", "a comma where the article has a dash"),
        ("we go.", "we go", "a full stop that the article does not have"),
        ("we go", "we, go", "the article’s comma is left out"),
        ("The pier", "the pier", "“The” should be “the” (only capital letters differ)"),
        ("a José", "a Jose", "“José” should be “Jose” (only an accent differs)"),
        (
            "counternarcotics",
            "counter-narcotics",
            "“counternarcotics” should be “counter-narcotics” (only a hyphen or a dash differs)",
        ),
        ("we cant go", "we can’t go", "“cant” should be “can’t” (only an apostrophe differs)"),
        ("the US is", "the U.S. is", "“US” should be “U.S.” (only punctuation differs)"),
        (
            "we go. The",
            "we go, the",
            "a full stop where the article has a comma; “The” should be “the” (only capital letters differ)",
        ),
        ("we went. The", "we went, a", "“. The” should be “, a”"),
    ],
)
def test_a_difference_in_punctuation_or_case_is_said_as_such(ours: str, theirs: str, said: str) -> None:
    assert said == describe_changes(ours, theirs)


@pytest.mark.parametrize(
    "words", ["We will go there soon.", "We will not go there, because we do not want to see it all again now."]
)
def test_a_full_stop_for_a_comma_does_not_reach_for_the_next_full_stop(words: str) -> None:
    """`,” Calloway said` would be told as left out."""
    text = SourceText(f"“{words[:-1]},” Calloway said. “And we told them.”")
    nearest = nearest_passage(words, text)
    assert nearest is not None
    said = describe_changes(words, text.text[nearest.start : nearest.end])
    assert "a full stop where the article has a comma" == said


@given(st.text("ab c.’-"), st.text("ab c.’-"))
def test_changes_have_all_words_of_both_sides_in_order(ours: str, theirs: str) -> None:
    found = changes(ours, theirs)
    for side, text in (("archive", ours), ("article", theirs)):
        joined = "".join(getattr(change, side) for change in found)
        assert "".join(text.split()) == joined.replace(" ", "")


def test_in_a_long_text_the_nearest_passage_is_the_one_with_the_rare_words() -> None:
    text = SourceText("\n\n".join(f"“We will mend the east pier in year {n},” Ruiz said." for n in range(1, 1_200)))
    assert len(text) > 50_000
    assert nearest_passage("Colourless ideas sleep", text) is None  # it has none of these words
    nearest = nearest_passage("We will mend the west pier in year 1007,", text)
    assert nearest is not None
    assert "We will mend the east pier in year 1007," == text.text[nearest.start : nearest.end]
    assert nearest_passage("Nobody told the harbour council of it, or asked them", text) is None


@given(st.text(max_size=80), st.text(max_size=80))
def test_a_nearest_passage_lies_inside_of_the_text(words: str, text: str) -> None:
    found = nearest_passage(words, SourceText(text))
    assert found is None or 0 <= found.start < found.end <= len(text)


def test_very_long_words_are_compared_quickly() -> None:
    """Ten thousand characters of nonsense took five seconds to compare in full."""
    assert nearest_passage("x y " * 2_500, SourceText(SPEECH * 100)) is None
    altered = (SPEECH * 50).replace("We will not", "We will", 1)
    nearest = nearest_passage(altered, SourceText(SPEECH * 100))
    assert nearest is not None
    assert nearest.end - nearest.start >= len(altered) - 50
