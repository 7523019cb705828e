"""Sessions: where the user left the explorer in each archive, kept in the user's state folder for the next start.

A session is only a convenience. If it can't be read or written, the explorer starts afresh without a message.
"""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from pathlib import Path

import msgspec

from explorer.desk.own_files import session_file
from explorer.files.stamps import kept_content
from explorer.files.writing import keep_private
from explorer.model.history import PanesView, ScreenView, View
from explorer.model.records import Kind

# A session is a few kilobytes. Those of the archives that were used least recently are deleted.
_MOST_KEPT = 100


class Session(msgspec.Struct, frozen=True):
    """The view that was seen last, the views behind and ahead of it, and where each screen was left, by its name."""

    view: View
    behind: tuple[View, ...] = ()
    ahead: tuple[View, ...] = ()
    screens: Mapping[str, ScreenView] = {}


def beginning(start: str) -> Session | None:
    """Make a session that begins at a pane or a screen, by its name; None when it begins with all panes."""
    pane = next((kind for kind in Kind if kind.plural == start), None)
    if pane is not None:
        return Session(PanesView((), pane))
    return Session(ScreenView(start), (PanesView(),)) if start not in ("last", "panes") else None


def load(root: Path) -> Session | None:
    """Load the session of the archive in a folder; None when no readable one exists."""
    try:
        return msgspec.json.decode(kept_content(session_file(root)), type=Session)
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError):
        return None


def save(root: Path, session: Session) -> None:
    """Keep the session of the archive in a folder, if possible."""
    path = session_file(root)
    with contextlib.suppress(OSError):
        keep_private(path, msgspec.json.encode(session))
        _delete_oldest(path.parent)


def forget(root: Path) -> None:
    """Forget the session of the archive in a folder."""
    with contextlib.suppress(OSError):
        session_file(root).unlink(missing_ok=True)


def _delete_oldest(folder: Path) -> None:
    kept = sorted(folder.glob("*.json"), key=lambda path: path.stat().st_mtime, reverse=True)
    for path in kept[_MOST_KEPT:]:
        path.unlink(missing_ok=True)
