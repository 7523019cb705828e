"""The changes screen: what the last edits meant, to walk through."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from ui.driving import NARROW, Session, opened

from explorer.changes.edits import Edit
from explorer.ui.background import EditUnderstood
from explorer.ui.screens import live_screen

PIER, PEOPLE, TOPICS = "data/articles/pier.yaml", "data/people.yaml", "data/topics.yaml"


MANY = "Many edits in a row: c shows what each of them meant."


async def edit(session: Session, root: Path, name: str, *edits: tuple[str, str]) -> None:
    """Replace words of a file, and let the archive be read again."""
    path = root / name
    text = path.read_text()
    for old, new in edits:
        assert old in text, old
        text = text.replace(old, new)
    path.write_text(text)
    before = session.app.main.edits
    session.app.main.reload()
    await session.until(lambda: session.app.main.edits is not before)
    session.app.clear_notifications()
    await session.settle()


def listed(session: Session) -> list[str]:
    """The lines of the list, without its border."""
    lines = session.text_in(session.app.screen.query_one("#edits")).splitlines()[1:-1]
    return [line.strip("┃│ ").rstrip() for line in lines if line.strip("┃│ ")]


async def test_without_an_edit_it_says_what_will_stand_there(town: Path) -> None:
    async with opened(town, NARROW) as session:
        await session.press("c")
        assert "Nothing has changed since the explorer was started" in session.text
        await session.press("enter", "e", "y", "o", "j", "G", "escape")
        assert session.screen == "MainScreen"


async def test_each_edit_is_told_by_record_the_latest_first(own_town: Path) -> None:
    async with opened(own_town) as session:
        await edit(session, own_town, PIER, ("We will rebuild", "We will not rebuild"), ("event: briefing\n", "\n"))
        await edit(session, own_town, TOPICS, ("label: Harbour", "label: The harbour"), ("topics:", "# all\ntopics:"))
        await session.press("c")

        heads = [line for line in listed(session) if "changed" in line]
        assert ["1 record changed", "1 record changed, 1 problem new"] == [head.partition("  ")[2] for head in heads]
        assert [
            "▌topic/harbour · wording  The harbour",
            "▌    label: Harbour → The harbour",
        ] == listed(session)[1:3]
        assert [
            "text: We will [+ not] rebuild the east pier before summer, … It is not a promise; it’s a plan.",
            "event: no longer briefing",
            "verbatim → missing",
            "✗ error new: not word for word in pier (line 3): “not” is added",
            "event/briefing  Briefing at City Hall",
            "lost its last quote",
        ] == listed(session)[5:]


async def test_it_is_walked_and_left_for_where_one_came_from(own_town: Path) -> None:
    """The cursor passes over the heads of the edits, and stays on its record when another edit comes."""
    async with opened(own_town) as session:
        await edit(session, own_town, PIER, ("speaker: cleo-park", "speaker: dan-vega"))
        await session.press("4", "j", "j")
        before = session.place
        await session.press("c", "j")
        assert session.app.screen.record.id == "cleo-park"  # type: ignore[attr-defined]
        await edit(session, own_town, TOPICS, ("label: Harbour", "label: The harbour"))
        assert session.app.screen.record.id == "cleo-park"  # type: ignore[attr-defined]
        await session.press("k", "k")
        assert session.app.screen.record.id == "harbour"  # type: ignore[attr-defined]
        await session.press("j", "y")
        assert ["Copied the citation of quote/park-nobody-asked with a test."] == session.said
        await session.press("o")
        assert session.screen == "ReaderScreen"
        await session.press("escape", "enter")
        assert ["quote/park-nobody-asked"] == session.trail
        await session.press("escape")
        assert "park-nobody-asked" == session.app.screen.record.id  # type: ignore[attr-defined]
        await session.press("escape")
        assert before == session.place


async def test_a_record_is_followed_to_its_new_id_and_one_that_is_gone_is_said(own_town: Path) -> None:
    async with opened(own_town) as session:
        await edit(
            session,
            own_town,
            PEOPLE,
            ("name: Dan Vega", "name: Dan Vega, note: Old"),
            ("master}", "master, note: Old}"),
        )
        await edit(session, own_town, PEOPLE, ("id: ben-okafor", "id: benno-okafor"))
        await edit(session, own_town, PEOPLE, ("- {id: dan-vega, name: Dan Vega, note: Old}\n", ""))
        await session.press("c", "G", "e")
        assert "· no longer there" in session.text
        assert session.said[-1] == "person/dan-vega is no longer in the archive."
        await session.press("k")
        assert "person/ben-okafor · wording · now person/benno-okafor  Ben Okafor" in session.text
        await session.press("enter")
        assert ["person/benno-okafor"] == session.trail


async def test_many_edits_in_a_row_are_not_each_said(town: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As when another branch is checked out: the messages would cover the screen."""
    monkeypatch.setattr(live_screen, "monotonic", lambda: 0.0)
    async with opened(town) as session:
        for number in range(20):
            one = Edit(datetime.fromtimestamp(number, UTC), lost=[f"topic/t{number}"])
            session.app.main.post_message(EditUnderstood(one, f"topic t{number} lost its last quote", asked=False))
        await session.settle()
        assert [*(f"topic t{n} lost its last quote" for n in range(3)), MANY] == session.said
        assert 20 == len(session.app.main.edits)
