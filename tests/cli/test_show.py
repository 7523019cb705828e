"""`explorer show`."""

from __future__ import annotations

import os

import pytest
from archives import PIER, PIER_YAML, write_archive
from cli.running import Explorer

from explorer.cli import output
from explorer.model.records import Kind
from explorer.snapshot import Snapshot

BROKEN_YAML = PIER_YAML.replace("before summer", "this summer")


def test_show_prints_all_fields_with_ref_and_verification(explorer: Explorer) -> None:
    attribution = "Mayor Ana Ruiz said at a press conference on Tuesday"
    starts = [PIER.index("We will"), PIER.index("It is not"), PIER.index(attribution)]
    ends = [PIER.index("” Mayor"), PIER.index("”\n"), PIER.index(attribution) + len(attribution)]
    expected = {
        "ref": "quote/ruiz-rebuild",
        "id": "ruiz-rebuild",
        "article": "pier",
        "speech": "direct",
        "text": ["We will rebuild the east pier before summer,", "It is not a promise; it’s a plan."],
        "speaker": "ana-ruiz",
        "attribution": attribution,
        "relayed_by": None,
        "relayed": False,
        "interpreted": False,
        "addressees": [],
        "medium": None,
        "event": "briefing",
        "date": None,
        "date_basis": None,
        "date_because": None,
        "topics": ["pier"],
        "not_topics": [],
        "within": None,
        "same_as": None,
        "review": "reviewed",
        "note": None,
        "accepts": [],
        "at": None,
        "verification": {
            "status": "verbatim",
            "passages": [{"start": start, "end": end} for start, end in zip(starts[:2], ends[:2], strict=True)],
            "attribution_at": {"start": starts[2], "end": ends[2]},
            "said": {"how": "name", "mention": {"start": starts[2], "end": starts[2] + len("Mayor Ana Ruiz")}},
            "findings": [
                {"path": path, "status": "verbatim", "passage": {"start": start, "end": end}}
                for path, start, end in zip(("text[0]", "text[1]", "attribution"), starts, ends, strict=True)
            ],
        },
    }
    found = explorer("show", "quote/ruiz-rebuild", "--json")
    assert (0, expected, "") == (found.code, found.json, found.err)


def test_a_passage_that_is_not_there_is_null(explorer: Explorer) -> None:
    write_archive(explorer.root, {}, BROKEN_YAML)
    verification = explorer("show", "quote/ruiz-rebuild", "--json").json["verification"]
    start = PIER.index("It is not")
    second = {"start": start, "end": start + len("It is not a promise; it’s a plan.")}
    assert ("missing", [None, second]) == (verification["status"], verification["passages"])
    altered = {"path": "text[0]", "status": "missing", "passage": None, "code": "quote-altered"}
    assert altered.items() <= verification["findings"][0].items()


def test_show_takes_a_kind_in_the_plural(explorer: Explorer) -> None:
    assert explorer("show", "person/ana-ruiz") == explorer("show", "people/ana-ruiz")


@pytest.mark.parametrize(
    ("ref", "nearest"),
    [
        ("person/ana-ruis", "; did you mean “person/ana-ruiz”?"),
        ("person/city-budget", "; did you mean “topic/city-budget”?"),
        ("ana-ruiz", "; did you mean “person/ana-ruiz”?"),
        ("person/nobody", ""),
        ("quote/zzzzzzzzzzzz", ""),
        ("person/", ""),
    ],
)
def test_an_unknown_ref_is_1_and_names_the_nearest(explorer: Explorer, ref: str, nearest: str) -> None:
    code, out, err = explorer("show", ref)
    assert (1, "") == (code, out)
    assert err.startswith(f"explorer: there is no {ref}")
    assert err.endswith(f"{nearest}\n")


def test_a_card_says_what_belongs_to_a_quote(explorer: Explorer) -> None:
    code, out, err = explorer("show", "quote/okafor-told-in-march")
    assert (0, "") == (code, err)
    lines = out.splitlines()
    assert "quote/okafor-told-in-march" == lines[0]
    for line in (
        "Words           ¶ The council had been told in March",
        "Speech          indirect: a paraphrase, the article’s words and not the speaker’s",
        "Speaker         Ben Okafor (person/ben-okafor)",
        "Relayed by      a city aide (person/city-aide)",
        "Topics          Harbour (topic/harbour)",
        "Source          paragraph 3 of “Pier to be rebuilt” (article/pier)",
        "Status          ✓ verbatim, paragraph 3; attributed there to Ben Okafor by name",
    ):
        assert line in lines


def test_a_card_says_what_is_wrong(explorer: Explorer) -> None:
    write_archive(explorer.root, {}, BROKEN_YAML)
    out = explorer("show", "quote/ruiz-rebuild").out
    assert "Status          ✗ missing: not in the article as written here" in out
    assert "Problem         ✗ missing: not word for word in pier (line 3): “this” should be “before”" in out
    assert " · data/archive.yaml:" in out
    assert "In article      We will rebuild the east pier [-this-] {+before+} summer, (article/pier)" in out


@pytest.mark.usefixtures("read_once")
@pytest.mark.parametrize("kind", Kind)
def test_every_record_has_a_card_and_json(explorer: Explorer, kind: Kind, shipped: Snapshot) -> None:
    os.chdir(explorer.root.parent)
    for id in shipped.archive.of_kind(kind):
        code, out, err = explorer("show", f"{kind}/{id}")
        assert (0, "", f"{kind}/{id}\n") == (code, err, out.partition("\n")[0] + "\n")
    assert f"{kind}/{id}" == explorer("show", f"{kind}/{id}", "--json").json["ref"]


def test_a_card_fits_the_terminal(explorer: Explorer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(output, "is_terminal", lambda: True)
    monkeypatch.setenv("COLUMNS", "60")
    monkeypatch.chdir(explorer.root.parent)
    lines = explorer("show", "quote/biden-restarting-counternarcotics").out.splitlines()
    assert max(len(line) for line in lines) <= 60
    assert any(line.startswith(" " * 16) for line in lines)


def test_show_tells_how_much_of_an_article_is_curated(explorer: Explorer) -> None:
    """What is in a draft is neither curated nor open."""
    said = explorer("show", "article/pier", "--json").json["coverage"]
    assert {"spans": 3, "curated": 2, "drafted": 1, "open": []} == said
    assert "2 of 3 quoted spans curated, 1 in drafts" in explorer("show", "article/pier").out
    write_archive(explorer.root, {}, PIER_YAML.partition("- id: ruiz-budget")[0])
    start = PIER.index("not my favourite subject")
    ends = {"start": start, "end": start + len("not my favourite subject")}
    left_open = {**ends, "kind": "marks", "parts": [ends], "label": None}
    said = explorer("show", "article/pier", "--json").json["coverage"]
    assert {"spans": 3, "curated": 2, "drafted": 0, "open": [left_open]} == said
    assert "2 of 3 quoted spans curated" in explorer("show", "article/pier").out
