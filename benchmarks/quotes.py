"""Archives of any size in English-like text, always the same for a size and a seed.

Words come as often as in real text: a few make up most of it, and most are rare. The common ones are those without
which there is no sentence, the others codespell's; the rarest are invented names, of which there are ever more the
larger the archive is.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from benchmarks.misspellings import misspellings
from explorer.model.archive import Archive
from explorer.model.problems import Place
from explorer.model.records import AnyRecord, Article, Entry, Person, Quote, Topic

_COMMON = """
the of and to a in that is was it for on with as be at by this have from or had not are but which they you were we his
has an there he been will one would all can their if who what when more so no said about up out into them some then
other its only two could over also may these than first any like after most where through even because him our those
how such under before much many must now well between still while very against both just down here us own never another
does too few since without again though during always nothing until each once less whether rather almost
"""
_FIRST_NAMES = """
Ada Amir Ana Anders Aisha Ben Carla Chen Clara Daniel Dora Elena Emil Fatima Felix Grace Hana Hugo Ibrahim Ines Ivan
Jonas Julia Karim Katya Lars Leila Liam Lucia Maria Mei Milan Nadia Noah Olga Omar Paula Pedro Rosa Samir Sofia Tomas
"""
# What a syllable of an invented name is made of. The last has an ending, or none.
_ONSETS = "b br c ch d dr f fl g gr h j k kl l m n p pr qu r s sh sk st t th tr v w z"
_VOWELS = "a ai e ea ei i ie o oa ou u"
_ENDINGS = "ck d k l ll m n nd ng r rd rk rs rt s ss t tz x"
_NAMES = 100_000
# What share of the words are names.
_NAMED = 0.04
_QUOTES_OF_ARTICLE = 30
_QUOTES_AT_ONCE = 10_000


def archive_of(size: int, seed: int = 0) -> Archive:
    """An archive of so many quotes, with articles, topics and people in proportion, up to a few thousand of these."""
    return Archive(Entry(record, Place(f"data/{record.kind}.yaml", n)) for n, record in enumerate(_records(size, seed)))


def _records(size: int, seed: int) -> Iterator[AnyRecord]:
    writer = Writer(seed)
    people = [writer.person(n) for n in range(min(4_000, 5 + size // 20))]
    topics = [writer.topic(n) for n in range(min(2_000, 5 + size // 50))]
    articles = [writer.article(n) for n in range(1 + size // _QUOTES_OF_ARTICLE)]
    yield from people
    yield from topics
    yield from articles
    for start in range(0, size, _QUOTES_AT_ONCE):
        count = min(_QUOTES_AT_ONCE, size - start)
        speakers, subjects = (writer.draw(_zipf(len(choices)), count) for choices in (people, topics))
        for n, text in enumerate(writer.sentences(count)):
            speaker, number = people[speakers[n]], start + n
            yield Quote(
                id=f"{speaker.id.rpartition('-')[0]}-{number}",
                article=articles[number // _QUOTES_OF_ARTICLE].id,
                speech="direct",
                text=text,
                speaker=speaker.id,
                attribution=f"{speaker.name} said",
                topics=(topics[subjects[n]].id,),
            )


class Writer:
    """Writes words as often as they come in English. `names` are invented surnames, each of them once."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)
        self._numbers = np.random.default_rng(seed)
        common = _COMMON.split()
        self._rare = [word for word in misspellings() if word not in common]
        self._random.shuffle(self._rare)
        self._syllables = _ONSETS.split(), _VOWELS.split(), ["", *_ENDINGS.split()]
        self.names = list(dict.fromkeys(self._name() for _ in range(_NAMES)))
        self._words = [*common, *self._rare, *self.names]
        known = _zipf(len(common) + len(self._rare))
        self._likelihoods = np.concatenate([known * (1 - _NAMED), _zipf(len(self.names)) * _NAMED])

    def draw(self, likelihoods: NDArray[np.float64], count: int) -> list[int]:
        """So many places in a list of things that are likely in different measure."""
        places: list[int] = self._numbers.choice(len(likelihoods), count, p=likelihoods).tolist()
        return places

    def sentences(self, count: int) -> Iterator[str]:
        """Sentences of 3 to 40 words, most of 7 to 25."""
        sizes = np.clip(self._numbers.lognormal(2.6, 0.55, count).round().astype(int), 3, 40).tolist()
        words = iter([self._words[at] for at in self.draw(self._likelihoods, sum(sizes))])
        return (_sentence([next(words) for _ in range(size)]) for size in sizes)

    def person(self, n: int) -> Person:
        name = f"{self._random.choice(_FIRST_NAMES.split())} {self.names[n]}"
        return Person(id=f"{name.lower().replace(' ', '-')}-{n}", name=name)

    def topic(self, n: int) -> Topic:
        words = self._random.sample(self._rare, self._random.choice((1, 2, 2, 3)))
        return Topic(id=f"{'-'.join(words)}-{n}", label=" ".join(words).capitalize())

    def article(self, n: int) -> Article:
        headline = next(self.sentences(1)).rstrip(".")
        return Article(id=f"article-{n}", file=f"article-{n}.txt", headline=headline)

    def _name(self) -> str:
        choice = self._random.choice
        onsets, vowels, endings = self._syllables
        parts = (choice(onsets) + choice(vowels) for _ in range(choice((1, 2, 2, 3))))
        return "".join(parts).capitalize() + choice(endings)


def _zipf(size: int) -> NDArray[np.float64]:
    """How likely each of some things is, the likeliest first (Zipf's law with Mandelbrot's shift)."""
    weights = 1 / (np.arange(size) + 2.7)
    likelihoods: NDArray[np.float64] = weights / weights.sum()
    return likelihoods


def _sentence(words: Sequence[str]) -> str:
    if len(words) > 12:
        half = len(words) // 2
        words = [*words[: half - 1], f"{words[half - 1]},", *words[half:]]
    text = " ".join(words)
    return f"{text[0].upper()}{text[1:]}."
