"""Turn descriptions (`describing`) and quotes into HTML: words with links and styles; and citations to copy."""

from __future__ import annotations

import json
from typing import NamedTuple

from markupsafe import Markup, escape

from explorer.checking.verification import status_of
from explorer.citing import Citable, formats_for
from explorer.citing.citable import called, date_in_words
from explorer.describing import signs
from explorer.describing.describe import PLACE, describe
from explorer.describing.fields import ArticleLink, Group, Label, Link, Part, RecordLink, Tone, Value
from explorer.describing.quotes_in_text import QuotesInText
from explorer.display import json_escaped
from explorer.exporting.cautions import Caution, cautions
from explorer.exporting.json_ld import CONTEXT, INERT, node, type_of
from explorer.exporting.site.frame import Addresses, Frame, paragraph_anchor, quote_anchor
from explorer.exporting.site.rendering import NO_CHARACTERS, PAGE, language_tag, safe, shortened, shown
from explorer.model import dates
from explorer.model.problems import Severity
from explorer.model.records import AnyRecord, Article, Quote, title
from explorer.reading.text.passages import Passage
from explorer.snapshot import Snapshot


def to_quote(snapshot: Snapshot, addresses: Addresses, quote: Quote) -> str | None:
    """The link to a quote in the text of its article, or to the list of quotes that have no place there."""
    text = snapshot.texts.get(quote.article)
    places = QuotesInText(verifications=snapshot.verifications).places(quote) if text else []
    number = text.paragraph_at(places[0].start) if text and places else 1
    return addresses.in_article(quote.article, quote_anchor(quote.ref), number)


def to_passage(snapshot: Snapshot, addresses: Addresses, article: str, passage: Passage) -> str | None:
    """The link to the paragraph where a passage begins; to the article if it has no text."""
    text = snapshot.texts.get(article)
    if text is None:
        return addresses.in_article(article)
    number = text.paragraph_at(passage.start)
    return addresses.in_article(article, paragraph_anchor(number), number)


# The maximum number of characters of the words in a list.
_SHOWN = 320


class QuoteLine(NamedTuple):
    """The line of a quote in a list."""

    address: str | None
    words: str
    speech: str
    is_own: bool
    language: str
    speaker: str
    speaker_address: str | None
    relayed: str
    article: str
    article_address: str | None
    date: str
    cautions: list[str]
    anchor: str
    number: int = 0


def quote_line(snapshot: Snapshot, addresses: Addresses, quote: Quote, number: int = 0) -> QuoteLine:
    """A quote in a list. `number` is its position in the article's text, in lists that show it."""
    archive = snapshot.archive
    article = archive.get(Article, quote.article)
    speaker = archive.speaker(quote)
    words = ("” “" if quote.speech != "indirect" else " ").join(Citable(snapshot, quote).pieces)
    said = date_in_words(quote) or (dates.describe(article.published) if article and article.published else "")
    return QuoteLine(
        address=addresses.to(quote.ref),
        words=shortened(words, _SHOWN),
        speech=signs.SPEECH[quote.speech].called,
        is_own=quote.speech != "indirect",
        language=language_tag(article.language) if article else "",
        speaker=called(speaker, quote.speaker),
        speaker_address=addresses.to(speaker.ref) if speaker else None,
        relayed=relayed_by(snapshot, quote),
        article=article.headline if article else quote.article,
        article_address=to_quote(snapshot, addresses, quote),
        date=said,
        cautions=told(snapshot, quote),
        anchor=quote_anchor(quote.ref),
        number=number,
    )


def relayed_by(snapshot: Snapshot, quote: Quote) -> str:
    """The person who relayed the words; empty for words that were not relayed."""
    archive = snapshot.archive
    return called(archive.relayer(quote), archive.told_by(quote)) if quote.is_relayed else ""


def told(snapshot: Snapshot, quote: Quote) -> list[str]:
    """Reasons to be careful, in words; for unverified words, their status in the article.

    If all quotes are drafts, lists do not say so.
    """
    untold = () if snapshot.archive.shows_drafts else (Caution.DRAFT,)
    said = [str(caution) for caution in cautions(snapshot, quote) if caution not in untold]
    status = status_of(snapshot.verifications.get(quote.ref))
    return [f"{word}: {status}" if word == Caution.NOT_VERIFIED else word for word in said]


# The HTML element, or its class, for each tone.
_ELEMENTS = {Tone.ADDED: "ins", Tone.REMOVED: "del", Tone.MARKED: "mark", Tone.STRONG: "strong"}
_CLASSES = {Tone.MUTED: "muted", Tone.WARNING: "warn", Tone.ERROR: "bad", Tone.GOOD: "good"}


# The maximum number of values shown for a field.
_MOST = 60
_MISSING = "Not here"
# The start of a note to the archive's curators. Problems have a page of their own.
_NOTE = signs.SEVERITIES[Severity.NOTE].part


class Row(NamedTuple):
    """A field as shown on a page: its label and its values."""

    label: str
    values: list[Markup]


def rows(frame: Frame, record: AnyRecord, *leave_out: Label) -> list[Row]:
    """The fields of a record except those that its page shows elsewhere. Fields with the same label share a row."""
    made: dict[str, Row] = {}
    for field in describe(frame.snapshot, record):
        if field.label not in (*leave_out, PLACE) and field.label.group is not Group.LISTED:
            values = made.setdefault(field.label.word, Row(field.label.word, [])).values
            shown_values = [value for value in field.values if value.parts[0] != _NOTE]
            values += [value_html(frame.snapshot, frame.below, value) for value in shown_values[:_MOST]]
            if len(shown_values) > _MOST:
                values.append(Markup("… and %s more") % f"{len(shown_values) - _MOST:,}")
    if missing := frame.extract.missing(record):
        made[_MISSING] = Row(_MISSING, [shown(f"{path.partition('[')[0]}: {ref}") for path, ref in missing[:_MOST]])
    return [row for row in made.values() if row.values]


def value_html(snapshot: Snapshot, addresses: Addresses, value: Value) -> Markup:
    """A value, as a link if its target has a page."""
    language = _language(snapshot, value.link)
    words = Markup("").join(_part(part, language) for part in value.parts)
    address = address_of(snapshot, addresses, value.link)
    return Markup('<a href="%s">%s</a>') % (address, words) if address else words


def address_of(snapshot: Snapshot, addresses: Addresses, link: Link | None) -> str | None:
    """The address of a link's target on the site."""
    match link:
        case RecordLink(ref=ref):
            return addresses.to(ref)
        case ArticleLink(article=article, quote=None, passage=None):
            return addresses.in_article(article)
        case ArticleLink(passage=None, quote=ref):
            quote = snapshot.archive.find(ref or "")
            return to_quote(snapshot, addresses, quote) if isinstance(quote, Quote) else None
        case ArticleLink(article=article, passage=passage) if passage:
            return to_passage(snapshot, addresses, article, passage)
    return None


def _language(snapshot: Snapshot, link: Link | None) -> str:
    """The language of words that link into an article, if it differs from that of the page."""
    record = snapshot.archive.find(link.ref) if isinstance(link, RecordLink) else None
    quoted = record.article if isinstance(record, Quote) else link.article if isinstance(link, ArticleLink) else ""
    article = record if isinstance(record, Article) else snapshot.archive.get(Article, quoted)
    tag = language_tag(article.language) if article else ""
    return "" if tag == PAGE else tag


def _part(part: Part, language: str) -> Markup:
    words = escape(safe(part.text)) if part.own else shown(part.text)
    if part.own and part.spoken:
        words = Markup('<span aria-hidden="true">%s</span><span class="unseen">%s</span>') % (words, safe(part.spoken))
    if language and not part.own and part.tone is not Tone.MUTED and part.text.strip():
        words = Markup('<span lang="%s">%s</span>') % (language, words)
    if element := _ELEMENTS.get(part.tone):
        return Markup(f"<{element}>%s</{element}>") % words
    look = _CLASSES.get(part.tone)
    return Markup('<span class="%s">%s</span>') % (look, words) if look else words


class Citation(NamedTuple):
    """A citation in one format."""

    id: str
    name: str
    use: str
    text: str


def citations(cited: Citable) -> list[Citation]:
    """A record in each citation format that supports it, the plainest first."""
    return [Citation(each.id, each.name, each.use, each.write(cited).strip("\n")) for each in formats_for(cited.record)]


def linked_data(snapshot: Snapshot, addresses: Addresses, record: AnyRecord) -> Markup:
    """A record as JSON-LD for the script element of its page, with the names of what it refers to.

    Ids are the addresses of pages. The text of an article is not repeated.
    """
    referred: dict[str, None] = {}

    def address(ref: str) -> str:
        referred[ref] = None
        return addresses.to(ref) or f"#{ref}"

    nodes = [node(snapshot, record, address=address)]
    nodes[0].pop("articleBody", None)
    for ref in list(referred):
        other = snapshot.archive.find(ref)
        if other is not None and other != record:
            nodes.append({"@id": address(ref), "@type": type_of(other), "name": title(other)})
    text = json.dumps({"@context": CONTEXT, "@graph": nodes}, ensure_ascii=False, separators=(",", ":"))
    return Markup(NO_CHARACTERS.sub(lambda found: json.dumps(found[0])[1:-1], json_escaped(text.translate(INERT))))
