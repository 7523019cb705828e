"""A list of records is written whole and in order, is read as it was meant by other programs, and commands none."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from archives import write_archive
from bibtexparser.entrypoint import parse_string
from hypothesis import given
from hypothesis import strategies as st

from explorer.checking import verifying
from explorer.citing import Citable
from explorer.citing.markdown import markdown
from explorer.citing.plain import plain
from explorer.display import clean_data
from explorer.exporting import LIST_FORMATS, formats_of
from explorer.exporting.importing import archive_files
from explorer.model.archive import Archive
from explorer.model.problems import Place
from explorer.model.records import AnyRecord, Article, Entry, Event, Kind, Person, Quote, Topic
from explorer.snapshot import Snapshot, read_snapshot

BY_NAME = {format.name: format for format in LIST_FORMATS}


def written(snapshot: Snapshot, records: list[AnyRecord], name: str) -> str:
    return "".join(BY_NAME[name].pieces(snapshot, records))


def rows(snapshot: Snapshot, records: list[AnyRecord]) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(written(snapshot, records, "CSV"))))


def cited(snapshot: Snapshot, record: Quote) -> Citable:
    return Citable(snapshot, record)


@pytest.mark.parametrize("kind", Kind)
def test_each_record_is_one_piece_in_every_format(shipped: Snapshot, kind: Kind) -> None:
    records = list(shipped.archive.of_kind(kind).values())
    for each in formats_of({record.kind for record in records}):
        assert len(list(each.pieces(shipped, records))) == len(records)


def test_plain_text_has_a_citation_on_each_line(shipped: Snapshot) -> None:
    quotes = list(shipped.archive.all(Quote))
    assert written(shipped, [*quotes], "Plain text").splitlines() == [plain(cited(shipped, quote)) for quote in quotes]


def test_markdown_has_the_citations_one_below_the_other(shipped: Snapshot) -> None:
    quotes = list(shipped.archive.all(Quote))
    assert (
        written(shipped, [*quotes], "Markdown")
        == "\n\n".join(markdown(cited(shipped, quote)) for quote in quotes) + "\n"
    )


def test_bibtex_has_one_entry_for_each_article_and_a_command_for_each_quote(shipped: Snapshot) -> None:
    """Many entries for one article would be as many lines of a bibliography."""
    quotes = list(shipped.archive.all(Quote))
    text = written(shipped, [*quotes], "BibTeX")
    library = parse_string(text)
    (entry,) = library.entries
    assert (entry.key, library.failed_blocks) == ("biden-xi-woodside", [])
    assert text.count("% \\autocite") == len(quotes)
    assert all(quote.ref in entry["annotation"] for quote in quotes)


def test_csl_has_one_item_for_each_article(shipped: Snapshot) -> None:
    quotes = list(shipped.archive.all(Quote))
    (item,) = json.loads(written(shipped, [*quotes], "CSL-JSON"))
    assert item["id"] == "biden-xi-woodside"
    assert all(quote.ref in item["note"] for quote in quotes)


def test_articles_come_in_the_order_of_what_is_cited_of_them(tmp_path: Path) -> None:
    yaml = """\
articles:
- {id: one, file: a.txt, headline: One}
- {id: two, file: a.txt, headline: Two}
- {id: bare, file: a.txt, headline: Bare}
people: [{id: ana, name: Ana}]
quotes:
- {id: a, article: two, speech: direct, text: said, speaker: ana}
- {id: b, article: one, speech: direct, text: said, speaker: ana}
- {id: c, article: two, speech: direct, text: said, speaker: ana}
"""
    snapshot = read_snapshot(write_archive(tmp_path, {"a.txt": "“said”"}, yaml))
    records: list[AnyRecord] = [*snapshot.archive.all(Quote), *snapshot.archive.all(Article)]
    assert [item["id"] for item in json.loads(written(snapshot, records, "CSL-JSON"))] == ["two", "one", "bare"]
    assert [entry.key for entry in parse_string(written(snapshot, records, "BibTeX")).entries] == [
        "two",
        "one",
        "bare",
    ]
    assert [item["id"] for item in json.loads(written(snapshot, records[:1], "CSL-JSON"))] == ["two"]


def test_bibtex_is_only_for_what_it_can_cite() -> None:
    published = {"BibTeX", "CSL-JSON", "Pandoc", "Web Annotation"}
    of_quotes = {format.name for format in formats_of({Kind.QUOTE})}
    of_both = {format.name for format in formats_of({Kind.QUOTE, Kind.TOPIC})}
    assert published == of_quotes - of_both
    assert {"Plain text", "Markdown", "CSV", "JSON Lines", "JSON-LD"} == of_both


def test_a_row_of_a_quote_says_all_that_its_yaml_says(shipped: Snapshot) -> None:
    """Names in place of ids, with the paragraph and the status beside them."""
    quote = shipped.archive.get(Quote, "xi-reunification-and-force")
    assert quote is not None
    [row] = rows(shipped, [quote])
    assert row["ref"] == "quote/xi-reunification-and-force"
    assert row["text"] == quote.text
    assert row["speaker"] == "Xi Jinping"
    assert row["relayed_by"] == "official (after the talks)"
    assert row["topics"] == "Taiwan; Competition and conflict"
    assert (row["paragraphs"], row["status"], row["review"]) == ("7", "verbatim", "reviewed")
    beside = {"ref", "topics_by_query", "paragraphs", "status", "left_out", "cautions"}
    assert set(row) == {*beside, *Quote.__struct_fields__} - {"id", "at"}


def test_segments_are_told_apart_in_a_row(shipped: Snapshot) -> None:
    """By marks, and not by an ellipsis, which may be the article's own."""
    quote = shipped.archive.get(Quote, "biden-pick-up-the-phone")
    assert quote is not None
    [row] = rows(shipped, [quote])
    assert row["text"] == " ".join(f"“{segment}”" for segment in quote.segments)


def test_records_of_several_kinds_share_the_columns_that_they_have_in_common(shipped: Snapshot) -> None:
    event, topic = next(iter(shipped.archive.all(Event))), next(iter(shipped.archive.all(Topic)))
    first, second = rows(shipped, [event, topic])
    assert (first["name"], first["label"]) == (event.name, "")
    assert (second["name"], second["label"]) == ("", topic.label)


def test_words_that_are_not_in_the_article_are_said_to_be_missing(tmp_path: Path) -> None:
    yaml = """\
articles: [{id: pier, file: pier.txt, headline: Pier}]
people: [{id: ana, name: Ana}]
quotes: [{id: lost, article: pier, speech: direct, text: never said, speaker: ana}]
"""
    snapshot = read_snapshot(write_archive(tmp_path, {"pier.txt": "Pier\n\nNothing."}, yaml))
    quotes: list[AnyRecord] = list(snapshot.archive.all(Quote))
    assert rows(snapshot, quotes)[0]["status"] == "missing"
    assert "not verified" in written(snapshot, quotes, "Plain text")


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=40), min_size=1, max_size=5))
def test_any_text_stays_one_cell_and_no_cell_is_a_formula(names: list[str]) -> None:
    people: list[AnyRecord] = [Person(id=f"p{n}", name=name, role=f"={name}") for n, name in enumerate(names)]
    archive = Archive(Entry(person, Place("data/all.yaml")) for person in people)
    snapshot = Snapshot(root=Path(), archive=archive, verifications=verifying.verify(archive, {}))
    read = rows(snapshot, people)
    assert [row["name"].removeprefix("'") for row in read] == [clean_data(name).removeprefix("'") for name in names]
    assert not [cell for row in read for cell in row.values() if cell.startswith(("=", "+", "-", "@"))]


def test_json_lines_of_a_list_are_an_archive_with_all_that_it_refers_to(tmp_path: Path) -> None:
    """Nothing dangles, and the records are those of the archive that the list is of."""
    pier = read_snapshot(write_archive(tmp_path))
    quote = pier.archive.get(Quote, "ruiz-rebuild")
    assert quote is not None
    text = written(pier, [quote], "JSON Lines")
    refs = [json.loads(line)["ref"] for line in text.splitlines()]
    assert refs[0] == "quote/ruiz-rebuild"
    assert {"article/pier", "person/ana-ruiz", "topic/harbour", "topic/pier", "event/briefing"} == set(refs[1:])
    assert {"seeds/pier.txt", "data/archive.yaml"} == set(archive_files(text, "list"))
    graph = json.loads(written(pier, [quote], "JSON-LD"))["@graph"]
    assert [f"#{ref}" for ref in refs] == [node["@id"] for node in graph]
    assert 1 == len(json.loads(written(pier, [quote], "Web Annotation")))
