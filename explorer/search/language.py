"""The query language: words, `"exact phrase"`, `-word`, `field:value`, `OR` and brackets."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import chain, islice, product

import msgspec

from explorer.model.problems import did_you_mean
from explorer.model.queries import ALIASES, LONGEST, clauses_in
from explorer.search import folding
from explorer.search.written_dates import WrittenDate, written_dates

# Search for at most this many alternatives of a query.
MOST_WAYS = 64

# Clauses that must all hold, by number, each with whether it is excluded.
Conjunction = tuple[tuple[int, bool], ...]


class _Bracket:
    """An open bracket: whether it is excluded, and its alternatives, each with factors that must all hold."""

    def __init__(self, *, excluded: bool = False) -> None:
        self.excluded = excluded
        self.alternatives: list[list[Sequence[Conjunction]]] = [[]]


class Disjunction:
    """The disjunctive normal form of a query, built from left to right.

    An incomplete OR and an unmatched bracket have no effect, as they occur during typing. It is `cut` when there are
    more than `MOST_WAYS` alternatives.
    """

    def __init__(self) -> None:
        self.cut = False
        self._open = [_Bracket()]

    def clause(self, number: int, *, excluded: bool) -> None:
        self._open[-1].alternatives[-1].append([((number, excluded),)])

    def alternative(self) -> None:
        """Read an OR."""
        self._open[-1].alternatives.append([])

    def opening(self, *, excluded: bool) -> None:
        self._open.append(_Bracket(excluded=excluded))

    def closing(self) -> None:
        if len(self._open) > 1:
            found = self._resolved(self._open.pop())
            if found:
                self._open[-1].alternatives[-1].append(found)

    def ways(self) -> list[Conjunction]:
        """Return the alternatives of the whole query; empty without clauses."""
        while len(self._open) > 1:
            self.closing()
        return self._first(self._resolved(self._open[0]))

    def _resolved(self, bracket: _Bracket) -> list[Conjunction]:
        found = [way for factors in bracket.alternatives if factors for way in self._together(factors)]
        if bracket.excluded and found:
            # The negation of (a b OR c) is: not a or not b, and not c.
            found = self._together([[((number, not minus),) for number, minus in way] for way in found])
        return found

    def _together(self, factors: Sequence[Sequence[Conjunction]]) -> list[Conjunction]:
        ways = (tuple(dict.fromkeys(chain.from_iterable(each))) for each in product(*factors))
        return self._first(list(islice(ways, MOST_WAYS + 1)))

    def _first(self, ways: list[Conjunction]) -> list[Conjunction]:
        self.cut |= len(ways) > MOST_WAYS
        return ways[:MOST_WAYS]


# What each filter finds.
FIELDS = {
    "kind": "records of a kind: quote, person, topic, event or article",
    "who": "what someone said, or relayed of others",
    "topic": "what belongs to a topic, or to a narrower one",
    "event": "what belongs to an event, or to a part of it",
    "article": "what stands in an article",
    "about": "quotes with the words in their text, their paragraph or their article's headline",
    "speech": "quotes that are direct, partial or indirect",
    "source": "what rests on someone named, anonymous or collective, or on a document, or is relayed or interpreted",
    "date": "what has a date that can be within this one: 2023, 2023-11, 2023-11-15, 2023-11/2024-01, nov 15",
    "review": "quotes, people and events that are a draft or reviewed; quotes that are disputed",
    "is": "what is verbatim, typographic, ambiguous, spliced, misattributed, missing, unchecked, or a draft",
}

NAMES = FIELDS | {alias: FIELDS[field] for alias, field in ALIASES.items()}

_OR = "OR"
_NO_OPERATORS = {
    "AND": "AND is a word like others: what stands side by side must all be there without it",
    "NOT": "NOT is a word like others: a - before a word leaves out what has it",
}
_TOO_LONG = f"only its first {LONGEST:,} characters are read"
_NOT_CLOSED = "the quotation mark is not closed: its words are searched for one by one"
_TOO_MANY = f"OR and brackets leave more than {MOST_WAYS} ways to answer: the others are not searched for"


class Filter(msgspec.Struct, frozen=True):
    """`field:value`. There may be several values separated by commas: a record needs only one of them."""

    field: str
    value: str
    excluded: bool = False

    @property
    def values(self) -> list[str]:
        return [value.strip() for value in self.value.split(",") if value.strip()]


class DateWords(msgspec.Struct, frozen=True):
    """A date in the words of a query from `start` to `end`."""

    start: int
    end: int
    date: WrittenDate


class Query(msgspec.Struct, frozen=True):
    """A parsed query.

    `words` are folded, in the order in which they were typed; the last one is `unfinished` unless something follows it.
    `dates` are made of some of the words. `remarks` explain what in the query has no meaning. `phrases` are folded
    words that a record must have in sequence, `excluded` those that it must not have.
    """

    words: tuple[str, ...] = ()
    unfinished: bool = False
    phrases: tuple[tuple[str, ...], ...] = ()
    excluded: tuple[tuple[str, ...], ...] = ()
    filters: tuple[Filter, ...] = ()
    dates: tuple[DateWords, ...] = ()
    remarks: tuple[str, ...] = ()


class Clause(msgspec.Struct, frozen=True):
    """A word, phrase or filter in a query: its start and end, and the field and value of a filter."""

    start: int
    end: int
    field: str = ""
    value: str = ""


def parse(text: str) -> Query:
    """Parse a query as if it had no OR and no brackets.

    Any text is valid; where something else was probably meant, there is a remark.
    """
    clauses = clauses_in(text)
    own = [(number, bool(clause["minus"])) for number, clause in enumerate(clauses) if _is_own(clause)]
    return _query(text, clauses, own)


@lru_cache(maxsize=512)  # the queries of all topics are needed again after each edit
def alternatives(text: str) -> tuple[Query, ...]:
    """Resolve OR and brackets into alternative queries: a record that matches any of them matches the query.

    Without OR and brackets, it is one. Juxtaposition binds tighter than OR.
    """
    clauses = clauses_in(text)
    if all(map(_is_own, clauses)):
        return (parse(text),)
    read = Disjunction()
    for number, clause in enumerate(clauses):
        if clause["bracket"] == ")":
            read.closing()
        elif clause["bracket"]:
            read.opening(excluded=bool(clause["minus"]))
        elif clause["word"] == _OR:
            read.alternative()
        else:
            read.clause(number, excluded=bool(clause["minus"]))
    queries = [_query(text, clauses, way) for way in read.ways()] or [Query()]
    if read.cut:
        queries[0] = msgspec.structs.replace(queries[0], remarks=(*queries[0].remarks, _TOO_MANY))
    return tuple(queries)


def _is_own(clause: re.Match[str]) -> bool:
    """Whether it is anything but a bracket or OR."""
    return not clause["bracket"] and clause["word"] != _OR


def _query(text: str, clauses: Sequence[re.Match[str]], given: Iterable[tuple[int, bool]]) -> Query:
    """Create the query of some of the clauses in a text, by number, each with whether it is excluded."""
    words: list[str] = []
    phrases: list[tuple[str, ...]] = []
    excluded: list[tuple[str, ...]] = []
    filters: list[Filter] = []
    remarks: dict[str, None] = {_TOO_LONG: None} if len(text) > LONGEST else {}
    text = text[:LONGEST]
    unfinished = False
    # The position of each word in the text; and the text with only these, since filters and phrases contain no dates.
    places: list[int] = []
    plain = list(text)
    for start, end in (clause.span() for clause in clauses):
        plain[start:end] = '"' * (end - start)
    for found, is_excluded in ((clauses[number], is_excluded) for number, is_excluded in given):
        field = (found["field"] or "").casefold()
        unfinished = False
        start, end = found.span()
        if found["open"] or found["closed"] == "":
            remarks[_NOT_CLOSED] = None
        if field in NAMES:
            filters.append(Filter(ALIASES.get(field, field), found["quoted"] or found["bare"] or "", is_excluded))
        elif found["phrase"] is not None:
            (excluded if is_excluded else phrases).append(tuple(folding.words(found["phrase"])))
        elif is_excluded:
            excluded.append(tuple(folding.words(found[0])))
        elif found["bare"]:
            remarks[f"there is no field “{field}”{did_you_mean(field, NAMES)}"] = None
        else:
            if found["word"] in _NO_OPERATORS:
                remarks[_NO_OPERATORS[found["word"]]] = None
            own = folding.words(found[0])
            words += own
            places += [start] * len(own)
            if found["word"]:
                plain[start:end] = text[start:end]
            unfinished = bool(own) and end == len(text)
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
    """Return the filters of a query as they were typed, without its words; empty with OR or excluded brackets."""
    found = clauses_in(text)
    if any(clause["word"] == _OR or (clause["bracket"] and clause["minus"]) for clause in found):
        return ""
    filters = [clause for clause in found if (clause["field"] or "").casefold() in NAMES]
    return " ".join(clause[0] for clause in filters if clause["quoted"] or clause["bare"])


def _dates(text: str, places: Sequence[int]) -> tuple[list[DateWords], list[str]]:
    """Find the dates in a text, given the positions of its words, with remarks on ambiguous dates."""
    found, remarks = written_dates(text)
    dates = []
    for given in found:
        start, end = bisect_left(places, given.start), bisect_left(places, given.end)
        if start < end:
            dates.append(DateWords(start, end, given))
    return dates, remarks


def clauses(text: str) -> list[Clause]:
    """Return the words, phrases and filters of a query in order, each including its minus."""
    found = [clause for clause in clauses_in(text) if _is_own(clause) and not clause["open"]]
    return [_clause(clause, clause.start()) for clause in found]


def clause_at(text: str, at: int) -> Clause:
    """Return the clause that contains a position or ends at it; an empty one if there is none."""
    for found in filter(_is_own, clauses_in(text)):
        if found.start() < at <= found.end():
            return _clause(found, found.start() + len(found["minus"] or ""))
    return Clause(at, at)


def _clause(found: re.Match[str], start: int) -> Clause:
    return Clause(start, found.end(), (found["field"] or "").casefold(), found["quoted"] or found["bare"] or "")
