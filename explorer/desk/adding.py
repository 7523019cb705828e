"""Adding files to an archive, each with its drafts, and proposing drafts for what an article's records lack."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

import msgspec

from explorer.desk import crash_report
from explorer.desk.changing import AddRecord, Edit
from explorer.desk.reviewing import NotPossibleError, fields_of, free_id
from explorer.desk.steps import NotWrittenError, UnexpectedContentError, write_step
from explorer.display import shortened
from explorer.drafting.adding import Added, KnownDraft, added
from explorer.drafting.drafted import DraftedQuote
from explorer.drafting.drafting import draft
from explorer.drafting.intake.reading import source_of
from explorer.drafting.intake.source import NotTakenError, Source
from explorer.drafting.known import KnownRecords
from explorer.drafting.target_archive import TargetArchive, read_target, target_of
from explorer.files.data_files import LARGEST_FILE
from explorer.files.record_edits import Invalid, SetFields, edited_file, read
from explorer.files.stamps import TooLargeError, content_of
from explorer.files.text_changes import CannotSplice
from explorer.model.problems import some_of
from explorer.model.records import AnyRecord, Article, Event, Kind
from explorer.reading.text.passages import SourceText, overlap
from explorer.snapshot import Snapshot


def growing(grown: Sequence[Event], known: KnownRecords) -> list[SetFields]:
    """The edits by which events of an archive say what they are given with."""
    edits = []
    for event in grown:
        before, after = (msgspec.to_builtins(each) for each in (known.get(Event, event.id), event))
        changed = {name: value for name, value in after.items() if value != before.get(name)}
        edits.append(SetFields(event.ref, changed, {name: before[name] for name in changed if name in before}))
    return edits


def files_with(grown: Sequence[Event], known: KnownRecords, root: Path) -> dict[str, tuple[bytes, bytes]]:
    """The data files of some events before and after they grow.

    One that is not as it is known any more is left out: what is drafted refers to its event all the same.
    """
    edits: dict[str, list[SetFields]] = defaultdict(list)
    for edit in growing(grown, known):
        edits[known.place_of(edit.ref).file].append(edit)
    files = {}
    for name, some in edits.items():
        with suppress(OSError, TooLargeError, CannotSplice, Invalid):
            before = content_of(root / name, LARGEST_FILE)[1]
            files[name] = before, edited_file(read(before, name), name, some).content
    return files


class Outcome(msgspec.Struct, frozen=True):
    """The outcome for one file: whether it was added, and `why` it was not, or why it was added without drafts."""

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
    target = read_target(snapshot.root) if snapshot.pending or snapshot.failure else target_of(snapshot)
    outcomes: list[Outcome] = []
    for number, file in enumerate(files):
        before_each(number)
        try:
            source = source_of(file)
            done = add_source(source, file, target, pause=pause)
        except NotTakenError as error:
            outcomes.append(Outcome(file, why=str(error)))
            continue
        except Exception as error:  # noqa: BLE001 - whatever it is, it is reported, and the other files are added
            outcomes.append(Outcome(file, why=crash_report.survived(error)))
            continue
        target.add(done.draft, source)
        outcomes.append(Outcome(file, done, done.undrafted))
    return outcomes


def add_source(
    source: Source,
    given: str,
    target: TargetArchive,
    *,
    id: str | None = None,
    with_drafts: bool = True,
    pause: Callable[[], None] = lambda: None,
    ready: KnownDraft = lambda _: None,
) -> Added:
    """Add the source in the file `given`, as a step that can be undone: then its text stays, which no record has.

    `ready` gives the draft of an article where it is known already. Where a bug in the explorer prevents the
    drafts, it is reported, and the article is added without them. Raises NotTakenError when the archive has the text
    already, the id is taken or nothing can be written.
    """

    def write(path: Path, content: bytes, grown: Sequence[Event]) -> None:
        name = path.relative_to(target.root).as_posix()
        others = files_with(grown, target.known, target.root)
        old = {name: None, **{other: before for other, (before, _) in others.items()}}
        new = {name: content, **{other: after for other, (_, after) in others.items()}}
        try:
            write_step(target.root, f"Added article/{path.stem}", old, new)
        except UnexpectedContentError as error:
            known = next(iter(error.now))
            what = "is there already" if known == name else "has changed meanwhile"
            raise NotTakenError(f"{known} {what}") from None
        except NotWrittenError as error:
            raise NotTakenError(str(error).rstrip(".")) from None

    try:
        return added(source, given, target, id=id, with_drafts=with_drafts, write=write, pause=pause, ready=ready)
    except NotTakenError:
        raise
    except Exception as error:
        mistake = crash_report.survived(error)
        if not with_drafts:
            raise NotTakenError(mistake) from error
    return msgspec.structs.replace(add_source(source, given, target, id=id, with_drafts=False), undrafted=mistake)


def told(done: Added) -> str:
    """What was added, in a sentence."""
    if done.undrafted:
        return f"Added {done.draft.article.ref} without drafts: {done.undrafted}."
    count = len(done.draft.quotes)
    drafts = {0: "no quotes were found in it", 1: "with 1 draft of a quote"}.get(
        count, f"with {count} drafts of quotes"
    )
    return f"Added {done.draft.article.ref}, {drafts}." + "".join(f" Mind: {doubt}." for doubt in done.doubts)


# Name at most this many of the words that are kept back.
_NAMED = 3


def proposing(article_id: str, snapshot: Snapshot) -> list[Edit]:
    """The edits that add drafts of what an article has in no record yet, and did not have rejected.

    Raises:
        NotPossibleError: there is nothing, or no text to draft.
    """
    archive, known = snapshot.archive, KnownRecords(snapshot.archive)
    article, text = archive.get(Article, article_id), snapshot.texts.get(article_id)
    if article is None or text is None:
        raise NotPossibleError("The article has no text that could be read.")
    result = draft(article, text, known)
    new = [each for each in result.quotes if not _is_known(snapshot, article, each)]
    if not new:
        raise NotPossibleError(
            f"Nothing new in this article: everything found is in a quote or was rejected.{_kept_back(article, text)}"
        )
    file, taken, ids = archive.entries[article.ref].place.file, list[str](), dict[str, str]()
    quotes = []
    for each in new:
        ids[each.quote.id] = free_id(each.quote.id, archive, Kind.QUOTE, taken)
        taken.append(ids[each.quote.id])
        within = ids.get(each.quote.within or "")
        quotes.append(msgspec.structs.replace(each.quote, id=ids[each.quote.id], within=within))
    named = {id for quote in quotes for id in (quote.speaker, quote.relayed_by, quote.event, *quote.addressees) if id}
    named |= {id for event in result.grown if event.id in named for id in event.participants}
    people = [person for person in result.people if person.id in named]
    events = [event for event in result.events if event.id in named]
    records: list[AnyRecord] = [*people, *events, *quotes]
    told = growing([event for event in result.grown if event.id in named], known)
    return [*told, *(AddRecord(file, record.kind, fields_of(record)) for record in records)]


def _kept_back(article: Article, text: SourceText) -> str:
    """Say in a sentence what is kept back because the article lists it as nobody's words; empty for nothing."""
    found = draft(msgspec.structs.replace(article, not_quoted=()), text).quotes if article.not_quoted else ()
    words = [words for words in article.not_quoted if any(words in each.quote.segments for each in found)]
    named = some_of([f"“{shortened(each)}”" for each in words], _NAMED)
    return f" Its not_quoted keeps back {named}; take out what somebody says (E)." if words else ""


def _is_known(snapshot: Snapshot, article: Article, drafted: DraftedQuote) -> bool:
    """Whether a quote of the same sort (in quotation marks, or a paraphrase) already has words of a draft."""
    is_told = drafted.quote.speech == "indirect"
    of_sort = (quote for quote in snapshot.archive.quotes_of(article) if (quote.speech == "indirect") == is_told)
    held = (at for quote in of_sort for at in snapshot.verifications[quote.ref].placed)
    return any(overlap(at, one) for at in held for one in drafted.passages)
