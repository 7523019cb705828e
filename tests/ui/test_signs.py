"""Signs have one owner, which says what each means; the help explains all of them."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from pathlib import Path
from unicodedata import category

import pytest
from trying import at_sizes
from ui.driving import NARROW, WIDE, opened

import explorer
from explorer.checking.verification import Status
from explorer.describing import signs
from explorer.describing.signs import Sign
from explorer.model.problems import Severity
from explorer.sources import Tally
from explorer.ui.screens.help_screen import HelpText

ROOT = Path(explorer.__file__).parent
# What stands for a key, or for one word in the place of another.
KEYS = set("⏎↑↓←→")
# The parts of a bar: they are lengths, and the sign of a bar explains them.
LENGTHS = set("▏▎▍▌▋▊▉█")
# What parts the number of a line from the line.
RULES = set("│")


def all_signs() -> list[Sign]:
    """Every sign that the module has, alone or in a table."""
    held: list[object] = []
    for item in vars(signs).values():
        held += item.values() if isinstance(item, Mapping) else [item]
    return [item for item in held if isinstance(item, Sign)]


def strings_in(path: Path) -> Iterator[str]:
    """The strings of a module, but for its docstrings."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    told = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told:
            yield node.value


def is_sign(character: str) -> bool:
    """Whether a character stands for words. Punctuation, keys and lengths do not."""
    if character.isascii() or character in KEYS | LENGTHS | RULES:
        return False
    return category(character) in ("So", "Sm") or character == "¶"


def test_only_one_module_spells_signs() -> None:
    """What a screen or a card shows comes from there, and so the help explains it. Punctuation is no sign."""
    spelt = {
        (path.name, character)
        for layer in ("ui", "cli", "describing")
        for path in (ROOT / layer).rglob("*.py")
        if any(map(is_sign, set(path.read_text(encoding="utf-8"))))
        for text in strings_in(path)
        for character in filter(is_sign, set(text))
    }
    assert {"signs.py"} == {name for name, _ in spelt}
    assert {sign.mark for sign in all_signs()} >= {character for _, character in spelt}


def test_there_are_signs_to_be_found() -> None:
    assert {sign.mark for sign in all_signs()} >= set("✓≈?✗–!·“‘¶◇◌⇢⇄●○┊▸")


@at_sizes(WIDE, NARROW)
async def test_the_help_explains_every_sign_that_there_is(town: Path, size: tuple[int, int]) -> None:
    async with opened(town, size) as session:
        await session.press("?")
        help_text = session.app.screen.query_one(HelpText)
        lines = [line.plain for n in range(help_text.row_count) for line in help_text.row(n, size[0] - 4)]
    words = " ".join(" ".join(lines).split())
    assert [] == [sign.explained for sign in all_signs() if sign.explained not in words]


def test_every_status_severity_and_count_has_its_sign() -> None:
    assert list(Status) == list(signs.STATUSES)
    assert list(Severity) == list(signs.SEVERITIES)
    assert set(Tally.__struct_fields__) >= set(signs.SOURCES)


def test_no_module_retypes_the_name_of_a_status() -> None:
    statuses = set(map(str, Status))
    naming = [path for path in ROOT.rglob("*.py") if any(status in path.read_text("utf-8") for status in statuses)]
    found = {path.name for path in naming for text in strings_in(path) if text in statuses}
    # What an exported record refers to may be missing, too, and the templates of pages say what stays as it is.
    assert {"verification.py"} == found - {"json_ld.py", "rendering.py"}


@pytest.mark.parametrize(
    "table", [signs.STATUSES, signs.SEVERITIES, signs.SPEECH, signs.SOURCES, signs.DATES], ids=range(5)
)
def test_the_signs_of_a_table_are_told_apart(table: Mapping[object, Sign]) -> None:
    assert len(table) == len({sign.mark for sign in table.values()})
