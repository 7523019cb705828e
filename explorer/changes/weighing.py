"""How much it weighs that a field of a record changed."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable
from typing import Any

from explorer.changes.change import Weight
from explorer.checking.passages import fold_typography
from explorer.checking.wholeness.wording import wording_of

# The field whose list has an order that means something.
ORDERED = {"text"}
# The fields in which curators write words of their own. All others have a source's words, names, dates or relations.
_OWN_WORDS = {"label", "description", "note", "accepts", "date_because"}


def weight_of(field: str, before: Any, after: Any) -> Weight:
    """The weight of a change of a field from one value, as in the YAML, to another.

    In the curator's own words a number, a negation or a hedge that comes or goes is a change of meaning, too.
    """
    texts = list(_texts(before)), list(_texts(after))
    own = field in _OWN_WORDS
    plain = [list(map(_letters if own else _folded, side)) for side in texts]
    plain = plain if field in ORDERED else [sorted(side) for side in plain]
    if plain[0] == plain[1] and _shape(before) == _shape(after):
        return Weight.TYPOGRAPHY
    if not own or (before and after and _weighty(texts[0]) != _weighty(texts[1])):
        return Weight.MEANING
    return Weight.WORDING


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
