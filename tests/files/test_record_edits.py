"""Edits of records change nothing in a data file but these records."""

from __future__ import annotations

import pytest

from explorer.files.record_edits import AddRecord, Edit, RemoveRecord, RenameId, SetFields, edited
from explorer.files.text_changes import CannotSplice
from explorer.model.records import Kind

BLOCK = """\
# All of them
people:
# The city
- id: ana
  name: "Ana Ruiz"   # the mayor
  aliases: [the mayor, Ruiz]

- id: ben
  name: "Ben"
  note: >-
    A note that is so long that it has been written
    over two lines of the file, and no more.
  # he left
  evidence:
  - {article: pier, text: said Ben}

quotes:
- {id: one, speaker: ana, text: 'It’s, well, a plan', topics: [pier]}
- {id: two, speaker: ben, text: no}
"""
DEFAULTS = """\
defaults:
  quotes: {article: pier, review: reviewed}
quotes:
- id: one
  text: a
- id: two
  review: draft
"""

REMARKED = """\
quotes:
# Mine
# sure: she says so
- id: one
  text: a

# guess: near
- id: two
  text: b
"""

# A file, the edits, and each line of it that changes with what stands there then.
EDITS: dict[str, tuple[str, Edit, str, str]] = {
    "a draft goes with the remark on it": (
        REMARKED,
        RemoveRecord("quote/one"),
        "# sure: she says so\n- id: one\n  text: a\n\n",
        "",
    ),
    "the last draft goes with its own": (
        REMARKED,
        RemoveRecord("quote/two"),
        "\n# guess: near\n- id: two\n  text: b\n",
        "",
    ),
    "marks stay": (BLOCK, SetFields("person/ana", {"name": "Ana"}), '"Ana Ruiz"', '"Ana"'),
    "a list grows": (
        BLOCK,
        SetFields("person/ana", {"aliases": ["the mayor", "Ruiz", "A, B"]}),
        "Ruiz]",
        'Ruiz, "A, B"]',
    ),
    "a list shrinks": (BLOCK, SetFields("person/ana", {"aliases": ["Ruiz"]}), "[the mayor, Ruiz]", "[Ruiz]"),
    "a field as its neighbours are": (
        BLOCK,
        SetFields("person/ana", {"role": "mayor"}),
        "Ruiz]\n",
        "Ruiz]\n  role: mayor\n",
    ),
    "evidence as the others'": (
        BLOCK,
        SetFields("person/ana", {"evidence": [{"article": "pier", "text": "a, b"}]}),
        "Ruiz]\n",
        'Ruiz]\n  evidence:\n  - {article: pier, text: "a, b"}\n',
    ),
    "one word of a folded text": (
        BLOCK,
        SetFields(
            "person/ben",
            {"note": "A note that is so long that it has been written over two lines of the file, and some more."},
        ),
        "and no more",
        "and some more",
    ),
    "a field goes with the comment on its line": (
        BLOCK.replace("[the mayor, Ruiz]", "[the mayor, Ruiz] # two"),
        SetFields("person/ana", {"aliases": None}),
        "  aliases: [the mayor, Ruiz] # two\n",
        "",
    ),
    "a field in braces goes": (BLOCK, SetFields("quote/one", {"speaker": None}), "speaker: ana, ", ""),
    "a text becomes segments": (
        BLOCK,
        SetFields("quote/two", {"text": ["so", "no", "a?", "a: b"]}),
        "text: no",
        'text: [so, "no", "a?", "a: b"]',
    ),
    "what could be taken for null has marks": (
        BLOCK,
        SetFields("quote/two", {"text": "null"}),
        "text: no",
        'text: "null"',
    ),
    "true is no text": (
        BLOCK,
        SetFields("quote/two", {"relayed": True}),
        "ben, text: no",
        "ben, relayed: true, text: no",
    ),
    "what the defaults say is left out": (
        DEFAULTS,
        SetFields("quote/two", {"review": "reviewed"}),
        "  review: draft\n",
        "",
    ),
    "what the defaults would say is null": (
        DEFAULTS,
        SetFields("quote/one", {"review": None}),
        "text: a\n",
        "text: a\n  review: null\n",
    ),
    "a record goes, and the group's comment stays": (
        BLOCK,
        RemoveRecord("person/ana"),
        '- id: ana\n  name: "Ana Ruiz"   # the mayor\n  aliases: [the mayor, Ruiz]\n\n',
        "",
    ),
    "a list keeps its key": (
        DEFAULTS.replace("- id: two\n  review: draft\n", "# end\n"),
        RemoveRecord("quote/one"),
        "quotes:\n- id: one\n  text: a\n",
        "quotes: []\n",
    ),
    "a record is like the others of its list": (
        BLOCK,
        AddRecord("f", Kind.QUOTE, {"id": "three", "speaker": "ben", "text": "a", "topics": ["pier"]}),
        "text: no}\n",
        "text: no}\n- {id: three, speaker: ben, text: a, topics: [pier]}\n",
    ),
    "a record stands apart as the others do": (
        BLOCK,
        AddRecord("f", Kind.PERSON, {"id": "eve", "name": "Eve"}),
        "said Ben}\n",
        'said Ben}\n\n- id: eve\n  name: "Eve"\n',
    ),
    "a record begins a list": (
        BLOCK,
        AddRecord("f", Kind.TOPIC, {"id": "pier", "label": "The pier"}),
        "text: no}\n",
        "text: no}\n\ntopics:\n- {id: pier, label: The pier}\n",
    ),
    "a new record says only what it says": (
        DEFAULTS,
        AddRecord("f", Kind.QUOTE, {"id": "new", "article": "pier", "text": "x"}),
        "review: draft\n",
        "review: draft\n- id: new\n  text: x\n  review: null\n",
    ),
    "a comment behind a text that grows long stays": (
        BLOCK,
        SetFields("person/ana", {"name": "Ana " * 40}),
        '"Ana Ruiz"   # the mayor',
        f'"{("Ana " * 40).strip()}"   # the mayor',
    ),
    "a comment in the head of a text stays": (
        BLOCK.replace(">-", ">- # folded"),
        SetFields("person/ben", {"note": "Short."}),
        "# folded\n    A note that is so long that it has been written\n    over two lines of the file, and no more.\n",
        "# folded\n    Short.\n",
    ),
    "a text is folded as another one, and has no remark of it": (
        BLOCK.replace(">-", ">- # folded"),
        SetFields("person/ana", {"note": "Some words that stand on lines of their own. " * 2}),
        "Ruiz]\n",
        "Ruiz]\n  note: >-\n" + "    Some words that stand on lines of their own.\n" * 2,
    ),
    "two fields of a row go together": (
        BLOCK,
        SetFields("quote/one", {"text": None, "topics": None, "note": "so"}),
        ", text: 'It’s, well, a plan', topics: [pier]",
        ", note: so",
    ),
    "defaults follow a new id": (DEFAULTS, RenameId("article/pier", "quay"), "article: pier", "article: quay"),
}


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
@pytest.mark.parametrize(("text", "edit", "was", "expected"), EDITS.values(), ids=EDITS)
def test_nothing_else_changes(text: str, edit: Edit, was: str, expected: str, line_end: str) -> None:
    """Not a byte: comments, blank lines, marks, the order, line ends and the byte order mark stay."""
    text, was, expected = (part.replace("\n", line_end) for part in (text, was, expected))
    assert 1 == text.count(was)
    content = f"\ufeff{text}".encode()
    assert f"\ufeff{text.replace(was, expected)}" == edited(content, [edit]).decode()


def test_all_that_refers_to_a_record_follows_its_new_id() -> None:
    after = edited(BLOCK.encode(), [RenameId("person/ana", "ana-ruiz")]).decode()
    assert BLOCK.replace("id: ana", "id: ana-ruiz").replace("speaker: ana", "speaker: ana-ruiz") == after


def test_each_edit_names_a_record_by_the_id_that_it_had() -> None:
    """Also where another edit of the same step changes that id."""
    edits: list[Edit] = [RenameId("person/ben", "b"), SetFields("person/ben", {"name": "B"}), RemoveRecord("quote/one")]
    after = edited(BLOCK.encode(), edits).decode()
    assert '- id: b\n  name: "B"\n' in after
    assert "quotes:\n- {id: two, speaker: b, text: no}\n" in after


def test_a_new_file_has_what_is_asked_for() -> None:
    edits = [
        AddRecord("f", Kind.TOPIC, {"id": "a", "label": "A: b"}),
        AddRecord("f", Kind.TOPIC, {"id": "c", "label": "C"}),
        AddRecord("f", Kind.QUOTE, {"id": "q", "text": ["it’s", "so"], "topics": ["a"], "note": "long " * 30}),
    ]
    assert (
        'topics:\n- id: a\n  label: "A: b"\n\n- id: c\n  label: C\n\n'
        "quotes:\n- id: q\n  text: [it’s, so]\n  topics: [a]\n  note: >-\n"
        f"    {' '.join(['long'] * 23)}\n    {' '.join(['long'] * 7)}\n"
    ) == edited(b"", edits).decode()


REFUSED = {
    "broken": ("quotes:\n- id: one\n  text: [\n", SetFields("quote/one", {"text": "a"}), "put that right first"),
    "gone": (BLOCK, SetFields("quote/three", {"text": "a"}), "quote/three is not there any more"),
    "repeated": (
        "topics:\n- id: a\n  label: &l A\n- {id: b, label: *l}\n",
        SetFields("topic/a", {"label": "B"}),
        r"\*l repeats it elsewhere",
    ),
    "two documents": ("---\nquotes: []\n---\n", AddRecord("f", Kind.TOPIC, {"id": "a"}), "put that right first"),
    "no mapping": ("- a\n", AddRecord("f", Kind.TOPIC, {"id": "a"}), "write it by hand"),
    "half a letter": (BLOCK, SetFields("quote/two", {"text": "\ud800"}), "can't be written as UTF-8"),
}


@pytest.mark.parametrize(("text", "edit", "why"), REFUSED.values(), ids=REFUSED)
def test_what_can_not_be_done_alone_is_refused(text: str, edit: Edit, why: str) -> None:
    with pytest.raises(CannotSplice, match=why):
        edited(text.encode(), [edit])
