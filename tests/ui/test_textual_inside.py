"""What of Textual's inside is used is in one list, and is there."""

from __future__ import annotations

import ast
import inspect
import pkgutil
import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pathlib import Path

import explorer.ui
from explorer.ui.textual_inside import INHERITED

UI = Path(explorer.ui.__file__).parent


def subclasses() -> Iterator[type]:
    """Our classes that inherit from one of Textual's."""
    for module in pkgutil.walk_packages(explorer.ui.__path__, "explorer.ui."):
        for found in vars(import_module(module.name)).values():
            if inspect.isclass(found) and found.__module__ == module.name:
                yield found


@cache
def lines_of(module: str) -> list[str]:
    return inspect.getsource(import_module(module)).splitlines(keepends=True)


@cache
def classes_in(module: str) -> dict[str, ast.ClassDef]:
    """The classes of a module by their qualified names. `inspect` would parse all of the module for each of them."""
    found = {}

    def find(node: ast.AST, within: str) -> None:
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.ClassDef):
                found[within + child.name] = child
                find(child, f"{within}{child.name}.")
            elif isinstance(child, ast.stmt):
                find(child, within)

    find(ast.parse("".join(lines_of(module))), "")
    return found


def definition(cls: type) -> ast.ClassDef:
    return classes_in(cls.__module__)[cls.__qualname__]


def named(cls: type) -> set[str]:
    """The private names that a class uses or defines."""
    nodes = list(ast.walk(definition(cls)))
    used = {node.attr for node in nodes if isinstance(node, ast.Attribute)}
    defined = {node.name for node in nodes if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)}
    return {name for name in used | defined if re.fullmatch("_[a-z].*", name)}


def has(cls: type, name: str) -> bool:
    """Whether a class itself, and not one that it inherits from, has something of a name."""
    return name in vars(cls) or name in assigned(cls)


@cache
def assigned(cls: type) -> set[str]:
    """The private names that methods of a class assign to."""
    source = "".join(lines_of(cls.__module__)[definition(cls).lineno - 1 : definition(cls).end_lineno])
    return set(re.findall(r"\bself\.(_\w+)\b *(?::[^=\n]*)?=", source))


def test_what_is_used_of_textuals_classes_is_listed_and_is_there() -> None:
    """A new version of Textual that has it no longer fails here, and not somewhere on a screen."""
    used: dict[str, set[str]] = defaultdict(set)
    for cls in subclasses():
        theirs = [base for base in cls.__mro__ if base.__module__.partition(".")[0] == "textual"]
        for name in named(cls) if theirs else ():
            if owner := next((base for base in theirs if has(base, name)), None):
                used[f"{owner.__module__}.{owner.__qualname__}"].add(name)
    assert {cls: set(names) for cls, names in INHERITED.items()} == used


def test_nothing_else_reaches_inside() -> None:
    """No other module imports a private one of Textual, or asks an object of it for what is private."""
    private = re.compile(r"from textual[\w.]*\._|from textual[\w.]* import .*\b_|import textual[\w.]*\._|noqa: SLF")
    reaching = [path.relative_to(UI).as_posix() for path in UI.rglob("*.py") if private.search(path.read_text("utf-8"))]
    assert ["textual_inside.py"] == reaching
