"""What was probably meant is written in the place of one word, into a file that is as it was read, and nowhere else."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from archives import PIER, PIER_YAML, write_archive

from explorer.desk.changing import NotWrittenError
from explorer.desk.mending import mend, told
from explorer.model.problems import Problem
from explorer.snapshot import Snapshot, read_again, read_snapshot

FILE = "data/archive.yaml"
# An id that no record has, a field that there is not, a value that is no choice; in every style of YAML.
WRONG = [
    ("topics: [pier]", "topics: [peir]  # the pier", "topics: [pier]  # the pier"),
    ("broader: harbour", 'broader: "harbuor"', 'broader: "harbour"'),
    ("  relayed_by: city-aide", "  relayd_by:   city-aide", "  relayed_by:   city-aide"),
    ("speech: direct", "speech: 'drect'", "speech: 'direct'"),
]


def wrong(tmp_path: Path, text: str | bytes) -> tuple[Snapshot, Problem]:
    """An archive with a problem for which something is known to write instead."""
    snapshot = read_snapshot(write_archive(tmp_path, {"pier.txt": PIER}, {"archive.yaml": text}))
    return snapshot, next(problem for problem in snapshot.problems if problem.meant)


@pytest.mark.parametrize(("right", "written", "expected"), WRONG)
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_one_word_is_written_and_not_a_byte_beside_it(
    tmp_path: Path, right: str, written: str, expected: str, line_end: str
) -> None:
    text = f"\ufeff# é\n{PIER_YAML}".replace("\n", line_end)
    snapshot, problem = wrong(tmp_path, text.replace(right, written, 1))
    said = told(mend(snapshot, problem), problem)
    assert text.replace(right, expected, 1).encode() == (tmp_path / FILE).read_bytes()
    assert problem.meant
    assert f"Wrote “{problem.meant.by}” in place of “{problem.meant.word}”, {FILE} line {problem.place.line}." == said
    assert problem.code not in {left.code for left in read_again(snapshot).problems}


OLD = """\
articles:
- id: pier
  file: pier.txt
  headline: Pier
  not_quoted: ["Aurelia", "It holds,", 'so-called', the council met, "The sea rose,"]  # mine
people:
- {id: ruiz, name: Ana Ruiz}
quotes:
- {id: rose, article: pier, speaker: ruiz, speech: direct, text: "The sea rose,", attribution: Ana Ruiz said}
"""
OLD_TEXT = """\
Pier

“The sea rose,” Ana Ruiz said. The “Aurelia” was what he called “so-called”.

“It holds,” Ruiz said later. She said the council met.
"""


def test_words_that_somebody_says_are_taken_out_of_nobodys_words(tmp_path: Path) -> None:
    """As rejecting a draft once wrote them; titles and ironic words stay, and so does what stands beside the list."""
    snapshot = read_snapshot(write_archive(tmp_path, {"pier.txt": OLD_TEXT}, {"archive.yaml": OLD}))
    told_of = []
    while found := [each for each in snapshot.problems if each.code == "not-quoted-said"]:
        told_of.append(found[0].message.partition(";")[0])
        assert found[0].meant
        assert "Took “" in told(mend(snapshot, found[0]), found[0])
        snapshot = read_again(snapshot)
    assert [
        "not_quoted: the article has somebody say these words (Ruiz said)",
        "not_quoted: these words stand in no quotation marks",
        "not_quoted: quote/rose has these words as somebody’s",
    ] == told_of
    expected = OLD.replace(', "It holds,"', "").replace(', the council met, "The sea rose,"', "")
    assert expected.encode() == (tmp_path / FILE).read_bytes()
    assert "speech-unmarked" not in {each.code for each in snapshot.problems}


def test_the_kind_of_speech_is_written_where_it_is_the_quotes_own(tmp_path: Path) -> None:
    """A default is that of others, too."""
    own = PIER_YAML.replace("speech: indirect", "speech: direct", 1)
    assert own != PIER_YAML
    snapshot, problem = wrong(tmp_path, own)
    assert "speech-unmarked" == problem.code
    mend(snapshot, problem)
    assert PIER_YAML.encode() == (tmp_path / FILE).read_bytes()
    shared = PIER_YAML.replace("  speech: indirect\n", "", 1)
    shared = f"defaults: {{quotes: {{speech: direct}}}}\n{shared}"
    again = read_snapshot(write_archive(tmp_path, {"pier.txt": PIER}, {"archive.yaml": shared}))
    assert [None] == [each.meant for each in again.problems if each.code == "speech-unmarked"]


def test_the_last_item_of_a_list_goes_with_its_key(tmp_path: Path) -> None:
    one = OLD.replace(
        '["Aurelia", "It holds,", \'so-called\', the council met, "The sea rose,"]  # mine', "\n  - the council met"
    )
    snapshot = read_snapshot(write_archive(tmp_path, {"pier.txt": OLD_TEXT}, {"archive.yaml": one}))
    problem = next(each for each in snapshot.problems if each.code == "not-quoted-said")
    mend(snapshot, problem)
    assert one.replace("  not_quoted: \n  - the council met\n", "").encode() == (tmp_path / FILE).read_bytes()


def test_a_file_that_has_changed_is_not_written(tmp_path: Path) -> None:
    """Not even where the word still stands at the place."""
    snapshot, problem = wrong(tmp_path, PIER_YAML.replace("topics: [pier]", "topics: [peir]"))
    now = (tmp_path / FILE).read_bytes() + b"# new\n"
    (tmp_path / FILE).write_bytes(now)
    with pytest.raises(NotWrittenError, match="has changed since it was read"):
        mend(snapshot, problem)
    assert now == (tmp_path / FILE).read_bytes()


def test_of_a_file_that_can_not_be_written_all_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    snapshot, problem = wrong(tmp_path, PIER_YAML.replace("topics: [pier]", "topics: [peir]"))
    before = (tmp_path / FILE).read_bytes()

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(NotWrittenError, match="No space left on device"):
        mend(snapshot, problem)
    assert before == (tmp_path / FILE).read_bytes()
    assert [tmp_path / FILE] == list((tmp_path / "data").iterdir())


def test_a_problem_for_which_nothing_is_known_is_not_touched(tmp_path: Path) -> None:
    snapshot = read_snapshot(
        write_archive(tmp_path, {"pier.txt": PIER}, PIER_YAML.replace("before summer", "in summer"))
    )
    with pytest.raises(NotWrittenError, match="edit it by hand"):
        mend(snapshot, snapshot.problems[0])


def test_while_another_record_is_no_yaml_nothing_is_written(tmp_path: Path) -> None:
    text = PIER_YAML.replace("topics: [pier]", "topics: [peir]").replace("name: Ben Okafor", "name: Ben: Okafor")
    snapshot, problem = wrong(tmp_path, text)
    with pytest.raises(NotWrittenError, match="put that right first"):
        mend(snapshot, problem)
    assert text.encode() == (tmp_path / FILE).read_bytes()
