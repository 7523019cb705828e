"""The words that weigh, in each language that has a list of them; and which language a text is in."""

from __future__ import annotations

from unicodedata import normalize

import pytest

from explorer.checking.wholeness.weighty_words import weighty_words_of
from explorer.reading.languages.recognising import recognised
from explorer.reading.languages.word_lists import SECTIONS, languages, sections

WEIGHTY = {"negations", "modals", "hedges", "conditions", "turns", "amounts", "approximations", "common"}


def weighty(language: str | None, text: str) -> list[str]:
    return list(weighty_words_of(language, text).weighty(text, 0, len(text)))


@pytest.mark.parametrize("code", languages())
def test_each_language_has_all_that_weighs(code: str) -> None:
    assert WEIGHTY <= sections(code).keys() <= SECTIONS.keys()
    assert all(sections(code).values())


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "It isn’t, can't, won’t and cannot", ["isn’t", "can't", "won’t", "cannot"]),
        ("en-GB", "They hardly came, barely knew, only if", ["hardly", "barely", "only", "if"]),
        ("en", "Allegedly almost all, at least, unless", ["Allegedly", "almost", "all", "at least", "unless"]),
        ("en", "about 40 miles, 3.5% and twenty-five, about boats", ["about", "40", "3.5", "twenty", "five"]),
        ("en", "In May she met Will; they may go", ["may"]),
        ("en", "WE WILL NOT GO", ["WILL", "NOT"]),
        ("en", "he’d go and she'll stay", ["he’d", "she'll"]),
        ("fr", "Il n’est pas sûr, sauf peut-être environ dix", ["n’est", "pas", "sauf", "peut-être", "environ", "dix"]),
        ("fr", "S'il pleut, on n'ira jamais", ["S'il", "n'ira", "jamais"]),
        ("de", "Es wird vielleicht nicht gehen", ["wird", "vielleicht", "nicht"]),
        ("de", "Das sind etwa zwei Prozent", ["etwa", "zwei", "Prozent"]),
        ("de-AT", "Kaum ein Dutzend, es sei denn", ["Kaum", "Dutzend", "es sei denn"]),
        ("es", "No podrían, a menos que unos cien quizás", ["No", "podrían", "a menos", "unos", "cien", "quizás"]),
        ("pt-BR", "Talvez não possam pagar cerca de três", ["Talvez", "não", "cerca de", "três"]),
        ("it", "Forse non potrebbe, salvo circa due", ["Forse", "non", "potrebbe", "salvo", "circa", "due"]),
        ("nl", "Misschien zal niemand, tenzij tien", ["Misschien", "zal", "niemand", "tenzij", "tien"]),
        ("sv", "Kanske ska inte, om cirka fem", ["Kanske", "ska", "inte", "om", "cirka", "fem"]),
        ("da", "Måske skal ikke, medmindre ti", ["Måske", "skal", "ikke", "medmindre", "ti"]),
        ("nb", "Kanskje skal ikke, med mindre ti", ["Kanskje", "skal", "ikke", "med mindre", "ti"]),
        ("pl", "Być może nie, chyba że około pięć", ["Być może", "nie", "chyba że", "około", "pięć"]),
        ("ru", "Возможно, не будет, если около пяти", ["Возможно", "не", "если"]),
        ("zh-Hans", "他们可能不会来，除非下雨", ["可能", "不", "会", "除非"]),
        ("ja", "おそらく来ない", ["おそらく", "ない"]),
        ("fi", "Ei tule, ehkä 40", ["40"]),
    ],
)  # fmt: skip
def test_negations_modals_hedges_and_amounts_weigh(language: str, text: str, expected: list[str]) -> None:
    assert expected == weighty(language, text)


def test_accents_may_be_encoded_apart_from_their_letters() -> None:
    assert ["könnte", "fünf"] == weighty("de", normalize("NFD", "Möglich, er könnte es in fünf Jahren"))[1:]


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", "The mayor said that it is not for the council to decide on the pier."),
        ("fr", "Le maire a déclaré que la jetée ne sera pas fermée avant le mois de mai."),
        ("de", "Die Bürgermeisterin sagte, dass der Steg nicht vor dem Mai geschlossen wird."),
        ("es", "La alcaldesa dijo que el muelle no se cerrará antes del mes de mayo."),
        ("pt", "A prefeita disse que o cais não será fechado antes do mês de maio."),
        ("it", "La sindaca ha detto che il molo non sarà chiuso prima del mese di maggio."),
        ("nl", "De burgemeester zei dat de pier niet voor de maand mei wordt gesloten."),
        ("sv", "Borgmästaren sade att bryggan inte ska stängas före maj, och att det är bra."),
        ("da", "Borgmesteren sagde, at broen ikke bliver lukket før maj, og at det er godt."),
        ("no", "Ordføreren sa at brygga ikke skal stenges før mai, og at det også ble sagt å være bra."),
        ("pl", "Burmistrz mówi, że to nie jest prawda i że się nie boi o molo."),
        ("ru", "Мэр сказала, что это не так и что он был на пирсе."),
        ("zh", "市长说，码头不会关闭。"),
        ("ja", "市長は、桟橋を閉鎖しないと述べた。"),
        ("en", "Ei tule mitään, sanoi pormestari."),
        ("en", ""),
    ],
)
def test_the_language_of_a_text_is_recognised(code: str, text: str) -> None:
    assert code == recognised(text)
