"""The list of codes: every check keeps to it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from explorer.model.problem_codes import CODES, GROUPS
from explorer.model.problems import Severity
from explorer.snapshot import Snapshot

EXPLORER = Path(__file__).parents[2] / "explorer"
# What reads and checks an archive.
SOURCES = [*(path for name in ("model", "files", "checking", "topics") for path in (EXPLORER / name).rglob("*.py"))]
SOURCES += [EXPLORER / "snapshot.py", EXPLORER / "describing" / "how_read.py"]
CODE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)+")
# What makes a problem, or a finding of which one is made.
MAKERS = ("Problem", "problem", "Finding", "_report", "_conflict")


def calls() -> Iterator[tuple[str, ast.Call]]:
    """Every call that makes a problem, with its place."""
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                name = getattr(node.func, "id", getattr(node.func, "attr", ""))
                if name in MAKERS:
                    yield f"{path.name}:{node.lineno}", node


def made() -> Iterator[tuple[str, str, Severity | None]]:
    """Every code that a call has as it is, with the call's place, and the severity when the call names one."""
    for place, call in calls():
        given = [*call.args, *(keyword.value for keyword in call.keywords)]
        severity = next(
            (Severity[n.attr] for n in given if isinstance(n, ast.Attribute) and n.attr in list(Severity.__members__)),
            None,
        )
        for node in given:
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and CODE.fullmatch(node.value):
                yield place, node.value, severity


def test_every_code_that_a_check_reports_is_in_the_list() -> None:
    """With the severity that it is reported with: the list is what is documented."""
    found = list(made())
    assert len(found) > 30
    assert [] == [(place, code) for place, code, _ in found if code not in CODES]
    assert [] == [
        (place, code) for place, code, severity in found if severity and severity not in CODES[code].severities
    ]


def test_every_code_of_the_list_is_reported_somewhere() -> None:
    """The list promises no check that is not there."""
    said = "\n".join(path.read_text(encoding="utf-8") for path in SOURCES if path.name != "problem_codes.py")
    families = re.compile(r".*-(altered|elsewhere|nowhere)")
    assert [] == [code for code in CODES if f'"{code}"' not in said and not families.fullmatch(code)]


def test_a_code_is_in_one_group() -> None:
    """It has one meaning."""
    assert sorted(CODES) == sorted(chain.from_iterable(GROUPS.values()))


def test_only_notes_and_warnings_can_be_accepted() -> None:
    """An error is put right and not answered."""
    assert CODES["span-open"].can_be_accepted
    assert CODES["words-left-out"].can_be_accepted
    assert not CODES["quote-altered"].can_be_accepted


def test_the_problems_of_the_shipped_archive_keep_to_the_list(shipped: Snapshot) -> None:
    """Whatever the checks make of a real archive."""
    wrong = [problem for problem in shipped.problems if problem.severity not in CODES[problem.code].severities]
    assert [] == wrong
