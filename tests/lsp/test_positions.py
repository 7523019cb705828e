"""Positions count in the client's units: a letter outside of the first 65,536 is two of UTF-16 and four of UTF-8."""

from __future__ import annotations

import pytest

from explorer.lsp import positions
from explorer.lsp.positions import Document, Edit, Encoding, Position, Positions, lines_of
from explorer.lsp.texts import FileText

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


@pytest.mark.parametrize(("encoding", "units"), [("utf-8", 3), ("utf-16", 1), ("utf-32", 1)])
def test_a_byte_order_mark_that_the_client_has_is_counted_and_no_part_of_the_text(
    encoding: Encoding, units: int
) -> None:
    file = FileText("data/a.yaml", "\ufeffa: b\nc: d\n", encoding)
    assert "a: b\nc: d\n" == file.text
    assert [Position(0, units + 3), Position(1, 3)] == [file.positions.position(offset) for offset in (3, 8)]
    assert [3, 8, 0] == [file.positions.offset(*place) for place in ((0, units + 3), (1, 3), (0, 0))]


def after(text: str, *edits: Edit) -> str:
    document = Document("file:///a", 1, text)
    document.edit(2, edits, "utf-16")
    return document.text


def test_each_edit_sees_what_the_one_before_has_made() -> None:
    """In units of the client; and U+2028 ends no line."""
    edits = [Edit("x", Position(0, 3), Position(0, 4)), Edit("", Position(0, 4), Position(1, 0))]
    assert "🎈 xc\n" == after("🎈 a\u2028b\nc\n", *edits)
    assert "new" == after("🎈 a", *edits, Edit("new"))


def test_what_an_edit_brings_together_is_one_line_end() -> None:
    """For the edits after it."""
    assert "a\r\nxc\r" == after(
        "a\rb\nc\r", Edit("", Position(1, 0), Position(1, 1)), Edit("x", Position(1, 0), Position(1, 0))
    )


def test_many_edits_are_no_more_work_than_what_they_change(monkeypatch: pytest.MonkeyPatch) -> None:
    """In one message or in many: none of them goes through the whole text."""
    document = Document("file:///a", 1, "a: b\n" * 5000)
    read: list[int] = []

    def counted(text: str) -> list[str]:
        read.append(len(text))
        return lines_of(text)

    monkeypatch.setattr(positions, "lines_of", counted)
    edits = [Edit("x", Position(2500, 4), Position(2500, 4))] * 1000
    document.edit(2, edits, "utf-16")
    for version, edit in enumerate(edits):
        document.edit(version, [edit], "utf-16")
    assert max(read) < 2100
    assert f"a: b{'x' * 2000}\n" in document.text
