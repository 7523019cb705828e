"""What is sure in languages that the model was not fitted on, and who is nobody there."""

from __future__ import annotations

import pytest

from explorer.drafting.drafted import DraftedQuote
from explorer.drafting.drafting import draft
from explorer.model.records import Article
from explorer.reading.text.passages import SourceText


def drafted(code: str, text: str) -> tuple[DraftedQuote, ...]:
    return draft(Article(id="a", file="a.txt", headline="", language=code), SourceText(f"{text}\n")).quotes


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("de", "„Der Damm hält den ganzen Winter“, sagte Ada Lenz."),
        ("de", "Ada Lenz sagte am Montag: „Der Damm hält den ganzen Winter.“"),
        ("de", "Ada Lenz nannte den alten Damm der Stadt „ein sehr großes Sieb“."),
        ("de", "Später sagte Ada Lenz, der Damm „hält noch den ganzen Winter“."),
        ("de", "Das Amt für Wasser erklärte: „Der Damm hält den ganzen Winter.“"),
        ("de", "Die Vorsitzende des Vereins erklärte: „Der Damm hält den ganzen Winter.“"),
        ("de", "Ada Lenz bezeichnete den Damm als „völlig morsch“."),
        ("de", "Otto Brand sprach von einem „alten Sieb“."),
        ("fr", "« La digue tiendra tout l’hiver », a déclaré Anne Leroy."),
        ("es", "“La presa aguantará todo el invierno”, dijo Ana Olmos."),
        ("pt", "“A barragem aguenta todo o inverno”, afirmou Ana Ruivo."),
        ("it", "«La diga terrà per tutto l’inverno», ha detto Anna Neri."),
        ("nl", "“De dijk houdt de hele winter”, zei Anna Mulder."),
        ("pl", "„Tama wytrzyma całą zimę”, powiedziała Anna Lis."),
        ("ru", "«Плотина выдержит всю зиму», — сказала Анна Лис."),
        ("es", "Olmos dijo hoy que “la presa aguantará todo el invierno”."),
        ("it", "Neri ha detto che «la diga terrà per tutto l’inverno»."),
        ("it", "Anna Neri ha detto «La diga terrà per tutto l’inverno»."),
        ("es", "“Ya aguanta”, comentó Olmos en alusión a la presa que la ciudad tiene en el norte."),
        ("fr", "« La digue tiendra tout l’hiver », a déclaré M. Leroy à la radio."),
        ("fr", "« La digue tiendra tout l’hiver », ajoute lundi le professeur Leroy à la radio."),
    ],
)
def test_quoted_words_right_beside_whoever_says_them_are_sure(code: str, text: str) -> None:
    (found,) = drafted(code, text)
    assert "sure" == found.confidence


@pytest.mark.parametrize(
    ("words", "is_sure"), [("Sieb ohne Boden", True), ("großes Sieb", True), ("Großes Sieb", False), ("alt", False)]
)
def test_three_words_of_what_somebody_is_said_to_say_or_two_of_what_they_call_it_are_no_term(
    words: str, is_sure: bool
) -> None:
    found = drafted("de", f"Ada Lenz sagte, der Damm sei ein „{words}“.")
    assert [is_sure] == [each.confidence == "sure" for each in found if each.quote.text == words]


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("de", "Ada Lenz lobte den Plan der Stadt und die „ruhige Hand“."),
        ("de", "Die Zeitung meldete, Ada Lenz habe von einem „sehr großen alten Loch“ gesprochen."),
        ("de", "Ada Lenz kam. „Der Damm hält den ganzen Winter.“"),
        ("de", "Die Zeitung zitiert Ada Lenz mit den Worten: „Der Damm hält den ganzen Winter.“"),
        ("de", "Auch die Botschaft fand sich dort: „Der Damm hält den ganzen Winter.“"),
        ("de", "Das Amt erklärte: „Der Damm hält den ganzen Winter.“"),
        ("de", "Die Vorsitzende erklärte: „Der Damm hält den ganzen Winter.“"),
        ("de", "In Lauf fallen Sätze wie: „Der Damm hält den ganzen Winter.“"),
        ("de", "Ein Fest in Lauf. Gewinner: „Der Damm hält den ganzen Winter“ aus Brand."),
        ("de", "Wie Ada Lenz sagte, sieht Otto Brand darin „keine Gefahr für den Damm“."),
        ("fr", "« La digue tiendra tout l’hiver », Anne Leroy dénonce un mensonge."),
        ("es", "“La presa aguantará todo el invierno”, dijo a la radio local."),
        ("es", "Ana Olmos dijo en la radio que la ciudad demostrará que “la presa aguantará todo el invierno”."),
        ("es", "Ana Olmos dijo que era “ya vieja”."),
        ("fr", "Anne Leroy a déclaré : « La digue tiendra tout l’hiver. Elle est neuve.\n\nTout le monde est parti."),
        ("es", "Ana Olmos vino el lunes. “La presa aguantará todo el invierno”, dijo."),
    ],
)
def test_nothing_else_is(code: str, text: str) -> None:
    found = drafted(code, text)
    assert found
    assert "sure" not in [each.confidence for each in found]


@pytest.mark.parametrize(
    ("code", "text", "speaker"),
    [
        ("de", "Nach Angaben des Senders KRF hält der Damm.", "Senders KRF"),
        ("de", "Der Antwort zufolge hält der Damm.", "Antwort"),
        ("de", "Zelder sagte, der Damm halte.", "Zelder"),
        ("de", "Talwacht Schweiz sagte, der Damm halte.", "Talwacht Schweiz"),
        ("de", "Der Dammfreund erklärte, der Damm halte.", "Dammfreund"),
        ("de", "Das teilte die „Laufer Post“ am Montag mit: „Der Damm hält.“", "Laufer Post"),
        ("es", "“La presa aguanta”, dijo el cabrero.", "Cabrero"),
    ],
)
def test_a_speaker_whom_no_list_knows_is_named_as_it_is_written(code: str, text: str, speaker: str) -> None:
    article = Article(id="a", file="a.txt", headline="", language=code)
    (person,) = draft(article, SourceText(f"{text}\n")).people
    assert speaker == person.name


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("de", "Es wurde vermutet, dass der Damm bald bricht."),
        ("fr", "La colère a déclaré que la digue tenait."),
        ("pt", "A barragem aguenta o inverno, segundo o desejo da cidade."),
    ],
)
def test_what_nobody_tells_is_not_drafted(code: str, text: str) -> None:
    assert () == drafted(code, text)


@pytest.mark.parametrize(
    "text",
    [
        "Ziele seien noch ein Damm und ein Deich.",
        "Die Kritik kam spät. Gerüchten zufolge hält der Damm.",
        "Der Damm hält, hieß es in einem Saal.",
        "Jeder Deutsche könne sagen, der Damm halte.",
    ],
)
def test_german_nouns_are_nobody_though_they_have_a_capital(text: str) -> None:
    article = Article(id="a", file="a.txt", headline="", language="de")
    assert not draft(article, SourceText(f"{text}\n")).people


@pytest.mark.parametrize(
    ("text", "name", "type", "role"),
    [
        ("Laut Talbote hält der Damm.", "Talbote", "collective", None),
        ("Laut Zelder hält der Damm.", "Zelder", "collective", None),
        ("Laut Schmidt hält der Damm.", "Schmidt", "named", None),
        ("„Der Damm hält“, sagte Ada Lenz der Talpost.", "Ada Lenz", "named", None),
        ("„Der Damm hält“, sagte Ada Lenz zur APA.", "Ada Lenz", "named", None),
        ("„Der Damm hält“, sagte Talbund-Chef Ada Lenz.", "Ada Lenz", "named", "Talbund-Chef"),
        ("„Der Damm hält“, sagte der Hersteller Talmix.", "Talmix", "collective", None),
        ("Der Damm hält, teilte das Talamt mit.", "Talamt", "anonymous", None),
        ("Der Damm hält, sagte ein Talweltbankdirektor.", "Talweltbankdirektor", "anonymous", None),
        ("Laut der Agentur TPA hält der Damm.", "Agentur TPA", "collective", None),
    ],
)
def test_in_german_a_name_without_its_nouns_is_somebody_and_other_words_a_group(
    text: str, name: str, type: str, role: str | None
) -> None:
    article = Article(id="a", file="a.txt", headline="", language="de")
    (person,) = draft(article, SourceText(f"{text}\n")).people
    assert (name, type, role) == (person.name, person.type, person.role)


@pytest.mark.parametrize(
    ("code", "text", "name", "type", "role"),
    [
        ("fr", "“La digue tient”, a déclaré à Talpost Luc Roy.", "Luc Roy", "named", None),
        ("fr", "“La digue tient”, a déclaré M. Olmok.", "Olmok", "named", None),
        (
            "fr",
            "“Elle tient”, a déclaré le ministre de l’Intérieur Luc Roy.",
            "Luc Roy",
            "named",
            "ministre de l’Intérieur",
        ),
        ("fr", "“Elle tient”, dit le maire de Lanne Luc Roy.", "Luc Roy", "named", "maire de Lanne"),
        ("fr", "“Elle tient”, dit la sénatrice Olmok Luc Roy.", "Olmok Luc Roy", "named", "sénatrice"),
        ("fr", "“Elle tient”, dit la sénatrice Olmok.", "Sénatrice Olmok", "anonymous", None),
        ("es", "“La presa aguanta”, dijo el cabrero.", "Cabrero", "anonymous", None),
        ("es", "“La presa aguanta”, dice la iniciativa.", "unnamed speaker", "anonymous", None),
        ("es", "“La presa aguanta”, dijo el Obispo.", "Obispo", "anonymous", None),
        ("es", "“La presa aguanta”, dijo The Calder Post.", "The Calder Post", "collective", None),
        ("es", "“La presa aguanta”, dijo Ana Ruiz, hija de Olmok.", "Ana Ruiz", "named", "hija de Olmok"),
        ("pt", "“A barragem aguenta”, disse o pastor Olmok Luís Sá.", "Olmok Luís Sá", "named", "pastor"),
        ("pt", "“A barragem aguenta”, disse à agência Olmok Luís Sá.", "Luís Sá", "named", None),
    ],
)
def test_where_adjectives_stand_behind_a_name_is_told_from_what_stands_before_it(
    code: str, text: str, name: str, type: str, role: str | None
) -> None:
    article = Article(id="a", file="a.txt", headline="", language=code)
    (person,) = draft(article, SourceText(f"{text}\n")).people
    assert (name, type, role) == (person.name, person.type, person.role)


def test_whoever_is_told_of_by_an_unnamed_source_does_not_have_that_role() -> None:
    text = "Selon une source policière, M. Roy est venu. “La digue tient”, a déclaré Luc Roy."
    article = Article(id="a", file="a.txt", headline="", language="fr")
    assert [None] == [each.role for each in draft(article, SourceText(f"{text}\n")).people if each.name == "Luc Roy"]


FRENCH = """\
Des centaines de « vestes vertes » ont défilé. Les « vestes vertes » veulent un pont, comme dans la « ville haute ».

« Un désastre », a dit la maire, Ana Ruiz. Paul Morel, son adjoint, a jugé que le projet était « totalement absurde ».
"""
SPANISH = """\
Cientos de ' chalecos verdes ' marcharon el sábado. Los 'chalecos verdes' quieren un puente, en plena 'ola verde'.

"Un desastre", dijo la alcaldesa, Ana Ruiz. Pablo Mora afirmó que el plan es "del todo absurdo".
"""


@pytest.mark.parametrize(
    ("code", "text", "said"),
    [
        ("fr", FRENCH, ["Un désastre", "totalement absurde"]),
        ("es", SPANISH, ["Un desastre", "del todo absurdo"]),
    ],
)
def test_a_term_in_marks_is_nobodys_speech_and_a_few_words_that_somebody_is_said_to_say_are(
    code: str, text: str, said: list[str]
) -> None:
    assert said == [each.quote.text for each in drafted(code, text) if each.quote.speech != "indirect"]
