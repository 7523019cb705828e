"""Records are edited in a form, and quotes are made of the words that are selected in the reader."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from trying import at_sizes
from ui.driving import NARROW, WIDE, Session, opened

from explorer.desk.removing import Referring, referring
from explorer.model.archive import Archive
from explorer.model.records import Event, Person, Quote
from explorer.ui.screens import form_screen
from explorer.ui.screens.form_screen import FormScreen
from explorer.ui.screens.reader_screen import ReaderScreen
from explorer.ui.widgets.form_row import FormRow
from explorer.ui.widgets.text_field import TextField

BOTH = at_sizes(WIDE, NARROW)


def form(session: Session) -> FormScreen:
    assert isinstance(session.app.screen, FormScreen)
    return session.app.screen


def field(session: Session) -> str:
    """The name of the field in use."""
    row = form(session).rows.in_use
    return row.field.name if row else ""


async def go_to(session: Session, name: str) -> None:
    screen = form(session)
    screen.set_focus(screen.rows[name].editor)
    await session.press("end")


async def retype(session: Session, name: str, text: str) -> None:
    await go_to(session, name)
    row = form(session).rows[name]
    await session.press("ctrl+u", *text)
    assert isinstance(row, FormRow)


def quote(session: Session, id: str) -> Quote:
    found = session.app.snapshot.archive.get(Quote, id)
    assert found
    return found


@BOTH
async def test_selected_words_become_a_quote_in_five_keys(own_town: Path, size: tuple[int, int]) -> None:
    """All its fields are filled in: also those that take longer to know than the keys to type."""
    async with opened(own_town, size, ref="article/pier") as session:
        await session.press("o", "/", *"Nobody asked", "enter")
        await session.press("v", "tab", "a", "ctrl+s")
        await session.until(lambda: isinstance(session.app.screen, ReaderScreen))
        await session.until(
            lambda: isinstance(session.app.screen, ReaderScreen) and session.app.screen.quote is not None
        )
        reader = session.app.screen
        assert isinstance(reader, ReaderScreen)
        assert reader.quote
        assert ("Nobody asked the fishers,", "cleo-park", "said Cleo Park") == (
            reader.quote.text,
            reader.quote.speaker,
            reader.quote.attribution,
        )
        assert reader.text.selecting is None


async def test_keys_that_are_faster_than_the_screen_are_all_typed(own_town: Path) -> None:
    """What was typed before the last key is never shown again: it would take that key back, and it that, for ever."""
    async with opened(own_town, ref="person/ana-ruiz") as session:
        await session.press("2", "E")
        name, role = (form(session).rows[field].editor for field in ("name", "role"))
        assert isinstance(name, TextField)
        assert isinstance(role, TextField)
        for typed in ("A", "An", "Ana", "Ana R"):
            name.value = typed
            role.value = typed.upper()
        form(session).action_save()
        assert ("Ana R", "ANA R") == (form(session).form.texts["name"], form(session).form.texts["role"])
        await session.until(lambda: not isinstance(session.app.screen, FormScreen))
        person = session.app.snapshot.archive.get(Person, "ana-ruiz")
        assert person
        assert ("Ana R", "ANA R") == (person.name, person.role)


async def test_fields_are_completed_checked_and_written_together(own_town: Path) -> None:
    """By any name, with a new event on the way; nothing is written with what is wrong."""
    async with opened(own_town, ref="quote/okafor-told-in-march") as session:
        await session.press("4", "E")
        assert "Quote okafor-told-in-march" in session.text
        assert "speaker         ben-okafor" in session.text
        await retype(session, "speaker", "the mayr")
        assert "⇥  Ana Ruiz (ana-ruiz)" in session.text
        await session.press("ctrl+s")
        assert "there is no person “the mayr”" in session.text
        assert "speaker" == field(session)
        await session.press("tab")
        assert "Ana Ruiz, mayor" in session.text
        await session.press("tab")
        assert "attribution" == field(session)
        await retype(session, "event", "Council of March")
        await session.press("shift+tab")
        while "" != form(session).rows.in_use.query_one("OfferLine").offered[0].text:  # type: ignore[union-attr]
            await session.press("shift+tab")
        await session.press("enter")
        assert "new, written with it: Council of March" in session.text
        await session.press("ctrl+s")
        await session.until(lambda: session.screen == "MainScreen")
        changed = quote(session, "okafor-told-in-march")
        event = session.app.snapshot.archive.get(Event, changed.event)
        assert ("ana-ruiz", "Council of March") == (changed.speaker, event.name if event else "")
        await session.press("u")
        await session.until(lambda: quote(session, "okafor-told-in-march").speaker == "ben-okafor")


async def test_leaving_asks_when_something_was_typed_and_only_then(own_town: Path) -> None:
    async with opened(own_town, ref="person/ana-ruiz") as session:
        await session.press("2", "E", "escape")
        assert session.screen == "MainScreen"
        await session.press("E")
        await retype(session, "role", "lord mayor")
        await session.press("escape")
        assert "What you typed into role is not saved" in " ".join(session.text.split())
        await session.press("escape")
        assert "lord mayor" in session.text
        await session.press("escape", "y")
        assert session.screen == "MainScreen"
        person = session.app.snapshot.archive.get(Person, "ana-ruiz")
        assert person
        assert "mayor" == person.role


async def test_what_the_file_has_meanwhile_is_shown_beside_what_was_typed(own_town: Path) -> None:
    async with opened(own_town, ref="person/ana-ruiz") as session:
        await session.press("2", "E")
        await retype(session, "role", "lord mayor")
        file = own_town / session.app.snapshot.archive.entries["person/ana-ruiz"].place.file
        file.write_text(file.read_text(encoding="utf-8").replace("role: mayor", "role: former mayor"), encoding="utf-8")
        await session.press("ctrl+s")
        await session.until(lambda: "the file now says “former mayor”" in session.text)
        assert "lord mayor" in session.text
        await session.press("ctrl+s")
        await session.until(lambda: session.screen == "MainScreen")
        assert "role: lord mayor" in file.read_text(encoding="utf-8")


async def test_deleting_says_what_refers_to_a_record_and_asks(own_town: Path) -> None:
    async with opened(own_town, ref="person/ana-ruiz") as session:
        await session.press("2", "E", "ctrl+d")
        assert "It can’t be deleted" in session.text
        await session.press("escape", "1", "G", "E", "ctrl+d")
        asked = " ".join(session.text.replace("┃", " ").split())
        assert "Delete topic/pier? 1 record refers to it: quote/ruiz-rebuild. They no longer will." in asked
        await session.press("y")
        await session.until(lambda: session.screen == "MainScreen")
        assert session.app.snapshot.archive.find("topic/pier") is None
        assert () == quote(session, "ruiz-rebuild").topics


@pytest.mark.parametrize("key", ["escape", "f1"])
async def test_once_it_is_written_it_is_left_with_what_was_opened_over_it(own_town: Path, key: str) -> None:
    """Whether to leave without saving is no question any more."""
    async with opened(own_town) as session:
        await session.press("1", "G", "E", "x", "ctrl+s", key)
        assert [type(screen).__name__ for screen in session.app.screen_stack] == ["MainScreen"]
        await session.press("u")
        assert "Undone" in " ".join(session.said)


def held_back_references(monkeypatch: pytest.MonkeyPatch) -> threading.Event:
    """Let what refers to a record be found only from this event on, as in a large archive."""
    released = threading.Event()

    def held(archive: Archive, ref: str) -> Referring:
        assert released.wait(60)
        return referring(archive, ref)

    monkeypatch.setattr(form_screen, "AT_ONCE", 0)
    monkeypatch.setattr(form_screen, "referring", held)
    return released


@pytest.mark.parametrize(("keys", "on_top"), [(["escape"], "Question"), (["f1"], "HelpScreen")])
async def test_it_does_not_ask_before_it_deletes_over_what_was_opened_meanwhile(
    own_town: Path, monkeypatch: pytest.MonkeyPatch, keys: list[str], on_top: str
) -> None:
    """Whoever answers whether to leave the form would answer whether to delete the record."""
    released = held_back_references(monkeypatch)
    async with opened(own_town) as session:
        await session.press("1", "G", "E", "x")
        session.held_back.add("refers")
        await session.press("ctrl+d", *keys)
        assert session.screen == on_top
        released.set()
        session.held_back.clear()
        await session.settle()
        assert session.screen == on_top
        await session.press("escape")
        assert session.screen == "FormScreen"


async def test_in_a_large_archive_it_asks_before_it_deletes_unless_something_is_typed_meanwhile(
    own_town: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who goes on typing would answer a question that was not there yet."""
    released = held_back_references(monkeypatch)
    async with opened(own_town) as session:
        await session.press("1", "G", "E")
        session.held_back.add("refers")
        await session.press("ctrl+d")
        assert "Looking for what refers to topic/lighthouse …" in session.text
        await session.press("y")
        assert "Looking for what refers" not in session.text
        released.set()
        session.held_back.clear()
        await session.settle()
        assert session.screen == "FormScreen"
        await session.press("ctrl+d")
        await session.until(lambda: "Delete topic/lighthouse?" in session.text)


async def test_all_fields_are_reached_by_keys_and_the_cursor_is_in_them(own_town: Path) -> None:
    async with opened(own_town, NARROW, ref="quote/ruiz-rebuild") as session:
        await session.press("4", "E")
        names = [row.field.name for row in form(session).query(FormRow)]
        start = names.index(field(session))
        for n in range(1, len(names) + 1):
            await session.press("tab")
            assert names[(start + n) % len(names)] == field(session)
            assert form(session).rows[field(session)].region.contains_point(session.app.cursor_position)
        await session.press("down")
        assert field(session) == "text" or names[(start + 1) % len(names)] == field(session)


async def test_a_hint_that_does_not_fit_into_its_field_says_so(own_town: Path) -> None:
    async with opened(own_town, (60, 16), ref="person/ana-ruiz") as session:
        await session.press("2", "E")
        hints = {row.field.name: row.editor.placeholder for row in form(session).query(FormRow)}
        assert str(hints["accepts"]).endswith("…")
        assert str(hints["note"]) == "What a reader should know."


async def test_a_note_is_edited_in_its_lines_and_written_in_them(own_town: Path) -> None:
    """Also where a list has texts of several lines; what can't be shown stays where nothing is typed."""
    file = own_town / "data" / "people.yaml"
    note = "  note: |\n    Two works:\n\n    - The Pier\n    - The\tQuay\n"
    ana = f"- id: ana-ruiz\n  name: Ana Ruiz\n  aliases:\n  - |\n    the mayor\n    of the town\n  role: mayor\n{note}"
    lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
    before = "".join(ana if "id: ana-ruiz" in line else line for line in lines)
    file.write_text(before, encoding="utf-8")
    async with opened(own_town, NARROW, ref="person/ana-ruiz") as session:
        await session.press("2", "E")
        assert "aliases         the mayor\n" in "\n".join(map(str.rstrip, session.lines)) + "\n"
        await go_to(session, "note")
        await session.press("ctrl+home", "down", "down", "end", *" (2021)", "tab")
        assert "accepts" == field(session)
        await go_to(session, "aliases")
        await session.press("ctrl+end", "enter", *"Ruiz")
        assert "  of the town" in session.text
        await session.press("ctrl+s")
        await session.until(lambda: session.screen == "MainScreen")
        after = before.replace("The Pier\n", "The Pier (2021)\n").replace("of the town\n", "of the town\n  - Ruiz\n")
        assert after == file.read_text(encoding="utf-8")
        await session.press("u")
        await session.until(lambda: before == file.read_text(encoding="utf-8"))
        await session.press("ctrl+r")
        await session.until(lambda: after == file.read_text(encoding="utf-8"))


async def test_a_record_that_is_renamed_or_moved_elsewhere_is_followed(own_town: Path) -> None:
    """Whether that is known before saving or found out by it: there is never a second record."""
    people, quotes = own_town / "data" / "people.yaml", sorted((own_town / "data").glob("*.yaml"))
    async with opened(own_town, ref="person/ana-ruiz") as session:
        await session.press("2", "E")
        await retype(session, "role", "lord mayor")
        for file in quotes:
            file.write_text(file.read_text(encoding="utf-8").replace("ana-ruiz", "ana-maria-ruiz"), encoding="utf-8")
        await session.press("ctrl+s")
        await session.until(lambda: "person/ana-ruiz is person/ana-maria-ruiz now" in session.text)
        assert ("ana-maria-ruiz", "lord mayor") == (form(session).form.id, form(session).form.texts["role"])
        lines = people.read_text(encoding="utf-8").splitlines(keepends=True)
        moved = next(line for line in lines if "ana-maria-ruiz" in line)
        (own_town / "data" / "ruiz.yaml").write_text(f"people:\n{moved}", encoding="utf-8")
        people.write_text("".join(line for line in lines if line != moved), encoding="utf-8")
        session.app.read_again()
        await session.until(lambda: "data/ruiz.yaml" in session.text)
        await session.press("ctrl+s")
        await session.until(lambda: session.screen == "MainScreen")
        ruiz = "people:\n" + moved.replace("role: mayor", "role: lord mayor")
        assert ruiz == (own_town / "data" / "ruiz.yaml").read_text(encoding="utf-8")
        assert "ana-" not in people.read_text(encoding="utf-8")


async def test_a_record_that_is_deleted_elsewhere_is_added_again_only_after_a_question(own_town: Path) -> None:
    file = own_town / "data" / "people.yaml"
    async with opened(own_town, ref="person/dan-vega") as session:
        await session.press("2", "E")
        await retype(session, "role", "diver")
        whole = file.read_text(encoding="utf-8")
        file.write_text(whole.replace("- {id: dan-vega", "- {id: dan-vega: "), encoding="utf-8")
        await session.press("ctrl+s")
        await session.until(lambda: "Nothing was written" in session.text)
        await session.press("ctrl+s")
        await session.until(lambda: any("can't be read now" in said for said in session.said))
        assert "diver" in session.text
        gone = whole.replace("- {id: dan-vega, name: Dan Vega}\n", "")
        file.write_text(gone, encoding="utf-8")
        session.app.read_again()
        await session.until(lambda: "person/dan-vega is not in the archive any more" in session.text)
        await session.press("ctrl+s")
        asked = " ".join(session.text.replace("┃", " ").split())
        assert "Add it to data/people.yaml, as it is in the form?" in asked
        await session.press("n")
        assert gone == file.read_text(encoding="utf-8")
        await session.press("ctrl+s", "y")
        await session.until(lambda: session.screen == "MainScreen")
        assert f"{gone}- {{id: dan-vega, name: Dan Vega, type: named, role: diver}}\n" == file.read_text(
            encoding="utf-8"
        )
