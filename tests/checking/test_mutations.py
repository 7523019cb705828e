"""A thousand mutations of the shipped archive's words: each is reported as what it is, and none passes."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator

import pytest
from msgspec import structs
from trying import tries

from explorer.checking import verifying
from explorer.checking.verification import Finding, Status
from explorer.model.archive import Archive
from explorer.model.problems import Place
from explorer.model.records import AnyRecord, Article, Entry, Event, Person, Quote
from explorer.reading.text.passages import SourceText
from explorer.snapshot import Snapshot

# The words are changed, and the changed ones verified, once.
pytestmark = pytest.mark.xdist_group("mutations")

NUMBER = tries(1_000)
OTHER = """\
Harbour town votes on its pier

Fishermen gathered at dawn to watch the ballots being counted, and by noon two thirds had chosen oak over iron. Nobody
on the quay remembered when a winter had been so mild; old Margit sold pancakes from her window until she ran out of
flour.
"""

Mutation = Callable[[list[str], random.Random], list[str]]


def inserted(words: list[str], chance: random.Random) -> list[str]:
    at = chance.randrange(len(words) + 1)
    return [*words[:at], chance.choice(["very", "allegedly", "Taiwan", "two", "never"]), *words[at:]]


def negated(words: list[str], chance: random.Random) -> list[str]:
    at = chance.randrange(len(words) + 1)
    return [*words[:at], "not", *words[at:]]


def dropped(words: list[str], chance: random.Random) -> list[str]:
    """Not the first or the last: what is left would stand in the article, word for word. See coverage for that."""
    at = chance.randrange(1, len(words) - 1) if len(words) > 2 else 0
    return [*words[:at], *words[at + 1 :]] if at else words


def swapped(words: list[str], chance: random.Random) -> list[str]:
    at = chance.randrange(len(words) - 1) if len(words) > 1 else 0
    return [*words[:at], *words[at : at + 2][::-1], *words[at + 2 :]]


def renumbered(words: list[str], chance: random.Random) -> list[str]:
    with_digits = [n for n, word in enumerate(words) if re.search(r"\d", word)]
    if not with_digits:
        return words
    at = chance.choice(with_digits)
    other = re.sub(r"\d", lambda digit: str((int(digit[0]) + chance.randrange(1, 10)) % 10), words[at])
    return [*words[:at], other, *words[at + 1 :]]


def moved(words: list[str], _chance: random.Random) -> list[str]:
    """The words stay as they are; the quote says that they stand in the other article."""
    return words


def invented(words: list[str], chance: random.Random) -> list[str]:
    syllables = ["zor", "quib", "flax", "munt", "yelk", "drov", "plish"]
    return ["".join(chance.choices(syllables, k=3)) for _ in words]


CLASSES: dict[Mutation, str] = {
    **dict.fromkeys((inserted, negated, dropped, swapped, renumbered), "quote-altered"),
    moved: "quote-elsewhere",
    invented: "quote-nowhere",
}


def words_of(snapshot: Snapshot) -> list[tuple[Quote, int]]:
    """Each segment of each quote, and each piece of evidence, which has more digits, as a quote of its own."""
    found = [(quote, n) for quote in snapshot.archive.all(Quote) for n in range(len(quote.segments))]
    some_quote = found[0][0]
    records: list[Person | Event] = [*snapshot.archive.all(Person), *snapshot.archive.all(Event)]
    texts = [item.text for record in records for item in record.evidence]
    return found + [(structs.replace(some_quote, text=text, attribution=None), 0) for text in texts]


def mutations(snapshot: Snapshot) -> Iterator[tuple[Mutation, int, Quote]]:
    """The mutation, the segment that it concerns, and the quote with it."""
    chance = random.Random(20231115)
    pool = words_of(snapshot)
    for number in range(NUMBER):
        mutation = list(CLASSES)[number % len(CLASSES)]
        words = mutated = [""]
        while mutated == words:
            quote, n = chance.choice(pool)
            words = quote.segments[n].split(" ")
            mutated = mutation(words, chance)
            if mutation is moved:
                break
        segments = (*quote.segments[:n], " ".join(mutated), *quote.segments[n + 1 :])
        article = "other" if mutation is moved else quote.article
        yield mutation, n, structs.replace(quote, id=f"mutation-{number}", text=segments, article=article)


@pytest.fixture(scope="module")
def findings(shipped: Snapshot) -> list[tuple[Mutation, Finding]]:
    """What is said of the segment that each mutation concerns."""
    made = list(mutations(shipped))
    records: list[AnyRecord] = [quote for _, _, quote in made]
    records += [*shipped.archive.all(Article), Article(id="other", file="other.txt", headline="Harbour town votes")]
    archive = Archive(Entry(record, Place("data/mutations.yaml")) for record in records)
    found = verifying.verify(archive, {**shipped.texts, "other": SourceText(OTHER)})
    return [(mutation, found[quote.ref].segments[n]) for mutation, n, quote in made]


def test_no_mutation_passes(findings: list[tuple[Mutation, Finding]]) -> None:
    assert [] == [finding for _, finding in findings if finding.status is not Status.MISSING or finding.passage]


def test_every_mutation_is_reported_as_what_it_is(findings: list[tuple[Mutation, Finding]]) -> None:
    wrong = [
        (mutation.__name__, found.words, found.code, found.message)
        for mutation, found in findings
        if found.code != CLASSES[mutation]
    ]
    assert [] == wrong


def test_words_of_another_article_are_told_with_its_id(findings: list[tuple[Mutation, Finding]]) -> None:
    told = [found for mutation, found in findings if mutation is moved]
    assert {"biden-xi-woodside"} == {found.elsewhere for found in told}
    assert [] == [found.message for found in told if "not in other but in biden-xi-woodside" not in found.message]


def test_one_changed_word_is_told_in_few_words(findings: list[tuple[Mutation, Finding]]) -> None:
    """The message says what was put in, left out or changed, and does not tell the sentence over again."""
    said = dict.fromkeys(CLASSES, "")
    for mutation, found in findings:
        if CLASSES[mutation] == "quote-altered":
            assert found.nearest is not None
            said[mutation] += f"{found.message}\n"
            assert found.message.count("; ") <= 2, found.message
    assert "“not” is added" in said[negated]
    assert "is added" in said[inserted]
    assert "is left out" in said[dropped]
    assert "should be" in said[swapped]
    assert "should be" in said[renumbered]


TYPOGRAPHIES = {
    "“": ['"', "„", "“"],
    "”": ['"', "”"],
    "’": ["'", "‘", "’"],
    "–": ["--", "-", "—", "–"],
    "—": ["--", "---", "–", "—"],
    "…": ["...", "…"],
    " ": [" ", "\u00a0", "  ", "\n", "\u202f"],
}


def test_every_typography_passes_as_such_at_the_exact_place(shipped: Snapshot) -> None:
    """Straight marks, no-break spaces, double hyphens and three points are the same words where they were."""
    chance = random.Random(15)
    originals = [quote for quote in shipped.archive.all(Quote) for _ in range(NUMBER // 35)]
    typeset = []
    for n, quote in enumerate(originals):
        texts = tuple("".join(chance.choice(TYPOGRAPHIES.get(c, [c])) for c in text) for text in quote.segments)
        typeset.append(structs.replace(quote, id=f"typeset-{n}", text=texts))
    records: list[AnyRecord] = [*shipped.archive.all(Article), *typeset]
    found = verifying.verify(Archive(Entry(record, Place("data/typeset.yaml")) for record in records), shipped.texts)
    for original, quote in zip(originals, typeset, strict=True):
        expected = Status.VERBATIM if original.segments == quote.segments else Status.TYPOGRAPHIC
        assert expected is found[quote.ref].status, quote.text
        assert shipped.verifications[original.ref].passages == found[quote.ref].passages, quote.text
    assert Status.TYPOGRAPHIC in {verified.status for verified in found.values()}
