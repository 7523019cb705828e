"""The store: what was read and found in an archive, kept in a file between starts and read from it on demand.

Everything in the store can be recreated from the archive's files, so it may be deleted at any time.
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
