"""stdout and stderr: closed, full, of another encoding; and what hostile text may not do to them."""

from __future__ import annotations

import io
import json
import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest
import warm
from archives import write_archive, write_hostile_archive
from cli.running import Explorer, Result, environment, process

from explorer.cli import check_command, output
from explorer.display import clean
from explorer.model.records import Kind
from explorer.snapshot import read_snapshot


def test_ctrl_c_is_130_and_said(explorer: Explorer, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(check_command, "open_archive", interrupt)
    assert Result(130, "", "explorer: interrupted\n") == explorer("check")


def test_python_m_explorer_is_the_same_command(tmp_path: Path) -> None:
    found = process(["check"], write_archive(tmp_path))
    assert (0, b"") == (found.returncode, found.stdout)
    assert found.stderr.endswith(b"no problems\n")


@pytest.mark.parametrize("words", [["list", "quotes"], ["show", "person/ana-ruiz", "--json"], ["--help"], ["schema"]])
def test_a_closed_pipe_ends_quietly(tmp_path: Path, words: list[str]) -> None:
    reads, writes = os.pipe()
    os.close(reads)
    command = [sys.executable, "-m", "explorer", *words]
    found = warm.run(
        command, cwd=write_archive(tmp_path), env=environment(), stdout=writes, stderr=subprocess.PIPE, check=False
    )
    os.close(writes)
    assert (0, b"") == (found.returncode, found.stderr)


def test_a_search_of_endless_queries_ends_with_its_reader(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "explorer", "search", "--stdin", "--json"]
    with warm.Popen(
        command, cwd=write_archive(tmp_path), env=environment(), stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as searching:
        assert searching.stdin is not None
        assert searching.stdout is not None
        searching.stdin.write(b"pier\n")
        searching.stdin.flush()
        searching.stdout.readline()
        searching.stdout.close()
        searching.stdin.write(b"pier\n")
        searching.stdin.flush()
        # The queries go on: stdin is still open.
        assert 0 == searching.wait(timeout=60)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_full_disk_is_said_without_a_trace(tmp_path: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        command = [sys.executable, "-m", "explorer", "list", "quotes"]
        found = warm.run(
            command, cwd=write_archive(tmp_path), env=environment(), stdout=full, stderr=subprocess.PIPE, check=False
        )
    assert (1, b"explorer: the output can't be written: No space left on device\n") == (found.returncode, found.stderr)


@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_a_disk_that_takes_only_a_part_is_said(tmp_path: Path, unbuffered: str) -> None:
    """Also where Python itself takes no notice of it."""
    with (tmp_path / "out").open("wb") as file:
        done = subprocess.run(
            [sys.executable, "-m", "explorer", "schema"],
            env=environment() | {"PYTHONUNBUFFERED": unbuffered},
            stdout=file,
            stderr=subprocess.PIPE,
            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (1000, resource.RLIM_INFINITY)),
            check=False,
        )
    assert (1, b"explorer: the output can't be written: File too large\n") == (done.returncode, done.stderr)


def test_an_encoding_that_lacks_a_character_stops_nothing(explorer: Explorer, tmp_path: Path) -> None:
    root = write_hostile_archive(tmp_path)
    assert 0 == process(["list", "quotes"], root, PYTHONIOENCODING="ascii", PYTHONUTF8="0").returncode
    found = process(["list", "quotes", "--json"], root, PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    expected = explorer("list", "quotes", "--json", "--archive", str(root)).json
    assert expected == json.loads(found.stdout.decode("ascii"))


def test_what_is_not_needed_is_not_imported(tmp_path: Path) -> None:
    """So that every command answers at once. Here nothing of the archive was read before."""
    heavy = ["textual", "rich", "rapidfuzz", "watchfiles", "yaml", "msgspec", "explorer.snapshot"]
    code = f"""
import sys
from explorer.cli import main
for words in (["--version"], ["--help"], ["check"], ["list", "quotes"]):
    main(words)
    print("imported:", *(name for name in {heavy} if name in sys.modules))
"""
    environ = environment(XDG_CACHE_HOME=str(tmp_path))
    found = subprocess.run([sys.executable, "-c", code], env=environ, capture_output=True, text=True, check=True)
    told = [line.split()[1:] for line in found.stdout.splitlines() if line.startswith("imported:")]
    records = ["yaml", "msgspec", "explorer.snapshot"]
    assert [[], [], records, records] == told


@pytest.mark.usefixtures("read_once")
@pytest.mark.parametrize("terminal", [True, False])
def test_hostile_text_never_reaches_the_terminal(
    explorer: Explorer, monkeypatch: pytest.MonkeyPatch, terminal: bool
) -> None:
    monkeypatch.setattr(output, "is_terminal", lambda: terminal)
    root = write_hostile_archive(explorer.root.parent / "hostile")
    (root / "data" / "broken\x1b[31m\u202e.yaml").write_text('topics: [{id: "\\e[2J", label: x}]', encoding="utf-8")
    monkeypatch.chdir(root)
    commands = [["check"], ["check", "--json"], ["search", "abc"], ["search", "abc", "--json"]]
    for kind in Kind:
        commands += [["list", kind], ["list", kind, "--json"]]
    for ref in read_snapshot(root).archive.entries:
        if not ref.startswith("topic/topic-"):
            commands += [["show", ref], ["show", ref, "--json"]]
    commands += [["show", "person/\x1b[2J"], ["\x1b[2J"], ["search", "\x1b]52;c;x\x07\u202e"], ["check", "--\u202e"]]
    for words in commands:
        _, out, err = explorer(*words)
        assert clean(out.replace("\t", " ")) == out.replace("\t", " ")
        assert clean(err) == err


def test_json_keeps_hostile_text_as_it_is(explorer: Explorer, monkeypatch: pytest.MonkeyPatch) -> None:
    root = write_hostile_archive(explorer.root.parent / "hostile")
    monkeypatch.chdir(root)
    snapshot = read_snapshot(root)
    found = {record["id"]: record["text"] for record in explorer("list", "quotes", "--json").json}
    expected = {id: getattr(quote, "text", "") for id, quote in snapshot.archive.of_kind(Kind.QUOTE).items()}
    assert expected == found


def test_arguments_that_are_not_utf_8_are_no_trouble(tmp_path: Path) -> None:
    command = [sys.executable.encode(), b"-m", b"explorer", b"show", b"person/\xff\xfe"]
    env = environment(PYTHONUTF8="1")
    found = subprocess.run(command, cwd=write_archive(tmp_path), env=env, capture_output=True, check=False)
    assert (1, b"") == (found.returncode, found.stdout)
    assert found.stderr.decode().startswith("explorer: there is no person/")


class Terminal(io.StringIO):
    """A stream that is a terminal."""

    def isatty(self) -> bool:
        return True


def test_long_work_is_told_on_a_terminal_and_leaves_nothing_there(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setattr(output, "_UNNOTICED", 0)
    monkeypatch.setattr(output, "_OFTEN", 0)
    with output.progress() as tell:
        tell("1 of 2 files")
        tell("2 of 2 files")
    assert terminal.getvalue() == "\r\x1b[K1 of 2 files\r\x1b[K2 of 2 files\r\x1b[K"


def test_what_is_said_meanwhile_takes_the_place_of_how_far_work_is(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is told again on the line below."""
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setattr(output, "_UNNOTICED", 0)
    monkeypatch.setattr(output, "_OFTEN", 0)
    with output.progress() as tell:
        tell("1 of 2 files")
        output.narrate("two.txt: there is no such file")
        tell("2 of 2 files")
    said = "\r\x1b[K1 of 2 files\r\x1b[Ktwo.txt: there is no such file\n\r\x1b[K2 of 2 files\r\x1b[K"
    assert said == terminal.getvalue()


@pytest.mark.parametrize(("stream", "unnoticed"), [(io.StringIO(), 0), (Terminal(), 3600)])
def test_work_that_is_short_or_that_nobody_watches_is_not_told(
    stream: io.StringIO, unnoticed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stderr", stream)
    monkeypatch.setattr(output, "_UNNOTICED", unnoticed)
    with output.progress() as tell:
        tell("1 of 2 files")
    assert not stream.getvalue()
