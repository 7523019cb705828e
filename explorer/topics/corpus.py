"""The words of an archive as arrays: those of all articles in one row, and in which segments each quote stands."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

from explorer.checking.verification import Texts, Verifications
from explorer.model.archive import Archive
from explorer.model.pausing import Pause, go_on, paused
from explorer.model.records import Article, Person, Quote
from explorer.reading.languages.recognising import code_of
from explorer.reading.text.passages import Passage
from explorer.search import folding
from explorer.search.inflection import forms
from explorer.topics.grammar import JOINED, LOWER, Grammar, grammar
from explorer.topics.words import FIELDS, TextWords, text_words, words_of

Numbers = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
# The letters that a word has at least whose forms are looked for.
_SHORTEST = 4
_NO_ROWS = np.empty((0, len(FIELDS)), dtype=np.int32)


class Corpus:
    """The words of an archive in one row: segment after segment, article after article.

    A segment is a headline, a paragraph, or a quote that stands in no paragraph. For each word there is its number in
    the `vocabulary`, its `kind`, what parts it from the word before (`bond`), its `segment`, its place there from
    `start` to `end`, and the number of the most frequent one of its forms (`base`). `headlines` has the segments that
    are one, and `surnames` the last words of the names of all people: one or two of each.
    """

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.quotes: list[Quote] = []
        self.grammars: list[Grammar] = []
        self.surnames: set[tuple[str, ...]] = set()
        self.headlines: set[int] = set()
        self._words: list[TextWords] = []
        self._articles: list[int] = []
        self._pairs: list[tuple[int, int]] = []
        self._passages: dict[int, list[tuple[int, int, int]]] = defaultdict(list)

    def add_article(self, language: Grammar) -> None:
        """Begin an article: the segments that are added next are its."""
        self.grammars.append(language)

    def add_segments(self, text: str, words: TextWords, *, are_headlines: bool = False) -> range:
        """Add a segment for each part of a text that has some words, and say their numbers."""
        segments = range(len(self.texts), len(self.texts) + words.parts)
        self.texts += [text] * words.parts
        self._articles += [len(self.grammars) - 1] * words.parts
        self._words.append(words)
        if are_headlines:
            self.headlines.update(segments)
        return segments

    def add_quote(self, quote: Quote, segments: Iterable[int], said: Iterable[tuple[int, Passage]]) -> None:
        """Add a quote with the segments that it belongs to, and the passages of them that are its own words."""
        number = len(self.quotes)
        self._pairs += [(segment, number) for segment in sorted(set(segments))]
        for segment, passage in said:
            self._passages[segment].append((passage.start, passage.end, number))
        self.quotes.append(quote)

    def close(self) -> None:
        """Make the arrays, when all is added."""
        numbers = self._numbers = dict[str, int]()
        count = sum(len(each.words) for each in self._words)
        words = (word for each in self._words for word in each.words)
        self.word = np.fromiter((numbers.setdefault(word, len(numbers)) for word in words), np.int64, count)
        rows = np.concatenate([_NO_ROWS, *(each.rows for each in self._words)])
        self.kind, self.bond, is_person, part, self.start, self.end = rows.T.astype(np.int64)
        before = np.cumsum([0, *(each.parts for each in self._words)])[:-1]
        self.segment = part + np.repeat(before, [len(each.words) for each in self._words])
        self._words = []
        self.is_person: Flags = is_person.astype(bool)
        self.is_content: Flags = self.kind >= LOWER
        self.vocabulary = list(numbers)
        self.article_of = np.array(self._articles, dtype=np.int64)
        self.article = self.article_of[self.segment]
        self._base_of = self._bases()
        self.base = self._base_of[self.word]
        pairs = np.array(self._pairs, dtype=np.int64).reshape(-1, 2)
        pairs = pairs[np.argsort(pairs[:, 0], kind="stable")]
        self._quote_starts = np.searchsorted(pairs[:, 0], np.arange(len(self.texts) + 1))
        self._quotes_in = pairs[:, 1]

    def _bases(self) -> Numbers:
        """For each word of the vocabulary the number of the most frequent of its forms."""
        numbers, words = self._numbers, self.vocabulary
        counts = np.bincount(self.word[self.is_content], minlength=len(words)).tolist()
        languages = dict.fromkeys(self.grammars)
        plurals: dict[str, list[str]] = defaultdict(list)
        singulars: dict[str, str] = {}
        for word in words:
            ones = {one for each in languages for one in each.singulars(word) if one in numbers}
            singulars[word] = min(ones, key=lambda one: (len(one), one), default=word)
            plurals[singulars[word]].append(word)

        def base(number: int, word: str) -> int:
            if len(word) < _SHORTEST:
                return number
            known = [numbers[form] for form in (*forms(word), *plurals[singulars[word]]) if form in numbers]
            return max((number, *known), key=lambda each: (counts[each], -len(words[each]), words[each]))

        return np.array([base(number, word) for number, word in enumerate(words)], dtype=np.int64)

    def base_words(self, text: str) -> tuple[str, ...]:
        """The words of a text, each in the form that the corpus has most; folded only where the corpus has none."""
        found = []
        for word in folding.words(text):
            known = [form for form in (word, *sorted(forms(word))) if form in self._numbers]
            found.append(self.vocabulary[self._base_of[self._numbers[known[0]]]] if known else word)
        return tuple(found)

    @property
    def ends_name(self) -> Flags:
        """At which places the name of one of the people ends, with the word before."""
        numbers, size = self._numbers, len(self._numbers)
        known = [pair for pair in self.surnames if len(pair) == 2 and all(word in numbers for word in pair)]
        keys = [numbers[first] * size + numbers[last] for first, last in known]
        ends: Flags = (self.bond == JOINED) & np.isin(np.roll(self.word, 1) * size + self.word, keys)
        return ends

    def quotes_in(self, segments: Numbers) -> Numbers:
        """The numbers of the quotes that belong to some segments, in order."""
        starts = self._quote_starts[segments]
        lengths = self._quote_starts[segments + 1] - starts
        total = int(lengths.sum())
        before = np.repeat(np.cumsum(lengths) - lengths, lengths)
        return np.unique(self._quotes_in[np.repeat(starts, lengths) + np.arange(total) - before])

    def quotes_saying(self, places: Numbers) -> Numbers:
        """The numbers of the quotes that have a word at any of some places among their own."""
        said = (
            number
            for place in places.tolist()
            for start, end, number in self._passages.get(int(self.segment[place]), ())
            if start <= self.start[place] < end
        )
        return np.unique(np.fromiter(said, dtype=np.int64))


def gather(archive: Archive, texts: Texts, verifications: Verifications, pause: Pause = go_on) -> Corpus:
    """The words of all articles that have quotes."""
    corpus = Corpus()
    for person in archive.all(Person):
        if person.type == "named":
            names = map(folding.words, (person.name, *person.aliases))
            corpus.surnames |= {tuple(words[-2:]) for words in names if words}
    quotes: dict[str, list[Quote]] = defaultdict(list)
    for quote in archive.quotes:
        quotes[quote.article].append(quote)
    for id, own in paused(quotes.items(), pause, "articles", len(quotes)):
        article, text = archive.get(Article, id), texts.get(id)
        tag = article.language if article else None
        read = words_of(text, tag) if text else None
        language = read.language if read else grammar(code_of(tag, " ".join(own[0].segments)))
        corpus.add_article(language)
        headline = article.headline if article else ""
        around = corpus.add_segments(headline, text_words(headline, language), are_headlines=True)
        segments = corpus.add_segments(text.text, read) if text and read else range(0)
        for quote in own:
            found = verifications.get(quote.ref)
            passages = [each for each in found.passages if each] if found and text else []
            said = [(segments[text.paragraph_at(each.start) - 1], each) for each in passages] if text else []
            if not said:
                words = " … ".join(quote.segments)
                (segment,) = corpus.add_segments(words, text_words(words, language))
                said = [(segment, Passage(0, len(words)))]
            corpus.add_quote(quote, [*around, *(segment for segment, _ in said)], said)
    corpus.close()
    return corpus
