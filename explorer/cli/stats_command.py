"""`explorer stats`: the archive at a glance."""

from __future__ import annotations

import argparse
from shutil import get_terminal_size

import msgspec

from explorer.cli import output, tables
from explorer.cli.arguments import CommandParser
from explorer.cli.opening import open_archive
from explorer.describing import signs
from explorer.describing.glance import counted_in, heading, segments
from explorer.display import one_line
from explorer.model.records import Article
from explorer.snapshot import Snapshot
from explorer.stats import Bar, Overview, Part, Section, Spread, overview

_COUNTS = Spread.__struct_fields__
_HEADS = ("direct", "partial", "indirect", "on rec.", "anon.")
_BAR = 24
# Below this width of the terminal, only the number of quotes stands beside the bar.
_COUNTS_FROM = 90


def add_arguments(parser: CommandParser) -> None:
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.epilog = """\
Quotes by topic, by speaker, over time and by how far they are checked, and the articles; each split by kind of
speech, and by whether a source with a name or an anonymous one told the article of the words. In a pipe each line
begins with the ref, or with the query that finds these quotes."""


def run(arguments: argparse.Namespace) -> int:
    snapshot = open_archive(arguments.archive)
    counted = overview(snapshot.archive, snapshot.verifications)
    if arguments.json:
        output.write_json(_as_json(counted, snapshot))
    elif output.is_terminal():
        for section in counted.sections:
            _write(counted, section)
    else:
        rows = (_row(bar) for section in counted.sections for bar in section.bars)
        tables.write_table(("ref", "name", "quotes", *_COUNTS, "perhaps"), rows)
    if not counted.total.quotes:
        output.narrate("explorer: the archive has no quotes")
    return 0 if counted.total.quotes else 1


def _row(bar: Bar) -> tuple[str, ...]:
    counts = (getattr(bar.spread, name) for name in _COUNTS)
    return bar.ref or bar.query or "", bar.label, *map(str, (bar.spread.quotes, *counts, bar.perhaps))


def _write(counted: Overview, section: Section) -> None:
    """Write a section: its title, and a line for each bar."""
    beside = counted_in(section)
    title = f"{heading(counted, section.part)} ({beside})" if beside else heading(counted, section.part)
    counts = _HEADS if get_terminal_size().columns >= _COUNTS_FROM else ()
    head = ("", "", "quotes", *counts)
    rows = [head, *(_drawn(bar, section, len(counts)) for bar in section.bars)]
    lines = tables.aligned(rows, get_terminal_size().columns - 2)
    output.write("".join([f"{title}\n", *(f"  {line}\n" for line in lines), "\n"]))


def _drawn(bar: Bar, section: Section, counts: int) -> tuple[str, ...]:
    drawn = "".join(text for text, sign in segments(bar, section.full, _BAR) if sign is not signs.NONE)
    number = f"{bar.spread.quotes or signs.NONE.mark}" + (f" +{bar.perhaps}" if bar.perhaps else "")
    beside = [str(getattr(bar.spread, name) or signs.NONE.mark) for name in _COUNTS[:counts]]
    return one_line(bar.label), drawn.ljust(_BAR), number, *beside


def _as_json(counted: Overview, snapshot: Snapshot) -> dict[str, object]:
    bars = {section.part: section.bars for section in counted.sections}
    times = [
        {"date": (bar.query or "").rpartition("date:")[2], **_spread(bar.spread), "perhaps": bar.perhaps}
        for bar in bars[Part.TIME]
    ]
    return {
        "quotes": _spread(counted.total),
        "topics": [_record(bar, "label") for bar in bars[Part.TOPICS]],
        "speakers": [_record(bar, "name") for bar in bars[Part.SPEAKERS]],
        "time": {"unit": counted.unit, "undated": counted.undated, "bins": times},
        "standing": {bar.label: _spread(bar.spread) for bar in bars[Part.STANDING]},
        "articles": [_article(bar, snapshot) for bar in bars[Part.ARTICLES]],
    }


def _article(bar: Bar, snapshot: Snapshot) -> dict[str, object]:
    article = snapshot.archive.find(bar.ref or "")
    return _record(bar, "headline") | {"published": article.published if isinstance(article, Article) else None}


def _record(bar: Bar, name: str) -> dict[str, object]:
    return {"ref": bar.ref, name: bar.label, **_spread(bar.spread)}


def _spread(spread: Spread) -> dict[str, object]:
    return {"quotes": spread.quotes, **msgspec.structs.asdict(spread)}
