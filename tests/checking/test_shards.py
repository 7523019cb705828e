"""What is told in the parts of an archive is what is told of it, each problem in one of them."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

import pytest
import yaml
from archives import write_archive
from hypothesis import given, settings
from hypothesis import strategies as st
from trying import tries

from benchmarks.newspaper import write_newspaper
from explorer.checking.shard_part import ShardPart
from explorer.model.records import Kind
from explorer.processes import Shard
from explorer.snapshot import read_snapshot, told_in

KINDS = ("articles", "people", "topics", "events", "quotes")
CODES = ("span-open", "same-words", "speaker-unnamed", "speaker-mismatch", "words-left-out", "no-such-code")


class Newspaper(NamedTuple):
    """The records of a newspaper, each with its kind, and the texts of its articles."""

    records: list[tuple[str, dict[str, Any]]]
    texts: dict[str, str]

    def ids(self, kind: str) -> list[str]:
        return [record["id"] for of, record in self.records if of == kind]


@cache
def newspaper() -> Newspaper:
    """A small one."""
    with TemporaryDirectory() as folder:
        root = Path(folder) / "archive"
        write_newspaper(60, root)
        records: list[tuple[str, dict[str, Any]]] = []
        for path in sorted((root / "data").rglob("*.yaml")):
            document = yaml.safe_load(path.read_text(encoding="utf-8"))
            defaults = document.get("defaults", {})
            for kind in KINDS:
                # A shorter list of topics is as good.
                own = document.get(kind, [])[:10]
                records += [(kind, {**defaults.get(kind, {}), **record}) for record in own]
        return Newspaper(records, {path.name: path.read_text(encoding="utf-8") for path in (root / "seeds").iterdir()})


@st.composite
def archives(draw: st.DrawFn) -> dict[str, str]:
    """Data files that any record may stand in, many of which are wrong in some way."""
    chance = draw(st.randoms(use_true_random=False))
    files: dict[str, dict[str, list[Any]]] = defaultdict(lambda: defaultdict(list))
    for kind, record in newspaper().records:
        record = dict(record)
        for _ in range(chance.randrange(3) if chance.random() < 0.3 else 0):
            change_one(kind, record, chance)
        files[f"{chance.randrange(7)}.yaml"][kind].append(record)
        if chance.random() < 0.02:
            files["again.yaml"][kind].append(record)
    written = {name: json.dumps(document) for name, document in files.items()}
    if chance.random() < 0.2:
        written["broken.yaml"] = "people: [{id: x"
    return written


def change_one(kind: str, record: dict[str, Any], chance: Any) -> None:
    """Give a record a mistake, or an answer to one."""
    of, text = newspaper(), record.get("text", "")
    words = (text if isinstance(text, str) else " ".join(text)).split()
    changes: list[dict[str, Any]] = [{"accepts": [{"code": chance.choice(CODES), "because": "as it is"}]}]
    if kind == "quotes":
        other = chance.choice(of.ids("quotes"))
        changes += [
            {"speaker": chance.choice([*of.ids("people"), "nobody"])},
            {"article": chance.choice([*of.ids("articles"), "none"])},
            {"text": " ".join(words[:-2])},
            {"text": [" ".join(words[:2]), " ".join(words[4:])] if len(words) > 5 else "never said"},
            {"text": " ".join(["not", *words])},
            {"same_as": other},
            {"within": other},
            {"relayed_by": chance.choice(of.ids("people"))},
            {"date": "2024-03-05", "date_basis": "stated"},
            {"speech": chance.choice(["direct", "partial", "indirect"])},
        ]
    if kind == "articles":
        changes += [{"file": chance.choice([*of.texts, "none.txt"])}, {"headline": "Other"}, {"not_quoted": ["the"]}]
        changes += [{"sha256": "0" * 64}, {"captions": [chance.choice(list(of.texts.values())).splitlines()[2]]}]
    if kind == "people":
        changes += [{"name": "Mary Smith"}, {"aliases": ["Smith"]}, {"role": "mayor"}, {"type": "anonymous"}]
    record.update(chance.choice(changes))


@settings(max_examples=tries(12))
@given(files=archives(), of=st.integers(1, 4))
def test_all_parts_together_tell_what_the_whole_tells(files: dict[str, str], of: int) -> None:
    """In whatever files the records stand, and whatever is wrong with them; what is accepted is, too."""
    with TemporaryDirectory() as folder:
        root = write_archive(Path(folder) / "archive", newspaper().texts, files)
        whole = read_snapshot(root)
        problems: Counter[Any] = Counter()
        accepted: Counter[Any] = Counter()
        for number in range(1, of + 1):
            part = told_in(Shard(number, of), read_snapshot(root, shard=Shard(number, of)))
            problems.update(part.problems)
            accepted.update(part.accepted)
            assert list(part.problems) == [problem for problem in whole.problems if problem in set(part.problems)]
        assert Counter(whole.problems) == problems
        assert Counter(whole.accepted) == accepted


def test_each_file_is_in_one_part() -> None:
    names = [f"data/articles/report-{n}.yaml" for n in range(400)] + ["data/p\udcffer.yaml"]
    of_each = [[name for name in names if Shard(number, 5).has(name)] for number in range(1, 6)]
    assert sorted(names) == sorted(name for part in of_each for name in part)
    assert all(40 < len(part) < 130 for part in of_each)
    assert [True, False] == [Shard(number, 2).has("data/topics.yaml") for number in (1, 2)]


def test_a_part_is_less_to_check_than_the_whole(tmp_path: Path) -> None:
    """It asks of its own quotes alone who says them."""
    root = tmp_path / "archive"
    write_newspaper(200, root)
    archive = read_snapshot(root).archive
    parts = [ShardPart(archive, Shard(number, 3)) for number in (1, 2, 3)]
    assert len(archive.entries) == sum(len(part.refs) for part in parts)
    assert len(archive.of_kind(Kind.ARTICLE)) == sum(len(part.articles) for part in parts)
    said = read_snapshot(root, shard=Shard(1, 3)).verifications
    asked = {ref for ref, found in said.items() if found.said}
    assert asked
    assert asked <= parts[0].refs


@pytest.mark.parametrize("number", [1, 2])
def test_a_text_of_several_articles_is_told_in_one_part(tmp_path: Path, number: int) -> None:
    """Where the first of them stands."""
    text = {"pier.txt": "Pier\n\n“It floats,” Ana Ruiz said.\n"}
    files = {f"{n}.yaml": f"articles:\n- {{id: a{n}, file: pier.txt, headline: Pier}}\n" for n in range(8)}
    root = write_archive(tmp_path / "archive", text, files)
    part = told_in(Shard(number, 2), read_snapshot(root, shard=Shard(number, 2)))
    open_ = [problem for problem in part.problems if problem.code == "span-open"]
    assert int(Shard(number, 2).has("data/0.yaml")) == len(open_)


def test_what_an_article_accepts_may_be_told_of_quotes_in_other_parts(tmp_path: Path) -> None:
    """Its answer is of use there, and is not told to be of none."""
    text = {"pier.txt": "Pier\n\nIt was closed. “It floats.”\n"}
    accepts = "accepts: [{code: speaker-unnamed, because: it is known}]"
    article = f"articles:\n- {{id: pier, file: pier.txt, headline: Pier, {accepts}}}\n"
    quote = "quotes:\n- {id: q, article: pier, speech: direct, text: It floats., speaker: ana}\n"
    people = "people:\n- {id: ana, name: Ana Ruiz}\n"
    names = ("a.yaml", next(f"{n}.yaml" for n in range(99) if apart(f"{n}.yaml", "a.yaml")))
    root = write_archive(tmp_path / "archive", text, dict(zip(names, (article, quote + people), strict=True)))
    parts = [told_in(Shard(n, 2), read_snapshot(root, shard=Shard(n, 2))) for n in (1, 2)]
    assert ["speaker-unnamed"] == [problem.code for part in parts for problem in part.accepted]
    assert "accepts-unused" not in {problem.code for part in parts for problem in part.problems}


def apart(one: str, other: str) -> bool:
    """Whether two data files are in different halves."""
    return Shard(1, 2).has(f"data/{one}") != Shard(1, 2).has(f"data/{other}")
