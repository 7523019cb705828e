"""How well and how fast articles are drafted: `python -m benchmarks.drafting [--only NAME …]`.

The articles are the invented ones in `tests/newsroom`, with what is speech in them and whose. The baseline does what a
few regular expressions can: a span is whatever stands between quotation marks, and its speaker the name that is nearest
to a verb of saying in the same paragraph, or nearest to the span.
"""

from __future__ import annotations

import re
import sys
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

sys.path.append(str(Path(__file__).parent.parent / "tests"))

from newsroom import Said, Story, stories

from benchmarks.timing import timed
from explorer.drafting.drafted import ArticleDraft, DraftedQuote
from explorer.drafting.drafting import draft
from explorer.model.records import Article
from explorer.reading.text.passages import Passage, SourceText

_WORD = re.compile(r"\w+")
# What is no more than a title or an article in the name of a speaker.
_MERE = {"the", "a", "an", "of", "mr", "ms", "mrs", "dr", "sen", "capt", "judge"}
_FOREIGN = re.compile(r"(?:de|fr|es|it|pt|pl|ru|sv|ja|zh)-")
_MARKED = re.compile(r"“([^”]+)”|\"([^\"]+)\"|``((?:(?!'').)+)''")
_VERB = re.compile(r"\b(?:said|says|told|asked|added|wrote|recalled|called|replied|according to|tweeted|testified)\b")
_NAME = re.compile(r"\b[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*)*")


def drafted(story: Story) -> ArticleDraft:
    """The draft of an article of the newsroom."""
    article = Article(id=story.name, file=f"{story.name}.txt", headline=story.text.split("\n")[0])
    return draft(article, SourceText(story.text))


def english() -> list[Story]:
    """The articles of the newsroom in English."""
    return [story for story in stories() if not _FOREIGN.match(story.name)]


def figures(pairs: Iterable[tuple[Story, ArticleDraft]]) -> dict[str, float]:
    """Shares from 0 to 1: exact spans, their speakers, the sure ones, how many of these are right, and paraphrases."""
    count: Counter[str] = Counter()
    for story, result in pairs:
        truth = {_bare(story.text, said): said for said in story.marked()}
        count["there"] += len(truth)
        for passage, quote in _spans(result):
            said = truth.get(_bare(story.text, passage))
            is_right = said is not None and is_speaker(said.who, _called(result, quote))
            is_sure = quote.confidence == "sure"
            count.update(spoken=1, exact=said is not None, right=is_right, sure=is_sure, surely=is_sure and is_right)
        count.update(_told(story, result))
    return {
        "span precision": count["exact"] / count["spoken"],
        "span recall": count["exact"] / count["there"],
        "speaker": count["right"] / count["exact"],
        "sure": count["sure"] / count["spoken"],
        "sure and right": count["surely"] / max(1, count["sure"]),
        "paraphrase F1": 2 * count["told right"] / max(1, count["told"] + count["told there"]),
    }


def is_speaker(who: str, name: str) -> bool:
    """Whether a name means whoever speaks by the truth: it has all words of theirs, or the last one."""
    wanted, words = (set(_WORD.findall(each.casefold())) - _MERE for each in (who, name))
    return bool(wanted & words) and (wanted <= words or who.rsplit(maxsplit=1)[-1].casefold() in words)


def by_expressions(story: Story) -> tuple[float, float, float]:
    """The baseline for one article: how many spans it finds, how many of them exactly, and how many speakers."""
    truth = {_bare(story.text, said): said for said in story.marked()}
    found = exact = right = 0
    for paragraph in re.finditer(r"[^\n]+", story.text):
        for span in _MARKED.finditer(story.text, *paragraph.span()):
            found += 1
            group = span.lastindex or 0
            said = truth.get(_bare(story.text, Passage(*span.span(group))))
            exact += said is not None
            right += said is not None and is_speaker(said.who, _nearest(paragraph[0], span.start() - paragraph.start()))
    return found, exact, right


def _nearest(paragraph: str, at: int) -> str:
    plain = _MARKED.sub(lambda span: "_" * len(span[0]), paragraph)
    verbs = [verb.start() for verb in _VERB.finditer(plain)]
    place = min(verbs, key=lambda verb: abs(verb - at), default=at)
    names = sorted(_NAME.finditer(plain), key=lambda name: abs(name.start() - place))
    return names[0][0] if names else ""


def _told(story: Story, result: ArticleDraft) -> dict[str, int]:
    """How many paraphrases there are, are drafted, and share half of the longer one of both with one that is there."""
    there = [Passage(said.start, said.end) for said in story.said if said.how == "told"]
    proposed = [at for quote in result.quotes if quote.quote.speech == "indirect" for at in quote.passages]
    left, right = list(there), 0
    for at in proposed:
        same = next((other for other in left if _is_half(at, other)), None)
        if same:
            left.remove(same)
            right += 1
    return {"told": len(proposed), "told there": len(there), "told right": right}


def _is_half(one: Passage, other: Passage) -> bool:
    shared = min(one.end, other.end) - max(one.start, other.start)
    return 2 * shared >= max(one.end - one.start, other.end - other.start)


def _spans(result: ArticleDraft) -> Iterator[tuple[Passage, DraftedQuote]]:
    for quote in result.quotes:
        if quote.quote.speech != "indirect":
            yield from ((passage, quote) for passage in quote.passages)


def _bare(text: str, passage: Passage | Said) -> tuple[int, int]:
    """The ends of words without the comma that a quotation may hold."""
    words = text[passage.start : passage.end].rstrip(" ,.!?")
    return passage.start, passage.start + len(words)


def _called(result: ArticleDraft, quote: DraftedQuote) -> str:
    person = next((each for each in result.people if each.id == quote.quote.speaker), None)
    return " ".join([person.name, *person.aliases, person.role or ""]) if person and quote.speaker_at else ""


def main(arguments: Sequence[str] | None = None) -> None:
    parser = ArgumentParser(description="Measure how well and how fast the newsroom's articles are drafted.")
    parser.add_argument("--only", nargs="*", default=(), help="articles whose names begin so (default: English ones)")
    given = parser.parse_args(arguments)
    chosen = [story for story in stories() if story.name.startswith(tuple(given.only))] if given.only else english()
    draft(Article(id="x", file="x.txt", headline="x"), SourceText("“Yes,” Ruiz said."))  # the word lists are read
    seconds, drafts = timed(lambda: [(story, drafted(story)) for story in chosen])
    print(f"{len(chosen)} articles, {len(chosen) / seconds:,.0f} a second")
    for name, figure in figures(drafts).items():
        print(f"{name:16}{figure:8.1%}")
    found, exact, right = (sum(column) for column in zip(*map(by_expressions, chosen), strict=True))
    there = sum(1 for story in chosen for _ in story.marked())
    print("\nregular expressions, nearest name to a verb of saying")
    for name, figure in (("span precision", exact / found), ("span recall", exact / there), ("speaker", right / exact)):
        print(f"{name:16}{figure:8.1%}")


if __name__ == "__main__":
    main()
