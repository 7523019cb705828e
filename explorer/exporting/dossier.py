"""An archive as a dossier to read: topic by topic the quotes with their sources, in Markdown."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from explorer.citing.markdown import escaped, markdown
from explorer.citing.plain import plain
from explorer.describing.counting import counted
from explorer.exporting.cautions import left_out
from explorer.exporting.extract import Extract
from explorer.model.records import Kind, Quote, Topic

_DEEPEST = 6


def dossier(extract: Extract) -> bytes:
    """Write the doubts first, then each topic with its quotes, then the speakers, the events and the articles.

    Text from the archive is never markup. A quote with several topics is repeated under each.
    """
    return "".join(f"{block}\n\n" for block in _blocks(extract)).rstrip("\n").encode() + b"\n"


def _blocks(extract: Extract) -> Iterator[str]:
    yield f"# {escaped(f'Quotes found for “{extract.query}”') if extract.query else 'Quotes'}"
    counts = [(len(extract.records[kind]), kind) for kind in (Kind.QUOTE, Kind.PERSON, Kind.EVENT, Kind.ARTICLE)]
    yield ", ".join(counted(n, kind) for n, kind in counts if n) or "No quotes"
    yield from _in_doubt(extract)
    yield from _topics(extract)
    for kind in (Kind.PERSON, Kind.EVENT, Kind.ARTICLE):
        if records := extract.records[kind]:
            yield f"## {kind.plural.capitalize()}"
            yield "\n".join(f"- {escaped(plain(extract.cited(record)))}" for record in records)


def _in_doubt(extract: Extract) -> Iterator[str]:
    in_doubt = {caution: refs for caution, refs in extract.in_doubt.items() if refs}
    said = [escaped(f"{extract.unread_said}.")] if extract.unread else []
    if in_doubt:
        named = ((caution, len(refs), ", ".join(f"`{ref}`" for ref in refs)) for caution, refs in in_doubt.items())
        said.append("\n".join(f"- **{caution}** ({count:,}): {refs}" for caution, count, refs in named))
    elif extract.quotes:
        said.append("Every quote is verified, whole, first-hand and reviewed.")
    yield from ["## With care", *said] if said else []


def _topics(extract: Extract) -> Iterator[str]:
    quotes: dict[str, list[Quote]] = defaultdict(list)
    for quote in extract.quotes:
        there = [topic.id for topic in extract.snapshot.archive.topics_of(quote)]
        for id in dict.fromkeys(there or [""]):
            quotes[id].append(quote)
    below: dict[str, list[Topic]] = defaultdict(list)
    for topic in extract.topics:
        parent = extract.snapshot.archive.parent(topic)
        below[parent.id if parent else ""].append(topic)
    open_topics = [(topic, 2) for topic in reversed(below[""])]
    while open_topics:
        topic, level = open_topics.pop()
        yield f"{'#' * min(level, _DEEPEST)} {escaped(topic.label)}"
        yield from [escaped(topic.description)] if topic.description else []
        yield from (_quote(extract, quote) for quote in quotes[topic.id])
        open_topics += [(child, level + 1) for child in reversed(below[topic.id])]
    if quotes[""]:
        yield "## Without a topic"
        yield from (_quote(extract, quote) for quote in quotes[""])


def _quote(extract: Extract, quote: Quote) -> str:
    """A quote as cited, the words it omits, and whether it is included only because another one needs it."""
    said = [f"- left out {each.where}: {escaped(each.words)}" for each in left_out(extract.snapshot, quote)]
    if extract.query and quote.ref not in extract.found:
        said.append("- not found by the query: another quote refers to it")
    return "\n".join([markdown(extract.cited(quote)), *([""] if said else []), *said])
