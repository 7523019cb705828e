"""Where sentences end: also where a space is missing behind one."""

from __future__ import annotations

import pytest

from explorer.reading.text.sentence_ends import sentence_around, sentence_starts


def sentences(text: str, language: str) -> list[str]:
    """The sentences of a text."""
    starts = [0, *(start for _, start in sentence_starts(text, 0, len(text), language))]
    return [text[begin:end].strip() for begin, end in zip(starts, [*starts[1:], len(text)], strict=True) if begin < end]


@pytest.mark.parametrize(
    ("language", "text", "count"),
    [
        ("de", "Der Damm ist sehr alt.Ada Lenz schrieb dazu einen Brief.", 2),
        ("en", "The dam is very old.Ada Lenz wrote a letter to the town.", 2),
        ("de", "Wer hält den Damm noch?Niemand weiß das genau.", 2),
        ("de", "Der Brief steht auf damm-lauf.de im Netz.", 1),
        ("en", "She wrote it for dam-town.org in May.", 1),
        ("en", "The file is called Dam.txt in May.", 1),
        ("de", "Er kam mit Prof.Lenz nach Lauf.", 1),
        ("en", "The dam is very old.“It holds,” said Ada Lenz.", 2),
        ("en", "She posted it on X. Lenz did not.", 2),
        ("en", "She met Malcolm X. Lenz there.", 1),
        ("en", "She met Christopher X. Lenz there.", 1),
    ],
)
def test_a_sentence_ends_without_a_space_where_a_word_with_a_capital_follows(
    language: str, text: str, count: int
) -> None:
    assert count == len(sentences(text, language))


def test_a_plain_mark_that_is_glued_closes_what_one_opened_far_before_it() -> None:
    before, behind = f'He said: "{"The dam is very old, and " * 50}nobody came."', "Lenz wrote “a letter” to the town."
    text = before + behind
    at = text.index("“")
    assert (len(before), len(text) - 1) == sentence_around(text, at, at + 10, 0, len(text), "en")
