"""Articles in other languages than the model was taught: who is drafted to say what, and what the checks tell of it."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import msgspec
from archives import write_archive

from explorer.checking.passages import SourceText
from explorer.drafting.adding import data_file
from explorer.drafting.drafted import ArticleDraft
from explorer.drafting.drafting import draft
from explorer.model.problems import Problem, Severity
from explorer.model.records import Article
from explorer.snapshot import read_snapshot

# A named speaker, a paraphrase and quoted words of a pronoun, another speaker, a described source, part of a sentence.
TEXTS = {
    "pt": """\
A barragem aguenta

«A barragem aguenta o inverno», disse a prefeita Ana Ruivo na terça-feira. Ela acrescentou que ninguém precisa sair de \
casa.

“Vamos medir a água todas as noites”, garantiu ela.

“A água vai subir até maio”, alertou o engenheiro Rui Falcão, que construiu as comportas.

Um porta-voz do ministério disse que a obra é segura.

Segundo Falcão, o muro é “mais fino do que parece” e deve ser reforçado.
""",
    "it": """\
La diga tiene

«La diga tiene per tutto l’inverno», ha detto la sindaca Anna Ferri martedì. Lei ha aggiunto che nessuno deve lasciare \
la propria casa.

“Misuriamo l’acqua ogni notte”, ha spiegato lei.

«L’acqua salirà fino a maggio», avverte l’ingegnere Carlo Neri, che ha costruito le paratoie.

Un portavoce del ministero ha detto che i lavori sono sicuri.

Secondo Neri, il muro è “più sottile di quanto sembri” e deve essere rinforzato.
""",
    "nl": """\
De dijk houdt

“De dijk houdt de hele winter”, zei burgemeester Anna Mulder dinsdag. Zij zei dat niemand zijn huis uit hoeft.

‘We meten het water elke nacht’, zei ze.

“Het water stijgt tot in mei”, waarschuwde ingenieur Karel Bos, die de sluizen heeft gebouwd.

Een woordvoerder van het ministerie zei dat het werk veilig is.

Volgens Bos is de muur “dunner dan hij lijkt” en moet hij worden versterkt.
""",
    "pl": """\
Tama trzyma

„Tama wytrzyma całą zimę” – powiedziała we wtorek burmistrz Anna Sowa. Ona dodała, że nikt nie musi opuszczać domu.

– Mierzymy wodę każdej nocy – podkreśliła ona.

„Woda będzie rosła do maja” – ostrzegł inżynier Jan Lis, który zbudował śluzy.

Rzecznik ministerstwa powiedział, że budowa jest bezpieczna.

Jan Lis przyznał, że mur jest „cieńszy, niż się wydaje” i trzeba go wzmocnić.
""",
    "ru": """\
Плотина стоит

«Плотина выдержит всю зиму», — сказала во вторник мэр Анна Совина. Она добавила, что никому не нужно покидать дома.

— Мы измеряем воду каждую ночь, — подчеркнула она.

«Вода будет подниматься до мая», — предупредил инженер Иван Лисин, который построил шлюзы.

Представитель министерства сообщил, что стройка безопасна.

Лисин признал, что стена «тоньше, чем кажется» и что её нужно укрепить.
""",
}
MAYORS = {"pt": "Ana Ruivo", "it": "Anna Ferri", "nl": "Anna Mulder", "pl": "Anna Sowa", "ru": "Анна Совина"}
ENGINEERS = {"pt": "Rui Falcão", "it": "Carlo Neri", "nl": "Karel Bos", "pl": "Jan Lis", "ru": "Иван Лисин"}


def drafted(code: str) -> ArticleDraft:
    text = TEXTS[code]
    headline, sha256_ = text.partition("\n")[0], sha256(text.encode()).hexdigest()
    return draft(Article(id="a", file="a.txt", headline=headline, sha256=sha256_, language=code), SourceText(text))


def speakers(found: ArticleDraft) -> list[tuple[str, str]]:
    """How each quote is spoken, and the name of whoever is drafted to speak it."""
    names = {person.id: person.name for person in found.people}
    return [(each.quote.speech, names.get(each.quote.speaker or "", "")) for each in found.quotes]


def told(folder: Path, code: str, found: ArticleDraft) -> list[Problem]:
    snapshot = read_snapshot(write_archive(folder, {"a.txt": TEXTS[code]}, {"a.yaml": data_file(found)}))
    return [problem for problem in snapshot.problems if problem.severity is not Severity.NOTE]


def swapped(found: ArticleDraft, number: int, one: str, other: str) -> ArticleDraft:
    """The same drafts with one of two speakers in the other's place, in one quote."""
    ids = {person.name: person.id for person in found.people}
    quotes = list(found.quotes)
    quote = quotes[number].quote
    speaker = ids[other if quote.speaker == ids[one] else one]
    quotes[number] = msgspec.structs.replace(quotes[number], quote=msgspec.structs.replace(quote, speaker=speaker))
    return msgspec.structs.replace(found, quotes=tuple(quotes))
