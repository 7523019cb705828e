"""A citation as BibTeX: an entry for the article, with the quote in its note.

The entry is a `misc`, the only type that needs no field, since what the source does not say is left out. BibTeX reads
`year` and `month`, biblatex `date`, which is EDTF (biblatex manual, section 2.3.8).
"""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote as percent_encoded

from explorer.citing.citable import Citable
from explorer.citing.plain import bracketed, one_line, statement
from explorer.model import dates
from explorer.model.records import Article, Quote

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
# What TeX would obey.
_ESCAPES = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        **{character: f"\\{character}" for character in "{}%&#$_"},
    }
)
# The reserved characters of RFC 3986; what else an address holds is percent-encoded, braces above all.
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
        # A second pair of braces: the name is not to be taken apart, nor the headline's capitals changed.
        yield "author", f"{{{{{_escaped(article.byline.removeprefix('By '))}}}}}"
    yield "title", f"{{{{{_escaped(article.headline)}}}}}"
    if article.publisher:
        yield "howpublished", f"{{{_escaped(article.publisher)}}}"
    if article.published:
        yield from _published(article.published)
    if article.url:
        yield "url", f"{{{percent_encoded(one_line(article.url), safe=_ADDRESS)}}}"


def _published(date: str) -> Iterator[tuple[str, str]]:
    # An EDTF date has nothing that TeX obeys but ~ and %, and biblatex reads these as they are.
    yield "date", f"{{{date}}}"
    year, month, _ = (*dates.parts(date), 0, 0, 0)[:3]
    if year:
        yield "year", f"{{{year:04}}}"
    if month:
        yield "month", _MONTHS[month - 1]


def _escaped(text: str) -> str:
    return one_line(text).translate(_ESCAPES)
