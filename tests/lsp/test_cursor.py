"""What is typed at a place is known, whether the file is YAML or not yet."""

from __future__ import annotations

import pytest

from explorer.lsp.cursor import Role, at, words
from explorer.model.records import Kind

# A file up to a record; what each test adds has the cursor at “|”.
HEAD = "people:\n- id: ana\nquotes:\n- id: q1\n  article: a\n"
FIELD, VALUE, SECTION, NOTHING = Role.FIELD, Role.VALUE, Role.SECTION, Role.NOTHING
IN_A_RECORD = [
    ("  speaker: |", VALUE, ("speaker",), ""),
    ("  speaker:|", VALUE, ("speaker",), ""),
    ("  speaker:   |", VALUE, ("speaker",), ""),
    ("  speaker: an|a", VALUE, ("speaker",), "ana"),
    ("  speaker: 'an|", VALUE, ("speaker",), "an"),
    ("  spe|", FIELD, (), "spe"),
    ("  sp|eaker: ana", FIELD, (), "speaker"),
    ("  |", FIELD, (), ""),
    ("  topics: [|]", VALUE, ("topics",), ""),
    ("  topics: [a, |", VALUE, ("topics",), ""),
    ("  topics: [a,\n    b|]\n  review: draft", VALUE, ("topics",), "b"),
    ("  topics:\n  - a\n  - |", VALUE, ("topics",), ""),
    ("  topics:\n    - a|", VALUE, ("topics",), "a"),
    ("  topics:\n    |", VALUE, ("topics",), ""),
    ("  evidence:\n  - {article: a, |}", FIELD, ("evidence",), ""),
    ("  evidence:\n  - article: |\n    text: x", VALUE, ("evidence", "article"), ""),
    ("  evidence:\n  - article: a\n    |", FIELD, ("evidence",), ""),
    ("  evidence:\n  - article: a\n  |", FIELD, (), ""),
    ("  at: {pre|", FIELD, ("at",), "pre"),
    ("  accepts:\n  - {code: span|", VALUE, ("accepts", "code"), "span"),
    ("  note: >-\n    speaker: x|\n  review: draft", VALUE, ("note",), ">-\n    speaker: x"),
    ('  text: "one: |', VALUE, ("text",), "one:"),
]


def found(text: str) -> tuple[Role, Kind | None, str, tuple[str, ...], str]:
    offset = text.index("|")
    text = text[:offset] + text[offset + 1 :]
    cursor = at(text, offset)
    return cursor.role, cursor.kind, cursor.id, cursor.path, words(text, cursor.start, cursor.end)


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
@pytest.mark.parametrize(("typed", "role", "path", "word"), IN_A_RECORD)
def test_in_a_record(typed: str, role: Role, path: tuple[str, ...], word: str, line_end: str) -> None:
    """With more of the file below, too."""
    for below in ("", "\n- id: q2\n  text: y\n"):
        text = f"{HEAD}{typed}{below}".replace("\n", line_end)
        assert (role, Kind.QUOTE, "q1", path, word.replace("\n", line_end)) == found(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"{HEAD}- |", (FIELD, Kind.QUOTE, "", (), "")),
        (f"{HEAD}- i|", (FIELD, Kind.QUOTE, "", (), "i")),
        (f"{HEAD}|", (SECTION, None, "", (), "")),
        (f"{HEAD}arti|", (SECTION, None, "", (), "arti")),
        ("|", (SECTION, None, "", (), "")),
        ("defaults:\n  |\n", (SECTION, None, "", (), "")),
        ("defaults:\n  quotes: {article: |}\n", (VALUE, Kind.QUOTE, "", ("article",), "")),
        ("defaults:\n  quotes:\n    spe|\nquotes:\n- id: x", (FIELD, Kind.QUOTE, "", (), "spe")),
        ("quotes: [{id: a, speaker: |}, {id: c}]", (VALUE, Kind.QUOTE, "a", ("speaker",), "")),
        ('{"quotes": [{"id": "a", "speaker": "an|a"}]}', (VALUE, Kind.QUOTE, "a", ("speaker",), "ana")),
        ("quotes:\n- {id: a, speaker: |, topics: [x]}\n- {id: c}\n", (VALUE, Kind.QUOTE, "a", ("speaker",), "")),
        ("quotes:\n  - id: a\n    speaker: |\n  - id: b", (VALUE, Kind.QUOTE, "a", ("speaker",), "")),
        ("# a comm|ent", (NOTHING, None, "", (), "")),
    ],
)
def test_elsewhere_in_a_file(text: str, expected: tuple[Role, Kind | None, str, tuple[str, ...], str]) -> None:
    assert expected == found(text)


def test_any_text_has_a_cursor_at_every_place() -> None:
    """Not even nonsense is an error, or takes long."""
    for text in (
        "- - - a: [{\n: x\n'\n\t- \"",
        "quotes:\n- {a: [b, {c\n  d: ']\n- - - x\n  y: |\n",
        "\x00\ud800:\n- \n" * 3,
    ):
        for offset in range(len(text) + 1):
            assert at(text, offset)


@pytest.mark.parametrize("much", ["[", "{a: ", "- ", "  - x:\n  ", "'", " ", ": ", "a #", "k"])
def test_much_of_the_same_takes_no_time(much: str) -> None:
    """Nor is anything too deep."""
    text = f"quotes:\n- id: a\n  text: {much * 20_000}"
    assert at(text, len(text))
