"""How well real news is read: `python -m benchmarks.reading DIR …`, each a copy of an annotated corpus.

DIR is a folder or a bare git repository of PolNeAR (networkdynamics/PolNeAR) or of German Wikinews
(uhh-lt/german-news-quotation-attribution-2024). Their dev parts are drafted, which nothing is fitted to, and compared
with what people marked there; beside it is what a regular expression finds: all that stands in quotation marks, said by
the capitals next to a verb of saying. The articles are drafted again without line breaks. Where textacy is installed,
and a pipeline of spaCy for the language, its direct quotations are, too: `pip install textacy`, and a package such as
`en-core-web-sm`.
"""

from __future__ import annotations

import re
import sys
from argparse import ArgumentParser, RawDescriptionHelpFormatter
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import partial
from importlib import import_module
from pathlib import Path
from time import process_time
from typing import Any, NamedTuple

from explorer.drafting.drafting import draft
from explorer.model.records import Article
from explorer.reading.text.passages import SourceText
from training import polnear, wikinews
from training.polnear import Document, Span

_MARKS = "“”„\"'‚‘’«»"
# Last, marks of two kinds as a pair, as where “ opens and " closes.
_RUN = re.compile(r"“[^“”]*”|\"[^\"]*\"|„[^„“”]*[“”]|''(?:(?!'').)+''|[“\"][^“”\"]*[”\"]", re.DOTALL)
_NAMED = re.compile(
    r"(?:(?P<before>[A-ZÄÖÜ][\w.’'-]*(?: [A-ZÄÖÜ][\w.’'-]*)*|he|she|they|er|sie)\s+)?"
    r"\b(?:said|says|told|added|wrote|asked|sagte|sagten|erklärte|meinte|betonte|so)\b"
    r"(?:\s+(?P<behind>[A-ZÄÖÜ][\w.’'-]*(?: [A-ZÄÖÜ][\w.’'-]*)*|he|she|er|sie))?"
)
# How far from a quote the verb is looked for, in characters; what two spans have to have in common.
_REACH, _HALF = 150, 0.5


class Found(NamedTuple):
    """A span that is found: whether it is told without marks, where its speaker is named, and whether it is sure."""

    span: Span
    is_told: bool
    speaker: Span | None
    is_sure: bool = False


Engine = Callable[[Document], Iterable[Found]]


def documents(corpus: Path) -> list[Document]:
    """The dev part of a corpus. Raises OSError where it is none of those that are known."""
    try:
        return list(polnear.documents(corpus, "dev"))
    except OSError:
        return list(wikinews.documents(corpus, "dev"))


def by_explorer(document: Document) -> Iterator[Found]:
    """What the explorer drafts."""
    article = Article(id="x", file="x.txt", headline="", language=document.language)
    for each in draft(article, SourceText(document.text)).quotes:
        at = each.speaker_at
        speaker = (at.start, at.end) if at else None
        is_told = each.quote.speech == "indirect"
        for passage in each.passages:
            span = (passage.start, passage.end)
            if not is_told or not _RUN.search(document.text, *span):
                yield Found(_core(document.text, span), is_told, speaker, each.confidence == "sure")


def by_explorer_in_one_line(document: Document) -> Iterator[Found]:
    """What it drafts of a text without line breaks, as many collections of news have them."""
    return by_explorer(replace(document, text=document.text.replace("\n", " ")))


def by_expression(document: Document) -> Iterator[Found]:
    """What a regular expression finds."""
    for run in _RUN.finditer(document.text):
        near = _NAMED.finditer(document.text, max(0, run.start() - _REACH), run.end() + _REACH)
        named = [each for each in near if each["before"] or each["behind"]]
        best = min(named, key=partial(_gap, run.span()), default=None)
        speaker = best.span("before" if best["before"] else "behind") if best else None
        yield Found(_core(document.text, run.span()), False, speaker)


def by_textacy(extract: Any, pipeline: Any, document: Document) -> Iterator[Found]:
    """What textacy finds: in each paragraph, since it leaves out all that has an odd number of quotation marks."""
    for paragraph in SourceText(document.text).paragraphs:
        at = paragraph.start
        with suppress(ValueError):
            for each in extract.direct_quotations(pipeline(document.text[at : paragraph.end])):
                span = (at + each.content.start_char, at + each.content.end_char)
                speaker = (at + each.speaker[0].idx, at + each.speaker[-1].idx + len(each.speaker[-1]))
                yield Found(_core(document.text, span), False, speaker)


def textacy_for(language: str) -> Engine | None:
    """Textacy with the first pipeline of spaCy for a language, if both are installed here."""
    try:
        extract, models = import_module("textacy.extract"), import_module("spacy.util").get_installed_models()
    except ImportError:
        return None
    model = next((each for each in models if each.startswith(f"{language}_")), None)
    return partial(by_textacy, extract, import_module("spacy").load(model)) if model else None


def _gap(span: Span, found: re.Match[str]) -> int:
    """How far a match is from a span, in characters."""
    return min(abs(found.start() - span[1]), abs(span[0] - found.end()))


def counted(document: Document, found: Iterable[Found]) -> Counter[str]:
    """How much of what is marked in an article is found, and the other way round."""
    count: Counter[str] = Counter()
    there: dict[bool, dict[Span, tuple[Span, ...]]] = {True: {}, False: {}}
    for marked in document.attributions:
        for span in _joined(document.text, marked.contents):
            runs = [run.span() for run in _RUN.finditer(document.text, *span)]
            for part in runs or [span]:
                there[not runs][_core(document.text, part)] = marked.sources
    for each in found:
        kind = "told" if each.is_told else "marked"
        wanted = there[each.is_told]
        best = max(wanted, key=lambda span: _shared(span, each.span), default=None)
        is_found = best is not None and _shared(best, each.span) >= _HALF
        sources = wanted[best] if best is not None and is_found else ()
        at = each.speaker
        is_right = at is not None and any(begin < at[1] and at[0] < end for begin, end in sources)
        count.update({f"{kind} found": 1, f"{kind} exact": each.span in wanted, f"{kind} half": is_found})
        count.update({f"{kind} sourced": bool(sources), f"{kind} speaker": is_right})
        if each.is_sure:
            is_judged = bool(sources) or not is_found  # nothing tells who says what is marked as nobody's
            count.update({f"{kind} sure": 1, f"{kind} judged": is_judged, f"{kind} surely": is_right})
    for is_told, wanted in there.items():
        count["told there" if is_told else "marked there"] += len(wanted)
    return count


def _joined(text: str, spans: Iterable[Span]) -> Iterator[Span]:
    """Spans in order, as one where nothing but spaces parts them: some annotators marked each sentence of a quote."""
    last: Span | None = None
    for start, end in sorted(spans):
        if last and not text[last[1] : start].strip():
            start = last[0]
        elif last:
            yield last
        last = start, end
    if last:
        yield last


def _core(text: str, span: Span) -> Span:
    """A span without marks and spaces at its ends."""
    start, end = span
    while start < end and (text[start].isspace() or text[start] in _MARKS):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in _MARKS):
        end -= 1
    return start, end


def _shared(one: Span, other: Span) -> float:
    """What two spans have in common, as a share of both together."""
    common = min(one[1], other[1]) - max(one[0], other[0])
    return common / (max(one[1], other[1]) - min(one[0], other[0])) if common > 0 else 0.0


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:5.1f}" if whole else "    –"


def _print(name: str, count: Counter[str]) -> None:
    for kind in ("marked", "told"):
        if count[f"{kind} found"]:
            share = [
                _percent(count[f"{kind} exact"], count[f"{kind} found"]),
                _percent(count[f"{kind} exact"], count[f"{kind} there"]),
                _percent(count[f"{kind} half"], count[f"{kind} found"]),
                _percent(count[f"{kind} half"], count[f"{kind} there"]),
                _percent(count[f"{kind} speaker"], count[f"{kind} sourced"]),
                _percent(count[f"{kind} surely"], count[f"{kind} judged"]),
                _percent(count[f"{kind} sure"], count[f"{kind} found"]),
            ]
            print(f"{name:20} {kind:7} {'   '.join(share)}")


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the tables. Returns the exit code."""
    parser = ArgumentParser(
        prog="python -m benchmarks.reading", description=__doc__, formatter_class=RawDescriptionHelpFormatter
    )
    parser.add_argument("corpora", type=Path, nargs="+", metavar="DIR")
    for corpus in parser.parse_args(arguments).corpora:
        try:
            read = documents(corpus)
        except OSError as error:
            print(f"reading: {error}", file=sys.stderr)
            return 2
        words = sum(len(document.text.split()) for document in read)
        print(f"{corpus}: {len(read)} articles, {words:,} words; percent\n")
        print(f"{'':20} {'':7} {'exact P':7} {'R':>5} {'half P':>8} {'R':>6} {'speaker':>9} {'sure':>6} {'of':>7}")
        textacy = textacy_for(read[0].language) if read else None
        engines: dict[str, Engine | None] = {
            "regular expression": by_expression,
            "textacy": textacy,
            "explorer": by_explorer,
            "… in one line": by_explorer_in_one_line,
        }
        for name, found in engines.items():
            if found is None:
                continue
            begin = process_time()
            each_found = [list(found(document)) for document in read]
            seconds = process_time() - begin
            total = sum(map(counted, read, each_found), Counter[str]())
            _print(name, total)
            print(f"{'':20} {seconds:.1f} s of one core, {700_000 * seconds / max(1, words):.1f} ms for 700 words\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
