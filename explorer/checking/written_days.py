"""Parse the day in a line of an article's head, in the languages whose months are known."""

from __future__ import annotations

import re
from functools import cache

from explorer.checking.date_words import MONTHS
from explorer.model import dates

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
    names = "|".join(re.escape(name) for name in sorted(MONTHS, key=len, reverse=True))
    month = rf"(?P<month>{names})\b\.?"
    forms = (
        rf"{_YEAR}-{_NUMBER}-{_DAY}(?!\d)",
        rf"{_YEAR}[./]{_NUMBER}[./]{_DAY}(?!\d)",
        rf"(?<![\d.]){_DAY}\.\s?{_NUMBER}\.\s?{_YEAR}",
        rf"(?<!\d){_DAY}(?:st|nd|rd|th|er|º|\.)?\s+(?:of\s+|de\s+)?{month},?\s+(?:de\s+|del\s+)?{_YEAR}",
        rf"\b{month}\s+{_DAY}(?:st|nd|rd|th)?,?\s+{_YEAR}",
        rf"{_YEAR}\s?年\s?{_NUMBER}\s?月\s?{_DAY}\s?日",
    )
    return tuple(re.compile(form, re.IGNORECASE) for form in forms)
