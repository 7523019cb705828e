"""The folders of the user's machine: finding articles in them, and completing a typed path."""

from __future__ import annotations

import os
import re
from contextlib import suppress
from itertools import takewhile
from pathlib import Path

import msgspec

from explorer.drafting.intake.kinds import KINDS

# Before a / or a ~ that begins the path anew.
_ANEW = re.compile(r"(?<=/)(?=/)|(?<=/)(?=~(?:/|$))")


class Found(msgspec.Struct, frozen=True):
    """A folder, or a file that may be an article, with its size in bytes."""

    path: Path
    is_folder: bool
    size: int = 0


class Typed(msgspec.Struct, frozen=True):
    """A path as it is typed: the folder that it leads to, and the beginning of a name in it."""

    folder: Path
    begin: str

    @classmethod
    def of(cls, typed: str) -> Typed:
        """Interpret a typed path: from / or ~ on, or else from the folder that the explorer was started in.

        A path that begins anew after another one, `~/texts//etc` or `/etc/~`, means what it ends with.
        """
        typed = _ANEW.split(typed)[-1]
        head, _, begin = typed.rpartition(os.sep)
        folder = Path(f"{head}{os.sep}") if head or typed.startswith(os.sep) else Path()
        with suppress(RuntimeError):  # there is no home for ~
            folder = folder.expanduser()
        return cls(Path.cwd() / folder, begin)


def shown(folder: Path) -> str:
    """A folder as it is typed, with ~ for the user's own."""
    path = str(folder)
    with suppress(RuntimeError):
        home = Path.home()
        path = str(Path("~") / folder.relative_to(home)) if folder.is_relative_to(home) else path
    return path if path.endswith(os.sep) else f"{path}{os.sep}"


def found_in(folder: Path) -> list[Found]:
    """List the folders and the articles' files in a folder, except hidden ones: folders first, then by name.

    Raises OSError when the folder can't be read.
    """
    found: list[Found] = []
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.startswith("."):
                continue
            try:
                is_folder = entry.is_dir()
                is_taken = Path(entry.name).suffix.lower() in KINDS and entry.is_file()
                size = entry.stat().st_size if is_taken else 0
            except OSError:  # such as a link that leads nowhere
                continue
            if is_folder or is_taken:
                found.append(Found(Path(entry.path), is_folder, size))
    return sorted(found, key=lambda one: (not one.is_folder, one.path.name.casefold(), one.path.name))


def beginning_with(found: list[Found], begin: str) -> list[Found]:
    """Select those whose name begins with what was typed or, if there are none, those whose name contains it."""
    begin = begin.casefold()
    named = [(one, one.path.name.casefold()) for one in found]
    return [one for one, name in named if name.startswith(begin)] or [one for one, name in named if begin in name]


def completed(typed: str, found: list[Found]) -> str:
    """Complete a typed path as far as all matching names agree."""
    head, sep, begin = typed.rpartition(os.sep)
    names = [f"{one.path.name}{os.sep if one.is_folder else ''}" for one in beginning_with(found, begin)]
    same = takewhile(lambda letters: len({*letters}) == 1, zip(*names, strict=False))
    common = "".join(letters[0] for letters in same)
    return f"{head}{sep}{common}" if len(common) > len(begin) or len(names) == 1 else typed


def paths(typed: str) -> list[str]:
    """List the paths that a typed path may become: one for each folder and file whose name begins with it."""
    head, sep, begin = typed.rpartition(os.sep)
    try:
        found = beginning_with(found_in(Typed.of(typed).folder), begin)
    except (OSError, ValueError):
        return []
    return [f"{head}{sep}{one.path.name}{os.sep if one.is_folder else ''}" for one in found]
