"""A session: the commands that walk, search or read, and what each of them says."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator, Mapping

from explorer.citing import FORMATS, Citable, Format, formats_for, reopen_command
from explorer.describing.match_reasons import place_of
from explorer.desk import clipboard, crash_report, sessions
from explorer.display import one_line
from explorer.linear.commands import COMMANDS, Asked, NotUnderstoodError, command_named, understand
from explorer.linear.curating import Curating
from explorer.linear.editing import REFUSED
from explorer.linear.overview_pages import topic_and_person
from explorer.linear.pages import RECORD
from explorer.linear.record_pages import reasons
from explorer.linear.wording import called, sentence, state_of
from explorer.model.history import PanesView, ReadingView, ResultsView, ScreenView
from explorer.model.problems import Problem, did_you_mean
from explorer.model.records import AnyRecord, Kind, Topic
from explorer.snapshot import Snapshot, is_example


def citation(snapshot: Snapshot, record: AnyRecord, words: str, preferred: str) -> tuple[str, str]:
    """The name of the record and the format, and the citation. `words` name the format.

    Raises:
        NotUnderstoodError: there is no such format, or none for this kind of record.
    """
    format = _format_named(words, preferred, formats_for(record))
    cited = Citable(snapshot, record)
    return f"{record.ref}, {format.name}", format.write(cited)


def copy(name: str, text: str, environ: Mapping[str, str]) -> str:
    """Copy a citation, or keep it in a file if no program takes it. Returns what to say, with the name."""
    way = clipboard.copy(text, environ)
    if way is not None:
        return f"Copied the citation of {name}, with {way}."
    file = clipboard.keep(text)
    kept = f"It is in {file}." if file else "It can’t be kept in a file either."
    return f"No program took the citation of {name}. {kept}"


def _format_named(words: str, preferred: str, formats: list[Format]) -> Format:
    """The format whose name begins with some words; without words the preferred one, or else the plainest."""
    names = {format.id: format for format in formats}
    if not words:
        return names.get(preferred, formats[0])
    found = next((format for name, format in names.items() if _letters(name).startswith(_letters(words))), None)
    if found is None:
        raise NotUnderstoodError(
            f"This can’t be cited as “{words}”{did_you_mean(words, names) or '.'} Formats: {', '.join(names)}."
        )
    return found


def _letters(words: str) -> str:
    return "".join(letter for letter in words.casefold() if letter.isalnum())


# The commands that are names of views.
_PANES = {kind.plural: kind for kind in Kind}
_SCREENS = ("overview", "timeline", "problems", "proposals", "changes", "drafts")
_HOW = (
    "Type a number to open its line, or a command. "
    "The first letters of a command are enough, or the single letter that is given."
)


def greeting(snapshot: Snapshot) -> Iterator[str]:
    """The first lines: what this is, how to get help, and what the archive holds."""
    name = one_line(snapshot.root.absolute().name) or "this archive"
    example = "the example that comes with the explorer" if is_example(snapshot.root) else f"the archive {name}"
    yield (
        f"Article Explorer in linear mode, with {example}. "
        "Type a number to open its line, help for the commands, or quit to leave."
    )
    yield from state_of(snapshot)


def help_on(name: str | None = None) -> Iterator[str]:
    """Describe all commands, or one of them."""
    if name is None:
        yield _HOW
        yield "/WORDS: find records by words."
    for command in COMMANDS.values():
        if name in (None, command.name):
            letters = ", ".join(command.short)
            yield f"{command.usage}{f', or {letters}' if letters else ''}: {command.does}."
    if name in (None, "cite", "copy"):
        yield f"Formats: {', '.join(format.id for format in FORMATS)}."
    if name == "export":
        from explorer.linear.exporting import FORMATS as EXPORT_FORMATS

        yield f"Formats: {', '.join(EXPORT_FORMATS)}."


class Session(Curating):
    """Carries out what is typed, and says the result."""

    def begin(self, trail: tuple[str, ...] = (), query: str = "") -> None:
        """Say what this is, then the first view: that of a trail or a query, else that of the settings."""
        self._say(greeting(self.walk.snapshot))
        self._say(map(sentence, crash_report.report_checks(self.walk.snapshot.failures)))
        self._say(
            sentence(f"in the settings: {problem.message}; {problem.place}") for problem in self._settings.problems
        )
        begun = sessions.beginning(self._settings.start)
        if begun is not None:
            self.walk.begin(begun.view, begun.behind)
        if len(trail) == 1:
            self.walk.follow_ref(trail[0])
        elif trail:
            self.walk.start(trail)
        if query:
            self.walk.go(ResultsView(query))
        self._say_view()

    @property
    def prompt(self) -> str:
        """The prompt for a command: the listener's place."""
        return f"{self.walk.page.here}: "

    def do(self, line: str) -> bool:
        """Carry out a line. Returns False to leave."""
        if self.walk.live.read_changes():
            self._say([self._read_again(), "A number still opens what was said beside it."])
        try:
            asked = understand(line)
            self._check(asked)
            if asked.command == "quit":
                return False
            if asked.command in _PANES:
                self._pane(_PANES[asked.command], asked)
            elif asked.command in _SCREENS:
                self._show(ScreenView(asked.command))
            else:
                getattr(self, f"_do_{asked.command or 'nothing'}")(asked)
        except (NotUnderstoodError, *REFUSED) as error:
            self._say([str(error)])
        return True

    def _check(self, asked: Asked) -> None:
        """Raise NotUnderstoodError when something follows a command that takes no argument, or not this one."""
        command = COMMANDS.get(asked.command)
        if command is None:
            return
        if not command.takes and (asked.words or asked.number is not None):
            raise NotUnderstoodError(f"{command.name} takes nothing after it.")
        if command.takes in ("[NUMBER]", "NUMBER") and asked.words:
            raise NotUnderstoodError(
                f"{command.name} takes a number, not “{asked.words}”. Type /{asked.words} to search for it."
            )

    # Walking

    def _do_nothing(self, asked: Asked) -> None:
        if self._said < len(self.walk.page.entries):
            self._do_more(asked)
        else:
            self._say(["Nothing more here. Type a number, or a command; help lists them."])

    def _do_more(self, asked: Asked) -> None:
        left = len(self.walk.page.entries) - self._said
        if asked.words not in ("", "all"):
            raise NotUnderstoodError("more takes a number, or all.")
        if not left:
            raise NotUnderstoodError("Nothing more here.")
        self._say_on(left if asked.words == "all" else asked.number or self.walk.page.at_once)

    def _do_go(self, asked: Asked) -> None:
        if asked.number is None:
            kind, _, id = asked.words.partition("/")
            name = next(f"{known}/{id}" for known in Kind if kind in (known, known.plural))
            if self.walk.snapshot.archive.find(name) is None:
                ids = self.walk.snapshot.archive.entries
                raise NotUnderstoodError(f"There is no {asked.words}{did_you_mean(name, ids) or '.'}")
            self.walk.follow_ref(name)
            self._say_view()
            return
        target = self._target(asked.number)
        if isinstance(target, Problem) and target.ref is None:
            raise NotUnderstoodError(f"This problem is of no record. edit {asked.number} opens its file.")
        self._use_query()
        self.walk.follow(target, asked.number)
        self._say_view()

    def _use_query(self) -> None:
        """Keep the query among the earlier ones, because it led to something."""
        if isinstance(self.walk.view, ResultsView):
            from explorer.desk import kept_queries

            query = self.walk.view.query
            with contextlib.suppress(OSError):
                kept_queries.update(lambda queries: queries.used(query))

    def _do_back(self, _: Asked) -> None:
        if not self.walk.back():
            raise NotUnderstoodError("This is the first view. Type quit to leave.")
        self._say_view(again=True)

    def _do_forward(self, _: Asked) -> None:
        if not self.walk.forward():
            raise NotUnderstoodError("This is the latest view.")
        self._say_view(again=True)

    def _do_home(self, _: Asked) -> None:
        self._show(PanesView())

    def _do_again(self, _: Asked) -> None:
        self.walk.show(self.walk.view)
        self._say_view()

    def _do_next(self, _: Asked) -> None:
        self._step(1, "last")

    def _do_previous(self, _: Asked) -> None:
        self._step(-1, "first")

    def _step(self, by: int, end: str) -> None:
        if not self.walk.step(by):
            raise NotUnderstoodError(f"This is the {end} one, or there is no list that it was opened from.")
        self._say_view()

    def _pane(self, kind: Kind, asked: Asked) -> None:
        """List the records of a kind in the trail. Changing panes adds no view to the history."""
        if asked.words or asked.number is not None:
            words = " ".join(filter(None, [str(asked.number or ""), asked.words]))
            self._show(ResultsView(f"kind:{kind} {words}"))
            return
        panes = self.walk.panes
        view = PanesView(panes.trail, kind, panes.cursors)
        if isinstance(self.walk.view, PanesView):
            self.walk.show(view)
            self._say_view()
        else:
            self._show(view)

    # Search

    def _do_search(self, asked: Asked) -> None:
        if not asked.words:
            raise NotUnderstoodError(
                "Search for what? Type / and words: names, words of a quote, or a filter, as who:kirby."
            )
        self._show(ResultsView(asked.words))

    def _do_here(self, asked: Asked) -> None:
        if not asked.words:
            raise NotUnderstoodError("here takes words to find among what you are in.")
        self._show(ResultsView(asked.words, over=self.walk.panes, within=True))

    # The record in use

    def _do_about(self, asked: Asked) -> None:
        self._show(ScreenView(RECORD, (self._record(asked).ref,)))

    def _do_open(self, asked: Asked) -> None:
        if asked.number is not None:
            self._use_query()
        record = self._record(asked)
        hit = self.walk.hit_of(record.ref)
        place = place_of(self.walk.snapshot, record, hit.matches if hit else ())
        if place is None:
            raise NotUnderstoodError("Nothing of this stands in an article.")
        self._show(self.walk.reading(place))

    def _do_paragraph(self, asked: Asked) -> None:
        view = self.walk.view
        text = self.walk.snapshot.texts.get(view.article) if isinstance(view, ReadingView) else None
        if not isinstance(view, ReadingView) or text is None:
            raise NotUnderstoodError("This is no article. open goes to one.")
        if asked.number is None or not 1 <= asked.number <= len(text.paragraphs):
            raise NotUnderstoodError(f"The paragraphs are 1 to {len(text.paragraphs)}.")
        self.walk.show(ReadingView(view.article, None, text.paragraphs[asked.number - 1].start))
        self._said = self.walk.page.start
        self._say_on(self.walk.page.at_once)

    def _do_why(self, asked: Asked) -> None:
        record = self._record(asked)
        self._say([f"{record.kind}: {called(record)}"])
        live = self.walk.live
        row = live.sources.row_of(record) if isinstance(record, Topic) else None
        self._say(reasons(live.snapshot, record, self.walk.hit_of(record.ref), row.caveats if row else ()))

    def _do_cite(self, asked: Asked) -> None:
        name, text = self._citation(asked)
        self._say([f"Citation of {name}:", text.rstrip("\n")])

    def _do_copy(self, asked: Asked) -> None:
        self._say([copy(*self._citation(asked), os.environ)])

    def _do_export(self, asked: Asked) -> None:
        from explorer.linear.exporting import exported

        self._say([exported(self.walk.snapshot, self.walk.listed, asked.words)])

    def _citation(self, asked: Asked) -> tuple[str, str]:
        return citation(self.walk.snapshot, self._record(asked), asked.words, self._settings.citation)

    # The archive as a whole

    def _do_sources(self, _: Asked) -> None:
        topics = [ref for ref in self.walk.trail if ref.startswith(f"{Kind.TOPIC}/")]
        self._show(ScreenView("sources", tuple(topics[-1:])))

    def _do_said(self, asked: Asked) -> None:
        self._show(ScreenView("said", topic_and_person(self.walk.snapshot.archive, asked.words, self.walk.trail)))

    def _do_reload(self, _: Asked) -> None:
        before = self.walk.page
        self.walk.live.read_changes(asked=True)
        self.walk.show(self.walk.view)
        if list(before.targets) != list(self.walk.page.targets):
            self._said = self.walk.page.start  # numbers mean other things than when they were said
        self._say(["Read again.", *state_of(self.walk.snapshot)])

    # Where the listener is

    def _do_trail(self, _: Asked) -> None:
        walk = self.walk
        names = [called(record) for ref in walk.trail if (record := walk.snapshot.archive.find(ref))]
        self._say([f"You are at {walk.page.here}."])
        self._say([f"Trail: everything{''.join(f', then {name}' for name in names)}."])
        if isinstance(walk.view, ScreenView) and walk.view.name != RECORD:
            return
        refs = (walk.page.about,) if walk.page.about and walk.page.about not in walk.trail else walk.trail
        query = walk.view.query if isinstance(walk.view, ResultsView) else ""
        command = reopen_command(walk.snapshot.root, () if query else refs, query)
        self._say([f"The command that returns here: {command} --linear"])

    def _do_help(self, asked: Asked) -> None:
        self._say(help_on(command_named(asked.words) if asked.words else None))
