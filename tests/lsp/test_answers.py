"""What is offered, said and marked at a place: functions of an archive and a text, without a server."""

from __future__ import annotations

from pathlib import Path

import pytest
from archives import PIER, PIER_YAML, write_archive

from explorer.files.contents import OpenContents
from explorer.lsp import outlining
from explorer.lsp.completing import offers_at
from explorer.lsp.diagnosing import moved
from explorer.lsp.hovering import said_at
from explorer.lsp.live import near
from explorer.lsp.marking import marked
from explorer.lsp.renaming import Change, changes, renamed
from explorer.lsp.texts import FileText
from explorer.model.problems import Place, Problem, Severity
from explorer.snapshot import Snapshot, read_again, read_snapshot

FILE = "data/archive.yaml"
NEW = f"{PIER_YAML}- id: new\n"


@pytest.fixture
def pier(tmp_path: Path) -> Snapshot:
    return read_snapshot(write_archive(tmp_path))


def test_what_is_typed_into_the_rejections_is_marked(pier: Snapshot) -> None:
    contents = OpenContents(pier.root, {"rejected.yaml": b"- {article: pier, speaker: a, txt: b}\n"})
    marks = marked({}, read_again(pier, contents=contents), contents, "utf-16", None)
    told = [(each.problem.code, each.start, each.end) for each in marks["rejected.yaml"].diagnoses]
    assert [("missing-field", 2, 37), ("unknown-key", 30, 37)] == told


def offered(snapshot: Snapshot, typed: str) -> list[str]:
    text = f"{NEW}{typed}"
    return [offer.label for offer in offers_at(snapshot, text, len(text), ["pier.txt", "new one.txt"]).offers]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("  speaker: ", ["ana-ruiz", "ben-okafor", "city-aide"]),
        ("  topics: [pier, ", ["harbour", "city-budget"]),
        ("  topics:\n  - pier\n  - ", ["harbour", "city-budget"]),
        ("  within: ", ["ruiz-rebuild", "okafor-told-in-march", "ruiz-budget"]),
        ("  article:", ["pier"]),
        ("  speech: ", ["direct", "partial", "indirect"]),
        ("  relayed: ", ["true", "false"]),
        ("  date_basis: ", ["stated", "inferred"]),
        ("  text: ", []),
        ("  at:\n    ", ["prefix", "suffix"]),
        ("articles:\n- file: ", ["new one.txt", "pier.txt"]),
        ("people:\n- type: ", ["named", "anonymous", "collective", "document"]),
        ("defaults:\n  topics: {broader: ", ["harbour", "pier", "city-budget"]),
    ],
)
def test_what_may_be_written(pier: Snapshot, typed: str, expected: list[str]) -> None:
    """Ids of the kind that is meant, but for those that stand there; values; files without a record first."""
    assert sorted(expected) == sorted(offered(pier, typed))


def test_fields_are_offered_that_are_not_there(pier: Snapshot) -> None:
    """The needed ones first; in defaults only those that can have one."""
    fields = offered(pier, "  speaker: ana-ruiz\n  ")
    assert ["article", "speech", "text"] == sorted(fields[:3])
    assert {"id", "speaker"}.isdisjoint(fields)
    assert {"text", "id", "at"}.isdisjoint(offered(pier, "defaults:\n  quotes:\n    "))
    assert {"articles", "people", "topics", "events", "quotes"} == set(offered(pier, "defaults:\n  "))
    assert ["defaults"] == offered(pier, "x")
    assert {"span-open", "speaker-mismatch"} <= {*offered(pier, "  accepts:\n  - {code: ")}
    assert "speaker-mismatch" not in offered(pier, "people:\n- accepts:\n  - {code: ")


@pytest.mark.parametrize(
    ("typed", "insert"),
    [
        ("  evidence:\n  - art", "article: "),
        ("  evidence:\n  ", "- article: "),
        ("  evidence: ", "[{article: "),
        ("  evidence: [", "{article: "),
        ("  evidence: [{article: a}, ", "{article: "),
    ],
)
def test_a_mapping_in_a_list_is_begun_where_it_stands(pier: Snapshot, typed: str, insert: str) -> None:
    text = f"{NEW}events:\n- id: new\n{typed}"
    offers = offers_at(pier, text, len(text))
    assert insert == offers.offers[0].insert
    assert len(text) - (3 if typed.endswith("art") else 0) == offers.start


@pytest.mark.parametrize(
    ("above", "below", "expected"),
    [
        ("", "\n  speech: direct", []),
        ("", "# a word", []),
        ("  at: {prefix: a", " suffix: b}", []),
        ("  at: {prefix: a, ", "}", ["suffix: "]),
        ("  at: {prefix: 'a'", "}", []),
        ("  topics: [", " harbour]", []),
        ("  topics:\n ", "", []),
        ("  topics:\n  -", "\n  - harbour", [" pier", " city-budget"]),
        ("  speaker:\n  ", "", []),
        ("  speech: ", "'direct'", ["direct", "partial", "indirect"]),
        ("  at: ", "", ["{prefix: }", "{suffix: }"]),
        ("defaults:\n  quotes: ", "", []),
    ],
)
def test_nothing_is_offered_that_would_break_the_file(
    pier: Snapshot, above: str, below: str, expected: list[str]
) -> None:
    """What is offered stands around the cursor, and leaves what stands before and behind it as it is."""
    text = f"{NEW}{above}"
    found = offers_at(pier, f"{text}{below}\n", len(text))
    assert sorted(expected) == sorted(f"{offer.insert}{offer.closing}" for offer in found.offers)
    assert found.start <= len(text) <= found.end


def test_a_file_without_records_has_no_symbols(pier: Snapshot) -> None:
    assert [] == outlining.of_file(pier, FileText("data/new.yaml", "quotes: [", "utf-16"))


def test_ids_are_found_by_any_name(pier: Snapshot) -> None:
    """A client matches what is typed with the filter text; what is written takes the place of what is typed."""
    text = f"{NEW}  speaker: the m"
    offers = offers_at(pier, text, len(text))
    ana = next(offer for offer in offers.offers if offer.label == "ana-ruiz")
    assert ("ana-ruiz Ana Ruiz the mayor", "Ana Ruiz", "mayor") == (ana.sought, ana.detail, ana.about)
    assert "the m" == text[offers.start : offers.end]


def test_ids_stand_in_a_list_where_the_field_holds_one(pier: Snapshot) -> None:
    for typed, expected in (
        ("topics: ", "[pier]"),
        ("topics: [", "pier"),
        ("topics:\n  - ", "pier"),
        ("topics:\n    ", "- pier"),
    ):
        text = f"{NEW}  {typed}"
        assert expected in [offer.insert for offer in offers_at(pier, text, len(text)).offers]


def test_a_file_name_is_written_as_yaml(pier: Snapshot) -> None:
    for typed, expected in (("", '"a: b.txt"'), ("'", "a: b.txt"), ('"', "a: b.txt")):
        text = f"articles:\n- file: {typed}"
        assert expected == offers_at(pier, text, len(text), ["a: b.txt"]).offers[0].insert


def hovered(snapshot: Snapshot, text: str, words: str, name: str = FILE) -> str:
    said = said_at(snapshot, name, text, text.index(words) + 1, str)
    return said.plain if said else ""


def test_hover_says_what_stands_there(pier: Snapshot, tmp_path: Path) -> None:
    assert "paragraph 2, line 3" in hovered(pier, PIER_YAML, "It is not a promise")
    assert hovered(pier, PIER_YAML, "ana-ruiz\n  attribution").startswith("Ana Ruiz (person ana-ruiz)")
    accepted = f"{NEW}  accepts:\n  - {{code: span-open}}"
    assert "in no direct or partial quote" in hovered(pier, accepted, "span-open")
    assert "Whose words they are." in hovered(pier, PIER_YAML, "speaker: ben")
    assert "quote ruiz-rebuild" in hovered(pier, PIER, "a promise", "seeds/pier.txt")
    altered = PIER_YAML.replace("It is not a promise", "It is no promise")
    (tmp_path / FILE).write_text(altered, encoding="utf-8")
    assert "{+not a+}" in hovered(read_again(pier), altered, "It is no promise")


def test_text_of_an_archive_is_no_markup(tmp_path: Path) -> None:
    name = "<img src=x> [a](http://b) `c` **d**"
    yaml = f'people:\n- id: a\n  name: "{name}"\n  role: "*x*\\e[31m"\n'
    said = said_at(read_snapshot(write_archive(tmp_path, yaml=yaml)), FILE, yaml, yaml.index("a\n"), str)
    assert said
    assert r"\<img src=x\> \[a\](http://b) \`c\` \*\*d\*\*" in said.markdown
    assert r"\*x\*" in said.markdown
    assert "\x1b" not in said.markdown + said.plain


def test_what_is_typed_counts_and_is_not_written(pier: Snapshot, tmp_path: Path) -> None:
    """In a file that is there, in one that is not there yet, and in an article."""
    typed = {
        FILE: PIER_YAML.replace("speaker: ben-okafor", "speaker: new-man").encode(),
        "data/new.yaml": b"people:\n- {id: new-man, name: New Man}\n",
        "seeds/pier.txt": PIER.replace("pier before", "peer before").encode(),
    }
    before = {path: path.read_bytes() for path in tmp_path.rglob("*.*")}
    contents = OpenContents(tmp_path, typed)
    snapshot = read_again(pier, contents=contents)
    assert "person/new-man" in snapshot.archive.entries
    assert {"quote-altered", "source-changed"} <= {problem.code for problem in snapshot.problems}
    assert before == {path: path.read_bytes() for path in tmp_path.rglob("*.*")}
    marks = marked({}, snapshot, contents, "utf-16", None)
    (altered,) = (each for each in marks[FILE].diagnoses if each.problem.code == "quote-altered")
    assert "We will rebuild the east pier before summer," == marks[FILE].file.text[altered.start : altered.end]
    assert altered.passage
    again = marked(marks, snapshot, contents, "utf-16", None)
    assert marks[FILE] is again[FILE]


def test_a_mark_covers_what_is_meant(tmp_path: Path) -> None:
    """The word, the whole value, the key; of a note in an article the whole of what is quoted."""
    yaml = PIER_YAML.partition("- id: ruiz-budget")[0].replace("[harbour]\n", "[pier, 'harbuor']\n")
    yaml = yaml.replace("  review: reviewed", "  reviewd: 'x'")
    root = write_archive(tmp_path, {"pier.txt": PIER}, yaml)
    marks = marked({}, read_snapshot(root), OpenContents(root, {}), "utf-16", None)
    found = {
        each.problem.code: file.file.text[each.start : each.end] for file in marks.values() for each in file.diagnoses
    }
    assert "'harbuor'" == found["dangling-reference"]
    assert "reviewd" == found["unknown-key"]
    assert "not my favourite subject" == found["span-open"]


def test_a_large_archive_is_checked_near_what_is_typed(tmp_path: Path) -> None:
    """With all that its records refer to, all quotes of its articles and all people, and nothing else."""
    head, _, quotes = PIER_YAML.partition("quotes:")
    files = {"a.yaml": head, "b.yaml": f"quotes:{quotes}", "c.yaml": "people:\n- {id: ana-ruiz2, name: Ana Ruiz}\n"}
    whole = read_snapshot(write_archive(tmp_path, {"pier.txt": PIER}, files))
    typed = {"data/b.yaml": f"quotes:{quotes}".replace("ben-okafor", "ben").replace("[city-budget]", "[]").encode()}
    found = near(whole, typed, ["data/b.yaml"])
    assert {"person/ana-ruiz2", "topic/pier", "article/pier"} <= found.archive.entries.keys()
    assert "topic/city-budget" not in found.archive.entries
    assert ["dangling-reference"] == [problem.code for problem in found.problems if problem.code != "name-twice"]


def test_problems_move_with_their_lines() -> None:
    places = [Place("a", 1), Place("a", 2), Place("a", 3)]
    problems = [Problem(place, Severity.NOTE, "x", "y") for place in places]
    expected = [Place("a", 1), Place("a", 4)]
    assert expected == [problem.place for problem in moved("one\ntwo\nthree", "one\n2\n2b\nthree", problems)]


def test_changes_are_those_of_whole_words() -> None:
    assert [Change(4, 8, "peer")] == changes("the pier\n", "the peer\n")
    assert [Change(2, 2, "b\n")] == changes("a\nc\n", "a\nb\nc\n")


def test_renaming_reaches_every_file(pier: Snapshot, tmp_path: Path) -> None:
    typed = {"data/b.yaml": b"events:\n- {id: x, name: X, participants: [ben-okafor, ana-ruiz]}\n"}
    contents = OpenContents(tmp_path, typed)
    found = renamed(read_again(pier, contents=contents), contents, "person/ana-ruiz", "ana")
    assert {FILE: 4, "data/b.yaml": 1} == {name: len(each) for name, each in found.items()}
    assert {"ana"} == {change.text for each in found.values() for change in each}


def test_a_problem_that_is_there_already_keeps_no_record_from_being_renamed(tmp_path: Path) -> None:
    """Not even when another id is the nearest right one by it."""
    yaml = PIER_YAML + "- {id: new, article: pier, text: a, speech: direct, speaker: ben-okafr}\n"
    root = write_archive(tmp_path, yaml=yaml)
    assert renamed(read_snapshot(root), OpenContents(root, {}), "person/ben-okafor", "ben-oka")


def test_problems_of_a_record_as_last_read_are_where_its_lines_are_now(tmp_path: Path) -> None:
    """And of a line that has changed since they are not known."""
    yaml = PIER_YAML + "- {id: new, article: pier, speech: direct, text: a, topics: [nix],\n   speaker: eve}\n"
    root = write_archive(tmp_path, yaml=yaml)
    read = read_snapshot(root)
    before = marked({}, read, OpenContents(root, {}), "utf-16", None)

    def told(typed: str) -> dict[str, int]:
        contents = OpenContents(root, {FILE: typed.encode()})
        after = marked(before, read_again(read, contents=contents), contents, "utf-16", None)[FILE]
        found = (problem for problem in after.problems if problem.code == "dangling-reference")
        return {problem.message.partition(":")[0]: problem.place.line for problem in found}

    last = len(yaml.splitlines())
    assert {"topics": last - 1, "speaker": last} == told(yaml)
    assert {"speaker": last + 1} == told(f"# one line more\n{yaml}".replace("id: new, ", "id: new, sp: "))
