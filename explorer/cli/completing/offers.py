"""The completions of the word at the cursor, given the words before it."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from importlib import import_module
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

from explorer.cli.arguments import APP, COMMANDS, CommandParser
from explorer.cli.completing.names import Kept, Names, names_of
from explorer.cli.folders import archive_folder
from explorer.files.stamps import files_below

_PACKAGE = Path(__file__).parents[2]


class Taken(NamedTuple):
    """An option or a positional argument: its names (none if positional), its metavar, and its help.

    An option without a `metavar` takes no value. `values` maps the possible values to their meanings; if it is empty,
    the metavar decides. `many` arguments take several words, `needed` ones at least one.
    """

    names: list[str]
    metavar: str
    does: str
    values: dict[str, str]
    many: bool
    needed: bool


class Filter(NamedTuple):
    """A filter of a query: its meaning, and the kind of record that its values name, or else the values."""

    does: str
    kind: str
    values: list[str]


class Grammar:
    """The commands with their arguments, and the filters."""

    def __init__(self, commands: dict[str, list[dict[str, Any]]], filters: dict[str, dict[str, Any]]) -> None:
        self.commands = {name: [Taken(**one) for one in taken] for name, taken in commands.items()}
        self.filters = {name: Filter(**one) for name, one in filters.items()}


def grammar() -> Grammar:
    """The grammar of this version of the explorer."""
    files = ((path, status.st_mtime_ns, status.st_size) for path, status in files_below(str(_PACKAGE)))
    edition = (sys.version, str(_PACKAGE), *(file for file in files if file[0].endswith(".py")))
    return Grammar(**json.loads(Kept("grammar.json", edition).or_made(_made)))


def parser_of(command: str) -> CommandParser:
    """The parser of a command, with all its arguments."""
    parser = CommandParser(command)
    import_module(f"explorer.cli.{command}_command").add_arguments(parser)
    return parser


def _made() -> str:
    commands = {command: parser_of(command).taken() for command in (APP, *COMMANDS)}
    return json.dumps({"commands": commands, "filters": _filters()}, ensure_ascii=False)


def _filters() -> dict[str, dict[str, Any]]:
    from explorer.model.queries import ALIASES, KIND_OF
    from explorer.search.language import NAMES
    from explorer.search.values import IS_NAMES, VALUES

    def filter_of(name: str, does: str) -> dict[str, Any]:
        field = ALIASES.get(name, name)
        kind = "date" if field == "date" else KIND_OF.get(field, "")
        return {"does": does, "kind": str(kind), "values": list(IS_NAMES if field == "is" else VALUES.get(field, ()))}

    return {name: filter_of(name, does) for name, does in NAMES.items()}


# Leave the completion of paths to the shell.
FILES, FOLDERS = "files", "folders"
# A word continues after these characters.
OPEN = (":", "/", "=", ",")
_KINDS = {
    "quote": "what was said",
    "person": "who said it",
    "topic": "what it was about",
    "event": "where it was said",
    "article": "where it stands",
}
_PATHS = {"FILE": FILES, "DIR": FOLDERS}


class Offer(NamedTuple):
    """A whole word to replace the one being typed, and its meaning."""

    word: str
    what: str = ""


class Asked:
    """A place on the command line: the words before it, and the word being typed."""

    def __init__(self, before: Sequence[str], typed: str) -> None:
        self._before, self._typed = before, typed

    @cached_property
    def _grammar(self) -> Grammar:
        return grammar()

    @cached_property
    def _root(self) -> Path:
        """The archive folder named on the line, or else the default one."""
        given = [after for word, after in pairwise(self._before) if word == "--archive"]
        given += [word.removeprefix("--archive=") for word in self._before if word.startswith("--archive=")]
        return archive_folder(os.path.expandvars(given[-1]) if given else None)

    @cached_property
    def _names(self) -> Names:
        return names_of(self._root)

    def offers(self) -> str | list[Offer]:
        """The possible words here, or the sort of path."""
        command, places, waiting, only_words = self._so_far()
        if command not in self._grammar.commands:
            return []
        if waiting:
            return self._values(waiting, self._typed)
        if self._typed.startswith("-") and not only_words:
            name, is_given, value = self._typed.partition("=")
            return self._given(command, name, value) if is_given else list(self._options(command))
        if command == APP and not places:
            begun = [Offer(name, does) for name, does in COMMANDS.items() if name.startswith(self._typed)]
            return [*begun, *self._refs(self._typed)]
        taken = [one for one in self._grammar.commands[command] if not one.names]
        here = taken[places] if places < len(taken) else taken[-1] if taken and taken[-1].many else None
        return self._values(here, self._typed) if here else []

    def _so_far(self) -> tuple[str, int, Taken | None, bool]:
        """The command, the number of positional arguments, the option awaiting its value, and whether -- was typed."""
        command, places, waiting, only_words = APP, 0, None, False
        for word in self._before:
            if waiting:
                waiting = None
            elif word == "--" and not only_words:
                only_words = True
            elif word.startswith("-") and word != "-" and not only_words:
                option = self._option(command, word)
                waiting = option if option and option.metavar else None
            elif command == APP and not places and "/" not in word:
                command = word
            else:
                places += 1
        return command, places, waiting, only_words

    def _option(self, command: str, name: str) -> Taken | None:
        return next((one for one in self._grammar.commands.get(command, ()) if name in one.names), None)

    def _options(self, command: str) -> Iterator[Offer]:
        used = set(self._before)
        for option in self._grammar.commands[command]:
            if used.isdisjoint(option.names):
                yield from (Offer(name, option.does) for name in option.names if name.startswith(self._typed))

    def _given(self, command: str, name: str, value: str) -> str | list[Offer]:
        """The possible values after `--option=`."""
        option = self._option(command, name)
        found = self._values(option, value) if option and option.metavar else []
        return found if isinstance(found, str) else [Offer(f"{name}={one.word}", one.what) for one in found]

    def _values(self, taken: Taken, typed: str) -> str | list[Offer]:
        if taken.values:
            return [Offer(value, what) for value, what in taken.values.items() if value.startswith(typed)]
        match taken.metavar:
            case "FILE" | "DIR":
                return _PATHS[taken.metavar]
            case "REF":
                return list(self._refs(typed))
            case "PERSON" | "TOPIC":
                return list(self._of_kind(taken.metavar.lower(), typed))
            case "QUERY" | "TEXT":
                return list(self._of_query(typed))
            case "REV":
                return list(self._revisions(typed))
        return []

    def _refs(self, typed: str) -> Iterable[Offer]:
        kind, slash, id = typed.partition("/")
        if not slash:
            return [Offer(f"{each}/", what) for each, what in _KINDS.items() if each.startswith(typed)]
        if kind not in _KINDS:
            return []
        return [Offer(f"{kind}/{name.id}", name.called) for name in self._names.beginning(kind, id)]

    def _of_kind(self, kind: str, typed: str) -> Iterable[Offer]:
        """The ids of the records of a kind, or their refs if the word begins like one."""
        if typed.startswith(f"{kind}/"):
            return self._refs(typed)
        return [Offer(name.id, name.called) for name in self._names.beginning(kind, typed)]

    def _of_query(self, typed: str) -> Iterator[Offer]:
        """The continuations of a query's last word: filters, and the archive's values for a filter."""
        from explorer.search.language import clause_at

        clause = clause_at(typed, len(typed))
        before, filters = typed[: clause.start], self._grammar.filters
        if not clause.field:
            begun = typed[clause.start :].casefold()
            found = ((name, filter) for name, filter in filters.items() if name.startswith(begun))
            yield from (Offer(f"{before}{name}:", filter.does) for name, filter in found)
        elif filter := filters.get(clause.field):
            *others, value = clause.value.split(",")
            mark = '"' if typed[clause.start + len(clause.field) + 1 :].startswith('"') else ""
            first = f"{before}{clause.field}:{mark}{''.join(f'{one},' for one in others)}"
            if filter.kind:
                names = self._names.beginning(filter.kind, value.strip())
                yield from (Offer(first + one.id + mark, one.called) for one in names)
            yield from (Offer(first + one + mark) for one in filter.values if one.startswith(value.casefold()))

    def _revisions(self, typed: str) -> Iterator[Offer]:
        from explorer.files.revisions import named_revisions

        first, dots, last = typed.rpartition("..")
        for name in named_revisions(self._root):
            if name.startswith(last):
                yield Offer(f"{first}{dots}{name}")
