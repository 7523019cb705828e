"""How a query is written: its clauses, and the records that it names by their ids."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from explorer.model.records import Kind, ref

# In characters: the rest of a longer query is not read.
LONGEST = 4_000
# Other names of a filter, as one would ask: `by:xi`.
ALIASES = {"speaker": "who", "by": "who", "person": "who"}
# The filters whose value may be the id of a record, and the kind of that.
KIND_OF = {"who": Kind.PERSON, "topic": Kind.TOPIC, "event": Kind.EVENT, "article": Kind.ARTICLE}

# What stands between quotation marks of any style, or behind one that is not closed. Within straight marks, which come
# first, the others are letters like any.
_MARKED = re.compile(r""""[^"]*"? | “[^“”]*[“”]? | ”[^”]*”? | „[^“”]*[“”]? | «[^»]*»? | »[^«]*«?""", re.VERBOSE)
_CLOSING = "“”»«"
_CLAUSE = re.compile(
    r"""(?P<minus>(?<![^\s(])-(?=[\w"(]))?
        (?: (?P<bracket>[()])
          | (?P<field>[^\W\d]+):(?!//)(?: "(?P<quoted>[^"]*)(?P<closed>"|$) | (?P<bare>[^\s"()]*) )
          | "(?P<phrase>[^"]*)"
          | (?P<word>[^\s"()]+)
          | (?P<open>") )""",
    re.VERBOSE,
)


def clauses_in(text: str) -> list[re.Match[str]]:
    """The clauses of a query in order, brackets among them.

    Each may have a `minus` before it, and is a `bracket`, a `field` with its value, which is `quoted` or `bare`, a
    `phrase`, a `word`, or a mark that is left `open`. Each stands where it stands in the query, with straight marks.
    """
    return list(_CLAUSE.finditer(_MARKED.sub(_straightened, text[:LONGEST])))


def _straightened(marked: re.Match[str]) -> str:
    """The same with straight marks, in as many characters."""
    words = marked[0]
    if words[0] == '"':
        return words
    is_closed = len(words) > 1 and words[-1] in _CLOSING
    inside = words[1:-1] if is_closed else words[1:]
    return '"' + inside.replace('"', " ") + ('"' if is_closed else "")


def refs_named(query: str) -> set[str]:
    """The refs of the records that a query may name by their ids. Such records need not be there."""
    return {name for name, _, _ in _ids(query)}


def with_new_ids(query: str, names: Mapping[str, str]) -> str:
    """The same query with other ids. `names` has the ref that each record gets, by the one that it had."""
    for name, start, end in reversed(list(_ids(query))):
        if name in names:
            query = f"{query[:start]}{names[name].partition('/')[2]}{query[end:]}"
    return query


def _ids(query: str) -> Iterator[tuple[str, int, int]]:
    """Each value of a filter that may be an id: the ref that it would be of, and where it stands."""
    for clause in clauses_in(query):
        field = (clause["field"] or "").casefold()
        kind = KIND_OF.get(ALIASES.get(field, field))
        value = "quoted" if clause["quoted"] is not None else "bare"
        if kind is None:
            continue
        start = clause.start(value)
        for part in clause[value].split(","):
            id = part.strip()
            at = start + part.index(id)
            if id:
                yield ref(kind, id), at, at + len(id)
            start += len(part) + 1
