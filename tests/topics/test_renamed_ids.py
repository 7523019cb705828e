"""The queries of topics follow the new ids of the records that they name, and nothing else of them changes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from typing import Any

import pytest
import yaml
from archives import write_archive
from trying import tries

from explorer.changes.edits import edit_between
from explorer.desk.changing import RenameId, change
from explorer.desk.mending import mend
from explorer.desk.undoing import undo
from explorer.model.archive import Archive
from explorer.model.queries import refs_named, with_new_ids
from explorer.model.records import Kind, Topic
from explorer.snapshot import read_again, read_snapshot

IDS = {
    "person": ("ana", "ana-ruiz", "ben"),
    "event": ("talks", "talks-day-1"),
    "article": ("pier", "ana"),
    "topic": ("who", "storm"),
}
FIELDS = {"who": "person", "by": "person", "Speaker": "person", "event": "event", "article": "article"}
# What looks like an id, and is none.
OTHERS = ("ana", "pier", '"who:ana"', '"article:pier"', 'about:"ana, pier"', "speech:direct", "-told", "date:2024")

# The text of a query by the ids that some have got.
Query = Callable[[dict[str, str]], str]


def _clause(random: Random) -> Query:
    if random.random() < 0.4:
        other = random.choice(OTHERS)
        return lambda _: other
    field = random.choice(list(FIELDS))
    minus = random.choice(["", "", "-"])
    refs = [f"{FIELDS[field]}/{id}" for id in random.sample(IDS[FIELDS[field]], random.choice([1, 1, 2]))]
    mark, between = random.choice([("", ","), ('""', ","), ('""', " ,  "), ("„“", ", "), ("«»", ",")])
    return lambda names: f"{minus}{field}:{mark[:1]}{between.join(_id(ref, names) for ref in refs)}{mark[1:]}"


def _id(ref: str, names: dict[str, str]) -> str:
    return names.get(ref, ref).partition("/")[2]


def _query(random: Random) -> Query:
    clauses = [_clause(random) for _ in range(random.randint(1, 4))]
    between = random.choice([" ", " OR "])
    begin, end = random.choice([("", ""), ("(", ")"), ("-(", ") winter")])
    return lambda names: begin + between.join(clause(names) for clause in clauses) + end


def _records(queries: list[str]) -> dict[str, list[Any]]:
    articles = [{"id": id, "file": f"{id}.txt", "headline": "H"} for id in IDS["article"]]
    quotes = []
    for n, speaker in enumerate(IDS["person"] * 2):
        article, event = IDS["article"][n % 2], IDS["event"][n // 3]
        quote = {"id": f"q-{n}", "article": article, "event": event, "speaker": speaker, "speech": "direct"}
        quotes.append(quote | {"text": f"We told them of winter number {n}."})
    topics = [{"id": f"t-{n}", "label": f"T {n}", "matches": query} for n, query in enumerate(queries)]
    return {
        "articles": articles,
        "people": [{"id": id, "name": f"Person {n}"} for n, id in enumerate(IDS["person"])],
        "events": [{"id": id, "name": id} for id in IDS["event"]],
        "topics": [{"id": id, "label": f"Topic {id}"} for id in IDS["topic"]] + topics,
        "quotes": quotes,
    }


def _by_topic(archive: Archive, names: dict[str, str]) -> dict[str, list[str]]:
    found = {topic.ref: [quote.id for quote in archive.quotes_of(topic)] for topic in archive.all(Topic)}
    return {names.get(ref, ref): quotes for ref, quotes in found.items()}


@pytest.mark.parametrize("seed", range(tries(24)))
def test_whatever_is_renamed_topics_keep_their_quotes_and_undoing_brings_back_each_byte(
    tmp_path: Path, seed: int
) -> None:
    random = Random(seed)
    queries = [_query(random) for _ in range(6)]
    style = random.choice([None, "'", '"', "|", ">"])
    text = "".join(f"“We told them of winter number {n}.”\n\n" for n in range(6))
    data = yaml.safe_dump(_records([query({}) for query in queries]), default_style=style, width=40)
    root = write_archive(tmp_path / "archive", {f"{id}.txt": text for id in IDS["article"]}, f"# By hand.\n{data}")
    file = root / "data/archive.yaml"
    before, bytes_before = read_snapshot(root), file.read_bytes()
    kind = random.choice(list(IDS))
    was, now = f"{kind}/{random.choice(IDS[kind])}", f"{kind}/renamed"

    change(before, [RenameId(was, "renamed")], "a step")

    after, names = read_again(before), {was: now}
    found = [topic.matches for topic in after.archive.all(Topic) if topic.matches]
    assert [query(names) for query in queries] == found
    assert _by_topic(before.archive, names) == _by_topic(after.archive, {})
    assert len(before.problems) == len(after.problems)
    edit = edit_between(before, after, datetime.now(UTC))
    assert [("renamed", ())] == [(each.change, each.fields) for each in edit.changes], "the queries only follow"
    undo(root)
    assert bytes_before == file.read_bytes()


@pytest.mark.parametrize("style", [None, "'", '"', ">"])
def test_where_a_record_was_renamed_by_hand_the_query_is_mended_by_what_the_problem_means(
    tmp_path: Path, style: str | None
) -> None:
    queries = ["winter who:ana-ruiz OR event:talks article:pier", 'about:"winter" -who:"ben, ana-ruiz"']
    data = _records(queries)
    data["people"][1]["id"] = "ana-maria-ruiz"
    for quote in data["quotes"]:
        quote["speaker"] = quote["speaker"].replace("ana-ruiz", "ana-maria-ruiz")
    text = "".join(f"“We told them of winter number {n}.”\n\n" for n in range(6))
    written = yaml.safe_dump(data, default_style=style, width=40)
    root = write_archive(tmp_path / "archive", {f"{id}.txt": text for id in IDS["article"]}, written)
    for left in (2, 1):
        snapshot = read_snapshot(root)
        found = [problem for problem in snapshot.problems if problem.code == "topic-query"]
        assert left == len(found)
        assert "there is no person called “ana-ruiz”; did you mean “ana-maria-ruiz”?" in found[0].message
        mend(snapshot, found[0])
    archive = read_snapshot(root).archive
    assert [query.replace("ana-ruiz", "ana-maria-ruiz") for query in queries] == [
        topic.matches for topic in archive.all(Topic) if topic.matches
    ]


@pytest.mark.parametrize(
    ("query", "named"),
    [
        ("who:ana", {"person/ana"}),
        ('Speaker:"ana,  ben" winter', {"person/ana", "person/ben"}),
        ('"who:ana" ana about:ana who: who:,', set()),
        ("-(event:talks OR article:pier) topic:storm", {"event/talks", "article/pier", "topic/storm"}),
        ("https://who:ana", set()),
        ('who:"ana', {"person/ana"}),
    ],
)
def test_a_query_names_records_by_the_values_of_its_filters(query: str, named: set[str]) -> None:
    assert named == refs_named(query)
    assert query == with_new_ids(query, {ref: ref for ref in named})
    assert query == with_new_ids(query, {"person/ana-ruiz": "person/x"})


def test_an_id_is_replaced_as_a_whole_wherever_it_is_a_value() -> None:
    query = 'who:ana,ana-ruiz -by:" ana , ben" OR (article:ana "ana")'
    assert 'who:x,ana-ruiz -by:" x , ben" OR (article:ana "ana")' == with_new_ids(query, {"person/ana": "person/x"})


def test_the_kinds_of_all_filters_by_id_are_renamed() -> None:
    assert {str(kind) for kind in (Kind.PERSON, Kind.EVENT, Kind.ARTICLE, Kind.TOPIC)} == set(IDS)
