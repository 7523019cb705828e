"""YAML values → typed records, or problems with their places."""

from __future__ import annotations

import re
from types import SimpleNamespace

import pytest

from explorer.files import yaml_records, yaml_text
from explorer.model.records import Anchor, AnyRecord, Article, Event, Evidence, Person, Quote, Topic

QUOTE = "quotes:\n- {id: q, article: a, speech: direct, text: words, speaker: s"


def read(text: str) -> tuple[list[AnyRecord], list[str]]:
    """The records of a data file and its problems, each as it is printed."""
    document, syntax = yaml_text.parse(text, "f.yaml")
    entries, found = yaml_records.read_records(document, "f.yaml")
    return [entry.record for entry in entries], [str(problem) for problem in syntax + found]


def only(text: str) -> AnyRecord:
    """The one record of a data file without problems."""
    (record,), problems = read(text)
    assert [] == problems
    return record


def test_a_record_of_each_kind_is_read() -> None:
    text = """\
articles: [{id: a, file: a.txt, headline: H}]
people: [{id: p, name: P}]
topics: [{id: t, label: T}]
events: [{id: e, name: E}]
quotes: [{id: q, article: a, speech: direct, text: words, speaker: p}]
"""
    expected = [
        Article(id="a", file="a.txt", headline="H"),
        Person(id="p", name="P"),
        Topic(id="t", label="T"),
        Event(id="e", name="E"),
        Quote(id="q", article="a", speech="direct", text="words", speaker="p"),
    ]
    assert (expected, []) == read(text)


def test_every_field_of_a_quote_is_read() -> None:
    text = """\
quotes:
- id: q
  article: a
  speech: partial
  text: [one, two]
  speaker: s
  attribution: she said
  relayed_by: r
  interpreted: true
  addressees: [x, y]
  medium: statement
  event: e
  date: 2023-11-15
  date_basis: stated
  date_because: it says so
  topics: [t]
  within: other
  review: disputed
  note: n
  at: {prefix: before, suffix: after}
"""
    expected = Quote(
        id="q",
        article="a",
        speech="partial",
        text=("one", "two"),
        speaker="s",
        attribution="she said",
        relayed_by="r",
        interpreted=True,
        addressees=("x", "y"),
        medium="statement",
        event="e",
        date="2023-11-15",
        date_basis="stated",
        date_because="it says so",
        topics=("t",),
        within="other",
        review="disputed",
        note="n",
        at=Anchor(prefix="before", suffix="after"),
    )
    assert expected == only(text)


def test_scalars_are_text_whatever_they_look_like() -> None:
    """`no` is Norway and no falsehood, `12:30` no number of seconds, `2022` a name."""
    person = only("people: [{id: no, name: 2022, aliases: [yes, 12:30, 1e3, 2023-11-15, 0777], role: true}]")
    aliases = ("yes", "12:30", "1e3", "2023-11-15", "0777")
    assert Person(id="no", name="2022", aliases=aliases, role="true") == person


def test_null_tilde_and_nothing_mean_absent() -> None:
    text = "articles: [{id: a, file: f, headline: h, published: null, byline: ~, url: , furniture: null}]"
    assert Article(id="a", file="f", headline="h") == only(text)


def test_a_quoted_null_is_a_word() -> None:
    assert Person(id="p", name="null", role="~") == only("people: [{id: p, name: 'null', role: \"~\"}]")


def test_true_and_false_are_truth_values_only_where_a_field_is_one() -> None:
    assert Quote(id="q", article="a", speech="direct", text="words", speaker="s", interpreted=True) == only(
        f"{QUOTE}, interpreted: true}}"
    )
    for word in ("yes", "1", '"true"', "[]"):
        _, (problem,) = read(f"{QUOTE}, interpreted: {word}}}")
        assert problem.startswith("f.yaml:2:77: error: “interpreted” must be true or false, not ")


def test_white_space_around_text_does_not_count() -> None:
    assert Person(id="p", name="Ana") == only('people: [{id: p, name: " Ana "}]')


def test_an_unknown_field_names_the_nearest_and_hides_nothing() -> None:
    records, problems = read("people:\n- id: p\n  name: P\n  alias: [x]\n")
    assert [Person(id="p", name="P")] == records
    assert ["f.yaml:4:3: error: unknown field “alias” of a person; did you mean “aliases”?"] == problems


def test_an_unknown_field_like_no_other_gets_the_known_ones() -> None:
    _, problems = read("topics: [{id: t, label: T, zzz: 1}]")
    expected = "unknown field “zzz” of a topic; known are id, label, description, broader, matches, note or accepts"
    assert [f"f.yaml:1:28: error: {expected}"] == problems


def test_an_unknown_key_of_the_file_names_the_nearest() -> None:
    records, problems = read("poeple: []\ntopics: [{id: t, label: T}]")
    assert [Topic(id="t", label="T")] == records
    assert ["f.yaml:1:1: error: unknown key “poeple”; did you mean “people”?"] == problems


def test_a_choice_names_the_nearest() -> None:
    records, problems = read("people: [{id: p, name: P, type: anonymos}]")
    assert [Person(id="p", name="P")] == records
    expected = "“type” must be one of anonymous, collective, document or named; did you mean “anonymous”?"
    assert [f"f.yaml:1:33: error: {expected}"] == problems


def test_a_missing_field_is_said_at_the_record_and_leaves_it_out() -> None:
    records, problems = read("people:\n- {id: p, name: P}\n- {id: q}\n- {id: r, name: null}\n- {id: s, name: S}\n")
    assert [Person(id="p", name="P"), Person(id="s", name="S")] == records
    assert [
        "f.yaml:3:3: error: a person must have “name”",
        "f.yaml:4:17: error: a person must have “name”",
    ] == problems


def test_all_that_is_wrong_with_a_record_is_said_at_once() -> None:
    text = f"{QUOTE}, date: soon, topics: x, at: y, review: done, interpreted: maybe}}"
    records, problems = read(text)
    assert [Quote(id="q", article="a", speech="direct", text="words", speaker="s")] == records
    assert 5 == len(problems)


def test_wrong_types_are_said_with_what_stands_there() -> None:
    for value, expected in {
        "topics: x": "f.yaml:2:72: error: “topics” must be a list, not “x”",
        "topics: {a: b}": "f.yaml:2:72: error: “topics” must be a list, not a mapping",
        "note: [x]": "f.yaml:2:70: error: “note” must be text, not a list",
        "at: words": "f.yaml:2:68: error: “at” must be a mapping, not “words”",
        "topics: [[x]]": "f.yaml:2:73: error: “topics” must be text, not a list",
        "note: ''": "f.yaml:2:70: error: “note” must be text, and is empty; leave it out instead",
    }.items():
        assert [expected] == read(f"{QUOTE}, {value}}}")[1]


def test_what_is_no_list_of_records_is_said_and_hides_nothing() -> None:
    records, problems = read("people: {id: p}\ntopics: [x, {id: t, label: T}]\nevents:\n")
    assert [Topic(id="t", label="T")] == records
    assert [
        "f.yaml:1:9: error: people must be a list of records, not a mapping; each record begins with “- ”",
        "f.yaml:2:10: error: a topic must be a mapping, not “x”",
    ] == problems


def test_a_file_that_is_no_mapping_is_said() -> None:
    expected = "f.yaml:1:1: error: a data file is a mapping with any of articles, people, topics, events or quotes"
    assert [expected] == read("- a\n- b\n")[1]
    assert [expected] == read("just words")[1]


def test_an_empty_file_is_no_problem() -> None:
    assert ([], []) == read("")
    assert ([], []) == read("~")


def test_ids_are_lower_case_slugs() -> None:
    for id in ("Ana", "ana_ruiz", "-ana", "ana-", "ana--ruiz", "ana ruiz", "é", "ana/ruiz", "[x]"):
        records, problems = read(f'people: [{{id: "{id}", name: P}}]')
        assert [] == records
        expected = f"“id” must be a lower-case slug such as ana-ruiz; this is “{id}”"
        assert [f"f.yaml:1:15: error: {expected}"] == problems


def test_a_date_must_be_edtf() -> None:
    records, problems = read("events: [{id: e, name: E, date: 2023-02-30}]")
    assert [Event(id="e", name="E")] == records
    assert ["f.yaml:1:33: error: “date”: there is no such day: 2023-02-30"] == problems


def test_a_quote_without_words_is_left_out() -> None:
    for written, place in {"[]": "2:45", "''": "2:45", "['']": "2:46", "[null]": "2:46"}.items():
        records, problems = read(f"quotes:\n- {{id: q, article: a, speech: direct, text: {written}, speaker: s}}")
        assert [] == records
        assert problems[0].startswith(f"f.yaml:{place}: error: “text”")


def test_an_empty_item_is_said_and_left_out() -> None:
    records, problems = read("people: [{id: p, name: P, aliases: [a, ~, '', b]}]")
    assert [Person(id="p", name="P", aliases=("a", "b"))] == records
    assert [
        "f.yaml:1:40: error: “aliases” has an empty item; leave it out instead",
        "f.yaml:1:43: error: “aliases” must be text, and is empty; leave it out instead",
    ] == problems


def test_unknown_fields_in_evidence_and_anchors_are_said() -> None:
    records, problems = read("people: [{id: p, name: P, evidence: [{article: a, text: t, page: 3}]}]")
    assert [Person(id="p", name="P", evidence=(Evidence(article="a", text="t"),))] == records
    expected = "unknown field “page” of an evidence; known are article or text"
    assert [f"f.yaml:1:60: error: {expected}"] == problems


def test_problems_name_the_record_that_they_concern() -> None:
    document, _ = yaml_text.parse("people: [{id: ana, name: []}, {name: x}]\nfoo: 1\n", "f.yaml")
    _, problems = yaml_records.read_records(document, "f.yaml")
    assert ["person/ana", None, None] == [problem.ref for problem in problems]


def test_each_value_keeps_its_place() -> None:
    text = (
        "quotes:\n- id: q\n  article: a\n  speech: direct\n  text:\n  - one\n  - two\n  speaker: s\n  topics: [x, y]\n"
    )
    document, _ = yaml_text.parse(text, "f.yaml")
    ((entry,), _) = yaml_records.read_records(document, "f.yaml")
    paths = ("id", "speaker", "text[1]", "topics[1]", "note")
    expected = ["f.yaml:2:7", "f.yaml:8:12", "f.yaml:7:5", "f.yaml:9:15", "f.yaml:2:3"]
    assert expected == [str(entry.place_of(path)) for path in paths]


def test_places_count_only_the_items_that_could_be_read() -> None:
    """So that a problem with the second evidence of the record is not said at the one that was left out."""
    text = "people:\n- id: p\n  name: P\n  evidence:\n  - {article: a}\n  - {article: b, text: t}\n"
    document, _ = yaml_text.parse(text, "f.yaml")
    ((entry,), _) = yaml_records.read_records(document, "f.yaml")
    assert "f.yaml:6:24" == str(entry.place_of("evidence[0].text"))


# Defaults

BRIEF = (
    "- {id: q, speech: direct, text: words, speaker: s}\n- {id: r, article: b, speech: direct, text: w, speaker: s}\n"
)


def test_a_field_that_a_record_leaves_out_has_the_default_of_its_file() -> None:
    for text in (
        f"defaults: {{quotes: {{article: a}}}}\nquotes:\n{BRIEF}",
        f"quotes:\n{BRIEF}defaults: {{quotes: {{article: a}}}}",
    ):
        records, problems = read(text)
        assert [] == problems
        assert ["a", "b"] == [record.article for record in records if isinstance(record, Quote)]


def test_each_kind_has_its_own_defaults() -> None:
    defaults = "defaults: {events: {place: Lima, topics: [t]}, people: {role: mayor}}"
    expected = [Event(id="e", name="E", place="Lima", topics=("t",)), Person(id="p", name="P", role="mayor")]
    assert (expected, []) == read(f"{defaults}\nevents: [{{id: e, name: E}}]\npeople: [{{id: p, name: P}}]")


def test_an_explicit_null_keeps_a_default_out() -> None:
    records, problems = read(
        "defaults: {events: {place: Lima}}\nevents: [{id: e, name: E, place: null}, {id: f, name: F, place: }]"
    )
    assert ([Event(id="e", name="E"), Event(id="f", name="F")], []) == (records, problems)
    _, problems = read(
        "defaults: {quotes: {article: a}}\nquotes: [{id: q, article: ~, speech: direct, text: w, speaker: s}]"
    )
    assert ["f.yaml:2:27: error: a quote must have “article”"] == problems


def test_a_default_that_makes_no_sense_is_said() -> None:
    for kind, field in (("quotes", "text"), ("quotes", "id"), ("events", "name"), ("articles", "sha256")):
        (problem,) = read(f"defaults:\n  {kind}:\n    {field}: x")[1]
        expected = f"“{field}” can't have a default: it belongs to one {kind[:-1]} alone"
        assert f"f.yaml:3:5: error: {expected}" == problem


def test_a_default_is_read_as_in_a_record_and_told_once() -> None:
    lines = ["date: soon", "speach: direct", "review: don", "topics: t"]
    defaults = "\n    ".join(["defaults:\n  qotes: {}\n  quotes:", "article: a", *lines])
    records, problems = read(f"{defaults}\nquotes:\n{BRIEF}")
    assert ["q", "r"] == [record.id for record in records]
    assert [
        "f.yaml:2:3: error: unknown key “qotes” of defaults; did you mean “quotes”?",
        "f.yaml:5:11: error: “date”: not an EDTF date: 'soon'",
        "f.yaml:6:5: error: unknown field “speach” of a quote; did you mean “speech”?",
        "f.yaml:7:13: error: “review” must be one of disputed, draft or reviewed, not “don”",
        "f.yaml:8:13: error: “topics” must be a list, not “t”",
    ] == [problem.partition("; write")[0] for problem in problems]


def test_defaults_are_a_mapping_of_mappings() -> None:
    assert ["f.yaml:1:11: error: “defaults” must be a mapping, not a list"] == read("defaults: []")[1]
    assert ["f.yaml:1:20: error: “quotes” must be a mapping, not “x”"] == read("defaults: {quotes: x}")[1]
    assert ([], []) == read("defaults:\n  quotes:\n")


def test_a_value_from_the_defaults_has_its_place_there() -> None:
    text = f"defaults:\n  quotes:\n    article: a\n    topics: [x, y]\nquotes:\n{BRIEF}"
    document, _ = yaml_text.parse(text, "f.yaml")
    (first, second), _ = yaml_records.read_records(document, "f.yaml")
    assert ["f.yaml:3:14", "f.yaml:4:17"] == [str(first.place_of(path)) for path in ("article", "topics[1]")]
    assert "f.yaml:7:20" == str(second.place_of("article"))


def test_what_was_meant_is_a_value_of_the_problem() -> None:
    document, _ = yaml_text.parse("people: [{id: p, name: P, alias: [x], type: anonymos}]\nqoutes: []", "f.yaml")
    _, problems = yaml_records.read_records(document, "f.yaml")
    assert [("alias", "aliases"), ("anonymos", "anonymous"), ("qoutes", "quotes")] == [
        (problem.meant.word, problem.meant.by) for problem in problems if problem.meant
    ]


def test_a_quote_of_too_many_segments_is_left_out_and_told_with_the_bound() -> None:
    text = f"quotes:\n- {{id: long, article: a, speech: direct, speaker: s, text: [{', '.join(['words'] * 201)}]}}\n"
    most = text.replace("long", "most").replace("[words, ", "[").removeprefix("quotes:\n")
    (kept,), problems = read(text + most)
    assert "most" == kept.id
    assert ["f.yaml:2:60: error: “text” has 201 segments; a quote has at most 200"] == problems


def test_of_very_many_unknown_fields_the_first_are_told_and_how_many_more_there_are() -> None:
    _, problems = read(f"{QUOTE}, {', '.join(f'key{n}: x' for n in range(1_100))}}}\n")
    assert 101 == len(problems)
    assert problems[-1].endswith("error: 1,000 more unknown fields of a quote")


def test_names_of_anchors_that_nothing_uses_are_told_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """The text is looked through once, and not for each of them."""
    looked: list[str] = []

    def findall(pattern: str, text: str) -> list[str]:
        looked.append(pattern)
        return re.findall(pattern, text)

    monkeypatch.setattr(yaml_text, "re", SimpleNamespace(findall=findall, match=re.match))
    text = "topics:\n" + "".join(f"- {{id: t{n}, label: &t{n} Pier}}\n" for n in range(50)) + "- {id: u, label: *t7}\n"
    _, problems = read(text)
    assert 49 == len([problem for problem in problems if "is read as an anchor" in problem])
    assert 1 == len(looked)
