"""The panes as pages: what belongs to a trail; and the description of one record."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from explorer.describing.describe import PROBLEM, describe
from explorer.describing.fields import Field, Value
from explorer.describing.findings import DOUBT
from explorer.describing.how_read import why_none
from explorer.describing.labels import Group
from explorer.describing.match_reasons import why_found
from explorer.describing.omitted import left_out
from explorer.display import one_line
from explorer.linear.pages import Lazy, Line, Page, Target, listed
from explorer.linear.wording import (
    HOW_TO_TAG,
    PROPOSES,
    SPOKEN_ORDER,
    called,
    in_words,
    kinds_counted,
    quote_line,
    record_line,
    sentence,
)
from explorer.model.history import PanesView
from explorer.model.records import AnyRecord, Kind, Quote, title
from explorer.model.scope import Scope
from explorer.search import Hit
from explorer.snapshot import Snapshot

# Fields whose words are messages of the explorer.
_PROBLEMS = (PROBLEM, DOUBT)
_ORDERS = {
    Kind.TOPIC: "most quoted first",
    Kind.PERSON: "most quoted first",
    Kind.EVENT: "by date",
    Kind.ARTICLE: "by headline",
    Kind.QUOTE: "in the order of the files",
}


def panes_page(snapshot: Snapshot, view: PanesView) -> Page:
    """The records of one kind that belong to all of a trail."""
    scope = snapshot.scope(view.trail)
    records = scope.records(view.pane)
    here = ", ".join([*(called(step) for step in scope.trail[-1:]), view.pane.plural])
    page = listed(
        here,
        Lazy(len(records), lambda n: records[n].ref),
        lambda n: record_line(snapshot, records[n], scope.count(records[n]), with_article=scope.is_of_several_articles),
        next((n for n, record in enumerate(records) if record.ref == view.current), None) if view.current else None,
    )
    heading = list(_narrowed(snapshot, scope)) if scope.trail else []
    if not records:
        none = (
            f"there are no {view.pane.plural} here"
            if scope.trail
            else why_none(snapshot, view.pane, HOW_TO_TAG, PROPOSES)
        )
        heading.append(sentence(none))
    return replace(
        page,
        heading=tuple(heading),
        noun=(view.pane, view.pane.plural),
        order=_ORDERS[view.pane],
        about=scope.trail[-1].ref if scope.trail else None,
    )


def _narrowed(snapshot: Snapshot, scope: Scope) -> Iterator[str]:
    """What the trail is, what is known of its last record in short, and how much belongs to it."""
    last = scope.trail[-1]
    before = ", then ".join(called(step) for step in scope.trail[:-1])
    yield f"{last.kind}: {called(last)}{f', within {before}' if before else ''}"
    for field in describe(snapshot, last)[1:]:
        if field.label.group is Group.HEAD:
            yield from (f"{field.label.word}: {one_line(value.spoken)}" for value in field.values)
    counts = [(kind, len(scope.records(kind))) for kind in SPOKEN_ORDER]
    yield f"Here: {kinds_counted([(kind, number) for kind, number in counts if number]) or 'nothing'}."


def record_page(snapshot: Snapshot, ref: str, number: tuple[int, int] | None = None, hit: Hit | None = None) -> Page:
    """The description of a record: every field that Detail has. A link has a number.

    `number` is the place of the record in a list, and how many that has. `hit` says why a search found it.
    """
    record = snapshot.archive.find(ref)
    if record is None:
        return Page(one_line(ref), (f"There is no {one_line(ref)} in this archive any more.",))
    of = f" {number[0]} of {number[1]}" if number else ""
    said = (
        quote_line(snapshot, record, None, with_article=False) if isinstance(record, Quote) else one_line(title(record))
    )
    heading = [f"{record.kind}{of}: {said}"]
    if isinstance(record, Quote):
        heading += left_out(snapshot, record)
    if hit is not None:
        heading += found_because(hit)
    entries: list[tuple[Line, ...]] = []
    targets: list[Target] = []
    for field, value in _told(snapshot, record):
        if value.link:
            targets.append(value.link)
        words = in_words(value.spoken) if field.label in _PROBLEMS else one_line(value.spoken)
        entries.append((Line(f"{field.label.word}: {words}", len(targets) if value.link else None),))
    here = f"{record.kind}{of}" if isinstance(record, Quote) else f"{record.kind} {one_line(title(record))}"
    return Page(here, tuple(heading), entries, targets, at_once=40, about=ref)


def _told(snapshot: Snapshot, record: AnyRecord) -> Iterator[tuple[Field, Value]]:
    """The values of all fields that the heading does not say: those of the record's title, and its listed quotes."""
    for n, field in enumerate(describe(snapshot, record)):
        if n > 0 and field.label.group is not Group.LISTED:
            yield from ((field, value) for value in field.values)


def found_because(hit: Hit) -> Iterator[str]:
    """Why a search found a record."""
    why = in_words(why_found(hit))
    if why:
        yield f"Found{', approximate' if hit.approximate else ''}: {why}."
