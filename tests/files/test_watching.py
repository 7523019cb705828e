"""What changes in an archive on disk is noticed, however it is saved and whatever becomes of the folders."""

from __future__ import annotations

import asyncio
import subprocess
import sys
import time
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import aclosing, asynccontextmanager
from pathlib import Path
from typing import NoReturn

import pytest
import watchfiles

from explorer.files import watching

# What waits for the system is one worker's: the others have the processors.
pytestmark = pytest.mark.xdist_group("waiting")

# Seconds until a test gives up; far beyond what it takes.
PATIENCE = 90


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """An archive with one YAML file and one article."""
    (tmp_path / "data").mkdir()
    (tmp_path / "seeds").mkdir()
    (tmp_path / "data/people.yaml").write_text("people: []\n")
    (tmp_path / "seeds/article.txt").write_text("Words.\n")
    return tmp_path


class Watch:
    """What a watch has noticed so far."""

    def __init__(self, batches: AsyncGenerator[set[str], None]) -> None:
        self._batches = batches
        self.names: set[str] = set()

    async def until(self, *names: str) -> set[str]:
        """Wait until each of the names was noticed since the last call, and return all that were."""
        async with asyncio.timeout(PATIENCE):
            while not self.names.issuperset(names):
                self.names |= await anext(self._batches)
        noticed, self.names = self.names, set()
        return noticed

    async def until_watched(self, file: Path) -> None:
        """Save a file until that is noticed by its name: what was saved before its folder is watched again is not."""
        async with asyncio.timeout(PATIENCE):
            while f"{file.parent.name}/{file.name}" not in self.names:
                file.write_text(f"# {time.monotonic()}\n")  # noqa: ASYNC240
                self.names |= await anext(self._batches)
        self.names = set()


@asynccontextmanager
async def watched(root: Path) -> AsyncIterator[Watch]:
    """A watch on an archive that stands: as if no file had been read, it notices the files that are there."""
    async with aclosing(watching.changes(root, lambda: watching.Seen({}))) as batches:
        watch = Watch(batches)
        await watch.until("data/people.yaml")
        yield watch


async def test_a_saved_file_is_noticed(root: Path) -> None:
    """By its name in the archive; an article too, whatever its name is."""
    async with watched(root) as watch:
        (root / "data/people.yaml").write_text("people:\n")
        assert await watch.until("data/people.yaml") == {"data/people.yaml"}
        (root / "seeds/article.txt").write_text("Other words.\n")
        assert await watch.until("seeds/article.txt") == {"seeds/article.txt"}


async def test_no_other_file_is_looked_at_when_one_is_saved(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """However many there are."""

    def refuse(*_: object) -> NoReturn:
        raise AssertionError("all files are gone through")

    async with watched(root) as watch:
        monkeypatch.setattr(watching, "members", refuse)
        (root / "data/people.yaml").write_text("people:\n")
        assert await watch.until("data/people.yaml") == {"data/people.yaml"}


async def test_what_was_rejected_is_noticed_beside_the_folders(root: Path) -> None:
    async with watched(root) as watch:
        for content in ("- {}\n", "[]\n", None):
            file = root / "rejected.yaml"
            file.write_text(content) if content else file.unlink()
            assert await watch.until("rejected.yaml") == {"rejected.yaml"}


async def test_every_way_of_saving_is_noticed(root: Path) -> None:
    """Over a temporary file, by keeping the old file as a backup, by deleting it first."""
    file, other = root / "data/people.yaml", root / "data/.people.yaml.new"
    async with watched(root) as watch:
        other.write_text("people: [a]\n")
        other.replace(file)
        assert await watch.until("data/people.yaml") == {"data/people.yaml"}
        (root / "data/4913").touch()
        (root / "data/4913").unlink()
        file.rename(root / "data/people.yaml~")
        file.write_text("people: [b]\n")
        (root / "data/people.yaml~").unlink()
        assert await watch.until("data/people.yaml") == {"data/people.yaml"}
        file.unlink()
        assert await watch.until("data/people.yaml") == {"data/people.yaml"}
        file.write_text("people: [c]\n")
        assert await watch.until("data/people.yaml") == {"data/people.yaml"}


async def test_what_an_editor_leaves_beside_a_file_is_passed_over(root: Path) -> None:
    """Hidden files, swap files, backups and locks, and below data/ whatever is not YAML."""
    passed_over = [
        "data/.people.yaml.swp",
        "data/people.yaml~",
        "data/#people.yaml#",
        "data/4913",
        "data/x.swp",
        "data/notes.txt",
        "seeds/.article.txt.swp",
        "seeds/.hidden/article.txt",
        "seeds/article.txt~",
    ]
    (root / "seeds/.hidden").mkdir()
    async with watched(root) as watch:
        (root / "data/.#people.yaml").symlink_to("someone@somewhere.1")
        for name in passed_over:
            (root / name).write_text("x")
        (root / "data/topics.yml").write_text("topics: []\n")
        assert await watch.until("data/topics.yml") == {"data/topics.yml"}


async def test_new_folders_are_watched(root: Path) -> None:
    """At any depth, and under the new name when they are renamed."""
    async with watched(root) as watch:
        (root / "data/articles/2024").mkdir(parents=True)
        await watch.until("data/articles")
        (root / "data/articles/2024/one.yaml").write_text("events: []\n")
        await watch.until("data/articles/2024/one.yaml")
        (root / "data/articles").rename(root / "data/pieces")
        await watch.until("data/articles", "data/pieces")
        (root / "data/pieces/2024/one.yaml").write_text("events:\n")
        await watch.until("data/pieces/2024/one.yaml")


async def test_a_folder_that_leaves_the_archive_is_noticed(
    root: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """The system says so of the folder, not of the files in it."""
    (root / "data/v1.2").mkdir()
    (root / "data/v1.2/one.yaml").write_text("events: []\n")
    async with watched(root) as watch:
        (root / "data/v1.2").rename(tmp_path_factory.mktemp("elsewhere") / "v1.2")
        await watch.until("data/v1.2")


async def test_seeds_may_come_later(root: Path) -> None:
    """The articles in it are noticed, and their changes."""
    (root / "seeds/article.txt").unlink()
    (root / "seeds").rmdir()
    async with watched(root) as watch:
        (root / "seeds").mkdir()
        (root / "seeds/article.txt").write_text("Words.\n")
        await watch.until("seeds")
        await watch.until_watched(root / "seeds/article.txt")


async def test_data_may_go_and_come_back(root: Path) -> None:
    """As when git checks out another branch, or someone renames the folder for a moment. What it has is not told."""
    data, aside = root / "data", root / "aside"
    async with watched(root) as watch:
        for name in ("one", "two"):
            data.rename(aside)
            await watch.until("data")
            aside.rename(data)
            await watch.until("data")
            await watch.until_watched(data / f"{name}.yaml")


async def test_data_may_be_replaced_at_once(root: Path) -> None:
    """Between two looks, so that it never seems to be gone."""
    async with watched(root) as watch:
        (root / "data/people.yaml").unlink()
        (root / "data").rmdir()
        (root / "data").mkdir()
        (root / "data/topics.yaml").write_text("topics: []\n")
        await watch.until("data")
        await watch.until_watched(root / "data/topics.yaml")


async def test_an_archive_may_not_exist_yet(tmp_path: Path) -> None:
    """It is waited for."""
    root = tmp_path / "later"
    async with aclosing(watching.changes(root)) as batches:
        first = asyncio.ensure_future(anext(batches))
        (root / "data").mkdir(parents=True)
        # A file made before the watch looks for the first time counts as known: so it is made more than once.
        while not first.done():
            (root / "data/people.yaml").write_text("people: [a]\n")
            await asyncio.wait([first], timeout=1)
        assert "data/people.yaml" in await first


async def test_linked_folders_are_watched(root: Path, tmp_path: Path) -> None:
    """Changes have the names that the files have in the archive."""
    archive = tmp_path / "archive"
    archive.mkdir()
    (archive / "data").symlink_to(root / "data")
    async with watched(archive) as watch:
        (root / "data/people.yaml").write_text("people:\n")
        assert await watch.until("data/people.yaml") == {"data/people.yaml"}


async def test_nothing_is_lost_between_reading_and_watching(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Files that changed, came or went since they were read are in the first batch, and only those."""
    (root / "seeds/unused.txt").write_text("Words of no article.\n")
    monkeypatch.setattr(watching, "_SETTLED", 0)
    began = time.time_ns()
    await asyncio.sleep(0.1)
    for name in ("same", "changed", "gone"):
        (root / f"data/{name}.yaml").write_text("events: []\n")
    read = {}
    for file in (root / "data").iterdir():
        status = file.stat()
        read[f"data/{file.name}"] = (status.st_mtime_ns, status.st_size, status.st_ino)
    (root / "data/changed.yaml").write_text("events: [a]\n")
    (root / "data/gone.yaml").unlink()
    (root / "data/new.yaml").write_text("events: []\n")
    (root / "seeds/new.txt").write_text("Words.\n")
    (root / "rejected.yaml").write_text("[]\n")

    async with (
        aclosing(watching.changes(root, lambda: watching.Seen(read, began))) as batches,
        asyncio.timeout(PATIENCE),
    ):
        new = {"data/new.yaml", "seeds/new.txt", "rejected.yaml"}
        assert await anext(batches) == {"data/changed.yaml", "data/gone.yaml", *new}


async def test_folders_that_cannot_be_watched_are_looked_at(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As when the system's limit of watches is reached."""

    def refuse(*_: object, **__: object) -> NoReturn:
        raise OSError("OS file watch limit reached")

    monkeypatch.setattr(watchfiles, "watch", refuse)
    monkeypatch.setattr(watching, "_POLL", 0.05)
    async with watched(root) as watch:
        (root / "data/people.yaml").write_text("people: [a]\n")
        assert await watch.until("data/people.yaml") == {"data/people.yaml"}


@pytest.mark.asyncio(loop_scope="function")  # whose threads can be waited for
async def test_cancelling_ends_the_watch(root: Path) -> None:
    """And nothing of it is left running."""
    watches = asyncio.Event()

    async def forever() -> None:
        # As if no file had been read: it tells of those that are there when it watches.
        async for _ in watching.changes(root, lambda: watching.Seen({})):
            watches.set()

    task = asyncio.create_task(forever())
    async with asyncio.timeout(PATIENCE):
        await watches.wait()
    task.cancel()
    await asyncio.wait([task], timeout=PATIENCE)
    assert task.cancelled()
    async with asyncio.timeout(PATIENCE):
        await asyncio.get_running_loop().shutdown_default_executor()


def test_watchfiles_is_loaded_only_to_watch() -> None:
    """It takes longer to import than the rest of the module by far, and the first frame does not need it."""
    script = "import sys, explorer.files.watching; sys.exit('watchfiles' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0
