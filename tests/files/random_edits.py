"""Random edits of a data file, and whether what became of it is what was asked for: told by other means than ours.

The data are read by PyYAML's own parser in Python, and edited there as plain lists and mappings.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Mapping
from pathlib import Path
from random import Random
from typing import Any

import yaml

from explorer.desk.form import Form
from explorer.desk.form_fields import FormField, How, fields_of
from explorer.files.record_edits import AddRecord, Edit, Invalid, RemoveRecord, RenameId, SetFields, edited_file, read
from explorer.files.text_changes import CannotSplice
from explorer.model.archive import Archive
from explorer.model.records import Kind
from explorer.snapshot import Snapshot

Data = dict[str, Any]
_FILE = "data/x.yaml"
# How the fields of a form are filled in that anything can be typed into.
_TYPED = (How.TEXT, How.LINES, How.PAIRS, How.PARTS)
# The fields of each kind that the edits change, with what they hold.
_TEXT, _TEXTS, _FLAG, _EVIDENCE, _WORDS = "text", "texts", "flag", "evidence", "words"
_FIELDS: dict[str, dict[str, str]] = {
    "people": {"name": _TEXT, "role": _TEXT, "note": _TEXT, "aliases": _TEXTS, "evidence": _EVIDENCE},
    "quotes": {"text": _WORDS, "note": _TEXT, "attribution": _TEXT, "medium": _TEXT, "relayed": _FLAG},
    "topics": {"label": _TEXT, "description": _TEXT, "note": _TEXT},
    "events": {"name": _TEXT, "place": _TEXT, "announced": _FLAG, "evidence": _EVIDENCE, "note": _TEXT},
    "articles": {"headline": _TEXT, "byline": _TEXT, "furniture": _TEXTS, "not_quoted": _TEXTS},
}
_REQUIRED = ("name", "text", "label", "headline")
_NEW: dict[Kind, Data] = {
    Kind.PERSON: {"name": "Eve Adams"},
    Kind.TOPIC: {"label": "The quay"},
    Kind.QUOTE: {"article": "pier", "speech": "direct", "text": "So be it.", "speaker": "ana"},
    Kind.EVENT: {"name": "Briefing"},
}
# Where a field refers to a record of a kind.
_REFERS = {
    "people": {"article": ["evidence.article"], "person": ["possibly_same_as"]},
    "topics": {"topic": ["broader"]},
    "events": {
        "article": ["evidence.article"],
        "person": ["participants"],
        "topic": ["topics"],
        "event": ["part_of", "after"],
    },
    "quotes": {
        "article": ["article"],
        "person": ["speaker", "relayed_by", "addressees"],
        "topic": ["topics"],
        "event": ["event"],
        "quote": ["within", "same_as"],
    },
}
_TEXTS_TO_WRITE = [
    *(
        "a",
        "Ana",
        "two words",
        "It’s a plan.",
        "it's",
        'say "so"',
        "a: b",
        "a #b",
        "#a",
        "- a",
        "[a",
        "{a",
        "a, b",
        "a]b",
    ),
    *(
        "null",
        "~",
        "true",
        "no",
        "12:30",
        "2022",
        "1e3",
        "0x1",
        "=",
        "<<",
        "&a",
        "*a",
        "!a",
        "%a",
        "@a",
        "`a",
        "|",
        ">-",
    ),
    *("?", "? a", ": a", "a:", "a :b", "--- a", "...", "\\n", "a\\", "c:\\x", "'", '"', "''", "“和平统一”，他说"),
    *(
        "👩\u200d👧 said ❤\ufe0f",
        "a\u00a0b",
        "a\nb",
        "a\n\nb\n  c",
        "a\tb",
        "tab\t# no",
        "\x85x",
        "a\u2028b",
        "bell\x07",
    ),
    *("\ufeffx", "a\u200bb", "ends\\ "),
    "a long text that goes on and on, " * 6 + "and ends: here",
    "words  with   more    blanks  " * 5 + "end",
    "x" * 200,
    "long " * 30 + "# no comment",
]
# What stands between records.
_BETWEEN = " \t\r\n\x85\u2028,-"


class Refused(Exception):
    """The edit was refused; the message says why."""


def edit_at_random(content: bytes, random: Random) -> tuple[bytes, Edit]:
    """A file after a random edit, which is what was asked for, and nothing else. Raises Refused."""
    edit = _edit(loaded(content), random)
    return _made(content, edit), edit


def _made(content: bytes, edit: Edit) -> bytes:
    before = loaded(content)
    try:
        after = edited_file(read(content, _FILE), _FILE, [edit]).content
    except (CannotSplice, Invalid) as error:
        raise Refused(f"{type(edit).__name__}: {error}") from error
    expected = _expected(before, edit)
    got = loaded(after)
    assert expected == _effective(got), f"{edit}\n{expected}\n{_effective(got)}"
    _require_the_rest_the_same(content, after, edit)
    return after


def type_at_random(content: bytes, random: Random) -> bytes:
    """A file after something was typed into a field of a form, of which nothing else changed. Raises Refused."""
    snapshot = _snapshot(content)
    records = list(snapshot.archive.entries.values())
    if not records:
        raise Refused("no record")
    form = Form.of(snapshot, random.choice(records).record)
    assert form.edits(snapshot) == []
    fields = [field for name, field in fields_of(form.kind).items() if field.how in _TYPED and name != "id"]
    field = random.choice([*fields, *(field for field in fields if form.texts[field.name])])
    typed = form.typed(field.name, _typed(form.texts[field.name], field, random))
    if not typed.changed or typed.read()[1]:  # a form writes nothing with what is wrong
        return content
    assert [field.name] == typed.changed
    (edit,) = typed.edits(snapshot)
    assert isinstance(edit, SetFields)
    after = _made(content, edit)
    now = _snapshot(after)
    shown = Form.of(now, now.archive.entries[form.ref].record)
    assert _listed(typed.value(field.name)) == _listed(shown.value(field.name)), f"{edit}"
    # A person's type may follow from the name.
    others = form.texts.keys() - {field.name, "type"}
    assert {name: form.texts[name] for name in others} == {name: shown.texts[name] for name in others}, f"{edit}"
    _require_only_the_field(content, after, edit)
    return after


def _snapshot(content: bytes) -> Snapshot:
    return Snapshot(root=Path(), archive=Archive(read(content, _FILE).entries))


def _listed(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value


def _typed(text: str, field: FormField, random: Random) -> str:
    """What a field shows after a few keys: a word or a line more or less, somewhere."""
    lines = text.split("\n")
    at = random.randrange(len(lines))
    item = _text(random).replace("\n", "\n  ") if field.how in (How.LINES, How.PAIRS) else _text(random)
    match random.choice(["word", "word", "line", "gone"]):
        case "line":
            before = {How.PAIRS: random.choice(["pier: ", "a\\:b: "]), How.PARTS: "prefix: "}.get(field.how, "")
            lines.insert(random.choice([at, at + 1]), f"{before}{item}")
        case "gone":
            lines.pop(at)
        case "word":
            words = lines[at].split(" ")
            words.insert(random.randrange(len(words) + 1), random.choice(["word", "“word”", "it’s", "e\\: f", "#"]))
            lines[at] = " ".join(words)
    return "\n".join(lines)


def _require_only_the_field(before: bytes, after: bytes, edit: SetFields) -> None:
    """Not a byte changed outside of a field's value, nor in the items of its list that stay."""
    text, new = before.decode("utf-8-sig"), after.decode("utf-8-sig")
    (name, value), node = next(iter(edit.fields.items())), _field_of(text, edit)
    if node is None:
        head, tail = _common(text, new)
        assert re.fullmatch(r"\s*(\*\w+)?", text[head : len(text) - tail]), f"{edit}: something is gone"
    elif value is not None:
        start, end = node.start_mark.index, len(text[: node.end_mark.index].rstrip(_BETWEEN))
        assert new.startswith(text[:start].rstrip(_BETWEEN)), f"{edit}: what is above"
        assert new.endswith(text[end:].lstrip(_BETWEEN)), f"{edit}: what is below"
    if isinstance(node, yaml.SequenceNode) and isinstance(value, list):
        kept = [item for item in node.value if isinstance(item, yaml.ScalarNode) and item.value.strip() in value]
        for item in kept:
            raw = text[item.start_mark.index : item.end_mark.index].rstrip(_BETWEEN)
            assert raw in new, f"{edit}: {name} had {raw!r}"


def _field_of(text: str, edit: SetFields) -> yaml.Node | None:
    """The value of the field that an edit sets, as PyYAML's parser in Python has it."""
    fields = _record_of(text, edit).value
    key, value = next((pair for pair in fields if pair[0].value.strip() in edit.fields), (None, None))
    is_alias = key is not None and re.match(r"[\s:]*\*", text[key.end_mark.index :])
    return None if is_alias else value


def loaded(content: bytes) -> Data:
    """The data of a file, as PyYAML reads them; every scalar is text, and None is what null is."""
    text = content.decode("utf-8-sig")
    return yaml.load(text, Loader=_Loader) or {}


class _Loader(yaml.BaseLoader):
    """PyYAML's parser in Python, with null told from a text, and the first of two keys."""

    def construct_object(self, node: yaml.Node, deep: bool = False) -> Any:
        if isinstance(node, yaml.ScalarNode):
            is_null = not node.style and node.value in ("", "~", "null", "Null", "NULL")
            return None if is_null else node.value.strip()
        return super().construct_object(node, deep=True)

    def construct_mapping(self, node: yaml.Node, deep: bool = False) -> dict[Any, Any]:
        made: dict[Any, Any] = {}
        for key, value in node.value:
            made.setdefault(self.construct_object(key), self.construct_object(value))
        return made


_Loader.add_constructor("tag:yaml.org,2002:map", _Loader.construct_mapping)


def _records(data: Data) -> list[tuple[str, Data]]:
    """The records that have an id of their own, with the key of their list."""
    found: dict[tuple[str, str], Data] = {}
    for key in _FIELDS:
        for record in data.get(key) or ():
            if isinstance(record, dict) and record.get("id"):
                found.setdefault((key, record["id"]), record)
    return [(key, record) for (key, _), record in found.items()]


def _edit(data: Data, random: Random) -> Edit:
    records = _records(data)
    kinds = {kind.plural: kind for kind in Kind}
    how = random.choices(["set", "add", "remove", "rename"], [12, 3, 2, 2])[0]
    if how == "add" or not records:
        kind = random.choice(list(_NEW))
        fields = {"id": f"new-{random.randrange(10**9)}", **_NEW[kind]}
        fields |= {name: value for name, value in _some_fields(kind.plural, random).items() if value is not None}
        return AddRecord("data/x.yaml", kind, fields)
    key, record = random.choice(records)
    ref = f"{kinds[key]}/{record['id']}"
    match how:
        case "remove":
            return RemoveRecord(ref)
        case "rename":
            return RenameId(ref, f"new-{random.randrange(10**9)}")
    return SetFields(ref, _some_fields(key, random, record))


def _some_fields(key: str, random: Random, record: Data | None = None) -> Data:
    names = random.sample(list(_FIELDS[key]), random.choice([1, 1, 1, 2, 3]))
    return {name: _value(name, _FIELDS[key][name], random, (record or {}).get(name)) for name in names}


def _value(name: str, holds: str, random: Random, now: Any) -> Any:
    if name not in _REQUIRED and random.random() < 0.2:
        return None
    match holds:
        case "flag":
            return random.choice([True, False])
        case "texts":
            return _varied(now, random)
        case "evidence":
            return [{"article": "pier", "text": text} for text in _varied(None, random)]
        case "words":
            return random.choice([_text(random), _varied(now, random) or ["a"]])
    if isinstance(now, str) and now and random.random() < 0.4:
        words = now.split(" ")
        words[random.randrange(len(words))] = random.choice(["else", "“else”", "e: f"])
        return " ".join(words).strip() or "x"
    return _text(random)


def _varied(now: Any, random: Random) -> list[Any]:
    """A list that is like the one that is there: with an item more, or less, or another one, or in another order."""
    items = [item for item in now if isinstance(item, str)] if isinstance(now, list) else []
    for _ in range(random.choice([1, 1, 2])):
        match random.choice(["more", "more", "less", "other", "order"]):
            case "more":
                items.insert(random.randint(0, len(items)), _text(random))
            case "less" if items:
                items.pop(random.randrange(len(items)))
            case "other" if items:
                items[random.randrange(len(items))] = _text(random)
            case "order":
                random.shuffle(items)
    return items


def _text(random: Random) -> str:
    return random.choice(_TEXTS_TO_WRITE).strip()


# What is to be there afterwards


def _effective(data: Data) -> Data:
    """The records as they are meant: with the defaults, and without what is null. Other things as they are."""
    given: Any = data.get("defaults")
    found: Data = {key: value for key, value in data.items() if key not in _FIELDS}
    for key in _FIELDS:
        defaults = (given.get(key) if isinstance(given, dict) else None) or {}
        for record in data.get(key) or ():
            if isinstance(record, dict):
                record = {name: value for name, value in {**defaults, **record}.items() if value is not None}
            found.setdefault(key, []).append(record)
    return found


def _expected(before: Data, edit: Edit) -> Data:
    if isinstance(edit, RenameId):
        return _effective(_renamed(before, edit))
    data = _effective(copy.deepcopy(before))
    if isinstance(edit, AddRecord):
        fields = {name: _plain(value) for name, value in edit.fields.items()}
        data.setdefault(edit.kind.plural, []).append(fields)
        return data
    kind, _, id = edit.ref.partition("/")
    key = Kind(kind).plural
    record = next(record for record in data[key] if isinstance(record, dict) and record.get("id") == id)
    if isinstance(edit, RemoveRecord):
        data[key].remove(record)
        if not data[key]:
            del data[key]
        return data
    for name, value in edit.fields.items():
        record.pop(name, None)
        if value is not None:
            record[name] = _plain(value)
    return data


def _renamed(data: Data, edit: RenameId) -> Data:
    data = copy.deepcopy(data)
    kind, _, id = edit.ref.partition("/")
    for record in data[Kind(kind).plural]:
        if isinstance(record, dict) and record.get("id") == id:
            record["id"] = edit.to
    defaults = data.get("defaults") or {}
    for key, refers in _REFERS.items():
        for record in [*(data.get(key) or ()), defaults.get(key)]:
            for path in refers.get(kind, ()) if isinstance(record, dict) else ():
                _follow(record, path, id, edit.to)
    return data


def _follow(record: Data, path: str, id: str, to: str) -> None:
    name, _, inner = path.partition(".")
    value = record.get(name)
    if inner:
        for item in value or ():
            if isinstance(item, dict) and item.get(inner) == id:
                item[inner] = to
    elif isinstance(value, list):
        record[name] = [to if item == id else item for item in value]
    elif value == id:
        record[name] = to


def _plain(value: Any) -> Any:
    match value:
        case bool():
            return str(value).lower()
        case str():
            return value.strip()
        case Mapping():
            return {name: _plain(item) for name, item in value.items()}
        case list():
            return [_plain(item) for item in value]
    return value


# What has to stay


def _require_the_rest_the_same(before: bytes, after: bytes, edit: Edit) -> None:
    """Not a byte that is not of the edit is another, nor is a comment lost that is none of what the edit takes away."""
    assert before.startswith(b"\xef\xbb\xbf") == after.startswith(b"\xef\xbb\xbf")
    text, new = before.decode("utf-8-sig"), after.decode("utf-8-sig")
    if text and "begin" not in text:
        assert _ends(text) == _ends(new), f"{edit}: the last line end"
    if set(_breaks(text)) == {"\r\n"}:
        assert {"\r\n"} == set(_breaks(new)), f"{edit}: line ends"
    if isinstance(edit, RenameId):
        id = edit.ref.partition("/")[2]
        assert len(text) == len(new.replace(edit.to, id)) or _quoted_now(new, edit.to), f"{edit}"
        assert _without(text, id) == _without(new.replace(edit.to, id), id), f"{edit}"
        return
    if isinstance(edit, AddRecord):
        head, tail = _common(text, new)
        gone = re.fullmatch(r"\s*(?:\[?\]?|null|~)?\s*(#[^\r\n]*)?\s*", text[head : len(text) - tail])
        assert gone, f"{edit}: {text[head : len(text) - tail]!r} is gone"
        assert (gone[1] or "") in new, f"{edit}: a comment is lost"
        return
    start, end = _span(text, edit)
    if isinstance(edit, RemoveRecord):  # with the comment on its last line
        end += len(re.match(r"([ \t]*#[^\r\n]*)?", text[end:])[0])  # type: ignore[index]
        start = re.search(r"(-[ \t]*(#[^\r\n]*)?\s*)?$", text[:start]).start()  # type: ignore[union-attr]
        if not text[:start].rstrip(_BETWEEN).endswith("["):
            new = re.sub(rf"""(?m)^(\s*["']?{Kind(edit.ref.partition("/")[0]).plural}["']? ?:) \[\]""", r"\1", new)
    above, below = text[:start].rstrip(_BETWEEN), text[end:].lstrip(_BETWEEN)
    assert new.startswith(above), f"{edit}: what is above"
    assert new[len(above) :].endswith(below), f"{edit}: what is below"
    own = _own_comments(text[start:end], edit)
    rest = iter(_comments(new))
    assert all(comment in own or comment in rest for comment in _comments(text)), f"{edit}: a comment is lost"


def _own_comments(record: str, edit: Edit) -> list[str]:
    """The comments that an edit may take away: those in a record that goes, or in a list or a block that changes."""
    names = edit.fields if isinstance(edit, SetFields) else ()
    lists = (
        name for name in names if re.search(rf"{name}['\" ]*:[ \t]*([|>][-+0-9]*)?[ \t]*(#[^\r\n]*)?[\r\n]", record)
    )
    return _comments(record) if isinstance(edit, RemoveRecord) or any(lists) else []


def _ends(text: str) -> bool:
    return text.endswith(("\n", "\r", "\x85", "\u2028"))


def _breaks(text: str) -> list[str]:
    return re.findall("\r\n|\r|\n", text)


def _quoted_now(text: str, id: str) -> bool:
    return f'"{id}"' in text or f"'{id}'" in text


def _without(text: str, id: str) -> str:
    """A text without an id in its marks: where it stood in a block, it may stand on a line now."""
    return re.sub(rf"""(?:[|>][-+0-9]*\s+)?["']?{re.escape(id)}["']?""", "@", text)


def _common(one: str, other: str) -> tuple[int, int]:
    """How many characters two texts have in common at their beginning, and then at their end."""
    most = min(len(one), len(other))
    head = next((n for n in range(most) if one[n] != other[n]), most)
    tail = next((n for n in range(most - head) if one[-1 - n] != other[-1 - n]), most - head)
    return head, tail


def _comments(text: str) -> list[str]:
    """What looks like a comment, at the least on lines that have nothing else."""
    return re.findall(r"(?m)^[ \t]*(#[^\r\n]*)", text)


def _span(text: str, edit: Edit) -> tuple[int, int]:
    """Where the record of an edit stands, as PyYAML's parser in Python has it."""
    if isinstance(edit, AddRecord):
        return 0, len(text)
    record = _record_of(text, edit)
    return record.start_mark.index, record.end_mark.index


def _record_of(text: str, edit: SetFields | RemoveRecord | RenameId) -> yaml.Node:
    root = yaml.compose(text, Loader=yaml.BaseLoader)
    assert isinstance(root, yaml.MappingNode)
    kind, _, id = edit.ref.partition("/")
    for key, value in root.value:
        if key.value == Kind(kind).plural and isinstance(value, yaml.SequenceNode):
            for item in value.value:
                fields = {name.value.strip(): node for name, node in reversed(item.value)}
                if "id" in fields and fields["id"].value.strip() == id:
                    return item  # type: ignore[no-any-return]
    raise AssertionError(f"{edit.ref} is not there")
