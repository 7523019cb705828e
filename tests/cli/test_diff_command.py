"""`explorer diff`."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from cli.running import Explorer, Result


def git(root: Path, *words: str) -> None:
    subprocess.run(["git", *words], cwd=root, check=True, capture_output=True)


@pytest.fixture
def kept(explorer: Explorer, monkeypatch: pytest.MonkeyPatch) -> Explorer:
    """The archive of the pier, with all of it in git."""
    for name in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{name}_NAME", "A Curator")
        monkeypatch.setenv(f"GIT_{name}_EMAIL", "curator@example.org")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", "/dev/null")
    git(explorer.root, "init", "--quiet")
    keep(explorer)
    return explorer


def keep(explorer: Explorer) -> None:
    git(explorer.root, "add", "--all")
    git(explorer.root, "commit", "--quiet", "--message", "As it is")


def edit(explorer: Explorer, old: str, new: str) -> None:
    path = explorer.root / "data" / "archive.yaml"
    path.write_text(path.read_text().replace(old, new))


SPEAKER = {
    "ref": "quote/ruiz-budget",
    "was": "quote/ruiz-budget",
    "change": "changed",
    "fields": [{"field": "speaker", "before": "ana-ruiz", "after": "ben-okafor"}],
    "weight": "meaning",
}
OTHER_SPEAKER = ("subject\n  speaker: ana-ruiz", "subject\n  speaker: ben-okafor")


def test_without_a_change_it_says_so_and_is_0(kept: Explorer) -> None:
    assert Result(0, "", "nothing changed\n") == kept("diff")
    assert Result(0, "[]\n", "nothing changed\n") == kept("diff", "--json")


def test_it_says_what_the_edit_since_the_last_commit_meant(kept: Explorer) -> None:
    edit(kept, *OTHER_SPEAKER)
    result = kept("diff")
    assert (0, "meaning\tquote/ruiz-budget\tspeaker: ana-ruiz → ben-okafor\n") == result[:2]
    assert "1 record changed: 1 of meaning" in result.err
    assert [SPEAKER] == kept("diff", "--json").json


def test_it_compares_two_revisions_whatever_the_folder_has_now(kept: Explorer) -> None:
    edit(kept, *OTHER_SPEAKER)
    keep(kept)
    edit(kept, "City budget", "Money")
    for revisions in ("HEAD~1..HEAD", "HEAD~1..", "HEAD~1...HEAD"):
        assert [SPEAKER] == kept("diff", revisions, "--json").json
    assert ["quote/ruiz-budget", "topic/city-budget"] == [
        change["ref"] for change in kept("diff", "HEAD~1", "--json").json
    ]


def test_an_archive_in_a_folder_of_its_repository_is_compared_with_itself(kept: Explorer) -> None:
    """Only what was in the archive's own folder counts."""
    inner = kept.root / "inner"
    (inner / "data").mkdir(parents=True)
    (inner / "data" / "t.yaml").write_text("topics: [{id: t, label: T}]")
    keep(kept)
    (inner / "data" / "t.yaml").write_text("topics: [{id: t, label: U}]")
    assert [("topic/t", "wording")] == [
        (change["ref"], change["weight"]) for change in kept("diff", "--archive", str(inner), "--json").json
    ]


def test_new_problems_and_topics_without_quotes_are_told(kept: Explorer) -> None:
    edit(kept, "topics: [city-budget]", "topics: [pier]")
    edit(kept, "text: not my", "text: not our")
    err = kept("diff").err
    assert "1 problem new" in err.splitlines()[0]
    assert "quote/ruiz-budget: verbatim → missing" in err
    assert "topic/city-budget: lost its last quote" in err
    assert "new: data/archive.yaml:" in err


def test_a_file_that_cannot_be_read_is_left_out_and_said(kept: Explorer) -> None:
    """Its records did not go."""
    (kept.root / "data" / "archive.yaml").write_bytes(b"\xff\xfe\x00")
    result = kept("diff")
    assert (0, "") == result[:2]
    assert "data/archive.yaml" in result.err.splitlines()[-1]


BROKEN = ("label: The pier", "label: {The pier")


@pytest.mark.parametrize("broken_before", [False, True])
def test_a_record_that_cannot_be_read_on_one_side_is_as_on_the_other_and_the_rest_is_compared(
    kept: Explorer, broken_before: bool
) -> None:
    """It neither came nor went, and what else changed in its file is told."""
    edit(kept, *BROKEN)
    if broken_before:
        keep(kept)
        edit(kept, *reversed(BROKEN))
    edit(kept, "City budget", "Money")
    result = kept("diff")
    assert "wording\ttopic/city-budget\tlabel: City budget → Money\n" == result.out
    assert "left out, since it can’t be read on both sides: topic/pier" in result.err


def test_a_text_that_changed_under_its_records_is_a_change_of_its_article(kept: Explorer) -> None:
    """With the paragraphs that differ, and what became of the quotes in them."""
    path = kept.root / "seeds" / "pier.txt"
    path.write_text(path.read_text().replace("not a promise", "a promise"))
    (change,) = kept("diff", "--json").json
    assert ("article/pier", "changed", "meaning") == (change["ref"], change["change"], change["weight"])
    (field,) = change["fields"]
    assert "article text" == field["field"]
    assert ("It is not a promise" in field["before"], "It is a promise" in field["after"]) == (True, True)
    assert "Pier to be rebuilt" not in field["before"]
    assert "quote/ruiz-rebuild: verbatim → missing" in kept("diff").err


def test_a_repository_without_a_commit_is_wrong_usage(explorer: Explorer) -> None:
    git(explorer.root, "init", "--quiet")
    result = explorer("diff")
    assert (2, "") == result[:2]
    assert "nothing is committed yet" in result.err


@pytest.mark.parametrize("revision", ["nowhere", "--help-me", "HEAD~9", "nowhere..HEAD", "HEAD..nowhere", ""])
def test_a_revision_that_there_is_not_is_wrong_usage(kept: Explorer, revision: str) -> None:
    result = kept("diff", "--", revision) if revision else kept("diff", "nowhere..")
    assert (2, "") == result[:2]
    assert "nowhere" in result.err or revision.partition("..")[0] in result.err


def test_without_a_repository_it_is_wrong_usage(explorer: Explorer) -> None:
    result = explorer("diff")
    assert (2, "") == result[:2]
    assert "git repository" in result.err
    assert "[]\n" == explorer("diff", "--json").out


def test_without_git_it_is_wrong_usage(kept: Explorer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    result = kept("diff")
    assert 2 == result.code
    assert "git is not installed" in result.err


def test_an_archive_that_was_not_there_then_is_wrong_usage(kept: Explorer) -> None:
    git(kept.root, "rm", "-r", "--quiet", "--cached", "data")
    git(kept.root, "commit", "--quiet", "--message", "Without data")
    result = kept("diff")
    assert 2 == result.code
    assert "no archive in this folder at HEAD" in result.err
