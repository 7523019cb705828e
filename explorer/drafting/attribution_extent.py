"""Find the extent of an attribution: the reporting clause with its addressee, place and time."""

from __future__ import annotations

from collections.abc import Sequence

from explorer.reading.article import Reading
from explorer.reading.languages.lexicon import Lexicon
from explorer.reading.reporting.clauses import ReportingClause
from explorer.reading.reporting.datelines import behind_dateline
from explorer.reading.text.passages import Passage, cuts_word
from explorer.reading.text.tokens import QUOTED, Token

# The maximum number of words and marks of a setting at the start of a sentence.
_OPENING = 10
# The number of tokens of a time such as 12:04: a mark and its two neighbours.
_BESIDE = 3
_ENDS = (".", "!", "?", ";", "…", ":", ",", "—", "–", "--", QUOTED)


def attribution_of(reading: Reading, clause: ReportingClause, words: Sequence[Passage]) -> Passage:
    """A reporting clause with its complements, up to the next mark or the content."""
    at = clause.at
    sentence = reading.sentence_at(at.start)
    if sentence is None:
        return at
    tokens = sentence.tokens
    start = _whole_word(reading.text.text, _opening(tokens, _whole_verb(tokens, clause, reading), reading, words))
    end = min(len(tokens), sentence.index_at(clause.at.end - 1) + 1)
    limit = min((passage.start for passage in words if passage.start >= clause.at.end), default=sentence.end + 1)
    while end < len(tokens) and tokens[end].start < limit and not _ends(tokens, end):
        end += 1
    while end and tokens[end - 1].end > at.end and tokens[end - 1].word in reading.wording.that:
        end -= 1
    return Passage(start, max(at.end, tokens[end - 1].end))


def _whole_verb(tokens: Sequence[Token], clause: ReportingClause, reading: Reading) -> int:
    """The start of a reporting clause, including the auxiliary of its verb: “*ha* detto Anna Ferri”."""
    start = clause.at.start
    at = next((n for n, token in enumerate(tokens) if token.start >= start), 0)
    while start <= clause.verb.start and at and tokens[at - 1].word in reading.wording.auxiliaries:
        at -= 1
        start = tokens[at].start
    return start


def _whole_word(text: str, start: int) -> int:
    """The start of the word that contains the start of a reporting clause: “*a-t-*elle déclaré”."""
    while cuts_word(text, start):
        start -= 1
    return start


def _opening(tokens: Sequence[Token], start: int, reading: Reading, words: Sequence[Passage]) -> int:
    """The start of a setting that precedes the speaker: “*At the top of their talks*, Biden said”."""
    begin = behind_dateline(tokens)
    while begin < len(tokens) and tokens[begin].word in reading.wording.conjunctions:
        begin += 1
    before = [token for token in tokens[begin:] if token.end <= start]
    if not 1 < len(before) <= _OPENING or before[-1].word != "," or any(at.start < start for at in words):
        return start
    own = reading.lexicon
    first, wording = before[0].word, reading.wording
    opens = first in wording.prepositions or first in wording.others or wording.is_adverb(first)
    is_clause = any(token.word in own.of_clauses or token.word in (QUOTED, ",") for token in before[:-1])
    return before[0].start if opens and not is_clause else start


def _ends(tokens: Sequence[Token], at: int) -> bool:
    """Whether a mark ends a reporting clause, unlike the colon in “12:04” or the point in “am 3. Mai”."""
    around = tokens[at - 1 : at + 2] if at else []
    is_time = tokens[at].word == ":" and len(around) == _BESIDE and all(token.text.isdigit() for token in around[::2])
    is_inside = tokens[at].word == "." and at + 1 < len(tokens)
    return tokens[at].word in _ENDS and not is_time and not is_inside


def medium_in(words: str, own: Lexicon) -> str | None:
    """The medium in which words were said, as worded in the article: “press conference”, “telephone interview”."""
    lower = f" {' '.join(words.lower().split())} "
    found = [medium for medium in own.media if medium in lower and (f" {medium} " in lower or f" {medium}," in lower)]
    return max(found, key=lambda medium: (len(medium), medium), default=None)
