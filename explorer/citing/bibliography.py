"""For formats with a bibliography: an article's key, what stands around it in a citation, and a note for its entry."""

from __future__ import annotations

from explorer.citing.citable import Citable
from explorer.citing.plain import bracketed, statement, without_breaks
from explorer.model.records import Quote


def article_id(cited: Citable) -> str:
    """The id of the article that a record is cited with, also when there is no such article."""
    return cited.record.article if isinstance(cited.record, Quote) else cited.record.id


def around(cited: Citable) -> dict[str, str]:
    """What stands around the article in the citation of a record: the prefix, the locator and the suffix."""
    parts = {}
    if isinstance(cited.record, Quote):
        parts["prefix"] = without_breaks(f"{statement(cited, cited.record)}, in ")
        if cited.paragraphs:
            parts |= {"locator": cited.paragraphs.replace("–", "-"), "label": "paragraph"}
    if cited.remarks:
        parts["suffix"] = without_breaks("".join(f" [{remark}]" for remark in cited.remarks))
    return parts


def note_of(cited: Citable) -> str:
    """What is cited, in one line for a reference manager to show: a quote, or what is in doubt of an article."""
    if isinstance(cited.record, Quote):
        where = f", {cited.located}" if cited.located else ""
        return without_breaks(f"{statement(cited, cited.record)}{where}{bracketed(cited)}")
    return without_breaks(bracketed(cited).strip()) if cited.remarks else ""
