"""Whom a pronoun means where it speaks: never anybody, and never somebody else than the text does."""

from __future__ import annotations

import pytest

from explorer.checking import verifying
from explorer.model.archive import Archive
from explorer.model.problems import Place
from explorer.model.records import AnyRecord, Article, Entry, Person, Quote
from explorer.reading.text.passages import SourceText

HARBOUR = """\
Pilots walk out at Skerry Sound

The pilots of Skerry Sound walked out on Monday. “Nobody takes a tanker in blind,” Ines Farrow, who leads their guild, \
told members on the quay. She said the tugs would stay in, too.

The port called the walkout “a surprise and a pity” and offered talks.

Mr. Tobias Lund, the harbour master, was less polite. “They have a point and the wrong week,” he said.

He had not slept since Friday.

“I count lights,” he said. “It does not help.”

Retired pilot Karim Osei brought soup. His daughter helps on the boats. “She is braver than I was,” he said.

The guild's vote is on Thursday. “They will all come,” she said. Mo Adler, who counts the ballots, has a second box.
"""
PEOPLE = (
    Person(id="farrow", name="Ines Farrow", role="head of the guild"),
    Person(id="lund", name="Tobias Lund", role="harbour master"),
    Person(id="osei", name="Karim Osei"),
    Person(id="adler", name="Mo Adler"),
    Person(id="port", name="the port", type="collective"),
    Person(id="members", name="members", type="collective"),
)
SAID = {
    "the tugs would stay in, too": "farrow",
    "They have a point and the wrong week,": "lund",
    "I count lights,": "lund",
    "It does not help.": "lund",
    "She is braver than I was,": "osei",
    "They will all come,": "adler",
}


def outcome(text: str, words: str, speaker: str, people: tuple[Person, ...] = PEOPLE, language: str = "en") -> str:
    """The code of what is wrong with a quote's speaker; else how that is named."""
    article = Article(id="a", file="a.txt", headline="x", language=language)
    quote = Quote(id="q", article="a", speech="direct", text=words, speaker=speaker)
    records: tuple[AnyRecord, ...] = (article, *people, quote)
    archive = Archive(Entry(record, Place("f.yaml")) for record in records)
    said = verifying.verify(archive, {"a": SourceText(text)})["quote/q"].said
    return (said.code or str(said.how)) if said else ""


@pytest.mark.parametrize(("words", "speaker"), SAID.items())
def test_whoever_is_meant_passes(words: str, speaker: str) -> None:
    assert outcome(HARBOUR, words, speaker) == "pronoun"


@pytest.mark.parametrize("words", list(SAID)[:4])
def test_nobody_else_passes(words: str) -> None:
    """Not a group, nor who is named later, nor who was told of paragraphs ago."""
    others = [person.id for person in PEOPLE if person.id != SAID[words]]
    assert ["speaker-mismatch"] * len(others) == [outcome(HARBOUR, words, other) for other in others]


@pytest.mark.parametrize(("speaker", "code"), [("lund", "pronoun"), ("osei", "speaker-mismatch")])
def test_nobody_passes_who_is_named_later_in_a_text_without_paragraphs(speaker: str, code: str) -> None:
    assert outcome(" ".join(HARBOUR.split()), "They have a point and the wrong week,", speaker) == code


def test_whoever_is_less_likely_meant_passes() -> None:
    text = "Mr. Okafor ran the port. The tugs were out. Sailing against Mr. Marsh, he slept. “It was wet,” he said."
    people = (Person(id="okafor", name="Ben Okafor"), Person(id="marsh", name="Mo Marsh"))
    assert [outcome(text, "It was wet,", person.id, people) for person in people] == ["pronoun", "pronoun"]


def test_whoever_is_named_near_passes_though_the_reading_takes_the_name_for_no_person() -> None:
    text = (
        "Mr. Lund opened the gates. “Nobody sleeps,” Wells said at the quay. The tugs stayed in. “It was wet,” he said."
    )
    assert (
        outcome(
            text, "It was wet,", "wells", (Person(id="lund", name="Tobias Lund"), Person(id="wells", name="Ben Wells"))
        )
        == "pronoun"
    )


def test_whoever_is_meant_is_the_one_of_the_article() -> None:
    """Not a namesake who is quoted elsewhere."""
    text = "Mr. Tobias Lund came late. Lund was less polite. “It was wet,” he said.\n\nMarsh dug the port."
    people = (
        Person(id="aaron", name="Aaron Lund"),
        Person(id="lund", name="Tobias Lund"),
        Person(id="marsh", name="Mo Marsh"),
    )
    articles = (Article(id="a", file="a.txt", headline="x"), Article(id="b", file="b.txt", headline="y"))
    quotes = (
        Quote(id="q", article="a", speech="direct", text="It was wet,", speaker="marsh"),
        Quote(id="r", article="b", speech="direct", text="It leaks.", speaker="aaron"),
    )
    archive = Archive(Entry(record, Place("f.yaml")) for record in (*articles, *people, *quotes))
    texts = {"a": SourceText(text), "b": SourceText("“It leaks.” said Aaron Lund.")}
    said = verifying.verify(archive, texts)["quote/q"].said
    assert said is not None
    assert dict(said.instead) == {"speaker": "lund"}


@pytest.mark.parametrize(
    ("title", "pronoun", "code"),
    [
        ("Mr.", "he", "pronoun"),
        ("Mr.", "she", "speaker-unnamed"),
        ("Ms.", "he", "speaker-unnamed"),
        ("Dr.", "she", "pronoun"),
    ],
)
def test_a_title_tells_which_pronoun_means_somebody(title: str, pronoun: str, code: str) -> None:
    text = f"{title} Okafor walked in late. “It is safe,” {pronoun} said."
    assert outcome(text, "It is safe,", "okafor", (Person(id="okafor", name="Ben Okafor"),)) == code


@pytest.mark.parametrize(
    "text",
    [
        "“It is safe,” she said. Ruiz, who runs the port, had tested it.",
        "At dawn she was there.\n\n“It is safe,” she said.\n\nRuiz is seventy. Mr. Okafor is her only neighbour.",
        "Ruiz and Okafor met. Okafor left first. “It is safe,” she said.",
        "Ruiz has run the port since May. Her husband still cooks. “It is safe,” she said.",
        "Ruiz has run the port since May.\n\nA reporter for Radio Sund called. “It is safe,” she said.",
    ],
)
def test_what_the_text_leaves_open_passes(text: str) -> None:
    people = (Person(id="ruiz", name="Ana Ruiz"), Person(id="okafor", name="Ben Okafor"))
    assert outcome(text, "It is safe,", "ruiz", people) in ("pronoun", "description")


@pytest.mark.parametrize(
    ("speaker", "code"), [("witness", "pronoun"), ("okafor", "speaker-mismatch"), ("analysts", "pronoun")]
)
def test_they_may_be_one_who_has_no_name(speaker: str, code: str) -> None:
    text = "“It is safe,” analysts said.\n\n“It is not,” a witness said.\n\nBen Okafor left.\n\n“It leaks,” they said."
    people = (
        Person(id="analysts", name="analysts", type="collective"),
        Person(id="witness", name="a witness", type="anonymous"),
        Person(id="okafor", name="Ben Okafor"),
    )
    assert outcome(text, "It leaks,", speaker, people) == code


def test_a_french_pronoun_may_mean_a_group() -> None:
    text = "La mairie a cédé mardi. « Le pont ferme », a-t-elle annoncé."
    people = (Person(id="mairie", name="la mairie", type="collective"),)
    assert outcome(text, "Le pont ferme", "mairie", people, "fr") == "pronoun"


COURT = """\
Prosecutor Helen Moss told the jury that Dean Ward had sunk the boat himself. “He wanted the insurance,” she said.

Ward denies fraud. His lawyer, Priya Shah, said the boat was old. “Old boats sink,” she said.

The first witness was a diver, Karl Engel. He found the boat at 20 metres. “There was a hole the size of a plate,” he \
said. Asked by Moss whether a rock could have made it, he shook his head. “Not from the inside,” he said.

Shah asked if he had been paid. “Yes,” he answered. Shah asked what he was paid for. “For diving,” he said.
"""
IN_COURT = (
    ("He wanted the insurance,", "moss"),
    ("Old boats sink,", "shah"),
    ("There was a hole the size of a plate,", "engel"),
    ("Not from the inside,", "engel"),
    ("Yes,", "engel"),
    ("For diving,", "engel"),
)
OF_COURT = (
    Person(id="moss", name="Helen Moss", role="prosecutor"),
    Person(id="ward", name="Dean Ward"),
    Person(id="shah", name="Priya Shah"),
    Person(id="engel", name="Karl Engel"),
)


@pytest.mark.parametrize(("words", "speaker"), IN_COURT)
def test_who_asks_is_not_who_answers(words: str, speaker: str) -> None:
    assert outcome(COURT, words, speaker, OF_COURT) == "pronoun"


@pytest.mark.parametrize(
    ("words", "speaker"),
    [
        ("He thinks bread grows on shelves,", "marta"),
        ("I carry the sacks,", "olaf"),
        ("They want us to leave,", "marta"),
        ("People cry when I run out,", "inga"),
    ],
)
def test_whoever_an_article_is_about_may_speak_anywhere_in_it(words: str, speaker: str) -> None:
    text = """\
Marta Lind opens at four. Her husband, Olaf, is still asleep then. “He thinks bread grows on shelves,” she says.

Olaf Lind laughs at that. “I carry the sacks,” he says.

The shop is from 1921. A letter from the council hangs on the wall. “They want us to leave,” she says.

Her daughter, Inga, sells the buns at the station. “People cry when I run out,” she says. Lind has no plans to stop.
"""
    people = (
        Person(id="marta", name="Marta Lind"),
        Person(id="olaf", name="Olaf Lind"),
        Person(id="inga", name="Inga"),
    )
    assert outcome(text, words, speaker, people) == "pronoun"


def test_a_pronoun_may_follow_a_name_at_once() -> None:
    assert (
        outcome(
            "Holt, he said, was tired. “It is late,” he said.",
            "It is late,",
            "holt",
            (Person(id="holt", name="Lars Holt"),),
        )
        == "pronoun"
    )
