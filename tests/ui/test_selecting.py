"""Words of an article are selected by word, sentence, paragraph and quoted span, in any script."""

from __future__ import annotations

import pytest

from explorer.reading.quotation.detection import quoted_spans
from explorer.reading.text.passages import Passage, SourceText
from explorer.ui.selecting import Selecting, Steps

PIER = (
    "The council met on Monday. Dr. Okafor, who wasn’t there, asked: “Who pays?” Nobody knew.\n\n"
    "“We will rebuild,” Mayor Ruiz said. “It’s a plan, and—let me say it—a good one.”\n\n"
    "« Nous partirons, a-t-il dit, dès l’aube. »\n"
)


def steps_in(text: str) -> Steps:
    source = SourceText(text)
    return Steps(source, lambda: quoted_spans(source))


def begun(text: str, words: str) -> tuple[Steps, Selecting]:
    """A selection that begins at the first of some words."""
    steps = steps_in(text)
    word = steps.word_at(text.index(words))
    assert word
    return steps, Selecting(word, word)


def words(text: str, selecting: Selecting) -> list[str]:
    return [text[passage.start : passage.end] for passage in selecting.passages]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("wasn’t it 1.5m? No", ["wasn’t", "it", "1.5m", "?", "No"]),
        ("l’homme, dit-il", ["l’", "homme", ",", "dit-il"]),
        ("cafe\u0301 noe\u0308l", ["cafe\u0301", "noe\u0308l"]),
        ("「港だ」", ["「", "港", "だ", "」"]),
        ("ที่นี่", ["ที่", "นี่"]),
        ("می\u200cخواهم بروم", ["می\u200cخواهم", "بروم"]),
        ("कि यह", ["कि", "यह"]),
        ("항구를 다시", ["항", "구", "를", "다", "시"]),
        ("👍🏽 👩\u200d🚒!", ["👍🏽", "👩\u200d🚒", "!"]),
        ("…”", ["…", "”"]),
    ],
)
def test_a_step_is_a_word_or_a_mark_and_never_parts_a_letter_from_its_marks(text: str, expected: list[str]) -> None:
    """In scripts whose words nothing parts it is a letter; forward and back are the same."""
    steps = steps_in(text)
    forward, word = [], steps.word_after(0)
    while word:
        forward.append(word)
        word = steps.word_after(word.end)
    back, word = [], steps.word_before(len(text))
    while word:
        back.append(word)
        word = steps.word_before(word.start)
    assert expected == [text[each.start : each.end] for each in forward]
    assert forward == back[::-1]
    assert all(steps.word_at(at) == each for each in forward for at in range(each.start, each.end))


def test_words_are_added_and_taken_away_at_the_end_that_is_moved() -> None:
    steps, selecting = begun(PIER, "council")
    selecting = selecting.by_word(1, steps).by_word(1, steps)
    assert ["council met on"] == words(PIER, selecting)
    assert ["The council met on"] == words(PIER, selecting.turned().by_word(-1, steps))
    for _ in range(3):
        selecting = selecting.by_word(-1, steps)
    assert (["The council"], True) == (words(PIER, selecting), selecting.is_backward)
    assert ["The"] == words(PIER, selecting.begun_anew())


def test_a_sentence_ends_without_the_marks_of_what_is_not_selected() -> None:
    steps, selecting = begun(PIER, "Monday")
    first = selecting.by_sentence(1, steps)
    second = first.by_sentence(1, steps)
    assert ["Monday."] == words(PIER, first)
    assert ["Monday. Dr. Okafor, who wasn’t there, asked: “Who pays?”"] == words(PIER, second)
    assert ["Who pays?"] == words(PIER, begun(PIER, "Who pays")[1].by_sentence(1, steps))
    assert ["The council met on Monday."] == words(PIER, first.turned().by_sentence(-1, steps))
    assert ["Dr. Okafor, who wasn’t there, asked: “Who pays?"] == words(
        PIER, begun(PIER, "Who pays")[1].by_sentence(1, steps).turned().by_sentence(-1, steps)
    )


def test_sentences_and_paragraphs_go_on_after_one_another_and_stop_at_the_ends() -> None:
    steps, selecting = begun(PIER, "Nobody")
    assert ["Nobody knew."] == words(PIER, selecting.by_paragraph(1, steps))
    over = selecting.by_paragraph(1, steps).by_paragraph(1, steps)
    assert words(PIER, over)[0].endswith("a good one.”")
    for _ in range(9):
        selecting = selecting.by_sentence(1, steps)
    assert words(PIER, selecting)[0].endswith("dès l’aube. »")
    for _ in range(9):
        selecting = selecting.by_paragraph(-1, steps)
    assert words(PIER, selecting)[0].startswith("The council")


def test_quoted_words_are_taken_whole_and_then_the_next_ones() -> None:
    steps, selecting = begun(PIER, "council")
    taken = []
    for _ in range(5):
        selecting = selecting.by_span(1, steps)
        taken.append(words(PIER, selecting))
    interrupted = ["Nous partirons,", "dès l’aube."]
    assert [
        ["Who pays?"],
        ["We will rebuild,"],
        ["It’s a plan, and—let me say it—a good one."],
        interrupted,
        interrupted,
    ] == taken
    assert ["It’s a plan, and—let me say it—a good one."] == words(PIER, selecting.by_span(-1, steps))
    assert ["We will rebuild,"] == words(PIER, begun(PIER, "rebuild")[1].by_span(1, steps))


def test_speech_over_paragraphs_is_one_segment() -> None:
    text = "Ruiz said: “We begin.\n\n“We end in May.”\n\nNobody spoke."
    steps, selecting = begun(text, "end")
    assert ["We begin.\n\n“We end in May."] == words(text, selecting.by_span(1, steps))


def test_segments_are_added_and_dropped() -> None:
    steps, selecting = begun(PIER, "We will")
    both = selecting.by_span(1, steps).with_another(steps)
    assert ["We will rebuild,", "It’s a plan, and—let me say it—a good one."] == words(PIER, both)
    assert ["We will rebuild,"] == words(PIER, both.without_last(steps))
    by_word = begun(PIER, "Monday")[1].with_another(steps)
    assert ["Monday", "Who pays?"] == words(PIER, by_word)
    assert ["Who pays?", "Nobody"] == words(PIER, begun(PIER, "Who")[1].by_span(1, steps).with_another(steps))
    _, begun_there = begun(PIER, "partirons")
    interrupted = begun_there.by_span(1, steps)
    assert ["Nous partirons,"] == words(PIER, interrupted.without_last(steps))
    assert ["aube"] == words(PIER, begun(PIER, "aube")[1].with_another(steps))[:1]


def test_segments_that_share_words_are_one() -> None:
    one, other = Passage(0, 3), Passage(12, 15)
    assert (Passage(0, 15),) == Selecting(one, other, kept=(Passage(4, 11),)).passages


def test_in_texts_without_words_nothing_breaks() -> None:
    for text in ("", " \n", "…", "”“", "\u0301"):
        steps = steps_in(text)
        word = steps.word_at(0)
        assert (word is None) == (not text.strip())
        if word:
            selecting = Selecting(word, word)
            for step in (1, -1):
                moved = selecting.by_word(step, steps).by_sentence(step, steps).by_paragraph(step, steps)
                assert moved.by_span(step, steps).with_another(steps).without_last(steps).passages
