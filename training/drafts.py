"""Drafts of annotated articles, each marked as right or wrong, to fit the probability that a draft is right."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from explorer.model.records import Article
from explorer.reading import confidence
from explorer.reading.analysis import Analysis
from explorer.reading.model import Model
from explorer.reading.speakers import AttributionBasis, Speaker
from explorer.reading.text.passages import Passage, SourceText
from training.examples import Example
from training.polnear import Document, Marked, Span

STAGES = ("speech", "spoken", "told")
_MARKS = "“”\"'"
# The marks of a quote, of any style: newspapers open with “ and close with ", and begin each paragraph with a mark
# of a quote that only the last one closes.
_OPENING, _CLOSING = re.compile(r"(?:[“”\"]|'')\s*$"), re.compile(r"\s*(?:[“”\"]|'')|[^\S\n]*\n\s*(?:[“\"]|'')")
_WITHIN, _NESTED = re.compile(r"[“”\"]|''"), re.compile(r"“[^“”]*”")
# The minimum overlap of a draft and an annotation.
_SHARED = 0.9
# Search this many characters around words for a mark.
_NEAR = 5


def of(documents: Sequence[Document], model: Model) -> dict[str, list[Example]]:
    """The examples of each stage, from a model's drafts of some articles."""
    found: dict[str, list[Example]] = {stage: [] for stage in STAGES}
    for document in documents:
        for stage, features, is_right in _of_document(document, model):
            found[stage].append(([features, []], 0 if is_right else 1))
    return found


def _of_document(document: Document, model: Model) -> Iterator[tuple[str, list[str], bool]]:
    article = Article(id=document.name, file=f"{document.name}.txt", headline="", language="en")
    analysis = Analysis(article, SourceText(document.text), model=model)
    reading, speakers = analysis.reading, analysis.speakers
    gold = _Gold(document)
    for each in analysis.utterances:
        yield "speech", confidence.speech_features(reading, each), gold.told(each.spans[0].passage) is not None
        if each.speaker.entity:
            right = all(gold.is_run(passage, each.speaker) for passage in each.passages)
            yield "spoken", confidence.utterance_features(reading, each), right
    for one in analysis.paraphrases:
        speaker = speakers.of_clause(one.clause, AttributionBasis.BESIDE)
        if speaker.entity:
            right = all(gold.is_told(passage, speaker) for passage in one.passages)
            yield "told", confidence.paraphrase_features(reading, one, speaker), right


class _Gold:
    """The annotations of an article."""

    def __init__(self, document: Document) -> None:
        self._text = document.text
        self._attributions = document.attributions

    def told(self, passage: Passage) -> Marked | None:
        """The attribution whose content includes most of a passage."""
        start, end = self._core((passage.start, passage.end))
        for each in self._attributions:
            shared = sum(max(0, min(end, stop) - max(start, begin)) for begin, stop in each.contents)
            if shared > (end - start) / 2:
                return each
        return None

    def is_run(self, passage: Passage, speaker: Speaker) -> bool:
        """Whether quoted words have the right bounds and the right speaker."""
        marked = self.told(passage)
        return marked is not None and self._is_between_marks(passage) and _is_source(marked, speaker)

    def _is_between_marks(self, passage: Passage) -> bool:
        """Whether words are between two marks of a quote, and contain none except those of a nested one."""
        start, end = self._core((passage.start, passage.end))
        before, behind = self._text[max(0, start - _NEAR) : start], self._text[end : end + _NEAR]
        is_between = _OPENING.search(before) and _CLOSING.match(behind)
        return bool(is_between) and not _WITHIN.search(_NESTED.sub("", self._text[start:end]))

    def is_told(self, passage: Passage, speaker: Speaker) -> bool:
        """Whether a content has nearly these bounds, with the speaker as its source."""
        start, end = self._core((passage.start, passage.end))
        for each in self._attributions:
            for begin, stop in map(self._core, each.contents):
                shared = min(end, stop) - max(start, begin)
                if shared >= _SHARED * (max(end, stop) - min(start, begin)) and _is_source(each, speaker):
                    return True
        return False

    def _core(self, span: Span) -> Span:
        """A span without the marks and spaces at its ends."""
        start, end = span
        while start < end and (self._text[start] in _MARKS or self._text[start].isspace()):
            start += 1
        while end > start and (self._text[end - 1] in _MARKS or self._text[end - 1].isspace()):
            end -= 1
        return start, end


def _is_source(marked: Marked, speaker: Speaker) -> bool:
    at = speaker.at
    return at is not None and any(begin < at.end and at.start < end for begin, end in marked.sources)
