"""Whether segments in several quoted spans are one person's speech."""

from __future__ import annotations

import pytest
from checking.speakers.test_checker import checked

RUIZ = "“We will close the pier,” Ana Ruiz said."
NARRATION = "The pier opened in 1911 and has lost money since."
FIRST = "We will close the pier,"


def told(text: str, *segments: str, speaker: str = "ruiz", **fields: str) -> tuple[str, str]:
    """The code and the path of what is wrong with a quote of several segments."""
    found = checked(text, segments, speaker, **fields)  # type: ignore[arg-type]
    assert all(found.passages)
    return (found.said.code, found.said.path if found.said.code else "") if found.said else ("", "")


@pytest.mark.parametrize(
    "following",
    [
        "“It is too old,” Ben Okafor said.",
        "“It is too old,” said Okafor, the harbour master.",
        "Okafor said: “It is too old,” and left.",
        "OKAFOR: It is too old,\n\nRUIZ: Yes.\n\nOKAFOR: So be it.",
    ],
)
@pytest.mark.parametrize("between", ["\n\n", f"\n\n{NARRATION}\n\n"])
def test_a_segment_that_somebody_else_says_is_misattributed(between: str, following: str) -> None:
    text = RUIZ + between + following
    assert ("speaker-mismatch", "text[1]") == told(text, FIRST, "It is too old,", attribution="Ana Ruiz said")


def test_each_segments_own_words_of_saying_are_read_not_only_those_of_the_first() -> None:
    text = f"{RUIZ} “It is old.”\n\n“It is not mine,” Okafor said. “Ask the ministry.”"
    expected = ("speaker-mismatch", "text[2]")
    assert expected == told(text, FIRST, "It is old.", "Ask the ministry.", attribution="Ana Ruiz said")


def test_an_answer_is_not_the_asking_persons() -> None:
    text = "“You signed them?” Okafor asked.\n\n“Yes,” Ana Ruiz said. “I trusted the ministry.”"
    expected = ("speaker-mismatch", "text[1]")
    assert expected == told(text, "You signed them?", "Yes,", "I trusted the ministry.", speaker="okafor")


@pytest.mark.parametrize(
    ("text", "last"),
    [
        (f"{RUIZ} “It is too old.”", "It is too old."),
        (f"{RUIZ} She pointed at the water. “It is too old.”", "It is too old."),
        (f"{RUIZ}\n\n“It is too old,” she added.", "It is too old,"),
        (f"{RUIZ}\n\n“It is too old.”", "It is too old."),
        (f"{RUIZ}\n\n“It is too old.” The council nodded.", "It is too old."),
        (f"{RUIZ}\n\nIn the end, Ruiz said, it was “too old.”", "too old."),
        ("“We will close the pier,” Ana Ruiz said. “Not now.\n\n“Next year.\n\n“It is too old.”", "It is too old."),
        ("RUIZ: We will close the pier,\n\nIt is too old.\n\nOKAFOR: No.\n\nRUIZ: Yes.", "It is too old."),
        ("— We will close the pier, said Ruiz. It is too old.\n\n— No, said Okafor.", "It is too old."),
    ],
)
def test_speech_that_goes_on_is_one(text: str, last: str) -> None:
    assert ("", "") == told(text, FIRST, last)


def test_somebody_elses_words_between_two_segments_are_spliced_out_also_when_a_quote_has_them() -> None:
    text = f"{RUIZ} “You can’t,” Ben Okafor said. “Watch me,” Ruiz said."
    assert ("words-spliced", "text[1]") == told(text, FIRST, "Watch me,")


def test_a_question_between_two_answers_parts_them() -> None:
    text = (
        "Q. What will you do?\n\nA. We will close the pier.\n\nQ. Why is that?\n\nA. It is too old.\n\nAna Ruiz left."
    )
    assert ("words-spliced", "text[1]") == told(text, "We will close the pier.", "It is too old.")


@pytest.mark.parametrize(
    ("text", "last"),
    [
        (f"{RUIZ}\n\n{NARRATION}\n\n“It is too old.”", "It is too old."),
        (f"{RUIZ}\n\n{NARRATION}\n\n“It is too old,” Ruiz said.", "It is too old,"),
        (f"{RUIZ}\n\nThe pier, which has lost money, is “too old.”", "too old."),
        ("—We will close the pier, said Ruiz.\n\n—It is too old.\n\n—Yes.", "It is too old."),
    ],
)
def test_segments_that_nothing_joins_are_told(text: str, last: str) -> None:
    assert ("segments-apart", "text[1]") == told(text, FIRST, last)


def test_without_known_words_of_saying_only_a_whole_paragraph_between_tells() -> None:
    text = "“Zárjuk be a mólót,” mondta Ana Ruiz.\n\nA móló, tette hozzá, “öreg.”\n\nA víz magas volt.\n\n“Vége.”"
    assert ("", "") == told(text, "Zárjuk be a mólót,", "öreg.", language="hu")
    assert ("segments-apart", "text[1]") == told(text, "öreg.", "Vége.", language="hu")


def test_one_span_is_one_speech_whatever_stands_around_it() -> None:
    text = f"{NARRATION}\n\n“We will close the pier, and it is too old,” Ana Ruiz said. “No,” Okafor said."
    assert ("", "") == told(text, FIRST, "it is too old,")
