"""Render pages from templates. All text from data is cleaned and escaped on its way into a page."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any
from unicodedata import bidirectional

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from explorer.describing.counting import counted
from explorer.display import STAND_IN, clean

# The language of the site's own words.
PAGE = "en"
_TAG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*")
# The two-letter codes of ISO 639-1. A tag that begins with another pair of letters names no language.
_CODES = """
aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el
en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu
ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na
nb nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so
sq sr ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu
"""


def language_tag(tag: str | None) -> str:
    """A valid language tag, or nothing: a wrong tag is worse than none."""
    if not tag or not _TAG.fullmatch(tag):
        return ""
    first = tag.partition("-")[0].lower()
    return tag if len(first) == 3 or first in _CODES.split() else ""


_HERE = Path(__file__).parent
# Code points that are not characters, which no page may contain.
_LAST_OF_PLANES = "".join(chr(plane + end) for plane in range(0x10000, 0x110000, 0x10000) for end in (0xFFFE, 0xFFFF))
NO_CHARACTERS = re.compile(f"[\ufdd0-\ufdef\ufffe\uffff{_LAST_OF_PLANES}]")
# Scripts that are written from right to left.
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]")
# Split off separators around a text: they belong to neither of the neighbouring texts.
_BETWEEN = re.compile(r"([\s,;:·]*)(.*?)(\s*)", re.DOTALL)


def safe(text: str) -> str:
    """Text with visible replacements for characters that could deceive a reader or that a page may not have."""
    cleaned = clean(text)
    return cleaned if cleaned.isascii() or cleaned.isprintable() else NO_CHARACTERS.sub(STAND_IN, cleaned)


def shown(text: str) -> Markup:
    """Text from the archive inside a page. Right-to-left words do not reorder the text around them."""
    if text.isascii() or not _RIGHT_TO_LEFT.search(text):
        return escape(safe(text))
    parts = _BETWEEN.fullmatch(safe(text))
    assert parts is not None  # it fits any text
    return Markup("%s<bdi>%s</bdi>%s") % parts.groups()


def direction(text: str) -> str:
    """The writing direction of a text: that of its first letter, as a browser determines it for `dir="auto"`."""
    strong = next((kind for kind in map(bidirectional, text) if kind in ("L", "R", "AL")), "L")
    return "ltr" if strong == "L" else "rtl"


def shortened(text: str, most: int) -> str:
    """A text of at most `most` characters; a longer one is cut, after a word if one ends in the second half."""
    if len(text) <= most:
        return text
    end = text.rfind(" ", most // 2, most)
    return f"{text[: end if end > 0 else most].rstrip()} …"


def render(template: str, **values: Any) -> Markup:
    """A page, or a part of one, from a template."""
    return Markup(_environment().get_template(template).render(values))


def asset(name: str) -> str:
    """The content of a file in `assets/`."""
    return (_HERE / "assets" / name).read_text(encoding="utf-8")


@cache
def _environment() -> Environment:
    made = Environment(
        loader=FileSystemLoader(_HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_finalized,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    made.filters |= {"shown": shown, "count": counted, "verbatim": _verbatim}
    return made


def _finalized(value: object) -> object:
    return value if isinstance(value, Markup) or not isinstance(value, str) else safe(value)


def _verbatim(text: str) -> Markup:
    """Escape the text of an element, to be copied: quotation marks need no escape there, and are many."""
    return Markup(safe(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"))
