"""Topics that are proposed: which are left, accepting them, and rejecting them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from explorer.desk.changing import AddRecord, Edit, Reject
from explorer.desk.form import file_for
from explorer.desk.reviewing import free_id
from explorer.drafting.naming import slug
from explorer.files.yaml_values import Value
from explorer.model.archive import Archive
from explorer.model.records import Kind, RejectedTopic, Topic
from explorer.snapshot import Snapshot
from explorer.topics.proposing import Proposal

# Where topics go when the archive has none.
_FILE = "data/topics.yaml"


def still_proposed(archive: Archive, found: Iterable[Proposal]) -> list[Proposal]:
    """Those of some proposals that are no topics yet, and were not rejected."""
    made = {topic.matches for topic in archive.all(Topic)}
    refused = set(archive.rejected_topics)
    return [each for each in found if each.matches not in made and each.label not in refused]


def accepting(snapshot: Snapshot, proposals: Sequence[Proposal]) -> list[Edit]:
    """The edits that make topics of some proposals.

    One that is part of another is `broader` that one, when it is accepted with it, or was before.
    """
    archive, file = snapshot.archive, file_for(snapshot, Kind.TOPIC, _FILE)
    ids = {topic.label: topic.id for topic in archive.all(Topic)}
    for proposal in proposals:
        ids[proposal.label] = free_id(slug(proposal.label) or "topic", archive, Kind.TOPIC, list(ids.values()))
    edits: list[Edit] = []
    for proposal in proposals:
        fields: dict[str, Value] = {"id": ids[proposal.label], "label": proposal.label, "matches": proposal.matches}
        if proposal.broader in ids:
            fields["broader"] = ids[proposal.broader]
        edits.append(AddRecord(file, Kind.TOPIC, fields))
    return edits


def rejecting(labels: Iterable[str]) -> list[Edit]:
    """The edits that remember some labels, so that no topic is proposed again that is called so."""
    return [Reject(RejectedTopic(topic=label)) for label in labels]
