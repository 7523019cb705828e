"""A citation as CSL-JSON: the article as an item of the Citation Style Language, with the quote in its note.

Source: the schema of CSL 1.0.2, https://github.com/citation-style-language/schema
"""

from __future__ import annotations

import json
from collections.abc import Iterator

from explorer.citing.citable import Citable
from explorer.citing.plain import bracketed, statement, without_breaks
from explorer.display import json_escaped
from explorer.model import dates
from explorer.model.records import Article, Quote


def csl_json(cited: Citable) -> str:
    """A list of one item, as CSL processors take it. Its id is the record's."""
    item: dict[str, object] = {"id": cited.record.id, "type": "article-newspaper"}
    item |= dict(_article(cited.article)) if cited.article else {}
    if isinstance(cited.record, Quote):
        item["note"] = without_breaks(statement(cited, cited.record) + bracketed(cited))
    elif cited.remarks:
        item["note"] = without_breaks(bracketed(cited).strip())
    return json_escaped(json.dumps([item], ensure_ascii=False, indent=2)) + "\n"


def _article(article: Article) -> Iterator[tuple[str, object]]:
    yield "title", article.headline
    if article.byline:
        yield "author", [{"literal": article.byline.removeprefix("By ")}]
    if article.publisher:
        yield "container-title", article.publisher
    if article.published:
        yield "issued", _issued(article.published)
    if article.url:
        yield "URL", article.url
    if article.language:
        yield "language", article.language


def _issued(text: str) -> dict[str, object]:
    """A date, or the two ends of an interval, as numbers where it has them; else its words."""
    ends = [dates.parts(end) for end in text.split("/")]
    if not all(ends):
        return {"literal": dates.describe(text)}
    circa = {"circa": True} if any(mark in text for mark in "?~%") else {}
    return {"date-parts": [list(end) for end in ends], **circa}
