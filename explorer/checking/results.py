"""The results of all checks of an archive."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from explorer.checking.repeats.results import Repeats
from explorer.checking.speakers.person_index import PersonIndex
from explorer.checking.verification import Status
from explorer.checking.verified_archive import VerifiedArchive
from explorer.checking.wholeness.omissions import Omissions
from explorer.model.problems import Problem


class CheckResults(VerifiedArchive, frozen=True, kw_only=True):
    """An archive with the texts of its articles, and the results of its checks.

    `omissions` are by ref, for the quotes that leave out some of what was said; `repeats` has where else the words of
    quotes stand. `held` has two numbers: how many texts of records are verified, and of how many; `astray`, how many
    quotes have their words in the article and are spliced or misattributed all the same, or unchecked since a check
    failed. `unsettled` has the refs of the records of which words are missing, which another text may have, or nothing
    is known. `told` has the problems that each check tells, with those that were accepted. `again` has the refs of the
    records of which this check asked again; None when it asked of all. `people` are all people, for the next check, if
    they were indexed.
    """

    omissions: Mapping[str, Omissions] = {}
    repeats: Repeats = Repeats()
    held: tuple[int, int] = (0, 0)
    astray: Mapping[Status, int] = {}
    unsettled: Collection[str] = ()
    told: Mapping[str, Sequence[Problem]] = {}
    again: Collection[str] | None = None
    people: PersonIndex | None = None
