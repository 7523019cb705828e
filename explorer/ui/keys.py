"""Keys: which ones work where the focus is, which of those matter there, and how a key is written."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from typing import Any, Protocol, runtime_checkable

import msgspec
from textual.actions import ActionParseResult
from textual.app import App
from textual.binding import Binding, BindingType
from textual.dom import DOMNode
from textual.keys import KEY_DISPLAY_ALIASES, format_key
from textual.screen import Screen

from explorer.ui.textual_inside import bindings_of, is_possible


def bind(
    keys: str, action: str, name: str, does: str = "", *, id: str = "", show: bool = True, priority: bool = False
) -> Binding:
    """Bind keys to an action, with a name and a sentence. Without an `id`, the settings use the name of its action.

    The palette lists it if it has a sentence or is to `show`.
    """
    id = id or name_of(action).replace("_", "-")
    return Binding(keys, action, name, show, priority=priority, tooltip=does, id=id)


def bindings(*declared: BindingType) -> list[BindingType]:
    """The keys of a class, as Textual wants them declared."""
    return list(declared)


# The keys that lead away from a place, and to the help. There is always room for them.
ALWAYS = frozenset({"leave", "quit", "help"})


class KeysHere(msgspec.Struct, frozen=True):
    """The keys that matter in one place, most important first.

    `name` is the name of the place. `keys` has what each key does there, in few words, by the id of its binding. Ids of
    keys that belong together are written in one, `"up down"`. A sign, such as `"@"`, means typing it. `idle` has the
    ids of keys that would do nothing there now.
    """

    name: str
    keys: Mapping[str, str]
    idle: Collection[str] = ()


NO_KEYS = KeysHere("", {})


@runtime_checkable
class Withholds(Protocol):
    """An app in which some actions are not available, wherever their keys are pressed, and others do something else."""

    @property
    def withheld(self) -> Mapping[str, str]:
        """The names of these actions, with the reason."""

    @property
    def reworded(self) -> Mapping[str, tuple[str, str]]:
        """New words for other bindings, by id: the name, and what it does."""


def withheld(app: App[Any]) -> Collection[str]:
    """The names of the actions that are not available in an app."""
    return app.withheld if isinstance(app, Withholds) else ()


def reworded(app: App[Any], binding: Binding) -> Binding:
    """Describe a binding in the words of an app, in which it may do something else."""
    words = app.reworded.get(binding.id or "") if isinstance(app, Withholds) else None
    return replace(binding, description=words[0], tooltip=words[1]) if words else binding


def name_of(action: str | ActionParseResult) -> str:
    """The name of an action, without its namespace and arguments."""
    name = action.partition("(")[0] if isinstance(action, str) else action[1]
    return name.rpartition(".")[2]


@runtime_checkable
class HasKeys(Protocol):
    """A screen that says which keys matter where its focus is."""

    @property
    def keys_here(self) -> KeysHere:
        """The keys that matter where the focus is."""


def keys_here(screen: Screen[Any]) -> KeysHere:
    """The keys that matter where the focus is on a screen."""
    return screen.keys_here if isinstance(screen, HasKeys) else NO_KEYS


def keys_at_work(screen: Screen[Any]) -> dict[str, list[str]]:
    """The keys that work where the focus is, by the ids of their bindings. They are those of the user's own keymap."""
    found: dict[str, list[str]] = {}
    for key, (node, binding, enabled, _) in screen.active_bindings.items():
        if enabled and binding.id and (node is screen.focused or binding.priority or not is_typed(screen, key)):
            found.setdefault(binding.id, []).append(key)
    return found


def is_typed(screen: Screen[Any], key: str) -> bool:
    """Whether the key is a letter to the text field that has the focus."""
    return screen.focused is not None and screen.focused.check_consume_key(key, character_of(key))


def character_of(key: str) -> str | None:
    """The character that a key types; None if none. Textual's own function lacks `/`, `@` and some others."""
    if key in ("space", "minus"):
        return {"space": " ", "minus": "-"}[key]
    name = format_key(key)
    return name if len(name) == 1 and key not in KEY_DISPLAY_ALIASES else None


def written(key: str) -> str:
    """A key as the user knows it: `?`, `⏎`, `PgDn`, `ctrl+p`."""
    *modifiers, last = key.split("+")
    names = {"pagedown": "PgDn", "pageup": "PgUp", "backspace": "backspace", "f1": "F1"}
    return "+".join([*modifiers, names.get(last, format_key(last))])


def bindings_in_reach(screen: Screen[Any]) -> Iterator[tuple[DOMNode, Binding, list[str]]]:
    """The bindings of the focus and of all that contains it, nearest first, each with its keys as they are now.

    Unlike the active ones, they are listed even where a text field takes the key for a letter.
    """
    taken: set[str] = set()
    for node in (screen.focused or screen).ancestors_with_self:
        found: dict[str, tuple[Binding, list[str]]] = {}
        for key, binding in bindings_of(node):
            if key not in taken and is_possible(node, binding.action):
                found.setdefault(binding.id or binding.action, (binding, []))[1].append(key)
        taken.update(key for _, keys in found.values() for key in keys)
        yield from ((node, binding, keys) for binding, keys in found.values())
        if node.is_modal:
            return
