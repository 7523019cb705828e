"""The matrix of who says so is walked in both directions, and each cell opens as many quotes as it counts."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from threading import Event, Thread, current_thread
from typing import Any

import pytest
from archives import write_archive
from trying import at_sizes
from ui.driving import NARROW, WIDE, Session, opened

from explorer.checking.repeats import reports
from explorer.checking.repeats.reports import reports_of
from explorer.model.records import Kind, Person, Topic
from explorer.sources import SourcesMatrix, Tally, TopicSources, sources_matrix
from explorer.ui.screens import archive_screen, sources_screen
from explorer.ui.screens.sources_screen import SourcesGrid, SourcesScreen
from explorer.ui.wording.rows import person_name
from explorer.ui.wording.sources_columns import SourcesColumns

TOPICS = "data/topics.yaml"


def grid(session: Session) -> SourcesGrid:
    return session.app.screen.query_one(SourcesGrid)


def cell(session: Session) -> tuple[str, str | None]:
    """The ids of the topic and the person under the cursor."""
    topic, person = grid(session).topic, grid(session).person
    return topic.topic.id if topic else "", person.id if person else None


def about(session: Session) -> str:
    return " ".join(session.text_in(session.app.screen.query_one("#about")).split())


@at_sizes(WIDE, (60, 20))
async def test_it_opens_with_the_topics_and_their_totals(town: Path, size: tuple[int, int]) -> None:
    """However little room there is."""
    async with opened(town, size) as session:
        await session.press("s")

        assert (session.screen, session.focus) == ("SourcesScreen", "sources-grid")
        for label, quotes in (("Harbour", 6), ("City budget", 2), ("Lighthouse", "·")):
            assert any(label in line and f" {quotes} " in line for line in session.lines)
        assert cell(session) == ("harbour", None)
        assert about(session).startswith(
            "Harbour: 6 quotes (5 utterances), in 2 independent reports, 5 by name, 1 anonymous, 2 relayed, "
            "2 paraphrase only"
        )


async def test_on_the_smallest_terminal_the_cell_in_use_is_shown(town: Path) -> None:
    async with opened(town, (40, 12)) as session:
        await session.press("s")
        for _ in range(4):
            topic = grid(session).topic
            assert topic is not None
            assert topic.topic.label[:5] in session.text_in(grid(session))
            assert topic.topic.label in about(session)
            await session.press("j", "l")


def test_only_the_columns_in_view_are_worked_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """There may be very many people."""
    people = tuple(Person(id=f"p{n}", name=f"Person{n} Okafor") for n in range(1_000))
    cells = {each.id: Tally(quotes=1) for each in people}
    row = TopicSources(Topic(id="t", label="Harbour"), 0, Tally(quotes=1_000), cells, ())
    named = list[str]()

    def name(person: Person) -> str:
        named.append(person.id)
        return person_name(person)

    monkeypatch.setattr("explorer.ui.wording.sources_columns.person_name", name)
    columns = SourcesColumns(SourcesMatrix((row,), people))
    shown = columns.fitting(500, 60).shown
    assert [column for column, _ in shown] == list(range(500, 500 + len(shown)))
    assert len(shown) > 1
    assert set(named) <= {f"p{n}" for n in range(499, 500 + len(shown))}


async def test_a_narrower_topic_is_set_in_below_the_broader(town: Path) -> None:
    async with opened(town) as session:
        await session.press("s")
        lines = session.text_in(grid(session)).splitlines()

        assert [line[:14].rstrip() for line in lines[:4]] == [
            "▌! Harbour",
            " !   The pier",
            " ! City budget",
            "   Lighthouse",
        ]


@pytest.mark.parametrize(("right", "left", "down", "up"), [("right", "left", "down", "up"), ("l", "h", "j", "k")])
async def test_it_is_walked_with_arrows_and_letters(town: Path, right: str, left: str, down: str, up: str) -> None:
    async with opened(town) as session:
        await session.press("s", right)
        assert cell(session) == ("harbour", "ana-ruiz")
        await session.press(down, right)
        assert cell(session) == ("pier", "ben-okafor")
        await session.press(up, left, left, left)
        assert cell(session) == ("harbour", None)
        await session.press(*[right] * 9)
        assert cell(session) == ("harbour", "cleo-park")


async def test_a_cell_opens_as_many_quotes_as_it_counts(town: Path) -> None:
    """All of a topic's, somebody's of a topic, and none: with the trail of topic and person, past what they said.

    Words that someone relayed are there with both.
    """
    async with opened(town) as session:
        await session.press("s")
        for row, columns in enumerate(((0, 1, 2), (1, 2), (0, 2), (0,))):
            for column in columns:
                await session.press("g", *["j"] * row, *["h"] * 9, *["l"] * column)
                count, trail = grid(session).tally.quotes, session.app.screen_stack[-1]
                assert isinstance(trail, SourcesScreen)
                refs = list(trail.trail)
                await session.press("enter")
                if session.screen == "SaidScreen":
                    await session.press("p")
                if count:
                    assert (session.screen, session.focus, session.trail) == ("MainScreen", "quotes", refs)
                    assert len(session.ids(Kind.QUOTE)) == count
                    await session.press("s")
                    assert [f"topic/{cell(session)[0]}", *[f"person/{cell(session)[1]}"] * (column > 0)] == refs
                else:
                    assert session.screen == "SourcesScreen"
                    assert "There are no quotes here." in session.said


async def test_esc_returns_to_the_cell_that_was_opened_and_then_to_the_panes(town: Path) -> None:
    async with opened(town) as session:
        await session.press("2", "j")
        before = session.place
        await session.press("s", "l", "enter", "p")
        assert len(session.trail) == 2
        trail = session.trail
        await session.press("escape")
        assert session.screen == "SaidScreen"
        await session.press("escape")
        assert session.screen == "SourcesScreen"
        assert list(session.app.screen.trail) == trail  # type: ignore[attr-defined]
        await session.press("escape")

        assert session.place == before


async def test_it_is_left_for_the_same_view(town: Path) -> None:
    async with opened(town) as session:
        await session.press("2", "j")
        before = session.place
        for leave in ("escape", "[", "backspace", "s"):
            await session.press("s", "j", "l", leave)

            assert (session.screen, session.place) == ("MainScreen", before), leave


async def test_it_opens_from_the_reader_and_leads_out_of_it(town: Path) -> None:
    async with opened(town) as session:
        await session.press("4", "enter", "s")
        assert session.screen == "SourcesScreen"
        await session.press("enter")

        assert (session.screen, session.trail) == ("MainScreen", ["topic/harbour"])


async def test_the_caveats_of_the_topic_are_in_words(town: Path) -> None:
    async with opened(town) as session:
        await session.press("s")
        assert "! Ben Okafor’s part is relayed by one anonymous source, a city aide." in about(session)
        await session.press("j")

        assert "! Single source: the only quote rests on Ana Ruiz." in about(session)


async def test_taiwan_is_paraphrase_and_xis_part_is_relayed(shipped_root: Path) -> None:
    """The archive that comes with the explorer, on a small terminal."""
    async with opened(shipped_root, NARROW) as session:
        await session.press("s", *["j"] * 6, *["l"] * 5)

        assert cell(session) == ("taiwan", "xi-jinping")
        told = about(session)
        assert told.startswith("Taiwan ▸ Xi Jinping: 2 quotes, 2 anonymous, 2 relayed, 2 paraphrase only ")
        assert "! No direct words: all that is known about Taiwan is paraphrase." in told
        assert "! Xi Jinping’s part is relayed by one anonymous source, official (after the talks)." in told


async def test_a_wide_matrix_scrolls_beside_the_topics(shipped_root: Path) -> None:
    """The column in use is always shown, and no room is left empty at the end."""
    async with opened(shipped_root, NARROW) as session:
        await session.press("s")
        assert "Joe" in session.text
        (first,) = re.findall(r"people 1 to \d of 7", session.text)
        await session.press(*["l"] * 7)
        assert "House" in session.text
        assert "Biden" not in session.text
        assert any("Taiwan" in line and " 5 " in line for line in session.lines)
        await session.resize(*WIDE)
        assert "Kirby" in session.text
        await session.press(*["h"] * 7)
        assert cell(session)[1] is None
        await session.resize(*NARROW)

        assert first in session.text


async def test_a_click_picks_a_cell(town: Path) -> None:
    async with opened(town) as session:
        await session.press("s")
        line = next(line for line in session.lines if "City budget" in line)
        at = line.index("City budget") - 1
        column = session.text.splitlines()[3].index("Ruiz")
        await session.click(grid(session), column - 1, 2)
        assert cell(session) == ("city-budget", "ana-ruiz")
        await session.click(grid(session), at, 0, times=2)

        assert session.screen == "SaidScreen"
        assert session.app.screen.pair == ("topic/harbour", "person/ana-ruiz")  # type: ignore[attr-defined]


async def test_an_edit_shows_at_once_with_the_cursor_on_the_same_cell(own_town: Path) -> None:
    async with opened(own_town) as session:
        await session.press("s", "j", "j", "l", "l")
        assert cell(session) == ("city-budget", "ben-okafor")
        path = own_town / TOPICS
        path.write_text(path.read_text().replace("topics:\n", "topics:\n- {id: aardvark, label: Aardvark}\n"))
        session.app.main.reload()
        await session.until(lambda: "Aardvark" in session.text)

        assert cell(session) == ("city-budget", "ben-okafor")


async def test_an_edit_may_take_everything_away(own_town: Path) -> None:
    async with opened(own_town) as session:
        await session.press("s", "j", "l", "l")
        for path in (own_town / "data").rglob("*.yaml"):
            path.write_text("people: [{id: p, name: P}]")
        session.app.main.reload()
        await session.until(lambda: "There are no topics yet." in session.text)
        await session.press("j", "l", "enter", "y", "Y", "escape")

        assert session.screen == "MainScreen"


async def test_a_large_archive_is_counted_while_the_screen_is_used(town: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It says so until it is done, and what was left in the meantime does not come back."""
    may_end = Event()

    def slow_matrix(*of: Any) -> SourcesMatrix:
        assert may_end.wait(60)
        return sources_matrix(*of)

    monkeypatch.setattr(archive_screen, "AT_ONCE", 3)
    monkeypatch.setattr(sources_screen, "sources_matrix", slow_matrix)
    async with opened(town) as session:
        session.held_back.add("count")
        await session.press("s")
        assert "Counting …" in session.text
        await session.press("j", "l", "enter", "y", "escape")
        assert session.screen == "MainScreen"
        await session.press("2", "enter", "s")
        may_end.set()
        session.held_back.clear()
        await session.settle()

        assert cell(session) == ("harbour", "ana-ruiz")


async def test_no_part_of_a_large_archive_is_counted_by_the_thread_that_heeds_keys(
    own_town: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    threads: list[Thread] = []

    def noting(texts: Mapping[str, Sequence[str]]) -> dict[str, str]:
        threads.append(current_thread())
        return reports_of(texts)

    monkeypatch.setattr(archive_screen, "AT_ONCE", 3)
    monkeypatch.setattr(reports, "reports_of", noting)
    async with opened(own_town) as session:
        await session.press("s")
        await session.until(lambda: grid(session).matrix is not None)
    assert threads
    assert current_thread() not in threads


@pytest.mark.asyncio(loop_scope="function")  # whose threads can be waited for
async def test_a_count_that_is_overtaken_is_not_shown(own_town: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of two states of the archive, the later one stays, though the earlier takes longer to count."""
    may_end, begun = Event(), Event()

    def slow_at_first(*of: Any) -> SourcesMatrix:
        if not begun.is_set():
            begun.set()
            assert may_end.wait(60)
        return sources_matrix(*of)

    monkeypatch.setattr(archive_screen, "AT_ONCE", 3)
    monkeypatch.setattr(sources_screen, "sources_matrix", slow_at_first)
    async with opened(own_town) as session:
        session.held_back.add("count")
        await session.press("s")
        await session.until(begun.is_set)
        topics = own_town / "data/topics.yaml"
        topics.write_text(topics.read_text().replace("label: Lighthouse", "label: Beacon"))
        session.app.main.reload()
        await session.until(lambda: "Beacon" in session.text)
        may_end.set()
        await asyncio.get_running_loop().shutdown_default_executor()
        session.held_back.clear()
        session.app.clear_notifications()
        await session.settle()

        assert "Beacon" in session.text
        assert "Lighthouse" not in session.text


async def test_a_topic_can_be_cited_edited_and_reopened(town: Path, copied: list[str]) -> None:
    async with opened(town) as session:
        await session.press("s", "l", "y", "Y", "e")
        await session.until(lambda: len(copied) == 2 and len(session.said) == 3)

        assert copied[0] == "Harbour [topic/harbour]"
        assert copied[1].startswith("explorer topic/harbour person/ana-ruiz --archive ")
        assert any("$EDITOR" in said for said in session.said)


async def test_names_that_are_hard_to_show_are_shown_safely(hostile: Path) -> None:
    async with opened(hostile, NARROW) as session:
        await session.press("s", *["j"] * 12, "l", "G", "h", "g")

        assert not set("\x1b\x07\u202e") & set(session.text)
        assert session.app.is_running


async def test_a_crowd_and_large_numbers_keep_their_columns(tmp_path: Path) -> None:
    people = "\n".join(f"- {{id: p-{n}, name: Person number {n} of the crowd}}" for n in range(120))
    quotes = "\n".join(
        f"- {{id: q-{n}, article: a, speech: indirect, text: x, speaker: p-{n % 120 if n % 3 else 0}, topics: [t]}}"
        for n in range(300)
    )
    yaml = f"topics: [{{id: t, label: T}}]\npeople:\n{people}\nquotes:\n{quotes}\n"
    async with opened(write_archive(tmp_path, {}, yaml), NARROW) as session:
        await session.press("s", "l")
        assert " 100 " in session.text
        await session.press(*["l"] * 200)

        assert grid(session).column == 81
        assert "of 81" in session.text
