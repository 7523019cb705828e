"""Adding to `rejected.yaml`, and having it follow new ids, with not a byte of the rest changed."""

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
    """The file with more rejections: topics first, then drafts in the order of articles and words.

    In a file that is damaged they come last.

    Raises CannotSplice when the file is no text at all, in which nothing would be found again.
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
    """The file after records got other ids, which `new` has by their refs. Raises CannotSplice when it is no YAML."""
    splicing = Splicing(content)
    root = splicing.document.root
    for item in root.items if root and root.is_list else ():
        for name, kind, _ in reference_fields(Rejection):
            node = item.value(name) if item.is_mapping else None
            to = new.get(ref(kind, (node.meaning.value or "").strip())) if node and node.is_text else None
            if node and to:
                splicing.set(node, to)
    return splicing.done()
