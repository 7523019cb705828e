"""Text reaches the clipboard by the program that the system has for it, or nobody says that it did."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from explorer.desk import clipboard

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
    assert (tmp_path / "xclip.in").read_bytes() == b"a?b"


def test_the_last_text_that_was_kept_is_in_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Byte for byte, in UTF-8, whatever is in it."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    clipboard.keep("a longer text that was kept before, " + TEXT)

    path = clipboard.keep("a\r\n\ud800" + TEXT)
    assert path == tmp_path / "article-explorer" / "copied.txt"
    assert path.read_bytes() == b"a\r\n?" + TEXT.encode()


def _end(pid_file: Path) -> None:
    os.kill(int(pid_file.read_text()), signal.SIGTERM)
