"""Recognise days, and the words for months, weekdays, seasons and near days, in many languages."""

from __future__ import annotations

import re
from functools import cache, lru_cache

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
        rf"(?<!\d){_DAY}(?:st|nd|rd|th|er|º|\.)?\s+(?:of\s+|de\s+)?{month},?\s+(?:de\s+|del\s+)?{_YEAR}",
        rf"\b{month}\s+{_DAY}(?:st|nd|rd|th)?,?\s+{_YEAR}",
        rf"{_YEAR}\s?年\s?{_NUMBER}\s?月\s?{_DAY}\s?日",
    )
    return tuple(re.compile(form, re.IGNORECASE) for form in forms)
