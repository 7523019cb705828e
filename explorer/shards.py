"""Parts of the same work for several machines, told by the files' paths alone: each file falls into one of them."""

from __future__ import annotations

import hashlib

import msgspec


class Shard(msgspec.Struct, frozen=True):
    """The part with this `number`, from 1 on, `of` so many. Every machine finds the same files in it."""

    number: int
    of: int

    def has(self, path: str) -> bool:
        """Whether a file falls into this part."""
        digest = hashlib.sha256(path.encode("utf-8", "surrogateescape")).digest()
        return int.from_bytes(digest[:8]) % self.of == self.number - 1

    def __str__(self) -> str:
        return f"{self.number}/{self.of}"
