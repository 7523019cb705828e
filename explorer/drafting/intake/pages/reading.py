"""Read a page into a source: the article's text below its headline, one paragraph per block."""

from __future__ import annotations

import codecs
import hashlib
import logging
import re
from collections import Counter
from collections.abc import Iterator, Sequence

from trafilatura import bare_extraction
from trafilatura.settings import Document

from explorer.describing.counting import counted
from explorer.drafting.intake.pages.blocks import blocks_of, parsed
from explorer.drafting.intake.pages.choosing import Choice, choose, folded, words
from explorer.drafting.intake.pages.metadata import PageMetadata
from explorer.drafting.intake.source import NotTakenError, Source
from explorer.reading.heads import ArticleMetadata, metadata_of_text

# It writes to stderr for each page in which it finds nothing.
logging.getLogger("trafilatura").setLevel(logging.CRITICAL)

# Limits on the elements and attributes of a page, on those of an article, and on the sum of the squared numbers of
# sibling elements, since trafilatura takes minutes beyond these.
_PARTS_IN_ALL, _PARTS, _SIDE_BY_SIDE = 500_000, 40_000, 30_000_000
# trafilatura's lines are used directly if no block matches more than this share of them.
_UNMATCHED = 0.2
# The share of the article that may be omitted without mention; the share of a page's paragraphs that is few, and the
# maximum share of the text that others don't count as the article.
_TOLD, _FEW = 0.05, 0.2
# How trafilatura completes a date that is only a year.
_ONLY_A_YEAR = "-01-01"
# The text in JSON-LD is used if the page shows less than this share of it.
_SHOWN = 0.6


def read_page(content: bytes) -> Source:
    """Read the source in a page. Raises NotTakenError when it has no text."""
    page = page_text(content)
    try:
        tree = parsed(page)
    except ValueError as error:
        raise NotTakenError(str(error)) from None
    parts = sum(1 + len(element.attrib) for element in tree.iter())
    if parts > _PARTS_IN_ALL:
        raise NotTakenError(f"it has more than {_PARTS_IN_ALL:,} elements and attributes; save its text as .txt")
    said = PageMetadata(tree, page)
    blocks = blocks_of(tree)
    is_small = parts <= _PARTS and sum(len(element) ** 2 for element in tree.iter()) <= _SIDE_BY_SIDE
    voted, date, authors = _found(page) if is_small else ([], "", "")
    choice = choose(blocks, voted, said.titles)
    paragraphs = [block.text for block in choice.blocks]
    captions = [line for block in choice.blocks if block.is_caption for line in block.text.splitlines()]
    body = _lines(said.body)
    is_body = sum(map(len, paragraphs)) < _SHOWN * sum(map(len, body))
    if is_body or not paragraphs or choice.unmatched > _UNMATCHED:
        paragraphs, captions = (body if is_body else voted), []
    if not paragraphs:
        raise NotTakenError("no article is found on the page; save its text as .txt")
    headline = _headline(choice, said, paragraphs)
    if folded(paragraphs[0]) == folded(headline):
        headline, paragraphs = paragraphs[0], paragraphs[1:]
    text = "\n\n".join([headline, *paragraphs]) + "\n"
    about = _about(said, headline, choice.above, text, captions, date, authors)
    digest = hashlib.sha256(content).hexdigest()
    shown = sum(len(words(block.text)) for block in blocks if block.is_paragraph and not block.link_density)
    doubts = tuple(_doubts(said, text, shown, body if is_body else voted, is_small=is_small))
    return Source(content=text.encode(), text=text, about=about, source_sha256=digest, doubts=doubts)


def _doubts(said: PageMetadata, text: str, shown: int, expected: Sequence[str], *, is_small: bool) -> Iterator[str]:
    """Reasons to think that the text may be incomplete, or not the article.

    `shown` is the number of words in the page's paragraphs, and `expected` has the article's lines by other sources.
    """
    have, wanted = (Counter(word for line in lines for word in words(line)) for lines in ([text], expected))
    if not is_small:
        yield "the page is too large to be analysed, so that all of its paragraphs were taken"
    elif not expected:
        yield "no article was found on the page, so that all of its paragraphs were taken"
    elif (lost := (wanted - have).total()) > _TOLD * wanted.total():
        yield f"{counted(lost, 'word')} of links, labels and copies were left out, which may be the article’s"
    elif (more := (have - wanted).total()) > _FEW * have.total():
        yield f"{counted(more, 'word')} of its paragraphs stand apart, and may be another article’s"
    if said.is_for_subscribers:
        yield "the page says that it is for subscribers: the rest of the article may be missing"
    if have.total() < _FEW * shown:
        part = have.total() / shown
        yield f"only {part:.0%} of the words in its paragraphs were taken: text of the article may be missing"


def _found(page: str) -> tuple[list[str], str, str]:
    """The article by trafilatura: its lines, its date and its authors. Empty when it finds no article."""
    found = bare_extraction(page, include_comments=False, include_formatting=False, with_metadata=True)
    if not isinstance(found, Document):
        return [], "", ""
    lines = (re.sub(r"^[-–•*]\s+|\[\w{1,4}\]", "", line.strip("| ")) for line in (found.text or "").splitlines())
    date = "" if (found.date or "").endswith(_ONLY_A_YEAR) else found.date or ""
    authors = (found.author or "").split("; ")
    return [line for line in lines if line], date, ", ".join(name for name in authors if name and name in page)


def _headline(choice: Choice, said: PageMetadata, paragraphs: Sequence[str]) -> str:
    if choice.headline is None:
        return next(iter(said.titles), "") or paragraphs[0].partition("\n")[0]
    shown = " ".join(choice.headline.text.split())
    # If the layout separates a label from the headline, only the metadata for programs has a mark between them.
    same = (title for title in said.titles if folded(title) == folded(shown))
    return max([shown, *same], key=lambda title: len(re.findall(r"[^\w\s]", title)))


def _lines(body: str) -> list[str]:
    """The paragraphs of a text, once if all of it is duplicated."""
    half = len(body) // 2
    if folded(body[:half]) == folded(body[-half:]):
        body = body[:half]
    return [line for part in body.splitlines() if (line := " ".join(part.split()))]


def _about(
    said: PageMetadata, headline: str, above: Sequence[str], text: str, captions: Sequence[str], date: str, authors: str
) -> ArticleMetadata:
    """The page's metadata of the article, for programs or else for readers: in the lines above the first paragraph."""
    shown = metadata_of_text("\n".join([headline, *above, *text.splitlines()[1:]]))
    return ArticleMetadata(
        headline=headline,
        published=date or shown.published,
        publisher=said.publisher or shown.publisher,
        byline=said.byline or said.writers(shown.byline or "") or said.writers(authors) or None,
        url=said.url,
        language=said.language or shown.language,
        captions=tuple(dict.fromkeys(captions)),
    )


# How many bytes of a page to search for a declaration. Browsers search no further.
_LOOKED_AT = 4096
_DECLARED = re.compile(rb"""(?:<meta[^>]+?charset|<\?xml[^>]+?encoding)\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE)
_MARKS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
# The encodings that browsers use for these names: https://encoding.spec.whatwg.org
_TAKEN_FOR = {
    **dict.fromkeys(("iso8859-1", "ascii", "latin-1", "us-ascii"), "cp1252"),
    **dict.fromkeys(("gb2312", "gbk", "hz"), "gb18030"),
    **dict.fromkeys(("shift_jis", "shift-jis", "sjis"), "cp932"),
    "euc_kr": "cp949",
    "iso8859-9": "cp1254",
    "tis-620": "cp874",
    "big5": "big5hkscs",
}
# Any bytes are valid in these, also those of UTF-8.
_IN_ASCII = ("iso2022", "utf-7")
_WESTERN = "cp1252"


def page_text(content: bytes) -> str:
    """The text of a page. Raises NotTakenError when its encoding is unknown."""
    for mark, encoding in _MARKS.items():
        if content.startswith(mark):
            return content.decode(encoding, "replace")
    if b"\x00" in content[:_LOOKED_AT]:
        raise NotTakenError("it is no page: it has bytes that no page has")
    declared = _declared(content)
    # Text in another encoding is hardly ever valid UTF-8 by chance, so valid UTF-8 is UTF-8, whatever is declared.
    first = [declared] if declared and declared.startswith(_IN_ASCII) else ["utf-8", declared]
    for encoding in (*first, _WESTERN):
        if encoding:
            try:
                return content.decode(encoding)
            except (UnicodeDecodeError, LookupError):
                continue
    raise NotTakenError(f"its encoding is not known{f': it says {declared}, but is not' if declared else ''}")


def _declared(content: bytes) -> str | None:
    match = _DECLARED.search(content[:_LOOKED_AT])
    if match is None:
        return None
    try:
        name = codecs.lookup(match[1].decode("ascii", "replace")).name
    except LookupError:
        return None
    return _TAKEN_FOR.get(name, name)
