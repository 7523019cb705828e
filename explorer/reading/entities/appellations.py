"""Find further forms of a name: with a title, or the acronym in brackets after it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from explorer.reading.entities.entity import Entity, EntityMention
from explorer.reading.languages.wording import Wording, together
from explorer.reading.text.tokens import TITLE

# A title right before a name, and an acronym in brackets right after it.
_BEFORE = re.compile(r"([^\W\d_][\w’'-]*+\.?+) $")
_LETTERS = re.compile(r" \(([A-Z][A-Z.&]{1,6})\)")
# The maximum number of titles before a name, and of forms to return.
_TITLES, _MOST = 2, 6


class Appellations:
    """The forms of the names in an article, by entity."""

    def __init__(self, text: str, seen: Iterable[EntityMention], wording: Wording) -> None:
        self._text = text
        self._titles = together(wording.titles, wording.bare_titles)
        self._forms: dict[int, Counter[str]] = {}
        self._letters: dict[str, Entity] = {}
        for mention in seen:
            self._take(mention)

    def of(self, entity: Entity) -> list[str]:
        """All forms of an entity's name, most frequent first."""
        found = Counter({" ".join(form.split()): count for form, count in entity.forms.items()})
        found += self._forms.get(id(entity), Counter())
        return [form for form, _ in found.most_common(_MOST)]

    def expanded(self, entity: Entity) -> Entity:
        """The entity of an acronym, if it has no other name: the NWS is the National Weather Service."""
        return self._letters.get(entity.name.replace(".", ""), entity)

    def _take(self, seen: EntityMention) -> None:
        if seen.entity.type == "anonymous":
            return
        forms = self._forms.setdefault(id(seen.entity), Counter())
        start = self._with_titles(seen.start)
        if start < seen.start:
            forms[" ".join(self._text[start : seen.end].split())] += 1
        letters = _LETTERS.match(self._text, seen.end)
        if letters and self._stand_for(letters[1], self._text[seen.start : seen.end]):
            forms[letters[1]] += 1
            self._letters[letters[1].replace(".", "")] = seen.entity

    def _with_titles(self, start: int) -> int:
        for _ in range(_TITLES):
            before = _BEFORE.search(self._text, max(0, start - 24), start)
            if not before or not before[1][0].isupper():
                break
            if before[1].lower().strip(".") not in self._titles and not TITLE.fullmatch(before[1]):
                break
            start = before.start()
        return start

    def _stand_for(self, letters: str, name: str) -> bool:
        """Whether letters are the initials of a name's words."""
        initials = "".join(word[0] for word in name.split() if word[0].isupper())
        return letters.replace(".", "").replace("&", "") == initials
