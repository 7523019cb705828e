"""Find all who say, think or expect something in a sentence: those whom the checks read there, and others.

A check has to be sure before it tells of a mistake; a draft may propose. So more verbs count here (“expects”, “fears”),
and words such as “is confident that”.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property

from explorer.reading.languages.lexicon import Lexicon
from explorer.reading.languages.wording import Wording, together, without
from explorer.reading.reporting.clauses import ReportingClause, reporting_clauses
from explorer.reading.reporting.datelines import behind_dateline
from explorer.reading.reporting.mentions import Mention
from explorer.reading.reporting.sources import SourceFinder
from explorer.reading.text.passages import Passage
from explorer.reading.text.tokens import QUOTED, Token

# A headline has capitals in this share of its words that are longer than this.
_CAPITALS, _SHORT = 0.8, 3


class _Verbs:
    """Tells reporting verbs from what only looks like one: “high hopes”, “was expected”. All places are indices."""

    def __init__(self, tokens: Sequence[Token], own: Lexicon) -> None:
        self._tokens = tokens
        self._own = own
        self._words: Wording = own.telling

    def _word(self, at: int) -> str:
        return self._tokens[at].word if 0 <= at < len(self._tokens) else ""

    def is_none(self, at: int, *, follows: bool) -> bool:
        """Whether a word is no reporting verb here: “high hopes”, “was expected”, “was told”, “accused of”.

        `follows`: whoever speaks stands behind it.
        """
        word = self._word(at)
        if word not in self._words.verbs:
            return False
        if at and self._tokens[at].is_capital and not self._is_headline:
            return True  # the United States
        if self._word(at - 1) in self._words.infinitive and not self._takes_infinitive(self._word(at - 2)):
            return True  # “the need to maintain”
        if not follows and self.is_passive(at):
            return True
        if self._own.with_adverb.get(word, self._word(at + 1)) != self._word(at + 1):
            return True  # “37 points”
        before = self._word(at - 1)
        if word.endswith(self._words.past_endings) and before in without(self._words.determiners, self._words.pronouns):
            return True  # “the labeled dose”
        if word in self._own.often_nouns and self._is_noun(at):
            return True
        if (word, self._word(at + 1)) in self._own.unsaying:
            return True
        is_named = word in self._own.calling and before not in self._words.relatives
        is_named = is_named and not self._tokens[at - 1].is_capital
        return is_named and at + 1 < len(self._tokens) and self._tokens[at + 1].is_capital

    def _takes_infinitive(self, word: str) -> bool:
        return word in self._own.before_to or self._words.is_adverb(word)

    @cached_property
    def _is_headline(self) -> bool:
        """Whether nearly all words have a capital."""
        words = [token for token in self._tokens if len(token.text) > _SHORT and token.is_word and token.word != QUOTED]
        return sum(token.is_capital for token in words) > _CAPITALS * len(words)

    def is_passive(self, at: int) -> bool:
        """Whether what stands before a verb is what it tells of: “was expected”, “surveyed by”."""
        begin = at
        intensifying = self._own.intensifying
        while begin and (self._words.is_auxiliary(self._word(begin - 1)) or self._word(begin - 1) in intensifying):
            begin -= 1
        if self._words.passives.isdisjoint(self._word(n) for n in range(begin, at)):
            return self._word(at + 1) in self._words.by
        is_quoted = self._word(at) in self._words.as_saying and self._word(at + 1) in self._words.quoted_as
        return not is_quoted and not self._word(at).endswith(self._words.participle_endings)

    def _is_noun(self, at: int) -> bool:
        word, before, behind = self._word(at), self._tokens[at - 1] if at else None, self._word(at + 1)
        if before is None or not before.is_word:
            return before is None or before.word not in (",", ")", QUOTED)
        words = self._words
        if before.word in without(words.pronouns, words.determiners):
            return False
        is_led = before.word in words.determiners or before.word in without(words.prepositions, words.quoted_as)
        if is_led or before.is_possessive:
            return before.word not in words.pronouns
        if word.endswith(words.past_endings) or behind in words.that:
            return False
        objects = together(self._own.questioning, words.determiners, words.pronouns)
        is_object = behind in objects or behind in words.infinitive or behind == "$" or self._is_name(at + 1)
        if word.endswith(words.plural_endings):
            return not is_object and (
                behind in words.prepositions or behind in self._own.finite or not behind[:1].isalnum()
            )
        several = together(self._own.plural, words.pronouns, words.auxiliaries)
        many = before.word.endswith(words.plural_endings) or before.word in several
        if behind == "," and self._word(at + 2) in words.prepositions:
            return not many  # “expect, on average, a rise”
        is_set = behind in without(words.prepositions, words.infinitive)
        return not many or not (is_object or behind[:1].isalnum()) or is_set

    def _is_name(self, at: int) -> bool:
        return at < len(self._tokens) and (self._tokens[at].is_capital or self._tokens[at].text[0].isdigit())


# Within how many words of “is” or “expressed” the word stands that tells of a belief: “was quietly confident that”.
_TO_STANCE = 3


def all_reporting_clauses(found: Sequence[Token], own: Lexicon) -> tuple[ReportingClause, ...]:
    """Find the reporting clauses of a sentence, in the order of their verbs."""
    if not own.telling or own.cues.isdisjoint([token.word for token in found]):
        return ()
    # A point within a sentence only shortens a word: “Pruett Industries Inc. said”.
    begin = behind_dateline(found)
    plain = [token for n, token in enumerate(found) if n >= begin and (token.word != "." or n + 1 == len(found))]
    return tuple(_Cues(plain, own).found())


class _Cues(_Verbs):
    def __init__(self, tokens: Sequence[Token], own: Lexicon) -> None:
        super().__init__(tokens, own)
        self._sources = SourceFinder(tokens, own)
        telling = together(self._words.verbs, self._words.participles)
        self._telling = [(at, token) for at, token in enumerate(tokens) if token.word in telling]

    def found(self) -> list[ReportingClause]:
        at = {token.start: n for n, token in enumerate(self._tokens)}
        read = {at[clause.verb.start]: clause for clause in reporting_clauses(self._tokens, self._words)}
        if self._words.is_distant:
            self._add(read)
            read = {n: each for n, each in read.items() if not self.is_none(n, follows=_follows(each))}
            read = {n: self._sources.own(n, read[n], read) for n in sorted(read)}
            self._go_on(read)
            read |= dict(self._sources.claimed(read))
            read |= dict(self._stances(read))
        return [read[n] for n in sorted(read)]

    def _saying(self, at: int, *mentions: Mention) -> ReportingClause:
        return ReportingClause(mentions, Passage(self._tokens[at].start, self._tokens[at].end))

    def _add(self, read: dict[int, ReportingClause]) -> None:
        """Add whoever speaks where the checks read nobody, or somebody behind the verb who may be told of."""
        for at, token in self._telling:
            if token.word in self._words.participles:
                self._take_participle(at, read)
            elif at not in read and self._word(at - 1) in self._words.relatives:
                earlier = [n for n in read if n < at]
                if earlier and self._word(at - 2) == ",":  # “said Larry Beem of Cowles & Company, *who predicted*”
                    read[at] = self._saying(at, *read[max(earlier)].mentions)
            elif at not in read or _follows(read[at]):
                mention = self._sources.apposed(at) if at in read else self._sources.near(at)
                if mention:
                    read[at] = self._saying(at, mention)

    def _take_participle(self, at: int, read: dict[int, ReportingClause]) -> None:
        """Give a participle to whoever speaks before it in its sentence, or whoever signed a letter “saying”."""
        earlier = [n for n in read if n < at]
        if self._word(at - 1) == "," and earlier:
            read[at] = self._saying(at, *read[max(earlier)].mentions)
        elif self._word(at - 1) in self._words.documents and at not in read:
            first = self._sources.first(at)
            if first:
                read[at] = self._saying(at, first)

    def _go_on(self, read: dict[int, ReportingClause]) -> None:
        """Give verbs behind “and” to whoever speaks before them: “…, said it was fair and *predicted* a recovery”."""
        for at, token in self._telling:
            if self._has_own(at, read.get(at)):
                continue
            is_participle = token.word in self._words.participles
            begin = at
            while begin and self._words.is_auxiliary(self._word(begin - 1)):
                begin -= 1
            earlier = [n for n in read if n < begin]
            if not earlier or not self._joins(begin - 1, max(earlier), is_participle=is_participle):
                continue
            if not self.is_none(at, follows=False):
                read[at] = self._saying(at, *read[max(earlier)].mentions)

    def _has_own(self, at: int, clause: ReportingClause | None) -> bool:
        """Whether whoever speaks is named right before a verb or behind it, and not before another one."""
        if clause is None:
            return False
        begin = self._tokens[at].start
        between = (token.word for token in self._tokens if clause.mentions[-1].end <= token.start < begin)
        return clause.mentions[0].start > begin or self._words.conjunctions.isdisjoint(between)

    def _joins(self, at: int, verb: int, *, is_participle: bool) -> bool:
        """Whether a word joins a reporting verb to the one at an index: “and promised”, “, adding”."""
        if self._word(at) == ",":
            return is_participle
        if self._word(at) not in self._words.conjunctions and self._word(at) != "but":
            return False
        return not is_participle or self._word(verb) in self._words.participles

    def _stances(self, read: dict[int, ReportingClause]) -> Iterator[tuple[int, ReportingClause]]:
        """Whoever is said to have a belief: “is confident that”, “expressed hope that”, “made clear Tuesday that”."""
        for at, token in enumerate(self._tokens):
            if token.word not in self._own.having:
                continue
            for n in range(at + 1, min(len(self._tokens), at + 1 + _TO_STANCE)):
                behind = n + 1 + (self._word(n + 1) in self._words.others)
                if self._word(n) in self._own.stances and self._word(behind) in self._words.that:
                    mentions = self._subject(at, read)
                    if mentions:
                        yield at, ReportingClause(mentions, Passage(token.start, self._tokens[n].end))
                    break

    def _subject(self, at: int, read: dict[int, ReportingClause]) -> tuple[Mention, ...]:
        """Whoever a verb is of: who is named before it, or speaks before an “and”."""
        begin = at
        while begin and self._word(begin - 1) in self._words.auxiliaries:
            begin -= 1
        if self._word(begin - 1) in self._words.conjunctions:
            earlier = [n for n in read if n < at]
            return read[max(earlier)].mentions if earlier else ()
        mention = self._sources.before(at)
        return (mention,) if mention else ()


def _follows(clause: ReportingClause) -> bool:
    """Whether whoever speaks is taken to stand behind the verb."""
    return clause.mentions[0].start > clause.verb.start
