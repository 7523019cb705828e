"""What the checks found is kept between starts, and is never anything but what checking again would find."""

from __future__ import annotations

import os
from collections.abc import Callable
from itertools import count
from pathlib import Path
from random import Random
from shutil import copytree

import pytest
from archives import PIER, PIER_YAML, write_archive

from explorer import snapshot as snapshots
from explorer.checking import checks
from explorer.files import kept_checks, record_cache
from explorer.snapshot import Snapshot, keep, read_kept, read_snapshot, shipped_archive

_STEPS, _LONG_AGO = 40, 10**18


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An archive whose files did not change for long, and no cache yet."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return aged(write_archive(tmp_path / "archive"))


def aged(root: Path, at: int = _LONG_AGO) -> Path:
    """An archive as if its files had been changed at a time, in ns."""
    for path in root.rglob("*"):
        if path.is_file():
            os.utime(path, ns=(at, at))
    return root


def found(snapshot: Snapshot) -> list[object]:
    """All that the checks tell of an archive."""
    return [
        [*snapshot.problems],
        dict(snapshot.problems_of),
        dict(snapshot.verifications),
        dict(snapshot.coverage),
        dict(snapshot.omissions),
        dict(snapshot.repeats.also),
        dict(snapshot.reports),
        [*snapshot.accepted],
        snapshot.unstated,
        snapshot.held,
        dict(snapshot.astray),
        snapshot.stale,
        [*snapshot.timeline],
    ]


def never(*_: object) -> None:
    raise AssertionError("it was checked again")


def test_where_nothing_changed_nothing_is_checked_again(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = read_snapshot(root)
    keep(whole)
    monkeypatch.setattr(checks, "checked", never)
    assert found(whole) == found(read_kept(root))


@pytest.mark.parametrize("yaml", ["half.yaml", "half\udcff.yaml"])
def test_what_cannot_be_encoded_is_not_kept_and_is_no_failure(root: Path, yaml: str) -> None:
    """Such as one half of a surrogate pair, in a text or in the name of a file."""
    try:
        (root / "data" / yaml).write_text('topics: [{id: a, label: "A \\uD800"}]\n', encoding="utf-8")
    except OSError:
        pytest.skip("this system has no such file names")
    whole = read_snapshot(root)
    keep(whole)
    assert found(whole) == found(read_kept(root))


def test_whatever_is_edited_all_is_found_that_a_whole_reading_finds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also when files are moved, removed, broken and put back, between readings that are kept and others."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    root = tmp_path / "archive"
    for name in ("data", "seeds"):
        copytree(shipped_archive() / name, root / name)
    write_archive(root, {"pier.txt": PIER}, {"pier.yaml": PIER_YAML})
    random, times = Random(20), count(_LONG_AGO, 10**9)
    keep(read_snapshot(aged(root)))
    for step in range(_STEPS):
        edited(root, random)
        if step % 3:
            aged(root, next(times))
        whole, kept = read_snapshot(root, record_cache.load(root)), read_kept(root)
        assert found(whole) == found(kept), step
        if random.random() < 0.6:
            keep(kept)


def edited(root: Path, random: Random) -> None:
    """Change one file of an archive as somebody might, in a way that is random."""
    files = sorted(path for path in root.rglob("*") if path.is_file())
    folder = random.choice(("data", "seeds"))
    file = random.choice([path for path in files if path.parent.name == folder] or files)
    text = file.read_text(encoding="utf-8")
    ways: list[Callable[[], None]] = [
        lambda: _write(file, _reworded(text, random)),
        lambda: _write(file, _reworded(text, random)),
        lambda: _write(file, _reworded(text, random)),
        lambda: _write(file, text + "\n"),
        lambda: _write(file, _without_line(text, random)),
        lambda: _move(file),
        lambda: _write(file.with_name(f"more-{file.name}"), text),
    ]
    random.choice(ways)()


def _write(file: Path, text: str) -> None:
    file.write_text(text, encoding="utf-8")


def _move(file: Path) -> None:
    file.rename(file.with_name(f"moved{file.suffix}"))


def _reworded(text: str, random: Random) -> str:
    """A text in which a word stands in the place of another one."""
    words = text.split(" ")
    words[random.randrange(len(words))] = random.choice(words)
    return " ".join(words)


def _without_line(text: str, random: Random) -> str:
    lines = text.splitlines(keepends=True)
    if lines:
        del lines[random.randrange(len(lines))]
    return "".join(lines)


def test_what_an_article_says_now_counts(root: Path) -> None:
    keep(read_snapshot(root))
    (root / "seeds" / "pier.txt").write_text(PIER.replace("before summer", "before winter"), encoding="utf-8")
    assert "missing" == read_kept(root).verifications["quote/ruiz-rebuild"].status
    assert "verbatim" == read_kept(root).verifications["quote/ruiz-budget"].status


@pytest.mark.parametrize(
    ("before", "after", "codes"), [("en", "es", ["", "speaker-mismatch"]), ("es", "en", ["speaker-mismatch", ""])]
)
def test_what_is_said_of_an_article_now_counts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, before: str, after: str, codes: list[str]
) -> None:
    """Its language decides which words of saying are understood, also in quotes that did not change."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    text = "La presa\n\nAna Ruiz vino. “La presa aguanta”, dijo Ben Olmos.\n"
    yaml = """
articles: [{id: a, file: a.txt, headline: La presa, language: LANGUAGE}]
people: [{id: ruiz, name: Ana Ruiz}, {id: olmos, name: Ben Olmos}]
quotes: [{id: q, article: a, speech: direct, text: La presa aguanta, speaker: ruiz}]
"""
    told: list[str] = []
    for language in (before, after):
        data = yaml.replace("LANGUAGE", language)
        kept = read_kept(aged(write_archive(tmp_path / "archive", {"a.txt": text}, data), _LONG_AGO + len(told)))
        said = kept.verifications["quote/q"].said
        told.append(said.code if said and said.is_mismatch else "")
        keep(kept)
    assert codes == told


@pytest.mark.parametrize(
    "damage",
    [
        lambda content: content[:0],
        lambda content: content[: len(content) // 2],
        lambda content: bytes(len(content)),
        lambda content: content.replace(b"Tuesday", b"Thursday"),
        lambda content: content[:40] + b"\xff" + content[41:],
    ],
)
def test_what_was_damaged_is_found_anew(root: Path, damage: Callable[[bytes], bytes]) -> None:
    whole = read_snapshot(root)
    keep(whole)
    file = record_cache.path_of(root, "checks.msgpack")
    file.write_bytes(damage(file.read_bytes()))
    assert found(whole) == found(read_kept(root))


def test_what_other_code_or_other_records_gave_is_not_taken(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    keep(read_snapshot(root))
    assert kept_checks.load(root, record_cache.load(root)) is not None
    other = record_cache.load(root)
    other.digest = "0" * 64
    assert kept_checks.load(root, other) is None
    monkeypatch.setattr(kept_checks, "edition", lambda: "another")
    assert kept_checks.load(root, record_cache.load(root)) is None


def test_a_cache_that_can_not_be_written_or_read_costs_nothing_but_time(root: Path) -> None:
    whole = read_snapshot(root)
    folder = record_cache.path_of(root, "checks.msgpack").parent
    folder.parent.mkdir(parents=True, exist_ok=True)
    folder.write_text("a file in its place")
    keep(whole)
    assert found(whole) == found(read_kept(root, keeping=True))


def test_only_a_command_that_took_long_keeps_what_it_found(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(snapshots, "_LONG", float("inf"))
    read_kept(root, keeping=True)
    assert not record_cache.path_of(root, "checks.msgpack").exists()
    monkeypatch.setattr(snapshots, "_LONG", 0.0)
    read_kept(root, keeping=True)
    assert record_cache.path_of(root, "checks.msgpack").exists()
