"""What a release changes, and when there is none."""

from __future__ import annotations

import shutil
import subprocess
from datetime import date
from pathlib import Path

import pytest

from release import __main__ as releasing
from release.trying import find_pythons
from release.versions import Refused, next_version, with_section, with_version

CHANGELOG = """# Changelog

## [Unreleased]

### Added

- A thing.

## [0.2.0] - 2026-01-31

- An older thing.
"""
MODULE = '"""Words."""\n\n__version__ = "0.2.0"\n'


def test_what_is_unreleased_becomes_the_section_of_the_version() -> None:
    made = with_section(CHANGELOG, "0.3.0", date(2026, 3, 1))
    assert CHANGELOG.replace("## [Unreleased]\n", "## [Unreleased]\n\n## [0.3.0] - 2026-03-01\n") == made


def test_without_a_change_there_is_nothing_to_release() -> None:
    """Headings alone are none, and after a release there is nothing until something is written."""
    for empty in (with_section(CHANGELOG, "0.3.0", date(2026, 3, 1)), CHANGELOG.replace("- A thing.\n", "")):
        with pytest.raises(Refused, match="nothing to release"):
            with_section(empty, "0.4.0", date(2026, 3, 1))


@pytest.mark.parametrize(
    ("wanted", "why"),
    [
        ("", "0.2.0 is not greater than 0.2.0"),
        ("0.2", "0.2 is not greater than 0.2.0"),
        ("0.2.0rc1", "not greater"),
        ("next", "“next” is no version"),
        ("0.3.0; ls", "is no version"),
        ("0.3.0+mine", "package index"),
    ],
)
def test_a_version_comes_after_those_before(wanted: str, why: str) -> None:
    with pytest.raises(Refused, match=why):
        next_version(wanted, MODULE, CHANGELOG)


def test_a_version_is_written_in_its_normal_form() -> None:
    """0.10.0 comes after 0.2.0; the package's own will do where it was not released."""
    assert ["0.10.0", "0.3.0rc1"] == [next_version(wanted, MODULE, CHANGELOG) for wanted in ("v0.10.0", "0.3.0-RC1")]
    own = with_version(MODULE, "0.3.0")
    assert "0.3.0" == next_version("", own, CHANGELOG)
    with pytest.raises(Refused, match="is lower"):
        next_version("0.2.5", own, CHANGELOG)


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository to release from."""
    (tmp_path / "explorer").mkdir()
    (tmp_path / "explorer" / "__init__.py").write_text(MODULE, encoding="utf-8")
    (tmp_path / "CHANGELOG.md").write_text(CHANGELOG, encoding="utf-8")
    for words in ("init --quiet", "add .", "-c user.name=A -c user.email=a@b commit --quiet -m Begin"):
        subprocess.run(("git", *words.split()), cwd=tmp_path, check=True)
    for name, path in {
        "ROOT": "",
        "DIST": "dist",
        "MODULE": "explorer/__init__.py",
        "CHANGELOG": "CHANGELOG.md",
    }.items():
        monkeypatch.setattr(releasing, name, tmp_path / path)
    monkeypatch.setattr(releasing, "find_pythons", dict)
    return tmp_path


def said(capsys: pytest.CaptureFixture[str], step: str, wanted: str = "0.3.0") -> str:
    assert 1 == releasing.main(step, wanted)
    return capsys.readouterr().err


def test_only_what_is_committed_is_released(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert 0 == releasing.main("ready", "0.3.0")
    (repository / "note").touch()
    assert "not committed:\n?? note" in said(capsys, "ready")


def test_a_version_that_has_a_tag_is_not_made_again(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    subprocess.run(("git", "tag", "v0.3.0"), cwd=repository, check=True)
    assert "tag v0.3.0" in said(capsys, "ready")


def test_a_python_that_is_missing_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", {}.get)
    with pytest.raises(Refused, match="there is no python3"):
        find_pythons()


def test_a_release_that_fails_leaves_all_as_it_was(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """There is nothing to build here."""
    assert "python -m build" in said(capsys, "build")
    assert MODULE == (repository / "explorer" / "__init__.py").read_text(encoding="utf-8")
    assert CHANGELOG == (repository / "CHANGELOG.md").read_text(encoding="utf-8")
    assert not (repository / "dist").exists()
