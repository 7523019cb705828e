"""YAML text → values with their places."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.files import yaml_text
from explorer.files.yaml_text import DEEPEST, Fields, Items, Text
from explorer.model.problems import Place


def fields(text: str) -> Fields:
    """The mapping of a text that has no problems."""
    value, problems = yaml_text.parse(text, "f.yaml")
    assert [] == problems
    assert isinstance(value, Fields)
    return value


def problems(text: str) -> list[str]:
    return [str(problem) for problem in yaml_text.parse(text, "f.yaml")[1]]


@pytest.mark.parametrize("word", ["no", "12:30", "2023-11-15", "2022", "1.0", "0x1F", "true", "1e3", "=", "<<"])
def test_a_plain_scalar_stays_the_text_that_it_is(word: str) -> None:
    assert Text(Place("f.yaml", 1, 4), word, plain=True) == fields(f"a: {word}").values["a"]


@pytest.mark.parametrize("written", ["null", "Null", "NULL", "~", ""])
def test_null_and_nothing_at_all_mean_absent(written: str) -> None:
    value = fields(f"a: {written}\nb: x").values["a"]
    assert isinstance(value, Text)
    assert value.is_null


@pytest.mark.parametrize("written", ['"null"', "'~'", '""', "nul", "none", "|\n  null\n"])
def test_quoted_and_other_words_are_not_null(written: str) -> None:
    value = fields(f"a: {written}\nb: x").values["a"]
    assert isinstance(value, Text)
    assert not value.is_null


def test_every_value_and_key_has_its_line_and_column() -> None:
    document = fields("a:\n  - x\n  - {b: y}\nc: z\n")
    items = document.values["a"]
    assert isinstance(items, Items)
    inner = items.values[1]
    assert isinstance(inner, Fields)
    assert Place("f.yaml", 2, 3) == items.place
    assert Place("f.yaml", 2, 5) == items.values[0].place
    assert Place("f.yaml", 3, 9) == inner.values["b"].place
    assert Place("f.yaml", 3, 6) == inner.keys["b"]
    assert Place("f.yaml", 4, 1) == document.keys["c"]


def test_columns_count_code_points_not_bytes() -> None:
    items = fields("é: [“x”, 😀, end]").values["é"]
    assert isinstance(items, Items)
    assert [5, 10, 13] == [item.place.column for item in items.values]


@pytest.mark.parametrize("text", ["", "\n\n", "# only a comment\n", "---\n"])
def test_an_empty_document_is_no_problem(text: str) -> None:
    value, found = yaml_text.parse(text, "f.yaml")
    assert [] == found
    assert value is None or (isinstance(value, Text) and value.is_null)


def test_a_syntax_error_has_the_place_where_it_began() -> None:
    value, found = yaml_text.parse("a: [x,\n  y\nb: z\n", "f.yaml")
    assert value is None
    assert ["f.yaml:1:4: error: in this list a “,” or the closing “]” is missing"] == [
        str(problem) for problem in found
    ]


def test_a_syntax_error_counts_code_points() -> None:
    assert ["f.yaml:1:8"] == [line.partition(": ")[0] for line in problems("é: “x” : y: z")]


def test_a_control_character_has_its_line_and_column() -> None:
    expected = "f.yaml:2:5: error: U+0007 is a control character, which no text may have: delete it"
    assert [expected] == problems("é: b\nc: é\x07d")


def test_a_second_document_is_a_problem() -> None:
    (problem,) = problems("a: 1\n---\nb: 2\n")
    assert problem.startswith("f.yaml:2:1: error: a second document begins here")


def test_of_a_duplicate_key_the_first_is_used_and_the_rest_stays_readable() -> None:
    value, found = yaml_text.parse("a: 1\nb: 2\na: 3\n", "f.yaml")
    assert isinstance(value, Fields)
    assert ["f.yaml:3:1: error: “a” stands twice; the first, on line 1, is used"] == [str(problem) for problem in found]
    assert {"a": "1", "b": "2"} == {key: item.value for key, item in value.values.items() if isinstance(item, Text)}


@pytest.mark.parametrize(
    ("text", "place", "tag"),
    [
        ("!!python/object/apply:os.system [ls]", "1:1", "tag:yaml.org,2002:python/object/apply:os.system"),
        ("a: !!int 3", "1:4", "tag:yaml.org,2002:int"),
        ("a: x\nb: [!mine y]", "2:5", "!mine"),
        ("!!set {a, b}", "1:1", "tag:yaml.org,2002:set"),
    ],
)
def test_a_tag_is_a_problem_and_constructs_nothing(text: str, place: str, tag: str) -> None:
    value, found = yaml_text.parse(text, "f.yaml")
    assert value is not None
    assert [f"f.yaml:{place}: error: tags are not used here: {tag}"] == [str(problem) for problem in found]


def test_a_key_that_is_no_word_is_a_problem_and_the_rest_stays_readable() -> None:
    value, found = yaml_text.parse("? [a, b]\n: x\nc: y\n", "f.yaml")
    assert isinstance(value, Fields)
    assert ["f.yaml:1:3: error: a key must be a word, not a list or a mapping"] == [str(problem) for problem in found]
    assert ["c"] == list(value.values)


def test_an_alias_is_the_value_that_it_names() -> None:
    document = fields("a: &x [p, q]\nb: *x\n")
    assert document.values["a"] == document.values["b"]


def test_an_undefined_alias_is_a_problem() -> None:
    said = "“*” at the start of a text is read as an alias: put the whole text in quotation marks"
    assert [f"f.yaml:1:4: error: {said}"] == problems("a: *x")


def test_merge_keys_have_no_meaning() -> None:
    assert ["a", "<<"] == list(fields("a: &x {p: q}\n<<: *x\n").values)


def test_aliases_that_multiply_are_stopped() -> None:
    """Nine levels of nine aliases stand for 387 million values."""
    levels = ["a: &a [x, x, x, x, x, x, x, x, x]"]
    for above, name in zip("abcdefgh", "bcdefghi", strict=True):
        levels.append(f"{name}: &{name} [{', '.join([f'*{above}'] * 9)}]")
    value, found = yaml_text.parse("\n".join(levels), "f.yaml")
    assert value is None
    assert ["yaml-aliases"] == [problem.code for problem in found]


@pytest.mark.parametrize("text", ["&a [*a]", "a: &a\n  b: *a\n", "&a [x, {y: *a}]"])
def test_what_contains_itself_is_cut(text: str) -> None:
    value, found = yaml_text.parse(text, "f.yaml")
    assert value is not None
    assert ["yaml-nesting"] == [problem.code for problem in found]


def test_what_contains_itself_many_times_is_stopped() -> None:
    assert "yaml-aliases" in {problem.code for problem in yaml_text.parse("&a [*a, *a, *a]", "f.yaml")[1]}


@pytest.mark.parametrize("depth", [DEEPEST + 2, 900, 5_000, 200_000])
@pytest.mark.parametrize("bracket", ["[", "{a: "])
def test_deep_nesting_is_a_problem_and_never_exhausts_the_stack(bracket: str, depth: int) -> None:
    closing = {"[": "]", "{a: ": "}"}[bracket]
    (problem,) = yaml_text.parse(bracket * depth + closing * depth, "f.yaml")[1]
    assert problem.code in {"yaml-nesting", "yaml-syntax"}


def test_nesting_as_deep_as_allowed_is_no_problem() -> None:
    assert [] == problems("[" * DEEPEST + "x" + "]" * DEEPEST)


def test_what_is_nested_too_deeply_does_not_hide_the_rest() -> None:
    value, found = yaml_text.parse(f"a: {'[' * 60}{']' * 60}\nb: x\n", "f.yaml")
    assert isinstance(value, Fields)
    assert ["yaml-nesting"] == [problem.code for problem in found]
    assert Text(Place("f.yaml", 2, 4), "x", plain=True) == value.values["b"]


@given(st.text(alphabet=st.sampled_from("ab:-?[]{}&*!|>'\"#%@`\\ \n\t~é😀\x07\r\x85\u2028,")) | st.text())
def test_any_text_gives_a_value_or_problems_and_never_an_exception(text: str) -> None:
    value, found = yaml_text.parse(text, "f.yaml")
    assert value is None or isinstance(value, Text | Items | Fields)
    assert all(problem.place.line >= 1 and problem.place.column >= 1 for problem in found)
