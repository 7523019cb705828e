"""Report gaps in coverage: speech of an article that no quote has, and quoted words outside any quoted span."""

from __future__ import annotations

import re
from collections.abc import Iterator

from explorer.checking.changed import Records
from explorer.checking.covering import marked_quotes, quoted_in
from explorer.checking.passage_index import PassageUnion
from explorer.checking.verified_archive import VerifiedArchive
from explorer.display import one_line, shortened
from explorer.model.archive import Archive
from explorer.model.failures import Guard, unguarded
from explorer.model.problem_codes import problem
from explorer.model.problems import Place, Problem, Replacement, Severity, said_meant
from explorer.model.records import Article, Entry
from explorer.reading.languages.wording import Wording, together, without, wording_of
from explorer.reading.quotation.dialogue import DASHES
from explorer.reading.quotation.marks import meant_pair, pair_of
from explorer.reading.quotation.spans import SHOWN_BY
from explorer.reading.text.passages import Passage, SourceText

# A mark that may open or close a span, and is not an apostrophe.
_MARK = re.compile("[“”„‟«»\"＂「」『』‹›‚]|[‘’'](?!\\w)|(?<!\\w)[‘’']")
# The two words right before an opening mark, and the number of characters in which to search for them.
_BEFORE = re.compile(r"(?:(?P<other>[^\W\d_]+)[ \u00a0]+)?(?P<word>[^\W\d_]+)[ \u00a0]+[“„«\"'‘‚‹`]+\s?\Z")
_LEAD = 40
# How many characters of speech to search for in YAML that could not be read.
_BEGINNING = 30


def problems(found: VerifiedArchive, asked: Records | None = None, guard: Guard = unguarded) -> Iterator[Problem]:
    """A note for each span and each speaker that is not curated, and for each quote whose words are not in a span.

    There is no note for a span that an altered quote must come from, since that is already an error. Nor is there one
    for words that are in unread YAML: they seem to be curated, and an error says why that can't be read. With `asked`,
    only problems of those records are reported.
    """
    unread = " ".join(found.unread_yaml.split())
    for article in (asked or found.archive).all(Article):
        if article.id in found.coverage:
            with guard(article.ref):
                yield from _of_article(article, found, unread)


def _of_article(article: Article, found: VerifiedArchive, unread: str) -> Iterator[Problem]:
    text, covered = found.texts[article.id], found.coverage[article.id]
    yield from _wrong_marks(article, text, found.archive)
    altered = PassageUnion(_nearest(article, found))
    quoted = quoted_in(article, found.archive, found.verifications)
    for span in covered.open:
        if not altered.touch(span.passage) and not _begins_in(unread, span.words(text.text)):
            much = "only in part" if quoted.touch(span.passage) else "not"
            how = "quoted here" if span.kind == "marks" else f"said here {SHOWN_BY[span.kind]}"
            message = f"{how}, but {much} in a direct or partial quote: {shortened(span.words(text.text))}"
            yield Problem(_place(article, text, span.passage), Severity.NOTE, "span-open", message, article.ref)
    for name in covered.unnamed:
        if _begins_in(unread, text.text[name.start : name.end]):
            continue
        message = f"speaks here, but is not a person in the archive: {text.text[name.start : name.end]}"
        yield Problem(_place(article, text, name), Severity.NOTE, "speaker-unknown", message, article.ref)
    yield from _disowned(article, text, found)
    yield from _kinds(article, text, found)


def _begins_in(unread: str, words: str) -> bool:
    """Whether unread YAML contains the beginning of some words."""
    return bool(unread) and " ".join(words.split())[:_BEGINNING].rstrip() in unread


def _wrong_marks(article: Article, text: SourceText, archive: Archive) -> Iterator[Problem]:
    """A problem for each stated pair that is not a pair of quotation marks, or that the article does not use."""
    for n, stated in enumerate(article.marks):
        if stated in DASHES:
            continue
        pair, entry = pair_of(stated), archive.entries[article.ref]
        if pair is None:
            meant = meant_pair(stated)
            message = f"{stated} is no pair of quotation marks{f'; did you mean {meant.by}?' if meant else ''}"
            yield problem(entry, "marks-unknown", f"marks[{n}]", message, meant=meant)
        elif any(mark not in text.text for mark in pair):
            message = f"{article.file} has no words between these marks: {stated}"
            yield problem(entry, "marks-unused", f"marks[{n}]", message)


def _disowned(article: Article, text: SourceText, found: VerifiedArchive) -> Iterator[Problem]:
    """A note for each item of `not_quoted` that is in a quote, seems to be said, or is in no quotation marks."""
    disowned = found.coverage[article.id].disowned
    placed = [
        (quote.ref, PassageUnion(found.verifications[quote.ref].placed))
        for quote in (marked_quotes(article, found.archive) if disowned else ())
    ]
    told = set[int]()
    for item in disowned:
        words, span = article.not_quoted[item.item], item.span
        ref = next((ref for ref, at in placed if span and at.touch(span.passage)), None)
        if ref:
            why = f"{ref} has these words as somebody’s"
        elif item.said:
            why = f"the article has somebody say these words ({text.text[item.said.start : item.said.end]})"
        elif span is None:
            why = "these words stand in no quotation marks"
        else:
            continue
        if item.item not in told:
            told.add(item.item)
            message = f"{one_line(why)}; if a draft of them was rejected, take them out here: {shortened(words)}"
            entry, meant = found.archive.entries[article.ref], Replacement(words, None)
            yield problem(entry, "not-quoted-said", f"not_quoted[{item.item}]", message, meant=meant)


def _kinds(article: Article, text: SourceText, found: VerifiedArchive) -> Iterator[Problem]:
    """A problem for each direct or partial quote of unmarked words, and each direct one that should be partial.

    It is a warning with the intended kind if no mark is near the words, or if the article plainly continues around them
    in its own words.
    """
    covered = found.coverage[article.id]
    marked = [*covered.spans, *(item.span for item in covered.disowned if item.span)]
    spans = PassageUnion(part for span in marked for part in span.parts)
    wording = wording_of(article.language, text.text)
    for quote in marked_quotes(article, found.archive) if marked else ():
        passages = found.verifications[quote.ref].placed
        gap = next((gap for at in passages for gap in spans.missing(text, at.start, at.end)), None)
        entry = found.archive.entries[quote.ref]
        if gap:
            words = shortened(text.text[gap.start : gap.end].strip())
            message = f"{quote.speech}, but the article does not mark these words as speech: {words}"
            is_told = not any(spans.touch(at) or _is_near_mark(at, text, spans) for at in passages)
            severity, meant = (Severity.WARNING, "indirect") if is_told else (Severity.NOTE, None)
            yield _kind(entry, severity, "speech-unmarked", message, quote.speech, meant)
        elif quote.speech == "direct" and passages and _is_part(passages[0], text, wording):
            message = "direct, but these marks hold only part of what is told: it begins before them"
            yield _kind(entry, Severity.WARNING, "speech-part", message, quote.speech, "partial")


def _kind(entry: Entry, severity: Severity, code: str, message: str, was: str, meant: str | None) -> Problem:
    # The default value comes before its records, and applies to others, too.
    by = Replacement(was, meant) if meant and entry.place_of("speech") > entry.place else None
    return problem(entry, code, "speech", f"{message}{said_meant(by)}", severity, by)


def _is_near_mark(at: Passage, text: SourceText, spans: PassageUnion) -> bool:
    """Whether the paragraphs of some words have a quotation mark outside any span, which may belong to the words."""
    first, last = text.paragraph_at(at.start), text.paragraph_at(at.end)
    start, end = text.paragraphs[first - 1].start, text.paragraphs[last - 1].end
    marks = _MARK.finditer(text.text, start, end)
    return any(not spans.touch(Passage(mark.start() - 2, mark.end() + 2)) for mark in marks)


def _is_part(first: Passage, text: SourceText, wording: Wording) -> bool:
    """Whether the article continues quoted words in its own: “it was a ‘step’ back”, but not “he said again ‘no’”."""
    if not text.text[first.start].islower():
        return False
    before = _BEFORE.search(text.text, max(0, first.start - _LEAD), first.start)
    if not before:
        return False
    asking = without(together(wording.determiners, wording.auxiliaries), wording.telling, wording.that)
    return before["word"] in asking and (before["other"] or "").lower() not in wording.telling


def _nearest(article: Article, found: VerifiedArchive) -> Iterator[Passage]:
    """The passages that altered direct and partial quotes must come from."""
    for quote in marked_quotes(article, found.archive):
        for finding in found.verifications[quote.ref].segments:
            if finding.nearest:
                yield finding.nearest


def _place(article: Article, text: SourceText, passage: Passage) -> Place:
    return Place(f"seeds/{article.file}", *text.line_and_column(passage.start))
