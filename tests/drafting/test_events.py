"""Events, as drafts have them: only those that the text names or gives a day or a place, and each only once."""

from __future__ import annotations

from typing import Any

import pytest
from archives import archive_of
from word_lists import sections_read

from explorer.drafting.drafted import ArticleDraft
from explorer.drafting.drafting import draft
from explorer.drafting.known import KnownRecords
from explorer.model.archive import Archive
from explorer.model.problems import Place
from explorer.model.records import Article, Entry, Event, Quote
from explorer.reading.languages import codes_with, language_sections
from explorer.reading.languages.occasions import OccasionWords, occasions_of
from explorer.reading.text.passages import SourceText


def drafted(text: str, archive: Archive | None = None, **fields: Any) -> ArticleDraft:
    given = {"id": "a", "file": "a.txt", "headline": "A", "language": "en", "published": "2005-02-17"} | fields
    return draft(Article(**given), SourceText(f"News of the harbour\n\n{text}\n"), KnownRecords(archive))


def events(text: str, **fields: Any) -> list[tuple[str, str | None, str | None]]:
    return [(event.name, event.date, event.place) for event in drafted(text, **fields).events]


def archived(*drafts: ArticleDraft) -> Archive:
    """An archive to which these drafts were added, one after the other."""
    entries: dict[str, Entry] = {}
    for each in drafts:
        records = [record for record in (*each.records, *each.grown) if not isinstance(record, Quote)]
        entries |= {record.ref: Entry(record, Place("a.yaml")) for record in records}
    return Archive(entries.values())


# The seventeenth of February 2005 was a Thursday.
@pytest.mark.parametrize(
    ("text", "name", "date", "place"),
    [
        (
            "“We won,” Ana Ruiz said in a speech in Lisbon on Wednesday.",
            "Speech in Lisbon, 16 February 2005",
            16,
            "Lisbon",
        ),
        ("“We won,” Ana Ruiz said Wednesday at a rally.", "Rally, 16 February 2005", 16, None),
        ("At a rally in Lima on Wednesday, Ana Ruiz said: “We won.”", "Rally in Lima, 16 February 2005", 16, "Lima"),
        ("“We won,” Ana Ruiz told a London news conference.", "News conference in London", None, "London"),
        ("“We won,” Ana Ruiz said at Wednesday’s budget debate.", "Budget debate, 16 February 2005", 16, None),
        ("“We won,” Ana Ruiz said at the Lisbon Summit.", "Lisbon Summit", None, None),
        ("“We won,” Ana Ruiz told the World Harbour Forum in Lima.", "World Harbour Forum", None, "Lima"),
        ("“We won,” Ana Ruiz said at the G8 meeting.", "G8 meeting", None, None),
        (
            "Speaking at a meeting of harbour ministers in Lima, Ana Ruiz said: “We won.”",
            "Meeting of harbour ministers in Lima",
            None,
            "Lima",
        ),
        ("The pier won a prize at the London Harbour Festival.", "London Harbour Festival", None, "London"),
        (
            "Ana Ruiz smiled at a rally in Lima on 3 January 2005.",
            "Rally in Lima, 3 January 2005",
            "2005-01-03",
            "Lima",
        ),
    ],
)
def test_an_event_is_called_by_its_name_or_its_place_and_day(
    text: str, name: str, date: int | str | None, place: str | None
) -> None:
    day = f"2005-02-{date}" if isinstance(date, int) else date
    ((found, when, where),) = events(text)
    assert (name, day) == (found, when)
    assert place in (where, None)


@pytest.mark.parametrize(
    "text",
    [
        "“We won,” Ana Ruiz said at a rally.",
        "“We won,” Ana Ruiz said in her speech.",
        "“We won,” Ana Ruiz said at the meeting.",
        "“We won,” Ana Ruiz said at a rally next Friday.",
        "“We won,” Ana Ruiz told reporters on a conference call in Lima.",
        "“We won,” Ana Ruiz said in talks.",
        "“We won,” Ana Ruiz said in March in Lima.",
        "“We won,” Ana Ruiz said at Tuesday’s debates.",
        "Ana Ruiz, of the Lima Election Commission, said that the dam held.",
        "Ana Ruiz attacked the vote, saying of the debate in Lima that it was lost.",
        "Ana Ruiz decided not to stay and to be heard at the rally in Lima.",
        "The harbour is to be shown before the Lima Harbour Festival.",
    ],
)
def test_what_has_neither_name_nor_day_nor_place_or_is_no_event_is_none(text: str) -> None:
    assert events(text) == []


def test_no_day_is_made_of_a_weekday_where_nothing_tells_which() -> None:
    text = "“We won,” Ana Ruiz said at a rally on Friday.\n\n“It held,” Ben Okafor said at a rally in Lima on Friday."
    assert events(text, published=None) == [("Rally in Lima", None, "Lima")]


def test_what_is_told_at_an_event_may_be_still_to_come() -> None:
    (event,) = events("Ana Ruiz said in a speech in Lisbon on Wednesday that the pier would be open.")
    assert ("Speech in Lisbon, 16 February 2005", "2005-02-16", "Lisbon") == event


def test_what_is_still_to_come_is_not_on_the_last_of_these_weekdays() -> None:
    assert events("“We won,” Ana Ruiz said at the Lima Summit, which will end on Friday.") == [
        ("Lima Summit", None, None)
    ]


@pytest.mark.parametrize(
    ("language", "text", "name"),
    [
        (
            "de",
            "„Wir haben gewonnen“, sagte Ada Lenz am Mittwoch bei einer Pressekonferenz in Wien.",
            "Pressekonferenz in Wien, 16. Februar 2005",
        ),
        ("de", "„Wir haben gewonnen“, sagte Ada Lenz am Mittwoch beim EU-Gipfel.", "EU-Gipfel, 16. Februar 2005"),
        (
            "fr",
            "« Nous avons gagné », a déclaré Anne Leroy mercredi lors d’un meeting à Lyon.",
            "Meeting à Lyon, 16 février 2005",
        ),
        (
            "es",
            "«Hemos ganado», dijo Ana Ruiz el miércoles en una rueda de prensa en Lima.",
            "Rueda de prensa en Lima, 16 de febrero de 2005",
        ),
        (
            "it",
            "«Abbiamo vinto», ha detto Anna Ferri mercoledì durante un comizio a Torino.",
            "Comizio a Torino, 16 febbraio 2005",
        ),
        ("pt", "“Ganhamos”, disse Ana Souza durante um comício em Recife.", "Comício em Recife"),
        (
            "nl",
            "“We hebben gewonnen”, zei Anna Visser woensdag tijdens een persconferentie in Utrecht.",
            "Persconferentie in Utrecht, 16 februari 2005",
        ),
    ],
)
def test_events_are_called_in_the_language_of_their_article(language: str, text: str, name: str) -> None:
    assert [name] == [found for found, _, _ in events(text, language=language)]


def test_who_speaks_at_an_event_takes_part_and_no_one_else() -> None:
    found = drafted(
        "“We won,” Ana Ruiz said at a rally in Cedar Rapids on Wednesday.\n\n"
        "“We lost,” Ben Okafor said at a rally.\n\n“It rained,” Ruiz said at the rally in the park.\n\n"
        "“I left,” Okafor said after the debate."
    )
    (event,) = found.events
    assert ("Rally in Cedar Rapids, 16 February 2005", ("ana-ruiz",)) == (event.name, event.participants)
    assert [event.id, None, None, None] == [each.quote.event for each in found.quotes]


def test_what_is_told_elsewhere_in_the_article_is_known_of_an_event() -> None:
    found = drafted(
        "Ana Ruiz held a rally in Lima on Wednesday.\n\nIt rained.\n\n“We won,” Ruiz told the rally.\n\n"
        "“We lost,” Ben Okafor said at the rally."
    )
    (event,) = found.events
    assert "Rally in Lima, 16 February 2005" == event.name
    assert {"ana-ruiz", "ben-okafor"} == set(event.participants)
    assert "Ana Ruiz held a rally in Lima on Wednesday." in [each.text for each in event.evidence]


ONE = "“We won,” Ana Ruiz said {}."


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("in a speech in Lisbon on Wednesday", "in a speech on Wednesday"),
        ("in a speech on Wednesday", "in a speech in Lisbon on 16 February 2005"),
        ("at the Lisbon Summit", "at the Lisbon Summit on Wednesday"),
        ("at the G8 meeting on Wednesday", "at the G8 meeting on 16 February 2005"),
    ],
)
def test_an_event_that_two_articles_tell_of_is_one_with_evidence_of_both(first: str, second: str) -> None:
    one = drafted(ONE.format(first))
    other = drafted(ONE.format(second), archived(one), id="b", file="b.txt", published="2005-02-18")
    assert () == other.events
    (event,) = other.grown
    assert one.events[0].id == event.id == other.quotes[0].quote.event
    assert ["a", "b"] == [each.article for each in event.evidence]
    both = first + second
    assert ("Wednesday" in both) == (event.date == "2005-02-16")
    assert ("Lisbon on" in both) == (event.place == "Lisbon" and "Lisbon" in event.name) or "Summit" in both


@pytest.mark.parametrize(
    ("first", "second", "published"),
    [
        ("at a meeting in Lima on Wednesday", "at a meeting in Cusco on Wednesday", "2005-02-18"),
        ("at a meeting in Lima on Wednesday", "at a meeting in Lima on Thursday", "2005-02-18"),
        ("at a board meeting in Lima on Wednesday", "at a party meeting in Lima on Wednesday", "2005-02-18"),
        ("at a meeting in Lima", "at a meeting in Lima", "2005-02-18"),
        ("at the Lisbon Summit", "at the Lisbon Summit", "2006-02-18"),
        ("at the Lisbon Summit", "at the Lisbon Summit", None),
        ("at the Lisbon Summit", "at the Porto Summit", "2005-02-18"),
        ("at the G8 meeting", "at the G8 meeting", "2005-02-18"),
        ("at a meeting in Lima on Wednesday", "at an emergency meeting in Lima on Wednesday", "2005-02-18"),
        ("at the Lisbon Summit", "at last year’s Lisbon Summit in Porto", "2005-02-18"),
    ],
)
def test_events_that_may_be_different_are_two(first: str, second: str, published: str | None) -> None:
    one = drafted(ONE.format(first))
    other = drafted(ONE.format(second), archived(one), id="b", file="b.txt", published=published)
    assert () == other.grown
    assert [1, 1] == [len(one.events), len(other.events)]
    assert one.events[0].id != other.events[0].id


def test_what_has_no_name_of_its_own_is_two_on_one_day_unless_one_person_is_at_both() -> None:
    for what in ("in a speech", "at a debate"):
        one = drafted(ONE.format(f"{what} in Lima on Wednesday"))
        other = f"“We lost,” Ben Okafor said {what} in Lima on Wednesday."
        assert () == drafted(other, archived(one), id="b", file="b.txt").grown
        (event,) = drafted(ONE.format(f"{what} on Wednesday"), archived(one), id="b", file="b.txt").grown
        assert ("ana-ruiz",) == event.participants


def test_an_event_that_two_of_the_archive_may_be_is_neither() -> None:
    here = drafted(ONE.format("in a speech in Lima on Wednesday"))
    there = drafted(ONE.format("in a speech in Cusco on Wednesday"), archived(here), id="b", file="b.txt")
    last = drafted(ONE.format("in a speech on Wednesday"), archived(here, there), id="c", file="c.txt")
    assert () == last.grown
    assert ["Speech, 16 February 2005"] == [event.name for event in last.events]


def test_days_within_a_week_are_those_of_one_event_with_a_name() -> None:
    one = drafted(ONE.format("at the Lisbon Summit on Monday"))
    other = drafted(ONE.format("at the Lisbon Summit on Wednesday"), archived(one), id="b", file="b.txt")
    (event,) = other.grown
    assert ("2005-02-14/2005-02-16", "inferred") == (event.date, event.date_basis)


def test_an_event_that_somebody_has_accepted_is_referred_to_and_stays_as_it_is() -> None:
    archive = archive_of("events:\n- {id: talks, name: Lisbon Summit, date: 2005-02-16, review: reviewed}\n")
    found = drafted(ONE.format("at the Lisbon Summit"), archive)
    assert ((), ()) == (found.events, found.grown)
    assert "talks" == found.quotes[0].quote.event


def test_what_an_article_tells_twice_is_told_of_once() -> None:
    text = ONE.format("in a speech in Lima on Wednesday")
    found = drafted(f"{text}\n\nBen Okafor slept.\n\n{text}")
    assert 1 == len(found.events)
    assert 1 == len({each.quote.event for each in found.quotes})


def test_an_event_is_told_of_once_behind_words_that_go_on_in_the_next_paragraph() -> None:
    text = f"“We won. {'We saw it. ' * 40}\n\n“We won again,” Ana Ruiz said at the Lisbon Summit."
    (event,) = drafted(text).events
    assert "Lisbon Summit" == event.name
    assert ["Ana Ruiz said at the Lisbon Summit"] == [each.text for each in event.evidence]


@pytest.mark.parametrize("code", codes_with("occasions.txt"))
def test_every_section_of_a_language_is_read_and_its_days_can_be_written(code: str) -> None:
    sections = language_sections(code, "occasions.txt")
    assert set() == sections.keys() - sections_read(OccasionWords)
    words = occasions_of(code)
    assert all(char in words.said("2005-02-16") for char in ("16", "2005"))
    assert "2005" in words.said("2005-12")
    assert words.hosted <= words.kinds
    assert set(words.one_kind.values()) <= words.kinds


def test_events_of_the_archive_are_known_by_the_words_of_its_curator() -> None:
    archive = archive_of("events:\n- {id: briefing, name: Harbour briefing, date: 2005-02-16, place: Lima}\n")
    (event,) = archive.all(Event)
    assert "draft" != event.review
    found = drafted(ONE.format("at a briefing in Lima on Wednesday"), archive)
    assert 1 == len(found.events)  # nobody is at both
