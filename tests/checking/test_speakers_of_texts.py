"""Who says a quote is told by the record of its own article, also where several articles have one text."""

from __future__ import annotations

from pathlib import Path

from archives import write_archive

from explorer.checking.speakers.speaker_finding import MentionType
from explorer.snapshot import read_snapshot

TEXT = "Brücke zu\n\n„Wir bauen die Brücke im Sommer wieder auf“, sagte Anna Roth.\n"
YAML = """\
articles:
- {id: first, file: a.txt, headline: Brücke zu, language: LANGUAGE}
- {id: second, file: a.txt, headline: Brücke zu, language: de}
people: [{id: roth, name: Anna Roth}]
quotes:
- {id: one, article: first, speech: direct, text: Wir bauen die Brücke im Sommer wieder auf, speaker: roth}
- {id: two, article: second, speech: direct, text: Wir bauen die Brücke im Sommer wieder auf, speaker: roth}
"""


def test_two_articles_with_one_text_are_read_each_in_its_language(tmp_path: Path) -> None:
    told = []
    for language in ("de", "zh"):
        yaml = YAML.replace("LANGUAGE", language)
        snapshot = read_snapshot(write_archive(tmp_path / language, {"a.txt": TEXT}, yaml))
        told.append([snapshot.verifications[f"quote/{id}"].said for id in ("one", "two")])
    (as_german, second), (otherwise, still_second) = told
    assert as_german is not None
    assert as_german.how is MentionType.NAME
    assert otherwise != as_german
    assert second == still_second == as_german
