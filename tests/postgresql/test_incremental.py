"""An export replaces what changed, and no more; in the end there is what a first export would have written."""

from __future__ import annotations

import random
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from archives import PIER, PIER_SHA256, PIER_YAML, write_archive
from cli.running import Explorer
from postgresql.databases import do, everything, read

from explorer.exporting.extract import Extract, NotExportedError, found_by, whole
from explorer.exporting.postgresql import writing
from explorer.exporting.postgresql.writing import Written, write
from explorer.snapshot import read_again, read_snapshot


def exported(root: Path) -> Extract:
    return whole(read_snapshot(root))


def edit(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def transactions(url: str) -> dict[str, int]:
    """For each record the transaction that wrote it."""
    return dict(read(url, "SELECT ref, xmin::text::bigint FROM s.records"))


def test_where_no_file_changed_nothing_is_written_or_compared(
    url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    extract = exported(write_archive(tmp_path))
    assert Written(11, 0, []) == write(extract, url, "s")
    before = everything(url, "s")
    monkeypatch.setattr(writing, "rows_of", None)
    assert Written(0, 0, []) == write(exported(tmp_path), url, "s")
    assert before == everything(url, "s")


def test_only_what_is_said_otherwise_is_replaced(url: str, tmp_path: Path) -> None:
    """A quote in another file, too, whose citation has the name of its speaker."""
    records, quotes = PIER_YAML.split("quotes:")
    root = write_archive(tmp_path, {"pier.txt": PIER}, {"a.yaml": records, "q.yaml": f"quotes:{quotes}"})
    write(exported(root), url, "s")
    before = transactions(url)
    edit(root / "data/a.yaml", "name: Ben Okafor", "name: Benjamin Okafor")
    assert Written(2, 0, []) == write(exported(root), url, "s")
    after = transactions(url)
    changed = {ref for ref in before if before[ref] != after[ref]}
    assert {"person/ben-okafor", "quote/okafor-told-in-march"} == changed


@pytest.mark.parametrize(
    ("file", "old", "new", "written", "removed"),
    [
        ("data/archive.yaml", "label: City budget", "label: Budget", 2, 0),
        ("data/archive.yaml", "# a comment", "# another", 0, 0),
        ("data/archive.yaml", "- {id: city-aide, name: a city aide, type: anonymous}\n", "", 1, 1),
        ("seeds/pier.txt", "not my favourite subject", "my favourite subject", 2, 0),
    ],
)
def test_what_an_edit_costs(
    url: str, tmp_path: Path, file: str, old: str, new: str, written: int, removed: int
) -> None:
    yaml = "# a comment\n" + PIER_YAML.replace(f", sha256: {PIER_SHA256}", "")
    root = write_archive(tmp_path, {"pier.txt": PIER}, yaml)
    write(exported(root), url, "s")
    edit(root / file, old, new)
    done = write(exported(root), url, "s")
    assert (written, removed) == (done.written, done.removed)
    write(exported(root), url, "t")
    assert everything(url, "t") == everything(url, "s")


class Editor:
    """Makes random edits of an archive that has several files."""

    def __init__(self, root: Path, seed: int) -> None:
        self.root = root
        self.random = random.Random(seed)
        people = [f"- {{id: p{n}, name: {self.name()}, aliases: [{self.name()}]}}" for n in range(6)]
        topics = [f"- {{id: t{n}, label: {self.name()}}}" for n in range(4)]
        events = [f"- {{id: e{n}, name: {self.name()}, participants: [p{n}, p5], topics: [t0]}}" for n in range(3)]
        self.texts = {f"a{n}": f"Head {n}\n\n“We said {n} things,” {self.name()} said.\n" for n in range(3)}
        articles = [f"- {{id: {id}, file: {id}.txt, headline: Head {id[1]}}}" for id in self.texts]
        quotes = [
            f"- {{id: q{n}, article: a{n % 3}, speech: direct, text: We said {n % 3} things, speaker: p{n % 6}, "
            f"topics: [t{n % 4}, t{(n + 1) % 4}], event: e{n % 3}}}"
            for n in range(9)
        ]
        self.files: dict[str, dict[str, list[str]]] = {
            "b/people.yaml": {"people": people},
            "b.yaml": {"topics": topics, "events": events},
            "articles.yaml": {"articles": articles},
            "q/one.yaml": {"quotes": quotes[:4]},
            "q/two.yaml": {"quotes": quotes[4:]},
        }
        self.save()

    def name(self) -> str:
        return " ".join(self.random.sample(["Ada", "Bo", "Chen", "Dora", "Évora", "Finn", "Gil", "Hana"], 2))

    def save(self) -> None:
        for folder in ("data", "seeds"):
            (self.root / folder).mkdir(exist_ok=True)
        for file in (self.root / "data").rglob("*.yaml"):
            file.unlink()
        for name, kinds in self.files.items():
            lines = [line for kind, records in kinds.items() for line in (f"{kind}:", *(records or ["[]"]))]
            place = self.root / "data" / name
            place.parent.mkdir(exist_ok=True)
            place.write_text("\n".join([*lines, ""]), encoding="utf-8")
        for id, text in self.texts.items():
            (self.root / "seeds" / f"{id}.txt").write_text(text, encoding="utf-8")

    def edit(self) -> None:
        choose = self.random.choice
        ways: list[Callable[[], None]] = [self.rename, self.remove, self.copy, self.move, self.reorder, self.retext]
        for _ in range(self.random.randint(1, 3)):
            choose([*ways, self.break_off, self.take_away])()
        self.save()

    def some(self) -> list[str]:
        """The records of one kind in one file."""
        return self.random.choice([records for kinds in self.files.values() for records in kinds.values()])

    def rename(self) -> None:
        for records in (self.some() for _ in range(3)):
            for n, line in enumerate(records):
                if self.random.random() < 0.3:
                    records[n] = line.replace("name: ", f"name: {self.name()[:3]} ").replace(
                        "topics: [t0", "topics: [t1"
                    )

    def remove(self) -> None:
        records = self.some()
        if records:
            records.pop(self.random.randrange(len(records)))

    def copy(self) -> None:
        """A new record, or one whose id is taken."""
        records = self.some()
        if records:
            line = self.random.choice(records)
            records.insert(0, line.replace("id: ", f"id: n{self.random.randrange(9)}", 1))

    def move(self) -> None:
        """A whole file gets another name, and so all of its records another place."""
        name = self.random.choice(list(self.files))
        self.files[f"{self.random.choice('abcxyz')}/{self.random.randrange(9)}.yaml"] = self.files.pop(name)

    def reorder(self) -> None:
        self.random.shuffle(self.some())

    def retext(self) -> None:
        id = self.random.choice(list(self.texts))
        self.texts[id] = self.texts[id].replace(
            "We said", self.random.choice(["We said", "They said", "We never said"])
        )

    def break_off(self) -> None:
        """A file that is no YAML any more, or a record of it that is none."""
        self.some().append(self.random.choice(["- [", "- {id: UPPER}", "- {id: q1, nam: x}"]))

    def take_away(self) -> None:
        """The text of an article is gone for good."""
        id = self.random.choice(list(self.texts))
        (self.root / "seeds" / f"{id}.txt").unlink(missing_ok=True)
        if len(self.texts) > 1:
            del self.texts[id]


@pytest.mark.parametrize("seed", range(4))
def test_after_any_edits_there_is_what_a_first_export_writes(url: str, tmp_path: Path, seed: int) -> None:
    """Row for row, whatever was read again, left out, or asked for with a query in between."""
    editor = Editor(tmp_path, seed)
    snapshot = read_snapshot(tmp_path)
    changes = 0
    for step in range(8):
        extract = found_by(snapshot, "things Ada") if step % 4 == 3 else whole(snapshot)
        if extract.all:
            changes += write(extract, url, "s").written
            do(url, "DROP SCHEMA IF EXISTS t CASCADE")
            write(extract, url, "t")
            assert everything(url, "t") == everything(url, "s"), f"step {step}"
        editor.edit()
        # Now and then what can't be read any more stays as it was.
        snapshot = read_again(snapshot) if step % 3 else read_snapshot(tmp_path)
    assert changes > 30


def test_a_file_that_changes_while_it_is_exported_is_compared_the_next_time(url: str, tmp_path: Path) -> None:
    """Its digest would be that of another text than was read."""
    root = write_archive(tmp_path)
    snapshot = read_snapshot(root)
    edit(root / "data/archive.yaml", "name: Ben Okafor", "name: Benjamin Okafor")
    write(whole(snapshot), url, "s")
    assert [(None,)] == read(url, "SELECT sha256 FROM s.files WHERE name = 'data/archive.yaml'")
    assert 2 == write(exported(root), url, "s").written


def test_with_another_layout_all_is_made_anew(url: str, tmp_path: Path) -> None:
    extract = exported(write_archive(tmp_path))
    write(extract, url, "s")
    before = everything(url, "s")
    do(url, "CREATE TABLE s.mine (a text)", "UPDATE s.exported SET layout = 'earlier'")
    assert Written(11, 0, []) == write(extract, url, "s")
    assert before == everything(url, "s")
    assert [] == read(url, "SELECT * FROM s.mine")


def test_whatever_stands_there_only_what_an_export_made_is_removed(empty: str, tmp_path: Path) -> None:
    """Somebody else may have written into the table that says what it was."""
    extract = exported(write_archive(tmp_path))
    write(extract, empty, "s")
    before = everything(empty, "s")
    bad = "ARRAY['TABLE public.kept', 'TABLE kept', 'SCHEMA public', 'TABLE words; DROP TABLE public.kept']"
    do(empty, "CREATE TABLE kept ()", f"UPDATE s.exported SET layout = '', made = {bad} || made")
    with pytest.raises(NotExportedError, match="kept"):
        write(extract, empty, "s")
    do(empty, "UPDATE s.exported SET made = array_remove(made, 'TABLE kept')")
    write(extract, empty, "s")
    assert before == everything(empty, "s")
    assert [] == read(empty, "SELECT * FROM kept")


def test_what_others_built_on_it_is_not_removed(explorer: Explorer, url: str) -> None:
    explorer("export", url)
    view = "CREATE VIEW archive.mine AS SELECT words FROM archive.quotes"
    do(url, view, "UPDATE archive.exported SET layout = 'earlier'")
    found = explorer("export", url)
    assert 1 == found.code
    assert "view mine depends on table quotes; drop it first" in found.err
    assert 3 == len(read(url, "SELECT * FROM archive.mine"))
    do(url, "DROP VIEW archive.mine")
    assert 0 == explorer("export", url).code


def test_an_edit_leaves_what_others_built_on_it(explorer: Explorer, url: str) -> None:
    explorer("export", url)
    do(url, "CREATE VIEW archive.mine AS SELECT words FROM archive.quotes")
    edit(explorer.root / "data/archive.yaml", "text: not my favourite subject", "text: my favourite subject")
    assert 0 == explorer("export", url).code
    assert ("my favourite subject",) in read(url, "SELECT words FROM archive.mine")


@contextmanager
def transaction(url: str) -> Iterator[psycopg.Connection]:
    with psycopg.connect(url) as connection:
        yield connection


def test_who_reads_meanwhile_sees_all_as_it_was(url: str, tmp_path: Path) -> None:
    """Until the end, and then all as it is: also the search."""
    root = write_archive(tmp_path)
    write(exported(root), url, "s")
    edit(root / "data/archive.yaml", "label: Harbour", "label: Lighthouse")
    with transaction(url) as reader:
        reader.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        query = "SELECT ref FROM s.search('lighthouse', 'topic')"
        assert [] == reader.execute(query).fetchall()
        write(exported(root), url, "s")
        assert [] == reader.execute(query).fetchall()
        reader.rollback()
        assert [("topic/harbour",)] == reader.execute(query).fetchall()


@pytest.mark.parametrize(("schemas", "written"), [(("s", "s"), [0, 11]), (("s", "t"), [11, 11])])
def test_of_two_exports_at_once_the_second_waits(
    empty: str, tmp_path: Path, schemas: tuple[str, str], written: list[int]
) -> None:
    """Also for the extensions, which are for both."""
    extract = exported(write_archive(tmp_path))
    done: list[Written] = []
    both = [threading.Thread(target=lambda name=name: done.append(write(extract, empty, name))) for name in schemas]
    for thread in both:
        thread.start()
    for thread in both:
        thread.join()
    assert written == sorted(each.written for each in done)
    assert [[], []] == [each.remarks for each in done]
