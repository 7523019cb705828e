"""The context of quotes: the paragraphs that they are in, and the headlines of their articles."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence, Set

from explorer.checking.verification import Verification
from explorer.model.archive import Archive
from explorer.model.records import Article, Kind, Quote
from explorer.reading.text.passages import SourceText
from explorer.search.fields import NAMES, texts_of_quote
from explorer.search.runs import Run, place_of, words_in

# Where words are: the name of a quote's own field, or one of these.
HEADLINE, PARAGRAPH = "headline", "paragraph"

# The name of a place, and its text; or instead the folded words of the text, in order.
Text = tuple[str, str]
Words = tuple[str, list[str]]


class Contexts:
    """The words of quotes and their context in one state of an archive."""

    def __init__(
        self, archive: Archive, texts: Mapping[str, SourceText], verifications: Mapping[str, Verification]
    ) -> None:
        self._archive = archive
        self._texts = texts
        self._verifications = verifications
        # The words around the quotes of the latest article, since quotes of an article are usually looked at together.
        self._kept: tuple[str, dict[str, list[str]]] = "", {}
        # The words of each article that was searched, as one string, since every keystroke searches it again.
        self._searched: dict[str, str] = {}

    def texts_around(self, quote: Quote) -> Iterator[Text]:
        """Yield the headline and the paragraphs around a quote."""
        article = self._archive.get(Article, quote.article)
        if article is not None:
            yield HEADLINE, article.headline
        yield from ((PARAGRAPH, text) for text in self.paragraphs(quote))

    def own(self, quote: Quote) -> Iterator[Words]:
        """Yield the words of a quote's own fields."""
        return ((where, words_in(text)) for where, text in own_texts(quote, self._archive))

    def around(self, quote: Quote) -> Iterator[Words]:
        """Yield the words of the headline and the paragraphs around a quote."""
        return ((where, self._words(text, quote.article)) for where, text in self.texts_around(quote))

    def paragraphs(self, quote: Quote) -> list[str]:
        """Return the paragraphs that a quote is in; empty if its words or its article's text were not found."""
        text, verification = self._texts.get(quote.article), self._verifications.get(quote.ref)
        if text is None or verification is None:
            return []
        paragraphs = (text.paragraphs[n - 1] for n in verification.paragraphs_in(text))
        return [text.text[paragraph.start : paragraph.end] for paragraph in paragraphs]

    def _words(self, text: str, article: str) -> list[str]:
        of, kept = self._kept
        if of != article:
            self._kept = article, (kept := {})
        if text not in kept:
            kept[text] = words_in(text)
        return kept[text]

    def amid(self, runs: Sequence[Run], pause: Callable[[], None]) -> Iterator[str]:
        """Yield the refs of the quotes that have any of some runs in their context."""
        likely = [[[f" {word} " for word in words] for words in run] for run in runs]
        for id in self._archive.of_kind(Kind.ARTICLE):
            pause()
            # Searching for words in one string is much cheaper than searching for runs.
            searched = self._searched.get(id) or self._made_searchable(id)
            if any(all(any(word in searched for word in words) for words in run) for run in likely):
                yield from self._quotes_amid(id, runs)

    def _quotes_amid(self, article: str, runs: Sequence[Run]) -> Iterator[str]:
        quotes = self._archive.quote_refs_of(Kind.ARTICLE, [article])
        if stand_in(runs, words_in(self._headline(article))):
            yield from quotes
        elif paragraphs := self._paragraphs_with(article, runs):
            yield from (ref for ref in quotes if self._is_in(ref, article, paragraphs))

    def _made_searchable(self, article: str) -> str:
        """Join the words of an article's headline and text, with a space before and after each."""
        text = self._texts.get(article)
        words = [*words_in(self._headline(article)), *(words_in(text.text) if text else ())]
        searched = self._searched[article] = f" {' '.join(words)} "
        return searched

    def _headline(self, article: str) -> str:
        found = self._archive.get(Article, article)
        return found.headline if found else ""

    def _paragraphs_with(self, article: str, runs: Sequence[Run]) -> Set[int]:
        """Return the numbers, from 1, of the paragraphs of an article that contain any of some runs."""
        if (text := self._texts.get(article)) is None:
            return frozenset()
        paragraphs = (text.text[paragraph.start : paragraph.end] for paragraph in text.paragraphs)
        return {n for n, at in enumerate(paragraphs, 1) if stand_in(runs, self._words(at, article))}

    def _is_in(self, quote: str, article: str, paragraphs: Set[int]) -> bool:
        """Whether a quote, given by ref, is in any of some paragraphs of its article."""
        verification = self._verifications.get(quote)
        return verification is not None and not paragraphs.isdisjoint(verification.paragraphs_in(self._texts[article]))


def own_texts(quote: Quote, archive: Archive) -> Iterator[Text]:
    """Yield the texts of a quote's own fields: its text and attribution, and the names of its speaker and relayer."""
    return ((NAMES[code], text) for code, text in texts_of_quote(quote, archive))


def stand_in(runs: Sequence[Run], words: Sequence[str]) -> bool:
    """Whether any of some runs occurs in a sequence of words."""
    return any(place_of(run, words) is not None for run in runs)
