"""Records that lie within each other, follow each other or are the same, in a row as long as anybody likes."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest
from archives import write_archive
from work import calls

from explorer.model import joining
from explorer.model.problems import Replacement, meant
from explorer.snapshot import Snapshot, read_snapshot

SAID = "“We will rebuild the pier, and soon,” Ruiz said.\n\nIt would not be rebuilt, she had told the council.\n"


def quote(n: int, text: str, speech: str = "direct", **more: object) -> dict[str, object]:
    return {"id": f"q{n}", "article": "pier", "speech": speech, "text": text, "speaker": "ruiz", **more}


def of_quotes(field: str, text: str, speech: str = "direct") -> Callable[[int, bool], dict[str, Any]]:
    return lambda n, loops: {"quotes": [quote(i, text, speech, **up(field, "q", i, n, loops)) for i in range(n)]}


def topics(n: int, loops: bool) -> dict[str, Any]:
    found = [{"id": f"t{i}", "label": "The pier", **up("broader", "t", i, n, loops)} for i in range(n)]
    quotes = [quote(i, "We will rebuild the pier, and soon,", topics=[f"t{i}"]) for i in range(n)]
    return {"topics": found, "quotes": quotes}


def events(field: str, **more: object) -> Callable[[int, bool], dict[str, Any]]:
    def made(n: int, loops: bool) -> dict[str, Any]:
        found = [{"id": f"e{i}", "name": "Meeting", **more, **up(field, "e", i, n, loops)} for i in range(n)]
        quotes = [quote(i, "We will rebuild the pier, and soon,", event=f"e{i}") for i in range(n)]
        return {"events": found, "quotes": quotes}

    return made


def up(field: str, letter: str, i: int, n: int, loops: bool) -> dict[str, str]:
    """The record before leads on; of a loop the first one to the last."""
    return {field: f"{letter}{(i - 1) % n}"} if i or loops else {}


def followed(n: int, _: bool) -> dict[str, Any]:
    """Events without a date, each after the one before, and dated ones after the last of them."""
    undated = [{"id": f"e{i}", "name": "Meeting", **up("after", "e", i, n, False)} for i in range(n)]
    return {"events": [*undated, *({"id": f"d{i}", "name": "Talk", **STATED, "after": f"e{n - 1}"} for i in range(n))]}


def crossed(n: int, _: bool) -> dict[str, Any]:
    """Pairs of events, each with a part that comes after a part of the other one."""
    found = []
    for i, one, other in [(i, *pair) for i in range(n // 4) for pair in ("ab", "ba")]:
        part = {"name": "Part", **STATED, "part_of": f"{one}{i}"}
        found += [{"id": f"{one}{i}", "name": "Whole", **STATED}, {"id": f"{one}{i}-later", **part}]
        found += [{"id": f"{one}{i}-first", **part, "after": f"{other}{i}-later"}]
    return {"events": found}


STATED = {"date": "2024-03-05", "date_basis": "stated"}
CHAINS = {
    "within": of_quotes("within", "rebuild the pier"),
    "within, of a paraphrase": of_quotes("within", "not be rebuilt", "indirect"),
    "same_as": of_quotes("same_as", "We will rebuild the pier, and soon,"),
    "broader": topics,
    "part_of": events("part_of", **STATED),
    "part_of, without a date": events("part_of"),
    "after": events("after", **STATED),
    "after, without a date": events("after"),
    "after a chain": followed,
    "after each other": crossed,
}


def read(root: Path, records: dict[str, Any]) -> Snapshot:
    head = {
        "articles": [{"id": "pier", "file": "pier.txt", "headline": "Pier to be rebuilt"}],
        "people": [{"id": "ruiz", "name": "Ana Ruiz"}],
    }
    yaml = "".join(
        f"{section}:\n" + "".join(f"- {json.dumps(each)}\n" for each in found)
        for section, found in (head | records).items()
    )
    return read_snapshot(write_archive(root, {"pier.txt": f"Pier to be rebuilt\n\n{SAID}"}, yaml))


@pytest.mark.parametrize(
    ("chain", "loops"), [*((chain, False) for chain in CHAINS), *((field, True) for field in ("within", "after"))]
)
def test_a_row_that_is_twice_as_long_takes_twice_the_work(chain: str, loops: bool, tmp_path: Path) -> None:
    made = CHAINS[chain]
    read(tmp_path / "first", made(20, loops))
    short, long = (
        calls(lambda n=n: read(tmp_path / f"of{n}", made(n, loops)))  # type: ignore[misc]
        for n in (150, 300)
    )
    assert long < 2.4 * short


def test_the_name_that_was_meant_is_looked_for_once_for_each_id(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sought: list[str] = []

    def counted(id: str, choices: Iterable[str]) -> Replacement | None:
        sought.append(id)
        return meant(id, choices)

    monkeypatch.setattr(joining, "meant", counted)
    quotes = [quote(n, "We will rebuild the pier,") | {"speaker": "ruizz", "topics": ["harbor"]} for n in range(50)]
    snapshot = read(tmp_path, {"topics": [{"id": "harbour", "label": "Harbour"}], "quotes": quotes})
    assert ["ruizz", "harbor"] == sought
    told = [problem for problem in snapshot.problems if problem.code == "dangling-reference"]
    assert {"ruiz", "harbour"} == {problem.meant.by for problem in told if problem.meant}
    assert 100 == len(told)


def test_names_are_meant_only_as_long_as_looking_for_them_takes_no_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(joining, "_MOST_COMPARED", 3)
    quotes = [quote(n, "We will rebuild the pier,") | {"speaker": f"ruiz{n}"} for n in range(5)]
    told = [problem for problem in read(tmp_path, {"quotes": quotes}).problems if problem.code == "dangling-reference"]
    assert ["ruiz", "ruiz", "ruiz", None, None] == [problem.meant and problem.meant.by for problem in told]
