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

    `omissions` are by ref, for the quotes that leave out some of what was said; `repeats` has the other places of
    quotes' words. `held` is the number of verified texts of records, and of all of them; `astray` counts the quotes
    whose words are in the article but that are spliced or misattributed, or unchecked after a failure. `unsettled` has
    the refs of the records with missing words, which another text may have, or of unknown status. `told` has the
    problems from each check, including accepted ones. `again` has the refs of the records checked again; None if all
    were. `people` are all people, for the next check, if they were indexed.
    """

    omissions: Mapping[str, Omissions] = {}
    repeats: Repeats = Repeats()
    held: tuple[int, int] = (0, 0)
    astray: Mapping[Status, int] = {}
    unsettled: Collection[str] = ()
    told: Mapping[str, Sequence[Problem]] = {}
    again: Collection[str] | None = None
    people: PersonIndex | None = None
