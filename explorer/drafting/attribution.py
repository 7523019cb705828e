"""The words of an article that say who spoke, as far as they go: to whom, where and when."""

from __future__ import annotations

from collections.abc import Sequence

from explorer.checking.passages import Passage
from explorer.checking.saying.clauses import Saying
from explorer.checking.saying.tokens import QUOTED, Token
from explorer.drafting.reading import Reading
from explorer.drafting.wording import Wording

# How many words may stand between commas before “that”.
_INSERTED = 9
_ENDS = (".", "!", "?", ";", "…", ":", ",", "—", "–", "--", QUOTED)


def attribution_of(reading: Reading, saying: Saying, words: Sequence[Passage]) -> Passage:
    """Words of saying with what belongs to them, up to the next mark, or to the words that they tell."""
    sentence = reading.sentence_at(saying.at.start)
    if sentence is None:
        return saying.at
    tokens = sentence.tokens
    end = sentence.index_at(saying.at.end - 1) + 1
    limit = min((passage.start for passage in words if passage.start >= saying.at.end), default=sentence.end + 1)
    inserted = _inserted(tokens, end, limit, reading.wording.that)
    if inserted:
        return Passage(saying.at.start, inserted)
    while end < len(tokens) and tokens[end].word not in _ENDS and tokens[end].start < limit:
        end += 1
    while end and tokens[end - 1].end > saying.at.end and tokens[end - 1].word in reading.wording.that:
        end -= 1
    return Passage(saying.at.start, max(saying.at.end, tokens[end - 1].end))


def _inserted(tokens: Sequence[Token], begin: int, limit: int, that: frozenset[str]) -> int:
    """Where what stands between commas before “that” ends: “He concedes, *however*, that”; 0 when nothing does."""
    if begin >= len(tokens) or tokens[begin].word != ",":
        return 0
    comma = next((n for n in range(begin + 1, min(len(tokens), begin + _INSERTED)) if tokens[n].word == ","), 0)
    if not comma or comma + 2 >= len(tokens) or tokens[comma + 1].word not in that or tokens[comma + 2].start != limit:
        return 0
    return tokens[comma - 1].end


def medium_in(words: str, own: Wording) -> str | None:
    """How words were said, as the article has it: “press conference”, “telephone interview”."""
    lower = f" {' '.join(words.lower().split())} "
    found = [medium for medium in own.media if f" {medium} " in lower or f" {medium}," in lower]
    return max(found, key=len, default=None)
