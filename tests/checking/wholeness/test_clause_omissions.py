"""What paraphrases leave out of their clauses; and what stands beside these and is no part of them."""

from __future__ import annotations

import pytest
from omitting import left_out, quote, told, words

XI = "Xi, the official said, suggested peace is well and good but at some point, there needs to be a move.\n"


def test_the_rest_of_a_paraphrase_is_told() -> None:
    said = "Xi, the official said, suggested"
    whole = "peace is well and good but at some point, there needs to be a move"
    assert not left_out(XI, quote(whole, "indirect", said))
    found = left_out(XI, quote("peace is well and good", "indirect", said))
    assert ["", "but at some point, there needs to be a move"] == words(XI, found.before, found.after)
    ((severity, code, message),) = told(XI, quote("peace is well and good", "indirect", said))
    assert ("warning", "words-left-out") == (severity, code)
    assert "“but”" in message


@pytest.mark.parametrize(
    ("sentence", "text", "said", "before", "after"),
    [
        ("Ruiz said not all piers will close.", "all piers will close", "Ruiz said", "not", ""),
        ("Ruiz said it is not true that piers close.", "piers close", "Ruiz said", "it is not true that", ""),
        ("The pier opens, Ruiz said, but not before May.", "The pier opens", "Ruiz said", "", "but not before May"),
        ("The pier opens if it is dry, Ruiz said.", "The pier opens", "Ruiz said", "", "if it is dry"),
        ("The pier, Ruiz said, may never open.", "may never open", "Ruiz said", "The pier", ""),
        ("Ruiz said the pier opens, possibly in May.", "the pier opens", "Ruiz said", "", "possibly in May"),
        ("Ruiz said 14 are still being denied access.", "14 are still", "Ruiz said", "", "being denied access"),
        ("Ruiz said he would not do so under oath.", "he would not do", "Ruiz said", "", "so under oath"),
        ("Ruiz said no clerk was removed from his post.", "no clerk was", "Ruiz said", "", "removed from his post"),
        (
            "Ruiz said it is settled and that she would not answer.",
            "it is settled",
            "Ruiz said",
            "",
            "and that she would not answer",
        ),
        (
            "Ruiz said it is shut and that nobody had told her.",
            "it is shut",
            "Ruiz said",
            "",
            "and that nobody had told her",
        ),
        ("Ruiz said they could vote as soon as Tuesday.", "they could vote", "Ruiz said", "", "as soon as Tuesday"),
        ("Ruiz said they could vote, barring a strike.", "they could vote", "Ruiz said", "", "barring a strike"),
        ("Ruiz said Brandt has mellowed, but only a bit.", "but only a bit", "Ruiz said", "Brandt has mellowed", ""),
    ],
)
def test_words_of_the_clause_are_told(sentence: str, text: str, said: str, before: str, after: str) -> None:
    article = f"Pier\n\nThe sun shone. {sentence} It was late.\n"
    found = left_out(article, quote(text, "indirect", said))
    assert [before, after] == words(article, found.before, found.after)


@pytest.mark.parametrize(
    ("sentence", "text", "said"),
    [
        ("Ruiz said that the pier opens.", "the pier opens", "Ruiz said"),
        ("Ruiz said Tuesday the pier opens.", "the pier opens", "Ruiz said"),
        ("Ruiz told reporters on 5 May that the pier opens.", "the pier opens", "Ruiz told"),
        ("On Tuesday, Ruiz said the pier opens.", "the pier opens", "Ruiz said"),
        ("But the pier opens, Ruiz said.", "the pier opens", "Ruiz said"),
        ("The pier opens, said Ana Ruiz, who has been mayor for 12 years.", "The pier opens", "said Ana Ruiz"),
        ("Ruiz said the pier opens, adding that nobody was hurt.", "the pier opens", "Ruiz said"),
        ("Ruiz said the pier opens, and the crowd did not cheer.", "the pier opens", "Ruiz said"),
        ("Ruiz said the pier opens, a plan that 300 people oppose.", "the pier opens", "Ruiz said"),
        ("Ruiz said the pier opens, calling it “not my plan”.", "the pier opens", "Ruiz said"),
        ("“Yes,” Ruiz said, and the pier opens, which Dr. Okafor denied.", "the pier opens", "Ruiz said"),
    ],
)
def test_what_is_no_part_of_the_clause_is_not(sentence: str, text: str, said: str) -> None:
    article = f"Pier\n\nThe sun shone. {sentence} It was late.\n"
    assert not left_out(article, quote(text, "indirect", said))


def test_the_dot_of_an_ordinal_ends_no_sentence() -> None:
    article = "Bad\n\nRuiz sagte, das Bad werde am 14. Mai nicht öffnen. Es regnete.\n"
    found = left_out(article, quote("das Bad werde am 14.", "indirect", "Ruiz sagte"))
    assert ["", "Mai nicht öffnen"] == words(article, found.before, found.after)
    article = "Bad\n\nRuiz sagte, das Bad werde 14. Es regnete nicht.\n"
    assert not left_out(article, quote("das Bad werde 14.", "indirect", "Ruiz sagte"))


def test_a_percent_sign_is_a_word_between_segments() -> None:
    article = "Ayuda\n\nRuiz dijo que la ayuda apenas cubriría un 30 % del coste.\n"
    found = left_out(article, quote(["la ayuda apenas cubriría un 30", "del coste"], "indirect", "Ruiz dijo"))
    assert ["%"] == words(article, *found.between)


def test_a_condition_of_time_is_told() -> None:
    article = "Puente\n\nRuiz dijo que no cerrará el puente mientras él gobierne. Llovía.\n"
    found = left_out(article, quote("no cerrará el puente", "indirect", "Ruiz dijo"))
    assert ["", "mientras él gobierne"] == words(article, found.before, found.after)


def test_what_another_quote_holds_is_another_clause() -> None:
    article = "Ruiz said that the pier opens and the old bridge will not close.\n"
    first, second = (
        quote("the pier opens", "indirect", "Ruiz said"),
        quote("the old bridge will not close", "indirect", "Ruiz said", id="other"),
    )
    assert left_out(article, first)
    assert not left_out(article, first, second)
    assert not left_out(
        article,
        quote("the old bridge will not close", "indirect", "Ruiz said"),
        quote("the pier opens", "indirect", "Ruiz said", id="other"),
    )


def test_a_fragment_is_no_other_clause_of_the_paraphrase_that_it_is_within() -> None:
    article = "Ruiz said the pier is “not safe” for boats.\n"
    fragment = quote("not safe", "partial", "Ruiz said", id="other", more="\n  within: q")
    found = left_out(article, quote("the pier is", "indirect", "Ruiz said"), fragment)
    assert ["", "“not safe” for boats"] == words(article, found.before, found.after)
    assert not left_out(article, quote("the pier is “not safe” for boats", "indirect", "Ruiz said"), fragment)


@pytest.mark.parametrize(
    ("sentence", "text", "said", "expected", "weighs"),
    [
        (
            "He said the plan would not work unless the council pays.",
            "the plan would not work",
            "He said",
            "unless",
            True,
        ),
        ("He said the plan would fail but might be mended.", "the plan would fail", "He said", "but might be", True),
        ("He confirmed a plan that would not last.", "a plan", "He confirmed", "that would not last", True),
        ("It is not true that the plan failed, he said.", "the plan failed", "he said", "not true", True),
        ("He said it is not true that the plan failed.", "the plan failed", "He said", "not true", True),
        ("He said he doubted that the plan works.", "the plan works", "He said", "doubted", True),
        ("He said critics claimed that the plan works.", "the plan works", "He said", "claimed", True),
        ("He said he was “cautiously optimistic” that it would work.", "it would work", "He said", "optimistic", False),
        ("He said the plan, unless changed, will fail.", ["the plan", "will fail"], "He said", "unless", True),
        ("He said the plan (if adopted) will fail.", ["the plan", "will fail"], "He said", "if", True),
        ("He said the plan — allegedly his own — will fail.", ["the plan", "will fail"], "He said", "allegedly", True),
        ("The plan will fail, he said, unless the council pays.", "The plan will fail", "he said", "unless", True),
        ("The plan will fail, he said, if not changed.", "The plan will fail", "he said", "if not", True),
        ("The plan will fail — but only if nobody pays, he said.", "The plan will fail", "he said", "only if", True),
        ("He said the plan will fail (unless it is changed).", "the plan will fail", "He said", "unless", True),
        ("He said 40 boats sank.", "boats sank", "He said", "40", True),
        ("He said at least 40 boats sank.", "40 boats sank", "He said", "at least", True),
        ("He said almost all boats sank.", "all boats sank", "He said", "almost", True),
        ("He said that not all boats sank.", "all boats sank", "He said", "not", True),
        ("He said that nearly 40 boats sank.", "40 boats sank", "He said", "nearly", True),
        ("He said the boats sank in 2019.", "the boats sank", "He said", "2019", True),
        ("He said the boats sank within two hours.", "the boats sank", "He said", "two", True),
        ("He said the boats allegedly sank.", ["the boats", "sank"], "He said", "allegedly", True),
        ("He said the boats can’t sink.", ["the boats", "sink"], "He said", "can’t", True),
        ("Perhaps the boats sank, he said.", "the boats sank", "he said", "Perhaps", True),
        ("Hardly any boats sank, he said.", "boats sank", "he said", "Hardly", True),
        ("If it rains, he said, the boats will sink.", "the boats will sink", "he said", "If", True),
        ("Only in March, he said, did the boats sink.", "did the boats sink", "he said", "Only", True),
        ("No boats, he said, have sunk.", "have sunk", "he said", "No boats", True),
        ("He said the boats would sink by summer.", "the boats would sink", "He said", "by summer", False),
        ("He said the boats would sink, but not before May.", "the boats would sink", "He said", "not before", True),
        ("He said the boats would sink but not before May.", "the boats would sink", "He said", "not before", True),
        (
            "He said the boats would sink and might never be raised.",
            "the boats would sink",
            "He said",
            "might never",
            True,
        ),
        ("He said he did not think the boats would sink.", "the boats would sink", "He said", "not think", True),
        (
            "He said there was no chance that the boats would sink.",
            "the boats would sink",
            "He said",
            "no chance",
            True,
        ),
        ("The boats, he said, would not sink.", ["The boats", "sink"], "he said", "not", True),
        ("The boats may, he said, sink.", ["The boats", "sink"], "he said", "may", True),
        ("He said the boats sank, possibly on purpose.", "the boats sank", "He said", "possibly", True),
        ("He said the boats sank, about 40 in all.", "the boats sank", "He said", "40", True),
    ],
)
def test_words_of_a_clause_are_told_wherever_they_stand(
    sentence: str, text: str | list[str], said: str, expected: str, weighs: bool
) -> None:
    article = f"Pier\n\nThe sun shone. {sentence} It was late.\n"
    found = left_out(article, quote(text, "indirect", said))
    assert expected in " ".join(words(article, found.before, *found.between, found.after))
    assert weighs == any(omission.weighty for omission in found)


@pytest.mark.parametrize(
    ("sentence", "text", "said"),
    [
        ("Ruiz said the pier is safe.", "the pier is safe", "Ruiz"),
        ("Ruiz, the mayor, said the pier is safe.", "the pier is safe", "Ruiz"),
        ("Ruiz, the mayor, said the pier is safe.", "the pier is safe", "said"),
        ("The pier is safe, Ruiz, the mayor, said.", "The pier is safe", "said"),
        ("The pier is safe, Ruiz, the mayor, said.", "The pier is safe", "Ruiz"),
        ("The pier is safe, Porto’s mayor, Ana Ruiz, said.", "The pier is safe", "Ana Ruiz, said"),
        ("The pier is safe, 44-year-old Ruiz said.", "The pier is safe", "Ruiz said"),
        ("Ruiz said in an interview the pier is safe.", "the pier is safe", "Ruiz said"),
        ("Ruiz said in an interview that the pier is safe.", "the pier is safe", "Ruiz said"),
        ("Ruiz told the BBC the pier is safe.", "the pier is safe", "Ruiz told"),
        ("Ruiz told the council on 5 May that the pier is safe.", "the pier is safe", "Ruiz told"),
        ("Ruiz said at a press conference on Tuesday that the pier is safe.", "the pier is safe", "Ruiz said"),
        ("Ruiz said the pier is safe, citing a report by two engineers.", "the pier is safe", "Ruiz said"),
        ("The pier is safe, Ruiz said on Monday, and left the room.", "The pier is safe", "Ruiz said"),
        ("The pier is safe, Ruiz said, declining to give a date.", "The pier is safe", "Ruiz said"),
        (
            "The pier is safe, Ruiz said in a statement on Monday, two days after 40 people were rescued.",
            "The pier is safe",
            "Ruiz said",
        ),
        ("PORTO (AP) — The pier is safe, Ruiz said.", "The pier is safe", "Ruiz said"),
        ("PORTO, May 5 (Reuters) - The pier is safe, Ruiz said.", "The pier is safe", "Ruiz said"),
        ("According to Ruiz, the pier is safe.", "the pier is safe", "According to Ruiz"),
        ("According to Ruiz, the mayor, the pier is safe.", "the pier is safe", "According to Ruiz"),
        ("The pier, according to Ruiz, is safe.", ["The pier", "is safe"], "according to Ruiz"),
        ("Ruiz warned against closing the pier.", "closing the pier", "Ruiz warned against"),
        ("Ruiz, who could not attend, said the pier is safe.", "the pier is safe", "Ruiz"),
        ("Asked about the storm, Ruiz said the pier is safe.", "the pier is safe", "Ruiz said"),
        ("In March, when 300 people were evacuated, Ruiz said the pier is safe.", "the pier is safe", "Ruiz said"),
        ("Ruiz said: The pier is safe.", "The pier is safe", "Ruiz said"),
        ("Ruiz said the pier is safe; the council disagreed and may sue.", "the pier is safe", "Ruiz said"),
        ("Ruiz said the pier is safe — a claim that engineers dispute.", "the pier is safe", "Ruiz said"),
        ("Ruiz said the pier is safe (it was built in 1950).", "the pier is safe", "Ruiz said"),
        ("Ruiz said the pier is safe, but Okafor disagreed.", "the pier is safe", "Ruiz said"),
        ("Ruiz said the pier is safe, but declined to give a date.", "the pier is safe", "Ruiz said"),
        ("Ruiz said the pier is safe, although engineers doubt it.", "the pier is safe", "Ruiz said"),
        ("Ruiz said the pier is safe, a spokesman for the council told AFP.", "the pier is safe", "Ruiz said"),
        ("While Okafor did not comment, Ruiz said the pier is safe.", "the pier is safe", "Ruiz said"),
        ("Ruiz said the pier is safe, while Okafor said it could collapse.", "the pier is safe", "Ruiz said"),
        ("Ruiz called the pier safe and said it will open in May.", "it will open in May", "said"),
        ("Ruiz said the pier is safe. She did not give a date.", "the pier is safe", "Ruiz said"),
        (
            "The pier is safe, says the mayor's office, which has not published the report.",
            "The pier is safe",
            "says the mayor's office",
        ),
        ("Ruiz claims the pier is safe.", "the pier is safe", "Ruiz"),
        ("Ruiz has said repeatedly that the pier is safe.", "the pier is safe", "Ruiz has said"),
        ("Ruiz would not say whether the pier is safe.", "whether the pier is safe", "Ruiz would not say"),
        ("Ruiz said the pier is safe for now.", "the pier is safe for now", "Ruiz said"),
        ("The pier is safe, she said, without elaborating.", "The pier is safe", "she said"),
        ("Ruiz said the pier is safe, even as engineers warned it may collapse.", "the pier is safe", "Ruiz said"),
        ("Ruiz said the pier is safe, and Okafor said it is not.", "the pier is safe", "Ruiz said"),
        ("Ruiz, who would not be drawn on dates, said the pier is safe.", "the pier is safe", "Ruiz"),
        ("Speaking to reporters, Ruiz said the pier is safe.", "the pier is safe", "Ruiz said"),
        ("Ruiz and Okafor said the pier is safe.", "the pier is safe", "Ruiz and Okafor said"),
        ("The mayor’s office said the pier is safe.", "the pier is safe", "The mayor’s office said"),
        (
            "Two engineers, who asked not to be named, said the pier is safe.",
            "the pier is safe",
            "Two engineers, who asked not to be named, said",
        ),
        ("Two engineers, who asked not to be named, said the pier is safe.", "the pier is safe", "Two engineers"),
        (
            "Ruiz dismissed claims that the pier is unsafe as “nonsense.”",
            "as “nonsense.”",
            "Ruiz dismissed claims that the pier is unsafe",
        ),
        ("Ruiz said the pier is safe, but did not give details.", "the pier is safe", "Ruiz said"),
        ("Ruiz said the pier is safe, but declined to give details.", "the pier is safe", "Ruiz said"),
        ("Ruiz said the pier is safe, though she acknowledged cracks.", "the pier is safe", "Ruiz said"),
        (
            "Ruiz said the pier is safe, but she conceded that it had not been inspected.",
            "the pier is safe",
            "Ruiz said",
        ),
        ("The pier is safe, Ruiz said, adding that it would not close.", "The pier is safe", "Ruiz said"),
        ("Ruiz has repeatedly said the pier is safe.", "the pier is safe", "Ruiz has repeatedly said"),
        ("Ruiz has repeatedly said the pier is safe.", "the pier is safe", "Ruiz"),
        (
            "In her letter, which runs to 40 pages, Ruiz writes that the pier is safe.",
            "the pier is safe",
            "Ruiz writes",
        ),
        ("Ruiz, 47, said the pier is safe.", "the pier is safe", "said"),
        ("The pier is safe, said Ruiz, 47.", "The pier is safe", "said Ruiz"),
        ("The pier is safe, said Ruiz, a 47-year-old engineer who could not swim.", "The pier is safe", "said Ruiz"),
        ("The pier is safe, said Ruiz (47).", "The pier is safe", "said Ruiz"),
        ("“I can’t swim,” Ruiz said, but the pier is safe.", "the pier is safe", "Ruiz said"),
        (
            "According to a clerk, who asked not to be named, the pier is safe.",
            "the pier is safe",
            "According to a clerk",
        ),
        (
            "According to a clerk who asked not to be named, the pier is safe.",
            "the pier is safe",
            "According to a clerk",
        ),
        ("Ruiz said the pier is safe, and warned that it may not last.", "the pier is safe", "Ruiz said"),
        ("Ruiz said the pier is safe and warned that it may not last.", "the pier is safe", "Ruiz said"),
        ("Ruiz praised the plan but has said she will not pay for it.", "the plan", "Ruiz praised"),
        ("Ruiz confirmed the meeting but would not say more of it.", "the meeting", "Ruiz confirmed"),
        ("Ruiz, who resisted a release of the video, said she did not look.", "a release of the video", "who resisted"),
    ],
)
def test_words_beside_a_clause_are_no_part_of_it(sentence: str, text: str | list[str], said: str) -> None:
    article = f"Pier\n\nThe sun shone. {sentence} It was late.\n"
    assert not left_out(article, quote(text, "indirect", said))
