"""A citation as BibTeX: an entry for the article, with the quote in its note.

What the source does not say is left out, so the entry is a `misc`: the only type without required fields. BibTeX reads
`year` and `month`; biblatex reads `date`, which is EDTF (biblatex manual, section 2.3.8).
"""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote as percent_encoded

from explorer.citing.citable import Citable
from explorer.citing.plain import bracketed, statement, without_breaks
from explorer.model import dates
from explorer.model.records import Article, Quote

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
# The characters that TeX would obey.
_ESCAPES = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        **{character: f"\\{character}" for character in "{}%&#$_"},
    }
)
# The reserved characters of RFC 3986. All other special characters of an address are percent-encoded, above all braces.
_ADDRESS = ":/?#[]@!$&'()*+,;=%~"


def bibtex(cited: Citable) -> str:
    """One entry, its key the record's id. Values are UTF-8."""
    fields = "".join(f"  {name} = {value},\n" for name, value in _fields(cited))
    return f"@misc{{{cited.record.id},\n{fields}}}\n"


def _fields(cited: Citable) -> Iterator[tuple[str, str]]:
    if cited.article:
        yield from _article(cited.article)
    if isinstance(cited.record, Quote):
        yield "note", f"{{{_escaped(statement(cited, cited.record) + bracketed(cited))}}}"
    elif cited.remarks:
        yield "note", f"{{{_escaped(bracketed(cited).strip())}}}"


def _article(article: Article) -> Iterator[tuple[str, str]]:
    if article.byline:
        # The second pair of braces keeps BibTeX from splitting the name. For the headline, it keeps the capitals.
        yield "author", f"{{{{{_escaped(article.byline.removeprefix('By '))}}}}}"
    yield "title", f"{{{{{_escaped(article.headline)}}}}}"
    if article.publisher:
        yield "howpublished", f"{{{_escaped(article.publisher)}}}"
    if article.published:
        yield from _published(article.published)
    if article.url:
        yield "url", f"{{{percent_encoded(without_breaks(article.url), safe=_ADDRESS)}}}"


def _published(date: str) -> Iterator[tuple[str, str]]:
    # Of what TeX obeys, an EDTF date may have only ~ and %, and biblatex reads these unescaped.
    yield "date", f"{{{date}}}"
    year, month, _ = (*dates.parts(date), 0, 0, 0)[:3]
    if year:
        yield "year", f"{{{year:04}}}"
    if month:
        yield "month", _MONTHS[month - 1]


def _escaped(text: str) -> str:
    return without_breaks(text).translate(_ESCAPES)
