"""What the tests of the screens share: archives to walk, and a machine that answers for nothing by itself."""

from __future__ import annotations

import gc
import os
from collections.abc import AsyncGenerator, Callable, Iterator, Mapping
from itertools import count
from pathlib import Path
from threading import Event

import pytest
from archives import stamped, write_hostile_archive
from msgspec.structs import replace
from textual.notifications import Notification
from ui import driving, quick_apps, rest, sharing
from ui.town import write_town

from explorer.desk import clipboard
from explorer.files import watching
from explorer.model.pausing import Pause, Progress
from explorer.snapshot import Snapshot, check, read_again, read_snapshot, shipped_archive
from explorer.store import read_kept


@pytest.fixture(autouse=True)
def bare_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing of the machine shows: no colours, editors or settings of Textual that a developer may have."""
    for name in ("NO_COLOR", "VISUAL", "EDITOR", "TMUX", *(name for name in os.environ if name.startswith("TEXTUAL_"))):
        if name != "TEXTUAL_SNAPSHOT_TEMPDIR":
            monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("COLORTERM", "truecolor")
    monkeypatch.setenv("TERM", "xterm-256color")


@pytest.fixture(scope="session", autouse=True)
def started_quickly() -> Iterator[None]:
    """Each test starts an app, and some start more."""
    with pytest.MonkeyPatch.context() as patch:
        quick_apps.apply(patch)
        yield


@pytest.fixture(scope="session", autouse=True)
def painted_by_no_clock() -> Iterator[None]:
    """A busy machine paints at other moments."""
    with pytest.MonkeyPatch.context() as patch:
        rest.by_no_clock(patch)
        yield


@pytest.fixture(scope="session")
def known() -> dict[object, Snapshot]:
    """The snapshots of archives, by all that tells how their files are."""
    return {}


@pytest.fixture(scope="session", autouse=True)
def read_once(known: dict[object, Snapshot]) -> Iterator[None]:
    """An archive is read once for as long as its files stay as they are: a snapshot never changes."""

    def kept(root: Path) -> Snapshot:
        key = stamped(root)
        if key not in known:
            snapshot = read_kept(root)
            if snapshot.unread or any(file.stale for file in snapshot.files.values()):
                return snapshot
            known[key] = snapshot
        return known[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("explorer.ui.app.read_kept", kept)
        # What an edit changed is kept at once: an app is at rest when all of its work is done.
        patch.setattr("explorer.ui.background._TURNS", 0)
        yield


@pytest.fixture(autouse=True)
def copied(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was put on the clipboard; the real one is left alone."""
    texts: list[str] = []

    def copy(text: str, _: Mapping[str, str]) -> str:
        texts.append(text)
        return "a test"

    monkeypatch.setattr(clipboard, "copy", copy)
    return texts


@pytest.fixture(autouse=True)
def collected() -> Iterator[None]:
    """Whatever an app froze when it had read its archive is garbage after its test, and would slow down all others."""
    yield
    gc.unfreeze()


@pytest.fixture(autouse=True)
def unhurried_notifications(monkeypatch: pytest.MonkeyPatch) -> None:
    """A notification stays until it is looked at: a busy machine may need longer for that than a reader."""
    monkeypatch.setattr(Notification, "time_left", 3600.0)


@pytest.fixture(scope="session")
def states(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Folders that are not there yet: one for each test. To have each made is slower with each that is there."""
    parent = tmp_path_factory.mktemp("states")
    return (parent / str(number) for number in count())


@pytest.fixture(autouse=True)
def no_queries(states: Iterator[Path], monkeypatch: pytest.MonkeyPatch) -> None:
    """No query was used or saved before."""
    monkeypatch.setenv("XDG_STATE_HOME", str(next(states)))


@pytest.fixture(autouse=True)
def unwatched(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Files are not watched, which would cost each test a quarter of a second, but where a test is about that."""
    if "watched" not in request.fixturenames:

        async def changes(*_: object) -> AsyncGenerator[set[str], None]:
            nothing: list[set[str]] = []
            for names in nothing:
                yield names

        monkeypatch.setattr(watching, "changes", changes)


@pytest.fixture(scope="session", autouse=True)
async def shared_apps() -> AsyncGenerator[None, None]:
    """Apps that tests share end with the last test."""
    yield
    await sharing.apps.close()


@pytest.fixture(autouse=True)
def lent(request: pytest.FixtureRequest) -> Iterator[None]:
    """A test shares its app with others, if it can."""
    with sharing.apps.lent_to(request):
        yield


@pytest.fixture
def nothing_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """Archives count as large, and nothing is kept of them."""
    monkeypatch.setattr("explorer.snapshot._LARGE", 100)
    monkeypatch.setattr("explorer.ui.app.as_kept", lambda *_: None)
    monkeypatch.setattr("explorer.ui.background.as_kept", lambda _: None)


@pytest.fixture
def checking(monkeypatch: pytest.MonkeyPatch, nothing_kept: None) -> Iterator[Event]:
    """Nothing is checked until this is set, and nothing waits for it."""
    del nothing_kept
    event = Event()
    monkeypatch.setattr(driving, "NEVER_DONE", rest.NEVER_DONE | {"read"})

    def check_late(snapshot: Snapshot, pause: Pause) -> Snapshot:
        while not event.wait(0.01):
            pause(Progress("records checked", 3, 9))
        return check(snapshot, pause)

    monkeypatch.setattr("explorer.ui.background.check", check_late)
    yield event
    event.set()


@pytest.fixture
def watched() -> None:
    """Files are watched as they are for a reader."""


@pytest.fixture(scope="session")
def town(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The archive of the town, to look at but not to write to."""
    return sharing.apps.on(write_town(tmp_path_factory.mktemp("town")))


@pytest.fixture(scope="session")
def town_as_read(town: Path) -> Snapshot:
    return read_snapshot(town)


@pytest.fixture
def know(known: dict[object, Snapshot]) -> Callable[[Snapshot], Path]:
    """Have an archive known as it was read, if the test may share what others read. Returns its folder."""

    def know(snapshot: Snapshot) -> Path:
        if sharing.apps.may_lend:
            known[stamped(snapshot.root)] = snapshot
        return snapshot.root

    return know


@pytest.fixture
def own_town(tmp_path: Path, town_as_read: Snapshot, know: Callable[[Snapshot], Path]) -> Path:
    """The archive of the town, to write to."""
    return know(read_again(replace(town_as_read, root=write_town(tmp_path / "town"))))


@pytest.fixture(scope="session")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The archive in which everything is hard to show, to look at but not to write to."""
    return sharing.apps.on(write_hostile_archive(tmp_path_factory.mktemp("hostile")))


@pytest.fixture(scope="session")
def shipped_root() -> Path:
    return sharing.apps.on(shipped_archive())
