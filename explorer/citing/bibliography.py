"""For formats with a bibliography: an article's key, what stands around it in a citation, and a note for its entry.

Of a byline only what is surely the name of a person is taken apart, as reference managers want it. A newsroom, an
agency and a name of another form stay whole: a style would turn “Port Post Staff” into “Staff, P. P.”.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from explorer.citing.citable import Citable
from explorer.citing.plain import bracketed, statement, without_breaks, without_by
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


_AND = re.compile(r"\s*(?:,\s*(?:and|und|et|y|e|en|och|og)\s|\s(?:and|und|et|y|e|en|och|og|&)\s|[;&])\s*")
# What follows a name, such as a role or a place, is cut.
_ROLE = re.compile(r"\s*[|/(–—].*|\s+(?:in|for|at)\s.*", re.DOTALL)
# One name, as the names of people in Latin letters are written: O’Neill, Jean-Luc, J.
_NAME = r"[A-ZÀ-ÖØ-ÞĀ-ɏḀ-ỿ](?:[A-Za-zÀ-ÖØ-öø-ɏḀ-ỿ]|[’'-](?=[A-Za-zÀ-ɏ]))*"
_PERSON = re.compile(
    rf"(?P<given>{_NAME}|(?:[^\W\d_]\.[-\s]?)+)(?P<middle>(?:\s+(?:[^\W\d_]\.\s?)+)?)\s*"
    rf"(?P<particle>(?:\s(?:von|van|der|den|de|del|della|di|da|dos|du|la|le|ter|ten|zu|zum|zur|al|bin|ibn))*)"
    rf"\s(?P<family>{_NAME})(?P<suffix>(?:,?\s(?:Jr\.?|Sr\.?|II|III|IV))?)"
)
# Words that are in the names of newsrooms and agencies.
_NEWSROOM = re.compile(
    r"\b(?:the|staff|newsroom|news|press|associated|agency|agence|agentur|agencia|agenzia|redaktion|redacción|rédaction|"
    r"redazione|reuters|bloomberg|desk|editors?|reporters?|correspondents?|writers?|team|times|post|tribune|herald|"
    r"gazette|journal|board|bureau|service|wire|radio|media|magazine|daily|tv|desk|department|ministry|office|university)\b",
    re.IGNORECASE,
)
_SUFFIX = re.compile(r",\s(?:Jr|Sr)\b")


class Name(msgspec.Struct, frozen=True, omit_defaults=True, rename={"particle": "non-dropping-particle"}):
    """The name of a writer: of a person in its parts, else `literal` as a whole. These are the names of CSL-JSON."""

    literal: str = ""
    family: str = ""
    given: str = ""
    particle: str = ""
    suffix: str = ""


def names_of(byline: str) -> list[Name]:
    """Those who wrote an article, in their order.

    When none of them is surely a person, the byline is one name: “Trade and Industry Desk”.
    """
    whole = without_by(byline)
    people = list(_people(whole))
    return people if any(name.family for name in people) else [Name(literal=whole)]


def in_order(name: Name) -> str:
    """A name as it is said: `Ludwig van der Berg`."""
    return name.literal or " ".join(filter(None, [name.given, name.particle, name.family, name.suffix]))


def _people(byline: str) -> Iterator[Name]:
    *first, last = _AND.split(byline)
    for part in [*(name for names in first for name in names.split(", ")), last]:
        name, _, rest = part.partition(", ") if not _SUFFIX.search(part) else (part, "", "")
        # What follows a comma is a role or a place, unless it may be another name.
        found = None if rest and _person(rest) else _person(_ROLE.sub("", name))
        if found is None:
            yield Name(literal=part)
            continue
        given, middle, particle, family, suffix = (found[name].strip(" ,") for name in found.groupdict())
        yield Name(given=f"{given} {middle}".strip(), particle=particle, family=family, suffix=suffix)


def _person(name: str) -> re.Match[str] | None:
    return None if _NEWSROOM.search(name) else _PERSON.fullmatch(name)
