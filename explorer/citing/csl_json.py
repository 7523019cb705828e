"""Citations for processors of the Citation Style Language, such as Zotero, Pandoc and citeproc.

An article is an *item*; its id is the article's, so several quotes of one article share one entry of a bibliography. A
quote is a *citation* of that item: its words and speaker are the prefix, its paragraph is the locator, and its doubts
are the suffix, so a style shows all of them.

Source: the schemas of CSL 1.0.2, https://github.com/citation-style-language/schema
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import msgspec

from explorer.citing.bibliography import around, article_id, names_of, note_of
from explorer.citing.citable import Citable
from explorer.citing.plain import any_address, without_breaks
from explorer.display import pretty_json
from explorer.model import dates
from explorer.model.records import Article

_SCHEMA = "https://resource.citationstyles.org/schema/latest/input/json/csl-citation.json"
# Places where processors would start to read markup (citeproc-js manual, “HTML-like formatting tags”) or a field. Some
# write any markup that they don't know into a page unchanged.
_MARKUP = re.compile(r"(?<=<)(?=[a-z/!?])|(?<=\{)(?=:)", re.IGNORECASE)
_WORD_JOINER = "\u2060"


def csl_json(cited: Citable) -> str:
    """A list with one item: the article, with the quote in its note."""
    return pretty_json([item(article_id(cited), cited.article, [cited])])


def csl_citation(cited: Citable) -> str:
    """The citation of a record with its item, as word processors embed it and CSL processors read it."""
    parts = {name: _inert(text) for name, text in around(cited).items()}
    one = {"id": article_id(cited), **parts, "itemData": item(article_id(cited), cited.article)}
    return pretty_json({"schema": _SCHEMA, "citationID": cited.record.ref, "citationItems": [one]})


def item(id: str, article: Article | None, cited: Sequence[Citable] = ()) -> dict[str, object]:
    """An article as an item. The note has what is `cited` of it, each with its doubts."""
    made: dict[str, object] = {"id": id, "type": _type(article), **(dict(_article(article)) if article else {})}
    if notes := [_inert(note) for each in cited if (note := note_of(each))]:
        made["note"] = made["annote"] = "\n".join(notes)  # some programs show one, some the other
    return made


def _inert(text: str) -> str:
    """Text without markup, shown literally: a zero-width character breaks up anything that looks like markup."""
    return _MARKUP.sub(_WORD_JOINER, without_breaks(text))


def _type(article: Article | None) -> str:
    """The type of the article. Without a publisher it is a web page or a document, not a newspaper article."""
    if article and article.publisher:
        return "article-newspaper"
    return "webpage" if article and article.url else "document"


def _article(article: Article) -> Iterator[tuple[str, object]]:
    yield "title", _inert(article.headline)
    if article.byline:
        yield "author", [msgspec.to_builtins(name) for name in names_of(_inert(article.byline))]
    if article.publisher:
        yield "container-title", _inert(article.publisher)
    if article.published:
        yield "issued", _issued(article.published)
    if url := any_address(article.url):
        yield "URL", url
    if article.language:
        yield "language", article.language


def _issued(text: str) -> dict[str, object]:
    """A date or an interval in numbers where possible, otherwise in words."""
    ends = [dates.parts(end) for end in text.split("/")]
    if not all(ends):
        return {"literal": dates.describe(text)}
    circa = {"circa": True} if any(mark in text for mark in "?~%") else {}
    return {"date-parts": [list(end) for end in ends], **circa}
