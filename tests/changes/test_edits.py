"""What an edit meant as a whole, from one reading of an archive to the next, and what is said of it in one line."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from archives import PIER, PIER_YAML, write_archive

from explorer.changes.edits import Edit, edit_between
from explorer.describing.edits import consequences, gist
from explorer.snapshot import read_again, read_snapshot

AT = datetime(2024, 3, 5, tzinfo=UTC)
# As much room as a message has in 80 columns.
ROOM = 76
Edited = Callable[..., Edit]


@pytest.fixture
def edited(tmp_path: Path) -> Edited:
    """What it meant that words of the pier's YAML, or of its article, were replaced."""
    root = write_archive(tmp_path)
    before = read_snapshot(root)

    def edited(*edits: tuple[str, str], article: tuple[str, str] = ("", "")) -> Edit:
        yaml = PIER_YAML
        for old, new in edits:
            assert old in yaml, old
            yaml = yaml.replace(old, new)
        write_archive(root, {"pier.txt": PIER.replace(*article)}, yaml)
        return edit_between(before, read_again(before), AT)

    return edited


NEGATED = ("will rebuild", "will not rebuild")
SPEAKER = ("subject\n  speaker: ana-ruiz", "subject\n  speaker: ben-okafor")


@pytest.mark.parametrize(
    ("edits", "said"),
    [
        ([SPEAKER], "speaker ana-ruiz → ben-okafor · verbatim → misattributed · 1 problem new"),
        ([NEGATED], "text We will [+ not] rebuild the … · verbatim → missing · 1 problem new"),
        ([("it’s a plan", "it's a plan")], "text … a promise; [it’s → it's] a plan. · verbatim → typographic"),
        ([("event: briefing", "date: 2024-03-05")], None),
        ([("ana-ruiz", "mayor-ruiz")], "person ana-ruiz → mayor-ruiz"),
        ([("label: City", "label: {City")], "topic city-budget can’t be read, shown as last read · 1 problem new"),
        ([("- {id: ben-okafor, name: Ben Okafor}\n", "")], "person ben-okafor removed · 2 problems new"),
        ([("label: Harbour", "label: Port"), ("label: The pier", "label: A pier")], None),
        ([("topics: [pier]", "topics: []")], "topics without pier · topic pier lost its last quote"),
        ([("topics:\n-", "topics:  # all of them\n-")], ""),
        ([("  date: 2024-03-05\n  date_basis: inferred\n", "  date_basis: inferred\n  date: 2024-03-05\n")], ""),
    ],
)
def test_an_edit_is_said_in_one_line_the_weightiest_first(
    edited: Edited, edits: list[tuple[str, str]], said: str | None
) -> None:
    """A comment, or another order of fields, means nothing."""
    edit = edited(*edits)
    if said is not None:
        assert said == gist(edit, ROOM)
    assert bool(said != "") is bool(edit)


def test_what_there_is_no_room_for_is_counted(edited: Edited) -> None:
    edit = edited(SPEAKER, ("label: Harbour", "label: Port"), ("label: The pier", "label: A pier"))
    for width in range(40, 120):
        assert len(gist(edit, width)) <= width
    assert "speaker ana-ruiz → ben-okafor · label Harbour → Port · 1 problem new · 2 more" == gist(edit, 80)
    assert gist(edit, 40).endswith("… · 1 problem new · 3 more")


def test_what_is_true_of_several_records_is_said_once(edited: Edited) -> None:
    both = edited(("  speaker: ana-ruiz\n", "  speaker: ana-ruiz\n  medium: a speech\n"))
    assert "medium now a speech (2 quotes)" == gist(both, ROOM)
    unquoted = edited(("topics: [pier]", "topics: []"), ("topics: [harbour]\n- id", "topics: []\n- id"))
    assert "2 topics lost their last quote" in gist(unquoted, ROOM)


def test_a_text_that_changed_under_its_records_is_told_with_what_that_did_to_them(edited: Edited) -> None:
    edit = edited(article=NEGATED)
    (change,) = edit.changes
    assert ("article/pier", "meaning", ["article text"]) == (
        change.ref,
        change.weight,
        [f.field for f in change.fields],
    )
    assert "article text “We will [+ not] rebuild the …" in gist(edit, 200)
    assert ["quote/ruiz-rebuild"] == [one.ref for one in consequences(edit)]


def test_a_first_quote_and_a_record_that_can_be_read_again_are_told(edited: Edited, tmp_path: Path) -> None:
    edited(("topics: [pier]", "topics: []"), ("label: City", "label: {City"))
    before = read_again(read_snapshot(tmp_path))
    write_archive(tmp_path)
    edit = edit_between(before, read_again(before), AT)
    assert ["topic/pier"] == [*edit.got]
    assert [] == [*edit.lost]
    # At the start nothing was known of the broken record: that it is there now is no news, but its problem is gone.
    assert "topic pier got its first quote" in gist(edit, 200)
    assert "gone" in gist(edit, 200)


def test_a_problem_that_only_moved_or_is_told_in_other_words_is_neither_new_nor_gone(
    edited: Edited, tmp_path: Path
) -> None:
    edited(("text: not my favourite", "text: not your favourite"))
    before = read_snapshot(tmp_path)
    edit = edit_between(before, before, AT)
    assert not edit
    again = write_archive(tmp_path, yaml="# a comment\n" + PIER_YAML.replace("not my favourite", "not our favourite"))
    edit = edit_between(before, read_snapshot(again), AT)
    assert ([], [], ["text"]) == (edit.new, edit.gone, [field.field for field in edit.changes[0].fields])


def test_a_cycle_is_told_in_the_record_that_was_edited_and_not_where_it_is_cut(edited: Edited) -> None:
    edit = edited(("label: Harbour}", "label: Harbour, broader: pier}"))
    assert ["topic/harbour"] == [change.ref for change in edit.changes]
