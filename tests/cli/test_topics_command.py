"""`explorer topics`."""

from __future__ import annotations

from pathlib import Path

import pytest
from cli.running import Explorer, Result, told
from topics.proposed import SUBJECTS, write_newsroom

LABELS = {subject.capitalize() for subject in SUBJECTS}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return write_newsroom(tmp_path / "newsroom")


def test_json_has_all_of_each_proposal(explorer: Explorer, root: Path) -> None:
    code, out, err = explorer("topics", "--json", "--archive", str(root))
    found = {each["label"]: each for each in Result(code, out, err).json}

    assert (0, "") == (code, err)
    ferry = found["Ferry terminal"]
    assert ["label", "broader", "matches", "quotes", "articles", "speakers", "because"] == list(ferry)
    assert (None, 'about:"ferry terminal"') == (ferry["broader"], ferry["matches"])
    assert (12, 6) == (len(ferry["quotes"]), len(ferry["articles"]))
    assert "quote/ferry-terminal-0-0" in ferry["quotes"]
    assert ["person/ana-ruiz", "person/ben-okafor", "person/carla-marsh", "person/dag-holm"] == sorted(
        ferry["speakers"]
    )
    assert "“ferry terminal” in 12 quotes, 6 articles" == ferry["because"]


def test_in_a_pipe_a_proposal_is_a_line(explorer: Explorer, root: Path) -> None:
    lines = explorer("topics", "--archive", str(root), "--header", "--most", "5").out.splitlines()

    assert "label\tbroader\tquotes\tarticles\tspeakers\tmatches" == lines[0]
    assert 'Ferry terminal\t\t12\t6\t4\tabout:"ferry terminal"' in lines
    assert LABELS == {line.partition("\t")[0] for line in lines[1:]}


def test_accepting_writes_topics_that_fill_themselves(explorer: Explorer, root: Path) -> None:
    words = ("topics", "--archive", str(root), "--accept", "otters", "--accept", "Sewage", "--reject", "School meals")

    assert (0, "topic/otters\ntopic/sewage\n", "") == explorer(*words)
    assert "topic/otters\tOtters\t\t12" in explorer("list", "topics", "--archive", str(root)).out
    labels = {line.partition("\t")[0] for line in explorer("topics", "--archive", str(root)).out.splitlines()}
    assert labels.isdisjoint({"Otters", "Sewage", "School meals"})
    assert "Ferry terminal" in labels
    assert 0 == explorer("check", "--archive", str(root)).code


def test_the_best_are_accepted_at_once(explorer: Explorer, root: Path) -> None:
    first = [line.partition("\t")[0] for line in explorer("topics", "--archive", str(root)).out.splitlines()[:3]]

    assert 3 == len(explorer("topics", "--archive", str(root), "--best", "3").out.splitlines())
    lines = explorer("list", "topics", "--archive", str(root)).out.splitlines()
    assert first == [line.split("\t")[1] for line in lines]


def test_what_is_not_proposed_is_told_and_nothing_is_written(explorer: Explorer, root: Path) -> None:
    archive = ("--archive", str(root))

    assert "no topic “Oters” is proposed; did you mean “Otters”?" == told(
        explorer("topics", *archive, "--accept", "Oters")
    )
    both = ("--accept", "Otters", "--reject", "otters")
    assert "“Otters” can’t be both accepted and rejected" == told(explorer("topics", *archive, *both), 2)
    assert "--best takes a number from 1, not “none”" == told(explorer("topics", *archive, "--best", "none"), 2)
    assert "--most takes a number from 1, not “0”" == told(explorer("topics", *archive, "--most", "0"), 2)
    assert not (root / "data/topics.yaml").exists()
    assert not (root / "rejected.yaml").exists()


def test_the_shipped_archive_is_not_written_into(
    explorer: Explorer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)

    assert told(explorer("topics", "--best", "1"), 2).startswith("this folder is not an archive")


def test_when_nothing_is_proposed_that_is_said(explorer: Explorer, tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()

    said = "the archive has no quotes, so no topics are proposed"
    assert said == told(explorer("topics", "--archive", str(tmp_path)))
