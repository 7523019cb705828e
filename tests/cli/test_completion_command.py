"""`explorer completion`: what may come next, as real shells get it, and that nothing of it is ever run."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
import warm
from archives import write_archive, write_hostile_archive
from cli.running import Explorer, environment
from terminal import Terminal
from tools import needed

from explorer.cli.arguments import COMMANDS
from explorer.cli.completing import names
from explorer.cli.completing.line import words_of
from explorer.cli.completing.offers import grammar
from explorer.display import clean

# Git takes it as the name of a branch. Were it run, the file would be there.
HOSTILE = "x;$(touch${IFS}pwned)`touch${IFS}pwned`'\"&|(b)"
# In place of the explorer: completes as it does, and prints the words of any other command instead of running it.
STAND_IN = """\
#!/bin/sh
if [ "$1" = completion ]; then exec "$HOME/explorer-itself" "$@"; fi
printf '<%s>' "$@"
echo .
"""


def offered(explorer: Explorer, line: str) -> list[str]:
    """The words that are offered at the end of a line."""
    return [each.partition("\t")[0] for each in explorer("completion", "fish", "--", line).out.splitlines()[1:]]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("explorer che", ["check"]),
        ("explorer person/ben", ["person/ben-okafor"]),
        ("explorer show eve", ["event/"]),
        ("explorer cite quote/ruiz-", ["quote/ruiz-budget", "quote/ruiz-rebuild"]),
        ("explorer cite quote/ruiz-budget person/a", ["person/ana-ruiz"]),
        ("explorer cite --format bib", ["bibtex"]),
        ("explorer export --query=topic:har", ["--query=topic:harbour"]),
        ("explorer export sql", ["sqlite"]),
        ("explorer export post", ["postgresql://"]),
        ("explorer list ev", ["events"]),
        ("explorer said ana", ["ana-ruiz"]),
        ("explorer said okafor", ["ben-okafor"]),
        ("explorer said ana-ruiz har", ["harbour"]),
        ("explorer said person/ana-ruiz topic/har", ["topic/harbour"]),
        ("explorer list quotes --he", ["--help", "--header"]),
        ("explorer list --header quotes --he", ["--help"]),
        ("explorer search --kind qu", ["quote"]),
        ("explorer search who:ana", ["who:ana-ruiz"]),
        ("explorer search by:okafor", ["by:ben-okafor"]),  # a word of the name
        ("explorer search 'rebuild topic:pier,har", ["rebuild topic:pier,harbour"]),
        ("explorer search date:2024", ["date:2024-03-05"]),
        ("explorer search is:mis", ["is:misattributed", "is:missing"]),
        ("explorer search spe", ["speech:", "speaker:"]),
        ("explorer search -- -who:ana", ["-who:ana-ruiz"]),
        ("explorer --query event:br", ["event:briefing"]),
        ("explorer sources --format ", ["csv"]),
        ("explorer show person/nobody", []),
        ("explorer --archive nowhere show person/", []),
        ("explorer no-such ", []),
    ],
)
def test_what_may_come_next_is_offered(explorer: Explorer, line: str, words: list[str]) -> None:
    assert words == offered(explorer, line)


def test_names_are_those_of_the_archive_that_the_line_names(explorer: Explorer, tmp_path: Path) -> None:
    """Also as they are after an edit."""
    yaml = "people:\n- {id: cleo-vance, name: Cleo Vance}\n- {id: '007', name: 林美}\n"
    other = write_archive(tmp_path / "an other", yaml=yaml)
    for archive in (f"--archive '{other}'", f"--archive={str(other).replace(' ', chr(92) + ' ')}"):
        assert ["person/cleo-vance"] == offered(explorer, f"explorer show {archive} person/c")
    assert ["person/007"] == offered(explorer, f"explorer show --archive '{other}' person/林")
    data = other / "data" / "archive.yaml"
    data.write_text(yaml + "- {id: cara-diaz, name: Cara Diaz}\n", encoding="utf-8")
    assert ["person/cara-diaz", "person/cleo-vance"] == offered(explorer, f"explorer show --archive '{other}' person/c")


def test_nobody_waits_for_a_large_archive(explorer: Explorer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another process reads it, once at a time; meanwhile the names are those of before."""
    monkeypatch.setattr(names, "_LARGE", 0)
    begun: list[list[str]] = []
    monkeypatch.setattr(subprocess, "Popen", lambda command, **_: begun.append(command))
    yaml = "people:\n- {id: cleo-vance, name: Cleo Vance}\n"
    root = write_archive(tmp_path / "large", yaml=yaml)
    for _ in range(2):
        assert [] == offered(explorer, f"explorer show --archive {root} person/c")
    monkeypatch.undo()
    (command,) = begun
    subprocess.run(command, env=environment(), check=True)
    monkeypatch.setattr(names, "_LARGE", 0)
    monkeypatch.setattr(subprocess, "Popen", lambda command, **_: begun.append(command))
    assert ["person/cleo-vance"] == offered(explorer, f"explorer show --archive {root} person/c")
    (root / "data" / "archive.yaml").write_text(yaml.replace("Vance", "Diaz"), encoding="utf-8")
    assert ["person/cleo-vance"] == offered(explorer, f"explorer show --archive {root} person/c")
    assert [command, command] == begun


def test_paths_are_left_to_the_needed(explorer: Explorer) -> None:
    for line in ("add ", "import ", "export json -o ", "schema > "):
        assert "files\n" == explorer("completion", "zsh", "--", f"explorer {line}").out
    for line in ("new ", "--archive ", "import archive.json "):
        assert "folders\n" == explorer("completion", "zsh", "--", f"explorer {line}").out


def test_every_option_and_command_is_offered_with_what_it_does() -> None:
    known = grammar().commands
    assert {"app", *COMMANDS} == known.keys()
    for command, taken in known.items():
        for one in taken:
            assert one.does, f"{command} {one.names or one.metavar}"


def test_a_title_that_a_terminal_would_obey_is_shown_as_text(explorer: Explorer, tmp_path: Path) -> None:
    root = write_hostile_archive(tmp_path / "hostile")
    found = 0
    for kind in ("quote", "person", "topic", "event", "article"):
        lines = explorer("completion", "zsh", "--", f"explorer show --archive {root} {kind}/").out.splitlines()
        assert [clean(line).replace(" ", "\t", 1) for line in lines] == lines
        found += len(lines) - 1
    assert found > 10


def test_a_word_of_a_line_is_what_the_shell_makes_of_it() -> None:
    line = r"""A=1 explorer 'it'\''s' a\ b "x \"y\" \z" 2>'no word' "open wo"""
    assert ["it's", "a b", r'x "y" \z', "no word", "open wo"] == [word.text for word in words_of(line)]
    assert [3] == [n for n, word in enumerate(words_of(line)) if word.is_target]


def test_a_tab_needs_none_of_what_the_commands_need(tmp_path: Path) -> None:
    """A shell waits for it: once the names are known, no record is read and no large package imported."""
    root = write_archive(tmp_path)
    script = (
        "import sys; from explorer.cli import main; "
        "main(['completion', 'fish', '--', sys.argv[1]]); "
        "print([name for name in ('numpy', 'yaml', 'textual', 'rapidfuzz') if name in sys.modules])"
    )
    words = [sys.executable, "-c", script, f"explorer search --archive {root} who:ana"]
    for _ in range(2):
        done = subprocess.run(words, env=environment(), capture_output=True, text=True, check=True)
    assert ["words", "who:ana-ruiz\tAna Ruiz · 2 quotes", "[]"] == done.stdout.splitlines()


def test_another_shell_is_wrong_usage(explorer: Explorer) -> None:
    found = explorer("completion", "fsh")
    assert (2, "") == (found.code, found.out)
    assert "did you mean “fish”?" in found.err


# In real shells


@pytest.fixture
def home(explorer: Explorer, tmp_path: Path) -> Iterator[Path]:
    """A folder with an archive in git, whose branch has a hostile name, and with the stand-in and scripts in `bin`."""
    archive = write_archive(tmp_path / "my archive")
    bin = tmp_path / "bin"
    bin.mkdir()
    stand_in = bin / "explorer"
    stand_in.write_text(STAND_IN, encoding="utf-8")
    stand_in.chmod(0o755)
    for name in ("bash", "zsh", "fish"):
        (bin / name).write_text(explorer("completion", name).out, encoding="utf-8")
    git = ["git", "-C", str(archive), "-c", "user.name=x", "-c", "user.email=x@example.org"]
    for words in (["init", "-q"], ["commit", "-q", "--allow-empty", "-m", "x"], ["branch", HOSTILE]):
        subprocess.run([*git, *words], check=True)
    with warm.program(tmp_path / "explorer-itself"):
        yield tmp_path


def environment_at(home: Path) -> dict[str, str]:
    found = environment(HOME=str(home), PATH=f"{home / 'bin'}{os.pathsep}{os.environ['PATH']}", PS1="$ ")
    return {name: value for name, value in found.items() if name not in ("BASH_ENV", "ENV", "ZDOTDIR", "INPUTRC")}


# What is typed before Tab and Enter, and the words that the command then gets.
TYPED = {
    "explorer tim": ["timeline"],
    "explorer show person/ana": ["show", "person/ana-ruiz"],
    "explorer search who:ana": ["search", "who:ana-ruiz"],
    'explorer search "pier who:ana': ["search", "pier who:ana-ruiz"],
    "explorer search 'pier topic:har": ["search", "pier topic:harbour"],
    "explorer export json --query=topic:har": ["export", "json", "--query=topic:harbour"],
    "explorer cite --format bib": ["cite", "--format", "bibtex"],
    "explorer diff x": ["diff", HOSTILE],
    'explorer diff "x': ["diff", HOSTILE],
    "explorer diff 'x": ["diff", HOSTILE],
    "explorer stats --archive my": ["stats", "--archive", "my archive"],
}


@pytest.mark.parametrize(
    ("name", "options", "setup"),
    [
        ("bash", ["--norc", "--noprofile"], "source ../bin/bash"),
        ("zsh", ["-f"], "autoload -Uz compinit && compinit -u -D && source ../bin/zsh"),
    ],
)
def test_a_tab_completes_the_word_and_its_command_gets_just_that(
    home: Path, name: str, options: list[str], setup: str
) -> None:
    """In quotation marks, too; and a name that a shell would run is quoted."""
    (home / "my archive" / "my archive").mkdir()
    program = [needed(name), *options]
    cwd = home / "my archive"
    with Terminal(command=program, cwd=cwd, env=environment_at(home), size=(200, 50)) as terminal:
        terminal.type(f"{setup} && echo rea''dy\r")
        terminal.wait_for("ready\n")
        for typed, words in TYPED.items():
            terminal.type("clear\r")
            terminal.type(f"{typed}\t\r")
            # Bash leaves the slash behind a folder, zsh takes it away.
            wanted = "".join(f"<{word}/?>" if " ar" in word else re.escape(f"<{word}>") for word in words)
            terminal.wait_for(partial(_holds, rf"^{wanted}\."))
    assert not list(home.rglob("pwned"))


def _holds(pattern: str, text: str) -> bool:
    return re.search(pattern, text, re.MULTILINE) is not None


def test_fish_offers_the_words_with_what_they_mean(home: Path) -> None:
    """It escapes what it takes over itself."""
    program = needed("fish")
    asked = "".join(f'complete -C {fish_quoted(line)}; echo "."; ' for line in TYPED)
    done = subprocess.run(
        [program, "--no-config", "-c", f"source ../bin/fish; {asked}"],
        cwd=home / "my archive",
        env=environment_at(home),
        capture_output=True,
        text=True,
        check=True,
    )
    found = [block.splitlines() for block in done.stdout.split(".\n")]
    assert ["timeline\tlist the events by date, with the dated quotes that have no event"] == found[0]
    assert ["person/ana-ruiz\tAna Ruiz · 2 quotes"] == found[1]
    assert ["who:ana-ruiz\tAna Ruiz · 2 quotes"] == found[2]
    assert ["pier who:ana-ruiz\tAna Ruiz · 2 quotes"] == found[3]
    assert [[HOSTILE]] * 3 == [[one.rstrip("\t") for one in block] for block in found[7:10]]
    assert not list(home.rglob("pwned"))


def fish_quoted(text: str) -> str:
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"


def test_bash_without_its_line_is_asked_by_its_words(home: Path) -> None:
    """As programs call the function that complete for other shells; a word may also come in one piece."""
    script = 'source ../bin/bash; COMP_WORDS=(explorer search who:ana); COMP_CWORD=2; _explorer; echo "$COMPREPLY"'
    done = subprocess.run(
        [needed("bash"), "--norc", "-c", script],
        cwd=home / "my archive",
        env=environment_at(home),
        capture_output=True,
        text=True,
        check=True,
    )
    assert "who:ana-ruiz\n" == done.stdout
