"""The worked example of the documentation is true: at each of its stages `explorer check` says what the page says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from cli.running import Explorer

PAGE = Path(__file__).parents[1] / "docs" / "curating.md"
_BLOCK = re.compile(r"^```(\w+)\n(.*?)^```", re.MULTILINE | re.DOTALL)
BLOCKS = _BLOCK.findall(PAGE.read_text(encoding="utf-8"))


def changed(text: str, diff: str) -> str:
    """A text in which the lines with “-” are those with “+”."""
    old, new = ("".join(f"{line[1:]}\n" for line in diff.splitlines() if line[0] == sign) for sign in "-+")
    assert 1 == text.count(old)
    return text.replace(old, new)


def test_each_check_says_what_the_page_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """From the first one, on the article alone, to one without problems."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "data").mkdir()
    (tmp_path / "seeds").mkdir()
    explorer, yaml, said = Explorer(capsys, tmp_path), "", []
    for language, block in BLOCKS:
        match language:
            case "text":
                (tmp_path / "seeds" / "ferry.txt").write_text(block, encoding="utf-8")
            case "yaml":
                yaml += block
            case "diff":
                yaml = changed(yaml, block)
            case "console":
                (tmp_path / "data" / "ferry.yaml").write_text(yaml, encoding="utf-8")
                found = explorer("check")
                said.append(f"$ explorer check\n{found.out}{found.err}")
    assert [block for language, block in BLOCKS if language == "console"] == said
    assert said[-1].endswith("; no problems\n")


def test_the_page_shows_a_fault_of_each_kind() -> None:
    """Of YAML, of a name, of words, and of what they leave out."""
    shown = "\n".join(block for language, block in BLOCKS if language == "console")
    for told in (
        "can’t be read",
        "did you mean",
        "not word for word",
        "only part of its clause",
        "not a person in the",
    ):
        assert told in shown
