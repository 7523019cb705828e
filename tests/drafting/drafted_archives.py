"""An archive with an article whose records are all drafts, as drafting proposes them."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from archives import write_archive

from explorer.desk.changing import AddRecord
from explorer.desk.reviewing import fields_of
from explorer.drafting.drafting import draft
from explorer.files.record_edits import edited
from explorer.model.records import AnyRecord, Article
from explorer.reading.text.passages import SourceText

LEVEE = """\
Levee holds in Granby

The levee held on Friday.

“I never was so glad to see a stick not move,” said Lonnie Beal, a retired welder. “It just quit.”

Mayor Theresa Quill told reporters that the danger had not passed. “We need every one of you back here,” she said.

“There is not enough sand,” a volunteer said.

She called the damage “heartbreaking”.

“Nobody asked us about it.”
"""


def write_drafts(folder: Path, text: str = LEVEE) -> Path:
    """Write the archive of the levee, or of another text, and return its folder."""
    return write_archive(folder, {"levee.txt": text}, {"levee.yaml": _drafted(text)})


@cache
def _drafted(text: str) -> bytes:
    """The data file of the drafts of a text."""
    article = Article(id="levee", file="levee.txt", headline=text.partition("\n")[0], published="2024-03-09")
    drafted = draft(article, SourceText(text))
    records: list[AnyRecord] = [
        drafted.article,
        *drafted.people,
        *drafted.events,
        *(each.quote for each in drafted.quotes),
    ]
    return edited(b"", [AddRecord("data/levee.yaml", record.kind, fields_of(record)) for record in records])
