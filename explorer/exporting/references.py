"""An archive for programs that cite and annotate: BibTeX, CSL-JSON, and a page of Web Annotations."""

from __future__ import annotations

from uuid import NAMESPACE_URL, uuid5

from explorer.citing.bibtex import comment
from explorer.citing.web_annotation import annotation
from explorer.display import pretty_json
from explorer.exporting.extract import Extract
from explorer.exporting.lists import LIST_FORMATS
from explorer.model.records import Kind


def bibtex(extract: Extract) -> bytes:
    """An entry for each article, with the commands that cite its quotes; above them, what is left out."""
    said = f"{comment(extract.unread_said)}\n" if extract.unread else ""
    return said.encode() + _listed("bibtex", extract)


def csl(extract: Extract) -> bytes:
    """A list with an item for each article, with its quotes in the note."""
    return _listed("csl-json", extract) or b"[]\n"


def web_annotations(extract: Extract) -> bytes:
    """An annotation page (W3C Web Annotation Data Model, section 5.2) with an annotation for each quote.

    It is said to be of a collection if something is left out, since that can have a label, and a page can't.
    """
    items = [annotation(extract.cited(quote)) for quote in extract.quotes]
    context = [item.pop("@context") for item in items]
    name = "\n".join(str(item["id"]) for item in items)
    page: dict[str, object] = {
        "@context": next(iter(context), "http://www.w3.org/ns/anno.jsonld"),
        "id": f"urn:uuid:{uuid5(NAMESPACE_URL, name)}",
        "type": "AnnotationPage",
        "items": items,
    }
    if extract.unread:
        whole = f"urn:uuid:{uuid5(NAMESPACE_URL, f'all of {name}')}"
        page["partOf"] = {"id": whole, "type": "AnnotationCollection", "label": extract.unread_said}
    return pretty_json(page).encode()


def _listed(id: str, extract: Extract) -> bytes:
    format = next(each for each in LIST_FORMATS if each.id == id)
    records = [*extract.records[Kind.ARTICLE], *extract.records[Kind.QUOTE]]
    return "".join(format.pieces(extract.snapshot, records)).encode()
