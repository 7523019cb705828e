"""Roles that an article contradicts: “Finance Minister Ana Ruiz” is no health minister.

Somebody may have many roles. So only one of the same noun is held against the record's, and only where each names an
office or a place and none of the person's articles has that of the record.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from explorer.checking.verification import Texts
from explorer.display import shortened
from explorer.model.archive import Archive
from explorer.model.failures import Guard, unguarded
from explorer.model.problems import Problem, Severity
from explorer.model.records import Article, Person
from explorer.reading.languages.wording import Wording, saying_of, wording
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
# Of how many people in an article it is kept what stands beside their names.
_KEPT = 16_384


class _Role(NamedTuple):
    """The noun of a role, and the offices and places that tell it from others of the same noun."""

    noun: str
    offices: frozenset[str]
    places: frozenset[str]


def problems(archive: Archive, texts: Texts, guard: Guard = unguarded) -> Iterator[Problem]:
    """A warning for each person whose role their articles contradict."""
    for person in archive.all(Person):
        if person.role and person.type == "named" and " " in person.name:
            with guard(person.ref):
                yield from _of_person(person, person.role, archive, texts)


def _of_person(person: Person, role: str, archive: Archive, texts: Texts) -> Iterator[Problem]:
    ids = {quote.article for quote in archive.quotes_of(person)} | {item.article for item in person.evidence}
    found = (archive.get(Article, id) for id in sorted(ids) if id in texts)
    articles = [article for article in found if article]
    read = [texts[article.id].text for article in articles]
    for article, text in zip(articles, read, strict=True):
        words = saying_of(article.language, text)
        own = _role(_WORD.findall(role), words)
        if own is None or not (own.offices or own.places):
            return
        for said in _said_of((person.name, *person.aliases), text, words.code):
            stated = _role(_WORD.findall(said), words)
            if stated and _are_apart(own, stated) and not any(_has(each, own) for each in read):
                message = f"role: {shortened(role)}, but the article has “{shortened(said)}” for {person.name}"
                entry = archive.entries[person.ref]
                yield Problem(entry.place_of("role"), Severity.WARNING, CODE, message, person.ref)
                return


@lru_cache(maxsize=_KEPT)
def _said_of(names: tuple[str, ...], text: str, language: str) -> tuple[str, ...]:
    """What stands as a title right before somebody's whole name, and in apposition right behind it."""
    return tuple(_said_beside(names, text, wording(language)))


def _said_beside(names: Sequence[str], text: str, wording: Wording) -> Iterator[str]:
    for name in names:
        start = text.find(name) if " " in name else -1
        while start >= 0:
            end = start + len(name)
            line = text[text.rfind("\n", 0, start) + 1 : start]
            words = re.split(r"[^\w\s’'-]", line)[-1].split()[-_TITLE:]
            if words and singular(words[-1].lower()) in wording.roles:
                begin = next((n for n in range(len(words), 0, -1) if not words[n - 1][0].isupper()), 0)
                yield " ".join(words[min(begin, len(words) - 1) :])
            behind = re.match(r", (?:the |a |an )?([^,.;:\n]+)[,.]", text[end : end + _NEAR])
            if behind and len(behind[1].split()) <= _APPOSITION:
                yield behind[1]
            start = text.find(name, end)


def _role(words: Sequence[str], wording: Wording) -> _Role | None:
    small = [word.lower() for word in words]
    end = next((n for n, word in enumerate(small) if word in _OF), len(words))
    noun = small[end - 1] if end else ""
    if noun not in wording.roles:
        return None
    after = [word for word in words[end + 1 : end + 4] if word.lower() not in wording.determiners]
    offices = frozenset(word for word in (*small[: end - 1], *small[end:]) if word in wording.portfolios)
    is_place = after and after[0][0].isupper() and after[0].lower() not in wording.portfolios
    return _Role(noun, offices, frozenset(after[:1]) if is_place else frozenset())


def _are_apart(one: _Role, other: _Role) -> bool:
    """Whether two roles of one noun are of other offices, or of other places."""
    if one.noun != other.noun:
        return False
    for ours, theirs in ((one.offices, other.offices), (one.places, other.places)):
        if ours and theirs and {word[:_STEM] for word in ours}.isdisjoint(word[:_STEM] for word in theirs):
            return True
    return False


def _has(text: str, role: _Role) -> bool:
    """Whether a text has any of what tells a role from others."""
    return any(re.search(rf"\b{re.escape(word[:_STEM])}", text, re.IGNORECASE) for word in role.offices | role.places)
