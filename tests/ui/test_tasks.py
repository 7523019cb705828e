"""What people come for is a few keys away, in wide and narrow terminals: at most eight beside the words they type.

Each task is walked as a reader would: with what stands on the screen, without a wrong turn or a dead end.
"""

from __future__ import annotations

import shlex
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from trying import at_sizes
from ui.driving import NARROW, WIDE, Session, opened

from explorer.desk.own_copy import copy_archive
from explorer.model.records import Kind, Quote

MOST_KEYS = 8

BOTH = at_sizes(WIDE, NARROW)


class Words(str):
    """What is typed into the search box, and not counted."""


async def walk(session: Session, steps: Sequence[str]) -> None:
    """Press keys, and type words. Each step must change something that the reader sees, or has on the clipboard."""
    await session.until(lambda: session.app.main.index is not None)
    assert sum(not isinstance(step, Words) for step in steps) <= MOST_KEYS
    for step in steps:
        before = session.text
        await session.press(*step) if isinstance(step, Words) else await session.press(step)
        assert session.text != before, f"nothing came of {step}"


@BOTH
async def test_what_xi_said_of_taiwan_and_on_whose_word(shipped_root: Path, size: tuple[int, int]) -> None:
    async with opened(shipped_root, size) as session:
        await walk(session, ["/", Words("who:xi-jinping taiwan")])

        quotes = [session.app.snapshot.archive.find(ref) for ref in session.hits]
        assert {quote.id for quote in quotes if isinstance(quote, Quote)} == {
            "xi-move-toward-resolution",
            "xi-reunification-and-force",
        }
        assert session.text.count("relayed by official") >= 2


@BOTH
async def test_a_misspelt_phrase_is_found_in_its_place(shipped_root: Path, size: tuple[int, int]) -> None:
    async with opened(shipped_root, size) as session:
        await walk(session, ["/", Words("frank and fortright"), "enter", "enter"])

        assert session.screen == "ReaderScreen"
        assert "frank and forthright" in session.text


@BOTH
async def test_a_wrong_speaker_is_mended(
    shipped_root: Path, tmp_path: Path, size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    """In an editor that opens at the record's line; what was written is on the screen when it is saved."""
    root = copy_archive(shipped_root, str(tmp_path / "mine"))
    opened_at = tmp_path / "opened-at"
    editor = tmp_path / "editor.py"
    editor.write_text(
        "import pathlib, sys\n"
        "path = pathlib.Path(sys.argv[-1])\n"
        "before, mark, rest = path.read_text().partition('id: kirby-confront-and-cooperate')\n"
        "path.write_text(before + mark + rest.replace('speaker: john-kirby', 'speaker: joe-biden', 1))\n"
        # Last, as the test reads the archive again when it is there.
        f"pathlib.Path({str(opened_at)!r}).write_text(' '.join(sys.argv[1:]))\n"
    )
    # An editor with a window of its own, which a test can run beside the app.
    program = tmp_path / "code"
    program.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} {editor} "$@"\n')
    program.chmod(0o755)
    monkeypatch.setenv("VISUAL", f"{sys.executable} {editor}")
    monkeypatch.setattr("explorer.desk.editors.uses_terminal", lambda _: False)
    async with opened(root, size) as session:
        await walk(session, ["/", Words("kirby confront cooperate"), "enter", "e"])
        await session.until(opened_at.exists)
        session.app.main.reload()

        def speaker() -> str:
            quote = session.app.snapshot.archive.get(Quote, "kirby-confront-and-cooperate")
            return quote.speaker if quote else ""

        await session.until(lambda: speaker() == "joe-biden")
        assert session.shown == "quote/kirby-confront-and-cooperate"
        assert "Joe Biden" in session.text


@BOTH
async def test_a_bibtex_citation_is_copied(shipped_root: Path, size: tuple[int, int], copied: list[str]) -> None:
    async with opened(shipped_root, size) as session:
        await walk(session, ["/", Words("frank forthright"), "enter", "ctrl+y", "down", "down", "enter"])
        await session.until(lambda: bool(copied))

        assert copied[0].startswith("@online{")


@BOTH
async def test_what_was_said_on_a_day(shipped_root: Path, size: tuple[int, int]) -> None:
    async with opened(shipped_root, size) as session:
        await walk(session, ["/", Words("14 november"), "ctrl+o"])

        said = {quote.id for quote in session.app.snapshot.archive.all(Quote) if quote.date == "2023-11-14"}
        assert said
        assert set(session.ids(Kind.QUOTE)) >= said


@BOTH
async def test_all_that_anonymous_officials_said_on_a_topic(shipped_root: Path, size: tuple[int, int]) -> None:
    async with opened(shipped_root, size) as session:
        await walk(session, ["/", Words("source:anonymous topic:military-communication"), "ctrl+o"])

        archive = session.app.snapshot.archive
        topic = archive.find("topic/military-communication")
        assert topic
        expected = [
            quote.id
            for quote in archive.quotes_of(topic)
            if (speaker := archive.speaker(quote)) and speaker.type == "anonymous"
        ]
        assert sorted(session.ids(Kind.QUOTE)) == sorted(expected)


# With the mouse alone


async def click_on(session: Session, words: str, times: int = 1) -> None:
    """Click the first place on the screen that has these words."""
    for y, line in enumerate(session.lines):
        x = line.find(words)
        if x >= 0:
            await session.pilot.click(offset=(x + 1, y), times=times)
            await session.settle()
            return
    raise AssertionError(f"“{words}” is not on the screen:\n{session.text}")


@BOTH
async def test_a_topic_a_quote_its_article_and_back_with_the_mouse(shipped_root: Path, size: tuple[int, int]) -> None:
    async with opened(shipped_root, size) as session:
        await click_on(session, " Taiwan  ", times=2)
        assert session.trail == ["topic/taiwan"]
        if size == NARROW:
            await click_on(session, "4 Quotes")
        await click_on(session, "peace is well and good", times=2)
        assert session.screen == "ReaderScreen"
        await click_on(session, "esc back")
        assert (session.screen, session.trail) == ("MainScreen", ["topic/taiwan"])
        await click_on(session, "Everything")
        assert session.trail == []
