"""Paraphrases: which words of a sentence somebody is said to say."""

from __future__ import annotations

import pytest

from explorer.drafting.drafting import draft
from explorer.model.records import Article
from explorer.reading.article import Reading
from explorer.reading.paraphrases import Paraphrase, ParaphraseFinder
from explorer.reading.text.passages import SourceText


def paraphrases(text: str, language: str = "en") -> list[Paraphrase]:
    article = Article(id="a", file="a.txt", headline="A", language=language)
    return list(ParaphraseFinder(Reading(article, SourceText(text + "\n"))).find())


def told(text: str, language: str = "en") -> list[str]:
    """The paraphrases of a text; the segments of one have a bar between them."""
    return [" | ".join(text[at.start : at.end] for at in each.passages) for each in paraphrases(text, language)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        # Behind “that”, and without it behind who is spoken to, when and where.
        ("The mayor said on Tuesday that the dam would hold.", ["that the dam would hold"]),
        ("He concedes, however, that the dam may leak.", ["that the dam may leak"]),
        ("Dr. Lena Ortiz, who runs the lab, argues the test is flawed.", ["the test is flawed"]),
        ("Walter Prentiss, chairman and chief executive, said the board voted.", ["the board voted"]),
        ("Ruiz said one guard left after that person came.", ["one guard left after that person came"]),
        ("Pruett Industries Inc. said it would appeal.", ["it would appeal"]),
        # Before the words of saying, and around them.
        ("The dam will hold, said Ana Ruiz, the mayor.", ["The dam will hold"]),
        ("HARLAN, Iowa (AP) -- The dam will hold, officials said Monday.", ["The dam will hold"]),
        ("The dam, she said, will hold.", ["The dam | will hold"]),
        ("The rate fell, according to Marsh.", ["The rate fell"]),
        ("According to Marsh, the rate fell.", ["the rate fell"]),
        # With “to”, “of”, “as”, or a noun.
        ("Ruiz promised to rebuild the dam.", ["to rebuild the dam"]),
        ("Officials urged residents to boil their water.", ["residents to boil their water"]),
        ("Ruiz accused the company of hiding the leak.", ["the company of hiding the leak"]),
        ("He described the fire as a terrible accident.", ["the fire as a terrible accident"]),
        ("Marsh predicted a quick recovery.", ["a quick recovery"]),
        ("She asked whether anyone had checked the dam.", ["whether anyone had checked the dam"]),
        ("Ana Ruiz is confident that the dam will hold.", ["that the dam will hold"]),
        ("The lake rose, recalls Ana Ruiz, a guide.", ["The lake rose"]),
        ("Ruiz told directors the company had a buyer.", ["the company had a buyer"]),
        ("A man who answered the door said he was tired.", ["he was tired"]),
        # What a source asks for who is not to be named is nothing said.
        ("A nurse who asked not to be identified said the ward was cold.", ["the ward was cold"]),
        ("According to an aide who asked to remain anonymous, the rate fell.", ["the rate fell"]),
        (
            "Ruiz told holders that its head, Lionel Strang, had promised to stay.",
            ["that its head, Lionel Strang, had promised to stay"],
        ),
        ("In return, he said, the bank moved its money.", ["In return | the bank moved its money"]),
        ("Ruiz said no one would be punished.", ["no one would be punished"]),
        ("That, they said, would be enough for now.", ["would be enough for now"]),
        (
            "“It was close,” said Ana Ruiz of Cowles & Company, who predicted sales of $4 million.",
            ["sales of $4 million"],
        ),
        ("A source told the Guardian the memo was lost.", ["the memo was lost"]),
        ("Ana Ruiz, the senator who has sponsored a bill, said the plan would fail.", ["the plan would fail"]),
        # Where another clause begins.
        ("Ruiz said the dam was safe and promised to pay.", ["the dam was safe and promised to pay"]),
        ("Ruiz said the dam was safe, but Marsh said it leaked.", ["the dam was safe", "it leaked"]),
        ("The dam was safe, Ruiz said, adding that it was new.", ["The dam was safe", "that it was new"]),
        # The words of somebody in those of another one.
        (
            "Ruiz said Marsh had warned that the dam leaked.",
            ["Marsh had warned that the dam leaked", "that the dam leaked"],
        ),
    ],
)
def test_what_is_told_is_found_by_its_place(text: str, found: list[str]) -> None:
    assert told(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "The mayor declined to say whether the dam would hold.",
        "Ruiz did not say that the dam would hold.",
        "“We will rebuild,” Ruiz said from the bench.",
        "Tolliver finished with 37 points and was chosen.",
        "He called the deal “a very bad deal,” and left.",
        "An aide, who requested anonymity, left.",
        "Twice he has said no.",
        "The storm was expected to turn north.",
        "Asked to elaborate, he said: “No.”",
        "He called the sum “modest.”",
        "The police said nothing.",
        "If Ruiz says so, the dam will be closed.",
    ],
)
def test_what_is_not_told_as_said_is_no_paraphrase(text: str) -> None:
    assert told(text) == []


def test_who_relays_the_words_of_another_one_is_known() -> None:
    outer, inner = paraphrases("Ruiz said Marsh had warned that the dam leaked.")
    assert outer.relayed is None
    assert inner.relayed is not None
    assert inner.relayed.mentions[0].head == ("Ruiz",)


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        ("de", "Bürgermeister Max Kolb sagte am Montag, dass der Damm halte.", ["dass der Damm halte"]),
        ("de", "Der Damm halte, sagte Max Kolb.", ["Der Damm halte"]),
        ("fr", "Le maire Jean Morel a déclaré mardi que la digue tenait.", ["que la digue tenait"]),
        ("fr", "Selon Jean Morel, la digue tient.", ["la digue tient"]),
        ("fr", "La digue tient, a assuré Jean Morel.", ["La digue tient"]),
        ("es", "La alcaldesa Ana Ruiz dijo que el dique aguanta.", ["que el dique aguanta"]),
        ("es", "Según Ana Ruiz, el dique aguanta.", ["el dique aguanta"]),
    ],
)
def test_other_languages_have_that_and_words_of_saying_too(language: str, text: str, found: list[str]) -> None:
    assert told(text, language) == found


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("es", "Los vecinos cuentan con un puente nuevo."),
        ("es", "Los vecinos precisan ayuda para volver a casa."),
        ("fr", "Ana Ruiz a détaillé son plan."),
        ("fr", "Les ouvriers lancent une grève."),
        ("fr", "Les enquêteurs poursuivent leurs recherches."),
        ("fr", "Les joueurs enchaînent trois victoires."),
        ("fr", "Les voisins glissent un mot sous la porte."),
        ("fr", "Les ouvriers lâchent leurs outils."),
        ("fr", "Les juges tranchent le litige."),
        ("pt", "As empresas completaram três anos de obras."),
        ("pt", "Os bancos respondem por metade das vendas."),
        ("pt", "As polícias reforçaram o cerco ao bairro."),
        ("pt", "Os times pontuaram fora de casa."),
    ],
)
def test_a_verb_that_seldom_says_anything_tells_nothing_of_what_is_done(language: str, text: str) -> None:
    assert told(text, language) == []


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        ("en", "Ruiz said that the plan costs too much – except that prices fell.", ["that the plan costs too much"]),
        ("en", "Ruiz said that the plan costs too much, except that prices fell.", ["that the plan costs too much"]),
        ("en", "Marsh said he never met her -- though he later had to leave.", ["he never met her"]),
        ("en", "Ben Marsh said the dam was safe, though records show otherwise.", ["the dam was safe"]),
        # Where nobody else is cited, it is what is told that goes on.
        (
            "en",
            "Ruiz said that she would stay, even though she was tired.",
            ["that she would stay, even though she was tired"],
        ),
        ("en", "Ruiz said that he, though tired, would stay.", ["that he, though tired, would stay"]),
        ("de", "Ruiz sagte, dass der Damm halte – obwohl er leckt.", ["dass der Damm halte"]),
        ("fr", "Jean Morel a déclaré mardi que la digue tenait – sauf que rien ne tient.", ["que la digue tenait"]),
    ],
)
def test_what_the_author_sets_against_a_clause_is_no_part_of_it(language: str, text: str, found: list[str]) -> None:
    assert found == told(text, language)


def test_what_is_hardly_told_is_drafted_only_where_it_begins_with_that(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("explorer.drafting.drafting._TOLD", 0.4)
    text = "Ana Ruiz told Prime Minister Elena Marsh{} the dam was safe.\n"
    article = Article(id="a", file="a.txt", headline="A", language="en")
    assert not draft(article, SourceText(text.format(""))).quotes
    assert ["that the dam was safe"] == [
        each.quote.text for each in draft(article, SourceText(text.format(" that"))).quotes
    ]
