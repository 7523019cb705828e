"""Names of groups, places and things are no people's, and people's names end where they end, in five languages."""

from __future__ import annotations

import pytest

from explorer.drafting.drafting import draft
from explorer.model.records import Article, Person
from explorer.reading.text.passages import SourceText

BODY = {
    "en": "It rained on the day, and the men of the town were at the dam with all that they had.",
    "de": "Es regnete an dem Tag, und die Leute waren mit allem am Damm, was sie hatten.",
    "fr": "Il pleuvait ce jour-là, et les gens étaient au barrage avec tout ce qu’ils avaient.",
    "es": "Llovía aquel día, y la gente estaba en la presa con todo lo que tenía.",
    "it": "Pioveva quel giorno, e la gente era alla diga con tutto quello che aveva.",
    "nl": "Het regende die dag, en de mensen waren bij de dam met alles wat ze hadden.",
    "pl": "Tego dnia padało, a ludzie byli na tamie ze wszystkim, co mieli.",
    "ru": "В тот день шёл дождь, и люди были на плотине со всем, что имели.",
    "pt": "Chovia naquele dia, e a gente estava na barragem com tudo o que tinha.",
}


def drafted(language: str, text: str) -> dict[str, Person]:
    """Everybody who is drafted, by name."""
    article = Article(id="dam", file="a.txt", headline="x", language=language)
    found = draft(article, SourceText(f"{text}\n\n{BODY[language]}\n"))
    return {person.name: person for person in found.people}


def named(language: str, text: str) -> list[str]:
    return [name for name, person in drafted(language, text).items() if person.type == "named"]


@pytest.mark.parametrize(
    ("language", "text", "name"),
    [
        ("pt", "“Foi bom”, disse o ministro de Sal e Energia, Rui Sá.", "Rui Sá"),
        ("pt", "O DNA de Calderón estava na arma. Calderón disse que a barragem é velha.", "Calderón"),
        ("pt", "“Foi bom”, disse ao jornal Olmok Herald Ana Sá, professora.", "Ana Sá"),
        ("pt", "“Foi bom”, disse à BBC Brasil Ana Sá, professora.", "Ana Sá"),
        ("es", "“Fue bueno”, explica a El Olmokal José Ruiz, profesor.", "José Ruiz"),
        ("es", "“Fue bueno”, dijo el juez federal de Olmok James Ruiz.", "James Ruiz"),
        ("fr", "Le PDG de Roy a dit que le barrage est vieux. Roy tient bon.", "Roy"),
        ("fr", "Messieurs Roy et Dubois étaient là. M. Roy a dit que le barrage est vieux.", "Roy"),
        ("pt", "O juiz destinou a Rui R$ 100. Segundo Rui, a barragem é velha.", "Rui"),
        ("pt", "Rui Rui Sá disse que a barragem é velha.", "Rui Sá"),
        ("es", "Según la Olimpiada del Alberto Ruiz, la presa es vieja.", "Alberto Ruiz"),
        ("en", "“It held,” Reuters Ana Ruiz said.", "Ana Ruiz"),
        ("en", "“It held,” said goalscorer Super Ana Ruiz.", "Ana Ruiz"),
        ("de", "Harald Neumann den Deal nannte er gut. Neumann sagte, der Damm halte.", "Harald Neumann"),
        ("fr", "Le garde des Sceaux Nicole Roy a dit que le barrage est vieux.", "Nicole Roy"),
        ("fr", "Selon Mme Le Pen, le barrage est vieux.", "Le Pen"),
        ("en", "“It held,” said Det. James Ruiz.", "James Ruiz"),
        ("de", "Ada Lentner von Calder sagte, der Damm halte.", "Ada Lentner"),
        ("en", "“It held,” said fellow American Robby Ruiz.", "Robby Ruiz"),
        ("pt", "“Foi bom”, disse a técnica Sônia da Graça Calder.", "Sônia da Graça Calder"),
        ("fr", "“C’est bon”, a dit le porte-parole de la N-VA Hendrik Olmok.", "Hendrik Olmok"),
        ("en", "Jean-Gael Olmokov said the dam held.", "Jean-Gael Olmokov"),
        ("pl", "„Tama stoi”, powiedział prezydent Ukrainy Zbrysz.", "Zbrysz"),
        ("pl", "„Tama stoi”, powiedział minister obrony Niemiec Gerd Olmok.", "Gerd Olmok"),
        ("pl", "„Tama stoi”, powiedziała rzeczniczka Białego Dworu Brenna Olmok.", "Brenna Olmok"),
        ("pl", "„Tama stoi”, powiedział szef MSWiA Jan Lis.", "Jan Lis"),
        ("pl", "„Tama stoi”, powiedział minister rolnictwa i lasów Olmok Jan Lis.", "Jan Lis"),
        ("pl", "„Tama stoi”, powiedział premier Barnaba Olmok.", "Barnaba Olmok"),
        ("ru", "«Плотина стоит», — сказал президент США Ольмок Брыск.", "Ольмок Брыск"),
        ("ru", "«Плотина стоит», — сказал глава Совета Озера Ольмок Брыск.", "Ольмок Брыск"),
        ("en", "The Secretary of Information Technology Shaza Olmok said the dam held.", "Shaza Olmok"),
        ("en", "The trade union Teamsters Sean Ruiz said the dam held.", "Sean Ruiz"),
        ("en", "Led by U.S. Ambassador to the U.N. Nikki Ruiz, it held, Ruiz said.", "Nikki Ruiz"),
        ("en", "Bayer Leverkusen Robert Ruiz said the dam held.", "Robert Ruiz"),
        ("en", "“It held,” said President-elect Ruiz.", "Ruiz"),
        ("en", "Taoiseach Leo Ruiz said the dam held.", "Leo Ruiz"),
        ("en", "Brenda Ruiz left. “It held,” said Brenda Ruizon Monday.", "Brenda Ruiz"),
        ("en", "Brenda Ruiz left. Ruizhas said the dam held. Ruiz left.", "Brenda Ruiz"),
        ("en", "Brenda Ruiz Brenda Ana RuizFive (R) said the dam held.", "Brenda Ruiz"),
        ("en", "Brenda Ruiz left. Brenda RuizFive said the dam held.", "Brenda Ruiz"),
        ("en", "Watch Ruiz here. Ruiz said the dam held.", "Ruiz"),
        ("en", "They came to profit in Ukraine Ruiz of all. Ruiz left. Ruiz said the dam held.", "Ruiz"),
        ("en", "“It held,” said Ana St. Brusk.", "Ana St. Brusk"),
        ("en", "Vincent St. Brusk left. St. Brusk, a clerk, said the dam held.", "Vincent St. Brusk"),
        ("en", "Haldane Olmok left. Olmok said the dam held.", "Haldane Olmok"),
        ("en", "“It held, and it holds for all of us who were there.” — Ana Ruiz, Olmok Post", "Ana Ruiz"),
        ("en", "“It held, and it holds for all of us who were there.” — Brusk Olmok, 34", "Brusk Olmok"),
        ("en", "Deputy AG Ruiz said the dam held.", "Ruiz"),
        ("en", "Feedlotter Ana Ruiz said the dam held.", "Ana Ruiz"),
        ("en", "President Pro Tem Martin Ruiz said the dam held.", "Martin Ruiz"),
        ("en", "“It held,” said PM-designate Ruiz.", "Ruiz"),
        ("en", "“It held,” said the Rev. Dr. Martin Luther King Jr. in town.", "Martin Luther King Jr."),
        ("en", "Jeff Brusk Jeffrey said the dam held. Lane BruskLindsey Ruiz left.", "Jeff Brusk"),
        ("en", "“It held,” said Mary Smith Jones. John Smith left.", "Mary Smith Jones"),
        ("en", "“It held,” said Jim GrassleySpeaker.", "Jim Grassley"),
        ("en", "“It held,” said Jim VandeHei.", "Jim VandeHei"),
        ("en", "“It held,” said KrisAnne Ruiz.", "KrisAnne Ruiz"),
        ("en", "Psychologists Ana Ruiz and others left. Ana Ruiz said the dam held.", "Ana Ruiz"),
        ("es", "“Es vieja”, dijo el senador Juan Ruiz de Texas.", "Juan Ruiz"),
        ("es", "“Es vieja”, dijo Ana de Texas.", "Ana de Texas"),
        ("es", "“Es vieja”, dijo Ana María de Lima.", "Ana María de Lima"),
        ("es", "“Es vieja”, dijo el lunes la vocera de la Casa Blanca Sarah Ruiz.", "Sarah Ruiz"),
        ("es", "“Es vieja”, dijo en el Parlament Natàlia Ruiz.", "Natàlia Ruiz"),
        ("fr", "Selon le président de l’Assemblée François de Roy, le barrage est vieux.", "François de Roy"),
        ("es", "“Es vieja”, dijo el portavoz de la Casa Blanca de Olmok, Juan Ruiz.", "Juan Ruiz"),
        ("es", "“Es vieja”, dijo el presidente del Banco Juan Ruiz.", "Juan Ruiz"),
        ("fr", "« Il tient bon », a dit à l’AFP Serge, venu de loin.", "Serge"),
        ("pt", "“Foi bom”, disse o chefe de Mercados de Petróleo da Olmok Brusk, Rui Sá.", "Rui Sá"),
        ("fr", "« Il tient bon », a dit le procureur de Nevers Paul-Édouard Olmok.", "Paul-Édouard Olmok"),
        ("en", "Mr. Graham and Ana Ruiz left. Mr. Graham said the dam held.", "Graham"),
        ("es", "“Es vieja”, dijo EP Ruiz.", "Ruiz"),
        ("nl", "“De dam hield”, zegt Olmok-biograaf Jan Brusk.", "Jan Brusk"),
        ("nl", "“De dam hield”, zegt de Roemeense Jan Brusk.", "Jan Brusk"),
        ("nl", "“De dam hield”, zegt Jan Brusk van Olmok Dammen.", "Jan Brusk"),
    ],
)
def test_a_name_is_drafted_without_what_stands_beside_it(language: str, text: str, name: str) -> None:
    assert named(language, text) == [name]


@pytest.mark.parametrize(
    ("language", "text", "name"),
    [
        ("pt", "A Calder Gutierrez disse que a barragem é velha. Fim da Calder Gutierrez.", "Calder Gutierrez"),
        ("fr", "Selon Olmok-Calder, le barrage est vieux.", "Olmok-Calder"),
        ("fr", "Sam & Roy a dit que le barrage est vieux.", "Sam & Roy"),
        ("es", "La empresa italiana Olmok Advisors dijo que la presa es vieja.", "Olmok Advisors"),
        ("pt", "A praça Ana Sá é nova. Segundo Ana Sá, a barragem é velha.", "Ana Sá"),
        ("fr", "L’agence officielle Sabah a dit que le barrage est vieux.", "Sabah"),
        ("pt", "Segundo a Carolina do Norte, a barragem é velha.", "Carolina do Norte"),
        ("en", "Aides at Calder and Olmok, who left, came. Olmok said the dam held.", "Olmok"),
        ("en", "The Olmok engineer who left came. Olmok said the dam held.", "Olmok"),
        ("en", "Ana Science Monitor said the dam held.", "Ana Science Monitor"),
        ("en", "Olmok, who are second, said the dam held.", "Olmok"),
        ("en", "They met in Olmok, Brusk, who left. Brusk said the dam held.", "Brusk"),
        ("en", "St Helens said the dam held.", "St Helens"),
        ("en", "St. Joseph Dams said the dam held.", "St. Joseph Dams"),
        ("en", "As St. Louis Public Olmok reported, the dam held.", "St. Louis Public Olmok"),
        ("en", "Ana Water Supply Olmok said the dam held.", "Ana Water Supply Olmok"),
        ("en", "The Monty Olmok newspaper said the dam held. Monty Olmok said it held.", "Monty Olmok"),
        ("en", "They met Hanson, the dam company, there. Hanson said the dam held.", "Hanson"),
        ("en", "They met Olmok, whose dams are old. Olmok said the dam held.", "Olmok"),
        ("en", "NPR: Is it over?\n\nRUIZ: It did hold.\n\nNPR: And then?", "NPR"),
        ("en", "RUIZ said the dam held. The group said that it is old.", "RUIZ"),
        ("es", "Según San Ildefonso, la presa es vieja.", "San Ildefonso"),
        ("es", "Según San Miguel de Olmok, la presa es vieja.", "San Miguel de Olmok"),
        ("en", "XL Obama said the dam held. XL Obama left.", "XL Obama"),
        ("en", "Lauretta Chemical said the dam held.", "Lauretta Chemical"),
        ("en", "General Motors said the dam held.", "General Motors"),
        ("en", "The Institute for the Study of War said the dam held.", "Institute for the Study of War"),
        ("en", "The Justice Department said the dam held.", "Justice Department"),
        ("en", "The UN General Assembly said the dam held.", "UN General Assembly"),
        ("en", "The General Staff of Olmok said the dam held.", "General Staff of Olmok"),
        ("en", "The Prime Minister’s Office said the dam held.", "Prime Minister’s Office"),
        ("en", "The Roman Olmok is gone. Roman Olmok said the dam held.", "Roman Olmok"),
        ("en", "Hezbollah left. Its veteran Hezbollah said the dam held. Hezbollah took his side.", "Hezbollah"),
        ("en", "Al Jazeera Olmok said the dam held. Al Jazeera Olmok took his side.", "Al Jazeera Olmok"),
        ("en", "Wada said the dam held.", "Wada"),
        ("en", "Port Talbot said the dam held.", "Port Talbot"),
        ("de", "Laut Porsche hält der Damm.", "Porsche"),
        ("en", "The centrist Olmok said the dam held.", "Olmok"),
        ("en", "White Christians said the dam held.", "White Christians"),
        ("en", "The fellow Romans said the dam held.", "Romans"),
        ("en", "Ohio Wal-Mart said the dam held.", "Ohio Wal-Mart"),
        ("en", "The affiliate WZCK-TV reported the dam held.", "WZCK-TV"),
        ("en", "Harmony OS said the dam held.", "Harmony OS"),
        ("en", "Ana Ruiz Shoal said the dam held.", "Ana Ruiz Shoal"),
        ("en", "The Ruiz DOJ said the dam held. Ruiz left.", "Ruiz DOJ"),
        ("en", "The old Ruiz IRAs, they said, held. Ruiz IRAs said they held.", "Ruiz IRAs"),
        ("en", "Moody’s said the dam held.", "Moody"),
        ("en", "Cape Ruiz said the dam held.", "Cape Ruiz"),
        ("en", "They left Ana Heights as he said. Ana Heights said the dam held.", "Ana Heights"),
        ("en", "OLMCAR said he held the dam.", "OLMCAR"),
        ("en", "The OLMers, who left, said the dam held.", "OLMers"),
        ("en", "She left Laurel Street as she said. Laurel Street said the dam held.", "Laurel Street"),
        ("en", "Fiat Ruiz said the dam held.", "Fiat Ruiz"),
        ("es", "La Secretaría de Salud de Olmok dijo que la presa es vieja.", "Secretaría de Salud de Olmok"),
        ("es", "La Dirección General de Olmok dijo que la presa es vieja.", "Dirección General de Olmok"),
        ("es", "La Real Policía Montada dijo que la presa es vieja.", "Real Policía Montada"),
        ("es", "El Departamento de Salud Pública dijo que la presa es vieja.", "Departamento de Salud Pública"),
        ("es", "La compañía militar privada Wagner dijo que la presa es vieja.", "Wagner"),
        ("pt", "A Panini disse que a barragem é velha.", "Panini"),
        ("fr", "Un Olmokois a dit que le barrage est vieux.", "Olmokois"),
        ("fr", "Le FC Ana Olmok a dit que le barrage est vieux.", "FC Ana Olmok"),
        ("en", "US-made Olmoks said the dam held.", "Olmoks"),
        ("pt", "Segundo Guaratinguetá da Unesp, a barragem é velha.", "Guaratinguetá da Unesp"),
        ("en", "Brusk Ruiz and Co said the dam held.", "Brusk Ruiz"),
        ("en", "They sell poultry. Watt Poultry said the dam held.", "Watt Poultry"),
        ("it", "“La diga tiene”, ha detto Fine Lavori.", "Fine Lavori"),
        ("fr", "« Il tient », dit ce Normand.", "Normand"),
        ("pt", "Eles querem paz. Segundo Paz, a barragem é velha.", "Paz"),
        ("pt", "A prefeitura de São Miguel fica ali. Segundo São Miguel, a barragem é velha.", "São Miguel"),
    ],
)
def test_a_group_that_speaks_is_drafted_as_one(language: str, text: str, name: str) -> None:
    assert drafted(language, text)[name].type == "collective"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("pt", "Segundo o Executivo, a barragem é velha."),
        ("es", "Ana Ruiz La Comunidad ha dicho que la presa es vieja."),
        ("de", "Der Fall Güssing erinnert an den Damm. Er sagte, der Damm halte."),
        ("en", "The rise of Olmok, 99%, came late. “It floats,” he said."),
        ("en", "Irish-American said the dam held. He left."),
        ("en", "Russia-Ukraine Agreement said that he held the dam."),
        ("en", "The President Pro Tempore of the town, who left, said the dam held."),
        ("en", "Labour MP for Batley and Spen said the dam held."),
        ("en", "A Ruiz-donor-turned-ambassador said the dam held."),
        ("en", "They met the billionaire Democratic who gave. He said the dam held."),
        ("en", "A proud Nigerian, who is 61, said the dam held. Nigerian said he held it."),
        ("en", "Q: Is it over?\n\nRUIZ WEEKLY: It did hold.\n\nQ: And then?"),
        ("en", "“It held, and it holds for all of us who were there.” — Olmok, Ohio; Oct. 9"),
        ("en", "“It held, and it holds for all of us who were there.” — The Facts"),
        ("en", "They met Olmok White, Sr. who said that he held the dam."),
        ("pt", "Em visita a Olmok, o prefeito, Rui Sá, riu. Olmok disse que a barragem é velha."),
        ("en", "According to Grace Not Rage, the dam is old. She said it held."),
        ("en", "They eat at Leo’s Grill. “It held,” he said."),
        ("en", "Photograph: AFP/Bruce. “It held,” he said."),
        ("en", "They came to the banks of Bruce. “It held,” he said."),
        ("en", "The Earl of Olmok said the dam held. Earl of Olmok or not, he left."),
        ("fr", "Ils vivent près de Milan. « Il tient, on le voit », dit-il."),
        ("es", "La gente de una ciudad en Carolina del Norte votó. «Es vieja», dijo."),
        ("en", "UK Steel said the dam held. Steel is old."),
        ("en", "Their auditor, Ruiz and Co, said the dam held."),
        ("pl", "„Tama stoi”, powiedział prezes Olmokbanku."),
        ("pl", "Pracownicy Olmockiego Parku Brusków powiedzieli, że tama stoi."),
        ("en", "Grace and Heritage Minister said the dam held. “It held,” she said."),
    ],
)
def test_what_is_nobodys_name_is_drafted_as_no_person(language: str, text: str) -> None:
    assert not named(language, text)


@pytest.mark.parametrize(
    ("language", "text", "name"),
    [
        ("fr", "Roy tient le barrage, a dit Olmok, caissier de 44 ans, qui est là.", "Olmok"),
        ("es", "“Es vieja”, dijo Olmok (57 años), que vive allí.", "Olmok"),
    ],
)
def test_an_age_shows_that_a_name_is_somebodys(language: str, text: str, name: str) -> None:
    assert drafted(language, text)[name].type == "named"


def test_nobody_whom_only_a_name_shows_is_meant_where_somebody_else_is_near() -> None:
    text = "Ana Ruiz left Charlotte as it rained. “It held, and it holds for all of us,” she said."
    assert named("en", text) == ["Ana Ruiz"]
    alone = "They left Charlotte as it rained. “It held, and it holds for all of us,” she said."
    assert named("en", alone) == ["Charlotte"]


def test_a_group_that_somebody_is_of_by_its_case_alone_is_not_who_speaks() -> None:
    people = drafted(
        "pl",
        "„Tama stoi”, dodał poseł PiS. „Stoi długo”, dodał rzecznik Fundacji Olmok. "
        "„Stoi”, dodał szef rady Nowego Banku Polskiego.",
    )
    assert {"Poseł PiS", "Rzecznik Fundacji Olmok", "Szef rady Nowego Banku Polskiego"} == people.keys()
    assert {"anonymous"} == {person.type for person in people.values()}
    assert ["Создатель Facebook"] == list(drafted("ru", "«Плотина стоит», — сказал создатель Facebook."))


@pytest.mark.parametrize(
    ("text", "type"),
    [
        ("Holland said the dam held.", "collective"),
        ("Mr. Holland said the dam held.", "named"),
        ("Tom Holland came. Holland said the dam held.", "named"),
    ],
)
def test_a_surname_that_is_a_places_is_somebodys_where_the_article_shows_it(text: str, type: str) -> None:
    assert [person.type for name, person in drafted("en", text).items() if "Holland" in name] == [type]


def test_a_word_of_a_firms_name_is_the_firm_where_nobody_has_it() -> None:
    text = "Eli Brusk & Co left. “It held,” Brusk said."
    assert [("Eli Brusk & Co", "collective")] == [(name, one.type) for name, one in drafted("en", text).items()]
    assert ["Ada Brusk"] == named("en", text.replace("Co left", "Co left with Ada Brusk"))


def test_a_name_that_people_have_is_somebodys_before_a_noun_too() -> None:
    text = "The Tom Hale book was sold. “It held,” said Tom Hale."
    assert ["named"] == [person.type for person in drafted("en", text).values()]
    assert ["collective"] == [one.type for one in drafted("en", text.replace("Tom Hale", "Olmok Brusk")).values()]


def test_letters_of_a_label_are_whoever_has_them_for_initials() -> None:
    text = "Julia Ames met the Olmok Post.\n\nOLMOK POST: Is it over?\n\nJA: It did hold.\n\nOLMOK POST: And then?"
    assert ["Julia Ames"] == named("en", text)
    assert ["JB"] == [name for name, one in drafted("en", text.replace("JA", "JB")).items() if len(name) < 3]
    assert not named("en", text.replace("JA", "JB"))


def test_one_letter_of_a_label_is_nobodys_name_and_a_broadcasters_are_a_group() -> None:
    text = "Q: Is it over?\n\nA: It did hold.\n\nBBC: And then?"
    found = {name: person.type for name, person in drafted("en", text).items() if len(name) <= 3}
    assert {"Q": "anonymous", "A": "anonymous", "BBC": "collective"} == found


def test_a_place_is_nobodys_label() -> None:
    assert ["Ruiz"] == named("es", "España: Es vieja.\n\nRUIZ: Es vieja.\n\nEspaña: ¿Y luego?")


@pytest.mark.parametrize("label", ["Tipp", "Erstens", "Zusammenfassung"])
def test_a_label_with_a_capital_that_every_noun_has_is_nobodys_name(label: str) -> None:
    text = f"Ada Lenz kam.\n\n{label}: Wer ist das?\n\n{label}: Ich war es nicht."
    assert [] == [name for name in drafted("de", text) if name == label]
    assert named("de", text.replace(label, "Brunner")) == ["Brunner"]


def test_whose_something_is_has_the_name_without_its_ending() -> None:
    text = "„Er hält“, sagte Ada Brusk. Der Plan Ada Brusks sei alt, heißt es in Brusks Brief."
    assert named("de", text) == ["Ada Brusk"]


def test_a_state_beside_a_longer_name_with_it_has_no_surname() -> None:
    assert named("en", "Ana Ruiz left. Virginia and West Virginia said that the dam held.") == []


def test_an_adverb_that_is_a_given_name_too_is_nobody() -> None:
    assert named("de", "Anders sieht es im Tal aus: „Der Damm hält nicht mehr lange.“") == []
    assert named("de", "Der Förster Anders Lind sagte, der Damm halte.") == ["Anders Lind"]


def test_a_name_with_particles_in_capitals_is_whole() -> None:
    assert named("de", "Alexander Van der Bellen sagte, der Damm halte.") == ["Alexander Van der Bellen"]


def test_first_names_with_an_article_are_somebodys() -> None:
    assert named("pt", "O João Sá disse que a barragem é velha.") == ["João Sá"]
    assert named("pt", "O João Silva disse que a barragem é velha. É do João Silva.") == ["João Silva"]


@pytest.mark.parametrize(
    ("language", "name"),
    [
        *(("en", name) for name in ("Virginia", "Ben", "Mr. Van", "Ana Romans", "Mary Lloyd-Welsh")),
        ("en", "John Lewis"),
        ("es", "Diego García"),
    ],
)
def test_who_is_called_as_others_are_is_somebody(language: str, name: str) -> None:
    said = {
        "en": f"The dam is old. “It held, and it holds for all of us,” {name} said on Monday.",
        "es": f"La presa es vieja. “La presa es vieja y nadie la cuida”, dijo {name} el lunes.",
    }
    assert ["named"] == [person.type for person in drafted(language, said[language]).values()]


@pytest.mark.parametrize(
    ("language", "text", "name"),
    [
        ("en", "Brusk’s statement said that the dam is old.", "Brusk"),
        ("en", "Brusks’ statement said that the dam is old.", "Brusks"),
        ("fr", "Selon Brusk’s, le barrage est vieux.", "Brusk’s"),
    ],
)
def test_an_apostrophe_ends_a_name_where_the_language_has_it_so(language: str, text: str, name: str) -> None:
    assert [name] == list(drafted(language, text))


@pytest.mark.parametrize(
    "text",
    [
        "They came to the banks of Bruce. Bruce told them that the dam held.",
        "The Grace grain is old. Grace said the dam held.",
        "“It held,” said Hale. The dam of Hale is old.",
    ],
)
def test_who_speaks_somewhere_is_somebody_though_things_have_the_name_elsewhere(text: str) -> None:
    assert len(named("en", text)) == 1


@pytest.mark.parametrize("title", ["Madame", "Monsieur", "Pr", "Sir"])
def test_a_title_is_no_part_of_a_french_name(title: str) -> None:
    assert named("fr", f"« Il tient », explique {title} Olmok, ingénieur au barrage.") == ["Olmok"]


def test_what_a_firm_is_called_by_is_no_given_name() -> None:
    found = drafted("en", "She drives for delivery firm Stuart. In a statement Stuart said the dam held.")
    assert found["Stuart"].type == "collective"


def test_nobody_is_no_source() -> None:
    assert drafted("fr", "Aucun responsable n’a dit que le barrage est vieux.") == {}


def test_marked_words_behind_a_title_are_no_name() -> None:
    assert ["unnamed speaker"] == list(drafted("en", "Mr “d” I said."))


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("it", "Secondo Direzione, la diga tiene."),
        ("nl", "Aldus Directie. “De dam hield”, zei Directie."),
        ("pl", "Komentarz powiedział, że tama stoi."),
    ],
)
def test_what_news_of_a_language_writes_small_is_no_name(language: str, text: str) -> None:
    assert {person.type for person in drafted(language, text).values()} <= {"anonymous"}


def test_titles_of_a_label_are_a_role() -> None:
    found = drafted("en", "JUDGE ADA BRUSK: Does it hold?\n\nSOLICITOR GENERAL BEN HALE: It does.")
    assert {name: person.role for name, person in found.items()} == {
        "Ada Brusk": "Judge",
        "Ben Hale": "Solicitor General",
    }


@pytest.mark.parametrize("label", ["Reminder", "VILLAIN", "INVESTIGATION"])
def test_a_common_word_is_nobodys_label(label: str) -> None:
    assert named("en", f"{label}: The dam holds.\n\n{label}: It does.") == []


@pytest.mark.parametrize("word", ["factor", "injustice"])
def test_a_word_that_ends_as_another_one_is_no_person(word: str) -> None:
    assert word.title() not in drafted("en", f"Another {word} says that the dam holds.")


@pytest.mark.parametrize("name", ["H. P. Olmokov", "J. Alex Olmokov"])
def test_whoever_has_an_initial_is_somebody(name: str) -> None:
    assert named("en", f"It is as {name} wrote: “It held.”") == [name]
