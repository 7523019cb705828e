"""The words of an overview, and the bars by kind of speech, for all views."""

from __future__ import annotations

from collections.abc import Iterator

from explorer.describing import signs
from explorer.describing.bars import bar, stacked
from explorer.describing.counting import counted as number_of
from explorer.describing.quote_counts import counted as quotes_counted
from explorer.describing.signs import Sign
from explorer.stats import Bar, Overview, Part, Section

_TITLES = {
    Part.ALL: "Quotes",
    Part.TOPICS: "Topics",
    Part.SPEAKERS: "Speakers",
    Part.TIME: "Over time",
    Part.STANDING: "Checked and reviewed",
    Part.ARTICLES: "Articles",
}


def heading(overview: Overview, part: Part) -> str:
    """The title of a section; that of times includes the length of a bin."""
    return f"Over time, by {overview.unit}" if part is Part.TIME else _TITLES[part]


def counted_in(section: Section) -> str:
    """How many bars a section has, and what no bar includes."""
    number = str(len(section.bars)) if section.part in (Part.TOPICS, Part.SPEAKERS, Part.ARTICLES) else ""
    return ", ".join(filter(None, (number, section.remark)))


def segments(counted: Bar, full: int, cells: int) -> Iterator[tuple[str, Sign]]:
    """A bar as runs of characters, each with its sign: the kinds of speech first, then the uncertain quotes."""
    numbers = (*counted.spread.by_speech, counted.perhaps)
    lengths = stacked(numbers, full, cells)
    if any(lengths):
        for length, sign in zip(lengths, signs.FILLS.values(), strict=True):
            yield sign.mark * length, sign
    else:
        # A bar of less than one cell can't show kinds. Its thickness shows the number.
        most, sign = max(zip(numbers, signs.FILLS.values(), strict=True), key=lambda pair: pair[0])
        yield (bar(sum(numbers), full, cells)[:1], sign) if most else ("", signs.NONE)


def in_words(counted: Bar, overview: Overview) -> str:
    """The counts of a bar: `10 quotes (9 utterances): 3 direct, 7 indirect; 2 on the record, 8 anonymous; 4 drafts`."""
    spread = counted.spread
    kinds = {"direct": spread.direct, "partial": spread.partial, "indirect": spread.indirect}
    told = {"on the record": spread.on_record, "anonymous": spread.anonymous}
    said = quotes_counted(spread.quotes, spread.utterances)
    parts = [", ".join(f"{number} {name}" for name, number in each.items() if number) for each in (kinds, told)]
    if spread.draft and overview.shows_drafts:
        parts.append(number_of(spread.draft, "draft"))
    more = f"; perhaps {counted.perhaps} more, whose dates leave it open" if counted.perhaps else ""
    return f"{said}: {'; '.join(filter(None, parts))}{more}" if spread.quotes else f"{said}{more}"
