"""The commands, and the interpretation of a typed line."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from explorer.display import one_line
from explorer.model.problems import any_of, did_you_mean
from explorer.model.records import Kind

# In code points: the rest of a longer line is not read.
_LONGEST = 4_000
_MOST_DIGITS = 10


class Command(msgspec.Struct, frozen=True):
    """A command: its name, its other names, its possible arguments, and what it does."""

    name: str
    short: tuple[str, ...]
    takes: str
    does: str

    @property
    def usage(self) -> str:
        """The syntax of the command: `cite [NUMBER] [FORMAT]`."""
        return f"{self.name} {self.takes}".strip()


# In the order of the help.
COMMANDS = {
    command.name: command
    for command in (
        Command("search", (), "WORDS", "find records by words, misspelt ones too; /WORDS is the same"),
        Command("here", (), "WORDS", "search only where you are"),
        Command("more", ("m",), "[HOW MANY, or all]", "continue a list or a text, as an empty line does"),
        Command("back", ("b", "["), "", "go back to the previous view, as you left it"),
        Command("forward", ("f", "]"), "", "go to the next view, after back"),
        Command("again", (), "", "repeat this view"),
        Command("home", (), "", "go to the whole archive"),
        Command("next", ("n",), "", "the next record of the list this was opened from; in an article, its next quote"),
        Command("previous", ("p",), "", "the one before"),
        Command("about", ("a",), "[NUMBER]", "all that is known about a record"),
        Command("why", ("w",), "[NUMBER]", "whether the words are in the article, on whose word, and why it was found"),
        Command("open", ("o",), "[NUMBER]", "the article, at the quote"),
        Command("paragraph", (), "NUMBER", "go to a paragraph of the article"),
        Command("topics", (), "[WORDS]", "the topics where you are, or those that match the words"),
        Command("people", (), "[WORDS]", "its people"),
        Command("events", (), "[WORDS]", "its events"),
        Command("quotes", (), "[WORDS]", "its quotes"),
        Command("articles", (), "[WORDS]", "its articles"),
        Command("overview", ("0",), "", "the archive at a glance: how many quotes by topic, speaker, date and status"),
        Command("sources", ("s",), "", "on whose word each topic rests, or the topic you are in"),
        Command("said", (), "[PERSON TOPIC]", "what someone said on a topic over time"),
        Command("timeline", ("t",), "", "the events by date"),
        Command("problems", ("!",), "", "what is wrong in the archive"),
        Command("changes", (), "", "what the last edits meant, record by record"),
        Command("drafts", (), "", "proposed records that nobody has accepted yet, each with how sure it is and why"),
        Command("proposals", (), "", "topics proposed from the words of the archive; a number finds the quotes of one"),
        Command(
            "accept",
            (),
            "[NUMBER, or sure] [as LABEL]",
            "accept a draft, or all sure ones of an article; make a proposal a topic, under LABEL if given",
        ),
        Command(
            "reject",
            (),
            "[NUMBER]",
            "reject a draft or a proposed topic; it is not proposed again",
        ),
        Command("cite", ("c", "y"), "[NUMBER] [FORMAT]", "print a citation"),
        Command("copy", (), "[NUMBER] [FORMAT]", "copy a citation"),
        Command("export", ("x",), "FORMAT [FILE]", "print all records of the last list, or save them as a file"),
        Command(
            "tag",
            (),
            "[NUMBER, or all] [TOPICS]",
            "tag a quote, or all in the list: labels separated by commas; an unknown one makes a topic, - before one "
            "removes it; without any, as you tagged last",
        ),
        Command("edit", ("e",), "[NUMBER]", "open your editor at the record’s line"),
        Command("mend", (), "NUMBER", "fix a problem: write what was probably meant into the YAML"),
        Command("add", (), "FILE", "add an article, .txt, .md or .html, to the archive, with drafts of its quotes"),
        Command("undo", ("u",), "", "undo the last change to the YAML, even from an earlier session"),
        Command("redo", (), "", "do again what was undone"),
        Command("own", (), "FOLDER", "copy the example of an installed explorer to a folder of yours"),
        Command("reload", ("r",), "", "read the archive again; changed files are noticed anyway"),
        Command("trail", ("where",), "", "where you are, and the command line that returns here"),
        Command("help", ("h", "?"), "[COMMAND]", "these commands, or one of them"),
        Command("quit", ("q",), "", "leave; so does Ctrl+D"),
    )
}
_SHORT = {short: command.name for command in COMMANDS.values() for short in command.short}


class Asked(msgspec.Struct, frozen=True):
    """A parsed line: a command, the number after it if the first word is one, and the other words."""

    command: str
    number: int | None = None
    words: str = ""


class NotUnderstoodError(Exception):
    """A line that matches nothing; the message is a sentence that names the nearest thing."""


def understand(line: str) -> Asked:
    """Interpret a line: a number or a ref alone means `go` there, and an empty line means nothing.

    Raises:
        NotUnderstoodError: it is not a command, or not the beginning of exactly one.
    """
    line = one_line(line[:_LONGEST])
    if not line:
        return Asked("")
    if line.startswith("/"):
        return Asked("search", words=line[1:].strip())
    first, _, rest = line.partition(" ")
    number = _number(first.rstrip("."))
    if number and not rest:
        return Asked("go", number)
    if first.partition("/")[0] in _KINDS and first.partition("/")[2] and not rest:
        return Asked("go", words=first)
    name = command_named(first)
    if name in ("search", "here", "said", "add", "export"):
        return Asked(name, words=rest)
    word, _, words = rest.partition(" ")
    number = _number(word)
    return Asked(name, words=rest) if number is None else Asked(name, number, words.strip())


def command_named(word: str) -> str:
    """Find the command for a word: its name, its short form, or its beginning.

    Raises:
        NotUnderstoodError: there is no such command, or more than one.
    """
    name = word.casefold()
    if name in COMMANDS:
        return name
    if name in _SHORT:
        return _SHORT[name]
    begun = [command for command in COMMANDS if name and command.startswith(name)]
    if len(begun) == 1:
        return begun[0]
    if begun:
        raise NotUnderstoodError(f"“{word}” may be {any_of(begun)}: type more of it.")
    nearest = did_you_mean(name, COMMANDS) if len(name) > 1 else ""
    raise NotUnderstoodError(
        f"There is no command “{word}”{nearest or '.'} Type /{word} to search for it, or help for the commands."
    )


def beginning_with(word: str) -> Iterator[str]:
    """List the commands that begin with a word."""
    return (name for name in COMMANDS if name.startswith(word.casefold()))


# The possible beginnings of a ref, in the singular and the plural.
_KINDS = {str(kind) for kind in Kind} | {kind.plural for kind in Kind}


def _number(word: str) -> int | None:
    """Read a word as a number; None when it is not one."""
    return int(word) if word.isascii() and word.isdigit() and len(word) < _MOST_DIGITS else None
