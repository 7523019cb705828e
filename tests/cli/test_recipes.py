"""The recipes in docs/recipes.md, each run by a shell as it is written, in an archive that is in git."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import warm
from cli.running import environment
from tools import needed

from explorer.snapshot import shipped_archive

PAGE = Path(__file__).parents[2] / "docs" / "recipes.md"
RECIPES = re.findall(r"^```sh\n(.*?)^```$", PAGE.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)
# What must stand in what a recipe prints, for some of them; and the files that the others write.
PRINTS = {
    "--preview": "opened quote/",
    "topic=": "quote/",
    "--multi": "— ",
    "@csv": '"quote/official-',
    "group_by(.speaker)": "joe-biden\t10",
    "select(.relayed or": "quote/xi-",
    "timeline": "2023-11-15\t",
    "printf '%s\\n' 'who": "fentanil\t",
    "sqlite3": "Joe Biden|",
    "duckdb": "indirect",
    "- \\(.ref)": "- quote/biden-progress-headline: changed, speaker",
}
WRITES = {"disputed.tsv": 4, ".git/hooks/pre-commit": 2}

# Programs that need a terminal, and those that come as modules of Python. fzf takes what a person would type as
# --filter; it then shows no preview, so the shell is asked for that of the first line, as fzf does.
STAND_INS = {
    "explorer": """\
case "$1" in
*/*) echo "opened $1" ;;
*) exec "$0-itself" "$@" ;;
esac
""",
    "fzf": """\
found=$(command -p fzf "$@" --filter Taiwan) || exit
while [ $# -gt 0 ]; do
    if [ "$1" = --preview ]; then
        set -- "$1" "$(echo "$2" | sed "s|{1}|'$(echo "$found" | head -n 1 | cut -f 1)'|")"
        sh -ec "$2" > preview
    fi
    shift
done
echo "$found" | head -n 2
""",
    "duckdb": f"""\
exec "{sys.executable}" -c 'import sys, duckdb; print(*duckdb.sql(sys.argv[2]).fetchall(), sep="\\n")' "$@"
""",
}


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The shipped archive in a repository, in which the last commit changed what it means."""
    folder = tmp_path_factory.mktemp("recipes")
    for name in ("data", "seeds"):
        shutil.copytree(shipped_archive() / name, folder / name)
    for name, script in STAND_INS.items():
        path = folder / "bin" / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"#!/bin/sh\n{script}", encoding="utf-8")
        path.chmod(0o755)
    git = ["git", "-C", str(folder), "-c", "user.name=x", "-c", "user.email=x@example.org"]
    file = folder / "data" / "articles" / "biden-xi-woodside.yaml"
    subprocess.run([*git, "init", "-q"], check=True)
    for speaker in ("joe-biden", "john-kirby"):
        text = file.read_text(encoding="utf-8")
        file.write_text(text.replace("speaker: joe-biden", f"speaker: {speaker}", 1), encoding="utf-8")
        subprocess.run([*git, "add", "data"], check=True)
        subprocess.run([*git, "commit", "-q", "-m", speaker], check=True)
    with warm.program(folder / "bin" / "explorer-itself"):
        yield folder


@pytest.mark.parametrize("recipe", RECIPES)
def test_the_recipe_does_what_is_said(archive: Path, recipe: str) -> None:
    for program in ("fzf", "jq", "sqlite3"):
        if re.search(rf"\b{program}\b", recipe):
            needed(program)
    path = f"{archive / 'bin'}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        ["bash", "-eu", "-c", recipe],
        cwd=archive,
        env=environment(PATH=path),
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    written = [name for name in WRITES if name in recipe]
    for name in written:
        assert WRITES[name] == len((archive / name).read_text(encoding="utf-8").splitlines())
    prints = [words for sign, words in PRINTS.items() if sign in recipe]
    assert all(words in done.stdout for words in prints), done.stdout
    assert written or prints or "jq" in recipe


def test_the_hook_keeps_an_error_out(archive: Path) -> None:
    """As git runs it."""
    path = f"{archive / 'bin'}{os.pathsep}{os.environ['PATH']}"
    script = next(recipe for recipe in RECIPES if "pre-commit" in recipe)
    commit = "git -c user.name=x -c user.email=x@example.org commit -q -a -m broken"
    edit = "sed -i 's/speaker: joe-biden/speaker: nobody/' data/articles/*.yaml"
    done = subprocess.run(
        ["bash", "-c", f"{script}\n{edit}\n{commit}; echo it ended with $?; git checkout -q data; rm .git/hooks/*"],
        cwd=archive,
        env=environment(PATH=path),
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert "there is no person “nobody”" in done.stdout + done.stderr
    assert "it ended with 1\n" in done.stdout
