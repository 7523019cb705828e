"""Exporting the records that a view lists, in a format named in words: said, or saved as a file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from explorer.describing.counting import counted
from explorer.desk.saving import NotSavedError, is_for_folder, save_bytes, save_files
from explorer.exporting import LIST_FORMATS, ListFormat, formats_of
from explorer.exporting.extract import NotExportedError
from explorer.exporting.formats import SAVED_FORMATS, SavedFormat
from explorer.linear.commands import NotUnderstoodError
from explorer.model.problems import did_you_mean
from explorer.model.records import AnyRecord
from explorer.snapshot import Snapshot

FORMATS = [*(format.id for format in LIST_FORMATS), *(format.format.id for format in SAVED_FORMATS)]


def exported(snapshot: Snapshot, records: Sequence[AnyRecord], words: str) -> str:
    """Export in the format whose name begins with the first word. Returns the records, or where they were saved.

    Raises:
        NotUnderstoodError: there are no records, no such format, or they can't be saved.
    """
    if not records:
        raise NotUnderstoodError("This view lists no records. Type quotes, or search for some.")
    name, _, file = words.partition(" ")
    format = _format_named(name, records)
    if not file:
        if isinstance(format, SavedFormat):
            raise NotUnderstoodError(f"{format.name} is nothing to be said. Type export {name} and a file.")
        return "".join(format.pieces(snapshot, records)).rstrip("\n")
    try:
        return f"Saved {counted(len(records), 'record')} as {_saved(snapshot, records, format, file)}, {format.name}."
    except UnicodeEncodeError as error:
        raise NotUnderstoodError(f"It can’t be written: {error}.") from None
    except (NotSavedError, NotExportedError) as error:
        raise NotUnderstoodError(str(error)) from None


def _saved(snapshot: Snapshot, records: Sequence[AnyRecord], format: ListFormat | SavedFormat, file: str) -> Path:
    if isinstance(format, SavedFormat) and format.is_several and is_for_folder(file.strip()):
        return save_files(format.files(snapshot, records), file.strip(), snapshot.root)
    if isinstance(format, SavedFormat):
        return save_bytes(format.content(snapshot, records), file.strip(), snapshot.root, is_zip=format.is_several)
    content = "".join(format.pieces(snapshot, records)).encode(format.encoding)
    return save_bytes(content, file.strip(), snapshot.root)


def _format_named(word: str, records: Sequence[AnyRecord]) -> ListFormat | SavedFormat:
    kinds = {record.kind for record in records}
    names: dict[str, ListFormat | SavedFormat] = {format.id: format for format in formats_of(kinds)}
    names |= {format.format.id: format for format in SAVED_FORMATS}
    name = word.casefold()
    found = names.get(name) or next((format for id, format in names.items() if name and id.startswith(name)), None)
    if found is None:
        why = f"These can’t be exported as “{word}”{did_you_mean(word, names) or '.'}" if word else "Export as what?"
        raise NotUnderstoodError(f"{why} Formats: {', '.join(names)}.")
    return found
