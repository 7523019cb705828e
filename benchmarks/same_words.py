"""How fast the same words are found in other articles: `python -m benchmarks.same_words`.

Every twentieth quote is said again in another article: as it is, shorter, or with a word altered, and curated there or
not. Times depend on the machine, so they are given beside the verification of the same archive, measured in the same
run; and beside comparing each of a few quotes with each other one by rapidfuzz, which would find them, too.
"""

from __future__ import annotations

import random
from argparse import ArgumentParser
from collections.abc import Sequence
from itertools import islice

import numpy as np
from msgspec import structs
from rapidfuzz import fuzz, process

from benchmarks.quotes import archive_of
from benchmarks.verification import timed
from explorer.checking import covering, verifying
from explorer.checking.repeats.relating import repeats
from explorer.checking.repeats.results import Repeats
from explorer.checking.verification import Texts
from explorer.checking.verified_archive import VerifiedArchive
from explorer.model.archive import Archive
from explorer.model.problems import Place
from explorer.model.records import Article, Entry, Quote, title
from explorer.reading.text.passages import SourceText

# Of so many quotes one is said again, if it has so many words; of those, every other one is a quote there, too.
ONE_OF, LEAST, OPEN = 20, 12, 2
# From this likeness on, rapidfuzz finds two quotes to be the same.
ALIKE = 80


def main(arguments: Sequence[str] | None = None) -> None:
    parser = ArgumentParser(description="Measure how fast the same words are found in other articles.")
    parser.add_argument("--quotes", type=int, default=100_000, help="how many quotes (default: %(default)s)")
    parser.add_argument("--compared", type=int, default=500, help="how many for rapidfuzz (default: %(default)s)")
    given = parser.parse_args(arguments)
    archive, texts, again = said_again(given.quotes)
    number = len(archive.of_kind(Quote.kind))
    print(f"{number:,} quotes in {len(texts):,} articles, {len(again):,} of them said again")

    verify, verifications = timed(lambda: verifying.verify(archive, texts))
    covered = dict(covering.covered(archive, texts, verifications))
    earlier = VerifiedArchive(archive=archive, texts=texts, verifications=verifications, coverage=covered)
    cold, found = timed(lambda: repeats(earlier))
    edited = with_one_edit(archive)
    warm, changed = timed(lambda: verifying.verify(edited, texts, earlier))
    later = VerifiedArchive(archive=edited, texts=texts, verifications=changed, coverage=covered)
    once_more, _ = timed(lambda: repeats(later, found, [edited.quotes[-1].ref]))
    print(f"{'verify, cold':32} {verify:7.2f} s  {number / verify:9,.0f} quotes/s")
    print(f"{'same words, cold':32} {cold:7.2f} s  {number / cold:9,.0f} quotes/s  {cold / verify:6.2f} × verify")
    print(f"{'verify after one edit':32} {warm:7.2f} s")
    print(f"{'same words after one edit':32} {once_more:7.2f} s  {cold / once_more:6.0f} times as fast as cold")
    print(f"{'found':32} {share_found(again, found):7.2%}  besides {besides(again, found):,} others")
    each, compared = timed(lambda: each_with_each(archive, given.compared))
    print(f"{f'rapidfuzz, {compared:,} quotes':32} {each:7.2f} s  {compared / each:9,.0f} quotes/s")


def said_again(size: int) -> tuple[Archive, Texts, set[str]]:
    """An archive with a text for each article, and the refs of the quotes that another article has, too."""
    chance = random.Random(0)
    archive = archive_of(size)
    articles = list(archive.all(Article))
    said = {article.id: [article.headline] for article in articles}
    entries = list(archive.entries.values())
    again: set[str] = set()
    for n, quote in enumerate(archive.all(Quote)):
        said[quote.article].append(f"“{title(quote)}” {quote.attribution}.")
        other = chance.choice(articles)
        words = title(quote).split()
        if n % ONE_OF or len(words) < LEAST or other.id == quote.article:
            continue
        again.add(quote.ref)
        words = retold(words, chance)
        said[other.id].append(f"“{' '.join(words)}” {quote.attribution}.")
        if chance.randrange(OPEN):
            record = structs.replace(quote, id=f"{quote.id}-again", article=other.id, text=" ".join(words))
            entries.append(Entry(record, Place("data/again.yaml", n + 1)))
    texts = {id: SourceText("\n\n".join(paragraphs)) for id, paragraphs in said.items()}
    return Archive(entries), texts, again


def retold(words: list[str], chance: random.Random) -> list[str]:
    """The words of a quote as another article has them: as they are, fewer, or one of them another one."""
    match chance.randrange(3):
        case 0:
            return words[: len(words) * 3 // 4]
        case 1:
            place = chance.randrange(1, len(words))
            return [*words[:place], "otherwise", *words[place + 1 :]]
    return words


def with_one_edit(archive: Archive) -> Archive:
    """The archive as a new reading would make it, with one quote altered."""
    entries = list(archive.entries.values())
    last = entries[-1].record
    assert isinstance(last, Quote)
    return Archive([*entries[:-1], structs.replace(entries[-1], record=structs.replace(last, text="not a word of it"))])


def share_found(again: set[str], found: Repeats) -> float:
    """Which part of the quotes that are said again was found."""
    return len(again & found.also.keys()) / len(again)


def besides(again: set[str], found: Repeats) -> int:
    """How many quotes were found that are not said again."""
    return len({ref.removesuffix("-again") for ref in found.also} - again)


def each_with_each(archive: Archive, most: int) -> int:
    """Compare some quotes with each other, and give back how many they are."""
    words = [title(quote) for quote in islice(archive.all(Quote), most)]
    scores = process.cdist(words, words, scorer=fuzz.partial_ratio, score_cutoff=ALIKE, dtype=np.uint8, workers=1)
    assert scores.shape == (len(words), len(words))
    return len(words)


if __name__ == "__main__":
    main()
