"""Whom an article's words for a speaker mean: parts of names, descriptions, epithets and pronouns."""

from __future__ import annotations

import pytest

from explorer.drafting.drafting import draft
from explorer.model.records import Article
from explorer.reading.analysis import Analysis
from explorer.reading.reporting.mentions import Mention
from explorer.reading.speakers import AttributionBasis
from explorer.reading.text.passages import SourceText


def speaker_of(text: str, words: str) -> tuple[str, str]:
    """Who is drafted as the speaker of the quote with some words, and what the article calls them there."""
    result = draft(Article(id="a", file="a.txt", headline="x"), SourceText(text))
    quote = next(each for each in result.quotes if words in " ".join(each.quote.segments))
    at = quote.speaker_at
    name = next(person.name for person in result.people if person.id == quote.quote.speaker)
    return name, text[at.start : at.end] if at else ""


@pytest.mark.parametrize(
    ("text", "name", "at"),
    [
        ("“It leaks.” ― Ana Ruiz\n“It floats.” ― Ben Okafor\n“It holds.”― Lena Holm", "Ben Okafor", "Ben Okafor"),
        ("His brother, Levan, was there. “It floats,” he said.", "Levan", "he"),
        ("The mayor’s wife, Ana Ruiz, came. “It floats,” she said.", "Ana Ruiz", "she"),
        ("A union official balked. The official, Lena Holm, said no.\n\n“It floats,” Holm said.", "Lena Holm", "Holm"),
        ("A farmer called Idris stood up and said, “It floats.”", "Idris", "A farmer"),
        ("Lena Holm came. A man called Lena Holm a fool. “It floats,” she said.", "Lena Holm", "she"),
        ("Aides despaired. “It floats,” said one, who asked not to be named.", "Aide", "one"),
        ("Gov. Ana Ruiz issued a statement. “It floats,” it said.", "Ana Ruiz", "it"),
        ("Ana Ruiz, a Democrat, left. “It floats,” she said.", "Ana Ruiz", "she"),
        ("Ben Okafor spoke in Boston, Mass., and left. “It floats,” he said.", "Ben Okafor", "he"),
        ("Pressed, Ben Okafor gave up.\n\nAgain, he would go no further. “It floats.”", "Ben Okafor", "he"),
        ("Ben Okafor, a grazier, sat. “It floats,” the tall grazier said.", "Ben Okafor", "the tall grazier"),
        ("Team Holm was glad. “It floats,” Holm said.", "Holm", "Holm"),
        ("Ben Okafor left.\n\nThe dam leaks, said Carl Bos.\n\n“It floats,” he said.", "Carl Bos", "he"),
        ("Calder Corp.’s board balked, calling it “It floats” talk.", "Calder Corp.’s board", "Calder Corp.’s board"),
        ("“It floats,” said an aide of the mayor.", "Aide of the mayor", "an aide of the mayor"),
        ("“It floats,” Ana Ruiz was quoted as saying by the Lantern.", "Ana Ruiz", "Ana Ruiz"),
        ("“It floats,” said Mr. Okafor of Porto on Friday.", "Okafor", "Mr. Okafor of Porto"),
        ("“It floats,” said Mr. Okafor to your correspondent.", "Okafor", "Mr. Okafor"),
        ("Besides his daughter, Dov Banks leaves a son. “It floats,” he said.", "Dov Banks", "he"),
        ("He taught at Harmon High. Dov Banks left Harmon High. “It floats,” he said.", "Dov Banks", "he"),
        (
            "Ana Ruiz issued a statement. The crew left. Calder Corp. balked. “It floats,” it said.",
            "Calder Corp.",
            "it",
        ),
        (
            (
                "Ben Okafor found the toads. Okafor sold them.\n\n"
                "A spokesman for the port confirmed the find. “It floats,” he said."
            ),
            "Spokesman for the port",
            "he",
        ),
        (
            (
                "Carl Bos confirmed that the raid was aimed at leader Ben Okafor, and that it hit the port.\n\n"
                "But he said it was unclear if Okafor had been hurt.\n\n“It floats,” he said."
            ),
            "Carl Bos",
            "he",
        ),
        (
            (
                "Ben Okafor sang. Okafor won. Okafor left.\n\n"
                "Carl Bos, the chairman, said he had let Okafor go on Friday. He said that the song would be heard"
                " and Mr. Okafor may be asked. He added: “It floats.”"
            ),
            "Carl Bos",
            "He",
        ),
        (
            (
                "Ben Okafor sang. Okafor won. Okafor left.\n\n"
                "Among those who wept when Okafor died was his friend, Carl Bos. “It floats as Okafor did,” he said."
            ),
            "Carl Bos",
            "he",
        ),
    ],
)
def test_who_speaks_is_whom_the_words_mean(text: str, name: str, at: str) -> None:
    assert (name, at) == speaker_of(text, "It floats")


@pytest.mark.parametrize(
    "text",
    [
        "well.\n\nRelated:\n\n    Are You Properly Insured for Your Real Estate?",
        "It rained.\n\nWatch:\n\n“Are You Properly Insured?”",
        "It rained.\n\nCorrection: a former version had it that Ana Ruiz said\n“Are You Properly Insured?”",
    ],
)
def test_no_line_that_is_no_body_text_tells_who_speaks(text: str) -> None:
    quotes = draft(Article(id="a", file="a.txt", headline="x"), SourceText(text)).quotes
    assert [None] * len(quotes) == [each.speaker_at for each in quotes]


def test_what_follows_a_guess_in_its_paragraph_is_no_surer() -> None:
    """Rules that know no words of saying, say in Greek, guess by whoever is told of; so they do of the words behind."""
    text = "Ο δήμαρχος Νίκος Αλεξίου μίλησε.\n\n«Δεν πήρα τίποτα», δήλωσε ο Αλεξίου. «Θα ασκήσω έφεση», πρόσθεσε."
    result = draft(Article(id="a", file="a.txt", headline="x"), SourceText(text))
    assert ["guess", "guess"] == [each.confidence for each in result.quotes]
    assert len({each.quote.speaker for each in result.quotes}) == 1


def test_a_text_in_one_long_line_has_no_headline_and_is_as_sure_as_one_in_paragraphs() -> None:
    paragraphs = [
        "The town looked on when the dam was opened, and for the whole of the day it rained on all who were there.",
        "“We knew that the dam would hold, and now everybody can see it for themselves,” Ana Ruiz told the council.",
        "“Nobody asked what it has cost the town, and nobody will,” said Ben Brusk, who has a boat on the river.",
    ]
    article = Article(id="a", file="a.txt", headline="Dam opens", language="en")
    for separator in (" ", "\n\n"):
        found = draft(article, SourceText(separator.join(paragraphs) + "\n")).quotes
        assert ["sure", "sure"] == [each.confidence for each in found]


@pytest.mark.parametrize(
    ("text", "words", "name", "at"),
    [
        (
            "The town’s Special Envoy to Olmok, Ana Ruiz, posted that she was “shocked about what they say of it.”",
            "shocked about",
            "Ana Ruiz",
            "Ana Ruiz",
        ),
        ("“It floats,” said her father, Idris Holm.", "floats", "Idris Holm", "Idris Holm"),
        (
            "“It floats,” Capt. Ana Ruiz, Mayor Ben Okafor and Lena Holm said.",
            "floats",
            "Ana Ruiz",
            "Capt. Ana Ruiz",
        ),
        (
            "The catch beat the average captain estimate. Calder captains said that it came “from both lakes.”",
            "from both",
            "Calder captains",
            "Calder captains",
        ),
        (
            "A woman’s boat was eventually found. “We all mourn with them,” the agency told the Ledger.",
            "mourn",
            "Agency",
            "the agency",
        ),
        (
            "Dean Marsh said making a captain fear for her boat was “simply unacceptable”.",
            "simply",
            "Marsh",
            "Dean Marsh",
        ),
        (
            "Ana Ruiz strode out onto the harbor stage on Monday and told captains they had a “rare, fleeting chance”.",
            "fleeting",
            "Ana Ruiz",
            "Ana Ruiz",
        ),
        (
            "The Lake Service confirmed it looked, but gave no details, adding that it “has the highest standard”.",
            "highest",
            "Lake Service",
            "The Lake Service",
        ),
        (
            "“We all know that it floats,” said Calder strategist and Olmok Post contributor Ana Ruiz. She left.",
            "floats",
            "Ana Ruiz",
            "Ana Ruiz",
        ),
        (
            "Former ambassador to Russia Ana Ruiz told the Ledger it was “still floating”.",
            "still",
            "Ana Ruiz",
            "Ana Ruiz",
        ),
        (
            "Ben Holm is the captain. Holm left with his son, Idris Holm. “We all know that it floats,” Holm said.",
            "floats",
            "Ben Holm",
            "Holm",
        ),
        (
            "Idris Holm is five. Idris rows. Keith Holm is old. “We all know that it floats,” Mr. Holm said.",
            "floats",
            "Keith Holm",
            "Mr. Holm",
        ),
        (
            "Ana Holm is the captain. “We all know that it floats,” Duchess Holm said.",
            "floats",
            "Holm",
            "Duchess Holm",
        ),
        (
            "Ben Okafor left.\n\nAndrea Bos said he was at the dam. “We all know that it floats,” he said.",
            "floats",
            "Andrea Bos",
            "he",
        ),
        (
            "Vice President Ana Ruiz came. “We all know that it floats,” the president said.",
            "floats",
            "President",
            "the president",
        ),
        (
            "Ben Okafor, an analyst, was glad. “We all know that it floats,” analysts said.",
            "floats",
            "Analysts",
            "analysts",
        ),
        (
            "Dam company chief Ben Okafor left. “We all know that it floats,” the company said.",
            "floats",
            "Company",
            "the company",
        ),
        (
            "Okafor & Holm sold the dam. “We all know that it floats,” the government said.",
            "floats",
            "Government",
            "the government",
        ),
        (
            "“We all know that it floats,” Hanna Holm, Keith Holm’s niece, told the Ledger.",
            "floats",
            "Hanna Holm",
            "Hanna Holm",
        ),
        (
            "Idris Marsh came. He was challenged on it - and his claim that it would be unfair to raise the dam.",
            "unfair",
            "Idris Marsh",
            "his",
        ),
        (
            "Ana Ruiz, the captain who founded the Hope Boat Fund, said they are now living in a lake.",
            "living",
            "Ana Ruiz",
            "Ana Ruiz",
        ),
    ],
)
def test_who_speaks_is_the_name_of_a_role_and_whoever_is_right_beside_the_verb(
    text: str, words: str, name: str, at: str
) -> None:
    assert (name, at) == speaker_of(text, words)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "“It floats,” Ana Ruiz, a cook who quit in May over the dam, and is still living here, told them.",
            "Ana Ruiz, a cook who quit in May over the dam, and is still living here, told them",
        ),
        (
            "Captains Without Borders (CWB), which won in May, said that the town has to let the boats float again.",
            "Captains Without Borders (CWB), which won in May, said",
        ),
        (
            "Ana Ruiz, the town’s first mayor, suggested that it floats for now.",
            "Ana Ruiz, the town’s first mayor, suggested",
        ),
        (
            "Idris Holm came. He still very much believes in the dam, but adds “right now it looks very dark”.",
            "He still very much believes in the dam, but adds",
        ),
    ],
)
def test_whoever_speaks_is_read_with_all_that_stands_before_the_verb(text: str, said: str) -> None:
    result = draft(Article(id="a", file="a.txt", headline="x"), SourceText(text))
    assert said in [each.quote.attribution for each in result.quotes]


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        (
            "de",
            "Karin Vogt sagte, der Damm sei am 7. Oktober geprüft worden.",
            ["der Damm sei am 7. Oktober geprüft worden"],
        ),
        ("es", "Ana Ruiz es la alcaldesa.\n\n«No lo sé», dijo el lunes la alcaldesa.", ["No lo sé"]),
        ("ar", "وقالت الوزيرة ليلى حداد: “السد صامد اليوم”.", ["السد صامد اليوم"]),
        ("en", "The chief, Per Holm, told reporters that it held.", ["that it held"]),
    ],
)
def test_words_are_whole_and_of_whoever_is_named_and_none_is_taken_for_nobodys(
    language: str, text: str, found: list[str]
) -> None:
    result = draft(Article(id="a", file="a.txt", headline="x", language=language), SourceText(text + "\n"))
    assert found == [each.quote.text for each in result.quotes]
    assert () == result.article.not_quoted
    mentions = [text[each.speaker_at.start : each.speaker_at.end] if each.speaker_at else "" for each in result.quotes]
    assert {"de": "Karin Vogt", "es": "la alcaldesa", "ar": "", "en": "Per Holm"}[language] in mentions[0]
    assert "Holm" not in {person.name for person in result.people}


@pytest.mark.parametrize("name", ["Lena von der Holm", "Bill de Sá", "Carl van Bos", "Tessa Van Bos", "Rosa De La Sá"])
def test_a_surname_with_particles_is_not_all_of_the_name(name: str) -> None:
    """However often it stands alone."""
    surname = name.partition(" ")[2]
    later = f"{surname[:1].upper()}{surname[1:]}"
    text = f"The dam\n\n“It leaks,” {name} said.\n\n{later} said: “It holds.”\n\n{later} said that it is new.\n"
    assert (name, later) == speaker_of(text, "It holds.")
    people = draft(Article(id="a", file="a.txt", headline="The dam"), SourceText(text)).people
    assert [(name, "named")] == [(person.name, person.type) for person in people]


@pytest.mark.parametrize("name", ["Solène Le Goff", "Claire Le Roy"])
def test_a_french_name_with_an_article_inside_is_one_name(name: str) -> None:
    text = f"La digue\n\n« Elle tient », a déclaré {name}.\n"
    people = draft(Article(id="a", file="a.txt", headline="La digue", language="fr"), SourceText(text)).people
    assert [(name, "named")] == [(person.name, person.type) for person in people]


def test_who_is_meant_is_the_same_whatever_else_was_asked_before() -> None:
    """The checks ask only for what records have, and must find what drafting found, which asks for all."""
    text = (
        "The lock\n\nWhile groups like the Bargemen’s Union of Talpost and the National Association of Ferrymen praised"
        " the mayor’s latest attempt to mend the lock and embraced his argument that the dam is the best place for it,"
        " they said he didn’t go far enough.\n\n“The lock is a failure,” said Anthony Ruiz.\n"
    )
    they = Mention(("they",), ("they",), text.index("they said"), text.index(" said he"), is_pronoun=True)

    def meant(*, are_others_asked: bool) -> str:
        analysis = Analysis(Article(id="a", file="a.txt", headline="The lock"), SourceText(text))
        for paraphrase in analysis.paraphrases if are_others_asked else ():
            analysis.speakers.of_clause(paraphrase.clause, AttributionBasis.BESIDE)
        antecedent = analysis.antecedent_of(they)
        return antecedent.entity.name if antecedent else ""

    assert meant(are_others_asked=False) == meant(are_others_asked=True) != ""


@pytest.mark.parametrize(("who", "is_sure"), [("Ruiz", True), ("she", True), ("the captain", False)])
def test_whoever_acted_last_is_not_surely_meant_by_a_noun_that_the_article_has_not_used_of_them(
    who: str, is_sure: bool
) -> None:
    text = f"Ana Ruiz met the crew on Monday.\n\n“The dam held all winter, and we are proud of it,” {who} said.\n"
    (quote,) = draft(Article(id="a", file="a.txt", headline="x"), SourceText(text)).quotes
    assert ("ana-ruiz", is_sure) == (quote.quote.speaker, quote.confidence == "sure")


@pytest.mark.parametrize(
    ("before", "who", "name"),
    [
        ("Okafor & Holm met the crew on Monday.", "the firm", "Okafor & Holm"),
        ("Ben Okafor met Ana Okafor on Monday.", "Okafor", "Okafor"),
    ],
)
def test_nobody_is_surely_meant_by_a_noun_for_a_group_or_by_a_surname_that_others_have(
    before: str, who: str, name: str
) -> None:
    text = f"{before}\n\n“The dam held all winter, and we are proud of it,” {who} said.\n"
    result = draft(Article(id="a", file="a.txt", headline="x"), SourceText(text))
    (quote,) = result.quotes
    (speaker,) = (person.name for person in result.people if person.id == quote.quote.speaker)
    assert name in speaker
    assert "sure" != quote.confidence


@pytest.mark.parametrize(
    ("before", "pronoun", "is_sure"),
    [
        ("Ben Okafor met the crew.", "he", True),
        ("Ben Okafor met the crew. Carl Bos waved.", "he", False),
        ("Okafor Corp. told the crew that it leaks.", "it", False),
    ],
)
def test_a_pronoun_surely_means_a_person_near_whom_there_is_nobody_else(
    before: str, pronoun: str, *, is_sure: bool
) -> None:
    text = f"{before}\n\n“The dam held all winter, and we are proud of it,” {pronoun} said.\n"
    *_, quote = draft(Article(id="a", file="a.txt", headline="x"), SourceText(text)).quotes
    assert (quote.confidence == "sure", quote.quote.speaker != "unnamed-speaker") == (is_sure, True)


def test_names_that_a_longer_one_joins_are_drafted() -> None:
    """“Ana M. Ruiz” is somebody else than “Maria de Ruiz” until both are one: an entity is left that has no name."""
    text = "They met Maria de Ruiz, Ana M. Ruiz and Ana Maria de Ruiz. “It floats,” Ruiz said."
    assert speaker_of(text, "floats")[1] == "Ruiz"
