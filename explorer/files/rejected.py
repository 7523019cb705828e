"""Reading `rejected.yaml`, the drafts and proposed topics that a curator rejected, even if it is damaged."""

from __future__ import annotations

import re
from itertools import pairwise

from explorer.files import yaml_text
from explorer.files.belonging import REJECTED
from explorer.files.faults.suspect import SyntaxFault
from explorer.files.lines import Lines
from explorer.files.yaml_records import read_rejections
from explorer.model.problems import Place, Problem
from explorer.model.records import RejectedTopic, Rejection

# The start of an entry, with the comments right above it.
_ENTRY = re.compile(r"^(?:#.*\r?\n)*-[ \t]", re.MULTILINE)

Rejections = list[tuple[Place, Rejection | RejectedTopic]]


def read(text: str) -> tuple[Rejections, list[Problem]]:
    """Read the rejections in the text of the file, each with its place, and the file's problems.

    If the file as a whole is not YAML, each entry that is YAML by itself still counts.
    """
    try:
        document, problems = yaml_text.read(text, REJECTED)
    except SyntaxFault:
        _, problems = yaml_text.parse(text, REJECTED)
        # The explorer writes the dash of each entry at the start of a line.
        starts = [found.start() for found in _ENTRY.finditer(text)]
        entries = pairwise([*starts, len(text)])
        return [each for start, end in entries for each in _by_itself(text, start, end)], problems
    rejections, more = read_rejections(document)
    return rejections, [*problems, *more]


def _by_itself(text: str, start: int, end: int) -> Rejections:
    try:
        document, _ = yaml_text.read(text[start:end], REJECTED, Lines(text).place(start)[0])
    except SyntaxFault:
        return []
    return read_rejections(document)[0]
