"""Each command line in the documentation is one that the explorer takes, and does what the page shows it for."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from archives import PIER
from cli.running import Explorer

from explorer.cli.arguments import APP, split_command
from explorer.cli.completing.offers import parser_of
from explorer.cli.output import UsageError
from explorer.snapshot import shipped_archive

ROOT = Path(__file__).parents[2]
PAGES = ["README.md", "CONTRIBUTING.md", *(f"docs/{path.name}" for path in sorted((ROOT / "docs").glob("*.md")))]
PAGES.remove("docs/recipes.md")  # a test of its own runs it
# These need a terminal, an editor or a browser at the other end. Pages that tests of their own run are parsed alone.
WAITING = {APP, "lsp", "serve"}
RUN_ELSEWHERE = {"docs/curating.md", "docs/first-archive.md", "docs/completion.md", "docs/machines.md"}
# Where they are run in an archive of one's own, and not in a folder that has none.
IN_AN_ARCHIVE = {"docs/adding.md", "docs/diff.md", "docs/drafts.md", "docs/topics.md"}


def command_lines(page: str) -> list[str]:
    """The lines that begin with the explorer, set in or between fences, and those that pipe into it."""
    text = (ROOT / page).read_text(encoding="utf-8")
    blocks = re.findall(r"^```(?:sh|console|text|)\n(.*?)^```$", text, re.DOTALL | re.MULTILINE)
    set_in = re.findall(r"^ {4}(.*)$", re.sub(r"^```.*?^```$", "", text, flags=re.DOTALL | re.MULTILINE), re.MULTILINE)
    lines = [line.removeprefix("$ ") for block in blocks for line in block.splitlines()] + set_in
    return [line for line in lines if re.match(r"(\S.*\| )?explorer( |$)", line) and "⇥" not in line]


def commands_of(line: str) -> Iterator[list[str]]:
    """The words of each command of the explorer in a line of a shell, with > and a file's name among them."""
    lexer = shlex.shlex(line, posix=True, punctuation_chars="|;&<>()")
    lexer.commenters = "#"
    lexer.whitespace_split = True
    words: list[str] = []
    for word in [*lexer, ";"]:
        if word in ("|", ";", "&&", "(", ")"):
            if words[:1] == ["explorer"]:
                yield words[1:]
            words = []
        else:
            words.append(word)


def without_target(words: list[str]) -> tuple[list[str], str | None]:
    """The words of a command, and the file that its output goes into."""
    return (words[: words.index(">")], words[words.index(">") + 1]) if ">" in words else (words, None)


COMMANDS = [(page, line, words) for page in PAGES for line in command_lines(page) for words in commands_of(line)]


def test_the_documentation_has_commands() -> None:
    assert len(COMMANDS) > 50
    assert {"README.md", "docs/adding.md", "docs/exporting.md"} <= {page for page, _, _ in COMMANDS}


def test_every_command_line_is_one_that_the_explorer_takes() -> None:
    """With a number for each variable of the shell."""
    for page, line, words in COMMANDS:
        command, rest = split_command(without_target(words)[0])
        try:
            parser_of(command).parse([re.sub(r"\$[A-Z_]+", "1", word) for word in rest])
        except UsageError as error:
            pytest.fail(f"{page}: {line}: {error}")


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the files that pages name, in which a command is typed."""
    monkeypatch.setenv("HOME", str(tmp_path))
    (tmp_path / ".config" / "article-explorer").mkdir(parents=True)
    folder = tmp_path / "desk"
    folder.mkdir()
    page = "".join(f"<p>{part}</p>" for part in PIER.split("\n\n")[1:])
    html = f"<html><head><title>Pier</title></head><body><article><h1>Pier</h1>{page}</article></body></html>"
    (folder / "report.html").write_text(html, encoding="utf-8")
    for name in ("report.txt", "interview.txt"):
        (folder / name).write_text(PIER.replace("Pier to be", f"{name} to be"), encoding="utf-8")
    return folder


def in_git(folder: Path) -> None:
    """The shipped archive, with the revisions that pages name."""
    for name in ("data", "seeds"):
        shutil.copytree(shipped_archive() / name, folder / name)
    git = ["git", "-C", str(folder), "-c", "user.name=x", "-c", "user.email=x@example.org"]
    for words in (["init", "-q"], ["add", "data"], ["commit", "-q", "-m", "x"], ["tag", "v1.2"], ["tag", "v1.3"]):
        subprocess.run([*git, *words], check=True)


@pytest.mark.parametrize("page", sorted({page for page, _, _ in COMMANDS} - RUN_ELSEWHERE))
@pytest.mark.usefixtures("read_once")
def test_a_page_s_commands_end_well_one_after_the_other(
    desk: Path, explorer: Explorer, page: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of those that need no terminal. What a later line reads, an earlier one has written."""
    monkeypatch.chdir(desk)
    if page in IN_AN_ARCHIVE:
        in_git(desk)
    for of, line, words in COMMANDS:
        words, target = without_target(words)
        command = split_command(words)[0]
        # A database needs a server: the tests with PostgreSQL export into one.
        to_database = any(word.startswith("postgresql://") for word in words)
        if of != page or command in WAITING or to_database or (command == "diff" and page not in IN_AN_ARCHIVE):
            continue
        file = Path(target).expanduser() if target else None
        stdin = PIER.replace("Pier", "Jetty").encode() if "-" in words else b"taiwan\n"
        done = explorer(*words, stdin=stdin)
        assert done.code == 0, f"{page}: {line}\n{done.err}"
        if file:
            file.write_text(done.out, encoding="utf-8")
