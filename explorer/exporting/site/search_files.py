"""The index for searching in the browser without a server: words, their records, and the results to show.

It is split into small scripts, so that a page opened from disk can also load just those that a query needs. Words are
folded as the explorer folds them (`search.folding`); `assets/folding.js` folds the query in the same way.
"""

from __future__ import annotations

import json
from array import array
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Any

from explorer.display import json_escaped
from explorer.exporting.cautions import Caution
from explorer.exporting.site.frame import Frame, NamedFile
from explorer.exporting.site.overviews import line_of
from explorer.exporting.site.rendering import safe, shortened
from explorer.exporting.site.values import QuoteLine, quote_line
from explorer.model.records import AnyRecord, Kind, Quote
from explorer.search.fields import CALLED, CODES, TITLE_FIELDS, texts
from explorer.search.folding import compounds, words

# The order in which kinds are numbered: named things before quotes.
_KINDS = (Kind.PERSON, Kind.TOPIC, Kind.EVENT, Kind.ARTICLE, Kind.QUOTE)
# The maximum size of a script, in characters or records.
_CHARACTERS, _RECORDS = 32_000, 32
# The maximum number of characters of a result's text.
_SHOWN = 240
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_"

# The numbers of the records with a word in their name, and of those with it elsewhere.
Places = tuple["array[int]", "array[int]"]


def search_files(frame: Frame) -> Iterator[NamedFile]:
    """The scripts of the index, and the page of all results."""
    records = [
        record for kind in _KINDS for record in frame.archive.of_kind(kind).values() if frame.addresses.to(record.ref)
    ]
    places = _places(frame, records)
    known = sorted(places)
    marked = [f"{word}{_how_many(places[word])}" for word in known]
    starts = list(_cut([len(word) for word in marked]))
    for n, (start, end) in enumerate(pairwise([*starts, len(known)])):
        yield _script(f"words-{n}", "".join(marked[start:end]))
    lists = [" ".join(map(_encoded, places[word])) for word in known]
    of_lists = list(_cut([len(text) + 1 for text in lists]))
    for n, (start, end) in enumerate(pairwise([*of_lists, len(known)])):
        yield _script(f"places-{n}", "\n".join(lists[start:end]))
    for n, start in enumerate(range(0, len(records), _RECORDS)):
        yield _script(f"records-{n}", [_shown(frame, record) for record in records[start : start + _RECORDS]])
    yield _script(
        "index",
        {
            "records": len(records),
            "together": _RECORDS,
            "kinds": [[str(kind), frame.counts()[kind]] for kind in _KINDS],
            "words": [[known[start], start] for start in starts],
            "places": of_lists,
        },
    )
    yield frame.page("search.html", "search.html", "Search")


def _places(frame: Frame, records: Sequence[AnyRecord]) -> dict[str, Places]:
    """The numbers of the records that contain each word."""
    places: dict[str, Places] = {}
    for number, record in enumerate(records):
        called: set[str] = set()
        other: set[str] = set()
        for code, text in texts(record, frame.archive):
            if code != CODES["id"] and text:
                found = called if code in TITLE_FIELDS or code in CALLED else other
                found.update(words(text), compounds(text))
        for n, found in enumerate((called, other - called)):
            for word in found:
                places.setdefault(word, (array("L"), array("L")))[n].append(number)
    return places


def _how_many(places: Places) -> str:
    """The order of magnitude of a word's record count: a capital, which no folded word has, for each power of two."""
    return chr(ord("A") + min(25, (len(places[0]) + len(places[1])).bit_length() - 1))


def _cut(sizes: Iterable[int]) -> Iterator[int]:
    """The positions at which a new script begins, given the sizes of the items."""
    total = _CHARACTERS
    for n, size in enumerate(sizes):
        if total + size > _CHARACTERS:
            yield n
            total = 0
        total += size


def _encoded(numbers: Iterable[int]) -> str:
    """Encode ascending numbers: the difference from the previous one, five bits a digit, the lowest first."""
    digits, last = [], -1
    for number in numbers:
        distance, last = number - last - 1, number
        while distance > 31:
            digits.append(_DIGITS[32 + (distance & 31)])
            distance >>= 5
        digits.append(_DIGITS[distance])
    return "".join(digits)


def _shown(frame: Frame, record: AnyRecord) -> list[str]:
    """What a result shows of a record: its page, its name or words, a remark, its language."""
    if isinstance(record, Quote):
        line = quote_line(frame.snapshot, frame.addresses, record)
        language = line.language
        name, about = f"“{line.words}”" if line.is_own else line.words, " · ".join(_about(line))
    else:
        listed = line_of(frame, record, frame.addresses)
        language = listed.language
        name, about = listed.name, shortened(listed.about, _SHOWN)
    return [frame.addresses.page(record.ref), safe(name), safe(about), *([language] if language else [])]


def _about(line: QuoteLine) -> Iterator[str]:
    yield line.speaker
    yield from [f"relayed by {line.relayed}"] if line.relayed else []
    yield from (line.speech, line.article)
    yield from (caution for caution in line.cautions if caution != Caution.RELAYED)


def _script(name: str, content: Any) -> NamedFile:
    text = json_escaped(json.dumps(content, ensure_ascii=False, separators=(",", ":")))
    return f"assets/search/{name}.js", f"explorerHas({json.dumps(name)},{text});\n".encode()
