"""How long it takes from a key in the search box until all that it changes is on the screen, in a pseudo-terminal.

`python -m benchmarks.keystroke_screen [SIZE …]`, on archives on disk of so many quotes from `benchmarks.quotes`. A key
is pressed when the screen is still, and answered by the last of what is written before it is still again: the letter,
the results, and the preview of the first. An index in this process says which that must be; when it has not come to the
screen, the benchmark fails. The baseline is the letter alone, in an app that has nothing but a text field.
"""

from __future__ import annotations

import re
import sys
import time
from argparse import ArgumentParser
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from benchmarks.archive_files import write_archive
from benchmarks.pseudo_terminal import EXPLORER, PseudoTerminal
from benchmarks.queries import hard_queries, plain_queries, prefixes
from benchmarks.quotes import archive_of
from benchmarks.timing import p95
from explorer.display import one_line
from explorer.model.archive import Archive
from explorer.model.records import Quote, title
from explorer.search.index import SearchIndex

BARE_APP = """
from textual.app import App
from textual.widgets import Input

class BareApp(App):
    def compose(self):
        yield Input(placeholder="Nothing but a text field")

BareApp().run()
"""
# A large archive is read for a minute, and more, before it shows.
_PATIENCE = 600
_CLEAR = "\x15"
_STYLE = re.compile(rb"\x1b\[[0-9;]*m")
_COMMAND = re.compile(rb"\x1b\[[0-9;?]*[ -/]*[@-~]")
# No two quotes have so many words in a row in common, or hardly any.
_TELLING = 3


def main(argv: Sequence[str] | None = None) -> None:
    parser = ArgumentParser(description="Measure the time from a key in the search box to its results on the screen.")
    parser.add_argument("sizes", metavar="SIZE", type=int, nargs="*", default=[1_000], help="quotes in an archive")
    parser.add_argument("--queries", type=int, default=8, help="how many are typed (default: %(default)s)")
    arguments = parser.parse_args(argv)
    print(f"{'':28}  median     p95  keys")
    for size in arguments.sizes:
        archive = archive_of(size)
        half = arguments.queries // 2
        queries = plain_queries(archive, arguments.queries - half) + hard_queries(archive, half)
        texts = [query.text for query in queries]
        with TemporaryDirectory() as folder:
            ours = list(in_the_explorer(archive, Path(folder), texts))
        theirs = list(in_a_bare_app(texts))
        for name, measured in ((f"key → results of {size:,}", ours), ("key → letter, bare app", theirs)):
            print(f"{name:28}  {median(measured) * 1000:4.0f} ms  {p95(measured) * 1000:4.0f} ms {len(measured):5}")
        print(f"{'explorer / bare app':28}  {median(ours) / median(theirs):7.2f}  {p95(ours) / p95(theirs):7.2f}")


def in_the_explorer(archive: Archive, folder: Path, texts: Sequence[str]) -> Iterator[float]:
    """The seconds of each key while queries are typed in the search box, each after the one before is deleted."""
    write_archive(archive, folder)
    index = SearchIndex(archive)
    command = (*EXPLORER, "--archive", str(folder))
    with PseudoTerminal(command, {"XDG_CACHE_HOME": str(folder / "cache")}, _PATIENCE) as terminal:
        _wait_for_the_whole_index(terminal, archive)
        for text in texts:
            written = terminal.press(_CLEAR)[1]
            for prefix in prefixes(text):
                hits = index.search(prefix)
                wanted = hits[0].title if hits else ""
                seconds, more = terminal.press(prefix[-1], partial(_shows, wanted, earlier=written))
                yield seconds
                written += more
                if not _shows(wanted, written):
                    raise RuntimeError(f"“{prefix}” does not show “{hits[0].title}”")


def in_a_bare_app(texts: Sequence[str]) -> Iterator[float]:
    """The seconds of each key in an app with nothing but a text field."""
    with PseudoTerminal((sys.executable, "-c", BARE_APP)) as terminal:
        terminal.wait_for(["Nothing but"])
        for text in texts:
            yield from (terminal.press(letter)[0] for letter in text)
            terminal.press(_CLEAR)


def _wait_for_the_whole_index(terminal: PseudoTerminal, archive: Archive) -> None:
    """Search for the last quote until it is found, and then wait for what the app does when the index is whole."""
    *_, last = archive.all(Quote)
    terminal.wait_for(["search everything"])
    terminal.press("/")
    _, written = terminal.press(title(last).rstrip("."))
    # With the mark before it, which the box has not.
    beginning = f"“{' '.join(title(last).split()[:_TELLING])}"
    terminal.wait_until(lambda more: beginning in _text(written + more))
    time.sleep(2)
    terminal.press(" ")


def _shows(title: str, written: bytes, earlier: bytes = b"") -> bool:
    """Whether some words in a row of a title are among what was written to the terminal; of no title it is true."""
    text, words = _text(earlier + written), one_line(title).split()
    rows = (words[at : at + _TELLING] for at in range(max(1, len(words) - _TELLING + 1)))
    return any(" ".join(row) in text for row in rows)


def _text(written: bytes) -> str:
    """What was written, without styles, and with a line for each run of text."""
    return _COMMAND.sub(b"\n", _STYLE.sub(b"", written)).decode(errors="replace")


if __name__ == "__main__":
    main()
