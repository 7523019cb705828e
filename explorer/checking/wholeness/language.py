"""Which language a text without a tag seems to be in: the one of whose most common words it has most."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from explorer.checking.wholeness.word_lists import languages, sections

# How far into a text is looked, in characters; and which part of its words at least must be common ones.
_LOOKED_AT, _ENOUGH = 4_000, 0.12
_KEPT = 256
_ENGLISH = "en"
_WORD = re.compile(r"[^\W\d_]+")
# Kana are Japanese alone.
_KANA, _HAN = re.compile("[\u3040-\u30ff]"), re.compile("[\u4e00-\u9fff]")


@lru_cache(maxsize=_KEPT)
def recognised(text: str) -> str:
    """The code of the language; English where no language is plain."""
    begin = text[:_LOOKED_AT]
    if len(_HAN.findall(begin)) + len(_KANA.findall(begin)) > len(begin) / 4:
        return "ja" if _KANA.search(begin) else "zh"
    words = [word.lower() for word in _WORD.findall(begin)]
    counts = {code: sum(word in common for word in words) for code, common in _common().items()}
    code = max(counts, key=lambda code: (counts[code], code == _ENGLISH))
    return code if counts[code] > _ENOUGH * len(words) else _ENGLISH


@cache
def _common() -> dict[str, frozenset[str]]:
    return {code: sections(code)["common"] for code in languages()}
