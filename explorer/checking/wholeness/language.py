"""Which language a text without a tag seems to be in: the one of whose most common words it has most."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from functools import cache, lru_cache

from explorer.checking.wholeness.word_lists import languages, sections

# How far into a text is looked, in characters; and which part of its words at least must be common ones.
_LOOKED_AT, _ENOUGH = 4_000, 0.12
_KEPT = 256
_ENGLISH = "en"
_WORD = re.compile(r"[^\W\d_]+")
# Kana are Japanese alone.
_KANA, _KANA_OR_HAN = re.compile("[\u3040-\u30ff]"), re.compile("[\u3040-\u30ff\u4e00-\u9fff]")


@lru_cache(maxsize=_KEPT)
def recognised(text: str) -> str:
    """The code of the language; English where no language is plain."""
    begin = text[:_LOOKED_AT]
    if _is_wide(begin) and len(_KANA_OR_HAN.findall(begin)) > len(begin) / 4:
        return "ja" if _KANA.search(begin) else "zh"
    words, common = _WORD.findall(begin.lower()), _common()
    counts: Counter[str] = Counter()
    for word, times in Counter([word for word in words if word in common]).items():
        for code in common[word]:
            counts[code] += times
    code = max(counts, key=lambda code: (counts[code], code == _ENGLISH), default=_ENGLISH)
    return code if counts[code] > _ENOUGH * len(words) else _ENGLISH


def _is_wide(text: str) -> bool:
    """Whether a text has so many bytes that a quarter of its characters may be Chinese or Japanese."""
    return len(text.encode(errors="surrogatepass")) >= len(text) * 3 / 2


@cache
def _common() -> dict[str, list[str]]:
    """For each common word the codes of the languages that have it."""
    found: dict[str, list[str]] = defaultdict(list)
    for code in languages():
        for word in sections(code)["common"]:
            found[word].append(code)
    return dict(found)
