"""A citation in the syntax of Pandoc, which takes the article from a bibliography in BibTeX or CSL-JSON.

Source: https://pandoc.org/MANUAL.html#citation-syntax
"""

from __future__ import annotations

import re

from explorer.citing.bibliography import around, article_id
from explorer.citing.citable import Citable
from explorer.citing.markdown import escaped

# What Pandoc adds to CommonMark: superscripts and attributes; and straight marks, dashes and ellipses are turned.
_PANDOC = re.compile(r"[\^{}'\"]|-(?=-)|\.(?=\.)")


def pandoc(cited: Citable) -> str:
    """The article's key, with the words and the speaker before it, and the paragraph and what is in doubt after it.

    The ref is a comment.
    """
    parts = around(cited)
    locator = f", {{para. {parts['locator']}}}" if "locator" in parts else ""
    before, after = (_escaped(parts.get(name, "")) for name in ("prefix", "suffix"))
    return f"[{before}@{article_id(cited)}{locator}{after}] <!-- {cited.record.ref} -->\n"


def _escaped(text: str) -> str:
    """Text that Pandoc shows as it is."""
    return _PANDOC.sub(r"\\\g<0>", escaped(text))
