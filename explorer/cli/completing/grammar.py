"""What each command takes, and what each filter of a query: read once from the code, and then kept."""

from __future__ import annotations

import json
import sys
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple

from explorer.cli.arguments import APP, COMMANDS, CommandParser
from explorer.cli.completing.kept import Kept, stamps_below

_PACKAGE = Path(__file__).parents[2]


class Taken(NamedTuple):
    """An option or a place of a command: its names (none for a place), what it is called, and what it says.

    Without a `metavar` an option has no value. `values` are what may be given, with what each means; where they are
    none, the metavar tells. `many` is for a place that takes several words, `needed` for one that takes at least one.
    """

    names: list[str]
    metavar: str
    does: str
    values: dict[str, str]
    many: bool
    needed: bool


class Filter(NamedTuple):
    """A filter of a query: what it asks for; the kind of record that its values name, or else the values."""

    does: str
    kind: str
    values: list[str]


class Grammar:
    """The commands with what each takes, and the filters."""

    def __init__(self, commands: dict[str, list[dict[str, Any]]], filters: dict[str, dict[str, Any]]) -> None:
        self.commands = {name: [Taken(**one) for one in taken] for name, taken in commands.items()}
        self.filters = {name: Filter(**one) for name, one in filters.items()}


def grammar() -> Grammar:
    """The grammar of this explorer."""
    edition = (sys.version, str(_PACKAGE), *stamps_below(_PACKAGE, ".py"))
    return Grammar(**json.loads(Kept("grammar.json", edition).or_made(_made)))


def parser_of(command: str) -> CommandParser:
    """The parser of a command, with all that it takes."""
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
