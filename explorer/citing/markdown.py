"""A citation as Markdown, or in the syntax of Pandoc, which takes the article from a bibliography.

Source: https://pandoc.org/MANUAL.html#citation-syntax
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from explorer.citing.bibliography import around, article_id
from explorer.citing.citable import Citable
from explorer.citing.plain import plain, provenance, published, web_address, without_breaks
from explorer.model.records import Quote

# Characters that CommonMark or a common dialect would read as inline markup. Any ASCII punctuation may be escaped
# (CommonMark 0.31.2, section 2.4).
_MARKUP = re.compile(r"[\\`*_~\[\]<>&|$@!]")
# The start of a line that would begin a heading, a list, a quotation or a rule.
_BLOCK = re.compile(r"^(\s*)(?:([#>+=-])|(\d{1,9})([.)]))")


def markdown(cited: Citable) -> str:
    """Write a record in CommonMark. Text from the archive is escaped, so none of it is markup."""
    if not isinstance(cited.record, Quote):
        return escaped(plain(cited))
    source = ", ".join([*map(escaped, provenance(cited, cited.record)), *_article(cited, cited.record)])
    remarks = "".join(f" **[{escaped(remark)}]**" for remark in cited.remarks)
    return f"> {escaped(cited.words)}\n\n— {source}{remarks} `{cited.record.ref}`"


def _article(cited: Citable, quote: Quote) -> Iterator[str]:
    """The known facts about the article. The headline is a link if the article has a web address."""
    headline, *rest = published(cited.article, cited.located) if cited.article else [quote.article]
    url = web_address(cited.article.url, ends_at="()") if cited.article else None
    if url:
        yield f"[{escaped(headline)}]({url})"
        yield from map(escaped, rest[:-1])
    else:
        yield from map(escaped, [headline, *rest])


def escaped(text: str) -> str:
    """Put a text on one line, escaped so that it is shown literally."""
    escaped = _MARKUP.sub(r"\\\g<0>", without_breaks(text))
    return _BLOCK.sub(lambda found: f"{found[1]}{found[3] or ''}\\{found[2] or found[4]}", escaped)


# Pandoc's additions to CommonMark: superscripts, attributes, and the conversion of quotes, dashes and ellipses.
_PANDOC = re.compile(r"[\^{}'\"]|-(?=-)|\.(?=\.)")


def pandoc(cited: Citable) -> str:
    """The article's key, preceded by the words and the speaker, and followed by the paragraph and any doubts.

    The ref is a comment.
    """
    parts = around(cited)
    locator = f", {{para. {parts['locator']}}}" if "locator" in parts else ""
    before, after = (_escaped(parts.get(name, "")) for name in ("prefix", "suffix"))
    return f"[{before}@{article_id(cited)}{locator}{after}] <!-- {cited.record.ref} -->\n"


def _escaped(text: str) -> str:
    """Escape text so that Pandoc shows it literally."""
    return _PANDOC.sub(r"\\\g<0>", escaped(text))
