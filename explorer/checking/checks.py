"""All checks of an archive: what they find, in the order in which one needs the other, and the problems of that."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from functools import partial

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
from explorer.checking.checked import Checked
from explorer.checking.coverage import Coverage
from explorer.checking.date_conflicts import date_conflicts
from explorer.checking.part import Part
from explorer.checking.repeats import problems as repeats_problems
from explorer.checking.repeats import unlike
from explorer.checking.repeats.also import Also, Repeats, repeats
from explorer.checking.repeats.places import Again, Places, Searched
from explorer.checking.verification import Earlier, Texts
from explorer.checking.wholeness import problems as wholeness_problems
from explorer.checking.wholeness import reading as wholeness
from explorer.model.archive import Archive
from explorer.model.failures import Failure, Failures
from explorer.model.pausing import Pause, paused
from explorer.model.problems import Problem
from explorer.model.records import Article, Quote
from explorer.processes import ALONE, Executor, Work


def checked(
    archive: Archive,
    texts: Texts,
    digests: Mapping[str, str],
    unread: str,
    pause: Pause,
    earlier: Checked | None,
    unstated: Collection[str],
    failures: Failures,
    executor: Executor = ALONE,
    part: Part | None = None,
) -> tuple[Checked, list[Problem]]:
    """Check the records of an archive: what is found, and what is wrong there, or may be.

    `digests` has the SHA-256 of each article's file by the article's id, and `unread` the YAML that can't be read. What
    did not change since `earlier` is not looked at again; `unstated` has the refs of which it was told then that their
    date is not stated. A check that fails for a record is one of the `failures`, and the record is not verified if it
    needs that check. What takes long in a large archive is done by the `executor`. Where a `part` is given, only what
    is told there has to come out as it would of the whole.
    """
    each = verifying.verified(archive, texts, _verified(earlier), executor, failures, asked=part.refs if part else None)
    verifications = dict(paused(each, pause, "records checked", len(archive.entries)))
    ids = part.articles if part else None
    said = covering.covered(archive, texts, verifications, _covered(earlier, archive, texts), executor, failures, ids)
    covered = dict(paused(said, pause, "articles looked through", len(texts)))
    left_out = partial(wholeness.omissions, archive, texts, verifications, covered, _left_out(earlier))
    omissions = dict(failures.of("omissions", left_out))
    failed = {failure.ref for failure in failures.found if failure.check in ("coverage", "omissions")}
    verifications = dict(wholeness.with_splices(archive, verifications, omissions, failed))
    found = Checked(archive=archive, texts=texts, verifications=verifications, coverage=covered, omissions=omissions)
    unread = _with_lost(unread, archive, failures)
    telling = _Telling(found, digests, unread, earlier, unstated, failures.apart(), is_part=part is not None)
    many = executor if len(archive.entries) > _MANY else ALONE
    told: dict[str, list[Problem]] = {}
    order = telling.checks(Repeats())
    apart = [*_LONGEST, *(check for check in order if check not in (*_LONGEST, *_BESIDE))]
    for check, outcome in zip(apart, many.each(_WORK, telling, apart, 1), strict=True):
        failures.add(outcome.failures)
        told[check] = outcome.problems
        if outcome.also is not None:
            places = Places(verifications, Searched(texts), outcome.again)
            found = msgspec.structs.replace(found, repeats=telling.repeats or Repeats(outcome.also, places))
    for check in _BESIDE:
        told[check] = list(failures.of(check, telling.checks(found.repeats)[check]))
    return found, [problem for check in order for problem in told[check]]


# What rests on the repeats; and of all else, what takes longest, so that a process begins with it.
_REPEATS = "repeats"
_BESIDE = ("same words", "same_as")
_LONGEST = (_REPEATS, "speech of articles", "quotes", "articles’ heads")
# In an archive of more records than that, looking takes longer than to start a process.
_MANY = 3_000


class _Outcome(msgspec.Struct, frozen=True):
    """What came of one check: problems, or the repeats; and what failed."""

    problems: list[Problem] = []
    also: dict[str, tuple[Also, ...]] | None = None
    again: dict[str, tuple[Again, ...]] = {}
    failures: tuple[Failure, ...] = ()


class _Telling:
    """What is known of an archive, for the checks that tell what is wrong there, or may be.

    Of a part, the coverage of other articles is worked out when it is asked for. `repeats` are those that were looked
    for in this process.
    """

    def __init__(
        self,
        found: Checked,
        digests: Mapping[str, str],
        unread: str,
        earlier: Checked | None,
        unstated: Collection[str],
        failures: Failures,
        *,
        is_part: bool,
    ) -> None:
        self._found = found
        self._digests = digests
        self._unread = unread
        self._earlier = earlier
        self._unstated = unstated
        self._failures = failures
        self._is_part = is_part
        self.repeats: Repeats | None = None

    def outcome(self, check: str) -> _Outcome:
        """What comes of a check."""
        if check != _REPEATS:
            problems = list(self._failures.of(check, self.checks(Repeats())[check]))
            return _Outcome(problems, failures=self._failures.take())
        found, self.repeats = self._found, Repeats()
        spoken = found.coverage
        if self._is_part:
            spoken = covering.AsAsked(spoken, found.archive, found.texts, self._failures.guard("coverage"))
        with self._failures.guard(check)(None):
            self.repeats = repeats(
                found.archive,
                found.texts,
                found.verifications,
                spoken,
                _repeats(self._earlier),
                self._failures.guard(check),
            )
        places = self.repeats.places
        again = dict(places.found) if places else {}
        return _Outcome(also=dict(self.repeats.also), again=again, failures=self._failures.take())

    def checks(self, repeats: Repeats) -> dict[str, Callable[..., Iterator[Problem]]]:
        """Each check, ready to look, in the order in which problems of one place are told."""
        found, also = self._found, repeats.also
        archive, texts, verifications = found.archive, found.texts, found.verifications
        before = _verified(self._earlier)
        return {
            "dates": partial(date_conflicts, archive),
            "names": partial(names.problems, archive),
            "roles": partial(roles.problems, archive, texts),
            "quotes": partial(quote_problems.problems, archive, verifications),
            "stated dates": partial(stated_dates.problems, archive, texts, verifications, before, self._unstated),
            "interpreters": partial(interpreters.problems, archive, texts, verifications, found.coverage),
            "words left out": partial(wholeness_problems.problems, archive, texts, found.omissions),
            "same words": partial(repeats_problems.problems, archive, texts, verifications, also),
            "same_as": partial(unlike.problems, archive, texts, also),
            "articles’ heads": partial(head_conflicts.problems, archive, texts),
            "articles’ files": partial(article_files.problems, archive, texts, self._digests, verifications),
            "speech of articles": partial(
                coverage_problems.problems, archive, texts, verifications, found.coverage, self._unread
            ),
            "cut texts": partial(cut_texts.problems, archive, texts),
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


# What is known from an earlier check. A record for which any check failed is checked anew.


def _verified(earlier: Checked | None) -> Earlier | None:
    if earlier is None or any(failure.ref is None for failure in earlier.failures):
        return None
    verifications = earlier.verifications
    if failed := {failure.ref for failure in earlier.failures}:
        verifications = {ref: found for ref, found in verifications.items() if ref not in failed}
    return Earlier(earlier.archive, earlier.texts, verifications)


def _covered(earlier: Checked | None, archive: Archive, texts: Texts) -> dict[str, Coverage]:
    """The earlier coverage of the articles whose record and text have not changed."""
    before = _verified(earlier)
    if earlier is None or before is None:
        return {}
    return {
        id: covered
        for id, covered in earlier.coverage.items()
        if earlier.texts[id] is texts.get(id) and earlier.archive.get(Article, id) == archive.get(Article, id)
    }


def _left_out(earlier: Checked | None) -> wholeness.Known | None:
    before = _verified(earlier)
    if earlier is None or before is None:
        return None
    return wholeness.Known(earlier.archive, before.verifications, earlier.coverage, earlier.omissions)


def _repeats(earlier: Checked | None) -> Repeats | None:
    if earlier is None or any(failure.check == "repeats" for failure in earlier.failures):
        return None
    return earlier.repeats
