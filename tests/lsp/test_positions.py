"""Positions count in the client's units: a letter outside of the first 65,536 is two of UTF-16 and four of UTF-8."""

from __future__ import annotations

import pytest

from explorer.lsp.documents import Document, Edit, edited
from explorer.lsp.positions import Encoding, Position, Positions

TEXT = "é: 🎈 fire\r\n\u2028 is no line end\rnor \x85\n"


@pytest.mark.parametrize(("encoding", "units"), [("utf-8", 4 + 4), ("utf-16", 3 + 2), ("utf-32", 3 + 1)])
def test_a_place_behind_an_emoji(encoding: Encoding, units: int) -> None:
    positions = Positions(TEXT, encoding)
    assert Position(0, units) == positions.position(TEXT.index(" fire"))
    assert TEXT.index(" fire") == positions.offset(0, units)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-32"])
def test_every_place_has_a_position_and_every_position_its_place(encoding: Encoding) -> None:
    """But for the one between a carriage return and its line feed, which is the end of the line."""
    positions = Positions(TEXT, encoding)
    for offset in range(len(TEXT) + 1):
        expected = offset - (TEXT[offset - 1 : offset + 1] == "\r\n")
        assert expected == positions.offset(*positions.position(offset))


def test_what_lies_outside_is_the_nearest_place() -> None:
    positions = Positions("ab\ncd")
    assert [2, 5, 5] == [positions.offset(0, 99), positions.offset(1, 99), positions.offset(99, 0)]


def test_a_place_within_an_emoji_is_that_of_the_emoji() -> None:
    assert 0 == Positions("🎈x").offset(0, 1)


def test_each_edit_sees_what_the_one_before_has_made() -> None:
    """In units of the client; and U+2028 ends no line."""
    document = Document("file:///a", 1, "🎈 a\u2028b\nc\n")
    edits = [Edit("x", Position(0, 3), Position(0, 4)), Edit("", Position(0, 4), Position(1, 0))]
    assert Document("file:///a", 2, "🎈 xc\n") == edited(document, 2, edits, "utf-16")
    assert "new" == edited(document, 2, [Edit("new")], "utf-16").text


def test_what_an_edit_brings_together_is_one_line_end() -> None:
    """For the edits after it."""
    edits = [Edit("", Position(1, 0), Position(1, 1)), Edit("x", Position(1, 0), Position(1, 0))]
    assert "a\r\nxc\r" == edited(Document("file:///a", 1, "a\rb\nc\r"), 2, edits, "utf-16").text
