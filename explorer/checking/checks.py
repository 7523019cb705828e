"""All checks of an archive: what they find, in the order in which one needs the other, and the problems of that."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from functools import partial

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
from explorer.checking.repeats import problems as repeats_problems
from explorer.checking.repeats import unlike
from explorer.checking.repeats.also import Repeats, repeats
from explorer.checking.verification import Earlier, Texts
from explorer.checking.wholeness import problems as wholeness_problems
from explorer.checking.wholeness import reading as wholeness
from explorer.model.archive import Archive
from explorer.model.failures import Failures
from explorer.model.pausing import Pause, paused
from explorer.model.problems import Problem
from explorer.model.records import Article, Quote


def checked(
    archive: Archive, texts: Texts, pause: Pause, earlier: Checked | None, failures: Failures, jobs: int = 1
) -> Checked:
    """Check the records of an archive, a large one in so many processes as `jobs` says.

    What did not change since `earlier` is not looked at again. A check that fails for a record is one of the
    `failures`, and the record is not verified if it needs that check.
    """
    found = verifying.verified(archive, texts, _verified(earlier), jobs, failures)
    verifications = dict(paused(found, pause, "records checked", len(archive.entries)))
    said = covering.covered(archive, texts, verifications, _covered(earlier, archive, texts), jobs, failures)
    covered = dict(paused(said, pause, "articles looked through", len(texts)))
    left_out = partial(wholeness.omissions, archive, texts, verifications, covered, _left_out(earlier))
    omissions = dict(failures.of("omissions", left_out))
    failed = {failure.ref for failure in failures.found if failure.check in ("coverage", "omissions")}
    verifications = dict(wholeness.with_splices(archive, verifications, omissions, failed))
    again = Repeats()
    with failures.guard("repeats")(None):
        known = _repeats(earlier)
        again = repeats(archive, texts, verifications, covered, known, failures.guard("repeats"))
    return Checked(
        archive=archive,
        texts=texts,
        verifications=verifications,
        coverage=covered,
        omissions=omissions,
        repeats=again,
    )


def problems(
    found: Checked,
    digests: Mapping[str, str],
    unread: str,
    earlier: Checked | None,
    unstated: Collection[str],
    failures: Failures,
) -> Iterator[Problem]:
    """What is wrong with the records of an archive, or may be.

    `digests` has the SHA-256 of each article's file by the article's id, and `unread` the YAML that can't be read.
    `unstated` has the refs of which it was told `earlier` that their date is not stated.
    """
    archive, texts, verifications = found.archive, found.texts, found.verifications
    # It is not known where these stand either, so that nothing tells whether the article has words besides.
    lost = (archive.find(failure.ref or "") for failure in failures.found if failure.check == verifying.CHECK)
    unread = "\n".join([unread, *(" ".join(quote.segments) for quote in lost if isinstance(quote, Quote))])
    also = found.repeats.also
    before = _verified(earlier)
    each: dict[str, Callable[..., Iterator[Problem]]] = {
        "dates": partial(date_conflicts, archive),
        "names": partial(names.problems, archive),
        "roles": partial(roles.problems, archive, texts),
        "quotes": partial(quote_problems.problems, archive, verifications),
        "stated dates": partial(stated_dates.problems, archive, texts, verifications, before, unstated),
        "interpreters": partial(interpreters.problems, archive, texts, verifications, found.coverage),
        "words left out": partial(wholeness_problems.problems, archive, texts, found.omissions),
        "same words": partial(repeats_problems.problems, archive, texts, verifications, also),
        "same_as": partial(unlike.problems, archive, texts, also),
        "articles’ heads": partial(head_conflicts.problems, archive, texts),
        "articles’ files": partial(article_files.problems, archive, texts, digests, verifications),
        "speech of articles": partial(
            coverage_problems.problems, archive, texts, verifications, found.coverage, unread
        ),
        "cut texts": partial(cut_texts.problems, archive, texts),
    }
    for check, work in each.items():
        yield from failures.of(check, work)


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
