"""Putting text on the system's clipboard with whatever program the system has for it, or else into a file."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import platformdirs

from explorer.display import clean
from explorer.files.writing import keep_private

# Terminals ignore longer texts, or take minutes over them.
MOST_OFFERED = 1_000_000
# Seconds. `clip.exe` is slow to start, and a program may wait for a display that is gone.
_PATIENCE = 2.0


class _Way(NamedTuple):
    """A program that reads the text from its standard input and puts it on a clipboard."""

    command: tuple[str, ...]
    encoding: str = "utf-8"
    variables: Mapping[str, str] = {}


def copy(text: str, environ: Mapping[str, str]) -> str | None:
    """Put text on the clipboard, and return the name of the program that took it; None when none did.

    This may take some seconds when a display does not answer. `tmux` means tmux's own buffer: tmux passes the text on
    to its terminal, which may or may not take it.
    """
    text = safe_to_paste(text)
    for way in _ways(environ):
        program = shutil.which(way.command[0], path=environ.get("PATH"))
        if program and _took(way, program, text, environ):
            return way.command[0]
    return None


def keep(text: str) -> Path | None:
    """Write text to a file in the user's state folder, in place of what was kept before.

    Returns the file; None when it can't be written.
    """
    path = platformdirs.user_state_path("article-explorer") / "copied.txt"
    try:
        keep_private(path, safe_to_paste(text).encode())
    except OSError:
        return None
    return path


def safe_to_paste(text: str) -> str:
    """Remove control characters, which a terminal would obey when the text is pasted. All copied text passes here."""
    return clean(text.replace("\r\n", "\n"))


def _ways(environ: Mapping[str, str]) -> Iterator[_Way]:
    """The programs that can reach the user's clipboard, the surest first.

    Over SSH, the clipboard of the far machine is not the user's; but that of a forwarded X display is.
    """
    if not (environ.get("SSH_CONNECTION") or environ.get("SSH_TTY")):
        if sys.platform == "darwin":
            # pbcopy expects its input in the locale's encoding.
            yield _Way(("pbcopy",), variables={"LC_CTYPE": "UTF-8"})
        if environ.get("WSL_DISTRO_NAME") or environ.get("WSL_INTEROP") or sys.platform == "win32":
            yield _Way(("clip.exe",), "utf-16-le")
        if environ.get("WAYLAND_DISPLAY"):
            yield _Way(("wl-copy", "--type", "text/plain"))
        yield _Way(("termux-clipboard-set",))
    if environ.get("DISPLAY"):
        yield _Way(("xclip", "-selection", "clipboard", "-in"))
        yield _Way(("xsel", "--clipboard", "--input"))
    if environ.get("TMUX"):
        yield _Way(("tmux", "load-buffer", "-w", "-"))


def _took(way: _Way, program: str, text: str, environ: Mapping[str, str]) -> bool:
    try:
        done = subprocess.run(
            [program, *way.command[1:]],
            input=text.encode(way.encoding),
            # A program that owns an X or Wayland clipboard keeps running. So it must not hold a pipe that we wait for,
            # and must not end with the terminal.
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            env={**environ, **way.variables},
            timeout=_PATIENCE,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0
