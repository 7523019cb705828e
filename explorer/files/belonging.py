"""Which files belong to an archive: the YAML files below `data/`, the articles' texts below `seeds/`, and
`rejected.yaml`.

A name is relative to the archive's folder, with forward slashes. Both reading and watching ask here.
"""

from __future__ import annotations

import itertools
import os
import stat
from collections.abc import Iterable, Iterator
from contextlib import suppress
from heapq import heappop, heappush
from pathlib import Path
from typing import NamedTuple

DATA, SEEDS = "data", "seeds"
# The drafts that a curator rejected.
REJECTED = "rejected.yaml"

_YAML = (".yaml", ".yml")
LEADS_OUT = "it is a link that leads out of the archive, and not read"


def belongs(name: str) -> bool:
    """Whether a file of this name belongs to the archive: YAML below `data/`, any file below `seeds/`, or REJECTED."""
    top, _, below = name.partition("/")
    if not below or is_passed_over(name):
        return name == REJECTED
    return top == SEEDS or (top == DATA and name.lower().endswith(_YAML))


def is_data_file(name: str) -> bool:
    """Whether a name can be that of a data file: it stays below `data/`, whatever links there may be."""
    plain = "\0" not in name and not {"", ".", ".."} & set(name.split("/"))
    return plain and name.startswith(f"{DATA}/") and belongs(name)


def is_passed_over(name: str, *, is_folder: bool = False) -> bool:
    """Whether a file or folder is hidden or an editor's own, or lies in such a folder.

    An editor's own files are swap files, backups, what Emacs saves by itself, and Vim's probe, a file called `4913`. A
    folder may have that name.
    """
    if name.endswith("4913") and not is_folder and name.rpartition("/")[2] == "4913":
        return True
    # Hardly any name has one of these, and each start asks for very many names.
    if not (name.startswith(".") or "/." in name or "#" in name or "~" in name or ".sw" in name):
        return False
    return any(_is_hidden_or_an_editors_own(part) for part in name.split("/"))


def _is_hidden_or_an_editors_own(part: str) -> bool:
    between_marks = part.startswith("#") and part.endswith("#")
    return part.startswith(".") or between_marks or part.endswith(("~", ".swp", ".swo", ".swx"))


class Member(NamedTuple):
    """A file that belongs to an archive, or a file or folder that should but can't be read.

    `wrong` says why it can't be read, with `code` as the problem's code. `linked` says that a link below `data/` or
    `seeds/` leads to it: the system may report its changes under another path.
    """

    name: str
    path: str
    linked: bool = False
    wrong: str = ""
    code: str = "unreadable-file"


def members(root: Path, top: str) -> Iterator[Member]:
    """What belongs to the archive in `root` below its folder `top`, in no particular order.

    A link is followed if it leads to a place inside the archive. Each folder is looked through once, however many links
    lead to it. Raises OSError when the folder `top` itself can't be read.
    """
    areas, seen = _areas(root), set[str]()
    folders = [Member(top, str(root / top))]
    # Looked through last: a folder that is also there without a link then has its own name, and not the link's.
    linked: list[Member] = []
    while folders or linked:
        folder = folders.pop() if folders else heappop(linked)
        real = os.path.realpath(folder.path)
        if real in seen:
            continue
        seen.add(real)
        try:
            with os.scandir(folder.path) as entries:
                found = list(entries)
        except OSError as error:
            if folder.name == top:
                raise
            yield folder._replace(wrong=f"can't be read: {error.strerror}")
            continue
        for entry in found:
            name = f"{folder.name}/{entry.name}"
            link, is_folder = entry.is_symlink(), _is_folder(entry)
            if is_passed_over(name, is_folder=is_folder):
                continue
            member = Member(name, entry.path, folder.linked or link)
            leads_out = link and not _is_within(member.path, areas)
            if is_folder and not leads_out:
                heappush(linked if member.linked else folders, member)
            elif is_folder or belongs(name):
                yield member._replace(wrong=LEADS_OUT, code="outside-archive") if leads_out else member


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # such as a link that leads in a circle
        return False


def statuses(root: Path) -> Iterator[tuple[str, os.stat_result | None]]:
    """What belongs to the archive in `root`, by its names, each with its status; None for what can't be looked at.

    Where `members` says why something can't be read, this asks for as little as tells that nothing has changed: it is
    done at each start. A file is there whatever it is, and wherever it leads. Paths are plain text, which is faster.
    """
    seen = set[tuple[int, int]]()
    waiting = [(top, f"{root}/{top}") for top in (DATA, SEEDS)]
    while waiting:
        name, path = waiting.pop()
        try:
            status = os.stat(path)  # noqa: PTH116
            if (status.st_dev, status.st_ino) in seen:
                continue
            seen.add((status.st_dev, status.st_ino))
            with os.scandir(path) as entries:
                found = list(entries)
        except OSError:
            yield name, None
            continue
        for entry in found:
            below = f"{name}/{entry.name}"
            try:
                if not entry.is_dir():
                    if belongs(below):
                        yield below, entry.stat()
                elif entry.is_symlink() and not is_inside(root, Path(entry.path)):
                    yield below, None
                elif not is_passed_over(below, is_folder=True):
                    waiting.append((below, entry.path))
            except OSError:
                yield below, None
    with suppress(OSError):
        yield REJECTED, (root / REJECTED).stat()


def is_inside(root: Path, path: Path) -> bool:
    """Whether a path, once its links are followed, leads into the archive in `root`."""
    return _is_within(path, _areas(root))


def is_plain_file(path: Path) -> bool:
    """Whether there is a file at a path, as far as can be told, and no link to one."""
    with suppress(OSError):
        return stat.S_ISREG(path.lstat().st_mode)
    return False


def is_taken(root: Path, path: Path) -> bool:
    """Whether a file or folder at a path is part of the archive in `root`, or would become part of it or of another.

    However the path leads there: through links, by another name of the same file, or as a system reads it that ignores
    the case of names. Raises OSError when that can't be known.
    """
    places = {os.path.realpath(path), str(_without_dots(path.absolute()))}
    chains = [(place, *place.parents) for place in map(Path, places)]
    own = [root / DATA, root / SEEDS, root / REJECTED]
    if any(chain[0].name.lower() == REJECTED and (chain[1] / DATA).is_dir() for chain in chains):
        return True
    if any(_is_same(folder, top) for chain in chains for folder in chain for top in own):
        return True
    for chain in chains:
        for folder, above in itertools.pairwise(chain):
            if (above / DATA).is_dir() and any(_is_same(folder, above / top) for top in (DATA, SEEDS)):
                top = DATA if _is_same(folder, above / DATA) else SEEDS
                return belongs("/".join((top, *chain[0].relative_to(folder).parts))) or folder == chain[0]
    files = [Path(member.path) for top in (DATA, SEEDS) if (root / top).is_dir() for member in members(root, top)]
    if any(_is_same(path, file) for file in files):
        return True
    in_linked = {os.path.realpath(file.parent) for file in files}
    return os.path.realpath(path.parent) in in_linked


def _without_dots(path: Path) -> Path:
    """An absolute path that leads to the same place without `..`, its links kept."""
    done = Path(path.anchor)
    for part in path.parts[1:]:
        done = Path(os.path.realpath(done)).parent if part == ".." else done / part
    return done


def _is_same(one: Path, other: Path) -> bool:
    """Whether two paths lead to the same file or folder, whatever it is called there."""
    try:
        return one.samefile(other)
    except OSError:  # one of them is not there
        return False


def _areas(root: Path) -> frozenset[str]:
    """The real paths of the folders that hold an archive. The folders may be links themselves: the user chose them."""
    return frozenset(os.path.realpath(path) for path in (root, root / DATA, root / SEEDS))


def _is_within(path: Path | str, areas: Iterable[str]) -> bool:
    real = os.path.realpath(path)
    return any(real == area or real.startswith(area.rstrip(os.sep) + os.sep) for area in areas)
