"""What ends a command early, with a sentence for whoever typed it."""

from __future__ import annotations


class Trouble(Exception):
    """The command can't do what it was asked to. The message goes to stderr."""

    exit_code = 1


class NotFound(Trouble):
    """What was asked for is not in the archive."""


class UsageError(Trouble):
    """What was typed is not a command that there is, or not an archive."""

    exit_code = 2
