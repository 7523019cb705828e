"""Citing a record in a format that is named in words, and copying the citation."""

from __future__ import annotations

from collections.abc import Mapping

from explorer.citing import Citable, Format, formats_for
from explorer.desk import clipboard
from explorer.linear.commands import NotUnderstoodError
from explorer.model.problems import did_you_mean
from explorer.model.records import AnyRecord
from explorer.snapshot import Snapshot


def citation(snapshot: Snapshot, record: AnyRecord, words: str, preferred: str) -> tuple[str, str]:
    """Of what and in which format it is, and the text. `words` are those that name the format.

    Raises:
        NotUnderstoodError: there is no such format, or none for this kind of record.
    """
    format = _format_named(words, preferred, formats_for(record))
    cited = Citable.of(snapshot, record)
    return f"{record.ref}, {format.name}", format.write(cited)


def copy(name: str, text: str, environ: Mapping[str, str]) -> str:
    """Copy the citation called so, or keep it in a file where no program takes it. Returns what to say."""
    way = clipboard.copy(text, environ)
    if way is not None:
        return f"Copied the citation of {name}, with {way}."
    file = clipboard.keep(text)
    kept = f"It is in {file}." if file else "It can’t be kept in a file either."
    return f"No program took the citation of {name}. {kept}"


def _format_named(words: str, preferred: str, formats: list[Format]) -> Format:
    """The format that some words begin the name of; without words the preferred one, or else the plainest."""
    names = {format.id: format for format in formats}
    if not words:
        return names.get(preferred, formats[0])
    found = next((format for name, format in names.items() if _letters(name).startswith(_letters(words))), None)
    if found is None:
        raise NotUnderstoodError(
            f"This can’t be cited as “{words}”{did_you_mean(words, names) or '.'} Formats: {', '.join(names)}."
        )
    return found


def _letters(words: str) -> str:
    return "".join(letter for letter in words.casefold() if letter.isalnum())
