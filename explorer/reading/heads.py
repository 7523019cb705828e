"""Read the metadata in the first lines of a plain-text article. What they do not state is left out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

import msgspec

from explorer.reading.languages.recognising import plain_language
from explorer.reading.text.date_words import day_in, without_days
from explorer.reading.text.html_entities import in_plain_words
from explorer.reading.text.passages import SourceText

# The maximum number of lines in the head. It ends before a paragraph, a line with at least this many words.
_LINES, _PARAGRAPH = 14, 24
# In characters. A longer first line is not a headline as a whole.
_LONGEST_HEADLINE = 220
# The maximum number of words in a label with a name.
_NAME = 14
# In bytes: the language of a shorter text is uncertain.
_ENOUGH = 80
_SENTENCE = re.compile(r".{20,}?[.!?。！？][”\"’»]?(?=\s|$)")
# As many clauses or words as a headline has room for.
_PARTS = [re.compile(rf".{{20,{_LONGEST_HEADLINE}}}(?={end})") for end in (r"[,;:]\s", r"\s")]

_LABELS = {
    "headline": ("headline", "title", "titel", "titre", "título", "titolo", "überschrift"),
    "byline": ("author", "authors", "byline", "by", "autor", "auteur", "autore"),
    "published": ("date", "published", "published on", "publication date", "posted", "datum", "fecha", "data", "dated"),
    "publisher": ("publisher", "publication", "source", "newspaper", "outlet", "quelle", "fuente", "fonte"),
    "url": ("url", "link", "permalink", "address"),
    "language": ("language", "lang"),
}
_FIELD_OF = {label: field for field, labels in _LABELS.items() for label in labels}
_LABEL = re.compile(r"(?P<label>[^\W\d_][\w ]{1,18}):\s+(?P<said>\S.*)")
_URL = re.compile(r"<?(?P<url>https?://[^\s<>]+)>?")
# Emphasis marks around a whole line.
_DRESSED = re.compile(r"^[*_]{1,3}(?P<said>[^*_].*?)[*_]{1,3}$")
# What appears above a headline.
_NO_HEADLINE = re.compile(
    r"for (?:immediate )?release\b.*|(?:press|news|media) (?:release|statement)|embargoed\b.*|breaking(?: news)?:?|"
    r"\^?[a-z]{2}-[\w-]+,\s?\d+|pressemitteilung|communiqué de presse|comunicado de prensa|comunicato stampa",
    re.IGNORECASE,
)
_BY_WORD = re.compile(r"^(?:By|BY|Von|VON|Par|PAR|Por|POR|Door|Af|Av|Di)\s+")
_BY = re.compile(rf"{_BY_WORD.pattern}(?:the\s+|The\s+)?[A-ZÀ-ÖØ-Þ][^:;?!“”\"]{{1,100}}")
# A word in small letters that is in no name.
_IN_NO_NAME = re.compile(r"(?<![\w-])(?!(?:and|und|et|y|e|de|der|du|van|von|di|da|del|la|le)\b)[^\W\d_A-ZÀ-ÖØ-Þ]\w*")
# What else may be in a line with a date.
_BESIDE_DATE = re.compile(
    r"\b(?:published|updated|posted|last|first|modified|date|on|at|am|pm|a\.m\.|p\.m\.|gmt|utc|et|est|edt|pst|pdt|cet|bst|"
    r"mon|tue|tues|wed|thu|thur|thurs|fri|sat|sun|monday|tuesday|wednesday|thursday|friday|saturday|sunday|uhr|stand|"
    r"veröffentlicht|aktualisiert|publié|mis à jour|modifié|le|à|geändert|"
    r"publicado|actualizado|pubblicato|il|of|the)\b",
    re.IGNORECASE,
)
_TIME = re.compile(r"\b\d{1,2}[:.h]\d{2}(?::\d{2})?\b|[^\w]+")
_UPDATED = re.compile(
    r"\b(?:updated|modified|aktualisiert|geändert|mis à jour|modifié|actualizado|aggiornato)\b", re.IGNORECASE
)
# LONDON (Reuters) - …; GRANBY, Ill., March 3, 2024 (AW) — …
_DATELINE = re.compile(
    r"(?P<place>[A-ZÀ-ÖØ-Þ][^\n()]{1,60}?)\s*(?:\((?P<agency>[A-Z][\w .&’'-]{1,30})\)|/(?P<wire>[A-Z][\w. -]{2,30})/)?"
    r"\s*(?:—|–|--|-|_|:)\s+(?=[\w“\"‘'«„])"
)


class ArticleMetadata(msgspec.Struct, frozen=True, kw_only=True):
    """The metadata that an article states, verbatim except for entities; None where it states none.

    The fields are those of `Article`.
    """

    headline: str
    published: str | None = None
    publisher: str | None = None
    byline: str | None = None
    url: str | None = None
    language: str | None = None
    furniture: tuple[str, ...] = ()
    captions: tuple[str, ...] = ()


def metadata_of_text(text: str) -> ArticleMetadata:
    """The metadata that a text states. It must contain words."""
    lines = _lines_of(text)
    head = list(_head(lines))
    said = dict(_labelled(head))
    rest = [line for line in head if not _label(line)] or [said.get("headline", lines[0])]
    plain = [line for line in rest if not (_URL.fullmatch(line) or is_date_line(line) or _NO_HEADLINE.fullmatch(line))]
    headline = said.pop("headline", None) or first_of(without_markdown((plain or rest)[0]))
    found: dict[str, str] = {
        **dict(_dateline(lines[len(head) : len(head) + 1])),
        **dict(_unlabelled(head, headline)),
        **said,
    }
    language = found.pop("language", None) or (plain_language(text) if len(text.encode()) >= _ENOUGH else None)
    return ArticleMetadata(headline=headline, language=language, **found)  # type: ignore[arg-type]


class HeadStatements(msgspec.Struct, frozen=True):
    """The metadata in the lines of a text's head and in the dateline of its first paragraph.

    `bylines` are names without “By”; days are in EDTF, and those of updates count only beside one of publication.
    """

    bylines: tuple[str, ...]
    publishers: tuple[str, ...]
    days: tuple[str, ...]
    dateline_day: str | None


def head_statements(text: SourceText) -> HeadStatements:
    """The metadata in the head of a text."""
    lines = _lines_of(text.text)
    head = list(_head(lines))
    by = [line for line in head[1:] if _BY.fullmatch(line)] + list(_said_by_label(head, "byline"))
    names = (_BY_WORD.sub("", name) for name in by)
    dated = [*_said_by_label(head, "published"), *(line for line in head[1:] if is_date_line(line))]
    days = (day for day in map(day_in, dated) if day) if not all(map(_is_update, dated)) else ()
    dateline = next(map(_dateline_of, lines[len(head) :]), None)
    return HeadStatements(
        tuple(name for name in names if len(name.split()) <= _NAME and not _IN_NO_NAME.search(name)),
        tuple(_said_by_label(head, "publisher")),
        tuple(days),
        day_in(dateline["place"]) if dateline else None,
    )


def _said_by_label(head: Sequence[str], field: str) -> Iterator[str]:
    for line in head:
        if _label(line) == field and len(line.split()) <= _NAME and (match := _LABEL.fullmatch(line)):
            yield match["said"].strip()


def _lines_of(text: str) -> list[str]:
    """The non-empty lines that may be an article's head, and one more, with their entities decoded."""
    lines = (in_plain_words(line.strip()) for line in text.lstrip("\ufeff").splitlines())
    return list(islice((line for line in lines if line), _LINES + 1))


def without_markdown(line: str) -> str:
    """A line without Markdown for a heading, or for bold or italics around all of it."""
    line = line.strip()
    bare = line.lstrip("#").strip() if re.match(r"#{1,6}\s", line) else line
    match = _DRESSED.match(bare)
    return match["said"].strip("*_ ") if match else bare


def first_of(line: str) -> str:
    """A line, shortened if very long to its first sentence, or else to some clauses or words."""
    if len(line) <= _LONGEST_HEADLINE:
        return line
    sentence = _SENTENCE.match(line)
    if sentence and len(sentence[0]) <= _LONGEST_HEADLINE:
        return sentence[0]
    parts = (part.match(line) for part in _PARTS)
    return next((part[0] for part in parts if part), line[:_LONGEST_HEADLINE])


def is_date_line(line: str) -> bool:
    """Whether a line states the date of publication, and nothing else."""
    rest = without_days(line)
    return rest != line and not _TIME.sub("", _BESIDE_DATE.sub("", rest)).strip()


def _head(lines: Sequence[str]) -> Iterator[str]:
    """The lines above the first paragraph; the first line is always one of them."""
    for n, line in enumerate(lines[:_LINES]):
        if n and (len(line.split()) >= _PARAGRAPH or _dateline_of(line)):
            return
        yield line


def _label(line: str) -> str | None:
    """The field that the label of a line means: `Date: 3 March 2024`."""
    match = _LABEL.fullmatch(line)
    return _FIELD_OF.get(match["label"].lower()) if match else None


def _labelled(head: Sequence[str]) -> Iterator[tuple[str, str]]:
    for line in reversed(head):
        # Longer ones are speech in a conversation.
        field, match = _label(line), _LABEL.fullmatch(line)
        if field in ("byline", "publisher") and len(line.split()) > _NAME:
            continue
        if field is None or match is None:
            continue
        said: str | None = match["said"].strip()
        if field == "published":
            said = day_in(match["said"])
        elif field == "url":
            url = _URL.fullmatch(match["said"].strip())
            said = url["url"] if url else None
        elif field == "language":
            said = said if said and re.fullmatch(r"[a-zA-Z]{2,3}(?:-\w{2,8})*", said) else None
        if said:
            yield field, said


def _unlabelled(head: Sequence[str], headline: str) -> Iterator[tuple[str, str]]:
    """Metadata from the form of lines without a label. The first of each kind counts; updates come last."""
    below = [line for line in head if line != headline and not _label(line)]
    for line in sorted((line for line in reversed(below) if is_date_line(line)), key=_is_update, reverse=True):
        yield from [("published", day)] if (day := day_in(line)) else []
    for line in reversed(below):
        if url := _URL.fullmatch(line):
            yield "url", url["url"]
        elif _BY.fullmatch(line):
            yield "byline", line


def _dateline_of(line: str) -> re.Match[str] | None:
    """The dateline at the start of a line, with its place in capitals."""
    match = None if _label(line) else _DATELINE.match(line)
    return match if match and match["place"].partition(",")[0].isupper() else None


def _is_update(line: str) -> bool:
    return bool(_UPDATED.search(line))


def _dateline(first: Sequence[str]) -> Iterator[tuple[str, str]]:
    """The agency and the date in the dateline of the first paragraph."""
    for match in filter(None, map(_dateline_of, first)):
        if agency := match["agency"] or match["wire"]:
            yield "publisher", agency.strip()
        if day := day_in(match["place"]):
            yield "published", day
