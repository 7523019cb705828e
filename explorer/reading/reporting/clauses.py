"""Find reporting clauses: the reporting verbs in a sequence of words, and the mentions of each verb's speaker.

This uses word order and word lists, not a parser: it prefers no speaker to a wrong one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from explorer.reading.languages.wording import Wording
from explorer.reading.reporting.datelines import behind_dateline
from explorer.reading.reporting.mentions import Mention, MentionBuilder
from explorer.reading.reporting.subjects import DASHES, ENDS, VerbSubjectFinder
from explorer.reading.text.passages import Passage
from explorer.reading.text.tokens import QUOTED, Token

# Search this many words after a verb for “by”.
_BY = 5
# Search within this many words before “saying” for “quoted”.
_QUOTED_AS = 10
# Read this many words at once: no clause is longer, and a text without punctuation may have tens of thousands.
_STRETCH = 400


class ReportingClause(msgspec.Struct, frozen=True, gc=False):
    """A reporting clause. `mentions` are those of its speaker, all of the same person or group.

    `verb` is the span of the reporting verb, or of a frame such as “according to”.
    """

    mentions: tuple[Mention, ...]
    verb: Passage

    @property
    def at(self) -> Passage:
        """The span from the first word of the clause to the last."""
        start, end = self.verb.start, self.verb.end
        for mention in self.mentions:
            start, end = min(start, mention.start), max(end, mention.end)
        return Passage(start, end)

    def verb_word(self, words: Sequence[Token]) -> str:
        """The verb, or the first word of the frame, among the words that the clause was read from."""
        return next(token.word for token in words if token.start >= self.verb.start)

    def moved(self, by: int) -> ReportingClause:
        """The clause, moved by a number of characters."""
        verb = Passage(self.verb.start + by, self.verb.end + by)
        return ReportingClause(tuple(mention.moved(by) for mention in self.mentions), verb)


def inside(outer: ReportingClause, found: Sequence[ReportingClause]) -> Iterator[ReportingClause]:
    """The clauses between the speaker and the verb of another clause: “Marsh, *an aide said*, refused”."""
    between = (clause for clause in found if outer.at.start < clause.at.start and clause.at.end <= outer.verb.start)
    return (clause for clause in between if not set(clause.mentions) & set(outer.mentions))


def reporting_clauses(tokens: Sequence[Token], wording: Wording) -> Iterator[ReportingClause]:
    """Find the reporting clauses in a sequence of words, in the order of their verbs."""
    begin = 0
    while len(tokens) - begin > _STRETCH:
        end = begin + _STRETCH
        end = next((n + 1 for n in range(end - 1, begin, -1) if tokens[n].word in ENDS), end)
        yield from _clauses_in(tokens[begin:end], wording)
        begin = end
    rest = tokens[begin:] if begin else tokens
    if not wording.speaking_cues.isdisjoint([token.word for token in rest]):
        yield from _clauses_in(rest, wording)


def _clauses_in(tokens: Sequence[Token], wording: Wording) -> Iterator[ReportingClause]:
    clauses = _Clauses(tokens, wording)
    before: Sequence[Mention] = ()
    framed = 0
    for at, token in enumerate(tokens):
        if token.word not in wording.speaking_cues:
            before = () if token.word in ENDS else before
            continue
        mentions: Sequence[Mention] = ()
        end = at
        if token.word in wording.inserted:
            mentions = clauses.after(at + 1) if clauses.word(at - 1) in ("", ",", QUOTED, *DASHES) else ()
        elif token.word in wording.verbs and not clauses.is_noun(at):
            follows_frame = framed and tokens[at - 1].end == framed
            mentions = (clauses.after(at + 1) if follows_frame else ()) or clauses.around_verb(at)
            mentions = mentions or ((before or clauses.shared(at)) if clauses.goes_on(at) else ())
        elif token.word in wording.participles:
            mentions = clauses.before_participle(at)
        elif token.word in wording.trailing:
            mentions = clauses.before(at - 1)
        elif token.word in wording.documents and clauses.word(at + 1) in wording.sent_by:
            mentions = clauses.after_document(at + 2)
        elif token.word in wording.frame_starts:
            end = clauses.frame_end(at)
            opening = clauses.word(at - 1) in ("", *ENDS)
            mentions = clauses.after(end + 1, framed=True, opening=opening) if end >= at else ()
            framed = mentions[0].end if mentions else 0
            end = max(at, end)
        if mentions:
            before = mentions
            yield ReportingClause(tuple(mentions), Passage(token.start, tokens[end].end))


def label_clause(words: Sequence[Token], wording: Wording) -> ReportingClause | None:
    """The clause of a speaker's label, which has no verb."""
    mention = MentionBuilder(wording).strict([token for token in words if token.is_word])
    return ReportingClause((mention,), mention.at) if mention else None


class _Clauses(VerbSubjectFinder):
    def is_noun(self, at: int) -> bool:
        """Whether an apparent verb is part of a name or a noun: “the United *States*”, “tons of *tweets*”."""
        before = self.tokens[at - 1] if at else None
        if before is None:
            return False
        is_of = before.word in self.wording.prepositions and before.word not in self.wording.auxiliaries
        if is_of and self.word(at).endswith(self.wording.plural_endings):
            return True
        behind = self.tokens[at + 1 : at + 2]
        is_inside = self.is_capital(at) and self.is_capital(at - 1)
        return is_inside and not (behind and behind[0].is_word and behind[0].is_capital)

    def shared(self, at: int) -> Sequence[Mention]:
        """The subject that a verb shares with the previous clause: “*he* looked at the audience and thanked them”."""
        begins = [n + 1 for n in range(at - 1) if self.word(n) in (",", QUOTED, *ENDS)]
        sentence = max((n for n in begins if self.word(n - 1) in ENDS), default=0)
        for begin in (begins[-1] if begins else 0, sentence):
            mention = self.mentions.first(self.tokens[begin:at])
            if mention:
                return (mention,)
        return ()

    def goes_on(self, at: int) -> bool:
        """Whether a verb shares its subject with a verb before it: “Xi called it important, and said”."""
        while at and self.wording.is_auxiliary(self.word(at - 1)):
            at -= 1
        return self.word(at - 1) in self.wording.conjunctions

    def around_verb(self, at: int) -> Sequence[Mention]:
        """The mentions of the speaker beside a reporting verb."""
        wording = self.wording
        begin = at
        while begin and self.wording.is_auxiliary(self.word(begin - 1)):
            begin -= 1
        between = [self.word(n) for n in range(begin, at)]
        if self.word(at) in wording.heard and wording.passives.intersection(between):
            return self._passive(at, begin)
        if self.word(at) in wording.denials and wording.passives.intersection(between):
            return ()  # “observers are being denied access”
        if self.word(at) in wording.heard and self.word(at + 1) in wording.by:
            return self.after(at + 2)
        before = self.word(begin - 1)
        apart = before in (",", *DASHES)
        if before in (QUOTED, "") or (apart and (self.word(begin - 2) == QUOTED or self.word(at) in wording.inverted)):
            after = self.after(at + 1)
            if after and (not apart or self.word(begin - 2) == QUOTED):
                return after
            subject = self.before(begin - 1)
            return after if after and not self._is_told(after, subject) else subject or after
        return self.before(begin - 1)

    def _is_told(self, after: Sequence[Mention], before: Sequence[Mention]) -> bool:
        """Whether the words after a verb are its content, reported by one before it: “Ruiz, 61, said *the dam held*”.

        They are if a clause continues after them, or if only the mention before the verb is a name.
        """
        behind = next((token for token in self.tokens if token.start >= after[-1].end), None)
        if behind is not None and (behind.is_word or behind.word == QUOTED):
            return True
        has_name, goes_by_name = (any(each.head[-1][0].isupper() for each in some) for some in (before, after))
        return has_name and not goes_by_name

    def _passive(self, at: int, begin: int) -> Sequence[Mention]:
        if self.word(at) in self.wording.as_saying:
            for n in range(at + 1, at + 4):
                if self.word(n) in self.wording.participles or self.word(n) in self.wording.inverted:
                    return self.before(begin - 1)
        for n in range(at + 1, at + 1 + _BY):
            if self.word(n) in self.wording.by:
                return self.after(n + 1)
            if not self.word(n)[:1].isalnum():
                break
        return ()

    def before_participle(self, at: int) -> Sequence[Mention]:
        """The subject of a sentence that continues with a participle, as in “…, saying”."""
        if at and self.word(at - 1) in self.wording.quoted_as:
            return self._as_saying(at)
        if self.is_capital(at - 1):
            return () if self.tokens[at - 1].is_possessive else self.before(at - 1)
        if self.word(at - 1) in self.wording.objective and self.word(at - 2) in self.wording.verbs:
            return (self.mentions.pronoun(self.tokens[at - 1]),)  # “she recalled *him* saying”
        if self.word(at - 1) in self.wording.for_saying and self.is_capital(at - 2):
            return self.before(at - 2)
        if self.word(at - 1) not in (",", QUOTED, *DASHES) and at:
            return ()
        start = at
        while start and self.word(start - 1) not in ENDS:
            start -= 1
        start += behind_dateline(self.tokens[start:at])
        if self.word(start) in self.wording.prepositions:
            start = next((n + 1 for n in range(start, at) if self.word(n) == ","), at)
        mention = self.mentions.first(self.tokens[start:at])
        return (mention,) if mention else ()

    def _as_saying(self, at: int) -> Sequence[Mention]:
        """The person quoted “as saying” something, perhaps with a place: “Ruiz was quoted in The Ledger as saying”."""
        quoted = next((n for n in range(at - 3, at - _QUOTED_AS, -1) if self.word(n) in self.wording.as_saying), 0)
        begin = quoted
        while begin and self.wording.is_auxiliary(self.word(begin - 1)):
            begin -= 1
        if begin < quoted and all(self.word(n)[:1].isalnum() for n in range(quoted, at)):
            return self.before(begin - 1)
        return self.before(at - 2) if self.word(at - 2) not in self.wording.as_saying else ()

    def frame_end(self, at: int) -> int:
        """The index of the last word of the frame that begins here; a lower index if there is none."""
        for frame in self.wording.frames:
            if self.word(at) == frame[0] and all(self.word(at + n) == word for n, word in enumerate(frame)):
                return at + len(frame) - 1
        return at - 1
