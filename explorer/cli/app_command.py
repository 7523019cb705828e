"""`explorer [REF …]`: the terminal app."""

from __future__ import annotations

import argparse
import gc
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from explorer.cli import output
from explorer.cli.arguments import CommandParser
from explorer.cli.output import UsageError
from explorer.display import shortened

if TYPE_CHECKING:
    from explorer.desk.last_picture import Painted
    from explorer.desk.settings import Settings

# Seconds after which a reading or indexing thread yields to the one that handles keys.
_GIVING_WAY = 0.0005


def add_arguments(parser: CommandParser) -> None:
    parser.add_argument("refs", metavar="REF", nargs="*", help="quote/ID, person/ID, topic/ID, event/ID or article/ID")
    parser.add_argument("--query", metavar="TEXT", default="", help="open the app with TEXT in its search box")
    parser.add_argument("--fresh", action="store_true", help="open the app at its start, and not where it was left")
    parser.add_argument("--linear", action="store_true", help="say everything as lines of text")


def run(arguments: argparse.Namespace) -> int:
    # Start-up creates many objects and little garbage. The app enables collection when the archive is read.
    gc.disable()
    try:
        return _run(arguments)
    finally:
        gc.enable()


def _run(arguments: argparse.Namespace) -> int:
    from explorer.cli.folders import archive_folder, is_archive

    root = archive_folder(arguments.archive)
    for word in arguments.refs:
        if is_archive(Path(word)):
            raise UsageError(f"“{word}” is a folder; explorer --archive {word} opens it")
        if "/" not in word:
            raise UsageError(f"“{shortened(word)}” is no REF, which has a slash: topic/{shortened(word)}")
    # Painting the effect of a key takes up to three Textual ticks. At the default 60 ticks a second, that is most of
    # the delay.
    os.environ.setdefault("TEXTUAL_FPS", "240")
    if arguments.refs or arguments.query or arguments.fresh or arguments.linear or not _has_terminal():
        return _open(root, arguments, None)
    from explorer.desk import last_picture

    with last_picture.painted(root) as painted:
        return _open(root, arguments, painted)


def _open(root: Path, arguments: argparse.Namespace, painted: Painted | None) -> int:
    """Open the app, or linear mode if the settings say so. `painted` means that the app is already on the screen."""
    from explorer.cli.opening import record_named, ref_named
    from explorer.desk import last_picture, own_settings

    trail = [ref_named(word) for word in arguments.refs]
    own = own_settings.load(linear=arguments.linear)
    if own.linear:
        return _run_linear(root, own, trail, arguments.query)
    if not _has_terminal():
        raise UsageError(
            "the app needs a terminal for what it reads and what it writes; without one, as in a pipe, "
            "use explorer --linear, search, show or list"
        )
    from explorer.desk import sessions
    from explorer.snapshot import ArchiveError
    from explorer.store import is_current
    from explorer.ui.app import ExplorerApp

    goes_on = own.start == "last" and not arguments.fresh
    session = sessions.load(root) if goes_on else sessions.beginning(own.start)
    try:
        app = ExplorerApp(root, trail, arguments.query, session, own, painted)
    except ArchiveError as error:
        raise UsageError(str(error)) from None
    for ref in trail:
        record_named(app.snapshot.archive, ref)
    interval = sys.getswitchinterval()
    sys.setswitchinterval(_GIVING_WAY)
    app.run()
    sys.setswitchinterval(interval)
    shown = app.snapshot
    last_picture.keep(shown.root, app.picture, shown.kept, lambda: is_current(shown))
    return app.return_code or 0


def _run_linear(root: Path, settings: Settings, trail: list[str], query: str) -> int:
    """Run linear mode, which needs no terminal and no drawing code."""
    gc.enable()
    from explorer.cli.opening import record_named
    from explorer.linear.run import opened, run
    from explorer.snapshot import ArchiveError

    try:
        walk = opened(root, output.write)
    except ArchiveError as error:
        raise UsageError(str(error)) from None
    for ref in trail:
        record_named(walk.snapshot.archive, ref)
    return run(walk, settings, trail, query, output.write)


def _has_terminal() -> bool:
    """Whether there is a terminal for output and keys, or a driver that replaces one.

    Textual draws on stderr. stdout must be a terminal, too: someone who redirects it wants data, not a screen.
    """
    streams = (sys.__stdin__, sys.__stdout__, sys.__stderr__)
    return "TEXTUAL_DRIVER" in os.environ or all(stream is not None and stream.isatty() for stream in streams)
