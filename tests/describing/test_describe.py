"""Each record is described once: what it holds is in its description, and so in Detail and on its card."""

from __future__ import annotations

from importlib import import_module
from itertools import groupby
from pathlib import Path
from pkgutil import iter_modules
from typing import Any

import pytest
from archives import PIER, PIER_YAML, record_of, write_archive
from msgspec import inspect

from explorer import describing
from explorer.checking.verifying import verify
from explorer.cli.show_command import card
from explorer.describing import findings, quote_counts, quotes, signs
from explorer.describing.describe import PROBLEM, describe
from explorer.describing.fields import TOPICS, ArticleLink, Group, Label, RecordLink, Tone
from explorer.display import one_line
from explorer.model import dates
from explorer.model.archive import Archive
from explorer.model.problems import Place
from explorer.model.records import RECORD_TYPES, AnyRecord, Article, Entry, Event, Kind, Person, Quote, Topic
from explorer.snapshot import Snapshot, read_snapshot
from explorer.ui.wording.detail_text import detail

# As wide as Detail's margin, with the space before the text.
MARGIN = 12


class Filled:
    """A record of a kind with a value of its own in every field that its class has, whatever fields these are.

    `expected` has what a reader should see of each value, and `others` the records that the values refer to.
    """

    def __init__(self, kind: Kind) -> None:
        self.kind = kind
        self.expected: list[tuple[str, str]] = []
        self.others: dict[str, AnyRecord] = {}
        self.record: AnyRecord = self._struct(RECORD_TYPES[kind], "")

    def _struct(self, cls: type, path: str) -> Any:
        return cls(**{field.name: self._value(field.type, f"{path}{field.name}") for field in fields_of(cls)})

    def _value(self, type_: inspect.Type, path: str, extra: dict[str, Any] | None = None) -> Any:
        match type_:
            case inspect.Metadata(type=inner, extra=found):
                return self._value(inner, path, found or extra)
            case inspect.UnionType(types=types):
                given = [one for one in types if not isinstance(one, inspect.NoneType)]
                return self._value(given[-1], path, extra)
            case inspect.VarTupleType(item_type=item):
                return tuple(self._value(item, f"{path}-{number}", extra) for number in ("first", "second"))
            case inspect.StructType(cls=cls):
                return self._struct(cls, f"{path}-")
            case inspect.LiteralType(values=values):
                return self._plain(str(values[0]), path)
            case inspect.BoolType():
                self.expected.append((path, path))
                return True
            case inspect.StrType():
                return self._text(path, extra or {})
        raise AssertionError(f"{path}: no value of {type_} is known here")

    def _text(self, path: str, extra: dict[str, Any]) -> str:
        if "refers_to" in extra:
            other = named(extra["refers_to"], f"for-{path.replace('_', '-')}", f"What {path} means")
            self.others[other.ref] = other
            # The article that the words of another record stand in is named by its ref, or only led to.
            self.expected.append((path, other.ref if path.startswith("evidence") else f"What {path} means"))
            return other.id
        if "edtf" in extra:
            self.expected.append((path, dates.describe("2024-03-05")))
            return "2024-03-05"
        return self._plain("the-id" if path == "id" else f"the {path} in words", path)

    def _plain(self, text: str, path: str) -> str:
        self.expected.append((path, text))
        return text

    @property
    def snapshot(self) -> Snapshot:
        records = [self.record, *self.others.values()]
        archive = Archive(Entry(record, Place("data/all.yaml", n)) for n, record in enumerate(records, 1))
        return Snapshot(root=Path(), archive=archive, verifications=verify(archive, {}))


def fields_of(cls: type) -> tuple[inspect.Field, ...]:
    info = inspect.type_info(cls)
    assert isinstance(info, inspect.StructType)
    return info.fields


def named(kind: Kind, id: str, name: str) -> AnyRecord:
    """A record of a kind that is called by a name."""
    match kind:
        case Kind.ARTICLE:
            return Article(id=id, file="x.txt", headline=name)
        case Kind.PERSON:
            return Person(id=id, name=name)
        case Kind.TOPIC:
            return Topic(id=id, label=name)
        case Kind.EVENT:
            return Event(id=id, name=name)
        case Kind.QUOTE:
            return Quote(id=id, article="for-article", speech="indirect", text=name, speaker="for-speaker")


def in_detail(snapshot: Snapshot, record: AnyRecord) -> str:
    return "\n".join(f"{block.label} {one_line(block.content.plain)}" for block in detail(snapshot, record))


@pytest.mark.parametrize("kind", Kind)
def test_every_field_shows_in_detail_and_on_the_card(kind: Kind) -> None:
    """Also one that a class will get: its value is made from its annotation. Detail leads to the article of evidence
    instead of naming it."""
    filled = Filled(kind)
    shown, printed = (said(filled.snapshot, filled.record).casefold() for said in (in_detail, card))
    assert {path.partition("-")[0] for path, _ in filled.expected} == {f.name for f in fields_of(RECORD_TYPES[kind])}
    for path, text in filled.expected:
        assert text.casefold() in printed, path
        assert text.casefold() in shown or (path.startswith("evidence") and path.endswith("article")), path


@pytest.mark.parametrize("kind", [Kind.PERSON, Kind.EVENT])
def test_evidence_leads_to_its_article(kind: Kind) -> None:
    filled = Filled(kind)
    fields = [field for field in describe(filled.snapshot, filled.record) if field.label is findings.EVIDENCE]
    links = [value.link for field in fields for value in field.values]
    assert [ArticleLink(f"for-evidence-{number}-article") for number in ("first", "second")] == links


def test_detail_and_the_card_say_the_same(shipped: Snapshot) -> None:
    """But for the quotes of a record, which stand in a pane beside Detail."""
    for entry in shipped.archive.entries.values():
        shown, printed = in_detail(shipped, entry.record), card(shipped, entry.record)
        for field in describe(shipped, entry.record):
            for value in field.values:
                assert one_line(value.text) in printed
                assert one_line(value.text) in shown or field.label is quote_counts.QUOTES


def test_the_groups_come_in_order_and_each_field_has_a_value(shipped: Snapshot) -> None:
    for entry in shipped.archive.entries.values():
        fields = describe(shipped, entry.record)
        groups = [group for group, _ in groupby(field.label.group for field in fields)]
        assert [group for group in Group if group in groups] == groups
        assert all(field.values for field in fields)


def test_every_label_fits_into_the_margin_of_detail() -> None:
    modules = [import_module(f"explorer.describing.{module.name}") for module in iter_modules(describing.__path__)]
    known = {item for module in modules for item in vars(module).values() if isinstance(item, Label)}
    assert len(known) > 40
    assert [] == [label for label in known if len(label.word) >= MARGIN]


def test_what_leads_somewhere_has_a_link(tmp_path: Path) -> None:
    snapshot = read_snapshot(write_archive(tmp_path))
    fields = describe(snapshot, record_of(snapshot.archive, "quote/ruiz-rebuild"))
    links = {field.label: [value.link for value in field.values] for field in fields}
    assert [RecordLink("person/ana-ruiz")] == links[quotes.SPEAKER]
    assert [RecordLink("topic/pier")] == links[TOPICS]
    assert [ArticleLink("pier", "quote/ruiz-rebuild")] == links[quotes.SOURCE]


def test_words_have_the_passages_where_they_stand(tmp_path: Path) -> None:
    snapshot = read_snapshot(write_archive(tmp_path))
    words = describe(snapshot, record_of(snapshot.archive, "quote/ruiz-rebuild"))[0]
    text = snapshot.texts["pier"].text
    found = [text[passage.start : passage.end] for value in words.values for passage in value.passages]
    assert quotes.WORDS is words.label
    assert ["We will rebuild the east pier before summer,", "It is not a promise; it’s a plan."] == found


def test_what_is_missing_is_said_once_with_its_place_and_what_differs(tmp_path: Path) -> None:
    altered = PIER_YAML.replace("before summer", "this summer")
    snapshot = read_snapshot(write_archive(tmp_path, {"pier.txt": PIER}, altered))
    fields = describe(snapshot, record_of(snapshot.archive, "quote/ruiz-rebuild"))
    by_label = {field.label: field for field in fields}
    statuses = ["✗ missing: not in the article as written here", "segment 1: ✗ missing", "segment 2: ✓ verbatim"]
    assert statuses == [value.text for value in by_label[quotes.STATUS].values]
    assert by_label[findings.DOUBT].values[0].text.endswith("“this” should be “before” · data/archive.yaml:25:5")
    (nearest,) = by_label[findings.NEAREST].values
    assert "We will rebuild the east pier [-this-] {+before+} summer," == nearest.text
    assert [Tone.REMOVED, Tone.ADDED] == [part.tone for part in nearest.parts if part.tone is not Tone.PLAIN]
    assert PROBLEM not in by_label


def test_what_is_spoken_has_no_sign(tmp_path: Path) -> None:
    """A listener is told in words what a sign, a mark of what differs, or the place of a problem means."""
    yaml = PIER_YAML.replace("text: not my favourite subject", "text: not my favored subject")
    snapshot = read_snapshot(write_archive(tmp_path, {"pier.txt": PIER}, yaml))
    spoken = [
        value.spoken
        for ref in ("quote/okafor-told-in-march", "quote/ruiz-budget")
        for field in describe(snapshot, record_of(snapshot.archive, ref))
        for value in field.values
    ]
    assert "The council had been told in March" in spoken
    assert "verbatim, paragraph 3; attributed there to Ben Okafor by name" in spoken
    assert "not my (the archive has “favored”) (the article has “favourite”) subject" in spoken
    assert any("missing: " in words and "; in data/archive.yaml, line " in words for words in spoken)
    told = " ".join(spoken)
    every_mark = {sign.mark for _, group in signs.GROUPS for sign in group} - {"?", "!", "–", "“", "‘"}
    assert not [mark for mark in every_mark if mark in told]
