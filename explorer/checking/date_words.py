"""Recognise days, and the words for months, weekdays, seasons and near days, in many languages."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from explorer.model import dates
from explorer.reading.languages import codes_with, language_sections

_FILE = "dates.txt"


def _words(section: str) -> list[str]:
    return [word for code in codes_with(_FILE) for word in sorted(language_sections(code, _FILE).get(section, ()))]


def _numbered(section: str) -> dict[str, int]:
    """Words with their numbers, as “1 january”."""
    return {word: int(number) for number, _, word in (entry.partition(" ") for entry in _words(section))}


MONTHS = _numbered("months")
# The same as a pattern: the longest first.
MONTH_NAMES = "|".join(re.escape(name) for name in sorted(MONTHS, key=len, reverse=True))
# From 0 for Monday.
WEEKDAYS = {word: number - 1 for word, number in _numbered("weekdays").items()}
# How many days, and years, after that of publication these are.
NEAR_DAYS, NEAR_YEARS = _numbered("near days"), _numbered("near years")
SEASONS = _numbered("seasons")
# What stands behind the number of a day, as a pattern; and before a weekday that is over, or to come.
ORDINALS = "|".join((*_words("ordinals"), r"\."))
LAST, NEXT = frozenset(_words("last")), frozenset(_words("next"))
# These words are others as well when they have no capital.
_NEED_CAPITAL = frozenset(_words("capitals"))
_KEPT = 1 << 14
_WORD = re.compile(r"\w+(?:-\w+)*")
# The first character of the scripts without spaces between words.
_UNSPACED = "\u2e80"


@lru_cache(maxsize=_KEPT)
def weekdays_in(words: str) -> frozenset[int]:
    """The weekdays that words name, from 0 for Monday. “Tuesday’s vote” may be told of on another day."""
    if WEEKDAYS.keys().isdisjoint(_WORD.findall(words.lower())) and max(words, default="") < _UNSPACED:
        return frozenset()
    return frozenset(WEEKDAYS[found[0].lower()] for found in _weekdays().finditer(words) if is_date_word(found[0]))


def is_date_word(word: str) -> bool:
    """Whether a word for a month or a weekday is one where it stands: “may” without a capital is another."""
    return word[:1].isupper() or word.lower() not in _NEED_CAPITAL


@cache
def _weekdays() -> re.Pattern[str]:
    names = sorted(WEEKDAYS, key=len, reverse=True)
    spaced = "|".join(re.escape(name) for name in names if name[0] < "\u2e80")
    others = "|".join(name for name in names if name[0] >= "\u2e80")
    return re.compile(rf"(?<!\w)(?:{spaced})(?!\w|[’']s)|{others}", re.IGNORECASE)


_YEAR, _DAY = r"(?P<year>(?:1[5-9]|20)\d\d)", r"(?P<day>0?[1-9]|[12]\d|3[01])"
# How each of these years begins: most lines have none, and so no day.
_SINCE = re.compile("1[5-9]|20")
_NUMBER = r"(?P<number>0?[1-9]|1[0-2])"


def day_in(text: str) -> str | None:
    """Parse the first whole date in a text, as EDTF. None when there is none, or it may mean two days (3/4/2024)."""
    if not _SINCE.search(text):
        return None
    matches = (match for form in _forms() for match in form.finditer(text))
    stated = [(match.start(), day) for match in matches if (day := _edtf(match))]
    return min(stated)[1] if stated else None


def without_days(text: str) -> str:
    """A text without the dates in it."""
    for form in _forms() if _SINCE.search(text) else ():
        text = form.sub(" ", text)
    return text


def _edtf(match: re.Match[str]) -> str | None:
    given = match.groupdict()
    month = int(given["number"]) if given.get("number") else MONTHS.get((given.get("month") or "").lower())
    if month is None:
        return None
    day = f"{given['year']}-{month:02}-{int(given['day']):02}"
    try:
        dates.span(day)
    except dates.EdtfError:
        return None
    return day


@cache
def _forms() -> tuple[re.Pattern[str], ...]:
    month = rf"(?P<month>{MONTH_NAMES})\b\.?"
    forms = (
        rf"{_YEAR}-{_NUMBER}-{_DAY}(?!\d)",
        rf"{_YEAR}[./]{_NUMBER}[./]{_DAY}(?!\d)",
        rf"(?<![\d.]){_DAY}\.\s?{_NUMBER}\.\s?{_YEAR}",
        rf"(?<!\d){_DAY}(?:{ORDINALS})?\s+(?:of\s+|de\s+)?{month},?\s+(?:de\s+|del\s+)?{_YEAR}",
        rf"\b{month}\s+{_DAY}(?:{ORDINALS})?,?\s+{_YEAR}",
        rf"{_YEAR}\s?年\s?{_NUMBER}\s?月\s?{_DAY}\s?日",
    )
    return tuple(re.compile(form, re.IGNORECASE) for form in forms)
