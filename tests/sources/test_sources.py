"""The sources of a topic are counted by who told of the words, and what is weak about them is said."""

from __future__ import annotations

import pytest
from archives import archive_of
from hypothesis import given
from hypothesis import strategies as st

from explorer.checking.verification import Finding, Status, Verification
from explorer.model.archive import Archive
from explorer.model.problems import Place
from explorer.model.records import AnyRecord, Entry, Person, Quote, Topic
from explorer.reading.text.passages import Passage
from explorer.snapshot import Snapshot
from explorer.sources import SourcesMatrix, Spread, Tally, TopicSources, sources_matrix

TOPICS = [Topic(id="pier", label="The pier", broader="harbour"), Topic(id="harbour", label="Harbour")]
PEOPLE = [
    Person(id="ana", name="Ana Ruiz"),
    Person(id="ben", name="Ben Okafor"),
    Person(id="aide", name="a city aide", type="anonymous"),
    Person(id="clerk", name="a clerk", type="anonymous", possibly_same_as=("aide",)),
    Person(id="council", name="the council", type="collective"),
    Person(id="survey", name="a survey"),
]


def quote(id: str, **fields: object) -> Quote:
    """A direct quote of Ana Ruiz on the harbour, which is reviewed, but for what `fields` say."""
    usual = {"article": "a", "speech": "direct", "text": "words", "speaker": "ana", "topics": ("harbour",)}
    return Quote(id=id, **{**usual, "review": "reviewed", **fields})  # type: ignore[arg-type]


def matrix_of(*quotes: Quote, status: Status = Status.VERBATIM, also: tuple[Person, ...] = ()) -> SourcesMatrix:
    records: list[AnyRecord] = [*TOPICS, *PEOPLE, *also, *quotes]
    archive = Archive(Entry(record, Place("data/all.yaml")) for record in records)
    found = Verification((Finding("text", "words", status, Passage(0, 5)),))
    return sources_matrix(archive, {quote.ref: found for quote in quotes})


def row_of(matrix: SourcesMatrix, id: str = "harbour") -> TopicSources:
    return next(row for row in matrix.topics if row.topic.id == id)


def caveats_of(*quotes: Quote) -> dict[str, str]:
    """What is said of the harbour, by code."""
    return {caveat.code: caveat.message for caveat in row_of(matrix_of(*quotes)).caveats}


# Counting


def test_a_quote_counts_by_who_told_of_it() -> None:
    """The relayer is who the article has it from, not the speaker."""
    matrix = matrix_of(
        quote("by-name"),
        quote("anonymous", speaker="aide"),
        quote("relayed", relayed_by="aide"),
        quote("collective", speaker="council"),
        quote("relayed-by-name", speaker="aide", relayed_by="ben"),
        quote("written", speaker="survey"),
    )

    assert row_of(matrix).total == Tally(quotes=6, named=2, collective=1, anonymous=2, document=1, relayed=2)


def test_people_are_in_the_order_in_which_their_quotes_come() -> None:
    """It is the same each time, and each speaker is before the relayer."""
    said = [quote(f"q{n}", speaker=f"s{n}", relayed_by=f"r{n}") for n in range(12)]
    people = tuple(Person(id=id, name=id) for one in said for id in (one.speaker, str(one.relayed_by)))

    assert [person.id for person in people] == list(row_of(matrix_of(*said, also=people)).cells)


def test_quotes_of_other_people_are_counted_once() -> None:
    """Also one that one of them relays of another; what somebody of the others only relays is theirs, too."""
    row = row_of(
        matrix_of(
            quote("hers"), quote("both-others", speaker="aide", relayed_by="ben"), quote("relayed", relayed_by="ben")
        )
    )
    assert (2, 1, 3, 0) == tuple(map(row.quotes_of_others, (["ana"], ["ana", "ben"], [], ["ana", "ben", "aide"])))


def test_kinds_of_words_overlap_with_the_kinds_of_source() -> None:
    said = quote("all-at-once", speech="indirect", relayed_by="aide", interpreted=True)

    assert row_of(matrix_of(said)).total == Tally(quotes=1, anonymous=1, relayed=1, interpreted=1, paraphrase=1)


def test_speakers_who_tell_of_their_own_words_are_no_relay() -> None:
    assert row_of(matrix_of(quote("own", relayed_by="ana"))).total == Tally(quotes=1, named=1)


def test_a_paraphrase_around_the_speakers_own_words_is_not_paraphrase_only() -> None:
    around, inner = quote("around", speech="indirect"), quote("inner", speech="partial", within="around")

    assert row_of(matrix_of(around, inner)).total == Tally(quotes=2, named=2, repeated=1)


def test_what_is_said_once_is_one_utterance_for_its_topic_and_for_each_person_in_it() -> None:
    """A reprint, and a fragment within its paraphrase, say nothing more; on another topic they are one, too."""
    around, inner = quote("around", speech="indirect"), quote("inner", speech="partial", within="around")
    reprint, other = quote("reprint", same_as="inner", speaker="ben", topics=("pier",)), quote("other")
    matrix = matrix_of(around, inner, reprint, other)

    totals = {row.topic.id: (row.total.quotes, row.total.utterances) for row in matrix.topics}
    assert totals == {"harbour": (4, 2), "pier": (1, 1)}
    cells = row_of(matrix).cells
    assert {id: cell.utterances for id, cell in cells.items()} == {"ana": 2, "ben": 1}


@pytest.mark.parametrize("status", Status)
def test_words_that_were_not_found_are_counted_as_such(status: Status) -> None:
    unverified = 0 if status in (Status.VERBATIM, Status.TYPOGRAPHIC) else 1

    assert row_of(matrix_of(quote("q"), status=status)).total.unverified == unverified


def test_a_source_without_a_record_is_no_kind_of_source() -> None:
    """That it has none is a problem of its own, and nobody knows whether it is named."""
    row = row_of(matrix_of(quote("q", speaker="nobody")))

    assert row.total == Tally(quotes=1)
    assert row.cells == {}
    assert row.caveats == ()


def test_a_topic_holds_the_quotes_of_narrower_topics_and_stands_before_them() -> None:
    matrix = matrix_of(quote("narrow", topics=("pier",)), quote("broad"))

    assert [(row.topic.id, row.depth, row.total.quotes) for row in matrix.topics] == [("harbour", 0, 2), ("pier", 1, 1)]


def test_relayed_words_count_with_speaker_and_relayer() -> None:
    """As the panes count them, so that a cell opens as many quotes as it says."""
    matrix = matrix_of(quote("relayed", relayed_by="aide"), quote("own"))

    cells = row_of(matrix).cells
    assert cells == {"ana": Tally(quotes=2, named=1, anonymous=1, relayed=1), "aide": Tally(1, anonymous=1, relayed=1)}
    assert [person.id for person in matrix.people] == ["ana", "aide"]


@given(
    st.lists(
        st.tuples(*[st.sampled_from(["ana", "aide", "council", "survey"])] * 2, st.sampled_from(["pier", "harbour"]))
    )
)
def test_the_kinds_of_source_add_up(said: list[tuple[str, str, str]]) -> None:
    quotes = [quote(f"q-{n}", speaker=a, relayed_by=b, topics=(topic,)) for n, (a, b, topic) in enumerate(said)]

    for row in matrix_of(*quotes).topics:
        for tally in (row.total, *row.cells.values()):
            assert tally.quotes == tally.named + tally.collective + tally.anonymous + tally.document


def test_words_told_by_someone_who_is_not_named_do_not_rest_on_their_speaker() -> None:
    row = row_of(matrix_of(quote("told", relayed=True)))

    assert row.total == Tally(quotes=1, anonymous=1, relayed=1)
    assert [caveat.message for caveat in row.caveats] == [
        "Single source: the only quote rests on someone who is not named.",
        "Ana Ruiz’s part is relayed by someone who is not named.",
    ]


def test_each_of_several_who_are_not_named_may_be_another() -> None:
    caveats = caveats_of(quote("one", relayed=True), quote("two", relayed=True, speaker="ben"))

    assert caveats["no-named-source"] == "No source by name: both quotes rest on anonymous sources."
    assert "single-source" not in caveats
    assert "single-source" not in caveats_of(quote("one", relayed=True), quote("two"))


def test_articles_are_counted_and_reprints_of_one_text_are_one_report() -> None:
    """For a topic with its narrower ones, and for each person in it."""
    quotes = [quote("one"), quote("two", article="b", topics=("pier",)), quote("three", article="c", speaker="ben")]
    records: list[AnyRecord] = [*TOPICS, *PEOPLE, *quotes]
    archive = Archive(Entry(record, Place("data/all.yaml")) for record in records)
    matrix = sources_matrix(archive, {}, {"a": "a", "b": "a", "c": "c"})

    row = row_of(matrix)
    assert (row.spread(), row.spread("ana"), row.spread("ben")) == (Spread(3, 2), Spread(2, 1), Spread(1, 1))
    assert row_of(matrix, "pier").spread() == Spread(1, 1)
    assert row_of(sources_matrix(archive, {})).spread() == Spread()


# Caveats


def test_a_topic_without_quotes_needs_no_caveat() -> None:
    assert caveats_of() == {}


def test_sources_by_name_in_their_own_words_need_no_caveat() -> None:
    assert caveats_of(quote("one"), quote("two", speaker="ben")) == {}


@pytest.mark.parametrize(
    ("quotes", "said"),
    [
        ([quote("one")], "Single source: the only quote rests on Ana Ruiz."),
        (
            [quote("one", speaker="aide"), quote("two", relayed_by="aide")],
            "Single source: both quotes rest on a city aide, who is anonymous.",
        ),
        (
            [quote(id, speaker="council") for id in ("one", "two", "three")],
            "Single source: all 3 quotes rest on the council, a collective.",
        ),
        (
            [quote("one"), quote("again", same_as="one")],
            "Single source: the only utterance (2 quotes) rests on Ana Ruiz.",
        ),
        (
            [quote("one"), quote("again", same_as="one"), quote("other")],
            "Single source: both utterances (3 quotes) rest on Ana Ruiz.",
        ),
    ],
)
def test_a_single_source_is_named(quotes: list[Quote], said: str) -> None:
    assert caveats_of(*quotes)["single-source"] == said


def test_anonymous_sources_that_may_be_one_person_may_be_a_single_source() -> None:
    """One of them says so of the other."""
    said = caveats_of(quote("one", speaker="aide"), quote("two", speaker="clerk"))

    assert said == {"perhaps-single-source": "Perhaps a single source: a city aide and a clerk may be the same person."}


def test_a_topic_on_anonymous_sources_alone_is_said_to_be_one() -> None:
    other = Person(id="other", name="another aide", type="anonymous")
    quotes = [quote("one", speaker="aide"), quote("two", speaker="other")]

    caveats = row_of(matrix_of(*quotes, also=(other,))).caveats
    assert [caveat.message for caveat in caveats] == ["No source by name: both quotes rest on anonymous sources."]


def test_a_topic_in_paraphrase_alone_is_said_to_be_one() -> None:
    quotes = [quote("one", speech="indirect"), quote("two", speaker="ben", speech="indirect")]

    assert caveats_of(*quotes) == {"no-direct-words": "No direct words: all that is known about Harbour is paraphrase."}
    assert "no-direct-words" not in caveats_of(*quotes, quote("three", speech="partial"))


@pytest.mark.parametrize(
    ("relayers", "said"),
    [
        (["aide", "aide"], "Ana Ruiz’s part is relayed by one anonymous source, a city aide."),
        (["ben"], "Ana Ruiz’s part is relayed by Ben Okafor."),
        (["ben", "aide"], "Ana Ruiz’s part is relayed by Ben Okafor and a city aide."),
        (["nobody"], "Ana Ruiz’s part is relayed by someone without a record."),
    ],
)
def test_a_speaker_who_is_heard_only_through_others_is_named(relayers: list[str], said: str) -> None:
    quotes = [quote(f"q-{n}", relayed_by=id) for n, id in enumerate(relayers)]

    assert caveats_of(*quotes, quote("other", speaker="ben"))["relayed"] == said
    assert "relayed" not in caveats_of(*quotes, quote("own"))


def test_a_speaker_who_is_heard_only_through_an_interpreter_is_named() -> None:
    interpreted, relayed = quote("one", interpreted=True), quote("two", relayed_by="ben")

    assert caveats_of(interpreted)["interpreted"] == "Ana Ruiz is heard only through an interpreter."
    assert caveats_of(interpreted, relayed)["interpreted"] == (
        "Ana Ruiz is heard only through an interpreter, or relayed by others."
    )
    assert "interpreted" not in caveats_of(interpreted, quote("own"))


def test_quotes_that_were_not_found_are_said_to_be_so() -> None:
    caveats = row_of(matrix_of(quote("q"), quote("r", speaker="ben"), status=Status.MISSING)).caveats

    assert [caveat.message for caveat in caveats] == ["Not verified: 2 of 2 quotes."]


def test_a_loop_of_topics_is_no_trouble() -> None:
    """The archive cuts it, and each topic has its row."""
    archive = archive_of("topics: [{id: a, label: A, broader: b}, {id: b, label: B, broader: a}]")

    assert [row.topic.id for row in sources_matrix(archive, {}).topics] == ["a", "b"]


def test_all_that_the_article_has_on_taiwan_is_paraphrase(shipped: Snapshot) -> None:
    """And all of it rests on the word of people without a name: what Xi said of it on that of one official."""
    row = row_of(sources_matrix(shipped.archive, shipped.verifications), "taiwan")

    assert row.total == Tally(quotes=5, anonymous=5, relayed=4, paraphrase=5)
    assert row.cells["xi-jinping"] == Tally(quotes=2, anonymous=2, relayed=2, paraphrase=2)
    assert [caveat.message for caveat in row.caveats] == [
        "No source by name: all 5 quotes rest on anonymous sources.",
        "No direct words: all that is known about Taiwan is paraphrase.",
        "Xi Jinping’s part is relayed by one anonymous source, official (after the talks).",
        "Joe Biden’s part is relayed by someone who is not named.",
    ]
