"""The words of an archive as arrays: the words of all articles in sequence, and the segments of each quote."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

import numpy as np
import numpy.typing as npt

from explorer.checking.verification import Texts, Verifications
from explorer.model.archive import Archive
from explorer.model.pausing import Pause, go_on, paused
from explorer.model.records import Article, Person, Quote
from explorer.reading.languages.recognising import code_of
from explorer.reading.text.passages import Passage
from explorer.search import folding
from explorer.search.contexts import HEADLINE, PARAGRAPH, Text
from explorer.search.inflection import forms
from explorer.topics.grammar import JOINED, LOWER, OPENING, Grammar, grammar
from explorer.topics.words import NO_WORDS, ReadText, ReadWords, WordReader, ranges

Numbers = npt.NDArray[np.int64] | npt.NDArray[np.int32]
Flags = npt.NDArray[np.bool_]
# The minimum length of a word whose other forms are looked up.
_SHORTEST = 4


class Corpus:
    """The words of an archive in sequence: segment after segment, article after article.

    A segment is a headline, a paragraph, or a quote outside any paragraph: a passage of one of the `texts`. Each word
    has its number in the `vocabulary`, its `kind`, its separation from the word before (`bond`), its `segment`, its
    `start` and `end` in the text, and the number of its most frequent form (`base`). `headlines` has the segments that
    are headlines, `names` the words of all people's names, and `words` all of this as it is stored.
    """

    def __init__(self, reader: WordReader, quotes: Sequence[Quote]) -> None:
        self.texts: list[str] = []
        self.passages: list[Passage] = []
        self.quotes = quotes
        self.grammars: list[Grammar] = []
        self.names: set[tuple[str, ...]] = set()
        self.headlines: set[int] = set()
        self._reader = reader
        self._texts: list[ReadText] = []
        self._articles: list[int] = []
        self._around: list[Sequence[int]] = [()] * len(quotes)
        self._pairs: list[tuple[int, int]] = []
        self._said: dict[int, list[tuple[int, int, int]]] = defaultdict(list)

    @property
    def read(self) -> int:
        """The number of words that were not known and had to be read."""
        return self._reader.read

    def add_article(self, language: Grammar) -> None:
        """Begin an article, to which the next segments belong."""
        self.grammars.append(language)

    def add_segments(self, text: str, passages: Sequence[Passage], read: ReadText) -> range:
        """Add a segment for each of the passages of a text that the reader has read; return their numbers."""
        segments = range(len(self.texts), len(self.texts) + len(passages))
        self.texts += [text] * len(passages)
        self.passages += passages
        self._articles += [len(self.grammars) - 1] * len(passages)
        self._texts.append(read)
        return segments

    def add_quote(self, number: int, around: Sequence[int], said: Iterable[tuple[int, Passage]]) -> None:
        """Add a quote with the segments around it, and the passages of segments that are its own words."""
        self._around[number] = around
        segments = set(around)
        for segment, passage in said:
            segments.add(segment)
            self._said[segment].append((passage.start, passage.end, number))
        self._pairs += [(segment, number) for segment in sorted(segments)]

    def around(self, number: int) -> Iterator[Text]:
        """The headline and the paragraphs around a quote."""
        for segment in self._around[number]:
            passage = self.passages[segment]
            where = HEADLINE if segment in self.headlines else PARAGRAPH
            yield where, self.texts[segment][passage.start : passage.end]

    def close(self) -> None:
        """Make the arrays once everything is added."""
        self.words = words = self._reader.taken(self._texts)
        self.vocabulary = words.vocabulary
        self._numbers = {word: n for n, word in enumerate(words.vocabulary)}
        self.word, self.kind, self.bond = (words.columns[name] for name in ("word", "kind", "bond"))
        self.start, self.end = words.columns["start"], words.columns["end"]
        self.is_person: Flags = words.columns["is_person"]
        parts = np.array([text.parts for text in words.texts], dtype=np.int32)
        before = np.cumsum(parts, dtype=np.int32) - parts
        self.segment = words.columns["part"] + np.repeat(before, [text.size for text in words.texts])
        self.is_content: Flags = self.kind >= LOWER
        self.article_of = np.array(self._articles, dtype=np.int32)
        self.article = self.article_of[self.segment]
        self._base_of = self._bases()
        self.base = self._base_of[self.word]
        pairs = np.array(self._pairs, dtype=np.int64).reshape(-1, 2)
        pairs = pairs[np.argsort(pairs[:, 0], kind="stable")]
        self._quote_starts = np.searchsorted(pairs[:, 0], np.arange(len(self.texts) + 1))
        self._quotes_in = pairs[:, 1]

    def _bases(self) -> Numbers:
        """For each word of the vocabulary, the number of its most frequent form."""
        numbers, words = self._numbers, self.vocabulary
        counts = np.bincount(self.word[self.is_content], minlength=len(words)).tolist()
        languages = dict.fromkeys(self.grammars)
        plurals: dict[str, list[str]] = defaultdict(list)
        singulars: dict[str, str] = {}
        for word in words:
            ones = {one for each in languages for one in each.singulars(word) if one in numbers}
            singulars[word] = min((word, *ones), key=lambda one: (len(one), one))
            plurals[singulars[word]].append(word)

        def base(number: int, word: str) -> int:
            if len(word) < _SHORTEST:
                return number
            known = [numbers[form] for form in (*forms(word), *plurals[singulars[word]]) if form in numbers]
            return max((number, *known), key=lambda each: (counts[each], -len(words[each]), words[each]))

        return np.array([base(number, word) for number, word in enumerate(words)], dtype=np.int32)

    def numbers_of(self, words: Iterable[str]) -> list[int]:
        """The numbers of the words that are in the vocabulary."""
        return [self._numbers[word] for word in words if word in self._numbers]

    def __contains__(self, word: object) -> bool:
        return word in self._numbers

    def base_form(self, word: str) -> str:
        """The most frequent form of a word of the vocabulary."""
        return self.vocabulary[int(self._base_of[self._numbers[word]])]

    def base_words(self, text: str) -> tuple[str, ...]:
        """The words of a text, each in its most frequent form, or just folded if the corpus has none."""
        found = []
        for word in folding.words(text):
            known = [form for form in (word, *sorted(forms(word))) if form in self._numbers]
            found.append(self.base_form(known[0]) if known else word)
        return tuple(found)

    @property
    def ends_name(self) -> Flags:
        """The places where a person's name ends, from a capitalised word onwards: not “de Lyon” alone."""
        numbers, size = self._numbers, len(self._numbers)
        ends = {tuple(numbers.get(word, -1) for word in name[n:]) for name in self.names for n in range(len(name) - 1)}
        keys = [pair[0] * size + pair[1] for pair in ends if len(pair) == 2 and min(pair) >= 0]
        is_end: Flags = (self.bond == JOINED) & np.isin(np.roll(self.word, 1).astype(np.int64) * size + self.word, keys)
        for place in np.flatnonzero(is_end & (np.roll(self.kind, 1) < OPENING)).tolist():
            first = place - 1
            while self.kind[first] < OPENING and self.bond[first] == JOINED:
                first -= 1
            is_end[place] = tuple(self.word[first : place + 1].tolist()) in ends
        return is_end

    def quotes_in(self, segments: Numbers) -> Numbers:
        """The numbers of the quotes in some segments, in order."""
        starts = self._quote_starts[segments]
        return np.unique(self._quotes_in[ranges(starts, self._quote_starts[segments + 1] - starts)])

    def quotes_saying(self, places: Numbers) -> Numbers:
        """The numbers of the quotes whose own words include any of these places."""
        said = (
            number
            for place in places.tolist()
            for start, end, number in self._said.get(int(self.segment[place]), ())
            if start <= self.start[place] < end
        )
        return np.unique(np.fromiter(said, dtype=np.int64))


def gather(
    archive: Archive, texts: Texts, verifications: Verifications, pause: Pause = go_on, known: ReadWords = NO_WORDS
) -> Corpus:
    """Collect the words of all articles that have quotes. Texts that are `known` are not read again."""
    reader = WordReader(known)
    corpus = Corpus(reader, list(archive.quotes))
    for person in archive.all(Person):
        if person.type == "named":
            names = map(folding.words, (person.name, *person.aliases))
            corpus.names |= {tuple(words) for words in names if words}
    quotes: dict[str, list[int]] = defaultdict(list)
    for number, quote in enumerate(corpus.quotes):
        quotes[quote.article].append(number)
    for id, numbers in paused(quotes.items(), pause, "articles", len(quotes)):
        article, text = archive.get(Article, id), texts.get(id)
        tag = article.language if article else None
        read = reader.article(text, tag) if text else None
        first = corpus.quotes[numbers[0]]
        language = grammar(read.language if read else code_of(tag, " ".join(first.segments)))

        def add(words: str, language: Grammar = language) -> int:
            (segment,) = corpus.add_segments(words, [Passage(0, len(words))], reader.words(words, language))
            return segment

        corpus.add_article(language)
        headline = [add(article.headline)] if article else []
        corpus.headlines.update(headline)
        segments = corpus.add_segments(text.text, text.paragraphs, read) if text and read else range(0)
        for number in numbers:
            quote = corpus.quotes[number]
            found = verifications.get(quote.ref)
            passages = found.placed if found else []
            paragraphs = [segments[n - 1] for n in found.paragraphs_in(text)] if text and found else []
            if paragraphs:
                said = [(segment, passage) for passage in passages for segment in paragraphs]
            else:
                words = " … ".join(quote.segments)
                said = [(add(words), Passage(0, len(words)))]
            corpus.add_quote(number, [*headline, *paragraphs], said)
    corpus.close()
    return corpus
