"""What goes to the workers: a share of some work, what all shares need, and the files that a worker lacks."""

from __future__ import annotations

import hashlib
import pickle
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Generic

import msgspec

from explorer.cluster.worker import Asked, content_of, edition, serve
from explorer.processes import File, ItemT, ResultT, SharedT, Work

if TYPE_CHECKING:
    from distributed import Client, Future

# Seconds: how long a worker is waited for that could have what all shares need.
_OFTEN = 1.0


class Sending(Generic[SharedT, ItemT, ResultT]):
    """Some work with what it shares, on its way to a cluster."""

    def __init__(
        self,
        work: Work[SharedT, ItemT, ResultT],
        shared: SharedT,
        client: Client,
        root: Path,
        value: bytes,
        files: Sequence[File],
    ) -> None:
        self._work = work
        self._shared = shared
        self._client = client
        self._root = root
        self._files = list(files)
        self._pickled = pickle.dumps(work)
        parts = (self._pickled, value, msgspec.msgpack.encode(self._files))
        self._key = hashlib.sha256(b"".join(hashlib.sha256(part).digest() for part in parts)).hexdigest()
        # Once some worker lacks them, the files are on no disk that all have.
        self._gives_own = False
        self._lacking: dict[str, bytes] = {}
        self._value = value
        self._future: Future[Any] | None = None

    @classmethod
    def of(
        cls, work: Work[SharedT, ItemT, ResultT], shared: SharedT, client: Client, root: Path
    ) -> Sending[SharedT, ItemT, ResultT] | None:
        """The work, if it can be sent."""
        if work.away is None:
            return None
        try:
            packed = work.away.packed(shared)
            return cls(work, shared, client, root, msgspec.msgpack.encode(packed[0]), packed[1]) if packed else None
        except UnicodeEncodeError:  # such as a half of a surrogate pair in a file's name
            return None

    def submitted(self, things: Sequence[ItemT], given: Mapping[str, bytes] | None = None) -> Future[Any] | None:
        """A share that was given to the cluster; None when it can't be."""
        assert self._work.away
        sent: list[ItemT] = []
        own: list[File] = []
        for thing in things:
            each = self._work.away.sent(self._shared, thing)
            if each is None:
                return None
            sent.append(each[0])
            own += each[1]
        if given is None:
            given = self._contents(own) if self._gives_own else {}
        if given is None:
            return None
        try:
            asked = msgspec.msgpack.encode(
                Asked(
                    edition(),
                    self._key,
                    str(self._root),
                    self._pickled,
                    self._files,
                    pickle.dumps(sent),
                    own,
                    dict(given),
                )
            )
        except UnicodeEncodeError:
            return None
        if self._future is None or self._future.status not in ("finished", "pending"):
            # In the memory of each worker: no other could give it on once that one is gone.
            both = msgspec.msgpack.encode((self._value, self._lacking))
            try:
                self._future = self._client.scatter(both, broadcast=True, hash=False, timeout=_OFTEN)
            except TimeoutError:  # there is no worker
                return None
        return self._client.submit(serve, asked, self._future, pure=False)

    def again(self, things: Sequence[ItemT], lacking: Sequence[File]) -> Future[Any] | None:
        """The share once more, with the bytes of the files that a worker lacked; None when they have changed here."""
        if not lacking:
            return None
        shared = {file.path for file in self._files}
        if any(file.path in shared for file in lacking) and not self._lacking:
            contents = self._contents(self._files)
            if contents is None:
                return None
            self._lacking, self._future = contents, None
        own = [file for file in lacking if file.path not in shared]
        self._gives_own = self._gives_own or bool(own)
        given = self._contents(own)
        return None if given is None else self.submitted(things, given)

    def _contents(self, files: Sequence[File]) -> dict[str, bytes] | None:
        """What is in the files here; None when it is no longer what it was."""
        contents = {file.path: content_of(file, self._root) for file in files}
        found = {path: content for path, content in contents.items() if content is not None}
        return found if len(found) == len(contents) else None
