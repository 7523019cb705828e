"""Quotes get and lose topics by edits of these alone; what is typed is understood as it is shown."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from archives import PIER, PIER_SHA256, archive_of, write_archive
from hypothesis import given
from hypothesis import strategies as st

from explorer.desk.changing import change, planned
from explorer.desk.reviewing import NotPossibleError
from explorer.desk.tagging import Tagging, Tags, Topics, held_topics, preview, quotes_left, step_name, tagging
from explorer.desk.undoing import undo
from explorer.files.contents import Contents
from explorer.files.record_edits import read
from explorer.model.records import Quote, Topic
from explorer.snapshot import Snapshot, read_again, read_snapshot

TOPICS = """\
topics:  # what this is about
- {id: harbour, label: Harbour}
- {id: harbour-dues, label: Harbour dues}
- {id: pier, label: The pier, broader: harbour}
- {id: fish, label: "Fish, fresh"}
- {id: levee, label: 堤防}
"""
PEOPLE = """\
articles:
- {id: pier, file: pier.txt, headline: Pier to be rebuilt, sha256: DIGEST}
people:
- {id: ana-ruiz, name: Ana Ruiz}
""".replace("DIGEST", PIER_SHA256)
# The lists of topics are written in each way, and one comes in by the defaults.
HERE = """\
defaults:
  quotes: {article: pier, speaker: ana-ruiz, topics: [harbour]}
quotes:
- id: by-default  # has a topic all the same
  speech: partial
  text: not my favourite subject
- {id: in-braces, speech: direct, text: "It is not a promise; it’s a plan.", topics: [pier, harbour]}
- id: with-none
  speech: indirect
  text: The council had been told in March
  topics: null
"""
THERE = """\
quotes:
- id: in-a-block
  article: pier
  speech: direct
  text: We will rebuild the east pier before summer,
  speaker: ana-ruiz
  topics:
  - harbour   # of course
  - fish
  review: reviewed
"""
FILES = {"here.yaml": HERE, "people.yaml": PEOPLE, "there.yaml": THERE, "topics.yaml": TOPICS}
QUOTES = ("by-default", "in-braces", "with-none", "in-a-block")
IDS = ("harbour", "harbour-dues", "pier", "fish", "levee")
ALL = tuple(f"quote/{id}" for id in QUOTES)


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    """An archive that nothing is written into."""
    return read_snapshot(write_archive(tmp_path_factory.mktemp("tagging"), {"pier.txt": PIER}, FILES))


@pytest.fixture
def own(tmp_path: Path) -> Snapshot:
    return read_snapshot(write_archive(tmp_path, {"pier.txt": PIER}, FILES))


@pytest.fixture(scope="module")
def topics(snapshot: Snapshot) -> Topics:
    return Topics(snapshot.archive)


def topics_by_quote(snapshot: Snapshot) -> dict[str, tuple[str, ...]]:
    return {quote.id: quote.topics for quote in snapshot.archive.all(Quote)}


def texts(root: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (root / "data").iterdir() if path.is_file()}


# What is typed


@pytest.mark.parametrize(
    ("typed", "tags"),
    [
        ("", Tags()),
        (" , ,", Tags()),
        ("harbour", Tags(("harbour",))),
        ("HARBOUR dues,pier", Tags(("harbour-dues", "pier"))),
        ("harb", Tags(("harbour",))),
        ("The pier, pier, pi", Tags(("pier",))),
        ("harbuor", Tags(("harbour",))),
        ("harbour du", Tags(("harbour-dues",))),
        ("堤", Tags(("levee",))),
        ("fish", Tags(("fish",))),
        ("City  budget", Tags(new=("City budget",))),
        ("city budget, City Budget", Tags(new=("city budget",))),
        ("pier 2", Tags(new=("pier 2",))),
        ("barbour", Tags(new=("barbour",))),
        ("+harb, + Harbour", Tags(("harbour",), new=("harb",))),
        ("-harbour, fish", Tags(("fish",), ("harbour",))),
        ("- pier", Tags((), ("pier",))),
        ("-, +", Tags()),
    ],
)
def test_topics_are_typed_by_id_by_label_or_by_as_much_of_it_as_tells_them(
    topics: Topics, typed: str, tags: Tags
) -> None:
    assert tags == topics.read(typed)


def test_what_is_taken_off_is_looked_for_among_what_quotes_have(topics: Topics) -> None:
    assert Tags((), ("harbour-dues",)) == topics.read("-harb", ["harbour-dues"])
    assert Tags((), ("harbour",)) == topics.read("-harb", ["fish"]), "which says then that they have it not"


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("-lighthouse", "There is no topic “lighthouse” to take off."),
        ("pier, -The pier", "“The pier” can’t be added and taken off at once."),
    ],
)
def test_what_can_not_be_meant_is_said(topics: Topics, typed: str, why: str) -> None:
    with pytest.raises(NotPossibleError, match=why):
        topics.read(typed)


def test_the_first_offer_is_what_is_meant_and_a_new_topic_is_always_among_them(topics: Topics) -> None:
    for typed in ("harb", "harbuor", "Port dues", "pi", "-fish", "fre", "+harb", "barbour"):
        offers = topics.offers(typed, {"fish": 1}, 1)
        assert topics.read(typed, ["fish"]) == topics.read(offers[0].typed, ["fish"]), typed
        new = [topics.read(offer.typed) for offer in offers if "new topic" in offer.said]
        assert [Tags(new=(typed.lstrip("+"),))] == new or typed == "-fish"
    assert not [offer for offer in topics.offers("harbour", {}, 1) if "new" in offer.said]


def test_an_offer_says_how_many_quotes_a_topic_has_and_what_these_have_already(topics: Topics) -> None:
    assert "Harbour (3 quotes)" == topics.offers("harbour", {}, 1)[0].said
    assert "Harbour (3 quotes) · it has this" == topics.offers("harbour", {"harbour": 1}, 1)[0].said
    assert "The pier (1 quote) · 1 of the 4 have this" == topics.offers("pi", {"pier": 1}, 4)[0].said
    first, second = topics.offers("", {"harbour": 1, "fish": 1}, 1)
    assert ("-Harbour", "takes off Harbour (3 quotes) · it has this") == (first.typed, first.said)
    assert "-fish" == second.typed, "its label has a comma"


@given(st.text(max_size=30))
def test_whatever_is_typed_is_understood_or_refused(typed: str) -> None:
    topics = Topics(archive_of(TOPICS))
    try:
        tags = topics.read(typed)
    except NotPossibleError:
        return
    assert set(IDS) >= {*tags.added, *tags.taken}
    assert all(label == " ".join(label.split()) and "," not in label for label in tags.new)
    assert topics.offers(typed.rpartition(",")[2], {}, 1) or not typed.rpartition(",")[2].strip(" +-\t\n") or tags.taken


# The edits

NAMES = st.lists(st.sampled_from(IDS), unique=True).map(tuple)
TAGS = st.builds(
    lambda added, taken, new: Tags(tuple(id for id in added if id not in taken), taken, new),
    NAMES,
    NAMES,
    st.sampled_from([(), ("Port dues",), ("Ebb", "Flood")]),
)
REFS = st.lists(st.sampled_from(ALL), min_size=1, unique=True).map(tuple)
NEW_IDS = {"Port dues": "port-dues", "Ebb": "ebb", "Flood": "flood"}


@given(TAGS, REFS)
def test_quotes_have_then_what_was_asked_for_and_nothing_else_has_changed(
    snapshot: Snapshot, tags: Tags, refs: tuple[str, ...]
) -> None:
    before = topics_by_quote(snapshot)
    wanted = dict(before)
    for id in (ref.partition("/")[2] for ref in refs):
        kept = [topic for topic in before[id] if topic not in tags.taken]
        added = [topic for topic in (*tags.added, *(NEW_IDS[label] for label in tags.new)) if topic not in kept]
        wanted[id] = (*kept, *added)
    topics, asked = Topics(snapshot.archive), quotes_left(snapshot.archive, refs)
    changed = [id for id in wanted if wanted[id] != before[id]]
    if not changed:
        with pytest.raises(NotPossibleError):
            tagging(tags, refs, snapshot)
        return
    written = planned(snapshot, tagging(tags, refs, snapshot), Contents(snapshot.root))
    after = {name: read(new, name) for name, (_, new) in written.items()}
    records = {entry.record.ref: entry.record for file in after.values() for entry in file.entries}
    quotes = {record.id: record.topics for record in records.values() if isinstance(record, Quote)}
    assert wanted == before | quotes
    others = {ref: entry.record for ref, entry in snapshot.archive.entries.items() if not ref.startswith("quote/")}
    known = {ref: record for ref, record in records.items() if ref in others}
    assert known.items() <= others.items()
    made = {record.id: record.label for record in records.values() if isinstance(record, Topic)}
    assert {NEW_IDS[label]: label for label in tags.new}.items() <= made.items() or not tags.new
    said = preview(tags, topics, asked)
    files = {snapshot.archive.entries[f"quote/{id}"].place.file for id in changed}
    some = f"{len(changed)} of {len(refs)} quotes" if len(changed) < len(refs) else f"{len(refs)} quotes"
    assert (some in said and f"in {len(files)} file" in said) or len(refs) == 1


def test_each_list_is_changed_as_it_is_written(own: Snapshot) -> None:
    before = texts(own.root)
    change(own, tagging(Tags(("harbour-dues",), ("harbour",), ("Port dues",)), ALL, own), "tagged")
    now = {name: content.decode() for name, content in texts(own.root).items()}
    assert now["here.yaml"] == HERE.replace(
        "  text: not my favourite subject\n",
        "  text: not my favourite subject\n  topics: [harbour-dues, port-dues]\n",
    ).replace("[pier, harbour]", "[pier, harbour-dues, port-dues]").replace(
        "topics: null", "topics: [harbour-dues, port-dues]"
    )
    assert now["there.yaml"] == THERE.replace(
        "  - harbour   # of course\n  - fish\n", "  - fish\n  - harbour-dues\n  - port-dues\n"
    )
    assert now["topics.yaml"] == f"{TOPICS}- {{id: port-dues, label: Port dues}}\n"
    assert now["people.yaml"] == PEOPLE
    undo(own.root)
    assert before == texts(own.root), "with one undo"


def test_a_topic_that_comes_in_by_the_defaults_is_taken_off_for_this_quote_alone(own: Snapshot) -> None:
    change(own, tagging(Tags(taken=("harbour",)), ["quote/by-default"], own), "tagged")
    assert {**topics_by_quote(own), "by-default": ()} == topics_by_quote(read_again(own))


def test_a_quote_is_kept_out_of_a_topic_whose_query_it_answers_until_it_gets_it(tmp_path: Path) -> None:
    """And the topic that it gets by hand is then the only one that says so."""
    asked = TOPICS + "- {id: asked, label: Asked, matches: promise OR told}\n"
    root = write_archive(tmp_path, {"pier.txt": PIER}, {**FILES, "topics.yaml": asked})
    first = read_snapshot(root)
    assert {"in-braces": ("asked",), "with-none": ("asked",)} == dict(first.archive.by_query)
    out = Tags(taken=("asked",))
    quotes = quotes_left(first.archive, ALL)
    assert "Takes Asked off 2 of 4 quotes in 1 file." == preview(out, Topics(first.archive), quotes)
    change(first, tagging(out, ALL, first), "tagged")
    then = read_again(first)
    assert not then.archive.by_query
    assert [(), ("asked",), ("asked",), ()] == [quote.not_topics for quote in then.archive.all(Quote)]
    change(then, tagging(Tags(("asked",)), ALL[1:2], then), "tagged")
    last = read_again(then).archive.get(Quote, "in-braces")
    assert last is not None
    assert (("pier", "harbour", "asked"), ()) == (last.topics, last.not_topics)


def test_a_draft_stays_a_draft_and_a_reviewed_quote_reviewed(own: Snapshot) -> None:
    reviews = {quote.id: quote.review for quote in own.archive.all(Quote)}
    change(own, tagging(Tags(new=("Tides",)), ALL, own), "tagged")
    assert reviews == {quote.id: quote.review for quote in read_again(own).archive.all(Quote)}


def test_the_same_tags_for_the_next_quote_make_no_second_topic(own: Snapshot) -> None:
    """Nor does a label of which somebody has made a topic meanwhile."""
    tags = Tags(new=("Port dues",))
    change(own, tagging(tags, ALL[:1], own), "tagged")
    then = read_again(own)
    change(then, tagging(tags, ALL[1:2], then), "tagged")
    last = read_again(then)
    assert ["port-dues"] == [topic.id for topic in last.archive.all(Topic) if topic.label == "Port dues"]
    assert [("harbour", "port-dues"), ("pier", "harbour", "port-dues")] == [
        topics_by_quote(last)[id] for id in QUOTES[:2]
    ]


def test_the_first_topic_is_written_beside_its_quote_with_an_id_that_is_free(tmp_path: Path) -> None:
    files: Mapping[str, str] = {"people.yaml": PEOPLE, "there.yaml": THERE.replace("  topics:\n", "  accepts:\n")}
    files = {**files, "there.yaml": THERE.split("  topics:", maxsplit=1)[0]}
    snapshot = read_snapshot(write_archive(tmp_path, {"pier.txt": PIER}, files))
    change(snapshot, tagging(Tags(new=("防波堤", "波")), ["quote/in-a-block"], snapshot), "tagged")
    after = read_again(snapshot)
    assert {"topic": "防波堤", "topic-2": "波"} == {topic.id: topic.label for topic in after.archive.all(Topic)}
    assert {"data/there.yaml"} == {after.archive.entries[f"topic/{id}"].place.file for id in ("topic", "topic-2")}


@pytest.mark.parametrize(
    ("tags", "refs", "why"),
    [
        (Tags(("harbour",)), ["quote/by-default"], "It has Harbour already."),
        (Tags(("harbour",)), ["quote/by-default", "quote/in-braces"], "They all have Harbour already."),
        (Tags((), ("fish",)), ["quote/by-default"], "It does not have Fish, fresh."),
        (Tags(("harbour",), ("fish",)), ["quote/in-braces"], "It has Harbour already. It does not have Fish, fresh."),
        (Tags(("gone",)), ["quote/by-default"], "There is no topic “gone” any more"),
        (Tags(("fish",)), ["quote/gone"], "The quote is not in the archive any more."),
    ],
)
def test_what_would_change_nothing_is_said(snapshot: Snapshot, tags: Tags, refs: list[str], why: str) -> None:
    with pytest.raises(NotPossibleError, match=why):
        tagging(tags, refs, snapshot)


def test_quotes_that_are_gone_are_passed_over(snapshot: Snapshot) -> None:
    (edit,) = tagging(Tags(("fish",)), ["quote/gone", "quote/with-none"], snapshot)
    assert "quote/with-none" == edit.ref  # type: ignore[union-attr]


# What is said


def test_it_is_said_beforehand_what_will_change_and_afterwards_what_did(snapshot: Snapshot, topics: Topics) -> None:
    quotes = quotes_left(snapshot.archive, ALL)
    assert {"harbour": 3, "pier": 1, "fish": 1} == held_topics(snapshot.archive, quotes)
    for tags, said, name in (
        (Tags(("fish",)), "Adds Fish, fresh to 3 of 4 quotes in 1 file.", "Tagged 4 quotes with Fish, fresh"),
        (
            Tags(("pier",), (), ("Port dues",)),
            "Adds The pier, the new topic “Port dues” to 4 quotes in 2 files.",
            "Tagged 4 quotes with The pier, Port dues",
        ),
        (Tags((), ("harbour",)), "Takes Harbour off 3 of 4 quotes in 2 files.", "Took Harbour off 4 quotes"),
        (
            Tags(("pier",), ("fish",)),
            "Adds The pier, takes off Fish, fresh: 3 of 4 quotes in 2 files.",
            "Tagged 4 quotes with The pier, without Fish, fresh",
        ),
    ):
        assert said == preview(tags, topics, quotes)
        assert name == step_name(Tagging(tags, ALL), topics)
    assert "Adds The pier to this quote." == preview(Tags(("pier",)), topics, quotes[:1])
    for tags, said, name in (
        (
            Tags(("pier",), ("levee",)),
            "Adds The pier to 3 of 4 quotes in 2 files. None of them has 堤防.",
            "Tagged 4 quotes with The pier",
        ),
        (
            Tags((), ("harbour", "levee")),
            "Takes Harbour off 3 of 4 quotes in 2 files. None of them has 堤防.",
            "Took Harbour off 4 quotes",
        ),
        (Tags((), ("levee",)), "None of them has 堤防.", "Took 堤防 off 4 quotes"),
    ):
        assert said == preview(tags, topics, quotes)
        assert name == step_name(Tagging(tags, ALL), topics)
    both = Tags(("harbour", "pier"), ("fish",))
    said = "Adds The pier to this quote. It has Harbour already. It does not have Fish, fresh."
    assert said == preview(both, topics, quotes[:1])
    assert "Tagged quote/by-default with The pier" == step_name(Tagging(both, ALL[:1]), topics)
    assert "Tagged quote/by-default with The pier" == step_name(Tagging(Tags(("pier",)), ALL[:1]), topics)
