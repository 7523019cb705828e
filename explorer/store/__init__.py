"""What was read of an archive and found in it, kept in one file between starts, and read from there in part.

The store has nothing that could not be made again from the archive's files: it may be deleted at any time.
"""

from explorer.store.kept import (
    as_kept,
    changed_since,
    is_current,
    keep,
    looked_at,
    read_kept,
    read_records,
    told_unkept,
)

__all__ = ["as_kept", "changed_since", "is_current", "keep", "looked_at", "read_kept", "read_records", "told_unkept"]
