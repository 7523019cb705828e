"""A librarian's styles show a quote as it was meant: its words, who said them, where they stand, and what is in doubt.

citeproc-py renders, with the styles of the Citation Style Language's own collection.
"""

from __future__ import annotations

import json
import warnings
from functools import cache
from typing import Any

import citeproc
import pytest
from archives import PIER, write_archive
from citeproc.source.json import CiteProcJSON
from citing.citables import ARTICLE, TEXTS, citable, quote
from hypothesis import given, settings
from trying import tries

from explorer.citing import Citable, format_for
from explorer.citing.citable import inner_marks
from explorer.citing.csl_json import csl_citation
from explorer.display import STAND_IN, clean
from explorer.model.records import AnyRecord, Person, Quote
from explorer.snapshot import Snapshot, read_snapshot

STYLES = ["apa", "chicago-author-date", "chicago-notes-bibliography", "modern-language-association"]

MARKET = """\
Stall fees to double

“We can’t pay that,” said Mia Okoro, who sells fish. “Nobody here can.”

The fees were last raised in 2011, the mayor’s office says.

“I’ve sold here for ‘thirty years’ and nobody asked me,” Okoro said. The council called its plan “a first step”.

“A step too far,” a trader said.
"""
MARKET_YAML = """\
articles:
- id: fees
  file: fees.txt
  headline: Stall fees to double
  byline: By Jo van Dam and Ana Ruiz
  publisher: The Port Post
  published: 2024-03-06
  url: https://example.org/fees
  language: en-GB
people:
- {id: okoro, name: Mia Okoro}
- {id: office, name: the mayor’s office, type: collective}
- {id: council, name: the council, type: collective}
- {id: trader, name: trader (fees), type: anonymous, aliases: [A trader]}
quotes:
- {id: pay, article: fees, speech: direct, speaker: okoro, review: reviewed,
   text: ["We can’t pay that,", "Nobody here can."]}
- {id: raised, article: fees, speech: indirect, speaker: office, review: reviewed,
   text: The fees were last raised in 2011}
- {id: asked, article: fees, speech: direct, speaker: okoro, review: disputed,
   text: "I’ve sold here for ‘thirty years’ and nobody asked me,", note: Another trader says that all were asked.}
- {id: step, article: fees, speech: partial, speaker: council, text: a first step}
- {id: far, article: fees, speech: direct, speaker: trader, review: reviewed, text: "A step too far,"}
- {id: lost, article: fees, speech: direct, speaker: okoro, relayed_by: trader, review: reviewed, text: We will strike}
"""


@pytest.fixture(scope="module")
def market(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    return read_snapshot(write_archive(tmp_path_factory.mktemp("market"), {"fees.txt": MARKET}, MARKET_YAML))


def citations(snapshot: Snapshot, records: list[AnyRecord]) -> list[dict[str, Any]]:
    """The records as citations of CSL."""
    cited = [Citable(snapshot, record) for record in records]
    return [json.loads(format_for(each.record, "csl-citation").write(each)) for each in cited]


def rendered(cited: list[dict[str, Any]], style: str) -> tuple[list[str], list[str]]:
    """Citations in a style, and its bibliography."""
    items = {item["id"]: item["itemData"] for each in cited for item in each["citationItems"]}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # citeproc-py says which parts of a style it does not know
        made = citeproc.CitationStylesBibliography(
            _style(style),
            CiteProcJSON(list(items.values())),
            citeproc.formatter.plain,
        )
        clusters = [citeproc.Citation([_item(item) for item in each["citationItems"]]) for each in cited]
        for cluster in clusters:
            made.register(cluster)
        said = [str(made.cite(cluster, lambda item: pytest.fail(f"no item {item.key}"))) for cluster in clusters]
        return said, [str(entry) for entry in made.bibliography()]


@cache
def _style(name: str) -> Any:
    return citeproc.CitationStylesStyle(name, validate=False)


def _item(item: dict[str, Any]) -> Any:
    around: dict[str, Any] = {name: item[name] for name in ("prefix", "suffix") if name in item}
    if "locator" in item:
        around["locator"] = citeproc.Locator(item["label"], item["locator"])
    return citeproc.CitationItem(item["id"], **around)


@pytest.mark.parametrize("style", STYLES)
def test_six_quotes_of_an_article_are_six_citations_and_one_entry(market: Snapshot, style: str) -> None:
    said, entries = rendered(citations(market, [*market.archive.all(Quote)]), style)

    assert len(set(said)) == 6
    assert len(entries) in (0, 1), "the notes of a style may be all that it has"


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize(
    ("id", "parts"),
    [
        ("pay", ["“We can’t pay that,” “Nobody here can.” — Mia Okoro, in ", "2"]),
        ("raised", ["Paraphrase: The fees were last raised in 2011 — the mayor’s office, in ", "3"]),
        (
            "asked",
            [
                "“I’ve sold here for ‘thirty years’ and nobody asked me,” — Mia Okoro, in ",
                "4",
                "[disputed] [note: Another trader says that all were asked.]",
            ],
        ),
        ("step", ["“a first step” (partial quote) — the council, in ", "4", "[draft]"]),
        ("far", ["“A step too far,” — a trader, in ", "5"]),
        (
            "lost",
            ["“We will strike” — a trader, relaying Mia Okoro, in ", "[not verified: the words are not in the article"],
        ),
    ],
)
def test_a_style_shows_words_speaker_paragraph_and_doubts(
    market: Snapshot, style: str, id: str, parts: list[str]
) -> None:
    quote = market.archive.get(Quote, id)
    assert quote is not None
    (said,), _ = rendered(citations(market, [quote]), style)

    for part in parts:
        assert (f" {part}" if part.isdigit() else part) in said
    assert ("par" in said.partition(", in ")[2]) == (id != "lost")


@pytest.mark.parametrize(
    ("style", "entry"),
    [
        (
            "apa",
            "van Dam, J., & Ruiz, A. (2024, March 6). Stall fees to double. The Port Post. https://example.org/fees",
        ),
        (
            "modern-language-association",
            "“Stall Fees to Double”. The Port Post, 6 Mar. 2024, https://example.org/fees.",
        ),
    ],
)
def test_the_article_is_an_entry_as_the_style_has_it(market: Snapshot, style: str, entry: str) -> None:
    _, entries = rendered(citations(market, [*market.archive.all(Quote)]), style)

    assert entry in entries[0]


def test_the_shipped_quotes_are_cited_apart(shipped: Snapshot) -> None:
    quotes = list(shipped.archive.all(Quote))
    for style in ("apa", "chicago-notes-bibliography"):
        said, _ = rendered(citations(shipped, [*quotes]), style)
        assert len(set(said)) == len(quotes)
        for cited, record in zip(said, quotes, strict=True):
            assert (f"[{record.review}]" in cited) == (record.review != "reviewed")


def letters(text: str) -> str:
    """A text without spaces and without what keeps its markup from being obeyed, which is shown as a stand-in."""
    return "".join(clean(text).replace(STAND_IN, "").split())


@pytest.mark.parametrize("style", STYLES)
@settings(max_examples=tries(12))
@given(TEXTS)
def test_any_text_is_rendered_as_it_is(style: str, text: str) -> None:
    """Whatever a curator may write: no style fails on it, obeys it, or hides what is in doubt."""
    record = quote(text=f"a{text}z", speaker="p", review="disputed", note=f"b{text}y")
    cited = citable(record, ARTICLE, PIER, Person(id="p", name=f"c{text}x"))
    (said,), _ = rendered([json.loads(csl_citation(cited))], style)

    for shown in (inner_marks(f"a{text}z"), f"c{text}x", f"note: b{text}y"):
        assert letters(shown) in letters(said)
    assert "[disputed]" in said
