"""Name the article of a quote in a list, by headline and date, if the archive has several articles."""

from __future__ import annotations

from explorer.display import one_line
from explorer.model.archive import Archive
from explorer.model.records import AnyRecord, Article, Event, Kind, Quote

_SEVERAL = 2


def has_several(archive: Archive) -> bool:
    """Whether an archive has several articles, so that a list must name the one that a quote is from."""
    return len(archive.of_kind(Kind.ARTICLE)) >= _SEVERAL


def article_of(archive: Archive, quote: Quote) -> tuple[str, str]:
    """The headline and the date of a quote's article; the id if it has no record, and no date if it has none."""
    article = archive.get(Article, quote.article)
    if article is None:
        return one_line(quote.article), ""
    return one_line(article.headline), article.published or ""


def article_in(archive: Archive, quote: Quote, width: int) -> str:
    """The headline and the date within `width` terminal cells: a long headline is cut, the date is kept."""
    headline, date = article_of(archive, quote)
    dated = f", {date}" if date else ""
    return f"{cut(headline, max(1, width - len(dated)))}{dated}"


def cut(text: str, width: int) -> str:
    """A text within `width` terminal cells. A longer one is cut, after a word if possible, and ends with “…”."""
    from rich.cells import cell_len, set_cell_size

    if cell_len(text) <= width:
        return text
    kept = set_cell_size(text, max(0, width - 1)).rstrip()
    at_word = kept.rpartition(" ")[0] if text[len(kept) : len(kept) + 1].strip() else kept
    return f"{(at_word if len(at_word) > width // 2 else kept).rstrip(' ,;:–—-')}…"


def articles_of(archive: Archive, record: AnyRecord) -> list[str]:
    """The ids of the articles that a quote or an event is from; for an event, those of its evidence or its quotes."""
    if isinstance(record, Quote):
        return [record.article]
    own = [item.article for item in record.evidence] if isinstance(record, Event) else []
    return list(dict.fromkeys(own or (quote.article for quote in archive.quotes_of(record))))
