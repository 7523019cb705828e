"""Run all checks of an archive, in the order of their dependencies, and collect their problems."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from functools import partial
from itertools import chain

import msgspec

from explorer.checking import (
    article_files,
    coverage_problems,
    covering,
    cut_texts,
    interpreters,
    names,
    quote_problems,
    stated_dates,
    verifying,
)
from explorer.checking.changed import Changed, Records, RecordSubset, differing
from explorer.checking.date_conflicts import date_conflicts
from explorer.checking.finding import Finder
from explorer.checking.invalidation import affected_records, quotes_of_changed_utterances, renamed_people
from explorer.checking.repeats import places
from explorer.checking.repeats import problems as repeats_problems
from explorer.checking.repeats.relating import repeats
from explorer.checking.repeats.results import Repeats
from explorer.checking.results import CheckResults
from explorer.checking.shard_part import ShardPart
from explorer.checking.verification import Texts
from explorer.checking.wholeness import problems as wholeness_problems
from explorer.model.archive import Archive
from explorer.model.failures import Failure, Failures
from explorer.model.pausing import Pause
from explorer.model.problems import Problem
from explorer.model.records import Article, Kind, Quote, ids_of, kind_of, ref
from explorer.processes import ALONE, Executor, Work


def checked(
    archive: Archive,
    texts: Texts,
    digests: Mapping[str, str],
    unread: str,
    pause: Pause,
    earlier: CheckResults | None,
    changed: Changed | None,
    failures: Failures,
    executor: Executor = ALONE,
    part: ShardPart | None = None,
) -> CheckResults:
    """Check the records of an archive.

    `digests` has the SHA-256 of each article's file by the article's id, and `unread` the YAML that can't be read.
    Results of an `earlier` check are kept unless they depend on something that `changed`. A check that fails for a
    record is one of the `failures`, and a record that needs that check is not verified. The `executor` does what takes
    long in a large archive. With a `part`, only the results reported in it need be those of the whole.
    """
    if earlier and any(failure.ref is None for failure in earlier.failures):
        earlier = changed = None
    finder = Finder(archive, texts, earlier, changed, failures, executor, part)
    results = msgspec.structs.replace(finder.find(pause), unread_yaml=_with_lost(unread, archive, failures))
    many = executor if earlier is None and len(archive.entries) > _MANY else ALONE
    return _CheckRun(results, finder, digests, failures.apart()).told(many, failures)


# These take longest, so processes begin with them.
_LONGEST = ("names", "quotes", "speech of articles")
# In an archive with more records than this, checking takes longer than starting a process.
_MANY = 3_000


class _CheckRun:
    """Run the checks that report problems on the results known for an archive.

    For a part, the coverage of other articles is computed when needed.
    """

    def __init__(self, found: CheckResults, finder: Finder, digests: Mapping[str, str], failures: Failures) -> None:
        self._found = found
        self._before = finder.before
        self._changed = finder.changed
        self._failed = finder.failed
        self._verified, self._found_otherwise = finder.verified, finder.found_otherwise
        self._is_part = finder.part is not None
        self._digests = digests
        self._failures = failures
        # The records whose problems are reported now, and the people whose names are compared; None for all.
        self._asked: Records = found.archive
        self._namesakes: names.Namesakes | None = None
        self._people = finder.person_index

    def told(self, executor: Executor, failures: Failures) -> CheckResults:
        """All results, with the repeats and all problems."""
        told = self._updated_problems(self._changed) if self._changed else self._all_problems(executor, failures)
        failures.add(self._failures.take())
        return msgspec.structs.replace(self._found, told={check: told[check] for check in self._checks()})

    def _all_problems(self, executor: Executor, failures: Failures) -> dict[str, list[Problem]]:
        self._use(self._repeats(executor))
        checks = [*_LONGEST, *(check for check in self._checks() if check not in _LONGEST)]
        told = dict[str, list[Problem]]()
        for check, (problems, failed) in zip(checks, executor.each(_WORK, self, checks, 1), strict=True):
            told[check] = problems
            failures.add(failed)
        return told

    def _updated_problems(self, changed: Changed) -> dict[str, list[Problem]]:
        """The earlier problems, updated by checking again whatever may have changed."""
        before = self._before
        covered = {ref(Kind.ARTICLE, id) for id in differing(before.coverage, self._found.coverage)}
        refs = changed.entries | self._failed | self._verified | covered
        is_of_words = any(kind_of(name) in (Kind.QUOTE, Kind.ARTICLE) for name in refs)
        self._use(self._repeats() if is_of_words or changed.reordered else before.repeats)
        also = before.repeats.also, self._found.repeats.also
        refs |= differing(*also) | differing(before.omissions, self._found.omissions)
        # A store does not keep what was lost of quotes whose verification failed.
        was_lost = any(failure.check == verifying.CHECK for failure in before.failures)
        if was_lost or before.unread_yaml != self._found.unread_yaml:
            refs.update(article.ref for article in self._found.archive.all(Article))
        again = affected_records(changed, refs | repeats_problems.newly_or_no_longer_reported(*also), also)
        self._found = msgspec.structs.replace(self._found, again=again)
        self._asked = RecordSubset(self._found.archive, again)
        # Checks that compare records with each other report again for some records, or for all.
        compared: dict[str, Collection[str] | None] = {"names": None, "labels": None}
        if not (self._failed or changed.moved):
            people = renamed_people(changed, (Kind.PERSON,))
            if people:
                self._namesakes = names.namesakes(people, (changed.before, changed.archive), self._people())
            compared["names"] = self._namesakes.asked if self._namesakes else ()
            compared["labels"] = None if renamed_people(changed, (Kind.TOPIC, Kind.EVENT)) else ()
        told = dict[str, list[Problem]]()
        for check in self._checks():
            known = list(before.told.get(check, ()))
            asked = compared.get(check, again)
            if asked is None:
                told[check] = self._problems(check)
            elif asked or check not in compared:
                told[check] = [*(problem for problem in known if problem.ref not in asked), *self._problems(check)]
            else:
                told[check] = known
        return told

    def outcome(self, check: str) -> tuple[list[Problem], tuple[Failure, ...]]:
        """Run a check and return its problems and failures."""
        return self._problems(check), self._failures.take()

    def _use(self, repeats: Repeats) -> None:
        self._found = msgspec.structs.replace(self._found, repeats=repeats)

    def _problems(self, check: str) -> list[Problem]:
        return list(self._failures.of(check, self._checks()[check]))

    def _repeats(self, executor: Executor = ALONE) -> Repeats:
        results, before, changed = self._found, self._before, self._changed
        known, articles = None, None
        if changed and not any(failure.check == places.CHECK for failure in before.failures):
            known = before.repeats
            names = changed.entries | self._found_otherwise
            records = (record for name in names for _, record in changed.versions(name))
            quotes = (record for record in records if isinstance(record, Quote))
            articles = changed.articles.union(differing(before.coverage, results.coverage), ids_of(Kind.ARTICLE, names))
            articles.update(quote.article for quote in chain(quotes, quotes_of_changed_utterances(changed)))
        if self._is_part:
            guard = self._failures.guard("coverage")
            spoken = covering.LazyCoverage(results.coverage, results.archive, results.texts, guard)
            results = msgspec.structs.replace(results, coverage=spoken)
        with self._failures.guard(places.CHECK)(None):
            return repeats(results, known, self._found_otherwise, articles, self._failures, executor)
        return Repeats()

    def _checks(self) -> dict[str, Callable[..., Iterator[Problem]]]:
        """Each check, ready to run, in order."""
        found, asked = self._found, self._asked
        return {
            "dates": partial(date_conflicts, found.archive, asked),
            "names": partial(names.of_people, found.archive, among=self._namesakes),
            "labels": partial(names.of_labels, found.archive),
            "quotes": partial(quote_problems.problems, found, asked),
            "stated dates": partial(stated_dates.problems, found, asked),
            "interpreters": partial(interpreters.problems, found, asked),
            "words left out": partial(wholeness_problems.problems, found, found.omissions, asked),
            "same words": partial(repeats_problems.problems, found, found.repeats.also, asked),
            "same_as": partial(repeats_problems.unlike, found, found.repeats.also, asked),
            "articles’ heads": partial(article_files.head_conflicts, found, asked),
            "articles’ files": partial(article_files.problems, found, self._digests, asked),
            "speech of articles": partial(coverage_problems.problems, found, asked),
            "cut texts": partial(cut_texts.problems, found, asked),
        }


_WORK = Work(_CheckRun.outcome, result=tuple[list[Problem], tuple[Failure, ...]])


def _with_lost(unread: str, archive: Archive, failures: Failures) -> str:
    """The unreadable YAML, with the words of quotes whose verification failed.

    Their places are unknown too, so speech in the article may be covered by them.
    """
    lost = (archive.find(failure.ref or "") for failure in failures.found if failure.check == verifying.CHECK)
    return "\n".join([unread, *(" ".join(quote.segments) for quote in lost if isinstance(quote, Quote))])
