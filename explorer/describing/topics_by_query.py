"""What there is to say of topics that get quotes by a query."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import msgspec

from explorer.describing.fields import Part, Tone, Value
from explorer.describing.values import named
from explorer.display import one_line
from explorer.model.records import Quote
from explorer.snapshot import Snapshot

if TYPE_CHECKING:
    from explorer.topics.matching import Reason

# Of the words by which a quote answers a query, so many are named.
_NAMED = 3


def topics_named(snapshot: Snapshot, quote: Quote) -> Iterator[Value]:
    """The topics of a quote, as links; of those that have it by their query, why."""
    archive = snapshot.archive
    why: dict[str, str] = {}
    if archive.by_query.get(quote.id):
        # Imported here: few archives have such topics.
        from explorer.topics.explaining import reasons

        why = {id: by_query(found) for id, found in reasons(snapshot, quote).items()}
    for topic in archive.topics_of(quote):
        value, said = named(archive, topic), why.get(topic.id)
        more = [Part(f" · {said}", Tone.MUTED, own=True, spoken=f", {said}")] if said else []
        yield msgspec.structs.replace(value, parts=(*value.parts, *more))


def by_query(reasons: Sequence[Reason]) -> str:
    """Why a quote belongs to a topic: `by its query: “fentanyl” in the text`."""
    said = [f"“{one_line(reason.words)}” in the {reason.where.replace('_', ' ')}" for reason in reasons[:_NAMED]]
    more = [f"{len(reasons) - _NAMED} more"] if len(reasons) > _NAMED else []
    return f"by its query{': ' if said else ''}{', '.join([*said, *more])}"
