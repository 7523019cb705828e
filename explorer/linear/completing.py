"""How a line that is being typed may go on."""

from __future__ import annotations

from explorer.citing import FORMATS
from explorer.desk.folders import paths
from explorer.linear.commands import beginning_with
from explorer.linear.walk import Walk
from explorer.model.records import Kind

# Searching for what may come takes the index: only a query asks for it.
_MOST = 30


def offers(walk: Walk, line: str) -> list[str]:
    """Whole lines that begin with a line: commands, what may follow some of them, paths, filters, refs."""
    if line.startswith("/"):
        found = walk.live.index.suggest(line[1:], len(line) - 1)
        return [f"/{line[1 : 1 + item.start]}{item.text}{line[1 + item.end :]}" for item in found][:_MOST]
    first, space, rest = line.partition(" ")
    if space and first in ("cite", "copy"):
        number = f"{rest.partition(' ')[0]} " if rest[:1].isdigit() and " " in rest else ""
        names = (format.id for format in FORMATS)
        return [f"{first} {number}{name}" for name in names if name.startswith(rest.removeprefix(number).casefold())]
    if space and first == "export":
        from explorer.linear.exporting import FORMATS as EXPORT_FORMATS

        return [f"export {name}" for name in EXPORT_FORMATS if name.startswith(rest.casefold())]
    if space and first == "tag":
        from explorer.linear.tagging import offers_of

        return offers_of(walk.snapshot.archive, line)[:_MOST]
    if space and first == "add":
        return [f"add {path}" for path in paths(rest)][:_MOST]
    if space and first == "said":
        before, _, begun = rest.rpartition(" ")
        ids = walk.snapshot.archive.of_kind(Kind.TOPIC if before else Kind.PERSON)
        return [f"said {before}{' ' if before else ''}{id}" for id in ids if id.startswith(begun)][:_MOST]
    if "/" in first and not space:
        return [ref for ref in walk.snapshot.archive.entries if ref.startswith(line)][:_MOST]
    return [] if space else list(beginning_with(first)) if first else []
