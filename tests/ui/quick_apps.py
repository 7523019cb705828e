"""What Textual works out anew for each app that is started, worked out once for the many apps of the tests.

None of it can differ from one app to the next. Textual offers no cache for any of it.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Iterator
from inspect import CO_VARARGS, CO_VARKEYWORDS
from itertools import count
from selectors import DefaultSelector
from types import FunctionType, MethodType
from typing import Any

import pytest
from rich.segment import Segment
from textual import _callback, message_pump
from textual.app import App
from textual.cache import FIFOCache
from textual.css.model import RuleSet
from textual.css.styles import RulesMap, Styles
from textual.css.stylesheet import Stylesheet
from textual.dom import DOMNode
from textual.message import Message
from textual.message_pump import MessagePump
from textual.reactive import Reactive
from textual.strip import Strip
from textual.widget import Widget

Method = Callable[..., Awaitable[None]]

# So many turns of the event loop in a row may not ask the system for news while something else is ready.
_MOST_TURNS = 64


def apply(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Stylesheet, "_parse_rules", _parsed_once(Stylesheet._parse_rules))  # noqa: SLF001
    patch.setattr(Stylesheet, "apply", _matched_once(Stylesheet.apply))
    patch.setattr(Stylesheet, "replace_rules", _only_what_changes(Stylesheet.replace_rules))
    patch.setattr(Strip, "__init__", _without_caches)
    patch.setattr(Strip, "__getattr__", _cache_of, raising=False)
    patch.setattr(MessagePump, "_get_dispatch_methods", _looked_up_once(MessagePump._get_dispatch_methods))  # noqa: SLF001
    patch.setattr(RuleSet, "__hash__", object.__hash__)  # by identity, as its own, but not in Python
    patch.setattr(Reactive, "_read_from", frozenset(), raising=False)
    patch.setattr(Reactive, "__get__", _read_at_once(Reactive.__get__))
    patch.setattr(_callback, "_count_parameters", _counted_from_code(_callback._count_parameters))  # noqa: SLF001
    patch.setattr(MessagePump, "log", _Silent())
    patch.setattr(message_pump, "log", _Silent())
    patch.setattr(DefaultSelector, "select", _asked_now_and_then(DefaultSelector.select))


def _parsed_once(parse: Callable[..., list[RuleSet]]) -> Callable[..., list[RuleSet]]:
    """A style sheet is parsed once for the same variables: most apps have the same looks."""
    known: dict[object, list[RuleSet]] = {}

    def parsed(self: Stylesheet, *given: object, **named: object) -> list[RuleSet]:
        variables, looks = vars(self).get("_looks", (None, ""))
        if variables is not self._variables:
            looks = repr(self._variables)
            vars(self)["_looks"] = self._variables, looks
        key = looks, given, tuple(named.items())
        if key not in known:
            known[key] = parse(self, *given, **named)
        return known[key]

    return parsed


def _matched_once(apply: Callable[..., None]) -> Callable[..., None]:
    """The rules of a widget are looked for once for the same place among widgets of the same looks and states.

    Textual does so for the widgets of one screen: it says which of them may share rules, and they do so here with those
    of other apps. The component styles of a widget that looks as before stay as they are.
    """
    known: dict[object, tuple[list[bool], RulesMap]] = {}
    flags = ("_has_hover_style", "_has_focus_within", "_has_order_style", "_has_odd_or_even")
    looked_for = count()
    sheets = _Sheets()
    places: dict[object, int] = {}

    def place_of(node: DOMNode) -> int:
        above = node._parent  # noqa: SLF001
        looks = place_of(above) if isinstance(above, DOMNode) else None, _looks(node)
        return places.setdefault(looks, len(places))

    def applied(
        self: Stylesheet, node: DOMNode, *, animate: bool = False, cache: dict[object, int] | None = None
    ) -> None:
        # Those that are matched together are mostly beside each other.
        above = node._parent  # noqa: SLF001
        place: int | None = None
        if isinstance(above, DOMNode):
            place = cache.get(above) if cache is not None else place_of(above)
            if place is None:
                place = place_of(above)
                if cache is not None:
                    cache[above] = place
        sheet = sheets.numbered(self)
        key = (sheet.number_for(node), place, _looks(node))
        if key in known:
            told, rules = known[key]
            for flag, value in zip(flags, told, strict=True):
                setattr(node, flag, value)
            self.replace_rules(node, rules, animate=animate)
            if vars(node).get("_components_of") != (sheet, key):
                before = next(looked_for)
                self._process_component_classes(node)
                vars(node)["_components_of"] = (sheet, key) if next(looked_for) == before + 1 else None
            return
        next(looked_for)
        shared: dict[object, RulesMap] = {}
        apply(self, node, animate=animate, cache=shared)
        for rules in shared.values():
            known[key] = ([getattr(node, flag) for flag in flags], rules)

    return applied


class _Sheet:
    """The rules of style sheets that have the same."""

    def __init__(self, rules: list[RuleSet], known: dict[tuple[int, ...], int]) -> None:
        self._rules = rules
        self._known = known
        self._numbers: dict[object, int] = {}

    def number_for(self, node: DOMNode) -> int:
        """A number for those of the rules that may be a node's, the same wherever these are the same.

        Each screen adds its own rules to the sheet of its app, and hardly any of them are for what others show.
        """
        names = type(node), node._css_type_name, node.id, node.classes  # noqa: SLF001
        if names not in self._numbers:
            wanted = node._selector_names  # noqa: SLF001
            own = tuple(id(rule) for rule in self._rules if not rule.selector_names.isdisjoint(wanted))
            self._numbers[names] = self._known.setdefault(own, len(self._known))
        return self._numbers[names]


class _Sheets:
    """What is known of all style sheets."""

    def __init__(self) -> None:
        self._sheets: dict[tuple[int, ...], _Sheet] = {}
        self._numbers: dict[tuple[int, ...], int] = {}

    def numbered(self, sheet: Stylesheet) -> _Sheet:
        rules: list[RuleSet] | None
        known: _Sheet
        rules, known = vars(sheet).get("_numbered", (None, None))
        if rules is not sheet.rules:
            rules = sheet.rules
            known = self._sheets.setdefault(tuple(map(id, rules)), _Sheet(rules, self._numbers))
            vars(sheet)["_numbered"] = rules, known
        return known


# Rules that do more when they are set than to ask a widget that is shown for another look, or are each widget's own.
_WITH_EFFECTS = frozenset({"display", "layout", "overflow_x", "overflow_y", "transitions"})


def _only_what_changes(replace_rules: Callable[..., None]) -> classmethod[Stylesheet, ..., None]:
    """Of the rules of a widget, those are set that are others than before.

    What a rule is set to is checked and understood each time, though it was read from a style sheet: a widget that has
    no rules yet gets them as the first one did that got the same. Scroll bars are drawn anew even where their colours
    stay.
    """
    understood: dict[int, tuple[RulesMap, RulesMap]] = {}

    def replaced(_: type[Stylesheet], node: DOMNode, rules: RulesMap, animate: bool = False) -> None:
        styles = node.styles.base
        now = styles._rules  # noqa: SLF001
        if animate and "transitions" in rules:
            replace_rules(node, rules, animate=True)
            return
        if animate and now == rules:
            return
        if now or node._is_mounted:  # noqa: SLF001
            _set_changed(styles, rules)
        elif id(rules) in understood:
            styles.merge_rules(understood[id(rules)][1])
            _set(styles, rules, _WITH_EFFECTS & rules.keys())
        else:
            _set(styles, rules, rules)
            plain = {name: value for name, value in now.items() if name not in _WITH_EFFECTS}
            understood[id(rules)] = rules, plain  # type: ignore[assignment]
        if isinstance(node, Widget):
            _redraw_scroll_bars(node)
        node.notify_style_update()

    return classmethod(replaced)


def _set_changed(styles: Styles, rules: RulesMap) -> None:
    now: dict[str, object] = styles._rules  # type: ignore[assignment]  # noqa: SLF001
    if now != rules:
        _set(styles, rules, [name for name in now.keys() | rules.keys() if now.get(name) is not rules.get(name)])


def _set(styles: Styles, rules: RulesMap, names: Iterable[str]) -> None:
    for name in names:
        setattr(styles, name, rules.get(name))


def _redraw_scroll_bars(widget: Widget) -> None:
    if widget.show_horizontal_scrollbar:
        widget.horizontal_scrollbar.refresh()
    if widget.show_vertical_scrollbar:
        widget.vertical_scrollbar.refresh()


# How much each cache of a strip holds.
_CACHES = {
    "_divide_cache": 4,
    "_crop_cache": 16,
    "_style_cache": 16,
    "_filter_cache": 4,
    "_line_length_cache": 4,
    "_crop_extend_cache": 4,
    "_offsets_cache": 4,
}


def _without_caches(self: Strip, segments: Iterable[Segment], cell_length: int | None = None) -> None:
    self._segments = list(segments)
    self._cell_length = cell_length
    self._render_cache = self._link_ids = self._cell_count = None


def _cache_of(self: Strip, name: str) -> object:
    """A cache of a strip is made when it is first used: most of the seven of most strips never are."""
    if name not in _CACHES:
        raise AttributeError(name)
    setattr(self, name, FIFOCache(_CACHES[name]))
    return getattr(self, name)


def _looks(node: DOMNode) -> tuple[object, ...]:
    """All of a node that a rule may ask for, but for its place among its siblings."""
    states = node.pseudo_classes if isinstance(node, App) else node._pseudo_classes_cache_key  # noqa: SLF001
    return type(node), node._css_type_name, node.id, node.classes, states  # noqa: SLF001


def _looked_up_once(look_up: Callable[..., Any]) -> Callable[..., Any]:
    """The methods of a class that handle a message are the same for all of its widgets, but where these are named.

    Those that a class has by their name are read from it each time: a test may put another one in their place.
    """
    handlers: dict[object, list[tuple[type, list[Method | str]]] | None] = {}

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
                yield owner, (vars(owner)[method] if isinstance(method, str) else method).__get__(self, owner)

    return looked_up


def _handlers(receiver: type, kind: type, name: str) -> list[tuple[type, list[Method | str]]] | None:
    """The methods by which a class handles a kind of message, by owner; None where that depends on the sender."""
    decorated: set[Method] = set()
    found = []
    for owner in receiver.__mro__:
        methods: list[Method | str] = []
        for base in kind.__mro__:
            for method, selectors in vars(owner).get("_decorated_handlers", {}).get(base, ()):
                if selectors:
                    return None
                if method not in decorated:
                    decorated.add(method)
                    methods.append(method)
        named = f"_{name}" if f"_{name}" in vars(owner) else name
        if named in vars(owner) and not hasattr(vars(owner)[named], "_textual_on"):
            methods.append(named)
        if methods:
            found.append((owner, methods))
    return found


def _read_at_once(read: Callable[..., Any]) -> Callable[..., Any]:
    """A reactive that is not computed is read as what it is: an attribute."""

    def got(self: Reactive[Any], node: Any, owner: type) -> Any:
        if owner in self._read_from:  # type: ignore[attr-defined]
            try:
                return node.__dict__[self.internal_name]
            except (AttributeError, KeyError):
                return read(self, node, owner)
        if node is not None and not hasattr(owner, self.compute_name):
            self._read_from = self._read_from | {owner}  # type: ignore[attr-defined]
        return read(self, node, owner)

    return got


def _counted_from_code(count: Callable[..., int]) -> Callable[..., int]:
    """How many parameters a function takes is asked for each callback, and inspect.signature takes long to tell."""

    def counted(function: Callable[..., Any]) -> int:
        if not isinstance(function, FunctionType | MethodType) or hasattr(function, "__wrapped__"):
            return count(function)
        code = function.__code__
        every = code.co_argcount + code.co_kwonlyargcount
        every += bool(code.co_flags & CO_VARARGS) + bool(code.co_flags & CO_VARKEYWORDS)
        return every - isinstance(function, MethodType)

    return counted


class _Silent:
    """A log for Textual's console, which no test has: three loggers were made for each message."""

    def __call__(self, *_: object, **__: object) -> _Silent:
        return self

    def __getattr__(self, _: str) -> _Silent:
        return self


def _asked_now_and_then(select: Callable[..., Any]) -> Callable[..., Any]:
    """The event loop asks the system in every turn, though it has something to do: it does so in some of them here."""
    turns = count()

    def asked(self: DefaultSelector, timeout: float | None = None) -> Any:
        return [] if timeout == 0 and next(turns) % _MOST_TURNS else select(self, timeout)

    return asked
