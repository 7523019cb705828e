"""The query language: words, `"exact phrase"`, `-word`, `field:value`."""

from __future__ import annotations

import re

import msgspec

from explorer.model.problems import did_you_mean
from explorer.search import folding

# What each filter asks for.
FIELDS = {
    "kind": "records of a kind: quote, person, topic, event or article",
    "who": "what someone said, or relayed of others",
    "topic": "what belongs to a topic, or to a narrower one",
    "event": "what belongs to an event, or to a part of it",
    "article": "what stands in an article",
    "speech": "quotes that are direct, partial or indirect",
    "source": "what rests on someone named, anonymous or collective, or is relayed or interpreted",
    "date": "what has a date in EDTF that can be within this one: 2023, 2023-11, 2023-11-15, 2023-11/2024-01",
    "review": "quotes that are a draft, reviewed or disputed",
    "is": "what is verbatim, typographic, ambiguous, missing or unchecked in its article",
}

# In characters: the rest of a longer query is not read.
_LONGEST = 4_000
_CLAUSE = re.compile(
    r"""(?P<minus>(?<!\S)-(?=[\w"]))?
        (?: (?P<field>[^\W\d]+):(?!//)(?: "(?P<quoted>[^"]*)(?P<closed>"|$) | (?P<bare>[^\s"]*) )
          | "(?P<phrase>[^"]*)"
          | (?P<word>[^\s"]+)
          | (?P<open>") )""",
    re.VERBOSE,
)
_NOT_CLOSED = "the quotation mark is not closed: its words are searched for one by one"


class Filter(msgspec.Struct, frozen=True):
    """`field:value`. There may be several values with commas in between: a record needs only one of them."""

    field: str
    value: str
    excluded: bool = False

    @property
    def values(self) -> list[str]:
        return [value.strip() for value in self.value.split(",") if value.strip()]


class Query(msgspec.Struct, frozen=True):
    """A query, taken apart.

    `words` are folded, in the order in which they were typed; the last one is `unfinished` unless something follows it.
    `phrases` are folded words that a record must have one after the other, `excluded` those that it must not have.
    `remarks` say what in the query has no meaning.
    """

    words: tuple[str, ...] = ()
    unfinished: bool = False
    phrases: tuple[tuple[str, ...], ...] = ()
    excluded: tuple[tuple[str, ...], ...] = ()
    filters: tuple[Filter, ...] = ()
    remarks: tuple[str, ...] = ()


class Clause(msgspec.Struct, frozen=True):
    """A word, phrase or filter in a query: its start and end in the text, and of a filter its field and value."""

    start: int
    end: int
    field: str = ""
    value: str = ""


def parse(text: str) -> Query:
    """Take a query apart. Anything may be typed; where something else was probably meant, there is a remark."""
    text = text[:_LONGEST]
    words: list[str] = []
    phrases: list[tuple[str, ...]] = []
    excluded: list[tuple[str, ...]] = []
    filters: list[Filter] = []
    remarks: dict[str, None] = {}
    unfinished = False
    for found in _CLAUSE.finditer(text):
        field = (found["field"] or "").casefold()
        unfinished = False
        if found["open"] or found["closed"] == "":
            remarks[_NOT_CLOSED] = None
        if field in FIELDS:
            filters.append(Filter(field, found["quoted"] or found["bare"] or "", bool(found["minus"])))
        elif found["phrase"] is not None:
            (excluded if found["minus"] else phrases).append(tuple(folding.words(found["phrase"])))
        elif found["minus"]:
            excluded.append(tuple(folding.words(found[0])))
        elif found["bare"]:
            remarks[f"there is no field “{field}”{did_you_mean(field, FIELDS)}"] = None
        else:
            given = folding.words(found[0])
            words += given
            unfinished = bool(given) and found.end() == len(text)
    return Query(
        tuple(words),
        unfinished,
        tuple(filter(None, phrases)),
        tuple(filter(None, excluded)),
        tuple(given for given in filters if given.values),
        tuple(remarks),
    )


def filters_in(text: str) -> str:
    """The filters of a query as they were typed, without its words."""
    found = [clause for clause in _CLAUSE.finditer(text[:_LONGEST]) if (clause["field"] or "").casefold() in FIELDS]
    return " ".join(clause[0] for clause in found if clause["quoted"] or clause["bare"])


def clause_at(text: str, at: int) -> Clause:
    """The clause at a place in a query: the place is inside of it or at its end. An empty one where there is none."""
    for found in _CLAUSE.finditer(text[:_LONGEST]):
        if found.start() < at <= found.end():
            field = (found["field"] or "").casefold()
            start = found.start() + len(found["minus"] or "")
            return Clause(start, found.end(), field, found["quoted"] or found["bare"] or "")
    return Clause(at, at)
