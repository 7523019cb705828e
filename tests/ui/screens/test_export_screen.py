"""All that is listed is copied or saved as it is shown, from each view; long work can be left."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from threading import Event

import pytest
from textual.widgets import Input, Static
from ui.driving import NARROW, WIDE, Session, opened

from explorer.exporting import LIST_FORMATS, ListFormat
from explorer.exporting.extract import Extract
from explorer.exporting.formats import SAVED_FORMATS, ExportFormat, SavedFormat
from explorer.model.archive import Archive
from explorer.model.records import AnyRecord, Kind, Quote
from explorer.snapshot import Snapshot, read_snapshot
from explorer.ui.ending import GONE
from explorer.ui.requests import Listing
from explorer.ui.screens import export_screen
from explorer.ui.screens.export_screen import Choice, ChoiceList, ExportScreen, SavePrompt


def offered(session: Session) -> list[tuple[str, str]]:
    """What can be exported, and in which format."""
    return [(choice.listing.what, choice.format.name) for choice in session.app.screen.query_one(ChoiceList).rows]


def refs(session: Session) -> list[str]:
    """The refs of the records under the cursor."""
    screen = session.app.screen
    assert isinstance(screen, ExportScreen)
    assert screen.choice
    return [record.ref for record in screen.choice.records]


async def save_as(session: Session, file: Path) -> None:
    await session.press("ctrl+s")
    session.app.screen.query_one(Input).value = str(file)
    await session.press("enter")


def waiting_for(going: Event) -> ListFormat:
    """A format that goes on with each record only when it may."""

    def content(_: Snapshot, records: Sequence[AnyRecord]) -> Iterator[str]:
        for record in records:
            going.wait()
            yield f"{record.ref}\n"

    return ListFormat("slow", "Slow", "", ".txt", content)


async def test_a_pane_offers_its_records_and_the_quotes_in_scope(town: Path) -> None:
    async with opened(town) as session:
        await session.press("enter", "2")
        for size in (WIDE, NARROW, (40, 12)):
            await session.resize(*size)
            await session.press("x")

            people = ["4 people of Harbour"] * (5 + len(SAVED_FORMATS))
            assert [what for what, _ in offered(session)] == people + ["6 quotes of Harbour"] * (9 + len(SAVED_FORMATS))
            assert [name for _, name in offered(session)][:3] == ["Plain text", "Markdown", "CSV"]
            assert "Ana Ruiz, mayor [person/ana-ruiz]" in session.text, size
            await session.press("escape")


def test_formats_are_told_apart_however_long_the_name_of_a_list_is() -> None:
    """A quote's own words are the name of what belongs to it."""
    rows = ChoiceList("choices", "Copy or save")
    kinds = frozenset([Kind.QUOTE])
    listing = Listing("1 quote of " + "We will rebuild the east pier, " * 9, 1, kinds, lambda: (), "quotes")
    rows.rows = [Choice(listing, Archive(), format) for format in LIST_FORMATS]

    for width in (40, 80, 200):
        lines = [rows.row(index, width)[0].plain[:width] for index in range(rows.row_count)]
        assert [format.name in line for format, line in zip(LIST_FORMATS, lines, strict=True)] == [True] * len(lines)


@pytest.mark.parametrize("row", [0, 3])
async def test_enter_copies_all_in_the_format_under_the_cursor(town: Path, copied: list[str], row: int) -> None:
    async with opened(town) as session:
        await session.press("4")
        before = session.place
        await session.press("x", *["j"] * row)
        screen = session.app.screen
        assert isinstance(screen, ExportScreen)
        assert screen.choice
        assert isinstance(screen.choice.format, ListFormat)
        quotes = list(session.app.snapshot.archive.all(Quote))
        whole = "".join(screen.choice.format.pieces(session.app.snapshot, quotes))
        await session.press("enter")
        await session.until(lambda: bool(session.said))

        assert copied == [whole]
        assert session.said == [f"Copied {len(quotes)} quotes with a test."]
        assert (session.screen, session.place) == ("MainScreen", before)


async def test_results_are_exported_in_their_order(town: Path) -> None:
    async with opened(town) as session:
        await session.search("pier")
        hits = session.hits
        await session.press("tab", "x")

        assert refs(session) == hits
        assert offered(session)[0][0] == f"{len(hits)} results for “pier”"


async def test_the_reader_exports_the_quotes_of_its_article(town: Path) -> None:
    async with opened(town) as session:
        await session.press("4", "G", "enter", "x")

        assert len(refs(session)) == 5
        assert all(ref.startswith("quote/") for ref in refs(session))
        await session.press("escape")
        assert session.screen == "ReaderScreen"


async def test_a_view_without_records_says_so(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    async with opened(tmp_path) as session:
        await session.press("x")

        assert session.said == ["There is nothing here to copy or save."]


async def test_all_is_saved_in_the_file_that_is_named(town: Path, tmp_path: Path, copied: list[str]) -> None:
    file = tmp_path / "mine.csv"
    async with opened(town) as session:
        await session.press("4", "x", "j", "j")
        await save_as(session, file)
        await session.until(lambda: bool(session.said))

        assert session.said == [f"Saved {session.app.main.listings[0].what} as {file}."]
        assert (session.screen, copied) == ("MainScreen", [])
    lines = file.read_text(encoding="utf-8-sig").splitlines()
    assert (file.read_bytes()[:3], lines[0][:12]) == (b"\xef\xbb\xbf", "ref,article,")
    assert len(lines) == 1 + len(read_snapshot(town).archive.of_kind(Kind.QUOTE))


async def test_what_is_no_text_is_only_saved(town: Path, tmp_path: Path, copied: list[str]) -> None:
    """Enter asks for the file, too. All that the list refers to comes with it."""
    async with opened(town) as session:
        await session.press("4", "x")
        await session.until(lambda: "⏎ copy" in session.text)
        await session.press("end", *["k"] * (len(SAVED_FORMATS) - 1))
        await session.until(lambda: "⏎ save as a file" in session.text)
        screen = session.app.screen
        assert isinstance(screen, ExportScreen)
        assert screen.choice
        assert screen.choice.format.name == "JSON"
        assert "It is saved as a file" in session.text
        await session.press("enter")
        session.app.screen.query_one(Input).value = str(tmp_path / "mine.json")
        await session.press("enter")
        await session.until(lambda: bool(session.said))

        assert (session.screen, copied) == ("MainScreen", [])
    read, archive = json.loads((tmp_path / "mine.json").read_text("utf-8")), read_snapshot(town).archive
    assert len(archive.of_kind(Kind.QUOTE)) == len(read["quotes"])
    assert {quote["speaker"] for quote in read["quotes"]} <= {person["id"] for person in read["people"]}


async def test_a_file_that_is_there_is_replaced_only_when_asked_twice(town: Path, tmp_path: Path) -> None:
    file = tmp_path / "mine.txt"
    file.write_text("precious")
    async with opened(town) as session:
        await session.press("4", "x")
        await save_as(session, file)
        assert "is there already" in session.text
        assert file.read_text() == "precious"
        await session.press("escape")
        assert session.screen == "ExportScreen"
        await save_as(session, file)
        await session.press("enter")
        await session.until(lambda: bool(session.said))

    assert file.read_text() != "precious"


async def test_what_can_not_be_saved_is_said_and_nothing_is_left(town: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("a file")
    async with opened(town) as session:
        await session.press("4", "x")
        await save_as(session, tmp_path / "file" / "mine.txt")
        await session.until(lambda: bool(session.said))

        assert "can’t be saved" in session.said[0]
        assert session.screen == "ExportScreen"


async def test_long_work_says_how_far_it_is_and_ends_with_esc(
    town: Path, copied: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    going = Event()

    def slow(_: Snapshot, records: Sequence[AnyRecord]) -> Iterator[str]:
        for number, record in enumerate(records):
            if number == 2:
                going.wait()
            yield f"{record.ref}\n"

    monkeypatch.setattr(export_screen, "_STEP", 1)
    monkeypatch.setattr(export_screen, "_SHOWN", 1)
    async with opened(town) as session:
        try:
            session.held_back.add("export")
            await session.press("4", "x")
            choices = session.app.screen.query_one(ChoiceList)
            choices.rows = [replace(choices.rows[0], format=ListFormat("slow", "Slow", "", ".txt", slow))]
            await session.press("enter")
            await session.until(lambda: f"2 of {len(session.pane(Kind.QUOTE).records)}" in session.text)
            await session.press("escape")
            assert session.screen == "ExportScreen"
            assert "stopped" in session.text
        finally:
            going.set()
        await session.press("escape")

        assert (session.screen, copied) == ("MainScreen", [])


async def test_whoever_leaves_for_another_screen_or_for_good_is_told_that_nothing_was_written(
    town: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    going, file = Event(), tmp_path / "mine.txt"

    monkeypatch.setattr(export_screen, "_SHOWN", 0)
    async with opened(town) as session:
        try:
            session.held_back.add("export")
            await session.press("4", "x")
            choices = session.app.screen.query_one(ChoiceList)
            choices.rows = [replace(choices.rows[0], format=waiting_for(going))]
            await save_as(session, file)
            told = f"Stopped writing {choices.rows[0].listing.what}."
            assert "esc stops" in session.text
            screen = session.app.screen
            assert isinstance(screen, ExportScreen)
            assert screen.unfinished == told
            await session.press("s")
            assert session.said == [told]
        finally:
            going.set()
        session.held_back.clear()
        await session.settle()
        assert (session.screen, file.exists()) == ("SourcesScreen", False)


@pytest.mark.parametrize(("code", "told"), [(0, ["Stopped writing 4 topics."]), (GONE, [])])
async def test_what_is_stopped_by_the_end_is_said_unless_the_terminal_is_gone(
    own_town: Path, code: int, told: list[str]
) -> None:
    """To write to it then would fail."""
    going = Event()

    def slow(_: Snapshot, __: Sequence[AnyRecord]) -> Iterator[str]:
        going.wait()
        yield ""

    async with opened(own_town) as session:
        await session.press("1", "x")
        choices = session.app.screen.query_one(ChoiceList)
        choices.rows = [replace(choices.rows[0], format=ListFormat("slow", "Slow", "", ".txt", slow))]
        try:
            session.held_back.add("export")
            await session.press("enter")
            session.app.exit(return_code=code)
            assert told == session.app._exit_renderables  # noqa: SLF001 - there is no other list of them
        finally:
            going.set()


async def test_a_zip_of_very_many_files_ends_with_esc(town: Path, tmp_path: Path) -> None:
    """Such as a site: whoever quits then does not wait for it."""
    going, made, file = Event(), list[str](), tmp_path / "mine.zip"

    def files(_: Extract) -> Iterator[tuple[str, bytes]]:
        for number in range(9):
            made.append(f"{number}.txt")
            yield made[-1], b""
            going.wait()

    async with opened(town) as session:
        try:
            session.held_back.add("export")
            await session.press("4", "x")
            choices = session.app.screen.query_one(ChoiceList)
            slow = SavedFormat("Slow", "", ".zip", ExportFormat("slow", "", lambda _: b"", files=files))
            choices.rows = [replace(choices.rows[0], format=slow)]
            await save_as(session, file)
            await session.until(lambda: bool(made))
            await session.press("escape")
            assert "stopped" in session.text
        finally:
            going.set()
        session.held_back.clear()
        await session.settle()
        assert len(made) <= 2
        assert not file.exists()


async def test_what_ends_while_a_file_is_named_does_not_take_the_question_away(
    town: Path, tmp_path: Path, copied: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    going, file = Event(), tmp_path / "mine.txt"

    monkeypatch.setattr(export_screen, "_SHOWN", 0)
    async with opened(town) as session:
        try:
            session.held_back.add("export")
            await session.press("4", "x")
            choices = session.app.screen.query_one(ChoiceList)
            choices.rows = [replace(choices.rows[0], format=waiting_for(going))]
            await session.press("enter", "ctrl+s")
        finally:
            going.set()
        session.held_back.clear()
        await session.settle()
        assert len(copied) == 1
        assert session.screen == "SavePrompt"
        session.app.screen.query_one(Input).value = str(file)
        await session.press("enter")
        assert (session.screen, file.read_text()) == ("MainScreen", copied[0])


async def test_an_edit_shows_at_once(own_town: Path) -> None:
    """What is gone is no longer exported."""
    async with opened(own_town) as session:
        await session.press("4", "G", "x")
        count = len(refs(session))
        path = own_town / "data/articles/pier.yaml"
        path.write_text(path.read_text().partition("- id: park-nobody-asked")[0])
        session.app.main.reload()
        await session.until(lambda: len(refs(session)) == count - 1)


def test_a_file_that_no_system_can_have_is_objected_to() -> None:
    prompt = SavePrompt("the list", Path("list.csv"))
    assert "can’t be saved" in prompt.objection("x" * 300)
    assert re.search(r"home directory\.$", prompt.objection("~nobody-at-all/x"))
    assert "is a folder" in prompt.objection("new/")
    assert "" == prompt.objection("new.csv")
    assert "does not end with .zip" in prompt.objection("new.zip")
    of_several = SavePrompt("the list", Path("list.zip"), as_zip=True)
    assert ".zip" in of_several.objection("new.html")
    assert "" == of_several.objection("new.ZIP")


async def test_of_a_long_export_the_preview_shows_the_first_lines(town: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """All of it would be laid out at once."""
    async with opened(town) as session:
        await session.press("4", "x")
        preview = session.app.screen.query_one("#preview Static", Static)
        long = str(preview.content).splitlines()
        assert len(long) > 3
        monkeypatch.setattr(export_screen, "_MOST_LINES", 2)
        await session.press("down", "up")
        assert [*long[:2], "…"] == str(preview.content).splitlines()
