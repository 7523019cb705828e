"""Drafts are reviewed in linear mode, too: heard with their reason, accepted and rejected by number."""

from __future__ import annotations

from pathlib import Path

import pytest
from drafting.drafted_archives import write_drafts
from linear.listening import Listener

from explorer.desk.changing import AddRecord
from explorer.desk.reviewing import fields_of
from explorer.drafting.drafting import draft
from explorer.files.record_edits import edited
from explorer.model.records import AnyRecord, Article, Quote
from explorer.reading.text.passages import SourceText


@pytest.fixture
def listener(tmp_path: Path) -> Listener:
    return Listener(write_drafts(tmp_path))


def reviewed(listener: Listener) -> set[str]:
    return {quote.id for quote in listener.walk.snapshot.archive.all(Quote) if quote.review == "reviewed"}


def test_each_draft_is_said_with_how_sure_it_is_and_why(listener: Listener) -> None:
    heard = listener.type("drafts")
    assert "6 drafts, in the order of the articles.\n1. sure, Lonnie Beal, direct, verbatim, draft:" in heard
    assert "Because: words of saying beside it: “said Lonnie Beal" in heard


def test_drafts_are_accepted_and_rejected_by_number_and_that_is_undone(listener: Listener) -> None:
    listener.type("drafts", "accept 1", "again", "reject 1", "again")
    assert {"levee-1"} == reviewed(listener)
    assert "Still drafts: role of Lonnie Beal." in listener.heard
    assert "5 drafts" in listener.heard
    assert "5. person: Lonnie Beal · named · role: retired welder" in listener.heard
    listener.type("accept sure")
    assert {"levee-1", "levee-3", "levee-4"} <= reviewed(listener)
    listener.type("undo")
    assert {"levee-1"} == reviewed(listener)


def test_the_sure_ones_of_one_article_are_accepted_at_a_time(tmp_path: Path) -> None:
    root = write_drafts(tmp_path)
    text = "Pier\n\n“It held for years,” said Ana Ruiz. “It held well,” said Ana Ruiz.\n"
    pier = draft(Article(id="pier", file="pier.txt", headline="Pier", published="2024-03-10"), SourceText(text))
    records: list[AnyRecord] = [pier.article, *pier.people, *(each.quote for each in pier.quotes)]
    added = edited(b"", [AddRecord("data/pier.yaml", record.kind, fields_of(record)) for record in records])
    (root / "data/pier.yaml").write_bytes(added)
    (root / "seeds/pier.txt").write_text(text, encoding="utf-8")
    listener = Listener(root)
    assert "in Pier" not in listener.type("accept sure")
    assert not any(id.startswith("pier") for id in reviewed(listener))
    assert "Accepted 2 drafts in Pier." in listener.type("accept sure")
    assert "No draft is sure." in listener.type("accept sure")


def test_what_is_no_draft_is_said(listener: Listener) -> None:
    assert "is no draft" in listener.type("articles", "accept 1")
    assert "takes the number of a draft" in listener.type("accept everything")


def test_nobodys_words_are_heard_with_why_and_accepted_or_rejected_by_number(tmp_path: Path) -> None:
    text = "Pier\n\nAna Ruiz said that it holds. She was at a show of the film “Rebecca” last week."
    listener = Listener(write_drafts(tmp_path, text))
    heard = listener.type("drafts")
    assert "2. nobody’s words: “Rebecca”, in Pier\nBecause: the word before it gives it for a name or a title." in heard
    assert "Accepted nobody’s words: “Rebecca”." in listener.type("accept 2")
    listener.type("undo", "again")
    assert "They are open speech again." in listener.type("reject 2")
    (article,) = listener.walk.snapshot.archive.all(Article)
    assert () == article.not_quoted
    listener.type("undo", "drafts", "2")
    assert "Ana Ruiz said" in listener.heard.rpartition("Undone")[2], "its number leads into the article"


def test_what_was_not_said_yet_is_neither_accepted_nor_rejected(tmp_path: Path) -> None:
    said = "\n\n".join(f"“Gate number {n} is closed for good,” said Lonnie Beal." for n in range(15))
    listener = Listener(write_drafts(tmp_path, f"Gates\n\n{said}\n"))
    assert "5 more: type more." in listener.type("drafts")
    for command in ("accept 12", "reject 12"):
        assert "12 was not said yet. Type more to hear it.\n" == listener.type(command)
    assert "There is no 99: the numbers here are 1 to 15." in listener.type("accept 99")
    listener.type("more", "accept 12")
    assert {"levee-12"} == reviewed(listener)


def test_numbers_that_mean_others_after_reload_are_to_be_heard_first(tmp_path: Path) -> None:
    said = "\n\n".join(f"“Gate number {n} is closed for good,” said Lonnie Beal." for n in range(15))
    listener = Listener(write_drafts(tmp_path, f"Gates\n\n{said}\n"))
    listener.type("drafts", "accept 1", "reload")
    assert "1 was not said yet. Type more to hear it.\n" == listener.type("reject 1")
    assert "14 drafts, 1 to " in listener.type("more")
    listener.type("reject 1")
    assert "levee-2" not in {quote.id for quote in listener.walk.snapshot.archive.all(Quote)}


def test_what_was_said_stays_said_where_reload_finds_nothing_new(tmp_path: Path) -> None:
    said = "\n\n".join(f"“Gate number {n} is closed for good,” said Lonnie Beal." for n in range(15))
    listener = Listener(write_drafts(tmp_path, f"Gates\n\n{said}\n"))
    listener.type("drafts", "reload", "accept 1")
    assert {"levee-1"} == reviewed(listener)


def test_a_list_that_is_shorter_after_reload_is_said_from_its_start(tmp_path: Path) -> None:
    said = "\n\n".join(f"“Gate number {n} is closed for good,” said Lonnie Beal." for n in range(15))
    listener = Listener(write_drafts(tmp_path, f"Gates\n\n{said}\n"))
    listener.type("drafts", "more all", "accept sure", "undo", "accept 1", "accept 2", "reload")
    assert "drafts, 1 to " in listener.type("more")
