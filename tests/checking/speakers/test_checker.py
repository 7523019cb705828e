"""Whether a quote is said in its article by the speaker of its record."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from msgspec import structs

from explorer.checking import quote_problems, verifying
from explorer.checking.verification import Status, Verification
from explorer.checking.verified_archive import VerifiedArchive
from explorer.model.archive import Archive
from explorer.model.problems import Place, Severity
from explorer.model.records import AnyRecord, Article, Entry, Person, Quote
from explorer.reading.text.passages import SourceText
from explorer.snapshot import Snapshot

PEOPLE = (
    Person(id="ruiz", name="Ana Ruiz", role="mayor of Porto"),
    Person(id="okafor", name="Ben Okafor", role="harbour master", affiliation="Port Authority"),
    Person(id="ministry", name="the Ministry of Health", type="collective", aliases=("the ministry",)),
    Person(id="aide", name="a city aide", type="anonymous"),
    Person(id="official", name="official (Monday)", type="anonymous", aliases=("the official", "a port official")),
    Person(id="official-2", name="official (Tuesday)", type="anonymous", aliases=("the official",)),
    Person(id="marsh", name="Lee Marsh"),
)


def archive_with(*records: AnyRecord) -> Archive:
    every = (*PEOPLE, *records)
    return Archive(Entry(record, Place("f.yaml", n + 1)) for n, record in enumerate(every))


def checked(text: str, words: str, speaker: str, attribution: str | None = None, **fields: Any) -> Verification:
    article = Article(id="a", file="a.txt", headline="x", language=fields.pop("language", "en"))
    quote = Quote(id="q", article="a", speech="direct", text=words, speaker=speaker, attribution=attribution, **fields)
    cast = [Quote(id=f"by-{who.id}", article="a", speech="direct", text="-", speaker=who.id) for who in PEOPLE]
    found = verifying.verify(archive_with(article, quote, *cast), {"a": SourceText(text)})
    return found["quote/q"]


def outcome(text: str, words: str, speaker: str, attribution: str | None = None, **fields: Any) -> str:
    """The code of what is wrong; else how the speaker is named."""
    said = checked(text, words, speaker, attribution, **fields).said
    return (said.code or str(said.how)) if said else ""


@pytest.mark.parametrize(
    ("attribution", "speaker", "how"),
    [
        ("Ana Ruiz said", "ruiz", "name"),
        ("Ruiz said", "ruiz", "name"),
        ("Ms. Ruiz, the mayor, told reporters", "ruiz", "name"),
        ("said Mayor Ana Ruiz", "ruiz", "name"),
        ("the mayor said", "ruiz", "role"),
        ("said the harbour master", "okafor", "role"),
        ("according to the ministry", "ministry", "alias"),
        ("a spokesman for the Ministry of Health said", "ministry", "description"),
        ("the Port Authority said", "okafor", "description"),
        ("the aide said", "aide", "description"),
        ("the official said", "official", "description"),
        ("the official said", "official-2", "description"),
        ("Marsh was told by Ruiz", "ruiz", "name"),
    ],
)
def test_a_speaker_is_understood(attribution: str, speaker: str, how: str) -> None:
    text = f"Ana Ruiz and Ben Okafor met.\n\n“It is safe,” {attribution}."
    assert how == outcome(text, "It is safe,", speaker, attribution)


@pytest.mark.parametrize(
    ("attribution", "code"),
    [
        ("Marsh, the official said, suggested", "speaker-mismatch"),
        ("Lee Marsh, according to the aide, said", "speaker-mismatch"),
        ("Marsh, Okafor said, told him", "speaker-mismatch"),
        ("Marsh, who said little more, suggested", "name"),
        ("Marsh, an old sailor said, suggested", "name"),
    ],
)
def test_who_tells_of_it_between_the_speaker_and_the_verb_is_never_left_out(attribution: str, code: str) -> None:
    """Unless it is somebody of whom the archive has nothing."""
    text = f"Ben Okafor, an aide and an official met.\n\n{attribution} that it is safe."
    assert code == outcome(text, "it is safe", "marsh", attribution)
    assert "speaker-mismatch" != outcome(text, "it is safe", "marsh", attribution, relayed=True)


@pytest.mark.parametrize(
    ("before", "code"),
    [
        ("Okafor told of the meeting.", "name"),
        ("The harbour master told of the meeting.", "name"),
        ("Later he told of the meeting.", "name"),
        ("The port was closed.", "relayer-unsaid"),
    ],
)
def test_a_relayer_with_a_name_must_be_near(before: str, code: str) -> None:
    text = f"Ben Okafor came.\n\nThe sun shone.\n\n{before}\n\nMarsh said that it is safe."
    assert code == outcome(text, "it is safe", "marsh", "Marsh said", relayed_by="okafor")


@pytest.mark.parametrize(
    ("attribution", "speaker"),
    [
        ("Ruiz said", "okafor"),
        ("said Mayor Ana Ruiz", "aide"),
        ("the mayor, Ana Ruiz, said", "okafor"),
        ("the official said", "ruiz"),
        ("the aide said", "okafor"),
        ("Okafor was told by Ruiz", "okafor"),
        ("according to the ministry", "marsh"),
        ("Ruiz told Marsh", "marsh"),
        ("a statement from the ministry said", "ruiz"),
    ],
)
def test_another_person_who_speaks_is_an_error(attribution: str, speaker: str) -> None:
    found = checked(f"“It is safe,” {attribution}.", "It is safe,", speaker, attribution)
    assert found.said
    assert ("speaker-mismatch", Status.MISATTRIBUTED) == (found.said.code, found.status)


def test_whoever_is_spoken_to_does_not_speak() -> None:
    text = "Ana Ruiz came late.\n\n“It is safe,” she told Marsh."
    assert "pronoun" == outcome(text, "It is safe,", "ruiz", "she told Marsh")


def test_a_speaker_of_whom_nothing_tells_is_a_note() -> None:
    assert "speaker-unnamed" == outcome("“It is safe,” said a visitor.", "It is safe,", "ruiz", "said a visitor")
    assert "speaker-unnamed" == outcome("“It is safe.”", "It is safe.", "ruiz")
    assert "speaker-unnamed" == outcome("“It is safe,” he said.", "It is safe,", "ruiz", "he said")


@pytest.mark.parametrize(
    ("text", "attribution"),
    [
        ("Ana Ruiz left. The minister said it is safe.", "The minister said"),
        ("In the end Ruiz, now a guest of the port, has it that it is safe.", "the port, has it that"),
    ],
)
def test_no_name_is_missed_where_none_could_be_expected(text: str, attribution: str) -> None:
    assert "name" == outcome(text, "it is safe", "ruiz", attribution)


@pytest.mark.parametrize(
    ("text", "speaker", "expected"),
    [
        ("“It is safe,” Ruiz said.", "ruiz", "name"),
        ("“It is safe,” Ruiz said.", "okafor", "speaker-mismatch"),
        ("Ruiz said: “It is safe,”", "okafor", "speaker-mismatch"),
        ("Ruiz told reporters on Monday that “It is safe,” for now.", "okafor", "speaker-mismatch"),
        ("Ruiz said:\n\n“It is safe,”", "okafor", "speaker-mismatch"),
        ("RUIZ: “It is safe,”", "okafor", "speaker-mismatch"),
        ("“Yes,” Ruiz said. “It is safe,”", "ruiz", "name"),
        ("“Yes,” Ruiz said. “It is safe,” Okafor said.", "okafor", "name"),
        ("Ruiz called the harbour ugly and the pier “It is safe,” to use.", "ruiz", "name"),
        ("When Okafor said no, Ruiz had them paint “It is safe,” on it.", "ruiz", "unnamed"),
    ],
)
def test_without_an_attribution_the_words_beside_a_quote_tell(text: str, speaker: str, expected: str) -> None:
    assert expected == outcome(text, "It is safe,", speaker)


def test_words_right_beside_a_quote_are_heard_when_its_attribution_is_that_of_another() -> None:
    text = "“It is safe,” Ruiz said.\n\n“No,” Okafor said."
    assert "speaker-mismatch" == outcome(text, "It is safe,", "okafor", "Okafor said")


def test_a_relayed_quote_may_be_attributed_to_whoever_relays_it() -> None:
    text = "Ruiz met the board.\n\n“It is safe,” the aide said."
    assert "name" == outcome(text, "It is safe,", "ruiz", "the aide said", relayed_by="aide")
    assert "speaker-mismatch" == outcome(text, "It is safe,", "okafor", "the aide said", relayed_by="aide")
    assert "speaker-mismatch" == outcome(text, "It is safe,", "ruiz", "the aide said", relayed_by="okafor")
    both = "“It is safe,” Ruiz said, according to the aide."
    assert "name" == outcome(both, "It is safe,", "ruiz", "Ruiz said, according to the aide", relayed_by="aide")
    assert "speaker-mismatch" == outcome(
        both, "It is safe,", "ruiz", "Ruiz said, according to the aide", relayed_by="okafor"
    )


def test_in_a_language_without_words_of_saying_the_names_alone_tell() -> None:
    text = "”Se on turvallista”, sanoi Ana Ruiz."
    assert "name" == outcome(text, "Se on turvallista", "ruiz", "sanoi Ana Ruiz", language="fi")
    assert "speaker-mismatch" == outcome(text, "Se on turvallista", "okafor", "sanoi Ana Ruiz", language="fi")
    chinese = "阿娜说：「安全」"
    people = archive_with(Person(id="ana", name="阿娜"), Article(id="a", file="a", headline="x", language="zh"))
    records = [entry.record for entry in people.entries.values()]
    quote = Quote(id="q", article="a", speech="direct", text="安全", speaker="ruiz", attribution="阿娜说")
    archive = Archive(Entry(record, Place("f.yaml")) for record in [*records, quote])
    said = verifying.verify(archive, {"a": SourceText(chinese)})["quote/q"].said
    assert said
    assert "speaker-mismatch" == said.code


def test_a_mismatch_is_an_error_at_the_speaker_and_an_unnamed_one_a_note() -> None:
    article = Article(id="a", file="a.txt", headline="x", language="en")
    quotes = [
        Quote(id="q", article="a", speech="direct", text="It is safe,", speaker="okafor", attribution="Ruiz said"),
        Quote(id="r", article="a", speech="direct", text="No,", speaker="okafor", attribution="said a visitor"),
    ]
    archive = archive_with(article, *quotes)
    found = verifying.verify(archive, {"a": SourceText("x\n\n“It is safe,” Ruiz said. “No,” said a visitor.")})
    told = {
        problem.code: problem
        for problem in quote_problems.problems(VerifiedArchive(archive=archive, verifications=found))
    }
    assert (Severity.ERROR, Severity.NOTE) == (told["speaker-mismatch"].severity, told["speaker-unnamed"].severity)
    assert "speaker: the article has Ana Ruiz say this (Ruiz), not Ben Okafor" == told["speaker-mismatch"].message


def test_with_other_speakers_the_shipped_archive_is_wrong(shipped: Snapshot) -> None:
    """Xi says Biden's sentence, and an aide Kirby's: each word of them stands in the article still."""
    entries = dict(shipped.archive.entries)
    aide = Person(id="aide", name="an aide", type="anonymous")
    entries[aide.ref] = Entry(aide, Place("f.yaml"))
    changed = {"quote/biden-value-our-conversation": "xi-jinping", "quote/kirby-confront-and-cooperate": "aide"}
    for ref, speaker in changed.items():
        entries[ref] = structs.replace(entries[ref], record=structs.replace(entries[ref].record, speaker=speaker))
    archive = Archive(entries.values())
    found = verifying.verify(archive, shipped.texts)
    told = {
        problem.ref: problem.message
        for problem in quote_problems.problems(VerifiedArchive(archive=archive, verifications=found))
    }
    assert {
        "quote/biden-value-our-conversation": "speaker: the article has Joe Biden say this (Mr. Biden), not Xi Jinping",
        "quote/kirby-confront-and-cooperate": "speaker: the article has John Kirby say this (Kirby), not an aide",
    } == told
    assert {Status.MISATTRIBUTED} == {found[ref].status for ref in changed}


def test_an_edit_of_a_person_asks_again_who_speaks_and_keeps_what_is_the_same(shipped: Snapshot) -> None:
    before = VerifiedArchive(archive=shipped.archive, texts=shipped.texts, verifications=shipped.verifications)

    def again(**changes: Any) -> Mapping[str, Verification]:
        entries = dict(shipped.archive.entries)
        kirby = entries["person/john-kirby"]
        entries["person/john-kirby"] = structs.replace(kirby, record=structs.replace(kirby.record, **changes))
        return verifying.verify(Archive(entries.values()), shipped.texts, before)

    same, quotes = again(note="new"), [quote.ref for quote in shipped.archive.all(Quote)]
    assert all(same[ref] is shipped.verifications[ref] for ref in quotes)
    renamed = again(name="Li Qiang", aliases=(), role=None)
    codes = {ref for ref, found in renamed.items() if found.said and found.said.code == "speaker-unnamed"}
    assert {quote.ref for quote in shipped.archive.all(Quote) if quote.speaker == "john-kirby"} == codes


CALLED_AS_PRONOUNS = (
    Person(id="he", name="He Lifeng"),
    Person(id="zhang", name="Zhang He"),
    Person(id="she", name="She"),
    Person(id="xi", name="Xi Ping", aliases=("He",)),
    Person(id="you", name="You Xiaoli"),
    Person(id="elle", name="Elle Macpherson"),
    Person(id="er", name="Er Wei"),
    Person(id="ella", name="Ella Fitz"),
)


@pytest.mark.parametrize(
    ("language", "text", "speaker", "attribution", "expected"),
    [
        # In the articles of others a pronoun names nobody.
        ("en", "Ben Okafor came. He said: “It is safe.”", "okafor", "He said", "pronoun"),
        ("en", "Ben Okafor came. “It is safe,” he said.", "okafor", "he said", "pronoun"),
        ("en", "Ana Ruiz came. She said: “It is safe.”", "ruiz", "She said", "pronoun"),
        ("en", "Ana Ruiz came. You said: “It is safe.”", "ruiz", "You said", "pronoun"),
        ("de", "Ben Okafor kam. Er sagte: „It is safe.“", "okafor", "Er sagte", "pronoun"),
        ("fr", "Ana Ruiz est venue. Elle a dit : « It is safe. »", "ruiz", "Elle a dit", "pronoun"),
        ("es", "Ana Ruiz vino. Ella dijo: «It is safe».", "ruiz", "Ella dijo", "pronoun"),
        # It is a name with the rest of that name, or with a title …
        ("en", "Okafor came. “It is safe,” said Zhang He.", "zhang", "said Zhang He", "name"),
        ("en", "Okafor came. “It is safe,” Zhang He said.", "okafor", "Zhang He said", "speaker-mismatch"),
        ("en", "Okafor came. “It is safe,” said He Lifeng.", "okafor", "said He Lifeng", "speaker-mismatch"),
        ("en", "Okafor came. “It is safe,” said Mr. He.", "he", "said Mr. He", "name"),
        ("de", "Okafor kam. „It is safe“, sagte Er Wei.", "er", "sagte Er Wei", "name"),
        (
            "fr",
            "Okafor vint. « It is safe », a dit Elle Macpherson.",
            "okafor",
            "a dit Elle Macpherson",
            "speaker-mismatch",
        ),
        ("es", "Okafor vino. «It is safe», dijo Ella Fitz.", "ella", "dijo Ella Fitz", "name"),
        ("en", "Ben Okafor met He Lifeng. “It is safe,” he said.", "okafor", "he said", "pronoun"),
        ("en", "He Lifeng met Ben Okafor. He said: “It is safe.”", "okafor", "He said", "pronoun"),
        ("en", "The singer She came. She said: “It is safe.”", "she", "She said", "pronoun"),
        # The record of somebody called so is no excuse for what another one says.
        ("en", "Ben Okafor spoke. “It is safe,” he said.", "he", "he said", "speaker-mismatch"),
        ("en", "Ben Okafor spoke. “It is safe,” he said.", "xi", "he said", "speaker-mismatch"),
    ],
)
def test_a_pronoun_is_a_name_only_as_part_of_one(
    language: str, text: str, speaker: str, attribution: str, expected: str
) -> None:
    article = Article(id="a", file="a.txt", headline="x", language=language)
    both = [
        Quote(id=id, article="a", speech="direct", text="It is safe", speaker=speaker, attribution=said)
        for id, said in (("q", attribution), ("q-2", None))
    ]
    found = verifying.verify(archive_with(*CALLED_AS_PRONOUNS, article, *both), {"a": SourceText(text)})
    said = [found[quote.ref].said for quote in both]
    assert [expected, expected] == [each and (each.code or str(each.how)) for each in said], (
        "with an attribution or not"
    )
