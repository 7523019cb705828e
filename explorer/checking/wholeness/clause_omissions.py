"""Find what paraphrases leave out of the clauses of their article.

A paraphrase has no marks at its start and end. The reading finds the clauses that a sentence attributes to somebody:
the omissions are the words that a paraphrase lacks of the clause it shares most with.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from itertools import pairwise

from explorer.checking.wholeness.omissions import Omission, Omissions, stripped
from explorer.checking.wholeness.span_omissions import HeldPassages, IsOther, IsRelated
from explorer.checking.wholeness.weighty_words import WeightyWords
from explorer.model.records import Article
from explorer.reading.analysis import Analysis
from explorer.reading.languages.wording import wording_of
from explorer.reading.paraphrases import Paraphrase
from explorer.reading.quotation.spans import without
from explorer.reading.text.passages import Passage, SourceText, overlap
from explorer.reading.text.sentence_ends import sentence_around

_WORD = re.compile(r"[^\W_]+(?:[’'.\-‐‑][^\W_]+)*[’']?|[%‰]")
# The minimum probability that a clause begins and ends where the reading has it.
_LEAST = 0.5
_PUNCTUATION = ",;:–—-()、，；：（）.!?…"


class ClauseOmissions:
    """Find what the paraphrases of an article leave out. `held` has the passages of quotes and attributions."""

    def __init__(
        self,
        article: Article,
        text: SourceText,
        weighty: WeightyWords,
        held: HeldPassages,
        analysis_of: Callable[[Article, SourceText], Analysis],
    ) -> None:
        """`analysis_of` reads the article, unless it was read already."""
        self._article = article
        self._source = text
        self._text = text.text
        self._weighty = weighty
        self._held = held
        self._analyse = analysis_of
        wording = wording_of(article.language, text.text)
        self._joining = wording.that | wording.conjunctions

    @cached_property
    def _analysis(self) -> Analysis:
        return self._analyse(self._article, self._source)

    def left_out(
        self, passages: Sequence[Passage | None], attribution: Passage | None, is_related: IsRelated
    ) -> Omissions:
        """The omissions of a paraphrase whose segments are at these passages (None for those not found)."""
        own = [passage for passage in passages if passage]
        if not own or (len(passages) == 1 and self._is_all_there_is(own[0], attribution)):
            return Omissions()  # true of most; finding attributions takes time
        clause = self._clause_of(own)

        def is_other(held: Passage, ids: Sequence[str]) -> bool:
            return held == attribution or not (any(overlap(held, at) for at in own) or all(map(is_related, ids)))

        def around(start: int, end: int, apart: Sequence[Passage] = ()) -> Omission | None:
            told = clause.passages if clause and clause.p >= _LEAST else ()
            left = self._unheld([part for at in told for part in without(at, apart)], start, end, is_other)
            return self._omission(filter(self._tells, left))

        def between(start: int, end: int) -> Omission | None:
            verbs = (attribution, clause.clause.verb if clause else None)
            is_interrupted = any(at and overlap(at, Passage(start, end)) for at in verbs)
            told = clause.passages if clause and is_interrupted else [Passage(start, end)]
            return self._omission(self._unheld(told, start, end, is_other))

        first, last = passages[0], passages[-1]
        return Omissions(
            around(0, first.start) if first else None,
            tuple(between(one.end, other.start) if one and other else None for one, other in pairwise(passages)),
            around(last.end, len(self._text), self._reporting_clauses_at(last.end - 1)) if last else None,
        )

    def _is_all_there_is(self, own: Passage, attribution: Passage | None) -> bool:
        """Whether the sentence of a passage has no words besides its own and those of its attribution."""
        paragraph = self._source.paragraphs[self._source.paragraph_at(own.start) - 1]
        limits = paragraph.start, max(paragraph.end, own.end)
        sentence = Passage(*sentence_around(self._text, own.start, own.end, *limits, self._weighty.code))
        known = sorted((own, attribution)) if attribution else (own,)
        return not any(map(self._tells, without(sentence, known)))

    def _clause_of(self, own: Sequence[Passage]) -> Paraphrase | None:
        """The paraphrase found by the reading that overlaps most with some passages."""

        def in_common(told: Paraphrase) -> float:
            pairs = ((one, other) for one in own for other in told.passages)
            both = sum(max(0, min(one.end, other.end) - max(one.start, other.start)) for one, other in pairs)
            return both / (sum(at.end - at.start for at in (*own, *told.passages)) - both)

        told = (each for at in own for each in self._analysis.paraphrases_around(at) if each.relayed is None)
        return max(filter(in_common, told), key=in_common, default=None)

    def _reporting_clauses_at(self, offset: int) -> Sequence[Passage]:
        """The reporting clauses of the sentence at an offset: after the content, they are not part of it."""
        sentence = self._analysis.reading.sentence_at(offset)
        return sorted(clause.at for clause in sentence.reporting_clauses) if sentence else ()

    def _unheld(self, clause: Sequence[Passage], start: int, end: int, is_other: IsOther) -> Iterator[Passage]:
        """The words of a clause between two offsets that are not in other quotes, if there are any."""
        for part in clause:
            at = Passage(max(part.start, start), min(part.end, end))
            others = [held for held, ids in self._held.touching(at) if is_other(held, ids)] if at.start < at.end else []
            for left in without(at, others):
                left = stripped(self._text, left.start, left.end, _PUNCTUATION)
                if _WORD.search(self._text, left.start, left.end):
                    yield left

    def _omission(self, left: Iterable[Passage]) -> Omission | None:
        passages = tuple(left)
        weighty = (word for at in passages for word in self._weighty.weighty(self._text, at.start, at.end))
        return Omission(passages, tuple(weighty)) if passages else None

    def _tells(self, part: Passage) -> bool:
        """Whether a part has a word other than those that only join clauses, such as “that”."""
        words = (word[0].lower() for word in _WORD.finditer(self._text, part.start, part.end))
        return any(word.strip("'’") not in self._joining for word in words)
