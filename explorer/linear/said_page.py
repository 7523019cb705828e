"""What somebody said on a topic over time, as a page; and who and what are meant by words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from explorer.describing import statements as describing
from explorer.describing.fields import Part, RecordLink, Value
from explorer.linear.commands import NotUnderstoodError
from explorer.linear.pages import RECORD, Line, Page, Target, block_of
from explorer.linear.wording import in_words, sentence, words_of
from explorer.model.archive import Archive, RecordT
from explorer.model.history import PanesView, ScreenView
from explorer.model.named import NotNamedError, named
from explorer.model.records import Kind, Person, Topic
from explorer.snapshot import Snapshot
from explorer.statements import Statement, Statements, statements


def said_page(snapshot: Snapshot, view: ScreenView) -> Page:
    """What a person said on a topic; a number leads to the quote, or to another one with its words.

    The view is at the topic and the person, and at the quote that was opened last.
    """
    topic, person = (snapshot.archive.find(ref) for ref in view.at[:2])
    if not isinstance(topic, Topic) or not isinstance(person, Person):
        gone = [ref for ref in view.at[:2] if snapshot.archive.find(ref) is None]
        return Page("said", (f"There is no {' and no '.join(gone)} in this archive any more.",))
    history = statements(snapshot, person, topic)
    targets: list[Target] = []
    entries = list(_entries(snapshot, history, targets))
    if history.relayed:
        targets.append(PanesView((topic.ref, person.ref), Kind.QUOTE))
        entries.append((Line(f"{describing.relayed(history)}; this opens all.", len(targets)),))
    opened = next((n for n, quote in enumerate(history.quotes) if quote.ref in view.at[2:]), None)
    here = in_words(describing.heading(history))
    summary = describing.summary(snapshot, history) if history.all else describing.none_said(history)
    return Page(
        here,
        (f"{here}: {sentence(summary)}" if history.all else sentence(summary),),
        entries,
        targets,
        start=block_of(opened),
        at=None if opened is None else targets.index(RecordLink(history.quotes[opened].ref)) + 1,
        about=person.ref,
    )


def topic_and_person(archive: Archive, words: str, trail: Sequence[str]) -> tuple[str, str]:
    """The refs of the topic and the person that some words name, the person first; without words, those of the trail.

    Raises:
        NotUnderstoodError: they name none, or it is not clear which.
    """
    if not words:
        steps = {ref.partition("/")[0]: ref for ref in trail}
        if not {Kind.TOPIC, Kind.PERSON} <= steps.keys():
            raise NotUnderstoodError("Who, and on what? Type said, a person and a topic.")
        return steps[Kind.TOPIC], steps[Kind.PERSON]
    typed = words.split()
    unclear: list[list[NotNamedError]] = []
    # Names may have several words: they are parted where both are there.
    for end in range(1, len(typed)):
        person, topic = _meant(archive, Person, typed[:end]), _meant(archive, Topic, typed[end:])
        if isinstance(person, Person) and isinstance(topic, Topic):
            return topic.ref, person.ref
        unclear.append([each for each in (person, topic) if isinstance(each, NotNamedError)])
    if not unclear or isinstance(_meant(archive, Person, typed), Person):
        raise NotUnderstoodError("said takes a person and a topic.")
    raise NotUnderstoodError(sentence(str(min(unclear, key=len)[0])))


def _meant(archive: Archive, cls: type[RecordT], words: Sequence[str]) -> RecordT | NotNamedError:
    try:
        return named(archive, cls, " ".join(words).strip('"“”'))
    except NotNamedError as error:
        return error


def _entries(snapshot: Snapshot, history: Statements, targets: list[Target]) -> Iterator[tuple[Line, ...]]:
    """The lines of each statement, with what parts it from those before. What a number leads to is put in `targets`."""
    before: list[Line] = []
    for row in history.rows:
        if not isinstance(row, Statement):
            before.append(Line(sentence(describing.parting(row))))
            continue
        quote = row.quote
        dated, how = _spoken(describing.dated(snapshot, row)), _spoken(describing.how_said(snapshot, quote))
        where = f"in {in_words(describing.where(snapshot, quote))}"
        targets.append(RecordLink(quote.ref))
        lines = [*before, Line(f"{dated}: {how}, {where}: {words_of(quote)}", len(targets))]
        for value in describing.said_again(snapshot, history, row):
            if isinstance(value.link, RecordLink):
                # The view lists the statements alone, so this is no link of a list.
                targets.append(ScreenView(RECORD, (value.link.ref,)))
            lines.append(Line(sentence(value.spoken), len(targets) if value.link else None))
        yield tuple(lines)
        before = []


def _spoken(parts: Sequence[Part]) -> str:
    return in_words(Value(tuple(parts)).spoken)
