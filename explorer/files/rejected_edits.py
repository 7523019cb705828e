"""Adding to `rejected.yaml`, and updating ids in it, without changing a byte of the rest."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from explorer.files import yaml_blocks
from explorer.files.handwriting import ITEM
from explorer.files.lines import decoded_in_part
from explorer.files.rejected import read
from explorer.files.splicing import Splicing
from explorer.files.text_changes import NO_PLACE, UNREADABLE, CannotSplice
from explorer.model.records import RejectedTopic, Rejection, ref
from explorer.model.references import reference_fields

_HEADING = """\
# Drafts and proposed topics that were rejected. What is here is not proposed again, unless for another speaker;
# take an entry out, and it may be.

"""


def with_rejected(content: bytes, new: Sequence[Rejection | RejectedTopic]) -> bytes:
    """Add rejections to the file: topics first, then drafts sorted by article and words.

    In a damaged file they come last.

    Raises CannotSplice when the file is not text at all, so that nothing in it would be found again.
    """
    if decoded_in_part(content) is None:
        raise CannotSplice(UNREADABLE)
    for rejection in new:
        try:
            content = _with_one(content, rejection)
        except CannotSplice:
            content = _at_end(content, rejection)
    return content


def _with_one(content: bytes, rejection: Rejection | RejectedTopic) -> bytes:
    splicing = Splicing(content)
    root = splicing.document.root
    if root is None or root.is_null:
        return _at_end(content or _HEADING.encode(), rejection)
    known = [each for _, each in read(splicing.text)[0]]
    if not root.is_list or len(root.items) != len(known):
        raise CannotSplice(NO_PLACE)
    if rejection not in known:
        place = next((n for n, each in enumerate(known) if _rank(each) > _rank(rejection)), len(known))
        splicing.add_items(root, place, [msgspec.to_builtins(rejection)], (ITEM,))
    return splicing.done()


def _rank(rejection: Rejection | RejectedTopic) -> tuple[str, tuple[str, ...], str]:
    if isinstance(rejection, RejectedTopic):
        return "", (rejection.topic,), ""
    return rejection.article, rejection.segments, rejection.speaker


def _at_end(content: bytes, rejection: Rejection | RejectedTopic) -> bytes:
    written = "".join(f"{line}\n" for line in yaml_blocks.record_lines(msgspec.to_builtins(rejection)))
    apart = b"" if not content or content.endswith(b"\n") else b"\n"
    return b"".join([content, apart, written.encode()])


def with_new_ids(content: bytes, new: Mapping[str, str]) -> bytes:
    """Update the file after records got new ids, which `new` has by old ref. Raises CannotSplice if it is not YAML."""
    splicing = Splicing(content)
    root = splicing.document.root
    for item in root.items if root and root.is_list else ():
        for name, kind, _ in reference_fields(Rejection):
            node = item.value(name) if item.is_mapping else None
            to = new.get(ref(kind, (node.meaning.value or "").strip())) if node and node.is_text else None
            if node and to:
                splicing.set(node, to)
    return splicing.done()
