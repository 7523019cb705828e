"""What the form of a name says about its bearer: a named person, a described one, a group or a document.

Nobody is named “a senior official”. Missing a word for a description is better than mistaking a name for one, so the
words listed here, in the languages of the news, never appear in a name in these positions.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import StrEnum
from functools import lru_cache


def _words(*lines: str) -> frozenset[str]:
    return frozenset(word for line in lines for word in line.split())


# Singular nouns that end a description when written without a capital …
DESCRIBING = _words(
    "administrator adviser advisor aide ambassador analyst anchor applicant assistant attorney author banker",
    "bartender boss boy broker brother bystander caller campaigner candidate captain chair chairman chairwoman",
    "chairperson chief clerk coach colleague columnist commander commissioner commuter consultant consul councillor",
    "councilman councilwoman counsel counselor counsellor critic customer daughter dealer defendant delegate deputy",
    "detective developer diplomat director doctor driver economist editor employee engineer envoy executive expert",
    "farmer father fighter firefighter fisherman founder friend girl governor guard guest guide head historian",
    "husband insider inspector intern investigator investor journalist judge juror lawmaker lawyer leader lecturer",
    "legislator lieutenant lobbyist magistrate maker man manager master mayor mechanic mediator member merchant",
    "minister monitor mother negotiator neighbor neighbour nurse observer officer official onlooker operator",
    "organiser organizer owner paramedic parent participant partner passenger passer-by pastor patient person pilot",
    "plaintiff policeman policewoman politician premier president priest principal prisoner producer professor",
    "prosecutor protester publisher refugee relative reporter representative rescuer researcher resident retiree",
    "reviewer scholar scientist secretary senator sergeant shopkeeper sister soldier son source spokesman",
    "spokesperson spokeswoman staffer stallholder steward stranger strategist student supervisor supporter surgeon",
    "suspect teacher teenager tenant tourist trader translator treasurer trustee veteran victim villager visitor",
    "volunteer voter waiter waitress whistleblower whistle-blower widow wife witness eyewitness woman worker writer",
    "youth somebody someone anonymous unknown unnamed agent",
    "portavoz fuente vecino vecina testigo funcionario funcionaria porte-parole témoin responsable riverain portavoce",
    "fonte",
)
# … and with one: nobody has these as a surname. “Senior Administration Official”, “Eyewitness 2”.
ALWAYS_DESCRIBING = _words(
    "anonymous unknown unnamed official aide source spokesman spokeswoman spokesperson eyewitness witness insider",
    "bystander whistleblower resident onlooker passer-by staffer neighbour neighbor lawmaker diplomat protester",
    "employee",
)
# Nouns for groups that do not look like a plural.
GROUPS = _words(
    "audience cabinet children clergy committee community company council couple court crew crowd delegation",
    "electorate family government group jury leadership media men military mob ministry neighbourhood neighborhood",
    "opposition panel people police population press public staff team troops union women youngsters",
    "fuentes vecinos testigos funcionarios autoridades portavoces responsables témoins riverains fonti fontes",
    "campaign hospital newspaper magazine firm",
)
# Nouns for written or recorded things that speak for their author.
DOCUMENTS = _words(
    "affidavit complaint document filing indictment lawsuit memo memorandum report ruling statement study survey",
    "audit documentary email e-mail footage leaflet letter manifesto photo photograph poll recording",
    "transcript verdict video",
    "bericht studie umfrage gutachten anklageschrift urteil informe encuesta estudio sondage rapport communiqué",
    "comunicado relatório pesquisa",
)
# Words that are common in the names of organisations.
ORGANISATIONS = _words(
    "administration agency alliance army association authority bank board bureau church club coalition commission",
    "committee company congress corporation council court department embassy federation force forces foundation",
    "government group house institute institution league ministry museum navy nations network office organisation",
    "organization parliament party police school senate society states trust union university inc ltd llc corp gmbh",
    "co plc verein ministerium universität regierung bundestag université ministère gouvernement universidad",
    "ministerio gobierno",
)
# Endings of German compounds for authorities and similar bodies.
GERMAN_ORGANISATIONS = (
    *("ministerium", "behörde", "anwaltschaft", "verwaltung", "gewerkschaft", "regierung", "ausschuss", "kanzleramt"),
    *("verband", "gericht", "feuerwehr", "polizei", "landratsamt", "gesundheitsamt", "jugendamt", "kriminalamt"),
)
# These begin a description before a lower-case letter, or before one of the nouns below.
ONE = _words("a an one another some un une uno una um uma ein eine einer een en ett et")
THE = _words("the le la il lo el o der die das dem den de het")
MANY = _words(
    "some several many few most all both two three four five six seven eight nine ten dozens hundreds thousands other",
    "des les los las unos unas gli uns umas einige mehrere viele plusieurs varios varias",
)
# German nouns, which always have a capital.
GERMAN = _words(
    "abgeordneter abgeordnete aktivist aktivistin analyst analystin angestellter angestellte anwalt anwältin anwohner",
    "anwohnerin arzt ärztin augenzeuge augenzeugin beamter beamte beamtin berater beraterin besucher besucherin",
    "bewohner bewohnerin bürgermeister bürgermeisterin diplomat diplomatin experte expertin fahrer fahrerin forscher",
    "forscherin frau funktionär insider insiderin journalist journalistin kollege kollegin lehrer lehrerin mann",
    "minister ministerin mitarbeiter mitarbeiterin nachbar nachbarin offizier passant passantin polizist polizistin",
    "präsident präsidentin quelle regierungsbeamter regierungsbeamte regierungssprecher regierungssprecherin",
    "regierungsvertreter soldat soldatin sprecher sprecherin teilnehmer teilnehmerin verkäufer verkäuferin vertreter",
    "vertreterin zeuge zeugin",
)
# Nouns for unnamed sources and groups in scripts without capitals, where words may not be separated by spaces.
UNCASED = (
    *("官员", "消息人士", "知情人士", "发言人", "目击者", "關係人士", "官員", "消息人士", "發言人", "目擊者", "助手"),
    *("関係者", "当局者", "高官", "報道官", "目撃者", "消息筋", "관계자", "소식통", "당국자", "목격자", "대변인"),
    *("مسؤول", "مصدر", "متحدث", "شاهد عيان", "דובר", "בכיר", "גורם", "เจ้าหน้าที่", "แหล่งข่าว"),
)


_WORD = re.compile(r"[^\W_]+(?:[.’'&-][^\W_]+)*\.?")
# What follows one of these is not the head: “spokesman for the ministry”, “woman, 34”, “official (after the talks)”.
_END_OF_HEAD = re.compile(
    r"\s*[(\[,;:–—/]|\s(?:for|of|at|in|on|with|from|to|near|who|whom|whose|that|familiar|close|speaking|briefed|named|de|du"
    r"|des|del|della|von|vom|der|aus|bei)\s"
)
_LAST_MARK = re.compile(r"(?:\s+(?:#?\d+|[A-Z]))+$")
# Endings of words for people who do something for a living.
_AGENT = re.compile(r".{2,}(?:man|woman|person|worker|keeper|holder|maker|owner|master|goer|member|monger)")
# Titles that follow “the” before a person's name: “the Rev. Al Green”.
_TITLES = ("Rev", "Reverend", "Hon", "Honourable", "Honorable", "Right", "Most", "Very")
_OWNING = ("'s", "s'")
_SINGULAR_S = ("ss", "us", "is")
# Only a plural longer than this turns “ies” into “y”: not “ties”.
_LONG = 5


class Form(StrEnum):
    """What a name is, judging by its form."""

    NAME = "name"
    DESCRIPTION = "description"
    DESCRIBED_GROUP = "described group"
    ORGANISATION = "organisation"
    DOCUMENT = "document"

    @property
    def is_description(self) -> bool:
        """Whether it says what the person is, and not who."""
        return self in (Form.DESCRIPTION, Form.DESCRIBED_GROUP, Form.DOCUMENT)


@lru_cache(maxsize=4096)
def form_of(name: str) -> Form:
    """Return what a name is, judging by its form. Whatever is undecided is a name."""
    head = _head(name)
    if not any(letter.islower() or letter.isupper() for letter in head):
        return Form.DESCRIPTION if any(word in head for word in UNCASED) else Form.NAME
    words = _WORD.findall(head)
    first, rest = words[0].lower(), words[1:]
    if rest and first in MANY and (rest[-1][:1].islower() or _is_german(rest[-1])):
        return Form.DOCUMENT if _is_document(rest[-1]) else Form.DESCRIBED_GROUP
    if rest and first in ONE | THE and (words[0].islower() or rest[0][:1].islower() or _is_german(rest[-1])):
        return _after_article(first, rest)
    return _bare(words)


def _after_article(article: str, words: list[str]) -> Form:
    """Return the form of what follows an article: “a senior official”, “the White House”, “eine Sprecherin”."""
    last = words[-1]
    if last[:1].islower() or _is_german(last) or article in ONE:
        return _described(last)
    if last.lower() in ALWAYS_DESCRIBING:
        return Form.DESCRIPTION
    if last.lower().endswith(GERMAN_ORGANISATIONS):
        return Form.ORGANISATION
    # “the White House”; but “la Repubblica” and “de Gaulle” may be anything.
    return Form.ORGANISATION if article == "the" and words[0].rstrip(".") not in _TITLES else Form.NAME


def _bare(words: list[str]) -> Form:
    """Return the form of words without an article: “Ana Ruiz”, “senior officials”, “Ministry of Health”, “witness”."""
    last = words[-1]
    small = last.lower().rstrip(".")
    if last[:1].islower() and any(word.endswith(_OWNING) for word in words[:-1]):
        return _described(last)  # “Brandt’s agent”, “Okoye’s office”
    if last[:1].islower() and _is_document(last):
        return Form.DOCUMENT
    if last[:1].islower():
        if _is_group(last) and (_describes(_singular(small)) or not GROUPS.isdisjoint((small, _singular(small)))):
            return Form.DESCRIBED_GROUP
        return Form.DESCRIPTION if _describes(small) else Form.NAME
    if small in ALWAYS_DESCRIBING or (len(words) == 1 and _is_german(last)):
        return Form.DESCRIPTION
    if _singular(small) in ALWAYS_DESCRIBING:
        return Form.DESCRIBED_GROUP
    if ORGANISATIONS.intersection(word.lower().rstrip(".") for word in words) or small.endswith(GERMAN_ORGANISATIONS):
        return Form.ORGANISATION
    return Form.NAME


def form_of_all(names: Iterable[str]) -> Form:
    """Return the form of a person with several names: a name among descriptions says who it is."""
    first, *others = map(form_of, names)
    return next((form for form in others if first.is_description and form is Form.NAME), first)


def may_be_of_any(name: str) -> bool:
    """Whether a name only says what the person is, and so may fit others, too: “Analysts”, “Local officials”.

    An initial capital does not matter.
    """
    small = f"{name[:1].lower()}{name[1:]}"
    return form_of(name).is_description or form_of(small).is_description or small in ORGANISATIONS


def _head(name: str) -> str:
    """Return the words up to the head noun, without what qualifies it: “a spokesman” for the ministry."""
    name = name.strip(" “”\"'‘’«»").replace("’", "'")
    found = _END_OF_HEAD.search(name, 1)
    return _LAST_MARK.sub("", name[: found.start()] if found else name) or name


def _described(noun: str) -> Form:
    """Return the form of a description with this noun."""
    if _is_document(noun):
        return Form.DOCUMENT
    return Form.DESCRIBED_GROUP if _is_group(noun) else Form.DESCRIPTION


def _is_document(noun: str) -> bool:
    return not DOCUMENTS.isdisjoint((noun.lower(), _singular(noun.lower())))


def _describes(word: str) -> bool:
    return word in DESCRIBING or _AGENT.fullmatch(word) is not None


def _is_german(word: str) -> bool:
    return word.lower() in GERMAN


def _is_group(word: str) -> bool:
    word = word.lower()
    if word in GROUPS | ORGANISATIONS or (word.endswith("men") and _describes(_singular(word))):
        return True
    return word.endswith("s") and not word.endswith(_SINGULAR_S) and word not in DESCRIBING


def _singular(word: str) -> str:
    if word.endswith("men"):
        return f"{word[:-3]}man"
    if word.endswith("ies") and len(word) > _LONG:
        return f"{word[:-3]}y"
    if word.endswith(("sses", "shes", "ches", "xes")):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith(_SINGULAR_S) else word
