"""`--jobs N`: in how many processes a command works."""

from __future__ import annotations

import os

from explorer.cli.arguments import CommandParser
from explorer.cli.trouble import UsageError


def add_jobs(parser: CommandParser) -> None:
    """Let a command take `--jobs N`."""
    parser.add_argument("--jobs", metavar="N", help="how many processes work at it; without it, one for each core")


def jobs_of(given: str | None) -> int:
    """How many processes may work. Raises UsageError for what is no number of them."""
    if given is None:
        return os.cpu_count() or 1
    if not given.isascii() or not given.isdigit() or int(given) == 0:
        raise UsageError(f"--jobs must be a number from 1 on, not “{given}”")
    return int(given)
