"""Check whether the article attributes a quote to the speaker of its record."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from itertools import chain

from explorer.checking.speakers.article_people import ArticlePeople
from explorer.checking.speakers.context import (
    QuoteContext,
    are_apart,
    has_whole_name,
    is_mentioned,
    is_named_in,
    is_named_near,
    reference_near,
    touches,
)
from explorer.checking.speakers.linking import PersonLinker, PersonMatch
from explorer.checking.speakers.lookups import Lookups
from explorer.checking.speakers.person_index import PersonIndex
from explorer.checking.speakers.problem_findings import mismatch, not_said, unnamed
from explorer.checking.speakers.pronoun_linking import PronounLinker
from explorer.checking.speakers.relayers import RelayerChecker
from explorer.checking.speakers.segments import with_segments_checked
from explorer.checking.speakers.speaker_finding import CandidateNames, MentionType, SpeakerFinding
from explorer.model.archive import Archive
from explorer.model.failures import Guard, unguarded
from explorer.model.records import Article, Person, Quote
from explorer.reading.analysis import Analysis, SpeakerEstimate
from explorer.reading.article import Reading
from explorer.reading.languages import language
from explorer.reading.languages.wording import Wording, wording
from explorer.reading.nearby_clauses import Nearness, clause_near
from explorer.reading.reporting.clauses import ReportingClause, label_clause, reporting_clauses
from explorer.reading.reporting.mentions import Mention, MentionBuilder
from explorer.reading.text.passages import Passage, SourceText, overlap
from explorer.reading.text.tokens import QUOTED, tokens
from explorer.reading.text.word_forms import singular, words_of

# The ends of sentences in a script without spaces between words.
_SENTENCE_ENDS = re.compile(r"[。！？\n]")
# The number of attributions whose reading is cached: many quotes have the same one.
_KEPT = 4096
_BEST_FIRST = list(MentionType)
# The minimum probability of another speaker than the record's: without a plain reporting clause, and with one in a
# sentence that names the record's speaker, too.
_SURE, _DOUBTED = 0.92, 0.15


class SpeakerChecker:
    """Check the speakers of quotes against the reporting clauses of their articles.

    `lookups` has the lookups that were made, and `meant` the possible referents of pronouns, by their places.
    """

    def __init__(
        self,
        archive: Archive,
        guard: Guard = unguarded,
        analysis_of: Callable[[Article, SourceText], Analysis] = Analysis,
        person_index: Callable[[], PersonIndex] | None = None,
    ) -> None:
        """`analysis_of` reads an article if needed; likewise, `person_index` indexes all people."""
        self._analyse = analysis_of
        self._archive = archive
        self._index_people = person_index or (lambda: PersonIndex(archive.all(Person), guard))
        self._people: dict[str, PersonLinker] = {}
        self._article: Article | None = None
        self._pronoun_linker: PronounLinker | None = None
        self.lookups = Lookups()
        self.meant: dict[int, CandidateNames] = {}
        self._known: Mapping[int, CandidateNames] = {}
        # Findings for attributions that don't depend on the article, because they name the speaker; with their lookups.
        self._plain: dict[tuple[str, str, str | None], tuple[SpeakerFinding, Collection[str]]] = {}
        self._article_people = ArticlePeople(archive)
        self._relayer_checker = RelayerChecker(self._article_people)

    @cached_property
    def _person_index(self) -> PersonIndex:
        return self._index_people()

    def check(
        self,
        quote: Quote,
        text: SourceText,
        placed: Sequence[Passage],
        attribution: Passage | None,
        meant: Iterable[tuple[int, CandidateNames]] = (),
    ) -> SpeakerFinding | None:
        """Check the speaker of a quote; None if its words or its speaker are unknown.

        `placed` has the passages of its words, in order, and `attribution` that of its attribution. `meant` has the
        possible referents of pronouns, if they are known already.
        """
        self._known, self.meant = dict(meant), {}
        speaker = self._archive.speaker(quote)
        article = self._archive.get(Article, quote.article)
        if speaker is None or article is None or not placed or (quote.attribution and attribution is None):
            return None
        context = self._context_of(quote, speaker, article, text, placed)
        finding = self._finding_without_relayer(context, attribution)
        if finding.code != "speaker-mismatch":
            finding = self._relayer_checker.checked(context, finding, self._pronoun_linker_of)
        if not all(self._may_speak(context, self._person_index.people[id]) for id in finding.instead.values()):
            finding = unnamed(context, finding.mention)
        finding = not_said(context, finding, attribution)
        if finding.code == "speaker-unnamed" and self._needs_no_name(context, finding.mention or attribution):
            finding = SpeakerFinding(MentionType.NAME, finding.mention)
        return (
            finding
            if len(placed) == 1 or finding.code == "speaker-mismatch"
            else self._with_segments_checked(context, article, finding)
        )

    def _finding_without_relayer(self, context: QuoteContext, attribution: Passage | None) -> SpeakerFinding:
        """The finding regardless of who relays the quote."""
        quote, text, placed, speaker = context.quote, context.text, context.placed, context.speaker
        key = (
            text.text[attribution.start : attribution.end] if attribution else "",
            speaker.id,
            context.article.language,
        )
        is_beside = attribution is not None and touches(text.text, placed, attribution)
        if attribution and is_beside and not quote.is_relayed and key in self._plain:
            known, looked_up = self._plain[key]
            self.lookups.note(looked_up)
            return known.moved(attribution.start)
        finding, looked_up = self.lookups.during(
            lambda: self._by_attribution(context, attribution) if attribution else self._by_reading(context)
        )
        if (
            attribution
            and finding.how is MentionType.NAME
            and not quote.is_relayed
            and not _has_pronoun(key[0], context.wording)
        ):
            self._plain[key] = finding.moved(-attribution.start), looked_up
        if attribution and finding.code != "speaker-mismatch" and not is_beside:
            finding = self._by_words_nearer(context, attribution) or finding
        if finding.is_mismatch and self._is_read_so(context, attribution):
            return SpeakerFinding(MentionType.UNNAMED, finding.mention)
        return finding

    def _with_segments_checked(
        self, context: QuoteContext, article: Article, finding: SpeakerFinding
    ) -> SpeakerFinding:
        """The finding, unless the quote's segments are not one speech."""
        no_body = {line.strip() for line in (*article.furniture, *article.captions, *article.corrections)}
        return with_segments_checked(context, finding, lambda clause: self._finding_by(context, [clause]), no_body)

    def _context_of(
        self, quote: Quote, speaker: Person, article: Article, text: SourceText, placed: Sequence[Passage]
    ) -> QuoteContext:
        # Quotes are checked article by article; two articles may share a text.
        linker = self._pronoun_linker
        if linker is None or linker.analysis.reading.text is not text or self._article != article:
            analysis = self._analyse(article, text)
            people = self._people_in(analysis.reading.wording)
            self._article, linker = article, PronounLinker(analysis, people)
            self._pronoun_linker = linker
        linker.people.in_article(self._article_people.of(article.id))
        relayer = self._archive.relayer(quote)
        return QuoteContext(quote, article, speaker, relayer, linker.analysis, placed, linker.people)

    def _by_words_nearer(self, context: QuoteContext, attribution: Passage) -> SpeakerFinding | None:
        """The finding that somebody else is named nearer to a quote than its attribution is, or None."""
        near = clause_near(context.reading, context.placed)
        if near is None or near.nearness is Nearness.GOING_ON or not near.is_sure:
            return None
        if near.clause.at.end <= attribution.start and attribution.end <= context.placed[0].start:
            return None
        if near.nearness is Nearness.SAME_SENTENCE and not are_apart(context.text.text, context.placed, attribution):
            return None
        finding = self._finding_by(context, [near.clause])
        return finding if finding.code == "speaker-mismatch" else None

    def _people_in(self, words: Wording) -> PersonLinker:
        if words.code not in self._people:
            unattached = self._article_people.unattached
            self._people[words.code] = PersonLinker(self._person_index, words, self.lookups, unattached)
        return self._people[words.code]

    def _by_attribution(self, context: QuoteContext, attribution: Passage) -> SpeakerFinding:
        words = context.text.text[attribution.start : attribution.end]
        clauses = [clause.moved(attribution.start) for clause in _read(words, context.wording.code)]
        return self._finding_by(context, clauses) if clauses else self._by_names_alone(context, words, attribution)

    def _by_names_alone(self, context: QuoteContext, words: str, attribution: Passage) -> SpeakerFinding:
        """The finding by the names in an attribution without a recognised reporting clause."""
        named = list(context.people.named_in(words))
        own = next((match for match in named if match.person.id == context.speaker.id), None)
        if own:
            return SpeakerFinding(own.how, attribution)
        others = [match for match in named if match.person not in (context.speaker, context.relayer)]
        if others and not context.wording and not context.relayer:
            return mismatch(context, others[0].person, attribution)
        return unnamed(context, attribution)

    def _by_reading(self, context: QuoteContext) -> SpeakerFinding:
        """The finding by the article alone, where the record has no attribution."""
        near = clause_near(context.reading, context.placed)
        if near and not any(mention.is_pronoun for mention in near.clause.mentions):
            finding = self._finding_by(context, [near.clause])
            if not finding.code:
                return finding  # true of most; reading the whole article takes time
        estimate = context.analysis.speaker_of(context.placed)
        clause = estimate.speaker.clause
        if not context.wording and (other := self._only_named(context)) and other not in _same(context.speaker):
            return mismatch(context, context.people.person(other), context.placed[0])
        if clause is not None:
            finding = self._finding_by(context, [clause])
            if not finding.is_mismatch or self._is_sure(context, estimate, clause):
                return finding
        return SpeakerFinding(MentionType.UNNAMED) if is_mentioned(context) else unnamed(context, None)

    def _only_named(self, context: QuoteContext) -> str | None:
        """The id of the only person named in a quote's sentence, in a script without spaces."""
        text, first, last = context.text.text, context.placed[0].start, context.placed[-1].end
        start = max((match.end() for match in _SENTENCE_ENDS.finditer(text, 0, first)), default=0)
        end = found.start() if (found := _SENTENCE_ENDS.search(text, last)) else len(text)
        return context.people.only_unspaced(text[start:first] + "\n" + text[last:end])

    def _is_read_so(self, context: QuoteContext, attribution: Passage | None) -> bool:
        """Whether the reading finds the same speaker in the words of the attribution."""
        speaker = context.analysis.speaker_of(context.placed).speaker
        if (
            speaker.is_pronoun
            or speaker.entity is None
            or attribution is None
            or speaker.at is None
            or not overlap(speaker.at, attribution)
        ):
            return False
        return context.speaker.id in self._pronoun_linker_of(context).people_called(speaker.entity)

    def _is_sure(self, context: QuoteContext, found: SpeakerEstimate, clause: ReportingClause) -> bool:
        """Whether the article surely attributes a quote to another speaker, whose sentence may name this one, too."""
        reading = context.analysis.reading
        sentence = reading.sentence_at(clause.verb.start)
        words = " ".join(token.text for token in sentence.tokens if token.word != QUOTED) if sentence else ""
        if is_named_in(context.speaker, words, context.wording):
            return found.is_plain and reading.is_taught and found.p >= _DOUBTED
        return found.is_plain or found.p >= _SURE

    def _finding_by(self, context: QuoteContext, found: Sequence[ReportingClause]) -> SpeakerFinding:
        """The finding on the speaker by these reporting clauses."""
        own = [_best(_matching(context.people, context.speaker, clause)) for clause in found]
        match, mention = _best(filter(None, own)) or (None, None)
        others = (self._others_named(context, clause, here, match) for clause, here in zip(found, own, strict=True))
        other = next(chain.from_iterable(others), None)
        if other:
            return mismatch(context, other[0].person, other[1])
        if match and mention:
            return SpeakerFinding(match.how, mention.at, settled=match.exact or match.is_by_name)
        if context.relayer and any(
            True for clause in found for _ in _matching(context.people, context.relayer, clause)
        ):
            return self._relayed(context, found)
        pronoun = next((mention for clause in found for mention in clause.mentions if mention.is_pronoun), None)
        if pronoun:
            return self._by_pronoun(context, pronoun)
        return unnamed(context, found[0].at)

    def _by_pronoun(self, context: QuoteContext, pronoun: Mention) -> SpeakerFinding:
        """The finding by a pronoun: the speaker if it may mean them, otherwise perhaps somebody else."""
        meant, place = self._pronoun_linker_of(context).link(pronoun, context.speaker), pronoun.at
        others = map(context.people.person, meant.others)
        other = next((person for person in others if self._may_speak(context, person)), None)
        if other:
            return mismatch(context, other, place)
        is_possible = meant.is_possible and is_mentioned(context)
        return SpeakerFinding(MentionType.PRONOUN, place) if is_possible else unnamed(context, place)

    def _pronoun_linker_of(self, context: QuoteContext) -> PronounLinker:
        linker = self._pronoun_linker or PronounLinker(context.analysis, context.people)
        linker.known, linker.asked = self._known, self.meant
        return linker

    def _others_named(
        self,
        context: QuoteContext,
        clause: ReportingClause,
        here: tuple[PersonMatch, Mention] | None,
        own: PersonMatch | None,
    ) -> Iterator[tuple[PersonMatch, Passage]]:
        """The other people named by a clause that should name the speaker or the relayer.

        `here` is its match for the speaker, and `own` the match of this clause or another one.
        """
        if context.relayer and next(_matching(context.people, context.relayer, clause), None):
            return
        if own and not here and not context.relayer:
            return
        if here and (here[0].is_by_name or here[0].exact):
            return  # no other match is better than that
        same = _same(context.speaker)
        for mention in clause.mentions:
            for match in context.people.matches(mention):
                if match.person.id in same or context.speaker.id in match.person.possibly_same_as:
                    continue
                if self._names(context, match, mention, here[0] if here else None):
                    yield match, mention.at

    def _may_speak(self, context: QuoteContext, person: Person) -> bool:
        """Whether an article may mean a person: “the Association” is not one of another article."""
        return self._article_people.may_have(context.quote.article, person.id) or has_whole_name(context, person)

    def _needs_no_name(self, context: QuoteContext, at: Passage | None) -> bool:
        """Whether a reporting clause without a known name is acceptable.

        It is if the sentence names or describes the speaker, however it is read, and for “the senator said” if the
        speaker was mentioned just before, and nobody else is known to be a senator.
        """
        if at is None:
            return False
        text, wording = context.text.text, context.wording
        start = max(text.rfind(mark, 0, at.start) + len(mark) for mark in ("\n", ". ", "? ", "! ", "” ", '" '))
        before = text[min(start, at.start) : at.end]
        if is_named_in(context.speaker, before, wording):
            return True
        if context.speaker.type != "named" and not set(words_of(before)).isdisjoint(words_of(context.speaker.name)):
            return True
        words = words_of(text[at.start : at.end])
        if not words or words[0] not in wording.articles:
            return False
        ids = frozenset().union(*map(context.people.described_by, words[1:])) - {context.speaker.id}
        if self._article_people.may_have_any(context.quote.article, ids):
            return False
        return is_named_near(context)

    def _names(self, context: QuoteContext, match: PersonMatch, mention: Mention, own: PersonMatch | None) -> bool:
        """Whether a match is as good as a name, and better than that of the speaker."""
        if match.how is MentionType.NAME and (match.exact or match.person.type != "collective"):
            return (own is None or not own.exact) and self._may_speak(context, match.person)
        if not self._article_people.may_have(context.quote.article, match.person.id):
            return False
        if match.exact:
            return own is None or (not own.exact and own.how is MentionType.ROLE)
        noun = mention.head[-1].lower()
        if match.person.type == "named" and noun not in (match.person.role or noun).lower() and noun != singular(noun):
            return False  # “analysts” does not mean a person who is an analyst
        known = bool(context.speaker.role) or context.speaker.type != "named"
        known = known or not is_named_near(context)
        is_plain = match.is_by_name or match.person.type == "collective"
        return own is None and (is_plain or (known and noun not in context.wording.generic))

    def _relayed(self, context: QuoteContext, found: Sequence[ReportingClause]) -> SpeakerFinding:
        near = reference_near(context)
        if near:
            return SpeakerFinding(MentionType.NAME if near[0] else MentionType.PRONOUN, near[1])
        return mismatch(context, context.relayer or context.speaker, found[0].at)


@lru_cache(maxsize=_KEPT)
def _read(words: str, code: str) -> tuple[ReportingClause, ...]:
    """The reporting clauses of an attribution, which may be just a name or a label."""
    known = wording(code)
    found = tokens(words, known)
    said = tuple(dict.fromkeys((*_attributed(words, code), *reporting_clauses(found, known))))
    if said or not known:
        return said
    verb = next((token for token in found if token.word in known.verbs), None)
    if verb and known.no_subjects:
        silent = Mention((verb.text,), (verb.text,), verb.start, verb.end, is_pronoun=True)
        return (ReportingClause((silent,), silent.at),)
    if label := label_clause(found, known):
        return (label,)
    mention = MentionBuilder(known).first([token for token in found if token.is_word])
    return (ReportingClause((mention,), mention.at),) if mention else ()


def _attributed(words: str, code: str) -> Iterator[ReportingClause]:
    """The reporting clauses of an attribution, found as in any sentence by the reading's attributions.

    Not in a language that the model was trained on, where word order gives the same result faster.
    """
    known = language(code)
    if known and not known.is_taught:
        reading = Reading(Article(id="", file="", headline="", language=code), SourceText(words))
        for sentence in reading.sentences:
            found, told = sentence.reporting_clauses, reading.attributions_of(sentence)
            # A speaker within the content is not its speaker: “*he* says that he was not declared guilty by Marsh”.
            places = [sentence.index_at(clause.verb.start) for clause in found]
            own = [clause for clause, at in zip(found, places, strict=True) if not any(each.tells(at) for each in told)]
            yield from own or found


def _has_pronoun(words: str, wording: Wording) -> bool:
    """Whether the speaker in an attribution is a pronoun, so that only the article identifies them."""
    return any(mention.is_pronoun for clause in _read(words, wording.code) for mention in clause.mentions)


def _matching(people: PersonLinker, person: Person, clause: ReportingClause) -> Iterator[tuple[PersonMatch, Mention]]:
    """The mentions of a clause that match a person."""
    for mention in clause.mentions:
        match = people.match(person.id, mention)
        if match:
            yield match, mention


def _best(found: Iterable[tuple[PersonMatch, Mention]]) -> tuple[PersonMatch, Mention] | None:
    return min(found, key=lambda each: _BEST_FIRST.index(each[0].how), default=None)


def _same(person: Person) -> set[str]:
    return {person.id, *person.possibly_same_as}
