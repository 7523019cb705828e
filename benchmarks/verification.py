"""How fast quotes are verified in a large archive: `python -m benchmarks.verification`.

The articles are made of the shipped article's words, and so are the quotes: most are verbatim, some in another
typography, a few altered. Times depend on the machine, so they are given beside a bare `str.find` for each of the same
texts, measured in the same run, which has no notion of words, typography, order or what is missing. The checks have a
line each; what is not cold goes on with what the verification has read of the texts, as in a reading of the archive.
"""

from __future__ import annotations

import random
from argparse import ArgumentParser
from collections.abc import Callable, Iterator
from time import perf_counter
from typing import TypeVar

from msgspec import structs

from explorer.checking import covering, interpreters, quote_problems, stated_dates, verifying
from explorer.checking.changed import RecordSubset
from explorer.checking.repeats import problems as repeats_problems
from explorer.checking.repeats.relating import repeats
from explorer.checking.speakers.checker import SpeakerChecker
from explorer.checking.speakers.speaker_finding import SpeakerFinding
from explorer.checking.verification import Texts, Verifications
from explorer.checking.verified_archive import VerifiedArchive
from explorer.checking.wholeness import finding as wholeness
from explorer.model.archive import Archive
from explorer.model.problems import Place
from explorer.model.records import Article, Entry, Person, Quote
from explorer.reading.text.passages import SourceText
from explorer.snapshot import read_snapshot, shipped_archive

ResultT = TypeVar("ResultT")

# Of 1,000 quotes, so many are in another typography, and so many are altered.
TYPOGRAPHIC, ALTERED = 30, 1
SENTENCES, WORDS = 40, 25


def main() -> None:
    parser = ArgumentParser(description="Measure how fast quotes are verified.")
    parser.add_argument("--articles", type=int, default=5_000, help="how many articles (default: %(default)s)")
    parser.add_argument("--quotes", type=int, default=20, help="how many quotes in each (default: %(default)s)")
    given = parser.parse_args()
    entries, texts = large_archive(given.articles, given.quotes)
    archive = Archive(entries)
    number = given.articles * given.quotes
    letters = sum(len(text) for text in texts.values())
    print(f"{number:,} quotes in {given.articles:,} articles of {letters // given.articles:,} characters")

    bare, _ = timed(lambda: find_all(archive, texts))
    print(f"{'bare str.find':32} {bare:7.2f} s  {number / bare:9,.0f} quotes/s")

    def measured(name: str, work: Callable[[], ResultT]) -> tuple[float, ResultT]:
        seconds, result = timed(work)
        print(f"{name:32} {seconds:7.2f} s  {number / seconds:9,.0f} quotes/s  {seconds / bare:6.1f} × bare")
        return seconds, result

    cold, verifications = measured("verify, cold", lambda: verifying.verify(archive, texts))
    measured("… of that who speaks, cold", lambda: who_speaks(archive, unread(texts), verifications))
    covered, before = measured("coverage, cold", lambda: dict(covering.covered(archive, unread(texts), verifications)))
    found = VerifiedArchive(archive=archive, texts=texts, verifications=verifications, coverage=before)
    measured("problems", lambda: list(quote_problems.problems(found)))
    whole, _ = measured("left out", lambda: dict(wholeness.omissions(found)))
    measured("dates stated", lambda: list(stated_dates.problems(found)))
    measured("interpreters", lambda: list(interpreters.problems(found)))
    _, again = measured("said elsewhere, too", lambda: repeats(found))
    measured("versions", lambda: list(repeats_problems.problems(found, again.also)))

    edited = Archive(with_one_edit(entries))
    asked = RecordSubset(edited, [entries[-1].record.ref, f"article/article-{given.articles - 1}"])
    warm, verifications = timed(lambda: verifying.verify(edited, texts, found))
    recovered, after = timed(lambda: dict(covering.covered(edited, texts, verifications, before, asked=asked)))
    later = VerifiedArchive(archive=edited, texts=texts, verifications=verifications, coverage=before | after)
    anew, _ = timed(lambda: dict(wholeness.omissions(later, asked)))
    print(f"{'verify after one edit':32} {warm:7.2f} s  {cold / warm:6.0f} times as fast as cold")
    print(f"{'coverage after one edit':32} {recovered:7.2f} s  {covered / recovered:6.0f} times as fast as cold")
    print(f"{'left out after one edit':32} {anew:7.2f} s  {whole / anew:6.0f} times as fast as cold")


def large_archive(articles: int, quotes: int) -> tuple[list[Entry], Texts]:
    """Entries and texts, the same on every run."""
    chance = random.Random(0)
    shipped = next(iter(read_snapshot(shipped_archive()).texts.values())).text
    words = [word for word in shipped.split() if not set(word) & set("“”")]
    records: list[Article | Person | Quote] = [Person(id="biden", name="Joe Biden")]
    texts = {}
    for n in range(articles):
        sentences = [" ".join(chance.choices(words, k=WORDS)) for _ in range(SENTENCES)]
        id = f"article-{n}"
        texts[id] = SourceText("\n\n".join([id, *(f"“{sentence},” Mr. Biden said." for sentence in sentences)]))
        records.append(Article(id=id, file=f"{id}.txt", headline=id))
        for q, sentence in enumerate(chance.sample(sentences, quotes)):
            said = retold(f"{sentence},", chance)
            quote = Quote(id=f"q-{n}-{q}", article=id, speech="direct", text=said, speaker="biden")
            records.append(structs.replace(quote, attribution="Mr. Biden said"))
    return [Entry(record, Place("data/large.yaml", n + 1)) for n, record in enumerate(records)], texts


def retold(words: str, chance: random.Random) -> str:
    """The words, or now and then the words in another typography, or altered."""
    luck = chance.randrange(1000)
    if luck < ALTERED:
        return words.replace(" ", " not ", 1)
    return words.replace(" ", "\u00a0", 1) if luck < ALTERED + TYPOGRAPHIC else words


def with_one_edit(entries: list[Entry]) -> list[Entry]:
    """The entries as a new reading would make them, with one quote altered."""
    copies = [structs.replace(entry, record=structs.replace(entry.record)) for entry in entries]
    last = copies[-1].record
    assert isinstance(last, Quote)
    copies[-1] = structs.replace(copies[-1], record=structs.replace(last, text="not a word of it"))
    return copies


def find_all(archive: Archive, texts: Texts) -> list[int]:
    return [texts[article].text.find(words) for article, words in looked_for(archive)]


def unread(texts: Texts) -> Texts:
    """The same texts, of which nothing is known yet."""
    return {id: SourceText(text.text) for id, text in texts.items()}


def who_speaks(archive: Archive, texts: Texts, verifications: Verifications) -> list[SpeakerFinding | None]:
    """Asked for each quote again, with the places that its verification found."""
    speakers, asked = SpeakerChecker(archive), []
    for quote in archive.all(Quote):
        found = verifications[quote.ref]
        placed = sorted(passage for passage in found.passages if passage)
        asked.append(speakers.check(quote, texts[quote.article], placed, found.attribution_at))
    return asked


def looked_for(archive: Archive) -> Iterator[tuple[str, str]]:
    for quote in archive.all(Quote):
        yield from ((quote.article, words) for words in (*quote.segments, quote.attribution or ""))


def timed(work: Callable[[], ResultT]) -> tuple[float, ResultT]:
    start = perf_counter()
    result = work()
    return perf_counter() - start, result


if __name__ == "__main__":
    main()
