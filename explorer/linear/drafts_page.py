"""The drafts in words, and accepting or rejecting one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from explorer.describing.fields import ArticleLink, RecordLink
from explorer.desk import reviewing
from explorer.desk.guesses import Guess, KnownGuesses, guess_of, guesses_of
from explorer.desk.reviewing import Draft, NotQuoted, Step
from explorer.display import one_line
from explorer.drafting.drafted import DraftedQuote
from explorer.linear.editing import NotEditedError, write
from explorer.linear.pages import Lazy, Line, Page
from explorer.linear.wording import called, quote_line
from explorer.model.records import Kind, Quote, title
from explorer.snapshot import Snapshot

# What to do when no draft is left.
HOW_TO_GO_ON = "Type proposals for the topics that the words of the quotes propose."


def drafts_page(snapshot: Snapshot) -> Page:
    """What was proposed and nobody has accepted yet: how sure it is, what it is, and why."""
    drafts, known = reviewing.drafts(snapshot), KnownGuesses()
    heading = () if drafts else (f"There are no drafts: every record was accepted. {HOW_TO_GO_ON}",)

    def entry(at: int) -> tuple[Line, ...]:
        draft, guess = drafts[at], _guess(snapshot, drafts[at], known)
        why = (Line(f"Because: {one_line(guess.because)}."),) if guess else ()
        if isinstance(draft, NotQuoted):
            return (Line(f"{_called(draft)}, {_place(snapshot, draft)}", at + 1), *why)
        if not isinstance(draft, Quote):
            return (Line(f"{draft.kind}: {reviewing.held(snapshot.archive, draft)}", at + 1),)
        sure = f"{confidence}, " if (confidence := getattr(guess, "confidence", "")) else ""
        return (Line(f"{sure}{quote_line(snapshot, draft)}", at + 1), *why)

    targets = [_link(draft) for draft in drafts]
    noun = ("draft", "drafts")
    return Page("drafts", heading, Lazy(len(drafts), entry), targets, noun, "in the order of the articles")


def _link(draft: Draft) -> RecordLink | ArticleLink:
    if isinstance(draft, NotQuoted):
        return ArticleLink(draft.article, passage=next(iter(draft.passages), None))
    return RecordLink(draft.ref)


def draft_at(snapshot: Snapshot, target: object) -> NotQuoted | None:
    """The words proposed as nobody's that a target of the page leads to."""
    return next((each for each in reviewing.nobodys(snapshot) if _link(each) == target), None)


def _called(draft: Draft) -> str:
    return f"nobody’s words: “{one_line(draft.words)}”" if isinstance(draft, NotQuoted) else called(draft)


def _place(snapshot: Snapshot, draft: Quote | NotQuoted) -> str:
    """The article that words are from."""
    article = snapshot.archive.of_kind(Kind.ARTICLE)[draft.article]
    return f"in {one_line(title(article))}"


def sure_drafts(snapshot: Snapshot) -> list[Draft]:
    """The sure drafts of the first article that has any."""
    drafts = reviewing.drafts(snapshot)
    spoken: defaultdict[str, list[Quote]] = defaultdict(list)
    for draft in drafts:
        if isinstance(draft, Quote) and reviewing.is_spoken(snapshot.archive, draft):
            spoken[draft.article].append(draft)
    for article, guesses in guesses_of(snapshot, KnownGuesses().unknown(snapshot, drafts)):
        found = ((draft, guess_of(snapshot, draft, guesses)) for draft in spoken[article.id])
        if sure := [draft for draft, guess in found if isinstance(guess, DraftedQuote) and guess.confidence == "sure"]:
            return [*sure]
    return []


def accepted(snapshot: Snapshot, drafts: Sequence[Draft]) -> str:
    """Accept some drafts of an article. Returns what to say. Raises one of REFUSED when nothing was written."""
    if not drafts:
        raise NotEditedError("No draft is sure. Type drafts, and accept or reject with a number.")
    what = f"accepted {len(drafts)} drafts" if len(drafts) > 1 else f"accepted {_called(drafts[0])}"
    stay = dict.fromkeys(reviewing.staying(snapshot.archive, each) for each in drafts if isinstance(each, Quote))
    of = f" {_place(snapshot, drafts[0])}" if len(drafts) > 1 and isinstance(drafts[0], Quote) else ""
    _change(snapshot, reviewing.accepting, drafts, what)
    told = "; ".join(filter(None, stay))
    return f"{what[:1].upper()}{what[1:]}{of}.{f' Still drafts: {told}.' if told else ''}"


def rejected(snapshot: Snapshot, draft: Draft) -> str:
    """Reject a draft. Returns what to say. Raises one of REFUSED when nothing was written."""
    _change(snapshot, reviewing.rejecting, [draft], f"rejected {_called(draft)}")
    if isinstance(draft, NotQuoted):
        return f"Rejected {_called(draft)}. They are open speech again."
    again = " It will not be proposed again." if isinstance(draft, Quote) else ""
    return f"Rejected {_called(draft)}.{again}"


def _change(snapshot: Snapshot, step: Step, drafts: Sequence[Draft], what: str) -> None:
    refs = [draft.ref for draft in drafts]
    write(snapshot, lambda: step(snapshot.archive, reviewing.still_there(snapshot, refs)), what)


def _guess(snapshot: Snapshot, draft: Draft, known: KnownGuesses) -> Guess | None:
    """The guess behind a draft. Its article is read when its first draft is needed."""
    for article, guesses in guesses_of(snapshot, known.unknown(snapshot, [draft])):
        known.learn(article.id, snapshot.texts[article.id], guesses)
    return known.of(snapshot, draft)
