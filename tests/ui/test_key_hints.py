"""The line of keys tells what the keys do where the focus is, at any width, and a click on it does the same."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.content import Content
from ui.driving import Session, opened

from explorer.ui.keys import HasKeys, KeysHere, character_of, keys_at_work, keys_here, written
from explorer.ui.textual_inside import character_to_key
from explorer.ui.widgets.key_hints import Hint, KeyHints, fitted, hints_of

# How each place is reached, what its keys do there and nowhere else, and the way out of it.
PLACES = {
    "Topics": ([], "⏎ go in", "q quit"),
    "Topics gone into": (["enter", "1"], "⏎ go in", "esc back"),
    "Quotes": (["4"], "⏎ read it", "q quit"),
    "Detail": (["shift+tab"], "⏎ follow", "esc back"),
    "the words that narrow": (["\\"], "⏎ to the pane", "esc show all"),
    "a narrowed pane": (["\\", *"har", "enter"], "⏎ go in", "esc show all"),
    "the empty search box": (["/"], "↑ earlier queries", "esc back"),
    "the offers": (["/", *"who:a"], "tab take the offer", "esc back"),
    "the search box": (["/", *"okafor"], "⏎ open", "esc back"),
    "the results": (["/", *"okafor", "tab"], "/ to the query", "esc back"),
    "the reader": (["4", "enter"], "⏎ open this quote", "esc back"),
    "the find box": (["4", "enter", "/"], "⏎ to the text", "esc end find"),
    "a find": (["4", "enter", "/", *"council", "enter"], "n next match", "esc end find"),
    "the problems": (["!"], "/ filter", "esc back"),
    "the filter": (["!", "/"], "⏎ to the list", "esc all problems"),
    "who says so": (["s"], "⏎ these quotes", "esc back"),
    "the timeline": (["t"], "⏎ open the event", "esc back"),
    "the overview": (["0"], "b numbers", "esc back"),
    "the formats": (["ctrl+y"], "⏎ copy", "esc back"),
    "the export": (["x"], "ctrl+s save as a file", "esc back"),
    "a prompt": (["/", *"okafor", "ctrl+s"], "⏎ keep it", "esc leave"),
}
NARROWEST = (30, 12)
WIDTHS = [28, 60, 80, 200]


def shown(session: Session) -> str:
    """The line of keys as it is on the screen."""
    return session.text_in(session.app.screen.query_one(KeyHints)).strip()


async def go_to(session: Session, keys: list[str]) -> None:
    await session.until(lambda: session.app.main.index is not None)
    await session.press(*keys)


async def test_each_place_has_its_own_keys_and_tells_the_way_out_at_any_width(town: Path) -> None:
    """No hint is cut. A binding that has gone, or is spelt otherwise, would be missed by nobody."""
    async with opened(town) as session:
        for place, (keys, own, way_out) in PLACES.items():
            await go_to(session, keys)
            assert own in shown(session), place
            screen = session.app.screen
            assert isinstance(screen, HasKeys)
            told = {id for ids in screen.keys_here.keys for id in ids.split()}
            there = {binding.id for _, binding, _, _ in screen.active_bindings.values()} | {"@"}
            # These are hidden by another binding of the same key in some of the states of the place.
            assert told - there <= {"next-pane", "take-offer", "next-offer", "copy-export"}, place
            hints = hints_of(keys_here(screen), keys_at_work(screen))
            whole = {hint.content().plain for hint in hints}
            lines = [fitted(hints, Content("no problems"), width).plain for width in WIDTHS]
            for line in lines:
                parts = [part.strip() for part in line.removesuffix("no problems").split("  ") if part.strip()]
                assert way_out in parts, (place, line)
                assert parts[-1] in ("? help", "F1 help"), (place, line)
                assert set(parts) <= whole, (place, line)
            await session.start_over()
        await session.resize(*NARROWEST)
        assert "q quit" in shown(session)
        assert "? help" in shown(session)


async def test_every_screen_says_which_keys_matter(town: Path) -> None:
    async with opened(town) as session:
        for keys in ("", "s", "escape t", "escape !", "escape 4 enter", "escape ctrl+y"):
            await session.press(*keys.split())
            assert keys_here(session.app.screen).keys


async def test_a_click_on_a_hint_does_what_its_key_does(town: Path) -> None:
    async with opened(town) as session:
        hints = session.app.main.query_one(KeyHints)
        await session.click(hints, 1 + shown(session).index("search"), 0)
        assert session.focus == "search"
        await session.click(hints, 1 + shown(session).index("@"), 0)
        assert session.app.main.search_box.value == "@"
        await session.click(hints, 1 + shown(session).index("esc"), 0)
        assert session.focus == "topics"
        await session.click(hints, 1 + shown(session).index("⏎"), 0)
        assert session.trail == ["topic/harbour"]


async def test_a_click_on_the_number_of_problems_shows_them(town: Path) -> None:
    async with opened(town) as session:
        await session.press("t")
        hints = session.app.screen.query_one(KeyHints)
        await session.click(hints, hints.region.width - 4, 0)

        assert session.screen == "ProblemsScreen"


async def test_of_keys_side_by_side_the_one_that_is_clicked_is_pressed(town: Path) -> None:
    async with opened(town) as session:
        await session.press("t")
        hints = session.app.screen.query_one(KeyHints)
        before = session.app.main.view
        at = 1 + shown(session).index("↑↓")
        await session.click(hints, at + 1, 0)
        moved = session.app.main.view
        await session.click(hints, at, 0)
        assert moved != before
        assert session.app.main.view == before


async def test_a_click_between_hints_does_nothing(town: Path) -> None:
    async with opened(town) as session:
        before = session.place
        await session.click(session.app.main.query_one(KeyHints), shown(session).index("/"), 0)
        assert session.place == before


async def test_a_key_that_the_user_changed_is_told_as_changed(town: Path) -> None:
    async with opened(town) as session:
        session.app.set_keymap({"search": "ctrl+f,S", "go-in": "g"})
        await session.settle()
        assert "ctrl+f search" in shown(session)
        assert shown(session).startswith("g go in")
        await session.click(session.app.main.query_one(KeyHints), 1 + shown(session).index("search"), 0)
        assert session.focus == "search"


async def test_a_letter_is_not_told_as_a_key_where_it_is_typed(town: Path) -> None:
    """Not even when the user has made it the key of something."""
    async with opened(town) as session:
        session.app.set_keymap({"leave": "x"})
        await session.press("/")
        assert "x back" not in shown(session)


async def test_the_help_can_be_opened_from_a_text_field_and_from_a_prompt(town: Path) -> None:
    async with opened(town) as session:
        await go_to(session, ["/", *"okafor", "f1"])
        assert session.screen == "HelpScreen"
        await session.press("escape", "ctrl+s", "f1")
        assert session.screen == "HelpScreen"
        await session.press("escape")
        assert session.screen == "NamePrompt"


async def test_a_key_without_effect_is_not_told(town: Path) -> None:
    async with opened(town) as session:
        await session.press("4", "enter")
        assert "next match" not in shown(session)
        await session.press("/", *"council", "enter")
        assert "next match" in shown(session)


# What fits


HINTS = [Hint(["enter"], "open"), Hint(["slash"], "search for words"), Hint(["e"], "edit")]
LAST = [Hint(["escape"], "back", always=True), Hint(["question_mark"], "help", always=True)]


def fit(width: int, right: str = "") -> str:
    return fitted([*HINTS, *LAST], Content(right), width).plain


def test_what_is_not_as_important_goes_first() -> None:
    assert fit(80) == "⏎ open   / search for words   e edit   esc back   ? help"
    assert fit(32) == "⏎ open  e edit  esc back  ? help"
    assert fit(25) == "⏎ open  esc back  ? help"
    assert fit(17) == "esc back  ? help"
    assert fit(10) == "esc  ?"


def test_the_number_of_problems_gives_way_to_the_first_hint_alone() -> None:
    assert fit(60, "no problems").endswith("  no problems")
    assert "edit" not in fit(38, "no problems")
    assert fit(38, "no problems").startswith("⏎ open  esc back  ? help")
    assert fit(38, "no problems").endswith("no problems")
    assert fit(34, "no problems") == "⏎ open  e edit  esc back  ? help"


def test_no_line_is_longer_than_its_room() -> None:
    for width in range(6, 201):
        assert len(fit(width, "2 errors, see !")) <= width


def test_several_keys_that_belong_together_are_told_at_once() -> None:
    here = KeysHere("", {"up down": "walk", "next": "next", "gone": "gone", "lost": "lost"}, idle=["lost"])
    hints = hints_of(here, {"up": ["up", "k"], "down": ["down"], "next": ["tab"], "lost": ["x"]})
    assert [hint.content().plain for hint in hints] == ["↑↓ walk", "tab next"]


@pytest.mark.parametrize(
    ("key", "as_shown"),
    [("question_mark", "?"), ("enter", "⏎"), ("ctrl+p", "ctrl+p"), ("alt+left", "alt+←"), ("f1", "F1"), ("N", "N")],
)
def test_a_key_is_written_as_the_user_knows_it(key: str, as_shown: str) -> None:
    assert written(key) == as_shown


def test_a_sign_is_typed_by_its_key() -> None:
    for sign in "@/\\?[]!-~a9":
        assert character_of(character_to_key(sign) if not sign.isalnum() else sign) == sign
    for key in ("enter", "up", "f1", "ctrl+p", "alt+left", "escape", "tab", "backspace"):
        assert character_of(key) is None
