"""The results of all checks of an archive."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

import msgspec

from explorer.checking.coverage import Coverage
from explorer.checking.repeats.results import Repeats
from explorer.checking.verification import Status, Verification
from explorer.checking.wholeness.omissions import Omissions
from explorer.model.archive import Archive
from explorer.model.failures import Failure
from explorer.model.problems import Problem
from explorer.reading.text.passages import SourceText


class CheckResults(msgspec.Struct, frozen=True, kw_only=True):
    """An archive with the texts of its articles, and the results of its checks.

    `texts` and `coverage` are by article id. `verifications` are by ref, for the records that rest on an article's
    words; `omissions` by ref, for the quotes that leave out some of what was said; `repeats` has where else the words
    of quotes stand. `held` has two numbers: how many texts of records are verified, and of how many; `astray`, how many
    quotes have their words in the article and are spliced or misattributed all the same, or unchecked since a check
    failed. `told` has the problems that each check tells, with those that were accepted, and `failures` the checks that
    failed. `again` has the refs of the records of which this check asked again; None when it asked of all.
    `unread_yaml` and `people` are what the next check asks of this one: which YAML could not be read, and what all
    people are called.
    """

    archive: Archive
    texts: Mapping[str, SourceText] = {}
    verifications: Mapping[str, Verification] = {}
    coverage: Mapping[str, Coverage] = {}
    omissions: Mapping[str, Omissions] = {}
    repeats: Repeats = Repeats()
    held: tuple[int, int] = (0, 0)
    astray: Mapping[Status, int] = {}
    told: Mapping[str, Sequence[Problem]] = {}
    failures: Sequence[Failure] = ()
    again: Collection[str] | None = None
    unread_yaml: str = ""
    people: object = None
