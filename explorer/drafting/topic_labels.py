"""Suggest topics of the archive whose label stands in some words, where hardly anything else is meant."""

from __future__ import annotations

import re
from collections.abc import Iterable

from explorer.model.records import Topic
from explorer.reading.text.word_forms import folded, singular

_WORD = re.compile(r"\w+(?:[-’']\w+)*")
# A label of one word counts when it is no shorter; and how many topics are proposed.
_SHORT, _MOST = 5, 3


class TopicLabels:
    """Finds topics by their labels."""

    def __init__(self, topics: Iterable[Topic]) -> None:
        self._labels = [(topic.id, _words(topic.label)) for topic in topics]

    def named_in(self, text: str) -> tuple[str, ...]:
        """The ids of the topics whose labels stand in a text, word by word, the longest labels first."""
        if not self._labels:
            return ()
        words = f" {' '.join(_words(text))} "
        found = [
            (id, label)
            for id, label in self._labels
            if label and (len(label) > 1 or len(label[0]) >= _SHORT) and f" {' '.join(label)} " in words
        ]
        found.sort(key=lambda each: -len(each[1]))
        return tuple(id for id, _ in found[:_MOST])


def _words(text: str) -> list[str]:
    """The words of a text, in the singular and without regard to capitals."""
    return [singular(folded(word)) for word in _WORD.findall(text)]
