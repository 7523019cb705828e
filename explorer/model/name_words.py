"""Words that tell a description from a name, and a group from one person, in the languages that news is told in.

Nobody is called “a senior official”. Missing one is better than taking a name for a description: these are only words
that are no part of a name where they stand.
"""

from __future__ import annotations


def _words(*lines: str) -> frozenset[str]:
    return frozenset(word for line in lines for word in line.split())


# What a description may end with, in the singular, when it is not written with a capital …
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
# … and when it is: nobody has these for a last name. “Senior Administration Official”, “Eyewitness 2”.
ALWAYS_DESCRIBING = _words(
    "anonymous unknown unnamed official aide source spokesman spokeswoman spokesperson eyewitness witness insider",
    "bystander whistleblower resident onlooker passer-by staffer neighbour neighbor lawmaker diplomat protester",
    "employee",
)
# Groups that do not look like a plural.
GROUPS = _words(
    "audience cabinet children clergy committee community company council couple court crew crowd delegation",
    "electorate family government group jury leadership media men military mob ministry neighbourhood neighborhood",
    "opposition panel people police population press public staff team troops union women youngsters",
    "fuentes vecinos testigos funcionarios autoridades portavoces responsables témoins riverains fonti fontes",
    "campaign hospital newspaper magazine firm",
)
# What is written, or recorded, and speaks for whoever made it.
DOCUMENTS = _words(
    "affidavit complaint document filing indictment lawsuit memo memorandum report ruling statement study survey",
    "audit documentary email e-mail footage leaflet letter manifesto photo photograph poll recording",
    "transcript verdict video",
    "bericht studie umfrage gutachten anklageschrift urteil informe encuesta estudio sondage rapport communiqué",
    "comunicado relatório pesquisa",
)
# What many organisations have in their name.
ORGANISATIONS = _words(
    "administration agency alliance army association authority bank board bureau church club coalition commission",
    "committee company congress corporation council court department embassy federation force forces foundation",
    "government group house institute institution league ministry museum navy nations network office organisation",
    "organization parliament party police school senate society states trust union university inc ltd llc corp gmbh",
    "co plc verein ministerium universität regierung bundestag université ministère gouvernement universidad",
    "ministerio gobierno",
)
# How German compounds end that are an authority or the like.
GERMAN_ORGANISATIONS = (
    *("ministerium", "behörde", "anwaltschaft", "verwaltung", "gewerkschaft", "regierung", "ausschuss", "kanzleramt"),
    *("verband", "gericht", "feuerwehr", "polizei", "landratsamt", "gesundheitsamt", "jugendamt", "kriminalamt"),
)
# Before a small letter, or before one of the nouns below, these begin a description.
ONE = _words("a an one another some un une uno una um uma ein eine einer een en ett et")
THE = _words("the le la il lo el o der die das dem den de het")
MANY = _words(
    "some several many few most all both two three four five six seven eight nine ten dozens hundreds thousands other",
    "des les los las unos unas gli uns umas einige mehrere viele plusieurs varios varias",
)
# German nouns have capitals, too.
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
# Where letters have no capitals and words may have no spaces: what an unnamed source is called, and groups.
UNCASED = (
    *("官员", "消息人士", "知情人士", "发言人", "目击者", "關係人士", "官員", "消息人士", "發言人", "目擊者", "助手"),
    *("関係者", "当局者", "高官", "報道官", "目撃者", "消息筋", "관계자", "소식통", "당국자", "목격자", "대변인"),
    *("مسؤول", "مصدر", "متحدث", "شاهد عيان", "דובר", "בכיר", "גורם", "เจ้าหน้าที่", "แหล่งข่าว"),
)
