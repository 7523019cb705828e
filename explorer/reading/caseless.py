"""Find reporting clauses by patterns, in scripts without capitals to mark names.

The model was not fitted on them: `beside.txt` has the reporting verbs of such a language, and their order relative to
the speaker. Only the words right before and after the quotation marks are read.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from functools import cache

import msgspec

from explorer.reading.languages import Sections, codes_with, language_sections

_FILE = "beside.txt"
# The maximum number of characters between the marks and the far end of a reporting clause.
_REACH = 160
# From this length on, quoted words are speech, not part of the name before them: “said the newspaper “Al-Akhbar””.
_LONG = 40
_MARKS = "“”״\"„‟«»‘’'「」『』＂ \t\xa0"
_SENTENCE_END = re.compile(r"[.!?。！？؟\n”»」』](?=\s|$|\w)|[。！？؟\n」』”»]")
_BESIDE_NAMES = " .،,:-–"
# The scripts that identify an untagged language: Hebrew, Arabic, kana, Chinese characters.
_SCRIPTS = (("he", "\u0590-\u05ff"), ("ar", "\u0600-\u06ff"), ("ja", "\u3040-\u30ff"), ("zh", "\u4e00-\u9fff"))
_LOOKED_AT, _ENOUGH = 2_000, 0.2


class PatternMatch(msgspec.Struct, frozen=True):
    """A reporting clause matched by a pattern: the spans of its `source`, None for nobody, and of its `verb`."""

    source: tuple[int, int] | None
    verb: tuple[int, int]


def caseless_code(language: str | None, text: str) -> str:
    """The code of the language if it is read by patterns; else empty. A tag overrides the script."""
    known = codes_with(_FILE)
    if language:
        code = language.partition("-")[0].lower()
        return code if code in known else ""
    begin = text[:_LOOKED_AT]
    for code, block in _SCRIPTS:
        if code in known and len(re.findall(f"[{block}]", begin)) > _ENOUGH * len(begin):
            return code
    return ""


class ReportingPatterns:
    """The patterns of reporting clauses in one language. `described` is its nouns for people."""

    def __init__(self, sections: Sections) -> None:
        style = sections["style"]
        self.is_spaced = "no-spaces" not in style
        self.described = frozenset(sections["described"])
        self._cuts = re.compile(self._words(sections["ends"])) if sections["ends"] else None
        self._strips = re.compile(f"^(?:{self._any(sections['openings'])})+") if sections["openings"] else None
        self._pronouns = frozenset(sections["pronouns"])
        self._closings = tuple(sections["closings"])
        verb = self._words(sections["verbs"], sections["prefixes"])
        that = self._words(sections["that"]) if sections["that"] else "(?!)"
        name = r"\w[\w’'״׳.-]*(?:\s+\w[\w’'״׳.-]*){0,6}?" if self.is_spaced else r"[^\s，。、：；:,]{1,25}?"
        space = r"\s+" if self.is_spaced else ""
        inserted = r"(?:\s*[،,][^،,:]{1,60}[،,]?)?" if self.is_spaced else ""
        end = rf"{inserted}\s*(?:{that})?\s*[:：,，،、]?\s*$"
        # A few quoted words right after a name would be part of it: “the newspaper “Al-Akhbar””.
        led = rf"{inserted}\s*(?:(?:{that})(?:\s+\w+){{0,6}}\s*[:：,،]?|[:：,،])\s*$"
        begin = r"(?:^|[،,，;；]\s*)" if self.is_spaced else r"(?:^|[，,；;])"
        between = rf"(?:(?:{self._any(sections['between'])})[^，。、：；]{{0,25}})?" if sections["between"] else ""
        # A reporting clause before a colon leads in to the next quote.
        closed = rf"(?!{'' if self.is_spaced else '[^，。：:]{0,6}'}\s*[:：])"
        how = "" if self.is_spaced or not (manner := self._any(sections["manner"])) else f"(?:\\w{{2}}(?:{manner}))?"
        self._before: list[re.Pattern[str]] = []
        self._before_long: list[re.Pattern[str]] = []
        self._behind: list[re.Pattern[str]] = []
        if "verb-first" in style:
            self._before.append(re.compile(rf"(?P<verb>{verb}){space}(?P<name>{name}){led}"))
            self._before_long.append(re.compile(rf"(?P<verb>{verb}){space}(?P<name>{name}){inserted}\s*$"))
            self._behind.append(
                re.compile(rf"^\s*[,،.]?\s*[-–]?\s*(?P<verb>{verb}){space}(?P<name>{name})(?=\s*(?:[.,،:؛;]|$))")
            )
        if "name-first" in style:
            tail = "[^，。：:“「]{0,6}" if not self.is_spaced else r"(?:\s+\w+){0,4}?"
            self._before.append(re.compile(rf"{begin}(?P<name>{name}){space}{between}{how}(?P<verb>{verb}){tail}{end}"))
            self._behind.append(
                re.compile(rf"^\s*[,，、،]?\s*(?P<name>{name}){space}{between}{how}(?P<verb>{verb}){closed}")
            )
        self._alone_behind = re.compile(rf"^\s*[,،，]?\s*(?P<verb>{verb})\s*(?:[.。،,]|$)")
        self._alone = re.compile(rf"(?:^|[\s،,，;；])(?P<verb>{verb})(?:\s*{that})?\s*[:：]\s*$")
        topic, quoting = self._any(sections["topic"]), self._any(sections["quoting"])
        self._quoting = self._subject = None
        if topic and quoting:
            self._quoting = re.compile(
                rf"^(?:{quoting})[、,]?\s*(?:(?P<name>[^、。「」]{{2,25}}?)(?:{topic})[、,]?)?[^。「」]{{0,25}}?(?P<verb>{verb})"
            )
            self._subject = re.compile(rf"(?:^|[。、])(?P<name>[^、。「」]{{2,40}}?)(?:{topic})(?=[^。]*$)")

    def match(self, text: str, start: int, end: int, begin: int, stop: int) -> PatternMatch | None:
        """Match the reporting clause beside quoted words in the paragraph from `begin` to `stop`."""
        low = max(begin, start - _REACH)
        lead = text[low:start].rstrip(_MARKS)
        low += max((match.end() for match in _SENTENCE_END.finditer(lead)), default=0)
        lead = text[low:start].rstrip(_MARKS)
        after = end + len(text[end:stop]) - len(text[end:stop].lstrip(_MARKS))
        rest = text[after : min(stop, after + _REACH)]
        if self._quoting and self._subject:
            return self._by_topic(lead, low, rest, after)
        for pattern, words, at, is_last in (
            *((each, rest, after, False) for each in self._behind),
            *((each, lead, low, True) for each in self._before),
            *((each, lead, low, True) for each in self._before_long if end - start >= _LONG),
        ):
            found = self._last(pattern, words) if is_last else pattern.search(words)
            source = self._source(found, at) if found else None
            if found and source and self._is_pronoun(text[source[0] : source[1]]):
                return PatternMatch(None, (at + found.start("verb"), at + found.end("verb")))
            if found and source and source[1] - source[0] > 1:
                return PatternMatch(source, (at + found.start("verb"), at + found.end("verb")))
        for pattern, words, at in ((self._alone_behind, rest, after), (self._alone, lead, low)):
            found = pattern.search(words)
            if found:
                return PatternMatch(None, (at + found.start("verb"), at + found.end("verb")))
        return None

    def _is_pronoun(self, name: str) -> bool:
        return name in self._pronouns or (not self.is_spaced and name.startswith(tuple(self._pronouns)))

    def _last(self, pattern: re.Pattern[str], words: str) -> re.Match[str] | None:
        """The last match: that of the verb nearest to the marks."""
        found, at = None, 0
        while (match := pattern.search(words, at)) is not None:
            found, at = match, match.start() + 1
        return found

    def _by_topic(self, lead: str, low: int, rest: str, after: int) -> PatternMatch | None:
        """“*X は*「…」*と述べた*”, or “「…」*と X は述べた*”."""
        assert self._quoting and self._subject
        match = self._quoting.search(rest)
        if match is None:
            return None
        verb = after + match.start("verb"), after + match.end("verb")
        if match["name"] and (source := self._source(match, after)):
            return PatternMatch(source, verb)
        subject = self._subject.search(lead)
        return PatternMatch(self._source(subject, low) if subject else None, verb)

    def _source(self, found: re.Match[str], at: int) -> tuple[int, int] | None:
        """The span of a name, without words that are not part of it; None if nothing is left."""
        name, start = found["name"], found.start("name")
        if self._strips and (opening := self._strips.search(name)):
            name, start = name[opening.end() :], start + opening.end()
        cut = self._cuts.search(name) if self._cuts else None
        if cut and self.is_spaced:
            name = name[: cut.start()]
        elif self._cuts:
            last = max((match.end() for match in self._cuts.finditer(name)), default=0)
            name, start = name[last:], start + last
        whole = name.strip(_BESIDE_NAMES)
        start += len(name) - len(name.lstrip(_BESIDE_NAMES))
        whole = next((whole.removesuffix(each) for each in self._closings if whole.endswith(each)), whole)
        return (at + start, at + start + len(whole)) if whole else None

    def _any(self, words: Iterable[str]) -> str:
        return "|".join(map(re.escape, sorted(words, key=lambda word: (-len(word), word))))

    def _words(self, words: Iterable[str], prefixes: Iterable[str] = ()) -> str:
        """A pattern for any of some words, perhaps with a letter before it that is a word of its own."""
        before = f"(?:{self._any(prefixes)})?" if prefixes else ""
        return rf"(?<!\w){before}(?:{self._any(words)})(?!\w)" if self.is_spaced else f"(?:{self._any(words)})"


@cache
def reporting_patterns(code: str) -> ReportingPatterns:
    """The patterns of a language that has them."""
    return ReportingPatterns(defaultdict(frozenset, language_sections(code, _FILE)))
