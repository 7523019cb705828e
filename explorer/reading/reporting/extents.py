"""Find the extent of a mention in the text."""

from __future__ import annotations

from itertools import zip_longest

from explorer.reading.languages.lexicon import Lexicon
from explorer.reading.reporting.mentions import Mention
from explorer.reading.text.passages import Passage


def whole_of(text: str, mention: Mention, own: Lexicon) -> Passage:
    """The whole of a mention, with its complements: “a spokesman *for the governor*”."""
    end = mention.start
    is_described = own.telling.capital_nouns and mention.head[0].lower() in own.articles
    is_name = mention.head[-1][0].isupper() and not is_described
    for word, after in zip_longest(mention.whole, mention.whole[1:], fillvalue=""):
        lower = word.lower()
        is_behind = end >= mention.end
        is_aside = lower in own.aside and not (lower == "to" and (after[:1].isupper() or after in own.articles))
        if is_behind and (is_aside or (is_name and lower not in own.belonging and word.islower())):
            break
        is_name = is_name and not (is_behind and lower in own.belonging)
        end = text.index(word, end) + len(word)
    return Passage(mention.start, end)


def start_of(text: str, mention: Mention, words: int) -> Passage:
    """Where a mention starts."""
    end = mention.start
    for word in mention.whole[:words]:
        end = text.index(word, end) + len(word)
    return Passage(mention.start, end)
