"""A quote whose words also stand elsewhere says where, whose they are there, and what differs."""

from __future__ import annotations

from pathlib import Path

import pytest
from archives import record_of, write_archive

from explorer.cli.show_command import card
from explorer.describing.describe import describe
from explorer.describing.fields import ArticleLink, RecordLink
from explorer.describing.quotes import ALSO
from explorer.exporting.record_json import record_json
from explorer.snapshot import Snapshot, read_snapshot

ARTICLES = {
    "one.txt": "One\n\n“We will not close the old lighthouse before the end of May,” Ana Ruiz said.\n",
    "two.txt": "Two\n\n“We will never close the old lighthouse before the end of May,” an aide said.\n",
    "three.txt": "Three\n\nThe story so far.\n\n“We will not close the old lighthouse before the end of May.”\n",
    "four.txt": "Vier\n\n„Wir schließen den alten Leuchtturm nicht“, sagte Ruiz.\n",
}
YAML = """\
articles:
- {id: one, file: one.txt, headline: One, published: 2024-03-04}
- {id: two, file: two.txt, headline: Two, published: 2024-03-05}
- {id: three, file: three.txt, headline: Three}
- {id: four, file: four.txt, headline: Vier}
people: [{id: ana, name: Ana Ruiz}, {id: aide, name: an aide, type: anonymous}]
quotes:
- id: not
  article: one
  speech: direct
  speaker: ana
  text: We will not close the old lighthouse before the end of May
- id: never
  article: two
  speech: direct
  speaker: aide
  text: We will never close the old lighthouse before the end of May
- {id: nicht, article: four, speech: direct, speaker: ana, same_as: not, text: Wir schließen den alten Leuchtturm nicht}
"""
DIFFERENCE = "We will [-not-] {+never+} close the old lighthouse before the end of May"


@pytest.fixture
def lighthouse(tmp_path: Path) -> Snapshot:
    return read_snapshot(write_archive(tmp_path, ARTICLES, YAML))


def test_each_place_is_a_link_with_its_article_and_date_and_the_difference(lighthouse: Snapshot) -> None:
    quote = record_of(lighthouse.archive, "quote/not")
    (field,) = (field for field in describe(lighthouse, quote) if field.label is ALSO)
    place = ARTICLES["three.txt"].index("We will")
    end = ARTICLES["three.txt"].index("”")
    assert [(value.text, value.link) for value in field.values] == [
        ("“Two”, Tue 5 Mar 2024, paragraph 2: nearly the same words, as said by an aide", RecordLink("quote/never")),
        (DIFFERENCE, None),
        (
            "“Three”, paragraph 3: the same words, not curated",
            ArticleLink("three", passage=field.values[2].passages[0]),
        ),
        ("“Vier”, paragraph 2: in other words, one utterance", RecordLink("quote/nicht")),
        ("“Wir schließen den alten Leuchtturm nicht”", None),
    ]
    assert (field.values[2].passages[0].start, field.values[2].passages[0].end) == (place, end)
    assert field.values[1].spoken == (
        "We will (here “not”) (there “never”) close the old lighthouse before the end of May"
    )
    assert DIFFERENCE in card(lighthouse, quote)


def test_json_has_the_other_places(lighthouse: Snapshot) -> None:
    """But not of a quote that has none."""
    first, *_ = record_json(lighthouse, record_of(lighthouse.archive, "quote/not"))["also_in"]
    assert {name: first[name] for name in ("article", "quote", "words", "differences", "same_utterance")} == {
        "article": "two",
        "quote": "quote/never",
        "words": "nearly the same words",
        "differences": [{"here": "not", "there": "never"}],
        "same_utterance": False,
    }
    assert ARTICLES["two.txt"][first["passage"]["start"] : first["passage"]["end"]].startswith("We will never")
    assert "also_in" not in record_json(lighthouse, record_of(lighthouse.archive, "person/ana"))
