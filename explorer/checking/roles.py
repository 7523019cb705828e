"""Report roles that an article contradicts: “Finance Minister Ana Ruiz” is no health minister.

Somebody may have many roles. So only one of the same noun is held against the record's, and only where each names an
office or a place and none of the person's articles has that of the record.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple
from weakref import WeakKeyDictionary

from explorer.checking.changed import Records
from explorer.checking.speakers.article_people import articles_of
from explorer.checking.verified_archive import VerifiedArchive
from explorer.display import shortened
from explorer.model.failures import Guard, unguarded
from explorer.model.problem_codes import problem
from explorer.model.problems import Problem
from explorer.model.records import Article, Person
from explorer.reading.languages.lexicon import lexicon_of
from explorer.reading.languages.wording import Wording, together, wording, wording_of
from explorer.reading.text.passages import SourceText
from explorer.reading.text.word_forms import singular

CODE = "role-conflict"
_WORD = re.compile(r"[^\W\d_][\w’'-]*")
_OF = {"of", "de", "del", "della", "di", "do", "da", "du", "von", "für", "for"}
# So many words right before a name may be a title, and so many behind its comma an apposition.
_TITLE, _APPOSITION = 4, 9
# In characters: so far behind a name its apposition ends.
_NEAR = 120
# Forms of one word have so many letters in common: “finance”, “financial”.
_STEM = 5


class _Role(NamedTuple):
    """The noun of a role, and the offices and the words of the place that tell it from others of the same noun."""

    noun: str
    offices: frozenset[str]
    place: frozenset[str]


def problems(found: VerifiedArchive, asked: Records | None = None, guard: Guard = unguarded) -> Iterator[Problem]:
    """A warning for each person whose role their articles contradict; or for those `asked` of."""
    for person in (asked or found.archive).all(Person):
        if person.role and person.type == "named" and " " in person.name:
            with guard(person.ref):
                yield from _of_person(person, person.role, found)


def _of_person(person: Person, role: str, found: VerifiedArchive) -> Iterator[Problem]:
    archive = found.archive
    ids = sorted(articles_of(person, archive))
    articles = [article for id in ids if id in found.texts and (article := archive.get(Article, id))]
    read = [found.texts[article.id] for article in articles]
    for article, text in zip(articles, read, strict=True):
        words = wording_of(article.language, text.text)
        own = _role(_WORD.findall(role), words)
        if own is None or not (own.offices or own.place):
            continue
        for said in _said_of((person.name, *person.aliases), text, words.code):
            stated = _role(_WORD.findall(said), words)
            if stated and _are_apart(own, stated) and not any(_has(each.text, own) for each in read):
                message = f"{shortened(role)}, but the article has “{shortened(said)}” for {person.name}"
                yield problem(archive.entries[person.ref], CODE, "role", message)
                return


def _said_of(names: tuple[str, ...], text: SourceText, language: str) -> tuple[str, ...]:
    """What `_said_beside` gives, which is kept for as long as the text is."""
    of_text = _said.setdefault(text, {})
    found = of_text.get((names, language))
    if found is None:
        found = of_text[names, language] = tuple(_said_beside(names, text.text, wording(language)))
    return found


_said: WeakKeyDictionary[SourceText, dict[tuple[tuple[str, ...], str], tuple[str, ...]]] = WeakKeyDictionary()


def _said_beside(names: Sequence[str], text: str, wording: Wording) -> Iterator[str]:
    """What stands as a title right before somebody's whole name, and in apposition right behind it."""
    for name in names:
        for match in re.finditer(rf"\b{re.escape(name)}\b", text) if " " in name else ():
            line = text[text.rfind("\n", 0, match.start()) + 1 : match.start()]
            words = re.split(r"[^\w\s’'-]", line)[-1].split()[-_TITLE:]
            is_now = wording.former.isdisjoint(word.lower() for word in words)
            if words and is_now and singular(words[-1].lower()) in wording.roles:
                begin = next((n for n in range(len(words), 0, -1) if not words[n - 1][0].isupper()), 0)
                yield " ".join(words[min(begin, len(words) - 1) :])
            behind = re.match(r", (?:the |a |an )?([^,.;:\n]+)[,.]", text[match.end() : match.end() + _NEAR])
            if behind and len(behind[1].split()) <= _APPOSITION:
                yield behind[1]


def _role(words: Sequence[str], language: Wording) -> _Role | None:
    """A role in its words; None for one of another time, or without a noun that is known for one."""
    small = [word.lower() for word in words]
    end = next((n for n, word in enumerate(small) if word in _OF), len(words))
    noun = small[end - 1] if end else ""
    if noun not in language.roles or not language.former.isdisjoint(small):
        return None
    offices = frozenset(word for word in (*small[: end - 1], *small[end:]) if word in language.portfolios)
    of = [word for word in words[end + 1 :] if word.lower() not in language.determiners]
    known = lexicon_of(language.code)
    is_place = all(word[0].isupper() and word[-2:] not in ("’s", "'s") for word in of)
    named = together(known.organisations, known.demonyms, language.portfolios)
    is_place = is_place and named.isdisjoint(map(str.lower, of))
    return _Role(noun, offices, frozenset(of) if is_place else frozenset())


def _are_apart(one: _Role, other: _Role) -> bool:
    """Whether two roles of one noun are of other offices, or of other places."""
    if one.noun != other.noun:
        return False
    ours, theirs = ({word[:_STEM] for word in each.offices} for each in (one, other))
    is_elsewhere = one.place and other.place and not (one.place <= other.place or other.place <= one.place)
    return bool((ours and theirs and ours.isdisjoint(theirs)) or is_elsewhere)


def _has(text: str, role: _Role) -> bool:
    """Whether a text has any office of a role, or its place."""
    if any(re.search(rf"\b{re.escape(word[:_STEM])}", text, re.IGNORECASE) for word in role.offices):
        return True
    return bool(role.place) and all(re.search(rf"\b{re.escape(word)}\b", text) for word in role.place)
