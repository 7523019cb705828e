"""PolNeAR: US news with every attribution marked, in brat's stand-off format.

Only its `train` and `dev` parts are read: `test` is for judging alone.
"""

from __future__ import annotations

import re
import subprocess
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

Part = Literal["train", "dev"]
Span = tuple[int, int]
_LINE = re.compile(r"(?P<key>[TE]\d+)\t(?P<told>[^\t]+)")
_ANNOTATOR = re.compile(r"_[0-9a-f]{4}\.ann$")


@dataclass(frozen=True)
class Marked:
    """One attribution: where the text has who is said to say it, by which words, and what. Offsets are code points."""

    sources: tuple[Span, ...]
    cues: tuple[Span, ...]
    contents: tuple[Span, ...]


@dataclass(frozen=True)
class Document:
    """An article with its attributions. `publisher` is the code of who published it."""

    name: str
    publisher: str
    text: str
    attributions: tuple[Marked, ...]


def documents(corpus: Path, part: Part) -> Iterator[Document]:
    """The annotated articles of a part, by name; the first annotator's work where several read one.

    Raises OSError where the corpus is not there.
    """
    annotations: dict[str, str] = {}
    for name, annotation in sorted(_files(corpus, f"data/{part}/attributions").items()):
        annotations.setdefault(_ANNOTATOR.sub("", name), annotation)
    for name, text in sorted(_files(corpus, f"data/{part}/text").items()):
        key = name.removesuffix(".txt")
        if key in annotations:
            yield Document(key, key.split("_")[0], text, tuple(_attributions(annotations[key])))


def _files(corpus: Path, folder: str) -> dict[str, str]:
    """The text of each file of a folder, by its name."""
    if (corpus / folder).is_dir():
        return {path.name: path.read_text(encoding="utf-8") for path in (corpus / folder).iterdir()}
    git = ["git", "--git-dir", str(corpus)]
    listed = subprocess.run([*git, "ls-tree", "-r", "-z", "HEAD", f"{folder}/"], capture_output=True, check=False)
    if listed.returncode or not listed.stdout:
        raise FileNotFoundError(f"{corpus} has no {folder}")
    entries = [line.split("\t", 1) for line in listed.stdout.decode().split("\0")[:-1]]
    names = [Path(path).name for _, path in entries]
    asked = "\n".join(entry.split()[2] for entry, _ in entries).encode()
    told = subprocess.run([*git, "cat-file", "--batch"], input=asked, capture_output=True, check=True).stdout
    found: dict[str, str] = {}
    at = 0
    for name in names:
        end = told.index(b"\n", at)
        head, at = told[at:end].decode().split(), end + 1
        if head[-1] != "missing":
            size = int(head[2])
            found[name] = told[at : at + size].decode("utf-8")
            at += size + 1
    return found


def _attributions(annotation: str) -> Iterator[Marked]:
    spans: dict[str, list[Span]] = {}
    events: list[list[str]] = []
    for line in annotation.splitlines():
        found = _LINE.match(line)
        if found and found["key"].startswith("T"):
            places = found["told"].split(" ", 1)[1].split(";")
            spans[found["key"]] = [(int(begin), int(end)) for begin, end in (place.split() for place in places)]
        elif found:
            events.append(found["told"].split())
    for event in events:
        roles: dict[str, list[Span]] = defaultdict(list)
        for part in event:
            role, _, key = part.partition(":")
            roles[role.rstrip("0123456789")] += spans.get(key, [])
        yield Marked(*(tuple(sorted(roles[role])) for role in ("Source", "Cue", "Content")))
