"""What was written can be undone and done again, step by step, and nothing of anybody else is lost by it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import platformdirs
import pytest
from archives import PIER, PIER_YAML, write_archive

from explorer.desk import journal, steps
from explorer.desk.changing import AddRecord, Edit, NotWrittenError, RenameId, SetFields, Written, change
from explorer.desk.undoing import redo, undo
from explorer.model.records import Kind
from explorer.snapshot import read_snapshot

FILE, PEOPLE, NEW = "data/archive.yaml", "data/people.yaml", "data/new.yaml"
# The content of each file after each of some steps; the first is what was there before them.
States = list[dict[str, bytes]]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The archive of the pier, whose people are in a file of their own."""
    people, end = PIER_YAML.index("people:"), PIER_YAML.index("topics:")
    files = {"archive.yaml": PIER_YAML[:people] + PIER_YAML[end:], "people.yaml": PIER_YAML[people:end]}
    return write_archive(tmp_path / "pier", {"pier.txt": PIER}, files)


def contents(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in sorted(root.glob("data/**/*.yaml"))}


def step(root: Path, *edits: Edit, what: str = "A step") -> Written:
    return change(read_snapshot(root), edits, what)


@pytest.fixture
def states(root: Path) -> States:
    """Three steps: in one file, in a new one, and in two."""
    found = [contents(root)]
    step(root, SetFields("topic/pier", {"label": "Pier"}), what="One")
    found.append(contents(root))
    step(root, AddRecord(NEW, Kind.TOPIC, {"id": "new", "label": "New"}), what="Two")
    found.append(contents(root))
    step(root, RenameId("person/ana-ruiz", "ruiz"), what="Three")
    return [*found, contents(root)]


def test_steps_are_undone_and_done_again_byte_for_byte(root: Path, states: States) -> None:
    """A file that a step has made goes, and comes again."""
    said = []
    for expected in reversed(states[:-1]):
        said.append(undo(root))
        assert expected == contents(root)
    assert [Written("Three", (PEOPLE, FILE)), Written("Two", (NEW,)), Written("One", (FILE,))] == said
    with pytest.raises(NotWrittenError, match="nothing to undo"):
        undo(root)
    for expected in states[1:]:
        redo(root)
        assert expected == contents(root)
    with pytest.raises(NotWrittenError, match="nothing to do again"):
        redo(root)


def test_after_a_new_step_the_undone_ones_are_gone(root: Path, states: States) -> None:
    undo(root)
    step(root, SetFields("topic/pier", {"label": "Quay"}), what="Another")
    with pytest.raises(NotWrittenError, match="nothing to do again"):
        redo(root)
    assert "Another" == undo(root).what
    assert states[2] == contents(root)


def test_a_step_in_a_file_that_was_changed_since_is_not_undone(root: Path, states: States) -> None:
    """In none of its files; when the change is taken back, it can be."""
    mine = states[-1][PEOPLE] + b"# mine\n"
    (root / PEOPLE).write_bytes(mine)
    with pytest.raises(NotWrittenError, match=f"Not undone: Three. {PEOPLE} has changed since") as refused:
        undo(root)
    assert [(PEOPLE, mine, states[2][PEOPLE])] == [(both.file, both.now, both.ours) for both in refused.value.conflicts]
    assert states[-1] | {PEOPLE: mine} == contents(root)
    (root / PEOPLE).write_bytes(states[-1][PEOPLE])
    undo(root)
    assert states[2] == contents(root)


class Killed(BaseException):
    """Stands for the end of the process: nothing of ours runs after it."""


@contextmanager
def killed_after(renames: int) -> Iterator[None]:
    """Kill the process when so many files, of the archive or of the journal, were put in their places."""
    left, real = renames, Path.replace

    def replace(self: Path, target: Path) -> Path:
        nonlocal left
        left -= 1
        if left < 0:
            raise Killed
        return real(self, target)

    with pytest.MonkeyPatch.context() as patched, pytest.raises(Killed):  # noqa: PT012 - what is killed is the caller's
        patched.setattr(Path, "replace", replace)
        patched.setattr(Path, "unlink", lambda *_, **__: None)
        yield


@pytest.mark.parametrize("renames", range(4))
@pytest.mark.parametrize("way", ["do", "undo", "redo"])
def test_a_step_that_a_kill_cut_short_is_there_as_a_whole_or_not_at_all(
    root: Path, states: States, way: str, renames: int
) -> None:
    """From the next time on that anything is undone or written; and it can be undone."""
    before, after = (states[2], states[3]) if way != "undo" else (states[3], states[2])
    if way != "undo":
        undo(root)
    with killed_after(renames):
        {"do": lambda root: step(root, RenameId("person/ana-ruiz", "ruiz")), "undo": undo, "redo": redo}[way](root)
    with steps.journal_of(root):
        pass
    assert (after if renames > 1 else before) == contents(root)
    for expected in reversed(states[: states.index(contents(root))]):
        undo(root)
        assert expected == contents(root)


def test_what_a_kill_cut_short_and_somebody_changed_then_is_said_once(root: Path) -> None:
    """Which files have it and which have not; neither is touched, and the next step is written."""
    names = [f"data/{name}.yaml" for name in "abc"]
    before: dict[str, bytes | None] = dict.fromkeys(names, b"topics: []\n")
    after: dict[str, bytes | None] = dict.fromkeys(names, b"topics: [] # new\n")
    for name, content in before.items():
        (root / name).write_bytes(content or b"")
    # First both contents and the step are kept.
    with killed_after(2 + 1 + 1):
        steps.write_step(root, "A step", before, after)
    (root / names[2]).write_bytes(b"# mine\n")
    with pytest.raises(
        NotWrittenError, match=f"“A step” was interrupted, and {names[2]} changed since: {names[0]} has it"
    ):
        undo(root)
    there = [(root / name).read_bytes() for name in names]
    assert [after[names[0]], before[names[1]], b"# mine\n"] == there
    step(root, SetFields("topic/pier", {"label": "Pier"}))
    undo(root)


def test_where_the_state_folder_can_not_be_written_the_step_is_written_all_the_same(
    root: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """And it is said that it can't be undone."""
    (tmp_path / "file").touch()
    monkeypatch.setattr(platformdirs, "user_state_path", lambda _: tmp_path / "file")
    written = step(root, SetFields("topic/pier", {"label": "Pier"}))
    assert Written("A step", (FILE,), undoable=False) == written
    assert b"label: Pier}" not in contents(root)[FILE]
    assert b"label: Pier, broader" in contents(root)[FILE]


def test_so_many_steps_are_kept_and_so_many_bytes(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The oldest go first, with what only they need."""
    monkeypatch.setattr(journal, "MOST_STEPS", 3)
    for n in range(5):
        step(root, SetFields("topic/pier", {"label": f"Pier {n}"}))
    folder = journal.Journal(root).folder
    assert 3 + 1 + 1 == len(list(folder.iterdir()))
    monkeypatch.setattr(journal, "MOST_BYTES", 1)
    step(root, SetFields("topic/pier", {"label": "Pier"}))
    assert 2 + 1 == len(list(folder.iterdir()))
    undo(root)
    with pytest.raises(NotWrittenError, match="nothing to undo"):
        undo(root)


@pytest.mark.usefixtures("states")
def test_only_the_user_can_read_what_is_kept(root: Path) -> None:
    assert 0o700 == journal.Journal(root).folder.stat().st_mode & 0o777


def test_what_is_not_kept_whole_is_not_written(root: Path, states: States) -> None:
    for path in journal.Journal(root).folder.iterdir():
        if path.name != "steps.json":
            path.write_bytes(b"x")
    with pytest.raises(NotWrittenError, match="is not kept any more"):
        undo(root)
    assert states[-1] == contents(root)


def test_a_broken_journal_is_an_empty_one(root: Path, states: States) -> None:
    (journal.Journal(root).folder / "steps.json").write_bytes(b"{")
    with pytest.raises(NotWrittenError, match="nothing to undo"):
        undo(root)
    step(root, SetFields("topic/pier", {"label": "Quay"}))
    undo(root)
    assert states[-1] == contents(root)
