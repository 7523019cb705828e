"""The nodes of linked data: who makes a quotation, and what is quoted by one."""

from __future__ import annotations

from pathlib import Path

import pytest
from archives import write_archive

from explorer.exporting.json_ld import node, type_of
from explorer.model.records import Person, Quote
from explorer.snapshot import read_snapshot

ARCHIVE = """\
articles:
- {id: dam, file: dam.txt, headline: The dam, language: en}
people:
- {id: ana, name: Ana Ruiz}
- {id: survey, name: a survey}
quotes:
- {id: by-ana, article: dam, speaker: ana, speech: indirect, text: the dam held}
- {id: of-survey, article: dam, speaker: survey, speech: indirect, text: it leaks}
- {id: relayed, article: dam, speaker: ana, speech: indirect, text: it sinks, relayed_by: survey}
"""
TEXT = "Ana Ruiz said the dam held. A survey said it leaks. Ana Ruiz said it sinks, according to a survey.\n"


@pytest.mark.parametrize(
    ("id", "creator", "citation"),
    [("by-ana", "ana", []), ("of-survey", None, ["survey"]), ("relayed", "ana", ["survey"])],
)
def test_a_document_makes_no_quotation_but_is_cited_by_it(
    tmp_path: Path, id: str, creator: str | None, citation: list[str]
) -> None:
    snapshot = read_snapshot(write_archive(tmp_path, {"dam.txt": TEXT}, {"all.yaml": ARCHIVE}))
    survey = snapshot.archive.get(Person, "survey")
    assert survey is not None
    assert survey.type == "document"
    quote = snapshot.archive.get(Quote, id)
    assert quote is not None
    found = node(snapshot, quote)
    assert found.get("creator") == ({"@id": f"#person/{creator}"} if creator else None)
    assert found.get("citation", []) == [{"@id": f"#person/{each}"} for each in citation]
    assert "contributor" not in found


def test_each_type_of_person_has_a_type_of_node() -> None:
    types = {type: type_of(Person(id="x", name="x", type=type)) for type in ("named", "anonymous")}
    assert types == {"named": "Person", "anonymous": "Person"}
    assert type_of(Person(id="x", name="x", type="collective")) == "Organization"
    assert type_of(Person(id="x", name="x", type="document")) == "CreativeWork"
