"""Every list says from which article a quote is, where there are several, and nothing of it where there is one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from archives import record_of, write_archive
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from explorer.cli import main
from explorer.describing.articles_named import article_in, cut
from explorer.linear.wording import quote_line
from explorer.model.records import Quote
from explorer.snapshot import Snapshot, read_snapshot
from explorer.ui.wording.rows import quote_rows

LONG = "Harbour council rejects the plan for a new breakwater after a night of storms and a long debate"
YAML = f"""\
articles:
- {{id: debate, file: debate.txt, headline: {LONG}, published: 2024-03-04}}
- {{id: other, file: other.txt, headline: Undated}}
people: [{{id: ana, name: Ana Ruiz}}]
quotes:
- {{id: wall, article: debate, speech: direct, speaker: ana, text: No wall, date: 2024-03-03, date_basis: stated}}
- {{id: boat, article: other, speech: direct, speaker: ana, text: A boat}}
"""
TEXTS = {"debate.txt": f"{LONG}\n\n“No wall,” Ana Ruiz said.\n", "other.txt": "Undated\n\n“A boat,” Ruiz said.\n"}
ONE = YAML.replace("- {id: other, file: other.txt, headline: Undated}\n", "").partition("- {id: boat")[0]


@pytest.fixture
def several(tmp_path: Path) -> Snapshot:
    return read_snapshot(write_archive(tmp_path / "several", TEXTS, YAML))


@pytest.fixture
def one(tmp_path: Path) -> Snapshot:
    return read_snapshot(write_archive(tmp_path / "one", {"debate.txt": TEXTS["debate.txt"]}, ONE))


def wall(snapshot: Snapshot) -> Quote:
    quote = record_of(snapshot.archive, "quote/wall")
    assert isinstance(quote, Quote)
    return quote


def card(snapshot: Snapshot, width: int, trail: tuple[str, ...] = ()) -> list[str]:
    quote = wall(snapshot)
    rows = quote_rows(quote, snapshot.scope(trail), snapshot.verifications[quote.ref], width, 2)
    return [row.plain.rstrip() for row in rows]


def test_a_card_has_the_article_with_its_date_on_a_line_where_several_are_in_scope(
    several: Snapshot, one: Snapshot
) -> None:
    """A long headline is cut after a word, and the date is never."""
    assert card(several, 60)[-1] == "  Harbour council rejects the plan for a new…, 2024-03-04"
    assert card(several, 30)[-1] == "  Harbour council…, 2024-03-04"
    assert card(several, 60, ("article/debate",)) == card(several, 60)[:-1] == card(one, 60)


@given(st.text(alphabet="ab 漢,é", max_size=40), st.integers(1, 30))
def test_what_is_cut_fits_and_says_that_it_is_cut(text: str, width: int) -> None:
    found = cut(text, width)
    assert cell_len(found) <= width
    assert found == text if cell_len(text) <= width else found.endswith("…")


def test_an_article_that_the_archive_lacks_has_its_id(several: Snapshot) -> None:
    lost = Quote(id="lost", article="nowhere", speech="direct", text="Lost", speaker="ana")
    assert article_in(several.archive, lost, 40) == "nowhere"


def lines(root: Path, capsys: pytest.CaptureFixture[str], *words: str) -> Iterator[list[str]]:
    assert main([*words, "--archive", str(root)]) == 0
    return (line.split("\t") for line in capsys.readouterr().out.splitlines())


def test_the_lists_of_the_command_line_have_the_article_and_its_date(
    several: Snapshot, one: Snapshot, capsys: pytest.CaptureFixture[str]
) -> None:
    """After what they have anyway; the timeline has the articles' ids."""
    last = {
        words: [line[-2:] for line in lines(several.root, capsys, *words)]
        for words in (("list", "quotes"), ("search", "Ruiz", "wall"))
    }
    assert last["list", "quotes"] == [[LONG, "2024-03-04"], ["Undated", ""]]
    assert last["search", "Ruiz", "wall"][0] == [LONG, "2024-03-04"]
    assert [line[-1] for line in lines(several.root, capsys, "timeline")] == ["debate"]
    assert [len(line) for line in lines(one.root, capsys, "list", "quotes")] == [4]
    assert [len(line) for line in lines(one.root, capsys, "timeline")] == [5]


def test_linear_mode_says_the_article_in_a_list(several: Snapshot, one: Snapshot) -> None:
    said = quote_line(several, wall(several))
    assert "in Harbour council rejects the plan for a new breakwater after and so on of Mon 4 Mar 2024: " in said
    assert "Harbour" not in quote_line(several, wall(several), with_article=False)
    assert "Harbour" not in quote_line(one, wall(one))
