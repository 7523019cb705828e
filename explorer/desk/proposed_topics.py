"""Topics that are proposed: which are left, accepting them, and rejecting them, and joining them with topics."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from explorer.desk.changing import AddRecord, Edit, Reject, SetFields
from explorer.desk.form import file_for
from explorer.desk.reviewing import NotPossibleError, free_id
from explorer.drafting.record_ids import slug
from explorer.files.yaml_values import Value
from explorer.model.archive import Archive
from explorer.model.records import Kind, RejectedTopic, Topic
from explorer.search.language import alternatives
from explorer.snapshot import Snapshot
from explorer.topics.proposing import OR, Proposal

# Where topics go when the archive has none.
_FILE = "data/topics.yaml"


def still_proposed(archive: Archive, found: Iterable[Proposal]) -> list[Proposal]:
    """Those of some proposals that were not rejected, and for which no topic asks yet."""
    asked = [set(topic.matches.split(OR)) for topic in archive.all(Topic) if topic.matches]
    refused = set(archive.rejected_topics)
    return [
        each
        for each in found
        if each.label not in refused and not any(query.issuperset(each.matches.split(OR)) for query in asked)
    ]


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


def widening(topic: str, proposal: Proposal, snapshot: Snapshot) -> list[Edit]:
    """The edits by which a topic, by its id, asks for what a proposal asks for, too.

    Raises:
        NotPossibleError: there is no such topic any more, or its query is such that nothing can be added.
    """
    found = snapshot.archive.get(Topic, topic)
    if found is None:
        raise NotPossibleError(f"There is no topic “{topic}” any more. Nothing was written.")
    return [SetFields(found.ref, {"matches": widened(found, proposal)}, {"matches": found.matches})]


def widened(topic: Topic, proposal: Proposal) -> str:
    """The query for what a topic has by its query, and what a proposal asks for.

    Raises:
        NotPossibleError: the query of the topic is such that nothing can be added, as when a bracket is left open.
    """
    if not topic.matches:
        return proposal.matches
    both = f"{topic.matches}{OR}{proposal.matches}"
    # A word at the end is unfinished, and none of these is.
    if alternatives(f"{both} ") != (*alternatives(f"{topic.matches} "), *alternatives(f"{proposal.matches} ")):
        raise NotPossibleError(f"The query of {topic.label}, {topic.matches}, can’t be widened; edit it by hand.")
    return both


def rejecting(labels: Iterable[str]) -> list[Edit]:
    """The edits that remember some labels, so that no topic is proposed again that is called so."""
    return [Reject(RejectedTopic(topic=label)) for label in labels]
