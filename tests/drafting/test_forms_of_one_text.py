"""A text is read alike in one line, as many collections of news have it, and in paragraphs."""

from __future__ import annotations

import pytest

from explorer.drafting.drafted import ArticleDraft
from explorer.drafting.drafting import draft
from explorer.model.records import Article
from explorer.reading.text.passages import SourceText

LEAD = (
    "The town looked on when the dam was opened at last, and for the whole of the day it rained on all who were there"
)


def drafted(text: str, language: str) -> ArticleDraft:
    return draft(
        Article(id="a", file="a.txt", headline="Dam", published="2021-05-07", language=language), SourceText(text)
    )


@pytest.mark.parametrize("separator", ["\n\n", " "])
def test_words_are_nobodys_in_a_text_without_a_headline(separator: str) -> None:
    lead = (
        "Llovía aquel día, y la gente que vive junto a la presa estaba en la plaza con todo lo que tenía, y Ana Ruiz "
        "presentó su libro titulado «Los Olmos del Norte», que es el segundo."
    )
    paragraphs = [lead, "«Se mantiene, y de eso estamos muy contentos», dijo Ana Ruiz."]
    assert ["Los Olmos del Norte"] == [one.words for one in drafted(separator.join(paragraphs) + "\n", "es").nobodys]


@pytest.mark.parametrize("separator", ["\n\n", " "])
def test_events_are_drafted_in_a_text_without_a_headline(separator: str) -> None:
    paragraphs = [f"{LEAD}, when Ana Ruiz said in a speech in Lisbon on Wednesday that it holds.", "She left."]
    found = drafted(separator.join(paragraphs) + "\n", "en").events
    assert ["Speech in Lisbon, 5 May 2021"] == [event.name for event in found]


@pytest.mark.parametrize("dash", ["–", "-", "—"])
def test_speech_after_dashes_is_found_in_one_line_as_in_paragraphs(dash: str) -> None:
    paragraphs = [
        "Na tamie w Olmoku było wczoraj wiele osób, a deszcz padał cały dzień. Nikt nie wiedział, co będzie dalej.",
        f"{dash} Tama stoi od stu lat i długo postoi. Nic się nie stanie {dash} powiedział prof. Jan Lis z urzędu.",
        "Potem wszyscy poszli do domu, a woda była coraz wyżej.",
        f"{dash} Nie mamy dokąd iść {dash} mówi Anna Sowa {dash} i dlatego zostajemy.",
    ]
    found = [drafted(separator.join(paragraphs) + "\n", "pl") for separator in ("\n\n", " ")]
    whole, line = ([(each.quote.text, each.quote.speaker, each.confidence) for each in one.quotes] for one in found)
    assert whole == line
    assert ("Tama stoi od stu lat i długo postoi. Nic się nie stanie", "jan-lis", "sure") in line
    assert ("Nie mamy dokąd iść", "i dlatego zostajemy.") in [words for words, _, _ in line]


def test_a_dash_in_the_running_text_begins_no_speech_without_words_of_saying() -> None:
    text = "Tama stoi. – Woda jest wysoko – i nikt nie wie – co dalej. Jan Lis powiedział, że tama stoi."
    assert ["indirect"] == [each.quote.speech for each in drafted(f"{text}\n", "pl").quotes]


@pytest.mark.parametrize(
    ("language", "paragraphs", "said"),
    [
        (
            "de",
            [
                "Der Damm ist alt, und es hat den ganzen Tag auf die Stadt geregnet. Alle waren dort.",
                '"Der Damm hält den ganzen Winter", sagte Ada Lenz. Sie lobte die "ruhige Hand".',
                '"Das hat keiner gedacht", sagte Otto Brand.',
            ],
            ["Der Damm hält den ganzen Winter", "Das hat keiner gedacht"],
        ),
        (
            "ru",
            [
                "В тот день шёл дождь, и люди были на плотине со всем, что имели.",
                "«Плотина выдержит всю зиму», — сказала Анна Лис, и все ушли домой.",
                "«Воды очень много», — сказал Иван Брыск. Он назвал это «чудом».",
            ],
            ["Плотина выдержит всю зиму", "Воды очень много"],
        ),
        (
            "fr",
            [
                "Il pleuvait ce jour-là, et tout le monde était sur la digue avec ce qu’il avait.",
                "L’eau monte encore. « La digue tiendra tout l’hiver », a déclaré Anne Leroy.",
                "À la fin, « il faudra partir un jour », a ajouté Marc Olmok.",
            ],
            ["La digue tiendra tout l’hiver", "il faudra partir un jour"],
        ),
    ],
)
@pytest.mark.parametrize("separator", ["\n\n", " ", ""])
def test_quotes_are_as_sure_where_paragraphs_are_glued(
    language: str, paragraphs: list[str], said: list[str], separator: str
) -> None:
    found = drafted(separator.join(paragraphs) + "\n", language).quotes
    assert said == [each.quote.text for each in found if each.confidence == "sure"]
