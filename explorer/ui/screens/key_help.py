"""The keys in sections, those that work where the user is first. All of it comes from the bindings."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import partial
from types import MappingProxyType
from typing import Any

import msgspec
from textual.binding import Binding, BindingType
from textual.dom import DOMNode
from textual.screen import Screen

from explorer.describing import signs
from explorer.ui.keys import is_typed, keys_here, name_of, reworded, withheld, written
from explorer.ui.screens.add_screen import AddScreen
from explorer.ui.screens.archive_screen import ArchiveScreen
from explorer.ui.screens.changes_screen import ChangesScreen
from explorer.ui.screens.choice_prompt import JoinPrompt, WhoPrompt
from explorer.ui.screens.citing_screen import CitingScreen
from explorer.ui.screens.drafts_screen import DraftsScreen
from explorer.ui.screens.export_screen import ExportScreen
from explorer.ui.screens.form_screen import FormScreen
from explorer.ui.screens.main_screen import MainScreen
from explorer.ui.screens.overview_screen import OverviewScreen
from explorer.ui.screens.problems_screen import ProblemsScreen
from explorer.ui.screens.prompt import Question
from explorer.ui.screens.proposals_screen import ProposalsScreen
from explorer.ui.screens.reader_screen import ReaderScreen
from explorer.ui.screens.said_screen import SaidScreen
from explorer.ui.screens.searching_screen import SearchingScreen
from explorer.ui.screens.sources_screen import SourcesGrid, SourcesScreen
from explorer.ui.screens.tag_prompt import TagField, TagPrompt
from explorer.ui.screens.timeline_screen import TimelineScreen
from explorer.ui.textual_inside import keymap_of
from explorer.ui.widgets.file_list import FileList
from explorer.ui.widgets.form_row import FormRow, FormWords
from explorer.ui.widgets.lines import Lines
from explorer.ui.widgets.search_box import SearchBox
from explorer.ui.widgets.selectable_text import SelectableText
from explorer.ui.widgets.text_field import PaneFilter, PathField, TextField

_EVERYWHERE, _OUTSIDE = "Everywhere", "Outside of text fields"
_NONE: Mapping[str, str] = MappingProxyType({})
# Where each key works. The keys of the app also work in the first section.
_SECTIONS: Mapping[str, Sequence[type[DOMNode]]] = {
    _EVERYWHERE: [ArchiveScreen],
    "Panes": [MainScreen],
    "Search": [SearchingScreen],
    "Lists": [Lines],
    "Search box": [SearchBox],
    "Words that narrow a pane": [PaneFilter],
    "Text fields": [TextField],
    "Reader": [ReaderScreen],
    "Selecting words in the reader": [SelectableText],
    "Form": [FormRow, FormWords, FormScreen, Question],
    "Problems": [ProblemsScreen],
    "What the last edits meant": [ChangesScreen],
    "Sources": [SourcesScreen, SourcesGrid],
    "What somebody said": [SaidScreen],
    "Timeline": [TimelineScreen],
    "Adding articles": [AddScreen, FileList],
    "The path of an article": [PathField],
    "Drafts": [DraftsScreen],
    "Who speaks": [WhoPrompt],
    "Topics of quotes": [TagPrompt, TagField],
    "Proposed topics": [ProposalsScreen],
    "What to join a proposed topic with": [JoinPrompt],
    "Overview": [OverviewScreen],
    "Citing": [CitingScreen],
    "Copying or saving all": [ExportScreen],
}
# The sections of screens that only an action opens.
_OPENED_BY = {
    "Form": "edit_fields",
    "Adding articles": "add",
    "The path of an article": "add",
    "Who speaks": "who",
    "Topics of quotes": "tag",
    "Proposed topics": "proposals",
    "What to join a proposed topic with": "proposals",
}
# What these do depends on the place, which describes it.
_BY_PLACE = ("go-in", "submit")


class HelpRow(msgspec.Struct, frozen=True):
    """Some keys, and what they do; without keys, the meaning of a sign."""

    keys: Sequence[str]
    does: str


class HelpSection(msgspec.Struct, frozen=True):
    """Rows under a title."""

    title: str
    rows: Sequence[HelpRow]


def key_help(
    app_bindings: Iterable[BindingType],
    keymap: Mapping[str, str] = _NONE,
    leave_out: Iterable[Binding] = (),
    withheld: Collection[str] = (),
    reword: Callable[[Binding], Binding] = lambda binding: binding,
) -> list[HelpSection]:
    """All keys in sections by where they work, except those to `leave_out`. `keymap` has the user's own, by id.

    `withheld` names the actions that are not available: what they would open is left out, too. `reword` puts a binding
    in the words of the app.
    """
    told = {_meaning(binding) for binding in leave_out}
    sections = []
    for title, classes in _SECTIONS.items():
        if _OPENED_BY.get(title) in withheld:
            continue
        declared = [binding for cls in classes for binding in cls.BINDINGS]
        if title == _EVERYWHERE:
            declared = [*app_bindings, *declared]
        possible = [each for each in declared if isinstance(each, Binding) and name_of(each.action) not in withheld]
        rest = [binding for binding in map(reword, possible) if _meaning(binding) not in told]
        rows = list(_rows(rest, keymap))
        if rest:
            sections.append(HelpSection(title, rows))
    return sections


def help_for(screen: Screen[Any]) -> list[HelpSection]:
    """The help for the place where the focus is on a screen: its keys, then all others, and the signs.

    Keys are shown as they are bound now: the user may have changed them.
    """
    app, here = screen.app, keys_here(screen)
    # The keys that matter here come in order of importance, then all the others.
    order = {id: number for number, id in enumerate(id for ids in here.keys for id in ids.split())}
    words = {id: here.keys[id] for id in _BY_PLACE if id in here.keys}
    general = {binding.id for binding in (*app.BINDINGS, *ArchiveScreen.BINDINGS) if isinstance(binding, Binding)}
    at_work = sorted(_at_work(screen), key=lambda binding: order.get(binding.id or "", len(order)))
    own = [binding for binding in at_work if binding.id in order or binding.id not in general]
    others = [binding for binding in at_work if binding not in own]
    explained = [
        HelpSection(f"Signs: {group}", [HelpRow((), sign.explained) for sign in shown]) for group, shown in signs.GROUPS
    ]
    rest = key_help(app.BINDINGS, keymap_of(app), at_work, withheld(app), partial(reworded, app))
    # Keys that do not work here do not work everywhere.
    elsewhere = [HelpSection(_OUTSIDE if part.title == _EVERYWHERE else part.title, part.rows) for part in rest]
    return [
        HelpSection(f"Here: {here.name}", list(_rows(own, words=words))),
        HelpSection(_EVERYWHERE, list(_rows(others))),
        *elsewhere,
        *explained,
    ]


def _at_work(screen: Screen[Any]) -> list[Binding]:
    """The bindings that work where the focus is, one per key, without Textual's own, which have no id."""
    return [
        reworded(screen.app, active.binding)
        for key, active in screen.active_bindings.items()
        if active.enabled and active.binding.id and (active.node is screen.focused or not is_typed(screen, key))
    ]


def _meaning(binding: Binding) -> tuple[str | None, str]:
    return binding.id, binding.tooltip or binding.description


def _rows(
    bindings: Iterable[Binding], keymap: Mapping[str, str] = _NONE, words: Mapping[str, str] = _NONE
) -> Iterator[HelpRow]:
    """The keys of each action, with what it does: in the `words` for its id, or else in its tooltip or description."""
    told: dict[tuple[str, str], list[str]] = {}
    for binding in bindings:
        id = binding.id or ""
        does = words[id].capitalize() if id in words else binding.tooltip or binding.description
        keys = keymap.get(id, binding.key)
        told.setdefault((binding.action, does), []).extend(key.strip() for key in keys.split(","))
    for (_, does), pressed in told.items():
        yield HelpRow([written(key) for key in pressed], does)
