"""One record of a long file is written by reading no more than it takes, and the file is as if all had been read."""

from __future__ import annotations

import pytest

from explorer.files import yaml_nodes
from explorer.files.record_edits import SetFields, edited, edited_file, read

NAME = "data/people.yaml"
HEAD = "# People\ndefaults:\n  people: {role: mayor}\n\npeople:\n"
RECORDS = [f"# {n}\n- id: p{n}\n  name: 'P {n}'\n  aliases: [A{n}]\n\n" for n in range(500)]
TAIL = "topics:\n- {id: pier, label: Pier}\n"
FILE = HEAD + "".join(RECORDS) + TAIL


@pytest.mark.parametrize("n", [0, 3, 250, 499])
def test_a_record_of_a_long_file_is_changed_alone(n: int, monkeypatch: pytest.MonkeyPatch) -> None:
    edits = [SetFields(f"person/p{n}", {"name": "Ana", "role": "mayor", "note": "What now?", "aliases": None})]
    expected = edited(FILE.encode(), edits)
    before, parsed = read(FILE.encode(), NAME), list[int]()
    real = yaml_nodes.Document.__init__

    def counted(self: yaml_nodes.Document, content: bytes) -> None:
        parsed.append(len(content))
        real(self, content)

    monkeypatch.setattr(yaml_nodes.Document, "__init__", counted)
    after = edited_file(before, NAME, edits)
    assert expected == after.content
    assert max(parsed) < len(FILE) / 5
    assert [entry.record for entry in before.entries if entry.record.id != f"p{n}"] == [
        entry.record for entry in after.entries if entry.record.id != f"p{n}"
    ]


SHORTER = HEAD + "".join(RECORDS[:100]) + TAIL
WRITTEN = {
    "line ends of Windows": SHORTER.replace("\n", "\r\n"),
    "a byte order mark": f"\ufeff{SHORTER}",
    "an anchor": SHORTER.replace("'P 3'", "&a 'P 3'").replace("'P 4'", "*a"),
    "no line end": SHORTER.removesuffix("\n"),
    "a dash alone": SHORTER.replace("- id: p3\n", "-\n  id: p3\n"),
    "a block that keeps its line ends": SHORTER.replace("'P 3'", "|+\n    P 3\n\n"),
    "an id that is there twice": SHORTER.replace("- id: p99", "- id: p3"),
}


@pytest.mark.parametrize("text", WRITTEN.values(), ids=WRITTEN)
def test_however_the_file_is_written_nothing_else_changes(text: str) -> None:
    edits = [SetFields("person/p3", {"note": "N"})]
    for some in (edits, [SetFields("person/p60", {"role": "aide"}), *edits]):
        assert edited(text.encode(), some) == edited_file(read(text.encode(), NAME), NAME, some).content
