"""Where the articles first tell of an event."""

from __future__ import annotations

from pathlib import Path

from archives import write_archive

from explorer.checking.text_order import first_places
from explorer.snapshot import read_snapshot

YAML = """\
articles:
- {id: late, file: late.txt, headline: Late, published: 2024-02}
- {id: early, file: early.txt, headline: Early, published: 2024-01-31}
- {id: unknown, file: unknown.txt, headline: Unknown}
people: [{id: p, name: P}]
events:
- {id: quoted, name: Q, evidence: [{article: early, text: at the end}]}
- {id: twice, name: T, evidence: [{article: late, text: in the middle}, {article: unknown, text: Nothing}]}
- {id: missing, name: M, evidence: [{article: early, text: no such words}]}
quotes:
- {id: q, article: early, speech: indirect, text: the middle, speaker: p, event: quoted}
- {id: alone, article: early, speech: indirect, text: at the, speaker: p, date: 2024-01}
- {id: undated, article: early, speech: indirect, text: in, speaker: p}
"""
TEXTS = {
    "late.txt": "Late\n\nThis is in the middle.",
    "early.txt": "Early\n\nThis is in the middle. It is at the end.",
    "unknown.txt": "Unknown\n\nNothing",
}


def test_the_first_words_of_evidence_and_quotes_count_in_the_order_of_publication(tmp_path: Path) -> None:
    snapshot = read_snapshot(write_archive(tmp_path, TEXTS, YAML))

    assert first_places(snapshot.archive, snapshot.verifications) == {
        "event/quoted": (0, TEXTS["early.txt"].index("the middle")),
        "quote/q": (0, TEXTS["early.txt"].index("the middle")),
        "event/twice": (1, TEXTS["late.txt"].index("in the middle")),
        "quote/alone": (0, TEXTS["early.txt"].index("at the end")),
    }
