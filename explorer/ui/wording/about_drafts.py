"""A draft described in a few lines: what was guessed, and why."""

from __future__ import annotations

from collections.abc import Iterator

from textual.content import Content

from explorer.describing import signs
from explorer.describing.counting import counted
from explorer.desk.guesses import Guess
from explorer.desk.reviewing import Draft, NotQuoted, fields_beside_name, held
from explorer.display import one_line
from explorer.drafting.drafted import DraftedNotQuoted
from explorer.model.records import Event, Quote, is_draft
from explorer.snapshot import Snapshot
from explorer.ui.wording import styles
from explorer.ui.wording.about_quotes import doubts


def about_draft(snapshot: Snapshot, draft: Draft, guess: Guess | None, *, is_read: bool) -> Content:
    """How sure a guess is and why; then who speaks and how, and what else is known, and what of it stays a draft.

    If words are not verified, what is wrong with them comes first. For nobody's words it says why they are; for a
    person or an event, everything that the draft has. `is_read` says whether its article has been read for the guess.
    """
    if isinstance(draft, NotQuoted):
        return Content("\n").join([*_why(snapshot, draft, guess, is_read=is_read), _nobodys(draft)])
    if not isinstance(draft, Quote):
        return Content(held(snapshot.archive, draft))
    why = _why(snapshot, draft, guess, is_read=is_read)
    return Content("\n").join([*_wrong(snapshot, draft), *why, _who(snapshot, draft), *_rest(snapshot, draft)])


def _wrong(snapshot: Snapshot, quote: Quote) -> Iterator[Content]:
    verification = snapshot.verifications[quote.ref]
    if not (verification.status.is_verified or snapshot.is_unchecked):
        status = styles.signed(signs.STATUSES[verification.status], verification.status)
        message = next(map(one_line, doubts(verification)), "")
        yield Content.assemble(status, f": {message}" if message else "")


def _nobodys(draft: NotQuoted) -> Content:
    """What will happen to words that are proposed as nobody's."""
    places = counted(len(draft.passages), "place") if len(draft.passages) > 1 else ""
    where = f"nobody’s words, in {places}" if places else "nobody’s words"
    return Content.styled(f"{where} · d if they are speech, w to say whose", styles.MUTED)


def _who(snapshot: Snapshot, quote: Quote) -> Content:
    archive = snapshot.archive
    speaker = archive.speaker(quote)
    parts: list[str | tuple[str, str]] = [(one_line(archive.speaker_name(quote)), styles.NAME)]
    if speaker and speaker.review == "draft":
        how = "" if speaker.type == "named" else f", {speaker.type}"
        beside = " and ".join(fields_beside_name(speaker)).replace("_", " ")
        parts.append((f"{how} (new{f'; {beside} to be seen later' if beside else ''})", styles.MUTED))
    if quote.is_relayed:
        parts.append((f" · relayed by {one_line(archive.told_by(quote))}", styles.WARNING))
    parts.append(f" · {signs.SPEECH[quote.speech].called}")
    if quote.attribution:
        parts += [" · ", (f"“{one_line(quote.attribution)}”", styles.MUTED)]
    return Content.assemble(*parts)


def _why(snapshot: Snapshot, draft: Quote | NotQuoted, guess: Guess | None, *, is_read: bool) -> Iterator[Content]:
    if isinstance(guess, DraftedNotQuoted):
        yield Content(f"taken for nobody’s: {one_line(guess.because)}")
    elif guess:
        yield Content.assemble((guess.confidence, styles.CONFIDENCES[guess.confidence]), f": {one_line(guess.because)}")
    elif snapshot.texts.get(draft.article) is None:
        yield Content.styled("how sure it is stays open: its article’s text can’t be read", styles.MUTED)
    elif not is_read:
        yield Content.styled("reading the article for how sure it is …", styles.MUTED)
    else:
        yield Content.styled("written by hand, or changed since it was proposed", styles.MUTED)


def _called(event: Event | None) -> str | None:
    return f"{event.name} (to be seen later)" if event and is_draft(event) else event.name if event else None


def _rest(snapshot: Snapshot, quote: Quote) -> Iterator[Content]:
    event = snapshot.archive.event_of(quote)
    topics = [one_line(topic.label) for topic in snapshot.archive.topics_of(quote)]
    date = f"{quote.date} ({quote.date_basis})" if quote.date and quote.date_basis else quote.date
    medium = "through an interpreter" if quote.interpreted else None
    parts = [date, quote.medium, medium, _called(event), *topics]
    told = " · ".join(one_line(part) for part in parts if part)
    if told:
        yield Content(told)
