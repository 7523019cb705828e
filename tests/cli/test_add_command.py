"""`explorer add`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from cli.running import Explorer, Result, failing_on

from explorer.drafting.drafting import draft
from explorer.drafting.intake.reading import source_of

TEXT = "Night ferry to run again\n\nThe night ferry between Oram and Hest will run again from 2 May.\n"
REF = "article/night-ferry-to-run-again"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "ferry.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_it_prints_the_ref_of_the_article_that_it_added(explorer: Explorer, file: Path) -> None:
    assert Result(0, f"{REF}\n", f"1 article added to {explorer.root}; to open it: explorer\n") == explorer(
        "add", str(file)
    )
    assert "Night ferry to run again" == explorer("show", REF, "--json").json["headline"]


def test_of_several_files_the_good_ones_are_added_and_the_others_told(explorer: Explorer, file: Path) -> None:
    other = file.with_name("pier.txt")
    other.write_text("A pier for Hest\n", encoding="utf-8")
    code, out, err = explorer("add", str(file), "none.txt", str(file), str(other), "--archive", str(explorer.root))
    assert (1, f"{REF}\narticle/a-pier-for-hest\n") == (code, out)
    assert [
        "explorer: none.txt: there is no such file",
        f"explorer: {file}: the archive has this text already: {REF}",
        f"2 articles added to {explorer.root}; to open it: explorer",
        "2 files were not added",
    ] == err.splitlines()


def test_as_json_each_file_has_a_line(explorer: Explorer, file: Path) -> None:
    code, out, _ = explorer("add", "seeds", str(file), "--json")
    assert 1 == code
    assert [
        {"file": "seeds", "ref": None, "error": "it is a folder; name the files in it"},
        {
            "file": str(file),
            "ref": REF,
            "text_file": f"seeds/{REF.partition('/')[2]}.txt",
            "data_file": f"data/articles/{REF.partition('/')[2]}.yaml",
            "drafts": {"people": 0, "events": 0, "quotes": 0},
        },
    ] == [json.loads(line) for line in out.splitlines()]


def test_what_may_be_missing_in_the_text_of_a_page_is_told(explorer: Explorer, tmp_path: Path) -> None:
    page = tmp_path / "ferry.html"
    said = '<script type="application/ld+json">{"@type": "NewsArticle", "isAccessibleForFree": false}</script>'
    lines = "".join(f"<p>{line}</p>" for line in TEXT.splitlines()[1:] if line)
    page.write_text(f"<html><head>{said}</head><body><h1>Night ferry to run again</h1>{lines}", encoding="utf-8")
    doubt = "the page says that it is for subscribers: the rest of the article may be missing"
    for command in ("draft", "add"):
        assert f"explorer: {page}: {doubt}" == explorer(command, str(page)).err.splitlines()[0]
    page.write_text(page.read_text(encoding="utf-8").replace("May", "June"), encoding="utf-8")
    assert [doubt] == json.loads(explorer("add", str(page), "--json").out)["doubts"]


def test_what_a_mistake_of_ours_prevents_the_drafts_of_is_added_without_them(
    explorer: Explorer, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = file.with_name("pier.txt")
    other.write_text("A pier for Hest\n\n“It floats,” Ana Ruiz said.\n", encoding="utf-8")
    for module in ("adding", "prepared_drafts"):
        monkeypatch.setattr(f"explorer.drafting.{module}.draft", failing_on("ferry", draft))
    code, out, err = explorer("add", "--json", str(file), str(other))
    assert 1 == code
    added, next_one = (json.loads(line) for line in out.splitlines())
    mistake, report = added.pop("error").rsplit(" ", 1)
    assert "a bug in the explorer (IndexError); a report, without any text of your archive, is in" == mistake
    assert Path(report).is_file()
    assert (REF, {"people": 0, "events": 0, "quotes": 0}) == (added["ref"], added["drafts"])
    assert 1 == next_one["drafts"]["quotes"]
    assert f"explorer: {file}: added without drafts: {mistake} {report}" in err.splitlines()
    assert "Night ferry to run again" == explorer("show", REF, "--json").json["headline"]


def test_a_file_that_a_mistake_of_ours_prevents_the_reading_of_costs_no_other_one(
    explorer: Explorer, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("explorer.drafting.prepared_drafts.source_of", failing_on("wrong", source_of))
    code, out, err = explorer("add", "wrong.txt", str(file))
    assert (1, f"{REF}\n") == (code, out)
    assert "explorer: wrong.txt: a bug in the explorer (IndexError)" in err


def test_a_text_may_come_from_stdin_and_have_an_id(explorer: Explorer) -> None:
    assert "article/ferry\n" == explorer("add", "-", "--id", "ferry", stdin=TEXT.encode()).out
    assert TEXT == (explorer.root / "seeds" / "ferry.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ((), "FILE"),
        (("a.txt", "b.txt", "--id", "ferry"), "--id is for one file"),
        (("a.txt", "--id", "Night Ferry"), "must be a lower-case slug"),
        (("a.txt", "--archive", "seeds"), "“seeds” is not an archive"),
    ],
)
def test_wrong_usage_writes_nothing(explorer: Explorer, words: tuple[str, ...], expected: str) -> None:
    before = sorted(explorer.root.rglob("*"))
    code, _, err = explorer("add", *words)
    assert 2 == code
    assert expected in err
    assert before == sorted(explorer.root.rglob("*"))


def test_outside_of_an_archive_nothing_is_added_to_the_example(
    explorer: Explorer, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(file.parent)
    code, out, err = explorer("add", str(file))
    assert (2, "") == (code, out)
    assert "explorer new DIR makes one" in err


def test_events_of_several_articles_are_one_whatever_the_number_of_processes(
    explorer: Explorer, tmp_path: Path
) -> None:
    """What is drafted ahead is drafted again beside the events that were added meanwhile."""
    said = ["in a speech in Lisbon on Wednesday", "in a speech on Wednesday", "in a speech", "at the Lisbon Summit"] * 2
    files = []
    for n, where in enumerate(said):
        files.append(tmp_path / f"{n}.md")
        front = f"---\ntitle: Harbour {n}\ndate: 2005-02-17\n---\n\n# Harbour {n}\n\n"
        files[-1].write_text(f"{front}“We won {n} times,” Ana Ruiz said {where}.\n", encoding="utf-8")
    found = []
    for jobs in ("1", "2"):
        root = tmp_path / f"archive-{jobs}"
        (root / "data").mkdir(parents=True)
        assert 0 == explorer("add", *map(str, files), "--jobs", jobs, "--archive", str(root)).code
        found.append({path.name: path.read_bytes() for path in (root / "data").rglob("*.yaml")})
        events = explorer("list", "events", "--json", "--archive", str(root)).json
        told = {each["name"]: [item["article"] for item in each["evidence"]] for each in events}
        assert {
            "Speech in Lisbon, 16 February 2005": ["harbour-0", "harbour-1", "harbour-4", "harbour-5"],
            "Lisbon Summit": ["harbour-3", "harbour-7"],
        } == told
    assert found[0] == found[1]
