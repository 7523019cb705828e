"""What a person gets who installs the explorer instead of checking it out."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import sysconfig
import tarfile
import venv
from pathlib import Path
from zipfile import ZipFile

import pytest

import explorer

ROOT = Path(__file__).parents[1]

# Nothing that leads Python to this checkout.
ENVIRONMENT = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")} | {"PYTHONUTF8": "1"}

# One worker builds and installs for all of these tests.
pytestmark = pytest.mark.xdist_group("wheel")


def run(*command: str | Path, cwd: Path | None = None) -> str:
    """What a command prints, which must end with 0."""
    done = subprocess.run(command, cwd=cwd, env=ENVIRONMENT, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, f"{done.stdout}\n{done.stderr}"
    return done.stdout


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the sdist, and with the wheel that was built from it: those of a release, if one is made."""
    if "EXPLORER_DIST" in os.environ:
        return Path(os.environ["EXPLORER_DIST"])
    folder = tmp_path_factory.mktemp("built")
    run(sys.executable, "-m", "build", "--no-isolation", "--outdir", folder, ROOT)
    return folder


@pytest.fixture(scope="session")
def sdist(built: Path) -> Path:
    (found,) = built.glob("*.tar.gz")
    return found


@pytest.fixture(scope="session")
def wheel(built: Path) -> Path:
    (found,) = built.glob("*.whl")
    return found


@pytest.fixture(scope="session")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the commands of an environment that holds the wheel.

    What the wheel depends on comes from the environment of the tests. A folder named in a .pth file joins the path,
    but its own .pth files are not read, so the editable install of this checkout stays out of sight.
    """
    home = tmp_path_factory.mktemp("installed")
    venv.create(home, symlinks=os.name != "nt")
    paths = sysconfig.get_paths("venv", {"base": str(home), "platbase": str(home)})
    pip = (sys.executable, "-m", "pip", "--python", home, "install", "--quiet")
    run(*pip, "--no-compile", "--no-index", "--no-deps", wheel)
    Path(paths["purelib"], "dependencies.pth").write_text(sysconfig.get_path("purelib"), encoding="utf-8")
    return Path(paths["scripts"])


def files_below(folder: str) -> dict[str, bytes]:
    """The files below a folder of the source tree, by their paths in it."""
    return {path.relative_to(ROOT).as_posix(): path.read_bytes() for path in (ROOT / folder).rglob("*.*")}


def test_the_sdist_holds_what_the_explorer_its_archive_and_its_tests_need(sdist: Path) -> None:
    """Whoever packages the explorer can build it and run its tests from the sdist alone."""
    with tarfile.open(sdist) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    needed = {path.relative_to(ROOT).as_posix() for path in (ROOT / "tests").rglob("*.py")}
    needed |= files_below("data").keys() | files_below("seeds").keys()
    needed |= {"pyproject.toml", "constraints.txt", "Makefile", "LICENSE", "README.md", "explorer/cli/__init__.py"}
    assert set() == needed - names


def test_the_sdist_holds_nothing_that_a_tool_left_behind(sdist: Path) -> None:
    with tarfile.open(sdist) as archive:
        parts = {part for name in archive.getnames() for part in Path(name).parts[1:]}
    hidden = {part for part in parts if part.startswith(".")}
    assert {".ci", ".gitignore"} >= hidden
    assert "__pycache__" not in parts


def test_the_wheel_ships_the_archive_byte_for_byte(wheel: Path) -> None:
    """The article's bytes are what its sha256 stands for; a converted line end would break that."""
    archive = files_below("data") | files_below("seeds")
    with ZipFile(wheel) as files:
        shipped = {
            name.removeprefix("explorer/shipped/"): files.read(name)
            for name in files.namelist()
            if name.startswith("explorer/shipped/")
        }
    assert digests(archive) == digests(shipped)


def test_the_wheel_ships_the_package_and_nothing_beside_it(wheel: Path) -> None:
    """Style sheets, word lists and the mark of a typed package are in it; tests and data are not at its top."""
    with ZipFile(wheel) as files:
        names = set(files.namelist())
    sources = {path.relative_to(ROOT).as_posix() for path in (ROOT / "explorer").rglob("*.*")}
    assert set() == {name for name in sources if name.endswith((".py", ".tcss", ".typed", ".txt", ".yaml"))} - names
    assert set() == {name for name in sources if "/scripts/" in name} - names
    beside = {f"article_explorer-{explorer.__version__}.{kind}" for kind in ("dist-info", "data")}
    assert {"explorer", *beside} == {name.split("/")[0] for name in names}


def test_the_installed_explorer_brings_its_manual_page(installed: Path) -> None:
    """Below the environment, where man looks beside the folder of the commands."""
    page = installed.parent / "share" / "man" / "man1" / "explorer.1"
    assert (ROOT / "man" / "explorer.1").read_bytes() == page.read_bytes()


def test_the_same_tree_is_the_same_wheel(wheel: Path, tmp_path: Path) -> None:
    """Byte for byte, built from the tree or from the sdist, which so lacks nothing and has no hour of its own."""
    run(sys.executable, "-m", "build", "--no-isolation", "--wheel", "--outdir", tmp_path, ROOT)
    assert digests({wheel.name: wheel.read_bytes()}) == digests({wheel.name: (tmp_path / wheel.name).read_bytes()})


def test_the_installed_explorer_is_the_one_in_its_own_environment(installed: Path, tmp_path: Path) -> None:
    """Without this, the other tests could pass on the checkout."""
    home = run(installed / "python", "-c", "import explorer; print(explorer.__file__)", cwd=tmp_path)
    assert Path(home.strip()).is_relative_to(installed.parent)


def test_the_installed_explorer_lists_quotes_verified_against_the_article_that_it_ships(
    installed: Path, tmp_path: Path
) -> None:
    quotes = json.loads(run(installed / "explorer", "list", "quote", "--json", cwd=tmp_path))
    assert quotes
    assert {"verbatim"} == {quote["verification"]["status"] for quote in quotes}


def test_a_program_beside_the_installed_explorer_reads_an_archive_and_sees_the_types(
    installed: Path, tmp_path: Path
) -> None:
    program = """
import explorer

snapshot = explorer.read_archive({folder!r})
print(len(list(snapshot.archive.all(explorer.Quote))) > 0, snapshot.archive.problems)
"""
    shipped = run(installed / "python", "-c", "from explorer.snapshot import *; print(shipped_archive())", cwd=tmp_path)
    file = tmp_path / "program.py"
    file.write_text(program.format(folder=shipped.strip()), encoding="utf-8")
    assert "True []\n" == run(installed / "python", file, cwd=tmp_path)
    # That they are there. Which they are is the same in the checkout, whose tests say so; to read all takes seconds.
    mypy = (sys.executable, "-m", "mypy", "--strict", "--follow-imports", "skip", "--cache-dir", os.devnull)
    assert "Success" in run(*mypy, "--python-executable", installed / "python", file, cwd=tmp_path)


def digests(files: dict[str, bytes]) -> dict[str, str]:
    """Short enough to compare by eye when they differ."""
    return {name: hashlib.sha256(content).hexdigest() for name, content in files.items()}
