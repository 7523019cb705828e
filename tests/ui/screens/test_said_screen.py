"""What somebody said on a topic is walked in the order of time, and each statement leads to its article."""

from __future__ import annotations

from pathlib import Path

import pytest
from archives import write_hostile_archive
from histories import write_ferry
from trying import at_sizes
from ui.driving import NARROW, WIDE, Session, opened

from explorer.desk import sessions
from explorer.model.history import ScreenView
from explorer.model.records import Kind
from explorer.ui.requests import ShowScreen
from explorer.ui.screens.said_screen import SaidScreen, StatementList

HARBOUR = ["s", "l", "enter"]


@pytest.fixture(scope="module")
def ferry(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_ferry(tmp_path_factory.mktemp("ferry"))


@pytest.fixture
def own_ferry(tmp_path: Path) -> Path:
    return write_ferry(tmp_path)


def statements(session: Session) -> StatementList:
    return session.app.screen.query_one(StatementList)


def at(session: Session) -> str | None:
    """The id of the quote under the cursor."""
    quote = statements(session).quote
    return quote.id if quote else None


@at_sizes(WIDE, NARROW, (60, 16), (40, 12))
async def test_enter_on_a_cell_opens_it_at_the_oldest(ferry: Path, size: tuple[int, int]) -> None:
    async with opened(ferry, size) as session:
        await session.press(*HARBOUR)
        assert (session.screen, session.focus, at(session)) == ("SaidScreen", "statements", "street")
        assert "Ana Ruiz on Harbour" in session.text
        assert "a street on water" in session.text


async def test_it_tells_dates_gaps_and_what_changed(ferry: Path) -> None:
    async with opened(ferry, (120, 60)) as session:
        await session.press(*HARBOUR)
        text = session.words_in(statements(session))
        for words in (
            "2019, perhaps before or after its neighbours",
            "Tue 5 Mar 2019 (stated)",
            "┊ Nothing between Dec 2019 and Jun 2023",
            "Wed 7 Jun 2023 (the date of its event, Council meeting, inferred)",
            "We will [-never-] raise the fares of the ferry before the bridge is done",
            "paraphrase · relayed by Ben Okafor · ✓ verbatim",
            "Undated: 1 quote",
            "direct quote · ✗ missing",
        ):
            assert words in text
        assert 1 == text.count("Undated"), "what is undated stands below one head"
        about = " ".join(session.text_in(session.app.screen.query_one("#about")).split())
        assert about.startswith("6 quotes (5 utterances), 1 of them a draft, from 2019 to Wed 7 Jun 2023 (uncertain)")
        assert about.endswith("Not listed: 1 quote that Ana Ruiz only relayed of others.")


async def test_the_cursor_passes_over_what_parts_the_statements(ferry: Path) -> None:
    async with opened(ferry) as session:
        await session.press(*HARBOUR)
        walked = [at(session)]
        for _ in range(6):
            await session.press("j")
            walked.append(at(session))
        assert walked == ["street", "never", "again-never", "will-raise", "second-boat", "floats", "floats"]


async def test_a_statement_that_is_higher_than_the_pane_says_that_it_goes_on(ferry: Path) -> None:
    async with opened(ferry, (60, 16)) as session:
        await session.press(*HARBOUR, "j", "j", "j")
        shown = session.text_in(statements(session)).splitlines()
        assert at(session) == "will-raise"
        assert shown[3].startswith("┃▌Wed 7 Jun 2023")
        assert shown[-2].startswith("┃▌  … ")
        await session.resize(60, 40)
        assert "as said by Cleo Park" in session.words_in(statements(session)).partition("Wed 7 Jun 2023 (the")[2]


async def test_enter_reads_the_quote_and_the_way_back_is_to_it(ferry: Path) -> None:
    async with opened(ferry) as session:
        await session.press(*HARBOUR, "j", "enter")
        assert session.screen == "ReaderScreen"
        await session.press("escape")
        assert (session.screen, at(session)) == ("SaidScreen", "never")
        await session.press("[")
        assert session.screen == "SourcesScreen"
        await session.press("]")
        assert (session.screen, at(session)) == ("SaidScreen", "never")
        await session.press("escape", "escape")
        assert session.screen == "MainScreen"


async def test_p_goes_to_all_of_the_cell_in_the_panes(ferry: Path) -> None:
    """With what the person only relayed."""
    async with opened(ferry) as session:
        await session.press(*HARBOUR, "p")
        assert (session.screen, session.trail) == ("MainScreen", ["topic/harbour", "person/ana-ruiz"])
        assert "okafor-free" in session.ids(Kind.QUOTE)
        await session.press("escape")
        assert session.screen == "SaidScreen"


async def test_a_cell_of_words_that_were_only_relayed_opens_in_the_panes(ferry: Path) -> None:
    async with opened(ferry) as session:
        await session.press("s", "G", "l", "l")
        assert "these quotes" in session.text
        await session.press("enter")
        assert (session.screen, session.trail) == ("MainScreen", ["topic/budget", "person/ben-okafor"])


async def test_letters_lead_to_the_quotes_with_the_same_words(ferry: Path) -> None:
    """To their place here, or else out of here."""
    async with opened(ferry) as session:
        await session.press(*HARBOUR)
        targets = [target for target in statements(session).targets() if target.region.x > 1]
        targets[1].go()
        await session.settle()
        assert (session.screen, at(session)) == ("SaidScreen", "again-never")
        targets[0].go()
        await session.settle()
        assert session.trail == ["quote/park-never"]


async def test_a_click_on_such_a_line_does_too(ferry: Path) -> None:
    async with opened(ferry) as session:
        await session.press(*HARBOUR)
        row = next(n for n, line in enumerate(session.lines) if "Also below: Wed 7 Jun 2023" in line)
        await session.click(statements(session), 8, row)
        assert at(session) == "will-raise"
        await session.click(statements(session), 8, 1)
        assert session.screen == "SaidScreen"


async def test_all_of_it_is_copied_as_it_stands_or_as_any_list(ferry: Path, copied: list[str]) -> None:
    async with opened(ferry) as session:
        await session.press(*HARBOUR, "x")
        assert session.screen == "ExportScreen"
        assert "6 quotes of Ana Ruiz and Harbour" in session.text
        assert "# Ana Ruiz on Harbour" in session.text
        await session.press("j")
        assert "ref,speaker,topic,date,date_basis" in session.text
        await session.press("j")
        assert "Plain text" in session.text
        await session.press("k", "k", "enter")
        (text,) = copied
        assert text.startswith("# Ana Ruiz on Harbour\n\n6 quotes (5 utterances)")
        assert "*Nothing between Dec 2019 and Jun 2023*" in text


async def test_an_edit_shows_at_once_with_the_cursor_on_the_same_quote(own_ferry: Path) -> None:
    async with opened(own_ferry) as session:
        await session.press(*HARBOUR, "j", "j", "j")
        assert at(session) == "will-raise"
        file = own_ferry / "data" / "records.yaml"
        file.write_text(file.read_text().replace("  date: 2019-03-05\n  date_basis: stated", "  date: 2024-01-01"))
        await session.press("r")
        await session.until(lambda: "Mon 1 Jan 2024" in session.text)
        assert at(session) == "will-raise"


async def test_a_topic_that_is_gone_is_said(own_ferry: Path) -> None:
    async with opened(own_ferry) as session:
        await session.press("s", "G", "l", "enter")
        assert (session.screen, at(session)) == ("SaidScreen", "blue")
        file = own_ferry / "data" / "records.yaml"
        file.write_text(file.read_text().replace("- {id: budget, label: City budget}\n", ""))
        await session.press("r")
        await session.until(lambda: "There is no topic/budget in this archive." in session.text)
        await session.press("enter", "p")
        assert session.screen == "SaidScreen"


async def test_the_next_start_goes_on_there(own_ferry: Path) -> None:
    async with opened(own_ferry) as session:
        await session.press(*HARBOUR, "j", "j")
        view = ScreenView("said", ("topic/harbour", "person/ana-ruiz", "quote/again-never"))
        assert session.app.main.session.view == view
        sessions.save(own_ferry, session.app.main.session)
    async with opened(own_ferry, resumed=True) as session:
        assert (session.screen, at(session)) == ("SaidScreen", "again-never")


async def test_its_keys_are_told(ferry: Path) -> None:
    async with opened(ferry) as session:
        await session.press(*HARBOUR)
        assert "read it" in session.lines[-1]
        assert "in the panes" in session.lines[-1]
        await session.press("?")
        assert "Here: what was said" in session.text


async def test_no_text_is_markup(tmp_path: Path) -> None:
    async with opened(write_hostile_archive(tmp_path)) as session:
        session.app.main.post_message(ShowScreen("said", ("topic/about-markup", "person/eve")))
        await session.settle()
        assert isinstance(session.app.screen, SaidScreen)
        assert "[b]bold[/b] [sic] [/]" in session.words_in(statements(session))
