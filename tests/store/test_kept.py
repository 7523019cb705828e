"""What was read and found is kept between starts, and is never anything but what reading again would find."""

from __future__ import annotations

import errno
import gc
import os
import subprocess
import sys
import time
import weakref
from array import array
from collections.abc import Callable, Iterator, Mapping
from itertools import count
from pathlib import Path
from random import Random
from shutil import copytree
from typing import Any, NoReturn, Self

import grimp
import msgspec
import pytest
from archives import PIER, PIER_YAML, SECOND, SECOND_YAML, write_archive
from everything import found
from msgspec.structs import replace
from trying import tries

import explorer
from explorer.checking import checks, finding
from explorer.checking.repeats import index
from explorer.checking.speakers.lookups import packed_keys, resting_on
from explorer.checking.speakers.person_index import words_of_names
from explorer.files import data_files
from explorer.files.data_files import DataFile
from explorer.model.amended import may_differ
from explorer.model.history import Found
from explorer.model.pausing import Progress
from explorer.model.records import Person, title
from explorer.model.timeline import Moment
from explorer.processes import Processes, Work
from explorer.snapshot import ArchiveError, Snapshot, read_again, read_edited, read_snapshot, shipped_archive
from explorer.store import (
    as_kept,
    database,
    is_current,
    keep,
    kept,
    layout,
    looked_at,
    opening,
    read_kept,
    read_records,
)
from explorer.store.database import DamagedError, Database, Run, write
from explorer.store.opening import Store, StoredSnapshot, Underlying
from explorer.store.stored import Stored, Table
from explorer.store.stored_lookups import LOOKED_UP

_STEPS, _LONG_AGO = tries(40), 10**18
# Topics that quotes of the pier, and of the example, belong to by their queries.
QUERIES = """\
topics:
- {id: rebuilding, label: Rebuilding, matches: rebuild OR told}
- {id: mayor, label: What the mayor said, broader: harbour, matches: 'who:ruiz -"favourite subject"'}
- {id: near-budget, label: The budget, matches: 'about:"budget, rebuilt, leaders, China"'}
- {id: wrong, label: Wrong, matches: 'who:nobody-at-all'}
"""


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An archive whose files did not change for long, and no cache yet."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return aged(write_archive(tmp_path / "archive"))


def aged(root: Path, at: int = _LONG_AGO) -> Path:
    """An archive as if its files had been changed at a time, in ns."""
    for path in root.rglob("*"):
        if path.is_file():
            os.utime(path, ns=(at, at))
    return root


def never(*_: object) -> None:
    raise AssertionError("it was checked again")


def test_where_nothing_changed_nothing_is_checked_again(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = read_snapshot(root)
    keep(whole)
    monkeypatch.setattr(checks, "checked", never)
    again = read_kept(root)
    assert isinstance(again, StoredSnapshot)
    assert found(whole) == found(again)
    assert found(whole) == found(again.in_full())


def test_the_example_comes_from_the_store_as_it_comes_from_its_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, shipped: Snapshot
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    keep(shipped)
    again = read_kept(shipped.root)
    assert isinstance(again, StoredSnapshot)
    assert found(shipped) == found(again)


@pytest.mark.parametrize(
    "yaml",
    [
        "topics: [{id: a, label: A}, {id: a, label: B}, {id: c, label: C}]",  # an id is taken
        "topics: [{id: a, label: A, broader: b}, {id: b, label: B, broader: a}]",  # each leads back to itself
        "topics: [{id: a, label: A, broader: nowhere}, {id: b, lable: B}]",
        "topics: [{id: a, label: A}\n",
        QUERIES,
        "# nothing\n",
    ],
)
def test_what_is_wrong_in_a_file_comes_from_the_store_as_it_was_read(root: Path, yaml: str) -> None:
    (root / "data" / "more.yaml").write_text(yaml, encoding="utf-8")
    (root / "data" / "zebras.yaml").write_text("topics: [{id: zebra, label: Zebras}]", encoding="utf-8")
    whole = read_snapshot(aged(root))
    keep(whole)
    again = read_kept(root)
    assert isinstance(again, StoredSnapshot)
    assert found(whole) == found(again)
    assert found(whole) == found(again.in_full())


def test_a_file_that_was_touched_or_is_new_to_the_disk_is_not_checked_again(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As after a checkout by git: the content tells that it is the same."""
    whole = read_snapshot(root)
    keep(whole)
    monkeypatch.setattr(checks, "checked", never)
    aged(root, _LONG_AGO + 1)
    assert found(whole) == found(read_kept(root))


def test_a_file_that_was_changed_just_before_it_was_read_is_looked_at_again(root: Path) -> None:
    """It may change again, and keep its stamp."""
    path = root / "data" / "more.yaml"
    just_now = time.time_ns() + 3_600 * 10**9  # however slow this machine is
    path.write_text("topics: [{id: a, label: A}]", encoding="utf-8")
    os.utime(path, ns=(just_now, just_now))
    keep(read_snapshot(root))
    assert isinstance(read_kept(root), StoredSnapshot)
    path.write_text("topics: [{id: a, label: B}]", encoding="utf-8")
    os.utime(path, ns=(just_now, just_now))
    assert "B" == titled(read_kept(root), "topic/a")


def test_a_folder_of_data_that_is_gone_is_no_archive_any_more(root: Path) -> None:
    """Also when there was no file in it, so that none of them has changed."""
    (root / "data" / "archive.yaml").unlink()
    (root / "seeds" / "pier.txt").unlink()
    keep(read_snapshot(root))
    assert isinstance(read_kept(root), StoredSnapshot)
    (root / "data").rmdir()
    with pytest.raises(ArchiveError):
        read_kept(root)


@pytest.mark.parametrize("name", ["data/more.yaml", "seeds/lake.txt", "rejected.yaml"])
def test_a_file_that_came_while_the_archive_was_read_is_read_the_next_time(root: Path, name: str) -> None:
    """It was not there when the files were listed, and is there when what was found is kept."""
    lake = "articles: [{id: lake, file: lake.txt, headline: The lake}]"
    (root / "data" / "lake.yaml").write_text(lake, encoding="utf-8")
    came = {"data/more.yaml": "topics: [{id: a, label: A}]", "rejected.yaml": "quotes: [{article: nowhere, text: x}]"}
    whole = read_snapshot(root)
    (root / name).write_text(came.get(name, "The lake"), encoding="utf-8")
    keep(whole)
    assert found(read_snapshot(root)) == found(read_kept(root))


def test_an_archive_that_was_emptied_after_it_changed_while_it_was_kept_is_empty(root: Path) -> None:
    whole = read_snapshot(root)
    (root / "data" / "archive.yaml").write_text("topics: [{id: a, label: A}]", encoding="utf-8")
    keep(whole)
    for path in root.rglob("*.*"):
        path.unlink()
    assert found(read_snapshot(root)) == found(read_kept(root))


@pytest.mark.parametrize("name", ["data/archive.yaml", "seeds/pier.txt"])
def test_a_file_that_has_its_old_time_and_size_and_other_words_is_read(root: Path, name: str) -> None:
    """As after `rsync --times`, or where a permission came or went: when that was can't be set back."""
    keep(read_snapshot(root))
    path = root / name
    path.write_text(path.read_text(encoding="utf-8").replace("summer", "winter"), encoding="utf-8")
    aged(root)
    assert found(read_snapshot(root)) == found(read_kept(root))


@pytest.mark.skipif(not hasattr(os, "symlink"), reason="this system has no such links")
def test_an_archive_with_links_in_it_comes_from_the_store(root: Path) -> None:
    """A file has several names then, of which articles may say any."""
    for folder in ("data", "seeds"):
        (root / folder / "more").mkdir()
        (root / folder / "alias").symlink_to("more")
        (root / folder / "zoo").symlink_to("more")
    (root / "seeds" / "more" / "a.txt").write_text(PIER, encoding="utf-8")
    yaml = "articles: [{id: a, file: alias/a.txt, headline: A}, {id: b, file: ./more/a.txt, headline: B}]"
    (root / "data" / "more" / "more.yaml").write_text(yaml, encoding="utf-8")
    whole = read_snapshot(aged(root))
    keep(whole)
    again = read_kept(root)
    assert isinstance(again, StoredSnapshot)
    assert found(whole) == found(again)
    (root / "seeds" / "alias").unlink()
    assert found(read_snapshot(root)) == found(read_kept(root))


@pytest.mark.skipif(not hasattr(os, "symlink"), reason="this system has no such links")
def test_a_link_that_leads_out_is_not_followed_at_any_start(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It may lead to all of a disk."""
    (tmp_path / "home").mkdir()
    for folder in ("data", "seeds"):
        (root / folder / "home").symlink_to(tmp_path / "home")
    whole = read_snapshot(root)
    keep(whole)
    (tmp_path / "home" / "more.yaml").write_text("topics: [{id: a, label: A}]", encoding="utf-8")
    monkeypatch.setattr(checks, "checked", never)
    again = read_kept(root)
    assert isinstance(again, StoredSnapshot)
    assert found(whole) == found(again)


def test_a_folder_that_fails_while_it_is_listed_is_one_that_can_not_be_read(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (root / "data" / "more").mkdir()
    scandir = os.scandir

    class Failing:
        def __enter__(self) -> Self:
            return self

        def __exit__(self, *_: object) -> None: ...

        def __iter__(self) -> Iterator[os.DirEntry[str]]:
            raise PermissionError(errno.EACCES, "Permission denied")

    def failing(path: str) -> Iterator[os.DirEntry[str]] | Failing:
        return Failing() if path.endswith("data/more") else scandir(path)

    monkeypatch.setattr(os, "scandir", failing)
    whole = read_snapshot(root)
    assert "can't be read: Permission denied" in [problem.message for problem in whole.problems]
    keep(whole)
    again = read_kept(root)
    assert isinstance(again, StoredSnapshot)
    assert found(whole) == found(again)


def titled(snapshot: Snapshot, ref: str) -> str:
    record = snapshot.archive.find(ref)
    assert record is not None
    return title(record)


def test_a_file_that_changed_is_read_again_and_what_is_broken_in_it_stays_as_it_was(root: Path) -> None:
    keep(read_snapshot(root))
    file = root / "data" / "archive.yaml"
    file.write_text(PIER_YAML.replace("name: Ben Okafor", "name: Ben: Okafor").replace("label: Harbour", "label: Port"))
    now = read_kept(root)
    assert ["Ben Okafor", "Port"] == [titled(now, ref) for ref in ("person/ben-okafor", "topic/harbour")]
    since = now.unread
    assert [1] == [each.records for each in since]
    keep(now)
    assert since == read_kept(root).unread
    assert "Ben Okafor" == title(read_records(root).entries["person/ben-okafor"].record)


@pytest.mark.parametrize("yaml", ["half.yaml", "half\udcff.yaml"])
def test_what_cannot_be_encoded_is_not_kept_and_is_no_failure(root: Path, yaml: str) -> None:
    """Such as one half of a surrogate pair, in a text or in the name of a file."""
    try:
        (root / "data" / yaml).write_text('topics: [{id: a, label: "A \\uD800"}]\n', encoding="utf-8")
    except OSError:
        pytest.skip("this system has no such file names")
    whole = read_snapshot(root)
    keep(whole)
    assert found(whole) == found(read_kept(root))


@pytest.mark.parametrize("are_few", [True, False])
def test_whatever_is_edited_all_is_found_that_a_whole_reading_finds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, are_few: bool
) -> None:
    """Also when files are moved, removed, broken and put back, between readings that are kept and others.

    Where the changed files are not few, all that is kept is read first; else, quotes of a scope are counted as many
    are, without a look at them.
    """
    if are_few:
        monkeypatch.setattr("explorer.model.quotes_of._MANY", 0)
    else:
        monkeypatch.setattr(explorer.snapshot, "_FEW", 0)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    root = tmp_path / "archive"
    for name in ("data", "seeds"):
        copytree(shipped_archive() / name, root / name)
    write_archive(root, {"pier.txt": PIER}, {"pier.yaml": PIER_YAML, "queries.yaml": QUERIES})
    random, times = Random(20), count(_LONG_AGO + 10**9, 10**9)
    keep(read_snapshot(aged(root)))
    for step in range(_STEPS):
        edited(root, random)
        if step % 3:
            aged(root, next(times))
        whole, known = read_snapshot(root, last_read(root)), read_kept(root)
        assert found(whole) == found(known), step
        if random.random() < 0.6:
            keep(known)


def test_quotes_that_were_moved_are_counted_in_a_scope_of_very_many(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They have another place than in the store, and belong to the same records as there."""
    monkeypatch.setattr("explorer.model.quotes_of._MANY", 0)
    keep(read_snapshot(root))
    file = root / "data" / "archive.yaml"
    before, moved = PIER_YAML.split("quotes:\n")
    first, *others = moved.split("- id: ")[1:]
    file.write_text("".join([before, "quotes:\n", *(f"- id: {quote}" for quote in [*others, first])]), encoding="utf-8")
    known = read_kept(root)
    assert known.backing_store
    assert found(known) == found(read_snapshot(root, last_read(root)))


def test_a_record_that_was_found_does_not_stand_for_a_quote_of_its_id(root: Path) -> None:
    write_archive(root, yaml=PIER_YAML.replace("id: ruiz-budget", "id: pier"))
    whole = read_snapshot(aged(root))
    keep(whole)
    kept = as_kept(root)
    assert kept
    for refs in (("topic/pier",), ("article/pier", "topic/pier", "quote/ruiz-rebuild"), ("quote/pier", "topic/pier")):
        was_found = Found("pier", len(refs), len(refs), refs)
        expected = [quote for quote in whole.archive.quotes if quote.ref in refs]
        assert expected == list(kept.scope((), was_found).quotes)


def test_two_stores_tell_what_differs_in_them_without_a_look_at_the_values(root: Path) -> None:
    write_archive(root, {"more.txt": PIER}, {"more.yaml": PIER_YAML.replace("pier", "more").replace("id: ", "id: n-")})
    random = Random(3)
    keep(read_snapshot(root))
    before = as_kept(root)
    for _ in range(20):
        edited(root, random)
        keep(read_kept(root))
        now = as_kept(root)
        assert before is not None
        assert now is not None
        both = (before.archive.entries, now.archive.entries), (before.verifications, now.verifications)
        for one, other in both:
            assert set(may_differ(one, other)) == {key for key in {*one, *other} if one.get(key) != other.get(key)}
        was, texts = ({id: text.text for id, text in each.texts.items()} for each in (before, now))
        others = {id for id in {*was, *texts} if was.get(id) != texts.get(id)}
        assert set(may_differ(before.texts, now.texts)) >= others
        before = now


def test_an_edit_is_kept_without_reading_the_records_that_it_left_as_they_were(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As in a large archive: of a small one, all would be copied at once."""
    keep(read_snapshot(root))
    known = read_kept(root)
    _replace(root, "label: Harbour", "label: The docks")
    snapshot = read_again(known)
    read: set[str] = set()

    def noted(name: str) -> Callable[..., object]:
        ask = getattr(Table, name)

        def asked(table: Table[object], *of: object) -> object:
            read.add(table._name)  # noqa: SLF001
            return ask(table, *of)

        return asked

    for name in ("_read", "all", "some"):
        monkeypatch.setattr(Table, name, noted(name))
    assert keep(snapshot) != known.kept
    assert {"quote", "where_quote", "verifications", "coverage", "omissions"}.isdisjoint(read)
    monkeypatch.undo()
    monkeypatch.setenv("XDG_CACHE_HOME", str(root.parent / "cache"))
    kept_since = as_kept(root)
    assert kept_since is not None
    assert not kept_since.is_past
    assert found(read_snapshot(root)) == found(kept_since)


def test_of_very_many_files_none_is_looked_at_before_an_archive_is_there(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When they are, it is the same archive, unless one has changed."""
    monkeypatch.setattr("explorer.snapshot._MANY", 0)
    keep(read_snapshot(root))
    with monkeypatch.context() as blind:
        blind.setattr(Store, "is_current", lambda _: pytest.fail("the files were looked at"))
        first = as_kept(root)
    assert first is not None
    assert (True, True) == (first.is_past, first.is_unseen)
    seen = looked_at(first)
    assert seen is not None
    assert (False, False, True) == (seen.is_past, seen.is_unseen, seen.archive is first.archive)
    once_more = looked_at(seen)
    assert once_more is not None
    assert once_more.archive is first.archive
    file = next((root / "data").rglob("*.yaml"))
    file.write_text(file.read_text(encoding="utf-8").replace("Ruiz", "Roiz"), encoding="utf-8")
    assert looked_at(first) is looked_at(seen) is None
    again = read_again(first)
    assert (False, False) == (again.is_past, again.is_unseen)
    assert found(read_snapshot(root)) == found(again)


@pytest.mark.parametrize("copied", [1, 2, 4_000])
def test_a_run_of_another_file_is_taken_as_it_is_with_whatever_numbers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, copied: int
) -> None:
    monkeypatch.setattr(database, "_COPIED", copied)
    words = ["a", "bb", "ccc", "dddd", "eeeee", "ffffff"]
    write(tmp_path / "one", {"none": [], "words": words}, {})
    one = Database(tmp_path / "one")
    values = ["new", Run(one, "words", 1, 4), "", Run(one, "words", 5, 6), Run(one, "words", 0, 2)]
    write(tmp_path / "other", {"words": values, "all": [Run(one, "words", 0, 6)]}, {})
    assert read(tmp_path / "other", "words") == ["new", "bb", "ccc", "dddd", "", "ffffff", "a", "bb"]
    with pytest.raises(DamagedError):
        read(tmp_path / "other", "all")  # it has another name
    write(tmp_path / "other", {"words": [Run(one, "words", 0, 6)]}, {})
    assert read(tmp_path / "other", "words") == words


def read(file: Path, table: str) -> list[object]:
    return [msgspec.msgpack.decode(body) for body in Database(file).bodies(table)]


def test_a_body_that_is_damaged_is_not_made_whole_in_another_file(tmp_path: Path) -> None:
    write(tmp_path / "one", {"words": ["a", "b"]}, {})
    blank(tmp_path / "one", "words", 1)
    one = Database(tmp_path / "one")
    with pytest.raises(DamagedError):
        write(tmp_path / "other", {"words": ["new", "new", Run(one, "words", 1, 2)]}, {})
    assert not (tmp_path / "other").exists()
    write(tmp_path / "other", {"words": ["new", Run(one, "words", 1, 2)]}, {})
    with pytest.raises(DamagedError):
        read(tmp_path / "other", "words")


def blank(file: Path, table: str, first: int) -> None:
    """Write zeros over the bodies of a table, from one of them on."""
    at = Database(file)._tables[table]  # noqa: SLF001
    content = bytearray(file.read_bytes())
    ends = array("Q", content[at.index : at.index + 16 * (at.size + 1)])[::2]
    content[at.start + ends[first] : at.start + ends[-1]] = bytes(ends[-1] - ends[first])
    file.write_bytes(content)


def last_read(root: Path) -> Mapping[str, DataFile]:
    """The data files as they were kept, with what can no longer be read."""
    try:
        return Store(root).files()
    except (OSError, DamagedError):
        return {}


def edited(root: Path, random: Random) -> None:
    """Change one file of an archive as somebody might, in a way that is random."""
    files = sorted(path for path in root.rglob("*") if path.is_file())
    folder = random.choice(("data", "seeds"))
    file = random.choice([path for path in files if path.parent.name == folder] or files)
    text = file.read_text(encoding="utf-8")
    ways: list[Callable[[], None]] = [
        lambda: _write(file, _reworded(text, random)),
        lambda: _write(file, _reworded(text, random)),
        lambda: _write(file, _reworded(text, random)),
        lambda: _write(file, text + "\n"),
        lambda: _write(file, _without_line(text, random)),
        lambda: _move(file),
        lambda: _write(file.with_name(f"more-{file.name}"), text),
    ]
    random.choice(ways)()


def _write(file: Path, text: str) -> None:
    file.write_text(text, encoding="utf-8")


def _move(file: Path) -> None:
    file.rename(file.with_name(f"moved{file.suffix}"))


def _reworded(text: str, random: Random) -> str:
    """A text in which a word stands in the place of another one."""
    words = text.split(" ")
    words[random.randrange(len(words))] = random.choice(words)
    return " ".join(words)


def _without_line(text: str, random: Random) -> str:
    lines = text.splitlines(keepends=True)
    if lines:
        del lines[random.randrange(len(lines))]
    return "".join(lines)


def test_what_an_article_says_now_counts(root: Path) -> None:
    keep(read_snapshot(root))
    (root / "seeds" / "pier.txt").write_text(PIER.replace("before summer", "before winter"), encoding="utf-8")
    assert "missing" == read_kept(root).verifications["quote/ruiz-rebuild"].status
    assert "verbatim" == read_kept(root).verifications["quote/ruiz-budget"].status


@pytest.mark.parametrize(
    ("before", "after", "codes"), [("en", "es", ["", "speaker-mismatch"]), ("es", "en", ["speaker-mismatch", ""])]
)
def test_what_is_said_of_an_article_now_counts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, before: str, after: str, codes: list[str]
) -> None:
    """Its language decides which words of saying are understood, also in quotes that did not change."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    text = "La presa\n\nAna Ruiz vino. “La presa aguanta”, dijo Ben Olmos.\n"
    yaml = """
articles: [{id: a, file: a.txt, headline: La presa, language: LANGUAGE}]
people: [{id: ruiz, name: Ana Ruiz}, {id: olmos, name: Ben Olmos}]
quotes: [{id: q, article: a, speech: direct, text: La presa aguanta, speaker: ruiz}]
"""
    told: list[str] = []
    for language in (before, after):
        data = yaml.replace("LANGUAGE", language)
        kept = read_kept(aged(write_archive(tmp_path / "archive", {"a.txt": text}, data), _LONG_AGO + len(told)))
        said = kept.verifications["quote/q"].said
        told.append(said.code if said and said.is_mismatch else "")
        keep(kept)
    assert codes == told


# Damage


def _cut(content: bytes) -> bytes:
    return content[: len(content) // 2]


DAMAGES: dict[str, Callable[[bytes], bytes]] = {
    "empty": lambda content: content[:0],
    "cut in the middle": _cut,
    "a byte short": lambda content: content[:-1],
    "zeros": lambda content: bytes(len(content)),
    "zeros at the end": lambda content: _cut(content) + bytes(len(content) - len(content) // 2),
    "other words": lambda content: content.replace(b"Tuesday", b"Thunder"),
    "another head": lambda content: content[:40] + b"\xff" + content[41:],
    "a name that is no text": lambda content: content.replace(b"where_quote", b"where_\xffuote"),
    "something else": lambda _: b"no database at all" * 1000,
    "more behind it": lambda content: content + b"more",
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_what_was_damaged_is_found_anew(root: Path, damage: Callable[[bytes], bytes]) -> None:
    whole = read_snapshot(root)
    keep(whole)
    file = layout.path_of(root)
    file.write_bytes(damage(file.read_bytes()))
    assert found(whole) == found(read_kept(root))


EDITS = {
    "the words of a quote": ("We will rebuild", "We shall rebuild"),
    "the name of a topic": ("label: The budget", "label: Money"),
    "a query": ("matches: rebuild OR told", "matches: told"),
    "a comment": ("- {id: rebuilding", "# More\n- {id: rebuilding"),
}


@pytest.mark.parametrize(("was", "now"), EDITS.values(), ids=EDITS)
def test_the_first_edit_after_the_start_reads_what_it_may_matter_to(
    root: Path, monkeypatch: pytest.MonkeyPatch, was: str, now: str
) -> None:
    (root / "data" / "queries.yaml").write_text(QUERIES, encoding="utf-8")
    keep(read_snapshot(aged(root)))
    started = read_kept(root)
    monkeypatch.setattr(Underlying, "whole", never)
    monkeypatch.setattr(index, "index_of", never)
    _replace(root, was, now)
    again = read_again(started)
    assert again.backing_store is not None
    monkeypatch.undo()
    assert found(read_snapshot(root)) == found(again)


# Each takes the place of words in a data file, or is a file of its own. Of what comes, something was named before.
COMING_AND_GOING = {
    "a quote comes": (
        "quotes:\n",
        "quotes:\n- {id: new, article: pier, speech: direct, text: plan, speaker: ana-ruiz}\n",
    ),
    "a quote goes": ("quotes:\n", "quotes: []\nquotes-gone:\n"),
    "somebody comes": ("people:\n", "people:\n- {id: new, name: Ana Ruiz, type: named}\n"),
    "somebody is renamed": ("{id: ben-okafor,", "{id: ben,"),
    "a topic comes above others": ("topics:\n", "topics:\n- {id: new, label: New, broader: harbour}\n"),
    "a topic goes": ("- {id: harbour, label: Harbour}\n", ""),
    "an event comes": ("events:\n", "events:\n- {id: new, name: The fair, topics: [pier]}\n"),
    "an article comes": (None, "articles: [{id: lake, file: lake.txt, headline: The lake}]"),
    "an article and its quote come": (
        None,
        """\
articles: [{id: lake, file: lake.txt, headline: The lake}]
quotes: [{id: lake-1, article: lake, speech: direct, text: It is cold, speaker: ana-ruiz}]
""",
    ),
}


@pytest.mark.parametrize(("was", "now"), COMING_AND_GOING.values(), ids=COMING_AND_GOING)
def test_where_a_record_comes_or_goes_the_rest_stays_in_the_store(
    root: Path, monkeypatch: pytest.MonkeyPatch, was: str | None, now: str
) -> None:
    """So does what was read of it, when that is kept in turn."""
    for name in ("a", "z"):
        (root / "data" / f"{name}.yaml").write_text(f"topics: [{{id: {name}, label: {name}, broader: new}}]", "utf-8")
    (root / "seeds" / "lake.txt").write_text("The lake\n\n“It is cold,” Mayor Ana Ruiz said.\n", encoding="utf-8")
    keep(read_snapshot(aged(root)))
    started = read_kept(root)
    monkeypatch.setattr(Underlying, "whole", never)
    if was is None:
        (root / "data" / "lake.yaml").write_text(now, encoding="utf-8")
    else:
        _replace(root, was, now)
    again = read_again(started)
    assert again.backing_store is not None
    assert found(read_snapshot(root)) == found(again)
    keep(again)
    kept_again = as_kept(root)
    assert kept_again is not None
    assert found(read_snapshot(root)) == found(kept_again)
    if was is None:
        (root / "data" / "lake.yaml").unlink()
    else:
        _replace(root, now, was) if now else _replace(root, "topics:\n", f"topics:\n{was}")
    for state in (again, kept_again):
        assert found(read_snapshot(root)) == found(read_again(state))


def test_a_text_without_a_word_is_kept_as_one(root: Path) -> None:
    """Also where it was emptied on top of a store, and where nothing is in the store any more."""
    write_archive(root, {"lake.txt": PIER}, {"lake.yaml": "articles: [{id: lake, file: lake.txt, headline: The lake}]"})
    keep(read_snapshot(aged(root)))
    known = read_kept(root)
    (root / "seeds" / "lake.txt").write_text("", encoding="utf-8")
    emptied = read_again(known)
    assert emptied.backing_store is not None
    keep(emptied)
    kept_since = as_kept(root)
    assert kept_since is not None
    for each in (emptied, kept_since):
        assert found(read_snapshot(root)) == found(each) == found(each.in_full())


def test_a_quote_whose_words_could_not_be_told_when_it_was_kept_is_compared_since(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lake = "articles: [{id: lake, file: lake.txt, headline: The lake}]"
    whole = read_snapshot(aged(write_archive(root, {"lake.txt": "The lake"}, {"lake.yaml": lake})))
    with monkeypatch.context() as patch:
        patch.setattr("explorer.checking.repeats.places._searched_words", lambda _: 1 / 0)
        keep(whole)
    known = read_kept(root)
    (root / "seeds" / "lake.txt").write_text(PIER, encoding="utf-8")
    again = read_again(known)
    assert again.backing_store is not None
    assert found(read_snapshot(root)) == found(again)


def test_where_many_files_change_at_once_what_is_kept_is_read_in_order_and_stays_there(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """So that what did not change is kept by copying it again."""
    monkeypatch.setattr(explorer.snapshot, "_FEW", 0)
    keep(read_snapshot(aged(root)))
    started = read_kept(root)
    _replace(root, "label: Harbour", "label: The docks")
    asked = list[tuple[int, int]]()
    between = Database._between  # noqa: SLF001

    def noted(database: Database, table: str, first: int, after: int) -> Iterator[memoryview]:
        if table == "quote":
            asked.append((first, after))
        return between(database, table, first, after)

    monkeypatch.setattr(Database, "_between", noted)
    again = read_again(started)
    assert asked.pop() == (0, 3)
    asked.clear()
    assert again.backing_store is not None
    assert found(read_snapshot(root)) == found(again)
    assert not asked


def test_what_an_edit_leads_back_to_itself_is_kept_as_its_own_file_has_it(root: Path) -> None:
    """The record that is cut may stand in a file that nobody changed."""
    (root / "data" / "a-first.yaml").write_text("topics: [{id: a, label: A, broader: b}]", encoding="utf-8")
    (root / "data" / "b-second.yaml").write_text("topics: [{id: b, label: B}]", encoding="utf-8")
    keep(read_snapshot(aged(root)))
    started = read_kept(root)
    _replace(root, "label: B}", "label: B, broader: a}")
    led_back = read_again(started)
    assert led_back.backing_store is not None
    keep(led_back)
    again = read_kept(root)
    assert found(read_snapshot(root)) == found(again)
    _replace(root, "label: B, broader: a}", "label: B}")
    assert found(read_snapshot(root)) == found(read_again(again))


def _replace(root: Path, was: str, now: str) -> None:
    """Edit the one data file that has some words."""
    (file,) = (file for file in root.glob("data/*.yaml") if was in file.read_text(encoding="utf-8"))
    file.write_text(file.read_text(encoding="utf-8").replace(was, now, 1), encoding="utf-8")


@pytest.mark.parametrize("name", ["data/archive.yaml", "data/more.yaml"])
def test_a_file_that_changed_is_parsed_once_also_where_all_else_is_read_first(
    root: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(read_snapshot(root))
    with (root / name).open("a", encoding="utf-8") as file:
        file.write("events: [{id: storm, name: The storm}]\n")
    parse, parsed = data_files._parsed, list[str]()  # noqa: SLF001

    def noted(text: str, name: str, *rest: Any) -> DataFile:
        parsed.append(name)
        return parse(text, name, *rest)

    monkeypatch.setattr(data_files, "_parsed", noted)
    again = read_kept(root)
    assert parsed == [name]
    assert found(read_snapshot(root)) == found(again)


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_what_is_damaged_before_an_edit_is_found_anew(root: Path, damage: Callable[[bytes], bytes]) -> None:
    was, now = EDITS["the words of a quote"]
    keep(read_snapshot(root))
    started, file = read_kept(root), layout.path_of(root)
    content = damage(file.read_bytes())
    with file.open("r+b") as there:
        there.write(content)
        there.truncate()
    _replace(root, was, now)
    assert found(read_snapshot(root)) == found(read_again(started))


@pytest.mark.parametrize("table", ["topic", "where_topic", "files"])
@pytest.mark.parametrize("is_gone", [False, True])
def test_an_edit_is_not_shown_before_it_is_checked_where_what_it_rests_on_is_damaged(
    root: Path, monkeypatch: pytest.MonkeyPatch, table: str, *, is_gone: bool
) -> None:
    """Not even where it is gone: all is read anew."""
    more = root / "data" / "more.yaml"
    more.write_text("topics:\n- {id: fair, label: The fair}\n", encoding="utf-8")
    keep(read_snapshot(root))
    started, bodies = read_kept(root), Database.bodies

    def damaged(database: Database, name: str, *places: int) -> Iterator[memoryview]:
        if name == table:
            raise DamagedError(name)
        return bodies(database, name, *places)

    monkeypatch.setattr(Database, "bodies", damaged)
    if is_gone:
        more.unlink()
    else:
        _replace(root, "label: City budget", "lable: City budget")
    shown = list[Snapshot]()
    assert read_edited(started) is None
    again = read_again(started, show=shown.append)
    assert not shown
    assert found(read_snapshot(root)) == found(again)


@pytest.mark.parametrize("is_kept", [False, True])
def test_who_can_not_be_read_is_missed_only_when_gone(root: Path, *, is_kept: bool) -> None:
    """A reference to a record that is left out is none to nothing."""
    write_archive(root, {"pier.txt": PIER}, PIER_YAML.replace("speaker: ben-okafor", "speaker: nobody"))
    more = root / "data" / "more.yaml"
    more.write_text("topics: []", encoding="utf-8")
    snapshot = read_snapshot(root)
    if is_kept:
        keep(snapshot)
        snapshot = read_kept(root)
    broken = "people: [{id: nobody, nome: Nobody}]"
    for text, is_missed in (
        (broken, 0),
        ("", 1),
        (broken, 0),
        (broken.replace("nome", "name"), 0),
        (broken, 0),
        ("", 1),
    ):
        more.write_text(text, encoding="utf-8")
        snapshot = read_again(snapshot)
        assert [each.code for each in snapshot.problems].count("dangling-reference") == is_missed
        assert found(read_snapshot(root, dict(snapshot.files))) == found(snapshot)


def test_what_is_damaged_after_a_record_went_is_found_anew(root: Path) -> None:
    """Nobody looks for what went, also where all that is left of the record is read from the files."""
    more = root / "data" / "more.yaml"
    more.write_text("topics: [{id: fair, label: The fair}]", encoding="utf-8")
    keep(read_snapshot(root))
    started, file = read_kept(root), layout.path_of(root)
    more.unlink()
    again = read_again(started)
    assert again.backing_store is not None
    size = file.stat().st_size
    with file.open("r+b") as there:
        there.write(bytes(size))
    assert found(read_snapshot(root)) == found(again)


@pytest.mark.parametrize("is_broken", [False, True])
@pytest.mark.parametrize("is_gone", [False, True])
def test_files_that_several_processes_read_have_the_records_that_are_kept(
    root: Path, monkeypatch: pytest.MonkeyPatch, *, is_broken: bool, is_gone: bool
) -> None:
    """As after a checkout, which touches all files; where one is no YAML any more; and where the store is removed."""
    (root / "data" / "queries.yaml").write_text(QUERIES, encoding="utf-8")
    keep(read_snapshot(aged(root)))
    started = read_kept(root)
    aged(root, _LONG_AGO + 1)
    if is_broken:
        _replace(root, "topics:\n- {id: rebuilding", "topics: ]\n- {id: rebuilding")
    if is_gone:
        layout.path_of(root).unlink()
    monkeypatch.setattr(data_files, "_AT_ONCE", 1)
    again = read_again(started, executor=Processes(2))
    assert found(read_snapshot(root, dict(started.files))) == found(again)


def test_speakers_who_are_checked_again_by_several_processes_are_found_as_by_one(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And what is the same as before is the same object, so that nothing that rests on it is told again."""
    write_archive(root, {"more.txt": SECOND}, {"more.yaml": SECOND_YAML})
    before = read_snapshot(root)
    monkeypatch.setattr(finding, "_RETOLD_AT_ONCE", 1)
    _replace(root, "name: Ana Ruiz", "name: Ana Maria Ruiz")
    now = read_again(before, executor=Processes(2))
    assert found(read_snapshot(root)) == found(now)
    assert now.verifications["quote/ruiz-budget"] is before.verifications["quote/ruiz-budget"]


# An edit after which all is read of the store, and one after which nothing asks where words stand again.
BEFORE = {"a topic more": ("topics:\n", "topics:\n- {id: more, label: More}\n"), "a label": ("City budget", "Budget")}


@pytest.mark.parametrize("edit", BEFORE)
@pytest.mark.parametrize(("first", "is_kept"), [(0, False), (1, True)])
def test_words_that_stand_again_are_found_where_their_index_is_damaged(
    root: Path, monkeypatch: pytest.MonkeyPatch, edit: str, first: int, *, is_kept: bool
) -> None:
    """From its first part on, or the second; and whatever was read and kept before anybody looked at it."""
    was, now = BEFORE[edit]
    monkeypatch.setattr(index, "CHUNK", 8)
    again = PIER.replace("“We will", "“We will not").replace("Ana Ruiz", "Lena Sol")
    (root / "seeds" / "again.txt").write_text(again, encoding="utf-8")
    (root / "data" / "more.yaml").write_text("articles: [{id: again, file: again.txt, headline: Pier}]")
    keep(read_snapshot(aged(root)))
    blank(layout.path_of(root), layout.PAIRS, first)
    snapshot = read_kept(root)
    _replace(root, was, now)
    snapshot = read_again(snapshot)
    if is_kept:
        aged(root)
        snapshot = msgspec.structs.replace(snapshot, kept=keep(snapshot))
        snapshot = as_kept(root) or snapshot
    _replace(root, "text: The council had been told in March", "text: We will rebuild the east pier before")
    snapshot = read_again(snapshot)
    assert found(read_snapshot(root)) == found(snapshot)


@pytest.mark.parametrize("is_damaged", [False, True])
@pytest.mark.parametrize("is_kept", [False, True])
def test_what_rests_on_a_lookup_is_known_without_a_look_at_all(
    root: Path, monkeypatch: pytest.MonkeyPatch, *, is_kept: bool, is_damaged: bool
) -> None:
    """Before an edit and after one, on top of the store or kept again; where it is damaged, all are looked at."""
    _replace(root, "speaker: ben-okafor", "speaker: ana-ruiz")
    keep(read_snapshot(root))
    if is_damaged:
        blank(layout.path_of(root), LOOKED_UP, 0)
    before = read_kept(root)
    _replace(root, "aliases: [the mayor], ", "aliases: [Rosa Ruiz], ")
    _replace(root, "- id: okafor-told-in-march", "- id: told-in-march")
    snapshot = read_again(before)
    if is_kept:
        aged(root)
        keep(snapshot)
        snapshot = as_kept(root) or snapshot
    words = {word for person in snapshot.archive.all(Person) for word in words_of_names(person)}
    for each in (before, snapshot):
        for mapping in (each.verifications, each.coverage):
            assert any(known.looked_up for known in mapping.values())
            with monkeypatch.context() as patch:
                if not is_damaged:
                    patch.setattr(Stored, "items", lambda _: 1 / 0)
                found = [set(resting_on([word], mapping)) for word in words]
            assert found == [set(resting_on([word], dict(mapping.items()))) for word in words]


def test_what_was_verified_anew_on_top_of_a_store_is_kept_with_its_own_lookups(root: Path) -> None:
    """As where a check failed altogether the last time."""
    keep(read_snapshot(root))
    known = read_kept(root)
    _replace(root, "label: Harbour", "label: The docks")
    snapshot = read_again(known)
    looked_up = packed_keys(["zebra"])
    anew = {name: replace(each, looked_up=looked_up) for name, each in snapshot.verifications.items()}
    aged(root)
    keep(replace(snapshot, verifications=anew))
    kept_since = as_kept(root)
    assert kept_since is not None
    quotes = {quote.ref for quote in kept_since.archive.quotes}
    assert quotes == set(resting_on(["zebra"], kept_since.verifications))


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_what_is_damaged_while_it_is_open_is_found_anew(root: Path, damage: Callable[[bytes], bytes]) -> None:
    whole = read_snapshot(root)
    keep(whole)
    again, file = read_kept(root), layout.path_of(root)
    content = damage(file.read_bytes())
    with file.open("r+b") as there:  # not in its place: what is open is this very file
        there.write(content)
        there.truncate()
    assert found(whole) == found(again)


def test_what_is_read_in_full_has_nothing_that_is_still_in_the_store(root: Path) -> None:
    keep(read_snapshot(root))
    full = Store(root).in_full()
    assert full is not None
    events = [row.event for row in full.timeline if isinstance(row, Moment)]
    assert events
    assert all(event is full.archive.find(event.ref) for event in events)


def test_what_is_read_in_full_says_how_far_it_is_and_ends_when_nobody_wants_it(root: Path) -> None:
    keep(read_snapshot(root))
    progress = list[Progress]()
    Store(root).in_full(progress.append)
    assert {each.what for each in progress} == {"records", "texts", "articles"}

    def end(_: Progress) -> NoReturn:
        raise InterruptedError

    with pytest.raises(InterruptedError):
        Store(root).in_full(end)


def test_a_store_with_a_damaged_record_is_written_anew(root: Path) -> None:
    keep(read_snapshot(root))
    file = layout.path_of(root)
    file.write_bytes(file.read_bytes().replace(b"Harbour", b"Harbonr"))
    assert "Harbour" == titled(read_kept(root), "topic/harbour")
    assert not file.exists()
    again = read_kept(root)
    keep(again)
    assert isinstance(read_kept(root), StoredSnapshot)
    assert "Harbour" == titled(read_kept(root), "topic/harbour")
    assert file.exists()


def test_records_that_have_each_others_places_are_found_anew(root: Path) -> None:
    """As where an index is damaged, and not what it leads to."""
    whole = read_snapshot(root)
    keep(whole)
    file = layout.path_of(root)
    at = Database(file)._tables["topic"]  # noqa: SLF001
    content = bytearray(file.read_bytes())
    _, _, middle, first, end, second = array("Q", content[at.index : at.index + 48])
    bodies = content[at.start : at.start + end]
    content[at.start : at.start + end] = bodies[middle:] + bodies[:middle]
    content[at.index : at.index + 48] = array("Q", (0, 0, end - middle, second, end, first)).tobytes()
    file.write_bytes(content)
    assert found(whole) == found(read_kept(root))


@pytest.mark.parametrize("seed", range(tries(12)))
def test_bytes_that_changed_anywhere_never_change_what_is_told(root: Path, seed: int) -> None:
    whole = read_snapshot(root)
    keep(whole)
    file, random = layout.path_of(root), Random(seed)
    content = bytearray(file.read_bytes())
    for _ in range(8):
        content[random.randrange(len(content))] = random.randrange(256)
    file.write_bytes(content)
    assert found(whole) == found(read_kept(root))
    (root / "data" / "zebras.yaml").write_text("topics: [{id: zebra, label: Zebras}]", encoding="utf-8")
    assert found(read_snapshot(root)) == found(read_kept(root))


@pytest.mark.parametrize("others", [None, "topics: [{id: zebra, label: Zebras}]"], ids=["removed", "replaced"])
def test_a_store_that_is_gone_is_read_on(root: Path, others: str | None) -> None:
    """What is open stays as it was, whatever takes its place."""
    whole = read_snapshot(root)
    keep(whole)
    again = read_kept(root)
    if others is None:
        layout.path_of(root).unlink()
    else:
        (root / "data" / "zebras.yaml").write_text(others, encoding="utf-8")
        keep(read_snapshot(root))
        (root / "data" / "zebras.yaml").unlink()
    assert found(whole) == found(again)


@pytest.mark.parametrize("others", [None, "topics: [{id: zebra, label: Zebras}]"], ids=["removed", "replaced"])
def test_another_process_never_takes_a_store_for_the_one_that_was_there(root: Path, others: str | None) -> None:
    """A process that another one forks reads what that has open, whose name may have gone to another one by then."""
    whole = read_snapshot(root)
    keep(whole)
    again, refs = read_kept(root), list(whole.archive.entries)
    if others is None:
        layout.path_of(root).unlink()
    else:
        (root / "data" / "above.yaml").write_text(others, encoding="utf-8")
        keep(read_snapshot(root))
        (root / "data" / "above.yaml").unlink()
    assert [titled(whole, ref) for ref in refs] == list(Processes(2).each(Work(titled), again, refs, 4))
    assert layout.path_of(root).exists() is (others is not None)


def test_a_store_that_nobody_looks_at_any_more_is_closed(root: Path) -> None:
    """At once, and not when garbage is looked for: a file is open for each."""
    keep(read_snapshot(root))
    snapshot = read_kept(root)
    assert isinstance(snapshot, StoredSnapshot)
    store = weakref.ref(snapshot.store)
    gc.disable()
    try:
        found(snapshot)
        del snapshot
        assert store() is None
    finally:
        gc.enable()


def test_what_is_read_from_the_store_is_followed_like_any_other(root: Path) -> None:
    keep(read_snapshot(root))
    before = read_kept(root)
    (root / "data" / "zebras.yaml").write_text("topics: [{id: zebra, label: Zebras}]", encoding="utf-8")
    assert found(read_snapshot(root)) == found(read_again(before))
    damaged = layout.path_of(root)
    damaged.write_bytes(bytes(damaged.stat().st_size))
    assert found(read_snapshot(root)) == found(read_again(before))


def test_archives_in_folders_with_long_names_have_each_their_own_store(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A letter of a name that is not in English may count nine times: two long names soon end alike."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    below = Path("港の新聞記事と会見の記録をまとめて集めた資料庫")
    one, other = (aged(write_archive(tmp_path / name / below)) for name in ("一", "二"))
    (other / "data" / "archive.yaml").write_text("topics: [{id: harbour, label: Port}", encoding="utf-8")
    keep(read_snapshot(one))
    assert as_kept(other) is None
    assert found(read_snapshot(other)) == found(read_kept(other))
    assert len(layout.path_of(other).name) == 200 + len(".store")
    assert isinstance(read_kept(one), StoredSnapshot)


def test_what_other_code_gave_is_not_taken(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    keep(read_snapshot(root))
    assert isinstance(read_kept(root), StoredSnapshot)
    monkeypatch.setattr(opening, "edition", lambda: "another")
    assert not isinstance(read_kept(root), StoredSnapshot)


@pytest.fixture
def edition_anew() -> Iterator[None]:
    """The edition is worked out in the test, and again after it."""
    layout.edition.cache_clear()
    yield
    layout.edition.cache_clear()


@pytest.mark.usefixtures("edition_anew")
def test_the_edition_is_the_same_at_every_start_and_another_one_after_a_change(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def edition() -> str:
        layout.edition.cache_clear()  # as another process asks for it
        return layout.edition()

    script = "from explorer.store import layout; print(layout.edition())"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    editions = {edition()}
    assert editions == {done.stdout.strip()}
    for owner, attribute in ((msgspec, "__version__"), (sys, "version")):
        with monkeypatch.context() as updated:
            updated.setattr(owner, attribute, "another")
            editions.add(edition())
    (tmp_path / "yaml.py").write_text("__version__ = 'another'\n", encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    editions.add(edition())
    copy = copytree(Path(explorer.__file__).parent, tmp_path / "explorer", ignore=lambda *_: ["ui", "shipped"])
    monkeypatch.setattr(layout, "PACKAGE", copy)
    editions.add(edition())
    with (copy / "model" / "dates.py").open("a", encoding="utf-8") as module:
        module.write("#")
    editions.add(edition())
    assert 6 == len(editions)


def test_every_module_that_reading_imports_decides_the_edition() -> None:
    graph = grimp.build_graph("explorer", cache_dir=None)
    upstream = graph.find_upstream_modules("explorer.store.kept") | {"explorer.store.kept"}
    tops = {module.split(".")[1] for module in upstream if "." in module}
    assert tops == {name.removesuffix(".py") for name in layout.DECIDING}


@pytest.mark.usefixtures("edition_anew")
def test_without_the_source_nothing_is_kept_and_nothing_breaks(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(layout, "PACKAGE", root / "nowhere")
    monkeypatch.setattr("importlib.machinery.PathFinder.find_spec", lambda _: None)
    whole = read_snapshot(root)
    assert not keep(whole)
    assert not layout.path_of(root).exists()
    assert found(whole) == found(read_kept(root))


def test_a_store_that_can_not_be_written_or_read_costs_nothing_but_time(root: Path) -> None:
    whole = read_snapshot(root)
    folder = layout.path_of(root).parent
    folder.parent.mkdir(parents=True, exist_ok=True)
    folder.write_text("a file in its place")
    keep(whole)
    assert found(whole) == found(read_kept(root, keeping=True))


def test_a_full_disk_leaves_the_store_that_was_there(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = read_snapshot(root)
    keep(whole)

    def full(_: int) -> NoReturn:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        keep(whole)
    assert isinstance(read_kept(root), StoredSnapshot)
    assert 1 == len(list(layout.path_of(root).parent.iterdir()))


def test_only_a_command_that_took_long_keeps_what_it_found(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "_LONG", float("inf"))
    read_kept(root, keeping=True)
    assert not layout.path_of(root).exists()
    monkeypatch.setattr(kept, "_LONG", 0.0)
    read_kept(root, keeping=True)
    assert layout.path_of(root).exists()


def test_a_start_on_files_that_did_not_change_reads_no_yaml_and_checks_nothing(root: Path) -> None:
    keep(read_snapshot(root))
    script = (
        "import sys, pathlib; from explorer.store import read_kept; read_kept(pathlib.Path(sys.argv[1]));"
        "print([name for name in sys.modules if name in"
        " ('yaml', 'explorer.files.yaml_text', 'explorer.files.yaml_records', 'explorer.checking.checks')])"
    )
    done = subprocess.run([sys.executable, "-c", script, root], capture_output=True, text=True, check=True)
    assert "[]" == done.stdout.strip()


@pytest.mark.parametrize("is_kept", [True, False])
@pytest.mark.parametrize("name", ["data/new.yaml", "seeds/new.txt", "rejected.yaml"])
def test_a_snapshot_is_current_until_a_file_comes(tmp_path: Path, name: str, *, is_kept: bool) -> None:
    """Of what is kept, all files are known: the next start need not look at them."""
    root = write_archive(tmp_path)
    snapshot = read_snapshot(root)
    if is_kept:
        assert keep(snapshot)
        snapshot = as_kept(root) or snapshot
        assert snapshot.kept
    assert is_current(snapshot)
    (root / name).write_bytes(b"")
    assert not is_current(snapshot)


@pytest.mark.parametrize("name", ["seeds/unused.txt", "rejected.yaml"])
def test_a_snapshot_is_current_where_a_text_of_no_article_and_rejections_were_before(tmp_path: Path, name: str) -> None:
    root = write_archive(tmp_path)
    (root / name).write_bytes(b"")
    snapshot = read_snapshot(root)
    assert is_current(replace(snapshot, began=snapshot.began + 3 * 10**9))


def test_a_snapshot_is_current_until_another_is_kept(tmp_path: Path) -> None:
    root = write_archive(tmp_path)
    keep(read_snapshot(root))
    snapshot = as_kept(root)
    assert snapshot
    keep(read_snapshot(root))
    assert not is_current(snapshot)


def test_texts_that_come_and_go_with_their_articles_are_those_of_a_whole_reading(root: Path) -> None:
    """One that had none comes back with one, the last one goes, and two articles take turns with one file."""

    def write(*articles: tuple[str, str]) -> None:
        records = ", ".join(f"{{id: {id}, file: {file}, headline: {id}}}" for id, file in articles)
        quote = "{id: q, article: nowhere, speech: direct, text: It holds., speaker: x}"
        (root / "data" / "archive.yaml").write_text(f"articles: [{records}]\nquotes: [{quote}]\n", encoding="utf-8")

    texts = {name: root / "seeds" / name for name in ("a.txt", "b.txt", "c.txt")}
    told = "The pier\n\n“It holds.” the mayor said.\n"
    for name in ("a.txt", "c.txt"):
        texts[name].write_text(told, encoding="utf-8")
    a, b, c, other = ("a", "a.txt"), ("b", "b.txt"), ("c", "c.txt"), ("d", "a.txt")
    write(a, b, c)
    keep(read_snapshot(aged(root)))
    snapshot = read_kept(root)

    def is_as_a_whole_reading() -> None:
        nonlocal snapshot
        snapshot, whole = read_again(snapshot), read_snapshot(root)
        assert (list(whole.texts), found(whole)) == (list(snapshot.texts), found(snapshot))

    write(a, c)
    is_as_a_whole_reading()
    texts["b.txt"].write_text(told, encoding="utf-8")
    write(a, b, c)
    is_as_a_whole_reading()
    write(other)
    is_as_a_whole_reading()
    write(a)
    texts["a.txt"].unlink()
    is_as_a_whole_reading()


def test_a_file_that_was_no_text_is_forgotten_with_it(root: Path) -> None:
    (root / "seeds" / "pier.txt").write_bytes(b"\xff\xfe bad \x81")
    keep(read_snapshot(aged(root)))
    snapshot = read_kept(root)
    (root / "seeds" / "pier.txt").unlink()
    again = read_again(snapshot)
    assert found(read_snapshot(root)) == found(again)
    assert "pier.txt" not in again.seed_stamps
