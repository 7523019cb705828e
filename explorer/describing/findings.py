"""The status of a record's words in their articles, and the differences from the nearest passage."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from explorer.checking.differences import Change, changes
from explorer.checking.speakers.speaker_finding import MentionType
from explorer.checking.verification import Finding, Verification
from explorer.describing import signs
from explorer.describing.articles_named import has_several
from explorer.describing.fields import ArticleLink, Field, Label, Part, Tone, Value
from explorer.describing.values import fields, quoted
from explorer.display import clean, one_line
from explorer.model import dates
from explorer.model.problems import Place
from explorer.model.records import AnyRecord, Article, Event, Person, Quote
from explorer.reading.text.passages import Passage, SourceText
from explorer.snapshot import Snapshot


def diff_parts(
    changes: Iterable[Change], one: str, other: str, same: Callable[[Change], bool] = lambda change: change.same
) -> tuple[Part, ...]:
    """The parts of a difference. `one` and `other` name the two wordings for a screen reader: `the archive has`."""
    parts = [part for change in changes for part in _parts(change, one, other, same)]
    return tuple([parted for part in parts for parted in (Part(" "), part)][1:])


def _parts(change: Change, one: str, other: str, same: Callable[[Change], bool]) -> Iterator[Part]:
    if same(change):
        yield Part(change.article)
        return
    if change.archive:
        yield Part(f"[-{change.archive}-]", Tone.REMOVED, spoken=f"({one} “{change.archive}”)")
    if change.article:
        yield Part(f"{{+{change.article}+}}", Tone.ADDED, spoken=f"({other} “{change.article}”)")


DOUBT = Label("Problem")
NEAREST = Label("In article")
EVIDENCE = Label("Evidence")
# The number of characters shown on each side of words in context.
_AROUND = 40
_HOW: Mapping[MentionType, str] = {
    MentionType.NAME: "by name",
    MentionType.ALIAS: "by an alias",
    MentionType.ROLE: "by role",
    MentionType.DESCRIPTION: "by a description",
    MentionType.PRONOUN: "by a pronoun",
    MentionType.UNNAMED: "by words that are understood",
}


def findings_of(snapshot: Snapshot, record: AnyRecord) -> tuple[Finding, ...]:
    """The findings for a record: one for each of its texts that should be in an article."""
    verification = snapshot.verifications.get(record.ref)
    return verification.findings if verification else ()


def status_of_quote(snapshot: Snapshot, quote: Quote) -> Iterator[Value]:
    """The status of a quote; and the status of each segment, if they differ."""
    verification = snapshot.verifications[quote.ref]
    sign = signs.STATUSES[verification.status]
    yield Value((sign.part, *_there(snapshot, quote, verification)))
    statuses = [finding.status for finding in verification.segments]
    if len(set(statuses)) > 1:
        for number, status in enumerate(statuses, 1):
            yield Value((Part(f"segment {number}: ", own=True), signs.STATUSES[status].part))


def _there(snapshot: Snapshot, quote: Quote, verification: Verification) -> Iterator[Part]:
    """The meaning of a status; for words that were found, where, and to whom the article attributes them."""
    if not verification.status.is_verified:
        yield Part(f": {signs.STATUSES[verification.status].meaning}", own=True)
        return
    where = paragraphs(snapshot, quote.article, verification.placed)
    yield Part(f", {where}", own=True)
    mended = _mended(snapshot, quote, verification.placed)
    if mended:
        yield Part(f"; {one_line(mended)}", Tone.WARNING)
    if verification.accepted:
        yield from (Part("; accepted: ", own=True), Part(one_line(verification.accepted)))
        return
    attributed, speaker = attributed_there(verification), snapshot.archive.speaker(quote)
    if attributed and speaker:
        whether, how = attributed
        yield from (Part(f"; {whether} to ", own=True), Part(one_line(speaker.name)), Part(f" {how}", own=True))


def _mended(snapshot: Snapshot, quote: Quote, passages: Iterable[Passage]) -> str:
    """What was assumed about the quotation marks of a quote, where these are wrong."""
    article, text = snapshot.archive.get(Article, quote.article), snapshot.texts.get(quote.article)
    if quote.speech == "indirect" or article is None or text is None:
        return ""
    from explorer.reading.quotation.detection import speech_in
    from explorer.reading.quotation.repairs import repairs

    return repairs(text.text, speech_in(article, text), passages)


def attributed_there(verification: Verification) -> tuple[str, str] | None:
    """Whether an article attributes a quote to its speaker, and how, in words; None if that is unknown."""
    if verification.said is None or verification.accepted:
        return None
    how = verification.said.how
    if verification.said.code == "not-said":
        return "attributed there, but not as said,", _HOW[how]
    return "not attributed there" if how is MentionType.UNNAMED else "attributed there", _HOW[how]


def source_of(snapshot: Snapshot, quote: Quote) -> Value:
    """The article and the paragraphs of a quote, as a link there."""
    article = snapshot.archive.get(Article, quote.article)
    where = quoted(article.headline) if article else one_line(quote.article)
    passages = snapshot.verifications[quote.ref].placed
    numbers = paragraphs(snapshot, quote.article, passages)
    part = (Part(f"{numbers} of ", own=True),) if numbers else ()
    date = article.published if article and has_several(snapshot.archive) else None
    when = (Part(f", {dates.describe(date)}", Tone.MUTED),) if date else ()
    return Value((*part, Part(where), *when), ArticleLink(quote.article, quote.ref), tuple(passages))


def evidence(snapshot: Snapshot, record: Person | Event) -> Iterator[Field]:
    """The evidence of a record, each text with its status; then what is wrong with it."""
    held: list[Value] = []
    for item, finding in zip(record.evidence, findings_of(snapshot, record), strict=True):
        place = finding.passage or finding.nearest
        where = paragraphs(snapshot, item.article, [finding.passage] if finding.passage else [])
        how = (Part(" "), signs.STATUSES[finding.status].part, Part(f", {where}" if where else "", own=True))
        passages = (finding.passage,) if finding.passage else ()
        held.append(Value((Part(quoted(item.text)), *how), ArticleLink(item.article, passage=place), passages))
        doubts = list(doubt(snapshot, record, item.article, finding))
        if doubts:
            yield from (*fields(EVIDENCE, held), *doubts)
            held = []
    yield from fields(EVIDENCE, held)


def doubt(snapshot: Snapshot, record: AnyRecord, article: str, finding: Finding) -> Iterator[Field]:
    """The difference between words that were not found as they are, and the nearest passage."""
    if finding.message:
        sign = signs.STATUSES[finding.status]
        found = (item for item in snapshot.problems if item.ref == record.ref and item.message == finding.message)
        place = next((item.place for item in found), None)
        words = (sign.part, Part(f": {clean(finding.message)}", sign.tone))
        yield Field(DOUBT, (Value((*words, *_at(place)) if place else words),))
    if finding.nearest:
        yield Field(NEAREST, (_nearest(snapshot, article, finding, finding.nearest),))


def problems_of(snapshot: Snapshot, record: AnyRecord) -> Iterator[Value]:
    """The problems of a record except those with its words, which `doubt` shows."""
    told = {finding.message for finding in findings_of(snapshot, record)}
    for problem in snapshot.problems_of.get(record.ref, ()):
        if problem.message not in told:
            sign = signs.SEVERITIES[problem.severity]
            yield Value((sign.part, Part(f": {clean(problem.message)}", sign.tone), *_at(problem.place)))


def passages_of(snapshot: Snapshot, record: AnyRecord, path: str) -> Iterable[Passage | None]:
    """The passages of the text that has this path in a record."""
    return (finding.passage for finding in findings_of(snapshot, record) if finding.path == path)


def around(text: SourceText, passage: Passage) -> tuple[str, str]:
    """A few words of context before and after a passage, within its paragraph, with “…” for what is cut."""
    paragraph = text.paragraphs[text.paragraph_at(passage.start) - 1]
    before = one_line(text.text[paragraph.start : passage.start] + "|")[:-1]
    after = one_line("|" + text.text[passage.end : paragraph.end])[1:]
    first = 0 if len(before) <= _AROUND else before.find(" ", len(before) - _AROUND) + 1
    last = len(after) if len(after) <= _AROUND else after.rfind(" ", 0, _AROUND) + 1
    return ("…" if first else "") + before[first:], after[:last] + ("…" if last < len(after) else "")


def paragraphs(snapshot: Snapshot, article: str, passages: Iterable[Passage]) -> str:
    """The paragraphs where passages begin: `paragraphs 2, 4`; empty without passages."""
    text = snapshot.texts.get(article)
    numbers = dict.fromkeys(text.paragraph_at(passage.start) for passage in passages) if text else {}
    return f"paragraph{'s' if len(numbers) > 1 else ''} {', '.join(map(str, numbers))}" if numbers else ""


def _at(place: Place) -> tuple[Part, ...]:
    """A place in the archive's files, in words that follow what is there."""
    spoken = f"; in {one_line(place.file)}, line {place.line}, column {place.column}"
    return (Part(f" · {one_line(str(place))}", Tone.MUTED, own=True, spoken=spoken),)


def _nearest(snapshot: Snapshot, article: str, finding: Finding, nearest: Passage) -> Value:
    """The passage that words must come from, with differences marked as `[-removed-]` and `{+added+}`."""
    text = snapshot.texts[article].text[nearest.start : nearest.end]
    parts = diff_parts(changes(clean(finding.words), clean(text)), "the archive has", "the article has")
    return Value(parts, ArticleLink(article, passage=nearest), (nearest,))
