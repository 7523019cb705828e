"""The results for repeated words: where they are, how similar they are, and how the two versions differ."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from explorer.checking.differences import Change
from explorer.checking.repeats.searched_texts import SearchedTexts
from explorer.reading.text.passages import Passage


class Likeness(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """How much a quote's words have in common with those at a place, counted in words.

    `here` and `there` are the matching parts of both, from the first common word to the last; `there` counts from where
    the comparison began. `same` words are equal, `run` of them consecutive, and `telling` of them significant; the
    quote has `size` words in all.
    """

    here: Passage
    there: Passage
    same: float
    run: float
    telling: int
    size: float

    @property
    def is_exact(self) -> bool:
        """Whether all words of the quote are there in one run."""
        return self.run == self.size


class VersionComparison(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """The comparison of two versions: `here` and `there` in full, and what they have in common.

    `changes` has the differences within the common part, or in a few words at its ends: `archive` has the words here,
    `article` those there. `weighty` has those in which a negation, a number or a name differs, and a negation that only
    one version has before or after the common part.
    """

    here: str
    there: str
    likeness: Likeness
    size: float
    changes: tuple[Change, ...] = ()
    weighty: tuple[Change, ...] = ()

    @property
    def turned(self) -> VersionComparison:
        """The same comparison, seen from the other side."""
        if self.here == self.there:
            return self
        alike = self.likeness
        return VersionComparison(
            self.there,
            self.here,
            msgspec.structs.replace(alike, here=alike.there, there=alike.here, size=self.size),
            alike.size,
            *(tuple(Change(one.article, one.archive) for one in each) for each in (self.changes, self.weighty)),
        )

    @property
    def is_same(self) -> bool:
        """Whether both have the same words, and no more."""
        return not self.changes and self.likeness.size == self.size == self.likeness.same

    @property
    def is_part(self) -> bool:
        """Whether the words here are all part of those there."""
        return not self.changes and self.likeness.size == self.likeness.same

    @property
    def has_part(self) -> bool:
        """Whether the words there are all part of those here."""
        return not self.changes and self.size == self.likeness.same


class SimilarPassage(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """A passage of an article that is similar to a quote, and how similar they are."""

    article: str
    passage: Passage
    likeness: Likeness


class Places(msgspec.Struct, frozen=True):
    """The similar passages of each quote, by its ref, and the texts that were searched."""

    searched: SearchedTexts
    found: Mapping[str, tuple[SimilarPassage, ...]]


class Repeat(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """Another place with the words of a quote.

    It is a `quote`, by its ref, or unquoted words of an `article`, at a passage. `versions` has both; None for a quote
    that is declared to be the same in very different words. `is_settled` says whether both are known as one utterance.
    """

    article: str
    versions: VersionComparison | None
    quote: str | None = None
    passage: Passage | None = None
    is_settled: bool = False


RepeatsByRef = Mapping[str, tuple[Repeat, ...]]
# Two versions that were compared: their words, the article of the first, and its stated language.
VersionPair = tuple[str, str, str, str | None]
Comparisons = Mapping[VersionPair, VersionComparison | None]


class Repeats(msgspec.Struct, frozen=True):
    """The repeats of each quote, by its ref; and how they were found, for the next check."""

    also: RepeatsByRef = {}
    places: Places | None = None
    compared: Comparisons = {}


def how_much(compared: VersionComparison | None) -> str:
    """How much of the words here is there, too; None means versions in very different words."""
    if compared is None:
        return "in other words"
    if compared.is_same:
        return "the same words"
    if compared.is_part:
        return "these words and more"
    if compared.has_part:
        return "part of these words"
    return "nearly the same words" if compared.changes else "some of these words"
