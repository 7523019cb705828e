"""The command line's grammar: the commands, the options common to all of them, and help."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Any, NoReturn

from explorer.cli.output import UsageError
from explorer.display import shortened

APP = "app"

# A description of each command, in the order of the help.
COMMANDS = {
    "search": "find records by words, misspelt or unfinished ones too",
    "show": "show one record with its relations",
    "list": "list the records of one kind",
    "cite": "cite records: as plain text, Markdown, BibTeX, CSL-JSON or Web Annotation",
    "export": "write the archive, or what a query finds, for other programs: JSON, CSV and more",
    "import": "make an archive from an exported JSON file, in a new folder",
    "timeline": "list the events by date, with the dated quotes that have no event",
    "stats": "show the archive at a glance: quotes by topic, by speaker, over time",
    "sources": "show whose word, and what kind of words, each topic rests on",
    "said": "list what someone said on a topic over time, and what changed",
    "topics": "propose topics from the words of the quotes, and create those you name",
    "check": "check the archive: every quote word for word, every reference",
    "new": "make an archive of your own, with a commented example",
    "add": "add articles to your archive: their texts, and drafts of their records",
    "draft": "print the drafts of articles, as YAML or JSON, and write nothing",
    "diff": "show what an edit meant: the archive against a revision of git, or one against another",
    "config": "show where your settings are, which apply, and why",
    "lsp": "serve the archive to an editor: problems as you type, completion, hover, renaming",
    "serve": "show the archive in a browser, read-only",
    "schema": "print the JSON Schema of the data files, for editors",
    "completion": "print a script for completion of commands, refs and queries in bash, zsh or fish",
}

_OVERVIEW = """\
usage: explorer [REF …] [--archive DIR] [--query TEXT]
       explorer COMMAND …

Explore a curated archive of news articles: who said what, in which words, on which topic, at which event,
and where it stands in the article.

Without a command the terminal app opens, at REF if one is given: quote/ID, person/ID, topic/ID, event/ID or
article/ID; several are a trail, and show what belongs to all of them. In the app, ? shows its keys.

commands:
{commands}

options, which every command takes but --query, --fresh and --linear:
  --archive DIR   the archive's folder, which holds data/ and seeds/; by default the folder you are in if it
                  holds data/, or else the archive that comes with the explorer
  --query TEXT    open the app with TEXT in its search box
  --fresh         open the app at its first view, not where you left it
  --linear        print everything as lines of text, for screen readers, braille and pipes; so does EXPLORER_LINEAR=1
  -h, --help      this help; explorer COMMAND --help for that of a command
  -V, --version   the version

examples:
  explorer person/joe-biden
  explorer topic/taiwan person/xi-jinping
  explorer search counternarcotis
  explorer list quotes --json
  explorer sources
  explorer check --archive ~/my-archive

exit codes: 0 fine, 1 problems found or nothing found, 2 wrong usage, 130 interrupted, 70 a bug in the explorer, which
then names a report; the app also ends with 128 + n after signal n, 129 when its terminal is gone

Where the explorer is installed, man explorer has all of this, and all that each command takes.
"""

# Words that argparse takes for a value although they begin with a dash.
_NUMBER = re.compile(r"-\d+|-\d*\.\d+")
_TAKES_VALUE = ("--archive", "--query")


def overview() -> str:
    """The help of `explorer` itself."""
    return _OVERVIEW.format(commands="\n".join(f"  {name:<10}  {does}" for name, does in COMMANDS.items()))


def split_command(words: Sequence[str]) -> tuple[str, list[str]]:
    """The command (`app` by default) and the other words.

    Raises:
        UsageError: the first word that is not an option is neither a command nor a REF.
    """
    skip = False
    for n, word in enumerate(words):
        if skip:
            skip = False
        elif word in _TAKES_VALUE:
            skip = True
        elif word in COMMANDS:
            return word, [*words[:n], *words[n + 1 :]]
        elif not word.startswith("-"):
            if "/" not in word:
                hint = _hint(word, COMMANDS) or "; explorer --help lists them"
                raise UsageError(f"there is no command “{shortened(word)}”{hint}")
            break
        elif word.partition("=")[0] not in _TAKES_VALUE:
            break
    return APP, list(words)


def one_of(what: str, known: Collection[str]) -> Callable[[str], str]:
    """A converter that accepts only these words as an argument, and otherwise lists them."""

    def taken(word: str) -> str:
        if word not in known:
            hint = _hint(word, known) or f"; known are {', '.join(known)}"
            raise UsageError(f"unknown {what} “{shortened(word)}”{hint}")
        return word

    return taken


def number(option: str, least: int = 1, most: int | None = None) -> Callable[[str], int]:
    """A converter that accepts only a whole number within bounds as an option's value."""

    def taken(word: str) -> int:
        is_number = word.isascii() and word.isdigit()
        if not is_number or int(word) < least or (most is not None and int(word) > most):
            bounds = f"from {least}" if most is None else f"from {least} to {most}"
            raise UsageError(f"{option} takes a number {bounds}, not “{shortened(word)}”")
        return int(word)

    return taken


def _hint(word: str, choices: Iterable[str]) -> str:
    from explorer.model.problems import did_you_mean

    return did_you_mean(word, choices)


class CommandParser(argparse.ArgumentParser):
    """Parses the words of one command. Errors are raised instead of printed, and suggest the nearest option."""

    def __init__(self, command: str) -> None:
        does = COMMANDS.get(command, "")
        super().__init__(
            prog=f"explorer {command}" if does else "explorer",
            description=f"{does[:1].upper()}{does[1:]}.",
            add_help=False,
            allow_abbrev=False,
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        self.does = does
        self._values: dict[str, dict[str, str]] = {}
        self.add_argument("--archive", metavar="DIR", help="the archive's folder, which holds data/ and seeds/")
        self.add_argument("-h", "--help", action="store_true", help="show this help")
        self.add_argument("-V", "--version", action="store_true", help="print the version")

    def add_formats(self, formats: Mapping[str, str] | None = None) -> None:
        """Add the options of commands that print a table: its format, and a header."""
        chosen = self.add_mutually_exclusive_group()
        chosen.add_argument("--json", action="store_true", help="print JSON")
        if formats:
            told = "; ".join(f"{format}: {use}" for format, use in formats.items())
            chosen.add_argument("--format", metavar="FORMAT", type=one_of("format", formats), help=told)
            self.add_values("format", formats)
        self.add_argument("--header", action="store_true", help="name the columns on the first line, in a pipe too")

    def add_values(self, name: str, values: Mapping[str, str] | Iterable[str]) -> None:
        """Describe the possible values of an argument, where its help does not."""
        self._values[name] = dict(values) if isinstance(values, Mapping) else dict.fromkeys(values, "")

    def taken(self) -> list[dict[str, Any]]:
        """Each option and positional argument: its names, its metavar, its help, and its values."""
        return [
            {
                "names": list(action.option_strings),
                "metavar": str(action.metavar or "") if action.nargs != 0 else "",
                "does": action.help or "",
                "values": self._values.get(action.dest, {}),
                "many": action.nargs in ("*", "+"),
                "needed": not action.option_strings and action.nargs not in ("?", "*"),
            }
            for action in self._actions
        ]

    def parse(self, words: Sequence[str]) -> argparse.Namespace:
        """Parse the words of the command. Raises UsageError for invalid words."""
        options = words[: words.index("--")] if "--" in words else words
        for names in (("-h", "--help"), ("-V", "--version")):
            if any(name in options for name in names):
                return argparse.Namespace(help="-h" in names, version="-V" in names)
        for word in options:
            self._check_option(word)
        # Intermixed parsing allows options between the words of a query, but loses what follows "--".
        read = self.parse_known_args if "--" in words else self.parse_known_intermixed_args
        arguments, extra = read(words)
        for word in extra:
            raise UsageError(f"“{shortened(word)}” is one word too many; {self.prog} --help says what it takes")
        return arguments

    def _check_option(self, word: str) -> None:
        """Raise UsageError for an unknown option, suggesting the nearest one."""
        option, known = word.partition("=")[0], self._option_string_actions
        if not option.startswith("-") or option == "-" or option in known or " " in option or _NUMBER.fullmatch(option):
            return
        is_long = option.startswith("--")
        if not is_long and option[:2] in known and known[option[:2]].nargs != 0:
            return  # its value follows the letter at once
        alike = [] if is_long or len(option) > 2 else [name for name in known if name[2:3] == option[1].lower()]
        if alike:
            hint = f"; did you mean {' or '.join(f'“{name}”' for name in alike)}?"
        elif not is_long and self._takes_words and len(option) > 2:
            hint = "; a word that begins with a dash stands after --"
        else:
            hint = _hint(option, list(known)) or f"; {self.prog} --help lists those that it takes"
        raise UsageError(f"unknown option {shortened(option)}{hint}")

    @property
    def _takes_words(self) -> bool:
        """Whether the command takes free words: those of a query."""
        return any(action.metavar == "QUERY" and not action.option_strings for action in self._actions)

    def format_help(self) -> str:
        return super().format_help() if self.does else overview()

    def error(self, message: str) -> NoReturn:
        raise UsageError(f"{message}; {self.prog} --help says more")
