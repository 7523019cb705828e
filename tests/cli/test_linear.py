"""`explorer --linear`: commands on stdin, text on stdout, and nothing that draws."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest
import warm
from archives import write_archive
from cli.running import Explorer, environment
from linear.listening import NOT_LINEAR

from explorer.linear.commands import COMMANDS

# Seconds after which what should end has failed to.
_LONG = 90
LINEAR = (sys.executable, "-m", "explorer", "--linear")


def lines(*typed: str) -> bytes:
    return "".join(f"{line}\n" for line in typed).encode()


def test_commands_on_stdin_are_done_one_a_line(explorer: Explorer) -> None:
    """No prompt is written, the end of the commands is the end, and that is 0."""
    code, out, err = explorer("--linear", stdin=lines("1", "2", "why", "cite"))
    assert (0, "") == (code, err)
    assert out.startswith("Article Explorer in linear mode, ")
    assert "quote 2 of 2: Ben Okafor, relayed by a city aide, anonymous, indirect, verbatim, draft: " in out
    assert out.endswith("[draft] [quote/okafor-told-in-march]\n")
    assert "topics: " not in out


def test_every_command_can_be_piped(explorer: Explorer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EDITOR", "")
    monkeypatch.setenv("PATH", "")
    code, out, err = explorer("--linear", stdin=lines(*(f"{name}\n1\n{name} 1" for name in COMMANDS if name != "quit")))
    assert (0, "") == (code, err)
    assert not NOT_LINEAR.search(out)


def test_quit_leaves_the_rest_unread(explorer: Explorer) -> None:
    said = explorer("--linear", stdin=lines("people", "quit", "timeline")).out
    assert "3. Ben Okafor" in said
    assert "Briefing" not in said


def test_it_opens_at_a_ref_or_a_query_of_any_archive(explorer: Explorer, tmp_path: Path) -> None:
    assert "\nperson: Ana Ruiz\n" in explorer("--linear", "person/ana-ruiz").out
    assert "person: Ben Okafor" in explorer("--linear", "--query", "okafor", "--archive", str(explorer.root)).out
    assert (1, "", "explorer: there is no topic/pir; did you mean “topic/pier”?\n") == explorer("--linear", "topic/pir")
    (tmp_path / "none").mkdir()
    assert 2 == explorer("--linear", "--archive", str(tmp_path / "none")).code


def test_the_environment_asks_for_it_too(explorer: Explorer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EXPLORER_LINEAR", "1")
    assert "in linear mode" in explorer().out
    for value in ("", "0"):
        monkeypatch.setenv("EXPLORER_LINEAR", value)
        assert 2 == explorer().code


def test_the_setting_asks_for_it_too(explorer: Explorer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "config.yaml"
    file.write_text("linear: true\n", encoding="utf-8")
    monkeypatch.setenv("EXPLORER_CONFIG", str(file))
    assert "in linear mode" in explorer().out
    monkeypatch.setenv("EXPLORER_LINEAR", "0")
    assert 2 == explorer().code


def test_nothing_that_draws_is_imported(tmp_path: Path) -> None:
    write_archive(tmp_path)
    code = (
        "import sys; from explorer.cli import main; main(['--linear']); print({'textual', 'rich'} & set(sys.modules))"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        env=environment(),
        input=b"/pier\n1\nopen\nsources",
        check=True,
        stdout=-1,
    )
    assert b"set()" == ran.stdout.splitlines()[-1]


def test_a_closed_pipe_is_silent(tmp_path: Path) -> None:
    with started(tmp_path) as explorer:
        assert explorer.stdin
        assert explorer.stdout
        assert explorer.stderr
        explorer.stdout.readline()
        explorer.stdout.close()
        explorer.stdin.write(lines(*["help"] * 9))
        explorer.stdin.close()
        assert (b"", 0) == (explorer.stderr.read(), explorer.wait())


@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP"])
def test_a_signal_ends_it_without_a_trace(tmp_path: Path, name: str) -> None:
    number = getattr(signal, name)
    with started(tmp_path) as explorer:
        assert explorer.stdout
        assert explorer.stderr
        while b"Harbour" not in explorer.stdout.readline():
            pass
        explorer.send_signal(number)
        assert (128 + number, b"") == (explorer.wait(_LONG), explorer.stderr.read())


def test_ctrl_c_in_a_pipe_is_130(tmp_path: Path) -> None:
    with started(tmp_path) as explorer:
        assert explorer.stdout
        assert explorer.stderr
        while b"Harbour" not in explorer.stdout.readline():
            pass
        explorer.send_signal(signal.SIGINT)
        assert (130, b"explorer: interrupted\n") == (explorer.wait(_LONG), explorer.stderr.read())


def started(folder: Path) -> subprocess.Popen[bytes]:
    """Linear mode as a process that waits for commands."""
    return warm.Popen(LINEAR, cwd=write_archive(folder), env=environment(), stdin=-1, stdout=-1, stderr=-1)
