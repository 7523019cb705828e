"""Find the record of a kind that the user's input means: by its ref, its id, its name or another form of the name."""

from __future__ import annotations

from collections.abc import Iterator

from explorer.display import one_line, shortened
from explorer.model.archive import Archive, RecordT
from explorer.model.problems import any_of, nearest
from explorer.model.records import AnyRecord, names_of

# Suggest at most this many records.
_MOST = 5


class NotNamedError(Exception):
    """No record of the kind has the name, or several do; the message suggests which ones may be meant."""


def named(archive: Archive, cls: type[RecordT], word: str) -> RecordT:
    """Find the record of a kind that a word names, ignoring case.

    Raises:
        NotNamedError: it names none, or several.
    """
    said = one_line(word)
    kind, slash, id = said.partition("/")
    by_id = archive.get(cls, id if slash and kind in (cls.kind, cls.kind.plural) else said)
    if by_id is not None:
        return by_id
    wanted = said.casefold()
    found = [record for record in archive.all(cls) if wanted in map(str.casefold, _names(record))]
    if len(found) == 1:
        return found[0]
    shown = shortened(said, 100)
    if found:
        raise NotNamedError(f"“{shown}” may be {any_of(record.ref for record in found[:_MOST])}")
    raise NotNamedError(f"there is no {cls.kind} “{shown}”{_hint(archive, cls, wanted)}")


def _names(record: AnyRecord) -> Iterator[str]:
    return map(one_line, names_of(record))


def _hint(archive: Archive, cls: type[RecordT], wanted: str) -> str:
    """Return the end of a message: the records whose names have all the words, or the most similar name."""
    words = set(wanted.split())
    refs: dict[str, str] = {}
    partly = []
    for record in archive.all(cls):
        names: list[str] = [name.casefold() for name in _names(record)]
        refs |= dict.fromkeys((*names, record.id, record.ref), record.ref)
        if words and any(words <= set(name.split()) for name in names):
            partly.append(record.ref)
    if partly:
        return f"; did you mean {any_of(f'“{ref}”' for ref in partly[:_MOST])}?"
    near = nearest(wanted, refs)
    return f"; did you mean “{refs[near]}”?" if near else ""
