"""All checks of an archive: what they find, in the order in which one needs the other, and the problems of that."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import TypeVar

import msgspec

from explorer.checking import (
    article_files,
    coverage_problems,
    covering,
    cut_texts,
    head_conflicts,
    interpreters,
    names,
    quote_problems,
    roles,
    stated_dates,
    verifying,
)
from explorer.checking.changed import Changed, Records, Some
from explorer.checking.checked import Checked
from explorer.checking.coverage import Coverage
from explorer.checking.date_conflicts import date_conflicts
from explorer.checking.part import Part
from explorer.checking.repeats import problems as repeats_problems
from explorer.checking.repeats import unlike
from explorer.checking.repeats.also import Also, Repeats, repeats
from explorer.checking.repeats.places import Again, Places, Searched
from explorer.checking.resting import matters_to, may_be_called_otherwise, may_be_joined_otherwise
from explorer.checking.saying.person_index import PersonIndex
from explorer.checking.unknown_names import KnownNames
from explorer.checking.verification import Earlier, Status, Texts, Verification, Verifications
from explorer.checking.wholeness import problems as wholeness_problems
from explorer.checking.wholeness import reading as wholeness
from explorer.checking.wholeness.omissions import Omissions
from explorer.model.archive import Archive
from explorer.model.failures import Failure, Failures
from explorer.model.pausing import Pause, paused
from explorer.model.problems import Problem
from explorer.model.records import Article, Kind, Person, Quote, kind_of, ref
from explorer.processes import ALONE, Executor, Work

FoundT = TypeVar("FoundT")


def checked(
    archive: Archive,
    texts: Texts,
    digests: Mapping[str, str],
    unread: str,
    pause: Pause,
    earlier: Checked | None,
    failures: Failures,
    executor: Executor = ALONE,
    part: Part | None = None,
) -> Checked:
    """Check the records of an archive: what is found, and what is wrong there, or may be.

    `digests` has the SHA-256 of each article's file by the article's id, and `unread` the YAML that can't be read. Of
    an `earlier` check all is kept that rests on nothing that changed. A check that fails for a record is one of the
    `failures`, and the record is not verified if it needs that check. What takes long in a large archive is done by the
    `executor`. Where a `part` is given, only what is told there has to come out as it would of the whole.
    """
    if earlier and any(failure.ref is None for failure in earlier.failures):
        earlier = None
    finding = _Finding(archive, texts, earlier, failures, executor, part)
    found = msgspec.structs.replace(finding.found(pause), unread_yaml=_with_lost(unread, archive, failures))
    many = executor if earlier is None and len(archive.entries) > _MANY else ALONE
    return _Telling(found, finding, digests, failures.apart()).told(many, failures)


class _People(msgspec.Struct, frozen=True):
    """All people of an archive, ready to be looked up by what they are called."""

    everybody: PersonIndex
    names: KnownNames


class _Finding:
    """Finding how the records of an archive stand to their articles: all of them, or what changed since `earlier`."""

    def __init__(
        self,
        archive: Archive,
        texts: Texts,
        earlier: Checked | None,
        failures: Failures,
        executor: Executor,
        part: Part | None,
    ) -> None:
        self.before = earlier or Checked(archive=Archive())
        self.changed = Changed(earlier.archive, archive, earlier.texts, texts) if earlier else None
        self.part = part
        # Whatever failed before is done again.
        self.failed = {failure.ref for failure in self.before.failures if failure.ref}
        # The refs of the records that have another verification than before, or none any more.
        self.verified: set[str] = set()
        self._archive = archive
        self._texts = texts
        self._failures = failures
        self._executor = executor
        self._has_same_people = self._are_people_as_before()
        known = self.before.people if self._has_same_people else None
        self._people = (
            known
            if isinstance(known, _People)
            else _People(
                PersonIndex(archive.all(Person), failures.guard("speaker")),
                KnownNames(archive.all(Person), failures.guard("coverage")),
            )
        )

    def _are_people_as_before(self) -> bool:
        """Whether all people are who they were, in the same order."""
        changed = self.changed
        if changed is None or self.failed or any(True for _ in changed.of(Kind.PERSON)):
            return False
        old, new = (archive.of_kind(Kind.PERSON) for archive in (self.before.archive, self._archive))
        return changed.keeps_order or list(old) == list(new)

    def found(self, pause: Pause) -> Checked:
        """All that is found, without what is told of it."""
        verifications, looked_for = self._verifications(pause)
        articles = self._articles(looked_for)
        coverage = self._coverage(verifications, articles, pause)
        omissions = self._omissions(verifications, coverage, articles, looked_for)
        failed = {failure.ref for failure in self._failures.found if failure.check in ("coverage", "omissions")}
        some = {*looked_for, *self._quotes_of(articles)}
        verified = {name: verifications[name] for name in some if name in verifications}
        verifications.update(wholeness.with_splices(self._archive, verified, omissions, failed))
        before = self.before.verifications
        some.update(self.changed.gone if self.changed else ())
        self.verified = {name for name in some if before.get(name) is not verifications.get(name)}
        old, new = (list(filter(None, map(each.get, self.verified))) for each in (before, verifications))
        return Checked(
            archive=self._archive,
            texts=self._texts,
            verifications=verifications,
            coverage=coverage,
            omissions=omissions,
            held=_held(self.before.held, old, new),
            astray=_astray(self.before.astray, old, new),
            people=self._people,
        )

    def _verifications(self, pause: Pause) -> tuple[dict[str, Verification], Collection[str]]:
        """The verifications of all records, and the refs of those whose words, or who says them, were looked for."""
        archive, before, failures = self._archive, self.before, self._failures
        earlier = Earlier(before.archive, before.texts, before.verifications, is_sure=not self.failed)
        again, retold = verifying.to_verify(archive, self._texts, earlier, self.changed, failures.guard("speaker"))
        each = verifying.found_again(
            archive,
            self._texts,
            again,
            retold,
            before.verifications,
            self._executor,
            failures,
            asked=self.part.refs if self.part else None,
            everybody=self._people.everybody,
        )
        found = dict(paused(each, pause, "records checked", len(again) + len(retold)))
        return verifying.verified(before.verifications, self.changed, again, found), [*again, *retold]

    def _articles(self, looked_for: Collection[str]) -> Collection[str]:
        """The ids of the articles in which something changed: the record, the text, or any quote."""
        changed = self.changed
        if changed is None:
            return self._texts.keys()
        found = {name.partition("/")[2] for name in self.failed if kind_of(name) is Kind.ARTICLE} | changed.articles
        for name in changed.records.union(looked_for, self.failed):
            found.update(record.article for _, record in changed.versions(name) if isinstance(record, Quote))
        return found

    def _quotes_of(self, articles: Iterable[str]) -> Iterator[str]:
        """The refs of the quotes in some articles."""
        for article in filter(None, (self._archive.get(Article, id) for id in articles)):
            yield from (quote.ref for quote in self._archive.quotes_of(article))

    def _coverage(self, verifications: Verifications, articles: Collection[str], pause: Pause) -> dict[str, Coverage]:
        """The coverage of all articles, worked out where something changed in one, or whom it may name."""
        archive, changed, before = self._archive, self.changed, self.before.coverage
        if not self._has_same_people or self.before.archive.tells_drafts is not archive.tells_drafts:
            articles = self._texts.keys()
        if self.part:
            articles = self.part.articles.intersection(articles)
        said = covering.covered(
            archive,
            self._texts,
            verifications,
            {id: each for id, each in before.items() if changed and id not in changed.articles},
            self._executor,
            self._failures,
            Some(archive, (ref(Kind.ARTICLE, id) for id in articles)),
            self._people.names,
        )
        found = dict(paused(said, pause, "articles looked through", len(articles)))
        kept = {id: each for id, each in before.items() if id in self._texts and id not in articles}
        return kept | _same_where_equal(before, found)

    def _omissions(
        self,
        verifications: Verifications,
        coverage: Mapping[str, Coverage],
        articles: Collection[str],
        looked_for: Iterable[str],
    ) -> dict[str, Omissions]:
        """What each quote leaves out."""
        archive, before = self._archive, self.before.omissions
        asked = Some(archive, (ref(Kind.ARTICLE, id) for id in articles))
        left_out = partial(wholeness.omissions, archive, self._texts, verifications, coverage, asked)
        found = dict(self._failures.of("omissions", left_out))
        again = {*self._quotes_of(articles), *looked_for} if before else ()
        kept = {name: each for name, each in before.items() if name in verifications and name not in again}
        return kept | _same_where_equal(before, found)


# What takes longest, so that a process begins with it; what rests on the repeats; and what compares all records with
# each other, so that all of it is told again.
_REPEATS = "repeats"
_LONGEST = (_REPEATS, "speech of articles", "quotes", "articles’ heads")
_BESIDE = ("same words", "same_as")
_AS_A_WHOLE = ("names", "labels", "same words")
# In an archive of more records than that, looking takes longer than to start a process.
_MANY = 3_000


class _Outcome(msgspec.Struct, frozen=True):
    """What came of one check: problems, or the repeats; and what failed."""

    problems: list[Problem] = []
    also: dict[str, tuple[Also, ...]] = {}
    again: dict[str, tuple[Again, ...]] = {}
    short: dict[str, Sequence[tuple[str, str]]] = {}
    failures: tuple[Failure, ...] = ()


class _Telling:
    """What is known of an archive, for the checks that tell what is wrong there, or may be.

    Of a part, the coverage of other articles is worked out when it is asked for.
    """

    def __init__(self, found: Checked, finding: _Finding, digests: Mapping[str, str], failures: Failures) -> None:
        self._found = found
        self._before = finding.before
        self._changed = finding.changed
        self._failed = finding.failed
        self._verified = finding.verified
        self._is_part = finding.part is not None
        self._digests = digests
        self._failures = failures
        # The records of which problems are told now, and the repeats that were looked for in this process.
        self._asked: Records = found.archive
        self.repeats: Repeats | None = None

    def told(self, executor: Executor, failures: Failures) -> Checked:
        """All that was found, with where the same words stand again, and with all problems."""
        told = self._told_again(self._changed) if self._changed else self._told_anew(executor, failures)
        failures.add(self._failures.take())
        return msgspec.structs.replace(self._found, told={check: told[check] for check in self._checks()})

    def _told_anew(self, executor: Executor, failures: Failures) -> dict[str, list[Problem]]:
        apart = [*_LONGEST, *(check for check in self._checks() if check not in (*_LONGEST, *_BESIDE))]
        told = dict[str, list[Problem]]()
        for check, outcome in zip(apart, executor.each(_WORK, self, apart, 1), strict=True):
            failures.add(outcome.failures)
            told[check] = outcome.problems
            if check == _REPEATS:
                places = Places(Searched(self._found.texts), outcome.again)
                self._use(self.repeats or Repeats(outcome.also, places, short=outcome.short))
        return told | {check: self._problems(check) for check in _BESIDE}

    def _told_again(self, changed: Changed) -> dict[str, list[Problem]]:
        """The problems that were told before, but for those that may be others now."""
        before = self._before
        covered = {ref(Kind.ARTICLE, id) for id in _differing(before.coverage, self._found.coverage)}
        names = changed.entries | self._failed | self._verified | covered
        is_of_words = any(kind_of(name) in (Kind.QUOTE, Kind.ARTICLE) for name in names)
        self._use(self._repeats() if is_of_words or changed.reordered else before.repeats)
        also = before.repeats.also, self._found.repeats.also
        names |= _differing(*also) | _differing(before.omissions, self._found.omissions)
        if before.unread_yaml != self._found.unread_yaml:
            names.update(article.ref for article in self._found.archive.all(Article))
        again = matters_to(changed, names, also, self._found.texts)
        self._found = msgspec.structs.replace(self._found, again=again)
        self._asked = Some(self._found.archive, again)
        as_told = set[str]()
        if not (self._failed or may_be_called_otherwise(changed, (Kind.PERSON,))):
            as_told.add("names")
        if not (self._failed or may_be_called_otherwise(changed, (Kind.TOPIC, Kind.EVENT))):
            as_told.add("labels")
        if again.isdisjoint(also[0]) and again.isdisjoint(also[1]):
            as_told.add("same words")
        told = dict[str, list[Problem]]()
        for check in self._checks():
            known = list(before.told.get(check, ()))
            if check not in as_told:
                kept = (problem for problem in known if problem.ref not in again and check not in _AS_A_WHOLE)
                known = [*kept, *self._problems(check)]
            told[check] = known
        return told

    def outcome(self, check: str) -> _Outcome:
        """What comes of a check."""
        if check != _REPEATS:
            return _Outcome(self._problems(check), failures=self._failures.take())
        self.repeats = found = self._repeats()
        again = dict(found.places.found) if found.places else {}
        return _Outcome([], dict(found.also), again, dict(found.short or {}), self._failures.take())

    def _use(self, repeats: Repeats) -> None:
        self._found = msgspec.structs.replace(self._found, repeats=repeats)

    def _problems(self, check: str) -> list[Problem]:
        return list(self._failures.of(check, self._checks()[check]))

    def _repeats(self) -> Repeats:
        """Where the words of quotes stand again."""
        found, before, changed = self._found, self._before, self._changed
        known, articles = None, None
        quotes: list[Quote] = []
        if changed and not any(failure.check == _REPEATS for failure in before.failures):
            known = before.repeats
            names = changed.entries | self._verified
            records = (record for name in names for _, record in changed.versions(name))
            quotes = [record for record in records if isinstance(record, Quote)]
            if not may_be_joined_otherwise(changed):
                articles = changed.articles.union(_differing(before.coverage, found.coverage))
                articles.update(quote.article for quote in quotes)
                articles.update(name.partition("/")[2] for name in names if kind_of(name) is Kind.ARTICLE)
        spoken = found.coverage
        if self._is_part:
            spoken = covering.AsAsked(spoken, found.archive, found.texts, self._failures.guard("coverage"))
        with self._failures.guard(_REPEATS)(None):
            return repeats(
                found.archive,
                found.texts,
                found.verifications,
                spoken,
                known,
                self._verified,
                {quote.speaker for quote in quotes},
                articles,
                self._failures.guard(_REPEATS),
            )
        return Repeats()

    def _checks(self) -> dict[str, Callable[..., Iterator[Problem]]]:
        """Each check, ready to look, in their order."""
        found, also, asked = self._found, self._found.repeats.also, self._asked
        archive, texts, verifications = found.archive, found.texts, found.verifications
        return {
            "dates": partial(date_conflicts, archive, asked),
            "names": partial(names.of_people, archive),
            "labels": partial(names.of_labels, archive),
            "roles": partial(roles.problems, archive, texts, asked),
            "quotes": partial(quote_problems.problems, archive, verifications, asked),
            "stated dates": partial(stated_dates.problems, archive, texts, verifications, asked),
            "interpreters": partial(interpreters.problems, archive, texts, verifications, found.coverage, asked),
            "words left out": partial(wholeness_problems.problems, archive, texts, found.omissions, asked),
            "same words": partial(repeats_problems.problems, archive, texts, verifications, also),
            "same_as": partial(unlike.problems, archive, texts, also, asked),
            "articles’ heads": partial(head_conflicts.problems, archive, texts, asked),
            "articles’ files": partial(article_files.problems, archive, texts, self._digests, verifications, asked),
            "speech of articles": partial(
                coverage_problems.problems, archive, texts, verifications, found.coverage, found.unread_yaml, asked
            ),
            "cut texts": partial(cut_texts.problems, archive, texts, asked),
        }


def _outcome(telling: _Telling, check: str) -> _Outcome:
    return telling.outcome(check)


_WORK = Work(_outcome, result=_Outcome)


def _with_lost(unread: str, archive: Archive, failures: Failures) -> str:
    """What can't be read, with the words of quotes whose verification failed.

    It is not known where these stand either, so that nothing tells whether the article has words besides.
    """
    lost = (archive.find(failure.ref or "") for failure in failures.found if failure.check == verifying.CHECK)
    return "\n".join([unread, *(" ".join(quote.segments) for quote in lost if isinstance(quote, Quote))])


def _held(before: tuple[int, int], old: Iterable[Verification], new: Iterable[Verification]) -> tuple[int, int]:
    """How many texts are verified, and of how many, when some verifications took the place of others."""
    was, now = ([found.status.is_verified for each in some for found in each.findings] for some in (old, new))
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
    """The status of a quote whose words are in its article, if that is not all; None for others."""
    if found.failed and any(found.passages):
        return Status.UNCHECKED
    is_doubted = found.spliced or (found.said.code if found.said else found.attribution)
    status = found.status
    return status if is_doubted and status is not Status.UNCHECKED else None


def _differing(before: Mapping[str, object], now: Mapping[str, object]) -> set[str]:
    """The names under which something else is known now."""
    found = {name for name, each in now.items() if before.get(name) is not each}
    return found.union(name for name in before if name not in now)


def _same_where_equal(before: Mapping[str, FoundT], found: Mapping[str, FoundT]) -> dict[str, FoundT]:
    """What was found, which is the same object as before where it is equal."""
    return {name: was if (was := before.get(name)) == each else each for name, each in found.items()}
