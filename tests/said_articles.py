"""Invented articles in several styles, with who says what in them: for tests of who is said to speak."""

from __future__ import annotations

from explorer.model.archive import Archive
from explorer.model.problems import Place
from explorer.model.records import AnyRecord, Article, Entry, Person, Quote
from explorer.reading.text.passages import SourceText

# A quote: its words or segments, its speaker, its attribution, and perhaps who relays it.
Line = tuple[str | tuple[str, ...], str, str | None] | tuple[str | tuple[str, ...], str, str | None, str]

WIRE = (
    "en",
    """\
Ferry strike ends after night of talks

LISMORE (Northern Wire) — Ferry crews will return to work on Friday after their union and the operator agreed on a new \
roster, officials on both sides said.

“Nobody got everything, and that is how you know it is a deal,” Helen Marsh, the chief negotiator of the Seafarers’ \
Union, told reporters outside the harbour office. “Our members will vote on Sunday.”

The operator, Western Isles Lines, said in a statement that “all sailings will resume by noon.” Its chief executive, \
Pavel Novak, had warned last week that the strike was costing “close to a million a day.”

A government adviser who was not authorised to speak publicly said the ministry had “leaned on everybody, gently at \
first.” The adviser added that Transport Minister Aoife Brennan was in the room for the last hour.

“I made tea,” Brennan joked when asked about her part. “I am told it was terrible tea.”

According to Novak, the roster will be reviewed after the summer. “If it does not work, we will say so,” he said.

Brennan had told the company on Wednesday that “patience has an end date,” the adviser said.
""",
    (
        Person(id="marsh", name="Helen Marsh", role="chief negotiator of the Seafarers’ Union"),
        Person(id="novak", name="Pavel Novak", role="chief executive", affiliation="Western Isles Lines"),
        Person(id="brennan", name="Aoife Brennan", role="Transport Minister"),
        Person(id="lines", name="Western Isles Lines", type="collective", aliases=("the operator", "the company")),
        Person(id="adviser", name="a government adviser", type="anonymous", aliases=("the adviser",)),
    ),
    (
        (
            ("Nobody got everything, and that is how you know it is a deal,", "Our members will vote on Sunday."),
            "marsh",
            "Helen Marsh, the chief negotiator of the Seafarers’ Union, told reporters outside the harbour office",
        ),
        ("all sailings will resume by noon.", "lines", "The operator, Western Isles Lines, said in a statement"),
        ("close to a million a day.", "novak", "Its chief executive, Pavel Novak, had warned last week"),
        ("leaned on everybody, gently at first.", "adviser", None),
        ("Transport Minister Aoife Brennan was in the room for the last hour", "adviser", "The adviser added"),
        (("I made tea,", "I am told it was terrible tea."), "brennan", "Brennan joked when asked about her part"),
        ("the roster will be reviewed after the summer", "novak", "According to Novak"),
        ("If it does not work, we will say so,", "novak", "he said"),
        ("patience has an end date,", "brennan", "Brennan had told the company on Wednesday", "adviser"),
    ),
)

BRITISH = (
    "en",
    """\
Village pond saved as toads win day

Campaigners were celebrating last night after Thornby Parish Council dropped plans to fill in the village pond.

‘We’ve fought this for three years’, said Mrs Edith Cole, 81, of Mill Lane. ‘I didn’t think I’d live to see it.’

Council leader Martin Webb told the packed meeting in St Anne’s hall: ‘We listened. The toads can stay.’

But Cllr Priya Nair, who voted against, said the repairs would be ‘a bottomless bucket’.

‘It’s only a puddle’, she added. ‘Ask anybody who’s had to drain it.’

A spokesman for Anglian Rivers said the firm was ‘happy to advise’.

Toad warden Tom Fry said: ‘They come back every March. They don’t read the minutes.’

‘The pond’s older than the church’, Mr Webb said afterwards.
""",
    (
        Person(id="cole", name="Edith Cole", aliases=("Mrs Edith Cole",)),
        Person(id="webb", name="Martin Webb", role="council leader"),
        Person(id="nair", name="Priya Nair", aliases=("Cllr Priya Nair",), role="councillor"),
        Person(id="rivers", name="Anglian Rivers", type="collective"),
        Person(id="fry", name="Tom Fry", role="toad warden"),
    ),
    (
        (("We’ve fought this for three years", "I didn’t think I’d live to see it."), "cole", "said Mrs Edith Cole"),
        ("We listened. The toads can stay.", "webb", "Council leader Martin Webb told the packed meeting"),
        ("a bottomless bucket", "nair", "Cllr Priya Nair, who voted against, said"),
        (("It’s only a puddle", "Ask anybody who’s had to drain it."), "nair", "she added"),
        ("happy to advise", "rivers", "A spokesman for Anglian Rivers said"),
        ("They come back every March. They don’t read the minutes.", "fry", "Toad warden Tom Fry said"),
        ("The pond’s older than the church", "webb", "Mr Webb said afterwards"),
    ),
)

INTERVIEW = (
    "en",
    """\
The Lantern talks to Noor Haddad

THE LANTERN: You left the orchestra at the height of your fame. Why?

HADDAD: I was tired of applause. It makes you deaf.

THE LANTERN: Did your teacher approve?

HADDAD: He wrote me one line. I still have it.

OSEI: She showed it to me once. It said “good”.

THE LANTERN: Mr Osei, you have accompanied her for thirty years.

OSEI: Thirty-one. She never counts rehearsals.
""",
    (
        Person(id="lantern", name="The Lantern", type="collective"),
        Person(id="haddad", name="Noor Haddad", role="violinist"),
        Person(id="osei", name="Kwame Osei", role="pianist"),
    ),
    (
        ("You left the orchestra at the height of your fame. Why?", "lantern", "THE LANTERN:"),
        ("I was tired of applause. It makes you deaf.", "haddad", "HADDAD:"),
        ("He wrote me one line. I still have it.", "haddad", "HADDAD"),
        ("She showed it to me once. It said “good”.", "osei", "OSEI"),
        ("Thirty-one. She never counts rehearsals.", "osei", "OSEI:"),
    ),
)

COURT = (
    "en",
    """\
Harbour fraud trial hears of two sets of books

A bookkeeper kept “one ledger for the bank and one for God,” a jury at Kelso Crown Court was told on Monday by \
prosecutor Daniel Reyes.

The defendant, Victor Sable, 58, denies four counts of fraud.

“I wrote down what I was given,” Sable said from the dock. His barrister, Ruth Adeyemi QC, argued that the second \
ledger was “a private joke that nobody was meant to read.”

Judge Carol Whitlock reminded the jury that “a joke can be evidence.” She said the trial would last a fortnight.

In a statement read to the court, former clerk Minna Lahti was quoted as saying: “He laughed when he closed the book.”

“That is not true,” the defendant said.

Sable told Lahti that “the sea keeps no receipts,” Reyes said.
""",
    (
        Person(id="reyes", name="Daniel Reyes", role="prosecutor"),
        Person(id="sable", name="Victor Sable", role="the defendant"),
        Person(id="adeyemi", name="Ruth Adeyemi", role="barrister", aliases=("Ruth Adeyemi QC",)),
        Person(id="whitlock", name="Carol Whitlock", role="Judge"),
        Person(id="lahti", name="Minna Lahti", role="former clerk"),
    ),
    (
        (
            "one ledger for the bank and one for God,",
            "reyes",
            "a jury at Kelso Crown Court was told on Monday by prosecutor Daniel Reyes",
        ),
        ("I wrote down what I was given,", "sable", "Sable said from the dock"),
        ("a private joke that nobody was meant to read.", "adeyemi", "His barrister, Ruth Adeyemi QC, argued"),
        ("a joke can be evidence.", "whitlock", "Judge Carol Whitlock reminded the jury"),
        ("the trial would last a fortnight", "whitlock", "She said"),
        ("He laughed when he closed the book.", "lahti", "former clerk Minna Lahti was quoted as saying"),
        ("That is not true,", "sable", "the defendant said"),
        ("the sea keeps no receipts,", "sable", "Sable told Lahti", "reyes"),
    ),
)

PROFILE = (
    "en",
    """\
The woman who listens to ice

Ingrid Solheim was nine when she first heard a glacier move. “It sounded like a door,” she says, “in a house where \
nobody lives.”

Her brother, Lars Solheim, remembers it otherwise. “She screamed,” he says. “I was the one who listened.”

Solheim laughs when she is told this. “Lars would say that,” she says.

At the institute in Tromsø she records what the ice does at night. “I don’t sleep much,” she admits. Her director, \
Chidi Eze, calls her “our most expensive microphone.”

“We pay for the helicopters,” Eze says. “She pays with her hair, which has gone white.”
""",
    (
        Person(id="ingrid", name="Ingrid Solheim", role="glaciologist"),
        Person(id="lars", name="Lars Solheim", role="brother"),
        Person(id="eze", name="Chidi Eze", role="director"),
    ),
    (
        (("It sounded like a door,", "in a house where nobody lives."), "ingrid", "she says"),
        (("She screamed,", "I was the one who listened."), "lars", "he says"),
        ("Lars would say that,", "ingrid", "she says"),
        ("I don’t sleep much,", "ingrid", "she admits"),
        ("our most expensive microphone.", "eze", "Her director, Chidi Eze, calls her"),
        (("We pay for the helicopters,", "She pays with her hair, which has gone white."), "eze", "Eze says"),
    ),
)

FRENCH = (
    "fr",
    """\
Le phare de Kervilly ne sera pas vendu

« Un phare n’est pas une résidence secondaire », a déclaré mardi Solène Le Goff, la maire de Kervilly, devant une \
centaine d’habitants.

Selon Yann Perrot, président de l’association des gardiens, la tour « tient debout par habitude ».

« Il faudra deux ans de travaux », a-t-il ajouté.

L’acheteur, Bertrand Vasseur, s’est dit déçu. « J’aurais payé le toit », a répondu l’homme d’affaires à la presse.

« Qu’il le paie quand même ! » lance Mme Le Goff en riant.

D’après une source à la préfecture, le dossier « est clos ».
""",
    (
        Person(id="le-goff", name="Solène Le Goff", role="maire de Kervilly"),
        Person(id="perrot", name="Yann Perrot", role="président de l’association des gardiens"),
        Person(id="vasseur", name="Bertrand Vasseur", role="homme d’affaires"),
        Person(id="source", name="une source à la préfecture", type="anonymous"),
    ),
    (
        ("Un phare n’est pas une résidence secondaire", "le-goff", "a déclaré mardi Solène Le Goff"),
        ("tient debout par habitude", "perrot", "Selon Yann Perrot"),
        ("Il faudra deux ans de travaux", "perrot", "a-t-il ajouté"),
        ("J’aurais payé le toit", "vasseur", "a répondu l’homme d’affaires"),
        ("Qu’il le paie quand même !", "le-goff", "lance Mme Le Goff"),
        ("est clos", "source", "D’après une source à la préfecture"),
    ),
)

GERMAN = (
    "de",
    """\
Seilbahn fährt wieder, aber langsamer

„Wir haben jede Schraube angesehen“, sagte Betriebsleiterin Petra Lindner am Samstag. Die Bahn fahre nun langsamer.

Nach Angaben von Bürgermeister Josef Huber kamen am ersten Tag 800 Gäste. „Das ist mehr als im Vorjahr“, so Huber.

Ein Sprecher der Aufsichtsbehörde erklärte, die Prüfung sei „noch nicht abgeschlossen“.

„Ich fahre trotzdem“, sagte die Anwohnerin Maria Kofler. „Zu Fuß ist es zu steil“, fügte sie hinzu.

Kofler zufolge hat die Bahn „immer schon gequietscht“.
""",
    (
        Person(id="lindner", name="Petra Lindner", role="Betriebsleiterin"),
        Person(id="huber", name="Josef Huber", role="Bürgermeister"),
        Person(id="sprecher", name="ein Sprecher der Aufsichtsbehörde", type="anonymous"),
        Person(id="kofler", name="Maria Kofler", role="Anwohnerin"),
    ),
    (
        ("Wir haben jede Schraube angesehen", "lindner", "sagte Betriebsleiterin Petra Lindner am Samstag"),
        ("kamen am ersten Tag 800 Gäste", "huber", "Nach Angaben von Bürgermeister Josef Huber"),
        ("Das ist mehr als im Vorjahr", "huber", "so Huber"),
        ("noch nicht abgeschlossen", "sprecher", "Ein Sprecher der Aufsichtsbehörde erklärte"),
        ("Ich fahre trotzdem", "kofler", "sagte die Anwohnerin Maria Kofler"),
        ("Zu Fuß ist es zu steil", "kofler", "fügte sie hinzu"),
        ("immer schon gequietscht", "kofler", "Kofler zufolge"),
    ),
)

ARTICLES: dict[str, tuple[str, str, tuple[Person, ...], tuple[Line, ...]]] = {
    "wire": WIRE,
    "british": BRITISH,
    "interview": INTERVIEW,
    "court": COURT,
    "profile": PROFILE,
    "french": FRENCH,
    "german": GERMAN,
}


def told(name: str) -> tuple[Archive, dict[str, SourceText]]:
    """The archive of one article, with its text by its id."""
    language, text, people, lines = ARTICLES[name]
    article = Article(id=name, file=f"{name}.txt", headline=text.partition("\n")[0], language=language)
    quotes = [_quote(name, n, line) for n, line in enumerate(lines)]
    records: list[AnyRecord] = [article, *people, *quotes]
    return Archive(Entry(record, Place(f"data/{name}.yaml")) for record in records), {name: SourceText(text)}


def _quote(article: str, number: int, line: Line) -> Quote:
    text, speaker, attribution, *relayer = line
    relayed_by = relayer[0] if relayer else None
    return Quote(
        id=f"q-{number}",
        article=article,
        speech="direct",
        text=text,
        speaker=speaker,
        attribution=attribution,
        relayed_by=relayed_by,
    )
