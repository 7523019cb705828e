"""Records become a data file that a curator can go on with, and that reads back as the same records."""

from __future__ import annotations

import pytest

from explorer.display import one_line
from explorer.files.composing import CannotCompose, composed
from explorer.model.records import Anchor, Article, Event, Evidence, Person, Quote

ARTICLE = Article(id="pier", file="pier.txt", headline="Pier: what now?", published="2024-03-05", language="en")
PEOPLE = [
    Person(id="ana-ruiz", name="Ana Ruiz", aliases=("Ruiz", "the mayor"), role="mayor", review="draft"),
    Person(id="city-aide", name="a city aide", review="draft"),
]
EVENT = Event(id="talks", name="Talks", evidence=(Evidence(article="pier", text="“talks”: long ones"),), review="draft")
QUOTES = [
    Quote(id="pier-1", article="pier", speech="direct", text=("We will,", "It’s a plan."), speaker="ana-ruiz"),
    Quote(id="pier-2", article="pier", speech="indirect", text="nobody #told her", speaker="city-aide"),
]


def test_an_article_with_its_drafts_is_one_readable_file() -> None:
    assert """\
# Drafted from seeds/pier.txt.
defaults:
  quotes: {article: pier}

articles:
- id: pier
  file: pier.txt
  headline: "Pier: what now?"
  published: 2024-03-05
  language: en

people:
- id: ana-ruiz
  name: Ana Ruiz
  type: named
  aliases: [Ruiz, the mayor]
  role: mayor
  review: draft

- id: city-aide
  name: a city aide
  type: anonymous
  review: draft

events:
- id: talks
  name: Talks
  evidence:
  - article: pier
    text: "“talks”: long ones"
  review: draft

quotes:
# sure: Ruiz *said*
- id: pier-1
  speech: direct
  text:
  - We will,
  - It’s a plan.
  speaker: ana-ruiz
  review: draft

- id: pier-2
  speech: indirect
  text: "nobody #told her"
  speaker: city-aide
  review: draft
""" == composed(
        [ARTICLE, *PEOPLE, EVENT, *QUOTES], "Drafted from seeds/pier.txt.", {"quote/pier-1": "sure: Ruiz *said*"}
    )


def test_white_space_around_a_value_does_not_count() -> None:
    """It is what stands around words that occur twice, and where these are the first or the last, it is nothing."""
    for at, expected in ((Anchor(prefix="she said ", suffix="."), "prefix: she said\n"), (Anchor(suffix=" "), "")):
        quote = Quote(id="pier-3", article="pier", speech="partial", text="no", speaker="ana-ruiz", at=at)
        assert (expected in composed([quote]), "at:" in composed([quote])) == (True, bool(expected))


def test_an_article_alone_has_neither_defaults_nor_heading() -> None:
    assert composed([ARTICLE]).startswith("articles:\n- id: pier\n")


def test_a_remark_can_not_become_yaml() -> None:
    remark = "a\nb\x85- id: c\x1b"
    text = composed([ARTICLE, *PEOPLE[:1]], remarks={"person/ana-ruiz": remark})
    assert f"\n# {one_line(remark)}\n" in text


@pytest.mark.parametrize("record", [Person(id="a", name=" "), Person(id="No Slug", name="Ana")])
def test_a_record_that_would_read_back_as_another_one_is_refused(record: Person) -> None:
    with pytest.raises(CannotCompose, match=r"person/|“id”"):
        composed([record])
