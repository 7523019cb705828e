"""The user's own keys: the valid ones from the settings, as Textual's keymap, and what is wrong with the others.

A key is wrong when no terminal sends it, when nothing has its id, or when it would take the place of another key that
works at the same time. A binding with a wrong key keeps its default.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from types import ModuleType

from textual.app import App
from textual.binding import Binding
from textual.dom import DOMNode
from textual.keys import Keys
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Input

from explorer.desk.settings import Settings
from explorer.model.problems import Place, Problem, Severity, did_you_mean
from explorer.ui import screens, widgets

# The keys of each id, or of an action of Textual's own.
_Keys = Mapping[str, Sequence[str]]

# Keys that a terminal sends as other keys.
_SENT_AS = {"ctrl+i": "tab", "ctrl+m": "enter", "ctrl+h": "backspace", "ctrl+left_square_bracket": "escape"}
_MODIFIERS = {"control": "ctrl", "ctl": "ctrl", "option": "alt", "meta": "alt"}
_NAMES = {"esc": "escape", "return": "enter", "del": "delete", "pgup": "pageup", "pgdn": "pagedown", ",": "comma"}
# What Textual itself does with a key that has no id here.
_TEXTUALS = {"quit": "quit", "app.quit": "quit", "help_quit": "copy", "screen.copy_text": "copy"}


class _NoKeyError(Exception):
    """A word that is not the name of a usable key; the message says why."""


def keymap(settings: Settings, app: type[App[None]]) -> tuple[dict[str, str], list[Problem]]:
    """The keys of the settings by their ids, as `App.set_keymap` takes them, and what is wrong with the others."""
    problems: list[Problem] = []
    wanted: dict[str, list[str]] = {}

    def report(id: str, code: str, message: str) -> None:
        place = settings.places.get(f"keys.{id}", Place(str(settings.file)))
        problems.append(Problem(place, Severity.ERROR, code, message))

    known = default_keys(app)
    for id, words in settings.keys.items():
        if id not in known:
            hint = did_you_mean(id, known) or "; explorer config --example lists all"
            report(id, "unknown-action", f"no key has the id “{id}”{hint}")
            continue
        for word in words:
            try:
                wanted.setdefault(id, []).append(_key_for(id, word, app))
            except _NoKeyError as error:
                report(id, "impossible-key", f"the key of “{id}” can’t be “{word}”: {error}")
    while clash := _first_clash({id: keys for id, keys in wanted.items() if keys}, app):
        id, key, other = clash
        wanted[id].remove(key)
        report(id, "key-clash", f"the key of “{id}” can’t be “{key}”, which is the key of “{other}”")
    problems.sort(key=lambda problem: problem.place)
    return {id: ",".join(keys) for id, keys in wanted.items() if keys}, problems


@cache
def default_keys(app: type[App[None]]) -> dict[str, tuple[str, str]]:
    """List each id with its default keys and what they do."""
    found: dict[str, tuple[str, str]] = {}
    for place in _places(app):
        for binding in (binding for cls in place for binding in _declared(cls)):
            if binding.id:
                found.setdefault(binding.id, (binding.key, binding.tooltip or binding.description))
    return found


def _declared(cls: type[DOMNode]) -> Iterator[Binding]:
    """The bindings of a class and of those that it inherits from, the nearest first."""
    for base in cls.__mro__:
        yield from (binding for binding in vars(base).get("BINDINGS", ()) if isinstance(binding, Binding))


@cache
def _places(app: type[App[None]]) -> Sequence[tuple[type[DOMNode], ...]]:
    """Where keys work together: a widget that may have the focus, its screen, and the app.

    A widget belongs to the screens whose modules name it; else to the panes.
    """
    from explorer.ui.screens.main_screen import MainScreen

    every = [cls for cls in _classes(screens) if issubclass(cls, Screen)]
    bases = {base for cls in every for base in cls.__mro__[1:]}
    at_hand = {cls: _named_by(cls) for cls in every if cls not in bases}
    named = {cls for found in at_hand.values() for widget in found for cls in widget.__mro__}
    in_panes = [cls for cls in _classes(widgets) if "BINDINGS" in vars(cls) and cls not in named]
    at_hand = {MainScreen: [*in_panes, *at_hand.pop(MainScreen)], **at_hand}
    return [(widget, cls, app) for cls, found in at_hand.items() for widget in found or [cls]]


def _named_by(screen: type[DOMNode]) -> list[type[DOMNode]]:
    """Find the widgets with keys that the modules of a screen, and of its base classes, name."""
    modules = dict.fromkeys(base.__module__ for base in screen.__mro__ if base.__module__.startswith(screens.__name__))
    named = (cls for module in modules for cls in vars(importlib.import_module(module)).values())
    found = (cls for cls in named if isinstance(cls, type) and issubclass(cls, Widget) and not issubclass(cls, Screen))
    return [cls for cls in dict.fromkeys(found) if any(binding.id for binding in _declared(cls))]


def _classes(package: ModuleType) -> Iterator[type[DOMNode]]:
    """The classes of a package that can have keys."""
    for module in pkgutil.iter_modules(package.__path__, f"{package.__name__}."):
        for cls in vars(importlib.import_module(module.name)).values():
            if isinstance(cls, type) and issubclass(cls, DOMNode) and cls.__module__ == module.name:
                yield cls


# Keys by name


def _key_for(id: str, word: str, app: type[App[None]]) -> str:
    """Find the key that a word names, for use with an id. Raises _NoKeyError when the id can't have that key."""
    key = key_named(word)
    fields = {cls for place in _places(app) for cls in place if issubclass(cls, Input)}
    if len(word) == 1 and any(binding.id == id for cls in fields for binding in _declared(cls)):
        raise _NoKeyError("it is typed there as a letter")
    return key


def key_named(word: str) -> str:
    """The key that a word names, as Textual calls it. Raises _NoKeyError when there is no such key."""
    at = len(word) - 1 if word.endswith("+") else word.rfind("+") + 1
    before, name = word[:at].rstrip("+"), word[at:]
    modifiers = before.split("+") if before else []
    modifiers = [_MODIFIERS.get(modifier.lower(), modifier.lower()) for modifier in modifiers]
    if modifiers == ["shift"] and len(name) == 1:
        modifiers, name = [], name.upper()
    elif len(name) > 1 or "ctrl" in modifiers:
        name = name.lower()
    name = _normal(_NAMES.get(name, name))
    key = "+".join([*sorted(modifiers, key=("ctrl", "alt", "shift", *modifiers).index), name])
    if key in _SENT_AS:
        raise _NoKeyError(f"a terminal sends it as {_SENT_AS[key]}")
    if key.removeprefix("alt+") in _names() or (not modifiers and len(word) == 1 and word.isprintable()):
        return key
    raise _NoKeyError(f"there is no such key{did_you_mean(key, _names())}")


@cache
def _names() -> Sequence[str]:
    """The names of the keys that terminals send: those of Textual, and those of the characters of ASCII."""
    named = {key.value for key in Keys if not key.value.startswith("<")} | _characters().keys() | {"space"}
    functions = {f"{modifier}f{number}" for modifier in ("", "shift+", "ctrl+") for number in range(1, 13)}
    return sorted((named | functions) - _SENT_AS.keys() - {"return"})


@cache
def _characters() -> dict[str, str]:
    """The characters of ASCII by Textual's names for their keys."""
    return {_normal(chr(code)): chr(code) for code in range(ord("!"), ord("~") + 1)}


def _normal(key: str) -> str:
    """A key under Textual's name: `question_mark` for `?`."""
    if key == ",":
        return "comma"
    (binding,) = Binding.make_bindings([Binding(key, "")])
    return binding.key


def key_words(keys: str) -> list[str]:
    """Keys as a user writes them in the settings: `?` for `question_mark`."""
    return [_characters().get(key.strip(), key.strip()) for key in keys.split(",")]


# Clashes


def _first_clash(wanted: _Keys, app: type[App[None]]) -> tuple[str, str, str] | None:
    """Find the first clash of a wanted key with another: the id that wanted it last, the key, and the other id."""
    order = list(wanted)
    for place in _places(app):
        meant, now = _ids_of_keys(place, {}), _ids_of_keys(place, wanted)
        allowed = {pair for ids in meant.values() for pair in _pairs(ids)}
        for key, ids in now.items():
            for pair in _pairs(ids):
                if pair not in allowed:
                    last, other = sorted(pair, key=lambda id: order.index(id) if id in wanted else -1, reverse=True)
                    return last, key, other
    return None


def _ids_of_keys(place: Iterable[type[DOMNode]], wanted: _Keys) -> dict[str, list[str]]:
    """The ids that each key has in a place."""
    found: dict[str, list[str]] = {}
    for cls in place:
        for key, bindings in _merged(cls).items():
            for binding in bindings:
                id = binding.id or _TEXTUALS.get(binding.action)
                if id and binding.id not in wanted:
                    found.setdefault(key, []).append(id)
        for binding_id in {binding.id for bindings in _merged(cls).values() for binding in bindings if binding.id}:
            for key in wanted.get(binding_id, ()):
                found.setdefault(key, []).append(binding_id)
    return found


@cache
def _merged(cls: type[DOMNode]) -> dict[str, list[Binding]]:
    """Merge the bindings of a class by key. A key of a class hides the same key of its base classes."""
    keys: dict[str, list[Binding]] = {}
    for base in reversed(cls.__mro__):
        own: dict[str, list[Binding]] = {}
        for binding in Binding.make_bindings(vars(base).get("BINDINGS", ())):
            own.setdefault(binding.key, []).append(binding)
        keys |= own
    return keys


def _pairs(ids: Sequence[str]) -> Iterator[frozenset[str]]:
    for at, id in enumerate(ids):
        yield from (frozenset({id, other}) for other in ids[at + 1 :] if other != id)
