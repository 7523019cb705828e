"""Where the explorer is left is known at any moment, also while the screen that was just opened is not drawn yet."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any, ClassVar

import pytest
from msgspec.structs import replace
from ui.driving import Session, opened
from ui.town import write_town

from explorer import ui
from explorer.model.history import ScreenView, View
from explorer.snapshot import Snapshot, read_again, read_snapshot
from explorer.ui.app import ExplorerApp

# Hardly anything can be drawn.
TINY = (20, 5)
# A way to a place in each screen that is a view of the history, with its cursor away from where it begins.
PLACES = {
    "gone back": ("enter", "t", "escape"),
    "panes": ("enter", "2", "j"),
    "detail": ("j", "enter", "4", "j", "tab", "tab", "down"),
    "a narrowed pane": ("2", "\\", *"an", "enter", "j"),
    "results": ("/", *"pier", "down", "down"),
    "reader": ("4", "G", "enter", "down", "down", "down"),
    "reader with words": ("4", "enter", "/", *"pier", "enter", "n"),
    "sources": ("s", "j", "l"),
    "what was said": ("s", "l", "enter", "j"),
    "timeline": ("t", "G"),
    "overview": ("0", "tab", "j"),
    "problems": ("!", "j", "j"),
    "filtered problems": ("!", "/", *"budget", "enter", "j"),
    "drafts": ("D", "j", "j"),
}


def screen_of(view: View) -> str:
    return view.name if isinstance(view, ScreenView) else type(view).__name__


class Asked(ExplorerApp):
    """The explorer, asked for its place in every turn of its loop, as a signal may ask in any of them."""

    CSS_PATH: ClassVar = [str(Path(ui.__file__).parent / path) for path in ExplorerApp.CSS_PATH]

    def on_load(self) -> None:
        self.places: list[View] = []
        loop: Any = asyncio.get_running_loop()
        take_turn = loop._run_once  # noqa: SLF001 - nothing else tells of each turn

        def ask_after_each_turn() -> None:
            take_turn()
            if self.main.is_mounted and self.is_running and not self._closing:
                self.places += [place for place in [self.main.session.view] if place not in self.places[-1:]]

        loop._run_once = ask_after_each_turn  # noqa: SLF001


@pytest.fixture(autouse=True)
async def _turns_as_before() -> AsyncIterator[None]:
    """The loop, which goes on with the tests that follow, asks nobody any more."""
    yield
    vars(asyncio.get_running_loop()).pop("_run_once", None)


def places_of(session: Session) -> list[View]:
    assert isinstance(session.app, Asked)
    return session.app.places


def write_busy_town(root: Path) -> Path:
    """A town with problems and drafts, too."""
    write_town(root)
    (root / "data/budget.yaml").write_text("quotes:\n- {id: x}\n- {id: y}\n")
    file = root / "data/articles/pier.yaml"
    file.write_text(file.read_text().replace("quotes: {review: reviewed}", "quotes: {review: draft}"))
    return root


@pytest.fixture(scope="module")
def busy_town_as_read(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    return read_snapshot(write_busy_town(tmp_path_factory.mktemp("busy")))


@pytest.fixture
def busy_town(tmp_path: Path, busy_town_as_read: Snapshot, know: Callable[[Snapshot], Path]) -> Path:
    return know(read_again(replace(busy_town_as_read, root=write_busy_town(tmp_path / "town"))))


@pytest.mark.parametrize("keys", PLACES.values(), ids=PLACES)
async def test_a_start_that_goes_on_is_at_its_place_from_its_first_turn_on(
    busy_town: Path, keys: tuple[str, ...]
) -> None:
    async with opened(busy_town, TINY) as session:
        await session.press(*keys)
        left = standing_of(session)
        await session.press("ctrl+q")
    async with opened(busy_town, TINY, resumed=True, kind=Asked) as session:
        assert [left[1]] == places_of(session)
        assert left == standing_of(session)


def standing_of(session: Session) -> tuple[str, View, tuple[View, ...], tuple[View, ...], str]:
    """The screen, the view, the way back and forward, and what was searched for."""
    main = session.app.main
    return session.screen, main.view, main.history.behind, main.history.ahead, main.search.typed


async def test_while_a_screen_opens_the_place_is_that_screen_or_the_one_before(busy_town: Path) -> None:
    async with opened(busy_town, kind=Asked) as session:
        for key in ("0", "s", "t", "!", "D", "c", "enter", "/", "A", "x", "ctrl+y", "question_mark", "E", "ctrl+p"):
            await session.start_over()
            await session.press("4", "j")
            before = screen_of(session.app.main.view)
            places_of(session).clear()
            await session.press(key)

            seen = [before, screen_of(session.app.main.view)]
            assert list(dict.fromkeys(seen)) == list(dict.fromkeys(map(screen_of, places_of(session))))
