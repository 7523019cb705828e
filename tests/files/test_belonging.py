"""What belongs to an archive: those who read files and those who watch them agree on it, name by name."""

from __future__ import annotations

import asyncio
import os
import time
from contextlib import aclosing
from pathlib import Path
from typing import NoReturn

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.files import watching
from explorer.files.belonging import DATA, SEEDS, belongs, is_inside, is_passed_over, is_plain_file, members
from explorer.files.contents import Contents
from explorer.files.data_files import data_sizes, read_data_files
from explorer.files.seed_files import Seeds

# Seconds until a test gives up; far beyond what it takes.
PATIENCE = 90

COUNTS = [
    "data/x.yaml",
    "data/x.yml",
    "data/x.YAML",
    "data/x.Yml",
    "data/_x.yaml",
    "data/_drafts/x.yaml",
    "data/folder.yaml/x.yaml",
    "data/4913/x.yaml",
    "data/a/b/c/x.yaml",
    "data/#x.yaml",
    "data/x~.yaml",
    "data/é 和 x.yaml",
    "seeds/x.txt",
    "seeds/x",
    "seeds/_x",
    "seeds/#x.txt",
    "seeds/a/x.yaml",
]
DOES_NOT = [
    "data/.x.yaml",
    "data/.git/x.yaml",
    "data/a/.hidden/b/x.yaml",
    "data/.#x.yaml",
    "data/#x.yaml#",
    "data/x.yaml~",
    "data/x.yaml.swp",
    "data/old~/x.yaml",
    "data/4913",
    "data/x.txt",
    "data/yaml",
    "data/x.yaml.orig",
    "data/x.json",
    "seeds/.x.txt",
    "seeds/.hidden/x.txt",
    "seeds/x.txt~",
    "seeds/#x.txt#",
    "seeds/4913",
    "seeds/x.txt.swp",
    "notes.yaml",
    "other/x.yaml",
]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """An archive with a file of each name, and with folders that are named like files."""
    root = tmp_path / "archive"
    for name in [*COUNTS, *DOES_NOT]:
        path = root / (name.replace("data/4913", "data/a/4913") if name == "data/4913" else name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("{}\n")
    (root / "data/empty.yaml").mkdir()
    return root


def data(names: list[str]) -> set[str]:
    return {name for name in names if name.startswith("data/")}


def read(root: Path) -> dict[str, list[str]]:
    """The data files that are read, each with what is wrong with it."""
    return {name: [problem.code for problem in file.problems] for name, file in read_data_files(Contents(root), {})}


def found(root: Path) -> set[str]:
    """All that is found, and not wrong."""
    return {member.name for top in (DATA, SEEDS) for member in members(root, top) if not member.wrong}


@pytest.mark.parametrize("name", COUNTS)
def test_a_file_of_this_name_belongs_to_the_archive(name: str) -> None:
    assert belongs(name)
    assert not is_passed_over(name)


@pytest.mark.parametrize("name", [*DOES_NOT, "data", "seeds", "data.yaml"])
def test_a_file_of_this_name_does_not_belong_to_the_archive(name: str) -> None:
    assert not belongs(name)


def test_the_files_that_belong_to_the_archive_are_read_and_no_others(root: Path) -> None:
    assert data(COUNTS) == set(read(root))
    assert set(COUNTS) - data(COUNTS) == {f"seeds/{name}" for name in Seeds(Contents(root)).names}
    assert len(data(COUNTS)) == len(list(data_sizes(root)))


async def test_the_files_that_belong_to_the_archive_are_watched_and_no_others(root: Path) -> None:
    """As if none of them had been read, all of the data files are new; then each that is written to is noticed."""
    later = time.time_ns() + 10**12
    async with aclosing(watching.changes(root, lambda: watching.Seen({}, later))) as batches, asyncio.timeout(PATIENCE):
        assert data(COUNTS) == await anext(batches)
        for name in [*DOES_NOT, *COUNTS]:
            if name != "data/4913":
                (root / name).write_text("{} # changed\n")
        noticed: set[str] = set()
        while not noticed.issuperset(COUNTS):
            noticed |= await anext(batches)
        assert set(COUNTS) == noticed


@given(st.lists(st.sampled_from(["x", ".x", "x~", "#x#", "4913", "x.yaml", "x.swp", "_x"]), min_size=1, max_size=4))
def test_what_lies_in_a_folder_that_is_passed_over_does_not_belong(parts: list[str]) -> None:
    name = "/".join(["data", *parts])
    if is_passed_over(name) and parts[-1] != "4913":
        assert is_passed_over(f"{name}/x.yaml")
    assert not (is_passed_over(name) and belongs(name))


# Links


@pytest.fixture
def outside(tmp_path: Path) -> Path:
    """A folder beside the archive with a data file and a text in it."""
    outside = tmp_path / "archive-outside"
    outside.mkdir()
    (outside / "x.yaml").write_text("topics: [{id: secret, label: Secret}]")
    return outside


@pytest.fixture
def bare(tmp_path: Path) -> Path:
    """An archive with one data file."""
    root = tmp_path / "archive"
    (root / "data").mkdir(parents=True)
    (root / "seeds").mkdir()
    (root / "data/own.yaml").write_text("topics: [{id: own, label: Own}]")
    return root


@pytest.mark.parametrize("relative", [True, False])
def test_a_link_below_data_that_leads_out_is_a_problem_and_is_not_read(
    bare: Path, outside: Path, relative: bool
) -> None:
    target = Path("../..", outside.name) if relative else outside
    (bare / "data/sub").mkdir()
    (bare / "data/file.yaml").symlink_to((Path("..") / target if not relative else target) / "x.yaml")
    (bare / "data/folder").symlink_to(target)
    (bare / "data/notes.txt").symlink_to(target / "x.yaml")
    files = dict(read_data_files(Contents(bare), {}))
    assert {"data/own.yaml": [], "data/file.yaml": ["outside-archive"], "data/folder": ["outside-archive"]} == read(
        bare
    )
    problem = files["data/folder"].problems[0]
    message = "it is a link that leads out of the archive, and not read"
    assert f"data/folder:1:1: error: {message}" == str(problem)
    assert ["own"] == [entry.record.id for file in files.values() for entry in file.entries]


def test_no_chain_of_links_leads_out(bare: Path, outside: Path) -> None:
    (bare / "aside").symlink_to(outside)
    (bare / "data/file.yaml").symlink_to("../aside/x.yaml")
    (bare / "data/folder").symlink_to("../aside")
    (bare / "data/deep").mkdir()
    (bare / "data/deep/link").symlink_to("../folder/..")
    assert {"data/own.yaml"} == found(bare)
    assert 3 == sum(codes == ["outside-archive"] for codes in read(bare).values())


def test_links_inside_of_the_archive_are_followed(bare: Path) -> None:
    (bare / "shared/deep").mkdir(parents=True)
    (bare / "shared/deep/x.yaml").write_text("topics: [{id: shared, label: S}]")
    (bare / "data/folder").symlink_to("../shared")
    (bare / "data/file.yaml").symlink_to("../shared/deep/x.yaml")
    assert {"data/own.yaml": [], "data/folder/deep/x.yaml": [], "data/file.yaml": []} == read(bare)


def test_whatever_lies_behind_a_link_is_known_as_linked(bare: Path) -> None:
    """However deep below a linked folder: the system reports its changes elsewhere."""
    (bare / "shared/deep").mkdir(parents=True)
    for name in ("shared/x.yaml", "shared/deep/x.yaml"):
        (bare / name).write_text("{}")
    (bare / "data/folder").symlink_to("../shared")
    (bare / "data/file.yaml").symlink_to("own.yaml")
    linked = {"data/folder/x.yaml", "data/folder/deep/x.yaml", "data/file.yaml"}
    assert {"data/own.yaml": False} | dict.fromkeys(linked, True) == {
        member.name: member.linked for member in members(bare, DATA)
    }


def test_links_in_a_circle_end(bare: Path) -> None:
    """And a folder is read once, under its own name where it has one, however many links lead to it."""
    for name in ("a", "b"):
        (bare / "data" / name).mkdir()
        (bare / "data" / name / "x.yaml").write_text("{}")
    (bare / "data/a/to-b").symlink_to("../b")
    (bare / "data/b/to-a").symlink_to("../a")
    (bare / "data/0-all").symlink_to(".")
    (bare / "data/root").symlink_to("..")
    (bare / "data/one.yaml").symlink_to("two.yaml")
    (bare / "data/two.yaml").symlink_to("one.yaml")
    circle = {"data/one.yaml": ["unreadable-file"], "data/two.yaml": ["unreadable-file"]}
    assert {"data/own.yaml": [], "data/a/x.yaml": [], "data/b/x.yaml": []} | circle == read(bare)


def test_a_link_to_nothing_is_a_problem(bare: Path) -> None:
    (bare / "data/x.yaml").symlink_to("nowhere.yaml")
    assert ["unreadable-file"] == read(bare)["data/x.yaml"]


@pytest.mark.parametrize("linked", ["archive", "data"])
def test_the_folder_that_the_reader_chose_may_be_a_link(bare: Path, tmp_path: Path, linked: str) -> None:
    """And so may its data folder."""
    root = tmp_path / "chosen"
    if linked == "archive":
        root.symlink_to(bare)
    else:
        root.mkdir()
        (root / "data").symlink_to(bare / "data")
    (bare / "data/link.yaml").symlink_to("own.yaml")
    assert {"data/own.yaml": [], "data/link.yaml": []} == read(root)
    assert is_inside(root, root / "data/own.yaml")
    assert not is_inside(root, tmp_path / "chosen-not")


async def test_what_lies_behind_links_is_watched_when_it_is_read(
    bare: Path, outside: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Changes inside of the archive are noticed, and those outside are not."""
    monkeypatch.setattr(watching, "_POLL", 0.05)
    (bare / "shared").mkdir()
    (bare / "shared/x.yaml").write_text("{}")
    (bare / "data/folder").symlink_to("../shared")
    (bare / "data/file.yaml").symlink_to("../shared/x.yaml")
    (bare / "data/out").symlink_to(outside)
    (bare / "data/out.yaml").symlink_to(outside / "x.yaml")
    async with aclosing(watching.changes(bare, lambda: watching.Seen({}))) as batches, asyncio.timeout(PATIENCE):
        assert {"data/own.yaml", "data/file.yaml", "data/folder/x.yaml"} == await anext(batches)
        (outside / "x.yaml").write_text("{} # changed")
        (outside / "new.yaml").write_text("{}")
        (bare / "shared/x.yaml").write_text("{} # changed")
        (bare / "shared/new.yaml").write_text("{}")
        noticed: set[str] = set()
        while not noticed.issuperset({"data/file.yaml", "data/folder/x.yaml", "data/folder/new.yaml"}):
            noticed |= await anext(batches)
        assert {"data/file.yaml", "data/folder/x.yaml", "data/folder/new.yaml"} == noticed


# What is no file, and what can't be looked at


def test_a_pipe_or_a_device_is_not_opened(bare: Path) -> None:
    """Reading one would never end."""
    os.mkfifo(bare / "data/pipe.yaml")
    os.mkfifo(bare / "pipe")
    (bare / "data/link.yaml").symlink_to("../pipe")
    (bare / "data/zero.yaml").symlink_to("/dev/zero")
    expected = {"pipe": ["unreadable-file"], "link": ["unreadable-file"], "zero": ["outside-archive"], "own": []}
    assert {f"data/{name}.yaml": codes for name, codes in expected.items()} == read(bare)


def test_a_folder_that_can_not_be_looked_through_is_a_problem_at_its_place(
    bare: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is known of it is kept, and what is beside it is read."""
    (bare / "data/locked").mkdir()
    (bare / "data/locked/x.yaml").write_text("topics: [{id: locked, label: L}]")
    before = dict(read_data_files(Contents(bare), {}))
    lock(monkeypatch, bare / "data/locked")
    files = dict(read_data_files(Contents(bare), before))
    assert ["data/locked:1:1: error: can't be read: Permission denied"] == [
        str(problem) for file in files.values() for problem in file.problems
    ]
    assert before["data/locked/x.yaml"].entries == files["data/locked/x.yaml"].entries
    assert {"data/own.yaml": False, "data/locked": True, "data/locked/x.yaml": True} == {
        name: file.unread for name, file in files.items()
    }
    monkeypatch.undo()
    assert before == dict(read_data_files(Contents(bare), files))


def test_the_data_folder_itself_must_be_readable(bare: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lock(monkeypatch, bare / "data")
    with pytest.raises(PermissionError):
        read(bare)
    assert [] == list(data_sizes(bare))


def lock(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    """Let nobody look into a folder, not even the one who may do everything."""
    real = os.scandir

    def scandir(path: str) -> object:
        return refuse() if Path(path) == folder else real(path)

    monkeypatch.setattr(os, "scandir", scandir)


def refuse() -> NoReturn:
    raise PermissionError(13, "Permission denied")


def test_what_the_system_tells_nothing_of_is_no_plain_file(tmp_path: Path) -> None:
    """As in a folder that nobody may look into."""
    (tmp_path / "a").touch()
    (tmp_path / "b").symlink_to("a")
    assert [True, False, False] == [is_plain_file(tmp_path / name) for name in ("a", "b", "too-long" * 100)]
