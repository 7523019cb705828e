"""Read the files that somebody names as the sources of articles."""

from __future__ import annotations

import sys
from pathlib import Path

from explorer.drafting.intake.reading import largest, read_source, too_large
from explorer.drafting.intake.source import NotTakenError, Source
from explorer.files.stamps import TooLargeError, content_of

STDIN = "-"


def source_of(given: str) -> Source:
    """What is in the file of this name, or on stdin for `-`. Raises NotTakenError."""
    if given == STDIN:
        return read_source(_stdin(), "")
    return read_source(content_of_given(given), str(Path(given).expanduser()))


def content_of_given(given: str) -> bytes:
    """The bytes of the file of this name. Raises NotTakenError."""
    try:
        path = Path(given).expanduser()
        if path.is_dir():
            raise NotTakenError("it is a folder; name the files in it")
        return content_of(path, largest(path.name))[1]
    except FileNotFoundError:
        is_address = given.startswith(("http://", "https://"))
        what = "nothing is fetched from the web; save the page as .html" if is_address else "there is no such file"
        raise NotTakenError(what) from None
    except TooLargeError:
        raise too_large(Path(given).name) from None
    except (OSError, ValueError, RuntimeError) as error:  # RuntimeError: there is no home for ~
        raise NotTakenError(f"it can’t be read: {getattr(error, 'strerror', None) or error}") from None


def _stdin() -> bytes:
    if sys.stdin is None:
        raise NotTakenError("there is nothing on stdin")
    most = largest("")
    content = sys.stdin.buffer.read(most + 1)
    if len(content) > most:
        raise too_large("")
    return content
