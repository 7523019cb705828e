"""Text reaches the clipboard by the program that the system has for it, or nobody says that it did."""

from __future__ import annotations

import errno
import os
import signal
import sys
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.desk import clipboard
from explorer.display import clean

Install = Callable[..., None]

TEXT = "“not on my watch” — Ana Ruiz\n\U0001f4f0"


@pytest.fixture(autouse=True)
def patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """A program that only starts late, on a busy machine, is waited for."""
    monkeypatch.setattr(clipboard, "_PATIENCE", 60)


@pytest.fixture
def install(tmp_path: Path) -> Install:
    """Puts a program on the PATH that writes its input to `<name>.in` and its arguments to `<name>.args`."""

    def install(name: str, then: str = "") -> None:
        program = tmp_path / name
        program.write_text(
            f'#!/bin/sh\n/bin/cat > "{program}.in"\nfor word; do echo "$word"; done > "{program}.args"\n{then}\n'
        )
        program.chmod(0o755)

    return install


@pytest.mark.parametrize(
    ("program", "environ", "args"),
    [
        ("wl-copy", {"WAYLAND_DISPLAY": "wayland-0"}, ["--type", "text/plain"]),
        ("xclip", {"DISPLAY": ":0"}, ["-selection", "clipboard", "-in"]),
        ("xsel", {"DISPLAY": ":0"}, ["--clipboard", "--input"]),
        ("tmux", {"TMUX": "/tmp/tmux-0/default,1,0"}, ["load-buffer", "-w", "-"]),
        ("termux-clipboard-set", {}, []),
    ],
)
def test_the_text_goes_in_whole(
    install: Install, tmp_path: Path, program: str, environ: dict[str, str], args: list[str]
) -> None:
    """The program that took it is named, and had the text on its standard input."""
    install(program)

    assert clipboard.copy(TEXT, {**environ, "PATH": str(tmp_path)}) == program
    assert (tmp_path / f"{program}.in").read_bytes() == TEXT.encode()
    assert (tmp_path / f"{program}.args").read_text().splitlines() == args


def test_windows_is_given_its_own_encoding(install: Install, tmp_path: Path) -> None:
    """`clip.exe` reads UTF-16."""
    install("clip.exe")

    assert clipboard.copy(TEXT, {"WSL_DISTRO_NAME": "Debian", "PATH": str(tmp_path)}) == "clip.exe"
    assert (tmp_path / "clip.exe.in").read_bytes() == TEXT.encode("utf-16-le")


def test_macos_is_told_the_encoding(install: Install, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`pbcopy` goes by the locale, which may not be UTF-8."""
    monkeypatch.setattr(sys, "platform", "darwin")
    install("pbcopy", 'echo "$LC_CTYPE" > "$0.locale"')

    assert clipboard.copy(TEXT, {"PATH": str(tmp_path), "LC_CTYPE": "C"}) == "pbcopy"
    assert (tmp_path / "pbcopy.in").read_bytes() == TEXT.encode()
    assert (tmp_path / "pbcopy.locale").read_text() == "UTF-8\n"


def test_the_next_program_is_tried_when_one_fails(install: Install, tmp_path: Path) -> None:
    """A display that refuses, a program that can't be run."""
    install("wl-copy", "exit 1")
    (tmp_path / "xclip").write_bytes(b"\x7fELF not a program")
    (tmp_path / "xclip").chmod(0o755)
    install("xsel")
    environ = {"WAYLAND_DISPLAY": "wayland-0", "DISPLAY": ":0", "PATH": str(tmp_path)}

    assert clipboard.copy(TEXT, environ) == "xsel"


def test_nothing_is_claimed_when_nothing_worked(install: Install, tmp_path: Path) -> None:
    """No program, no display for the program, or a program that fails."""
    assert clipboard.copy(TEXT, {"DISPLAY": ":0", "PATH": str(tmp_path)}) is None
    install("xclip", "exit 1")
    assert clipboard.copy(TEXT, {"PATH": str(tmp_path)}) is None
    assert clipboard.copy(TEXT, {"DISPLAY": ":0", "PATH": str(tmp_path)}) is None


def test_a_program_that_stays_behind_is_not_waited_for(install: Install, tmp_path: Path) -> None:
    """xclip keeps the clipboard from the background, with its output open: this would never end."""
    install("xclip", '/bin/sleep 1000 & echo $! > "$0.pid"')
    try:
        assert clipboard.copy(TEXT, {"DISPLAY": ":0", "PATH": str(tmp_path)}) == "xclip"
    finally:
        _end(tmp_path / "xclip.pid")


def test_a_program_that_hangs_is_given_up(install: Install, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A display that does not answer."""
    monkeypatch.setattr(clipboard, "_PATIENCE", 0.2)
    install("xclip", "exec /bin/sleep 1000")

    assert clipboard.copy(TEXT, {"DISPLAY": ":0", "PATH": str(tmp_path)}) is None


def test_over_ssh_the_far_clipboard_is_left_alone(install: Install, tmp_path: Path) -> None:
    """It is not the reader's; a forwarded display and tmux lead to the reader."""
    for program in ("wl-copy", "termux-clipboard-set", "tmux"):
        install(program)
    environ = {"SSH_CONNECTION": "a 1 b 2", "WAYLAND_DISPLAY": "wayland-0", "PATH": str(tmp_path)}

    assert clipboard.copy(TEXT, environ) is None
    assert clipboard.copy(TEXT, {**environ, "TMUX": "x"}) == "tmux"
    install("xclip")
    assert clipboard.copy(TEXT, {**environ, "TMUX": "x", "DISPLAY": "localhost:10.0"}) == "xclip"


def test_text_without_an_encoding_does_no_harm(install: Install, tmp_path: Path) -> None:
    """Half of a surrogate pair, as a broken file may have it."""
    install("xclip")

    assert clipboard.copy("a\ud800b", {"DISPLAY": ":0", "PATH": str(tmp_path)}) == "xclip"
    assert (tmp_path / "xclip.in").read_bytes() == "a\ufffdb".encode()


def test_the_last_text_that_was_kept_is_in_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In UTF-8, whatever is in it."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    clipboard.keep("a longer text that was kept before, " + TEXT)

    path = clipboard.keep("a\r\n\ud800" + TEXT)
    assert path == tmp_path / "article-explorer" / "copied.txt"
    assert path.read_bytes() == f"a\n\ufffd{TEXT}".encode()


HOSTILE = "a\x1b]52;c;cm0gLXJm\x07b \x1b[31mred\x9b2J \u202eevil\u202c \u200bx\x7f\rhidden\ttab"


def test_nothing_that_is_copied_or_kept_can_command_the_terminal_it_is_pasted_into(
    install: Install, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Escape sequences, control characters and overrides of direction have stand-ins, as they have on screen."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    install("xclip")
    clipboard.copy(HOSTILE, {"DISPLAY": ":0", "PATH": str(tmp_path)})
    kept = clipboard.keep(HOSTILE)

    assert kept is not None
    assert clean(HOSTILE) == (tmp_path / "xclip.in").read_text(encoding="utf-8") == kept.read_text(encoding="utf-8")


@given(st.text())
def test_no_text_is_pasted_with_what_a_terminal_would_obey(text: str) -> None:
    assert not [c for c in clipboard.safe_to_paste(text) if c != "\n" and unicodedata.category(c) in ("Cc", "Cs")]


@given(st.text("abc “”‘’«»—…\u00a0\u202f\n和平é👩"))
def test_ordinary_text_is_copied_letter_by_letter(text: str) -> None:
    """Curly quotation marks and no-break spaces belong to the words."""
    assert text == clipboard.safe_to_paste(text)


def test_a_copied_line_ends_with_a_line_feed() -> None:
    assert "one\ntwo" == clipboard.safe_to_paste("one\r\ntwo")


def test_what_was_kept_before_stays_where_nothing_can_be_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As on a full disk."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    path = clipboard.keep("before")
    monkeypatch.setattr(os, "fsync", full_disk)

    assert clipboard.keep("after") is None
    assert path is not None
    assert "before" == path.read_text(encoding="utf-8")


def full_disk(_: int) -> NoReturn:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def _end(pid_file: Path) -> None:
    os.kill(int(pid_file.read_text()), signal.SIGTERM)
