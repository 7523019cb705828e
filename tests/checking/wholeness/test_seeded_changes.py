"""Hundreds of quotes that leave something out, in several styles and languages: each is caught, as what it is.

The archives beside this file are invented. As they are, their quotes leave out nothing.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec import structs
from trying import tries

from explorer.checking import covering, verifying
from explorer.checking.changed import RecordSubset
from explorer.checking.verified_archive import VerifiedArchive
from explorer.checking.wholeness import finding, problems
from explorer.checking.wholeness.weighty_words import weighty_words_of
from explorer.model.archive import Archive
from explorer.model.records import Article, Quote
from explorer.snapshot import Snapshot, read_snapshot, shipped_archive

ARCHIVES = [shipped_archive(), *sorted((Path(__file__).parent / "archives").iterdir())]
NAMES = ["shipped", *(root.name for root in ARCHIVES[1:])]
# Of each archive so many changes are tried.
NUMBER = tries(48)
# A paraphrase may begin with these, or without them.
LINKS = {"that", "when", "how", "dass", "que", "qu’"}

Change = tuple[Quote, list[str], str, str]


@pytest.mark.parametrize("root", ARCHIVES, ids=NAMES)
def test_an_unchanged_archive_leaves_out_nothing(root: Path) -> None:
    assert {} == read_snapshot(root).omissions


@pytest.mark.parametrize("root", ARCHIVES, ids=NAMES)
def test_nearly_each_change_is_caught(root: Path) -> None:
    """All of quoted words; of paraphrases most: the reading does not know where each clause begins and ends."""
    snapshot = read_snapshot(root)
    every = [
        change
        for quote in snapshot.archive.all(Quote)
        for change in changes(snapshot, quote)
        if all(stands_once(snapshot, quote, segment) for segment in change[1])
    ]
    some = random.Random(3).sample(every, min(NUMBER, len(every)))
    missed = [
        (quote.speech, quote.id, segments)
        for quote, segments, code, severity in some
        if (code, severity)
        not in told(snapshot, structs.replace(quote, text=segments if segments[1:] else segments[0]))
    ]
    assert [] == [each for each in missed if each[0] != "indirect"]
    assert len(missed) <= len(some) / 4


def changes(snapshot: Snapshot, quote: Quote) -> Iterator[Change]:
    """A quote without a word or two at one of its ends, or with words left out of its midst."""
    article = snapshot.archive.get(Article, quote.article)
    assert article
    text = snapshot.texts[quote.article].text
    wording = weighty_words_of(article.language, text)
    whole = list(quote.segments)
    for n, segment in enumerate(whole):
        words = list(re.finditer(r"\S+", segment))
        before, after = whole[:n], whole[n + 1 :]
        for at in range(1, len(words) - 1):
            kept = [segment[: words[at].start()].rstrip(), segment[words[at].end() :].lstrip()]
            if words[at][0].isalnum():
                yield quote, [*before, *kept, *after], "words-spliced", "error"
        for number in (1, 2):
            if len(words) <= number + 1 or len(words[number:]) <= number:
                continue
            first, last = segment[: words[number].start()], segment[words[-number].start() :]
            if first.split()[0] not in LINKS and re.search(r"\w{2}", first):
                severity = severity_of(wording.weighty(segment, 0, words[number - 1].end()), before)
                yield quote, [*before, segment[words[number].start() :], *after], *severity
            if re.search(r"\w{2}", last):
                severity = severity_of(wording.weighty(segment, words[-number].start(), len(segment)), after)
                yield quote, [*before, segment[: words[-number].start()].rstrip(), *after], *severity


def stands_once(snapshot: Snapshot, quote: Quote, segment: str) -> bool:
    """Whether it is known where a segment stands; of one that stands more than once that alone is told."""
    return len(snapshot.texts[quote.article].find(segment)) == 1


def severity_of(weighty: Iterator[str], others: list[str]) -> tuple[str, str]:
    """What leaving out words should be told as: beside another segment they are left out of the quote's midst."""
    if others:
        return "words-spliced", "error"
    return "words-left-out", "warning" if any(weighty) else "note"


def told(snapshot: Snapshot, changed: Quote) -> list[tuple[str, str]]:
    """The codes and severities told of a quote that takes the place of the one with its id."""
    entries = (
        structs.replace(entry, record=changed) if entry.record.ref == changed.ref else entry
        for entry in snapshot.archive.entries.values()
    )
    archive, texts = Archive(entries), snapshot.texts
    known = VerifiedArchive(archive=snapshot.archive, texts=texts, verifications=snapshot.verifications)
    verified = verifying.verify(archive, texts, known)
    covered = dict(covering.covered(archive, texts, verified, snapshot.coverage))
    asked = RecordSubset(archive, [f"article/{changed.article}"])
    results = VerifiedArchive(archive=archive, texts=texts, verifications=verified, coverage=covered)
    omissions = dict(finding.omissions(results, asked))
    found = problems.problems(results, omissions)
    return [(problem.code, str(problem.severity)) for problem in found if problem.ref == changed.ref]
