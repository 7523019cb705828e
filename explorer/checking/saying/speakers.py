"""Whether a quote is said in its article by the speaker of its record."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from explorer.checking.passage_index import touches as overlap
from explorer.checking.saying.article_people import ArticlePeople
from explorer.checking.saying.context import (
    QuoteContext,
    are_apart,
    around,
    has_whole_name,
    is_named_in,
    is_told_of,
    told_of_near,
    touches,
)
from explorer.checking.saying.joined import joined
from explorer.checking.saying.lookups import Lookups
from explorer.checking.saying.people import Match, People
from explorer.checking.saying.person_index import PersonIndex
from explorer.checking.saying.pronouns import Pronouns
from explorer.checking.saying.relaying import Relaying
from explorer.checking.saying.said import Called, How, Said
from explorer.checking.saying.sentences import may_be_told
from explorer.checking.saying.telling import mismatch, not_said, unnamed
from explorer.model.archive import Archive
from explorer.model.failures import Guard, unguarded
from explorer.model.records import Article, Person, Quote
from explorer.reading.analysis import Analysis, SaidBy
from explorer.reading.languages.wording import Wording, saying_of, wording
from explorer.reading.saying.beside import Nearness, beside
from explorer.reading.saying.clauses import ReportingClause, reporting_clauses
from explorer.reading.saying.mentions import Mention, Mentions
from explorer.reading.speakers import Speaker, Way
from explorer.reading.speech import Speech, speech_of
from explorer.reading.text.passages import Passage, SourceText
from explorer.reading.text.tokens import QUOTED, tokens
from explorer.reading.text.word_forms import singular, words_of

# Where sentences end in a script that does not part words.
_SENTENCE_ENDS = re.compile(r"[。！？\n]")
# How many attributions are kept as they were read: many quotes have the same.
_KEPT = 4096
_BEST_FIRST = list(How)
# How probable the reading must find somebody else than the speaker whom only the sentence of a quote names, and whom
# words of saying right beside it name.
_SURE, _DOUBTED = 0.9, 0.15


class Speakers:
    """The people of an archive, to tell which of them an article's words of saying mean.

    What was looked up for that is in `lookups`, and whom pronouns may mean in `meant`, by their places.
    """

    def __init__(
        self,
        archive: Archive,
        guard: Guard = unguarded,
        analysis_of: Callable[[Article, SourceText], Analysis] = Analysis,
        everybody: PersonIndex | None = None,
    ) -> None:
        """`analysis_of` reads an article, unless that is done already; so are `everybody` the archive's people."""
        self._analyse = analysis_of
        self._archive = archive
        self._everybody = everybody or PersonIndex(archive.all(Person), guard)
        self._people: dict[str, People] = {}
        self._article: Article | None = None
        self._speech: Speech | None = None
        self._wording = wording("")
        self._pronouns: Pronouns | None = None
        self.lookups = Lookups()
        self.meant: dict[int, Called] = {}
        self._known: Mapping[int, Called] = {}
        # What attributions are known to tell without their article: who is named in them; and what that rests on.
        self._plain: dict[tuple[str, str, str | None], tuple[Said, Collection[str]]] = {}
        self._casts = ArticlePeople(archive)
        self._relaying = Relaying(self._casts.has, self._pronouns_of)

    def said(
        self,
        quote: Quote,
        text: SourceText,
        placed: Sequence[Passage],
        attribution: Passage | None,
        meant: Iterable[tuple[int, Called]] = (),
    ) -> Said | None:
        """How a quote is given to its speaker; None where that can't be asked: its words or its speaker are not known.

        `placed` has the passages of its words, in order, and `attribution` that of its attribution. `meant` are those
        whom pronouns may mean, where that is known already.
        """
        self._known, self.meant = dict(meant), {}
        speaker = self._archive.speaker(quote)
        article = self._archive.get(Article, quote.article)
        if speaker is None or article is None or not placed or (quote.attribution and attribution is None):
            return None
        asked = self._asked(quote, speaker, article, text, placed)
        said = self._spoken(asked, attribution)
        if said.code != "speaker-mismatch" and _may_be_relayed(asked, attribution):
            said = self._relaying.held(asked, article, said)
        if not all(self._may_speak(asked, self._everybody.people[id]) for id in said.instead.values()):
            said = unnamed(asked, said.mention)
        said = not_said(asked, said, attribution)
        if said.code == "speaker-unnamed" and self._needs_no_name(asked, said.mention or attribution):
            said = Said(How.NAME, said.mention)
        return said if len(placed) == 1 or said.code == "speaker-mismatch" else self._joined(asked, article, said)

    def _spoken(self, asked: QuoteContext, attribution: Passage | None) -> Said:
        """The same without regard to who relays the quote."""
        quote, text, placed, speaker = asked.quote, asked.text, asked.placed, asked.speaker
        key = text.text[attribution.start : attribution.end] if attribution else "", speaker.id, asked.article.language
        is_beside = attribution is not None and touches(text.text, placed, attribution)
        if attribution and is_beside and not quote.is_relayed and key in self._plain:
            known, looked_up = self._plain[key]
            self.lookups.note(looked_up)
            return known.moved(attribution.start)
        said, looked_up = self.lookups.during(
            lambda: self._by_attribution(asked, attribution) if attribution else self._by_reading(asked)
        )
        if attribution and said.how is How.NAME and not quote.is_relayed and not _has_pronoun(key[0], asked.wording):
            self._plain[key] = said.moved(-attribution.start), looked_up
        if attribution and said.code != "speaker-mismatch" and not is_beside:
            said = self._by_words_nearer(asked, attribution) or said
        if said.is_mismatch and self._is_read_so(asked, attribution):
            return Said(How.UNNAMED, said.mention)
        return said

    def _joined(self, asked: QuoteContext, article: Article, said: Said) -> Said:
        """The same, unless the quote's segments are not one speech."""
        no_body = {line.strip() for line in (*article.furniture, *article.captions, *article.corrections)}
        return joined(asked, said, lambda saying: self._judged(asked, [saying]), no_body)

    def _asked(
        self, quote: Quote, speaker: Person, article: Article, text: SourceText, placed: Sequence[Passage]
    ) -> QuoteContext:
        # Quotes are asked for article by article; two of these may have one text.
        if self._speech is None or self._speech.text is not text or self._article != article:
            self._article, self._speech = article, speech_of(article, text)
            self._pronouns = None
            self._wording = saying_of(article.language, text.text)
        relayer, people = self._archive.relayer(quote), self._people_in(self._wording)
        return QuoteContext(quote, article, speaker, relayer, text, placed, people, self._wording, self._speech)

    def _by_words_nearer(self, asked: QuoteContext, attribution: Passage) -> Said | None:
        """Somebody else, who is named nearer to a quote than its attribution; None for nobody."""
        near = beside(asked.speech, asked.placed, asked.wording)
        if near is None or near.nearness is Nearness.GOING_ON or not near.is_sure:
            return None
        if near.nearness is Nearness.SAME_SENTENCE and not are_apart(asked.text.text, asked.placed, attribution):
            return None
        said = self._judged(asked, [near.saying])
        return said if said.code == "speaker-mismatch" else None

    def _people_in(self, words: Wording) -> People:
        if words.code not in self._people:
            self._people[words.code] = People(self._everybody, words, self.lookups)
        return self._people[words.code]

    def _by_attribution(self, asked: QuoteContext, attribution: Passage) -> Said:
        words = asked.text.text[attribution.start : attribution.end]
        found = [saying.moved(attribution.start) for saying in _read(words, asked.wording.code)]
        return self._judged(asked, found) if found else self._by_names_alone(asked, words, attribution)

    def _by_names_alone(self, asked: QuoteContext, words: str, attribution: Passage) -> Said:
        """What the names in an attribution tell when nobody is understood to speak in it."""
        named = list(asked.people.named_in(words))
        own = next((match for match in named if match.person is asked.speaker), None)
        if own:
            return Said(own.how, attribution)
        others = [match for match in named if match.person not in (asked.speaker, asked.relayer)]
        if others and not asked.wording and not asked.relayer:
            return mismatch(asked, others[0].person, attribution)
        return unnamed(asked, attribution)

    def _by_reading(self, asked: QuoteContext) -> Said:
        """What the article tells of the speaker where the record has no attribution."""
        near = beside(asked.speech, asked.placed, asked.wording) if asked.wording else None
        if near and not any(mention.is_pronoun for mention in near.saying.mentions):
            said = self._judged(asked, [near.saying])
            if not said.code:
                return said  # as for most; to read all of the article takes time
        found = self._analysis_of(asked).said_by(asked.placed)
        saying = found.speaker.saying or _labelled(asked, found.speaker)
        if not asked.wording and (other := self._only_named(asked)) and other not in _same(asked.speaker):
            return mismatch(asked, asked.people.person(other), asked.placed[0])
        if saying is not None:
            said = self._judged(asked, [saying])
            if not said.is_mismatch or self._is_sure(asked, found, saying):
                return said
        return Said(How.UNNAMED) if is_told_of(asked) else unnamed(asked, None)

    def _only_named(self, asked: QuoteContext) -> str | None:
        """The id of whoever alone is named in a quote's sentence, in a script that does not part words."""
        text, first, last = asked.text.text, asked.placed[0].start, asked.placed[-1].end
        start = max((found.end() for found in _SENTENCE_ENDS.finditer(text, 0, first)), default=0)
        end = found.start() if (found := _SENTENCE_ENDS.search(text, last)) else len(text)
        return asked.people.only_unspaced(text[start:first] + "\n" + text[last:end])

    def _is_read_so(self, asked: QuoteContext, attribution: Passage | None) -> bool:
        """Whether the reading has the speaker say the quote, in the very words of its attribution."""
        speaker = self._analysis_of(asked).said_by(asked.placed).speaker
        if (
            speaker.is_pronoun
            or speaker.entity is None
            or attribution is None
            or speaker.at is None
            or not overlap(speaker.at, attribution)
        ):
            return False
        return asked.speaker.id in self._pronouns_of(asked).called(speaker.entity)

    def _is_sure(self, asked: QuoteContext, found: SaidBy, saying: ReportingClause) -> bool:
        """Whether somebody else than the speaker surely says a quote, whose sentence may name the speaker, too."""
        reading = self._analysis_of(asked).reading
        sentence = reading.sentence_at(saying.verb.start)
        words = " ".join(token.text for token in sentence.tokens if token.word != QUOTED) if sentence else ""
        if is_named_in(asked.speaker, [words], asked.wording):
            is_taught = reading.language is not None and reading.language.is_taught
            return found.is_plain and is_taught and found.p >= _DOUBTED
        return found.is_plain or found.p >= _SURE

    def _judged(self, asked: QuoteContext, found: Sequence[ReportingClause]) -> Said:
        """What these words of saying tell of the speaker."""
        found = [asked.with_names(saying) for saying in found]
        best = _best(each for saying in found for each in _matching(asked.people, asked.speaker, saying))
        match, mention = best or (None, None)
        other = next((each for saying in found for each in self._others(asked, saying, match)), None)
        if other:
            return mismatch(asked, other[0].person, other[1])
        if match and mention:
            return Said(match.how, _place(mention), settled=match.exact or match.is_by_name)
        if asked.relayer and any(True for saying in found for _ in _matching(asked.people, asked.relayer, saying)):
            return self._relayed(asked, found)
        pronoun = next((mention for saying in found for mention in saying.mentions if mention.is_pronoun), None)
        if pronoun:
            return self._by_pronoun(asked, pronoun)
        return unnamed(asked, found[0].at)

    def _by_pronoun(self, asked: QuoteContext, pronoun: Mention) -> Said:
        """What a pronoun tells: the speaker, if it may mean them; perhaps somebody else, if it can't."""
        meant, place = self._pronouns_of(asked).meant(pronoun, asked.speaker), _place(pronoun)
        if asked.may_name(pronoun, asked.speaker):
            return Said(How.PRONOUN, place)
        if meant.other and self._casts.may_have(asked.quote.article, meant.other):
            return mismatch(asked, asked.people.person(meant.other), place)
        is_possible = meant.is_possible and is_told_of(asked)
        return Said(How.PRONOUN, place) if is_possible else unnamed(asked, place)

    def _analysis_of(self, asked: QuoteContext) -> Analysis:
        return self._pronouns_of(asked).analysis

    def _pronouns_of(self, asked: QuoteContext) -> Pronouns:
        if self._pronouns is None:
            self._pronouns = Pronouns(self._analyse(asked.article, asked.text), asked.people)
        self._pronouns.known, self._pronouns.asked = self._known, self.meant
        return self._pronouns

    def _others(
        self, asked: QuoteContext, saying: ReportingClause, own: Match | None
    ) -> Iterator[tuple[Match, Passage]]:
        """Everybody else whom words of saying name as who speaks, where they should name the speaker or the relayer."""
        if asked.relayer and next(_matching(asked.people, asked.relayer, saying), None):
            return
        here = _best(_matching(asked.people, asked.speaker, saying))
        if own and not here and not asked.relayer:
            return
        if (here and (here[0].is_by_name or here[0].exact)) or self._are_several(asked, saying):
            return  # nobody is named better than that, among however many
        same = _same(asked.speaker)
        for mention in saying.mentions:
            for match in asked.people.matches(mention):
                if match.person.id in same or asked.speaker.id in match.person.possibly_same_as:
                    continue
                if self._names(asked, match, mention, here[0] if here else None):
                    yield match, _place(mention)

    def _may_speak(self, asked: QuoteContext, person: Person) -> bool:
        """Whether an article may mean a person: “the Association” is not that of another article."""
        return self._casts.may_have(asked.quote.article, person.id) or has_whole_name(asked, person)

    def _needs_no_name(self, asked: QuoteContext, at: Passage | None) -> bool:
        """Whether nobody would expect a name where words of saying have none that is known.

        So it is where the sentence names or describes the speaker, however it is read, and behind “the senator said”
        when the speaker was told of just before, and nobody else is known to be one.
        """
        if at is None:
            return False
        text, wording = asked.text.text, asked.wording
        start = max(text.rfind(mark, 0, at.start) + len(mark) for mark in ("\n", ". ", "? ", "! ", "” ", '" '))
        before = text[min(start, at.start) : at.end]
        if is_named_in(asked.speaker, [before], wording):
            return True
        if asked.speaker.type != "named" and not set(words_of(before)).isdisjoint(words_of(asked.speaker.name)):
            return True
        words = words_of(text[at.start : at.end])
        if not words or words[0] not in wording.articles:
            return False
        ids = frozenset().union(*map(asked.people.described_by, words[1:])) - {asked.speaker.id}
        if self._casts.may_have_any(asked.quote.article, ids):
            return False
        return is_named_in(asked.speaker, around(asked), wording)

    def _are_several(self, asked: QuoteContext, saying: ReportingClause) -> bool:
        """Whether several people speak, whom a group may stand for: “Ruiz and Okafor said”."""
        if asked.speaker.type != "collective":
            return False
        matches = (match for mention in saying.mentions for match in asked.people.matches(mention))
        return len({match.person.id for match in matches if match.how is How.NAME}) > 1

    def _names(self, asked: QuoteContext, match: Match, mention: Mention, own: Match | None) -> bool:
        """Whether a match is as good as a name, and better than that of the speaker."""
        if match.how is How.NAME and (match.exact or match.person.type != "collective"):
            return (own is None or not own.exact) and self._may_speak(asked, match.person)
        if not self._casts.may_have(asked.quote.article, match.person.id):
            return False
        if match.exact:
            return own is None or (not own.exact and own.how is How.ROLE)
        noun = mention.head[-1].lower()
        if match.person.type == "named" and noun not in (match.person.role or noun).lower() and noun != singular(noun):
            return False  # “analysts” are not the one who is an analyst
        known = bool(asked.speaker.role) or asked.speaker.type != "named"
        known = known or not is_named_in(asked.speaker, around(asked), asked.wording)
        is_plain = match.is_by_name or match.person.type == "collective"
        return own is None and (is_plain or (known and noun not in asked.wording.generic))

    def _relayed(self, asked: QuoteContext, found: Sequence[ReportingClause]) -> Said:
        near = told_of_near(asked)
        if near:
            return Said(How.NAME if near[0] else How.PRONOUN, near[1])
        return mismatch(asked, asked.relayer or asked.speaker, found[0].at)


def _labelled(asked: QuoteContext, speaker: Speaker) -> ReportingClause | None:
    """Whoever speaks by the label of the words."""
    if speaker.way is not Way.LABEL or speaker.at is None:
        return None
    found = tokens(asked.text.text, asked.wording, speaker.at.start, speaker.at.end)
    mention = Mentions(asked.wording).strict([token for token in found if token.is_word])
    return ReportingClause((mention,), _place(mention)) if mention else None


def _may_be_relayed(asked: QuoteContext, attribution: Passage | None) -> bool:
    """Whether there is anything to ask of who relays a quote: its record or its sentence may have somebody do so."""
    if asked.relayer or asked.quote.relayed or asked.quote.relayed_by:
        return asked.relayer is not None
    return may_be_told(asked.text.text, asked.placed[0], attribution)


@lru_cache(maxsize=_KEPT)
def _read(words: str, language: str) -> tuple[ReportingClause, ...]:
    """Everybody who says something in an attribution, which may be no more than a name or a label."""
    known = wording(language)
    found = tokens(words, known)
    said = tuple(reporting_clauses(found, known))
    if said or not known:
        return said
    verb = next((token for token in found if token.word in known.verbs), None)
    if verb and known.no_subjects:
        silent = Mention((verb.text,), (verb.text,), verb.start, verb.end, is_pronoun=True)
        return (ReportingClause((silent,), _place(silent)),)
    plain = [token for token in found if token.is_word]
    mention = Mentions(known).strict(plain) or Mentions(known).first(plain)
    return (ReportingClause((mention,), _place(mention)),) if mention else ()


def _has_pronoun(words: str, wording: Wording) -> bool:
    """Whether an attribution has somebody speak whom only its article tells."""
    return any(mention.is_pronoun for saying in _read(words, wording.code) for mention in saying.mentions)


def _matching(people: People, person: Person, saying: ReportingClause) -> Iterator[tuple[Match, Mention]]:
    """How words of saying may mean a person."""
    for mention in saying.mentions:
        found = people.match(person.id, mention)
        if found:
            yield found, mention


def _best(found: Iterable[tuple[Match, Mention]]) -> tuple[Match, Mention] | None:
    return min(found, key=lambda each: _BEST_FIRST.index(each[0].how), default=None)


def _same(person: Person) -> set[str]:
    return {person.id, *person.possibly_same_as}


def _place(mention: Mention) -> Passage:
    return Passage(mention.start, mention.end)
