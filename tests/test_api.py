"""The explorer as a library: what a program gets that imports `explorer` and nothing below it."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import assert_type

import pytest
from archives import PIER, PIER_YAML, write_archive
from cli.running import environment

import explorer
from explorer.snapshot import shipped_archive

DOCS = Path(__file__).parents[1] / "docs"
PAGE = (DOCS / "api.md").read_text(encoding="utf-8")


def python(code: str, *arguments: str) -> str:
    """What a new Python prints that can import the explorer."""
    command = [sys.executable, "-c", code, *arguments]
    return subprocess.run(command, env=environment(), capture_output=True, encoding="utf-8", check=True).stdout


@pytest.fixture
def pier(tmp_path: Path) -> explorer.Snapshot:
    return explorer.read_archive(write_archive(tmp_path))


def test_importing_the_explorer_imports_nothing_else_of_it() -> None:
    """Nor what it depends on."""
    found = python("import sys; before = set(sys.modules); import explorer; print(sorted(set(sys.modules) - before))")
    assert ["explorer"] == [name for name in eval(found) if name.partition(".")[0] not in sys.stdlib_module_names]


def test_a_record_class_is_imported_without_the_search_and_the_screens() -> None:
    code = (
        "import sys, explorer; explorer.Quote; print({'numpy', 'textual', 'yaml', 'explorer.search'} & {*sys.modules})"
    )
    assert "set()\n" == python(code)


def test_every_public_name_is_there_and_the_same_each_time() -> None:
    for name in explorer.__all__:
        assert getattr(explorer, name) is getattr(explorer, name)
    assert {*explorer.__all__} <= {*dir(explorer)}


def test_a_name_that_is_not_there_is_said() -> None:
    with pytest.raises(AttributeError, match="module 'explorer' has no attribute 'Qoute'"):
        explorer.Qoute  # type: ignore[attr-defined]  # noqa: B018 - to be refused


def test_every_public_name_is_documented_and_every_documented_one_is_public() -> None:
    table = PAGE.partition("## What there is")[2]
    named = [
        name for cell in re.findall(r"^\| (`.+?) \|", table, re.MULTILINE) for name in re.findall(r"`(\w+)`", cell)
    ]
    assert sorted(explorer.__all__) == sorted(named)


def test_the_readme_leads_to_the_page() -> None:
    assert "(docs/api.md)" in (DOCS.parent / "README.md").read_text(encoding="utf-8")


def test_the_example_of_the_page_prints_what_the_page_says() -> None:
    code, output = re.findall(r"```\w+\n(.*?)```", PAGE, re.DOTALL)
    assert code == (DOCS / "most_quoted.py").read_text(encoding="utf-8")
    assert output == python(code, str(shipped_archive()))


def test_a_folder_that_is_no_archive_is_said(tmp_path: Path) -> None:
    with pytest.raises(explorer.ArchiveError, match="it has no data/ folder"):
        explorer.read_archive(tmp_path)


def test_a_path_may_be_text(tmp_path: Path) -> None:
    root = write_archive(tmp_path)
    assert explorer.read_archive(str(root)).archive.entries == explorer.read_archive(root).archive.entries


def test_records_relations_and_verification_are_at_hand(pier: explorer.Snapshot) -> None:
    archive = assert_type(pier.archive, explorer.Archive)
    quote = assert_type(archive.get(explorer.Quote, "ruiz-rebuild"), explorer.Quote | None)
    assert quote is not None
    assert quote.kind is explorer.Kind.QUOTE
    speaker = assert_type(archive.speaker(quote), explorer.Person | None)
    assert speaker is not None
    assert ("Ana Ruiz", 2) == (speaker.name, archive.quote_count(speaker))
    verification = assert_type(pier.verifications[quote.ref], explorer.Verification)
    assert verification.status is explorer.Status.VERBATIM
    assert isinstance(pier.texts["pier"], explorer.SourceText)
    words = [pier.texts["pier"].text[at.start : at.end] for at in verification.passages if at]
    assert list(quote.segments) == words


def test_what_is_wrong_is_in_the_snapshot_and_raises_nothing(tmp_path: Path) -> None:
    root = write_archive(tmp_path, {"pier.txt": PIER}, PIER_YAML.replace("before summer", "this summer"))
    errors = [it for it in explorer.read_archive(root).problems if it.severity is explorer.Severity.ERROR]
    assert ["quote/ruiz-rebuild"] == [assert_type(problem, explorer.Problem).ref for problem in errors]
    assert isinstance(errors[0].place, explorer.Place)


def test_a_snapshot_is_searched(pier: explorer.Snapshot) -> None:
    """With the status of its verification, too."""
    index = explorer.SearchIndex.of(pier)
    results = assert_type(index.search("rebiuld pier"), explorer.Results)
    assert "quote/ruiz-rebuild" == assert_type(results[0], explorer.Hit).ref
    assert {"quote"} == {str(hit.kind) for hit in index.search("is:verbatim kind:quote")}
