"""A # that cuts a text is told, and a comment is none."""

from __future__ import annotations

from pathlib import Path

import pytest
from archives import write_archive

from explorer.snapshot import Snapshot, read_snapshot

ARTICLE = "Fire\n\n“Pier #4 burned down,” Mayor Ana Ruiz said. “It is C # major, and AT&T knows.”\n"
YAML = """\
articles:
- {id: fire, file: fire.txt, headline: Fire}
people:
- id: ana
  name: Ana Ruiz
  role: ROLE
quotes:
- id: burned
  article: fire
  speech: partial
  text: TEXT
  speaker: ana
"""


def read(tmp_path: Path, text: str = "burned down,", role: str = "mayor") -> Snapshot:
    return read_snapshot(
        write_archive(tmp_path, {"fire.txt": ARTICLE}, YAML.replace("TEXT", text).replace("ROLE", role))
    )


def cut(snapshot: Snapshot) -> list[tuple[int, int, str]]:
    found = [problem for problem in snapshot.problems if problem.code == "text-cut"]
    return [(problem.place.line, problem.place.column, problem.message) for problem in found]


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("Pier #4 burned down,", 11, 14),
        ("Pier #4 burned down,  # checked", 11, 14),
        ("\n    It is\n    C # major", 13, 7),
        ("[Pier #4\n    ]", 11, 15),
    ],
)
def test_where_the_article_goes_on_the_text_is_cut(tmp_path: Path, text: str, line: int, column: int) -> None:
    said = "text: a # after a space begins a comment: the text ends before it; put all of it in quotation marks"
    assert [(line, column, said)] == cut(read(tmp_path, text))


@pytest.mark.parametrize("role", ["mayor of pier #4", "mayor (of the #metoo kind)", "leader of #SavePier"])
def test_where_it_can_hardly_be_a_comment_the_text_is_cut(tmp_path: Path, role: str) -> None:
    ((line, column, message),) = cut(read(tmp_path, role=role))
    assert (6, 9 + role.index("#")) == (line, column)
    assert message.startswith("role: ")


@pytest.mark.parametrize(
    "comment", [" # checked", "  #checked", " # burned", " # see #4", " #todo (later)", " #", "\t# x"]
)
def test_a_comment_is_no_cut(tmp_path: Path, comment: str) -> None:
    assert [] == cut(read(tmp_path, f"burned down,{comment}", f"mayor{comment}"))


@pytest.mark.parametrize("text", ["'Pier #4 burned down,'", '"Pier #4 burned"', "|\n    Pier #4 burned down,", "C#"])
def test_in_quotation_marks_nothing_is_cut(tmp_path: Path, text: str) -> None:
    assert [] == cut(read(tmp_path, text))


@pytest.mark.parametrize(
    ("role", "name"), [("&co and friends", "“&co” is read as an anchor"), ("! the mayor", "“!” is read as a tag")]
)
def test_what_yaml_leaves_out_at_the_start_of_a_text_is_told(tmp_path: Path, role: str, name: str) -> None:
    ((line, column, message),) = cut(read(tmp_path, role=role))
    assert (6, 9) == (line, column)
    assert message.startswith(name)


def test_an_anchor_that_is_used_is_one(tmp_path: Path) -> None:
    assert [] == cut(read(tmp_path, role="&mayor mayor\n- {id: ben, name: Ben, role: *mayor}"))


def test_a_text_of_which_nothing_is_left_says_why(tmp_path: Path) -> None:
    messages = [problem.message for problem in read(tmp_path, "#4 burned down,").problems]
    assert "a quote must have “text”; a # after a space begins a comment" in messages
