"""How much it weighs that a field of a record changed."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from typing import Any

from explorer.changes.change import FieldChange, Weight
from explorer.checking.wholeness.wording import wording_of
from explorer.reading.text.passages import fold_typography

# The field whose list has an order that means something.
ORDERED = {"text"}
# The fields in which curators write words of their own. All others have a source's words, names, dates or relations.
_OWN_WORDS = {"label", "description", "note", "accepts", "date_because"}
# Who said it, when, and what it is called.
_WHO_AND_WHEN = {"speaker", "relayed_by", "relayed", "name", "aliases", "date", "published", "article", "within"}
# What the explorer keeps: what an article says is compared itself.
_KEPT = {"sha256", "file"}
# A word within a sentence. With a capital letter it is taken for a name.
_WITHIN = re.compile(r"(?<=[\w,;:’'\"”)] )[^\W\d_]\w*")


def weighed(field: str, before: Any, after: Any) -> FieldChange:
    """The change of a field from one value, as in the YAML, to another, with what it weighs.

    In the curator's own words a number, a negation or a hedge that comes or goes is a change of meaning, too.
    """
    texts = list(_texts(before)), list(_texts(after))
    own = field in _OWN_WORDS
    plain = [list(map(_letters if own else _folded, side)) for side in texts]
    plain = plain if field in ORDERED else [sorted(side) for side in plain]
    if field in _KEPT or (plain[0] == plain[1] and _shape(before) == _shape(after)):
        return FieldChange(field, before, after, Weight.TYPOGRAPHY)
    turned = bool(before and after) and _weighty(texts[0]) != _weighty(texts[1])
    if own and not turned:
        return FieldChange(field, before, after, Weight.WORDING)
    return FieldChange(field, before, after, Weight.MEANING, _rank(field, texts, turned=turned))


def _rank(field: str, texts: tuple[list[str], list[str]], *, turned: bool) -> int:
    """The place of a change of meaning among others: 0 is the weightiest."""
    is_prose = any(" " in text for side in texts for text in side)
    if turned and is_prose:
        return 0
    names = [Counter(word for text in side for word in _WITHIN.findall(text) if word[0].isupper()) for side in texts]
    return 1 if field in _WHO_AND_WHEN or (all(texts) and names[0] != names[1]) else 2


def _texts(value: Any) -> Iterable[str]:
    match value:
        case str():
            yield value
        case dict():
            for inner in value.values():
                yield from _texts(inner)
        case list():
            for inner in value:
                yield from _texts(inner)


def _shape(value: Any) -> object:
    """A value without its texts: two values of one shape differ in their texts only."""
    match value:
        case str():
            return ""
        case dict():
            return tuple((key, _shape(inner)) for key, inner in value.items())
        case list():
            return tuple(map(_shape, value))
    return value


def _folded(text: str) -> str:
    return " ".join(fold_typography(unicodedata.normalize("NFC", text)).split())


def _letters(text: str) -> str:
    """A text without case, marks and white space."""
    return "".join(character for character in _folded(text).casefold() if character.isalnum())


def _weighty(texts: list[str]) -> Counter[str]:
    """The numbers, negations, hedges and the like in some texts."""
    text = " ".join(map(_folded, texts))
    return Counter(word.casefold() for word in wording_of(None, text).weighty(text, 0, len(text)))
