"""Find the named speakers of an article (“Ana Ruiz, the mayor, said”, “RUIZ: …”), and which the archive does not have.

It is better to miss a name than to report something that isn't a person's name: a ship, a newspaper. Users who get
false reports soon stop looking.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import chain, takewhile

from explorer.checking.speakers.person_index import PersonIndex
from explorer.model.records import Person
from explorer.reading.analysis import Analysis
from explorer.reading.article import Reading, Sentence
from explorer.reading.entities.index import EntityIndex
from explorer.reading.languages.wording import Wording
from explorer.reading.reporting.clauses import ReportingClause, label_clause
from explorer.reading.text.passages import Passage, SourceText
from explorer.reading.text.tokens import QUOTED, TITLE, tokens
from explorer.reading.text.word_forms import words_of

_TITLE = re.compile(rf"\b{TITLE.pattern}")
_ARTICLES = {"the", "a", "an"}
_ENDS = (".", "!", "?", ";", "…")
# A label of at most this many characters is an initial.
_INITIAL = 2
# The maximum number of words or marks between a verb and the quoted words that it reports.
_NEAR = 6
# The number of names whose words are cached: the articles of an archive name the same people.
_NAMES = 16_384


def named_speakers(analysis: Analysis) -> list[Passage]:
    """Find where each named speaker is first named as one, in order, outside speech and in labels."""
    found: dict[str, Passage] = {}
    for name in (*_in_labels(analysis.reading), *_in_clauses(analysis.reading, analysis.entities)):
        words = analysis.reading.words(name)
        found[words] = min(name, found.get(words, name))
    return sorted(found.values())


def _in_labels(reading: Reading) -> Iterator[Passage]:
    """The names in labels, except mere initials."""
    for label in reading.speech.labels.values():
        words = tokens(reading.text.text, reading.wording, label.start, label.end)
        clause = label_clause(words, reading.wording)
        name = clause.mentions[0].at if clause else label
        if name.end - name.start > _INITIAL and not (clause and clause.mentions[0].is_pronoun):
            yield name


def _in_clauses(reading: Reading, entities: EntityIndex) -> Iterator[Passage]:
    """The names of the people and groups who speak in a reporting clause."""
    for sentence in reading.sentences:
        for clause in sentence.reporting_clauses:
            for mention in clause.mentions if _speaks(clause, sentence, reading.wording) else ():
                speaker = entities.named(mention)
                if speaker and speaker.may_act:
                    seen = entities.within(sentence.start, sentence.end)
                    names = (each.at for each in seen if each.entity is speaker and entities.is_name(each))
                    name = next(names, None)
                    if name and (speaker.is_person or _may_speak(sentence, name, reading.wording)):
                        yield name


def _may_speak(sentence: Sentence, name: Passage, wording: Wording) -> bool:
    """Whether a name other than a person's surely names a speaker: “the *Pentagon*”, but not “the *Aurelia*”."""
    at = sentence.index_at(name.start)
    is_led = at > 0 and sentence.tokens[at - 1].word in wording.determiners
    return not is_led or sentence.tokens[sentence.index_at(name.end - 1)].word in wording.collectives


def _speaks(clause: ReportingClause, sentence: Sentence, wording: Wording) -> bool:
    """Whether a verb certainly reports speech: by its meaning, or since quoted words are next to it."""
    words = sentence.tokens
    verb = clause.verb_word(words)
    if verb in wording.speaking or verb not in wording.verbs:
        return True
    begin, end = sentence.index_at(clause.at.start), sentence.index_at(clause.at.end)
    before = [token.word for token in words[max(0, begin - 2) : begin]]
    after = takewhile(lambda token: token.word not in _ENDS, words[end : end + _NEAR])
    return QUOTED in before or any(token.word == QUOTED for token in after)


def unknown_speakers(names: Iterable[Passage], text: SourceText, people: PersonIndex) -> Iterator[Passage]:
    """The names that no person of an archive has, without longer or shorter forms of an earlier one."""
    before: list[set[str]] = []
    for name in names:
        words = name_words(text.text[name.start : name.end])
        form = set(words)
        if words and not any(_bearers(words, people)) and not any(form <= other or other <= form for other in before):
            before.append(form)
            yield name


class ChangedNames:
    """The names that now belong to somebody among all `people`, or to nobody any more.

    The changed people are given as they were `before` and as they are `now`.
    """

    def __init__(self, before: PersonIndex, now: PersonIndex, people: PersonIndex) -> None:
        self._before, self._now, self._people = before, now, people
        known = (index.by_words("words of names", _words_of_names) for index in (before, now))
        # All words that these names may share with others.
        self.words = frozenset(chain.from_iterable(known))
        self._are_known_otherwise: dict[tuple[str, ...], bool] = {}

    def are_in(self, names: Iterable[Passage], text: SourceText) -> bool:
        """Whether any of these names in a text is affected."""
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
    """The words of a name for comparison, without titles and articles."""
    return tuple(word for word in words_of(_TITLE.sub("", name)) if word not in _ARTICLES)


def _bearers(words: tuple[str, ...], people: PersonIndex) -> Iterator[str]:
    """The ids of people with a name as part of theirs (Kirby), or as its end (Defense Secretary Lloyd Austin)."""
    whole = people.by_words("whole names", _whole_names)
    ends = (whole.get(" ".join(words[n:]), ()) for n in range(len(words)))
    return map(people.id_of, chain(people.with_all(words, "words of names", _words_of_names), *ends))


def _whole_names(person: Person) -> Iterator[str]:
    return (" ".join(name_words(name)) for name in (person.name, *person.aliases))


def _words_of_names(person: Person) -> Iterator[str]:
    return chain.from_iterable(map(name_words, (person.name, *person.aliases)))
