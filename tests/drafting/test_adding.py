"""An article is added with its text and its record, or nothing is; and nothing that is there is changed."""

from __future__ import annotations

import errno
import os
from collections.abc import Sequence
from pathlib import Path

import pytest
from archives import write_archive

from explorer.drafting import adding
from explorer.drafting.adding import Writing, article_of, drafted
from explorer.drafting.adding import added as add
from explorer.drafting.intake.reading import source_of
from explorer.drafting.intake.source import NotTakenError
from explorer.drafting.record_ids import slug
from explorer.drafting.target_archive import read_target, target_of
from explorer.files.seed_files import LARGEST_TEXT
from explorer.files.writing import new_file
from explorer.model.records import Article, Event, Quote
from explorer.snapshot import read_snapshot

TEXT = "Night ferry to run again\n\nThe night ferry between Oram and Hest will run again from 2 May.\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return write_archive(tmp_path / "archive")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "ferry.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def alone(path: Path, content: bytes, grown: Sequence[Event]) -> None:
    """Make a data file and change no other, as where no event of the archive has grown."""
    assert not grown
    new_file(path, content)


def added(root: Path, file: Path, id: str | None = None, write: Writing = alone) -> str:
    return add(source_of(str(file)), str(file), read_target(root), id=id, write=write).draft.article.id


def contents(root: Path) -> dict[str, bytes]:
    return {str(path.relative_to(root)): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def test_the_archive_has_the_article_and_its_text_and_all_else_as_it_was(root: Path, file: Path) -> None:
    before = contents(root)
    id = added(root, file)
    assert "night-ferry-to-run-again" == id
    after = contents(root)
    assert {f"seeds/{id}.txt", f"data/articles/{id}.yaml"} == after.keys() - before.keys()
    assert before == {name: after[name] for name in before}
    assert file.read_bytes() == after[f"seeds/{id}.txt"]
    snapshot = read_snapshot(root)
    assert [] == [problem for problem in snapshot.problems if problem.ref == f"article/{id}"]
    article = snapshot.archive.get(Article, id)
    assert article
    assert "Night ferry to run again" == article.headline


def test_a_text_that_the_archive_has_is_refused_however_it_is_wrapped(root: Path, file: Path) -> None:
    added(root, file)
    for text in (TEXT, f"\ufeff{TEXT}", TEXT.replace("\n", "\r\n"), TEXT.replace(" ferry between", "\nferry  between")):
        file.write_text(text, encoding="utf-8", newline="")
        for target in (read_target(root), target_of(read_snapshot(root))):
            with pytest.raises(NotTakenError, match="already: article/night-ferry-to-run-again"):
                add(source_of(str(file)), str(file), target, write=alone)


def test_an_id_is_never_given_twice(root: Path, file: Path) -> None:
    """Neither that of an article, nor that of a file in the way."""
    assert "pier-2" == added(root, file, "pier-2")
    file.write_text("Night ferry to run again\n\nOther words.\n", encoding="utf-8")
    (root / "seeds" / "night-ferry-to-run-again.txt").write_text("not an article", encoding="utf-8")
    (root / "data" / "articles" / "night-ferry-to-run-again-2.yaml").write_text("", encoding="utf-8")
    for id in ("pier", "night-ferry-to-run-again", "night-ferry-to-run-again-2"):
        with pytest.raises(NotTakenError, match=f"the id {id} is taken"):
            added(root, file, id)
    assert "night-ferry-to-run-again-3" == added(root, file)


def test_a_text_that_is_below_seeds_already_stays_there(root: Path) -> None:
    file = root / "seeds" / "2024" / "ferry.txt"
    file.parent.mkdir()
    file.write_text(TEXT, encoding="utf-8")
    before = contents(root)
    id = added(root, file)
    assert {f"data/articles/{id}.yaml"} == contents(root).keys() - before.keys()
    article = read_target(root).known.get(Article, id)
    assert article
    assert "2024/ferry.txt" == article.file


TALK = """\
The pier again

“We will rebuild it twice,” said Mayor Ana Ruiz. “And then: a third time.”

Ruth Okoye, who sells fish, said that she doubted it.
"""


def test_people_of_the_archive_are_referred_to_and_only_others_are_new(root: Path, file: Path) -> None:
    file.write_text(TALK, encoding="utf-8")
    id = added(root, file)
    archive = read_snapshot(root).archive
    quotes = [quote for quote in archive.all(Quote) if quote.article == id]
    assert {"ana-ruiz", "ruth-okoye"} <= {quote.speaker for quote in quotes}
    assert ("We will rebuild it twice,", "And then: a third time.") == quotes[0].text
    assert {"draft"} == {quote.review for quote in quotes}
    written = (root / "data" / "articles" / f"{id}.yaml").read_text(encoding="utf-8")
    assert ("- id: ana-ruiz" in written, "- id: ruth-okoye" in written) == (False, True)
    assert "\n# sure: " in written
    assert [] == [problem.message for problem in read_snapshot(root).problems if problem.severity == "error"]


def test_what_is_drafted_of_an_article_of_the_archive_keeps_its_record(root: Path) -> None:
    file = root / "seeds" / "pier.txt"
    target = read_target(root)
    assert target.known.get(Article, "pier") == drafted(source_of(str(file)), str(file), target).article


@pytest.mark.parametrize("fails", [1, 2])
def test_when_a_file_can_not_be_written_nothing_is_left(
    root: Path, file: Path, monkeypatch: pytest.MonkeyPatch, fails: int
) -> None:
    before, calls = sorted(root.rglob("*")), [0]

    def failing(path: Path, content: bytes) -> None:
        calls[0] += 1
        if calls[0] == fails:
            path.parent.mkdir(parents=True, exist_ok=True)
            raise OSError(errno.ENOSPC, "No space left on device")
        new_file(path, content)

    monkeypatch.setattr(adding, "new_file", failing)
    with pytest.raises(NotTakenError, match="No space left"):
        added(root, file, write=lambda path, content, _: failing(path, content))
    assert before == sorted(root.rglob("*"))


def test_a_text_that_a_killed_process_left_is_taken_up(root: Path, file: Path) -> None:
    (root / "seeds" / "night-ferry-to-run-again.txt").write_bytes(file.read_bytes())
    assert "night-ferry-to-run-again" == added(root, file)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("none.txt", "there is no such file"),
        ("https://example.org/a.html", "nothing is fetched from the web"),
        ("folder.txt", "it is a folder"),
        ("pipe.txt", "it is not a file"),
        ("loop.txt", "it can’t be read"),
        ("large.txt", "it is larger than 4 MB"),
        ("a\0.txt", "it can’t be read"),
    ],
)
def test_what_can_not_be_read_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, given: str, expected: str
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("folder.txt").mkdir()
    os.mkfifo("pipe.txt")
    Path("loop.txt").symlink_to("loop.txt")
    with Path("large.txt").open("wb") as large:
        large.truncate(LARGEST_TEXT + 1)
    with pytest.raises(NotTakenError, match=expected):
        source_of(given)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("À Brévannes, la fermeture de l’œuvre: “Straße”", "a-brevannes-la-fermeture"),
        ("Bjørn Østby", "bjorn-ostby"),
        ("港の時計台", ""),
        ("Grain fire burns for a second day as the port opens", "grain-fire-burns-for-a-second"),
        ("Grain terminal fire burns for a second day", "grain-terminal-fire-burns"),
        ("a " * 100, "a-a"),
        ("x" * 100, "x" * 32),
    ],
)
def test_a_slug_has_latin_letters_digits_and_whole_words(words: str, expected: str) -> None:
    assert expected == slug(words)


@pytest.mark.parametrize(("given", "expected"), [("Clock Tower.txt", "clock-tower"), ("港.txt", "article")])
def test_an_article_whose_headline_has_no_latin_letters_is_called_after_its_file(
    tmp_path: Path, given: str, expected: str
) -> None:
    (tmp_path / given).write_text("港の時計台\n\n「修理する」と市長は述べた。\n", encoding="utf-8")
    assert expected == article_of(source_of(str(tmp_path / given)), given).id
