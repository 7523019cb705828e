"""Proposed topics: which ones are left; accepting, rejecting, and joining them with topics."""

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

# The file for topics when the archive has none.
_FILE = "data/topics.yaml"


def still_proposed(archive: Archive, found: Iterable[Proposal]) -> list[Proposal]:
    """Select the proposals that were not rejected and that no topic covers yet."""
    asked = [set(topic.matches.split(OR)) for topic in archive.all(Topic) if topic.matches]
    refused = set(archive.rejected_topics)
    return [
        each
        for each in found
        if each.label not in refused and not any(query.issuperset(each.matches.split(OR)) for query in asked)
    ]


def accepting(snapshot: Snapshot, proposals: Sequence[Proposal]) -> list[Edit]:
    """Make topics of some proposals, as edits.

    A proposal that is part of another becomes narrower than that one, if it is accepted too or was before.
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
    """Extend the query of a topic, by its id, to what a proposal finds, as edits.

    Raises:
        NotPossibleError: the topic is gone, or nothing can be added to its query.
    """
    found = snapshot.archive.get(Topic, topic)
    if found is None:
        raise NotPossibleError(f"There is no topic “{topic}” any more. Nothing was written.")
    return [SetFields(found.ref, {"matches": widened(found, proposal)}, {"matches": found.matches})]


def widened(topic: Topic, proposal: Proposal) -> str:
    """The query for what a topic's query or a proposal finds.

    Raises:
        NotPossibleError: nothing can be added to the topic's query, for instance because a bracket is left open.
    """
    if not topic.matches:
        return proposal.matches
    both = f"{topic.matches}{OR}{proposal.matches}"
    # A word at the end is unfinished, and these are all finished.
    if alternatives(f"{both} ") != (*alternatives(f"{topic.matches} "), *alternatives(f"{proposal.matches} ")):
        raise NotPossibleError(f"The query of {topic.label}, {topic.matches}, can’t be widened; edit it by hand.")
    return both


def rejecting(labels: Iterable[str]) -> list[Edit]:
    """Remember labels, as edits, so that no topic with such a name is proposed again."""
    return [Reject(RejectedTopic(topic=label)) for label in labels]
