"""The settings that there are: their names, what they mean, and what each is when nobody has set it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Literal

import msgspec

from explorer.model.problems import Place, Problem

# What the view at the start may be: where the explorer was left, or a pane or screen by its name.
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
    """Why a setting holds. `at` is the place in the file, or the name of the variable or the option."""

    source: Literal["default", "file", "app", "environment", "command line"]
    at: str = ""


class Settings(msgspec.Struct, frozen=True):
    """The settings that hold, the file that they are in, and what is wrong in it.

    `keys` has keys by the ids of what they do, as they stand in the file: which ids and keys there are is known where
    keys are bound. `origins` says why each setting holds that has not its default, by its name in the file; a key's
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


# The settings of someone who has set nothing.
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
