"""Report texts that a comment cuts: a # after a space ends an unquoted text, and nothing else shows that.

Most are just comments. Only those are reported that continue the text in the article, or that are unlikely comments.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from explorer.checking.changed import Records, every
from explorer.checking.verification import Texts
from explorer.checking.verified_archive import VerifiedArchive
from explorer.model.failures import Guard, unguarded
from explorer.model.problems import Place, Problem, Severity
from explorer.model.records import Article, Comment, Entry, Quote

_VERBATIM: Final = frozenset(
    {"text", "attribution", "headline", "furniture", "captions", "corrections", "not_quoted", "prefix", "suffix"}
)
_OTHER_TEXTS: Final = frozenset(
    {"name", "aliases", "role", "affiliation", "label", "description", "place", "medium", "note", "date_because"}
    | {"publisher", "byline", "because"}
)
# “#4”, “#MeToo”: no comment begins like this.
_NUMBER_OR_TAG: Final = re.compile(r"#(?:\d|[A-Z][a-z]+[A-Z])")
_FIRST_WORD: Final = re.compile(r"[ \t]*#[ \t]*\S+")
# How many characters before a # must also be in the article.
_NEAR = 40


def problems(found: VerifiedArchive, asked: Records | None = None, guard: Guard = unguarded) -> Iterator[Problem]:
    """Warn of each text (or each in the `asked` records) that seems to continue after the # that ends it."""
    for record in every(asked or found.archive):
        entry = found.archive.entries[record.ref]
        if entry.comments:
            with guard(record.ref):
                yield from _cut(entry, found.texts)


def _cut(entry: Entry, texts: Texts) -> Iterator[Problem]:
    for path, comment in entry.comments.items():
        field = re.sub(r"\[\d+\]", "", path).rpartition(".")[2]
        read = [texts[id] for id in _articles(entry, path) if id in texts]
        if field in _VERBATIM and read:
            is_cut = any(_goes_on(text.text, comment) for text in read)
        else:
            is_cut = field in _VERBATIM | _OTHER_TEXTS and _is_no_comment(comment)
        if is_cut:
            message = "a # after a space begins a comment: the text ends before it; put all of it in quotation marks"
            place = Place(entry.place.file, comment.line, comment.column)
            yield Problem(place, Severity.WARNING, "text-cut", f"{field}: {message}", entry.record.ref)


def _articles(entry: Entry, path: str) -> Iterator[str]:
    """The ids of the articles that may have the text at a path."""
    match entry.record:
        case Article(id=id) | Quote(article=id):
            yield id
    yield from (evidence.article for evidence in getattr(entry.record, "evidence", ()) if path.startswith("evidence"))


def _goes_on(text: str, comment: Comment) -> bool:
    """Whether an article has the words before a # followed by the words after it."""
    first = _FIRST_WORD.match(comment.said)
    return first is not None and f"{comment.after[-_NEAR:]}{first[0]}" in text


def _is_no_comment(comment: Comment) -> bool:
    opened = any(comment.after.count(a) > comment.after.count(b) for a, b in ("()", "[]", "“”", "«»"))
    closed = any(comment.said.count(b) > comment.said.count(a) for a, b in ("()", "[]", "“”", "«»"))
    return bool(_NUMBER_OR_TAG.match(comment.said.strip())) or (opened and closed)
