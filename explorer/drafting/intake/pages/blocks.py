"""The blocks of a page in order: paragraphs, headings, list items and captions, each with its text as it is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from explorer.drafting.intake.pages.names import is_called, tags

# A paragraph has at least this many words, or a full stop at its end.
PARAGRAPH = 14
_END = re.compile(r"[.!?…。！？:;][”\"’'»」』)\]]*$")
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
# Layout characters that are not part of the words: soft hyphens, and zero-width spaces.
_UNSEEN = re.compile("[\u00ad\u200b\u2060\ufeff]")
_SPACES = re.compile(r"[ \t\r\n\f]+")
_BREAK = "\x0b"
# A hidden element with at least this many paragraphs is the rest of an article.
_A_REST = 3
# The marks around <q>, and around one nested in it.
_MARKS = {
    "en": ("“”", "‘’"),
    "de": ("„“", "‚‘"),
    **dict.fromkeys(("fr", "es", "it", "pt", "ru", "uk", "el"), ("«»", "“”")),
}
_OPENING = ("“", "”", "„", "«", "»", "‘", "‚", '"', "'", "「", "『")
_BLOCKS, _CREDITS = "tags of blocks", "names of credits"


@dataclass(slots=True, eq=False)
class Block:
    """A separate stretch of text. `linked` is how many of its characters are links.

    `inner` is the innermost element around all of it.
    """

    text: str
    inner: HtmlElement
    linked: int = 0
    is_caption: bool = False

    @property
    def is_heading(self) -> bool:
        return self.inner.tag in HEADINGS

    @property
    def is_paragraph(self) -> bool:
        """Whether it is a sentence or more, rather than a name, a label or a title."""
        return bool(_END.search(self.text)) or any(len(line.split()) >= PARAGRAPH for line in self.text.split("\n"))

    @property
    def link_density(self) -> float:
        return self.linked / max(1, len(self.text))

    def around(self) -> Iterator[HtmlElement]:
        """The elements around it, innermost first."""
        yield self.inner
        yield from self.inner.iterancestors()


def parsed(text: str) -> HtmlElement:
    """The parse tree of a page. Raises ValueError when it is empty."""
    # libxml2 can't represent these characters.
    text = re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]", " ", text)
    parser = HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    try:
        return document_fromstring(text.encode(), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError) as error:
        raise ValueError("there is nothing in it") from error


def blocks_of(tree: HtmlElement) -> list[Block]:
    """The blocks of a page that have words, in their order."""
    return list(_Walk(tree).blocks(tree))


class _Walk:
    """One walk through a page: the text of the current block, and the position."""

    def __init__(self, tree: HtmlElement) -> None:
        self._pieces: list[str] = []
        self._linked = self._links = 0
        self._pre = 0
        self._around: list[HtmlElement] = []
        self._language = (tree.get("lang") or "en").partition("-")[0].lower()

    def blocks(self, tree: HtmlElement) -> Iterator[Block]:
        walk: Any = etree.iterwalk(tree, events=("start", "end"))
        for event, element in walk:
            if event == "start" and _is_left_out(element):
                walk.skip_subtree()
            yield from self._entered(element) if event == "start" else self._left(element)

    def _entered(self, element: HtmlElement) -> Iterator[Block]:
        if _is_left_out(element):
            return
        tag = element.tag
        if _stands_apart(element):
            yield from self._done()
            self._around.append(element)
        self._links += tag == "a"
        self._pre += tag == "pre"
        if tag == "br" or (tag == "span" and self._follows_at_once(element)):
            self._pieces.append(_BREAK)
        elif tag == "q":
            self._add(self._mark(element, 0))
        self._add(element.text)

    def _left(self, element: HtmlElement) -> Iterator[Block]:
        if not _is_left_out(element):
            if element.tag == "q":
                self._add(self._mark(element, 1))
            self._links -= element.tag == "a"
            if _stands_apart(element):
                yield from self._done()
                self._around.pop()
            self._pre -= element.tag == "pre"
        elif element.tag in tags(_BLOCKS):
            yield from self._done()
        self._add(element.tail)

    def _follows_at_once(self, span: HtmlElement) -> bool:
        """Whether a part of a heading follows another without a space: it is displayed below that."""
        parent, before = span.getparent(), span.getprevious()
        return parent is not None and parent.tag in HEADINGS and before is not None and not before.tail

    def _mark(self, quote: HtmlElement, side: int) -> str:
        """The quotation mark that a browser puts before or after a tagged quotation."""
        inside = sum(1 for _ in quote.iterancestors("q")) % 2
        said = "".join(quote.itertext()).strip()
        return "" if said[:1] in _OPENING else _MARKS.get(self._language, _MARKS["en"])[inside][side]

    def _add(self, text: str | None) -> None:
        if not text:
            return
        text = _UNSEEN.sub("", text)
        if self._pre:
            self._pieces.append(text.replace("\r\n", "\n").replace("\n", _BREAK))
        else:
            self._pieces.append(_SPACES.sub(" ", text))
        if self._links:
            self._linked += len(text.strip())

    def _done(self) -> Iterator[Block]:
        """The block that ends here; if it has line breaks, each part between blank lines."""
        said, linked = "".join(self._pieces), self._linked
        self._pieces, self._linked = [], 0
        if not self._around or not said.strip(f" \xa0{_BREAK}"):
            return
        inner = self._around[-1]
        is_caption = _is_caption(inner)
        for part in re.split(rf"{_BREAK}[ \xa0]*{_BREAK}[ \xa0{_BREAK}]*", said):
            lines = (re.sub(" {2,}", " ", line).strip() for line in part.split(_BREAK))
            text = "\n".join(line for line in lines if line)
            if re.search(r"\w", text):
                share = round(linked * len(part) / len(said))
                yield Block(text, inner, share, is_caption)


def _is_left_out(element: HtmlElement) -> bool:
    if not isinstance(element.tag, str) or element.tag in tags("tags that nobody reads"):
        return True
    is_hidden = element.get("hidden") is not None or _HIDDEN.search(element.get("style", ""))
    if is_hidden or (element.get("class") is not None and is_called(element, "names of what is not read")):
        # The rest of an article may be hidden until the reader chooses to read on.
        return sum(1 for _ in element.iter("p")) < _A_REST
    return False


def _stands_apart(element: HtmlElement) -> bool:
    """Whether an element is a block: by its tag, as a picture credit, or as a part of a caption without text."""
    if element.tag != "span":
        return element.tag in tags(_BLOCKS)
    parent = element.getparent()
    is_part = parent is not None and parent.tag == "figcaption" and not (element.tail or "").strip()
    return is_part or is_called(element, _CREDITS)


def _is_caption(inner: HtmlElement) -> bool:
    """Whether a block is a picture's caption or its credit."""
    if _is_below_picture(inner):
        return True
    near = [inner, *islice(inner.iterancestors(), 3)]
    if is_called(inner, _CREDITS) or any(is_called(element, "names of captions") for element in near):
        return True
    around = [inner.tag, *(element.tag for element in inner.iterancestors("figure", "figcaption", "blockquote"))]
    return "blockquote" not in around and ("figcaption" in around or "figure" in around)


def _is_below_picture(inner: HtmlElement) -> bool:
    """Whether a paragraph has a picture and otherwise only words in italics or in small print."""
    if inner.find(".//img") is None or not any(child.tag in ("em", "i", "small") for child in inner):
        return False
    return not "".join([inner.text or "", *(child.tail or "" for child in inner)]).strip()
