"""The archive's folder → a snapshot, whatever is in the folder."""

from __future__ import annotations

import hashlib
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NoReturn

import pytest
from archives import PIER, PIER_SHA256, PIER_YAML, write_archive, write_hostile_archive

from explorer.checking.verification import Status
from explorer.files import data_files, seed_files, stamps
from explorer.model.pausing import Progress
from explorer.model.problems import Severity
from explorer.model.records import Kind, Person
from explorer.snapshot import (
    ArchiveError,
    Failure,
    Snapshot,
    failed,
    read_again,
    read_snapshot,
    shipped_archive,
)

ARTICLE = "articles: [{{id: a, file: {file}, headline: Pier to be rebuilt}}]"


def said(snapshot: Snapshot) -> list[str]:
    return [str(problem) for problem in snapshot.problems]


def codes(snapshot: Snapshot) -> list[str]:
    return [problem.code for problem in snapshot.problems]


def read(root: Path, yaml: str | dict[str, str | bytes], articles: dict[str, str | bytes] | None = None) -> Snapshot:
    return read_snapshot(write_archive(root, articles, yaml))


def rewrite(path: Path, text: str) -> None:
    """Write a file so that its stamp differs, however fast the test is."""
    before = path.stat().st_mtime_ns
    path.write_text(text, encoding="utf-8")
    os.utime(path, ns=(before + 1_000_000_000, before + 1_000_000_000))


def test_an_archive_is_read_with_its_records_texts_and_verifications(tmp_path: Path) -> None:
    snapshot = read_snapshot(write_archive(tmp_path))
    assert [] == snapshot.problems
    assert [1, 3, 3, 1, 3] == [len(snapshot.archive.of_kind(kind)) for kind in Kind]
    assert PIER == snapshot.texts["pier"].text
    assert Status.VERBATIM is snapshot.verifications["quote/ruiz-rebuild"].status


def test_a_folder_without_data_is_no_archive(tmp_path: Path) -> None:
    with pytest.raises(ArchiveError, match="it has no data/ folder"):
        read_snapshot(tmp_path)
    with pytest.raises(ArchiveError, match="there is no such folder"):
        read_snapshot(tmp_path / "nowhere")


def test_an_archive_without_records_is_a_warning(tmp_path: Path) -> None:
    assert ["data:1:1: warning: there are no records below data/"] == said(read(tmp_path, {}))


def test_every_yaml_file_in_any_folder_is_read_in_the_order_of_names(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "b.yaml": "topics: [{id: b, label: B}]",
        "a/z.yml": "topics: [{id: z, label: Z}]",
        "a/b/c.yaml": "topics: [{id: c, label: C}]",
        "notes.txt": "topics: [{id: no, label: No}]",
        ".hidden.yaml": "topics: [{id: no, label: No}]",
        ".git/x.yaml": "topics: [{id: no, label: No}]",
        "folder.yaml/d.yaml": "topics: [{id: d, label: D}]",
    }
    snapshot = read(tmp_path, files)
    assert [] == said(snapshot)
    assert ["c", "z", "b", "d"] == list(snapshot.archive.of_kind(Kind.TOPIC))


def test_a_broken_file_hides_no_other(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {"a.yaml": "topics: [{", "b.yaml": "topics: [{id: b, label: B}]", "c.yaml": b"\xff"}
    snapshot = read(tmp_path, files)
    assert ["yaml-syntax", "not-utf8"] == codes(snapshot)
    assert ["b"] == list(snapshot.archive.of_kind(Kind.TOPIC))


def test_references_reach_from_file_to_file(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "a.yaml": "topics: [{id: narrow, label: N, broader: broad}]",
        "b.yaml": "topics: [{id: broad, label: B}, {id: narrow, label: again}]",
    }
    expected = "data/b.yaml:1:38: error: the id “narrow” is taken; the first, at data/a.yaml:1:10, is used"
    assert [expected] == said(read(tmp_path, files))


def test_problems_come_by_file_line_and_column(tmp_path: Path) -> None:
    yaml = "topics:\n- {id: a, label: A, broader: x}\n- {id: A}\npeople: x\n"
    places = [problem.place for problem in read(tmp_path, {"b.yaml": yaml, "a.yaml": yaml}).problems]
    assert sorted(places) == places
    assert {"data/a.yaml", "data/b.yaml"} == {place.file for place in places}


def test_a_byte_order_mark_is_no_part_of_the_text(tmp_path: Path) -> None:
    bom = b"\xef\xbb\xbf"
    yaml = PIER_YAML.replace(PIER_SHA256, hashlib.sha256(bom + PIER.encode()).hexdigest())
    snapshot = read(tmp_path, {"x.yaml": bom + yaml.encode()}, {"pier.txt": bom + PIER.encode()})
    assert [] == said(snapshot)
    assert PIER == snapshot.texts["pier"].text


def test_windows_line_ends_are_read(tmp_path: Path) -> None:
    text = PIER.replace("\n", "\r\n").encode()
    yaml = PIER_YAML.replace(PIER_SHA256, hashlib.sha256(text).hexdigest())
    snapshot = read(tmp_path, {"x.yaml": yaml.replace("\n", "\r\n").encode()}, {"pier.txt": text})
    assert [] == said(snapshot)
    assert Status.VERBATIM is snapshot.verifications["quote/ruiz-rebuild"].status


def test_windows_line_ends_move_no_place(tmp_path: Path) -> None:
    yaml = b"topics:\r\n- id: a\r\n  label: A\r\n  broader: x\r\n"
    assert ["data/x.yaml:4:12"] == [str(problem.place) for problem in read(tmp_path, {"x.yaml": yaml}).problems]


@pytest.mark.parametrize("start", [b"", b"\xef\xbb\xbf"])
def test_what_is_not_utf_8_has_its_place(tmp_path: Path, start: bytes) -> None:
    content = start + "# é\ntopics: é".encode() + b"\xe9t\xe9\n"
    message = "not UTF-8: byte 0xe9 (“é” in Windows-1252); save the file as UTF-8"
    assert [f"data/x.yaml:2:10: error: {message}"] == said(read(tmp_path, {"x.yaml": content}))


def test_utf_16_is_not_utf_8(tmp_path: Path) -> None:
    assert ["not-utf8"] == codes(read(tmp_path, {"x.yaml": "topics: []".encode("utf-16")}))


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(data_files, "LARGEST_FILE", 100)
    files: dict[str, str | bytes] = {"a.yaml": "#" * 101, "b.yaml": "#" * 100}
    snapshot = read(tmp_path, files)
    assert [("data/a.yaml", "unreadable-file")] == [(problem.place.file, problem.code) for problem in snapshot.problems]


def test_the_largest_file_has_16_mb() -> None:
    assert 16 * 1024 * 1024 == data_files.LARGEST_FILE


# Articles


@pytest.mark.parametrize(
    "file", ["../outside.txt", "sub/../../outside.txt", "{root}/outside.txt", "../seeds/../outside.txt", ".."]
)
def test_no_path_leads_out_of_seeds(tmp_path: Path, file: str) -> None:
    (tmp_path / "outside.txt").write_text(PIER, encoding="utf-8")
    (tmp_path / "seeds" / "sub").mkdir(parents=True)
    file = file.format(root=tmp_path)
    snapshot = read(tmp_path, ARTICLE.format(file=file))
    assert [f"data/archive.yaml:1:26: error: file: “{file}” is not below seeds/; it is not read"] == said(snapshot)
    assert {} == snapshot.texts


@pytest.mark.parametrize("link", ["file", "folder"])
def test_no_symbolic_link_leads_out_of_seeds(tmp_path: Path, link: str) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "pier.txt").write_text(PIER, encoding="utf-8")
    root = write_archive(tmp_path / "archive", {}, ARTICLE.format(file="link" if link == "file" else "link/pier.txt"))
    (root / "seeds" / "link").symlink_to(outside / "pier.txt" if link == "file" else outside)
    snapshot = read_snapshot(root)
    assert ["outside-seeds"] == codes(snapshot)
    assert {} == snapshot.texts


def test_a_symbolic_link_inside_of_seeds_is_followed(tmp_path: Path) -> None:
    root = write_archive(tmp_path, {"pier.txt": "Pier to be rebuilt"}, ARTICLE.format(file="link"))
    (root / "seeds" / "link").symlink_to("pier.txt")
    assert ["sha256-missing"] == codes(read_snapshot(root))


def test_seeds_may_be_a_symbolic_link_itself(tmp_path: Path) -> None:
    root = write_archive(tmp_path / "archive")
    (root / "seeds").rename(tmp_path / "texts")
    (root / "seeds").symlink_to(tmp_path / "texts")
    assert [] == said(read_snapshot(root))


def test_symbolic_links_in_a_circle_are_a_problem(tmp_path: Path) -> None:
    root = write_archive(tmp_path, {}, ARTICLE.format(file="one"))
    (root / "seeds" / "one").symlink_to("two")
    (root / "seeds" / "two").symlink_to("one")
    assert ["no-article-text"] == codes(read_snapshot(root))


def test_a_seeds_folder_that_is_a_link_in_a_circle_is_a_problem(tmp_path: Path) -> None:
    root = write_archive(tmp_path, {}, ARTICLE.format(file="one"))
    (root / "seeds").rmdir()
    (root / "seeds").symlink_to("seeds")
    assert ["no-article-text"] == codes(read_snapshot(root))


def test_a_missing_article_text_names_the_nearest_file(tmp_path: Path) -> None:
    snapshot = read(tmp_path, ARTICLE.format(file="peer.txt"), {"sub/x.txt": "x", "pier.txt": PIER})
    expected = "file: seeds/peer.txt can't be read: No such file or directory; did you mean “pier.txt”?"
    assert [f"data/archive.yaml:1:26: error: {expected}"] == said(snapshot)


@pytest.mark.parametrize("file", ["sub", '"a\\0b"', f'"{"x" * 300}"', '"."'])
def test_what_is_no_file_is_a_problem(tmp_path: Path, file: str) -> None:
    snapshot = read(tmp_path, ARTICLE.format(file=file), {"sub/x.txt": "x"})
    assert ["no-article-text"] == codes(snapshot)


def test_without_a_seeds_folder_the_texts_are_missing_and_quotes_unchecked(tmp_path: Path) -> None:
    root = write_archive(tmp_path)
    (root / "seeds" / "pier.txt").unlink()
    (root / "seeds").rmdir()
    snapshot = read_snapshot(root)
    assert ["no-article-text"] == codes(snapshot)
    assert {Status.UNCHECKED} == {found.status for found in snapshot.verifications.values()}


def test_an_article_text_that_is_not_utf_8_is_a_problem_in_that_file(tmp_path: Path) -> None:
    snapshot = read(tmp_path, ARTICLE.format(file="pier.txt"), {"pier.txt": b"One\nTw\xf6"})
    message = "not UTF-8: byte 0xf6 (“ö” in Windows-1252); save the file as UTF-8"
    assert [f"seeds/pier.txt:2:3: error: {message}"] == said(snapshot)


def test_a_changed_source_is_a_problem_and_its_quotes_are_verified_anew(tmp_path: Path) -> None:
    assert [] == said(read(tmp_path, PIER_YAML, {"pier.txt": PIER}))
    changed = PIER.replace("before summer", "by summer").replace("March", "March 2024")
    snapshot = read(tmp_path, PIER_YAML, {"pier.txt": changed})
    assert ["source-changed", "quote-altered", "words-left-out"] == codes(snapshot)
    assert "; 1 of its 3 quotes no longer holds: quote/ruiz-rebuild; it is now " in snapshot.problems[0].message
    assert snapshot.problems[0].message.startswith("sha256: seeds/pier.txt has changed since it was curated")
    passage = snapshot.verifications["quote/ruiz-budget"].passages[0]
    assert passage is not None
    assert "not my favourite subject" == changed[passage.start : passage.end]


def test_a_checksum_may_have_capitals(tmp_path: Path) -> None:
    yaml = PIER_YAML.replace(PIER_SHA256, PIER_SHA256.upper())
    assert yaml != PIER_YAML
    assert [] == said(read(tmp_path, yaml, {"pier.txt": PIER}))


# Reading again


def test_a_file_that_did_not_change_is_not_read_again(tmp_path: Path) -> None:
    root = write_archive(tmp_path)
    first = read_snapshot(root)
    second = read_again(first)
    assert first.files["data/archive.yaml"] is second.files["data/archive.yaml"]
    assert first.archive.entries == second.archive.entries


def test_a_change_is_read(tmp_path: Path) -> None:
    root = write_archive(tmp_path)
    first = read_snapshot(root)
    rewrite(root / "data" / "archive.yaml", PIER_YAML.replace("label: City budget", "label: Budget"))
    (root / "data" / "new.yaml").write_text("topics: [{id: new, label: New}]", encoding="utf-8")
    second = read_again(first)
    assert [] == said(second)
    labels = [getattr(topic, "label", "") for topic in second.archive.of_kind(Kind.TOPIC).values()]
    assert ["Harbour", "The pier", "Budget", "New"] == labels


def test_a_file_that_is_broken_now_keeps_the_records_that_it_last_had(tmp_path: Path) -> None:
    root = write_archive(tmp_path)
    snapshot = read_snapshot(root)
    entries = snapshot.archive.entries
    for broken in ("quotes: [{", "topics: [{id: x"):
        rewrite(root / "data" / "archive.yaml", broken)
        snapshot = read_again(snapshot)
        assert ["yaml-syntax"] == codes(snapshot)
        assert entries == snapshot.archive.entries
        assert snapshot.files["data/archive.yaml"].stale
    rewrite(root / "data" / "archive.yaml", "topics: [{id: x, label: X}]")
    snapshot = read_again(snapshot)
    assert [] == said(snapshot)
    assert ["topic/x"] == list(snapshot.archive.entries)
    assert not snapshot.files["data/archive.yaml"].stale


def test_a_broken_file_stays_a_problem_while_it_does_not_change(tmp_path: Path) -> None:
    root = write_archive(tmp_path)
    first = read_snapshot(root)
    rewrite(root / "data" / "archive.yaml", "quotes: [{")
    second = read_again(first)
    assert ["yaml-syntax"] == codes(read_again(second))


def test_a_file_that_is_gone_takes_its_records_along(tmp_path: Path) -> None:
    root = write_archive(
        tmp_path, {}, {"a.yaml": "topics: [{id: a, label: A}]", "b.yaml": "topics: [{id: b, label: B}]"}
    )
    first = read_snapshot(root)
    (root / "data" / "a.yaml").unlink()
    assert ["topic/b"] == list(read_again(first).archive.entries)


def test_a_text_that_did_not_change_is_not_read_again_nor_covered_anew(tmp_path: Path) -> None:
    root = write_archive(tmp_path)
    first = read_snapshot(root)
    second = read_again(first)
    assert first.texts["pier"] is second.texts["pier"]
    assert first.coverage["pier"].spans is second.coverage["pier"].spans
    os.utime(root / "seeds" / "pier.txt", ns=(0, 0))
    third = read_again(second)
    assert second.texts["pier"] is third.texts["pier"]
    assert second.coverage == third.coverage


def test_only_what_an_edit_touched_is_verified_again(tmp_path: Path) -> None:
    root = write_archive(tmp_path)
    first = read_snapshot(root)
    rewrite(root / "data" / "archive.yaml", PIER_YAML.replace("had been told in March", "had been told in May"))
    second = read_again(first)
    anew = [ref for ref, found in second.verifications.items() if found is not first.verifications[ref]]
    assert ["quote/okafor-told-in-march"] == anew
    assert ["quote-altered"] == codes(second)
    assert codes(second) == codes(read_snapshot(root))


def test_words_that_were_nowhere_are_found_when_another_article_gets_them(tmp_path: Path) -> None:
    yaml = PIER_YAML.replace("people:\n", "- {id: other, file: other.txt, headline: Elsewhere}\npeople:\n", 1)
    yaml = yaml.replace("not my favourite subject", "Zymurgy quickly vexed xylophones")
    root = write_archive(tmp_path, {"pier.txt": PIER.replace("“not my", "not my"), "other.txt": "Elsewhere"}, yaml)
    first = read_snapshot(root)
    assert "quote-nowhere" in codes(first)
    rewrite(root / "seeds" / "other.txt", "Elsewhere\n\nZymurgy quickly vexed xylophones.")
    assert "quote-elsewhere" in codes(read_again(first))


def test_a_changed_article_is_read_again(tmp_path: Path) -> None:
    root = write_archive(tmp_path)
    first = read_snapshot(root)
    rewrite(root / "seeds" / "pier.txt", PIER.replace("favourite", "favorite"))
    assert ["source-changed", "quote-altered"] == codes(read_again(first))


# Whatever is in it


def test_a_hostile_archive_is_read_like_any_other(tmp_path: Path) -> None:
    snapshot = read_snapshot(write_hostile_archive(tmp_path))
    assert [] == said(snapshot)
    assert {Status.VERBATIM} == {found.status for found in snapshot.verifications.values()}


def test_the_shipped_archive_is_in_the_source_tree_or_in_the_package() -> None:
    assert (shipped_archive() / "data").is_dir()
    assert (shipped_archive() / "seeds").is_dir()


def test_a_record_that_can_no_longer_be_read_is_kept_as_it_was(tmp_path: Path) -> None:
    """The rest of its file is new, its own problem is told, and nothing that refers to it becomes one."""
    root = write_archive(tmp_path)
    before = read_snapshot(root)
    broken = PIER_YAML.replace("label: Harbour}", "labl: Harbour}").replace("name: Ben Okafor", "name: Ben A. Okafor")
    (root / "data" / "archive.yaml").write_text(broken, encoding="utf-8")
    after = read_again(before)
    assert after.archive.find("topic/harbour") == before.archive.find("topic/harbour")
    assert ["missing-field", "unknown-key"] == sorted(problem.code for problem in after.problems)
    assert after.files["data/archive.yaml"].stale
    okafor = after.archive.get(Person, "ben-okafor")
    assert okafor is not None
    assert okafor.name == "Ben A. Okafor"


def test_a_record_that_was_never_read_makes_no_problem_of_what_refers_to_it(tmp_path: Path) -> None:
    """One mistake is told once."""
    root = write_archive(tmp_path, {"pier.txt": PIER}, PIER_YAML.replace("label: Harbour}", "description: Harbour}"))
    assert ["missing-field"] == [problem.code for problem in read_snapshot(root).problems]


def test_references_into_a_file_that_can_not_be_read_are_one_note(tmp_path: Path) -> None:
    """The one mistake is not buried under what follows from it."""
    people, rest = "people: [{id: ana-ruiz, name: [", PIER_YAML.replace("- {id: ana-ruiz,", "- {id: eve,")
    root = write_archive(tmp_path, {"pier.txt": PIER}, {"people.yaml": people, "rest.yaml": rest})
    errors = [problem for problem in read_snapshot(root).problems if problem.severity is Severity.ERROR]
    notes = [problem for problem in read_snapshot(root).problems if problem.severity is Severity.NOTE]
    assert ["yaml-syntax"] == [problem.code for problem in errors]
    assert ["data/people.yaml"] == [problem.place.file for problem in notes]


def test_an_article_text_that_is_too_large_is_not_read(tmp_path: Path) -> None:
    """However large: of this one hardly anything is on the disk, but it would not fit into memory."""
    root = write_archive(tmp_path, {"pier.txt": ""}, ARTICLE.format(file="pier.txt"))
    os.truncate(root / "seeds" / "pier.txt", 1 << 40)
    snapshot = read_snapshot(root)
    message = "file: seeds/pier.txt is larger than 4 MB, and not read; keep only the article’s text"
    assert [f"data/archive.yaml:1:26: error: {message}"] == said(snapshot)
    assert ["article-too-large"] == codes(snapshot)


def test_an_article_text_of_just_the_largest_size_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(seed_files, "LARGEST_TEXT", len(PIER.encode()))
    assert {"a"} == set(read(tmp_path, ARTICLE.format(file="pier.txt"), {"pier.txt": PIER}).texts)
    assert ["article-too-large"] == codes(read(tmp_path, ARTICLE.format(file="pier.txt"), {"pier.txt": PIER + "x"}))


def test_a_data_file_that_would_not_fit_into_memory_is_not_read(tmp_path: Path) -> None:
    root = write_archive(tmp_path, {}, "topics: []")
    os.truncate(root / "data" / "archive.yaml", 1 << 40)
    assert ["unreadable-file"] == codes(read_snapshot(root))


def test_a_file_that_grows_while_it_is_read_is_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What it had when it was looked at does not count."""
    path = tmp_path / "file"
    path.write_bytes(b"x" * 11)
    monkeypatch.setattr(stamps, "stamp_of", lambda _: (0, 5, 0))
    with pytest.raises(stamps.TooLargeError):
        stamps.content_of(path, 10)


def test_a_pipe_that_takes_the_place_of_a_file_is_not_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    os.mkfifo(tmp_path / "pipe")
    monkeypatch.setattr(stamps, "stamp_of", lambda _: (0, 5, 0))
    with pytest.raises(OSError, match="it is not a file"):
        stamps.content_of(tmp_path / "pipe", 10)


def test_a_pipe_is_no_article(tmp_path: Path) -> None:
    """It is not opened: whoever opens one waits."""
    root = write_archive(tmp_path, {}, ARTICLE.format(file="pipe"))
    os.mkfifo(root / "seeds" / "pipe")
    expected = "file: seeds/pipe can't be read: it is not a file"
    assert [f"data/archive.yaml:1:26: error: {expected}"] == said(read_snapshot(root))


@pytest.mark.parametrize("file", [".pier.txt", "pier.txt~", ".hidden/pier.txt", "4913"])
def test_a_file_that_is_passed_over_is_no_article(tmp_path: Path, file: str) -> None:
    """Nobody would notice that it changes."""
    snapshot = read(tmp_path, ARTICLE.format(file=file), {file: PIER})
    assert ["no-article-text"] == codes(snapshot)
    assert "it is hidden or an editor's own file, and passed over" in said(snapshot)[0]


# What can't be read


def test_the_files_that_can_not_be_read_are_known(tmp_path: Path) -> None:
    """And whether the records that they last had are still shown."""
    files: dict[str, str | bytes] = {"a.yaml": "topics: [{id: a, label: A}]", "b.yaml": "topics: [{id: b, label: B}]"}
    root = write_archive(tmp_path, {}, files | {"c.yaml": "topics: [", "d.yaml": "topics: [{id: d}]"})
    first = read_snapshot(root)
    assert [("data/c.yaml", False)] == [(file.name, file.shown) for file in first.unread]
    rewrite(root / "data" / "b.yaml", "topics: [")
    second = read_again(first)
    assert [("data/b.yaml", True), ("data/c.yaml", False)] == [(file.name, file.shown) for file in second.unread]
    assert first.unread[0].since == second.unread[1].since <= second.unread[0].since
    assert second.unread == read_again(second).unread
    rewrite(root / "data" / "b.yaml", "topics: []")
    rewrite(root / "data" / "c.yaml", "topics: []")
    assert () == read_again(second).unread


def test_a_folder_that_can_not_be_looked_through_is_among_what_can_not_be_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = write_archive(tmp_path, {}, {"a/x.yaml": "topics: [{id: a, label: A}]", "b.yaml": "topics: []"})
    first, real = read_snapshot(root), os.scandir

    def scandir(path: str) -> object:
        if Path(path) == root / "data" / "a":
            raise PermissionError(13, "Permission denied")
        return real(path)

    monkeypatch.setattr(os, "scandir", scandir)
    second = read_again(first)
    assert ["data/a:1:1: error: can't be read: Permission denied"] == said(second)
    assert ["topic/a"] == list(second.archive.entries)
    assert [("data/a", False), ("data/a/x.yaml", True)] == [(file.name, file.shown) for file in second.unread]
    assert ["data/a:1:1: error: can't be read: Permission denied"] == said(read_snapshot(root))


def test_a_data_folder_that_goes_while_it_is_read_is_no_archive(tmp_path: Path) -> None:
    """Rather than one in which every file is broken."""
    root = write_archive(tmp_path)

    def go(_: Progress) -> None:
        if (root / "data").exists():
            (root / "data").rename(root / "aside")

    with pytest.raises(ArchiveError, match="it has no data/ folder"):
        read_snapshot(root, pause=go)


def test_a_data_folder_that_can_not_be_read_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = write_archive(tmp_path)

    def refuse(_: Path) -> NoReturn:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "scandir", refuse)
    with pytest.raises(ArchiveError, match="can't be read: Permission denied"):
        read_snapshot(root)


def test_a_seeds_folder_that_goes_while_it_is_read_is_a_problem(tmp_path: Path) -> None:
    root = write_archive(tmp_path)

    def go(_: Progress) -> None:
        if (root / "seeds").exists():
            (root / "seeds").rename(root / "aside")

    assert ["no-article-text"] == codes(read_snapshot(root, pause=go))


def test_a_reading_that_failed_leaves_the_earlier_one_marked(tmp_path: Path) -> None:
    """Since the first failure in a row, with the reason of the last, until it can be read again."""
    root, first_time = write_archive(tmp_path), datetime(2026, 1, 2, 3, 4, tzinfo=UTC)
    first = read_snapshot(root)
    assert first.failure is None
    second = failed(first, ArchiveError("gone"), first_time)
    third = failed(second, ArchiveError("still gone"), first_time + timedelta(hours=1))
    assert [Failure("gone", first_time), Failure("still gone", first_time)] == [second.failure, third.failure]
    assert first.archive is third.archive
    assert first.problems == third.problems
    assert read_again(third).failure is None


def test_a_reading_says_how_far_it_is(tmp_path: Path) -> None:
    """Of all that takes long, and never beyond the end."""
    told: list[Progress] = []
    read_snapshot(write_archive(tmp_path), pause=told.append)
    assert [progress.what for progress in told] == ["files", "articles", "records checked"]
    assert all(0 <= progress.done <= progress.total for progress in told)
    assert [progress.total for progress in told][:2] == [1, 1]


def test_a_mistake_in_the_defaults_is_told_once_with_the_records_that_it_concerns(tmp_path: Path) -> None:
    """And placed where it stands."""
    yaml = PIER_YAML.replace("  article: pier\n", "") + "defaults: {quotes: {article: peir}}\n"
    (problem,) = (found for found in read(tmp_path, yaml).problems if found.code == "dangling-reference")
    assert f"data/archive.yaml:{yaml.count(chr(10))}:30" == str(problem.place)
    message = "article: there is no article “peir”; did you mean “pier”? (in quote/ruiz-rebuild and 2 more)"
    assert (message, "quote/ruiz-rebuild") == (problem.message, problem.ref)
