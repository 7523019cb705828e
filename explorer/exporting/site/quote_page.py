"""The page of a quote: its words, their speaker, their place in the article, and reasons to be careful."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from markupsafe import Markup, escape
from msgspec.structs import replace

from explorer.checking.verification import status_of
from explorer.citing import Citable
from explorer.citing.citable import attributed, called, date_in_words
from explorer.describing import quotes as labels
from explorer.describing import signs
from explorer.describing.fields import Value
from explorer.describing.quotes import left_out, words_of
from explorer.exporting.cautions import Caution, cautions
from explorer.exporting.site.frame import Frame, NamedFile, paragraph_anchor
from explorer.exporting.site.rendering import direction, language_tag, safe, shortened
from explorer.exporting.site.values import citations, linked_data, relayed_by, rows, to_quote, value_html
from explorer.model.records import Article, Quote
from explorer.reading.text.passages import Passage, SourceText
from explorer.snapshot import Snapshot

# The number of characters shown around the words in a paragraph, and the maximum number of paragraphs.
_AROUND, _PARAGRAPHS = 280, 3
_TITLE = 90
# Words with this many characters or segments are set in smaller type.
_LONG, _SEVERAL = 420, 3


_MEANINGS = {
    Caution.DISPUTED: "those who made this archive do not agree about it",
    Caution.DRAFT: "nobody has accepted it yet",
    Caution.STALE: "it can’t be read now, and is shown as it was last read",
}


class InPlace(NamedTuple):
    """A paragraph with the words of the quote marked in it."""

    number: int
    address: str
    words: Markup


def quote_file(frame: Frame, quote: Quote) -> NamedFile:
    """The page of a quote."""
    snapshot, below = frame.snapshot, frame.below
    article, speaker = frame.archive.get(Article, quote.article), frame.archive.speaker(quote)
    cited = Citable(snapshot, quote)
    short = shortened(" … ".join(quote.segments), _TITLE)
    return frame.page(
        below.page(quote.ref),
        "quote.html",
        f"{attributed(frame.archive, quote)}: {short if quote.speech == 'indirect' else f'“{short}”'}",
        quote=quote,
        words=[value_html(snapshot, below, _signless(value)) for value in words_of(snapshot, quote)],
        direction=direction("".join(quote.segments)),
        is_long=sum(map(len, quote.segments)) > _LONG or len(quote.segments) > _SEVERAL,
        speech=signs.SPEECH[quote.speech],
        status=signs.STATUSES[status_of(snapshot.verifications.get(quote.ref))],
        speaker=called(speaker, quote.speaker),
        relayed=relayed_by(snapshot, quote),
        role=speaker.role if speaker else "",
        speaker_address=below.to(speaker.ref) if speaker else None,
        date=date_in_words(quote),
        article=article,
        article_address=to_quote(snapshot, below, quote),
        language=language_tag(article.language) if article else "",
        cautions=list(_cautions(snapshot, quote, cited)),
        in_place=_in_place(frame, quote),
        rows=rows(frame, quote, labels.WORDS),
        citations=citations(cited),
        linked_data=linked_data(snapshot, below, quote),
    )


def _signless(value: Value) -> Value:
    """The words without the sign of a paraphrase: the page says so in words."""
    parts = (replace(part, text=part.spoken) if part.spoken and not part.own else part for part in value.parts)
    return replace(value, parts=tuple(parts))


def _cautions(snapshot: Snapshot, quote: Quote, cited: Citable) -> Iterator[str]:
    """Reasons not to pass the quote on as it is, in sentences: those of a citation first, then the rest."""
    said = list(cautions(snapshot, quote))
    for remark in cited.remarks:
        if remark != quote.review and not remark.startswith("note: "):
            yield f"{remark[0].upper()}{remark[1:]}"
    yield from (f"{str(each).capitalize()}: {_MEANINGS[each]}" for each in said if each in _MEANINGS)
    if quote.is_relayed:
        yield f"Relayed: {relayed_by(snapshot, quote)} told the article of these words"
    yield from left_out(snapshot, quote)


def _in_place(frame: Frame, quote: Quote) -> list[InPlace]:
    """The paragraphs that contain the words."""
    text = frame.snapshot.texts.get(quote.article)
    # The place of the words or, if they were not found, of the passage they must come from.
    verification = frame.snapshot.verifications.get(quote.ref)
    segments = verification.segments if verification else ()
    passages = [place for found in segments if (place := found.passage or found.nearest)]
    if text is None or not passages:
        return []
    by_paragraph: dict[int, list[Passage]] = {}
    for passage in sorted(passages):
        last = text.paragraph_at(max(passage.start, passage.end - 1))
        for number in range(text.paragraph_at(passage.start), last + 1):
            by_paragraph.setdefault(number, []).append(passage)
    return [
        InPlace(
            number,
            frame.below.in_article(quote.article, paragraph_anchor(number), number) or "",
            _marked(text, text.paragraphs[number - 1], here),
        )
        for number, here in list(by_paragraph.items())[:_PARAGRAPHS]
    ]


def _marked(text: SourceText, paragraph: Passage, passages: list[Passage]) -> Markup:
    """A paragraph, cut where it is long, with the words of the quote marked."""
    whole = text.text
    start, end = _cut(whole, paragraph, Passage(passages[0].start, max(each.end for each in passages)))
    parts, at = [Markup("… ") if start > paragraph.start else Markup("")], start
    for passage in passages:
        begin, stop = max(at, passage.start), min(end, passage.end)
        if begin < stop:
            parts += [escape(safe(whole[at:begin])), Markup("<mark>%s</mark>") % safe(whole[begin:stop])]
            at = stop
    parts.append(escape(safe(whole[at:end])))
    return Markup("").join([*parts, Markup(" …") if end < paragraph.end else Markup("")])


def _cut(text: str, paragraph: Passage, words: Passage) -> tuple[int, int]:
    """The part of a long paragraph to show around some words of it."""
    start, end = paragraph.start, paragraph.end
    if words.start - start > _AROUND:
        start = text.find(" ", words.start - _AROUND, words.start) + 1 or words.start
    if end - words.end > _AROUND:
        end = max(words.end, text.rfind(" ", words.end, words.end + _AROUND))
    return start, end
