"""A file that is read again, of which only what has changed is read."""

from __future__ import annotations

import random

import pytest
from archives import PIER_YAML

from explorer.files import by_record, yaml_records, yaml_text
from explorer.files.by_record import Memory
from explorer.files.faults.suspect import SyntaxFault

_TYPED = [
    *(
        "x",
        "\n",
        "\r\n",
        ": ",
        '"',
        "'",
        "- id: é\n",
        "  ",
        "\u2028",
        " # c",
        "\t",
        "[",
        "}",
        "- ",
        "-",
        "|\n",
        "&a ",
        "*a",
    ),
    *(
        "---\n",
        "quotes:\n",
        "people:\n",
        "  - a\n",
        "? ",
        "!t ",
        "defaults:\n  quotes: {note: x}\n",
        "id: x\n",
        "quotes: []\n",
    ),
]


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_what_is_read_by_record_is_what_is_read_as_a_whole(line_end: str) -> None:
    """With all places, comments and problems, whatever is typed wherever; and what is no YAML is none."""
    chance, memory, written = random.Random(1), Memory(), PIER_YAML.replace("\n", line_end)
    for _ in range(400):
        at = chance.randrange(len(written))
        at = written.rfind("\n", 0, at) + 1 if chance.random() < 0.4 else at
        text = written[:at] + chance.choice(_TYPED) + written[at + chance.choice([0, 0, 1, 8]) :]
        try:
            document, problems = yaml_text.read(text, "data/a.yaml")
        except SyntaxFault:
            with pytest.raises(SyntaxFault):
                by_record.read(text, "data/a.yaml", memory)
            continue
        assert (document, problems) == by_record.read(text, "data/a.yaml", memory)
        again, _ = by_record.read(text, "data/a.yaml", memory)
        records = yaml_records.read_records(document, "data/a.yaml")
        assert records == yaml_records.read_records(again, "data/a.yaml", memory.records)


@pytest.mark.parametrize("before", ["articles:", "- {id: ana-ruiz", "- {id: ben-okafor"])
def test_a_character_that_yaml_does_not_allow_is_at_fault_in_any_comment(before: str) -> None:
    text = PIER_YAML.replace(before, f"# \x07\n{before}")
    with pytest.raises(SyntaxFault, match="not allowed"):
        by_record.read(text, "data/a.yaml", Memory())


def test_what_lies_too_deep_is_told_once_for_all_records() -> None:
    deep = "[" * 60 + "]" * 60
    text = f"topics:\n- {{id: a, label: {deep}}}\n- {{id: b, label: {deep}}}\n"
    assert by_record.read(text, "data/a.yaml", Memory()) == yaml_text.read(text, "data/a.yaml")


def test_only_the_record_that_has_changed_is_read_again() -> None:
    memory = Memory()
    by_record.read(PIER_YAML, "data/a.yaml", memory)
    before = dict(memory.pieces)
    by_record.read(PIER_YAML.replace("speaker: ben-okafor", "speaker: nobody"), "data/a.yaml", memory)
    new = [text for (line, text), piece in memory.pieces.items() if before.get((line, text)) is not piece]
    assert len(before) > 5
    assert ["speaker: nobody" in text for text in new] == [True]
