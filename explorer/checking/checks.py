"""All checks of an archive: what they find, in the order in which one needs the other, and the problems of that."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

import msgspec

from explorer.checking import (
    article_files,
    coverage,
    coverage_problems,
    cut_texts,
    interpreters,
    names,
    quote_problems,
    stated_dates,
    verifying,
)
from explorer.checking.coverage import Coverage
from explorer.checking.date_conflicts import date_conflicts
from explorer.checking.passages import SourceText
from explorer.checking.repeats import problems as repeats_problems
from explorer.checking.repeats import unlike
from explorer.checking.repeats.also import Repeats, repeats
from explorer.checking.verification import Earlier, Texts, Verification
from explorer.checking.wholeness import problems as wholeness_problems
from explorer.checking.wholeness import reading as wholeness
from explorer.checking.wholeness.omissions import Omissions
from explorer.model.archive import Archive
from explorer.model.pausing import Pause, paused
from explorer.model.problems import Problem
from explorer.model.records import Article


class Checked(msgspec.Struct, frozen=True, kw_only=True):
    """An archive with the texts of its articles, and what was found when its records were looked for in these.

    `texts` and `coverage` are by article id. `verifications` are by ref, for the records that rest on an article's
    words; `omissions` by ref, for the quotes that leave out some of what was said; `repeats` has where else the words
    of quotes stand.
    """

    archive: Archive
    texts: Mapping[str, SourceText] = {}
    verifications: Mapping[str, Verification] = {}
    coverage: Mapping[str, Coverage] = {}
    omissions: Mapping[str, Omissions] = {}
    repeats: Repeats = Repeats()


def checked(archive: Archive, texts: Texts, pause: Pause, earlier: Checked | None, jobs: int = 1) -> Checked:
    """Check the records of an archive, a large one in so many processes as `jobs` says.

    What did not change since `earlier` is not looked at again.
    """
    found = verifying.verified(archive, texts, _verified(earlier), jobs)
    verifications = dict(paused(found, pause, "records checked", len(archive.entries)))
    said = coverage.covered(archive, texts, verifications, _covered(earlier, archive, texts), jobs)
    covered = dict(paused(said, pause, "articles looked through", len(texts)))
    omissions = dict(wholeness.omissions(archive, texts, verifications, covered, _left_out(earlier)))
    verifications = dict(wholeness.with_splices(verifications, omissions))
    return Checked(
        archive=archive,
        texts=texts,
        verifications=verifications,
        coverage=covered,
        omissions=omissions,
        repeats=repeats(archive, texts, verifications, covered, earlier.repeats if earlier else None),
    )


def problems(
    found: Checked, digests: Mapping[str, str], unread: str, earlier: Checked | None, unstated: Collection[str]
) -> Iterator[Problem]:
    """What is wrong with the records of an archive, or may be.

    `digests` has the SHA-256 of each article's file by the article's id, and `unread` the YAML that can't be read.
    `unstated` has the refs of which it was told `earlier` that their date is not stated.
    """
    archive, texts, verifications = found.archive, found.texts, found.verifications
    also = found.repeats.also
    yield from date_conflicts(archive)
    yield from names.problems(archive)
    yield from quote_problems.problems(archive, verifications)
    yield from stated_dates.problems(archive, texts, verifications, _verified(earlier), unstated)
    yield from interpreters.problems(archive, texts, verifications, found.coverage)
    yield from wholeness_problems.problems(archive, texts, found.omissions)
    yield from repeats_problems.problems(archive, texts, verifications, also)
    yield from unlike.problems(archive, texts, also)
    yield from article_files.problems(archive, texts, digests, verifications)
    yield from coverage_problems.problems(archive, texts, verifications, found.coverage, unread)
    yield from cut_texts.problems(archive, texts)


# What is known from an earlier check


def _verified(earlier: Checked | None) -> Earlier | None:
    return Earlier(earlier.archive, earlier.texts, earlier.verifications) if earlier else None


def _covered(earlier: Checked | None, archive: Archive, texts: Texts) -> dict[str, Coverage]:
    """The earlier coverage of the articles whose record and text have not changed."""
    if earlier is None:
        return {}
    return {
        id: covered
        for id, covered in earlier.coverage.items()
        if earlier.texts[id] is texts.get(id) and earlier.archive.get(Article, id) == archive.get(Article, id)
    }


def _left_out(earlier: Checked | None) -> wholeness.Known | None:
    if earlier is None:
        return None
    return wholeness.Known(earlier.archive, earlier.verifications, earlier.coverage, earlier.omissions)
