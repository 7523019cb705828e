"""An archive with its articles' texts and the verifications of its records: the input of most checks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from explorer.checking.coverage import Coverage
from explorer.checking.verification import Verification
from explorer.model.archive import Archive
from explorer.model.failures import Failure
from explorer.reading.text.passages import SourceText


class VerifiedArchive(msgspec.Struct, frozen=True, kw_only=True):
    """An archive with the texts of its articles.

    `texts` and `coverage` are by article id, `verifications` by ref, for records whose words must be in an article.
    `unread_yaml` could not be read, and `failures` are the checks that failed.
    """

    archive: Archive
    texts: Mapping[str, SourceText] = {}
    verifications: Mapping[str, Verification] = {}
    coverage: Mapping[str, Coverage] = {}
    unread_yaml: str = ""
    failures: Sequence[Failure] = ()
