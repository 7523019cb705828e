"""The words of texts are kept, and topics proposed from them are those that all texts, read anew, propose."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest
from topics.proposed import newsroom

from explorer.snapshot import Snapshot, read_again, read_snapshot
from explorer.store import kept_words, layout
from explorer.store.kept_words import proposed_topics
from explorer.topics.corpus import gather
from explorer.topics.proposing import propose
from explorer.topics.words import NO_WORDS


@pytest.fixture
def snapshot(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Snapshot:
    """An archive whose words are kept, however few they are."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr(kept_words, "_MANY", 1)
    return newsroom(tmp_path / "newsroom")


def read(snapshot: Snapshot) -> int:
    """How many words of an archive have to be read."""
    known = kept_words.kept_words(snapshot.root)
    return gather(snapshot.archive, snapshot.texts, snapshot.verifications, known=known).read


def test_only_what_is_new_is_read(snapshot: Snapshot) -> None:
    everything = read(snapshot)
    found = proposed_topics(snapshot, 100)
    assert (propose(snapshot, 100), 0) == (found, read(snapshot))

    path = snapshot.root / "seeds/otters-0.txt"
    path.write_text(path.read_text(encoding="utf-8") + "\nNobody counted the otters.\n", encoding="utf-8")
    after = read_again(snapshot)
    assert 0 < read(after) < everything / 20
    assert propose(after, 100) == proposed_topics(after, 100)
    assert 0 == read(after)


def test_after_any_edits_all_is_as_if_it_were_read_anew(snapshot: Snapshot) -> None:
    """Whatever is edited: texts, headlines, languages, quotes; and whether some articles are gone."""
    random, root = Random(7), snapshot.root
    data = root / "data/archive.yaml"
    swaps = ("ferry", "school", "otters", "sewage", "lanterns", "Answers", "Aldervik", "costs", "has", "council")
    whole = data.read_text(encoding="utf-8")
    for n in range(12):
        file = random.choice([data, *sorted(root.glob("seeds/*.txt"))])
        content = file.read_text(encoding="utf-8")
        places = [found.span() for word in swaps for found in re.finditer(rf"\b{word}\b", content)]
        start, end = random.choice(places)
        file.write_text(content[:start] + random.choice(swaps) + content[end:], encoding="utf-8")
        if n == 5:
            data.write_text(data.read_text(encoding="utf-8").replace("  headline", "  language: de\n  headline", 3))
        elif n == 8:
            data.write_text(whole.replace("file: otters-1.txt", "file: otters-2.txt"), encoding="utf-8")
        snapshot = read_again(snapshot)
        assert propose(snapshot, 100) == proposed_topics(snapshot, 100)


@pytest.mark.parametrize(
    "damage",
    [
        lambda _: b"",
        lambda content: content[: len(content) // 2],
        lambda content: content[:-1],
        lambda content: bytes(len(content)),
        lambda content: content[:-200] + bytes(200),
        lambda content: content.replace(b"otters", b"hotels"),
        lambda content: content.replace(b"<i4", b"<f4", 1),
    ],
)
def test_words_that_are_damaged_are_read_anew(snapshot: Snapshot, damage: Callable[[bytes], bytes]) -> None:
    found, path = proposed_topics(snapshot, 100), layout.path_of(snapshot.root, "words")
    path.write_bytes(damage(path.read_bytes()))
    assert kept_words.kept_words(snapshot.root) is NO_WORDS
    assert (found, 0) == (proposed_topics(snapshot, 100), read(snapshot))


def test_words_that_other_code_read_are_read_anew(snapshot: Snapshot, monkeypatch: pytest.MonkeyPatch) -> None:
    found = proposed_topics(snapshot, 100)
    monkeypatch.setattr(kept_words, "edition", lambda: "another")
    assert read(snapshot)
    assert (found, 0) == (proposed_topics(snapshot, 100), read(snapshot))


def test_where_nothing_can_be_kept_all_is_read_each_time(snapshot: Snapshot, tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("in the way", encoding="utf-8")
    found = proposed_topics(snapshot, 100)
    assert found
    assert found == proposed_topics(snapshot, 100)
    assert read(snapshot)


def test_few_words_are_not_kept(snapshot: Snapshot, monkeypatch: pytest.MonkeyPatch) -> None:
    everything = read(snapshot)
    for fewest, is_kept in ((everything + 1, False), (everything, True)):
        monkeypatch.setattr(kept_words, "_MANY", fewest)
        proposed_topics(snapshot, 100)
        assert is_kept is layout.path_of(snapshot.root, "words").exists()


def test_the_words_of_articles_that_are_gone_go_with_the_next_that_are_kept(snapshot: Snapshot, tmp_path: Path) -> None:
    proposed_topics(snapshot, 100)
    (snapshot.root / "data/archive.yaml").unlink()
    after = newsroom(tmp_path / "newsroom", ["otters", "tides"])
    proposed_topics(read_snapshot(after.root), 100)
    assert "tides" in (words := kept_words.kept_words(after.root)).vocabulary
    assert "sewage" not in words.vocabulary
