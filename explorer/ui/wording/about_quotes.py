"""The lines below an article: the quote in use, its speaker, and how its words are found there; or the selection."""

from __future__ import annotations

from collections.abc import Iterator

from textual.content import Content

from explorer.checking.verification import Status, Verification
from explorer.describing import signs
from explorer.describing.counting import counted
from explorer.describing.findings import attributed_there, paragraphs
from explorer.describing.quote_counts import of_drafts
from explorer.describing.quotes_in_text import QuotesInText
from explorer.display import one_line
from explorer.model.archive import Archive
from explorer.model.records import Quote
from explorer.reading.text.passages import Passage, SourceText
from explorer.snapshot import Snapshot
from explorer.ui.selecting import Selecting, Steps
from explorer.ui.wording import styles
from explorer.ui.wording.article_text import LEGEND
from explorer.ui.wording.rows import quote_source

# The longest selection shown as a whole, in characters. Of a longer one both ends are shown.
_WHOLE = 100
# The characters read for either end, which may begin with white space.
_AN_END = 100


def about_selected(text: SourceText, selecting: Selecting, steps: Steps) -> Content:
    """How much is selected and in which paragraph; then the words."""
    passages = selecting.passages
    words = sum(map(steps.words_in, passages))
    segments = [f"in {len(passages)} segments"] if len(passages) > 1 else []
    whole = ["all of the quoted words"] if passages in steps.spans else []
    end = ["the first word moves"] if selecting.is_backward else []
    where = _paragraphs(text, passages)
    count = " ".join([f"{counted(words, 'word')} selected", *segments])
    told = " · ".join([count, where, *whole, *end])
    shown = " … ".join(_shortened(text.text, passage, len(passages)) for passage in passages)
    return Content.assemble(f"{told}\n{shown}")


def _paragraphs(text: SourceText, passages: tuple[Passage, ...]) -> str:
    first, last = text.paragraph_at(passages[0].start), text.paragraph_at(passages[-1].end - 1)
    return f"paragraph {first}" if first == last else f"paragraphs {first}–{last}"


def _shortened(text: str, passage: Passage, count: int) -> str:
    """The words of a passage; if they are many, the first and the last ones."""
    length = _WHOLE // count
    if passage.end - passage.start <= length:
        return one_line(text[passage.start : passage.end])
    first = one_line(text[passage.start : passage.start + _AN_END])[: length // 2]
    last = one_line(text[passage.end - _AN_END : passage.end])[-length // 2 :]
    return f"{first.rpartition(' ')[0] or first} … {last.partition(' ')[2] or last}"


def about_quotes(archive: Archive, quotes: QuotesInText) -> Content:
    """How many quotes are marked, and what the marks mean: for when none is in use."""
    drafts = archive.drafts_among(quotes.ordered)
    told = of_drafts(len(quotes), drafts)
    marked = f"{len(quotes)} quotes are marked{told}. Tab goes to the next."
    if len(quotes) < 2:
        marked = f"1 quote is marked{told}. Tab goes to it." if len(quotes) else "No quotes are marked."
    return Content(f"{marked}\n{LEGEND}{f'   {signs.legend(signs.DRAFT)}' if drafts else ''}")


def about_quote(snapshot: Snapshot, quotes: QuotesInText, quote: Quote) -> Content:
    """Who said a quote; then its status and where it is. The first thing that is wrong with it comes last."""
    verification = snapshot.verifications[quote.ref]
    number = quotes.number(quote)
    lost = "its place is not known" if verification.status is Status.AMBIGUOUS else "not found in this text"
    lost += f"; nearest at {signs.CURSOR.mark}" if quotes.nearest(quote) else ""
    which = lost if number is None else f"quote {number + 1} of {len(quotes)}"
    paragraph = paragraphs(snapshot, quote.article, quotes.passages(quote))
    wrong = [one_line(message) for message in doubts(verification)][:1]
    stale = [(" · ", ""), styles.signed(signs.STALE, signs.STALE.name)] if quote.ref in snapshot.stale else []
    first = Content.assemble(quote_source(quote, snapshot.archive), f" · {signs.SPEECH[quote.speech].called}", *stale)
    status = Content.styled(*styles.signed(signs.STATUSES[verification.status], verification.status))
    rest = "".join(f" · {part}" for part in (which, paragraph, _attributed(verification), *wrong) if part)
    return Content("\n").join([first, Content.assemble(status, rest)])


def _attributed(verification: Verification) -> str:
    if verification.accepted:
        return f"accepted: {one_line(verification.accepted)}"
    return " ".join(attributed_there(verification) or ()) if verification.status.is_verified else ""


def doubts(verification: Verification) -> Iterator[str]:
    """What is wrong with a quote's words, or with its speaker."""
    yield from (found.message for found in verification.findings if found.message)
    if verification.said and verification.said.code and not verification.accepted:
        yield verification.said.message
