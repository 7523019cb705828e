"""What the form of a name says of who has it."""

from __future__ import annotations

import pytest

from explorer.model.name_forms import Form, form_of, form_of_all

NAMES = """
Ana Ruiz|Joe Biden|President Biden|Mr. Biden|Ursula von der Leyen|Charles de Gaulle|Xi
Xi Jinping|Mayor Ana Ruiz|Kim Jong Un|An Nguyen|La Toya Jackson|Le Corbusier|Juan de la Cruz
Ben Okafor|bell hooks|danah boyd|k.d. lang|O’Brien|Harbour master Ben Okafor|Dr. Judge
Angela Merkel|习近平|王毅|محمد بن سلمان|金正恩|안나|Владимир Путин|J. K. Rowling|Ana Ruiz, 34
Elena “Lena” Voss|Mary Baker|John Farmer|Sister Agnes|Madonna|De Gaulle|Les Brown|Pope Francis
the Rev. Al Green|Tom Waits|Jean-Luc Picard|Nurse Ratched|Chris Evans|van Gogh|d’Artagnan
Sinéad O’Connor|St. Mary’s Hospital|Levi’s|La Fuente|Hans Amt
"""
DESCRIPTIONS = """
a senior official|the aide|A senior administration official|the U.S. official
official (after the talks)|a city aide|an official familiar with the talks
spokesman for the ministry|Senior Administration Official|the mayor|a woman, 34
source (Tuesday night)|Witness 2|Official A|a Kremlin spokeswoman|harbour master|one resident
an unnamed diplomat|someone|ein Sprecher|eine Sprecherin des Ministeriums|der Beamte
Ein Augenzeuge|eine Anwohnerin|Sprecherin|un responsable|une source proche du dossier
le porte-parole|un funcionario|una fuente|el portavoz|un funzionario|um porta-voz|美国官员|一位知情人士
مسؤول أمريكي|政府関係者|Anonymous|a person close to the talks|the shopkeeper|a man who saw it
the boss|the witness|the president’s press secretary|a 34-year-old nurse|former CIA officer
a stallholder|Brandt’s agent|Jack’s wife|portavoz del ayuntamiento
"""
GROUPS = """
reporters|top aides|senior military commanders|the stewards|two officials|several witnesses
residents|police|the police|des responsables|les autorités|los vecinos
people familiar with the matter|some residents of the town|the crowd|U.S. officials|family
firemen|local fishermen|einige Anwohner|the agency|Okoye’s office|Ruiz’s lawyers
fuentes de la Consejería de Comercio
"""
ORGANISATIONS = """
the White House|the Kremlin|Ministry of Finance|City Council|Acme Inc.|University of Porto
the United States|United Nations|the Pentagon|Bank of England|the New York Times|Harbour Trust
Gesundheitsministerium|das Gesundheitsministerium|die Staatsanwaltschaft
"""
DOCUMENTS = """
the indictment|a new survey|reports|two studies|the ministry’s report|statement|eine Studie|un sondage
"""
CASES = [
    (name, form)
    for form, names in zip(Form, (NAMES, DESCRIPTIONS, GROUPS, ORGANISATIONS, DOCUMENTS), strict=True)
    for name in names.strip().replace("\n", "|").split("|")
]


@pytest.mark.parametrize(("name", "form"), CASES, ids=[name for name, _ in CASES])
def test_the_form_of_a_name_tells_what_it_is(name: str, form: Form) -> None:
    """In scripts with capitals and in others; what can't be told is a name."""
    assert form is form_of(name)


@pytest.mark.parametrize("name", ["(", "…", " ", "1", "“”", "-", "(a)", "’", "🙂", "the", "a", "some"])
def test_what_is_hardly_a_name_is_still_one(name: str) -> None:
    """Nothing is known of it."""
    assert Form.NAME is form_of(name)


def test_a_name_among_descriptions_tells_who_it_is() -> None:
    """The mayor is Ana Ruiz; but the aide is only ever an aide."""
    assert Form.NAME is form_of_all(["the mayor", "Ana Ruiz"])
    assert Form.DESCRIPTION is form_of_all(["the aide", "a city aide"])
    assert Form.ORGANISATION is form_of_all(["the White House", "Biden’s people"])
