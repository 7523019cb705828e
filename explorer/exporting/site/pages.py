"""Which files a site is made of."""

from __future__ import annotations

from collections.abc import Iterator

from explorer.exporting.extract import Extract
from explorer.exporting.site.article_page import article_files
from explorer.exporting.site.care_pages import Cautioned, care_files
from explorer.exporting.site.frame import Frame, NamedFile
from explorer.exporting.site.overviews import overview_files
from explorer.exporting.site.quote_page import quote_file
from explorer.exporting.site.record_pages import record_files
from explorer.exporting.site.rendering import asset
from explorer.exporting.site.search_files import search_files
from explorer.exporting.site.sources_page import sources_files
from explorer.exporting.site.start_page import about_file, start_file
from explorer.exporting.site.timeline_page import timeline_files
from explorer.model.records import Article, Quote, Topic
from explorer.processes import in_processes
from explorer.sources import TopicSources, sources_matrix

# The scripts of every page, in the order in which they are run.
_SCRIPTS = ("copying.js", "folding.js", "words.js", "searching.js", "search_box.js")

# So many records are given out to processes, so many at once to each: pages may wait in memory until they are written.
_GIVEN_OUT, _AT_ONCE = 4000, 50


def site_files(extract: Extract) -> Iterator[NamedFile]:
    """Every file of the site by its path: the same archive makes the same files."""
    frame = Frame(extract)
    yield "assets/site.css", asset("site.css").encode()
    yield "assets/site.js", "".join(map(asset, _SCRIPTS)).encode()
    yield "assets/icon.svg", asset("icon.svg").encode()
    cautioned = Cautioned.of(frame)
    matrix = sources_matrix(frame.archive, frame.snapshot.verifications, frame.snapshot.reports)
    yield start_file(frame, cautioned)
    yield about_file(frame, cautioned)
    yield from overview_files(frame)
    yield from timeline_files(frame)
    yield from sources_files(frame, matrix)
    yield from care_files(frame, cautioned)
    yield from search_files(frame)
    rows = {row.topic.id: row for row in matrix.topics}
    refs = [ref for ref in frame.archive.entries if frame.addresses.to(ref)]
    for start in range(0, len(refs), _GIVEN_OUT):
        part = refs[start : start + _GIVEN_OUT]
        for files in in_processes(_files_of, (frame, rows), part, extract.jobs, _AT_ONCE):
            yield from files


def _files_of(shared: tuple[Frame, dict[str, TopicSources]], ref: str) -> list[NamedFile]:
    """The pages of one record."""
    frame, rows = shared
    record = frame.archive.entries[ref].record
    match record:
        case Article():
            return list(article_files(frame, record))
        case Quote():
            return [quote_file(frame, record)]
        case Topic():
            return list(record_files(frame, record, rows.get(record.id)))
    return list(record_files(frame, record))
