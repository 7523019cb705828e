"""Turn an export by `exporting.archive_json` back into the files of the same archive."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any, NamedTuple

import msgspec

from explorer.display import one_line
from explorer.exporting.archive_json import FILE, FORMAT, TEXT, VERSION
from explorer.files.belonging import DATA, SEEDS, belongs
from explorer.files.composing import CannotCompose, composed
from explorer.model.problems import did_you_mean
from explorer.model.records import RECORD_TYPES, AnyRecord, Article, Kind, Quote

_OWN_FILE = f"{DATA}/archive.yaml"
# Keys of a record that are not fields: they can all be derived from the records and the texts.
_SAID = {"kind", "ref", "stale", "verification", "also_in", "coverage", "cautions", "remarks", "paragraphs", "left_out"}
_SAID |= {"topics_by_query"}
# JSON can hold a lone surrogate; no file of an archive can.
_HALF = re.compile("[\ud800-\udfff]")
_KINDS = {str(kind): kind for kind in Kind}


class NotImportedError(Exception):
    """The file is not an export that can be turned into an archive; the message says why."""


class _Given(NamedTuple):
    """A record as in the file, and a name for it in error messages."""

    kind: Kind
    fields: dict[str, Any]
    name: str


def archive_files(text: str, name: str) -> dict[str, bytes]:
    """The files of the exported archive, by their names in its folder: YAML and texts.

    `name` is the name of the export. Raises NotImportedError.
    """
    records: dict[str, list[AnyRecord]] = defaultdict(list)
    files: dict[str, bytes] = {}
    shows_drafts = False
    refs: set[str] = set()
    for given in _given(text, name):
        record = _record(given)
        if record.ref in refs:
            raise NotImportedError(f"{given.name}: the id is taken by an earlier {given.kind}")
        refs.add(record.ref)
        shows_drafts |= isinstance(record, Quote) and _is_given(given.fields.get("review"))
        records[_below(DATA, given.fields.get(FILE) or _OWN_FILE, given)].append(record)
        if isinstance(record, Article) and given.fields.get(TEXT) is not None:
            file, content = _below(SEEDS, f"{SEEDS}/{record.file}", given), _bytes(given)
            if files.setdefault(file, content) != content:
                raise NotImportedError(f"{given.name}: {file} has another text for another article")
    if not records:
        raise NotImportedError(f"{name} has no records; explorer export json writes a file that has")
    try:
        return {file: composed(each, shows_drafts=shows_drafts).encode() for file, each in records.items()} | files
    except (CannotCompose, UnicodeEncodeError) as error:
        raise NotImportedError(f"{name}: {error}") from None


def _given(text: str, name: str) -> Iterator[_Given]:
    """The records of JSON or JSON Lines; in JSON Lines the first line is a header."""
    first = text.lstrip("\ufeff").lstrip().partition("\n")[0].rstrip()
    try:
        is_lines = isinstance(head := json.loads(first), dict) and "kind" in head
    except (ValueError, RecursionError):
        is_lines = False
    if is_lines:
        yield from _of_lines(text, name)
        return
    document = _read(text, name, 0)
    _check_head(document, name)
    for kind in Kind:
        section = document.get(kind.plural) or []
        if not isinstance(section, list):
            raise NotImportedError(f"{name}: {kind.plural} is no list")
        for n, fields in enumerate(section):
            yield _named(kind, fields, f"{name}: {kind.plural}[{n}]")


def _of_lines(text: str, name: str) -> Iterator[_Given]:
    for number, line in enumerate(text.split("\n")):
        if not line.strip():
            continue
        fields, where = _read(line, name, number), f"{name}:{number + 1}"
        kind = fields.get("kind")
        if kind == "archive":
            _check_head(fields, name)
        elif not isinstance(kind, str) or kind not in _KINDS:
            hint = did_you_mean(kind, _KINDS) if isinstance(kind, str) else ""
            raise NotImportedError(f"{where}: there is no kind “{one_line(str(kind))}”{hint}")
        else:
            yield _named(_KINDS[kind], fields, where)


def _read(text: str, name: str, line: int) -> dict[str, Any]:
    try:
        document = json.loads(text.removeprefix("\ufeff"))
    except json.JSONDecodeError as error:
        where = f"{name}:{line + error.lineno}:{error.colno}"
        raise NotImportedError(f"{where}: this is not JSON: {error.msg[:1].lower()}{error.msg[1:]}") from None
    except (ValueError, RecursionError):
        raise NotImportedError(f"{name}:{line + 1}: this is no JSON of an archive") from None
    if not isinstance(document, dict):
        raise NotImportedError(f"{name}:{line + 1}: this is no object; explorer export json writes what can be read")
    return document


def _check_head(head: dict[str, Any], name: str) -> None:
    if head.get("format", FORMAT) != FORMAT or head.get("version", VERSION) != VERSION:
        said = one_line(f"{head.get('format')} {head.get('version')}")
        raise NotImportedError(f"{name} is in a format that this explorer does not know: {said}")


def _named(kind: Kind, fields: object, where: str) -> _Given:
    if not isinstance(fields, dict):
        raise NotImportedError(f"{where}: this is no {kind}, but {one_line(str(fields))[:60]}")
    id = fields.get("id")
    return _Given(kind, fields, f"{where} ({kind}/{one_line(id)})" if isinstance(id, str) else where)


def _record(given: _Given) -> AnyRecord:
    cls = RECORD_TYPES[given.kind]
    names = cls.__struct_fields__
    for name in given.fields:
        if name not in names and name not in _SAID | {FILE, TEXT}:
            raise NotImportedError(f"{given.name}: unknown field “{one_line(name)}”{did_you_mean(name, names)}")
    if _HALF.search(json.dumps(given.fields, ensure_ascii=False)):
        raise NotImportedError(
            f"{given.name}: there is half of a character in it, such as \\ud83d without what follows"
        )
    try:
        return msgspec.convert({name: given.fields[name] for name in names if _is_given(given.fields.get(name))}, cls)
    except msgspec.ValidationError as error:
        raise NotImportedError(
            f"{given.name}: {one_line(str(error)).replace('`', '“', 1).replace('`', '”', 1)}"
        ) from None


def _is_given(value: object) -> bool:
    return value not in (None, "", [], {})


def _below(top: str, file: object, given: _Given) -> str:
    """The name of a file, if an archive may have such a file below `top`."""
    parts = file.split("/") if isinstance(file, str) else []
    if any(part in ("", ".", "..") for part in parts):
        raise NotImportedError(f"{given.name}: “{one_line(str(file))}” leads out of {top}/")
    if not isinstance(file, str) or parts[0] != top or not belongs(file) or "\0" in file or "\\" in file:
        raise NotImportedError(f"{given.name}: “{one_line(str(file))}” is no file that can be below {top}/")
    return str(PurePosixPath(file))


def _bytes(given: _Given) -> bytes:
    text = given.fields[TEXT]
    try:
        if isinstance(text, str):
            return text.encode()
    except UnicodeEncodeError:
        pass
    raise NotImportedError(f"{given.name}: {TEXT} is no text")
