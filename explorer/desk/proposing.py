"""Proposing what an article of the archive has besides its records: it is drafted, and what is new of that joins it."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from explorer.checking.passage_index import touches
from explorer.desk.changing import AddRecord, Edit
from explorer.desk.growing import growing
from explorer.desk.reviewing import NotPossibleError, fields_of, free_id
from explorer.display import shortened
from explorer.drafting.drafted import DraftedQuote
from explorer.drafting.drafting import draft
from explorer.model.records import AnyRecord, Article, Kind
from explorer.reading.text.passages import Passage, SourceText
from explorer.snapshot import Snapshot

# So many of the words that are kept back are named.
_NAMED = 3


def proposing(article_id: str, snapshot: Snapshot) -> list[Edit]:
    """The edits that add drafts of what an article has in no record yet, and did not have rejected.

    Raises:
        NotPossibleError: there is nothing, or no text to draft.
    """
    archive = snapshot.archive
    article, text = archive.get(Article, article_id), snapshot.texts.get(article_id)
    if article is None or text is None:
        raise NotPossibleError("The article has no text that could be read.")
    result = draft(article, text, archive)
    new = [each for each in result.quotes if not _is_known(snapshot, article, each)]
    if not new:
        raise NotPossibleError(
            f"Nothing is found in this article that is in no quote yet and was not rejected.{_kept_back(article, text)}"
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
    told = growing([event for event in result.grown if event.id in named], archive)
    return [*told, *(AddRecord(file, record.kind, fields_of(record)) for record in records)]


def _kept_back(article: Article, text: SourceText) -> str:
    """A sentence on what would be proposed if the article did not have it as nobody's words; empty for nothing."""
    found = draft(msgspec.structs.replace(article, not_quoted=()), text).quotes if article.not_quoted else ()
    words = [words for words in article.not_quoted if any(words in each.quote.segments for each in found)]
    named = ", ".join(f"“{shortened(each)}”" for each in words[:_NAMED])
    more = f" and {len(words) - _NAMED} more" if len(words) > _NAMED else ""
    return f" Its not_quoted keeps back {named}{more}; take out what somebody says (E)." if words else ""


def _is_known(snapshot: Snapshot, article: Article, drafted: DraftedQuote) -> bool:
    """Whether words of a draft are in a quote already, of the same sort: in marks, or a paraphrase."""
    return any(touches(at, one) for at in _held(snapshot, article, drafted) for one in drafted.passages)


def _held(snapshot: Snapshot, article: Article, drafted: DraftedQuote) -> Iterator[Passage]:
    is_told = drafted.quote.speech == "indirect"
    for quote in snapshot.archive.quotes_of(article):
        if (quote.speech == "indirect") == is_told:
            yield from (at for at in snapshot.verifications[quote.ref].passages if at)
