"""The command line. Each command is one module, imported on use.

The commands only select and print; the packages below compute what they print.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from contextlib import suppress
from importlib import import_module

from explorer import __version__
from explorer.cli import output
from explorer.cli.arguments import CommandParser, split_command
from explorer.cli.output import Trouble

INTERRUPTED = 130


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command. Returns its exit code.

    0 fine, 1 problems or nothing found, 2 usage, 70 a bug in the explorer, 130 interrupted.
    """
    words = list(sys.argv[1:] if argv is None else argv)
    try:
        output.prepare()
        return _run(words)
    except Trouble as trouble:
        output.narrate(f"explorer: {trouble}")
        if "--json" in words:
            output.write_json([])
        return trouble.exit_code
    except KeyboardInterrupt:
        with suppress(Trouble):
            output.narrate("explorer: interrupted")
        return INTERRUPTED
    except Exception as error:  # noqa: BLE001 - whatever it is, it is reported, and nobody gets a traceback
        from explorer.desk import crash_report

        for line in crash_report.report(error):
            # stderr may be closed.
            with suppress(Trouble):
                output.narrate(f"explorer: {line}")
        return crash_report.CRASHED


def _run(words: list[str]) -> int:
    command, rest = split_command(words)
    module = import_module(f"explorer.cli.{command}_command")
    parser = CommandParser(command)
    module.add_arguments(parser)
    arguments = parser.parse(rest)
    if arguments.help:
        output.write(_on_screen(parser.format_help()))
        return 0
    if arguments.version:
        output.write(f"explorer {__version__}\n")
        return 0
    return int(module.run(arguments))


def _on_screen(help: str) -> str:
    """A command's help, filled to the terminal's width."""
    if not output.is_terminal():
        return help
    from shutil import get_terminal_size

    from explorer.cli.filling import filled

    return filled(help, get_terminal_size().columns)
