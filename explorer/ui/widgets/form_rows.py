"""The rows of a form, one below the other: moving between them, and what is typed and shown in each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from textual import on
from textual.app import ComposeResult
from textual.containers import VerticalScroll

from explorer.desk.form_checks import Remark
from explorer.desk.form_fields import FormField
from explorer.ui.widgets.form_row import FormRow, Offered
from explorer.ui.widgets.form_words import Left


class FormRows(VerticalScroll):
    """The fields of a record. `offer` finds what may be meant by what is typed into one."""

    def __init__(
        self, fields: Iterable[FormField], texts: Mapping[str, str], offer: Callable[[FormField, str], Offered]
    ) -> None:
        super().__init__(id="fields", can_focus=False)
        self._rows = {field.name: FormRow(field, texts[field.name], offer) for field in fields}

    def compose(self) -> ComposeResult:
        yield from self._rows.values()

    def __contains__(self, name: str) -> bool:
        return name in self._rows

    def __getitem__(self, name: str) -> FormRow:
        """The row of a field."""
        return self._rows[name]

    @property
    def in_use(self) -> FormRow | None:
        """The row that has the keys."""
        return next((row for row in self._rows.values() if self.screen.focused is row.editor), None)

    def show(self, texts: Mapping[str, str], remarks: Mapping[str, Remark]) -> None:
        """Show what each field has, and what there is to say of it."""
        for name, row in self._rows.items():
            row.show(texts[name])
            row.say(remarks.get(name))

    def typed(self) -> dict[str, str]:
        """What was typed into each field since this was asked, or another text shown: see `FormRow.typed`."""
        return {name: typed for name, row in self._rows.items() if (typed := row.typed()) is not None}

    def use(self, name: str) -> None:
        """Go to a field."""
        self.screen.set_focus(self._rows[name].editor)

    @on(Left)
    def _step(self, event: Left) -> None:
        event.stop()
        rows, row = list(self._rows.values()), self.in_use
        at = rows.index(row) + event.step if row else 0
        self.screen.set_focus(rows[at % len(rows)].editor)
