"""A page → the source that it gives: the article's text, one paragraph a block, below its headline."""

from __future__ import annotations

import hashlib
import logging
import re
from collections.abc import Sequence

from trafilatura import extract

from explorer.drafting.intake.heads import about_text
from explorer.drafting.intake.pages.about import PageAbout
from explorer.drafting.intake.pages.blocks import blocks_of, parsed
from explorer.drafting.intake.pages.charset import page_text
from explorer.drafting.intake.pages.choosing import Choice, choose, folded
from explorer.drafting.intake.source import About, NotTakenError, Source

# It writes to stderr of each page in which it finds nothing.
logging.getLogger("trafilatura").setLevel(logging.CRITICAL)

# trafilatura takes minutes for more blocks than this, or more elements and attributes, and no article has so many; nor
# has any page so many in all.
_MOST_BLOCKS, _MOST_PARTS, _PARTS_IN_ALL = 5000, 15_000, 500_000
# JSON-LD has the text if the page shows less than this part of it.
_SHOWN = 0.6


def read_page(content: bytes) -> Source:
    """The source in a page. Raises NotTakenError when it has no text."""
    page = page_text(content)
    try:
        tree = parsed(page)
    except ValueError as error:
        raise NotTakenError(str(error)) from None
    parts = sum(1 + len(element.attrib) for element in tree.iter())
    if parts > _PARTS_IN_ALL:
        raise NotTakenError(f"it has more than {_PARTS_IN_ALL:,} elements and attributes; save its text as .txt")
    said = PageAbout(tree, page)
    blocks = blocks_of(tree)
    is_small = len(blocks) <= _MOST_BLOCKS and parts <= _MOST_PARTS
    choice = choose(blocks, _voted(page) if is_small else [], said.titles)
    paragraphs = [block.text for block in choice.blocks]
    captions = [line for block in choice.blocks if block.is_caption for line in block.text.splitlines()]
    if sum(map(len, paragraphs)) < _SHOWN * len(said.body):
        paragraphs, captions = _lines(said.body), []
    if not paragraphs:
        raise NotTakenError("no article is found on the page; save its text as .txt")
    headline = _headline(choice, said, paragraphs)
    if folded(paragraphs[0]) == folded(headline):
        headline, paragraphs = paragraphs[0], paragraphs[1:]
    text = "\n\n".join([headline, *paragraphs]) + "\n"
    about = _about(said, headline, choice.above, text, captions)
    digest = hashlib.sha256(content).hexdigest()
    return Source(content=text.encode(), text=text, about=about, source_sha256=digest)


def _voted(page: str) -> list[str]:
    """The lines that trafilatura takes for the article. None when it finds no article."""
    found = extract(page, output_format="txt", include_comments=False, include_formatting=False, deduplicate=False)
    return [re.sub(r"^(?:[-–•*]|\d+\.)\s+", "", line.strip("| ")) for line in (found or "").splitlines()]


def _headline(choice: Choice, said: PageAbout, paragraphs: Sequence[str]) -> str:
    if choice.headline is not None:
        return " ".join(choice.headline.text.split())
    return next(iter(said.titles), "") or paragraphs[0].partition("\n")[0]


def _lines(body: str) -> list[str]:
    return [line for part in body.splitlines() if (line := " ".join(part.split()))]


def _about(said: PageAbout, headline: str, above: Sequence[str], text: str, captions: Sequence[str]) -> About:
    """What the page says of the article, to programs or else to readers: in the lines above its first paragraph."""
    shown = about_text("\n".join([headline, *above, *text.splitlines()[1:]]))
    return About(
        headline=headline,
        published=said.published or shown.published,
        publisher=said.publisher or shown.publisher,
        byline=said.byline or shown.byline,
        url=said.url,
        language=said.language or shown.language,
        captions=tuple(dict.fromkeys(captions)),
    )
