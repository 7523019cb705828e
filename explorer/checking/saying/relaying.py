"""Whether whoever tells of a quote in its article is the one who relays it in its record: who told whom."""

from __future__ import annotations

from collections.abc import Callable
from weakref import WeakMethod

from explorer.checking.saying.context import QuoteContext, is_named_in, outside
from explorer.checking.saying.nesting import Nested
from explorer.checking.saying.people import Match
from explorer.checking.saying.pronouns import Pronouns
from explorer.checking.saying.said import How, Said
from explorer.checking.saying.sentences import Sentences
from explorer.checking.saying.telling import mismatch, not_relayed, relayed_by_another, relayer_unsaid, swapped
from explorer.model.records import Article, Person
from explorer.reading.saying.clauses import ReportingClause
from explorer.reading.saying.mentions import Mention
from explorer.reading.text.passages import Passage

# Whether somebody speaks in an article, or rests on it, by their ids.
IsInCast = Callable[[str, str], bool]


class Relaying:
    """Who tells of quotes."""

    def __init__(self, is_in_cast: IsInCast, pronouns_of: Callable[[QuoteContext], Pronouns]) -> None:
        self._is_in_cast = is_in_cast
        # Weak, since it is a method of whoever has this: else both, with the archive, would wait for the collector.
        self._pronouns_of = WeakMethod(pronouns_of)
        self._sentences: Sentences | None = None

    def held(self, asked: QuoteContext, article: Article, said: Said) -> Said:
        """What is wrong with who relays a quote, if anybody may do so; else what is known of its speaker."""
        if not asked.wording:
            is_told_of = asked.relayer is None or is_named_in(asked.relayer, outside(asked), asked.wording)
            return said if is_told_of else relayer_unsaid(asked, said)
        told = self._of(asked).nested(asked)
        if asked.relayer is None:
            return self._lacking(asked, told) or said
        wrong = self._exchanged(asked, asked.relayer, told)
        if wrong or article.publisher in (asked.relayer.name, *asked.relayer.aliases):
            return wrong or said
        if self._is_labelled(asked, told) or not self._speaks_near(asked, asked.relayer, told):
            return relayer_unsaid(asked, said)
        return said

    def _is_labelled(self, asked: QuoteContext, told: Nested) -> bool:
        """Whether the speaker's own label has the words, of which nobody tells then."""
        label = self._of(asked).label_at(asked.placed[0])
        return bool(label and told.outer is None and _means(asked, asked.speaker, label))

    def _of(self, asked: QuoteContext) -> Sentences:
        """The sentences of a text. Only the last one is kept: quotes are asked for article by article."""
        if self._sentences is None or self._sentences.speech is not asked.speech:
            self._sentences = Sentences(asked.speech, asked.wording)
        return self._sentences

    def _lacking(self, asked: QuoteContext, told: Nested) -> Said | None:
        """That the record lacks whoever tells of the words in their sentence."""
        if told.inner is None or told.outer is None or not self._may_mean(asked, told.inner):
            return None
        other = self._other(asked, told.outer)
        return not_relayed(asked, other[0].person, other[1]) if other else None

    def _may_mean(self, asked: QuoteContext, saying: ReportingClause) -> bool:
        """Whether words of saying mean the speaker, or leave it open."""
        pronouns = (mention.head[0].lower() in asked.wording.singular for mention in saying.mentions)
        return _means(asked, asked.speaker, saying) or any(pronouns)

    def _exchanged(self, asked: QuoteContext, relayer: Person, told: Nested) -> Said | None:
        """That the sentence has somebody else say the words, or tell of them, than the record has."""
        inner, outer = told.inner, told.outer
        if inner is None or outer is None:
            return None
        is_right = _means(asked, asked.speaker, inner)
        if not is_right and _means(asked, relayer, inner) and _means(asked, asked.speaker, outer):
            return swapped(asked, relayer, _place(inner.mentions[0]))
        other = self._other(asked, outer)
        if other and not any(_means(asked, relayer, each) for each in told.found if each is not inner):
            return relayed_by_another(asked, other[0].person, other[1])
        other = None if is_right else self._other(asked, inner)
        return mismatch(asked, other[0].person, other[1]) if other else None

    def _other(self, asked: QuoteContext, saying: ReportingClause) -> tuple[Match, Passage] | None:
        """Whom of the archive words of saying surely mean, when that is not the speaker."""
        own = {asked.speaker.id, *asked.speaker.possibly_same_as}
        if _means(asked, asked.speaker, saying):
            return None
        for mention in saying.mentions:
            for match in asked.people.matches(mention):
                if match.person.id in own or asked.speaker.id in match.person.possibly_same_as:
                    continue
                is_sure = match.exact or match.how is How.NAME
                if is_sure or self._is_in_cast(asked.quote.article, match.person.id):
                    return match, _place(mention)
        return None

    def _speaks_near(self, asked: QuoteContext, relayer: Person, told: Nested) -> bool:
        """Whether somebody speaks in the sentence of a quote, in its paragraph or in the one before."""
        if told.outer and _means(asked, relayer, told.outer):
            return True
        near = [*told.found, *self._of(asked).near(asked)]
        mentions = {mention for each in near if not _means(asked, asked.speaker, each) for mention in each.mentions}
        if any(asked.people.match(relayer.id, mention) for mention in mentions):
            return True
        pronouns = (mention for mention in mentions if mention.head[0].lower() in asked.wording.singular)
        return any(self._may_be(asked, relayer, pronoun) for pronoun in pronouns)

    def _may_be(self, asked: QuoteContext, relayer: Person, pronoun: Mention) -> bool:
        """Whether a pronoun may mean the relayer, and not the speaker."""
        pronouns_of = self._pronouns_of()
        assert pronouns_of is not None
        meant = pronouns_of(asked).meant
        if not meant(pronoun, relayer).is_possible:
            return False
        is_told_of = is_named_in(asked.speaker, [asked.text.text[: pronoun.start]], asked.wording)
        return not (is_told_of and meant(pronoun, asked.speaker).is_possible)


def _means(asked: QuoteContext, person: Person, saying: ReportingClause) -> bool:
    return any(asked.people.match(person.id, mention) for mention in saying.mentions)


def _place(mention: Mention) -> Passage:
    return Passage(mention.start, mention.end)
