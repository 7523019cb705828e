"""A row of a form: a field with its label, suggestions for it, and remarks on it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Input, TextArea

from explorer.desk.form_checks import Remark
from explorer.desk.form_fields import FormField, How, with_typed
from explorer.display import clean
from explorer.ui.keys import bind, bindings
from explorer.ui.messages import Message
from explorer.ui.widgets.fitted import Fitted
from explorer.ui.widgets.offers import Offer, OfferLine
from explorer.ui.widgets.text_field import TextField
from explorer.ui.wording import styles
from explorer.ui.wording.fitting import in_lines

if TYPE_CHECKING:
    from explorer.ui.textual_inside import Edit, EditResult


class Left(Message):
    """A field is left for the one above (-1) or below (1)."""

    step: int


class FormWords(TextArea):
    """Several lines of text. Beyond the first and the last line the keys go to the fields above and below."""

    BINDINGS = bindings(
        bind("ctrl+home", "go_to(0)", "Begin", "Go to the beginning of the text", id="text-begin"),
        bind("ctrl+end", "go_to(-1)", "End", "Go to the end of the text", id="text-end"),
    )

    def edit(self, edit: Edit) -> EditResult:
        """Accept an edit, made safe: pasted text may contain control characters."""
        edit.text = clean(edit.text)
        return super().edit(edit)

    def action_go_to(self, line: int) -> None:
        self.move_cursor((0, 0) if line == 0 else self.document.end)

    def action_cursor_up(self, select: bool = False) -> None:
        if self.cursor_at_first_line and not select:
            self.post_message(Left(-1))
        else:
            super().action_cursor_up(select)

    def action_cursor_down(self, select: bool = False) -> None:
        if self.cursor_at_last_line and not select:
            self.post_message(Left(1))
        else:
            super().action_cursor_down(select)


# What may replace a part of a field: the text and its label. Without a text it is a new record.
Offered = Iterable[tuple[str, str]]


class FormRow(Vertical):
    """A field of a record."""

    BINDINGS = bindings(
        bind("tab", "go_on", "Next field", "Take what is offered, or go to the next field", id="next-field"),
        bind(
            "shift+tab", "go_back", "Field before", "Go to the next offer or to the previous field", id="field-before"
        ),
        bind("down", "step(1)", "Field below", id="field-below", show=False),
        bind("up", "step(-1)", "Field above", id="field-above", show=False),
    )

    class Typed(Message):
        """Something was typed into a field; `FormRow.typed` has it."""

        row: FormRow

    class NewWanted(Message):
        """The user wants a new record for the text between two places of a field."""

        row: FormRow
        start: int
        end: int

    def __init__(self, field: FormField, text: str, offer: Callable[[FormField, str], Offered]) -> None:
        super().__init__()
        self.field = field
        self._has_lines = field.is_long or "\n" in text
        self._find_offers = offer
        self._is_used = False
        self._text = text
        self._shown = ""
        # These are made when first needed: most rows never have either.
        self._remark: Fitted | None = None
        self._line: OfferLine | None = None

    def compose(self) -> ComposeResult:
        self._shown = self._as_shown(self._text)
        editor = self._made()
        editor.cursor_blink = False
        yield editor

    def render(self) -> Content:
        """The label, in the room that the editor leaves on its left."""
        room = self.editor.styles.margin.left
        style = "bold reverse" if self._is_used else styles.STRONG if self.field.required else styles.MUTED
        left = 0 if self.screen.has_class("-narrow") else 1
        label = Content(self.field.label).truncate(room - left - 1, ellipsis=True)
        return Content.styled(label.pad_left(left).truncate(room, pad=True).plain, style)

    def _made(self) -> FormWords | TextField:
        if self._has_lines:
            return FormWords(self._shown, compact=True, highlight_cursor_line=False)
        return TextField(self._shown, compact=True, select_on_focus=False)

    def on_resize(self) -> None:
        """Say in an empty field what may be typed there, cut to the room there is."""
        editor = self.editor
        hint = Content(" · ".join(self.field.choices) or self.field.about)
        editor.placeholder = in_lines(hint, max(1, editor.content_size.width), 1)[0].plain

    @property
    def offers_something(self) -> bool:
        """Whether there are values to choose from."""
        return bool(self.field.choices) or self.field.how in (How.REFERENCE, How.REFERENCES)

    @property
    def editor(self) -> FormWords | TextField:
        """Where it is typed."""
        return self.query_one(FormWords) if self._has_lines else self.query_one(TextField)

    def _as_shown(self, text: str) -> str:
        """Make a text safe to show without changing its length: `typed` compares the two by position."""
        return clean(text) if self._has_lines else clean(text).replace("\n", " ")

    def show(self, text: str) -> None:
        """Put another text into the field, if it differs."""
        if text == self._text:
            return
        self._text, self._shown = text, self._as_shown(text)
        editor = self.editor
        if isinstance(editor, FormWords):
            editor.load_text(self._shown)
        else:
            editor.value = self._shown
            editor.cursor_position = len(self._shown)
        self.hide_offers()

    def say(self, remark: Remark | None) -> None:
        """Show a remark on the field, or none."""
        if self._remark is None and remark is not None:
            self._remark = Fitted(id=f"remark-{self.field.name}", classes="remark")
            self.mount(self._remark)
        if self._remark is not None:
            said = Content.styled(clean(remark.text), styles.TONES[remark.tone]) if remark else Content("")
            self._remark.content = said
            self._remark.display = remark is not None

    @on(Input.Changed)
    @on(TextArea.Changed)
    def _tell(self, event: Input.Changed | TextArea.Changed) -> None:
        event.stop()
        if self._in_the_editor() != self._shown:
            self.post_message(self.Typed(self))

    def typed(self) -> str | None:
        """The text typed since the last call or `show`; None when nothing was typed.

        What can't be shown, such as a tab or a control character, stays where nothing was typed. The keys may be ahead
        of the messages about them, so this reads the editor itself.
        """
        typed = self._in_the_editor()
        if typed == self._shown:
            return None
        self._text, self._shown = with_typed(self._text, self._shown, typed), typed
        self._offer()
        return self._text

    def _in_the_editor(self) -> str:
        editor = self.editor
        return editor.text if isinstance(editor, FormWords) else editor.value

    # Moving on

    @on(Input.Submitted)
    def action_go_on(self) -> None:
        if self.is_offering:
            self.take_offer()
            self.refresh_bindings()
        else:
            self.action_step(1)

    def action_go_back(self) -> None:
        if self._line is not None and self.is_offering:
            self._line.choose_next()
        else:
            self.action_step(-1)

    def action_step(self, step: int) -> None:
        self.hide_offers()
        self.post_message(Left(step))

    def on_descendant_focus(self) -> None:
        self._is_used = True
        self.refresh()

    def on_descendant_blur(self) -> None:
        self._is_used = False
        self.refresh()

    # What may be typed

    @property
    def is_offering(self) -> bool:
        """Whether something is offered."""
        return self._line is not None and bool(self._line.offered)

    def _offer(self) -> None:
        """Offer what the part before the cursor may mean."""
        editor = self.editor
        if not self.offers_something or not isinstance(editor, TextField):
            return
        text, at = editor.value, editor.cursor_position
        start = text.rfind(",", 0, at) + 1 if self.field.how is How.REFERENCES else 0
        end = text.find(",", at) if self.field.how is How.REFERENCES else -1
        end = len(text) if end < 0 else end
        start += len(text[start:end]) - len(text[start:end].lstrip())
        typed = text[start:end].strip()
        found = self._find_offers(self.field, typed) if typed else ()
        # Do not offer what is typed already.
        offered = [Offer(start, end, text, label) for text, label in found]
        offered = [] if any(offer.text == typed for offer in offered) else offered
        if self._line is None and offered:
            self._line = OfferLine()
            self.mount(self._line, after=0)
        if self._line is not None:
            self._line.offered = offered

    def take_offer(self, offer: Offer | None = None) -> None:
        """Replace the text with the first offer, or with this one."""
        editor, offered = self.editor, self._line.offered if self._line else ()
        if isinstance(editor, TextField) and (offer or offered):
            offer = offer or offered[0]
            if not offer.text:
                self.hide_offers()
                self.post_message(self.NewWanted(self, offer.start, offer.end))
                return
            editor.value = editor.value[: offer.start] + offer.text + editor.value[offer.end :]
            editor.cursor_position = offer.start + len(offer.text)
            self.hide_offers()

    @on(OfferLine.Picked)
    def _pick(self, event: OfferLine.Picked) -> None:
        event.stop()
        self.take_offer(event.offer)

    def hide_offers(self) -> None:
        """Hide the offers."""
        if self._line is not None:
            self._line.offered = []


class FormRows(VerticalScroll):
    """The fields of a record. `offer` finds what the text typed into one may mean."""

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
        """The row with the focus."""
        return next((row for row in self._rows.values() if self.screen.focused is row.editor), None)

    def show(self, texts: Mapping[str, str], remarks: Mapping[str, Remark]) -> None:
        """Show what each field has, and the remarks on it."""
        for name, row in self._rows.items():
            row.show(texts[name])
            row.say(remarks.get(name))

    def typed(self) -> dict[str, str]:
        """The text typed into each field since the last call or `show`: see `FormRow.typed`."""
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
