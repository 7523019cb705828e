"""The context of a quote whose speaker is checked: what its article has near it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import reduce

import msgspec

from explorer.checking.speakers.linking import PersonLinker
from explorer.display import shortened
from explorer.model.records import Article, Person, Quote
from explorer.reading.languages.wording import Wording
from explorer.reading.reporting.clauses import ReportingClause
from explorer.reading.reporting.mentions import Mention
from explorer.reading.speech import MARKS, Speech
from explorer.reading.text.passages import Passage, SourceText, occurrences
from explorer.reading.text.tokens import tokens
from explorer.reading.text.word_forms import UNCASED, folded, words_of

_EDGE = re.compile(r"\b")
_CALLED, _SHORT = re.compile(r"\w{2,}"), 3
_SENTENCE_END = re.compile(r"[.!?\n]")
_APART = re.compile(r"[\w.!?\n]")
# How many characters before a word are looked at for whether it begins a sentence.
_BEFORE = 8


class QuoteContext(msgspec.Struct, frozen=True):
    """A quote whose words are `placed`, with all that is needed to check its speaker."""

    quote: Quote
    article: Article
    speaker: Person
    relayer: Person | None
    text: SourceText
    placed: Sequence[Passage]
    people: PersonLinker
    wording: Wording
    speech: Speech

    def shown(self, at: Passage) -> str:
        """Words of the article, for a message."""
        return shortened(self.text.text[at.start : at.end])

    def with_names(self, clause: ReportingClause) -> ReportingClause:
        """A reporting clause in which what looks like a pronoun is a name, where the article uses it as one.

        That is a capital in the midst of a sentence, of somebody whose whole name the article has: “…,” *He* said.
        """
        if not any(mention.is_pronoun for mention in clause.mentions):
            return clause
        mentions = (
            msgspec.structs.replace(mention, is_pronoun=False) if self._is_name(mention) else mention
            for mention in clause.mentions
        )
        return msgspec.structs.replace(clause, mentions=tuple(mentions))

    def may_name(self, pronoun: Mention, person: Person) -> bool:
        """Whether a pronoun with a capital may be a person's name, which the article has as a whole."""
        word = pronoun.head[0]
        return (
            word[0].isupper()
            and len(word) > 1
            and any(_uses(self.text.text, name, word) for name in (person.name, *person.aliases))
        )

    def _is_name(self, mention: Mention) -> bool:
        before = self.text.text[max(0, mention.start - _BEFORE) : mention.start].rstrip().rstrip(MARKS)
        if not mention.is_pronoun or not (before[-1:].isalnum() or before[-1:] in ",;"):
            return False
        return any(self.may_name(mention, person) for person in self.people.people_called(mention.head[0]))


def _uses(text: str, name: str, word: str) -> bool:
    """Whether a text has a name of which a word is a part; when it is all of the name, in the midst of a sentence."""
    parts = words_of(name)
    if folded(word) not in parts:
        return False
    return name in text if len(parts) > 1 else re.search(rf"[\w,;] {re.escape(word)}\b", text) is not None


def touches(text: str, placed: Sequence[Passage], attribution: Passage) -> bool:
    """Whether nothing but marks and spaces stands between an attribution and a quote, in one sentence."""
    for passage in placed:
        first, last = sorted((passage, attribution))
        if first.end <= last.start and not _APART.search(text, first.end, last.start) and text[first.end - 1] != ".":
            return True
    return False


def are_apart(text: str, placed: Sequence[Passage], attribution: Passage) -> bool:
    """Whether a sentence ends between an attribution and each passage of a quote."""
    pairs = (sorted((passage, attribution)) for passage in placed)
    return all(_SENTENCE_END.search(text, first.end, max(first.end, last.start)) for first, last in pairs)


def surrounding_paragraphs(context: QuoteContext) -> list[str]:
    """The paragraphs of a quote, and the one before."""
    text = context.text
    first, last = text.paragraph_at(context.placed[0].start), text.paragraph_at(context.placed[-1].end)
    return [text.text[paragraph.start : paragraph.end] for paragraph in text.paragraphs[max(0, first - 2) : last]]


def surrounding_words(context: QuoteContext) -> list[str]:
    """The same without the words of the quote itself."""
    own = [context.text.text[passage.start : passage.end] for passage in context.placed]
    return [
        reduce(lambda words, part: words.replace(part, ""), own, words) for words in surrounding_paragraphs(context)
    ]


def is_named_in(person: Person, paragraphs: Sequence[str], wording: Wording) -> bool:
    return any(_called_at(person, words, wording) for words in paragraphs)


def has_whole_name(context: QuoteContext, person: Person) -> bool:
    """Whether an article has a name of somebody that is more than a surname or a single noun."""
    names = (name for name in (person.name, *person.aliases) if " " in name or name[0] >= UNCASED)
    return any(name in context.text.text for name in names)


def reference_near(context: QuoteContext) -> tuple[bool, Passage] | None:
    """The first reference to a quote's speaker near it, and whether by name or by pronoun; None without any."""
    text, near = context.text, _surroundings(context)
    named = _called_at(context.speaker, text.text[near.start : near.end], context.wording)
    if named is not None:
        return True, Passage(near.start + named.start, near.start + named.end)
    pronouns = (
        token
        for token in tokens(text.text, context.wording, near.start, near.end)
        if token.word in context.wording.pronouns
    )
    found = next(pronouns, None)
    return (False, found.at) if found else None


def _surroundings(context: QuoteContext) -> Passage:
    """The paragraphs of a quote, with the one before."""
    text = context.text
    first, last = text.paragraph_at(context.placed[0].start), text.paragraph_at(context.placed[-1].end)
    return Passage(text.paragraphs[max(0, first - 2)].start, text.paragraphs[last - 1].end)


def is_mentioned(context: QuoteContext) -> bool:
    """Whether the article names a quote's speaker anywhere."""
    return _called_at(context.speaker, context.text.text, context.wording) is not None


def _called_at(person: Person, words: str, wording: Wording) -> Passage | None:
    """Where any word of what a person is called stands in some words, but for articles, pronouns and the like."""
    names = (person.name, *person.aliases, person.role or "")
    found = dict.fromkeys(word for name in names for word in _CALLED.findall(name))
    for word in [word for word in found if word.lower() not in wording.pronouns] or found:
        if word[0] >= UNCASED and word in words:
            return Passage(words.index(word), words.index(word) + len(word))
        is_called = len(word) > _SHORT or word[0].isupper()
        forms = (word, word.capitalize()) if is_called else ()
        firsts = (next((at for at in occurrences(words, form) if _is_whole(words, at, form)), None) for form in forms)
        at = min((at for at in firsts if at is not None), default=None)
        if at is not None:
            return Passage(at, at + len(word))
    return None


def _is_whole(text: str, at: int, word: str) -> bool:
    return _EDGE.match(text, at) is not None and _EDGE.match(text, at + len(word)) is not None
