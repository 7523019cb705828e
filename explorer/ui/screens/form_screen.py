"""The form: a record's fields, one below the other, checked while they are typed, and written together."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from textual import getters, on, work
from textual.app import ComposeResult
from textual.content import Content
from textual.reactive import reactive
from textual.screen import ModalScreen
from textual.timer import Timer

from explorer.desk.form import Form
from explorer.desk.form_checks import Offers, Remark, blocking_fields, remarks, words_remarks
from explorer.desk.form_fields import FormField, fields_of
from explorer.desk.new_quotes import Guess
from explorer.desk.removing import NAMED, Referring, referring, removing, what_else_changes, why_kept
from explorer.display import one_line
from explorer.model.archive import Archive
from explorer.model.problems import some_of
from explorer.model.records import Kind, ref
from explorer.snapshot import Snapshot
from explorer.ui.keys import KeysHere, bind, bindings
from explorer.ui.late import Late
from explorer.ui.requests import Change, Changed, NotChanged
from explorer.ui.screens.archive_screen import AT_ONCE, LOW, LeftOnce
from explorer.ui.screens.prompt import Question
from explorer.ui.widgets.fitted import Fitted
from explorer.ui.widgets.form_row import FormRow, FormRows, Offered
from explorer.ui.widgets.key_hints import KeyHints

# Seconds without a key before the words are searched for in their article.
_PAUSE = 0.1
# Narrower forms have narrower labels.
_NARROW = 70


class FormScreen(LeftOnce[str | None], ModalScreen[str | None]):
    """Shows a form over the screen that opened it. Its result is the ref of the record, if it was written.

    `guess` finds, in a thread, what else can be determined about a new record.
    """

    CSS_PATH = "form_screen.tcss"
    AUTO_FOCUS = ""
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (_NARROW, "-wide")]  # noqa: RUF012 - declared so by Textual
    VERTICAL_BREAKPOINTS = [(0, "-low"), (LOW, "-high")]  # noqa: RUF012
    BINDINGS = bindings(
        bind("ctrl+s", "save", "Save", "Write what was changed", priority=True),
        bind("escape", "leave", "Leave", "Leave; asks first if anything was changed"),
        bind("ctrl+d", "remove", "Delete", "Delete the record; says first what refers to it", priority=True),
        bind("f1", "app.help", "Help", "Every key and what it does"),
    )

    snapshot: reactive[Snapshot | None] = reactive(None, init=False)

    rows = getters.query_one(FormRows)

    def __init__(self, form: Form, snapshot: Snapshot, guess: Callable[[], Guess] | None = None) -> None:
        super().__init__()
        self._form = form
        self._first = snapshot
        # The last snapshot with the record.
        self._known = snapshot
        self._guess = guess
        self._is_typed = False
        self._saves_then = False
        # The change that is being written, and the ref that the record will then have; None if it will be gone.
        self._saving: Change | None = None
        self._becomes: str | None = None
        self._offers = Offers(snapshot.archive)
        self._words: Mapping[str, Remark] = {}
        self._is_looking = False
        self._names = Late(self, "names", "read what people are called")
        self._refers = Late(self, "refers", "look for what refers to the record")
        self._timer: Timer | None = None

    def compose(self) -> ComposeResult:
        # The classes are set before the first frame, so that nothing is laid out twice.
        width, height = self.app.size
        self.add_class("-narrow" if width < _NARROW else "-wide", "-low" if height < LOW else "-high")
        yield Fitted(id="title")
        yield FormRows(fields_of(self._form.kind).values(), self._form.texts, self._offered)
        yield Fitted(id="about")
        yield KeyHints()

    @property
    def form(self) -> Form:
        """What is typed."""
        return self._form

    @property
    def _archive_now(self) -> Snapshot:
        return self.snapshot or self._first

    @property
    def keys_here(self) -> KeysHere:
        row = self.rows.in_use
        offers = row is not None and row.is_offering
        keys = {
            "save": "save",
            "next-field": "take it" if offers else "next field",
            **({"field-before": "next offer"} if offers else {}),
            "leave": "leave",
            "help": "help",
            "remove": "delete",
        }
        return KeysHere("the form", keys, () if self._form.ref else ("remove",))

    def on_mount(self) -> None:
        self._show()
        first = "speaker" if not self._form.ref and "speaker" in self.rows else "text" if "text" in self.rows else "id"
        self.rows.use(first)
        if self._guess:
            self._tell("Reading who says it …")
            self._find_out(self._guess)
        self._look_for_words()
        self._read_names()

    def _read_names(self) -> None:
        """Read the names of people before they are needed, if there are many: the first letter would wait for them."""
        archive, offers = self._archive_now.archive, self._offers
        if len(archive.entries) > AT_ONCE and any(
            field.to is Kind.PERSON for field in fields_of(self._form.kind).values()
        ):
            self._names.want(archive, lambda _: offers.names(Kind.PERSON), lambda _: None)

    @work(group="guess", description="read who says it", thread=True)
    def _find_out(self, guess: Callable[[], Guess]) -> None:
        """Run the guess in a thread."""
        self.call_later(self._fill_in, guess())

    def _fill_in(self, guess: Guess) -> None:
        self._guess = None
        self._take_typed()
        self._form = self._form.filled(guess.fields, guess.new)
        self._tell(guess.because)
        self._show()
        self._look_for_words()
        if self._saves_then:
            self.action_save()

    # What is shown

    def watch_snapshot(self, before: Snapshot | None, snapshot: Snapshot) -> None:
        if not self.is_mounted or before is None:
            return
        self._take_typed()
        self._offers = Offers(snapshot.archive)
        self._read_names()
        was, self._form = self._form, self._form.rebased(snapshot, self._known.archive)
        lost = self._form.lost(snapshot)
        if not lost:
            self._known = snapshot
        if self._saving is None:
            if lost:
                self._tell(f"{lost} All that you typed is still here.")
            elif self._form.ref != was.ref:
                self._tell(f"{was.ref} is {self._form.ref} now, and the form follows it.")
            elif was.lost(before):
                self._tell(f"{was.ref} is there again.")
        self._show()
        self._look_for_words()

    def _show(self) -> None:
        """Show the form as it is: the fields, and the remarks on each."""
        form = self._form
        about = f"{form.kind} {form.ref.partition('/')[2]}" if form.ref else f"new {form.kind}"
        self.query_one("#title", Fitted).content = Content(one_line(f"{about[0].upper()}{about[1:]} · {form.file}"))
        found = remarks(form, self._archive_now)
        said = {name: self._said(name, found.get(name)) for name in form.texts}
        self.rows.show(form.texts, {name: remark for name, remark in said.items() if remark is not None})
        self.refresh_bindings()

    def _said(self, name: str, remark: Remark | None) -> Remark | None:
        """The remarks on a field: those known at once, then those on its words."""
        words = self._words.get(name)
        if words is None or (remark and (remark.is_wrong or name in self._form.theirs)):
            return remark
        return Remark(f"{remark.text} · {words.text}", words.tone) if remark else words

    def _tell(self, told: str) -> None:
        self.query_one("#about", Fitted).content = Content(one_line(told))

    @on(FormRow.Typed)
    def _take(self) -> None:
        if self._refers.is_awaited:
            # Someone who goes on typing would answer the question without having seen it.
            self._refers.drop()
            self._tell("")
        self._take_typed()
        self._show()
        self._look_for_words()

    def _take_typed(self) -> None:
        """Read what was typed into each field before using the form: the messages may not have arrived yet."""
        for name, typed in self.rows.typed().items():
            self._is_typed = True
            self._form = self._form.typed(name, typed)

    def _look_for_words(self) -> None:
        """Search for the words in their article, a moment after the last key."""
        if self._timer:
            self._timer.stop()
        self._timer = self.set_timer(_PAUSE, self._check_words)

    def _check_words(self) -> None:
        if not self._is_looking:  # else it searches again for what was typed meanwhile
            self._is_looking = True
            self._checked(self._form, self._archive_now)

    @work(group="words", description="look for the words", thread=True)
    def _checked(self, form: Form, snapshot: Snapshot) -> None:
        """Search for the words of a form, in a thread."""
        self.call_later(self._say_words, form, words_remarks(form, snapshot))

    def _say_words(self, form: Form, remarks: Mapping[str, Remark]) -> None:
        self._is_looking = False
        if form is self._form:
            self._words = remarks
            self._show()
        else:
            self._look_for_words()

    # What is offered

    def _offered(self, field: FormField, typed: str) -> Offered:
        return self._offers.of(field, typed, self._form)

    @on(FormRow.NewWanted)
    def _make_new(self, event: FormRow.NewWanted) -> None:
        """Make a new record from what is typed, and refer to it."""
        self._take_typed()
        name, to = event.row.field.name, event.row.field.to
        text = self._form.texts[name]
        if to is not None:
            self._form, id = self._form.with_new(self._archive_now.archive, to, text[event.start : event.end])
            self._form = self._form.typed(name, f"{text[: event.start]}{id}{text[event.end :]}")
            self._show()

    # Writing and leaving

    def action_save(self) -> None:
        if self._guess:
            self._saves_then = True
            return
        self._saves_then = False
        self._take_typed()
        wrong = next(blocking_fields(remarks(self._form, self._archive_now)), None)
        if wrong is not None:
            self._tell("Nothing is written yet: see what is said below the field.")
            self.rows.use(wrong)
        elif self._form.ref and not self._form.changed:
            self.dismiss(None)
        elif lost := self._form.lost(self._archive_now):
            if self._form.is_unread(self._archive_now):
                self._tell(f"Nothing is written yet. {lost}")
            else:
                asked = f"{lost} Add it to {self._form.file}, as it is in the form?"
                self.app.push_screen(Question("The record is gone", asked, "add it again"), self._add_again_if)
        elif self._saving is None:
            form = self._form
            self._becomes = ref(form.kind, form.id)
            what = f"Changed {form.ref}" if form.ref else f"Added {self._becomes}"
            self._write(Change(form.edits, what, shows_both=True))

    def _add_again_if(self, answer: bool | None) -> None:
        if answer:
            self._form = self._form.anew()
            self.action_save()

    def _write(self, change: Change) -> None:
        self._saving = change
        self.post_message(change)

    @on(Changed)
    def _end(self, event: Changed) -> None:
        if event.change is self._saving:
            self.dismiss(self._becomes)

    @on(NotChanged)
    def _stay(self, event: NotChanged) -> None:
        if event.change is self._saving:
            self._saving = None
            self._tell("Nothing was written. All that you typed is still here.")

    def action_leave(self) -> None:
        self._take_typed()
        row = self.rows.in_use
        if row and row.is_offering:
            row.hide_offers()
            self.refresh_bindings()
        elif self._form.changed if self._form.ref else self._is_typed:
            named = f"What you typed into {some_of(self._form.changed, NAMED)}" if self._form.ref else "The new record"
            asked = f"{named} is not saved. Leave without it?"
            self.app.push_screen(Question("Leave the form", asked, "leave without saving"), self._leave_if)
        else:
            self.dismiss(None)

    def _leave_if(self, answer: bool | None) -> None:
        if answer:
            self.dismiss(None)

    def action_remove(self) -> None:
        """Delete the record, after a question that lists what refers to it."""
        archive, named = self._archive_now.archive, self._form.ref
        if not named or archive.find(named) is None:
            self._tell("There is nothing to delete: the record is not written yet.")
            return
        at_once = len(archive.entries) <= AT_ONCE
        if not at_once:
            self._tell(f"Looking for what refers to {named} …")
        ask = partial(self._ask_to_remove, archive, named)
        self._refers.want((archive, named), lambda _: referring(archive, named), ask, at_once=at_once)

    def _ask_to_remove(self, archive: Archive, named: str, found: Referring) -> None:
        why_not = why_kept(archive, found)
        self._tell(why_not)
        # Whatever is on top of the form, perhaps another question, must be answered first.
        if not why_not and self.is_active and self._saving is None:
            asked = f"Delete {named}? {what_else_changes(found)}"
            self.app.push_screen(Question("Delete a record", asked, "delete it"), self._remove_if)

    def _remove_if(self, answer: bool | None) -> None:
        if answer and self._saving is None:
            named = self._form.ref
            self._becomes = None
            self._write(Change(lambda snapshot: removing(snapshot.archive, named), f"Deleted {named}"))
