"""Which blocks of a page are its article.

trafilatura says where the article is. It drops single paragraphs, captions and items of lists, and it takes teasers in,
so that its word counts as votes: the article goes from the headline to the last block that is voted for, and is all in
between that is not plainly something else.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import islice

from lxml.html import HtmlElement

from explorer.drafting.intake.pages.blocks import PARAGRAPH, Block
from explorer.drafting.intake.pages.elsewhere import MOST_ELSEWHERE, Elsewhere
from explorer.drafting.intake.pages.names import ARTICLE, announces, is_called

# Characters: a shorter block is voted for only as a whole line.
_TELLING = 25
# Which part of the votes the element around the article has.
_MOST = 0.85
# A block that is a link for so much of its text is no text.
_LINKED = 0.6

_RIGHTS = re.compile(
    r"\s*(?:©|\(c\)\s|copyright\s+(?:©|\d{4})|all rights reserved|alle rechte vorbehalten)", re.IGNORECASE
)
# What stands between a headline and the name of its site.
_PARTS = re.compile(r"\s+[|–—·•»/-]+\s+|｜|:\s+")
_FRAMES = ("div", "section", "main", "article", "header", "body")
_PULLED = "names of a pull quote"
_ABOVE, _LEADS_IN = "names of what stands above an article", "names of what leads in"


@dataclass(frozen=True)
class Choice:
    """The article of a page: the block with its headline, if there is one, and the blocks below that."""

    headline: Block | None
    blocks: list[Block]
    above: list[str]


def choose(blocks: Sequence[Block], voted: Iterable[str], titles: Sequence[str]) -> Choice:
    """The article among the blocks of a page. `voted` are lines taken for it, `titles` what it may be called."""
    return _Choosing(blocks, voted, titles).made()


class _Choosing:
    def __init__(self, blocks: Sequence[Block], voted: Iterable[str], titles: Sequence[str]) -> None:
        self.titles = list(titles)
        self.names = {folded(part) for title in titles for part in (title, *_PARTS.split(title))}
        self.blocks = blocks = [part for block in blocks for part in self._parts(block)]
        self.votes = _votes(blocks, voted)
        self.elsewhere = Elsewhere(blocks, self.votes)

    def made(self) -> Choice:
        kept = [n for n in self.votes if self.is_text(n)] or [n for n in range(len(self.blocks)) if self.is_text(n)]
        if not kept:
            return Choice(None, [], [])
        paragraphs = [n for n in kept if self.blocks[n].is_paragraph] or kept
        headline = self.headline if self.headline is not None else self._label_of(paragraphs[0])
        first = headline + 1 if headline is not None else paragraphs[0]
        if first == len(self.blocks):
            return Choice(self.blocks[-1], [], [])
        last = self._end([n for n in kept if n >= first] or kept)
        begun = next((n for n in paragraphs if n >= first and not self.blocks[n].is_caption), first)
        chosen = [n for n in range(first, last + 1) if n != headline and self._belongs(n, begun)]
        above = [self.blocks[n].text for n in range(first, begun + 1) if not self.is_other(n)]
        return Choice(
            None if headline is None else self.blocks[headline], list(_once(self.blocks[n] for n in chosen)), above
        )

    @cached_property
    def headline(self) -> int | None:
        """The block with the headline: what the page calls itself elsewhere, or else its main heading."""
        before = range(next((n for n in self.votes if self._is_long(n)), len(self.blocks)))
        same = [n for n in before if self._is_title(self.blocks[n].text)]
        main = [n for n in before if self.blocks[n].inner.tag == "h1"]
        others = [n for n in before if self.blocks[n].inner.tag == "h2" and not self.is_other(n)]
        headings = [n for n in same if self.blocks[n].is_heading]
        for found in (headings, same, main, others[:1]):
            if found:
                return found[-1]
        return None

    def _is_long(self, n: int) -> bool:
        """Whether a block is surely below the headline."""
        block = self.blocks[n]
        return block.is_paragraph and len(block.text.split()) > 2 * PARAGRAPH and not self.is_other(n)

    def _label_of(self, paragraph: int) -> int | None:
        """The block right before the first paragraph, if it may be a headline that nothing marks as one."""
        before = paragraph - 1
        if before < 0 or not self.is_text(before) or self.blocks[before].is_paragraph:
            return None
        return None if is_called(self.blocks[before].inner, _ABOVE) else before

    def _parts(self, block: Block) -> Iterator[Block]:
        """A block, or its two parts when its first line is the headline."""
        line, _, others = block.text.partition("\n")
        if block.is_heading and not self._is_title(block.text):
            # Without a space between, what stands before the headline would be a part of it.
            ends = (title for title in self.titles if len(title.split()) > 1 and block.text.endswith(title))
            whole = (line for line in block.text.split("\n") if self._is_title(line))
            block = replace(block, text=next(ends, next(whole, block.text)))
        elif others and self._is_title(line):
            yield replace(block, text=line, linked=0)
            block = replace(block, text=others)
        yield block

    def _is_title(self, text: str) -> bool:
        said = folded(text)
        return len(said) > 3 and said in self.names

    @cached_property
    def area(self) -> HtmlElement | None:
        """The innermost element with nearly all of the votes, or the article that the page has around it."""
        kept = [n for n in self.votes if self.is_text(n)]
        total = sum(len(self.blocks[n].text) for n in kept)
        inside: Counter[HtmlElement] = Counter()
        depth: dict[HtmlElement, int] = {}
        for n in kept:
            around = list(self.blocks[n].around())
            for level, element in enumerate(reversed(around)):
                inside[element] += len(self.blocks[n].text)
                depth[element] = level
        most = [element for element, votes in inside.items() if votes >= _MOST * total]
        if not most:
            return None
        innermost: HtmlElement = max(most, key=lambda element: depth[element])
        if any(self.blocks[n].inner is innermost for n in kept) and innermost.getparent() is not None:
            innermost = innermost.getparent()
        around = [innermost, *innermost.iterancestors()]
        return next((element for element in around if _is_article(element)), innermost)

    def _end(self, kept: Sequence[int]) -> int:
        """The last block of the article: the last vote, before a heading that announces something else, or after it."""
        last = kept[-1]
        left = sum(len(self.blocks[n].text) for n in kept)
        whole = left
        for n in range(kept[0], last):
            if n in self.votes and self.is_text(n):
                left -= len(self.blocks[n].text)
            if left < (1 - MOST_ELSEWHERE) * whole and self.blocks[n].is_heading and announces(self.blocks[n].text):
                return max((vote for vote in kept if vote < n), default=last)
        for n in range(last + 1, len(self.blocks)):
            if not self._is_in_area(n) or announces(self.blocks[n].text):
                break
            last = n if self.is_text(n) and (self.blocks[n].is_paragraph or self.blocks[n].is_caption) else last
        return last

    def _belongs(self, n: int, begun: int) -> bool:
        """Whether a block between the headline and the end is the article's; `begun` is its first paragraph."""
        block = self.blocks[n]
        if not self.is_text(n) or self._is_title(block.text):
            return False
        if n in self.votes and n >= begun:
            return True
        if n in self.votes or block.is_caption or block.is_paragraph:
            return not is_called(block.inner, _ABOVE) or len(block.text.split()) >= PARAGRAPH
        if n < begun:
            return block.is_heading or any(is_called(element, _LEADS_IN) for element in islice(block.around(), 2))
        # A few words that stand by themselves are hardly ever the article's, unless they are tagged as text.
        return self._is_in_area(n) and block.inner.tag not in _FRAMES and not is_called(block.inner, _ABOVE)

    def _is_in_area(self, n: int) -> bool:
        return self.area is not None and any(element is self.area for element in self.blocks[n].around())

    def is_text(self, n: int) -> bool:
        """Whether a block is not plainly something else than an article's text."""
        block = self.blocks[n]
        if block.link_density > _LINKED and not (block.is_paragraph and n in self.votes):
            return False
        return not (announces(block.text) or _RIGHTS.match(block.text) or self.is_other(n))

    def is_other(self, n: int) -> bool:
        """Whether an element around a block says that it is no part of the article."""
        return self.elsewhere.has(self.blocks[n])


def folded(text: str) -> str:
    """A text for comparison: its letters and digits, in lower case."""
    return " ".join(re.findall(r"\w+", text.lower()))


def _votes(blocks: Sequence[Block], voted: Iterable[str]) -> dict[int, None]:
    """The blocks that are voted for, in their order."""
    lines = [folded(line) for line in voted]
    whole, all_of_it = set(lines), " ".join(lines)
    said = (folded(block.text) for block in blocks)
    is_voted = (text in whole or (len(text) >= _TELLING and text in all_of_it) for text in said)
    return dict.fromkeys(n for n, so in enumerate(is_voted) if so)


def _is_article(element: HtmlElement) -> bool:
    is_tagged = element.tag in ("article", "main") or element.get("role") == "main"
    return is_tagged or element.get("itemprop") == "articleBody" or is_called(element, ARTICLE)


def _once(blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks without those that stand there again, as on pages that have a copy for small screens.

    A pull quote that only repeats words of the article is one of these.
    """
    blocks = list(blocks)
    pulled = {block for block in blocks if any(is_called(around, _PULLED) for around in block.around())}
    said = [folded(block.text) for block in blocks if block not in pulled]
    seen: set[str] = set()
    for block in blocks:
        is_again = block in pulled and any(folded(block.text) in text for text in said)
        if not is_again and (block.text not in seen or (len(block.text) < 2 * _TELLING and not block.is_caption)):
            yield block
        seen.add(block.text)
