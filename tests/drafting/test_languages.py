"""Articles in other languages than the model was taught: who is drafted to say what, and what the checks tell of it."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pytest
from archives import write_archive
from msgspec.structs import replace

from explorer.drafting.adding import data_file
from explorer.drafting.drafted import ArticleDraft
from explorer.drafting.drafting import draft
from explorer.model.problems import Severity
from explorer.model.records import Article
from explorer.reading.text.passages import SourceText
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
# The names of the two speakers, and what the described source is called.
NAMES = {
    "pt": ("Ana Ruivo", "Rui Falcão", "Porta-voz do ministério"),
    "it": ("Anna Ferri", "Carlo Neri", "Portavoce del ministero"),
    "nl": ("Anna Mulder", "Karel Bos", "Woordvoerder van het ministerie"),
    "pl": ("Anna Sowa", "Jan Lis", "Rzecznik ministerstwa"),
    "ru": ("Анна Совина", "Иван Лисин", "Представитель министерства"),
}


def drafted(code: str) -> ArticleDraft:
    """The drafts of a text, as they are when someone accepts them."""
    text = TEXTS[code]
    headline, digest = text.partition("\n")[0], sha256(text.encode()).hexdigest()
    found = draft(Article(id="a", file="a.txt", headline=headline, sha256=digest, language=code), SourceText(text))
    return replace(found, quotes=tuple(replace(q, quote=replace(q.quote, review="reviewed")) for q in found.quotes))


def told(folder: Path, code: str, found: ArticleDraft) -> list[str]:
    """The codes of the errors and warnings that the checks have to say of drafts."""
    snapshot = read_snapshot(write_archive(folder, {"a.txt": TEXTS[code]}, {"a.yaml": data_file(found)}))
    return [problem.code for problem in snapshot.problems if problem.severity is not Severity.NOTE]


@pytest.mark.parametrize("code", TEXTS)
def test_each_quote_has_its_speaker(code: str) -> None:
    found = drafted(code)
    mayor, engineer, spokesman = NAMES[code]
    names = {person.id: person.name for person in found.people}
    read = [(each.quote.speech, names[each.quote.speaker]) for each in found.quotes]
    own = [("direct", mayor), ("indirect", mayor), ("direct", mayor)]
    assert [*own, ("direct", engineer), ("indirect", spokesman)] == read[:5]
    assert {engineer} == {name for _, name in read[5:]}
    assert ("partial", engineer) == read[-1]
    assert {mayor, engineer, spokesman} == set(names.values())


@pytest.mark.parametrize("code", TEXTS)
def test_the_checks_are_silent_of_right_speakers_and_tell_each_wrong_one(code: str, tmp_path: Path) -> None:
    found = drafted(code)
    assert [] == told(tmp_path / "right", code, found)
    ids = {person.name: person.id for person in found.people}
    mayor, engineer = (ids[name] for name in NAMES[code][:2])
    for number, each in enumerate(found.quotes):
        other = replace(each, quote=replace(each.quote, speaker=engineer if each.quote.speaker == mayor else mayor))
        quotes = (*found.quotes[:number], other, *found.quotes[number + 1 :])
        assert ["speaker-mismatch"] == told(tmp_path / str(number), code, replace(found, quotes=quotes)), each.quote


@pytest.mark.parametrize(
    ("code", "text", "speaker"),
    [
        ("pt", "O ministro da Casa Civil Rui Falcão disse que o dique aguenta.", "Rui Falcão"),
        ("pt", "O deputado do PSD Rui Falcão disse que o dique aguenta.", "Rui Falcão"),
        ("pt", "O deputado Rui Falcão (PSD-BA) disse que a comissão não teve o resultado esperado.", "Rui Falcão"),
        ("pt", "De acordo com Rui Falcão, o dique vai aguentar.", "Rui Falcão"),
        ("it", "«La diga tiene», spiega l’avvocato Carlo Neri, che difende il comune.", "Carlo Neri"),
        ("it", "Secondo Carlo Neri, la diga terrà.", "Carlo Neri"),
        ("nl", "‘De dijk houdt’, aldus Karel Bos.", "Karel Bos"),
        ("pl", "„Tama wytrzyma” – powiedział w środę dziennikarzom minister Piotr Zych.", "Piotr Zych"),
        ("ru", "— Плотина выдержит, — ответил Пётр Зимин. — Никому не нужно уходить.", "Пётр Зимин"),
        ("nl", "Gisteren zei minister Piet Vos dat de dijk wordt vernieuwd.", "Piet Vos"),
        ("nl", "De dijk houdt, zegt dijkgraaf Karel Bos.", "Karel Bos"),
        ("es", "Dijo el lunes la alcaldesa Ana Ruiz que la presa es fuerte.", "Ana Ruiz"),
        ("es", "La presa es fuerte, dijo el lunes Ana Ruiz, que llegó ayer.", "Ana Ruiz"),
        ("pl", "Jak powiedział Jan Lis, tama jest bezpieczna.", "Jan Lis"),
        ("fr", "Le secrétaire d’État américain Alban Roche a déclaré que la digue tient.", "Alban Roche"),
        ("fr", "Le chef de la diplomatie européenne Alban Roche a déclaré que la digue tient.", "Alban Roche"),
        ("es", "El secretario de Estado estadounidense Ana Ruiz dijo que la presa es fuerte.", "Ana Ruiz"),
        ("fr", "« La digue tient », avance Alban Roche.", "Alban Roche"),
        ("fr", "« La digue tient », se souvient Alban Roche.", "Alban Roche"),
        ("fr", "« La digue tient », a souligné M. De Rocq.", "De Rocq"),
        ("fr", "Farid M’harri a souligné que la digue tient.", "Farid M’harri"),
        ("fr", "« La digue tient », estime Guilvec Boudrin.", "Guilvec Boudrin"),
        ("fr", "Plusieurs habitants fustigeaient lundi la ville, disant que la digue tient.", "Plusieurs habitants"),
        ("es", "«La presa es fuerte», recalcó Ana Ruiz.", "Ana Ruiz"),
        ("es", "La presa es fuerte, según reconocen vecinos del puerto.", "Vecinos del puerto"),
        ("fr", "Les habitants du port reconnaissent que la digue tient.", "Habitants du port"),
        ("pt", "Os moradores reconhecem que o dique aguenta.", "Moradores"),
        ("it", "I vicini riconoscono che la diga tiene.", "Vicini"),
        ("pt", "«O dique aguenta», dizia o engenheiro Rui Falcão.", "Rui Falcão"),
        ("de", "„Der Damm hält“, erläutert Ina Moos.", "Ina Moos"),
        ("nl", "‘De dijk houdt’, zucht Karel Bos.", "Karel Bos"),
        ("it", "La diga, sostiene Carlo Neri, non reggerà.", "Carlo Neri"),
        ("ru", "Вчера сказал министр Пётр Зимин, что плотина выдержит.", "Пётр Зимин"),
        ("ru", "По словам инженера Ивана Лисина, плотина выдержит.", "Ивана Лисина"),
    ],
)
def test_a_sentence_has_its_speaker_and_nobody_else(code: str, text: str, speaker: str) -> None:
    found = draft(Article(id="a", file="a.txt", headline="x", language=code), SourceText(f"{text}\n"))
    assert [speaker] == [person.name for person in found.people]
    assert 1 == len(found.quotes)


def test_somebody_who_speaks_for_another_is_not_the_other() -> None:
    text = "L’avocat du président américain Alban Roche a déclaré que la digue tient.\n"
    found = draft(Article(id="a", file="a.txt", headline="x", language="fr"), SourceText(text))
    assert all(person.type == "anonymous" for person in found.people if person.id == found.quotes[0].quote.speaker)


@pytest.mark.parametrize(
    ("code", "text"),
    [
        (
            "fr",
            "Anne Calder l’a dit. Rachel Roche, professeur à Olmok, a dit que la digue cède. Elle dit qu’elle tient.",
        ),
        (
            "es",
            "Ana Ruiz lo dijo. Rachel Roche, portavoz de Olmok, dijo que la presa cede. Ella dijo que aguanta.",
        ),
    ],
)
def test_a_role_that_is_said_of_men_and_women_tells_neither(code: str, text: str) -> None:
    found = draft(Article(id="a", file="a.txt", headline="x", language=code), SourceText(f"{text}\n"))
    last = found.quotes[-1].quote.speaker
    assert ["Rachel Roche"] == [person.name for person in found.people if person.id == last]
