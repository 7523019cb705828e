"""What the head of a text says of its article, and the record has otherwise."""

from __future__ import annotations

from pathlib import Path

import pytest
from archives import write_archive

from explorer.desk.mending import mend
from explorer.snapshot import Snapshot, read_snapshot

BODY = "The pier will close in May, the council decided on Tuesday. It is old and costs more than the town can pay.\n"
TEXT = f"The pier\n\nBy Ana Ruiz\nPublished 3 May 2021\nSource: The Lantern\n\n{BODY}"


def checked(folder: Path, text: str, fields: str) -> Snapshot:
    yaml = f"articles:\n- {{id: a, file: a.txt, headline: The pier, {fields}}}\n"
    return read_snapshot(write_archive(folder, {"a.txt": text}, {"a.yaml": yaml}))


def told(snapshot: Snapshot) -> list[str]:
    return [problem.message for problem in snapshot.problems if problem.code == "head-conflict"]


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ("byline: Ben Okafor", "byline: the head of the text has “Ana Ruiz”, and not “Ben Okafor”"),
        ("publisher: Harbour Post", "publisher: the head of the text has “The Lantern”, and not “Harbour Post”"),
        ("published: 2021-05-04", "published: the head of the text has “2021-05-03”, and not “2021-05-04”"),
        ("published: 2020", "published: the head of the text has “2021-05-03”, and not “2020”"),
    ],
)
def test_what_the_head_contradicts_is_told_and_can_be_mended(tmp_path: Path, fields: str, expected: str) -> None:
    snapshot = checked(tmp_path, TEXT, fields)
    assert [expected] == told(snapshot)
    mend(snapshot, next(problem for problem in snapshot.problems if problem.code == "head-conflict"))
    assert [] == told(read_snapshot(tmp_path))


def test_a_publisher_may_be_called_by_its_initials(tmp_path: Path) -> None:
    text = TEXT.replace("The Lantern", "Associated Harbour Press")
    assert [] == told(checked(tmp_path, text, "publisher: AHP"))


@pytest.mark.parametrize(
    "fields",
    [
        "byline: Ana Ruiz and Ben Okafor, publisher: Lantern, published: 2021-05-03",
        "byline: A. Ruiz, published: 2021-05",
        "published: 2021-05-04?",
        "publisher: The Lantern Group",
    ],
)
def test_what_may_be_the_same_is_not(tmp_path: Path, fields: str) -> None:
    assert [] == told(checked(tmp_path, TEXT, fields))


@pytest.mark.parametrize(
    ("text", "count"),
    [
        (f"The pier\n\n{BODY}", 0),
        (f"The pier\n\nBy the river, all was calm\n\n{BODY}", 0),
        (f"The pier\n\nBy Night the Pier Glows\n\n{BODY}", 0),
        (f"The pier\n\nBy Ana de la Cruz\n\n{BODY}", 1),
        (f"The pier\n\nByline: Ana Di Marco\n\n{BODY}", 1),
        (f"The pier\n\nUpdated 7 May 2021\n\n{BODY}", 0),
        (f"The pier\n\nPublished 3 May 2021\nUpdated 7 May 2021\n\n{BODY}", 1),
        (f"The pier\n\nPORTO, 6 May 2021 (AFW) — {BODY}", 1),
        (f"The pier\n\nPORTO, 2 May 2021 (AFW) — {BODY}", 0),
    ],
)
def test_a_text_that_says_nothing_of_itself_contradicts_nothing(tmp_path: Path, text: str, count: int) -> None:
    """Nor does one that was brought up to date later, or was written some days before it was published."""
    assert count == len(told(checked(tmp_path, text, "byline: Ben Okafor, publisher: Post, published: 2021-05-04")))
