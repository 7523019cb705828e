"""An overview counts every quote where it belongs."""

from __future__ import annotations

from pathlib import Path

from archives import archive_of, write_archive
from forests import Walked, forests
from hypothesis import given

from explorer.model.archive import Archive
from explorer.model.records import Quote, Topic
from explorer.snapshot import read_snapshot
from explorer.stats import Bar, Overview, Part, Spread, overview

YAML = """\
articles:
- {id: a, file: a.txt, headline: Words}
- {id: b, file: b.txt, headline: Nothing}
people:
- {id: ana, name: Ana}
- {id: council, name: The council, type: collective}
- {id: aide, name: an aide, type: anonymous}
topics: [{id: harbour, label: Harbour}, {id: pier, label: Pier, broader: harbour}, {id: empty, label: Empty}]
events: [{id: briefing, name: Briefing, date: 2024-03-05}]
quotes:
- {id: q1, article: a, speech: direct, text: one, speaker: ana, topics: [pier], event: briefing, review: reviewed}
- {id: q2, article: a, speech: partial, text: two, speaker: ana, relayed_by: aide, topics: [pier, harbour]}
- {id: q3, article: a, speech: indirect, text: three, speaker: council, date: 2024-03-06, review: disputed}
- {id: q4, article: a, speech: indirect, text: not there, speaker: aide, date: 2024-03, topics: [harbour]}
- {id: q5, article: a, speech: indirect, text: four, speaker: nobody, date: "2024-03-06?"}
"""


def seen(found: Overview, part: Part) -> dict[str, Spread]:
    return {bar.key: bar.spread for bar in found.section(part).bars}


def counted(tmp_path: Path) -> Overview:
    snapshot = read_snapshot(
        write_archive(tmp_path, {"a.txt": "Words: one, two, three, four", "b.txt": "Nothing"}, YAML)
    )
    return overview(snapshot.archive, snapshot.verifications)


def test_all_quotes_by_speech_and_by_who_told_them(tmp_path: Path) -> None:
    """A relayed quote was told by its relayer; who has no record is neither on the record nor anonymous."""
    found = counted(tmp_path)

    assert found.total == Spread(direct=1, partial=1, indirect=3, on_record=2, anonymous=2, draft=3)
    assert [bar.spread.quotes for bar in found.section(Part.ALL).bars] == [1, 1, 3, 2, 2]
    assert found.section(Part.ALL).remark == "3 drafts"


def test_topics_have_the_quotes_of_narrower_ones_and_empty_ones_are_left_out(tmp_path: Path) -> None:
    found = counted(tmp_path)

    assert seen(found, Part.TOPICS) == {
        "topic/harbour": Spread(direct=1, partial=1, indirect=1, on_record=1, anonymous=2, draft=2),
        "topic/pier": Spread(direct=1, partial=1, on_record=1, anonymous=1, draft=1),
    }
    assert found.section(Part.TOPICS).remark == "2 without a topic"


def test_speakers_have_what_they_said_and_not_what_they_relayed(tmp_path: Path) -> None:
    assert seen(counted(tmp_path), Part.SPEAKERS) == {
        "person/ana": Spread(direct=1, partial=1, on_record=1, anonymous=1, draft=1),
        "person/aide": Spread(indirect=1, anonymous=1, draft=1),
        "person/council": Spread(indirect=1, on_record=1),
        "nobody": Spread(indirect=1, draft=1),
    }


def test_times_count_what_is_certain_and_tell_what_may_belong_there(tmp_path: Path) -> None:
    """The date of the event counts for a quote without one; a month may be any of its days, and “?” is not certain."""
    found = counted(tmp_path)

    assert [(bar.query, bar.spread.quotes, bar.perhaps) for bar in found.section(Part.TIME).bars] == [
        ("kind:quote date:2024-03-05", 1, 1),
        ("kind:quote date:2024-03-06", 1, 2),
    ]
    assert (found.unit, found.undated, found.section(Part.TIME).remark) == ("day", 1, "1 undated")


def test_the_standing_tells_first_what_is_left_to_do(tmp_path: Path) -> None:
    bars = counted(tmp_path).section(Part.STANDING).bars

    assert [(bar.label, bar.spread.quotes) for bar in bars] == [
        ("ambiguous", 0),
        ("spliced", 0),
        ("misattributed", 0),
        ("missing", 1),
        ("unchecked", 0),
        ("disputed", 1),
        ("draft", 3),
        ("verbatim", 4),
        ("typographic", 0),
        ("reviewed", 1),
    ]


def test_articles_without_quotes_are_told_too(tmp_path: Path) -> None:
    assert {key: spread.quotes for key, spread in seen(counted(tmp_path), Part.ARTICLES).items()} == {
        "article/a": 5,
        "article/b": 0,
    }


def test_bars_that_are_compared_are_to_the_scale_of_the_longest_and_shares_to_that_of_all() -> None:
    people = "people: [{id: p, name: P}, {id: r, name: R}, {id: s, name: S}]\n"
    quotes = "\n".join(
        f"- {{id: q{n}, article: a{n}, speech: direct, text: w, speaker: {speaker}, date: 2024-03-0{n}}}"
        for n, speaker in enumerate("pprs", 1)
    )
    found = overview(archive_of(f"{people}quotes:\n{quotes}"), {})

    assert {found.section(part).full for part in (Part.ALL, Part.STANDING)} == {4}
    assert {found.section(part).full for part in (Part.TOPICS, Part.SPEAKERS, Part.TIME, Part.ARTICLES)} == {2}


def test_nothing_is_counted_in_an_empty_archive() -> None:
    found = overview(Archive(), {})

    assert found.total == Spread()
    assert sum(bar.spread.quotes for section in found.sections for bar in section.bars) == 0


@given(forests())
def test_every_count_is_what_one_quote_after_the_other_gives(archive: Archive) -> None:
    found = overview(archive, {})
    walked = Walked(archive)
    quotes = {quote.ref: quote for quote in archive.all(Quote)}

    for topic in archive.all(Topic):
        on_it = [quotes[ref] for ref in walked.quotes_of(topic.ref)]
        spread = seen(found, Part.TOPICS).get(topic.ref, Spread())
        assert spread.direct == sum(quote.speech == "direct" for quote in on_it)
        assert spread.quotes == len(on_it)
        assert spread.utterances == walked.utterances(quote.ref for quote in on_it)
    for part in (Part.SPEAKERS, Part.STANDING):
        bars = found.section(part).bars
        assert sum(bar.spread.quotes for bar in bars) == len(quotes) * (2 if part is Part.STANDING else 1)
    assert found.total.utterances == walked.utterances(quotes)
    certain = sum(bar.spread.quotes for bar in found.section(Part.TIME).bars)
    assert certain + found.undated <= len(quotes)


def test_a_bar_is_known_by_what_it_opens() -> None:
    bars = [Bar("A", Spread(), ref="topic/a", query="x"), Bar("A", Spread(), query="x"), Bar("A", Spread())]

    assert [bar.key for bar in bars] == ["topic/a", "x", "A"]


def test_a_century_of_quotes_is_counted_in_years_or_decades() -> None:
    quotes = "\n".join(
        f"- {{id: q{n}, article: a, speech: direct, text: w, speaker: p, date: {1900 + n}-05-01}}" for n in range(100)
    )
    found = overview(archive_of(f"quotes:\n{quotes}"), {})

    assert (found.unit, len(found.section(Part.TIME).bars)) == ("decade", 10)
