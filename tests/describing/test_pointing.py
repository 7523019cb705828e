"""A problem's line is shown with a caret below its place, whatever the line is made of and however long it is."""

from __future__ import annotations

from pathlib import Path

import pytest
from archives import ESCAPE, HOSTILE_WORDS, PIER, PIER_YAML, write_archive
from rich.cells import cell_len

from explorer.describing.pointing import excerpts_of, pointed
from explorer.files.excerpts import Excerpt
from explorer.model.problems import Place
from explorer.snapshot import read_again, read_snapshot


@pytest.mark.parametrize("before", ["", "  text: ", "和平 é Z\u0301 ", "\ttab\t", "👩 ", "\u202e", ESCAPE])
@pytest.mark.parametrize("width", [20, 60])
def test_the_caret_is_below_its_character(before: str, width: int) -> None:
    line, caret = pointed(Excerpt(f"{before}@ and more", len(before)), width)
    assert cell_len(line.partition("@")[0]) == len(caret) - 1
    assert caret.endswith("^")


@pytest.mark.parametrize("at", [0, 1, 40, 300, 599, 600])
@pytest.mark.parametrize("letter", ["a", "平", "和a"])
def test_a_long_line_is_cut_around_its_place_and_says_so(letter: str, at: int) -> None:
    text = (letter * 600)[:600]
    line, caret = pointed(Excerpt(text, at), 50)
    assert cell_len(line) <= 50
    assert len(caret) <= 50
    assert line.startswith("…") is (at >= 40)
    assert line.endswith("…") is (at < 590)


@pytest.mark.parametrize("words", HOSTILE_WORDS.values(), ids=HOSTILE_WORDS)
def test_no_line_can_deceive_a_terminal(words: str) -> None:
    line, _ = pointed(Excerpt(f"{words}{ESCAPE}", 3), 80)
    assert line.isprintable() or "\u200d" in line
    assert cell_len(line) <= 80


def test_an_excerpt_is_the_line_of_the_place_as_yaml_and_articles_count_lines(tmp_path: Path) -> None:
    yaml = "topics:\r\n- {id: a, label: A}\r\n- {id: b, labl: é B}\r\n"
    snapshot = read_snapshot(write_archive(tmp_path, {"pier.txt": PIER}, {"t.yaml": yaml, "archive.yaml": PIER_YAML}))
    excerpts = excerpts_of(snapshot)
    assert Excerpt("- {id: b, labl: é B}", 10) == excerpts.at(Place("data/t.yaml", 3, 11))
    assert Excerpt("Pier to be rebuilt", 5) == excerpts.at(Place("seeds/pier.txt", 1, 6))


@pytest.mark.parametrize(
    "place", [Place("data"), Place("data/no.yaml"), Place("data/archive.yaml", 999), Place("../x")]
)
def test_what_is_no_line_of_a_file_has_no_excerpt(tmp_path: Path, place: Place) -> None:
    assert None is excerpts_of(read_snapshot(write_archive(tmp_path))).at(place)


def test_a_file_that_changed_since_it_was_read_has_none_until_it_is_read_again(tmp_path: Path) -> None:
    """Its places are those of another text."""
    snapshot = read_snapshot(write_archive(tmp_path))
    (tmp_path / "data" / "archive.yaml").write_text(f"# new\n{PIER_YAML}", encoding="utf-8")
    place = Place("data/archive.yaml", 1, 1)
    assert None is excerpts_of(snapshot).at(place)
    assert Excerpt("# new", 0) == excerpts_of(read_again(snapshot)).at(place)
