"""Jump mode: `f` shows a letter on all that can be gone to, and typing it goes there. Nothing else does anything."""

from __future__ import annotations

from pathlib import Path

import pytest
from archives import PIER, PIER_YAML, write_archive
from textual.geometry import Offset
from textual.widget import Widget
from trying import sizes
from ui.driving import NARROW, Session, opened

from explorer.model.records import Kind
from explorer.ui.screens.jump_screen import LETTERS, JumpScreen, labels
from explorer.ui.targets import targets_of
from explorer.ui.widgets.lines import Lines

SIZES = [(200, 60), NARROW, (40, 12)]


# The labels


@pytest.mark.parametrize("count", [0, 1, 25, 26, 27, 51, 52, 100, 675, 676])
def test_no_label_begins_another_and_each_is_there_once(count: int) -> None:
    made = labels(count)

    assert len(made) == len(set(made)) == count
    assert not [(one, other) for one in made for other in made if one != other and other.startswith(one)]
    assert {len(label) for label in made} <= {1, 2}


def test_labels_are_single_letters_as_far_as_they_go() -> None:
    assert labels(26) == list(LETTERS)
    assert [len(label) for label in labels(27)] == [1] * 25 + [2] * 2


def test_there_are_no_more_labels_than_pairs_of_letters() -> None:
    assert len(labels(10_000)) == 26 * 26


# Going


def label_at(session: Session, widget: Widget, row: int, column: int) -> str:
    """The label on a cell of a widget; empty when there is none."""
    jump = session.app.screen
    assert isinstance(jump, JumpScreen)
    cell = Offset(widget.region.x + column, widget.region.y + row)
    return next((label for label, at in jump.labels.items() if at == cell), "")


async def jump_to(session: Session, widget: Widget, row: int, column: int) -> None:
    """Enter jump mode, and type the label on a cell of a widget."""
    await session.press("f")
    label = label_at(session, widget, row, column)
    assert label, session.text
    await session.press(*label)


async def test_the_letter_on_a_link_follows_it(town: Path) -> None:
    async with opened(town) as session:
        lines = session.text_in(session.detail).splitlines()
        row = next(n for n, line in enumerate(lines) if "› The pier" in line)
        await jump_to(session, session.detail, row, lines[row].index("›"))

        assert session.screen == "MainScreen"
        assert session.trail == ["topic/pier"]
        await session.press("escape")
        assert session.trail == []


async def test_the_letters_on_a_row_go_to_it_with_the_cursor(town: Path) -> None:
    async with opened(town) as session:
        await jump_to(session, session.pane(Kind.PERSON), 3, 1)

        assert session.focus == "people"
        assert session.pane(Kind.PERSON).cursor == 2
        assert session.shown == session.app.main.record.ref if session.app.main.record else False
        assert session.trail == []


async def test_the_letters_on_a_title_go_to_its_pane(town: Path) -> None:
    async with opened(town) as session:
        await jump_to(session, session.pane(Kind.EVENT), 0, 1)
        assert session.focus == "events"
        await jump_to(session, session.detail, 0, 1)

        assert session.focus == "detail"


async def test_the_letter_on_a_tab_goes_to_its_pane(town: Path) -> None:
    async with opened(town, NARROW) as session:
        tabs = session.app.screen.query_one("TabRow")
        await jump_to(session, tabs, 0, session.text_in(tabs).index(" 3 Events"))

        assert session.focus == "events"


async def test_the_letters_on_a_step_return_to_the_trail_up_to_it(town: Path) -> None:
    async with opened(town) as session:
        await session.press("enter", "2", "enter")
        status = session.app.screen.query_one("StatusLine")
        await jump_to(session, status, 0, session.text_in(status).index("Harbour"))

        assert session.trail == ["topic/harbour"]


async def test_a_result_is_gone_to(town: Path) -> None:
    async with opened(town) as session:
        await session.search("pier")
        await session.press("tab")
        await jump_to(session, session.results, 3, 1)

        assert session.focus == "results"
        assert session.results.cursor == 1
        assert session.shown == session.hits[1]


async def test_quotes_of_the_reader_are_gone_to(town: Path) -> None:
    async with opened(town, NARROW) as session:
        await session.press("4", "enter")
        await session.press("f")
        assert len(session.app.screen.labels) > 1  # type: ignore[attr-defined]
        await session.press("s")

        assert session.screen == "ReaderScreen"
        assert "quote 2 of" in session.text


async def test_cells_of_the_sources_are_gone_to(town: Path) -> None:
    async with opened(town) as session:
        await session.press("s")
        await session.press("f")
        jump = session.app.screen
        assert isinstance(jump, JumpScreen)
        grid = session.app.screen_stack[-2].query_one("SourcesGrid")
        label = max(jump.labels, key=lambda label: jump.labels[label].x)
        row, column = jump.labels[label].y - grid.region.y, grid.column  # type: ignore[attr-defined]
        await session.press(*label)

        assert session.screen == "SourcesScreen"
        assert grid.cursor == row  # type: ignore[attr-defined]
        assert grid.column > column  # type: ignore[attr-defined]


@pytest.mark.parametrize("key", ["t", "!"])
async def test_rows_of_other_screens_are_gone_to(tmp_path: Path, key: str) -> None:
    yaml = PIER_YAML.replace("speaker: ben-okafor", "speaker: ben-okafur").replace(
        "broader: harbour", "brooder: harbour"
    )
    async with opened(write_archive(tmp_path / "pier", {"pier.txt": PIER}, yaml)) as session:
        await session.press(key)
        rows, screen = session.app.focused, session.screen
        assert isinstance(rows, Lines)
        await session.press("f")
        label = label_at(session, rows, 1 + rows.top_of(rows.row_count - 1), 1)
        await session.press("escape", "f", *label)

        assert session.screen == screen
        assert rows.cursor == rows.row_count - 1


async def test_keys_in_a_burst_go_where_they_would_one_by_one(town: Path) -> None:
    async with opened(town) as session:
        await session.press("f")
        label = label_at(session, session.pane(Kind.PERSON), 3, 1)
        await session.press("escape")
        await session.press("f", *label, "enter")

        assert session.trail == [session.pane(Kind.PERSON).records[0].ref]


# Leaving


async def test_any_other_key_leaves_and_does_nothing_else(town: Path) -> None:
    async with opened(town) as session:
        await session.press("j")
        before = session.place
        for key in ("escape", "enter", "down", "1", "!", "?", "/", "tab", "é", "ctrl+y"):
            await session.press("f")
            assert session.screen == "JumpScreen"
            await session.press(key)

            assert (key, session.screen) == (key, "MainScreen")
            assert session.place == before
            assert session.said == []


async def test_after_one_letter_of_two_any_other_key_leaves_too(shipped_root: Path) -> None:
    async with opened(shipped_root) as session:
        before = session.place
        await session.press("f", "z", "!")

        assert session.screen == "MainScreen"
        assert session.place == before
        assert session.said == []


async def test_a_click_leaves(town: Path) -> None:
    async with opened(town) as session:
        before = session.place
        await session.press("f")
        await session.pilot.click(offset=(60, 20))
        await session.settle()

        assert session.screen == "MainScreen"
        assert session.place == before


async def test_what_changes_below_ends_it(own_town: Path) -> None:
    """Letters would lead elsewhere than what is shown under them says."""
    async with opened(own_town) as session:
        await session.press("f")
        (own_town / "data" / "more.yaml").write_text("topics: [{id: zebra, label: Zebras}]", encoding="utf-8")
        session.app.main.reload()
        await session.until(lambda: session.screen == "MainScreen")
        await session.press("f")
        await session.resize(*NARROW)

        assert session.screen == "MainScreen"


async def test_where_nothing_can_be_gone_to_that_is_said(town: Path) -> None:
    async with opened(town) as session:
        await session.press("?", "f")

        assert session.screen == "HelpScreen"
        assert session.said == ["There is nothing to jump to here."]


async def test_a_letter_that_is_typed_is_text(town: Path) -> None:
    async with opened(town) as session:
        await session.search("f")

        assert session.app.main.search.typed == "f"
        assert session.screen == "MainScreen"


# How it looks


@pytest.mark.parametrize("keys", [[], ["4", "enter"], ["s"], ["s", "l", "enter"], ["t"], ["4", "z"]])
async def test_every_target_has_its_label_in_view(shipped_root: Path, keys: list[str]) -> None:
    async with opened(shipped_root) as session:
        await session.press(*keys)
        for size in sizes(*SIZES):
            await session.resize(*size)
            wanted = len(targets_of(session.app.screen))
            below = session.lines
            await session.press("f")
            jump = session.app.screen
            assert isinstance(jump, JumpScreen)
            shown = session.lines

            assert len(jump.labels) == wanted > 0
            for label, at in jump.labels.items():
                assert at.y == size[1] - 1 or label in shown[at.y], (size, label, at)
            # Nothing else has moved.
            assert [len(line) for line in shown[:-1]] == [len(line) for line in below[:-1]]
            await session.press("escape")
            assert session.lines == below


async def test_after_its_first_letter_only_the_labels_that_go_on_with_it_are_shown(shipped_root: Path) -> None:
    async with opened(shipped_root) as session:
        await session.press("f", "z")
        jump = session.app.screen
        assert isinstance(jump, JumpScreen)

        assert len(jump.labels) > 1
        assert all(label.startswith("z") for label in jump.labels)
