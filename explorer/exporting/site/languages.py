"""The language of words on a page, for programs that read them aloud, break lines or translate."""

from __future__ import annotations

import re

# The language in which the site itself speaks.
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
    """A language tag, if it is one; else nothing, since a wrong one is worse."""
    if not tag or not _TAG.fullmatch(tag):
        return ""
    first = tag.partition("-")[0].lower()
    return tag if len(first) == 3 or first in _CODES.split() else ""
