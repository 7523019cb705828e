"""Comparing two states of an archive by record. The order of records, of lists and of fields does not matter."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

import msgspec

from explorer.changes.change import Change, ChangeKind, FieldChange, Weight, by_gravity
from explorer.checking.wholeness.weighty_words import weighty_words_of
from explorer.model.amended import may_differ
from explorer.model.archive import Archive
from explorer.model.queries import with_new_ids
from explorer.model.records import AnyRecord, Entry, Event, Kind, Person, Quote, Topic, kind_of, title
from explorer.model.references import references
from explorer.reading.text.passages import SourceText, fold_typography

# The field whose list has a meaningful order.
ORDERED = {"text"}
# The fields that contain a curator's own words. All others have a source's words, names, dates or relations.
_OWN_WORDS = {"label", "description", "note", "accepts", "date_because"}
# The fields for the speaker, the time and the name.
_WHO_AND_WHEN = {"speaker", "relayed_by", "relayed", "name", "aliases", "date", "published", "article", "within"}
# Fields that the explorer maintains: an article's text is compared itself.
_KEPT = {"sha256", "file"}
# A word within a sentence. With a capital letter it counts as a name.
_WITHIN = re.compile(r"(?<=[\w,;:’'\"”)] )[^\W\d_]\w*")


def weighed(field: str, before: Any, after: Any) -> FieldChange:
    """Weigh the change of a field from one value, as in the YAML, to another.

    In the curator's own words, adding or removing a number, a negation or a hedge is also a change of meaning.
    """
    texts = list(_texts(before)), list(_texts(after))
    own = field in _OWN_WORDS
    plain = [list(map(_letters if own else _folded, side)) for side in texts]
    plain = plain if field in ORDERED else [sorted(side) for side in plain]
    if field in _KEPT or (plain[0] == plain[1] and _shape(before) == _shape(after)):
        return FieldChange(field, before, after, Weight.TYPOGRAPHY)
    turned = bool(before and after) and _weighty(texts[0]) != _weighty(texts[1])
    if own and not turned:
        return FieldChange(field, before, after, Weight.WORDING)
    return FieldChange(field, before, after, Weight.MEANING, _rank(field, texts, turned=turned))


def _rank(field: str, texts: tuple[list[str], list[str]], *, turned: bool) -> int:
    """Return the rank of a change of meaning; 0 is the heaviest."""
    is_prose = any(" " in text for side in texts for text in side)
    if turned and is_prose:
        return 0
    names = [Counter(word for text in side for word in _WITHIN.findall(text) if word[0].isupper()) for side in texts]
    return 1 if field in _WHO_AND_WHEN or (all(texts) and names[0] != names[1]) else 2


def _texts(value: Any) -> Iterable[str]:
    match value:
        case str():
            yield value
        case dict():
            for inner in value.values():
                yield from _texts(inner)
        case list():
            for inner in value:
                yield from _texts(inner)


def _shape(value: Any) -> object:
    """Replace the texts in a value: two values with the same result differ only in their texts."""
    match value:
        case str():
            return ""
        case dict():
            return tuple((key, _shape(inner)) for key, inner in value.items())
        case list():
            return tuple(map(_shape, value))
    return value


def _folded(text: str) -> str:
    return " ".join(fold_typography(unicodedata.normalize("NFC", text)).split())


def _letters(text: str) -> str:
    """Return a text without case, marks and white space."""
    return "".join(character for character in _folded(text).casefold() if character.isalnum())


def _weighty(texts: list[str]) -> Counter[str]:
    """Count the numbers, negations, hedges and the like in some texts."""
    text = " ".join(map(_folded, texts))
    return Counter(word.casefold() for word in weighty_words_of(None, text).weighty(text, 0, len(text)))


# From this similarity on (0 to 1), a deleted and a new record are the same.
_ALIKE = 0.72
# The parts of the similarity: the record's name or words, its fields, and what refers to it.
_CALLED, _FIELDS, _REFERRERS = 0.6, 0.2, 0.2
# A topic or an event, whose name is the curator's own, is also the same if all of its references, and at least this
# many, now refer to the new one.
_ENOUGH = 2
# With more pairs than this, do not compare one by one: only records with identical names are then followed.
_MOST_PAIRS = 100_000


def renamed(before: Archive, after: Archive, touched: Collection[str]) -> dict[str, str]:
    """Map the old ref of each record whose id changed to the new one. `touched` has the refs of all changed records."""
    found: dict[str, str] = {}
    gone, new = ({ref for ref in touched if ref not in other.entries} for other in (after, before))
    for kind in Kind:
        old = [record for ref in touched if ref in gone and (record := before.find(ref)) and record.kind is kind]
        others = [record for ref in touched if ref in new and (record := after.find(ref)) and record.kind is kind]
        if old and others:
            found.update(_pairs(old, others, _Referrers(before, touched, found), _Referrers(after, touched, {})))
    return found


class _Referrers:
    """What refers to each record of an archive, under names that are the same before and after.

    Only changed records are read: what refers to a changed id must have changed, too, or is dangling now.
    """

    def __init__(self, archive: Archive, touched: Iterable[str], names: Mapping[str, str]) -> None:
        self._to: dict[str, set[tuple[str, str]]] = defaultdict(set)
        for ref in touched:
            record = archive.find(ref)
            for path, kind, id in references(record) if record else ():
                self._to[f"{kind}/{id}"].add((names.get(ref, ref), path.partition("[")[0]))

    def to(self, record: AnyRecord) -> set[tuple[str, str]]:
        return self._to[record.ref]


def _pairs(
    old: Sequence[AnyRecord], new: Sequence[AnyRecord], before: _Referrers, after: _Referrers
) -> Iterator[tuple[str, str]]:
    """Yield the pairs of similar records of one kind, most similar first, with each record in at most one pair."""
    scores = sorted(
        ((_likeness(was, now, before.to(was), after.to(now)), was.ref, now.ref) for was, now in _candidates(old, new)),
        key=lambda pair: (-pair[0], pair[1:]),
    )
    taken: set[str] = set()
    for score, was, now in scores:
        if score >= _ALIKE and was not in taken and now not in taken:
            taken |= {was, now}
            yield was, now


def _candidates(old: Sequence[AnyRecord], new: Sequence[AnyRecord]) -> Iterator[tuple[AnyRecord, AnyRecord]]:
    if len(old) * len(new) <= _MOST_PAIRS:
        yield from ((was, now) for was in old for now in new)
        return
    called: dict[str, list[AnyRecord]] = defaultdict(list)
    for now in new:
        called[title(now)].append(now)
    for was in old:
        # More records with the same name than this can't be told apart.
        yield from ((was, now) for now in called[title(was)][:10])


def _likeness(was: AnyRecord, now: AnyRecord, before: set[Any], after: set[Any]) -> float:
    """Return how similar two records of one kind are, from 0 to 1, ignoring what both lack."""
    called = _called_alike(was, now)
    names = [name for name in was.__struct_fields__ if name not in ("id", "note", "accepts")]
    pairs = [(getattr(was, name), getattr(now, name)) for name in names]
    told = [mine == other for mine, other in pairs if mine or other]
    parts = [(_CALLED, called)]
    parts += [(_FIELDS, sum(told) / len(told))] if told else []
    if isinstance(was, Topic | Event) and before == after and len(before) >= _ENOUGH:
        return 1.0
    parts += [(_REFERRERS, len(before & after) / len(before | after))] if before | after else []
    return sum(weight * part for weight, part in parts) / sum(weight for weight, _ in parts)


def _called_alike(was: AnyRecord, now: AnyRecord) -> float:
    """Return how similar the words or names of two records are; a person may have only a part of their name."""
    from rapidfuzz import fuzz

    if isinstance(was, Quote):
        return fuzz.ratio(title(was), title(now)) / 100
    alike = fuzz.token_set_ratio if isinstance(was, Person) else fuzz.ratio
    return max(alike(title(was), title(now)), fuzz.ratio(was.id, now.id)) / 100


# What a record has besides its YAML: its data file, and the text in an article's file.
DATA_FILE, ARTICLE_TEXT = "data file", "article text"
# Adding or removing a record weighs as much as changing a speaker.
_CAME_OR_WENT = 1
_NO_TEXTS: Mapping[str, SourceText] = {}


def changes(
    before: Archive,
    after: Archive,
    unread: Collection[str] = (),
    *,
    texts: tuple[Mapping[str, SourceText], Mapping[str, SourceText]] = (_NO_TEXTS, _NO_TEXTS),
    among: Iterable[str] | None = None,
) -> list[Change]:
    """Find what changed from one state to the other, heaviest first, then by kind, in file order.

    A record with another id is followed, and a reference that is updated to the new id is not a change. A record is not
    reported as added or removed if it, or its data file (in `unread`), can't be read in one of the states. `texts` are
    those of the articles, by id. If only records `among` some refs can have changed, others are not looked at.
    """
    touched = list(_touched(before, after, [*before.entries, *after.entries] if among is None else among))
    names = renamed(before, after, touched)
    found = {
        change.ref: change
        for change in _changes(before, after, names, touched)
        if not _was_only_unread(change, before, after, unread)
    }
    for ref, field in _text_changes(*texts, names):
        called = title(after.entries[ref].record)
        change = found.get(ref) or Change(ref, ref, "changed", (), Weight.TYPOGRAPHY, called)
        kind: ChangeKind = "changed" if change.change == "moved" else change.change
        found[ref] = msgspec.structs.replace(_with_fields(change, field), change=kind)
    kinds = list(Kind)

    def order(change: Change) -> tuple[object, ...]:
        kind = kinds.index(kind_of(change.ref))
        return by_gravity(change), kind, change.change == "removed", _place(change, before, after)

    return sorted(found.values(), key=order)


def followed(before: Archive, after: Archive, ref: str) -> str:
    """Return the ref of a record in a later state, where its id may have changed; the same if it is gone."""
    if before.find(ref) is None or after.find(ref) is not None:
        return ref
    touched = list(_touched(before, after, [*before.entries, *after.entries]))
    return renamed(before, after, touched).get(ref, ref)


def _was_only_unread(change: Change, before: Archive, after: Archive, unread: Collection[str]) -> bool:
    """Whether a record only seems to be added or removed because it, or its file, can't be read in the other state."""
    match change.change:
        case "added":
            return change.ref in before.left_out or _place(change, before, after)[0] in unread
        case "removed":
            return change.ref in after.left_out or _place(change, before, after)[0] in unread
    return False


def _touched(before: Archive, after: Archive, refs: Iterable[str]) -> Iterator[str]:
    """Yield the refs of the records that differ, or are in another file, or are in one state only."""
    for ref in dict.fromkeys(refs):
        was, now = before.as_written(ref), after.as_written(ref)
        if was is now:
            continue
        if was is None or now is None or was.record != now.record or was.place.file != now.place.file:
            yield ref


def _place(change: Change, before: Archive, after: Archive) -> tuple[str, int, int]:
    place = (before if change.change == "removed" else after).entries[change.ref].place
    return place.file, place.line, place.column


def _changes(before: Archive, after: Archive, names: Mapping[str, str], touched: Iterable[str]) -> Iterator[Change]:
    kept = set(names.values())
    for ref in touched:
        was, now = before.as_written(ref), after.as_written(names.get(ref, ref))
        if was is not None and now is not None:
            yield from _change(was, now, names)
        elif was is not None:
            yield Change(ref, ref, "removed", (), Weight.MEANING, title(was.record), _CAME_OR_WENT)
        elif now is not None and ref not in kept:
            yield Change(ref, None, "added", (), Weight.MEANING, title(now.record), _CAME_OR_WENT)


def _change(was: Entry, now: Entry, names: Mapping[str, str]) -> Iterator[Change]:
    following = _following(was.record, names)
    before, after = _values(following), _values(now.record)
    # Of two equal values, one may be missing: msgspec omits a default that it recognises by identity.
    fields = [
        weighed(name, before.get(name), after.get(name))
        for name in now.record.__struct_fields__
        if name != "id"
        and getattr(following, name) != getattr(now.record, name)
        and _unordered(name, before.get(name)) != _unordered(name, after.get(name))
    ]
    ref, old = now.record.ref, was.record.ref
    kind: ChangeKind = "renamed" if ref != old else "changed" if fields else "moved"
    if was.place.file != now.place.file:
        fields.append(FieldChange(DATA_FILE, was.place.file, now.place.file, Weight.TYPOGRAPHY))
    if fields or ref != old:
        yield _with_fields(Change(ref, old, kind, (), Weight.TYPOGRAPHY, title(now.record)), *fields)


def _with_fields(change: Change, *fields: FieldChange) -> Change:
    """Add fields to a change. It weighs as much as the heaviest of all."""
    ordered = sorted([*fields, *change.fields], key=by_gravity)
    first = ordered[0] if ordered else change
    return msgspec.structs.replace(change, fields=tuple(ordered), weight=first.weight, rank=first.rank)


def _values(record: AnyRecord) -> dict[str, Any]:
    """Return a record's fields as the YAML has them, without omitted ones. A text of one segment is not a list."""
    values: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(record))
    text = values.get("text")
    if isinstance(text, list) and len(text) == 1:
        values["text"] = text[0]
    return values


def _following(record: AnyRecord, names: Mapping[str, str]) -> AnyRecord:
    """Update the references and the query of a record to the new ids."""
    changed: dict[str, Any] = {}
    for path, kind, id in references(record):
        new = names.get(f"{kind}/{id}")
        if new is not None:
            field, _, rest = path.partition("[")
            value = changed.get(field, getattr(record, field))
            changed[field] = _replaced(value, rest, new.partition("/")[2])
    if isinstance(record, Topic) and record.matches and names:
        changed["matches"] = with_new_ids(record.matches, names)
    return msgspec.structs.replace(record, **changed) if changed else record


def _replaced(value: Any, rest: str, id: str) -> Any:
    """Replace the reference at `rest` in a field's value (`2]`, `0].article`, or empty for the value itself)."""
    if not rest:
        return id
    number, _, inner = rest.partition("]")
    items = list(value)
    items[int(number)] = msgspec.structs.replace(items[int(number)], **{inner[1:]: id}) if inner else id
    return tuple(items)


def _unordered(field: str, value: Any) -> Any:
    """Normalise a value for comparison: the order of a list does not matter, except that of a quote's segments."""
    if isinstance(value, list) and field not in ORDERED:
        return sorted(value, key=repr)
    return value


def _text_changes(
    before: Mapping[str, SourceText], after: Mapping[str, SourceText], names: Mapping[str, str]
) -> Iterator[tuple[str, FieldChange]]:
    """Yield the ref of each article whose text has changed, with the paragraphs that differ.

    A text that could not be read in one of the states is ignored.
    """
    for id in may_differ(before, after):
        was = before.get(id)
        if was is None or after.get(id) is was:
            continue
        ref = names.get(f"article/{id}", f"article/{id}")
        now = after.get(ref.partition("/")[2])
        if now is not None and now.text != was.text:
            yield ref, weighed(ARTICLE_TEXT, *_differing(was, now))


def _differing(was: SourceText, now: SourceText) -> tuple[str, str]:
    from difflib import SequenceMatcher

    before, after = ([text.text[part.start : part.end] for part in text.paragraphs] for text in (was, now))
    steps = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    gone = [part for tag, start, end, _, _ in steps if tag != "equal" for part in before[start:end]]
    new = [part for tag, _, _, start, end in steps if tag != "equal" for part in after[start:end]]
    return "\n\n".join(gone), "\n\n".join(new)
