"""The syntax of a query: its clauses, and the record ids in it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from explorer.model.records import Kind, ref

# In characters. The rest of a longer query is ignored.
LONGEST = 4_000
# Other names of a filter that a user may type: `by:xi`.
ALIASES = {"speaker": "who", "by": "who", "person": "who"}
# The filters whose value may be the id of a record, with the kind of the record.
KIND_OF = {"who": Kind.PERSON, "topic": Kind.TOPIC, "event": Kind.EVENT, "article": Kind.ARTICLE}

# Text between quotation marks of any style, or after an unclosed one. Straight marks come first: inside them, other
# marks are ordinary characters.
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
    """Split a query into clauses, including brackets, in order.

    A clause may have a `minus` before it. It is a `bracket`, a `field` with a `quoted` or `bare` value, a `phrase`, a
    `word`, or an `open` mark that is not closed. Positions are those in the query; marks are made straight.
    """
    return list(_CLAUSE.finditer(_MARKED.sub(_straightened, text[:LONGEST])))


def _straightened(marked: re.Match[str]) -> str:
    """Return the text with straight marks, without changing its length."""
    words = marked[0]
    if words[0] == '"':
        return words
    is_closed = len(words) > 1 and words[-1] in _CLOSING
    inside = words[1:-1] if is_closed else words[1:]
    return '"' + inside.replace('"', " ") + ('"' if is_closed else "")


def refs_named(query: str) -> set[str]:
    """Return the refs of the records that a query may name by id. They need not exist."""
    return {name for name, _, _ in _ids(query)}


def with_new_ids(query: str, names: Mapping[str, str]) -> str:
    """Replace ids in a query. `names` maps the old ref of each record to its new one."""
    for name, start, end in reversed(list(_ids(query))):
        if name in names:
            query = f"{query[:start]}{names[name].partition('/')[2]}{query[end:]}"
    return query


def _ids(query: str) -> Iterator[tuple[str, int, int]]:
    """Yield each filter value that may be an id: the ref it would mean, and its start and end."""
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
