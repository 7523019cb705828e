"""Proposed topics in languages that write, bend and order their words in other ways than English."""

from __future__ import annotations

from pathlib import Path

import pytest
from topics.proposed import in_language

from explorer.reading.languages import codes_with, language_sections
from explorer.snapshot import Snapshot
from explorer.topics.grammar import grammar
from explorer.topics.proposing import Proposal, propose

# The other articles, so that what comes back in some of them tells these apart.
FILLERS = {
    "de": ("Otter", "Laternen", "Fähren"),
    "fr": ("loutre", "lanterne", "navette"),
    "pl": ("wydry", "latarnie", "promy"),
}


def proposed(
    root: Path, language: str, told: list[tuple[str, ...]], people: tuple[str, ...] = ()
) -> dict[str, Proposal]:
    """What is proposed, by label, for some paragraphs in six articles each, among eighteen on other things."""
    articles: list[tuple[str, ...]] = []
    for n in range(6):
        articles += [(f"{n} {n}", *(each.format(n=n) for each in paragraphs)) for paragraphs in told]
        for word in FILLERS[language]:
            articles.append((f"{n}", f"“{word} {n} {n} {word}” {n}", f"“{n} {n + 1}” {n}"))
    snapshot: Snapshot = in_language(root, language, articles, people)
    return {proposal.label: proposal for proposal in propose(snapshot, 100)}


def test_a_topic_has_the_compounds_of_its_word(tmp_path: Path) -> None:
    told = (
        "“Die Grenze {n} bleibt, die Grenze wird es geben” Grenze",
        "“Wir wollen Grenzkontrollen {n} und Kontrollen” {n}",
        "“Die Abgrenzung {n} bleibt” {n}",
    )
    found = proposed(tmp_path, "de", [told])["Grenze"]

    assert {"Grenze", "Grenzkontrollen"} == set(found.words)
    assert {"a0-0", "a0-1"} == {id for id in found.quotes if id.startswith("a0-")}


def test_a_word_that_a_query_could_not_tell_from_another_is_no_topic(tmp_path: Path) -> None:
    """“UN” would find “uns”, which search takes for a form of it."""
    told = ("“Die UN kam zu uns, und mit uns die Nato {n}” Nato", "“Wer hilft uns, wenn nicht die Nato {n}” UN")
    found = proposed(tmp_path, "de", [told])

    assert "Nato" in found
    assert "UN" not in found


def test_what_stands_behind_a_noun_is_no_topic_without_it(tmp_path: Path) -> None:
    told = ("“La transition écologique {n}, et la transition” {n}", "“Une transition écologique {n} avance” {n}")
    found = proposed(tmp_path, "fr", [told])

    assert "Transition écologique" in found
    assert not {"Écologique", "écologique"} & found.keys()


def test_a_place_in_somebodys_name_is_a_topic_by_itself(tmp_path: Path) -> None:
    told = ("“Le port de Kvarn {n} et le maire de Kvarn” {n}", "“À Kvarn {n}, on attend Hugues de Sterne” {n}")
    found = proposed(tmp_path, "fr", [told], ("Hugues de Kvarn", "Hugues de Sterne"))

    assert 'about:"Kvarn"' == found["Kvarn"].matches
    assert "Sterne" not in found


def test_forms_of_a_noun_are_one_topic(tmp_path: Path) -> None:
    told = (
        "“Oto ta sztolnia. Blisko tej sztolni. {n}” {n}",
        "“Bez sztolni, nad sztolnią. {n}” {n}",
        "“Nowa rada {n}” {n}",
    )
    found = proposed(tmp_path, "pl", [told])

    assert 1 == sum("sztoln" in label.lower() for label in found)
    (topic,) = (proposal for label, proposal in found.items() if "sztoln" in label.lower())
    assert {"a0-0", "a0-1"} == {id for id in topic.quotes if id.startswith("a0-")}


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("it", ["governo", "governi", "decisioni", "giorni"]),
        ("nl", ["regering", "regeringen", "dagen", "partijen"]),
        ("pl", ["rządowi", "decyzjami", "ministrem", "dniach"]),
        ("ru", ["правительства", "министром", "решениями", "странах"]),
    ],
)
def test_words_of_all_news_are_no_topics_in_any_form(language: str, words: list[str]) -> None:
    known = grammar(language)
    folded = [word.text for text in words for word in known.words(text)]

    assert [] == [word for word in folded if not known.is_general(word)]


@pytest.mark.parametrize("language", codes_with("topics.txt"))
def test_no_word_is_listed_twice(language: str) -> None:
    """What is no topic's name for one reason is not listed again for another."""
    sections = language_sections(language, "topics.txt")
    counted, vague = sections.get("counted", frozenset()), sections["vague"]

    assert not counted & vague
    assert {"vague", "units"} <= sections.keys()
