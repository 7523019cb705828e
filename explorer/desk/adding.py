"""Adding files to an archive: each with its drafts, none of them in part, and so that it can be undone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import msgspec

from explorer.desk import crash_report
from explorer.desk.growing import files_with
from explorer.desk.steps import AstrayError, NotWrittenError, write_step
from explorer.drafting.adding import Added, KnownDraft, added
from explorer.drafting.given_files import source_of
from explorer.drafting.intake.source import NotTakenError, Source
from explorer.drafting.shelves import Shelf, read_shelf, shelf_of
from explorer.model.records import Event
from explorer.snapshot import Snapshot


class Outcome(msgspec.Struct, frozen=True):
    """What became of one file: it was added, or `why` says why not, or why it was added without drafts."""

    file: str
    done: Added | None = None
    why: str = ""


def add_files(
    snapshot: Snapshot,
    files: Sequence[str],
    before_each: Callable[[int], None],
    pause: Callable[[], None] = lambda: None,
) -> list[Outcome]:
    """Add files. `before_each` is told how many are done; when it or `pause`, which is called time and again while one
    is drafted, raises a BaseException, the rest is left out.

    Raises OSError when the archive can't be read.
    """
    shelf = read_shelf(snapshot.root) if snapshot.pending or snapshot.failure else shelf_of(snapshot)
    outcomes: list[Outcome] = []
    for number, file in enumerate(files):
        before_each(number)
        try:
            source = source_of(file)
            done = add_source(source, file, shelf, pause=pause)
        except NotTakenError as error:
            outcomes.append(Outcome(file, why=str(error)))
            continue
        except Exception as error:  # noqa: BLE001 - whatever it is, it is reported, and the other files are added
            outcomes.append(Outcome(file, why=crash_report.survived(error)))
            continue
        shelf = shelf.with_new(done.draft, source)
        outcomes.append(Outcome(file, done, done.undrafted))
    return outcomes


def add_source(
    source: Source,
    given: str,
    shelf: Shelf,
    *,
    id: str | None = None,
    with_drafts: bool = True,
    pause: Callable[[], None] = lambda: None,
    ready: KnownDraft = lambda _: None,
) -> Added:
    """Add the source in the file `given`, as a step that can be undone: then its text stays, which no record has.

    `ready` gives the draft of an article where it is known already. Where a mistake in the explorer itself prevents the
    drafts, it is reported, and the article is added without them. Raises NotTakenError when the archive has the text
    already, the id is taken or nothing can be written.
    """

    def write(path: Path, content: bytes, grown: Sequence[Event]) -> None:
        name = path.relative_to(shelf.root).as_posix()
        others = files_with(grown, shelf.archive, shelf.root)
        old = {name: None, **{other: before for other, (before, _) in others.items()}}
        new = {name: content, **{other: after for other, (_, after) in others.items()}}
        try:
            write_step(shelf.root, f"Added article/{path.stem}", old, new)
        except AstrayError as error:
            known = next(iter(error.now))
            what = "is there already" if known == name else "has changed meanwhile"
            raise NotTakenError(f"{known} {what}") from None
        except NotWrittenError as error:
            raise NotTakenError(str(error).rstrip(".")) from None

    try:
        return added(source, given, shelf, id=id, with_drafts=with_drafts, write=write, pause=pause, ready=ready)
    except NotTakenError:
        raise
    except Exception as error:
        mistake = crash_report.survived(error)
        if not with_drafts:
            raise NotTakenError(mistake) from error
    return msgspec.structs.replace(add_source(source, given, shelf, id=id, with_drafts=False), undrafted=mistake)


def told(done: Added) -> str:
    """What was added, in a sentence."""
    if done.undrafted:
        return f"Added {done.draft.article.ref} without drafts: {done.undrafted}."
    count = len(done.draft.quotes)
    drafts = {0: "no quotes were found in it", 1: "with 1 draft of a quote"}.get(
        count, f"with {count} drafts of quotes"
    )
    return f"Added {done.draft.article.ref}, {drafts}." + "".join(f" Mind: {doubt}." for doubt in done.doubts)
