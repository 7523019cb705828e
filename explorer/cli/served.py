"""The process that shows the explorer to one visitor of `explorer serve`: `python -m explorer.cli.served DIR ASKED`."""

from __future__ import annotations

import sys
from pathlib import Path

import msgspec

from explorer.cli import output
from explorer.cli.opening import record_named, ref_named
from explorer.cli.output import NotFound, UsageError
from explorer.desk import crash_report
from explorer.desk.settings import AS_THEY_COME
from explorer.serving.limits import Asked
from explorer.snapshot import ArchiveError
from explorer.ui import themes
from explorer.ui.reading_app import ReadingApp


def main(root: Path, asked: Asked) -> int:
    """Show an archive to one visitor. Returns the exit code."""
    try:
        app = _opened(root, asked)
        app.run()
    except ArchiveError as error:
        output.narrate(str(error))
        return UsageError.exit_code
    except Exception as error:  # noqa: BLE001 - whatever it is, the server is told, and nobody gets a traceback
        output.narrate("; ".join(crash_report.report(error)))
        return crash_report.CRASHED
    return app.return_code or 0


def _opened(root: Path, asked: Asked) -> ReadingApp:
    """The app at the place requested. If that does not exist, say so and open the archive anyway."""
    theme = themes.LIGHT if asked.light else themes.DARK
    settings = msgspec.structs.replace(AS_THEY_COME, theme=theme.name)
    try:
        trail = [ref_named(ref) for ref in asked.refs]
        app = ReadingApp(root, trail, asked.query, settings=settings)
        for ref in trail:
            record_named(app.snapshot.archive, ref)
    except (UsageError, NotFound) as trouble:
        app = ReadingApp(root, settings=settings)
        app.remark = f"{str(trouble)[:1].upper()}{str(trouble)[1:]}."
    return app


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), msgspec.json.decode(sys.argv[2], type=Asked)))
