"""The archive that comes with the explorer: complete, word for word, and in order."""

from __future__ import annotations

import hashlib
import re

import pytest

from explorer.checking.verification import Status
from explorer.citing.citable import attributed
from explorer.model.records import AnyRecord, Article, Event, Kind, Person, Quote, Topic, title
from explorer.reading.text.passages import Passage
from explorer.search.index import SearchIndex
from explorer.snapshot import Snapshot
from explorer.sources import sources_matrix


def of(snapshot: Snapshot, quote: Quote) -> list[Passage]:
    return [passage for passage in snapshot.verifications[quote.ref].passages if passage]


def quotes_of(snapshot: Snapshot) -> list[Quote]:
    return list(snapshot.archive.all(Quote))


def test_there_are_no_problems(shipped: Snapshot) -> None:
    assert [] == [str(problem) for problem in shipped.problems]


def test_every_kind_is_there(shipped: Snapshot) -> None:
    assert [] == [kind for kind in Kind if not shipped.archive.of_kind(kind)]


def test_every_segment_attribution_and_evidence_is_verbatim(shipped: Snapshot) -> None:
    findings = [(ref, found) for ref, verification in shipped.verifications.items() for found in verification.findings]
    assert [] == [(ref, found.path, found.words) for ref, found in findings if found.status is not Status.VERBATIM]
    paths = {found.path.partition("[")[0] for _, found in findings}
    assert {"text", "attribution", "evidence", "headline", "furniture", "captions"} == paths


def test_everything_in_quotation_marks_is_a_segment_of_a_quote(shipped: Snapshot) -> None:
    """To the letter: a segment begins and ends where the marks do."""
    for article, covered in shipped.coverage.items():
        quotes = [quote for quote in quotes_of(shipped) if quote.article == article and quote.speech != "indirect"]
        segments = {passage for quote in quotes for passage in of(shipped, quote)}
        spans = {Passage(start, span.end) for span in covered.spans for start in span.starts}
        assert segments == spans


def test_every_topic_has_a_quote(shipped: Snapshot) -> None:
    assert [] == [topic.id for topic in shipped.archive.all(Topic) if not shipped.archive.quotes_of(topic)]


def test_every_quote_has_a_topic_and_an_attribution(shipped: Snapshot) -> None:
    assert [] == [quote.id for quote in quotes_of(shipped) if not quote.topics or not quote.attribution]


def test_every_person_and_event_rests_on_words_of_the_article(shipped: Snapshot) -> None:
    records: list[Person | Event] = [*shipped.archive.all(Person), *shipped.archive.all(Event)]
    assert [] == [record.ref for record in records if not record.evidence]


def test_every_date_has_its_basis_and_its_reasoning(shipped: Snapshot) -> None:
    records: list[Quote | Event] = [*quotes_of(shipped), *shipped.archive.all(Event)]
    dated = [record for record in records if record.date]
    assert dated
    assert [] == [record.ref for record in dated if not record.date_basis or not record.date_because]


def test_quotes_are_in_the_order_of_the_article(shipped: Snapshot) -> None:
    starts = [(quote.article, of(shipped, quote)[0].start) for quote in quotes_of(shipped)]
    assert sorted(starts) == starts


def test_furniture_is_never_a_quote(shipped: Snapshot) -> None:
    for article in shipped.archive.all(Article):
        text = shipped.texts[article.id]
        furniture = [passage for line in article.furniture for passage in text.find(line)]
        assert furniture
        for quote in shipped.archive.quotes_of(article):
            for passage in of(shipped, quote):
                assert not any(line.start < passage.end and passage.start < line.end for line in furniture)


def test_the_checksum_is_that_of_the_file(shipped: Snapshot) -> None:
    for article in shipped.archive.all(Article):
        content = (shipped.root / "seeds" / article.file).read_bytes()
        assert article.sha256 == hashlib.sha256(content).hexdigest()


# What its records claim is no more than the article says


def record(snapshot: Snapshot, ref: str) -> AnyRecord:
    found = snapshot.archive.find(ref)
    assert found is not None
    return found


def quote_of(snapshot: Snapshot, id: str) -> Quote:
    found = record(snapshot, f"quote/{id}")
    assert isinstance(found, Quote)
    return found


def event_of(snapshot: Snapshot, id: str) -> Event:
    found = record(snapshot, f"event/{id}")
    assert isinstance(found, Event)
    return found


def without_insertions(words: str) -> str:
    """Words without what a curator put into them in square brackets."""
    return re.sub(r"\s*\[.*?\]", "", words)


def test_roles_affiliations_and_aliases_are_the_words_of_the_article(shipped: Snapshot) -> None:
    texts = " ".join(text.text for text in shipped.texts.values())
    for person in shipped.archive.all(Person):
        said = [*person.aliases, person.role or "", person.affiliation or ""]
        assert [] == [words for words in said if without_insertions(words) not in texts]


def test_what_was_said_in_the_exchange_on_taiwan_rests_on_whoever_told_of_it(shipped: Snapshot) -> None:
    """So nothing on Taiwan, of which only the exchange tells, rests on a source with a name."""
    told = [quote for quote in quotes_of(shipped) if quote.event == "taiwan-exchange"]
    assert 4 == len([quote for quote in told if quote.is_relayed])
    rows = sources_matrix(shipped.archive, shipped.verifications).topics
    for topic in "taiwan", "taiwan-elections":
        assert [0] == [row.total.named for row in rows if row.topic.id == topic]


def test_a_day_that_the_article_contradicts_is_in_doubt(shipped: Snapshot) -> None:
    """“Tomorrow” was said on the day that it means."""
    remarks = event_of(shipped, "official-remarks-early-wednesday")
    quotes = shipped.archive.quotes_of(remarks)
    assert {"2023-11-15?"} == {remarks.date, *(quote.date for quote in quotes)}
    assert ["disputed"] * 2 == [quote.review for quote in quotes if "tomorrow" in quote.text]


def test_three_quotes_are_of_one_announcement(shipped: Snapshot) -> None:
    announced = quote_of(shipped, "biden-restarting-counternarcotics")
    same = [quote for quote in quotes_of(shipped) if quote.same_as == announced.id]
    assert ["biden-progress-headline", "biden-two-key-objectives"] == [quote.id for quote in same]
    assert {announced.event} == {quote.event for quote in same}


def test_no_two_events_rest_on_the_same_words_alone(shipped: Snapshot) -> None:
    words = [frozenset(item.text for item in event.evidence) for event in shipped.archive.all(Event)]
    assert sorted(map(sorted, set(words))) == sorted(map(sorted, words))


def test_what_is_announced_says_by_whom_and_is_of_both_sides(shipped: Snapshot) -> None:
    americans = {"united-states", "lloyd-austin", "senior-military-commanders", "us-pacific-commander"}
    chinese = {"china", "china-new-defense-minister"}
    announced = [event for event in shipped.archive.all(Event) if event.announced]
    assert announced
    for event in announced:
        assert re.search(r"\(as (Biden|a US official) announces (it|them)\)$", event.name)
        assert set(event.participants) & americans
        assert set(event.participants) & chinese


def test_one_occasion_has_one_way_to_tell_of_it(shipped: Snapshot) -> None:
    """All that the two leaders said at the opening, they said to each other; all of the briefing was to reporters."""
    opening = shipped.archive.quotes_of(event_of(shipped, "woodside-opening"))
    assert {("joe-biden", ("xi-jinping",)), ("xi-jinping", ("joe-biden",))} == {
        (quote.speaker, quote.addressees) for quote in opening
    }
    for occasion in "official-briefing-after-talks", "biden-to-reporters-tuesday":
        quotes = shipped.archive.quotes_of(event_of(shipped, occasion))
        assert {(("reporters",), None)} == {(quote.addressees, quote.medium) for quote in quotes}


def test_topics_lie_below_the_relationship_or_below_the_economy(shipped: Snapshot) -> None:
    tops = {list(shipped.archive.lineage(topic))[-1].id for topic in shipped.archive.all(Topic)}
    assert {"us-china-relations", "trade-and-investment"} == tops


def test_an_official_without_the_word_is_cited_with_it(shipped: Snapshot) -> None:
    quote = quote_of(shipped, "official-first-time-since-bali")
    assert "a senior administration [official]" == attributed(shipped.archive, quote)


def test_in_the_curators_own_words_the_united_states_are_us(shipped: Snapshot) -> None:
    """Only the article's words, and what is in quotation marks, have the full stops."""
    own: list[str] = []
    for record in (entry.record for entry in shipped.archive.entries.values()):
        own.append(record.note or "")
        if not isinstance(record, Quote | Article):
            own.append(title(record))
        if isinstance(record, Quote | Event):
            own.append(record.date_because or "")
    assert [] == [words for words in own if "U.S." in re.sub("“.*?”", "", words)]


def test_a_date_says_why_it_is_that_date(shipped: Snapshot) -> None:
    """By the captions, by words of the article, or by what is dated so; what else there is to know is in the note."""
    records: list[Quote | Event] = [*quotes_of(shipped), *shipped.archive.all(Event)]
    reasons = {record.date_because for record in records if record.date_because}
    assert [] == [reason for reason in reasons if not re.search("captions?|“|2023", reason)]
    assert [] == [reason for reason in reasons if "does not say who" in reason or "see there" in reason]


@pytest.mark.parametrize(
    ("ref", "words"),
    [
        ("person/xi-interpreter", "Through an interpreter"),
        ("person/china-new-defense-minister", "a new minister of defense"),
        ("person/us-pacific-commander", "the commander of the U.S. Pacific forces in Hawaii"),
        ("event/counternarcotics-on-hold", "many years of being on hold"),
    ],
)
def test_nobody_and_nothing_that_the_article_tells_of_is_missing(shipped: Snapshot, ref: str, words: str) -> None:
    found = record(shipped, ref)
    assert isinstance(found, Person | Event)
    assert any(words in item.text for item in found.evidence)


def test_what_belies_an_event_is_no_evidence_of_it(shipped: Snapshot) -> None:
    suspended = event_of(shipped, "military-communications-suspended")
    assert [] == [item.text for item in suspended.evidence if "continued" in item.text]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("four hours", "event/woodside-talks"),
        ("second in-person meeting", "event/woodside-talks"),
        ("Bali 2022", "event/bali-meeting"),
        ("summit", "event/apec-gathering"),
        ("economy", "topic/trade-and-investment"),
        ("economy", "event/apec-gathering"),
        ("Pelosi", "event/military-communications-suspended"),
        ("interpreter", "person/xi-interpreter"),
        ("on hold", "event/counternarcotics-on-hold"),
    ],
)
def test_a_readers_words_find_what_they_are_about(shipped: Snapshot, query: str, found: str) -> None:
    assert found in SearchIndex.of(shipped).search(query).refs[:5]
