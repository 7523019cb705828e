"""Add an article to an archive: its text below `seeds/`, and its record and drafts in their own data file.

Either both are written or neither is. The text comes first, since it has no effect without a record.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path

import msgspec

from explorer.drafting.drafted import ArticleDraft
from explorer.drafting.drafting import draft
from explorer.drafting.intake.reading import STDIN
from explorer.drafting.intake.source import NotTakenError, Source
from explorer.drafting.record_ids import first_free_id, slug
from explorer.drafting.target_archive import DATA_FILE, TEXT_FILE, TargetArchive
from explorer.files.belonging import SEEDS
from explorer.files.composing import CannotCompose, composed
from explorer.files.writing import new_file
from explorer.model.records import Article, Event
from explorer.reading.text.passages import SourceText

# The draft of an article and its data file, or None if they are not known yet.
KnownDraft = Callable[[Article], tuple[ArticleDraft, str] | None]
# Create a new file and also update the given events in the archive. Raises OSError or NotTakenError when the file can't
# be created.
Writing = Callable[[Path, bytes, Sequence[Event]], None]

_HEADING = """\
Drafts by rules over the text alone. `review: draft` is what nobody has looked at yet; the comment above a quote says
how sure its draft is, and why."""


class Added(msgspec.Struct, frozen=True, kw_only=True):
    """An article that was added, and its files. `undrafted` is the error that prevented drafts, if any.

    `doubts` are sentences about what may be missing in its text.
    """

    draft: ArticleDraft
    data_file: str
    text_file: str
    undrafted: str = ""
    doubts: tuple[str, ...] = ()


def drafted(source: Source, given: str, target: TargetArchive | None) -> ArticleDraft:
    """Draft the source in the file `given`. An article that is in the archive keeps its record."""
    known = target.article_with(source) if target else None
    article = known or article_of(source, given, target)
    return draft(article, SourceText(source.text, article.sha256 or ""), target.known if target else None)


def added(
    source: Source,
    given: str,
    target: TargetArchive,
    *,
    id: str | None = None,
    write: Writing,
    with_drafts: bool = True,
    pause: Callable[[], None] = lambda: None,
    ready: KnownDraft = lambda _: None,
) -> Added:
    """Add the source in the file `given` to an archive, with its drafts. `write` creates the data file.

    `ready` returns the draft of an article if it was made before. `pause` is called while drafting and before anything
    is written; an exception from it stops the work. Raises NotTakenError when the archive has the text already, the id
    is taken or nothing can be written.
    """
    target.require_new(source)
    article = article_of(source, given, target, id)
    text = SourceText(source.text, article.sha256 or "")
    known = ready(article) if with_drafts else None
    if known:
        return add(*known, source, target.root, write)
    new = draft(article, text, target.known, pause) if with_drafts else ArticleDraft(article=article)
    pause()
    return add(new, data_file(new), source, target.root, write)


def article_of(source: Source, given: str, target: TargetArchive | None = None, id: str | None = None) -> Article:
    """Make the record of a source read from the file `given`. Without an `id`, it gets a free one.

    Raises NotTakenError when the id is taken.
    """

    def is_taken(id: str) -> bool:
        return target is not None and target.is_taken(id, source.content)

    if id is not None and is_taken(id):
        raise NotTakenError(f"the id {id} is taken; choose another one")
    chosen = id or first_free_id(slug(source.about.headline) or slug(Path(given).stem) or "article", is_taken)
    said = {name: value for name, value in msgspec.structs.asdict(source.about).items() if value}
    digest = hashlib.sha256(source.content).hexdigest()
    below = target.below_seeds(given) if target and not source.source_sha256 and given != STDIN else None
    file = below or TEXT_FILE.format(chosen).removeprefix(f"{SEEDS}/")
    return Article(id=chosen, file=file, sha256=digest, source_sha256=source.source_sha256, **said)


def data_file(draft: ArticleDraft) -> str:
    """Compose the data file of an article with its drafts. Raises NotTakenError if a value can't be written."""
    remarks = {one.quote.ref: f"{one.confidence}: {one.because}" for one in draft.quotes}
    said = "; ".join(f"“{one.words}”: {one.because}" for one in draft.nobodys)
    remarks |= {draft.article.ref: f"not_quoted: {said}"} if said else {}
    heading = _HEADING if draft.quotes else ""
    try:
        return composed(draft.records, heading, remarks)
    except CannotCompose as error:
        raise NotTakenError(f"no data file can be made of it: {error}") from None


def add(new: ArticleDraft, data: str, source: Source, root: Path, write: Writing) -> Added:
    """Write an article with its drafts in `data`. Raises NotTakenError, in which case nothing was written."""
    article = new.article
    text_file, name = f"{SEEDS}/{article.file}", DATA_FILE.format(article.id)
    missing = [path for file in (text_file, name) for path in _missing(root, root / file)]
    try:
        if root / text_file in missing:
            new_file(root / text_file, source.content)
        write(root / name, data.encode(), new.grown)
    except (OSError, NotTakenError) as error:
        for path in missing:
            with suppress(OSError):
                path.rmdir() if path.is_dir() else path.unlink()
        if isinstance(error, NotTakenError):
            raise
        raise NotTakenError(f"it can’t be written into {root}: {error.strerror}") from None
    return Added(draft=new, data_file=name, text_file=text_file, doubts=source.doubts)


def _missing(root: Path, file: Path) -> Iterator[Path]:
    """The paths to create for a file: the file itself, and any missing folders, innermost first."""
    yield from (path for path in (file, *file.parents) if path.is_relative_to(root) and not path.exists())
