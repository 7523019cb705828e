"""Recognise the language of a text without a tag, as the one with most of its common words in the text."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from functools import cache, lru_cache

from explorer.reading.languages.word_lists import languages, sections

# Read this many characters of a text; at least this share of its words must be common ones.
_LOOKED_AT, _ENOUGH = 4_000, 0.12
# A language is certain, whatever the rest of the text, if it has this many times as many of the words as any
# other.
_LEAD = 1.5
_KEPT = 256
_ENGLISH = "en"
# Tags of languages, and the folder with their words, where these differ.
_SAME = {"nb": "no", "nn": "no"}
_WORD = re.compile(r"[^\W\d_]+")
# Only Japanese has kana.
_KANA, _KANA_OR_HAN = re.compile("[\u3040-\u30ff]"), re.compile("[\u3040-\u30ff\u4e00-\u9fff]")


def code_of(tag: str | None, text: str) -> str:
    """The code of the language with this BCP 47 tag; without a tag, that of the text's apparent language."""
    code = tag.partition("-")[0].lower() if tag else recognised(text)
    return _SAME.get(code, code)


@lru_cache(maxsize=_KEPT)
def recognised(text: str) -> str:
    """The code of the likeliest language; English if there is too little evidence."""
    return plain_language(text) or _by_words(_WORD.findall(text[:_LOOKED_AT].lower()), 0) or _ENGLISH


def plain_language(text: str) -> str | None:
    """The code of the language if it has far more of the words than any other; otherwise None."""
    begin = text[:_LOOKED_AT]
    # The minimum number of bytes of a text that may be a quarter Chinese or Japanese.
    is_wide = len(begin.encode(errors="surrogatepass")) >= len(begin) * 3 / 2
    if is_wide and len(_KANA_OR_HAN.findall(begin)) > len(begin) / 4:
        return "ja" if _KANA.search(begin) else "zh"
    return _by_words(begin.lower().split(), _LEAD)


def _by_words(words: Sequence[str], lead: float) -> str | None:
    """The language with enough of the words, and `lead` times as many as any other; None if there is none."""
    common = _common()
    counts: Counter[str] = Counter()
    for word, times in Counter([word for word in words if word in common]).items():
        for code in common[word]:
            counts[code] += times
    best = max(counts, key=lambda code: (counts[code], code == _ENGLISH), default=_ENGLISH)
    others = max((count for code, count in counts.items() if code != best), default=0)
    return best if counts[best] > max(_ENOUGH * len(words), lead * others) else None


@cache
def _common() -> dict[str, list[str]]:
    """The codes of the languages that each common word belongs to."""
    found: dict[str, list[str]] = defaultdict(list)
    for code in languages():
        for word in sections(code)["common"]:
            found[word].append(code)
    return dict(found)
