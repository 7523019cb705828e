"""Records joined: references, relations, and what is wrong with them."""

from __future__ import annotations

from collections.abc import Sequence

from archives import PIER_YAML, archive_of, record_of

from explorer.model.archive import Archive
from explorer.model.orders import sort_key
from explorer.model.records import AnyRecord, Event, Kind, Person, Quote, Topic
from explorer.model.references import references

QUOTE = "article: a, speech: direct, text: words"
BASE = "articles: [{id: a, file: f, headline: h}]\npeople: [{id: p, name: P}, {id: r, name: R}]\n"


def refs(records: Sequence[AnyRecord]) -> list[str]:
    return [record.ref for record in records]


def problems(yaml: str) -> list[str]:
    return [str(problem) for problem in archive_of(yaml).problems]


def quotes_of(archive: Archive, ref: str) -> list[str]:
    return refs(archive.quotes_of(record_of(archive, ref)))


def test_the_pier_has_no_problems() -> None:
    assert [] == problems(PIER_YAML)


def test_an_empty_archive_is_no_problem() -> None:
    archive = Archive()
    assert [] == archive.problems
    assert [] == list(archive.all(Quote))
    assert archive.find("quote/x") is None


def test_of_a_duplicate_id_the_first_is_used() -> None:
    archive = archive_of("people:\n- {id: ana, name: First}\n- {id: ana, name: Second}\n")
    expected = "the id “ana” is taken; the first, at data/archive.yaml:2:3, is used"
    assert [f"data/archive.yaml:3:8: error: {expected}"] == [str(problem) for problem in archive.problems]
    assert Person(id="ana", name="First") == archive.find("person/ana")


def test_the_same_id_in_two_kinds_is_no_duplicate() -> None:
    assert [] == problems("people: [{id: harbour, name: H}]\ntopics: [{id: harbour, label: H}]\n")


def test_a_dangling_reference_has_its_place_and_the_nearest_id() -> None:
    yaml = BASE + f"topics: [{{id: taiwan, label: T}}]\nquotes:\n- {{id: q, {QUOTE}, speaker: p, topics: [tiwan]}}\n"
    expected = "topics: there is no topic “tiwan”; did you mean “taiwan”?"
    assert [f"data/archive.yaml:5:73: error: {expected}"] == problems(yaml)


def test_a_word_of_an_id_means_that_rather_than_an_id_that_looks_like_the_word() -> None:
    people = "people: [{id: jan-park, name: A}, {id: wilhelmina-marten, name: B}]\n"
    yaml = f"articles: [{{id: a, file: f, headline: h}}]\n{people}quotes: [{{id: q, {QUOTE}, speaker: marten}}]\n"
    (said,) = problems(yaml)
    assert said.endswith("there is no person “marten”; did you mean “wilhelmina-marten”?")


def test_a_dangling_reference_like_no_id_gets_no_hint() -> None:
    yaml = BASE + f"quotes: [{{id: q, {QUOTE}, speaker: zzzzzz}}]\n"
    assert ["data/archive.yaml:3:68: error: speaker: there is no person “zzzzzz”"] == problems(yaml)


def test_every_reference_of_every_kind_is_checked() -> None:
    yaml = """\
people: [{id: p, name: P, possibly_same_as: [x1], evidence: [{article: x2, text: t}]}]
topics: [{id: t, label: T, broader: x3}]
events: [{id: e, name: E, participants: [x4], part_of: x5, topics: [x6], evidence: [{article: x7, text: t}]}]
quotes:
- {id: q, article: x8, speech: direct, text: w, speaker: x9, relayed_by: y1, addressees: [y2], event: y3, topics: [y4],
   within: y5}
"""
    missing = [problem.message.partition("“")[2].rstrip("”") for problem in archive_of(yaml).problems]
    assert [f"x{n}" for n in range(1, 10)] + [f"y{n}" for n in range(1, 6)] == sorted(missing)


def test_a_record_with_a_dangling_reference_stays() -> None:
    archive = archive_of(BASE + f"quotes: [{{id: q, {QUOTE}, speaker: nobody, topics: [none]}}]\n")
    quote = record_of(archive, "quote/q")
    assert isinstance(quote, Quote)
    assert archive.speaker(quote) is None
    assert [] == archive.topics_of(quote)
    assert ["quote/q"] == quotes_of(archive, "article/a")


def test_references_name_path_kind_and_id() -> None:
    quote = record_of(archive_of(PIER_YAML), "quote/okafor-told-in-march")
    expected = [
        ("article", Kind.ARTICLE, "pier"),
        ("speaker", Kind.PERSON, "ben-okafor"),
        ("relayed_by", Kind.PERSON, "city-aide"),
        ("topics[0]", Kind.TOPIC, "harbour"),
    ]
    assert expected == list(references(quote))


def test_references_inside_of_evidence_have_its_path() -> None:
    event = record_of(archive_of(PIER_YAML), "event/briefing")
    assert ("evidence[0].article", Kind.ARTICLE, "pier") in list(references(event))


def test_a_cycle_is_said_once_and_cut() -> None:
    yaml = (
        "topics:\n- {id: a, label: A, broader: b}\n- {id: b, label: B, broader: c}\n- {id: c, label: C, broader: a}\n"
    )
    archive = archive_of(yaml)
    expected = "data/archive.yaml:2:30: error: broader leads back to itself: a ▸ b ▸ c ▸ a"
    assert [expected] == [str(problem) for problem in archive.problems]
    assert ["topic/b", "topic/c", "topic/a"] == refs(list(archive.lineage(record_of(archive, "topic/b"))))


def test_what_contains_itself_is_a_cycle() -> None:
    assert ["data/archive.yaml:1:40: error: part_of leads back to itself: e ▸ e"] == problems(
        "events: [{id: e, name: Event, part_of: e}]"
    )


def test_quotes_within_each_other_are_a_cycle() -> None:
    quotes = "".join(f"- {{id: {a}, {QUOTE}, speaker: p, within: {b}}}\n" for a, b in ("xy", "yx"))
    (problem,) = archive_of(f"{BASE}quotes:\n{quotes}").problems
    assert ("cycle", "within leads back to itself: x ▸ y ▸ x") == (problem.code, problem.message)


def test_two_cycles_are_two_problems_and_what_leads_into_one_is_none() -> None:
    topics = ["{id: a, label: A, broader: a}", "{id: b, label: B, broader: c}", "{id: c, label: C, broader: b}"]
    topics += ["{id: d, label: D, broader: a}", "{id: e, label: E, broader: d}"]
    codes = [(problem.code, problem.ref) for problem in archive_of(f"topics: [{', '.join(topics)}]").problems]
    assert [("cycle", "topic/a"), ("cycle", "topic/b")] == codes


def test_a_long_line_of_topics_is_no_cycle() -> None:
    topics = [f"{{id: t{n}, label: T, broader: t{n + 1}}}" for n in range(2_000)]
    assert [] == problems(f"topics: [{', '.join(topics)}, {{id: t2000, label: T}}]")


def test_a_person_has_what_they_said_and_what_they_relayed() -> None:
    archive = archive_of(PIER_YAML)
    assert ["quote/ruiz-rebuild", "quote/ruiz-budget"] == quotes_of(archive, "person/ana-ruiz")
    assert ["quote/okafor-told-in-march"] == quotes_of(archive, "person/ben-okafor")
    assert ["quote/okafor-told-in-march"] == quotes_of(archive, "person/city-aide")


def test_a_topic_has_the_quotes_of_narrower_topics() -> None:
    archive = archive_of(PIER_YAML)
    assert ["quote/ruiz-rebuild", "quote/okafor-told-in-march"] == quotes_of(archive, "topic/harbour")
    assert ["quote/ruiz-rebuild"] == quotes_of(archive, "topic/pier")


def test_a_quote_under_two_narrower_topics_counts_once() -> None:
    topics = "topics: [{id: t, label: T}, {id: u, label: U, broader: t}, {id: v, label: V, broader: t}]\n"
    archive = archive_of(f"{BASE}{topics}quotes: [{{id: q, {QUOTE}, speaker: p, relayed_by: p, topics: [u, v, t]}}]\n")
    assert ["quote/q"] == quotes_of(archive, "topic/t")
    assert ["quote/q"] == quotes_of(archive, "person/p")


def test_an_event_has_the_quotes_of_its_parts() -> None:
    events = "events: [{id: talks, name: T}, {id: opening, name: O, part_of: talks}]\n"
    archive = archive_of(f"{BASE}{events}quotes: [{{id: q, {QUOTE}, speaker: p, event: opening}}]\n")
    assert ["quote/q"] == quotes_of(archive, "event/talks")
    assert ["event/opening"] == refs(archive.children(record_of(archive, "event/talks")))
    assert record_of(archive, "event/talks") == archive.parent(record_of(archive, "event/opening"))


def test_a_paraphrase_has_itself_and_the_quotes_within_it() -> None:
    quotes = f"quotes: [{{id: q, {QUOTE}, speaker: p}}, {{id: in, {QUOTE}, speaker: p, within: q}}]\n"
    archive = archive_of(BASE + quotes)
    assert ["quote/q", "quote/in"] == quotes_of(archive, "quote/q")
    assert ["quote/in"] == quotes_of(archive, "quote/in")


def test_records_belong_together_without_a_quote() -> None:
    archive = archive_of(PIER_YAML)
    briefing, ruiz = record_of(archive, "event/briefing"), record_of(archive, "person/ana-ruiz")
    assert archive.linked(briefing, ruiz)
    assert archive.linked(ruiz, briefing)
    assert archive.linked(briefing, record_of(archive, "article/pier"))
    assert not archive.linked(briefing, record_of(archive, "person/ben-okafor"))


def test_relations_come_in_the_order_of_the_file() -> None:
    yaml = BASE + f"topics: [{{id: t, label: T}}, {{id: s, label: S}}]\nquotes: [{{id: q, {QUOTE}, speaker: p, "
    archive = archive_of(yaml + "relayed_by: r, topics: [s, none, t], addressees: [r, p]}]\n")
    quote = archive.get(Quote, "q")
    assert quote is not None
    assert ["s", "t"] == [topic.id for topic in archive.topics_of(quote)]
    assert ["r", "p"] == [person.id for person in archive.addressees(quote)]
    assert archive.get(Person, "r") == archive.relayer(quote)
    assert archive.event_of(quote) is None


def test_possibly_the_same_people_are_found() -> None:
    archive = archive_of("people: [{id: a, name: A, possibly_same_as: [b, x]}, {id: b, name: B}]")
    person = archive.get(Person, "a")
    assert person is not None
    assert ["b"] == [other.id for other in archive.possibly_same_as(person)]


def test_records_are_found_by_kind_and_id_only() -> None:
    archive = archive_of(PIER_YAML)
    assert ["topic/pier", "article/pier"] == [record_of(archive, ref).ref for ref in ("topic/pier", "article/pier")]
    assert archive.get(Event, None) is None
    assert archive.get(Topic, "ana-ruiz") is None
    assert archive.find("pier") is None


def test_events_are_ordered_by_date_and_the_undated_come_last() -> None:
    events = [
        Event(id="a", name="undated b"),
        Event(id="b", name="May", date="2023-05"),
        Event(id="c", name="in May", date="2023-05-20"),
        Event(id="d", name="Undated A"),
        Event(id="e", name="year", date="2023"),
        Event(id="f", name="open", date="../2022"),
    ]
    assert ["f", "e", "b", "c", "d", "a"] == [event.id for event in sorted(events, key=sort_key)]


def test_other_records_are_ordered_by_title_whatever_its_case() -> None:
    topics = [Topic(id="a", label="zoo"), Topic(id="b", label="Apple"), Topic(id="c", label="banana")]
    assert ["b", "c", "a"] == [topic.id for topic in sorted(topics, key=sort_key)]


def test_an_event_comes_after_one_that_is_there_and_never_after_itself() -> None:
    yaml = (
        "events: [{id: one, name: A, after: tow}, {id: two, name: B, after: three}, {id: three, name: C, after: two}]"
    )
    archive = archive_of(f"{yaml[:-1]}, {{id: self, name: S, after: self}}]")

    assert sorted((problem.code, problem.message) for problem in archive.problems) == [
        ("cycle", "after leads back to itself: self ▸ self"),
        ("cycle", "after leads back to itself: two ▸ three ▸ two"),
        ("dangling-reference", "after: there is no event “tow”; did you mean “two”?"),
    ]


def test_a_quote_without_a_date_has_that_of_its_event() -> None:
    yaml = (
        "articles: [{id: a, file: f, headline: h, published: 2023-01-05}]\npeople: [{id: p, name: P}]\n"
        "events: [{id: e, name: E, date: 2023-01-02}, {id: open, name: O}]\nquotes:\n"
        + "".join(
            f"  - {{id: {id}, speaker: p, {QUOTE}, {more}}}\n"
            for id, more in (("own", "date: 2023-01-01, event: e"), ("its", "event: e"), ("none", "event: open"))
        )
    )
    archive = archive_of(yaml)
    dates = {ref: archive.date_of(record_of(archive, ref)) for ref in archive.entries}
    said = {"quote/own": "2023-01-01", "quote/its": "2023-01-02", "event/e": "2023-01-02", "article/a": "2023-01-05"}
    assert {ref: date for ref, date in dates.items() if date} == said
