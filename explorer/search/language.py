"""The query language: words, `"exact phrase"`, `-word`, `field:value`."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

import msgspec

from explorer.model.problems import did_you_mean
from explorer.search import folding
from explorer.search.written_dates import WrittenDate, written_dates

# What each filter asks for.
FIELDS = {
    "kind": "records of a kind: quote, person, topic, event or article",
    "who": "what someone said, or relayed of others",
    "topic": "what belongs to a topic, or to a narrower one",
    "event": "what belongs to an event, or to a part of it",
    "article": "what stands in an article",
    "speech": "quotes that are direct, partial or indirect",
    "source": "what rests on someone named, anonymous or collective, or on a document, or is relayed or interpreted",
    "date": "what has a date that can be within this one: 2023, 2023-11, 2023-11-15, 2023-11/2024-01, nov 15",
    "review": "quotes, people and events that are a draft or reviewed; quotes that are disputed",
    "is": "what is verbatim, typographic, ambiguous, spliced, misattributed, missing, unchecked, or a draft",
}

# Other names of a filter, as one would ask: `by:xi`.
ALIASES = {"speaker": "who", "by": "who", "person": "who"}
NAMES = FIELDS | {alias: FIELDS[field] for alias, field in ALIASES.items()}

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


class DateWords(msgspec.Struct, frozen=True):
    """A date that is written in a query, in its words from `start` to `end`."""

    start: int
    end: int
    date: WrittenDate


class Query(msgspec.Struct, frozen=True):
    """A query, taken apart.

    `words` are folded, in the order in which they were typed; the last one is `unfinished` unless something follows it.
    `dates` are written in some of the words. `remarks` say what in the query has no meaning.
    `phrases` are folded words that a record must have one after the other, `excluded` those that it must not have.
    """

    words: tuple[str, ...] = ()
    unfinished: bool = False
    phrases: tuple[tuple[str, ...], ...] = ()
    excluded: tuple[tuple[str, ...], ...] = ()
    filters: tuple[Filter, ...] = ()
    dates: tuple[DateWords, ...] = ()
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
    # Where in the text each word stands; and the text without its filters and phrases, which hold no dates.
    places: list[int] = []
    plain = list(text)
    for found in _CLAUSE.finditer(text):
        field = (found["field"] or "").casefold()
        unfinished = False
        start, end = found.span()
        if not found["word"] or found["minus"]:
            plain[start:end] = '"' * (end - start)
        if found["open"] or found["closed"] == "":
            remarks[_NOT_CLOSED] = None
        if field in NAMES:
            filters.append(
                Filter(ALIASES.get(field, field), found["quoted"] or found["bare"] or "", bool(found["minus"]))
            )
        elif found["phrase"] is not None:
            (excluded if found["minus"] else phrases).append(tuple(folding.words(found["phrase"])))
        elif found["minus"]:
            excluded.append(tuple(folding.words(found[0])))
        elif found["bare"]:
            remarks[f"there is no field “{field}”{did_you_mean(field, NAMES)}"] = None
        else:
            given = folding.words(found[0])
            words += given
            places += [start] * len(given)
            unfinished = bool(given) and end == len(text)
    dates, unsure = _dates("".join(plain), places)
    remarks |= dict.fromkeys(unsure)
    return Query(
        tuple(words),
        unfinished,
        tuple(filter(None, phrases)),
        tuple(filter(None, excluded)),
        tuple(given for given in filters if given.values),
        tuple(dates),
        tuple(remarks),
    )


def filters_in(text: str) -> str:
    """The filters of a query as they were typed, without its words."""
    found = [clause for clause in _CLAUSE.finditer(text[:_LONGEST]) if (clause["field"] or "").casefold() in NAMES]
    return " ".join(clause[0] for clause in found if clause["quoted"] or clause["bare"])


def _dates(text: str, places: Sequence[int]) -> tuple[list[DateWords], list[str]]:
    """The dates in a text whose words stand at some places of it, and remarks on those that may mean two days."""
    found, remarks = written_dates(text)
    dates = []
    for given in found:
        start, end = bisect_left(places, given.start), bisect_left(places, given.end)
        if start < end:
            dates.append(DateWords(start, end, given))
    return dates, remarks


def clauses(text: str) -> list[Clause]:
    """The words, phrases and filters of a query in order, each with the minus before it."""
    found = [clause for clause in _CLAUSE.finditer(text[:_LONGEST]) if not clause["open"]]
    return [_clause(clause, clause.start()) for clause in found]


def clause_at(text: str, at: int) -> Clause:
    """The clause at a place in a query: the place is inside of it or at its end. An empty one where there is none."""
    for found in _CLAUSE.finditer(text[:_LONGEST]):
        if found.start() < at <= found.end():
            return _clause(found, found.start() + len(found["minus"] or ""))
    return Clause(at, at)


def _clause(found: re.Match[str], start: int) -> Clause:
    return Clause(start, found.end(), (found["field"] or "").casefold(), found["quoted"] or found["bare"] or "")
