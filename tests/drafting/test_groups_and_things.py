"""Which names are of no person: those of groups, of things and of places; and whom words beside a name mean."""

from __future__ import annotations

import pytest

from explorer.drafting.drafting import draft
from explorer.model.records import UNNAMED_SPEAKER, Article, Person
from explorer.reading.text.passages import SourceText

BODY = "It rained on the day, and the men of the town were at the dam with all that they had."


def drafted(text: str) -> dict[str, Person]:
    """Everybody who is drafted, by name."""
    article = Article(id="dam", file="a.txt", headline="x", language="en")
    return {person.name: person for person in draft(article, SourceText(f"{text}\n\n{BODY}\n")).people}


def speaker_of(text: str, words: str) -> str:
    article = Article(id="dam", file="a.txt", headline="x", language="en")
    found = draft(article, SourceText(f"{text}\n\n{BODY}\n"))
    names = {person.id: person.name for person in found.people}
    return next(names[one.quote.speaker] for one in found.quotes if words in one.quote.text)


@pytest.mark.parametrize(
    ("text", "name", "type"),
    [
        ("The Calder said that the dam held.", "Calder", "collective"),
        ("Calder said its dam held.", "Calder", "collective"),
        ("Calder said that it had no dam.", "Calder", "collective"),
        ("Calder said he had no dam.", "Calder", "named"),
        ("Calder called it a dam, and said the dam held.", "Calder", "named"),
        ("The Calder report came. Calder said the dam held.", "Calder", "named"),
        ("The Calder opened. Ms. Calder said the dam held.", "Calder", "named"),
        ("Microsoft said the dam held.", "Microsoft", "collective"),
        ("Microsoft, who is 61, said the dam held. Microsoft said he was sure.", "Microsoft", "named"),
        ("Olmok River Project said the dam held.", "Olmok River Project", "collective"),
        ("“It held,” said Olmok Project, an engineer.", "Olmok Project", "named"),
        ("Olmok Haldane said the dam held.", "Olmok Haldane", "collective"),
        ("Olmok Hanson said the dam held.", "Olmok Hanson", "named"),
        ("British Olmok said the dam held.", "British Olmok", "collective"),
        ("Park Jin-hee said the dam held.", "Park Jin-hee", "named"),
        (
            "A joke about Olmok Hanson being gone made its way. Olmok Hanson said the dam held.",
            "Olmok Hanson",
            "named",
        ),
        (
            "“It held,” Jo Calder tells Olmok that he knows. Olmok said the dam held. Olmok said it.",
            "Olmok",
            "collective",
        ),
        ("“It held,” said Olmok. Ms. Olmok left.", "Olmok", "named"),
        ("“It held,” said Olmok, 61.", "Olmok", "named"),
        ("“It held,” said Hanson.", "Hanson", "named"),
        ("Mykhailo Olmok said the dam held.", "Mykhailo Olmok", "named"),
        ("Svitlana Olmok said the dam held.", "Svitlana Olmok", "named"),
        ("The centrist senator Olmok said the dam held.", "Olmok", "named"),
        ("Dnipro, 23, said the dam held. Dnipro said he was sure.", "Dnipro", "named"),
        ("Ana Wada came. Wada said the dam held.", "Ana Wada", "named"),
        ("“It held,” said Senator JD Hanson. Hanson left.", "JD Hanson", "named"),
        ("“It held,” said McOlmok.", "McOlmok", "named"),
        ("Dam broker Olmok said the dam held.", "Olmok", "collective"),
        ("Dam surgeon Olmok said the dam held.", "Olmok", "named"),
        ("Its rival Olmok said the dam held. Mr. Olmok left.", "Olmok", "named"),
        ("The head of the dam’s office, Olmok Brusk, said the dam held.", "Olmok Brusk", "named"),
        ("They met runners from Olmok who came late. Olmok said the dam held.", "Olmok", "collective"),
        ("Olmok, citing a source, said the dam held.", "Olmok", "collective"),
        ("The official Olmok said the dam held.", "Olmok", "collective"),
        ("Sandwich Hanson said the dam held.", "Sandwich Hanson", "collective"),
        ("Ms. Sandwich Hanson said the dam held.", "Sandwich Hanson", "named"),
        ("Ana Town said the dam held.", "Ana Town", "named"),
        ("Ana Airport said the dam held.", "Ana Airport", "collective"),
        ("Ana Brown said the dam held.", "Ana Brown", "named"),
        ("The Lake Island Safety Agency (Lisa) is new. Lisa said the dam held.", "Lisa", "collective"),
        ("ANNA said the dam held. The news agency ANNA is new.", "ANNA", "collective"),
        ("The fellow Tanzanians said the dam held.", "Tanzanians", "collective"),
        ("Missing Families Forum said the dam held.", "Missing Families Forum", "collective"),
        (
            "They saw the guard ship Climate Brusk. Climate Brusk said the dam held.",
            "Climate Brusk",
            "collective",
        ),
    ],
)
def test_what_stands_beside_a_name_tells_whether_it_is_a_persons(text: str, name: str, type: str) -> None:
    assert drafted(text)[name].type == type


@pytest.mark.parametrize(
    "text",
    [
        "They met on Olmok Day. “It floats,” he said.",
        "They saw the Half-Moon Prince. “It floats,” she said.",
        "They were in Olmok Bernard. “It floats,” he said.",
        "They bought an Olmok. “It floats,” he said.",
    ],
)
def test_no_pronoun_of_a_person_means_a_day_a_work_or_a_place(text: str) -> None:
    assert speaker_of(text, "It floats") == UNNAMED_SPEAKER


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        ("The dam held, a Calder engineer found.", "dam held", "Calder engineer"),
        ("Jo Olmok, an engineer, said the dam held.", "dam held", "Jo Olmok"),
        ("Jo Olmok, an engineer in the town, said the dam held.", "dam held", "Jo Olmok"),
        ("Peter Sheikh spoke. “It floats,” Sheikh said.", "It floats", "Peter Sheikh"),
        ("“It floats,” said Jo Olmok.\n\nWrites Olmok: “It sinks.”", "It sinks", "Jo Olmok"),
        (
            "Ana Ruiz came for Dam Security. Ruiz left. They had one like Dam Security Ruiz said: “It floats.”",
            "It floats",
            "Ana Ruiz",
        ),
        ("“It floats,” Jo Olmok, a captain who worked with Lima’s office, told the BBC.", "It floats", "Jo Olmok"),
        ("Ana Ruiz left. Jo Olmok, a captain who was a cook, told the BBC that it floats.", "it floats", "Jo Olmok"),
        ("Jo Olmok and Ana Ruiz left. Mr Olmok assailed Ms Ruiz’s dam, saying it floats.", "it floats", "Jo Olmok"),
        ("Mayor Jo Olmok left. The mayor’s office issued a notice, saying it floats.", "it floats", "Mayor’s office"),
        ("Jo Olmok, the most important captain after Ana Ruiz, said it floats.", "it floats", "Jo Olmok"),
        ("It rained. Beijing said that it floats.", "it floats", "Beijing"),
        ("A tweet by J.K. Rowling came. “It floats,” Rowling wrote.", "It floats", "J.K. Rowling"),
        ("The CST said that it floats.", "it floats", "CST"),
        ("The charity, which represents 7,000 towns, says that it floats.", "it floats", "Charity"),
        ("“It floats,” the study found.", "It floats", "Study"),
        ("It floats, according to data from the dam.", "It floats", "Data"),
        ("Jo Olmok, a cook and former captain, says that it floats.", "it floats", "Jo Olmok"),
        ("UNICEF said that it floats.", "it floats", "UNICEF"),
        ("Olmok’s deposed President Jo Brusk has said that it floats.", "it floats", "Jo Brusk"),
        ("Ana Ruiz left. WHO director Jo Olmok said: “It floats.”", "It floats", "Jo Olmok"),
        ("“It floats,” Democratic Senator Ana Ruiz wrote on Twitter.", "It floats", "Ana Ruiz"),
        ("“It floats,” Democratic Senator Ana Ruiz said on Twitter.", "It floats", "Ana Ruiz"),
        (
            "Ben Brusk left the dam. A dog is on it. Tom Ruiz/Olmok Images Now it holds. “It floats,” he said.",
            "It floats",
            "Ben Brusk",
        ),
        ("It was a step that irritated key engineers who said that it floats.", "it floats", "Key engineers"),
        ("It was a fight that saw a key committee say that it floats.", "it floats", "Key committee"),
        ("That didn’t stop critics, who said that it floats.", "it floats", "Critics"),
        ("The new rules require towns to say that it floats.", "it floats", "New rules"),
        ("It was the reason Democrats said that it floats.", "it floats", "Democrats"),
        ("It was an argument few engineers made, who say that it floats.", "it floats", "Few engineers"),
        ("Ana Ruiz shook her head, and said it floats.", "it floats", "Ana Ruiz"),
        ("“It floats,” said Mayor of Porto Jesse Hale.", "It floats", "Jesse Hale"),
        ("“It floats,” former member of parliament Ana Ruiz said.", "It floats", "Ana Ruiz"),
        (
            "Ben Brusk left the dam. (Olmok Photo/Tom Ruiz) It holds. “It floats,” he said.",
            "It floats",
            "Ben Brusk",
        ),
    ],
)
def test_what_a_name_says_of_a_source_is_not_who_speaks(text: str, words: str, name: str) -> None:
    assert speaker_of(text, words) == name


@pytest.mark.parametrize("text", ["French website Olmok", "a French catfish website", "an Iraqi paper"])
def test_the_nationality_of_a_source_is_nobody(text: str) -> None:
    found = drafted(f"According to {text}, the dam held.")
    assert {"French", "Iraqi", "French catfish"}.isdisjoint(found)


def test_a_phrase_ends_where_an_article_begins_another_one() -> None:
    assert "Department withheld a report" not in drafted("The department withheld a report that said the dam held.")


def test_a_man_and_a_woman_of_one_surname_are_two_where_the_article_calls_them_by_titles() -> None:
    text = "Linda Olmok met Mr. Olmok. “It floats,” Mr. Olmok said. “It sinks,” Mrs. Olmok said."
    assert (speaker_of(text, "It floats"), speaker_of(text, "It sinks")) == ("Olmok", "Linda Olmok")
    text = "Linda Olmok came. “It floats,” Mr. Olmok said."
    assert speaker_of(text, "It floats") == "Linda Olmok"


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("They hope to give US tycoon Peter Olmok a dam. Olmok said it held.", "US tycoon"),
        ("They can almost certainly deny insurgent Peter Olmok the dam. Olmok said it held.", "insurgent"),
        ("The dam held, according to famed engineer Peter Olmok.", "famed engineer"),
    ],
)
def test_a_verb_before_a_role_is_no_part_of_it(text: str, role: str) -> None:
    assert drafted(text)["Peter Olmok"].role == role


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("A new survey says the dam held.", "New survey"),
        ("According to the Olmok River Survey, the dam held.", "Olmok River Survey"),
        ("The placard said the dam held.", "Placard"),
        ("The photograph in the hall shows that the dam held.", "Photograph in the hall"),
        ("The two signed an Olmok Charter, and the Olmok Charter says the dam held.", "Olmok Charter"),
    ],
)
def test_what_is_written_or_shown_is_a_document(text: str, name: str) -> None:
    found = drafted(text)
    assert found[name].type == "document"
    assert not found[name].aliases


def test_a_document_is_meant_by_no_pronoun_of_a_person_and_is_nobodys_alias() -> None:
    text = "A report came. “It floats,” she said. Jo Olmok spoke. “It sinks,” Olmok said. The report says it leaks."
    assert speaker_of(text, "It floats") != "Report"
    found = drafted(text)
    assert found["Jo Olmok"].aliases == ("Olmok",)
    assert found["Report"].type == "document"


@pytest.mark.parametrize(
    "text", ["Ana Hanson came. HANSON said the dam held.", "Yair Tawil came. Yair said the dam held."]
)
def test_a_first_name_and_capitals_are_forms_of_a_name(text: str) -> None:
    assert sum(name.split()[-1] in ("Hanson", "Tawil") for name in drafted(text)) == 1
    assert not {"HANSON", "Yair"} & drafted(text).keys()


def test_a_title_behind_whoever_made_the_work_is_no_speech() -> None:
    text = "Clive Olmok, author of “The Silent Dam,” said that the water rose by night."
    article = Article(id="dam", file="a.txt", headline="x", language="en")
    found = draft(article, SourceText(f"{text}\n\n{BODY}\n"))
    assert not [one.quote.text for one in found.quotes if "Silent Dam" in one.quote.text and one.confidence != "guess"]
    assert speaker_of(text, "the water rose") == "Clive Olmok"


def test_a_description_beside_a_name_is_that_persons_and_not_whom_somebody_speaks_for() -> None:
    beside = "Clive Olmok, the town's first black captain, said: “The dam held all night.”"
    assert speaker_of(beside, "dam held") == "Clive Olmok"
    other = "Clive Olmok was ill. A spokesman for Clive Olmok told the paper: “The dam held all night.”"
    assert speaker_of(other, "dam held") != "Clive Olmok"
