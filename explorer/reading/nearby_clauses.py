"""Find the reporting clause of a quote: “…,” Ruiz said · said Ruiz · Ruiz said: “…” · RUIZ: …"""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum

import msgspec

from explorer.reading.article import Reading, Sentence
from explorer.reading.attributions import Attribution
from explorer.reading.languages.wording import Wording
from explorer.reading.reporting.claims import has_claim
from explorer.reading.reporting.clauses import ReportingClause, label_clause
from explorer.reading.text.passages import Passage, holds
from explorer.reading.text.tokens import QUOTED, Token, tokens

# The minimum probability of an attribution, and the deduction for each word between its cue and the quote.
_LEAST, _FARTHER = 0.2, 0.03
# The maximum number of words between a reporting verb and a quote: “told reporters in Porto on Tuesday that”.
_BETWEEN = 8
# The probability if only word order assigns a clause to the quote.
_ORDERED = 0.4
# The same if the clause follows quoted words that end with one of these.
_FOLLOWING, _LEADING = 0.9, (",", "?", "!")


class Nearness(IntEnum):
    """How surely a reporting clause belongs to a quote, the surest first."""

    RIGHT_BESIDE = 0
    GOING_ON = 1
    SAME_SENTENCE = 2


class NearbyClause(msgspec.Struct, frozen=True, gc=False):
    """A reporting clause near a quote, how near it is, and the probability that it is one with this source.

    `is_first`: it begins the sentence.
    """

    clause: ReportingClause
    nearness: Nearness
    p: float = 1.0
    is_first: bool = False

    @property
    def is_sure(self) -> bool:
        """Whether the clause belongs to the quote, rather than only to its sentence."""
        return self.is_first or self.nearness is not Nearness.SAME_SENTENCE


def clause_near(reading: Reading, quote: Sequence[Passage]) -> NearbyClause | None:
    """Find the reporting clause of a quote with these passages; None if there is none.

    It is right beside one of the passages; or beside quoted words before them in the same paragraph, which they
    continue; or somewhere in the same sentence.
    """
    found = [near for passage in quote if (near := _labelled(reading, passage) or _in_sentence(reading, passage))]
    best = min(found, key=lambda near: near.nearness, default=None)
    return best if best and best.nearness is Nearness.RIGHT_BESIDE else _led_to(reading, quote[0]) or best


def _labelled(reading: Reading, passage: Passage) -> NearbyClause | None:
    """The clause of the label of quoted words."""
    labels = reading.speech.labels
    span = next((each for each in reading.speech.between(passage) if holds(each, passage)), None) if labels else None
    label = labels.get(span.start) if span else None
    words = tokens(reading.text.text, reading.wording, label.start, label.end) if label else []
    clause = label_clause(words, reading.wording)
    return NearbyClause(clause, Nearness.RIGHT_BESIDE) if clause else None


def _in_sentence(reading: Reading, passage: Passage) -> NearbyClause | None:
    """The clause in its sentence that governs or follows a passage, or that of the nearest attribution."""
    sentence = reading.sentence_at(passage.start)
    if sentence is None:
        return None
    plain = None
    if not reading.has_final_verbs:
        plain = _governing(reading, sentence, passage) or _following(reading, sentence, passage)
    return plain or _attributed(reading, sentence, passage) or _by_order(reading, sentence, passage)


def _governing(reading: Reading, sentence: Sentence, passage: Passage) -> NearbyClause | None:
    """The last clause before a passage that leads in to it, unless it reports a thought or a mark precedes a quote."""
    words, thinking = sentence.tokens, reading.wording.thinking
    before = [each for each in sentence.reporting_clauses if each.at.end <= passage.start]
    said = [each for each in before if words[sentence.index_at(each.verb.start)].word not in thinking]
    if not said or not _is_beside(reading.wording, words, said[-1], passage):
        return None
    between = [token for token in words if said[-1].at.end <= token.start and token.end <= passage.start]
    is_quoted = words[sentence.index_at(passage.start)].word == QUOTED
    if is_quoted and not all(token.is_word for token in between):
        return None
    return _unless_claimed(reading, sentence, passage, NearbyClause(said[-1], Nearness.RIGHT_BESIDE, _ORDERED))


def _following(reading: Reading, sentence: Sentence, passage: Passage) -> NearbyClause | None:
    """The clause right after words that end with a comma or the like, inside the marks if they are quoted.

    “…,” *Ruiz said*; it was shut, *Ruiz said*.
    """
    behind = (each for each in sentence.reporting_clauses if each.at.start >= passage.end)
    clause, text = next(behind, None), reading.text.text
    at = sentence.index_at(passage.start)
    is_led_in = at > 0 and sentence.tokens[at - 1].word == ":"  # “*Ruiz tweeted:* “No!” Okafor said”
    is_quoted = sentence.tokens[at].word == QUOTED
    ends = text[passage.end - 1 : passage.end + (not is_quoted)]
    if clause is None or is_led_in or not any(mark in ends for mark in _LEADING):
        return None
    is_beside = not any(map(str.isalnum, text[passage.end : clause.at.start]))
    return NearbyClause(clause, Nearness.RIGHT_BESIDE, _FOLLOWING) if is_beside else None


def _attributed(reading: Reading, sentence: Sentence, passage: Passage) -> NearbyClause | None:
    """The clause of the attribution with a passage as its content, or else of the nearest one."""
    begin, end = sentence.index_at(passage.start), sentence.index_at(passage.end - 1)
    own, words = reading.in_clause_of(passage.start), sentence.tokens

    def rank(attribution: Attribution) -> tuple[bool, float]:
        is_own = attribution in own
        if reading.is_taught:
            is_own = attribution.tells(begin) or _is_right_before(words, attribution.cue, begin)
        away = max(begin - attribution.cue, attribution.cue - end)
        return is_own, attribution.p_with_source - _FARTHER * away

    others = (each for each in reading.sourced(sentence, _LEAST) if not begin <= each.cue <= end)
    best = max(others, key=rank, default=None)
    clause = reading.clause_of(sentence, best) if best else None
    if best is None or clause is None:
        return None
    if words[best.cue].word not in reading.lexicon.telling.speaking_cues:
        return NearbyClause(clause, Nearness.SAME_SENTENCE, best.p_with_source)
    is_beside = _is_beside(reading.wording, words, clause, passage) and (best.tells(begin) or not best.contents)
    nearness = Nearness.RIGHT_BESIDE if is_beside else Nearness.SAME_SENTENCE
    near = NearbyClause(clause, nearness, best.p_with_source, is_first=clause.at.start == sentence.start)
    return _unless_claimed(reading, sentence, passage, near)


def _by_order(reading: Reading, sentence: Sentence, passage: Passage) -> NearbyClause | None:
    """The clause that word order alone assigns to a passage, or the mention before a colon."""
    words, wording = sentence.tokens, reading.wording
    beside = (each for each in sentence.reporting_clauses if _is_beside(wording, words, each, passage))
    if clause := next(beside, None):
        return NearbyClause(clause, Nearness.RIGHT_BESIDE, _ORDERED)
    before = [token for token in words if token.end <= passage.start]
    label = label_clause(before[:-1], wording) if before and before[-1].word == ":" else None
    return NearbyClause(label, Nearness.RIGHT_BESIDE) if label else None


def _unless_claimed(reading: Reading, sentence: Sentence, passage: Passage, near: NearbyClause) -> NearbyClause:
    """A clause near a passage; less sure if a claim may have another source: “Okafor denied Ruiz’s *claim* that”."""
    begin = near.clause.verb.end
    between = [token for token in sentence.tokens if begin <= token.start and token.end <= passage.start]
    is_claimed = has_claim(between, reading.wording)
    return NearbyClause(near.clause, Nearness.SAME_SENTENCE, near.p) if is_claimed else near


def _is_right_before(words: Sequence[Token], cue: int, at: int) -> bool:
    """Whether only punctuation separates a cue from words after it: “Ruiz *boasted,* “…””."""
    return cue < at and not any(token.is_word for token in words[cue + 1 : at])


def _is_beside(wording: Wording, words: Sequence[Token], clause: ReportingClause, passage: Passage) -> bool:
    """Whether only a time, a place or an addressee separates a clause from a passage."""
    low, high = sorted((clause.at, passage))
    between = [token for token in words if low.end <= token.start and token.end <= high.start]
    if clause.at.start > passage.start:
        return all(token.word in wording.settings for token in between if token.is_word)
    if len(between) > _BETWEEN or any(token.word in (QUOTED, ",") for token in between[:-1]):
        return False
    is_led = bool(between) and (between[-1].word in (",", ":") or between[-1].word in wording.joiners)
    return is_led or all(token.is_capital or token.word in wording.addressed for token in between)


def _led_to(reading: Reading, passage: Passage) -> NearbyClause | None:
    """The clause of the previous sentence, if its quoted words continue here, or its colon leads in to these."""
    number = reading.number_at(passage.start)
    earlier = (one for each in (number, number - 1) if each >= 0 for one in reversed(reading.sentences_of(each)))
    before = next((one for one in earlier if one.end <= passage.start), None)
    gap = reading.text.text[before.end : passage.start] if before else ""
    if before is None or not before.reporting_clauses or any(map(str.isalnum, gap)):
        return None
    if before.tokens[-1].word == ":":
        return NearbyClause(before.reporting_clauses[-1], Nearness.RIGHT_BESIDE, _ORDERED)
    last = next((token for token in reversed(before.tokens) if token.word == QUOTED), None)
    if last is None or before.number != number:
        return None
    near = _in_sentence(reading, Passage(last.start + 1, last.end))
    is_behind = near is not None and near.clause.at.start >= last.end  # unlike “*Ruiz said* “no”. “…””
    return NearbyClause(near.clause, Nearness.GOING_ON, near.p) if near and is_behind else None
