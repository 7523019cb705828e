"""Words of saying that were once misread: each has the right one speak, and nobody else."""

from __future__ import annotations

import pytest

from explorer.checking import verifying
from explorer.model.archive import Archive
from explorer.model.problems import Place
from explorer.model.records import AnyRecord, Article, Entry, Person, Quote
from explorer.reading.text.passages import SourceText

WORDS = "it holds"
KROEGER = Person(id="kroeger", name="Jens Kröger")
RUIZ = Person(id="ruiz", name="Ana Ruiz")
FUENTES = Person(id="fuentes", name="fuentes de la Consejería de Comercio", type="collective")
OTHER = Person(id="other", name="Lee Marsh")


def codes(text: str, speaker: Person, attribution: str | None, language: str) -> tuple[str, str]:
    """The codes of what is wrong with the speaker, and with somebody else in their place."""
    article = Article(id="a", file="a.txt", headline="x", language=language)
    quotes = (
        Quote(id=who.id, article="a", speech="direct", text=WORDS, speaker=who.id, attribution=attribution)
        for who in (speaker, OTHER)
    )
    records: tuple[AnyRecord, ...] = (article, speaker, OTHER, *quotes)
    found = verifying.verify(Archive(Entry(record, Place("f.yaml")) for record in records), {"a": SourceText(text)})
    right, wrong = found[f"quote/{speaker.id}"].said, found["quote/other"].said
    assert right is not None
    assert wrong is not None
    return right.code, wrong.code


@pytest.mark.parametrize(
    ("language", "text", "attribution", "speaker"),
    [
        ("en", "Her sister Ana Ruiz used to say that “it holds”.", "Her sister Ana Ruiz used to say", RUIZ),
        ("en", "Ruiz likes to say “it holds”.", "Ruiz likes to say", RUIZ),
        ("en", "Lee Marsh told them to disregard a remark by Ruiz that “it holds”.", "a remark by Ruiz", RUIZ),
        (
            "de",
            "„it holds“. Das teilte Geschäftsführer Jens Kröger am Montag mit.",
            "Das teilte Geschäftsführer Jens Kröger",
            KROEGER,
        ),
        ("de", "Kröger habe ihr im Februar versichert, „it holds“.", "Kröger habe ihr im Februar versichert", KROEGER),
        ("de", "Am Montag hat Jens Kröger im Rat gesagt: „it holds“.", None, KROEGER),
        ("de", "Kröger bestreitet das: „it holds“.", "Kröger bestreitet das", KROEGER),
        ("de", "„it holds“, widersprach Hebamme Ana Ruiz.", None, RUIZ),
        ("de", "„it holds“, wie sein Anwalt Jens Kröger mitteilte.", "sein Anwalt Jens Kröger mitteilte", KROEGER),
        ("de", "Damit warf der Wirt Jens Kröger ihr „it holds“ vor.", "Damit warf der Wirt Jens Kröger ihr", KROEGER),
        ("fr", "« it holds », menace Ana Ruiz.", "menace Ana Ruiz", RUIZ),
        ("fr", "« it holds », s’indigne Ana Ruiz.", "s’indigne Ana Ruiz", RUIZ),
        ("fr", "Mme Ruiz dément : « it holds ».", None, RUIZ),
        ("es", "La alcaldesa, Ana Ruiz, aseguró este jueves que «it holds».", "Ana Ruiz, aseguró este jueves", RUIZ),
        ("es", "Fuentes de la Consejería de Comercio señalan que «it holds».", None, FUENTES),
    ],
)
def test_whoever_speaks_is_understood(language: str, text: str, attribution: str | None, speaker: Person) -> None:
    assert codes(text, speaker, attribution, language) == ("", "speaker-mismatch")


def test_a_number_is_nobody() -> None:
    text = "A former treasurer accused of stealing $214,000 told a jury that “it holds”."
    assert codes(text, Person(id="ruiz", name="Ana Ruiz", role="treasurer"), None, "en")[0] == ""


def test_a_spanish_verb_without_a_subject_has_whoever_was_told_of_last_speak() -> None:
    text = "La portavoz, Ana Ruiz, no le cree. «it holds», lamentó."
    assert codes(text, RUIZ, "lamentó", "es")[0] == ""


def test_a_french_pronoun_behind_its_verb_speaks() -> None:
    text = "Le maire, Jens Kröger, est en colère. « it holds », s’indigne-t-il."
    assert codes(text, KROEGER, "s’indigne-t-il", "fr") == ("", "speaker-mismatch")


@pytest.mark.parametrize(
    ("language", "before", "attribution"),
    [
        ("fr", "Le maire, Jens Kröger, est venu.", "Il assure que cela a été annoncé par Lee Marsh"),
        ("pt", "O senador Jens Kröger veio ontem.", "Ele diz que ainda não foi declarado réu pelo juiz Lee Marsh"),
    ],
)
def test_whoever_speaks_within_what_is_told_does_not_tell_it(language: str, before: str, attribution: str) -> None:
    assert codes(f"{before} “it holds”. {attribution}.", KROEGER, attribution, language) == ("", "speaker-mismatch")
