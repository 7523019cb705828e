"""What was written can be undone and done again, step by step, and nothing of anybody else is lost by it."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import platformdirs
import pytest
from archives import PIER, PIER_YAML, write_archive
from desk.cut_short import cut_short
from msgspec.structs import replace

from explorer.desk import journal, steps
from explorer.desk.changing import AddRecord, Edit, NotWrittenError, RenameId, SetFields, Written, change
from explorer.desk.undoing import ChangedLaterError, redo, undo
from explorer.model.records import Kind
from explorer.snapshot import Snapshot, read_again, read_snapshot

FILE, PEOPLE, NEW = "data/archive.yaml", "data/people.yaml", "data/new.yaml"
# The content of each file after each of some steps; the first is what was there before them.
States = list[dict[str, bytes]]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return write_pier(tmp_path / "pier")


def write_pier(root: Path) -> Path:
    """The archive of the pier, whose people are in a file of their own."""
    people, end = PIER_YAML.index("people:"), PIER_YAML.index("topics:")
    files = {"archive.yaml": PIER_YAML[:people] + PIER_YAML[end:], "people.yaml": PIER_YAML[people:end]}
    return write_archive(root, {"pier.txt": PIER}, files)


def contents(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in sorted(root.glob("data/**/*.yaml"))}


@cache
def as_read() -> Snapshot:
    """The archive of the pier in a folder that is gone: in any other one it is read again, and not as a whole."""
    with TemporaryDirectory() as folder:
        return read_snapshot(write_pier(Path(folder)))


def step(root: Path, *edits: Edit, what: str = "A step") -> Written:
    return change(read_again(replace(as_read(), root=root)), edits, what)


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


@pytest.mark.parametrize("at", [0.0, 0.5, 1.0])
def test_a_kill_amid_writing_into_a_file_with_two_names_is_made_good(root: Path, states: States, at: float) -> None:
    """By the next who writes or undoes something."""
    (root / "other.yaml").hardlink_to(root / PEOPLE)
    undo(root)
    with pytest.MonkeyPatch.context() as patched, killed_after(1):
        cut_short(patched, at, Killed())
        step(root, RenameId("person/ana-ruiz", "ruiz"))
    with steps.journal_of(root):
        pass
    assert (states[3] if at else states[2]) == contents(root)
    assert (root / "other.yaml").samefile(root / PEOPLE)
    undo(root)
    assert states[2 if at else 1] == contents(root)


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


# What somebody else does meanwhile


def test_what_was_written_before_another_change_is_undone_when_it_is_asked_for_once_more(
    root: Path, states: States
) -> None:
    """The other change stays. When it is another one again by then, it is told first."""
    undo(root)
    (root / "data/topics.yaml").write_text("topics:\n- {id: mine, label: Mine}\n")
    with pytest.raises(ChangedLaterError, match=r"“Two” was written at \d\d:\d\d, and data/topics.yaml") as told:
        undo(root)
    assert states[2] == {name: content for name, content in contents(root).items() if name in states[2]}
    (root / PEOPLE).write_bytes(states[2][PEOPLE] + b"# mine\n")
    with pytest.raises(ChangedLaterError, match=r"data/people.yaml and data/topics.yaml have been changed") as both:
        undo(root, told.value.later)
    assert "Two" == undo(root, both.value.later).what
    assert b"topics:\n- {id: mine, label: Mine}\n" == (root / "data/topics.yaml").read_bytes()
    with pytest.raises(ChangedLaterError, match=r"data/topics\.yaml"):
        undo(root, both.value.later)  # it is another step now


def test_what_was_undone_before_another_change_is_done_again_when_it_is_asked_for_once_more(
    root: Path, states: States
) -> None:
    undo(root)
    (root / "data/topics.yaml").write_text("topics:\n- {id: mine, label: Mine}\n")
    with pytest.raises(ChangedLaterError, match=r"“Three” was undone at \d\d:\d\d, and data/topics.yaml") as told:
        redo(root)
    assert "Three" == redo(root, told.value.later).what
    assert states[3] == {name: content for name, content in contents(root).items() if name in states[3]}


@pytest.mark.parametrize(
    "name", ["../outside.yaml", "data/../../outside.yaml", "/etc/passwd", "data/x.txt", "data/\0.yaml"]
)
@pytest.mark.parametrize("half_done", [False, True])
def test_a_journal_that_names_other_files_is_not_heeded(root: Path, states: States, name: str, half_done: bool) -> None:
    outside = root.parent / "outside.yaml"
    outside.write_bytes(states[2][FILE])
    before = contents(root)
    path = journal.Journal(root).folder / "steps.json"
    steps = json.loads(path.read_text())
    if half_done:
        steps["pending"] = {"step": steps["done"].pop(), "way": "do"}
    path.write_text(json.dumps(steps).replace(json.dumps(FILE), json.dumps(name)))
    with pytest.raises(NotWrittenError, match="nothing to undo"):
        undo(root)
    assert (before, states[2][FILE]) == (contents(root), outside.read_bytes())


def test_a_link_that_leads_out_of_the_archive_is_not_followed_by_undoing(root: Path, states: States) -> None:
    outside = root.parent / "outside.yaml"
    (root / FILE).rename(outside)
    (root / FILE).symlink_to(outside)
    with pytest.raises(NotWrittenError, match=f"{FILE} leads out of the archive"):
        undo(root)
    assert states[3][FILE] == outside.read_bytes()


@pytest.mark.parametrize("damage", ["", "{", '{"done": 1}', "[]", None])
def test_what_a_damaged_journal_kept_stays_and_the_user_is_told_where(
    root: Path, states: States, damage: str | None
) -> None:
    folder = journal.Journal(root).folder
    kept = {path.name for path in folder.iterdir()} - {"steps.json"}
    (folder / "steps.json").unlink()
    if damage is not None:
        (folder / "steps.json").write_text(damage)
    step(root, SetFields("topic/pier", {"label": "Quay"}), what="Another")
    assert "Another" == undo(root).what
    assert states[3] == contents(root)
    with pytest.raises(NotWrittenError, match=r"nothing to undo\. What was written before can’t be undone") as told:
        undo(root)
    aside = Path(str(told.value).rpartition("lies in ")[2].rstrip("."))
    assert kept <= {path.name for path in aside.iterdir()}


def test_a_content_that_is_damaged_is_not_written(root: Path, states: States) -> None:
    for path in journal.Journal(root).folder.iterdir():
        if path.name != "steps.json":
            path.write_bytes(path.read_bytes()[:-9])
    with pytest.raises(NotWrittenError, match="“Three” changed is not kept any more"):
        undo(root)
    assert states[3] == contents(root)


def test_a_content_that_is_damaged_is_kept_anew_when_a_step_needs_it(root: Path, states: States) -> None:
    """As a power cut may leave it: what is changed later can be undone all the same."""
    for path in journal.Journal(root).folder.iterdir():
        if path.name != "steps.json":
            path.write_bytes(b"")
    step(root, SetFields("topic/pier", {"label": "Quay"}), what="Another")
    assert "Another" == undo(root).what
    assert states[3] == contents(root)


def test_the_journal_follows_an_archive_that_is_moved(root: Path, states: States) -> None:
    """Also one that was changed meanwhile; a copy begins with none, and one that was moved by copying has it."""
    moved, copied = root.parent / "moved", root.parent / "copied"
    root.rename(moved)
    (moved / "data/topics.yaml").write_text("topics:\n- {id: mine, label: Mine}\n")
    (moved / PEOPLE).write_bytes(states[3][PEOPLE] + b"# mine\n")
    with pytest.raises(NotWrittenError, match=r"people\.yaml has changed since"):
        undo(moved)
    (moved / PEOPLE).write_bytes(states[3][PEOPLE])
    with pytest.raises(ChangedLaterError) as told:
        undo(moved)
    assert "Three" == undo(moved, told.value.later).what
    (moved / "data/topics.yaml").unlink()
    shutil.copytree(moved, copied)
    with pytest.raises(NotWrittenError, match="nothing to undo"):
        undo(copied)
    shutil.rmtree(moved)
    assert "Two" == undo(copied).what
    assert states[1] == contents(copied)
