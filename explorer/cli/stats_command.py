"""`explorer stats`: the archive at a glance."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from shutil import get_terminal_size

from explorer.cli import output, tables
from explorer.cli.arguments import CommandParser
from explorer.cli.opening import open_archive, tell_stale
from explorer.cli.tables import wrapped
from explorer.describing import signs
from explorer.describing.glance import counted_in, heading, segments
from explorer.display import one_line
from explorer.model.records import Article
from explorer.snapshot import Snapshot
from explorer.stats import Bar, Overview, Part, Spread, overview

_COUNTS = ("direct", "partial", "indirect", "on_record", "anonymous", "draft")
_HEADS = ("direct", "partial", "indirect", "on rec.", "anon.", "drafts")
_GAP = "  "
_LONGEST_BAR = 30
_LEAST_BAR = 8
_LONGEST_LABEL = 40
# On narrower terminals, only the number of quotes is shown beside the bar.
_COUNTS_FROM = 90


def add_arguments(parser: CommandParser) -> None:
    parser.add_formats()
    parser.epilog = """\
Quotes by topic, by speaker, over time and by how far they are checked, and the articles; each split by kind of
speech, and by whether a source with a name or an anonymous one told the article of the words, with how many are drafts.
In a pipe each line begins with the ref, or with the query that finds these quotes."""


def run(arguments: argparse.Namespace) -> int:
    snapshot = open_archive(arguments.archive)
    counted = overview(snapshot.archive, snapshot.verifications)
    if arguments.json:
        output.write_json(_as_json(counted, snapshot))
    elif output.is_terminal():
        output.write("".join(f"{line}\n" for line in _written(counted, get_terminal_size().columns)))
    else:
        rows = (_row(bar) for section in counted.sections for bar in section.bars)
        columns = ("ref", "name", "quotes", "utterances", *_COUNTS, "perhaps")
        tables.write_table(columns, rows, with_header=arguments.header)
    tell_stale(snapshot, sorted(snapshot.stale))
    if not counted.total.quotes:
        output.narrate("explorer: the archive has no quotes")
    return 0 if counted.total.quotes else 1


def _row(bar: Bar) -> tuple[str, ...]:
    counts = (getattr(bar.spread, name) for name in ("quotes", "utterances", *_COUNTS))
    return bar.ref or bar.query or "", bar.label, *map(str, (*counts, bar.perhaps))


def _written(counted: Overview, width: int) -> Iterator[str]:
    """The sections as lines, with bars on a common scale."""
    from rich.cells import cell_len

    telling = _COUNTS if counted.total.draft and counted.shows_drafts else _COUNTS[:-1]
    names = telling if width >= _COUNTS_FROM else ()
    beside = sum(len(head) + len(_GAP) for head in ("quotes", *_HEADS[: len(names)]))
    every = [bar for section in counted.sections for bar in section.bars]
    perhaps = max((len(_perhaps(bar)) for bar in every), default=0)
    room = width - beside - perhaps - 2 * len(_GAP)
    names_of_bars = [one_line(bar.label) for bar in every]
    longest_word = max(cell_len(word) for name in names_of_bars for word in name.split() or [""])
    share = max(room // 2, min(longest_word, room - _LEAST_BAR))
    labels = max(1, min(max(map(cell_len, names_of_bars)), _LONGEST_LABEL, share))
    cells = max(1, min(_LONGEST_BAR, room - labels))
    for section in counted.sections:
        title = ", ".join(filter(None, (heading(counted, section.part), counted_in(section))))
        heads = _GAP.join(("quotes".rjust(6) + " " * perhaps, *_HEADS[: len(names)]))
        *above, last = wrapped(title, labels + cells + 2 * len(_GAP))
        yield from above
        yield f"{tables.cell(last, labels + cells + 2 * len(_GAP))}{_GAP}{heads}".rstrip()
        for bar in section.bars:
            drawn = "".join(text for text, _ in segments(bar, section.full, cells))
            numbers = [f"{bar.spread.quotes or signs.NONE.mark}".rjust(6) + _perhaps(bar).ljust(perhaps)]
            counts = zip(names, _HEADS, strict=False)
            numbers += [str(getattr(bar.spread, name) or signs.NONE.mark).rjust(len(head)) for name, head in counts]
            label, *more = wrapped(one_line(bar.label), labels)
            shown = (tables.cell(label, labels), drawn.ljust(cells), *numbers)
            yield f"{_GAP}{_GAP.join(shown)}".rstrip()
            yield from (f"{_GAP}{line}" for line in more)
        yield ""


def _perhaps(bar: Bar) -> str:
    return f" +{bar.perhaps}" if bar.perhaps else ""


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
    return {name: getattr(spread, name) for name in ("quotes", "utterances", *_COUNTS)}
