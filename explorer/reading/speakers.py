"""Resolve the speaker of each utterance of an article, and give the basis for it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum

import msgspec

from explorer.reading.article import Reading, Sentence
from explorer.reading.entities.entity import Entity, EntityMention
from explorer.reading.entities.index import EntityIndex
from explorer.reading.entities.pronouns import Antecedent, PronounResolver
from explorer.reading.languages import Language
from explorer.reading.languages.wording import together
from explorer.reading.nearby_clauses import Nearness, clause_near
from explorer.reading.nouns import SourceKind
from explorer.reading.quotation.label_names import may_speak
from explorer.reading.quotation.spans import QuotedSpan
from explorer.reading.reporting.clauses import ReportingClause
from explorer.reading.reporting.mentions import Mention, MentionBuilder, whole_of
from explorer.reading.speech import MARKS
from explorer.reading.text.passages import Passage
from explorer.reading.text.tokens import QUOTED, tokens
from explorer.reading.text.word_forms import folded

# What separates a name from the organisation that the person speaks for.
_FOR = re.compile(r"[,;]\s|\s[|–—]\s")
# A name after quoted words and a dash, with nothing after it.
_SIGNED = re.compile(r"[”“\"»’'.,!? ]*[―—–-]+\s*([^\W\d_].{0,120})", re.DOTALL)
# In characters: how far after the words for a person their name may begin.
_BESIDE = 2
# From this probability on, a clause nearby beats other candidates, even if its source is no entity of the draft.
_PLAIN = 0.5
# The minimum probability of an entity that only word order identifies as a speaker.
_WRITTEN = 0.5
# A noun follows its article within fewer words than this.
_TO_NOUN = 4
# The minimum probability of an attribution in the sentence before quoted words.
_OWN = 0.6
_UNMARKED = str.maketrans("", "", MARKS.replace("'", "").replace("’", ""))
# The maximum number of letters in the initials of a person or an acronym.
_LETTERS = 4
# The label of answers in an interview that has “Q” for the questions.
_ANSWER = "a"


class AttributionBasis(StrEnum):
    """The basis of an attribution to a speaker, the surest first."""

    LABEL = "label"
    BESIDE = "words of saying beside it"
    GOING_ON = "goes on after words of saying"
    SENTENCE = "words of saying in its sentence"
    PARAGRAPH = "who speaks in its paragraph"
    NAMED = "who its sentence tells of"
    BEFORE = "who the paragraph before tells of"
    NOBODY = "nobody"


_BASES = {
    Nearness.RIGHT_BESIDE: AttributionBasis.BESIDE,
    Nearness.GOING_ON: AttributionBasis.GOING_ON,
    Nearness.SAME_SENTENCE: AttributionBasis.SENTENCE,
}
_GUESSED = (AttributionBasis.NAMED, AttributionBasis.BEFORE)


class Speaker(msgspec.Struct, frozen=True):
    """A speaker. `at` is the mention; `alone`: it can mean nobody else nearby.

    `p` is the probability of the antecedent, if the mention is a pronoun.
    """

    basis: AttributionBasis
    entity: Entity | None = None
    at: Passage | None = None
    clause: ReportingClause | None = None
    is_pronoun: bool = False
    alone: bool = True
    p: float = 1.0


class SpeakerResolver:
    """Resolves speakers in text order."""

    def __init__(self, reading: Reading, entities: EntityIndex) -> None:
        self._reading = reading
        self._entities = entities
        self._own = reading.lexicon
        self._declined = tuple(reading.language.sets["@declined"]) if reading.language else ()
        self.pronouns = PronounResolver(reading, entities)
        self._labelled: dict[str, Entity] = {}
        self._unlisted: dict[str, Entity] = {}
        self._antecedents: dict[int, Antecedent | None] = {}
        # The paragraphs that consist of speech only.
        self._speech_alone: dict[int, bool] = {}

    def note(self, speaker: Speaker) -> None:
        """Note the speaker of a span, since later pronouns may refer to them.

        Call this for all spans of the text, in order, before any other query: otherwise the answers would depend on the
        order of the queries.
        """
        if speaker.clause and speaker.entity and speaker.at:
            at, entity = speaker.at, speaker.entity
            self.pronouns.note_speaker(EntityMention(at.start, at.end, entity, acts=True))

    def of_span(
        self, span: QuotedSpan, before: Sequence[tuple[QuotedSpan, Speaker]], around: ReportingClause | None = None
    ) -> Speaker:
        """The speaker of a span; `before` is the spans before it, with their speakers.

        `around` is the reporting clause of the paraphrase that contains it.
        """
        if span.label:
            return self._by_label(span.label)
        if signed := self._signed(span):
            return signed
        near = clause_near(self._reading, span.parts or (span.passage,))
        if around and not (near and self._is_clause_of_span(span, near.clause, around)):
            return self.of_clause(around, AttributionBasis.SENTENCE)
        said = self.of_clause(near.clause, _BASES[near.nearness]) if near else None
        if near and said and (said.entity or said.is_pronoun or around or near.p >= _PLAIN):
            return said
        others = (self._written_in, self._taken_up, self._led_to)
        other = next((speaker for each in others if (speaker := each(span))), None)
        other = other or self._in_paragraph(span, before) or self._farther(span) or self._told_of(span)
        return other or Speaker(AttributionBasis.NOBODY)

    def _is_clause_of_span(self, span: QuotedSpan, clause: ReportingClause, around: ReportingClause) -> bool:
        """Whether a reporting clause belongs to a span itself, though it is in the content of another clause."""
        if clause.verb == around.verb:
            return True
        sentence = self._reading.sentence_at(span.start)
        own = self._reading.in_clause_of(span.start) if sentence else ()
        verbs = {sentence.tokens[attribution.cue].start for attribution in own} if sentence else set()
        return self._is_near(span, clause) or clause.verb.start in verbs

    def _is_near(self, span: QuotedSpan, clause: ReportingClause) -> bool:
        """Whether at most punctuation separates a span from a clause after it: “…”, *sagte* Ruiz laut Post."""
        gap = self._reading.text.text[span.end : clause.verb.start]
        return span.end < clause.verb.start and not any(map(str.isalnum, gap))

    def of_clause(self, clause: ReportingClause, basis: AttributionBasis) -> Speaker:
        """The speaker of a reporting clause."""
        return self._or_described(self._of_clause(clause, basis))

    def _or_described(self, speaker: Speaker) -> Speaker:
        """A speaker who is in no word list, but is described by a noun for a source: “*the study* found”."""
        mention = speaker.clause.mentions[0] if speaker.clause else None
        is_known = speaker.entity is not None and speaker.entity.type != "anonymous"
        if is_known or speaker.clause is None or mention is None or mention.is_pronoun:
            return speaker
        if not self._reading.is_taught:
            return speaker  # `_unlisted_entity` decides
        rules = self._entities.name_rules
        if speaker.entity or rules.nouns.kind_of(mention.head[-1]) is None or rules.is_verbal(mention.whole[0]):
            return speaker
        entity = self._entities.described(mention)
        return msgspec.structs.replace(speaker, entity=entity) if entity and entity.is_described else speaker

    def _named_beside(self, clause: ReportingClause, mention: Mention, *, is_described: bool) -> EntityMention | None:
        """The name beside a description: “*Ana Ruiz*, a cook and captain, said”, “cook and poet *Ana Ruiz* said”.

        A name right before the verb does not count after a description that has an article: “a spokesman for Ana Ruiz
        said”; but “ambassador to Olmok *Ana Ruiz* said”, “said cook and poet *Ana Ruiz*, who”.
        """
        if not self._reading.is_taught:
            return None
        text, verb = self._reading.text.text, clause.verb.start
        owners = together(self._own.articles, self._own.indefinite, self._reading.wording.his)
        is_apart = is_described and mention.whole[0].lower() in owners
        end = verb if mention.start < verb else self._end_of_words(mention.end)
        seen = [each for each in self._entities.before(end) if each.entity.type == "named"]
        if seen and not is_apart and mention.start < seen[-1].start and not text[seen[-1].end : end].strip():
            return seen[-1]
        if mention.start > verb or not text[mention.end : verb].rstrip(MARKS + " ").endswith(","):
            return None
        return next((each for each in reversed(seen) if text[each.end : mention.start] == ", "), None)

    def _end_of_words(self, offset: int) -> int:
        """The end of the words from an offset on, at the next punctuation of the sentence."""
        sentence = self._reading.sentence_at(offset)
        rest = [token for token in sentence.tokens if token.start >= offset] if sentence else []
        return next((token.start for token in rest if not token.is_word), rest[-1].end if rest else offset)

    def _of_clause(self, clause: ReportingClause, basis: AttributionBasis) -> Speaker:
        mention, entity, alone = self._mention(clause)
        entity = entity or self._unlisted_entity(clause, mention)
        is_name = mention.is_pronoun or (entity is not None and entity.type != "anonymous")
        named = None if is_name else self._named_beside(clause, mention, is_described=entity is not None)
        if named:
            return Speaker(basis, named.entity, named.at, clause)
        at = whole_of(self._reading.text.text, mention, self._own)
        meant = self.antecedent_of(mention) if mention.is_pronoun else None
        return Speaker(basis, entity, at, clause, mention.is_pronoun, alone, meant.p if meant else 1.0)

    def _unlisted_entity(self, clause: ReportingClause, mention: Mention) -> Entity | None:
        """An entity in no word list that only word order identifies as a speaker.

        None in the language that the model was fitted on, where the model itself decides which mentions can be sources.
        """
        language, sentence = self._reading.language, self._reading.sentence_at(clause.verb.start)
        if language is None or language.is_taught or mention.is_pronoun or sentence is None:
            return None
        attributions = self._reading.attributions_of(sentence)
        cues = (sentence.tokens[each.cue].start for each in attributions if each.p_with_source >= _WRITTEN)
        return self._by_words(clause, mention, language) if clause.verb.start in cues else None

    def _by_words(self, clause: ReportingClause, mention: Mention, language: Language) -> Entity | None:
        """An entity in no word list, from the words of its mention; None if they cannot be an entity's."""
        whole = " ".join(mention.whole)
        words = whole.translate(_UNMARKED).replace(" - ", "- ").split()
        is_described = words[0].lower() in self._own.articles | self._own.before_nouns
        if not language.has_final_verbs:  # “explica *el alcalde*”: anything else beside a verb may be no speaker
            gap = self._reading.text.text[clause.verb.end : mention.start]
            if not (is_described and clause.verb.end < mention.start and gap.isspace()):
                return None
        bare = self._entities.name_rules.bare(" ".join(words)).split()
        is_described = is_described or not bare[0][0].isupper()
        is_marked = len(whole) > len(" ".join(words))
        is_nobody = not (is_marked or self._is_in_frame(clause, mention, language)) and self._is_nobody(words, bare)
        if is_nobody or not self._entities.name_rules.is_name(bare):
            return None
        key = " ".join(bare).casefold()
        if key not in self._unlisted:
            self._unlisted[key] = self._entities.add_unlisted(words, bare, is_described=is_described)
        return self._unlisted[key]

    def _is_in_frame(self, clause: ReportingClause, mention: Mention, language: Language) -> bool:
        """Whether a frame shows that a mention speaks, whatever its noun: “nach Angaben *des Senders*”."""
        if not language.has_final_verbs:
            return False  # “selon *la taille*”, “segundo *o desejo*”
        frame, views = self._reading.words(clause.verb).lower(), language.sets["@opinions"]
        is_held = mention.start > clause.verb.end + 1 and frame in language.sets["@after"]
        is_frame = language.glossary.get(frame) == "according" or is_held
        return is_frame and mention.head[-1].lower() not in views  # unlike “*Gerüchten* zufolge”

    def _is_nobody(self, words: Sequence[str], bare: Sequence[str]) -> bool:
        """Whether words beside a verb cannot be a speaker: “*Ziele* seien”, “in *einem Saal*”."""
        name_rules = self._entities.name_rules
        if self._own.agents and bare[0].islower():  # “dijo el *cabrero*”, unlike “dice la *iniciativa*”
            return name_rules.nouns.kind_of(bare[0]) is None and not bare[0].endswith(self._own.agents)
        if len(bare) > 1 and folded(bare[0]) in self._own.people:
            return False
        is_definite = words[0].lower() in self._own.articles - self._own.indefinite
        is_writing = any(name_rules.nouns.kind_of(word) is SourceKind.WRITING for word in bare)
        if name_rules.is_function(words[0]) and not is_definite and bare[0][0].isupper() and not is_writing:
            return True  # “*Jeder* Deutsche”, unlike “in *einem Brief*”
        end = next((n for n in range(1, len(bare)) if name_rules.is_function(bare[n])), len(bare))
        is_group = bare[0].isupper() or " ".join(bare).lower() in self._own.known_groups
        if is_group or any(map(name_rules.nouns.kind_of, bare[:end])):
            return False
        is_common = name_rules.nouns.is_common
        names = (word for word in bare[:end] if word[0].isupper() and not word.endswith(self._declined))
        is_name = end > 1 and not all(map(is_common, names))
        is_noun = is_common(bare[end - 1]) and not is_name  # unlike “*Talwacht* Deutschland”
        return is_noun or not (words == bare or is_definite)

    def relayer_of(self, speaker: Speaker) -> Entity | None:
        """The relayer of a speaker's words: ““Yes,” Ruiz told him, according to *an aide*”."""
        if speaker.clause is None or speaker.basis is not AttributionBasis.BESIDE:
            return None
        sentence = self._reading.sentence_at(speaker.clause.at.start)
        behind = (
            clause
            for clause in (sentence.reporting_clauses if sentence else ())
            if clause.at.start > speaker.clause.at.end
        )
        framed = next((clause for clause in behind if self._is_framed(clause)), None)
        entity = self.of_clause(framed, AttributionBasis.SENTENCE).entity if framed else None
        return entity if entity is not speaker.entity else None

    def _is_framed(self, clause: ReportingClause) -> bool:
        frame = tuple(self._reading.words(clause.verb).lower().split())
        return frame in self._reading.wording.frames

    def _mention(self, clause: ReportingClause) -> tuple[Mention, Entity | None, bool]:
        """The best mention of the speaker in a clause, its entity, and whether it is the only candidate."""
        clear = self._entities.name_rules.clear_first(clause.mentions, self._reading.text.text)
        known = [(mention, entity) for mention in clear if (entity := self._entities.named(mention))]
        if known:
            # “The captain, *Ana Ruiz*, said”
            first = known[0][1]
            names = (each for each in known if first.type != "named" or each[1] is first)
            mention, entity = next((each for each in names if _is_name_of(*each)), known[0])
            return mention, entity, not self._entities.is_open(mention)
        mention = clause.mentions[0]
        if mention.is_pronoun and (referred := self._reading.referred(mention)):
            named, entity, _ = self._mention(referred)
            entity = entity or self._unlisted_entity(referred, named) or self._entities.described(named)
            if entity:
                return mention, entity, True
        if mention.is_pronoun:
            meant = self.antecedent_of(mention)
            return mention, meant.entity if meant else None, meant is None or meant.alone
        # A name with a word that looks like another may follow a role: “founder *Do Kwon*”; not “a Toshiba *study*”.
        near = self._entities.within(mention.start, mention.end + _BESIDE)
        last = next((other for other in reversed(near) if not other.entity.is_described), None)
        if last and any(map(str.isalpha, self._reading.text.text[last.end : mention.end])):
            return mention, self._entities.described(mention), True
        if last and last.entity.type == "named":
            return mention, last.entity, True
        return mention, self._entities.apposed_to(mention) or self._entities.surnamed(mention.head[-1]), True

    def antecedent_of(self, pronoun: Mention) -> Antecedent | None:
        """The antecedent of a pronoun, given all earlier queries; None if it is left open."""
        if pronoun.start not in self._antecedents:
            self._antecedents[pronoun.start] = self.pronouns.antecedent_of(pronoun)
        return self._antecedents[pronoun.start]

    def _by_label(self, label: Passage) -> Speaker:
        words = tokens(self._reading.text.text, self._reading.wording, label.start, label.end)
        plain = [token for token in words if token.is_word]
        mention = MentionBuilder(self._reading.wording).strict(plain) if self._reading.wording else None
        text = self._reading.words(label).strip().strip(":")
        key = text.casefold()
        if key == _ANSWER and self._entities.main:  # an interview of one person
            return Speaker(AttributionBasis.LABEL, self._entities.main, label, alone=False)
        entity = (self._entities.named(mention) if mention else None) or self._labelled.get(key)
        if entity is None and self._entities.name_rules.is_label(text.split()):
            entity = self._of_label(text)
        if entity is None:
            return Speaker(AttributionBasis.LABEL, None, label)
        self._labelled[key] = entity
        return Speaker(AttributionBasis.LABEL, entity, label)

    def _of_label(self, text: str) -> Entity:
        """The entity of a label: one of the article, one of an earlier label, or a new one.

        Leave out the organisation that the person works for: “Ana Ruiz, *Olmok Post*”.
        """
        words = {word for word in text.casefold().replace(",", " ").split() if len(word) > 1}
        for one in (*self._entities.entities, *self._labelled.values()):
            is_named = one.type == "named" or not one.is_described
            if is_named and one.core and (one.core[-1] in words or _is_short_for(text, one)):
                return one
        own, told = self._own, text
        text = _FOR.split(text)[0].strip() or told
        first, *behind = text.casefold().split()
        known = together(own.known_things, own.known_groups, own.organisations, own.listeners)
        is_nobody = (bool(behind) and first in own.articles) or ";" in told  # “The Facts”, “Olmok, Ohio; Oct. 9”
        is_nobody = is_nobody or any(map(str.isdigit, text)) or text.casefold() in known
        is_letters = not behind and text.isupper() and len(text) <= _LETTERS and folded(text) not in own.people
        name = text.title() if text.isupper() and len(text) > 3 else text
        wording, parts = self._reading.wording, name.split()
        titles = together(wording.titles, wording.bare_titles, own.roles)
        begin = max((n for n, word in enumerate(parts[:-2], 1) if word.lower().strip(".") in titles), default=0)
        title, name = " ".join(parts[:begin]), " ".join(parts[begin:])
        entity = Entity("collective" if is_nobody else "anonymous" if is_letters else "named", tuple(name.split()))
        entity.name = name
        if title:  # “JUDGE ANA RUIZ:”
            entity.add_role(title, title.split())
        entity.forms[name] += 1
        entity.is_person = entity.type in ("named", "anonymous")
        self._entities.entities.append(entity)
        return entity

    # Without a reporting clause beside it

    def _signed(self, span: QuotedSpan) -> Speaker | None:
        """The name after a dash at the end of the line: “It leaks.” — *Ana Ruiz*."""
        text, paragraph = self._reading.text.text, self._reading.text.paragraphs[self._reading.number_at(span.start)]
        line = text.find("\n", span.end, paragraph.end)
        signed = _SIGNED.fullmatch(text, span.end, line if line >= 0 else paragraph.end)
        if signed is None or span.kind != "marks" or not signed[1][0].isupper():
            return None
        mention = next(iter(self._entities.within(signed.start(1), signed.start(1) + 1)), None)
        if mention:
            return Speaker(AttributionBasis.BESIDE, mention.entity, mention.at)
        label = Passage(signed.start(1), signed.start(1) + len(signed[1].rstrip(" .")))
        return self._by_label(label) if may_speak(self._reading.words(label)) else None

    def _taken_up(self, span: QuotedSpan) -> Speaker | None:
        """The speaker named only in the next sentence: “„Es hält.“ *Das sagte die Wirtin.*”"""
        number = self._reading.index_at(span.start)
        taken = self._reading.taken_up(number) if self._reading.has_final_verbs and number >= 0 else None
        return self.of_clause(taken[0], AttributionBasis.PARAGRAPH) if taken else None

    def _led_to(self, span: QuotedSpan) -> Speaker | None:
        """The speaker in the sentence before one that is only quoted words: “*Ruiz* warnte. „Es bricht.“”."""
        earlier = self._sentence_before(span)
        attributions = self._reading.sourced(earlier, _OWN) if earlier else []
        clause = self._reading.clause_of(earlier, attributions[-1]) if earlier and attributions else None
        speaker = self.of_clause(clause, AttributionBasis.PARAGRAPH) if clause else None
        return speaker if speaker and speaker.entity else None

    def _told_of(self, span: QuotedSpan) -> Speaker | None:
        """The subject of the sentence before one that is only quoted words: “*Die Stadt* will bauen. „Es hält.“”."""
        earlier = self._sentence_before(span)
        if earlier is None or self._reading.attributions_of(earlier):
            return None
        clause, language = self._reading.subject_of(earlier), self._reading.language
        if clause is None or language is None or clause.mentions[0].whole[0].lower() not in self._own.articles:
            return None
        speaker = self.of_clause(clause, AttributionBasis.NAMED)
        entity = speaker.entity or self._by_words(clause, clause.mentions[0], language)
        return msgspec.structs.replace(speaker, entity=entity)

    def _sentence_before(self, span: QuotedSpan) -> Sentence | None:
        """The unquoted sentence before one that is only quoted words, in the same paragraph."""
        number = self._reading.index_at(span.start)
        if not self._reading.has_final_verbs or number < 1:
            return None
        sentence, earlier = self._reading.sentences[number], self._reading.sentences[number - 1]
        is_alone = all(not token.is_word or token.word == QUOTED for token in sentence.tokens)
        if not is_alone or earlier.number != sentence.number or any(token.word == QUOTED for token in earlier.tokens):
            return None
        return earlier

    def _written_in(self, span: QuotedSpan) -> Speaker | None:
        """The document that quoted words are from: “Ruiz las *einen Brief*. Darin heißt es: „Es bricht.“”."""
        language, number = self._reading.language, self._reading.index_at(span.start)
        first = self._reading.sentences[number].tokens[0].word if number > 0 else ""
        if language is None or first not in language.sets["@therein"]:
            return None
        tokens, nouns = self._reading.sentences[number - 1].tokens, self._entities.name_rules.nouns
        end = next((n for n in range(len(tokens), 0, -1) if nouns.kind_of(tokens[n - 1].text) is SourceKind.WRITING), 0)
        articles = (n for n in range(end - 1, max(-1, end - _TO_NOUN), -1) if tokens[n].word in self._own.articles)
        words = tokens[next(articles, end - 1) : end]
        mention = MentionBuilder(self._reading.wording).strict(words) if words else None
        entity = self._entities.described(mention) if mention else None
        return Speaker(AttributionBasis.PARAGRAPH, entity, Passage(words[0].start, words[-1].end)) if entity else None

    def _in_paragraph(self, span: QuotedSpan, before: Sequence[tuple[QuotedSpan, Speaker]]) -> Speaker | None:
        """The last speaker in the same paragraph, unless its own words have had another subject since."""
        if not before:
            return None
        last, speaker = before[-1]
        number = self._reading.number_at(span.start)
        if self._reading.number_at(last.end) != number or speaker.entity is None:
            return None
        begin = max(last.end, speaker.at.end if speaker.at else 0)
        if any(
            mention.acts and mention.entity is not speaker.entity
            for mention in self._entities.within(begin, span.start)
        ):
            return None
        # If the earlier attribution is only a guess, so is this one.
        basis = speaker.basis if speaker.basis in _GUESSED else AttributionBasis.PARAGRAPH
        return msgspec.structs.replace(speaker, basis=basis)

    def _farther(self, span: QuotedSpan) -> Speaker | None:
        """The subject of the sentence; in a paragraph of speech only, that of the paragraph before."""
        number = self._reading.number_at(span.start)
        paragraph = self._reading.text.paragraphs[number]
        seen = self._entities.within(paragraph.start, paragraph.end)
        near = None if self._is_speech_alone(number) else self._near(span, seen)
        return near or self._of_paragraph(number - 1, span)

    def _is_speech_alone(self, number: int) -> bool:
        if number not in self._speech_alone:
            words = (token.is_word for each in self._reading.sentences_of(number) for token in each.tokens)
            self._speech_alone[number] = not any(words)
        return self._speech_alone[number]

    def _near(self, span: QuotedSpan, seen: Sequence[EntityMention]) -> Speaker | None:
        """The nearest subject before a span in its paragraph; otherwise the one named after it."""
        begin = self._reading.text.paragraphs[self._reading.number_at(span.start)].start
        self.pronouns.resolve_up_to(span.start)
        spoke = [mention for mention in self.pronouns.spoke if begin <= mention.start < span.start]
        seen = sorted(
            (*(mention for mention in seen if mention.entity.may_act), *spoke), key=lambda mention: mention.start
        )
        acting = [mention for mention in seen if mention.acts and mention.entity.type != "collective"] or seen
        earlier = [mention for mention in acting if mention.end <= span.start]
        chosen = earlier[-1] if earlier else next((mention for mention in acting if mention.start >= span.end), None)
        return Speaker(AttributionBasis.NAMED, chosen.entity, chosen.at) if chosen else None

    def _of_paragraph(self, number: int, span: QuotedSpan) -> Speaker | None:
        """The last subject or speaker of a paragraph."""
        if number < 0:
            return None
        paragraph = self._reading.text.paragraphs[number]
        spoke = [mention for mention in self.pronouns.spoke if paragraph.start <= mention.start < span.start]
        acting = [mention for mention in self._entities.within(paragraph.start, paragraph.end) if mention.acts]
        chosen = max([*spoke, *acting], key=lambda mention: mention.start, default=None)
        return Speaker(AttributionBasis.BEFORE, chosen.entity, chosen.at) if chosen else None


def _is_short_for(letters: str, entity: Entity) -> bool:
    """Whether letters are the initials of a full name."""
    initials = "".join(word[0] for word in entity.core).upper()
    return entity.type == "named" and len(initials) > 1 and letters.replace(".", "") == initials


def _is_name_of(mention: Mention, entity: Entity) -> bool:
    """Whether a mention ends with the last word of an entity's name."""
    return entity.type == "named" and entity.core[-1:] == (folded(mention.head[-1]),)
