"""PolNeAR: US news with every attribution marked, in brat's stand-off format.

Only its `train` and `dev` parts are read: `test` is for evaluation alone.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from training.corpora import files

Part = Literal["train", "dev"]
Span = tuple[int, int]
_LINE = re.compile(r"(?P<key>[TE]\d+)\t(?P<told>[^\t]+)")
_ANNOTATOR = re.compile(r"_[0-9a-f]{4}\.ann$")


@dataclass(frozen=True)
class Marked:
    """One attribution: the spans of its source, its cue and its content. Offsets are code points."""

    sources: tuple[Span, ...]
    cues: tuple[Span, ...]
    contents: tuple[Span, ...]


@dataclass(frozen=True)
class Document:
    """An article with its attributions. `publisher` is the publisher's code, `language` a BCP 47 tag."""

    name: str
    publisher: str
    text: str
    attributions: tuple[Marked, ...]
    language: str = "en"


def documents(corpus: Path, part: Part) -> Iterator[Document]:
    """The annotated articles of a part, by name; the first annotator's work if several annotated one.

    Raises OSError if the corpus is missing.
    """
    annotations: dict[str, str] = {}
    for name, annotation in sorted(files(corpus, f"data/{part}/attributions").items()):
        annotations.setdefault(_ANNOTATOR.sub("", name), annotation)
    for name, text in sorted(files(corpus, f"data/{part}/text").items()):
        key = name.removesuffix(".txt")
        if key in annotations:
            yield Document(key, key.split("_")[0], text, tuple(_attributions(annotations[key])))


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
