"""Words that are missing in their article are found in another one, however often that is asked."""

from __future__ import annotations

import pytest

from explorer.checking import nearest
from explorer.checking.nearest import ArticleLookup
from explorer.reading.text.passages import SourceText

TEXTS = {
    "pier": SourceText("“We will rebuild the pier,” the mayor said. L’homme est venu -- at 9.30."),
    "cafe": SourceText("He left the cafe\u0301 … and the pier. 我们将重建码头。 We willing rebuilders wait."),
    "again": SourceText("“We will rebuild the\u00a0pier,” she said again. Nothing's lost. 我们将重建码头。"),
    "plain": SourceText("a pier"),
}

# Words, the article that they are missing in, and the first other one that has them.
ASKED = [
    ("We will rebuild the pier", "cafe", "pier"),
    ("We will rebuild the pier", "pier", "again"),
    ("We will rebuild the pier", "again", "pier"),
    ("will rebuild", "pier", "again"),
    ("l rebuild the", "cafe", None),
    ("We will rebuild the pie", "cafe", None),
    ("we will rebuild the pier", "cafe", None),
    ("homme est venu — at 9.30", "cafe", "pier"),
    ("est venu – at 9", "cafe", None),
    ("left the café ... and", "pier", "cafe"),
    ("left the caf", "pier", None),
    ("我们将重建码头", "pier", "cafe"),
    ("我们将重建码头", "cafe", "again"),
    ("“Nothing’s lost.”", "pier", None),
    ("Nothing’s lost.", "pier", "again"),
    ("Nothing", "pier", None),
    ("pier", "plain", "pier"),
    ("…", "plain", "cafe"),
    ("unheard of", "pier", None),
]


@pytest.mark.parametrize("often", [1, 10, 1_000], ids=["indexed", "indexed halfway", "looked into"])
def test_the_first_other_article_with_the_words_is_found(often: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whether each text is looked into or an index is asked; in any typography, and cutting no word."""
    monkeypatch.setattr(nearest, "_OFTEN", often)
    monkeypatch.setattr(nearest, "_FEW_ARTICLES", 1)
    texts = ArticleLookup(TEXTS)
    assert ASKED == [(words, but, texts.article_with(words, but)) for words, but, _ in ASKED]


def test_where_there_is_no_text_nothing_is_found() -> None:
    assert ArticleLookup({}).article_with("words", "pier") is None
