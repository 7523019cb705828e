"""Tagging quotes with typed lines."""

from __future__ import annotations

import re
from collections.abc import Sequence

from explorer.desk.tagging import COMMA, Tagging, Tags, Topics, held_topics, quotes_left, step_name
from explorer.linear.editing import write
from explorer.model.archive import Archive
from explorer.snapshot import Snapshot

# What comes before the topic that is being typed: the command, which quotes, and the topics before it.
_HEAD = re.compile(rf"tag (?:(?:\d+|all) )?(?:.*{COMMA} *)?-?")


def tags_of(archive: Archive, typed: str, refs: Sequence[str]) -> Tags:
    """Read what to tag some quotes with. Raises NotPossibleError when a topic to remove does not exist."""
    return Topics(archive).read(typed, held_topics(archive, quotes_left(archive, refs)))


def tagged(snapshot: Snapshot, tags: Tags, refs: Sequence[str]) -> str:
    """Tag some quotes. Returns what to say. Raises one of REFUSED when nothing was written."""
    tagging = Tagging(tags, tuple(refs))
    written = write(snapshot, lambda: tagging.edits(snapshot), step_name(tagging, Topics(snapshot.archive)))
    return f"{written.what}.{written.remark}"


def offers_of(archive: Archive, line: str) -> list[str]:
    """Complete a line with the topics whose labels begin like the last one typed."""
    found = _HEAD.match(line)
    head = found[0] if found else ""
    return [f"{head}{label}" for label in Topics(archive).beginning_with(line[len(head) :])]
