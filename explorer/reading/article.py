"""Read an article: its speech, the sentences outside it, and the attributions in each."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from itertools import pairwise
from operator import attrgetter

import msgspec

from explorer.model.records import Article
from explorer.reading.attributions import Attribution, cues
from explorer.reading.caseless import caseless_code, reporting_patterns
from explorer.reading.languages import Language, language
from explorer.reading.languages.lexicon import lexicon_of
from explorer.reading.languages.recognising import code_of
from explorer.reading.languages.wording import Wording, together, wording_of
from explorer.reading.model import Model, shipped
from explorer.reading.name_rules import name_rules_of
from explorer.reading.nouns import SourceKind
from explorer.reading.quotation.detection import places_of, speech_in
from explorer.reading.quotation.headlines import HEADLINE
from explorer.reading.quotation.spans import QuotedSpan
from explorer.reading.reporting.clauses import ReportingClause, reporting_clauses
from explorer.reading.reporting.datelines import behind_dateline
from explorer.reading.reporting.mentions import Mention, MentionBuilder
from explorer.reading.sentences import attributions_in, subject_of
from explorer.reading.speech import MARKS, speech_of
from explorer.reading.text.passages import START_OF, Passage, SourceText
from explorer.reading.text.sentence_ends import ends_with_x, sentence_starts
from explorer.reading.text.tokens import QUOTED, Token
from explorer.reading.words import LONGEST, Words

_ENDS, _CALLS = (".", "!", "?", "…"), ("!", "?")
# The last characters of a word or quoted span that may end a sentence as well: an abbreviation, and quoted words.
_LAST = (".", QUOTED[-1])
_END_OF = attrgetter("end")
# The minimum probability of an attribution in the clause that contains quoted words; what separates clauses.
_OWN = 0.6
_PARTING = frozenset((",", ":", ";", "–", "—", "-"))
# The minimum probability of a cue whose reporting clause counts.
_CUE = 0.25
# The “that” of a “told” clause follows within fewer words than this: “told her on Monday *that*”.
_TO_THAT = 6
# The maximum number of words and marks in an apposition before a colon; the number of words in “den Angaben”.
_APPOSED, _STATED = 8, 2
# The minimum probability of an attribution for its speaker to be that of the sentence before.
_SPOKE = 0.7
# Search this many sentences back for the speaker that “demnach” refers to.
_TO_SOURCE = 2
# Search this many characters of a text for words of its language.
_LOOKED_AT = 4_000


class Sentence(msgspec.Struct, frozen=True, gc=False):
    """A sentence of an article: its tokens, with each quoted span as one token, and its reporting clauses.

    `number` is that of its paragraph, from 0. `is_body`: it is not a caption, and its language is known.
    """

    number: int
    tokens: tuple[Token, ...]
    reporting_clauses: tuple[ReportingClause, ...]
    is_body: bool = True

    @property
    def start(self) -> int:
        return self.tokens[0].start

    @property
    def end(self) -> int:
        return self.tokens[-1].end

    def index_at(self, offset: int) -> int:
        """The index of the token at an offset, or of the first one after it."""
        return bisect_right(self.tokens, offset, key=_END_OF)


class Reading:
    """An article, read once for all later queries."""

    def __init__(
        self, article: Article, text: SourceText, pause: Callable[[], None] = lambda: None, model: Model | None = None
    ) -> None:
        """`pause` is called repeatedly while the article is read and drafted; an exception that it raises ends that."""
        self.model = model or shipped()
        self.article = article
        self.pause = pause
        self.text = text
        self.spans: Sequence[QuotedSpan] = speech_in(article, text)
        self.speech = speech_of(article, text)
        self.wording: Wording = wording_of(article.language, text.text)
        self.language = self._language()
        # Whether the model was fitted on texts in its language; whether rules use case to read attributions there.
        self.is_taught = self.language is not None and self.language.is_taught
        self.has_final_verbs = self.language is not None and self.language.has_final_verbs
        caseless = caseless_code(article.language, text.text)
        self.caseless_patterns = reporting_patterns(caseless) if caseless else None
        self.lexicon = lexicon_of(self.wording.code)
        self.name_rules = name_rules_of(self.wording, self.lexicon)
        self._attributions: dict[tuple[int, int], tuple[Attribution, ...]] = {}
        # The words of sentences whose attributions are still unknown.
        self._words: dict[tuple[int, int], Words] = {}
        self._sentences: dict[int, Sequence[Sentence]] = {}
        # The sentence that covers each offset, since most are looked up several times.
        self._sentence_at: dict[int, Sentence | None] = {}
        self._odd: dict[int, bool] = {}

    def _language(self) -> Language | None:
        """The language, if the text contains any word of it: the default, English, may be wrong."""
        known = language(self.wording.code)
        words = self.text.text[:_LOOKED_AT].lower().split()
        if known is None or (self.model.words.isdisjoint(words) and known.glossary.keys().isdisjoint(words)):
            return None
        return known

    def is_marked_again(self, words: str) -> bool:
        """Whether words are in quotation marks in more than one place, as a term is."""
        return self._times_marked[_bare(words)] > 1

    def has_odd_marks(self, number: int) -> bool:
        """Whether the marks of a paragraph, by its number from 0, cannot all be paired."""
        if number not in self._odd:
            text, paragraph = self.text.text, self.text.paragraphs[number]
            self._odd[number] = sum(text.count(mark, paragraph.start, paragraph.end) for mark in MARKS) % 2 == 1
        return self._odd[number]

    @cached_property
    def _times_marked(self) -> Counter[str]:
        return Counter(_bare(self.words(span.passage)) for span in self.spans)

    @cached_property
    def sentences(self) -> list[Sentence]:
        """The sentences outside speech, in order; a quoted span within one is a single token."""
        return [one for number in range(len(self.text.paragraphs)) for one in self.sentences_of(number)]

    def sentences_of(self, number: int) -> Sequence[Sentence]:
        """The sentences of a paragraph, by its number from 0; they are read on first use."""
        if number not in self._sentences:
            self._sentences[number] = tuple(self._sentences_in(number))
        return self._sentences[number]

    def number_at(self, offset: int) -> int:
        """The number of the paragraph at an offset, from 0."""
        return self.text.paragraph_at(offset) - 1

    def is_headline(self, number: int) -> bool:
        """Whether a paragraph may be the headline: the first one, unless it is long."""
        first = self.text.paragraphs[0]
        return number == 0 and first.end - first.start <= HEADLINE

    def sentence_at(self, offset: int) -> Sentence | None:
        """The sentence that covers an offset; None outside the body text."""
        if offset not in self._sentence_at:
            self._sentence_at[offset] = self._find_sentence(offset)
        return self._sentence_at[offset]

    def _find_sentence(self, offset: int) -> Sentence | None:
        number = self.number_at(offset)
        quoted = self.speech.between(Passage(offset, offset + 1))
        for each in range(self.number_at(quoted[-1].end - 1) if quoted else number, number - 1, -1):
            sentence = next((one for one in reversed(self.sentences_of(each)) if one.start <= offset), None)
            if sentence:
                return sentence if offset < sentence.end else None
        return None

    def index_at(self, offset: int) -> int:
        """The index of the sentence at an offset, or of the last one before it; negative if there is none."""
        return bisect_right(self._starts, offset) - 1

    @cached_property
    def _starts(self) -> list[int]:
        return [one.start for one in self.sentences]

    def attributions_of(self, sentence: Sentence) -> tuple[Attribution, ...]:
        """The attributions that the model finds in a sentence; none if its language is unknown."""
        # Sentences can share a start where one quote continues through their paragraphs.
        place = sentence.start, sentence.end
        if place not in self._attributions:
            known, attributions = self.language if sentence.is_body else None, tuple[Attribution, ...]()
            if known:
                words = self._words_of(sentence, known)
                found = attributions_in(sentence.tokens, words, self.model, known, self.name_rules)
                attributions = self._by_writings(sentence.tokens, tuple(found))
                del self._words[place]
            self._attributions[place] = attributions
        return self._attributions[place]

    def _words_of(self, sentence: Sentence, language: Language) -> Words:
        """A sentence as input of the model, first for its cues and then for its attributions."""
        place = sentence.start, sentence.end
        words = self._words.get(place)
        if words is None:
            words = self._words[place] = Words(sentence.tokens, self.model, language.glossary)
        return words

    def sourced(self, sentence: Sentence, least: float = 0.0) -> list[Attribution]:
        """The attributions of a sentence that name a source and have at least this probability."""
        return [each for each in self.attributions_of(sentence) if each.source and each.p_with_source >= least]

    def _by_writings(self, tokens: Sequence[Token], found: Sequence[Attribution]) -> tuple[Attribution, ...]:
        """Attributions to a document with a participle after it, which is no cue itself.

        “*Agency notes* released Monday revealed that …”, where “notes” could be a verb and “released” a name.
        """
        name_rules, nouns = self.name_rules, self.name_rules.nouns
        last = max((attribution.cue for attribution in found), default=-1)
        texts = [token.text for token in tokens[: last + 2]]
        writings = [
            n
            for n, (noun, behind) in enumerate(pairwise(texts))
            if name_rules.is_verbal(behind) and nouns.kind_of(noun) is SourceKind.WRITING and nouns.is_plural(noun)
        ]
        if not writings:
            return tuple(found)
        first = writings[0]
        kept = [each for each in found if each.cue == last or each.cue not in writings]
        for n, each in enumerate(kept):
            if each.source and first < each.cue:
                begin, end = first, first + 1
                while begin and tokens[begin - 1].is_word and not name_rules.is_function(tokens[begin - 1].text):
                    begin -= 1
                if begin <= each.source[0] <= end:
                    kept[n] = msgspec.structs.replace(each, source=(begin, end), source_p=1.0)
        return tuple(kept)

    def in_clause_of(self, start: int) -> Sequence[Attribution]:
        """The attributions of the clause that contains quoted words, leads in to them, or follows them.

        “… *nannte sie* „absurd““, “*sagte sie* gestern: „…““, “„…“, *sagte sie*”.
        """
        sentence = self.sentence_at(start)
        if sentence is None or not self.has_final_verbs:
            return ()
        at, tokens = sentence.index_at(start), sentence.tokens

        def is_own(attribution: Attribution) -> bool:
            assert attribution.source
            first, last = min(attribution.cue, attribution.source[0]), max(attribution.cue + 1, attribution.source[1])
            if at < first:
                between = [token.word for token in tokens[at + 1 : first]]
                return not _PARTING.intersection(between[between[:1] == [","] :])
            if first < at < last:  # “…, *der* ihn „klug“ *nannte*”
                return at < attribution.cue and not _PARTING.intersection(
                    token.word for token in tokens[at + 1 : attribution.cue]
                )
            between = self._without_relative([token.word for token in tokens[last:at]])
            if between[-1:] == [":"]:
                between.pop()
                is_apposed = between[:1] == [","] and len(between) <= _APPOSED  # “sagte Ruiz, *der Bürgermeister*: „…““
                between = between[is_apposed:]
            return not _PARTING.intersection(between)

        return list(filter(is_own, self.sourced(sentence, _OWN)))

    def _without_relative(self, words: Sequence[str]) -> list[str]:
        """Words without the relative clauses between commas: “lobte den Wirt*, der kam,* als „klug“”."""
        sets = self.language.sets if self.language else {}
        opens = together(sets["@relatives"], sets["@whom"])
        commas = [n for n, word in enumerate(words) if word == ","]
        for begin, end in pairwise(commas):
            if words[begin + 1] in opens:
                return [*words[:begin], *words[end + 1 :]]
        return [*words]

    def clause_of(self, sentence: Sentence, found: Attribution) -> ReportingClause | None:
        """The reporting clause of an attribution, with its cue and source; None if the sentence names no source.

        The source is taken from the clause that was read around the cue, where there is one.
        """
        cue = sentence.tokens[found.cue]
        read = next(
            (clause for clause in sentence.reporting_clauses if clause.verb.start <= cue.start < clause.verb.end), None
        )
        begin, end = self._without_verb(sentence, *found.source) if found.source else (0, 0)
        is_owner = begin + 1 == end == found.cue and sentence.tokens[begin].word in self.wording.his
        if is_owner and not self.has_final_verbs:  # “*his* claim”
            return ReportingClause((MentionBuilder(self.wording).pronoun(sentence.tokens[begin]),), cue.at)
        if read and found.source and found.source_p < 1 and self._is_clear(sentence, read, is_before=begin < found.cue):
            return read
        if self._is_passive(sentence.tokens, found.cue):
            return None  # “*he was told*”, “*it was expected*”
        if found.source is None:
            told = read.mentions[-1] if read else None
            is_thing = told is not None and not (told.is_pronoun or told.head[-1][0].isupper())
            return None if self.has_final_verbs or (self.is_taught and is_thing) else read  # “the *plan* calls for”
        if referring := self._referring(sentence.tokens[begin:end]):
            return ReportingClause((referring,), cue.at)
        is_ordered = not self.has_final_verbs
        tokens, mentions = sentence.tokens[begin:end], MentionBuilder(self.wording)
        limit = found.cue if end <= found.cue else len(sentence.tokens)
        last = min(mentions.end_of_whole(sentence.tokens, end), limit) if is_ordered else end
        whole = sentence.tokens[begin:last]
        mention = mentions.strict(tokens, whole) or mentions.subject(tokens)
        if mention is None or (len(mention.head) == 1 and mention.head[0] in self.wording.auxiliaries):
            return None
        return ReportingClause((mention,), cue.at)

    def _is_clear(self, sentence: Sentence, read: ReportingClause, *, is_before: bool) -> bool:
        """Whether a source is on the same side of its verb as the other one, and does not end with a verb."""
        mention = read.mentions[0]
        begin, end = sentence.index_at(mention.start), sentence.index_at(mention.end - 1) + 1
        rest = sentence.tokens[self._without_verb(sentence, begin, end)[1] : end]
        is_verb = bool(rest) and not any(
            token.is_capital for token in rest
        )  # “*agency notes released* Monday revealed”
        return (mention.start < read.verb.start) == is_before and not is_verb

    def _clauses_with_cues(self, sentence: Sentence) -> tuple[ReportingClause, ...]:
        """The reporting clauses whose verb probably is a cue, not a noun: “the average *estimate*”.

        Nor may it be a passive that reports another's finding: “a body was *found*”.
        """
        tokens, language = sentence.tokens, self.language

        def is_told(clause: ReportingClause) -> bool:
            at = sentence.index_at(clause.verb.start)
            if clause.verb.end > tokens[at].end or self._is_quoted_as(tokens, at):
                return True  # “according to”
            if clause.mentions[0].start < clause.verb.start and self._is_passive(tokens, at):
                return False
            if tokens[at].word in self.wording.inverted:
                return True  # “said”
            behind = (token.word for token in tokens[at + 1 : at + _TO_THAT])
            if tokens[at].word in self.wording.heard and not self.wording.that.isdisjoint(behind):
                return True  # “had told her on Monday that”
            found = cues(self._words_of(sentence, language), self.model) if language else ()
            return any(cue == at and p >= _CUE for cue, p in found)

        return tuple(filter(is_told, sentence.reporting_clauses))

    def _is_quoted_as(self, tokens: Sequence[Token], at: int) -> bool:
        """Whether a verb reports what its subject says: “was *quoted* as saying”."""
        behind = [token.word for token in tokens[at + 1 : at + 3]] if tokens[at].word in self.wording.as_saying else []
        return not self.wording.quoted_as.isdisjoint(behind[:1]) and not self.wording.participles.isdisjoint(behind)

    def _is_passive(self, tokens: Sequence[Token], at: int) -> bool:
        """Whether a verb is in the passive, so that its subject is not the speaker: “*was eventually found*”."""
        verb, wording = tokens[at].word, self.wording
        is_thought = verb in self.lexicon.thinking and verb not in wording.as_saying
        while at and wording.is_adverb(tokens[at - 1].word):
            at -= 1
        is_told = at > 0 and tokens[at - 1].word in wording.passives
        return is_told and (is_thought or verb in wording.heard)

    def _referring(self, source: Sequence[Token]) -> Mention | None:
        """A source that refers to an earlier one, as a pronoun mention.

        “*Demnach*”, “*ihrer* Ansicht nach”, “nach *eigenen* Angaben”, “*den Angaben* zufolge”.
        """
        if self.language is None or not self.has_final_verbs:
            return None
        sets, last = self.language.sets, source[-1]
        first = self.language.glossary.get(source[0].word)
        if len(source) == 1:
            refers = last.word in sets["@referring"] | sets["@own"] | self.wording.his
        else:
            refers = len(source) == _STATED and last.word in sets["@statements"] and first in ("the", "this")
        if not refers:
            return None
        whole = tuple(token.text for token in source)
        return Mention(whole, (last.text,), source[0].start, last.end, is_pronoun=True)

    def referred(self, mention: Mention) -> ReportingClause | None:
        """The earlier source that a word refers to: “nach *eigenen* Angaben”, “*den Angaben* zufolge”.

        This is the subject of the sentence, or a speaker in one of the two sentences before it.
        """
        sets, word = self.language.sets if self.language else {}, mention.head[0].lower()
        at = self.index_at(mention.start)
        if not sets or at < 0:
            return None
        if word in sets["@own"]:
            return self.subject_of(self.sentences[at])
        if word not in sets["@referring"] | sets["@statements"]:
            return None
        for earlier in reversed(self.sentences[max(0, at - _TO_SOURCE) : at]):
            if attributions := self.sourced(earlier, _OWN):
                return self.clause_of(earlier, attributions[-1])
        return None

    def taken_up(self, number: int) -> tuple[ReportingClause, Attribution] | None:
        """The speaker of a sentence that only the next one names: “Der Damm hält. *Das teilte die Stadt mit.*”"""
        before, *behind = self.sentences[number : number + 2]
        sentence = behind[0] if behind else None
        if self.language is None or sentence is None or before.number != sentence.number:
            return None
        word, verbs = sentence.tokens[0].word, self.language.sets["@telling"]
        is_it = word in self.language.sets["@it"] and word not in self.wording.pronouns
        if not is_it or any(token.word == QUOTED for token in sentence.tokens):
            return None
        is_denied = any(token.word in self.wording.turned_after for token in sentence.tokens)
        is_told = any(token.word == QUOTED for token in before.tokens) and self.sourced(before, _OWN)
        if is_denied or is_told or before.tokens[-1].word == "?":
            return None
        for found in self.sourced(sentence, _SPOKE):
            clause = self.clause_of(sentence, found)
            is_one = all(token.word != "," for token in sentence.tokens[: found.cue])  # unlike “Das hilft, sagte Ruiz”
            if clause and is_one and found.source and found.source[0] > 1 and sentence.tokens[found.cue].word in verbs:
                return clause, found
        return None

    def subject_of(self, sentence: Sentence) -> ReportingClause | None:
        """The subject of a sentence, if it may speak; None where only the words show it, as in English."""
        known = self.language if sentence.is_body else None
        span = subject_of(sentence.tokens, self.model, known, self.name_rules) if known else None
        if span is None:
            return None
        tokens = sentence.tokens[slice(*span)]
        mentions, last = MentionBuilder(self.wording), tokens[-1]
        mention = mentions.strict(tokens) or mentions.subject(tokens)
        return ReportingClause((mention,), last.at) if mention else None

    def _without_verb(self, sentence: Sentence, begin: int, end: int) -> tuple[int, int]:
        """A mention without a verb after its first words, and where it ends: “*Trump* took”, “*a group* shows”."""
        own = self.lexicon
        verbs = together(own.finite, own.past, self.wording.verbs)
        for n in range(begin + 1, end):
            token = sentence.tokens[n]
            is_past = token.word.endswith(self.wording.past_endings) and sentence.tokens[n - 1].is_capital
            if (token.word in verbs or is_past) and not token.is_capital:
                return begin, n
        return begin, end

    def words(self, passage: Passage) -> str:
        return self.text.text[passage.start : passage.end]

    def _sentences_in(self, number: int) -> Iterator[Sentence]:
        paragraph = self.text.paragraphs[number]
        tokens = list(self.speech.tokens_of(paragraph, self.wording))
        if self._outside_body:
            tokens = [token for token in tokens if not self.is_outside_body(token.start)]
        begin, ends = 0, self._ends_in(paragraph, tokens)
        for n, token in enumerate(tokens):
            is_end = n in ends or n + 1 == len(tokens) or n + 1 - begin == LONGEST
            if is_end or (token.word[-1] in _LAST and self._parts(tokens, n)):
                yield self._sentence(number, tokens[begin : n + 1])
                begin = n + 1

    @cached_property
    def _outside_body(self) -> list[Passage]:
        """The lines outside the body text, except captions, which give names in full; none overlaps another."""
        found: list[Passage] = []
        for at in places_of(self.text, (*self.article.furniture, *self.article.corrections)):
            if found and at.start <= found[-1].end:
                found[-1] = Passage(found[-1].start, max(found[-1].end, at.end))
            else:
                found.append(at)
        return found

    @cached_property
    def _captions(self) -> list[Passage]:
        return places_of(self.text, self.article.captions)

    def is_outside_body(self, offset: int) -> bool:
        """Whether an offset is in a line outside the body text."""
        at = bisect_right(self._outside_body, offset, key=START_OF) - 1
        return at >= 0 and offset < self._outside_body[at].end

    def _ends_in(self, paragraph: Passage, found: Sequence[Token]) -> set[int]:
        """The indices of the tokens that end a sentence of a paragraph, judging by the mark and what follows."""
        starts = [at for _, at in sentence_starts(self.text.text, paragraph.start, paragraph.end, self._code)]
        ends = set()
        for n, (before, after) in enumerate(pairwise(found) if starts else ()):
            if before.word in _ENDS:
                first = bisect_left(starts, before.end)
                if first < len(starts) and starts[first] <= after.start:
                    ends.add(n)
        return ends

    @cached_property
    def _code(self) -> str:
        return code_of(self.article.language, self.text.text)

    def _parts(self, found: Sequence[Token], at: int) -> bool:
        """Whether quoted words end a sentence, since they end with its mark and a capital follows."""
        token, after = found[at], found[at + 1]
        if token.word != "." and token.word.endswith("."):  # “at 3 p.m. One of them”, “of Calder Inc. But Ruiz”
            is_title = token.word.strip(".") in self.wording.bare_titles  # “Mr. He”
            is_end = not is_title and after.word in self.wording.outside_names
            is_end = is_end or ends_with_x(self.text.text, token.end - 1)
            return after.is_capital and is_end
        last = token.text.rstrip(MARKS + " ")[-1:] if token.word == QUOTED else ""
        if not last or last not in _ENDS:
            return False
        return after.word == QUOTED or (after.is_capital and last not in _CALLS)

    def _sentence(self, number: int, found: Sequence[Token]) -> Sentence:
        self.pause()
        is_caption = any(passage.start <= found[0].start < passage.end for passage in self._captions)
        is_body = bool(self.wording) and not is_caption
        is_ordered = is_body and not self.has_final_verbs
        clauses = tuple(reporting_clauses(_without_points(found), self.lexicon.telling)) if is_ordered else ()
        sentence = Sentence(number, tuple(found), clauses, is_body)
        if not is_body or self.language is None:
            return sentence
        if self.is_taught:
            told = self._clauses_with_cues(sentence) if clauses else ()
            return msgspec.structs.replace(sentence, reporting_clauses=told)
        # Where a subject may follow its verb anywhere, only the attributions show it.
        read = [clause for attribution in self.sourced(sentence) if (clause := self.clause_of(sentence, attribution))]
        verbs = {clause.verb.start for clause in read}
        read += [clause for clause in clauses if clause.verb.start not in verbs]
        read.sort(key=lambda clause: clause.verb.start)
        return msgspec.structs.replace(sentence, reporting_clauses=tuple(read))


def _without_points(found: Sequence[Token]) -> list[Token]:
    """The tokens of a sentence after its dateline, without the full stops of abbreviations: “Pruett Inc. said”."""
    begin, last = behind_dateline(found), len(found) - 1
    return [token for n, token in enumerate(found) if n >= begin and (token.word != "." or n == last)]


def _bare(words: str) -> str:
    """Quoted words, normalised for comparison: without marks and punctuation at their ends."""
    return words.strip(MARKS + " .,").casefold()
