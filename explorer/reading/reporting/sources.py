"""Find sources that the checks do not read: “Ruiz, chairman and chief executive, said”."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import takewhile

from explorer.reading.languages.lexicon import Lexicon
from explorer.reading.languages.wording import Wording, together, without
from explorer.reading.reporting.clauses import ReportingClause
from explorer.reading.reporting.mentions import Mention, MentionBuilder
from explorer.reading.text.tokens import QUOTED, Token

_PARTING = (",", "—", "–")
# How many words a description has.
_DESCRIPTION = 8


class SourceFinder:
    """Finds the sources of the verbs of a sentence. All places are indices."""

    def __init__(self, tokens: Sequence[Token], own: Lexicon) -> None:
        self._tokens = tokens
        self._own = own
        self._words: Wording = own.telling
        self._mentions = MentionBuilder(self._words)

    def near(self, at: int) -> Mention | None:
        """The mention beside a verb."""
        return self.apposed(at) or self._inverted(at) or self._described(at)

    def _word(self, at: int) -> str:
        return self._tokens[at].word if 0 <= at < len(self._tokens) else ""

    def apposed(self, at: int) -> Mention | None:
        """The mention that begins a sentence, when an apposition stands before the verb."""
        begin = at
        while begin and self._word(begin - 1) in self._words.auxiliaries:
            begin -= 1
        if self._word(begin - 1) not in _PARTING:
            return None
        first = max((n + 1 for n in range(begin) if self._word(n) in (QUOTED, ";", ":")), default=0)
        while self._word(first) in self._words.conjunctions:
            first += 1
        comma = next((n for n in range(first, begin) if self._word(n) in _PARTING), begin)
        if comma >= begin - 1 or comma == first:
            return None
        inserted = self._tokens[comma + 1 : begin - 1]
        apposed = list(takewhile(lambda token: token.word not in self._words.all_relatives, inserted))
        verbs = together(self._own.finite, self._words.verbs)
        if any(token.word in verbs for token in apposed):
            return None
        named = self._tokens[first:comma]
        if any(token.word in verbs for token in named[1:]):
            return None
        return self._mentions.strict(named) or self._mentions.subject(named)

    def _inverted(self, at: int) -> Mention | None:
        """The name right behind a verb after a comma: “…, *recalls Arnold Lieberman*”."""
        if self._word(at - 1) not in _PARTING:
            return None
        end = self._mentions.end_of_name(self._tokens, at + 1)
        mention = self._mentions.strict(self._tokens[at + 1 : end])
        return mention if mention and not mention.is_pronoun and mention.head[-1][0].isupper() else None

    def _described(self, at: int) -> Mention | None:
        """The description right before a verb, from the start of the clause: “both sides said”."""
        end = at
        while end and self._word(end - 1) in without(self._words.auxiliaries, self._words.determiners):
            end -= 1
        begin = end
        stops = together(self._words.joiners, self._own.finite, self._words.verbs)
        while begin and self._tokens[begin - 1].is_word and self._word(begin - 1) not in stops:
            begin -= 1
        words = [token for token in self._tokens[begin:end] if token.word not in self._words.others]
        if not words or len(words) > _DESCRIPTION or self._word(begin) in self._words.prepositions:
            return None
        is_one = words[0].word in together(self._words.determiners, self._own.indefinite, self._own.plural)
        if not is_one and not words[0].is_capital:
            return None
        cut = next((n for n, token in enumerate(words) if n and token.word in self._words.prepositions), len(words))
        texts = tuple(token.text for token in words)
        return Mention(texts, texts[:cut], words[0].start, words[cut - 1].end)

    def first(self, end: int) -> Mention | None:
        """The mention that the words up to an index begin with."""
        return self._mentions.first(self._tokens[:end])

    def before(self, at: int) -> Mention | None:
        """The name right before a verb."""
        begin = at
        while begin and self._word(begin - 1) in self._words.auxiliaries:
            begin -= 1
        first = begin
        while first and self._tokens[first - 1].is_word and self._word(first - 1) not in self._words.before_names:
            first -= 1
        return self._mentions.subject(self._tokens[first:begin])

    def own(self, at: int, clause: ReportingClause, read: Collection[int]) -> ReportingClause:
        """A saying with no words of another one for its speaker: “papers show *a clerk* complains”."""
        mention = clause.mentions[0]
        if mention.end > clause.verb.start:
            return clause
        if len(clause.mentions) > 1:
            return self._without_others(clause, read)
        if self._begins_with_pronoun(mention):
            word = mention.whole[0]  # “He has long argued”
            return ReportingClause(
                (Mention((word,), (word,), mention.start, mention.start + len(word), True),), clause.verb
            )
        start, end = mention.start, mention.end
        verbs = [n for n in read if n < at and start < self._tokens[n].start < end]
        if not verbs:
            return clause
        begin = max(verbs) + 1
        begin += self._word(begin) in self._words.that
        last = next(n for n in range(at, begin - 1, -1) if self._tokens[n].end <= end or n == begin)
        other = self._mentions.subject(self._tokens[begin : last + 1])
        return ReportingClause((other,), clause.verb) if other else clause

    def _begins_with_pronoun(self, mention: Mention) -> bool:
        """Whether more words than a pronoun are taken for a source; “*WHO* director” and “*IT* expert” are none."""
        first, *behind = mention.whole
        is_name = len(first) > 1 and first.isupper() and not all(map(str.isupper, behind))
        return bool(behind) and not is_name and first.lower() in without(self._words.pronouns, self._words.determiners)

    def _without_others(self, clause: ReportingClause, read: Collection[int]) -> ReportingClause:
        """A saying of several mentions without those before another verb: “told us that its head, *Strang*, vowed”."""
        verbs = [n for n in read if self._tokens[n].end <= clause.verb.start]
        last = self._tokens[max(verbs)].start if verbs else -1
        mentions = tuple(mention for mention in clause.mentions if mention.start > last)
        return ReportingClause(mentions, clause.verb) if mentions else clause

    def claimed(self, read: Collection[int]) -> Iterator[tuple[int, ReportingClause]]:
        """The owner of a claim noun that is no subject: “denied *her claim* that”."""
        is_begun = False
        for at, token in enumerate(self._tokens[:-1]):
            is_claim = token.word in self._words.claims and self._word(at + 1) in self._words.that
            owner = self._owner(at - 1) if is_claim and is_begun else None
            if owner:
                yield at, ReportingClause((owner,), token.at)
            is_begun = is_begun or at in read or token.word in self._own.of_clauses

    def _owner(self, at: int) -> Mention | None:
        """The owner of a noun, by the word before it: “her”, “Paxon’s”."""
        token = self._tokens[at]
        if token.word in self._words.his:
            return Mention((token.text,), (token.text,), token.start, token.end, is_pronoun=True)
        if not token.is_possessive:
            return None
        first = at
        while first and (self._tokens[first - 1].is_capital or self._word(first - 1) in self._words.determiners):
            first -= 1
        return self._mentions.strict([*self._tokens[first:at], token.owner])
