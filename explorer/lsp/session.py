"""An editor's session: its open documents, and the archives that these and the opened folders belong to."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection, Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

from explorer.files import watching
from explorer.lsp.finding import Address, archive_around, archives_in, name_in, path_of, uri_of
from explorer.lsp.live import LiveArchive
from explorer.lsp.marking import Marked
from explorer.lsp.positions import Document, Edit, Encoding
from explorer.model.pausing import Progress

_NO_ARCHIVE = (
    "no archive here: open a folder that holds data/ and seeds/, or a file in one, or name one with --archive DIR"
)


class File(NamedTuple):
    """A file of an archive, by its name there."""

    archive: LiveArchive
    name: str


class Published(NamedTuple):
    """The marks to publish for a file, by its URI; `version` is that of an open document."""

    uri: str
    version: int | None
    marked: Marked | None


class Session:
    """The open documents and archives. `given` is the archive named at the start; then there is no other one.

    `publish` is called with the marks of a file, `show` with messages for the user, `failed` with errors. `far` returns
    the callback for the progress of an archive's reading.
    """

    def __init__(
        self,
        given: Path | None,
        publish: Callable[[Published], None],
        show: Callable[[str], None],
        failed: Callable[[Exception], None],
        far: Callable[[Path], Callable[[Progress | None], None]],
    ) -> None:
        self._given = given
        self._publish = publish
        self._show = show
        self._failed = failed
        self._far = far
        self.encoding: Encoding = "utf-16"
        self._folders: list[Path] = []
        self._documents: dict[str, Document] = {}
        self._archives: dict[Path, LiveArchive] = {}
        self._watching: dict[Path, asyncio.Task[None]] = {}
        # The marks published so far, by archive and file name.
        self._told: dict[Path, dict[str, Published]] = {}
        self._said_none = False

    # Folders and archives

    def begin(self, folders: Iterable[Path]) -> None:
        """Open the archives in the editor's folders."""
        self._folders = list(folders)
        if self._given is not None:
            self._open(self._given)
            return
        wanted = [root for folder in self._folders for root in archives_in(folder)]
        self._let_go(wanted)
        for root in wanted:
            self._open(root)
        if self._folders and not self._archives:
            self._say_none()

    def end(self) -> None:
        """Close all archives."""
        for task in self._watching.values():
            task.cancel()
        for archive in self._archives.values():
            archive.close()

    def _let_go(self, wanted: Collection[Path]) -> None:
        """Close the archives of folders that are no longer open, unless one of their documents is."""
        for root in [root for root in self._archives if root not in wanted and not self._uris(root)]:
            self._watching.pop(root).cancel()
            self._archives[root].close()
            self._tell(root)
            del self._archives[root], self._told[root]

    @property
    def archives(self) -> Collection[LiveArchive]:
        return self._archives.values()

    def _open(self, root: Path) -> LiveArchive:
        archive = self._archives.get(root)
        if archive is None:
            texts, marked = partial(self._texts, root), partial(self._tell, root)
            archive = LiveArchive(root, self.encoding, texts, marked, self._show, self._failed, self._far(root))
            self._archives[root] = archive
            self._watching[root] = asyncio.get_running_loop().create_task(self._watch(archive))
        return archive

    async def _watch(self, archive: LiveArchive) -> None:
        """Read an archive again whenever its files change on disk."""
        try:
            async for names in watching.changes(archive.root):
                for name in names:
                    archive.touch(name)
        except asyncio.CancelledError:
            raise
        except Exception as error:  # noqa: BLE001 - without a watch, the editor still tells what it saves
            self._failed(error)

    def _say_none(self) -> None:
        if not self._said_none:
            self._said_none = True
            self._show(_NO_ARCHIVE)

    # Documents

    def opened(self, document: Document) -> None:
        self._documents[document.uri] = document
        file = self.file(document.uri)
        if file is not None:
            # Make sure that it is published again, even with a version published before.
            told = self._told.get(file.archive.root, {})
            if file.name in told:
                told[file.name] = told[file.name]._replace(version=None)
        self._touch(document.uri)

    def changed(self, uri: str, version: int, edits: Sequence[Edit]) -> None:
        document = self._documents.get(uri)
        if document is not None:
            document.edit(version, edits, self.encoding)
            self._touch(uri)

    def closed(self, uri: str) -> None:
        """Handle a closed document: from now on, the file on disk counts."""
        self._documents.pop(uri, None)
        self.on_disk([uri])

    def on_disk(self, uris: Iterable[str]) -> None:
        """Handle files that were saved, created, renamed or deleted."""
        for file in filter(None, map(self.file, uris)):
            file.archive.touch(file.name)

    def document(self, uri: str) -> Document | None:
        return self._documents.get(uri)

    def version(self, uri: str) -> int | None:
        """The version of an open document; None if it is not open."""
        document = self._documents.get(uri)
        return document.version if document else None

    def _touch(self, uri: str) -> None:
        file = self.file(uri)
        if file is not None:
            file.archive.touch(file.name)
        elif not self._archives and uri.lower().endswith((".yaml", ".yml")):
            self._say_none()

    def file(self, uri: str) -> File | None:
        """The archive file of a URI; None if it belongs to no archive."""
        path = path_of(uri)
        if path is None:
            return None
        for root, archive in self._archives.items():
            name = name_in(root, path)
            if name is not None:
                return File(archive, name)
        found = archive_around(path, self._folders) if self._given is None else None
        name = name_in(found, path) if found else None
        return File(self._open(found), name) if found and name else None

    def address(self, root: Path) -> Address:
        """A function that returns the URIs of an archive's files; for open ones, as the client spells them."""
        uris = self._uris(root)
        return lambda name: uris.get(name) or uri_of(root / name)

    def _texts(self, root: Path) -> dict[str, bytes]:
        """The open documents of an archive, by their names there."""
        return {name: self._documents[uri].content for name, uri in self._uris(root).items()}

    def _uris(self, root: Path) -> dict[str, str]:
        found = {}
        for uri in self._documents:
            path = path_of(uri)
            name = name_in(root, path) if path else None
            if name is not None:
                found[name] = uri
        return found

    # Telling

    def _tell(self, root: Path) -> None:
        """Publish the changed marks of an archive, and those of documents with new versions."""
        told, marks, uris = self._told.setdefault(root, {}), self._archives[root].marks, self._uris(root)
        for name in {*told, *marks}:
            before, marked = told.get(name), marks.get(name)
            if name in uris or (before.marked if before else None) is not marked:
                uri = uris.get(name) or uri_of(root / name)
                if before and before.uri != uri:
                    # Its document was open under another spelling of the URI.
                    self._publish(Published(before.uri, None, None))
                    before = None
                now = Published(uri, self.version(uri), marked)
                told.pop(name, None)
                if marked is not None:
                    told[name] = now
                was = before.marked.diagnoses if before and before.marked else ()
                if (marked.diagnoses if marked else ()) != was or now.version != (before.version if before else None):
                    self._publish(now)
