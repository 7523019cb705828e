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

from explorer.drafting.intake.pages.blocks import HEADINGS, Block
from explorer.drafting.intake.pages.names import announces, is_called, tags

# Characters: a shorter block is voted for only as a whole line.
_TELLING = 25
# Which part of the votes the element around the article has.
_MOST = 0.85
# Of a block that is a link for so much of its text, and of an element that is nothing but such blocks.
_LINKED = 0.6
# A paragraph has so many words, or a full stop at its end.
_PARAGRAPH = 14
# The article is not what is marked as something else, unless nearly all of the votes are in there.
_TOO_MUCH = 0.7
# What announces another article has at most this part of the votes.
_LITTLE = 0.2

_RIGHTS = re.compile(
    r"\s*(?:©|\(c\)\s|copyright\s+(?:©|\d{4})|all rights reserved|alle rechte vorbehalten)", re.IGNORECASE
)
# What stands between a headline and the name of its site.
_PARTS = re.compile(r"\s+[|–—·•»/-]+\s+|｜|:\s+")
_FRAMES = ("div", "section", "main", "article", "header", "body")
_PULLED = "names of a pull quote"
_OWN, _ABOVE, _LEADS_IN = "names of the article", "names of what stands above an article", "names of what leads in"
_END = re.compile(r"[.!?…。！？][”\"’'»」』)\]]*$")


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
        self.total = sum(len(blocks[n].text) for n in self.votes) or 1
        self.inside: Counter[HtmlElement] = Counter()
        for n in self.votes:
            for element in _around(blocks[n]):
                self.inside[element] += len(blocks[n].text)
        self._marked: dict[HtmlElement, bool] = {}
        self.teasers: frozenset[HtmlElement] = frozenset()
        self.teasers = self._found_teasers()

    def made(self) -> Choice:
        kept = [n for n in self.votes if self.is_text(n)] or [n for n in range(len(self.blocks)) if self.is_text(n)]
        if not kept:
            return Choice(None, [], [])
        paragraphs = [n for n in kept if is_paragraph(self.blocks[n])] or kept
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
        return is_paragraph(block) and len(block.text.split()) > 2 * _PARAGRAPH and not self.is_other(n)

    def _label_of(self, paragraph: int) -> int | None:
        """The block right before the first paragraph, if it may be a headline that nothing marks as one."""
        before = paragraph - 1
        if before < 0 or not self.is_text(before) or is_paragraph(self.blocks[before]):
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
            around = list(_around(self.blocks[n]))
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
            if left < (1 - _TOO_MUCH) * whole and self.blocks[n].is_heading and announces(self.blocks[n].text):
                return max((vote for vote in kept if vote < n), default=last)
        for n in range(last + 1, len(self.blocks)):
            if not self._is_in_area(n) or announces(self.blocks[n].text):
                break
            last = n if self.is_text(n) and (is_paragraph(self.blocks[n]) or self.blocks[n].is_caption) else last
        return last

    def _belongs(self, n: int, begun: int) -> bool:
        """Whether a block between the headline and the end is the article's; `begun` is its first paragraph."""
        block = self.blocks[n]
        if not self.is_text(n) or self._is_title(block.text):
            return False
        if n in self.votes and n >= begun:
            return True
        if n in self.votes or block.is_caption or is_paragraph(block):
            return not is_called(block.inner, _ABOVE) or len(block.text.split()) >= _PARAGRAPH
        if n < begun:
            return block.is_heading or any(is_called(element, _LEADS_IN) for element in islice(_around(block), 2))
        # A few words that stand by themselves are hardly ever the article's, unless they are tagged as text.
        return self._is_in_area(n) and block.inner.tag not in _FRAMES and not is_called(block.inner, _ABOVE)

    def _is_in_area(self, n: int) -> bool:
        return self.area is not None and any(element is self.area for element in _around(self.blocks[n]))

    def is_text(self, n: int) -> bool:
        """Whether a block is not plainly something else than an article's text."""
        block = self.blocks[n]
        if block.link_density > _LINKED and not (is_paragraph(block) and n in self.votes):
            return False
        return not (announces(block.text) or _RIGHTS.match(block.text) or self.is_other(n))

    def is_other(self, n: int) -> bool:
        """Whether an element around a block says that it is no part of the article."""
        return any(element in self.teasers or self._is_marked(element) for element in _around(self.blocks[n]))

    def _is_marked(self, element: HtmlElement) -> bool:
        if element not in self._marked:
            self._marked[element] = _is_marked(element) and self.inside[element] <= _TOO_MUCH * self.total
        return self._marked[element]

    def _card(self, heading: HtmlElement) -> HtmlElement:
        """The element around a heading and what belongs to it alone, which is never much of the article."""
        card = heading
        while (parent := card.getparent()) is not None and self.inside[parent] <= _LITTLE * self.total:
            if parent.tag in ("body", "main") or sum(1 for _ in parent.iter(*HEADINGS)) > 1:
                break
            card = parent
        return card

    def _found_teasers(self) -> frozenset[HtmlElement]:
        """The elements that announce something else: by their heading, or as it is a link, below some paragraphs."""
        found: list[HtmlElement] = []
        paragraphs = 0
        for n, block in enumerate(self.blocks):
            if block.is_heading and announces(block.text):
                found.append(self._card(block.inner))
            elif block.is_heading and block.inner.tag != "h1" and block.link_density > 0.9 and _leads_away(block.inner):
                card = self._card(block.inner)
                is_live = any(is_called(element, "names of what is live") for element in (card, *card.iterancestors()))
                found += [card] if paragraphs >= 3 and not is_live else []
            paragraphs += n in self.votes and is_paragraph(block) and not self.is_other(n)
        return frozenset(found)


def folded(text: str) -> str:
    """A text for comparison: its letters and digits, in lower case."""
    return " ".join(re.findall(r"\w+", text.lower()))


def is_paragraph(block: Block) -> bool:
    """Whether a block is a sentence or more, and no name, label or title."""
    return bool(_END.search(block.text)) or any(len(line.split()) >= _PARAGRAPH for line in block.text.split("\n"))


def _votes(blocks: Sequence[Block], voted: Iterable[str]) -> dict[int, None]:
    """The blocks that are voted for, in their order."""
    lines = [folded(line) for line in voted]
    whole, all_of_it = set(lines), " ".join(lines)
    said = (folded(block.text) for block in blocks)
    is_voted = (text in whole or (len(text) >= _TELLING and text in all_of_it) for text in said)
    return dict.fromkeys(n for n, so in enumerate(is_voted) if so)


def _around(block: Block) -> Iterator[HtmlElement]:
    yield block.inner
    yield from block.inner.iterancestors()


def _is_marked(element: HtmlElement) -> bool:
    """Whether the tag, the role or the names of an element say that it is something else than an article."""
    if element.tag in tags("tags of other things") or element.get("role", "").lower() in tags("roles of other things"):
        return True
    if element.tag in ("body", "html", "main") or is_called(element, _OWN):
        return False
    if element.tag == "footer":
        return not any(ancestor.tag == "blockquote" for ancestor in element.iterancestors())
    if element.tag == "aside":
        return not any(is_called(part, _OWN) for part in element.iter())
    return is_called(element, "names of other things")


def _is_article(element: HtmlElement) -> bool:
    is_tagged = element.tag in ("article", "main") or element.get("role") == "main"
    return is_tagged or element.get("itemprop") == "articleBody" or is_called(element, _OWN)


def _leads_away(heading: HtmlElement) -> bool:
    links = [link.get("href", "") for link in (*heading.iter("a"), *heading.iterancestors("a"))]
    return any(link and not link.startswith("#") for link in links)


def _once(blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks without those that stand there again, as on pages that have a copy for small screens.

    A pull quote that only repeats words of the article is one of these.
    """
    blocks = list(blocks)
    pulled = {block for block in blocks if any(is_called(around, _PULLED) for around in _around(block))}
    said = [folded(block.text) for block in blocks if block not in pulled]
    seen: set[str] = set()
    for block in blocks:
        is_again = block in pulled and any(folded(block.text) in text for text in said)
        if not is_again and (block.text not in seen or (len(block.text) < 2 * _TELLING and not block.is_caption)):
            yield block
        seen.add(block.text)
