"""An archive's records → the folder that they would be read from, with articles in which the quotes stand."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import msgspec

from explorer.model.archive import Archive
from explorer.model.records import AnyRecord, Article, Kind, title

# Far below the size at which a file is not read.
_RECORDS_IN_FILE = 10_000


def write_archive(archive: Archive, root: Path) -> None:
    """Write the data files and the articles' texts, in the order of the records."""
    for folder in ("data", "seeds"):
        (root / folder).mkdir()
    for kind in Kind:
        records = list(archive.of_kind(kind).values())
        for start in range(0, len(records), _RECORDS_IN_FILE):
            text = _yaml(kind, records[start : start + _RECORDS_IN_FILE])
            (root / "data" / f"{kind.plural}-{start:08}.yaml").write_text(text, encoding="utf-8")
    for article in archive.all(Article):
        said = (f"“{title(quote)}” {quote.attribution}." for quote in archive.quotes_of(article))
        (root / "seeds" / article.file).write_text("\n\n".join([article.headline, *said]), encoding="utf-8")


def _yaml(kind: Kind, records: Sequence[AnyRecord]) -> str:
    """A data file of one kind. A line of JSON is YAML too."""
    lines = []
    for record in records:
        fields = msgspec.to_builtins(record)
        del fields["kind"]
        lines.append(f"- {msgspec.json.encode(fields).decode()}\n")
    return f"{kind.plural}:\n{''.join(lines)}"
