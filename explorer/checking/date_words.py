"""Recognise days, and the words for months, weekdays, seasons and near days, in many languages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import chain
from typing import NamedTuple

from explorer.model import dates

# Each line has the twelve months of a language, in the forms in which dates have them; “jan” stands for “jan.”, too.
_MONTHS = (
    "january february march april may june july august september october november december",
    "jan feb mar apr may jun jul aug sep oct nov dec",
    "januar februar märz april mai juni juli august september oktober november dezember",
    "jänner febr mrz apr mai juni juli aug sept okt nov dez",
    "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "janv févr mars avr mai juin juil août sept oct nov déc",
    "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
    "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
    "januari februari maart april mei juni juli augustus september oktober november december",
    "januari februari mars april maj juni juli augusti september oktober november december",
    "januar februar marts april maj juni juli august september oktober november desember",
    "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia",
    "styczeń luty marzec kwiecień maj czerwiec lipiec sierpień wrzesień październik listopad grudzień",
    "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
    "январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь",
)
# From Monday to Sunday.
_WEEKDAYS = (
    "monday tuesday wednesday thursday friday saturday sunday",
    "mon tue wed thu fri sat sun",
    "montag dienstag mittwoch donnerstag freitag samstag sonntag",
    "lundi mardi mercredi jeudi vendredi samedi dimanche",
    "lunes martes miércoles jueves viernes sábado domingo",
    "lunedì martedì mercoledì giovedì venerdì sabato domenica",
    "segunda-feira terça-feira quarta-feira quinta-feira sexta-feira sábado domingo",
    "maandag dinsdag woensdag donderdag vrijdag zaterdag zondag",
    "måndag tisdag onsdag torsdag fredag lördag söndag",
    "mandag tirsdag onsdag torsdag fredag lørdag søndag",
    "poniedziałek wtorek środę czwartek piątek sobotę niedzielę",
    "понедельник вторник среду четверг пятницу субботу воскресенье",
    "星期一 星期二 星期三 星期四 星期五 星期六 星期日",
    "周一 周二 周三 周四 周五 周六 周日",
    "月曜 火曜 水曜 木曜 金曜 土曜 日曜",
)
MONTHS = {word: n for line in _MONTHS for n, word in enumerate(line.split(), 1)} | {"sept": 9}
# The same as a pattern: the longest first.
MONTH_NAMES = "|".join(re.escape(name) for name in sorted(MONTHS, key=len, reverse=True))
WEEKDAYS = {word: n for line in _WEEKDAYS for n, word in enumerate(line.split())} | {"sonnabend": 5}
# How many days after the day of publication these are.
NEAR_DAYS = {
    **dict.fromkeys(("today", "tonight", "this morning", "this afternoon", "this evening", "heute", "hoy", "oggi"), 0),
    **dict.fromkeys(("aujourd’hui", "aujourd'hui", "ce matin", "ce soir", "hoje", "vandaag", "idag", "i dag"), 0),
    **dict.fromkeys(("dziś", "dzisiaj", "сегодня", "今天", "今日"), 0),
    **dict.fromkeys(("yesterday", "last night", "gestern", "hier", "ayer", "anoche", "ieri", "ontem", "gisteren"), -1),
    **dict.fromkeys(("igår", "i går", "wczoraj", "вчера", "昨天", "昨日"), -1),
    **dict.fromkeys(("tomorrow", "morgen", "demain", "mañana", "domani", "amanhã", "imorgon", "jutro", "завтра"), 1),
    **dict.fromkeys(("明天", "明日"), 1),
}
# How many years after that of publication these are.
NEAR_YEARS = {
    **dict.fromkeys(("this year", "dieses jahr", "in diesem jahr", "cette année", "este año", "quest’anno", "今年"), 0),
    **dict.fromkeys(
        ("last year", "letztes jahr", "im vergangenen jahr", "l’an dernier", "l’année dernière", "去年"), -1
    ),
    **dict.fromkeys(("el año pasado", "l’anno scorso", "vorig jaar", "i fjol", "в прошлом году", "no ano passado"), -1),
    **dict.fromkeys(("next year", "nächstes jahr", "l’an prochain", "el próximo año", "l’anno prossimo", "明年"), 1),
}
SEASONS = {
    "21": ("spring", "frühjahr", "frühling", "printemps", "primavera", "lente", "vår", "wiosn", "весн", "春"),
    "22": ("summer", "sommer", "été", "verano", "estate", "verão", "zomer", "sommar", "lat", "лет", "夏"),
    "23": (
        *("autumn", "fall", "herbst", "automne", "otoño", "autunno", "outono", "herfst"),
        *("höst", "jesie", "осен", "秋"),
    ),
    "24": ("winter", "hiver", "invierno", "inverno", "vinter", "zim", "зим", "冬"),
}
# These words are others as well when they have no capital.
_NEED_CAPITAL = ("may", "march", "mar", "sat", "sun", "mon", "wed", "fri", "mars", "mai", "dec", "marca", "lat")
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


_DIGIT = re.compile(r"\d")
# How each of the years begins that are read: most lines have none, and so no whole date.
_SINCE = re.compile("1[5-9]|20")


class NamedDate(NamedTuple):
    """A date that a text names, and where. What is left open is None; `is_one`: it is no other, nor one of several."""

    year: int | None
    month: int | None
    day: int | None
    start: int
    end: int
    is_one: bool

    @property
    def edtf(self) -> str | None:
        """The day; None where it is less exact, or there is none such."""
        if self.year is None or self.month is None or self.day is None or not self.is_one:
            return None
        day = f"{self.year}-{self.month:02}-{self.day:02}"
        try:
            dates.span(day)
        except dates.EdtfError:
            return None
        return day


def dates_in(words: str) -> Iterator[NamedDate]:
    """The dates that words name, in any form."""
    has_month = not MONTHS.keys().isdisjoint(_WORD.findall(words.lower()))
    patterns = _forms()[0 if has_month else _WITH_MONTHS :] if has_month or _DIGIT.search(words) else ()
    for match in chain.from_iterable(pattern.finditer(words) for pattern in patterns):
        given = match.groupdict()
        year = int(given["year"]) if given.get("year") else None
        month = given.get("month")
        number = None if month is None else int(month) if month.isdecimal() else MONTHS[month.lower()]
        days: list[int | None] = [int(day) for day in _NUMBERS.findall(given.get("days") or "")]
        if number is not None and not days and not is_date_word(month or ""):
            continue
        yield from (NamedDate(year, number, day, *match.span(), is_one=len(days) < 2) for day in days or [None])
        if given.get("one"):
            one, other = int(given["one"]), int(given["other"])
            yield NamedDate(year, other, one, *match.span(), is_one=False)
            yield NamedDate(year, one, other, *match.span(), is_one=False)


def day_in(text: str) -> str | None:
    """Parse the first whole date in a text, as EDTF. None when there is none, or it may mean two days (3/4/2024)."""
    if not _SINCE.search(text):
        return None
    stated = [(each.start, day) for each in dates_in(text) if (day := each.edtf)]
    return min(stated)[1] if stated else None


def without_days(text: str) -> str:
    """A text without the whole dates in it."""
    for each in sorted(dates_in(text), key=lambda each: -each.start) if _SINCE.search(text) else ():
        if each.edtf:
            text = f"{text[: each.start]} {text[each.end :]}"
    return text


_NUMBERS = re.compile(r"\d+")
# The first of the forms have a month's name.
_WITH_MONTHS = 3


@cache
def _forms() -> tuple[re.Pattern[str], ...]:
    month = rf"(?P<month>(?<!\w)(?:{MONTH_NAMES}))(?!\w)\.?"
    ordinal = r"(?:st|nd|rd|th|er|º|ª|\.)?"
    day = rf"(?<!\d)\d{{1,2}}{ordinal}(?![\d:%]|[.,]\d|\w)"
    joins = "and|or|to|until|through|und|bis|et|au|y|al|e|ed|en|tot|og|och|i|do|и|по"
    join = rf"\s*(?:,|-|–|—|/|&|{joins})?\s*(?:the\s+|le\s+)?"
    days = rf"(?P<days>{day}(?:{join}{day}){{0,5}})"
    of = r"\s*(?:of\s+|de\s+|di\s+)?"
    year = r"(?P<year>(?:1[5-9]|20)\d\d)"
    maybe_year = rf"(?:,?\s*(?:of\s+|de\s+|del\s+)?{year}(?!\d))?"
    return tuple(
        re.compile(pattern, re.IGNORECASE)
        for pattern in (
            rf"{days}{of}{month}{maybe_year}",
            rf"{month},?\s*(?:the\s+)?{days}{maybe_year}",
            rf"{month}{maybe_year}",
            rf"(?<![\d-]){year}[-/.](?P<month>\d{{1,2}})[-/.](?P<days>\d{{1,2}})(?!\d)",
            rf"(?<!\d)(?P<one>\d{{1,2}})(?P<sep>[./-])(?P<other>\d{{1,2}})(?P=sep){year}(?!\d)",
            r"(?<![\d/])(?P<one>\d{1,2})/(?P<other>\d{1,2})(?![\d/])",
            rf"(?<![\d.])(?P<days>\d{{1,2}})\.\s?(?P<month>\d{{1,2}})\.(?:\s?{year})?(?!\d)",
            rf"(?:{year}\s*年\s*)?(?P<month>\d{{1,2}})\s*月\s*(?P<days>\d{{1,2}})\s*日",
            rf"{year}\s*年\s*(?P<month>\d{{1,2}})\s*月",
            rf"(?<![\d.,]){year}(?![\d]|[.,]\d)",
        )
    )
