"""An archive with its articles' texts, and how the words of its records stand there: what most checks go by."""

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

    `texts` and `coverage` are by article id, `verifications` by ref, for the records that rest on an article's words.
    `unread_yaml` could not be read, and `failures` are the checks that failed.
    """

    archive: Archive
    texts: Mapping[str, SourceText] = {}
    verifications: Mapping[str, Verification] = {}
    coverage: Mapping[str, Coverage] = {}
    unread_yaml: str = ""
    failures: Sequence[Failure] = ()
