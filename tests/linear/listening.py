"""A listener: types lines into a session, and hears what is said."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from explorer.desk.settings import Settings
from explorer.linear.session import Session
from explorer.linear.walk import Walk
from explorer.snapshot import Snapshot, read_snapshot

# Escape sequences and everything else that moves a cursor; box and block characters.
NOT_LINEAR = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2500-\u259f]")


class Listener:
    """`heard` is all that was said; `type` returns what is said of one line."""

    def __init__(self, archive: Snapshot | Path, trail: tuple[str, ...] = (), query: str = "", **settings: Any) -> None:
        self.walk = Walk(read_snapshot(archive) if isinstance(archive, Path) else archive)
        self.heard = ""
        self.left = False
        self._session = Session(self.walk, self._hear, Settings(**settings), is_terminal=False)
        self._session.begin(trail, query)

    def type(self, *lines: str) -> str:
        """Type lines. Returns what is said of the last one."""
        before = len(self.heard)
        for line in lines:
            before = len(self.heard)
            self.left = not self._session.do(line)
        return self.heard[before:]

    @property
    def prompt(self) -> str:
        return self._session.prompt

    def _hear(self, text: str) -> None:
        assert text.endswith("\n")
        self.heard += text
