"""Adding an article that tells of an event of the archive: its draft grows, in the same step, and is undone with it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from archives import write_archive

from explorer.desk.adding import add_files, proposing
from explorer.desk.changing import SetFields, change
from explorer.desk.undoing import undo
from explorer.model.records import Article, Event
from explorer.snapshot import Snapshot, read_snapshot

FRONT = "---\ntitle: {}\ndate: {}\n---\n\n"
FIRST = FRONT.format("Pier", "2005-02-17") + "# Pier\n\n“We won,” Ana Ruiz said in a speech in Lisbon on Wednesday.\n"
SECOND = FRONT.format("Harbour", "2005-02-18") + "# Harbour\n\n“It held,” Ana Ruiz said in a speech on Wednesday.\n"
THIRD = FRONT.format("Ferry", "2005-02-19") + "# Ferry\n\nBen Okafor won at the Lisbon Harbour Festival.\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return write_archive(tmp_path / "archive", {}, {"a.yaml": "articles: []\n"})


def add(root: Path, **texts: str) -> None:
    files = []
    for name, text in texts.items():
        files.append(root.parent / f"{name}.md")
        files[-1].write_text(text, encoding="utf-8")
    outcomes = add_files(read_snapshot(root), [str(file) for file in files], lambda _: None)
    assert [None] * len(files) == [each.why or None for each in outcomes]


def contents(root: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted((root / "data").rglob("*.yaml"))}


@contextmanager
def unchanged(root: Path) -> Iterator[None]:
    before = contents(root)
    yield
    assert before == contents(root)


def the_event(root: Path) -> Event:
    (event,) = read_snapshot(root).archive.all(Event)
    return event


@pytest.mark.parametrize("is_one_batch", [True, False])
def test_an_event_is_one_record_with_the_evidence_of_each_article(root: Path, is_one_batch: bool) -> None:
    if is_one_batch:
        add(root, one=FIRST, two=SECOND)
    else:
        add(root, one=FIRST)
        add(root, two=SECOND)
    event = the_event(root)
    assert ("Speech in Lisbon, 16 February 2005", "draft") == (event.name, event.review)
    assert ["pier", "harbour"] == [each.article for each in event.evidence]
    snapshot = read_snapshot(root)
    assert {"pier", "harbour"} == {quote.article for quote in snapshot.archive.quotes_of(event)}
    assert [] == [problem for problem in snapshot.problems if problem.ref == event.ref]


def test_the_same_event_is_called_by_the_place_that_a_later_article_tells(root: Path) -> None:
    add(root, two=SECOND)
    assert "Speech, 16 February 2005" == the_event(root).name
    add(root, one=FIRST)
    assert ("Speech in Lisbon, 16 February 2005", "Lisbon") == (the_event(root).name, the_event(root).place)


def test_comments_and_all_other_bytes_of_its_file_stay(root: Path) -> None:
    add(root, one=FIRST)
    file = root / "data" / "articles" / "pier.yaml"
    file.write_text(f"# A curator’s own words.\n{file.read_text()}")
    before = file.read_text()
    add(root, two=SECOND)
    after = file.read_text()
    assert before != after
    lines = iter(after.splitlines())
    assert all(line in lines for line in before.splitlines())


def test_undoing_an_article_takes_what_it_told_of_the_event_away(root: Path) -> None:
    add(root, one=FIRST)
    with unchanged(root):
        add(root, two=SECOND)
        assert ["pier", "harbour"] == [each.article for each in the_event(root).evidence]
        assert "Added article/harbour" == undo(root).what


def test_what_a_person_has_accepted_does_not_grow(root: Path) -> None:
    add(root, one=FIRST)
    change(read_snapshot(root), [SetFields(the_event(root).ref, {"review": "reviewed"})], "accepted")
    file = root / "data" / "articles" / "pier.yaml"
    before = file.read_bytes()
    add(root, two=SECOND)
    assert before == file.read_bytes()
    snapshot = read_snapshot(root)
    assert 2 == snapshot.archive.quote_count(the_event(root))


def test_what_is_proposed_of_an_article_of_the_archive_has_its_event_grow(root: Path) -> None:
    add(root, one=FIRST)
    (root / "seeds" / "harbour.txt").write_text(SECOND, encoding="utf-8")
    record = "articles:\n- {id: harbour, file: harbour.txt, headline: Harbour, published: 2005-02-18}\n"
    (root / "data" / "harbour.yaml").write_text(record, encoding="utf-8")
    snapshot = read_snapshot(root)
    assert snapshot.archive.get(Article, "harbour")
    change(snapshot, proposing("harbour", snapshot), "proposed")
    assert ["pier", "harbour"] == [each.article for each in the_event(root).evidence]


def test_an_event_of_which_nobody_speaks_is_a_draft_of_its_own(root: Path) -> None:
    add(root, three=THIRD)
    assert "Lisbon Harbour Festival" == the_event(root).name


def test_a_file_that_was_changed_meanwhile_keeps_what_it_has(root: Path) -> None:
    add(root, one=FIRST)
    file = root / "data" / "articles" / "pier.yaml"
    snapshot: Snapshot = read_snapshot(root)
    file.write_text("articles: [\n", encoding="utf-8")
    other = root.parent / "two.md"
    other.write_text(SECOND, encoding="utf-8")
    (outcome,) = add_files(snapshot, [str(other)], lambda _: None)
    assert outcome.done
    assert "articles: [\n" == file.read_text(encoding="utf-8")
