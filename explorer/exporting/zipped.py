"""Several files as one: a zip that has the same bytes whenever the files have."""

from __future__ import annotations

import io
from collections.abc import Iterable
from typing import IO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

# The same records make the same bytes, so no time is said. This is the first that a zip can say.
_NO_TIME = (1980, 1, 1, 0, 0, 0)


def zipped(files: Iterable[tuple[str, bytes]]) -> bytes:
    """A zip of files by their names, in the order given."""
    written = io.BytesIO()
    write_zip(files, written)
    return written.getvalue()


def write_zip(files: Iterable[tuple[str, bytes]], into: IO[bytes]) -> None:
    """Write such a zip file by file, so that never more than one of them is held."""
    with ZipFile(into, "w") as archive:
        for name, content in files:
            member = ZipInfo(name, _NO_TIME)
            member.compress_type, member.external_attr = ZIP_DEFLATED, 0o644 << 16
            archive.writestr(member, content)
