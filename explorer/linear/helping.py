"""What is said at the start and as help."""

from __future__ import annotations

from collections.abc import Iterator

from explorer.citing import FORMATS
from explorer.display import one_line
from explorer.linear.commands import COMMANDS
from explorer.linear.wording import state_of
from explorer.snapshot import Snapshot, is_example

_HOW = (
    "Type a number to open what stands beside it, or a command. "
    "A command may be shortened: its first letters do, or the one letter that is given."
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
    """What the commands do; or one of them."""
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
