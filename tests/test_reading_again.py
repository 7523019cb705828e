"""Whatever is edited, reading again finds all that a whole reading finds."""

from __future__ import annotations

import gc
import json
import os
import weakref
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from random import Random
from typing import Any

import pytest
from archives import PIER, PIER_YAML, write_archive
from everything import found
from trying import tries

from explorer.checking import names
from explorer.checking.repeats import index
from explorer.checking.verification import Status
from explorer.files.data_files import DataFile
from explorer.files.watching import stamps
from explorer.model.archive import Archive
from explorer.model.records import Article
from explorer.snapshot import READING, Snapshot, read_again, read_snapshot
from explorer.store import as_kept, keep

_SEEDS, _STEPS = range(tries(8)), tries(20)

NAMES = ("Ana Ruiz", "Ben Okafor", "Okafor", "Mia Brandt", "the mayor", "an aide", "Analysts", "Lena Ruiz", "Ruiz")
ROLES = (None, "mayor", "health minister", "finance minister", "harbour master")
SAYINGS = (
    "We will rebuild the east pier before the summer of next year",
    "The budget of the city has no room for another promise of this kind",
    "We will rebuild the west pier before the summer of next year",
    "Nobody asked the harbour master about the state of the old bridge",
    "It is a plan",
    "They closed the bridge on Tuesday",
)
QUERIES = (
    *(None, None, "pier OR bridge", 'about:"mayor, harbour master"', "who:p3 -plan", "event:e12 OR about:budget"),
    *("date:2024 source:anonymous", "Ruiz -about:left", "who:nobody", "(plan OR promise) speech:direct", "-bridge"),
)
DATES = (None, "2024-03-05", "2024-03-12", "2023", "2024-04", "2025-01-01")
Data = dict[str, dict[str, list[dict[str, Any]]]]


class Newsroom:
    """An archive that somebody edits at random: its data files with their records, and its texts."""

    def __init__(self, root: Path, seed: int) -> None:
        self.root = root
        self.random = Random(seed)
        self.number = count(1)
        self.times = count(10**18, 10**9)
        self.texts: dict[str, str] = {}
        self.data: Data = {"topics": {"topics": [], "events": []}}
        for _ in range(4):
            self.add_article()
        for _ in range(6):
            self.add_topic()
            self.add_event()
        for _ in range(8):
            self.add_quote()
        self.ways: tuple[Callable[[], None], ...] = (
            *(self.add_article, self.add_topic, self.add_event, self.add_person, self.add_quote, self.add_quote),
            *(self.change_field,) * 8,
            *(self.change_text,) * 3,
            *(self.remove, self.rename, self.take_an_id, self.move_record, self.move_file, self.shift, self.break_file),
            *(self.accept, self.reject, self.swap_articles, self.lose_text, self.lose_file, self.put_back),
        )
        self.broken = set[str]()
        # What was lost, with how to put it back.
        self.lost: list[Callable[[], object]] = []

    # What there is

    def records(self, kind: str) -> list[dict[str, Any]]:
        return [record for file in self.data.values() for record in file.get(kind, ())]

    def any_id(self, kind: str, *, or_none: bool = False) -> str | None:
        ids: list[str | None] = [record["id"] for record in self.records(kind)]
        return self.random.choice([*ids, *([None] if or_none or not ids else []), *(["nowhere"] * (len(ids) > 2))])

    # Edits

    def add_article(self) -> None:
        name = f"a{next(self.number)}"
        said = self.random.sample(SAYINGS, 3)
        who = self.random.choices(NAMES, k=3)
        lines = [f"“{words},” {whom} said." for words, whom in zip(said, who, strict=True)]
        day = self.random.choice(("on 5 March 2024", "on Tuesday", "through an interpreter", "in March"))
        self.texts[name] = "\n\n".join(
            (f"The pier {name}", *lines, f"{who[0]} spoke {day}. {who[1]}, the mayor, left.")
        )
        article = {"id": name, "file": f"{name}.txt", "headline": f"The pier {name}", "published": "2024-03-10"}
        self.data[name] = {"articles": [article], "people": [], "quotes": []}
        self.add_person(name)

    def add_person(self, file: str | None = None) -> None:
        people = self.data[file or self.a_file("people")]["people"]
        person: dict[str, Any] = {
            "id": f"p{next(self.number)}",
            "name": self.random.choice(NAMES),
            "role": self.random.choice(ROLES),
        }
        people.append(person)
        if self.random.random() < 0.4:
            person["aliases"] = [self.random.choice(NAMES)]
        if self.random.random() < 0.4:
            person["evidence"] = [{"article": self.any_id("articles"), "text": "The pier"}]

    def add_topic(self) -> None:
        label = self.random.choice(("Harbour", "Budget", "Bridge"))
        topic: dict[str, Any] = {
            "id": f"t{next(self.number)}",
            "label": label,
            "broader": self.any_id("topics", or_none=True),
            "matches": self.random.choice(QUERIES),
        }
        self.data["topics"]["topics"].append(topic)

    def add_event(self) -> None:
        event: dict[str, Any] = {
            "id": f"e{next(self.number)}",
            "name": self.random.choice(("Briefing", "The opening", "Briefing of March")),
        }
        event["date"] = self.random.choice(DATES)
        event["date_basis"] = event["date"] and "stated"
        event["part_of"] = self.any_id("events", or_none=True)
        event["after"] = self.any_id("events", or_none=True)
        if self.random.random() < 0.5:
            event["evidence"] = [{"article": self.any_id("articles"), "text": "on Tuesday"}]
        self.data["topics"]["events"].append(event)

    def add_quote(self) -> None:
        file = self.a_file("quotes")
        self.data[file]["quotes"].append(self.a_quote(f"q{next(self.number)}"))

    def a_quote(self, id: str) -> dict[str, Any]:
        words = self.random.choice(SAYINGS)
        if self.random.random() < 0.3:
            words = " ".join(words.split()[: self.random.randrange(2, 9)])
        quote: dict[str, Any] = {"id": id, "article": self.any_id("articles"), "text": words}
        quote["speech"] = self.random.choice(("direct", "partial", "indirect"))
        quote["speaker"] = self.any_id("people") or "nobody"
        quote["topics"] = [self.any_id("topics") or "nothing"]
        quote["not_topics"] = [self.any_id("topics") or "nothing"] if self.random.random() < 0.2 else None
        quote["date"] = self.random.choice(DATES)
        quote["date_basis"] = quote["date"] and "stated"
        for field, kind in (("event", "events"), ("within", "quotes"), ("same_as", "quotes"), ("relayed_by", "people")):
            quote[field] = self.any_id(kind) if self.random.random() < 0.25 else None
        return quote

    def a_file(self, kind: str) -> str:
        """A file with records of a kind; that of the topics, which is never lost, where there is no other."""
        names = [name for name, file in self.data.items() if kind in file]
        if not names:
            self.data["topics"][kind] = []
        return self.random.choice(names or ["topics"])

    def a_record(self) -> tuple[list[dict[str, Any]], int]:
        if not any(records for file in self.data.values() for records in file.values()):
            self.add_topic()
        lists = [records for file in self.data.values() for records in file.values() if records]
        records = self.random.choice(lists)
        return records, self.random.randrange(len(records))

    def change_field(self) -> None:
        records, n = self.a_record()
        record = records[n]
        if "speech" in record:
            other = self.a_quote(record["id"])
            field = self.random.choice([name for name in other if name != "id"])
            records[n] = {**record, field: other[field]}
            return
        choices: dict[str, Callable[[], Any]] = {
            "name": lambda: self.random.choice(NAMES),
            "role": lambda: self.random.choice(ROLES),
            "label": lambda: self.random.choice(("Harbour", "Budget", "Bridge", "Pier")),
            "broader": lambda: self.any_id("topics", or_none=True),
            "matches": lambda: self.random.choice(QUERIES),
            "part_of": lambda: self.any_id("events", or_none=True),
            "after": lambda: self.any_id("events", or_none=True),
            "date": lambda: self.random.choice(DATES),
            "published": lambda: self.random.choice(DATES),
            "headline": lambda: self.random.choice(("The pier", "It is a plan")),
            "language": lambda: self.random.choice(("en", "de")),
            "file": lambda: f"{self.any_id('articles')}.txt",
            "aliases": lambda: self.random.sample(NAMES, 2),
            "type": lambda: self.random.choice(("named", "anonymous", "collective")),
            "evidence": lambda: [
                {"article": self.any_id("articles"), "text": self.random.choice(("The pier", "left"))}
            ],
            "review": lambda: self.random.choice(("draft", "reviewed")),
            "note": lambda: "seen",
        }
        of_person = ("name", "role", "aliases", "type", "evidence", "review", "note")
        of_article = ("published", "headline", "language", "file", "note")
        fields = (
            of_person if "aliases" in record or "role" in record else of_article if "file" in record else tuple(record)
        )
        field = self.random.choice([name for name in fields if name in choices])
        record[field] = choices[field]()

    def change_text(self) -> None:
        name = self.random.choice([*self.texts, ""])
        if not name:
            return
        words = self.texts[name].split(" ")
        words[self.random.randrange(len(words))] = self.random.choice((*NAMES, *SAYINGS, "\n\n", "not"))
        self.texts[name] = " ".join(words)

    def remove(self) -> None:
        records, n = self.a_record()
        del records[n]

    def rename(self) -> None:
        """Rename an id, with all that refers to it or without."""
        records, n = self.a_record()
        old, new = records[n]["id"], f"r{next(self.number)}"
        records[n]["id"] = new
        if self.random.random() < 0.6:
            self.data = json.loads(json.dumps(self.data).replace(f'"{old}"', f'"{new}"'))

    def take_an_id(self) -> None:
        records, n = self.a_record()
        records.append({**self.random.choice(records), "id": records[n]["id"]})

    def move_record(self) -> None:
        records, n = self.a_record()
        kinds = [kind for file in self.data.values() for kind, found in file.items() if found is records]
        self.data[self.a_file(kinds[0])][kinds[0]].insert(0, records.pop(n))

    def move_file(self) -> None:
        if names := [name for name in self.data if name != "topics"]:
            self.data[f"{self.random.choice('bz')}{next(self.number)}"] = self.data.pop(self.random.choice(names))

    def shift(self) -> None:
        """Put what says nothing before the records of a file."""
        name = self.random.choice(list(self.data))
        self.data[name] = {"#" * self.random.randrange(1, 4): [], **self.data[name]}

    def break_file(self) -> None:
        self.broken ^= {self.random.choice(list(self.data))}

    def accept(self) -> None:
        records, n = self.a_record()
        code = self.random.choice(("same-words", "name-twice", "span-open", "speaker-mismatch", "date-unstated"))
        records[n]["accepts"] = [{"code": code, "because": "It is so."}]

    def reject(self) -> None:
        text = {"article": self.any_id("articles"), "text": "It is a plan", "speaker": "nobody"}
        (self.root / "rejected.yaml").write_text(json.dumps([text]), encoding="utf-8")

    def swap_articles(self) -> None:
        if self.texts:
            one, other = self.random.choices(list(self.texts), k=2)
            self.texts[one], self.texts[other] = self.texts[other], self.texts[one]

    def lose_text(self) -> None:
        name = self.random.choice([*self.texts, ""])
        if text := self.texts.pop(name, None):
            self.lost.append(lambda: self.texts.setdefault(name, text))

    def lose_file(self) -> None:
        name = self.random.choice([name for name in self.data if name != "topics"] or [""])
        if (file := self.data.pop(name, None)) is not None:
            self.lost.append(lambda: self.data.setdefault(name, file))

    def put_back(self) -> None:
        """Put back one thing that was lost: a text, or a file with its records."""
        if self.lost:
            self.lost.pop(self.random.randrange(len(self.lost)))()

    # On disk

    def write(self) -> None:
        """Write what changed, as if long ago."""
        files = {f"data/{name}.yaml": self._yaml(name) for name in self.data}
        files |= {f"seeds/{name}.txt": text for name, text in self.texts.items()}
        for path in self.root.glob("*/*"):
            if path.relative_to(self.root).as_posix() not in files:
                path.unlink()
        for name, text in files.items():
            path = self.root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            if not path.exists() or path.read_text(encoding="utf-8") != text:
                path.write_text(text, encoding="utf-8")
                at = next(self.times)
                os.utime(path, ns=(at, at))

    def _yaml(self, name: str) -> str:
        lines = list(self._lines(self.data[name]))
        if name in self.broken and len(lines) > 2:
            lines[len(lines) // 2] += " ]"
        return "\n".join(lines) + "\n"

    def _lines(self, file: dict[str, list[dict[str, Any]]]) -> Iterator[str]:
        for kind, records in file.items():
            if kind.startswith("#"):
                yield from kind
            elif records:
                yield f"{kind}:"
                said = ({key: value for key, value in record.items() if value is not None} for record in records)
                yield from (f"- {json.dumps(record, ensure_ascii=False)}" for record in said)


@pytest.mark.parametrize("seed", _SEEDS)
@pytest.mark.parametrize("is_kept", [False, True])
def test_whatever_is_edited_all_is_found_that_a_whole_reading_finds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int, *, is_kept: bool
) -> None:
    """Fields, ids, texts, files: one after the other, or several at once; and what is put back.

    Mostly it is known which files changed, and no other one is looked at. Where the archive is kept now and then, what
    changes is read on top of what is in the store.
    """
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    if seed % 2:  # as in a large archive
        monkeypatch.setattr(index, "_LARGE", 0)
    root = tmp_path / "archive"
    newsroom = Newsroom(root, seed)
    newsroom.write()
    snapshot = read_snapshot(root)
    known: dict[str, DataFile] = dict(snapshot.files)
    before = json.dumps([newsroom.data, newsroom.texts])
    for step in range(_STEPS):
        if is_kept and newsroom.random.random() < 0.3 and keep(snapshot):
            snapshot = as_kept(root) or snapshot
        if newsroom.random.random() < 0.1:
            newsroom.data, newsroom.texts = json.loads(before)
        else:
            before = json.dumps([newsroom.data, newsroom.texts])
            for _ in range(newsroom.random.choice((1, 1, 1, 2, 6))):
                is_small = is_kept and newsroom.random.random() < 0.8
                (newsroom.change_field if is_small else newsroom.random.choice(newsroom.ways))()
        files = stamps(root)
        newsroom.write()
        # What the system tells, or nothing.
        changed = {name for name, _ in files.items() ^ stamps(root).items()}
        told = changed if newsroom.random.random() < 0.7 else None
        shown = list[Snapshot]()
        earlier, snapshot = snapshot, read_again(snapshot, changed=told, show=shown.append)
        whole = read_snapshot(root, known)
        known = dict(snapshot.files)
        assert found(whole) == found(snapshot), step
        for edited in shown:
            assert_is_ahead(edited, earlier, snapshot)


def assert_is_ahead(edited: Snapshot, earlier: Snapshot, checked: Snapshot) -> None:
    """What is shown of an edit before it is checked has all records as they are, and of some what was found before."""
    assert edited.is_unchecked
    assert found(edited)  # nothing of it is missing
    assert list(edited.archive.entries.items()) == list(checked.archive.entries.items())
    assert {*edited.verifications} == {*checked.verifications}
    for name, verification in edited.verifications.items():
        assert verification == earlier.verifications.get(name) or verification.status is Status.UNCHECKED
    told = ([problem for problem in each.problems if problem.code in READING] for each in (edited, checked))
    assert next(told) == next(told)


@pytest.mark.parametrize("link", [os.symlink, os.link])
def test_whatever_a_changed_file_is_also_called_is_read_again(
    tmp_path: Path, link: Callable[[Path, Path], None]
) -> None:
    """The system tells one name alone."""
    root = write_archive(
        tmp_path,
        {"a.txt": "The pier sank.\n"},
        "articles: [{id: a, file: a.txt, headline: A}, {id: b, file: b.txt, headline: B}]\n",
    )
    link(root / "seeds" / "a.txt", root / "seeds" / "b.txt")
    snapshot = read_snapshot(root)
    (root / "seeds" / "a.txt").write_text("The pier rose again.\n", encoding="utf-8")
    again = read_again(snapshot, changed=["seeds/a.txt"])
    assert ["The pier rose again.\n"] * 2 == [text.text for text in again.texts.values()]


def test_nothing_keeps_an_archive_that_was_edited_since(tmp_path: Path) -> None:
    """Not even until garbage is looked for, which is not done among what was read of a large archive."""
    root = write_archive(tmp_path)
    file = root / "data" / "more.yaml"
    file.write_text("topics: [{id: one, label: One}]\n", encoding="utf-8")
    snapshot = read_snapshot(root)
    gc.disable()
    try:
        earlier = list[weakref.ref[Archive]]()
        for label in ("Two", "Three", "Four"):
            earlier.append(weakref.ref(snapshot.archive))
            file.write_text(f"topics: [{{id: one, label: {label}}}]\n", encoding="utf-8")
            snapshot = read_again(snapshot)
        assert [None] * 3 == [archive() for archive in earlier]
    finally:
        gc.enable()


def test_a_speaker_whose_record_is_read_again_is_found_by_an_alias_as_before(tmp_path: Path) -> None:
    quotes = [
        {"id": "first", "article": "pier", "speech": "direct", "text": "It holds.", "speaker": "ben"},
        {"id": "other", "article": "pier", "speech": "direct", "text": "It falls.", "speaker": "ana"},
    ]
    quotes[1]["attribution"] = "not for Quill"
    records = {
        "articles": [{"id": "pier", "file": "pier.txt", "headline": "Pier"}],
        "people": [{"id": "ana", "name": "Ana Ruiz", "aliases": ["Quill"]}, {"id": "ben", "name": "Ben Okafor"}],
        "quotes": quotes,
    }
    text = "Pier\n\n“It holds,” Ben Okafor said.\n\nBut not for Quill: “It falls.”\n"
    root = write_archive(tmp_path, {"pier.txt": text.replace("holds,", "holds.")}, json.dumps(records))
    before = read_snapshot(root)
    write_archive(tmp_path, {}, json.dumps({**records, "quotes": quotes[1:]}))
    again, whole = read_again(before), read_snapshot(root)
    assert whole.problems == again.problems
    assert dict(whole.verifications) == dict(again.verifications)


def test_whoever_is_found_by_a_role_alone_is_told_by_the_name_that_they_have_now(tmp_path: Path) -> None:
    """Also where they belong to no article."""
    records = {
        "articles": [{"id": "pier", "file": "pier.txt", "headline": "Pier"}],
        "people": [{"id": "ana", "name": "Ana Ruiz"}, {"id": "mia", "name": "Mia Brandt", "role": "mayor"}],
        "quotes": [{"id": "q", "article": "pier", "speech": "direct", "text": "It holds.", "speaker": "ana"}],
    }
    text = "Pier\n\nAna Ruiz came.\n\n“It holds.” the mayor said.\n"
    root = write_archive(tmp_path, {"pier.txt": text}, json.dumps(records))
    before = read_snapshot(root)
    write_archive(tmp_path, {}, json.dumps(records).replace("Mia Brandt", "Mia Okafor"))
    again, whole = read_again(before), read_snapshot(root)
    assert any("has Mia Okafor say this" in problem.message for problem in whole.problems)
    assert found(whole) == found(again)


def test_names_are_compared_again_only_where_somebody_is_quoted_in_another_article(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As what tells apart those who are called alike is the articles that they are quoted in."""

    def quote(id: str, article: str) -> dict[str, str]:
        return {"id": id, "article": article, "speech": "direct", "text": f"It {id}.", "speaker": f"aide-{article[-1]}"}

    records: dict[str, list[dict[str, str]]] = {
        "articles": [{"id": f"report-{n}", "file": f"{n}.txt", "headline": f"Report {n}"} for n in "ab"],
        "people": [{"id": f"aide-{n}", "name": "an aide", "type": "anonymous"} for n in "ab"],
        "quotes": [quote("holds", "report-a"), quote("falls", "report-b")],
    }
    texts = {f"{n}.txt": f"Report {n}\n\n“It holds.” “It falls.” “It stays,” an aide said.\n" for n in "ab"}
    root = write_archive(tmp_path, texts, json.dumps(records))
    before = read_snapshot(root)
    for article, told in (("report-a", 0), ("report-b", 1)):
        other = {**quote("stays", article), "speaker": "aide-a"}
        write_archive(tmp_path, {}, json.dumps({**records, "quotes": [*records["quotes"], other]}))
        whole, asked = read_snapshot(root), list[str]()
        with monkeypatch.context() as here:
            here.setattr(names, "of_people", noted(names.of_people, asked))
            again = read_again(before)
        assert len(asked) == told
        assert [problem.code for problem in whole.problems].count("name-twice") == told
        assert found(whole) == found(again)


def test_the_first_review_that_is_written_leaves_what_other_articles_say_as_it_was_found(tmp_path: Path) -> None:
    """By it, drafts are told apart in all of the archive."""
    other = """\
articles: [{id: other, file: other.txt, headline: Shut}]
quotes:
- {id: shut, article: other, speech: direct, text: "The pier stays shut,", speaker: ana-ruiz}
"""
    texts = {"pier.txt": PIER, "other.txt": "“The pier stays shut,” Ana Ruiz said.\n"}
    data = {"pier.yaml": PIER_YAML.replace("  review: reviewed\n", ""), "other.yaml": other}
    root = write_archive(tmp_path / "archive", texts, data)
    before = read_snapshot(root)
    assert not before.archive.shows_drafts
    (root / "data" / "other.yaml").write_text(other.replace("speech:", "review: reviewed, speech:"), encoding="utf-8")
    after = read_again(before)
    assert after.archive.shows_drafts
    assert after.coverage["pier"] is before.coverage["pier"]
    article = after.archive.get(Article, "pier")
    assert article is not None
    told = (str(each.coverage_of(article)) for each in (before, after))
    assert ["3 of 3 quoted spans curated", "0 of 3 quoted spans curated, 3 in drafts"] == list(told)
    assert found(read_snapshot(root)) == found(after)


def noted(check: Callable[..., Iterator[Any]], asked: list[str]) -> Callable[..., Iterator[Any]]:
    def ask(*of: Any, **how: Any) -> Iterator[Any]:
        asked.append("")
        return check(*of, **how)

    return ask


def test_whoever_comes_is_found_by_a_role_where_they_were_quoted_before(tmp_path: Path) -> None:
    """In other articles they are meant by a name alone."""
    head = {"speech": "direct", "article": "pier"}
    quotes = [
        {"id": "first", **head, "text": "It holds.", "speaker": "ben", "attribution": "Ben Okafor said"},
        {"id": "other", **head, "text": "It falls.", "speaker": "ana", "attribution": "Norwick’s spokesman said"},
    ]
    records = {
        "articles": [{"id": "pier", "file": "pier.txt", "headline": "Pier"}],
        "people": [{"id": "ana", "name": "Ana Ruiz"}],
        "quotes": quotes,
    }
    text = "Pier\n\n“It holds.” Ben Okafor said.\n\n“It falls.” Norwick’s spokesman said.\n"
    root = write_archive(tmp_path, {"pier.txt": text}, json.dumps(records))
    before = read_snapshot(root)
    came = {"people": [{"id": "ben", "name": "Ben Okafor", "role": "Norwick spokesman"}]}
    (root / "data" / "more.yaml").write_text(json.dumps(came), encoding="utf-8")
    again, whole = read_again(before), read_snapshot(root)
    assert dict(whole.verifications) == dict(again.verifications)
    assert whole.verifications["quote/other"] != before.verifications["quote/other"]
