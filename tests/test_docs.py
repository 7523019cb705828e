"""The documentation says what the code does: every key, field, command, option and code is in it."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path
from types import ModuleType

import pytest

from explorer.checking.verification import Status
from explorer.citing import FORMATS
from explorer.desk.settings import NAMES, STARTS
from explorer.linear.commands import COMMANDS
from explorer.model.records import RECORD_TYPES, Kind
from explorer.sources import COUNTS
from explorer.ui.widgets.record_pane import TITLES

ROOT = Path(__file__).parents[1]


def page(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def module_in_docs(name: str) -> ModuleType:
    """One of the modules in `docs/`, which write parts of the documentation."""
    spec = importlib.util.spec_from_file_location(name, ROOT / "docs" / f"{name}.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def tables() -> ModuleType:
    return module_in_docs("tables")


def test_the_manual_page_is_that_of_the_commands() -> None:
    """`python docs/manual.py` would change nothing."""
    assert page("man/explorer.1") == module_in_docs("manual").manual(), "python docs/manual.py writes it anew"


@pytest.mark.parametrize("n", range(4))
def test_the_tables_are_those_of_the_code(tables: ModuleType, n: int) -> None:
    """`python docs/tables.py` would change nothing."""
    name, marker, made = tables.PAGES[n]
    assert page(f"docs/{name}") == tables.with_tables(page(f"docs/{name}"), made(), marker)


@pytest.mark.parametrize("kind", Kind)
def test_every_field_of_a_record_says_what_it_means(kind: Kind) -> None:
    """The annotation carries a description, so the schema and the documentation do."""
    rows = re.findall(r"^\| `(\w+)` \|[^|]*\|[^|]*\| (.*) \|$", page("docs/format.md"), re.MULTILINE)
    described = {name for name, description in rows if description}
    assert described >= set(RECORD_TYPES[kind].__struct_fields__)


def test_every_command_is_documented() -> None:
    """A command that nobody reads of might as well not be there."""
    commands = {path.stem.removesuffix("_command") for path in (ROOT / "explorer" / "cli").glob("*_command.py")}
    assert commands - {"app"} <= set(re.findall(r"^ {4}explorer (\w+)", page("docs/commands.md"), re.MULTILINE))


def test_every_option_of_a_command_is_documented() -> None:
    """On one page, with the commands."""
    given = re.compile(r'"(--[a-z-]+)"')
    sources = (path.read_text(encoding="utf-8") for path in (ROOT / "explorer" / "cli").glob("*.py"))
    options = {option for source in sources for option in given.findall(source)}
    assert options - {"--help"} <= set(re.findall(r"--[a-z-]+", page("docs/commands.md")))


def test_every_key_of_the_design_is_in_the_readme() -> None:
    """The readme's table has the keys that a newcomer needs."""
    table = page("README.md").partition("## Keys")[2].partition("## ")[0]
    for key in ("j", "k", "g", "G", "[", "]", "/", "o", "e", "!", "y", "Y", "s", "t", "0", "z", "r", "?", "q", "1"):
        assert f"`{key}`" in table, key


def test_every_status_is_explained() -> None:
    """What the screen says of a quote has a row that says what it means."""
    for status in Status:
        assert f"| `{status}` |" in page("docs/format.md")


def test_every_count_and_caveat_of_the_sources_is_explained() -> None:
    """A number or a warning that nobody can read is no help."""
    source = page("explorer/sources/tally.py")
    codes = re.findall(r'Caveat\("([a-z-]+)"', source)
    assert len(codes) == 8
    for term in [*COUNTS, *codes]:
        assert f"`{term}`" in page("docs/sources.md"), term


def test_every_code_of_the_settings_is_documented() -> None:
    """Whoever filters the output of `explorer config` finds its codes; those of `explorer check` are a table."""
    names = ("ui/keymap.py", "ui/configured_app.py", "desk/settings_file.py", "desk/own_settings.py")
    sources = "\n".join(page(f"explorer/{name}") for name in names)
    codes = re.findall(r'Severity\.\w+, "([a-z0-9-]+)"|_report\([^"]*"([a-z0-9-]+)"', sources)
    named = {code for found in codes for code in found if code}
    assert named
    for code in named:
        assert f"`{code}`" in page("docs/format.md") + page("docs/settings.md"), code


def test_every_setting_is_documented() -> None:
    """With the values that it can have."""
    rows = dict(re.findall(r"^\| `(\w+)` \| (.*) \|", page("docs/settings.md"), re.MULTILINE))
    assert set(NAMES) <= set(rows)
    for start in STARTS:
        assert f"`{start}`" in rows["start"]
    for format in FORMATS:
        assert f"`{format.id}`" in rows["citation"]


def test_the_architecture_names_every_layer_and_no_module_that_is_gone() -> None:
    """What each module owns is in a table that is made from the code."""
    text = page("docs/architecture.md")
    named = re.findall(r"`([a-z_]+(?:/[a-z_]+)*)/?`", text.partition("## The end")[0])
    top = {path.parent.name for path in (ROOT / "explorer").glob("*/__init__.py")}
    top |= {path.stem for path in (ROOT / "explorer").glob("[a-z]*.py")}
    assert set() == top - set(named)
    there = {path.relative_to(ROOT / "explorer").with_suffix("").as_posix() for path in (ROOT / "explorer").rglob("*")}
    for name in named:
        if "/" in name:
            assert any(path == name or path.endswith(f"/{name}") for path in there), name


def test_the_readme_shows_the_screen() -> None:
    """Its picture is there, and is one of the real screen."""
    picture = page("docs/screen.svg")
    for title in TITLES.values():
        assert title in picture


def test_every_command_of_linear_mode_is_documented() -> None:
    """With what else it may be typed as."""
    table = page("docs/linear.md").partition("## Commands")[2].partition("## ")[0]
    named = set(re.findall(r"`([^`\s]+)", table))
    for command in COMMANDS.values():
        assert {command.name, *command.short} <= named, command.name


@pytest.mark.xdist_group("browser")
def test_the_documentation_is_a_site_that_asks_for_nothing_outside(documentation: Path) -> None:
    """A reader of it, who has it without a network, has all of it."""
    pages = {path: path.read_text(encoding="utf-8") for path in documentation.rglob("*.html")}
    assert len(pages) > 20
    for path, html in pages.items():
        fetched = re.findall(r"<(?:link|script|img|iframe|source)\b[^>]*(?:href|src)=[\"']?([^\"' >]+)", html)
        assert fetched
        assert [] == [url for url in fetched if "//" in url], path
        assert [] == unread_marks(html), path
    assert "docs/format.html#coverage" in pages[documentation / "index.html"]
    assert 'href="../index.html"' in pages[documentation / "docs" / "keys.html"]


def unread_marks(html: str) -> list[str]:
    """The lines of a page in which signs of Markdown are left. A list in a list, which a code host reads anyway, is set
    in by four spaces."""
    article = html.partition("<article")[2].partition("</article>")[0]
    text = re.sub(r"<(pre|code)\b.*?</\1>|<[^>]+>", "", article, flags=re.DOTALL)
    return [line for line in text.splitlines() if re.search(r"^\s*[-*] |\*\*|`|\]\(", line)]
