"""Which files belong to an archive: YAML files below `data/`, article texts below `seeds/`, and `rejected.yaml`.

Names are relative to the archive's folder, with forward slashes. Both reading and watching use this module.
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
    """Whether a name can be that of a data file: it is below `data/` and can't lead out of it through `..`."""
    plain = "\0" not in name and not {"", ".", ".."} & set(name.split("/"))
    return plain and name.startswith(f"{DATA}/") and belongs(name)


def is_passed_over(name: str, *, is_folder: bool = False) -> bool:
    """Whether a file or folder is hidden or an editor's temporary file, or is in such a folder.

    Temporary files are swap files, backups, autosave files of Emacs, and Vim's test file, which is called `4913`. A
    folder may have that name.
    """
    if name.endswith("4913") and not is_folder and name.rpartition("/")[2] == "4913":
        return True
    # A fast test, since each start checks very many names and hardly any contains one of these.
    if not (name.startswith(".") or "/." in name or "#" in name or "~" in name or ".sw" in name):
        return False
    return any(_is_hidden_or_an_editors_own(part) for part in name.split("/"))


def _is_hidden_or_an_editors_own(part: str) -> bool:
    between_marks = part.startswith("#") and part.endswith("#")
    return part.startswith(".") or between_marks or part.endswith(("~", ".swp", ".swo", ".swx"))


class Member(NamedTuple):
    """A file that belongs to an archive, or a file or folder that should but can't be read.

    `wrong` says why it can't be read, with `code` as the problem's code. `linked` means that it is reached through a
    link below `data/` or `seeds/`: the system may report its changes under another path.
    """

    name: str
    path: str
    linked: bool = False
    wrong: str = ""
    code: str = "unreadable-file"


def members(root: Path, top: str) -> Iterator[Member]:
    """Find what belongs to the archive in `root` below its folder `top`, in no particular order.

    Follow a link if it leads to a place inside the archive, but visit each folder only once. Raises OSError when the
    folder `top` itself can't be read.
    """
    areas, seen = _areas(root), set[str]()
    folders = [Member(top, str(root / top))]
    # Visited last, so that a folder that can also be reached without a link keeps its own name.
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
    """Yield the name and status of everything in the archive in `root`; the status is None if it can't be determined.

    Unlike `members`, it only has to show that nothing has changed. As it runs at each start, it makes as few system
    calls as possible. Files are listed whatever their type and wherever links lead. Paths are strings for speed.
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
    """Whether a path, with links resolved, leads into the archive in `root`."""
    return _is_within(path, _areas(root))


def is_plain_file(path: Path) -> bool:
    """Whether a path is known to be a regular file and not a link to one."""
    with suppress(OSError):
        return stat.S_ISREG(path.lstat().st_mode)
    return False


def is_taken(root: Path, path: Path) -> bool:
    """Whether a file or folder at a path is part of the archive in `root`, or would become part of it or of another.

    This holds however the path leads there: through links, through another name of the same file, or on a system that
    ignores case in names. Raises OSError when it can't be determined.
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
    """Resolve `..` in an absolute path, keeping its links."""
    done = Path(path.anchor)
    for part in path.parts[1:]:
        done = Path(os.path.realpath(done)).parent if part == ".." else done / part
    return done


def _is_same(one: Path, other: Path) -> bool:
    """Whether two paths lead to the same file or folder, under any name."""
    try:
        return one.samefile(other)
    except OSError:  # one of them does not exist
        return False


def _areas(root: Path) -> frozenset[str]:
    """Return the real paths of an archive's folders, which may be links themselves, since the user chose them."""
    return frozenset(os.path.realpath(path) for path in (root, root / DATA, root / SEEDS))


def _is_within(path: Path | str, areas: Iterable[str]) -> bool:
    real = os.path.realpath(path)
    return any(real == area or real.startswith(area.rstrip(os.sep) + os.sep) for area in areas)
