"""Where the page of each record is: file names that every file system and server takes, and links to them."""

from __future__ import annotations

import re
from collections.abc import Collection
from hashlib import sha256

from explorer.model.records import Kind, ref

# Ids are slugs. One that is short, and no device of Windows, is a file name as it is.
_PLAIN = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_LONGEST = 100
_DEVICES = frozenset({"con", "prn", "aux", "nul"} | {f"{port}{n}" for port in ("com", "lpt") for n in range(10)})
# So many paragraphs of an article are on a page.
PARAGRAPHS = 300
_OTHER = re.compile(r"[^a-z0-9]+")


def file_stem(id: str) -> str:
    """A name for an id that no other id has, also where large and small letters are the same.

    No slug has an underscore, so what is added behind one makes no slug of another record.
    """
    if _PLAIN.fullmatch(id) and len(id) <= _LONGEST and id not in _DEVICES:
        return id
    start = _OTHER.sub("-", id.lower())[:40].strip("-") or "id"
    return f"{start}_{sha256(id.encode('utf-8', 'surrogatepass')).hexdigest()[:12]}"


def numbered(path: str, number: int) -> str:
    """The further pages of a long list: `people_2.html`."""
    return path if number == 1 else f"{path.removesuffix('.html')}_{number}.html"


class Addresses:
    """The addresses of the pages there are, seen from one level of the site: `root` leads to its top, as `../` does."""

    def __init__(self, refs: Collection[str], root: str = "") -> None:
        self._refs = refs
        self.root = root

    def below(self) -> Addresses:
        """The same, seen from a page in a folder."""
        return Addresses(self._refs, "../")

    def page(self, ref: str) -> str:
        """The path of a record’s page in the site."""
        kind, _, id = ref.partition("/")
        return f"{kind}/{file_stem(id)}.html"

    def to(self, ref: str) -> str | None:
        """The link to a record’s page; None for a record that has none."""
        return f"{self.root}{self.page(ref)}" if ref in self._refs else None

    def in_article(self, article: str, anchor: str = "", paragraph: int = 1) -> str | None:
        """The link into an article’s pages, by its id: to something in a paragraph, which has a number."""
        page = self.to(ref(Kind.ARTICLE, article))
        if page is None:
            return None
        page = numbered(page, (paragraph - 1) // PARAGRAPHS + 1)
        return f"{page}#{anchor}" if anchor else page

    def top(self, path: str) -> str:
        """The link to a page that is no record’s."""
        return f"{self.root}{path}"


def quote_anchor(quote_ref: str) -> str:
    """What the place of a quote is called on its article’s page."""
    return f"q-{file_stem(quote_ref.partition('/')[2])}"


def paragraph_anchor(number: int) -> str:
    return f"p{number}"
