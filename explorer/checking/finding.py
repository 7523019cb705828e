"""Verify the records of an archive against their articles: all of them, or those that a change affects."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import cast

from explorer.checking import by_article, covering, verifying
from explorer.checking.by_article import ArticleToVerify, ArticleVerifier
from explorer.checking.changed import Changed, RecordSubset, same_where_equal
from explorer.checking.coverage import Coverage
from explorer.checking.named_speakers import ChangedNames
from explorer.checking.results import CheckResults
from explorer.checking.shard_part import ShardPart
from explorer.checking.speakers.lookups import resting_on
from explorer.checking.speakers.person_index import PersonIndex
from explorer.checking.verification import Finding, Status, Texts, Verification, Verifications
from explorer.checking.wholeness import finding as wholeness
from explorer.checking.wholeness.omissions import Omissions
from explorer.model.amended import amended
from explorer.model.archive import Archive
from explorer.model.failures import Failures
from explorer.model.pausing import Pause, paused
from explorer.model.records import Article, Kind, Person, Quote, ids_of, ref
from explorer.processes import Executor

# How many articles a process reads per batch, and the same for articles where only speakers are checked again.
_READ_AT_ONCE, _RETOLD_AT_ONCE = 20, 500


class Finder:
    """Verify the records of an archive: all of them, or those affected by what `changed` since `earlier`."""

    def __init__(
        self,
        archive: Archive,
        texts: Texts,
        earlier: CheckResults | None,
        changed: Changed | None,
        failures: Failures,
        executor: Executor,
        part: ShardPart | None,
    ) -> None:
        self.before = earlier or CheckResults(archive=Archive())
        self.changed = changed
        self.part = part
        # Whatever failed before is done again.
        self.failed = {failure.ref for failure in self.before.failures if failure.ref}
        # The refs of the records whose verification is new, different or gone. And those among them whose words were
        # found differently, rather than just their speaker.
        self.verified: set[str] = set()
        self.found_otherwise: set[str] = set()
        self._archive = archive
        self._texts = texts
        self._failures = failures
        self._executor = executor
        # The speech of articles where it was not known, and the omissions of the quotes of articles.
        self._spoken: dict[str, Coverage] = {}
        self._left_out: dict[str, Omissions] = {}
        self._has_same_people = self._are_people_as_before()
        self._people = self.before.people if self._has_same_people else None

    def _are_people_as_before(self) -> bool:
        """Whether all people are the same as before, in the same order."""
        changed = self.changed
        if changed is None or self.failed:
            return False
        return not changed.are_people_reordered and not any(True for _ in changed.of(Kind.PERSON))

    def person_index(self) -> PersonIndex:
        """An index of all people of the archive, made when it is needed, since that takes long for a large one."""
        if self._people is None:
            guard, known, changed = self._failures.guard("speaker"), self.before.people, self.changed
            if known and changed and not self.failed:
                people = cast("Mapping[str, Person]", self._archive.of_kind(Kind.PERSON))
                self._people = known.following(people, set(changed.of(Kind.PERSON)), guard)
            else:
                self._people = PersonIndex(self._archive.all(Person), guard)
        return self._people

    def find(self, pause: Pause) -> CheckResults:
        """Verify, and return the results without their problems."""
        before, changed = self.before, self.changed
        guard = self._failures.guard("speaker")
        looked_for, retold = verifying.to_verify(self._archive, before, changed, before.unsettled, guard)
        articles = self._articles(looked_for)
        covered = self._to_cover(articles)
        if self.part:
            covered = self.part.articles.intersection(covered)
        each = self._by_article(looked_for, retold, articles, covered)
        known = dict(paused(each, pause, "records checked", len(looked_for) + len(retold)))
        verifications = verifying.verified(before.verifications, changed, looked_for, known)
        coverage = self._coverage(verifications, covered)
        omissions = self._omissions((*self._quotes_of(articles), *looked_for, *(changed.gone if changed else ())))
        failed = {failure.ref for failure in self._failures.found if failure.check in ("coverage", "omissions")}
        some = {*looked_for, *retold, *self._quotes_of(articles)}
        verified = {name: verifications[name] for name in some if name in verifications}
        spliced = dict(wholeness.with_splices(self._archive, verified, omissions, failed))
        verifications = amended(verifications, spliced)
        was = before.verifications
        some.update(changed.gone if changed else ())
        self.verified = {name for name in some if was.get(name) is not verifications.get(name)}
        records = changed.records if changed else set()
        self.found_otherwise = {
            name for name in self.verified if name in records or _findings(was, name) != _findings(verifications, name)
        }
        unsettled = {name for name in self.verified if (found := verifications.get(name)) and found.is_unsettled}
        old, new = (list(filter(None, map(each.get, self.verified))) for each in (was, verifications))
        return CheckResults(
            archive=self._archive,
            texts=self._texts,
            verifications=verifications,
            coverage=coverage,
            omissions=omissions,
            held=_held(before.held, old, new),
            astray=_astray(before.astray, old, new),
            unsettled=unsettled.union(set(before.unsettled) - self.verified),
            people=self._people,
        )

    def _by_article(
        self,
        again: Collection[str],
        retold: Collection[str],
        articles: Collection[str],
        covered: Collection[str],
    ) -> Iterator[tuple[str, Verification]]:
        """Verify the records to search for `again`, and the quotes `retold`, whose speaker alone is checked again.

        Also find speech in `covered` articles, where unknown, and the omissions of quotes in `articles`.
        """
        archive, before = self._archive, self.before.verifications
        asked = self.part.refs if self.part else None
        records = verifying.to_verify_by_article(archive, again, retold, before, asked)
        coverage = self._known_coverage
        to_verify = list[ArticleToVerify]()
        for id in dict.fromkeys((*articles, *covered, *records)):
            here, is_open = records.get(id, ()), id in covered and id not in coverage
            if here or is_open or id in articles:
                own = {each.ref for each in here}
                quotes = self._quotes_of([id]) if before and id in articles else ()
                others = {name: before[name] for name in quotes if name not in own and name in before}
                to_verify.append(ArticleToVerify(id, here, coverage.get(id), is_open, id in articles, others))
        at_once = _READ_AT_ONCE if len(articles) > _READ_AT_ONCE else _RETOLD_AT_ONCE
        if len(to_verify) > at_once:
            self.person_index()  # once for all processes
        verifier = ArticleVerifier(archive, self._texts, self._failures.apart(), self.person_index)
        each = self._executor.each(by_article.WORK, verifier, to_verify, at_once)
        for article, found in zip(to_verify, each, strict=True):
            self._failures.add(found.failures)
            self._left_out.update(found.omissions)
            if found.coverage:
                self._spoken[article.id] = found.coverage
            was = {record.ref: record.known for record in article.records}
            for name, verification in found.verifications.items():
                # Values from another process are new objects.
                known = was[name]
                yield name, known if known and known == verification else verification

    @property
    def _known_coverage(self) -> Mapping[str, Coverage]:
        """The earlier coverage of the articles whose record and text have not changed."""
        return amended(self.before.coverage, dict.fromkeys(self.changed.articles)) if self.changed else {}

    def _articles(self, looked_for: Collection[str]) -> Collection[str]:
        """The ids of the articles whose record, text or quotes changed."""
        changed = self.changed
        if changed is None:
            return self._texts.keys()
        found = changed.articles.union(ids_of(Kind.ARTICLE, self.failed))
        for name in changed.records.union(looked_for, self.failed):
            found.update(record.article for _, record in changed.versions(name) if isinstance(record, Quote))
        return found

    def _quotes_of(self, articles: Iterable[str]) -> Iterator[str]:
        """The refs of the quotes in some articles."""
        for article in filter(None, (self._archive.get(Article, id) for id in articles)):
            yield from (quote.ref for quote in self._archive.quotes_of(article))

    def _coverage(self, verifications: Verifications, articles: Collection[str]) -> Mapping[str, Coverage]:
        """The coverage of all articles, recomputed for those changed, and those that may name a changed person."""
        archive, changed, before = self._archive, self.changed, self.before.coverage
        gone: dict[str, Coverage | None] = dict.fromkeys(chain(articles, changed.texts if changed else ()))
        if not articles:
            return amended(before, gone)
        found = covering.covered(
            archive,
            self._texts,
            verifications,
            amended(self._known_coverage, self._spoken),
            self._failures,
            RecordSubset(archive, (ref(Kind.ARTICLE, id) for id in articles)),
            self.person_index(),
        )
        return amended(before, {**gone, **same_where_equal(before, dict(found))})

    def _to_cover(self, articles: Collection[str]) -> Collection[str]:
        """The articles that changed, and others that may name somebody without a record."""
        if self.changed is None or self.failed:
            return self._texts.keys()
        guard = self._failures.guard("coverage")
        before, now = (PersonIndex(people, guard) for people in self._renamed_people(self.changed))
        if not (before.people or now.people):
            return articles
        texts, coverage = self._texts, self.before.coverage
        changed = ChangedNames(before, now, self.person_index())
        told = (id for id in resting_on(changed.words, coverage) if id in texts)
        return {*articles, *(id for id in told if changed.are_in(coverage[id].speakers, texts[id]))}

    def _renamed_people(self, changed: Changed) -> tuple[list[Person], list[Person]]:
        """The people whose names changed: as they were, and as they are."""
        were, are = list[Person](), list[Person]()
        for id in changed.of(Kind.PERSON):
            was, now = (archive.get(Person, id) for archive in (changed.before, changed.archive))
            if not was or not now or (was.name, was.aliases) != (now.name, now.aliases):
                were += [was] if was else []
                are += [now] if now else []
        return were, are

    def _omissions(self, again: Iterable[str]) -> Mapping[str, Omissions]:
        """The omissions of each quote."""
        before = self.before.omissions
        gone: dict[str, Omissions | None] = dict.fromkeys(again if before else ())
        return amended(before, {**gone, **same_where_equal(before, self._left_out)})


def _findings(verifications: Verifications, name: str) -> Sequence[Finding]:
    found = verifications.get(name)
    return found.findings if found else ()


def _held(before: tuple[int, int], old: Iterable[Verification], new: Iterable[Verification]) -> tuple[int, int]:
    """The number of verified texts, and of all texts, after some verifications were replaced."""
    was, now = (
        [finding.status.is_verified for verification in some for finding in verification.findings]
        for some in (old, new)
    )
    return before[0] + sum(now) - sum(was), before[1] + len(now) - len(was)


def _astray(
    before: Mapping[Status, int], old: Iterable[Verification], new: Iterable[Verification]
) -> dict[Status, int]:
    counts = Counter(before)
    counts.update(filter(None, map(_doubt, new)))
    counts.subtract(filter(None, map(_doubt, old)))
    astray = (Status.MISATTRIBUTED, Status.SPLICED, Status.UNCHECKED)
    return {status: counts[status] for status in astray if counts[status]}


def _doubt(found: Verification) -> Status | None:
    """The status of a quote whose words were found but which is doubtful for another reason; None for others."""
    if found.failed and any(found.passages):
        return Status.UNCHECKED
    is_doubted = found.spliced or (found.said.code if found.said else found.attribution)
    status = found.status
    return status if is_doubted and status is not Status.UNCHECKED else None
