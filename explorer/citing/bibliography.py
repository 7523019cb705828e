"""What bibliographies need: an article's key, the text before and after it in a citation, and a note for its entry.

A byline is split into name parts, as reference managers want, only where it surely names people. The names of newsrooms
and agencies stay whole: a style would turn “Port Post Staff” into “Staff, P. P.”.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from explorer.citing.citable import Citable
from explorer.citing.plain import bracketed, statement, without_breaks, without_by
from explorer.model.records import Quote


def article_id(cited: Citable) -> str:
    """The id of the article to cite for a record, even if that article does not exist."""
    return cited.record.article if isinstance(cited.record, Quote) else cited.record.id


def around(cited: Citable) -> dict[str, str]:
    """The text around the article in the citation of a record: the prefix, the locator and the suffix."""
    parts = {}
    if isinstance(cited.record, Quote):
        parts["prefix"] = without_breaks(f"{statement(cited, cited.record)}, in ")
        if cited.paragraphs:
            parts |= {"locator": cited.paragraphs.replace("–", "-"), "label": "paragraph"}
    if cited.remarks:
        parts["suffix"] = without_breaks("".join(f" [{remark}]" for remark in cited.remarks))
    return parts


def note_of(cited: Citable) -> str:
    """One line for a reference manager to show: the quote, or the doubts about an article."""
    if isinstance(cited.record, Quote):
        where = f", {cited.located}" if cited.located else ""
        return without_breaks(f"{statement(cited, cited.record)}{where}{bracketed(cited)}")
    return without_breaks(bracketed(cited).strip()) if cited.remarks else ""


_AND = re.compile(r"\s*(?:,\s*(?:and|und|et|y|e|en|och|og)\s|\s(?:and|und|et|y|e|en|och|og|&)\s|[;&])\s*")
# What follows a name, such as a role or a place, is cut.
_ROLE = re.compile(r"\s*[|/(–—].*|\s+(?:in|for|at)\s.*", re.DOTALL)
# One name in Latin letters: O’Neill, Jean-Luc, J.
_NAME = r"[A-ZÀ-ÖØ-ÞĀ-ɏḀ-ỿ](?:[A-Za-zÀ-ÖØ-öø-ɏḀ-ỿ]|[’'-](?=[A-Za-zÀ-ɏ]))*"
_PERSON = re.compile(
    rf"(?P<given>{_NAME}|(?:[^\W\d_]\.[-\s]?)+)(?P<middle>(?:\s+(?:[^\W\d_]\.\s?)+)?)\s*"
    rf"(?P<particle>(?:\s(?:von|van|der|den|de|del|della|di|da|dos|du|la|le|ter|ten|zu|zum|zur|al|bin|ibn))*)"
    rf"\s(?P<family>{_NAME})(?P<suffix>(?:,?\s(?:Jr\.?|Sr\.?|II|III|IV))?)"
)
# Words that occur in the names of newsrooms and agencies.
_NEWSROOM = re.compile(
    r"\b(?:the|staff|newsroom|news|press|associated|agency|agence|agentur|agencia|agenzia|redaktion|redacción|rédaction|"
    r"redazione|reuters|bloomberg|desk|editors?|reporters?|correspondents?|writers?|team|times|post|tribune|herald|"
    r"gazette|journal|board|bureau|service|wire|radio|media|magazine|daily|tv|desk|department|ministry|office|university)\b",
    re.IGNORECASE,
)
_SUFFIX = re.compile(r",\s(?:Jr|Sr)\b")


class Name(msgspec.Struct, frozen=True, omit_defaults=True, rename={"particle": "non-dropping-particle"}):
    """The name of a writer: a person's name in parts, or `literal` for any other. The fields are those of CSL-JSON."""

    literal: str = ""
    family: str = ""
    given: str = ""
    particle: str = ""
    suffix: str = ""


def names_of(byline: str) -> list[Name]:
    """The writers of an article, in their order.

    If none of them is surely a person, the whole byline is one name: “Trade and Industry Desk”.
    """
    whole = without_by(byline)
    people = list(_people(whole))
    return people if any(name.family for name in people) else [Name(literal=whole)]


def in_order(name: Name) -> str:
    """A name in reading order: `Ludwig van der Berg`."""
    return name.literal or " ".join(filter(None, [name.given, name.particle, name.family, name.suffix]))


def _people(byline: str) -> Iterator[Name]:
    *first, last = _AND.split(byline)
    for part in [*(name for names in first for name in names.split(", ")), last]:
        name, _, rest = part.partition(", ") if not _SUFFIX.search(part) else (part, "", "")
        # A comma introduces a role or a place, unless another name may follow it.
        found = None if rest and _person(rest) else _person(_ROLE.sub("", name))
        if found is None:
            yield Name(literal=part)
            continue
        given, middle, particle, family, suffix = (found[name].strip(" ,") for name in found.groupdict())
        yield Name(given=f"{given} {middle}".strip(), particle=particle, family=family, suffix=suffix)


def _person(name: str) -> re.Match[str] | None:
    return None if _NEWSROOM.search(name) else _PERSON.fullmatch(name)
