"""Whatever keys, clicks, pastes, sizes and saved files come, the explorer answers and tells the truth."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from archives import write_hostile_archive
from textual.widgets import Static
from trying import tries
from ui.driving import WIDE, Session, opened
from ui.monkey import SIZES, Monkey
from ui.town import write_town

from explorer.display import clean
from explorer.model.records import Quote
from explorer.snapshot import Snapshot
from explorer.ui.background import Background
from explorer.ui.screens.archive_screen import ArchiveScreen
from explorer.ui.screens.citing_screen import CitingScreen
from explorer.ui.screens.reader_screen import ReaderScreen
from explorer.ui.widgets.fitted import Fitted
from explorer.ui.widgets.key_hints import KeyHints
from explorer.ui.wording.how_read import problem_count

# MONKEY_SEEDS=300 looks for what these few do not find.
SEEDS = int(os.environ.get("MONKEY_SEEDS", tries(8)))
STEPS = tries(40)


def assert_true(session: Session) -> None:
    """What is said of the archive is what was read of it, and what is shown of a record is of the one in use."""
    main, snapshot = session.app.main, session.app.snapshot
    assert len(session.lines) == session.app.size.height
    assert session.app.screen_stack[0] is main
    assert set(session.trail) <= snapshot.archive.entries.keys()
    assert main.index is None or main.index.archive is snapshot.archive
    assert_standing(session.status, snapshot)
    shown, record = main.panes.detail.shown, main.panes.record
    assert (shown and (shown[0].archive, shown[1])) == (record and (snapshot.archive, record))
    for screen in session.app.screen_stack:
        if isinstance(screen, ArchiveScreen):
            assert screen.snapshot is snapshot
            used = screen.record
            assert used is None or snapshot.archive.find(used.ref) == used
    screen = session.app.screen
    if isinstance(screen, ReaderScreen):
        assert_reader_true(screen)
    if isinstance(screen, CitingScreen):
        assert clean(screen.citation) == str(screen.query_one("#citation Static", Static).content)


def assert_standing(said: str, snapshot: Snapshot) -> None:
    """At the right of a line: how many problems there are, or that nothing can be read; and the passages."""
    if "no problems" in said:
        assert not snapshot.problems
        assert snapshot.failure is None
    if "not read since" in said:
        assert snapshot.failure is not None
    if "passages found" in said:
        held, passages = snapshot.held
        assert f" {held} of {passages} passages found" in said


# From this width on the line of keys has room for the number of problems beside the keys that are always told.
ROOM_FOR_ALL = 70


def assert_reader_true(reader: ReaderScreen) -> None:
    """The line about what is in use is about what would be cited, which is what is marked."""
    if reader.article_id not in reader.snapshot.texts:
        return
    about = reader.query_one("#about", Fitted).content.plain
    quote = reader.record if isinstance(reader.record, Quote) else None
    if quote is None:
        count = len(reader.quotes)
        assert (f"{count} quotes are marked" if count > 1 else "quote is marked" if count else "No quotes") in about
    elif (number := reader.quotes.number(quote)) is not None:
        assert f"quote {number + 1} of {len(reader.quotes)}" in about
        assert set(reader.text.current) <= set(reader.snapshot.verifications[quote.ref].passages)
        assert reader.text.current
    else:
        ambiguous = reader.snapshot.verifications[quote.ref].status == "ambiguous"
        assert ("its place is not known" if ambiguous else "not found in this text") in about
    line = reader.query_one(KeyHints)
    standing = problem_count(reader.snapshot)[0]
    assert line.render().plain.endswith(standing) or line.size.width < ROOM_FOR_ALL


async def assert_answers(session: Session) -> None:
    """However deep it went: the keys lead back to the panes, and `?` to the help."""
    for _ in range(30):
        if session.screen == "MainScreen" and session.focus not in ("search", ""):
            break
        await session.press("escape")
    await session.resize(*WIDE)
    await session.press("?")
    assert session.screen == "HelpScreen"
    await session.press("escape")
    assert session.screen == "MainScreen"


@pytest.mark.parametrize("write", [write_town, write_hostile_archive], ids=["town", "hostile"])
@pytest.mark.parametrize("seed", range(SEEDS))
async def test_a_reader_without_a_plan_gets_an_answer(
    tmp_path: Path,
    write: Callable[[Path], Path],
    seed: int,
    copied: list[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("EDITOR", "vi")  # which gets no terminal here, and says so
    await play(write(tmp_path / "archive"), seed, f"{write.__name__} {seed}", copied)


@pytest.mark.usefixtures("checking")
@pytest.mark.parametrize("seed", range(SEEDS))
async def test_a_reader_without_a_plan_gets_an_answer_before_the_archive_is_checked(
    tmp_path: Path, seed: int, copied: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is verified meanwhile, which would change a citation between two looks at it."""
    monkeypatch.setattr(Background, "verify_first", lambda *_: None)
    monkeypatch.setenv("EDITOR", "vi")
    await play(write_town(tmp_path / "archive"), seed, f"unchecked {seed}", copied)


@pytest.fixture(autouse=True)
def away(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is saved under a name that was pasted comes into the folder that the app was started in."""
    monkeypatch.chdir(tmp_path)


async def play(root: Path, seed: int, name: str, copied: list[str]) -> None:
    async with opened(root, SIZES[seed % len(SIZES)]) as session:
        monkey = Monkey(session, root, name, copied)
        try:
            await session.until(lambda: not session.app.snapshot.pending)
            for _ in range(STEPS):
                await monkey.act()
                if not session.app.is_running and session.app._exception is None:  # noqa: SLF001
                    return  # it found the command that quits
                assert session.app._exception is None  # noqa: SLF001 - it would be raised at the end alone
                assert_true(session)
            await assert_answers(session)
        except BaseException:
            print(f"seed {seed}:", *monkey.did, sep="\n  ")  # noqa: T201 - pytest shows it with the failure
            raise
