"""Search for the quoted words of an archive in its articles.

Words must be there verbatim, apart from typography. A fuzzy match would accept a sentence with an added “not”. Missing
words are compared with the nearest passage only to describe the difference.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain, islice
from typing import NamedTuple

import msgspec

from explorer.checking.attribution_places import find_attribution
from explorer.checking.changed import Changed
from explorer.checking.differences import describe_changes
from explorer.checking.nearest import ArticleLookup, nearest_passage
from explorer.checking.speakers.article_people import ArticlePeople
from explorer.checking.speakers.checker import SpeakerChecker
from explorer.checking.speakers.linking import affected_keys, keys_by_name
from explorer.checking.speakers.lookups import resting_on
from explorer.checking.speakers.person_index import FIELDS, PersonIndex, words_of_names
from explorer.checking.speakers.problem_findings import left_open
from explorer.checking.speakers.speaker_finding import CandidateNames, SpeakerFinding
from explorer.checking.verification import (
    Finding,
    Status,
    Texts,
    Verification,
    Verifications,
    texts_of,
    unchecked,
)
from explorer.checking.verified_archive import VerifiedArchive
from explorer.display import shortened
from explorer.model.amended import amended
from explorer.model.archive import Archive
from explorer.model.failures import Failures, Guard, unguarded
from explorer.model.problems import Place
from explorer.model.records import (
    Anchor,
    AnyRecord,
    Article,
    Entry,
    Kind,
    Person,
    Quote,
    Rejection,
    ids_of,
    ref,
)
from explorer.reading.analysis import Analysis
from explorer.reading.quotation.detection import SpeechOverBreaks, speech_in
from explorer.reading.text.html_entities import find_read
from explorer.reading.text.passages import Passage, SourceText, fold_typography

# The name in `failures` of the search for a record's words.
CHECK = "verification"
# The fields of a person's record that determine whether words mean them.
_CALLED = (*chain.from_iterable(FIELDS), "type", "possibly_same_as")
# The maximum number of places counted for words whose anchor fits more than once.
_COUNTED = 100


def verify(
    archive: Archive,
    texts: Texts,
    earlier: VerifiedArchive | None = None,
    analysis_of: Callable[[Article, SourceText], Analysis] = Analysis,
    pause: Callable[[], None] = lambda: None,
) -> Verifications:
    """Verify every record whose words must be in an article, by ref.

    `texts` has the text of each article that could be read, by the article's id. The parts of an `earlier` verification
    that still hold are reused. `analysis_of` reads an article; `pause` is called after each record.
    """
    changed = Changed(earlier.archive, archive, earlier.texts, texts) if earlier else None
    again, retold = to_verify(archive, earlier, changed, earlier.verifications if earlier else ())
    known: Verifications = earlier.verifications if earlier else {}
    found: dict[str, Verification] = {}
    for name, verification in verify_some(archive, texts, again, retold, known, analysis_of):
        found[name] = verification
        pause()
    return verified(known, changed, again, found)


def verified(
    known: Verifications, changed: Changed | None, again: Iterable[str], found: Verifications
) -> Verifications:
    """The known verifications, updated with the new ones."""
    gone: dict[str, Verification | None] = dict.fromkeys(chain(again, changed.gone if changed else ()))
    return amended(known, {**gone, **found})


def to_verify(
    archive: Archive,
    earlier: VerifiedArchive | None,
    changed: Changed | None,
    unsettled: Iterable[str],
    guard: Guard = unguarded,
) -> tuple[Collection[str], Collection[str]]:
    """The refs of records whose words must be searched for, and of other quotes whose speaker is checked again.

    All records that may be `is_unsettled` are among the `unsettled`.
    """
    if earlier is None or changed is None:
        return list(archive.entries), ()
    again = set(changed.records).union(*map(changed.resting_on, changed.articles))
    # A record with missing words depends on all texts, since another article may have the words now.
    is_elsewhere = bool(changed.texts) or changed.reordered
    for name in unsettled if is_elsewhere or earlier.failures else ():
        verification = earlier.verifications.get(name)
        if verification and (verification.failed or (is_elsewhere and verification.is_unsettled)):
            again.add(name)
    again = {name for name in again if name in archive.entries}
    told_of = _ChangedPeople(changed, earlier.verifications, guard).quotes()
    retold = {name for name in told_of if name in earlier.verifications and name not in again}
    return again, retold


def verify_some(
    archive: Archive,
    texts: Texts,
    again: Iterable[str],
    retold: Iterable[str],
    known: Mapping[str, Verification],
    analysis_of: Callable[[Article, SourceText], Analysis] = Analysis,
) -> Iterator[tuple[str, Verification]]:
    """Verify some records, one after the other: the caller may do something else in between.

    The words of those in `again` are searched for; of others, which are `known`, only the speaker is checked
    (`retold`). `analysis_of` reads an article, unless it was read already.
    """
    verifier = RecordVerifier(archive, texts, Failures(raising=True), analysis_of)
    for asked in chain.from_iterable(to_verify_by_article(archive, again, retold, known).values()):
        verification = verifier.verification(asked)
        if verification:
            yield asked.ref, verification


def to_verify_by_article(
    archive: Archive,
    again: Iterable[str],
    retold: Iterable[str],
    known: Mapping[str, Verification],
    asked: Collection[str] | None = None,
) -> Mapping[str, Sequence[RecordToVerify]]:
    """Some records by the id of the first article that must have their words, without those that have no words.

    The words of those in `again` are searched for; of others, which are `known`, only the speaker is checked
    (`retold`), as it is of those `asked` of.
    """
    found = defaultdict[str, list[RecordToVerify]](list)
    for name in retold:
        record = archive.find(name)
        if isinstance(record, Quote):
            found[record.article].append(RecordToVerify(name, known=known[name]))
    for name in again:
        record = archive.find(name)
        article = next((article for _, _, article in texts_of(record)), None) if record else None
        if article is not None:
            found[article].append(RecordToVerify(name, asked is None or name in asked))
    return found


def find_segments(
    article: Article, text: SourceText, rejections: Iterable[Rejection]
) -> Iterator[tuple[Passage | None, ...]]:
    """Locate the segments of each rejection in its article; None for one that does not occur exactly once."""
    verifier = _Verifier({article.id: text}, Archive([Entry(article, Place(""))]))
    for rejection in rejections:
        quote = Quote(
            id="rejected",
            article=article.id,
            speech="direct",
            text=rejection.text,
            speaker=rejection.speaker,
            at=rejection.at,
        )
        yield tuple(finding.passage for finding in verifier.findings(quote))


class RecordToVerify(NamedTuple):
    """A record, whether to check its speaker, and its verification if only the speaker is checked again."""

    ref: str
    who: bool = True
    known: Verification | None = None


class RecordVerifier:
    """Verify single records. A record for which this fails is added to the `failures` and marked as failed."""

    def __init__(
        self,
        archive: Archive,
        texts: Texts,
        failures: Failures,
        analysis_of: Callable[[Article, SourceText], Analysis],
        person_index: Callable[[], PersonIndex] | None = None,
    ) -> None:
        """`person_index` returns the archive's people, if they may be indexed already; only quotes need them."""
        self._archive = archive
        self._guard = failures.guard(CHECK)
        self._verifier = _Verifier(texts, archive)
        self._speaker_verifier = _SpeakerVerifier(archive, texts, failures, analysis_of, person_index)

    def verification(self, asked: RecordToVerify) -> Verification | None:
        """The verification of a record, if its words must be in an article."""
        record = self._archive.entries[asked.ref].record
        if asked.known:
            return self._speaker_verifier.with_speaker_again(record, asked.known)
        findings: tuple[Finding, ...] | None = None
        with self._guard(asked.ref):
            findings = tuple(self._verifier.findings(record))
        if findings is None:
            lost = tuple(unchecked(path, words) for path, words, _ in texts_of(record))
            verification = Verification(lost, failed=True)
        else:
            verification = (
                self._speaker_verifier.with_speaker(record, findings) if asked.who else Verification(findings)
            )
        return verification if verification.findings else None


class _ChangedPeople:
    """The people whose records changed since, whose order changed, or who now belong to other articles."""

    def __init__(self, changed: Changed, verifications: Verifications, guard: Guard) -> None:
        self._changed = changed
        self._verifications = verifications
        self._guard = guard
        self._article_people = ArticlePeople(changed.archive), ArticlePeople(changed.before)

    def quotes(self) -> Iterator[str]:
        """The refs of the quotes whose speaker must be checked again."""
        changed, archive = self._changed, self._changed.archive
        people = {id for id in changed.of(Kind.PERSON) if self._is_called_otherwise(id)}
        apart = set(filter(self._is_only_described, people))
        for id in people:
            yield from changed.quotes_of(ref(Kind.PERSON, id))
        articles = self._with_other_people()
        articles.update(*(each.articles_of(id) for id in apart for each in self._article_people))
        there = {id: set[str]().union(*(each.articles_of(id) for each in self._article_people)) for id in people}
        attached = {id for id in people if there[id] <= articles and self._is_attached(id)}
        for article in filter(None, (archive.get(Article, id) for id in articles)):
            yield from (quote.ref for quote in archive.quotes_of(article))
        yield from resting_on(self._keys(people - apart, attached), self._verifications)

    def _is_only_described(self, id: str) -> bool:
        """Whether somebody is only described, so mentions mean them only in the articles that they belong to."""
        changed, (now, before) = self._changed, self._article_people
        with self._guard(ref(Kind.PERSON, id)):
            return all(
                isinstance(record, Person)
                and not words_of_names(record)
                and (now if archive is changed.archive else before).belongs(id)
                for archive, record in changed.versions(ref(Kind.PERSON, id))
            )
        return False

    def _is_attached(self, id: str) -> bool:
        """Whether somebody was added or removed who belongs to articles: in others only a name can mean them."""
        now, before = self._article_people
        versions = [archive for archive, _ in self._changed.versions(ref(Kind.PERSON, id))]
        return len(versions) == 1 and (now if versions[0] is self._changed.archive else before).belongs(id)

    def _keys(self, people: Collection[str], attached: Collection[str]) -> set[str]:
        """The keys of lookups that may find somebody else now, or that found somebody whose record changed.

        If two may be meant, the first counts. The articles of `attached` people are checked again as a whole.
        """
        changed = self._changed
        now, before = self._article_people
        found = {ref(Kind.PERSON, id) for id in people}
        if changed.are_people_reordered:
            found.update(ref(Kind.PERSON, id) for id in ids_of(Kind.PERSON, changed.entries))
        # Somebody who now belongs to an article, or to none any more, may be meant in other places than before.
        moved = set[str]()
        for name in changed.records:
            for _, record in changed.versions(name):
                both = (record.speaker, record.relayed_by) if isinstance(record, Quote) else ()
                ids = (record.id,) if isinstance(record, Person) else filter(None, both)
                moved.update(id for id in ids if now.belongs(id) != before.belongs(id))
        for id in {*people, *moved}:
            with self._guard(ref(Kind.PERSON, id)):
                versions = (record for _, record in changed.versions(ref(Kind.PERSON, id)))
                persons = [each for each in versions if isinstance(each, Person)]
                if id in attached:
                    found.update(*map(keys_by_name, persons))
                    continue
                for each in ([person] for person in persons) if id in moved else (persons,):
                    found.update(affected_keys(each))
        return found

    def _is_called_otherwise(self, id: str) -> bool:
        """Whether any field of a person's record changed that mentions are linked by."""
        versions = [record for _, record in self._changed.versions(ref(Kind.PERSON, id))]
        called = {tuple(getattr(record, field) for field in _CALLED) for record in versions}
        return len(versions) < 2 or len(called) > 1

    def _with_other_people(self) -> set[str]:
        """The articles whose people have changed."""
        now, before = self._article_people
        articles = set[str]()
        for name in self._changed.records:
            for _, record in self._changed.versions(name):
                if isinstance(record, Quote | Person):
                    articles.update(article for _, _, article in texts_of(record))
        return {id for id in articles if now.of(id) != before.of(id)}


class _SpeakerVerifier:
    """Check the speakers of quotes, and complete their verifications."""

    def __init__(
        self,
        archive: Archive,
        texts: Texts,
        failures: Failures,
        analysis_of: Callable[[Article, SourceText], Analysis],
        person_index: Callable[[], PersonIndex] | None = None,
    ) -> None:
        self._guard = failures.guard("speaker")
        self._archive = archive
        self._speaker_checker = SpeakerChecker(archive, self._guard, analysis_of, person_index)
        self._texts = texts

    def with_speaker(
        self, record: AnyRecord, findings: tuple[Finding, ...], meant: Iterable[tuple[int, CandidateNames]] = ()
    ) -> Verification:
        """The verification of a record with these findings; `meant` is that of its earlier one."""
        with self._guard(record.ref):
            finding = self._speaker_finding(record, findings, meant)
            known = self._speaker_checker
            return Verification(
                findings, finding, looked_up=known.lookups.taken(), meant=tuple(known.meant.items()) if finding else ()
            )
        self._speaker_checker.lookups.taken()
        return Verification(findings, failed=True)

    def _speaker_finding(
        self, record: AnyRecord, findings: tuple[Finding, ...], meant: Iterable[tuple[int, CandidateNames]]
    ) -> SpeakerFinding | None:
        text = self._texts.get(record.article) if isinstance(record, Quote) else None
        if not isinstance(record, Quote) or text is None:
            return None
        placed = sorted(finding.passage for finding in findings if finding.passage and finding.path.startswith("text"))
        last = findings[-1]
        attribution = last.passage if last.path == "attribution" else None
        said = self._speaker_checker.check(record, text, placed, attribution, meant)
        speaker = self._archive.speaker(record)
        if said and speaker and speaker.is_placeholder:
            said = left_open(said)
        because = next((answer.because for answer in record.accepts if said and answer.code == said.code), "")
        return msgspec.structs.replace(said, accepted=because) if said and said.is_mismatch and because else said

    def with_speaker_again(self, record: AnyRecord, verification: Verification) -> Verification:
        """A verification with the speaker checked again; the same object if nothing changed."""
        again = self.with_speaker(record, verification.findings, verification.meant)
        is_same = (again.said, again.looked_up, again.meant) == (
            verification.said,
            verification.looked_up,
            verification.meant,
        )
        return verification if is_same and not again.failed else again


class _Verifier:
    def __init__(self, texts: Texts, archive: Archive) -> None:
        self._texts = texts
        self._archive = archive
        self._speech: dict[str, SpeechOverBreaks] = {}
        self._article_lookup = ArticleLookup(texts)

    def findings(self, record: AnyRecord) -> Iterator[Finding]:
        match record:
            case Quote():
                yield from self._quote(record)
            case _:
                yield from (self._anywhere(*each) for each in texts_of(record))

    def _quote(self, quote: Quote) -> Iterator[Finding]:
        text = self._texts.get(quote.article)
        after = 0
        placed: list[Passage] = []
        for n, (path, words, _) in enumerate(texts_of(quote)):
            if path == "attribution":
                yield self._attribution(quote, words, text, sorted(placed))
                continue
            if text is None:
                yield unchecked(path, words)
                continue
            anchor = _anchor_of(quote, n)
            finding = self._segment(path, words, quote.article, text, anchor, after)
            if finding.passage:
                after = finding.passage.end
            place = finding.passage or finding.nearest
            placed += (place,) if place else ()
            yield finding

    def _attribution(self, quote: Quote, words: str, text: SourceText | None, placed: list[Passage]) -> Finding:
        """The finding for an attribution, which must be near its quote, if the quote's place is known."""
        if text is None or not placed:
            return self._anywhere("attribution", words, quote.article)
        passage, is_beside = find_attribution(text, words, placed)
        if passage is None:
            return self._missing("attribution", words, quote.article, text)
        if is_beside:
            verbatim = text.text[passage.start : passage.end] == words
            return Finding("attribution", words, Status.VERBATIM if verbatim else Status.TYPOGRAPHIC, passage)
        there, here = text.paragraph_at(passage.start), text.paragraph_at(placed[0].start)
        message = f"these words stand in paragraph {there}, far from the quote in paragraph {here}: {shortened(words)}"
        return Finding(
            "attribution", words, Status.MISSING, code="attribution-elsewhere", message=message, nearest=passage
        )

    def _segment(self, path: str, words: str, article: str, text: SourceText, anchor: Anchor, after: int) -> Finding:
        status, passages = _find(text, words)
        passages = passages or self._over_breaks(article, text).find(words)
        if not passages:
            return self._missing(path, words, article, text)
        in_order = [passage for passage in passages if passage.start >= after]
        if not in_order:
            message = f"these words stand before the segment that they should follow: {shortened(words)}"
            return Finding(path, words, Status.MISSING, code="quote-order", message=message, nearest=passages[0])
        fitting = (passage for passage in in_order if _fits(text, passage, anchor))
        anchored = list(islice(fitting, _COUNTED + 1))
        if len(anchored) == 1:
            return Finding(path, words, status, anchored[0])
        if not anchored:
            message = f"at: the prefix and suffix fit no occurrence of {shortened(words)}"
            return Finding(path, words, Status.AMBIGUOUS, code="quote-ambiguous", message=message)
        count = len(anchored) if len(anchored) <= _COUNTED else f"more than {_COUNTED}"
        message = f"these words stand {count} times in {article}; add at: to say which: {shortened(words)}"
        return Finding(path, words, Status.AMBIGUOUS, code="quote-ambiguous", message=message)

    def _over_breaks(self, id: str, text: SourceText) -> SpeechOverBreaks:
        """The speech in an article that continues over breaks, for words that do not occur as they are."""
        if id not in self._speech:
            article = self._archive.get(Article, id)
            self._speech[id] = SpeechOverBreaks(text, speech_in(article, text) if article else ())
        return self._speech[id]

    def _anywhere(self, path: str, words: str, article: str) -> Finding:
        """The finding for words that may occur more than once. The first place counts."""
        text = self._texts.get(article)
        if text is None:
            return unchecked(path, words)
        passage = text.find_first(words)
        if passage:
            return Finding(path, words, Status.VERBATIM, passage)
        passages = text.find_folded(words) or (find_read(text, words) if path == "headline" else [])
        if not passages:
            return self._missing(path, words, article, text)
        return Finding(path, words, Status.TYPOGRAPHIC, passages[0])

    def _missing(self, path: str, words: str, article: str, text: SourceText) -> Finding:
        kind = "quote" if path.startswith("text") else path.partition("[")[0].replace("_", "-")
        elsewhere = self._article_lookup.article_with(words, article)
        if elsewhere is not None:
            message = f"not in {article} but in {elsewhere}: {shortened(words)}"
            return Finding(path, words, Status.MISSING, code=f"{kind}-elsewhere", message=message, elsewhere=elsewhere)
        nearest = nearest_passage(words, text)
        if nearest is None:
            message = f"these words are nowhere in {article}: {shortened(words)}"
            return Finding(path, words, Status.MISSING, code=f"{kind}-nowhere", message=message)
        changes = describe_changes(words, text.text[nearest.start : nearest.end])
        line, _ = text.line_and_column(nearest.start)
        message = f"not word for word in {article} (line {line}): {changes}"
        return Finding(path, words, Status.MISSING, code=f"{kind}-altered", message=message, nearest=nearest)


def _find(text: SourceText, words: str) -> tuple[Status, list[Passage]]:
    passages = text.find(words)
    if passages:
        return Status.VERBATIM, passages
    return Status.TYPOGRAPHIC, text.find_folded(words)


def _anchor_of(quote: Quote, segment: int) -> Anchor:
    """The part of a quote's anchor for one segment: the prefix belongs to the first segment, the suffix to the last."""
    at = quote.at or Anchor()
    last = len(quote.segments) - 1
    return Anchor(prefix=at.prefix if segment == 0 else "", suffix=at.suffix if segment == last else "")


def _fits(text: SourceText, passage: Passage, anchor: Anchor) -> bool:
    if not anchor.prefix and not anchor.suffix:
        return True
    before = text.text[max(0, passage.start - 4 * len(anchor.prefix) - 8) : passage.start]
    after = text.text[passage.end : passage.end + 4 * len(anchor.suffix) + 8]
    # Most anchors match as they are, and folding is slow.
    fits_before = before.rstrip().endswith(anchor.prefix) or _folded(before).endswith(_folded(anchor.prefix))
    return fits_before and (
        after.lstrip().startswith(anchor.suffix) or _folded(after).startswith(_folded(anchor.suffix))
    )


@lru_cache(maxsize=64)
def _folded(text: str) -> str:
    """A text with folded typography, without white space and quotation marks at its ends."""
    return fold_typography(text).strip(" \"'")
