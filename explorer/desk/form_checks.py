"""Remarks on a field of a form while it is typed: what is wrong, what it refers to, what is offered."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from weakref import WeakKeyDictionary

import msgspec

from explorer.checking.verification import Status, texts_of
from explorer.checking.verifying import verify
from explorer.describing import signs
from explorer.describing.counting import counted
from explorer.describing.fields import Tone
from explorer.desk.form import NAMED, Form
from explorer.desk.form_fields import FormField, How, fields_of
from explorer.desk.removing import referring
from explorer.display import one_line
from explorer.files.yaml_records import checked_fields
from explorer.model.archive import Archive
from explorer.model.problems import Place, did_you_mean
from explorer.model.queries import refs_named
from explorer.model.records import AnyRecord, Article, Entry, Kind, Person, Topic, kind_of, names_of, ref, title
from explorer.search.called_alike import Names
from explorer.snapshot import Snapshot

_NOWHERE = Place("")
# With more quotes than this, the quotes that match a query are not counted while it is typed.
_MOST_QUOTES = 20_000
# With more records than this, the records that refer to a typed id are not counted either.
_MOST_COUNTED = 10_000
# How many records refer to each record, by its ref.
_counts: WeakKeyDictionary[Archive, dict[str, int]] = WeakKeyDictionary()


class Remark(msgspec.Struct, frozen=True):
    """A remark below a field. If it `is_wrong`, nothing is written."""

    text: str
    tone: Tone = Tone.MUTED
    is_wrong: bool = False


def remarks(form: Form, snapshot: Snapshot) -> dict[str, Remark]:
    """What there is to say at once of each field, but for its words."""
    fields, wrong = fields_of(form.kind), form.read()[1]
    found: dict[str, Remark] = {}
    for name, field in fields.items():
        remark = _of_id(form, snapshot) if name == "id" else _of_references(form, field, snapshot.archive)
        if name in wrong:
            remark = Remark(wrong[name], Tone.ERROR, is_wrong=True)
        if name in form.theirs:
            said = one_line(form.theirs[name]) or "nothing"
            remark = Remark(f"changed meanwhile: the file now says “{said}”. Saving writes yours.", Tone.WARNING)
        if remark:
            found[name] = remark
    return found


def _of_id(form: Form, snapshot: Snapshot) -> Remark | None:
    taken = snapshot.archive.find(ref(form.kind, form.id))
    if taken and taken.ref != form.ref:
        return Remark(f"there is a {form.kind} “{form.id}” already", Tone.ERROR, is_wrong=True)
    if form.ref and "id" in form.changed:
        follows = _what_follows(snapshot.archive, form.ref)
        return Remark(f"renamed from {form.ref.partition('/')[2]}; {follows}")
    return None


def _what_follows(archive: Archive, ref: str) -> str:
    """Say how many records refer to one; they are counted only once, since this is said at each key."""
    if len(archive.entries) > _MOST_COUNTED:
        return "what refers to it follows"
    counts = _counts.setdefault(archive, {})
    if ref not in counts:
        asking = (topic.ref for topic in archive.all(Topic) if topic.matches and ref in refs_named(topic.matches))
        counts[ref] = len({*referring(archive, ref), *asking})
    if not counts[ref]:
        return "nothing refers to it"
    return counted(counts[ref], "record refers to it, and follows", "records refer to it, and follow")


def _of_references(form: Form, field: FormField, archive: Archive) -> Remark | None:
    if field.to is None or field.how not in (How.REFERENCE, How.REFERENCES):
        return None
    value = form.value(field.name)
    ids = [value] if isinstance(value, str) else [str(each) for each in value or ()]  # type: ignore[union-attr]
    called = [_called(form, archive, field.to, id) for id in ids]
    unknown = [id for id, name in zip(ids, called, strict=True) if name is None]
    if unknown:
        hint = did_you_mean(unknown[0], archive.of_kind(field.to))
        return Remark(f"there is no {field.to} “{one_line(unknown[0])}”{hint}", Tone.ERROR, is_wrong=True)
    return Remark(" · ".join(name for name in called if name)) if called else None


def _called(form: Form, archive: Archive, kind: Kind, id: str) -> str | None:
    new = form.new.get(ref(kind, id))
    if new is not None:
        record = checked_fields(kind, new)[0]
        return f"new, written with it: {one_line(title(record)) if record else id}"
    known = archive.find(ref(kind, id))
    return _told(known) if known else None


def _told(record: AnyRecord) -> str:
    role = record.role if isinstance(record, Person) else None
    return one_line(f"{title(record)}, {role}" if role else title(record))


# Words


def words_remarks(form: Form, snapshot: Snapshot) -> dict[str, Remark]:
    """Check the words of a record in their articles, or what a topic's query finds. Takes as long as the search."""
    record = form.read()[0]
    if record is None:
        return {}
    if isinstance(record, Topic):
        return {"matches": _of_query(record, snapshot)} if record.matches is not None else {}
    people = [each for each in map(_read, form.new.items()) if isinstance(each, Person)]
    archive = snapshot.archive
    known: list[AnyRecord] = [*archive.all(Article), *archive.all(Person), *people]
    entries = [Entry(each, _NOWHERE) for each in (*(each for each in known if each.ref != form.ref), record)]
    wanted = {article for _, _, article in texts_of(record)}
    texts = {id: text for id, text in snapshot.texts.items() if id in wanted}
    verification = verify(Archive(entries), texts).get(record.ref)
    found: dict[str, Remark] = {}
    for finding in verification.findings if verification else ():
        name = finding.path.partition("[")[0].partition(".")[0]
        sign = signs.STATUSES[finding.status]
        worse = name not in found or not finding.status.is_verified
        if worse and finding.status is not Status.UNCHECKED:
            told = finding.message or sign.meaning
            found[name] = Remark(f"{sign.mark} {one_line(told)}", sign.tone)
    if verification and verification.accepted:
        found["speaker"] = Remark(f"accepted: {one_line(verification.accepted)}")
    elif verification and verification.said and verification.said.code:
        found["speaker"] = Remark(f"! {one_line(verification.said.message)}", Tone.WARNING)
    return found


def _of_query(topic: Topic, snapshot: Snapshot) -> Remark:
    """Say what is wrong with the query of a topic, or how many quotes match it."""
    # Imported here: few topics have a query.
    from explorer.search.contexts import Contexts
    from explorer.topics.filling import Filling
    from explorer.topics.matching import TopicQuery

    archive = snapshot.archive
    query = TopicQuery(topic.matches or "", archive)
    if query.wrong:
        return Remark(f"! {one_line('; '.join(query.wrong))}", Tone.WARNING)
    if len(archive.quotes) > _MOST_QUOTES:
        return Remark(f"how many of more than {_MOST_QUOTES:,} quotes answer is told when it is saved")
    filling, contexts = Filling({topic.id: query}, archive), Contexts(archive, snapshot.texts, snapshot.verifications)
    count = sum(bool(filling.answered(quote, contexts.texts_around(quote))) for quote in archive.quotes)
    return Remark(counted(count, "quote answers", "quotes answer"))


def _read(new: tuple[str, object]) -> AnyRecord | None:
    ref, fields = new
    return checked_fields(kind_of(ref), fields)[0]  # type: ignore[arg-type]


def blocking_fields(remarks: Mapping[str, Remark]) -> Iterator[str]:
    """The names of the fields that prevent writing."""
    yield from (name for name, remark in remarks.items() if remark.is_wrong)


# The maximum number of records offered.
_MOST = 6


class Offers:
    """Offers for the fields of forms on one state of an archive."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._names: dict[Kind, tuple[Mapping[str, Sequence[str]], Names]] = {}

    def of(self, field: FormField, typed: str, form: Form) -> Iterator[tuple[str, str]]:
        """What may be meant by what is typed, best first, each with its label. A new record has no text yet."""
        if field.to is None:
            begun = [each for each in field.choices if each.startswith(typed.lower())]
            yield from ((each, each) for each in begun)
            return
        names, known = self.names(field.to)
        if new := dict(_new_names(field.to, form)):
            names = {**names, **new}
            known = Names(names)
        for id in known.called_alike(typed, _MOST):
            yield id, f"{one_line(names[id][0])} ({id})"
        same = typed.casefold()
        if field.to in NAMED and not any(name.casefold() == same for id in known.of(typed) for name in names[id]):
            yield "", f"new {field.to} “{one_line(typed)}”"

    def names(self, kind: Kind) -> tuple[Mapping[str, Sequence[str]], Names]:
        """The names of all records of a kind, by their ids. Read once, which takes a while for very many."""
        if kind not in self._names:
            names = {id: (*names_of(record), id) for id, record in self._archive.of_kind(kind).items()}
            self._names[kind] = names, Names(names)
        return self._names[kind]


def _new_names(kind: Kind, form: Form) -> Iterator[tuple[str, Sequence[str]]]:
    for name, fields in form.new.items():
        if kind_of(name) is kind:
            yield str(fields["id"]), (str(fields[NAMED[kind]]), str(fields["id"]))
