"""Compare quotes in the headline of an article with the quotes below it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from explorer.reading.quotation.spans import QuotedSpan
from explorer.reading.text.passages import Passage, SourceText
from explorer.reading.text.word_forms import words_of

# In characters: a longer first paragraph is not a headline. Many texts have just one long paragraph.
HEADLINE = 150


def are_quoted_below(passages: Sequence[Passage], text: SourceText, spans: Iterable[QuotedSpan]) -> bool:
    """Whether quoted passages are in the headline and repeated by quoted spans below, which may have more words.

    A headline may add capitals and change the punctuation at the end.
    """
    first = text.paragraphs[0]
    if passages[-1].end > first.end or first.end - first.start > HEADLINE:
        return False
    below = [_words(span.words(text.text)) for span in spans if span.start >= first.end]
    return all(any(words in each for each in below) for words in (_words(text.text[p.start : p.end]) for p in passages))


def _words(text: str) -> str:
    return f" {' '.join(words_of(text))} "
