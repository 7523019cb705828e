"""A quote of speech that its article interrupts is verified, whole, curated and cited without “[…]”."""

from __future__ import annotations

from pathlib import Path

import pytest
from archives import archive_of

from explorer.checking import covering, verifying
from explorer.checking.verified_archive import VerifiedArchive
from explorer.checking.wholeness import finding
from explorer.citing.citable import Citable
from explorer.model.records import Quote
from explorer.reading.text.passages import SourceText
from explorer.snapshot import Snapshot

PARAGRAPHS = "“We left at six.\n\n“By nine, we knew,” she said."
SINGLE = "‘We left at six.\r\n\r\n‘By nine, we knew,’ she said."
TURN = "HALE: Why?\n\nLUNT: We had to.\n\nI said so.\n\nHALE: When?"


@pytest.mark.parametrize(
    ("text", "quoted", "cited"),
    [
        (PARAGRAPHS, '"We left at six. By nine, we knew,"', "“We left at six. By nine, we knew,”"),
        (PARAGRAPHS, '["We left at six.", "By nine, we knew,"]', "“We left at six. By nine, we knew,”"),
        (SINGLE, '"We left at six. By nine, we knew,"', "“We left at six. By nine, we knew,”"),
        (SINGLE, '["We left at six.", "By nine, we knew,"]', "“We left at six. By nine, we knew,”"),
        ("« Un.\n\n» Deux. »", '["Un.", "Deux."]', "“Un. Deux.”"),
        (TURN, '"We had to. I said so."', "“We had to. I said so.”"),
        ("It says:\n\n> We regret\n> the loss.", '"We regret the loss."', "“We regret the loss.”"),
        ("« Non, répète-t-elle, jamais. »", '["Non", "jamais."]', "“Non” “jamais.”"),
        ("— Nie — powiedział Jan. — Nigdy.", '["Nie", "Nigdy."]', "“Nie” “Nigdy.”"),
    ],
)
def test_speech_that_is_interrupted_is_quoted_as_a_whole(text: str, quoted: str, cited: str) -> None:
    archive = archive_of(
        "articles: [{id: a, file: a.txt, headline: Pier}]\npeople: [{id: p, name: Ana Ruiz}]\n"
        f"quotes: [{{id: q, article: a, speech: direct, speaker: p, text: {quoted}}}]"
    )
    texts = {"a": SourceText(f"Pier\n\n{text}")}
    verifications = verifying.verify(archive, texts)
    covered = dict(covering.covered(archive, texts, verifications))
    results = VerifiedArchive(archive=archive, texts=texts, verifications=verifications, coverage=covered)
    omissions = dict(finding.omissions(results))
    quote, found = archive.get(Quote, "q"), verifications["quote/q"]
    assert quote is not None
    assert found.status.is_verified
    assert {} == omissions
    assert (
        cited == Citable(Snapshot(root=Path(), archive=archive, texts=texts, verifications=verifications), quote).words
    )
    start = texts["a"].text.index(quote.segments[0].split()[0])
    assert start not in [span.start for span in covered["a"].open]
