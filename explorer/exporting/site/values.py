"""Descriptions (`describing`) → what a page shows of them: words with their links and their looks."""

from __future__ import annotations

from typing import NamedTuple

from markupsafe import Markup, escape

from explorer.describing import signs
from explorer.describing.describe import PLACE, describe
from explorer.describing.fields import ArticleLink, Link, Part, RecordLink, Tone, Value
from explorer.describing.labels import Group, Label
from explorer.exporting.site.addresses import Addresses
from explorer.exporting.site.frame import Frame
from explorer.exporting.site.in_articles import to_passage, to_quote
from explorer.exporting.site.languages import PAGE, language_tag
from explorer.exporting.site.rendering import safe, shown
from explorer.model.problems import Severity
from explorer.model.records import AnyRecord, Article, Quote
from explorer.snapshot import Snapshot

# How a tone looks: an element, or the class of one.
_ELEMENTS = {Tone.ADDED: "ins", Tone.REMOVED: "del", Tone.MARKED: "mark", Tone.STRONG: "strong"}
_CLASSES = {Tone.MUTED: "muted", Tone.WARNING: "warn", Tone.ERROR: "bad", Tone.GOOD: "good"}


# How many values of a field are shown.
_MOST = 60
_MISSING = "Not here"
# How a note to those who make the archive begins. All problems have a page of their own.
_NOTE = signs.SEVERITIES[Severity.NOTE].part


class Row(NamedTuple):
    """A field as a page shows it: its label and its values."""

    label: str
    values: list[Markup]


def rows(frame: Frame, record: AnyRecord, *leave_out: Label) -> list[Row]:
    """What is known of a record, but for what its page shows elsewhere. Fields of one label are one row."""
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
    """A value, as a link where it is one and leads to a page that is there."""
    language = _language(snapshot, value.link)
    words = Markup("").join(_part(part, language) for part in value.parts)
    address = address_of(snapshot, addresses, value.link)
    return Markup('<a href="%s">%s</a>') % (address, words) if address else words


def address_of(snapshot: Snapshot, addresses: Addresses, link: Link | None) -> str | None:
    """Where a link leads on the site."""
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
    """The language of words that lead into an article, where it is another one than that of the page."""
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
