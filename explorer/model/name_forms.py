"""What the form of a name says of who has it: a person with a name, one who is only described, a group, a document."""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import StrEnum
from functools import lru_cache

from explorer.model.name_words import (
    ALWAYS_DESCRIBING,
    DESCRIBING,
    DOCUMENTS,
    GERMAN,
    GERMAN_ORGANISATIONS,
    GROUPS,
    MANY,
    ONE,
    ORGANISATIONS,
    THE,
    UNCASED,
)

_WORD = re.compile(r"[^\W_]+(?:[.’'&-][^\W_]+)*\.?")
# What follows one of these is no head: “spokesman for the ministry”, “woman, 34”, “official (after the talks)”.
_END_OF_HEAD = re.compile(
    r"\s*[(\[,;:–—/]|\s(?:for|of|at|in|on|with|from|to|near|who|whom|whose|that|familiar|close|speaking|briefed|named|de|du"
    r"|des|del|della|von|vom|der|aus|bei)\s"
)
_LAST_MARK = re.compile(r"(?:\s+(?:#?\d+|[A-Z]))+$")
# How the words of those end who do something for a living.
_AGENT = re.compile(r".{2,}(?:man|woman|person|worker|keeper|holder|maker|owner|master|goer|member|monger)")
# These have an article before a name: “the Rev. Al Green”.
_TITLES = ("Rev", "Reverend", "Hon", "Honourable", "Honorable", "Right", "Most", "Very")
_OWNING = ("'s", "s'")
_SINGULAR_S = ("ss", "us", "is")
# The letters that a word has whose plural ends with “ies” for “y”: not “ties”.
_LONG = 5


class Form(StrEnum):
    """What a name is, by its form."""

    NAME = "name"
    DESCRIPTION = "description"
    DESCRIBED_GROUP = "described group"
    ORGANISATION = "organisation"
    DOCUMENT = "document"

    @property
    def is_description(self) -> bool:
        """Whether it tells what somebody is, and not who."""
        return self in (Form.DESCRIPTION, Form.DESCRIBED_GROUP, Form.DOCUMENT)


@lru_cache(maxsize=4096)
def form_of(name: str) -> Form:
    """What a name is, by its form. Whatever can't be told is a name."""
    head = _head(name)
    if not any(letter.islower() or letter.isupper() for letter in head):
        return Form.DESCRIPTION if any(word in head for word in UNCASED) else Form.NAME
    words = _WORD.findall(head)
    first, rest = words[0].lower(), words[1:]
    if rest and first in MANY and (rest[-1][:1].islower() or _is_german(rest[-1])):
        return Form.DOCUMENT if _is_document(rest[-1]) else Form.DESCRIBED_GROUP
    if rest and first in ONE | THE and (words[0].islower() or rest[0][:1].islower() or _is_german(rest[-1])):
        return _after_article(first, rest)
    return _bare(words)


def _after_article(article: str, words: list[str]) -> Form:
    """The form of what follows an article: “a senior official”, “the White House”, “eine Sprecherin”."""
    last = words[-1]
    if last[:1].islower() or _is_german(last) or article in ONE:
        return _described(last)
    if last.lower() in ALWAYS_DESCRIBING:
        return Form.DESCRIPTION
    if last.lower().endswith(GERMAN_ORGANISATIONS):
        return Form.ORGANISATION
    # “the White House”; but “la Repubblica” and “de Gaulle” may be anything.
    return Form.ORGANISATION if article == "the" and words[0].rstrip(".") not in _TITLES else Form.NAME


def _bare(words: list[str]) -> Form:
    """The form of words without an article: “Ana Ruiz”, “senior officials”, “Ministry of Health”, “witness”."""
    last = words[-1]
    small = last.lower().rstrip(".")
    if last[:1].islower() and any(word.endswith(_OWNING) for word in words[:-1]):
        return _described(last)  # “Brandt’s agent”, “Okoye’s office”
    if last[:1].islower() and _is_document(last):
        return Form.DOCUMENT
    if last[:1].islower():
        if _is_group(last) and (_describes(_singular(small)) or not GROUPS.isdisjoint((small, _singular(small)))):
            return Form.DESCRIBED_GROUP
        return Form.DESCRIPTION if _describes(small) else Form.NAME
    if small in ALWAYS_DESCRIBING or (len(words) == 1 and _is_german(last)):
        return Form.DESCRIPTION
    if _singular(small) in ALWAYS_DESCRIBING:
        return Form.DESCRIBED_GROUP
    if ORGANISATIONS.intersection(word.lower().rstrip(".") for word in words) or small.endswith(GERMAN_ORGANISATIONS):
        return Form.ORGANISATION
    return Form.NAME


def form_of_all(names: Iterable[str]) -> Form:
    """What somebody is by all of their names: a name among descriptions tells who it is."""
    first, *others = map(form_of, names)
    return next((form for form in others if first.is_description and form is Form.NAME), first)


def may_be_of_any(name: str) -> bool:
    """Whether a name only tells what somebody is, as that of others may, too: “Analysts”, “Local officials”.

    A capital that it begins with says nothing.
    """
    small = f"{name[:1].lower()}{name[1:]}"
    return form_of(name).is_description or form_of(small).is_description or small in ORGANISATIONS


def _head(name: str) -> str:
    """The words that say what it is, without what is said of it: “a spokesman” for the ministry."""
    name = name.strip(" “”\"'‘’«»").replace("’", "'")
    found = _END_OF_HEAD.search(name, 1)
    return _LAST_MARK.sub("", name[: found.start()] if found else name) or name


def _described(noun: str) -> Form:
    """The form of a description with this noun."""
    if _is_document(noun):
        return Form.DOCUMENT
    return Form.DESCRIBED_GROUP if _is_group(noun) else Form.DESCRIPTION


def _is_document(noun: str) -> bool:
    return not DOCUMENTS.isdisjoint((noun.lower(), _singular(noun.lower())))


def _describes(word: str) -> bool:
    return word in DESCRIBING or _AGENT.fullmatch(word) is not None


def _is_german(word: str) -> bool:
    return word.lower() in GERMAN


def _is_group(word: str) -> bool:
    word = word.lower()
    if word in GROUPS | ORGANISATIONS or (word.endswith("men") and _describes(_singular(word))):
        return True
    return word.endswith("s") and not word.endswith(_SINGULAR_S) and word not in DESCRIBING


def _singular(word: str) -> str:
    if word.endswith("men"):
        return f"{word[:-3]}man"
    if word.endswith("ies") and len(word) > _LONG:
        return f"{word[:-3]}y"
    if word.endswith(("sses", "shes", "ches", "xes")):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith(_SINGULAR_S) else word
