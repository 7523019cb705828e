"""All that there is to tell of an archive: what two readings of the same files must have in common."""

from __future__ import annotations

from explorer.model.records import Kind, Quote, Topic
from explorer.model.scope import Scope
from explorer.snapshot import Snapshot


def found(snapshot: Snapshot) -> list[object]:
    """All that there is to tell of an archive."""
    archive = snapshot.archive
    records = [entry.record for entry in archive.entries.values()]
    return [
        [*snapshot.problems],
        dict(snapshot.problems_of),
        dict(snapshot.verifications),
        dict(snapshot.coverage),
        dict(snapshot.omissions),
        dict(snapshot.repeats.also),
        dict(snapshot.reports),
        [*snapshot.accepted],
        {check: sorted(told, key=repr) for check, told in snapshot.told.items()},
        snapshot.held,
        dict(snapshot.astray),
        set(snapshot.unsettled),
        snapshot.stale,
        [*snapshot.timeline],
        {id: (text.text, text.sha256) for id, text in snapshot.texts.items()},
        {name: (file.sha256, file.problem) for name, file in snapshot.seeds.items()},
        [(name, list(file.entries), file.problems, file.kept, file.broken) for name, file in snapshot.files.items()],
        list(archive.entries.items()),
        dict(archive.uncut),
        list(archive.problems),
        [*archive.rejected],
        {ref: [*named] for ref, named in archive.naming.items()},
        [archive.quotes_of(record) for record in records],
        [archive.quote_count(record) for record in records],
        [(archive.tally(record), archive.utterance_count(record)) for record in records],
        [(archive.topics_of(quote), archive.topic_ids(quote)) for quote in archive.all(Quote)],
        (dict(archive.by_query), [archive.quotes_by_query(topic) for topic in archive.all(Topic)]),
        [archive.linked_to(record) for record in records],
        [archive.children(record) for record in records],
        [archive.is_within(record, other) for record in records for other in records],
        [(archive.top(quote), archive.utterances.of(quote)) for quote in archive.all(Quote)],
        [list(archive.hierarchy(kind).ids) for kind in Kind],
        (archive.drafts, archive.draft_quotes, archive.shows_drafts, {*archive.accepting}, archive.codes),
        archive.largest_topic,
        (
            dict(snapshot.severities),
            [*snapshot.hurt],
            [(each.name, each.shown, each.records) for each in snapshot.unread],
        ),
        [in_scope(snapshot.scope(trail)) for trail in ((), *((record.ref,) for record in records[::3]))],
        [
            in_scope(snapshot.scope((one.ref, other.ref)))
            for one, other in zip(records[::7], reversed(records[::7]), strict=True)
        ],
    ]


def in_scope(scope: Scope) -> list[object]:
    """All that there is to tell of a scope."""
    listed = [list(scope.records(kind)) for kind in Kind]
    rows = [scope.records(kind).index(record) for kind in Kind for record in scope.records(kind)]
    counts = [[scope.count(record) for record in scope.records(kind)] for kind in Kind]
    quotes = [list(scope.quotes_of(record)) for record in scope.records(Kind.PERSON)]
    most = [scope.most(kind) for kind in Kind]
    return [listed, rows, counts, quotes, most, scope.utterances, scope.drafts, scope.refs]
