"""What stands in quotation marks, however the marks are set."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.reading.quotation.detection import quoted_spans
from explorer.reading.quotation.marks import Marks
from explorer.reading.text.passages import Passage, SourceText, overlap


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
        ("the brothers’ ‘house’", ["house"]),
        (
            "‘It’s the brothers’ house,’ he said. ‘We’re gonna’ win.’",
            ["It’s the brothers’ house,", "We’re gonna’ win."],
        ),
        (
            "'It's the brothers' house,' he said. 'We're gonna' win.'",
            ["It's the brothers' house,", "We're gonna' win."],
        ),
        ("’Twas the ’90s, rock ’n’ roll and the dogs’ home. ‘Tis the season.", []),
        ("The 'so-called' experts met 'partners' of the boys' club.", ["so-called", "partners"]),
        ("'He said \"no\", 'cause the dogs' bowl,' he said.", ["He said \"no\", 'cause the dogs' bowl,"]),
        ("‚Nein‘, sagte sie. „Er sagte ‚nein‘.“", ["Nein", "Er sagte ‚nein‘."]),
        ("“Ja“, sagte er.", ["Ja"]),
        ("”Han sa ’nej’”, sa hon. ’Ja’, sa han.", ["Han sa ’nej’", "Ja"]),
        ("»Ja», sanoi hän. »Ei», sanoi toinen.", ["Ja", "Ei"]),
        ("‹Oui›, dit-elle. «‹Non›, dit-il.»", ["Oui", "‹Non›, dit-il."]),
        ("``It's the dogs' dinner,'' she said. `Yes.'", ["It's the dogs' dinner,", "Yes."]),
        ("‘‘It’s the dogs’ dinner,’’ she said. ‘‘He said ‘no’.’’", ["It’s the dogs’ dinner,", "He said ‘no’."]),
        ('他说："是"。＂好＂。『不』', ["是", "好", "不"]),
        ("그는 《좋다》고 말했다.", ["좋다"]),
        ("《人民日报》说：“是。”", ["是。"]),
        ('He is 6\'2", and "it\'s a 12" record," he said. "Yes."', ["it's a 12\" record,", "Yes."]),
        ('Dijo que " el muelle se hunde " y calló.', ["el muelle se hunde"]),
        ('El muelle se hunde. " Nadie vino", recuerda Ruiz. "Nadie", repite.', ["Nadie vino", "Nadie"]),
        ('" On a tout perdu ", dit-elle. Il parle du " quai " et de "rien".', ["On a tout perdu", "quai", "rien"]),
        ('The pier sank. " Nobody came to see it. He left. "We lost it," she said.', ["We lost it,"]),
        ('He said "nobody came, " and left a note. " The end.', ["nobody came,"]),
        ('a 12 " pipe and a 7 " one', []),
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
    text = "“One goes on.\n\nTwo does not."
    (only,) = quoted_spans(SourceText(text))
    assert (False, "One goes on.") == (only.closed, text[only.starts[0] : only.end])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“One.\n\n“Two.\n\n“Three,” she said. “Four.”", [["One.", "Two.", "Three,"], ["Four."]]),
        ("‘One.\n\n‘Two,’ she said.", [["One.", "Two,"]]),
        ('"One.\r\n\r\n"Two," she said.', [["One.", "Two,"]]),
        ("« Un.\n\n« Deux. »", [["Un.", "Deux."]]),
        ("« Un.\n\n» Deux », dit-il. « Trois. »", [["Un.", "Deux"], ["Trois."]]),
        ("„Eins.\n„Zwei.\n„Drei“, sagt er.", [["Eins.", "Zwei.", "Drei"]]),
        ("「一。\n\n二。」", [["一。", "二。"]]),
        ("“One.\n\nTwo.\n\nThree,” he said.", [["One.", "Two.", "Three,"]]),
    ],
)
def test_speech_over_several_paragraphs_is_one_span_with_a_part_for_each(text: str, expected: list[list[str]]) -> None:
    found = quoted_spans(SourceText(text))
    assert expected == [[text[part.start : part.end] for part in span.parts] for span in found]


def test_stated_marks_are_the_only_ones() -> None:
    text = "He said “one” and 'two' and «three»."
    assert ["two"] == [text[span.starts[0] : span.end] for span in quoted_spans(SourceText(text), ["''"])]
    both = quoted_spans(SourceText(text), ["“”", "« »"])
    assert ["one", "three"] == [text[span.starts[0] : span.end] for span in both]


def test_speech_goes_on_after_what_is_no_part_of_the_text() -> None:
    text = "“One.\n\nADVERTISEMENT\n\n“Two.”"
    (span,) = quoted_spans(SourceText(text), apart=[Passage(7, 20)])
    assert ["One.", "Two."] == [text[part.start : part.end] for part in span.parts]


def test_stage_directions_between_the_paragraphs_of_a_turn_are_no_speech() -> None:
    text = "HALE: Is it?\n\nLUNT: I did.\n\n(“Hear, hear.”)\n\nI did it.\n\nHALE: Why?"
    turn = quoted_spans(SourceText(text))[1]
    assert ["I did.", "I did it."] == [text[part.start : part.end] for part in turn.parts]
    assert turn.label is not None
    assert "LUNT" == text[turn.label.start : turn.label.end]
    assert ["Is it?", "I did.", "Why?"] == [
        text[span.start :].split("\n", maxsplit=1)[0] for span in quoted_spans(SourceText(text))
    ]


def test_speech_in_marks_does_not_go_on_over_what_is_set_out() -> None:
    text = "“One.\n\n> In between.\n\n“Two.”"
    assert ["One.", "In between.", "Two."] == spans(text)


@pytest.mark.parametrize("dash", ["-", "–"])
def test_a_stated_dash_opens_speech_where_it_would_be_a_list(dash: str) -> None:
    text = f"{dash} One came.\n\n{dash} Two went."
    assert [] == quoted_spans(SourceText(text))
    assert ["dash", "dash"] == [span.kind for span in quoted_spans(SourceText(text), [dash])]


def test_a_block_has_the_name_below_it_as_its_label() -> None:
    text = "It says:\n\n> We regret it.\n> We do.\n>\n> — Ana Ruiz"
    (span,) = quoted_spans(SourceText(text))
    assert ("block", 2) == (span.kind, len(span.parts))
    assert span.label is not None
    assert "Ana Ruiz" == text[span.label.start : span.label.end]


PIECES = st.sampled_from(
    [
        *"“”„«»‹›‘’‚\"'`「」《》—–->:.,?!* ",
        *("``", "''", "\n", "\n\n", "\r\n\r\n", "\n    ", "Q. ", "A. ", "HALE:", "**Ana:** "),
        *("said", "dit-elle", "brothers", "90s", "tis", "Ana", "é", "他说"),
    ]
)


@given(st.lists(PIECES, max_size=40).map("".join), st.data())
def test_spans_lie_in_the_text_in_order_and_never_overlap(text: str, data: st.DataObject) -> None:
    """Their parts, too; and no part has anything of what is no part of the text."""
    start = data.draw(st.integers(0, len(text)))
    apart = Passage(start, data.draw(st.integers(start, len(text))))
    end = 0
    for span in quoted_spans(SourceText(text), apart=[apart]):
        assert sorted(span.starts) == list(span.starts)
        assert end <= span.starts[0] <= span.starts[-1] < span.end <= len(text)
        end = span.starts[0]
        for part in span.parts:
            assert end <= part.start < part.end <= span.end
            assert not overlap(part, apart)
            assert text[part.start : part.end] == text[part.start : part.end].strip()
            end = part.end
        assert end == span.end
        assert all(not overlap(part, words) for part in span.parts for words in span.inserted)


def test_where_paragraphs_begin_set_in_those_of_one_line_are_no_block_quotes() -> None:
    first = "   The pier was built after the war,\nand nobody has mended it since.\n\n"
    assert [] == list(
        quoted_spans(
            SourceText("Pier to go\n\n" + 3 * first + "   The town will decide on it in the spring of 2025.\n")
        )
    )


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('“The dam will hold," said Ana Ruiz. She left. "It leaks,” said Ben.', ["The dam will hold,", "It leaks,"]),
        ('“It holds,” she said. "It leaks," he said.', ["It holds,", "It leaks,"]),
        ('“He said "no" to us,” she said.', ['He said "no" to us,']),
        ("“We were never asked, said Lena Holm, who left. It was late.", ["We were never asked,"]),
        ('"It rained, said the aide.\n\nNobody came.', ["It rained,"]),
        ("“It rained and rained.\n\nNobody came.", ["It rained and rained."]),
        # Several paragraphs in one line: each opens, the last closes, and the author goes on.
        ('"It goes.\n\n"It leaks. "So." She left. "It holds."', ['It goes.\n\n"It leaks. "So.', "It holds."]),
        ('"It goes. Nobody came. He added: "It leaks." Ruiz left.', ["It goes. Nobody came.", "It leaks."]),
        ('"It goes. He added: "It leaks. He added: "It may fall.', ["It goes.", "It leaks.", "It may fall."]),
        # What says who speaks ends the speech, also where the next paragraph opens.
        ("“It goes, Bell said.\n\n“It leaks,” said Ruiz.", ["It goes,", "It leaks,"]),
        # Marks that look the same at both ends go on in a paragraph that opens alone.
        ('"It goes.\n\nRuiz came.\n\nIt leaks," she said.', ["It goes."]),
        # A space too few, or too many.
        ('"It goes."Ruiz came. "It leaks."', ["It goes.", "It leaks."]),
        ('"It goes, "she said. "It leaks."', ["It goes,", "It leaks."]),
        ('"No votaremos ", dijo Ruiz. "Nunca ".', ["No votaremos", "Nunca"]),
        ("“No votaremos ”. Ruiz calló.", ["No votaremos"]),
        # Closed in another style.
        ("“It goes“, said Bell. “It leaks,” said Ruiz.", ["It goes", "It leaks,"]),
        ("The story “Pier Gone″ is false. “It holds,” said Ruiz.", ["Pier Gone", "It holds,"]),
        ('"It goes,\'\' said Bell. "It leaks," said Ruiz.', ["It goes,", "It leaks,"]),
        ('„Es hält", sagte Ruiz. „Es leckt“, sagte Bell.', ["Es hält", "Es leckt"]),
        ("«Oui», dit-il aux »gilets« et aux «casques».", ["Oui", "gilets", "casques"]),
        ("« Oui », dit-il du cri »Non«.", ["Oui", "Non"]),
        ("“Il hésite», a écrit Ruiz. “Les «casques» restent”, dit-elle.", ["Il hésite", "Les «casques» restent"]),
        ("Il dénonce «le mépris «. Ruiz part. «Non», dit-il.", ["le mépris", "Non"]),
        ("“Es bueno¨. Rajoy calló. “Sí”, dijo Ruiz.", ["Es bueno", "Sí"]),
        ('"I can’t yell. It is “too loud” or “too shrill.”"', ["I can’t yell. It is “too loud” or “too shrill.”"]),
        ("Ruiz parle de «\xa0juifs.\xa0»Elle part. «\xa0Non\xa0», dit-elle.", ["juifs.", "Non"]),
        ("Les premiers «gilets« arrivent. Elle dit «Non».", ["gilets", "Non"]),
        # An apostrophe ends a plural, and no other word.
        ("He thanked 'the Marshal' for it. 'It goes,' she said.", ["the Marshal", "It goes,"]),
    ],
)
def test_mixed_and_unclosed_marks_swallow_no_words_of_the_article(text: str, found: list[str]) -> None:
    assert found == [text[span.start : span.end] for span in quoted_spans(SourceText(text + "\n"))]


@pytest.mark.parametrize(("sentences", "held"), [(2, True), (60, False)])
def test_single_marks_hold_no_more_of_a_paragraph_than_people_say(sentences: int, *, held: bool) -> None:
    """What is farther apart are apostrophes."""
    words = f"Ay, it leaks. {'The dam held all winter. ' * sentences}It floats."
    assert ([words] if held else []) == spans(f"The council met. '{words}' Nobody spoke.")
    assert ["No."] == spans(f"The council met. '{'Ay, the dam held all winter, ' * 60}and left. “No.”")


class Counted(list[Any]):
    """A list that counts how often one of its items is looked at."""

    looks = 0

    def __iter__(self) -> Iterator[Any]:
        for n in range(len(self)):
            yield self[n]

    def __getitem__(self, n: Any) -> Any:
        self.looks += 1
        return super().__getitem__(n)


@pytest.mark.parametrize("pattern", ['It " is so " ', ' " It', '“It " is so ” " '])
def test_of_many_marks_between_spaces_each_is_looked_at_a_few_times(
    pattern: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    find, found = Marks.found_in, list[Counted]()

    def counted(marks: Marks, start: int, end: int) -> Counted:
        found.append(Counted(find(marks, start, end)))
        return found[-1]

    monkeypatch.setattr(Marks, "found_in", counted)
    spans(pattern * 500)
    assert sum(each.looks for each in found) < 20 * sum(map(len, found))
