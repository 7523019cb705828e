"""Read the metadata of a Markdown file: from its front matter, its first heading, and what any text may have."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from explorer.files.yaml_text import Fields, Items, Text, YamlValue, parse
from explorer.reading.heads import ArticleMetadata, first_of, metadata_of_text, without_markdown
from explorer.reading.text.date_words import day_in
from explorer.reading.text.html_entities import in_plain_words

_FRONT = re.compile(r"\ufeff?---[ \t]*\r?\n(?P<yaml>.*?)^(?:---|\.\.\.)[ \t]*\r?$\n?", re.DOTALL | re.MULTILINE)
_HEADING = re.compile(r"^#[ \t]+(?P<said>.+?)(?:[ \t]+#+)?[ \t]*\r?$", re.MULTILINE)
# A heading underlined on the next line.
_UNDERLINED = re.compile(r"^(?P<said>\S.*?)[ \t]*\r?\n=+[ \t]*\r?$", re.MULTILINE)
_FENCE = re.compile(r"^```.*?^```[ \t]*\r?$", re.DOTALL | re.MULTILINE)
# The names of front matter fields, in order of precedence.
_KEYS = {
    "headline": ("title", "headline"),
    "published": ("date", "published", "pubdate", "publish_date", "created"),
    "publisher": ("publisher", "site", "site_name", "publication", "source"),
    "byline": ("author", "authors", "byline", "creator"),
    "url": ("url", "link", "canonical", "canonical_url", "permalink", "source"),
    "language": ("language", "lang", "locale"),
}


def about_markdown(text: str) -> ArticleMetadata:
    """The metadata of a Markdown text, which must contain words."""
    front = _FRONT.match(text)
    body = text[front.end() :] if front else text
    said = dict(_front_matter(front["yaml"])) if front else {}
    bare = "\n".join(without_markdown(line) for line in body.splitlines())
    found = msgspec.structs.asdict(metadata_of_text(bare if bare.strip() else text))
    heading = _heading(body)
    headline = heading or _standing(said.pop("headline", None), text) or found["headline"]
    lines = (line.strip() for line in front["yaml"].splitlines()) if front else ()
    furniture = tuple(dict.fromkeys(line for line in lines if re.search(r"\w", line)))
    return ArticleMetadata(**{**found, **said, "headline": in_plain_words(first_of(headline)), "furniture": furniture})


def _standing(title: str | None, text: str) -> str | None:
    """A title, if it occurs verbatim in the text, as a headline must."""
    return title if title and title in text else None


def _heading(body: str) -> str | None:
    shown = _FENCE.sub("", body)
    matches = [match for form in (_HEADING, _UNDERLINED) if (match := form.search(shown))]
    return min(matches, key=lambda match: match.start())["said"].strip() if matches else None


def _front_matter(yaml: str) -> Iterator[tuple[str, str]]:
    document, _ = parse(yaml, "front matter")
    given = {key.lower(): value for key, value in document.values.items()} if isinstance(document, Fields) else {}
    for field, keys in _KEYS.items():
        said = (read for key in keys if key in given and (read := _read(field, _words(given[key]))))
        first = next(said, None)
        if first:
            yield field, first


def _read(field: str, words: str) -> str | None:
    match field:
        case "published":
            return day_in(words)
        case "url":
            return words if re.fullmatch(r"https?://\S+", words) else None
        case "language":
            return words.replace("_", "-") if re.fullmatch(r"[A-Za-z]{2,3}(?:[-_]\w{2,8})*", words) else None
        case "publisher":
            return None if words.startswith(("http:", "https:")) else words
    return words


def _words(value: YamlValue) -> str:
    """The words of a value; those of a list, such as several authors, are separated by commas."""
    match value:
        case Text():
            return "" if value.is_null else " ".join(value.value.split())
        case Items(values=values):
            return ", ".join(filter(None, map(_words, values)))
        case Fields(values=fields):
            return _words(fields["name"]) if "name" in fields else ""
