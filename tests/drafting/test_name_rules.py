"""What somebody can be called: nobody by a word of grammar, a verb or a clause, but by “Will” and “He” in a name."""

from __future__ import annotations

import pytest

from explorer.drafting.drafted import ArticleDraft, DraftedQuote
from explorer.drafting.drafting import draft
from explorer.drafting.known import KnownRecords
from explorer.drafting.vetting import vetted
from explorer.model.records import UNNAMED_SPEAKER, Article, Person, Quote
from explorer.reading.analysis import Analysis
from explorer.reading.text.passages import Passage, SourceText

BODY = {
    "en": "It rained on the day, and the men of the town were at the dam with all that they had.",
    "fr": "Il a plu dans la ville, et les gens du village étaient sur le pont avec ce qui restait.",
    "es": "Llovió en la ciudad, y la gente del pueblo estaba en el puente con lo que quedaba.",
    "de": "Es regnete in der Stadt, und die Leute waren mit dem Rest an der Brücke, die noch stand.",
}


def drafted(text: str, language: str) -> ArticleDraft:
    article = Article(id="a", file="a.txt", headline="x", language=language)
    return draft(article, SourceText(f"{text}\n\n{BODY[language]}\n"))


def called(text: str, language: str = "en") -> list[str]:
    """What everybody is called who is drafted."""
    return [person.name for person in drafted(text, language).people]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "I’ve said the dam would hold."),
        ("en", "We’re told the dam would hold, and I’d expect it to do so, he said."),
        ("en", "Anybody says the dam was old."),
        ("en", "Nevertheless, said the dam was old."),
        ("en", "Nearby said the dam was old."),
        ("en", "Released said the dam was old."),
        ("en", "Sending claims the dam was old."),
        ("en", "On Thursday said the dam was old."),
        ("en", "Some say the dam was old. Others say it was new. Another said it was both."),
        ("en", "There are growing fears the dam could fail."),
        ("en", "According to said the dam was old."),
        ("en", "Interview: It held for years."),
        ("en", "“Was I right?” said Am."),
        ("en", "Subsequent says the dam was old."),
        ("en", "It was his first Drop. He said of Drop that the Drop was old."),
        ("en", "No official has said the dam was old."),
        ("en", "As shown, the Wash. and Va. said the dam was old."),
        ("fr", "Selon dit que le pont était vieux."),
        ("fr", "Cela dit que le pont était vieux."),
        ("fr", "Même a dit que le pont était vieux."),
        ("fr", "Ayant dit que le pont était vieux."),
        ("es", "Según dijo, el puente era viejo."),
        ("es", "Ahora dijo que el puente era viejo."),
        ("es", "Entonces dijo que el puente era viejo."),
        ("es", "Aquello dijo que el puente era viejo."),
        ("de", "Dennoch sagte, die Brücke sei alt."),
        ("de", "Am sagte, die Brücke sei alt."),
        ("de", "Daher sagte, die Brücke sei alt."),
    ],
)
def test_nobody_is_called_by_words_of_grammar_or_verbs_alone(language: str, text: str) -> None:
    assert set(called(text, language)) <= {UNNAMED_SPEAKER}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("“It held,” said Vice Premier He Lifeng.", ["He Lifeng"]),
        ("He Lifeng, a vice premier, said: “It held.”", ["He Lifeng"]),
        ("“It held,” said Zhang He.", ["Zhang He"]),
        ("“It held,” said Theresa May. “It will hold,” Mrs May said.", ["Theresa May"]),
        ("April Jones said: “It held.”", ["April Jones"]),
        ("Will Smith said: “It held.”", ["Will Smith"]),
        ("“It held,” said Will Smith.", ["Will Smith"]),
        ("“It held,” said Mark Oaten. Oaten said: “It will hold.”", ["Mark Oaten"]),
        ("“It held,” said founder Do Kwon.", ["Do Kwon"]),
        ("“It held,” said JK Rowling. Rowling said: “It will hold.”", ["JK Rowling"]),
        ("“It held,” said Marine Le Pen.", ["Marine Le Pen"]),
        ("“It held,” said Samuel A Ruiz.", ["Samuel A Ruiz"]),
        ("In April Jones said: “It held.”", ["Jones"]),
        ("“It held,” said I’ve Ruiz.", ["Ruiz"]),
        ("“It held,” the US said.", ["US"]),
        ("Ana Ruiz has already said: “It held.”", ["Ana Ruiz"]),
        ("Ana Ruiz has long argued that the dam would hold.", ["Ana Ruiz"]),
        ("“It held,” said nearby resident Ana Ruiz.", ["Ana Ruiz"]),
        ("“It held,” said Ana Ruiz. Ana Ruiz He left. Ana Ruiz Is Back", ["Ana Ruiz"]),
        ("Ruiz was there. Hopefully Ruiz said: “It held.”", ["Ruiz"]),
        ("Unseeded Denise Albright said: “It held.”", ["Denise Albright"]),
        ("Lib Dem MP Denise Albright said: “It held.”", ["Denise Albright"]),
        ("Denise Albright QC said: “It held.”", ["Denise Albright"]),
        ("“It held,” said Hassan al-Qasim.", ["Hassan al-Qasim"]),
        ("“It held,” said Mr. King. “It will hold,” he said.", ["King"]),
        ("Porto director of rugby Denise Albright said: “It held.”", ["Denise Albright"]),
        ("“It held,” said Kim Jong Un. “It will,” the UN said.", ["Kim Jong Un", "UN"]),
        ("“It held,” said Dov Banks. Banks said: “It will hold.”", ["Dov Banks"]),
    ],
)
def test_words_of_grammar_are_parts_of_names_where_they_stand_in_one(text: str, names: list[str]) -> None:
    assert names == called(text)


@pytest.mark.parametrize(
    ("text", "name", "role"),
    [
        ("The Office of Dams and Budget said it held.", "Office of Dams and Budget", None),
        ("The Department of Health and Human Services said it held.", "Department of Health and Human Services", None),
        ("The Center on Dams and Policy Priorities said it held.", "Center on Dams and Policy Priorities", None),
        ("The National Energy and Water Commission said it held.", "National Energy and Water Commission", None),
        ("The Securities and Exchange Commission said it held.", "Securities and Exchange Commission", None),
        ("The Congressional Dam Office said it held.", "Congressional Dam Office", None),
        ("The Department of Energy and the Senate were there. The Senate said it held.", "Senate", None),
        ("The White House and State Department officials met. The White House said it held.", "White House", None),
        ("The Dam Safety Board and Water Commission said it held.", "Dam Safety Board", None),
        ("Lawyers for US President Ana Ruiz are seeking to stop allegations about his dam.", "Lawyers", None),
        ("Porto’s Energy and Water Minister Ana Ruiz said it held.", "Ana Ruiz", "Porto’s Energy and Water Minister"),
        ("“It held,” said Council of Dam Experts Chairman Ana Ruiz in a call.", "Ana Ruiz", None),
        ("Friends of Porto CEO Ana Ruiz said it held.", "Ana Ruiz", None),
        ("Rusk and Finance Minister Ana Ruiz met by a dam. Ana Ruiz said it held.", "Ana Ruiz", "Finance Minister"),
        ("The Council on Foreign Relations said it held.", "Council on Foreign Relations", None),
        (
            "The Center for Dams and International Studies said it held.",
            "Center for Dams and International Studies",
            None,
        ),
        ("The Association of Builders and Engineers said it held.", "Association of Builders and Engineers", None),
        ("“It held,” said Bank of Porto deputy governor Ana Ruiz.", "Ana Ruiz", "Bank of Porto deputy governor"),
        ("“It held,” said Ben Brusk’s lawyer Ana Ruiz.", "Ana Ruiz", "Ben Brusk’s lawyer"),
        (
            "House Ways and Means Committee Chairman Ana Ruiz said it held.",
            "Ana Ruiz",
            "House Ways and Means Committee Chairman",
        ),
        ("“It held,” said Archbishop Emeritus Ana Ruiz.", "Ana Ruiz", "Archbishop Emeritus"),
        ("Congress on Tuesday said it held.", "Congress", None),
        ("Obama advisers insist Bank of Porto Square held.", "Obama advisers", None),
        ("“It held,” said TJ Olmok, a spokesman for Porto.", "TJ Olmok", "spokesman for Porto"),
        ("“It held,” said Olmok, a Cuban immigrant held in Porto.", "Olmok", "Cuban immigrant"),
        ("Jewad Olmok, a PMU official, said it held.", "Jewad Olmok", "PMU official"),
        ("“It held,” said Olmok Brusk, a Porto pollster who was there.", "Olmok Brusk", "Porto pollster"),
        ("Omar al-Brusk was there. “It held,” Brusk said.", "Omar al-Brusk", None),
        ("It was a scenario many economists say would hurt the dam.", "Many economists", None),
        ("Ana Ruiz was there. They came as she defended her debunked claim that it “held”.", "Ana Ruiz", None),
    ],
)
def test_a_name_is_whole_and_of_nobody_else(text: str, name: str, role: str | None) -> None:
    (person,) = drafted(text, "en").people
    assert (name, role) == (person.name, person.role if role else None)


def test_a_surname_without_its_article_is_an_alias() -> None:
    text = "“It held,” said Omar al-Brusk. “It will hold,” Brusk said."
    (person,) = drafted(text, "en").people
    assert ("Brusk",) == person.aliases


def test_a_line_of_a_few_capitals_names_nobody_whom_the_text_does_not_name() -> None:
    text = "The club met. Ana Ruiz and Rui Sá were there.\n\nStory Continued Below\n\nThey did propose a new dam."
    assert "Story Continued Below" not in called(text)
    assert "Ana Ruiz" in called("The harbour\n\nAna Ruiz’s Dam\n\nRuiz said: “It held.”")


@pytest.mark.parametrize(
    ("language", "text", "names"),
    [
        ("en", "“It held,” said one official. “It did,” said his lawyer.", ["Official", "Lawyer"]),
        ("en", "The police chief has already said the dam held.", ["Police chief"]),
        ("fr", "« Il tient », a déclaré le maire. « Oui », a dit l’adjointe.", ["Maire", "Adjointe"]),
        ("es", "«Aguanta», dijo el portavoz. «Sí», dijo una testigo.", ["Portavoz", "Testigo"]),
        ("de", "„Sie hält“, sagte der Bürgermeister.", ["Bürgermeister"]),
    ],
)
def test_a_description_is_without_the_article_before_it_and_a_clause_behind(
    language: str, text: str, names: list[str]
) -> None:
    assert names == called(text, language)


@pytest.mark.parametrize(
    ("language", "text", "type"),
    [
        ("en", "Portugal said: “It held.”", "collective"),
        ("en", "The newspaper Vedomar said: “It held.”", "collective"),
        ("en", "According to analysts Vedomar, the dam held for years.", "collective"),
        ("en", "DamWatch said: “It held.”", "collective"),
        ("en", "“It held,” said Oriel McTavish.", "named"),
        ("en", "“It held,” Vedrow said.", "named"),
        ("en", "“It held,” said Vedrow.", "named"),
        ("en", "“It held,” the Vedrow said.", "collective"),
        ("en", "Vedrow reported that it held.", "collective"),
        ("en", "“It held,” said Denise London.", "named"),
        ("fr", "« Il tient », a déclaré la France.", "collective"),
        ("fr", "« Il tient », a déclaré Pékin.", "collective"),
        ("fr", "« Il tient », a déclaré l’Olmok.", "collective"),
        ("es", "«Aguanta», dijo Francia.", "collective"),
    ],
)
def test_named_is_whoever_may_be_a_person(language: str, text: str, type: str) -> None:
    (person,) = drafted(text, language).people
    assert type == person.type


def test_letters_and_places_stand_before_names_where_adjectives_stand_behind() -> None:
    assert ["Abdel Ghalfi"] == called("« Il tient », a déclaré à l’AFP Abdel Ghalfi.", "fr")
    assert ["Rosa Vidal"] == called("Berlín Rosa Vidal dijo: «Aguanta».", "es")
    assert ["Amber Weiland"] == called("„Sie hält“, sagte Amber Weiland vom Forum.", "de")


@pytest.mark.parametrize(
    ("language", "text", "role"),
    [
        ("en", "They help Rep. Ana Ruiz, who said: “It held.”", "Rep."),
        ("en", "They rapped skipper Ana Ruiz, who said: “It held.”", "skipper"),
        ("en", "“It held,” said donor Ana Ruiz.", "donor"),
        ("es", "Según Ana Ruiz, la obra «es urgente».", None),
        ("es", "«Es urgente», según Ana Ruiz, la alcaldesa.", "alcaldesa"),
    ],
)
def test_what_is_said_of_something_is_nobodys_role(language: str, text: str, role: str | None) -> None:
    (person,) = drafted(text, language).people
    assert ("Ana Ruiz", role) == (person.name, person.role)


def test_two_names_are_never_one_person() -> None:
    """Neither in a headline, nor joined by an “and”, nor where a heading has no mark between it and its text.

    And one person is not two, where only the surname is said later.
    """
    body = "“It held,” said Ana Ruiz. “It did not,” said Ben Okafor."
    assert ["Ana Ruiz", "Ben Okafor"] == called(f"Ruiz Okafor row over dam\n\n{body}")
    assert ["Pedro Ruiz"] == called("«Aguanta», dijo Pedro Ruiz. Ruiz y Okafor cenaron en la ciudad.", "es")
    assert all(" y " not in name for name in called("«Aguanta», dijeron Ruiz y Okafor.", "es"))
    assert ["Karin Vogt"] == called("„Sie hält“, sagte Karin Vogt. Laut Vogt hält die Brücke noch.", "de")
    assert ["Ruiz"] == called("Le pont de Ruiz La police est là. « Il tient », a déclaré Ruiz.", "fr")


@pytest.mark.parametrize(("speaker", "confidence"), [("ana", "sure"), ("ben", "guess")])
def test_what_the_checks_call_an_error_is_never_sure(speaker: str, confidence: str) -> None:
    """And says so; what was less than sure stays as it is."""
    text = SourceText("“It held,” Ana Ruiz said. Ben Okafor had gone.\n")
    people = (Person(id="ana", name="Ana Ruiz"), Person(id="ben", name="Ben Okafor"))
    quote = Quote(id="a-1", article="a", text="It held,", speaker=speaker, speech="direct")
    one = DraftedQuote(quote=quote, passages=(Passage(1, 9),), p=0.97, because="words beside it")
    article = Article(id="a", file="a.txt", headline="x", language="en")
    (found,) = vetted(
        ArticleDraft(article=article, people=people, quotes=(one,)), Analysis(article, text), KnownRecords()
    ).quotes
    assert confidence == found.confidence
    assert (found.because == "words beside it") is (confidence == "sure")


def test_an_alias_is_a_form_of_the_name() -> None:
    """Neither what somebody is, nor a word for any bank, nor where a name is of."""
    text = "“It held,” said Ana Ruiz. A British official, Ana Ruiz, left the Bank of Porto. Ruiz said it was good."
    (ana,) = drafted(text, "en").people
    assert ("Ana Ruiz", ("Ruiz",)) == (ana.name, ana.aliases)
    (firm,) = drafted("Radio Norway (RN) said it held. Norway is cold. RN said it was good.", "en").people
    assert "Norway" not in firm.aliases


def test_no_noun_for_a_writing_says_something_for_whose_it_is() -> None:
    found = drafted("Agency notes released Monday revealed that the dam had leaked.", "en")
    assert not [each for each in found.people if each.name == "Agency"]


@pytest.mark.parametrize(
    ("text", "participants"),
    [
        ("Ana Ruiz said at a rally in Lima that the dam held.", [("ana-ruiz",)]),
        ("“It held,” a report said at the summit in Lima.", [()]),
        ("Ana Ruiz said at a rally that the dam held.", []),
        ("Ana Ruiz said in March that the dam held.", []),
    ],
)
def test_only_whoever_can_be_there_takes_part_in_an_event(text: str, participants: list[tuple[str, ...]]) -> None:
    assert participants == [event.participants for event in drafted(f"Dam\n\n{text}", "en").events]
