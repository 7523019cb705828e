"""A fault of YAML is told where it is, not where the parser gave up, and in words that say what to do."""

from __future__ import annotations

from typing import NamedTuple

import pytest
from archives import PIER_YAML

from explorer.files import yaml_text
from explorer.files.yaml_records import read_records


class Case(NamedTuple):
    """A record with ▶ right before its fault, and words that the message must have."""

    record: str
    said: str


def case(said: str, *lines: str) -> Case:
    return Case("\n".join(lines), said)


CASES = [
    case("“[” begins a list", "- id: a", "  text: ▶[the stewards] agreed to it", "  speaker: b"),
    case("“{” begins a mapping", "- id: a", "  text: ▶{sic} agreed to it", "  speaker: b"),
    case("“: ” inside of a text", "- id: a", "  text: he said▶: no", "  speaker: b"),
    case("“: ” inside of a text", "- id: a", "  text: there was one thing", "    he said▶: no", "  speaker: b"),
    case("“: ” inside of a text", "- id: a", "  text: he said▶:", "  speaker: b"),
    case("“ is none for YAML", "- id: a", "  text: “He said▶: no”", "  speaker: b"),
    case("“: ” inside of a text", "- {id: a, text: He said▶: no, speaker: b}"),
    case("“: ” inside of a text", "- id: a", "  at: {prefix: he said▶: , suffix: c}"),
    case("“: ” inside of a text", "- id: a", "  text:", "  - We will", "  - one thing▶: he said: no", "  speaker: b"),
    case(
        "a # after a space begins a comment", "- id: a", "  text: pier ▶#4 burned", "    to the ground", "  speaker: b"
    ),
    case("a # after a space begins a comment", "- {id: a, text: pier ▶#4 burned, speaker: b}"),
    case("a tab indents", "- id: a", "▶\ttext: x"),
    case("a tab indents", "- id: a", "  ▶\ttext: x", "  speaker: b"),
    case('this quotation mark " opens', "- id: a", '  text: ▶"He said no', "  speaker: b"),
    case('this quotation mark " opens', "- id: a", '  text: ▶"He said no', '  attribution: "said b"', "  speaker: b"),
    case("this quotation mark ' opens", "- id: a", "  text: ▶'He said no", "  note: it's late", "  speaker: b"),
    case("write '' for an apostrophe", "- id: a", "  text: 'It▶s a plan'".replace("It▶", "It'▶"), "  speaker: b"),
    case('write \\" for a mark', "- id: a", '  text: "Yes," ▶he said, "no."', "  speaker: b"),
    case("“text” begins in column 4", "- id: a", "   ▶text: x", "  speaker: b"),
    case("“text” begins in column 2", "- id: a", " ▶text: x", "  speaker: b"),
    case("“text” begins in column 4", "- id: a", "  evidence:", "  - article: p", "   ▶text: x"),
    case("a space is missing after “text:”", "- id: a", "  text:▶x", "  speaker: b"),
    case("a space is missing after “id:”", "- id:▶a", "  text: x"),
    case("a space is missing after the “-”", "- id: a", "  text:", "  ▶-one", "  - two"),
    case("the “:” after “text” is missing", "- id: a", "  text▶ x", "  speaker: b"),
    case("there must be “:”, not “=”", "- id: a", "  text ▶= x", "  speaker: b"),
    case("“attrib” is not finished", "- id: a", "  text: x", "  ▶attrib"),
    case("“topics” has a value on its own line", "- id: a", "  topics: x", "  ▶- y"),
    case("each item of this list begins with “- ”", "- id: a", "  topics:", "  - x", "  ▶y", "  speaker: b"),
    case("“- ” at the start of a text", "- id: a", "  text: ▶- no", "  speaker: b"),
    case("can't begin with “@”", "- id: a", "  text: ▶@ana said no", "  speaker: b"),
    case("can't begin with “`”", "- id: a", "  text: ▶`no`", "  speaker: b"),
    case("can't begin with “%”", "- id: a", "  text: ▶% of all", "  speaker: b"),
    case("“*” at the start of a text is read as an alias", "- id: a", "  text: ▶* see below", "  speaker: b"),
    case("“*” at the start of a text is read as an alias", "- id: a", "  text: ▶*see below", "  speaker: b"),
    case("“&” at the start of a text is read as an anchor", "- id: a", "  text: ▶& more", "  speaker: b"),
    case("says that it begins on the next line", "- id: a", "  text: ▶> 40 percent", "  speaker: b"),
    case("must be indented more than “text”", "- id: a", "  text: |", "  ▶No.", "  speaker: b"),
    case(
        "as its first line is, by 4",
        "- id: a",
        "  note: >-",
        "    He was: there.",
        "   ▶No: not there.",
        "  speaker: b",
    ),
    case("a tab indents", "- id: a", "  note: one two", "▶\t three: four", "  speaker: b"),
    case("a merge is not finished", "- id: a", "▶<<<<<<< HEAD", "  text: x", "=======", "  text: y", ">>>>>>> b"),
    case("a backslash begins an escape", "- id: a", '  text: "C:▶\\data"', "  speaker: b"),
    case("U+0007 is a control character", "- id: a", "  text: x▶\x07y"),
    case("“[” begins a list, and nothing closes it", "- id: a", "  topics: ▶[x, y", "  speaker: b"),
    case("“{” begins a mapping, and nothing closes it", "- ▶{id: a, text: b"),
    case("a comma is missing before “text”", "- {id: a ▶text: b}"),
    case("behind its “]” there is more", "- id: a", "  topics: ▶[x, y]]", "  speaker: b"),
    case("inside of { } a text with “]” needs", "- {id: a, text: b▶] c, speaker: d}"),
]


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
@pytest.mark.parametrize("case", CASES, ids=[f"{n}: {case.said}" for n, case in enumerate(CASES)])
def test_a_fault_has_its_own_place_and_plain_words(case: Case, line_end: str) -> None:
    """Wherever in a file the record is, and however its lines end."""
    before, _, _ = case.record.partition("▶")
    text = f"quotes:\n{case.record.replace('▶', '')}\n".replace("\n", line_end)
    (problem,) = yaml_text.parse(text, "f.yaml")[1]
    assert case.said in problem.message
    expected = before.count("\n") + 2, len(before) - before.rfind("\n")
    assert expected == (problem.place.line, problem.place.column)


@pytest.mark.parametrize("case", CASES, ids=[f"{n}: {case.said}" for n, case in enumerate(CASES)])
def test_no_word_of_the_parser_is_left(case: Case) -> None:
    (problem,) = yaml_text.parse(f"quotes:\n{case.record.replace('▶', '')}\n", "f.yaml")[1]
    for jargon in ("flow", "scalar", "block", "token", "expected", "simple key", "indicator", "stream"):
        assert jargon not in problem.message


@pytest.mark.parametrize(
    "text",
    [
        "- id: a  # a comment: with a colon\n  text: x # and another\n",
        "- id: a\n  text: |\n    He said: no\n    # not a comment\n",
        "- id: a\n  text: \"He said: no\n    and 'more'\"\n",
        "- id: a\n  url: https://example.org/a#b\n",
        "- id: a\n  text: it's 10:30, “so” [she] said\n",
    ],
)
def test_what_only_looks_like_a_fault_is_none(text: str) -> None:
    assert [] == yaml_text.parse(f"quotes:\n{text}", "f.yaml")[1]


def test_what_only_looks_like_a_fault_is_not_taken_for_the_one_that_is() -> None:
    """Of many things that could be wrong, the one is told without which the parser gets further."""
    text = (
        'quotes:\n- id: a\n  text: |\n    He said: no\n    \'tis # so\n  note: "fine\n    and more"\n  speaker: a: b\n'
    )
    (problem,) = yaml_text.parse(text, "f.yaml")[1]
    assert (8, 13) == (problem.place.line, problem.place.column)


def test_a_fault_in_a_long_file_is_told_too() -> None:
    text = PIER_YAML + "".join(f"- {{id: q{n}, text: x}}\n" for n in range(10_000)) + "- id: z\n  text: he: no: x\n"
    (problem,) = yaml_text.parse(text, "f.yaml")[1]
    assert text.count("\n") == problem.place.line


@pytest.mark.parametrize(
    ("record", "said"),
    [
        ("- {id:ana, name: Ana}", "unknown field “id:ana” of a person; a space is missing after “id:”"),
        ("- id:ana", "a person must be a mapping, not “id:ana”; a space is missing after “id:”"),
        (
            "- {id: ana, name: Ana, aliases: [the mayor: Ana]}",
            "“aliases” must be text; a “: ” inside of a text makes it a mapping: put the text in quotation marks",
        ),
    ],
)
def test_a_fault_that_is_yaml_all_the_same_is_told_with_what_it_lacks(record: str, said: str) -> None:
    document, _ = yaml_text.parse(f"people:\n{record}\n", "f.yaml")
    assert said in [problem.message for problem in read_records(document, "f.yaml")[1]]
