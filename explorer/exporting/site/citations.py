"""Citations of a record to copy, and the record as linked data."""

from __future__ import annotations

import json
from typing import NamedTuple

from markupsafe import Markup

from explorer.citing import Citable, formats_for
from explorer.display import json_escaped
from explorer.exporting.json_ld import CONTEXT, INERT, node, type_of
from explorer.exporting.site.addresses import Addresses
from explorer.exporting.site.rendering import NO_CHARACTERS
from explorer.model.records import AnyRecord, title
from explorer.snapshot import Snapshot


class Citation(NamedTuple):
    """A citation in one format."""

    id: str
    name: str
    use: str
    text: str


def citations(cited: Citable) -> list[Citation]:
    """A record in each format that can cite it, the plainest first."""
    return [Citation(each.id, each.name, each.use, each.write(cited).strip("\n")) for each in formats_for(cited.record)]


def linked_data(snapshot: Snapshot, addresses: Addresses, record: AnyRecord) -> Markup:
    """A record as JSON-LD for the script element of its page, with the names of what it refers to.

    Ids are the addresses of pages. The text of an article is not said twice.
    """
    referred: dict[str, None] = {}

    def address(ref: str) -> str:
        referred[ref] = None
        return addresses.to(ref) or f"#{ref}"

    nodes = [node(snapshot, record, address=address)]
    nodes[0].pop("articleBody", None)
    for ref in list(referred):
        other = snapshot.archive.find(ref)
        if other is not None and other != record:
            nodes.append({"@id": address(ref), "@type": type_of(other), "name": title(other)})
    text = json.dumps({"@context": CONTEXT, "@graph": nodes}, ensure_ascii=False, separators=(",", ":"))
    return Markup(NO_CHARACTERS.sub(lambda found: json.dumps(found[0])[1:-1], json_escaped(text.translate(INERT))))
