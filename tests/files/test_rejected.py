"""`rejected.yaml` is read as far as it can be, and added to with not a byte of it changed."""

from __future__ import annotations

from pathlib import Path

import pytest
from archives import write_archive

from explorer.files.rejected import read
from explorer.files.rejected_edits import with_rejected
from explorer.files.text_changes import CannotSplice
from explorer.model.records import Anchor, RejectedTopic, Rejection
from explorer.snapshot import read_again, read_snapshot

ONE = Rejection(article="levee", speaker="beal", text="It just quit.")
TWO = Rejection(article="levee", speaker="quill", text=("Go: on,", "# “now”"), at=Anchor(prefix="She said"))
EARLIER = Rejection(article="flood", speaker="quill", text="We hope.")


def test_rejections_are_in_one_order_however_they_came() -> None:
    written = with_rejected(b"", [TWO, ONE, EARLIER, ONE])
    assert with_rejected(with_rejected(b"", [EARLIER]), [ONE, TWO]) == written
    found, problems = read(written.decode())
    assert ([EARLIER, TWO, ONE], []) == ([each for _, each in found], problems)


def test_rejected_topics_stand_before_drafts_and_are_told_apart(tmp_path: Path) -> None:
    ferry = RejectedTopic(topic="Ferry: terminal")
    written = with_rejected(with_rejected(b"", [ONE]), [ferry, ferry])
    assert ([ferry, ONE], []) == ([each for _, each in read(written.decode())[0]], read(written.decode())[1])

    root = write_archive(tmp_path)
    (root / "rejected.yaml").write_bytes(with_rejected(b"", [ferry]) + b"- {topic: [x]}\n- {topic: x, speaker: beal}\n")
    snapshot = read_snapshot(root)
    assert (["Ferry: terminal", "x"], []) == (snapshot.archive.rejected_topics, snapshot.archive.rejected)
    wrong = [each for each in snapshot.problems if each.place.file == "rejected.yaml"]
    assert [(5, "wrong-type"), (6, "unknown-key")] == [(each.place.line, each.code) for each in wrong]
    assert "of a rejected topic" in wrong[1].message


def test_comments_and_line_ends_and_the_mark_at_the_beginning_stay() -> None:
    own = b"\xef\xbb\xbf# mine\r\n- {article: levee, text: 'It just quit.', speaker: beal} # why\r\n"
    written = with_rejected(own, [TWO])
    assert written.startswith(b"\xef\xbb\xbf")
    comment, entry = own.splitlines(keepends=True)
    assert [comment, entry] == [line for line in written.splitlines(keepends=True) if line in (comment, entry)]
    assert [TWO, ONE] == [each for _, each in read(written.decode("utf-8-sig"))[0]]
    assert b"\n" not in written.replace(b"\r\n", b"")


def test_of_a_damaged_file_what_is_sound_counts_and_nothing_is_lost() -> None:
    damaged = with_rejected(b"", [ONE]) + b"- article: [levee\n  text: x\n"
    written = with_rejected(damaged, [EARLIER])
    found, problems = read(written.decode())
    assert damaged in written
    assert [ONE, EARLIER] == [each for _, each in found]
    assert ["yaml-syntax"] == [problem.code for problem in problems]
    assert "article: [levee" in written.decode().splitlines()[problems[0].place.line - 1]
    with pytest.raises(CannotSplice):
        with_rejected("- {}".encode("utf-16"), [ONE])


def test_what_is_wrong_in_the_file_is_told_at_its_place_and_it_is_read_again(tmp_path: Path) -> None:
    data = {"a.yaml": "articles:\n- {id: levee, file: levee.txt, headline: Levee}\n"}
    root = write_archive(tmp_path, {"levee.txt": "Levee\n"}, data)
    snapshot = read_snapshot(root)
    file = root / "rejected.yaml"
    file.write_text(
        "- {article: levee, speaker: beal, text: a}\n- {article: lefee, speaker: b, text: a}\n- {articl: x}\n- y\n"
    )
    told = read_again(snapshot)
    here = {
        f"{each.place.line}:{each.place.column} {each.code}" for each in told.problems if each.place.file == file.name
    }
    assert {"2:3 dangling-reference", "3:3 missing-field", "3:4 unknown-key", "4:3 wrong-type"} == here
    assert 2 == len(told.archive.rejected)
    file.write_bytes(b"- \xff\n" + with_rejected(b"", [ONE]))
    hurt = read_again(told)
    assert [ONE] == hurt.archive.rejected
    assert "not-utf8" in {each.code for each in hurt.problems}
    file.write_bytes("- {}".encode("utf-16"))
    lost = read_again(told)
    assert told.archive.rejected == lost.archive.rejected
    assert ["not-utf8"] == [each.code for each in lost.problems if each.place.file == "rejected.yaml"][:1]
    file.unlink()
    assert [] == read_again(lost).archive.rejected
