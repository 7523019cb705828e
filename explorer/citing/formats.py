"""The list of citation formats, and the command that reopens what is cited."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Sequence
from pathlib import Path

import msgspec

from explorer.citing.bibtex import bibtex
from explorer.citing.citable import Citable
from explorer.citing.csl_json import csl_citation, csl_json
from explorer.citing.markdown import markdown, pandoc
from explorer.citing.plain import plain
from explorer.citing.web_annotation import web_annotation
from explorer.model.records import AnyRecord, Kind


class Format(msgspec.Struct, frozen=True):
    """A citation format: its id, name and use, its writing function, and the kinds of record that it can cite."""

    id: str
    name: str
    use: str
    write: Callable[[Citable], str]
    kinds: tuple[Kind, ...] = tuple(Kind)


_PUBLISHED = (Kind.QUOTE, Kind.ARTICLE)

FORMATS = (
    Format("plain", "Plain text", "one line, for mail and notes", plain),
    Format("markdown", "Markdown", "a block quotation with its source", markdown),
    Format("bibtex", "BibTeX", "the article’s entry for biblatex, and how to cite it", bibtex, _PUBLISHED),
    Format("csl-json", "CSL-JSON", "the article as an item for Zotero, Pandoc and citeproc", csl_json, _PUBLISHED),
    Format("csl-citation", "CSL citation", "the quote around that item, for citeproc", csl_citation, _PUBLISHED),
    Format("pandoc", "Pandoc", "the same in Markdown for Pandoc", pandoc, _PUBLISHED),
    Format("web-annotation", "Web Annotation", "the place in the article, for programs", web_annotation, (Kind.QUOTE,)),
)


def formats_for(record: AnyRecord) -> list[Format]:
    """The formats that can cite a record, the plainest first."""
    return [format for format in FORMATS if record.kind in format.kinds]


def format_for(record: AnyRecord, id: str) -> Format:
    """The format with this id if it can cite the record, otherwise the plainest."""
    formats = formats_for(record)
    return next((format for format in formats if format.id == id), formats[0])


def reopen_command(root: Path, trail: Sequence[str] = (), query: str = "") -> str:
    """The shell command that reopens a view of the archive in `root`, from any folder."""
    words = ["explorer", *trail, "--archive", str(root.absolute())]
    if query.startswith("-"):
        words.append(f"--query={query}")  # as a separate word it would look like an option
    elif query:
        words += ["--query", query]
    return shlex.join(words)
