"""The words for events in a language: `occasions.txt` of each language that has it."""

from __future__ import annotations

from functools import cache

from explorer.model import dates
from explorer.reading.languages import Sections, language_sections

_FILE = "occasions.txt"


class OccasionWords:
    """The words of one language; empty if it has no file. Each section is explained there above its words."""

    def __init__(self, sections: Sections) -> None:
        def words(name: str) -> frozenset[str]:
            return sections.get(name, frozenset())

        self.kinds, self.hosted = words("kinds"), words("hosted")
        self.names = words("names")
        self.at, self.within, self.on = words("at"), words("in"), words("on")
        self.definite, self.indefinite, self.passing = words("definite"), words("indefinite"), words("passing")
        self.place = "".join(words("place"))
        self.of, self.beside = words("of"), words("with")
        self.speaking, self.future = words("speaking"), words("future")
        self.leading = words("leading")
        self.around = words("around")
        self.away = words("away")
        self.one_kind = dict(pair.split(" = ") for pair in words("one kind"))
        self.is_noun_last = "noun-last" in words("style")
        self.has_compounds = "compounds" in words("style")
        self.has_whole_names = "whole names" in words("style")
        # The last words of all kinds, to skip most sentences.
        phrases = [phrase.split() for phrase in self.kinds | self.names]
        self.nouns = frozenset(phrase[-1 if self.is_noun_last else 0] for phrase in phrases)
        self.longest = max(map(len, phrases), default=0)
        self.endings = tuple(sorted(kind for kind in self.kinds if " " not in kind)) if self.has_compounds else ()
        self._months = {int(number): name for number, name in (pair.split(" ", 1) for pair in words("months"))}
        self._day, self._month = ("".join(words(name)) for name in ("day", "month"))

    def said(self, edtf: str) -> str:
        """A day, a month or a year as written in this language; any other date unchanged."""
        parts = dates.parts(edtf)
        if len(parts) < 2 or not self._months:
            return edtf
        fields = dict(zip(("year", "month", "day"), (str(part) for part in parts), strict=False))
        fields["month"] = self._months[parts[1]]
        return (self._day if "day" in fields else self._month).format(**fields)


@cache
def occasions_of(code: str) -> OccasionWords:
    """The words of the language with this code; empty if it has no file."""
    return OccasionWords(language_sections(code, _FILE))
