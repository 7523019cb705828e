"""Exceptions that end a command early, with a sentence for the user and an exit code."""

from __future__ import annotations


class Trouble(Exception):
    """The command can't do what it was asked to. The message goes to stderr."""

    exit_code = 1


class NotFound(Trouble):
    """What was asked for is not in the archive."""


class UsageError(Trouble):
    """What was typed is no valid command, or names no archive."""

    exit_code = 2
