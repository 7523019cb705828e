"""The results of a search as a page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from msgspec.structs import replace

from explorer.describing.counting import counted
from explorer.describing.match_reasons import approximations
from explorer.display import one_line
from explorer.linear.pages import Line, Page, listed
from explorer.linear.wording import called, in_words, record_line, sentence
from explorer.model.history import ResultsView
from explorer.snapshot import Snapshot

if TYPE_CHECKING:
    from explorer.search import Hit, Results, WayOut


def result_page(snapshot: Snapshot, view: ResultsView, found: Results, ways: Sequence[WayOut] = ()) -> Page:
    """What a query finds, best first. Each hit says what kind of record it is, and whether it is approximate.

    When nothing is found, the other queries are `ways` to go on.
    """
    heading = [sentence(remark) for remark in found.remarks]
    heading += [f"Filter: {in_words(meaning)}." for meaning in found.filters]
    query, trail = one_line(view.query), map(snapshot.archive.find, view.over.trail)
    within = " in everything" if view.within else ""
    if view.within and view.over.trail:
        within = f" in {', then '.join(called(record) for record in trail if record)}"
    if not found:
        heading.append(f"Nothing is found for {query}{within}.")
        heading += ["Search instead for one of these:"] if ways else []
        lines = [f"{in_words(way.label)}, {counted(way.total, 'record')}" for way in ways]
        entries = [(Line(line, number),) for number, line in enumerate(lines, 1)]
        # Another query is searched for where this one was: there it finds as many as is said.
        targets = [
            replace(view, query=way.query, at=None, within=view.within and way.query != view.query) for way in ways
        ]
        return Page("results", tuple(heading), entries, targets)
    best = f"the {len(found)} best of {found.total}" if found.total > len(found) else "best first"
    order = f"for {query}{within}, {best}"
    place = found.find(view.at) if view.at else None
    page = listed("results", found.refs, lambda n: _hit_line(snapshot, found[n]), place)
    return replace(page, heading=tuple(heading), noun=("hit", "hits"), order=order)


def _hit_line(snapshot: Snapshot, hit: Hit) -> str:
    record = snapshot.archive.find(hit.ref)
    if record is None:
        return f"{hit.kind}: {one_line(hit.title)}"
    inexact = approximations(hit)
    said = f"{hit.kind}: {record_line(snapshot, record, snapshot.archive.quote_count(record))}"
    return f"{said}. Approximate: {in_words(inexact)}" if inexact else said
