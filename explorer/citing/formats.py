"""The list of the formats of a citation."""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from explorer.citing.bibtex import bibtex
from explorer.citing.citable import Citable
from explorer.citing.csl_json import csl_json
from explorer.citing.markdown import markdown
from explorer.citing.plain import plain
from explorer.citing.web_annotation import web_annotation
from explorer.model.records import AnyRecord, Kind


class Format(msgspec.Struct, frozen=True):
    """A format: its name, its use, the function that writes it, and the kinds of record that it can cite."""

    name: str
    use: str
    write: Callable[[Citable], str]
    kinds: tuple[Kind, ...] = tuple(Kind)


FORMATS = (
    Format("Plain text", "one line, for mail and notes", plain),
    Format("Markdown", "a block quotation with its source", markdown),
    Format("BibTeX", "an entry for LaTeX", bibtex, (Kind.QUOTE, Kind.ARTICLE)),
    Format("CSL-JSON", "an item for Zotero, Pandoc and citeproc", csl_json, (Kind.QUOTE, Kind.ARTICLE)),
    Format("Web Annotation", "the place in the article, for programs", web_annotation, (Kind.QUOTE,)),
)


def formats_for(record: AnyRecord) -> list[Format]:
    """The formats that can cite a record, the plainest first."""
    return [format for format in FORMATS if record.kind in format.kinds]
