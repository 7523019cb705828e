"""Find paraphrases, reported without quotation marks: “the official said *China is taking steps*”.

The attributions of a sentence give contents and sources; here they become spans, each with one mention as speaker.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate

import msgspec

from explorer.reading.article import Reading, Sentence
from explorer.reading.attributions import Attribution, Content
from explorer.reading.features import ENDS_BEFORE, Span
from explorer.reading.languages.wording import together, without
from explorer.reading.reporting.clauses import ReportingClause
from explorer.reading.text.passages import Passage, holds, overlap
from explorer.reading.text.tokens import QUOTED

# The minimum probability of a content; of two that overlap, only the more probable one counts.
_LEAST = 0.33
# If a content is less probable than this share of the one on the other side of its cue, it belongs to another cue.
_BESIDE = 0.6
# The minimum probability of an attribution for its speaker to go on in the mood of reported speech.
_SPOKE = 0.7
# Search this many words around a cue for one that negates it.
_TO_TURNED = 5
# What may separate a content from the author's rebuttal; within how many words after one such as “though” a source is
# named, and the minimum probability of its attribution.
_DASHES = ("–", "—", "--", "-", "―")
_PARTING = (",", *_DASHES)
_CLAUSE_ENDS = (",", ".")
_BEGINS, _CITED = 1, 0.3
# The minimum number of words in a paraphrase, and in one inside another.
_WORDS, _LEAST_NESTED = 2, 3
# Up to this many words that all have capitals are a name: of 16 in the dev part of PolNeAR, 3 are reported.
_NAME = 4


class Paraphrase(msgspec.Struct, frozen=True):
    """A content of a reporting clause. `relayed` is the clause of its relayer.

    `p` is the probability that it is reported with these bounds; `source` that of the mention being its source.
    `goes_on`: it is a sentence without a cue, in which the previous speaker goes on.
    """

    passages: tuple[Passage, ...]
    clause: ReportingClause
    relayed: ReportingClause | None
    p: float
    source: float
    goes_on: bool = False


class ParaphraseFinder:
    """Finds the paraphrases of an article."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._own = reading.lexicon
        self._found: dict[int, Sequence[Paraphrase]] = {}
        # Only where a mood marks reported speech may a sentence go on with the speaker of the one before.
        self._is_chained = reading.has_final_verbs
        self._last: tuple[ReportingClause, int] | None = None
        self._since: list[Sentence] = []

    def find(self) -> Iterator[Paraphrase]:
        """The paraphrases in text order. Adjacent sentences in which a speaker goes on are one, within a paragraph."""
        found: list[Paraphrase] = []
        for one in (one for number in range(len(self._reading.sentences)) for one in self.of(number)):
            if found and self._is_one(found[-1], one):
                passage = Passage(found[-1].passages[0].start, one.passages[-1].end)
                one = msgspec.structs.replace(found.pop(), passages=(passage,))
            found.append(one)
        return iter(found)

    def _is_one(self, last: Paraphrase, one: Paraphrase) -> bool:
        """Whether a paraphrase continues the one before it, with only white space between them."""
        end, begin = last.passages[-1].end, one.passages[0].start
        if not (last.goes_on and one.goes_on and last.clause == one.clause):
            return False
        gap = self._reading.text.text[end:begin]
        return gap.isspace() and self._reading.number_at(end - 1) == self._reading.number_at(begin)

    def of(self, number: int) -> Sequence[Paraphrase]:
        """The paraphrases of a sentence, by its index in the article; they are read on first use."""
        for each in range(len(self._found), number) if self._is_chained else ():
            self._read(each)
        return self._read(number) if number not in self._found else self._found[number]

    def may_hold(self, number: int, span: Passage) -> bool:
        """Whether a sentence may have a paraphrase that contains a quoted span and words of its own.

        Decide without the model, and only in the language it was fitted on: such a content comes after its cue, or ends
        before it at a mark after the span. Most sentences contain only the attribution of the quoted words.
        """
        language, sentence = self._reading.language, self._reading.sentences[number]
        if language is None or not self._reading.is_taught:
            return language is not None
        if not holds(sentence, span):
            return False
        at, cues, tokens = sentence.index_at(span.start), self._reading.model.cues, sentence.tokens
        own = [*accumulate((token.is_word for token in tokens), initial=0)]
        marked = False
        for n, token in enumerate(tokens):
            marked = marked or (n > at and token.word in ENDS_BEFORE)
            if language.glossary.get(token.word, token.word) in cues:
                if n < at and own[-1] - own[n + 1] >= _WORDS:
                    return True
                if n > at and marked and own[n] >= _WORDS:
                    return True
        return False

    def _read(self, number: int) -> Sequence[Paraphrase]:
        self._reading.pause()
        sentence = self._reading.sentences[number]
        paraphrases = tuple(self._in(sentence)) if sentence.is_body else ()
        paraphrases = self._found[number] = paraphrases or tuple(self._taken_up(number))
        if paraphrases:
            outer = [
                paraphrase
                for paraphrase in paraphrases
                if not any(_is_within(paraphrase, other) for other in paraphrases)
            ]
            self._last, self._since = (outer[-1].clause, sentence.number), []
        elif sentence.is_body and self._is_chained:
            self._since.append(sentence)
        return paraphrases

    def _earlier(self, sentence: Sentence, told: Span) -> ReportingClause | None:
        """The last speaker before a sentence in the mood of reported speech, who may go on.

        A speaker of the previous paragraph goes on only in a sentence with quoted words. The subject of a sentence
        without a reporting verb goes on only in the next one, unless it is a group whose name is an acronym.
        """
        for n, each in enumerate(reversed(self._since)):
            if each.number != sentence.number:
                break
            about = self._reading.subject_of(each) if n == 0 else None
            is_group = about is not None and about.mentions[0].head[-1].isupper()
            if clause := self._speaks_in(each) or (None if is_group else about):
                self._last = clause, sentence.number
                break
        self._since.clear()
        back = any(token.word == QUOTED for token in sentence.tokens[slice(*told)])
        return self._last[0] if self._last and self._last[1] >= sentence.number - back else None

    def _taken_up(self, number: int) -> Iterator[Paraphrase]:
        """The sentence before, if only this one names its speaker: “Der Damm hält. *Das teilte die Stadt mit.*”"""
        before = self._reading.sentences[number - 1] if number and self._is_chained else None
        taken = self._reading.taken_up(number - 1) if before and not self._found[number - 1] else None
        if before and taken:
            clause, found = taken
            yield Paraphrase((Passage(before.start, before.end),), clause, None, found.p, found.source_p)

    def _speaks_in(self, sentence: Sentence) -> ReportingClause | None:
        """The clause of the last probable attribution in a sentence, regardless of contents."""
        attributions = self._reading.sourced(sentence, _SPOKE)
        return self._reading.clause_of(sentence, attributions[-1]) if attributions else None

    def _in(self, sentence: Sentence) -> Iterator[Paraphrase]:
        """The paraphrases of a sentence."""
        paraphrases: list[Paraphrase] = []
        before: ReportingClause | None = None
        for attribution in self._reading.attributions_of(sentence):
            contents = self._contents(sentence, attribution)
            clause = self._reading.clause_of(sentence, attribution) or self._going_on(sentence, attribution.cue, before)
            if clause and clause.mentions[0].start > sentence.tokens[attribution.cue].start:  # “told EFE *the mayor*”
                contents = [content for content in contents if not _names(sentence, content, clause)]
            if clause is None and attribution.is_reported:
                clause = self._earlier(sentence, attribution.contents[0].span)
            before = clause or before
            if (
                contents
                and clause
                and not self._is_negated(sentence, attribution)
                and not self._is_supposed(sentence, clause)
            ):
                passages = tuple(_passage(sentence, content) for content in contents)
                exact = min(content.exact for content in contents)
                goes_on = attribution.is_reported
                paraphrases.append(Paraphrase(passages, clause, None, exact, attribution.source_p, goes_on))
        kept: list[Paraphrase] = []
        for one in sorted(paraphrases, key=lambda paraphrase: -paraphrase.p):
            if not any(_cross(one, other) for other in kept):
                kept.append(one)
        for one in sorted(kept, key=lambda paraphrase: paraphrase.passages[0].start):
            outer = next((paraphrase for paraphrase in kept if paraphrase is not one and _holds(paraphrase, one)), None)
            if outer is None:
                yield one
            elif self._is_anothers(one, outer):
                yield msgspec.structs.replace(one, relayed=outer.clause)

    def _contents(self, sentence: Sentence, attribution: Attribution) -> list[Content]:
        """The reported contents, including a short one in a split clause: “*Es geht ihm* laut Ruiz *gut*”."""
        most = max((content.p for content in attribution.contents), default=0.0)
        found = [content for content in attribution.contents if content.p >= most * _BESIDE]
        told = [content for content in found if self._is_told(sentence, content)]
        told = found if told and self._is_chained else told
        return [self._without_rebuttal(sentence, attribution, content) for content in told]

    def _going_on(self, sentence: Sentence, cue: int, before: ReportingClause | None) -> ReportingClause | None:
        """The clause of a cue without a source, with the previous speaker: “…, Ruiz said, *adding* that it was new”."""
        token = sentence.tokens[cue]
        joins = cue > 0 and sentence.tokens[cue - 1].word in self._reading.wording.conjunctions
        is_joined = joins or token.word.endswith(self._reading.wording.participle_endings)
        return ReportingClause(before.mentions, token.at) if before and is_joined else None

    def _is_told(self, sentence: Sentence, content: Content) -> bool:
        """Whether a content is probable, and has words of its own besides quoted ones."""
        tokens = sentence.tokens[slice(*content.span)]
        words = [token for token in tokens if token.is_word and token.word != QUOTED]
        of_clauses = together(self._own.of_clauses, self._reading.wording.that)
        is_clause = any(token.word in of_clauses for token in words)
        is_ordered = self._reading.language is not None and not self._reading.has_final_verbs
        is_named = is_ordered and any(token.word == QUOTED for token in tokens) and not is_clause
        is_named = is_named or (is_ordered and len(words) <= _NAME and all(token.is_capital for token in words))
        return content.p >= _LEAST and len(words) >= _WORDS and not is_named  # “called *the deal* “a very bad deal””

    def _without_rebuttal(self, sentence: Sentence, found: Attribution, content: Content) -> Content:
        """A content without the author's rebuttal: “the plan works – *except that it never began*”.

        In 840 annotated articles, a clause with “though” after a comma mostly belongs to the content (22 of 32), but
        never after a dash (0 of 5), nor if another source is cited for it (0 of 4): “…, *though records show it*”.
        """
        begin, end = content.span
        for n in range(begin + 1, end - 1):
            mark = sentence.tokens[n].word
            if mark not in _PARTING or sentence.tokens[n + 1].word == QUOTED:
                continue
            behind = [token.word for token in sentence.tokens[n + 1 : end]]
            phrase = next((each for each in self._own.conceding if behind[: len(each)] == list(each)), ())
            rebuts = any(behind[: len(each)] == list(each) for each in self._own.rebutting)
            if rebuts or (phrase and (mark in _DASHES or self._is_cited(sentence, found, n + 1 + len(phrase)))):
                while sentence.tokens[n - 1].word in _DASHES:
                    n -= 1
                return msgspec.structs.replace(content, span=(begin, n))
        return content

    def _is_cited(self, sentence: Sentence, found: Attribution, at: int) -> bool:
        """Whether a clause begins with another source: “though *records show* otherwise”."""
        others = (each for each in self._reading.sourced(sentence) if each is not found and each.p >= _CITED)
        return any(at <= each.source[0] <= at + _BEGINS and each.cue > each.source[0] for each in others if each.source)

    def _is_negated(self, sentence: Sentence, found: Attribution) -> bool:
        """Whether a cue is negated or hypothetical, or only asks for anonymity.

        “Did not say”, “declined to say”, “if Ruiz says”, “an aide who asked to remain anonymous”.
        """
        words, own, cue = self._reading.wording, self._own, found.cue
        if self._is_denied(sentence, found):
            return True
        if found.tells(cue - 1):
            return False  # “Der Damm *soll* laut Ruiz halten”
        before = [token.word for token in sentence.tokens[max(0, cue - _TO_TURNED) : cue]]
        while before and before[-1] in without(words.auxiliaries, words.turned):
            before.pop()
        if sentence.tokens[cue].word in own.unwilling:
            return True
        turned = bool(before) and (before[-1] in own.unwilling or words.turns(before[-1]))
        behind = [token.word for token in sentence.tokens[cue + 1 : cue + 1 + _TO_TURNED]]
        return turned or any(behind[: len(each)] == list(each) for each in own.unnamed)

    def _is_denied(self, sentence: Sentence, found: Attribution) -> bool:
        """Whether the clause of a cue ends with a negation: “bestätigte es *nicht*, dass”, “gab *nicht* an, ob”."""
        behind, negations = found.cue + 1, self._reading.wording.turned_after
        words = [token.word for token in sentence.tokens[behind:]] if negations else []
        last = next((n for n, mark in enumerate(words) if mark in _CLAUSE_ENDS), 0) - 1
        if last > 0 and self._is_particle(words[last]):
            last -= 1
        return last >= 0 and words[last] in negations and not found.tells(behind + last)

    def _is_particle(self, word: str) -> bool:
        """Whether a word may be a verb's particle at the end of its clause: “teilte *mit*”, “gab *bekannt*”."""
        pairs = self._reading.language.sets["@particles"] if self._reading.language else ()
        return word in self._reading.wording.prepositions or any(pair.endswith(f" {word}") for pair in pairs)

    def _is_supposed(self, sentence: Sentence, clause: ReportingClause) -> bool:
        """Whether a statement is only supposed or asked for: “if Ruiz says so”, “where he thought”."""
        begin = sentence.index_at(clause.at.start)
        before = sentence.tokens[begin - 1].word if begin else ""
        return before in self._reading.wording.supposing or before in self._own.asked_of

    def _is_anothers(self, one: Paraphrase, outer: Paraphrase) -> bool:
        """Whether a paraphrase inside another has a different speaker, and enough words: “he said *Marsh* denied”."""
        mention = one.clause.mentions[0]
        if mention.is_pronoun or set(one.clause.mentions) & set(outer.clause.mentions):
            return False
        return len(self._reading.words(one.passages[0]).split()) >= _LEAST_NESTED


def _passage(sentence: Sentence, content: Content) -> Passage:
    begin, end = content.span
    return Passage(sentence.tokens[begin].start, sentence.tokens[end - 1].end)


def _names(sentence: Sentence, content: Content, clause: ReportingClause) -> bool:
    """Whether the source of a content is named inside it."""
    passage = _passage(sentence, content)
    return any(passage.start <= mention.start < passage.end for mention in clause.mentions)


def _holds(outer: Paraphrase, one: Paraphrase) -> bool:
    """Whether the reporting clause of a paraphrase is inside another one."""
    return any(holds(passage, one.clause.verb) for passage in outer.passages)


def _cross(one: Paraphrase, other: Paraphrase) -> bool:
    """Whether two paraphrases overlap, though neither one's reporting clause is inside the other."""
    if _holds(one, other) or _holds(other, one):
        return False
    return any(overlap(a, b) for a in one.passages for b in other.passages)


def _is_within(one: Paraphrase, other: Paraphrase) -> bool:
    """Whether the words of a paraphrase are part of those of another one."""
    if one is other:
        return False
    first = one.passages[0]
    return any(passage.start < first.start and first.end <= passage.end for passage in other.passages)
