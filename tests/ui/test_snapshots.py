"""Pictures of each screen, wide and narrow: a change of looks is seen before it is shipped."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Iterator
from datetime import datetime
from difflib import unified_diff
from pathlib import Path

import pytest
from archives import PIER, PIER_YAML, write_archive
from drafting.drafted_archives import LEVEE, write_drafts
from histories import write_ferry
from textual import _doc
from textual.pilot import Pilot
from textual.widgets import Input
from topics.proposed import write_newsroom
from ui.driving import NARROW, WIDE, Session, opened
from ui.rest import undrawn

from explorer.changes.edits import edit_between
from explorer.describing.edits import gist
from explorer.desk import kept_queries
from explorer.snapshot import read_snapshot, read_unchecked
from explorer.ui import themes
from explorer.ui.app import ExplorerApp
from explorer.ui.background import Background, EditUnderstood
from explorer.ui.screens.proposals_screen import ProposalList

Compare = Callable[..., bool]
Walk = Callable[[Pilot[None]], Awaitable[None]]
SamePicture = Callable[[tuple[int, int], list[str]], Awaitable[bool]]

BOTH = pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])

STATES = {
    "start": [],
    "topic": ["j", "j", "enter"],
    "quote": ["4", "j", "j"],
    "person": ["2", "j"],
    "event": ["3", "j", "j", "j"],
    "reader": ["4", "j", "j", "enter"],
    "selecting": ["4", "j", "j", "enter", "v", "tab", "+"],
    "form": ["4", "j", "j", "E"],
    "form-of-words": ["4", "j", "j", "enter", "v", "tab", "a"],
    "tagging": ["4", "j", "j", "T", *"tai"],
    "tagging-all": ["/", *"fentanyl", "tab", "T", "ctrl+o", *"Precursors, tr"],
    "search": ["/", *"fentanil"],
    "nothing-found": ["/", *"zzqxv"],
    "ways-out": ["/", *'who:xi "frank and forthright"'],
    "date": ["/", *"nov 14"],
    "within-the-trail": ["enter", "/", *"anonymous", "ctrl+t"],
    "results-opened": ["/", *"anonymous military", "ctrl+o"],
    "filters": ["/", *"who:official topic:military date:2023-13 colour:red talks"],
    "offers": ["/", *"who:xi-jinping topic:t"],
    "match-in-reader": ["/", *"frank and fortright", "enter", "enter", "n"],
    "sources": ["s", *"jjjjjjlllll"],
    "timeline": ["t", *"jjjj"],
    "timeline-quotes": ["t", *"jjjjjjjj", "tab", "j"],
    "overview": ["0", "j", "j"],
    "overview-numbers": ["0", "b", "tab", "tab"],
    "citing": ["4", "j", "j", "ctrl+y", "j", "j"],
    "export": ["j", "j", "enter", "x", "j"],
    "help": ["?"],
    "help-filtered": ["4", "enter", "?", "/", *"citaton"],
    "palette": ["ctrl+p"],
    "palette-typed": ["ctrl+p", *"taiwan"],
    "jump": ["j", "enter", "f"],
    "link": ["4", "j", "right", "down", "down"],
}


@pytest.fixture(autouse=True)
def _drawn_once() -> Iterator[None]:
    with undrawn():
        yield


@pytest.fixture(scope="module", autouse=True)
def _no_cursor_blinks() -> Iterator[None]:
    """A slow machine would take the picture when it is away."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Input, "_toggle_cursor", lambda _: None)
        yield


@pytest.fixture
def same_picture(snap_compare: Compare, shipped_root: Path, request: pytest.FixtureRequest) -> SamePicture:
    """Whether the shipped archive looks as in the picture of this test.

    An app that tests share comes first, which takes no time to start. Where it looks otherwise, one of the test's own
    decides, and the test fails with the lines of the two pictures that differ.
    """

    async def same(size: tuple[int, int], keys: list[str]) -> bool:
        kept = request.path.parent / "__snapshots__" / request.path.stem / f"{request.node.name}.svg"
        wanted = _drawing(kept.read_text("utf-8")) if kept.exists() else []
        taken = await _taken(shipped_root, size, keys)
        if wanted != _drawing(taken):
            with pytest.MonkeyPatch.context() as patch:
                patch.setenv("EXPLORER_SHARED", "0")
                taken = await _taken(shipped_root, size, keys)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(_doc, "take_svg_screenshot", lambda **_: taken)
            if snap_compare(ExplorerApp(shipped_root)):
                return True
        pytest.fail("\n".join(unified_diff(wanted, _drawing(taken), n=0, lineterm="")))

    return same


async def _taken(root: Path, size: tuple[int, int], keys: list[str]) -> str:
    """A picture of an archive after some keys, as SVG."""
    async with opened(root, size) as session:
        await session.until(lambda: session.app.main.index is not None)
        await session.press(*keys)
        for box in session.app.screen.query(Input):
            box._cursor_visible = True  # noqa: SLF001
        return session.app.export_screenshot(title=session.app.title, simplify=True)


def _drawing(picture: str) -> list[str]:
    """The lines of a picture, without the number that each has of its own."""
    return re.sub(r"terminal-\d+-", "terminal-", picture).replace("><", ">\n<").splitlines()


def walk(*keys: str, theme: str = themes.DEFAULT) -> Walk:
    """Press keys once the search is ready, so that a picture does not depend on the machine's speed."""

    async def walk(pilot: Pilot[None]) -> None:
        app = pilot.app
        assert isinstance(app, ExplorerApp)
        app.theme = theme
        session = Session(app, pilot)
        await session.until(lambda: app.main.index is not None)
        await session.press(*keys)

    return walk


@pytest.mark.parametrize("size", [(200, 60), (60, 16), (40, 12)], ids=["200x60", "60x16", "40x12"])
@pytest.mark.parametrize("state", ["quote", "reader"])
async def test_where_there_is_much_room_or_little(same_picture: SamePicture, size: tuple[int, int], state: str) -> None:
    assert await same_picture(size, STATES[state])


@BOTH
@pytest.mark.parametrize("state", STATES)
async def test_screens(same_picture: SamePicture, size: tuple[int, int], state: str) -> None:
    assert await same_picture(size, STATES[state])


@BOTH
@pytest.mark.parametrize("keys", [["/", "@"], ["/", *"who:xi taiwan", "tab", "m"]], ids=["offered", "named"])
def test_saved_queries(snap_compare: Compare, shipped_root: Path, size: tuple[int, int], keys: list[str]) -> None:
    kept_queries.update(lambda queries: queries.named("who:xi taiwan", "Xi on Taiwan").named("topic:fentanyl", "drugs"))
    app = ExplorerApp(shipped_root)

    assert snap_compare(app, terminal_size=size, run_before=walk(*keys))


@BOTH
def test_problems(snap_compare: Compare, tmp_path: Path, size: tuple[int, int]) -> None:
    yaml = PIER_YAML.replace("text: not my favourite subject", "text: my favourite subject, not")
    yaml = yaml.replace("speaker: ben-okafor", "speaker: ben-okafur").replace("broader: harbour", "brooder: harbour")
    app = ExplorerApp(write_archive(tmp_path / "pier", {"pier.txt": PIER}, yaml))

    assert snap_compare(app, terminal_size=size, run_before=walk("!"))


@BOTH
def test_records_that_are_not_checked_yet(
    snap_compare: Compare, shipped_root: Path, monkeypatch: pytest.MonkeyPatch, size: tuple[int, int]
) -> None:
    monkeypatch.setattr("explorer.ui.app.as_kept", lambda *_: None)
    monkeypatch.setattr("explorer.ui.app.read_kept", read_unchecked)
    monkeypatch.setattr(Background, "read", lambda *_, **__: 0)
    monkeypatch.setattr(Background, "verify_first", lambda *_: None)
    app = ExplorerApp(shipped_root)

    assert snap_compare(app, terminal_size=size, run_before=walk("4", "j"))


@BOTH
@pytest.mark.parametrize(
    "keys", [["/", *"about:trade"], ["4", "comma"], ["4", "\\", *"trade"]], ids=["about", "order", "narrow"]
)
def test_what_takes_its_time_in_a_large_archive(
    snap_compare: Compare, shipped_root: Path, monkeypatch: pytest.MonkeyPatch, size: tuple[int, int], keys: list[str]
) -> None:
    """While it is under way in a thread, which here never begins."""
    monkeypatch.setattr("explorer.search.index._FEW_QUOTES", 0)
    monkeypatch.setattr("explorer.ui.widgets.record_pane._AT_ONCE", 0)
    monkeypatch.setattr("explorer.ui.late.run_in_thread", lambda *_, **__: None)

    assert snap_compare(ExplorerApp(shipped_root), terminal_size=size, run_before=walk(*keys))


@BOTH
def test_changes(snap_compare: Compare, tmp_path: Path, size: tuple[int, int]) -> None:
    root = write_archive(tmp_path / "pier")
    app = ExplorerApp(root)
    other = PIER_YAML.replace("We will rebuild", "We will not rebuild").replace("topics: [pier]", "topics: [harbour]")
    other = other.replace("label: City budget", "label: The budget").replace("name: Ben Okafor", "name: Benno Okafor")
    at = datetime.fromisoformat("2024-03-05T14:30")
    edit = edit_between(app.snapshot, read_snapshot(write_archive(root, yaml=other)), at)

    async def see(pilot: Pilot[None]) -> None:
        app.main.post_message(EditUnderstood(edit, gist(edit, 60), asked=False))
        await walk("c", "j")(pilot)

    assert snap_compare(app, terminal_size=size, run_before=see)


@BOTH
@pytest.mark.parametrize("no_color", [False, True], ids=["coloured", "no-colour"])
def test_what_was_said(
    snap_compare: Compare, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: tuple[int, int], no_color: bool
) -> None:
    if no_color:
        monkeypatch.setenv("NO_COLOR", "1")
    app = ExplorerApp(write_ferry(tmp_path / "ferry"))

    assert snap_compare(app, terminal_size=size, run_before=walk("s", "l", "enter", "j", "j", "j"))


@BOTH
def test_a_quote_that_was_altered(snap_compare: Compare, tmp_path: Path, size: tuple[int, int]) -> None:
    yaml = PIER_YAML.replace("We will rebuild the east pier", "We will not rebuild the pier")
    app = ExplorerApp(write_archive(tmp_path / "pier", {"pier.txt": PIER}, yaml))

    assert snap_compare(app, terminal_size=size, run_before=walk("4"))


@BOTH
@pytest.mark.parametrize(
    "keys", [("D", "j"), ("D", "w", *"quil"), ("D", "comma")], ids=["drafts", "who-speaks", "sure-first"]
)
def test_the_drafts(snap_compare: Compare, tmp_path: Path, size: tuple[int, int], keys: tuple[str, ...]) -> None:
    assert snap_compare(ExplorerApp(write_drafts(tmp_path / "levee")), terminal_size=size, run_before=walk(*keys))


@BOTH
def test_the_proposed_topics(snap_compare: Compare, tmp_path: Path, size: tuple[int, int]) -> None:
    app = ExplorerApp(write_newsroom(tmp_path / "newsroom"))

    async def proposed(pilot: Pilot[None]) -> None:
        await pilot.press("K")
        while not app.screen.query_one(ProposalList).rows:
            await pilot.pause(0.01)
        await pilot.press("j")

    assert snap_compare(app, terminal_size=size, run_before=proposed)


@BOTH
def test_nobodys_words_among_the_drafts(snap_compare: Compare, tmp_path: Path, size: tuple[int, int]) -> None:
    text = LEVEE.replace("The levee held", "Beal was at a show of the film “Rebecca” last week. The levee held")
    app = ExplorerApp(write_drafts(tmp_path / "levee", text))
    assert snap_compare(app, terminal_size=size, run_before=walk("D"))


@pytest.mark.parametrize("theme", [themes.LIGHT.name, "textual-light", "ansi-dark", "ansi-light"])
def test_themes(snap_compare: Compare, shipped_root: Path, theme: str) -> None:
    app = ExplorerApp(shipped_root)

    assert snap_compare(app, terminal_size=WIDE, run_before=walk(*STATES["search"], theme=theme))


@pytest.mark.parametrize("state", ["start", "reader", "selecting", "search", "sources", "timeline", "overview"])
async def test_no_colour(same_picture: SamePicture, state: str) -> None:
    """How it is laid out at another size is the same with colours."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("NO_COLOR", "1")
        assert await same_picture(WIDE, STATES[state])
