"""Search: what is found, in which order, why, and where it is marked."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from trying import tries

from explorer.model.archive import Archive
from explorer.model.problems import Place
from explorer.model.records import AnyRecord, Article, Entry, Event, Evidence, Kind, Person, Quote, Topic
from explorer.search.folding import words
from explorer.search.highlighting import highlights
from explorer.search.hits import Hit, Match
from explorer.search.index import SearchIndex
from explorer.snapshot import read_snapshot, shipped_archive


def archive_of(*records: AnyRecord) -> Archive:
    return Archive(Entry(record, Place("data/test.yaml", line)) for line, record in enumerate(records, 1))


def index_of(*records: AnyRecord) -> SearchIndex:
    return SearchIndex(archive_of(*records))


def quote(id: str, text: str | tuple[str, ...], speaker: str = "nobody", **fields: object) -> Quote:
    return Quote(id=id, article="pier", speech="direct", text=text, speaker=speaker, **fields)  # type: ignore[arg-type]


def quotes(*texts: str) -> SearchIndex:
    """An index of quotes with the ids q0, q1 …"""
    return index_of(*(quote(f"q{n}", text) for n, text in enumerate(texts)))


def refs(hits: Iterable[Hit]) -> list[str]:
    return [hit.ref for hit in hits]


def marked(index: SearchIndex, query: str, text: str) -> list[str]:
    """What the first hit marks in a text."""
    return [text[start:end] for start, end in highlights(text, index.search(query)[0])]


SHIPPED = read_snapshot(shipped_archive()).archive
SHIPPED_INDEX = SearchIndex(SHIPPED)
# Each distinct word of the shipped quotes with the quotes that have it.
WORDS_OF_QUOTES: dict[str, set[str]] = {}
for _quote in SHIPPED.all(Quote):
    for _word in words(" ".join(_quote.segments)):
        WORDS_OF_QUOTES.setdefault(_word, set()).add(_quote.ref)

RUIZ = Person(id="ana-ruiz", name="Ana Ruiz", aliases=("the harbour master",), role="master of the port")
PIERS = Topic(id="piers", label="Piers", description="Where ships are moored.")
VISIT = Event(id="visit", name="Visit to the quay", place="Rotterdam")
PIER = Article(id="pier", file="pier.txt", headline="Council closes pier")

anything = st.text(st.characters(codec=None), max_size=60)
phrases = st.lists(
    st.sampled_from(["the", "pier", "piers", "Ruiz", "won’t", "face-to-face", "U.S.", "Zürich", "台湾", "harbour"]),
    max_size=8,
)
queries = st.one_of(anything, phrases.map(" ".join), st.sampled_from(sorted(WORDS_OF_QUOTES)))


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("fentanil", "topic/fentanyl"),
        ("kirbey", "person/john-kirby"),
        ("kirby", "person/john-kirby"),
        ("taiwna", "topic/taiwan"),
        ("frank and fortright", "quote/kirby-frank-and-forthright"),
        ("conflict competition", "quote/biden-competition-conflict"),
        ("gonna be afraid", "quote/kirby-confront-and-cooperate"),
        ("XI", "person/xi-jinping"),
        ("xi jinping", "person/xi-jinping"),
        ("counternarc", "topic/counternarcotics"),
        ("“frank", "quote/kirby-frank-and-forthright"),
        ("trade secrets", "quote/biden-not-decoupling"),
        ("austin", "person/lloyd-austin"),
        ("pelosi", "person/nancy-pelosi"),
        ("restarting cooperation", "quote/biden-restarting-counternarcotics"),
        ("spyballoon", "topic/spy-balloon"),
        ("biden-no-substitute", "quote/biden-no-substitute"),
    ],
)
def test_the_shipped_archive_answers_with_what_was_meant(query: str, first: str) -> None:
    assert first == SHIPPED_INDEX.search(query)[0].ref


def test_quotes_on_a_topic_come_with_the_topic_that_was_misspelt() -> None:
    found = SHIPPED_INDEX.search("taiwna")
    on_taiwan = {q.ref for q in SHIPPED.quotes_of(SHIPPED.of_kind(Kind.TOPIC)["taiwan"])}
    assert on_taiwan <= set(refs(found))
    assert all(hit.approximate for hit in found)


def test_a_speaker_and_a_topic_find_what_was_relayed_of_the_one_on_the_other() -> None:
    assert {"quote/xi-reunification-and-force", "quote/xi-move-toward-resolution"} == set(
        refs(SHIPPED_INDEX.search("xi taiwan"))[:2]
    )


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("four hours", "event/woodside-talks"),
        ("summit", "event/apec-gathering"),
        ("pelosi", "event/military-communications-suspended"),
        ("bali 2022", "event/bali-meeting"),
        ("phone 2023-11-14", "quote/biden-pick-up-the-phone"),
    ],
)
def test_events_and_quotes_are_found_by_their_evidence_and_their_dates(query: str, found: str) -> None:
    assert found in refs(SHIPPED_INDEX.search(query))


def test_words_inserted_in_brackets_find_the_quote() -> None:
    assert "quote/biden-restarting-counternarcotics" in refs(SHIPPED_INDEX.search("peoples republic of china"))


def test_evidence_finds_what_rests_on_it_after_what_is_called_so_or_says_so() -> None:
    storm = Event(id="damage", name="Damage", evidence=(Evidence(article="pier", text="a storm of three hours"),))
    sailor = Person(id="ben", name="Ben Okafor", evidence=(Evidence(article="pier", text="the storm, said Okafor"),))
    index = index_of(storm, sailor, quote("warned", "We saw the storm"), Topic(id="weather", label="Storm"))

    assert ["topic/weather", "quote/warned"] == refs(index.search("storm"))[:2]
    assert {"event/damage", "person/ben"} == set(refs(index.search("storm"))[2:])
    assert (Match("evidence", "hours", "hours", "exact"),) == index.search("hours")[0].matches


@settings(deadline=None)
@given(st.sampled_from(sorted(SHIPPED.all(Quote), key=lambda q: q.id)), st.data())
def test_a_word_copied_from_a_quote_finds_the_quote(source: Quote, data: st.DataObject) -> None:
    """As it stands there, with the marks around it."""
    copied = data.draw(
        st.sampled_from([word for segment in source.segments for word in segment.split() if words(word)])
    )
    assert source.ref in refs(SHIPPED_INDEX.search(copied))


def test_a_word_with_two_letters_swapped_finds_its_quotes() -> None:
    """Unless the swap makes the beginning of another word."""
    lost = []
    long = sorted(word for word in WORDS_OF_QUOTES if len(word) >= 5 and word.isalpha())
    for word in random.Random(3).sample(long, tries(len(long))):
        for at in range(len(word) - 1):
            typed = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
            if not any(other.startswith(typed) for other in WORDS_OF_QUOTES):
                lost += [(typed, ref) for ref in WORDS_OF_QUOTES[word] - set(refs(SHIPPED_INDEX.search(typed)))]
    assert [] == lost


# What a word may stand for


@pytest.mark.parametrize(
    ("query", "text", "how"),
    [
        ("harbour", "a harbour", "exact"),
        ("harb", "a harbour", "prefix"),
        ("harb closed", "a harbour closed", "stem"),
        ("harbuor", "a harbour", "typo"),
        ("habro", "a harbourmaster", "typo"),
        ("habou", "a harbourmaster", "typo"),
        ("harrbo", "a harbourmaster", "typo"),
        ("ahrbo", "a harbourmaster", "typo"),
        ("arbo", "a harbour", "infix"),
        ("cities ", "in the city", "stem"),
        ("stopping ", "it stopped here", "stem"),
        ("knowage", "knowledge is power", "typo"),
        ("harbourwall", "a harbour wall", "joined"),
    ],
)
def test_a_match_says_how_the_word_was_found(query: str, text: str, how: str) -> None:
    assert how == quotes(text).search(query)[0].matches[0].how


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("wont", "we won’t go"),
        ("won't", "we won’t go"),
        ("ZURICH", "in Zürich"),
        ("zürich", "in Zu\u0308rich"),
        ("lodz", "in Łódź"),
        ("strasse", "die Straße"),
        ("facetoface", "a face-to-face talk"),
        ("face to face", "a face‑to‑face talk"),
        ("us", "the U.S. said"),
        ("u.s.", "the U.S. will"),
        ("台湾", "关于台湾问题"),
        ("harbour", "the har\u00adbour"),
        ("end", "[the end]…"),
    ],
)
def test_marks_accents_case_and_hyphens_make_no_difference(query: str, text: str) -> None:
    (hit,) = quotes(text).search(query)
    best = {match.query: match.how for match in reversed(hit.matches)}
    assert {"exact"} == set(best.values())


@pytest.mark.parametrize(
    ("query", "text"), [("of", "if"), ("2023", "2022"), ("word", "wand"), ("harbour", "herbivore"), ("har", "xharx")]
)
def test_what_differs_too_much_is_not_found(query: str, text: str) -> None:
    """Two letters bear no typo, four bear one, seven two or, when they are like nothing, three, and a number none."""
    assert [] == list(quotes(text).search(query))


def test_two_words_run_together_must_stand_together() -> None:
    assert ["quote/q1"] == refs(quotes("a wall at the harbour", "a harbour wall").search("harbourwall"))


def test_approximate_is_a_hit_of_which_a_word_was_found_only_misspelt() -> None:
    index = quotes("frank and forthright")
    assert [True] == [hit.approximate for hit in index.search("frank fortright")]
    assert [False] == [hit.approximate for hit in index.search("frank forthri")]


# Where words are looked for

RELAYED = quote(
    "ice", "the ice holds", "ben-okafor", relayed_by="ana-ruiz", attribution="an aide whispered", topics=("piers",)
)
OKAFOR = Person(id="ben-okafor", name="Ben Okafor", affiliation="Seamen’s Union")


@pytest.mark.parametrize(
    ("query", "ref", "field", "how"),
    [
        ("ana", "person/ana-ruiz", "name", "exact"),
        ("harbour", "person/ana-ruiz", "aliases", "alias"),
        ("port", "person/ana-ruiz", "role", "exact"),
        ("seamens", "person/ben-okafor", "affiliation", "exact"),
        ("moored", "topic/piers", "description", "exact"),
        ("quay", "event/visit", "name", "exact"),
        ("rotterdam", "event/visit", "place", "exact"),
        ("council", "article/pier", "headline", "exact"),
        ("ice", "quote/ice", "text", "exact"),
        ("whispered", "quote/ice", "attribution", "exact"),
        ("okafor", "quote/ice", "speaker", "exact"),
        ("ruiz", "quote/ice", "relayed_by", "exact"),
        ("piers", "quote/ice", "topics", "exact"),
        ("visit", "event/visit", "name", "exact"),
    ],
)
def test_every_field_is_searched_and_named(query: str, ref: str, field: str, how: str) -> None:
    index = index_of(PIER, RUIZ, OKAFOR, PIERS, VISIT, RELAYED)
    (hit,) = [hit for hit in index.search(query) if hit.ref == ref]
    assert Match(field, query, query, how) in hit.matches


def test_an_id_finds_its_record() -> None:
    (hit, *_) = index_of(quote("thaw-in-march", "the ice holds"), quote("other", "thaw it")).search("thaw-in-march")
    assert "quote/thaw-in-march" == hit.ref
    assert {"id"} == {match.how for match in hit.matches}


def test_a_kind_filters() -> None:
    index = index_of(PIER, RUIZ, PIERS, RELAYED)
    assert {Kind.TOPIC, Kind.QUOTE, Kind.ARTICLE} == {hit.kind for hit in index.search("pier")}
    assert ["quote/ice"] == refs(index.search("pier", kind=Kind.QUOTE))


def test_a_limit_keeps_the_best() -> None:
    index = quotes(*["the harbour is closed to all ships", "harbour", "a harbour"])
    assert refs(index.search("harbour"))[:2] == refs(index.search("harbour", limit=2))
    assert [] == list(index.search("harbour", limit=0))


def test_a_high_limit_is_no_longer_that_of_the_screen() -> None:
    """An export of what is found has all of it."""
    index = quotes(*[f"the harbour is closed to ship {n}" for n in range(520)])
    assert (500, 520) == (len(index.search("harbour")), index.search("harbour").total)
    assert 510 == len(index.search("harbour", limit=510))
    assert 520 == len({hit.ref for hit in index.search("harbour", limit=10_000)})


# The order


def test_a_name_comes_before_quotes_that_mention_it() -> None:
    """The shortest possible quote too, with the very word."""
    index = index_of(quote("q", "piers"), quote("r", "Ruiz"), quote("s", "quay"), PIERS, RUIZ, VISIT)
    assert "topic/piers" == index.search("piers")[0].ref
    assert "person/ana-ruiz" == index.search("ruiz")[0].ref
    assert "event/visit" == index.search("quay")[0].ref


def test_several_words_of_a_quote_bring_it_before_names_with_the_same_words() -> None:
    index = index_of(Topic(id="war", label="War and peace"), quote("q", "they want peace, and will not have a war"))
    assert "quote/q" == index.search("peace war")[0].ref
    assert "quote/q" == index.search("war and")[0].ref
    assert "topic/war" == index.search("war and peace")[0].ref


def test_records_with_all_words_come_first() -> None:
    """However short another is that has the rare word, and however common the word is that it lacks."""
    long = quote("long", "he asked for the wall to be moved, the council heard of it and the mayor agreed", "thaw")
    others = [quote(f"q{n}", "the ice holds") for n in range(400)]
    index = index_of(Person(id="thaw", name="Ms Thaw"), *others, quote("short", "thaw"), long)
    assert ["quote/long", "quote/short"] == refs(index.search("the thaw", kind=Kind.QUOTE))


def test_words_that_nothing_has_are_ignored() -> None:
    assert ["quote/q0"] == refs(quotes("frank and forthright", "other").search("frank zzzzzz qqqqqq"))


def test_exact_comes_before_prefix_and_prefix_before_typo() -> None:
    index = quotes("a trace it is", "trades it is", "trade it is")
    assert ["quote/q2", "quote/q1"] == refs(index.search("trade"))[:2]
    assert not index.search("trade")[0].approximate


def test_a_rare_misspelling_in_the_archive_does_not_outrank_the_word() -> None:
    index = quotes(*["the government fell"] * 20, "the goverment fell")
    assert "the government fell" == index.search("government fell")[0].title


def test_words_side_by_side_come_before_the_same_words_apart() -> None:
    index = quotes("the wall of ice is cold", "the ice wall is of cold")
    assert ["quote/q1", "quote/q0"] == refs(index.search("ice wall"))
    assert ["quote/q0", "quote/q1"] == refs(index.search("wall of ice"))


def test_words_side_by_side_come_first_outside_of_the_title_too() -> None:
    """Where the titles are alike letter by letter, and have none of the words."""
    index = index_of(
        Topic(id="apart", label="Winter", description="a wall, and then the ice"),
        Topic(id="beside", label="Winter", description="then the ice wall, and a"),
    )
    assert ["topic/beside", "topic/apart"] == refs(index.search("ice wall"))


def test_words_in_the_order_of_the_query_come_before_others() -> None:
    """With words between them too."""
    index = quotes("ice or fire", "fire or ice")
    assert ["quote/q1", "quote/q0"] == refs(index.search("fire ice"))
    assert ["quote/q0", "quote/q1"] == refs(index.search("ice fire"))


def test_much_poorer_hits_are_hidden() -> None:
    index = quotes("the harbour", "the harbours", "the herbour")
    assert "quote/q2" not in refs(index.search("harbour"))
    assert "quote/q2" == index.search("herbour")[0].ref


def test_equal_hits_come_by_kind_then_as_in_the_archive() -> None:
    index = index_of(
        Article(id="x", file="x.txt", headline="Quay"),
        quote("second", "quay"),
        quote("first", "quay"),
        Event(id="x", name="Quay"),
        Topic(id="x", label="Quay"),
        Person(id="x", name="Quay"),
    )
    assert ["person/x", "topic/x", "event/x"] == refs(index.search("quay"))[:3]
    assert ["quote/second", "quote/first"] == [ref for ref in refs(index.search("quay")) if ref.startswith("quote/")]


def test_scores_fall() -> None:
    for query in ("biden", "competition conflict", "the official said", "x"):
        scores = [hit.score for hit in SHIPPED_INDEX.search(query)]
        assert len(scores) > 1
        assert sorted(scores, reverse=True) == scores


# Open input


@pytest.mark.parametrize("query", ["", " ", "…", "“”", "🙂", "❤\ufe0f", "\x00\x1b[31m", "\u202e", "’", "-", "\n"])
def test_a_query_without_words_finds_nothing(query: str) -> None:
    assert [] == list(SHIPPED_INDEX.search(query))


@pytest.mark.parametrize(
    "query", ["sturctured", "(frank", "frank[", "frank\\", "fr.*nk", "a" * 100_000, "\ud800", "ab " * 9000]
)
def test_odd_queries_are_answered(query: str) -> None:
    assert SHIPPED.entries.keys() >= set(refs(SHIPPED_INDEX.search(query)))


def test_a_long_pasted_text_finds_where_it_is_from() -> None:
    """By its rarest words, whatever stands around them."""
    source = SHIPPED.of_kind(Kind.QUOTE)["official-serious-diplomacy"]
    assert isinstance(source, Quote)
    unknown = " ".join(f"unheard{n}" for n in range(40))
    first, *_ = SHIPPED_INDEX.search(f"{unknown} {' '.join(source.segments)} {unknown}")
    assert source.ref == first.ref
    assert 16 == len({match.query for match in first.matches})


def test_an_empty_archive_has_no_hits() -> None:
    assert [] == list(index_of().search("anything"))


@settings(deadline=None)
@given(st.lists(st.one_of(anything, phrases.map(" ".join)), max_size=5), queries)
def test_search_never_fails_and_always_answers_the_same(texts: list[str], query: str) -> None:
    """Whatever the archive holds and whatever is typed; and each hit is a record of the archive, once."""
    records = [build(f"r{n}", text) for n, text in enumerate(texts) for build in BUILDERS]
    archive = archive_of(*records)
    hits = list(SearchIndex(archive).search(query))
    assert hits == list(SearchIndex(archive).search(query))
    assert len(hits) == len(set(refs(hits)))
    for hit in hits:
        record = archive.find(hit.ref)
        assert record is not None
        assert record.kind is hit.kind
        assert hit.matches


BUILDERS: list[Callable[[str, str], AnyRecord]] = [
    quote,
    lambda id, text: Person(id=id, name=text, aliases=(text,)),
    lambda id, text: Topic(id=id, label=text, description=text),
    lambda id, text: Event(id=id, name=text, place=text),
    lambda id, text: Article(id=id, file="a.txt", headline=text),
]


@settings(deadline=None)
@given(st.lists(anything, min_size=1, max_size=4), st.data())
def test_any_word_of_any_text_finds_it(texts: list[str], data: st.DataObject) -> None:
    chosen = data.draw(st.integers(0, len(texts) - 1))
    found = words(texts[chosen])
    assume(found)
    assert f"quote/q{chosen}" in refs(quotes(*texts).search(data.draw(st.sampled_from(found))))


@given(anything)
def test_folding_twice_is_folding_once(text: str) -> None:
    once = words(text)
    assert once == words(" ".join(once))


# What is marked


@pytest.mark.parametrize(
    ("query", "text", "expected"),
    [
        ("harbour", "a Harbour", ["Harbour"]),
        ("harb", "a harbour", ["harb"]),
        ("harb wall", "harbour walls", ["harbour", "wall"]),
        ("harbuor", "a harbour", ["harbour"]),
        ("habro", "a harbourmaster", ["harbo"]),
        ("arbo", "a harbour", ["arbo"]),
        ("harbourwall", "the harbour wall", ["harbour wall"]),
        ("wont", "“we won’t”", ["won’t"]),
        ("gonna", "he’s not gonna’ be", ["gonna"]),
        ("zurich", "in Zürich", ["Zürich"]),
        ("cafe", "un cafe\u0301!", ["cafe\u0301"]),
        ("facetoface", "a face-to-face talk", ["face-to-face"]),
        ("facetof", "a face-to-face talk", ["face-to-f"]),
        ("us", "the U.S. said", ["U.S"]),
        ("strass", "die Straße", ["Straß"]),
        ("台湾", "关于台湾问题", ["台湾"]),
        ("the ice", "the ice of the ice", ["the", "ice", "the", "ice"]),
        ("trad", "trade, trades and trading", ["trad", "trad", "trad"]),
    ],
)
def test_marks_what_matched_in_the_text_as_written(query: str, text: str, expected: list[str]) -> None:
    """Of a word still being typed and inside of a longer word what was typed, otherwise whole words."""
    assert expected == marked(quotes(text), query, text)


def test_marks_in_other_texts_than_the_title() -> None:
    """The reason for a hit may stand elsewhere."""
    assert ["Kirby"] == marked(SHIPPED_INDEX, "kirby", "said spokesman John Kirby")
    assert [] == marked(SHIPPED_INDEX, "kirby", "nothing of the kind")


@settings(deadline=None)
@given(st.lists(st.one_of(anything, phrases.map(" ".join)), min_size=1, max_size=3), queries, anything)
def test_marks_are_spans_of_the_text_in_order_and_apart(texts: list[str], query: str, other: str) -> None:
    for hit in quotes(*texts).search(query):
        for text in (hit.title, other):
            spans = highlights(text, hit)
            ends = [0, *(end for _, end in spans)]
            assert all(start < end <= len(text) for start, end in spans)
            assert all(before <= start for before, (start, _) in zip(ends, spans, strict=False))
