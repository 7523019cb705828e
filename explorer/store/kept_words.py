"""The words of an archive's texts, stored next to its store, so that proposing topics reads only new texts.

As they are keyed by the content of a text, they outlive the store: after an edit, the words of all other texts stay.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import msgspec

from explorer.model.pausing import Pause, go_on
from explorer.snapshot import Snapshot
from explorer.store.arrays import read_arrays, write_arrays
from explorer.store.database import DamagedError
from explorer.store.layout import edition, path_of
from explorer.topics.corpus import gather
from explorer.topics.proposing import Proposal, propose
from explorer.topics.words import NO_WORDS, ReadText, ReadWords

# Store words once at least this many had to be read. Fewer are read in an instant.
_MANY = 20_000


class _About(msgspec.Struct, frozen=True):
    """The data that belongs to the arrays of words."""

    vocabulary: list[str]
    texts: list[ReadText]


def proposed_topics(snapshot: Snapshot, most: int, pause: Pause = go_on) -> list[Proposal]:
    """Propose topics as `propose` does, reusing the stored words of texts that were read before."""
    known = kept_words(snapshot.root)
    corpus = gather(snapshot.archive, snapshot.texts, snapshot.verifications, pause, known)
    if corpus.read >= _MANY:
        keep_words(snapshot.root, corpus.words)
    return propose(snapshot, most, pause, corpus)


def kept_words(root: Path) -> ReadWords:
    """Return the stored words of an archive; none if they come from other code, or are damaged."""
    try:
        about, columns = read_arrays(_path(root), edition(), _About)
    except (OSError, DamagedError):
        return NO_WORDS
    return ReadWords(about.vocabulary, about.texts, dict(columns))


def keep_words(root: Path, words: ReadWords) -> None:
    """Store the words of an archive's texts. Ignore it if they can't be written."""
    with suppress(OSError, UnicodeEncodeError):
        write_arrays(_path(root), edition(), _About(words.vocabulary, words.texts), words.columns)


def _path(root: Path) -> Path:
    return path_of(root, "words")
