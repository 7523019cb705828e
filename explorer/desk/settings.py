"""The available settings: their names, their meanings and their defaults."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Literal

import msgspec

from explorer.model.problems import Place, Problem

# The possible views at the start: where the explorer was left, or a pane or screen by its name.
STARTS = (
    "last",
    "panes",
    "topics",
    "people",
    "events",
    "quotes",
    "articles",
    "timeline",
    "overview",
    "sources",
    "problems",
)
# Columns of text in the reader. Lines of fewer than 30 are mostly gaps.
NARROWEST, WIDEST = 30, 400


class Origin(msgspec.Struct, frozen=True):
    """Where a setting comes from. `at` is the place in the file, or the name of the variable or the option."""

    source: Literal["default", "file", "app", "environment", "command line"]
    at: str = ""


class Settings(msgspec.Struct, frozen=True):
    """The settings that apply, the file that they are in, and what is wrong in it.

    `keys` has keys by the ids of what they do, as written in the file: the ids and keys that exist are known where keys
    are bound. `origins` has the origin of each setting that differs from its default, by its name in the file; a key's
    name is `keys.` and its id. `places` has the places in the file, by the same names.
    """

    theme: str | None = None
    start: str = "last"
    reader_width: int | None = None
    citation: str = "plain"
    editor: str | None = None
    linear: bool = False
    keys: Mapping[str, tuple[str, ...]] = {}
    file: Path = Path("config.yaml")
    origins: Mapping[str, Origin] = {}
    places: Mapping[str, Place] = {}
    problems: tuple[Problem, ...] = ()


# The default settings.
AS_THEY_COME = Settings()

# Each setting but the keys, with an example of its value and what it means.
EXAMPLES = {
    "theme": ("nord", "The colours. One of {themes}."),
    "start": ("last", f"What is seen first: {', '.join(STARTS)}. “last” is where the explorer was left."),
    "reader_width": ("auto", f"Columns of text in the reader: auto, or a number from {NARROWEST} to {WIDEST}."),
    "citation": (
        "plain",
        "What y copies: plain, markdown, bibtex, csl-json or web-annotation; else plain, where that has no form.",
    ),
    "editor": ("vim", "The command that opens a file in your editor, before $VISUAL and $EDITOR."),
    "linear": ("false", "Whether the explorer is a conversation in lines, for screen readers and braille displays."),
}
NAMES = (*EXAMPLES, "keys")
