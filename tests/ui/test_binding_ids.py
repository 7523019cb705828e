"""Every key can be changed by the settings: its binding has an id, and the id is one word for one thing."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections import Counter
from collections.abc import Iterator

from textual.binding import Binding, BindingType
from textual.dom import DOMNode

import explorer.ui


def bindings() -> Iterator[tuple[str, list[Binding]]]:
    """The bindings of each class of the user interface that has some, with the name of the class."""
    for module in pkgutil.walk_packages(explorer.ui.__path__, "explorer.ui."):
        if module.name == "explorer.ui.terminal_driver":  # only where there is a terminal of POSIX
            continue
        for name, found in vars(importlib.import_module(module.name)).items():
            if isinstance(found, type) and issubclass(found, DOMNode) and found.__module__ == module.name:
                declared: list[BindingType] = vars(found).get("BINDINGS", [])
                if declared:
                    yield name, [binding for binding in declared if isinstance(binding, Binding)]


def test_every_binding_has_an_id_of_words() -> None:
    declared = [(name, binding) for name, found in bindings() for binding in found]
    assert len(declared) > 50
    for name, binding in declared:
        assert re.fullmatch(r"[a-z]+(-[a-z]+)*", binding.id or ""), f"{name}: {binding.key}"


def test_an_id_stands_for_one_binding_of_a_class() -> None:
    """Two with the same id would get the same key, and one of them could never be reached."""
    for name, found in bindings():
        for id, number in Counter(binding.id for binding in found).items():
            assert number == 1, f"{name}: {id}"
