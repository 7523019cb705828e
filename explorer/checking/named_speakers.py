"""Find the named speakers of a text (“Ana Ruiz, the mayor, said”, “RUIZ: …”), and which the archive does not have.

Missing a name is better than reporting something that is no name, or nobody's: a ship, a newspaper. People who
get false reports soon stop looking.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import chain, takewhile

from explorer.checking.speakers.person_index import PersonIndex
from explorer.model.records import Person
from explorer.reading.languages.wording import Wording
from explorer.reading.reporting.clauses import ReportingClause, reporting_clauses
from explorer.reading.reporting.mentions import Mention
from explorer.reading.speech import Speech
from explorer.reading.text.passages import Passage, SourceText, holds, occurrences
from explorer.reading.text.tokens import QUOTED, TITLE, Token, tokens
from explorer.reading.text.word_forms import words_of

_WORD, _TITLE = re.compile(r"[^\W\d_]+"), re.compile(rf"\b{TITLE.pattern}")
_ARTICLES = {"the", "a", "an"}
_ENDS = (".", "!", "?", ";", "…", ":")
# How many characters of a text are looked at before a word, to tell whether it begins a sentence.
_LEAD = 4
# Between a letter and what is none; and what stands before a word inside of a sentence.
_EDGE, _INSIDE = re.compile(r"\b"), re.compile("[a-z,] ")
# How many words or marks may stand between a verb and the quoted words that it tells of.
_NEAR = 6
# So many names are kept as words: an archive's articles name the same people.
_NAMES = 16_384


def named_speakers(speech: Speech, wording: Wording) -> list[Passage]:
    """Find where each named speaker is first named as one, in order, outside of speech and in labels."""
    found: dict[str, Passage] = {}
    read: set[tuple[str, ...]] = set()
    for paragraph in speech.text.paragraphs:
        quoted = speech.between(paragraph)
        outside = tuple(_outside(speech.text.text, paragraph, quoted))
        # The same words tell the same names again, each of them farther on.
        if outside not in read and _may_tell(outside, wording):
            read.add(outside)
            words = speech.tokens_of(paragraph, wording)
            for clause in reporting_clauses(words, wording):
                if _speaks(clause, words, wording):
                    _add_names(found, clause, words, speech.text.text, wording)
    for label in speech.labels.values():
        words = tokens(speech.text.text, wording, label.start, label.end)
        _add(found, _name([word for word in words if word.is_word], wording), speech.text.text)
    return sorted(found.values())


def _outside(text: str, paragraph: Passage, quoted: Sequence[Passage]) -> Iterator[str]:
    """The words of a paragraph that are not quoted; between them, of what is quoted, that by which it is read."""
    start = paragraph.start
    for span in quoted:
        yield text[start : span.start]
        yield ("A" if text[span.start].isupper() else "a") + text[max(span.start, span.end - 2) : span.end]
        start = span.end
    yield text[start : paragraph.end]


def _may_tell(outside: Sequence[str], wording: Wording) -> bool:
    """Whether a paragraph has a reporting word outside of speech."""
    return not wording.telling.isdisjoint(_WORD.findall(" ".join(outside[::2]).lower()))


def _speaks(clause: ReportingClause, words: Sequence[Token], wording: Wording) -> bool:
    """Whether a verb reports speech for certain: by itself, or since quoted words stand beside it."""
    verb = clause.verb_word(words)
    if verb in wording.speaking or verb not in wording.verbs:
        return True
    begin = next(n for n, token in enumerate(words) if token.start >= clause.at.start)
    end = next((n for n, token in enumerate(words) if token.start >= clause.at.end), len(words))
    before = [token.word for token in words[max(0, begin - 2) : begin]]
    after = list(takewhile(lambda token: token.word not in _ENDS[:-1], words[end : end + _NEAR]))
    return QUOTED in before or any(token.word == QUOTED for token in after)


def _add_names(
    found: dict[str, Passage], clause: ReportingClause, words: Sequence[Token], text: str, wording: Wording
) -> None:
    for mention in clause.mentions:
        if not mention.is_pronoun:
            name = _name(_head_of(mention, words), wording)
            if name and text[name[0].start : name[-1].end] not in found and _may_speak(text, name, wording):
                _add(found, name, text)


def _add(found: dict[str, Passage], name: Sequence[Token], text: str) -> None:
    """Add a name to those that are found, by the name, unless it is no more than an initial."""
    if name and len(name[-1].text.rstrip(".")) > 1:
        at = Passage(name[0].start, name[-1].end)
        words = text[at.start : at.end]
        found[words] = min(at, found.get(words, at))


def _head_of(mention: Mention, words: Sequence[Token]) -> Sequence[Token]:
    inside = [token for token in words if holds(mention, token)]
    size = len(mention.head)
    ways = (inside[n : n + size] for n in range(len(inside) - size + 1))
    return next((way for way in ways if tuple(token.text for token in way) == mention.head), ())


def _name(head: Sequence[Token], wording: Wording) -> Sequence[Token]:
    """The name in what somebody is called, with a title such as Mr.; nothing when it is none, or a thing's."""
    begin = max((n + 1 for n, token in enumerate(head[:-1]) if _leads(token, n, wording)), default=0)
    name = head[begin:]
    if not name or not name[-1].is_capital or any(word.word in wording.ends for word in name):
        return ()
    last = name[-1]
    if last.word in wording.roles or last.word in wording.titles or last.is_possessive:
        return ()
    if len(name) == 1 and last.word in wording.pronouns:
        return ()
    before = head[begin - 1] if begin else None
    titled = before is not None and TITLE.fullmatch(before.text) is not None
    if before is not None and before.word in wording.determiners and last.word not in wording.collectives:
        return ()
    if wording.capital_nouns and len(name) == 1 and not (before and (titled or before.word in wording.titles)):
        return ()
    return head[begin - 1 :] if titled else name


def _leads(token: Token, at: int, wording: Wording) -> bool:
    """Whether a word stands before a name, and is no part of it as in Solène Le Goff."""
    if token.word in wording.roles or token.word in wording.titles or TITLE.fullmatch(token.text):
        return True
    if token.word in wording.determiners:
        return at == 0 or not token.is_capital
    return not token.is_capital and token.word not in wording.particles


def _may_speak(text: str, name: Sequence[Token], wording: Wording) -> bool:
    """Whether a name can be a speaker's, and is no mere word that begins a sentence."""
    words, start = text[name[0].start : name[-1].end], name[0].start
    lead = text[max(0, start - _LEAD) : start].rstrip()
    if len(name) == 1 and name[0].word in wording.collectives:
        return _has_capital(text, words)
    inside = lead[-1:].isalnum() or lead.endswith((",", ",”", ',"', ")", ",’"))
    if len(name) > 1 or inside or (words.isupper() and len(words) > 1):
        return True
    return _has_capital(text, words)


def _has_capital(text: str, word: str) -> bool:
    """Whether a word has a capital inside of some sentence, too, and nowhere stands without it."""
    inside = any(_INSIDE.match(text, at - 2) for at in _places_of(text, word) if at > 1)
    return inside and not any(_EDGE.match(text, at) for at in _places_of(text, word.lower()))


def _places_of(text: str, words: str) -> Iterator[int]:
    """Where some words stand that no more letters follow."""
    return (at for at in occurrences(text, words) if _EDGE.match(text, at + len(words)))


def unknown_speakers(names: Iterable[Passage], text: SourceText, people: PersonIndex) -> Iterator[Passage]:
    """The names that no person of an archive has. A longer or shorter form of an earlier one is left out."""
    before: list[set[str]] = []
    for name in names:
        words = name_words(text.text[name.start : name.end])
        form = set(words)
        if words and not any(_bearers(words, people)) and not any(form <= other or other <= form for other in before):
            before.append(form)
            yield name


class ChangedNames:
    """The names that have become somebody's among all `people`, or are nobody's any more.

    Those who changed are told as they were `before` and as they are `now`.
    """

    def __init__(self, before: PersonIndex, now: PersonIndex, people: PersonIndex) -> None:
        self._before, self._now, self._people = before, now, people
        known = (index.by_words("words of names", _words_of_names) for index in (before, now))
        # All words that any of these names may have in common with others.
        self.words = frozenset(chain.from_iterable(known))
        self._are_known_otherwise: dict[tuple[str, ...], bool] = {}

    def are_in(self, names: Iterable[Passage], text: SourceText) -> bool:
        """Whether any of some names in a text is one of these."""
        return any(self._has(name_words(text.text[name.start : name.end])) for name in names)

    def _has(self, words: tuple[str, ...]) -> bool:
        if self.words.isdisjoint(words):
            return False
        if words not in self._are_known_otherwise:
            was, is_ = (set(_bearers(words, index)) for index in (self._before, self._now))
            is_of_others = not (was | is_).issuperset(_bearers(words, self._people))
            self._are_known_otherwise[words] = bool(was) is not bool(is_) and not is_of_others
        return self._are_known_otherwise[words]


@lru_cache(maxsize=_NAMES)
def name_words(name: str) -> tuple[str, ...]:
    """The words of a name as names are compared, without titles and articles."""
    return tuple(word for word in words_of(_TITLE.sub("", name)) if word not in _ARTICLES)


def _bearers(words: tuple[str, ...], people: PersonIndex) -> Iterator[str]:
    """The ids of whoever has a name as part of theirs (Kirby), or as its end (Defense Secretary Lloyd Austin)."""
    whole = people.by_words("whole names", _whole_names)
    ends = (whole.get(" ".join(words[n:]), ()) for n in range(len(words)))
    return map(people.id_of, chain(people.with_all(words, "words of names", _words_of_names), *ends))


def _whole_names(person: Person) -> Iterator[str]:
    return (" ".join(name_words(name)) for name in (person.name, *person.aliases))


def _words_of_names(person: Person) -> Iterator[str]:
    return chain.from_iterable(map(name_words, (person.name, *person.aliases)))
