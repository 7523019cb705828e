"""The archive that comes with the explorer: complete, word for word, and in order."""

from __future__ import annotations

import hashlib

from explorer.checking.passages import Passage
from explorer.checking.verification import Status
from explorer.model.records import Article, Event, Kind, Person, Quote, Topic
from explorer.snapshot import Snapshot


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
    assert {"text", "attribution", "evidence", "headline", "furniture"} == paths


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
