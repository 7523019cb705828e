"""Which elements of a page are something else than its article: menus, advertisements, teasers of other articles."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence

from lxml.html import HtmlElement

from explorer.drafting.intake.pages.blocks import HEADINGS, Block
from explorer.drafting.intake.pages.names import ARTICLE, announces, is_called, tags

# What is marked as something else may have this part of the votes at most, or it is the article all the same.
MOST_ELSEWHERE = 0.7
# What announces another article has at most this part of the votes.
_LITTLE = 0.2
# A heading that is a link announces another article below so many paragraphs of this one.
_BELOW = 3
_ALL_LINK = 0.9


class Elsewhere:
    """What of a page is something else. `votes` are the blocks, by number, that are taken for the article's."""

    def __init__(self, blocks: Sequence[Block], votes: Collection[int]) -> None:
        self._total = sum(len(blocks[n].text) for n in votes) or 1
        self._inside: Counter[HtmlElement] = Counter()
        for n in votes:
            for element in blocks[n].around():
                self._inside[element] += len(blocks[n].text)
        self._marked: dict[HtmlElement, bool] = {}
        self._announced: frozenset[HtmlElement] = frozenset()
        self._announced = frozenset(self._announcing(blocks, votes))

    def has(self, block: Block) -> bool:
        """Whether an element around a block says that it is no part of the article."""
        return any(element in self._announced or self._is_marked(element) for element in block.around())

    def _is_marked(self, element: HtmlElement) -> bool:
        if element not in self._marked:
            has_most = self._inside[element] > MOST_ELSEWHERE * self._total
            self._marked[element] = _is_marked(element) and not has_most
        return self._marked[element]

    def _announcing(self, blocks: Sequence[Block], votes: Collection[int]) -> Iterator[HtmlElement]:
        """The elements that announce something else: by their heading, or as that is a link, below some paragraphs."""
        paragraphs = 0
        for n, block in enumerate(blocks):
            if block.is_heading and announces(block.text):
                yield self._card(block.inner)
            elif block.is_heading and paragraphs >= _BELOW and _leads_away(block):
                card = self._card(block.inner)
                if not any(is_called(element, "names of what is live") for element in (card, *card.iterancestors())):
                    yield card
            paragraphs += n in votes and block.is_paragraph and not self.has(block)

    def _card(self, heading: HtmlElement) -> HtmlElement:
        """The element around a heading and what belongs to it alone, which is never much of the article."""
        card = heading
        while (parent := card.getparent()) is not None and self._inside[parent] <= _LITTLE * self._total:
            if parent.tag in ("body", "main") or sum(1 for _ in parent.iter(*HEADINGS)) > 1:
                break
            card = parent
        return card


def _is_marked(element: HtmlElement) -> bool:
    """Whether the tag, the role or the names of an element say that it is something else than an article."""
    if element.tag in tags("tags of other things") or element.get("role", "").lower() in tags("roles of other things"):
        return True
    if element.tag in ("body", "html", "main") or is_called(element, ARTICLE):
        return False
    if element.tag == "footer":
        return not any(ancestor.tag == "blockquote" for ancestor in element.iterancestors())
    if element.tag == "aside":
        return not any(is_called(part, ARTICLE) for part in element.iter())
    return is_called(element, "names of other things")


def _leads_away(block: Block) -> bool:
    """Whether a heading is as a whole a link to another page."""
    if block.inner.tag == "h1" or block.link_density <= _ALL_LINK:
        return False
    links = [link.get("href", "") for link in (*block.inner.iter("a"), *block.inner.iterancestors("a"))]
    return any(link and not link.startswith("#") for link in links)
