"""Choose the blocks of a page that are its article.

trafilatura finds the article. It drops single paragraphs, and includes labels and links, so its words count as votes:
the article is the paragraphs that it includes, and those with the same layout. Blocks that are left out are at most a
quarter of its text, after a heading such as “More stories”, and a seventh of the rest.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import islice, pairwise

from lxml.html import HtmlElement

from explorer.drafting.intake.pages.blocks import PARAGRAPH, Block
from explorer.drafting.intake.pages.names import announces, is_called
from explorer.reading.heads import is_date_line

# In characters: a shorter block is voted for only as a whole line.
_TELLING = 25
# The share of word pairs in a block that must be in the lines voted for.
_SAME = 0.9
# A block with this share of link text is not article text.
_LINKED = 0.6
# The minimum share of the article in one layout for all blocks in that layout to belong to it.
_SETTING = 0.1
# If more than this share of a text is duplicated, the page has a copy of its article, for example for small screens.
_COPIED = 0.6

# A character of a script without spaces, or a word.
_WORD = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]|[^\W_]+")
# What separates the two parts of a headline.
_PARTS = re.compile(r"\s+[|–—·•»/-]+\s+|｜|:\s+")
# The maximum share of the blocks voted for that may be left out.
_LOST = 0.15
# The maximum share of the article that may follow a heading that announces other content.
_BEHIND = 0.25
_PULLED = "names of a pull quote"
_LEADS_IN = "names of what leads in"
_ABOVE = "names of what stands above an article"


@dataclass(frozen=True)
class Choice:
    """The article of a page: the block with its headline, if there is one, and the blocks below it.

    `unmatched` is the share of the words voted for that no matching block has.
    """

    headline: Block | None
    blocks: list[Block]
    above: list[str]
    unmatched: float = 1.0


def choose(blocks: Sequence[Block], voted: Sequence[str], titles: Sequence[str]) -> Choice:
    """Choose the article among a page's blocks. `voted` are lines likely in it, `titles` possible headlines."""
    return _Choosing(blocks, voted, titles).made()


class _Choosing:
    def __init__(self, blocks: Sequence[Block], voted: Sequence[str], titles: Sequence[str]) -> None:
        self.titles = list(titles)
        parts = (part for split in map(_PARTS.split, titles) for part in (split[-1], max(split, key=len)))
        self.names = {folded(title) for title in (*titles, *parts)}
        self.blocks = [part for block in blocks for part in self._parts(block)]
        self.voted, self.votes = voted, _votes(self.blocks, voted)

    def made(self) -> Choice:
        kept = [n for n in self.votes if self.is_text(n)] or [n for n in range(len(self.blocks)) if self.is_text(n)]
        if not kept:
            return Choice(None, [], [])
        paragraphs = [n for n in kept if self.blocks[n].is_paragraph] or kept
        headline = self.headline if self.headline is not None else self._label_of(paragraphs[0])
        first = paragraphs[0] if headline is None else headline + 1
        body = range(first, self._end(kept))
        above = [self.blocks[n].text for n in range(first, paragraphs[0] + 1)]
        chosen = [n for n in body if self._belongs(n, paragraphs)]
        voted = [n for n in self.votes if n in body]
        if self._length(set(voted) - set(chosen)) > _LOST * self._length(self.votes):
            chosen = [n for n in voted if not announces(self.blocks[n].text)]
        return Choice(
            headline=None if headline is None else self.blocks[headline],
            blocks=list(_once([self.blocks[n] for n in chosen])),
            above=above,
            unmatched=self._unmatched,
        )

    @property
    def _unmatched(self) -> float:
        expected = Counter(word for line in self.voted for word in words(line))
        found = Counter(word for n in self.votes for word in words(self.blocks[n].text))
        return (expected - found).total() / max(1, expected.total())

    def _length(self, numbers: Iterable[int]) -> int:
        return sum(len(self.blocks[n].text) for n in numbers)

    def _end(self, kept: Sequence[int]) -> int:
        """The block after the article's end: a heading that announces other content, with little after it."""
        length = {n: len(self.blocks[n].text) for n in kept}
        left = whole = sum(length.values())
        for n in range(len(self.blocks)):
            left -= length.get(n, 0)
            if left < _BEHIND * whole and self.blocks[n].is_heading and announces(self.blocks[n].text):
                return n
        return len(self.blocks)

    @cached_property
    def headline(self) -> int | None:
        """The block with the headline: one that matches a title of the page, or else its main heading."""
        before = range(next((n for n in self.votes if self._is_long(n)), len(self.blocks)))
        same = [n for n in before if self._is_title(self.blocks[n].text)]
        main = [n for n in before if self.blocks[n].inner.tag == "h1" and self._may_be_title(self.blocks[n].text)]
        others = [n for n in before if self.blocks[n].inner.tag == "h2" and self.is_text(n) and not self.titles]
        headings = [n for n in same if self.blocks[n].is_heading]
        for found in (headings, same, main, others[:1]):
            if found:
                return found[-1]
        return None

    def _may_be_title(self, text: str) -> bool:
        """Whether a heading shares words with a title of the page."""
        said = set(words(text))
        titles = [set(words(title)) for title in self.titles]
        return not titles or any(len(said & title) >= max(2, min(len(said), len(title)) / 2) for title in titles)

    def _is_long(self, n: int) -> bool:
        """Whether a block is surely below the headline."""
        block = self.blocks[n]
        return block.is_paragraph and len(block.text.split()) > 2 * PARAGRAPH

    def _label_of(self, paragraph: int) -> int | None:
        """The block right before the first paragraph, if it may be a headline without markup."""
        before = paragraph - 1
        is_label = before >= 0 and self.is_text(before) and not self.blocks[before].is_paragraph
        if not is_label or (self.blocks[before].is_heading and self.titles):
            return None
        return None if is_called(self.blocks[before].inner, _ABOVE) else before

    def _parts(self, block: Block) -> Iterator[Block]:
        """A block, or its two parts if its first line is the headline."""
        line, _, others = block.text.partition("\n")
        if block.is_heading and not self._is_title(block.text):
            # Without a space between them, the text before the headline would be part of it.
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
    def _settings(self) -> set[object]:
        """The parent elements and the kinds of paragraph that contain much of the article."""
        held: Counter[object] = Counter()
        total = 0
        for n in self.votes:
            block = self.blocks[n]
            if block.is_paragraph and self.is_text(n):
                total += len(block.text)
                for setting in _setting(block):
                    held[setting] += len(block.text)
        return {setting for setting, length in held.items() if length >= _SETTING * total}

    def _belongs(self, n: int, paragraphs: Sequence[int]) -> bool:
        """Whether a block below the headline is the article's; `paragraphs` are those voted for."""
        block = self.blocks[n]
        if self._is_title(block.text) or not self.is_text(n) or (block.is_heading and n > paragraphs[-1]):
            return False
        if n < paragraphs[0] and (is_date_line(block.text) or is_called(block.inner, _ABOVE)):
            return False
        if n in self.votes:
            return True
        if block.is_caption:
            return False
        if not self.votes:
            return block.is_paragraph or block.is_heading
        if n < paragraphs[0]:
            is_plain = block.inner.tag == "p" and not block.inner.attrib and block.is_paragraph
            return is_plain or ((block.is_heading or block.is_paragraph) and self._leads_in(block))
        if not (block.is_paragraph or block.is_heading):
            return self._says_who(n)
        return any(setting in self._settings for setting in _setting(block)[: 1 + block.is_paragraph])

    def _says_who(self, n: int) -> bool:
        """Whether a block is the last one of a block quote, right after the quoted text."""
        inner = self.blocks[n].inner
        quote = next(inner.iterancestors("blockquote"), None) if n - 1 in self.votes else None
        return quote is not None and any(element is quote for element in self.blocks[n - 1].around())

    @staticmethod
    def _leads_in(block: Block) -> bool:
        return any(is_called(element, _LEADS_IN) for element in islice(block.around(), 2))

    def is_text(self, n: int) -> bool:
        """Whether a block is not obviously something other than article text."""
        block = self.blocks[n]
        is_link = block.link_density > _LINKED and not (n in self.votes and (block.is_paragraph or block.is_heading))
        return not (is_link or announces(block.text))


def _setting(block: Block) -> tuple[object, object]:
    """The layout of a block: its parent element, and its tags and classes."""
    parent: HtmlElement | None = block.inner.getparent()
    own = (block.inner.tag, block.inner.get("class"))
    return parent, (own, None if parent is None else (parent.tag, parent.get("class")))


def folded(text: str) -> str:
    """Normalise a text for comparison: its letters and digits, in lower case."""
    return " ".join(re.findall(r"\w+", text.lower()))


def words(text: str) -> list[str]:
    """The words of a text for comparison; in scripts without spaces, its characters."""
    return _WORD.findall(text.lower())


def _votes(blocks: Sequence[Block], voted: Sequence[str]) -> dict[int, None]:
    """The blocks voted for, in their order: by whole lines, cells of tables, or most pairs of words.

    A line may have note marks that a block omits, and a block may have lines that are not article text.
    """
    whole = {folded(cell) for line in voted for cell in (line, *line.split("|"))}
    pairs = set(pairwise(words(" ".join(voted))))

    def is_voted(block: Block) -> bool:
        if folded(block.text) in whole:
            return True
        said = list(pairwise(words(block.text)))
        return len(block.text) >= _TELLING and sum(pair in pairs for pair in said) > _SAME * len(said)

    return dict.fromkeys(n for n, block in enumerate(blocks) if is_voted(block))


def _once(blocks: Sequence[Block]) -> Iterator[Block]:
    """The blocks without copies, if most occur twice, and without pull quotes."""
    counts = Counter(block.text for block in blocks)
    twice = sum(2 * len(text) for text, times in counts.items() if times == 2)
    is_copied = twice > _COPIED * sum(len(block.text) for block in blocks)
    pulled = {block for block in blocks if any(is_called(around, _PULLED) for around in block.around())}
    said = [folded(block.text) for block in blocks if block not in pulled]
    seen: set[str] = set()
    for block in blocks:
        is_again = block in pulled and any(folded(block.text) in text for text in said)
        if not (is_again or (is_copied and block.text in seen)):
            yield block
        seen.add(block.text)
