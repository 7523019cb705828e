"""Read the metadata of a page: from JSON-LD, its head, and the tags of its text."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Any

from lxml.html import HtmlElement

from explorer.reading.text.date_words import without_days

_ARTICLES = re.compile(r"\w*(?:Article|Posting|Report|Review|Recipe|Analysis|Opinion)\w*")
_TITLES = (
    "og:title",
    "twitter:title",
    "dc.title",
    "parsely-title",
    "sailthru.title",
    "citation_title",
    "title",
    "headline",
)
_AUTHORS = (
    "author",
    "article:author_name",
    "parsely-author",
    "sailthru.author",
    "dc.creator",
    "byl",
    "citation_author",
)
# What separates a headline from the name of its site.
_MARKS_BETWEEN = "|–—·•»/｜-"
_BETWEEN = re.compile(rf"\s+[{_MARKS_BETWEEN}]+\s+|｜")
_SITES = ("og:site_name", "application-name", "dc.publisher", "citation_journal_title")
_BYLINE = re.compile(r"(?:^|[\s_-])by-?line(?=$|[\s_-])|c-byline|author-?name", re.IGNORECASE)
_BREAKS, _TAGS = re.compile(r"<br\b[^>]*>|</(?:p|div|li|h\d)>", re.IGNORECASE), re.compile(r"</?[a-zA-Z][^<>]*>")
_LONGEST_BYLINE = 160
_ADDRESS = re.compile(r"\S@\S|^https?:|^@|^\S+\.[a-z]{2,7}$")
# The labels of names, and what follows these.
_LABELLED = re.compile(
    r"^(?:(?:written|posted|published|veröffentlicht|geschrieben|publié|escrito|publicado)\s+(?=(?:by|von|par|por)\b)|"
    r"(?:authors?|autor(?:in|en)?|auteurs?|autore)\b:?\s*)",
    re.IGNORECASE,
)
_NOBODY = re.compile(r"(?:no |follow )?authors?|name|follow|admin|redaktion|unknown|link\d*", re.IGNORECASE)
_AFTER_NAMES = re.compile(
    r"\s+[·•|–—-]\s+|[·•|]|\s+(?:(?:on|am|le|el|il)\b\s*)?(?=\d|\s*$)|"
    r"\b(?:published|updated|posted|aktualisiert|publié)\b.*",
    re.IGNORECASE,
)
# What browsers and SingleFile write into a page that they save.
_SAVED_FROM = re.compile(
    r"<!--\s*(?:saved from url=\(\d+\)|Page saved with SingleFile\s+url:\s*)(?P<url>https?://\S+?)\s*(?:-->|\n)"
)
_TAG = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*")


class PageMetadata:
    """A page's metadata of its article; empty where the page has none."""

    def __init__(self, tree: HtmlElement, page: str) -> None:
        self._tree = tree
        self._metas = dict(_metas(tree))
        self._articles = list(_articles(tree))
        self._saved = _SAVED_FROM.search(page[:4096])

    @property
    def titles(self) -> list[str]:
        """Possible titles of the article, without the name of the site; those for display by programs come first."""
        said = [_text(article.get("headline")) for article in self._articles]
        said += [self._metas.get(name, "") for name in _TITLES]
        shown = [" ".join((element.text or "").split()) for element in self._tree.iter("title")]
        titles = [self._without_site(title) for title in said if title]
        titles += [max(_BETWEEN.split(title), key=len) for title in map(self._without_site, shown) if title]
        return list(dict.fromkeys(filter(None, titles)))

    def _without_site(self, title: str) -> str:
        """A title without a first or last part that is the name of the site; empty if nothing else is left."""
        parts = _BETWEEN.split(title)
        while parts and _letters(parts[-1]) in self._sites:
            title = title[: title.rindex(parts.pop())]
        if parts and _letters(parts[0]) in self._sites:
            title = title[len(parts[0]) :]
        return title if not _BETWEEN.search(f" {title} ") else title.strip(f"{_MARKS_BETWEEN} ")

    @property
    def byline(self) -> str | None:
        """The writers, from the metadata for programs or from the visible text."""
        named = [", ".join(_names(article.get("author"))) for article in self._articles]
        named += [self._metas.get(name, "") for name in _AUTHORS]
        shown = (element for element in self._tree.iter() if _BYLINE.search(str(element.get("class", ""))))
        named += [" ".join(" ".join(element.itertext()).split()) for element in shown]
        return _first(self.writers(name) for name in named)

    def writers(self, byline: str) -> str:
        """The part of a byline that names people: no address, date, label or name of the site."""
        name = _LABELLED.sub("", _AFTER_NAMES.split(without_days(byline))[0]).strip(" ,;:·•|–—-")
        parts = [part for part in re.split(r"\s*[,;]\s*", name) if not (self._is_site(part) or _NOBODY.fullmatch(part))]
        name = ", ".join(parts)
        return name if re.search(r"[^\W\d_]{2}", name) and len(name) <= _LONGEST_BYLINE else ""

    def _is_site(self, name: str) -> bool:
        letters = _letters(re.sub(r"^(?:by|von|par|por)\s+", "", name, flags=re.IGNORECASE))
        return not letters or letters in self._sites or bool(_ADDRESS.search(name))

    @cached_property
    def _sites(self) -> set[str]:
        address = re.sub(r"^https?://(?:www\.)?|/.*", "", self.url or "")
        names = [self.publisher or "", *(self._metas.get(name, "") for name in _SITES), address, address.split(".")[0]]
        return {_letters(name) for name in names if name}

    @property
    def publisher(self) -> str | None:
        """The name of the site or its publisher."""
        said = [name for article in self._articles for name in _names(article.get("publisher"))]
        return _first([*said, *(self._metas.get(name, "") for name in _SITES)])

    @property
    def url(self) -> str | None:
        """The address that the page gives as its own."""
        links = [link.get("href", "") for link in self._tree.iter("link") if "canonical" in link.get("rel", "").split()]
        said = [_text(article.get("url")) or _id(article.get("mainEntityOfPage")) for article in self._articles]
        saved = [self._saved["url"]] if self._saved else []
        return _first(url for url in (*links, self._metas.get("og:url", ""), *said, *saved) if _is_address(url))

    @property
    def language(self) -> str | None:
        """The tag of its language."""
        said = [_text(article.get("inLanguage")) for article in self._articles]
        roots = [self._tree.get("lang", ""), *(body.get("lang", "") for body in self._tree.iter("body", "article"))]
        tags = [*said, *roots, self._metas.get("content-language", ""), self._metas.get("og:locale", "")]
        return _first(tag.replace("_", "-") for tag in tags if _TAG.fullmatch(tag))

    @property
    def is_for_subscribers(self) -> bool:
        """Whether JSON-LD says that parts of it are only for subscribers."""
        return any(str(article.get("isAccessibleForFree")).lower() == "false" for article in self._articles)

    @property
    def body(self) -> str:
        """The text in JSON-LD; empty if there is none."""
        return next((text for article in self._articles if (text := _text(article.get("articleBody")))), "")


def _first(values: Iterable[str | None]) -> str | None:
    return next((value for value in values if value), None)


def _metas(tree: HtmlElement) -> Iterator[tuple[str, str]]:
    """The contents of the `meta` tags, by lower-case name. The first of several counts."""
    for meta in reversed(list(tree.iter("meta"))):
        name = meta.get("property") or meta.get("name") or meta.get("http-equiv") or meta.get("itemprop") or ""
        content = " ".join((meta.get("content") or "").split())
        if name and content:
            yield name.lower(), content


def _articles(tree: HtmlElement) -> Iterator[dict[str, Any]]:
    """The JSON-LD objects that describe articles."""
    for script in tree.iter("script"):
        if "ld+json" in (script.get("type") or "").lower():
            try:
                said = json.loads(
                    re.sub(r"^\s*(?:<!--|//<!\[CDATA\[)|(?:-->|//\]\]>)\s*$", "", script.text or ""), strict=False
                )
            except (ValueError, RecursionError):
                continue
            yield from (one for one in _objects(said) if any(_ARTICLES.fullmatch(kind) for kind in _kinds(one)))


def _objects(said: Any) -> Iterator[dict[str, Any]]:
    """All top-level objects of JSON-LD: alone, in a list, or in a graph."""
    if isinstance(said, list):
        for one in said:
            yield from _objects(one)
    elif isinstance(said, dict):
        yield said
        yield from _objects(said.get("@graph", []))
        yield from _objects(said.get("mainEntity", []))


def _kinds(said: dict[str, Any]) -> list[str]:
    kinds = said.get("@type", [])
    return [kind for kind in (kinds if isinstance(kinds, list) else [kinds]) if isinstance(kind, str)]


def _names(said: Any) -> list[str]:
    """The names of people or organisations."""
    if isinstance(said, list):
        return [name for one in said for name in _names(one)]
    name = said.get("name") if isinstance(said, dict) else said
    return _names(name) if isinstance(name, list) else [text for text in [_text(name)] if text]


def _text(said: Any) -> str:
    """A text as readers see it: without the (often escaped) markup that some pages have in JSON-LD."""
    if not isinstance(said, str):
        return ""
    plain = html.unescape(html.unescape(said)) if "&" in said else said
    return _TAGS.sub(" ", _BREAKS.sub("\n", plain)).strip() if "<" in plain else plain.strip()


def _letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", text.lower())


def _id(said: Any) -> str:
    return _text(said.get("@id") or said.get("url")) if isinstance(said, dict) else _text(said)


def _is_address(url: str) -> bool:
    return bool(re.fullmatch(r"https?://[^\s/]+\.\S+", url))
