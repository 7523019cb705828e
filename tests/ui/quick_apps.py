"""What Textual works out anew for each app that is started, worked out once for the many apps of the tests.

None of it can differ from one app to the next. Textual offers no cache for any of it.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator
from typing import Any

import pytest
from textual.app import App
from textual.css.model import RuleSet
from textual.css.styles import RulesMap
from textual.css.stylesheet import Stylesheet
from textual.dom import DOMNode
from textual.message import Message
from textual.message_pump import MessagePump

Method = Callable[..., Awaitable[None]]


def apply(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Stylesheet, "_parse_rules", _parsed_once(Stylesheet._parse_rules))  # noqa: SLF001
    patch.setattr(Stylesheet, "apply", _matched_once(Stylesheet.apply))
    patch.setattr(MessagePump, "_get_dispatch_methods", _looked_up_once(MessagePump._get_dispatch_methods))  # noqa: SLF001
    patch.setattr(RuleSet, "__hash__", object.__hash__)  # by identity, as its own, but not in Python


def _parsed_once(parse: Callable[..., list[RuleSet]]) -> Callable[..., list[RuleSet]]:
    """A style sheet is parsed once for the same variables: most apps have the same looks."""
    known: dict[object, list[RuleSet]] = {}

    def parsed(self: Stylesheet, *given: object, **named: object) -> list[RuleSet]:
        key = (tuple(self._variables.items()), given, tuple(named.items()))
        if key not in known:
            known[key] = parse(self, *given, **named)
        return known[key]

    return parsed


def _matched_once(apply: Callable[..., None]) -> Callable[..., None]:
    """The rules of a widget are looked for once for the same place among widgets of the same looks and states.

    Textual does so for the widgets of one screen: it says which of them may share rules, and they do so here with those
    of other apps.
    """
    known: dict[object, tuple[list[bool], RulesMap]] = {}
    flags = ("_has_hover_style", "_has_focus_within", "_has_order_style", "_has_odd_or_even")

    def applied(self: Stylesheet, node: DOMNode, *, animate: bool = False, **_: object) -> None:
        key = (tuple(map(id, self.rules)), *map(_looks, node.css_path_nodes))
        if key in known:
            told, rules = known[key]
            for flag, value in zip(flags, told, strict=True):
                setattr(node, flag, value)
            self.replace_rules(node, rules, animate=animate)
            self._process_component_classes(node)
            return
        shared: dict[object, RulesMap] = {}
        apply(self, node, animate=animate, cache=shared)
        for rules in shared.values():
            known[key] = ([getattr(node, flag) for flag in flags], rules)

    return applied


def _looks(node: DOMNode) -> tuple[object, ...]:
    """All of a node that a rule may ask for, but for its place among its siblings."""
    states = node.pseudo_classes if isinstance(node, App) else node._pseudo_classes_cache_key  # noqa: SLF001
    return type(node), node._css_type_name, node.id, node.classes, states  # noqa: SLF001


def _looked_up_once(look_up: Callable[..., Any]) -> Callable[..., Any]:
    """The methods of a class that handle a message are the same for all of its widgets, but where these are named."""
    handlers: dict[object, list[tuple[type, list[Method]]] | None] = {}

    def looked_up(self: MessagePump, name: str, message: Message) -> Iterator[tuple[type, Method]]:
        key = (type(self), type(message), name)
        if key not in handlers:
            handlers[key] = _handlers(*key)
        known = handlers[key]
        if known is None:
            yield from look_up(self, name, message)
            return
        for owner, methods in known:
            if message._no_default_action:  # noqa: SLF001
                return
            for method in methods:
                yield owner, method.__get__(self, owner)

    return looked_up


def _handlers(receiver: type, kind: type, name: str) -> list[tuple[type, list[Method]]] | None:
    """The methods by which a class handles a kind of message, by owner; None where that depends on the sender."""
    decorated: set[Method] = set()
    found = []
    for owner in receiver.__mro__:
        methods = []
        for base in kind.__mro__:
            for method, selectors in vars(owner).get("_decorated_handlers", {}).get(base, ()):
                if selectors:
                    return None
                if method not in decorated:
                    decorated.add(method)
                    methods.append(method)
        named = vars(owner).get(f"_{name}") or vars(owner).get(name)
        if named is not None and not hasattr(named, "_textual_on"):
            methods.append(named)
        if methods:
            found.append((owner, methods))
    return found
