"""The decisions that the reading makes, with the right answers, from annotated articles.

An example is a list of candidates, each with its features, and the index of the right one. A yes-or-no stage has two
candidates: its features, and no features.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

import msgspec

from explorer.model.records import Article
from explorer.reading import features
from explorer.reading.article import Reading
from explorer.reading.languages import language
from explorer.reading.model import Model
from explorer.reading.text.passages import SourceText
from explorer.reading.text.tokens import QUOTED, Token
from explorer.reading.words import Words, word_set
from training.polnear import Document

_ENGLISH = language("en")
Example = tuple[list[list[str]], int]


class Names:
    """The names of features, looked up in the same way as their weights are when an article is read."""

    def __init__(self, begin: str = "", mark: str = "") -> None:
        self._begin, self._mark = begin, mark

    def of(self, begin: str) -> Names:
        return Names(begin)

    def pairs(self, begin: str) -> Names:
        return Names(begin, "|")

    def __getitem__(self, first: str) -> Names:
        return Names(f"{self._begin}{first}{self._mark}")

    def get(self, rest: str, default: int) -> list[str]:
        return [self._begin + rest]


NAMES = Names()
Span = tuple[int, int]
STAGES = ("cue", "begin", "end", "fronted end", "fronted begin", "source")
# Words that are often in the cue of an attribution, but never make one.
_NO_CUES = word_set(
    "to that in a the by of on for with at as it is was were are be been has have had he she they his her their not"
    " would will"
)
# How often, and in what share of its uses, a word must be a cue; how many further words, the most frequent ones in
# news, the model knows.
_TIMES, _SHARE, _WORDS = 3, 0.08, 300


# Sentences are the same with any model.
_UNTAUGHT = Model(frozenset(), {}, {})


class Sentence(msgspec.Struct, frozen=True):
    """A sentence, with the index of the attribution that each word is part of, by role."""

    tokens: tuple[Token, ...]
    sources: dict[int, int]
    cues: dict[int, int]
    contents: dict[int, int]


def sentences(documents: Sequence[Document]) -> Iterator[Sentence]:
    """All sentences of some articles, as drafting reads them."""
    for document in documents:
        article = Article(id=document.name, file=f"{document.name}.txt", headline="", language="en")
        for sentence in Reading(article, SourceText(document.text), model=_UNTAUGHT).sentences:
            start, end = sentence.start, sentence.end
            roles: tuple[dict[int, int], ...] = ({}, {}, {})
            for key, marked in enumerate(document.attributions):
                for role, spans in zip(roles, (marked.sources, marked.cues, marked.contents), strict=True):
                    for begin, stop in spans:
                        if begin < end and start < stop:
                            role.update(
                                (n, key)
                                for n, token in enumerate(sentence.tokens)
                                if token.start < stop and begin < token.end
                            )
            yield Sentence(sentence.tokens, *roles)


def vocabulary(read: Sequence[Sentence]) -> tuple[frozenset[str], dict[str, int]]:
    """The words that features may contain; and the possible cues, with the uses as a cue among ten."""
    often = Counter(token.word for each in read for token in each.tokens if token.word != QUOTED)
    as_cue = Counter(each.tokens[n].word for each in read for n in each.cues)
    cues = {
        word: round(10 * count / often[word])
        for word, count in as_cue.items()
        if count >= _TIMES and count >= _SHARE * often[word] and word.isalpha() and word not in _NO_CUES
    }
    common = [word for word, _ in often.most_common() if word[0].isalpha()][:_WORDS]
    return frozenset(common) | cues.keys(), dict(sorted(cues.items()))


def of(read: Sequence[Sentence], model: Model) -> dict[str, list[Example]]:
    """The examples of each stage. Only the words of `model` matter, not its weights."""
    found: dict[str, list[Example]] = {stage: [] for stage in STAGES}
    for sentence in read:
        _OfSentence(sentence, model, found).add()
    return found


class _OfSentence:
    def __init__(self, sentence: Sentence, model: Model, found: dict[str, list[Example]]) -> None:
        self._sentence = sentence
        self._s = Words(sentence.tokens, model, _ENGLISH.glossary if _ENGLISH else {})
        self._found = found

    def add(self) -> None:
        heads = self._heads()
        mentions = features.mentions(self._s)
        for cue, named in zip(self._s.cues, features.of_cues(self._s, self._s.cues, NAMES), strict=True):
            self._found["cue"].append(([named, []], 0 if cue in heads else 1))
            if cue in heads:
                pieces = self._pieces(heads[cue])
                self._behind(cue, [each for each in pieces if each[0] > cue])
                self._before(cue, [each for each in pieces if each[1] <= cue])
                self._source(cue, heads[cue], mentions)

    def _heads(self) -> dict[int, int]:
        """The word of each cue that is most often one, with its attribution."""
        words: dict[int, list[int]] = defaultdict(list)
        for n, key in self._sentence.cues.items():
            if n in self._s.cues:
                words[key].append(n)
        return {max(at, key=lambda n: (self._s.strength[self._s.words[n]], n)): key for key, at in words.items()}

    def _pieces(self, key: int) -> list[Span]:
        """The runs of words in a content, without marks at their ends, and without runs of quoted words alone."""
        found: list[Span] = []
        for n in sorted(n for n, each in self._sentence.contents.items() if each == key):
            if found and found[-1][1] == n:
                found[-1] = (found[-1][0], n + 1)
            else:
                found.append((n, n + 1))
        trimmed = (self._trimmed(*each) for each in found)
        return [each for each in trimmed if not all(self._s.is_quoted[each[0] : each[1]])]

    def _trimmed(self, begin: int, end: int) -> Span:
        def is_mark(n: int) -> bool:
            return not self._s.is_word[n] and not self._s.is_quoted[n] and self._s.words[n] in ",.;:—–-"

        while begin < end and is_mark(begin):
            begin += 1
        while begin < end and is_mark(end - 1):
            end -= 1
        return begin, end

    def _add(self, stage: str, candidates: list[list[str]], right: int) -> None:
        self._found[stage].append((candidates, right))

    def _behind(self, cue: int, pieces: list[Span]) -> None:
        begins = features.begins(self._s, cue)
        candidates = list(features.of_begins(self._s, cue, begins, NAMES))
        for at_begin, each in zip(features.at_begins(self._s, begins, NAMES), candidates, strict=False):
            each += at_begin
        if not pieces:
            self._add("begin", candidates, len(begins))
        elif pieces[0][0] in begins:
            begin, end = pieces[0]
            self._add("begin", candidates, begins.index(begin))
            ends = features.ends(self._s, begin)
            if end in ends:
                of_ends = list(features.of_ends(self._s, cue, begin, ends, NAMES))
                for at_end, each in zip(features.at_ends(self._s, ends, NAMES), of_ends, strict=True):
                    each += at_end
                self._add("end", of_ends, ends.index(end))

    def _before(self, cue: int, pieces: list[Span]) -> None:
        ends = features.fronted_ends(self._s, cue)
        candidates = list(features.of_fronted_ends(self._s, cue, ends, NAMES))
        if not pieces:
            self._add("fronted end", candidates, len(ends))
        elif pieces[-1][1] in ends:
            begin, end = pieces[-1]
            self._add("fronted end", candidates, ends.index(end))
            begins = features.fronted_begins(self._s, end)
            if begin in begins:
                of_begins = list(features.of_fronted_begins(self._s, end, begins, NAMES))
                self._add("fronted begin", of_begins, begins.index(begin))

    def _source(self, cue: int, key: int, mentions: Sequence[Span]) -> None:
        candidates = [each for each in mentions if not each[0] <= cue < each[1]]
        own = [n for n, each in self._sentence.sources.items() if each == key]
        right = [n for n, (begin, end) in enumerate(candidates) if any(begin <= at < end for at in own)]
        if own and not right:
            return
        found = list(features.of_sources(self._s, cue, candidates, NAMES))
        self._add("source", found, self._head(cue, candidates, right))

    def _head(self, cue: int, candidates: Sequence[Span], right: Sequence[int]) -> int:
        """The first mention of the source beside a cue: “*a spokesman* for the governor”; the last index for none."""
        if not right:
            return len(candidates)
        at = min(right, key=lambda n: min(abs(candidates[n][0] - cue), abs(candidates[n][1] - cue)))
        while at - 1 in right and not self._is_parted(candidates[at - 1][1], candidates[at][0]):
            at -= 1
        return at

    def _is_parted(self, begin: int, end: int) -> bool:
        """Whether a mark or a cue is between two mentions."""
        return any(not self._s.is_word[n] or n in self._s.cues for n in range(begin, end))
