"""German: whoever a verb of saying is of, by the order of words and their case, and the mood of reported speech."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.model.records import Article
from explorer.reading.article import Reading
from explorer.reading.attributions import Attribution
from explorer.reading.text.passages import SourceText


def read(text: str) -> tuple[list[str], list[Attribution]]:
    """The words of the first sentence, and its attributions."""
    reading = Reading(Article(id="a", file="a.txt", headline="", language="de"), SourceText(f"{text}\n"))
    sentence = reading.sentences[0]
    return [token.text for token in sentence.tokens], list(reading.attributions_of(sentence))


def sources(text: str) -> list[str]:
    words, found = read(text)
    return [" ".join(words[slice(*each.source)]) for each in found if each.source]


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("Lenz sagte, der Damm halte.", "Lenz"),
        ("Gestern sagte ihm die Wirtin Ada Lenz, der Damm halte.", "die Wirtin Ada Lenz"),
        ("Ada Lenz, Wirtin aus Lauf, warnte die Stadt vor „dem ganz großen Loch“.", "Ada Lenz"),
        ("Die Vorsitzende des Vereins in Lauf, Ada Lenz, warnte die Stadt.", "Die Vorsitzende des Vereins"),
        ("Den Plan der Stadt lobte die Wirtin als „großen Wurf“.", "die Wirtin"),
        ("Die „Laufer Post“ nannte den Damm ein „großes Sieb“.", "Die „Laufer Post“"),
        ("Das Blatt Barro nannte Lenz eine „Legende“.", "Das Blatt Barro"),
        ("Von der Aue sagte, der Damm halte.", "Aue"),
        ("Einige vertreten die Ansicht, der Damm halte.", "Einige"),
        ("Der Damm hält, sagte am Montag die Wirtin.", "die Wirtin"),
        ("Der Damm hält, sagte am Montag Brand.", "Brand"),
        ("So hat sich die Wirtin, Ada Lenz, gerade dieser Tage geäußert.", "die Wirtin"),
        ("Im Tal wird die Gefahr von Fluten vom Wetterdienst als „sehr hoch“ eingestuft.", "Wetterdienst"),
        ("Da Lauf, der Ort am Damm, trocken blieb, war sie froh: „Er hält“, sagte er.", "er"),
        ("So hat sich etwa die Wirtin im Mai geäußert.", "die Wirtin"),
        ("Das erklärte der Förster Otto Brand.", "der Förster Otto Brand"),
        ("Ähnlich äußerte sich der Förster Otto Brand: „Er hält.“", "der Förster Otto Brand"),
        ("Der kleinen Zeitung sagte Otto Brand: „Er hält.“", "Otto Brand"),
        ("Die Pläne der Stadt kritisierte er scharf.", "er"),
        ("Der 58-Jährige sagte, der Damm halte.", "Der 58-Jährige"),
        ("Der Damm wurde von der Wirtin kritisiert.", "der Wirtin"),
        ("Die Zeitung zitiert die Wirtin mit den Worten: „Er hält.“", "die Wirtin"),
        ("Am Montag wird die Wirtin wie folgt zitiert: „Er hält.“", "die Wirtin"),
        ("Nach Angaben von Anwohnern brach der Damm.", "Anwohnern"),
        ("Nach Ansicht der Polizei brach der Damm.", "der Polizei"),
        ("In einer Mitteilung heißt es, der Damm halte.", "einer Mitteilung"),
        ("Der Damm halte, wie die Wirtin mitteilte.", "die Wirtin"),
        ("Jede Schuld am Bruch weist Lenz von sich: „Das war nicht ich.“", "Lenz"),
        ("Die wandernden Hirten, die im Tal lagern, beschrieb die Behörde als „friedlich“.", "die Behörde"),
        ("Die Äußerungen der Stadt nannte die Wirtin einen „Unsinn“.", "die Wirtin"),
        ("Das Angebot, den Damm zu kaufen, lehnte er ab.", "er"),
        ("Die Wirtin äußerte Zweifel an der Darstellung.", "Die Wirtin"),
        ("Er warf der Deutschen Dammbahn vor, zu sparen.", "Er"),
        ("Der Politik schlug die Wirtin vor, sich zu einigen.", "die Wirtin"),
        ("Einige der reichsten Wirte haben Lenz geschrieben, dass der Damm bricht.", "Einige der reichsten Wirte"),
        ("Einer der Wirte sagte: „Er hält.“", "Einer der Wirte"),
        ("Die Stadt prüfte die Sache lange und nannte sie „reine Spekulation“.", "Die Stadt"),
        ("Kritik kommt vom Verband der Fischer, der diesen Plan als „Kapitulation“ kritisiert.", "Verband der Fischer"),
        ("Das Tor ist alt, weil die Stadt den Damm im Mai als „neu“ bezeichnet hat.", "die Stadt"),
        ("Um 10:05 Uhr meldete der Sender „Tal Eins“, der Damm halte.", "der Sender „Tal Eins“"),
        ("„Er war der beste Wirt von allen“, schrieb „Die Laufer Post“ in einem Nachruf.", "„Die Laufer Post“"),
        ("Den noch zwanzig in dem Tal verbliebenen Bauern sagte die Wirtin, der Damm halte.", "die Wirtin"),
        ("Die in dem Tal lebende Wirtin sagte, der Damm halte.", "Die in dem Tal lebende Wirtin"),
        ("Laut „Talbote“ hält der Damm.", "„Talbote“"),
        ("Laut „tal online“ hält der Damm.", "„tal online“"),
        ("Nach Polizeiangaben hält der Damm.", "Polizeiangaben"),
        ("Nach Janetts Ansicht hält der Damm.", "Janetts"),
        ("Seiner Ansicht nach „halten die Mauern“.", "Seiner"),
        ("Seine Wirtin sagte, der Damm halte.", "Seine Wirtin"),
        ("Demnach soll der Damm halten.", "Demnach"),
        ("Auch kam die Wirtin, Ada Lenz („Er hält noch lange.“), aus Lauf.", "Ada Lenz"),
        ("Den Unmut der Stadt brachte die Wirtin zum Ausdruck: „Er bricht.“", "die Wirtin"),
        ("Die spätere Wirtin Ada Lenz nannte Brand einen „Helden“.", "Die spätere Wirtin Ada Lenz"),
        ("Am Damm teilte dessen Stellvertreter mit: „Er kommt.“", "dessen Stellvertreter"),
        ("Ein Unbekannter begründete seine Entscheidung mit einem „alten Traum“.", "Ein Unbekannter"),
        ("Höhnisch veröffentlichte der Verfasser folgenden Kommentar: „Er kommt.“", "der Verfasser"),
        ("Die Stadt ist der Ansicht gefolgt, der Damm halte.", "Die Stadt"),
        ("Von der Polizei kam die Information, der Damm halte.", "der Polizei"),
        ("Es gab Berichte, der Damm halte nicht.", "Berichte"),
        ("Im Tal gewinnen die Fischer Zeitungsberichten zufolge.", "Zeitungsberichten"),
        ("Die Fischer gewinnen Zeitungsberichten zufolge.", "Zeitungsberichten"),
        ("Das Team der Stadt kam der Meldung zufolge an den Damm.", "der Meldung"),
        ("Der Damm verringert neuesten Studien zufolge die Flut.", "neuesten Studien"),
        ("Einem Bericht der Post zufolge hält der Damm.", "der Post"),
        ("Auf dem Schild stand der Satz „Er hält.“", "dem Schild"),
        ("In den Medien war der Damm als „großes Sieb“ bezeichnet worden.", "den Medien"),
        ("Gestern wurde der Damm im „Talboten“ als „großes Sieb“ bezeichnet.", "„Talboten“"),
        ("Ein Zeuge erzählte der Nachrichtenagentur Talpress, der Damm halte.", "Ein Zeuge"),
        ("Dort erklärte Lenz Folgendes: „Er hält.“", "Lenz"),
        ("Erfahrene Wirte haben dazu geraten zu warten und angekündigt, der Damm halte.", "Erfahrene Wirte"),
        ("Der Wirt des Tals hatte Ende Jänner erklärt, er gehe.", "Der Wirt des Tals"),
        ("Ende Mai teilte die Stadt mit, der Damm halte.", "die Stadt"),
        ("Nach Meinung vieler Wirte bricht der Damm.", "vieler Wirte"),
        ("Einige Wirte im Tal teilen die Meinung, der Damm im Osten sei alt.", "Einige Wirte"),
        ("Der Damm halte, hieß es auf Anfrage der Post aus dem Rathaus.", "dem Rathaus"),
        ("Das Amt kennt den Brief der Wirtin, in dem es heißt: „Er hält.“", "den Brief der Wirtin"),
        ("Das Amt kennt einen Wirt, von dem die Stadt glaubt, er sei alt.", "die Stadt"),
        ("Der Damm steht, obwohl das Tor von der Wirtin kritisiert wurde.", "der Wirtin"),
        ("Es gibt Berichte der Post, wonach der Damm bricht.", "der Post"),
        ("Es gibt Umfragen im Tal, nach denen der Damm bricht.", "Umfragen"),
        ("Es gibt Gerüchte, denen zufolge der Damm bricht.", "Gerüchte"),
        ("Die Stadt geht dem Verdacht der Wirtin nach, wonach der Damm bricht.", "der Wirtin"),
        ("Die Wirtin hatte nach eigenen Angaben Angst.", "eigenen"),
        ("Die Leute wurden den Angaben zufolge geholt.", "den Angaben"),
    ],
)
def test_a_source_is_told_by_the_order_of_words_and_their_case(text: str, source: str) -> None:
    assert [source] == sources(text)


@pytest.mark.parametrize(
    ("text", "is_reported"),
    [
        ("Der Damm sei sicher.", True),
        ("Die Stadt plane nichts.", True),
        ("Vorerst gebe man ihn nicht auf.", True),
        ("Die Stadt plante nichts.", False),
        ("Der Bach ist stellenweise tief.", False),
        ("Der Damm bereitet der Stadt große Sorgen.", False),
    ],
)
def test_the_mood_of_reported_speech_is_told_by_its_ending_and_place(text: str, is_reported: bool) -> None:
    assert is_reported is any(each.is_reported for each in read(text)[1])


@pytest.mark.parametrize(
    ("text", "is_said"),
    [
        ("Gestern gab Lenz den Bruch des Damms bekannt.", True),
        ("Lenz hielt lange an dem Damm fest.", True),
        ("Den Bruch des Damms gibt Lenz bekannt.", True),
        ("An dem Damm gibt es viele Löcher.", False),
        ("Gestern gab es an dem Damm viele Löcher.", False),
        ("Lenz stellte den Krug an den Damm.", False),
    ],
)
def test_a_verb_may_be_one_of_saying_only_with_its_particle(text: str, is_said: bool) -> None:
    assert is_said is bool(read(text)[1])


@pytest.mark.parametrize(
    "text",
    [
        "Möglich ist, dass der Damm bricht.",
        "Das Loch war so groß, dass der Damm brach.",
        "Lenz kam so spät nach Lauf, dass der Damm schon brach.",
        "Lenz sorgte im Tal dafür, dass der Damm hält.",
        "Lenz hat keine Lust, so viele Wirte im Tal zu fragen.",
        "Wie die Post meldete, erwartet Lenz Regen.",
    ],
)
def test_what_a_thing_shows_is_not_told(text: str) -> None:
    words, found = read(text)
    assert "Lenz" not in [words[each.source[0]] for each in found if each.source and each.contents]
    assert "Wie" in words or not any(each.contents for each in found)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Auf den Vorwurf der Stadt, der Damm sei alt, antwortete Lenz nicht.", "der Damm sei alt"),
        ("Lenz hat die Ansicht, die er teilt, genannt.", ""),
        ("Lenz sah die Studie, nach der ein Damm hält.", ""),
        ("Die ihrer Ansicht nach beste Lösung ist ein Damm.", ""),
        ("„Er hält noch“, sagte Lenz laut Talbote.", ""),
    ],
)
def test_a_clause_that_is_told_has_no_words_of_who_tells_it(text: str, told: str) -> None:
    words, found = read(text)
    clauses = [" ".join(words[slice(*content.span)]) for each in found if each.source for content in each.contents]
    assert told in clauses if told else clauses == []


@pytest.mark.parametrize(
    "text",
    [
        "Das Schreiben kam spät.",
        "Auch der Damm war alt.",
        "Sein Bericht war kurz.",
        "Mit dem neu formulierten Recht hielt der Damm.",
    ],
)
def test_nouns_adverbs_and_adjectives_are_no_verbs_of_saying(text: str) -> None:
    assert [] == read(text)[1]


@pytest.mark.parametrize("source", ["Talbote", "dem Boten"])
def test_who_is_told_of_before_a_comma_that_ends_a_sentence_is_a_source(source: str) -> None:
    """As where a line ends, and the words that are told are a paragraph of their own."""
    assert source in sources(f"Ada Lenz sagte laut {source},\n\n„Er hält.“")


WORDS = "der die Lenz sagte wird von zitiert wie nach Angaben zufolge heißt es sich plane , . : ( ) „Er“ und laut so"


@given(st.lists(st.sampled_from(WORDS.split()), min_size=1, max_size=30))
def test_all_places_are_in_the_sentence(words: list[str]) -> None:
    found, all_of_them = read(" ".join(["Lenz", "der", *words]))
    for each in all_of_them:
        spans = [content.span for content in each.contents] + ([each.source] if each.source else [])
        assert all(0 <= begin < end <= len(found) for begin, end in spans)
        assert 0 <= each.cue < len(found)
