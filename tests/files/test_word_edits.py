"""Changing one value of a YAML file, and not a byte beside it."""

from __future__ import annotations

import pytest

from explorer.files.text_changes import CannotSplice
from explorer.files.word_edits import replaced, with_field
from explorer.model.problems import Place

# A mapping with `file`, its place, and what it is with `sha256: abc`.
FIELDS = {
    "block": (
        "articles:\n- id: a\n  file: f.txt\n  headline: H\n",
        (2, 3),
        "  file: f.txt\n  sha256: abc\n  headline: H\n",
    ),
    "comment": ("- id: a\n  file: f # the text\n  # sha\n", (1, 3), "  file: f # the text\n  sha256: abc\n  # sha\n"),
    "first key": ("- file: f\n  id: a\n", (1, 3), "- file: f\n  sha256: abc\n  id: a\n"),
    "no last line end": ("- id: a\n  file: f", (1, 3), "- id: a\n  file: f\n  sha256: abc"),
    "windows": ("- id: a\r\n  file: f\r\n  url: u\r\n", (1, 3), "  file: f\r\n  sha256: abc\r\n  url: u\r\n"),
    "windows, no last line end": ("- id: a\r\n  file: f", (1, 3), "  file: f\r\n  sha256: abc"),
    "byte order mark": ("\ufeff- id: a\n  file: f\n", (1, 3), "\ufeff- id: a\n  file: f\n  sha256: abc\n"),
    "flow": ("- {id: a, file: f , url: u} # c\n", (1, 3), "- {id: a, file: f, sha256: abc , url: u} # c\n"),
    "flow over lines": ("- {id: a,\n   file: f\n  }\n", (1, 3), "- {id: a,\n   file: f,\n   sha256: abc\n  }\n"),
    "JSON": ('[{"id": "a", "file": "f"}]', (1, 2), '[{"id": "a", "file": "f", "sha256": "abc"}]'),
    "quoted": ("- id: a\n  'file': \"f # x\"\n", (1, 3), "  'file': \"f # x\"\n  sha256: abc\n"),
    "folded": ("- id: a\n  file: >-\n    f.txt\n\n  url: u\n", (1, 3), "    f.txt\n  sha256: abc\n\n  url: u\n"),
    "anchor": ("- &x\n  id: a\n  file: f\n- b\n", (1, 3), "  file: f\n  sha256: abc\n- b\n"),
    "alias as value": ("- &f x\n- id: a\n  file: *f\n  url: u\n", (2, 3), "  file: *f\n  sha256: abc\n  url: u\n"),
    "null": ("- id: a\n  sha256: null # yet\n  file: f\n", (1, 3), "- id: a\n  sha256: abc # yet\n  file: f\n"),
    "nothing": ("- id: a\n  sha256:  # yet\n  file: f\n", (1, 3), "- id: a\n  sha256: abc  # yet\n  file: f\n"),
    "wide letters": ("- id: é😀\n  file: f\n", (1, 3), "- id: é😀\n  file: f\n  sha256: abc\n"),
    "end of document": ("---\n- id: a\n  file: f\n...\n", (2, 3), "  file: f\n  sha256: abc\n...\n"),
}

# A file, the place of a word in it, the word, and what the line is with `taiwan` instead.
WORDS = {
    "plain": ("topics: [tawan, b] # c\n", (1, 10), "tawan", "topics: [taiwan, b] # c\n"),
    "double quotation marks": ('- "tawan"\n', (1, 3), "tawan", '- "taiwan"\n'),
    "single quotation marks": ("- 'tawan'  # c\r\n", (1, 3), "tawan", "- 'taiwan'  # c\r\n"),
    "key": ("tawan: {a: b}\n", (1, 1), "tawan", "taiwan: {a: b}\n"),
    "folded": ("- >-\n  tawan\n- b\n", (1, 3), "tawan", "- >-\n  taiwan\n- b\n"),
    "byte order mark": ("\ufefftawan: b", (1, 1), "tawan", "\ufefftaiwan: b"),
    "white space in the marks": ("- ' tawan '\n", (1, 3), "tawan", "- 'taiwan'\n"),
}


@pytest.mark.parametrize(("text", "spot", "expected"), FIELDS.values(), ids=FIELDS)
def test_a_field_joins_a_mapping_and_nothing_else_changes(text: str, spot: tuple[int, int], expected: str) -> None:
    """Whatever the mapping looks like; comments, marks and line ends stay."""
    after = with_field(text.encode(), Place("f", *spot), "file", "sha256", "abc").decode()
    assert after.endswith(expected) or expected in after
    start = after.index(expected)
    assert text.startswith(after[:start])
    assert text.endswith(after[start + len(expected) :])


@pytest.mark.parametrize(("text", "spot", "word", "expected"), WORDS.values(), ids=WORDS)
def test_a_word_is_replaced_and_nothing_else_changes(
    text: str, spot: tuple[int, int], word: str, expected: str
) -> None:
    """As a key or a value, in the quotation marks that it has."""
    assert expected == replaced(text.encode(), Place("f", *spot), word, "taiwan").decode()


@pytest.mark.parametrize("by", ["a: b", "#x", "it's", 'say "so"', "null", "- a", "back\\slash", "[x"])
@pytest.mark.parametrize("text", ["- tawan\n", "- 'tawan'\n", '- "tawan"\n', "[tawan, 'b']", "- k: tawan # c\n"])
def test_a_value_that_needs_marks_gets_them(text: str, by: str) -> None:
    """It is read as it was given."""
    column = text.strip("'\"").index("tawan") + 1 - (text[text.index("tawan") - 1] in "'\"")
    after = replaced(text.encode(), Place("f", 1, column), "tawan", by)
    assert after == replaced(replaced(after, Place("f", 1, column), by, "tawan"), Place("f", 1, column), "tawan", by)


REFUSED = {
    "broken": ("- id: a\n  file: f\n- [\n", (1, 3)),
    "not UTF-8": (b"- id: a\n  file: \xff\n", (1, 3)),
    "no mapping there": ("- id: a\n  file: f\n", (2, 3)),
    "no such field": ("- id: a\n", (1, 3)),
    "given": ("- id: a\n  file: f\n  sha256: x\n", (1, 3)),
    "explicit keys": ("- ? id\n  : a\n  ? file\n  : f\n", (1, 3)),
    "empty": ("", (1, 1)),
    "repeated": ("- &x\n  id: a\n  file: f\n- *x\n", (1, 3)),
}


@pytest.mark.parametrize(("text", "spot"), REFUSED.values(), ids=REFUSED)
def test_what_can_not_be_done_cleanly_is_not_done(text: str | bytes, spot: tuple[int, int]) -> None:
    """The file is as it was, and the refusal says so in words."""
    content = text if isinstance(text, bytes) else text.encode()
    with pytest.raises(CannotSplice, match=r"can't be read|has changed|write it by hand"):
        with_field(content, Place("f", *spot), "file", "sha256", "abc")


@pytest.mark.parametrize(
    ("text", "spot", "word"),
    [("- other\n", (1, 3), "tawan"), ("- tawan\n", (1, 2), "tawan"), ("- &x tawan\n- *x\n", (1, 3), "tawan")],
)
def test_a_word_that_is_not_there_any_more_is_not_replaced(text: str, spot: tuple[int, int], word: str) -> None:
    """Nor one that has a name for aliases, which would lead to nothing."""
    with pytest.raises(CannotSplice):
        replaced(text.encode(), Place("f", *spot), word, "taiwan")
