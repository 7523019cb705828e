"""What is offered while a field of a form is typed: values, records of the archive by any name, or a new record."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from explorer.desk.form import NAMED, Form
from explorer.desk.form_fields import FormField
from explorer.display import one_line
from explorer.model.archive import Archive
from explorer.model.records import AnyRecord, Kind, Person, kind_of, title

# How many records are offered.
_MOST = 6


class Offers:
    """Offers for the fields of forms on one state of an archive."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._names: dict[Kind, Mapping[str, Sequence[str]]] = {}

    def of(self, field: FormField, typed: str, form: Form) -> Iterator[tuple[str, str]]:
        """What may be meant by what is typed, best first, each with its label. A new record has no text yet."""
        if field.to is None:
            begun = [each for each in field.choices if each.startswith(typed.lower())]
            yield from ((each, each) for each in begun)
            return
        from explorer.search.called_alike import called_alike

        names = {**self._names_of(field.to), **dict(_new_names(field.to, form))}
        for id in called_alike(typed, names, _MOST):
            yield id, f"{one_line(names[id][0])} ({id})"
        same = typed.casefold()
        if field.to in NAMED and not any(name.casefold() == same for each in names.values() for name in each):
            yield "", f"new {field.to} “{one_line(typed)}”"

    def _names_of(self, kind: Kind) -> Mapping[str, Sequence[str]]:
        if kind not in self._names:
            self._names[kind] = {id: _names(record) for id, record in self._archive.of_kind(kind).items()}
        return self._names[kind]


def _names(record: AnyRecord) -> Sequence[str]:
    return (title(record), *(record.aliases if isinstance(record, Person) else ()), record.id)


def _new_names(kind: Kind, form: Form) -> Iterator[tuple[str, Sequence[str]]]:
    for ref, fields in form.new.items():
        if kind_of(ref) is kind:
            yield str(fields["id"]), (str(fields[NAMED[kind]]), str(fields["id"]))
