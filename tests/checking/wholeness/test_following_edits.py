"""What quotes leave out follows the edits of an archive, and only what an edit touched is looked at again."""

from __future__ import annotations

from pathlib import Path

from archives import write_archive

from explorer.checking.verification import Status
from explorer.snapshot import Snapshot, read_again, read_snapshot

PIER = "Pier\n\n“We will not close the pier before May,” Ruiz said.\n\nRuiz said the bridge is safe and it may close.\n"
BOATS = "Boats\n\n“No boat sank in the storm,” Ruiz said.\n"
HEAD = """
articles: [{id: pier, file: pier.txt, headline: Pier}, {id: boats, file: boats.txt, headline: Boats}]
people: [{id: ana, name: Ana Ruiz, aliases: [Ruiz]}]
quotes:
- {id: boat, article: boats, speech: direct, speaker: ana, text: boat sank in the storm}
"""
SPLICED = "- {id: pier, article: pier, speech: direct, speaker: ana, text: [We will, 'close the pier before May,']}\n"
WHOLE = "- {id: pier, article: pier, speech: direct, speaker: ana, text: 'We will not close the pier before May,'}\n"
BRIDGE = (
    "- {id: bridge, article: pier, speech: indirect, speaker: ana, attribution: Ruiz said, text: the bridge is safe}\n"
)
CLOSING = "- {id: closing, article: pier, speech: indirect, speaker: ana, attribution: Ruiz said, text: it may close}\n"


def archive(root: Path, *quotes: str) -> Path:
    return write_archive(root, {"pier.txt": PIER, "boats.txt": BOATS}, HEAD + "".join(quotes))


def edit(root: Path, *quotes: str) -> None:
    (root / "data" / "archive.yaml").write_text(HEAD + "".join(quotes), encoding="utf-8")


def status(snapshot: Snapshot, ref: str) -> Status:
    return snapshot.verifications[ref].status


def test_a_quote_is_spliced_as_long_as_it_leaves_out_words_between_its_segments(tmp_path: Path) -> None:
    first = read_snapshot(archive(tmp_path, SPLICED))
    assert (Status.SPLICED, Status.VERBATIM) == (status(first, "quote/pier"), status(first, "quote/boat"))
    edit(tmp_path, WHOLE)
    second = read_again(first)
    assert Status.VERBATIM == status(second, "quote/pier")
    edit(tmp_path, SPLICED)
    assert Status.SPLICED == status(read_again(second), "quote/pier")


def test_what_is_left_out_in_another_article_is_not_looked_for_again(tmp_path: Path) -> None:
    first = read_snapshot(archive(tmp_path, SPLICED))
    edit(tmp_path, SPLICED.replace("We will", "will"))
    second = read_again(first)
    assert first.omissions["quote/boat"] is second.omissions["quote/boat"]
    assert first.omissions["quote/pier"] != second.omissions["quote/pier"]


def test_a_quote_that_is_added_takes_its_clause_from_another(tmp_path: Path) -> None:
    first = read_snapshot(archive(tmp_path, BRIDGE))
    assert first.omissions["quote/bridge"].after
    edit(tmp_path, BRIDGE, CLOSING)
    second = read_again(first)
    assert "quote/bridge" not in second.omissions
    edit(tmp_path, BRIDGE)
    assert first.omissions == read_again(second).omissions


def test_an_edited_text_is_looked_at_again(tmp_path: Path) -> None:
    first = read_snapshot(archive(tmp_path, WHOLE))
    (tmp_path / "seeds" / "boats.txt").write_text(BOATS.replace("No boat", "boat"), encoding="utf-8")
    assert {"quote/boat"} == first.omissions.keys()
    assert {} == read_again(first).omissions
