"""Commands: what the keys do, and the saved queries, as a list to choose from by name."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from functools import partial
from typing import Any

import msgspec
from textual.app import App
from textual.screen import Screen

from explorer.display import one_line
from explorer.ui.keys import bindings_in_reach, keys_here, reworded, written

# The groups in order, each with the ids of its bindings in order. What is in none is in the first group, at its end.
_GROUPS: Mapping[str, Collection[str]] = {
    "view": (
        *("search", "topics", "people", "events", "quotes", "articles", "next-pane", "previous-pane"),
        *(
            "read",
            "sources",
            "timeline",
            "overview",
            "drafts",
            "proposals",
            "narrow",
            "order",
            "zoom",
            "back",
            "forward",
            "next-match",
            "previous-match",
        ),
    ),
    "archive": ("edit", "tag", "tag-again", "propose", "undo", "redo", "reload", "changes", "problems"),
    "copy": ("copy-citation", "cite", "export", "copy-command"),
    "query": ("search-scope", "open-all", "name-query"),
    "explorer": ("help", "suspend", "quit", "quit-at-once"),
}
_GROUP_OF = {id: group for group, ids in _GROUPS.items() for id in ids}
_PLACE_OF = {id: place for ids in _GROUPS.values() for place, id in enumerate(ids)}
_FIRST_GROUP = next(iter(_GROUPS))


class Command(msgspec.Struct, frozen=True):
    """Something to do: its group and name, the key that does it if there is one, what it is about, and how to do it."""

    group: str
    name: str
    run: Callable[[], object]
    key: str = ""
    about: str = ""


def commands(
    screen: Screen[Any],
    idle: Collection[str],
    saved: Mapping[str, str],
    search: Callable[[str], object],
    delete: Callable[[str], object],
) -> list[Command]:
    """All commands that have an effect on a screen, by group. `idle` has the ids of keys that have none now."""
    found = [*_of_keys(screen, idle), *_of_queries(saved, search, delete), *_of_themes(screen.app)]
    groups = [*_GROUPS, "theme"]
    return sorted(found, key=lambda command: groups.index(command.group))


def theme_commands(app: App[Any]) -> Iterator[Command]:
    """A command for each theme."""
    for name in sorted(app.available_themes):
        current = "in use" if name == app.theme else ""
        yield Command("theme", name, partial(setattr, app, "theme", name), about=current)


def _of_keys(screen: Screen[Any], idle: Collection[str]) -> Iterator[Command]:
    """What the keys of the screen and of the app do. Those of its widgets move in them, which needs no command."""
    idle = {*idle, *keys_here(screen).idle}
    reach: dict[str, Command] = {}
    found: list[tuple[int, Command]] = []
    for node, declared, keys in bindings_in_reach(screen):
        binding = reworded(screen.app, declared)
        id = binding.id or ""
        told = isinstance(node, Screen | App) and (binding.show or binding.tooltip)
        if not told or id in idle or id == "commands" or binding.description in reach:
            continue
        run = partial(screen.app.run_action, binding.action, node)
        group = _GROUP_OF.get(id, _FIRST_GROUP)
        command = Command(group, binding.description, run, written(keys[0]), binding.tooltip)
        reach[binding.description] = command
        found.append((_PLACE_OF.get(id, len(_PLACE_OF)), command))
    # Both would return to the view before.
    found = [(place, command) for place, command in found if command.name != "Leave" or "Back" not in reach]
    yield from (command for _, command in sorted(found, key=lambda item: item[0]))


def _of_queries(
    saved: Mapping[str, str], search: Callable[[str], object], delete: Callable[[str], object]
) -> Iterator[Command]:
    queries = [(one_line(name), query) for name, query in sorted(saved.items())]
    for name, query in queries:
        yield Command("query", f"Saved query: {name}", partial(search, query), about=one_line(query))
    for name, query in queries:
        yield Command("query", f"Delete saved query: {name}", partial(delete, query), about=one_line(query))


def _of_themes(app: App[Any]) -> Iterator[Command]:
    yield Command("theme", "Theme", app.search_themes, about=f"Choose the colours; {app.theme} is in use")
