"""What all checks of an archive find."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from explorer.checking.coverage import Coverage
from explorer.checking.repeats.also import Repeats
from explorer.checking.verification import Verification
from explorer.checking.wholeness.omissions import Omissions
from explorer.model.archive import Archive
from explorer.model.failures import Failure
from explorer.reading.text.passages import SourceText


class Checked(msgspec.Struct, frozen=True, kw_only=True):
    """An archive with the texts of its articles, and what was found when its records were looked for in these.

    `texts` and `coverage` are by article id. `verifications` are by ref, for the records that rest on an article's
    words; `omissions` by ref, for the quotes that leave out some of what was said; `repeats` has where else the words
    of quotes stand. `failures` has the checks that failed.
    """

    archive: Archive
    texts: Mapping[str, SourceText] = {}
    verifications: Mapping[str, Verification] = {}
    coverage: Mapping[str, Coverage] = {}
    omissions: Mapping[str, Omissions] = {}
    repeats: Repeats = Repeats()
    failures: Sequence[Failure] = ()
