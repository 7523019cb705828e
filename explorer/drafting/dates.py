"""When words were said, by a weekday or the like beside them and the day on which the article was published."""

from __future__ import annotations

import re
from datetime import date, timedelta

from explorer.checking.date_words import NEAR_DAYS, WEEKDAYS, weekdays_in
from explorer.model import dates

_WORD = re.compile(r"\w+(?:-\w+)*")


def published_on(published: str | None) -> date | None:
    """The day on which an article was published; None when its date is less exact than a day."""
    if not published:
        return None
    try:
        span = dates.span(published)
    except dates.EdtfError:
        return None
    return span.earliest if span.earliest == span.latest else None


def said_on(words: str, published: date) -> tuple[str, str] | None:
    """The day that some words of saying name, and the reasoning; None when they name none, or several.

    A weekday is the last one up to the day of publication: news tell of what was said.
    """
    days = weekdays_in(words)
    near = {word: away for word, away in NEAR_DAYS.items() if away <= 0 and _has(words, word)}
    if len(days) == 1 and not near:
        day = published - timedelta(days=(published.weekday() - next(iter(days))) % 7)
        name = next(word for word in _WORD.findall(words) if WEEKDAYS.get(word.lower()) in days)
        return (
            day.isoformat(),
            f"“{name}” in the words of saying; the article was published on {published.isoformat()}.",
        )
    if len(near) == 1 and not days:
        word, away = next(iter(near.items()))
        day = published + timedelta(days=away)
        return (
            day.isoformat(),
            f"“{word}” in the words of saying; the article was published on {published.isoformat()}.",
        )
    return None


def _has(words: str, phrase: str) -> bool:
    at = words.lower().find(phrase)
    return at >= 0 and not words[at - 1 : at].isalnum() and not words[at + len(phrase) : at + len(phrase) + 1].isalnum()
