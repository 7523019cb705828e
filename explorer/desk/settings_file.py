"""`config.yaml` → settings, and problems with their places. Valid settings apply, whatever else is wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from explorer.citing import FORMATS
from explorer.desk.settings import NAMES, NARROWEST, STARTS, WIDEST, Origin, Settings
from explorer.files.lines import decoded
from explorer.files.yaml_text import Fields, Items, Text, YamlValue, described, parse
from explorer.model.problems import Place, Problem, Severity, any_of, did_you_mean

_BOOLEANS = {"true": True, "false": False}


class _Wrong(Exception):
    """A value that a setting can't have; the message says what it must be."""


def read(content: bytes, file: Path) -> Settings:
    """Read the settings in the content of a file."""
    text, problem = decoded(content, str(file))
    if problem is not None:
        return Settings(file=file, problems=(problem,))
    document, problems = parse(text, str(file))
    reader = _Reader(problems)
    if isinstance(document, Fields):
        reader.read(document)
    elif document is not None and not (isinstance(document, Text) and document.is_null):
        reader.report(document.place, "wrong-type", f"the settings are a mapping with any of {any_of(NAMES)}")
    origins = {name: Origin("file", f"{file.name}:{place.line}") for name, place in reader.places.items()}
    return Settings(
        file=file,
        origins=origins,
        places=reader.places,
        problems=tuple(sorted(reader.problems, key=lambda problem: problem.place)),
        **reader.values,  # type: ignore[arg-type]  # each was read as what it must be
    )


class _Reader:
    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = list(problems)
        self.values: dict[str, object] = {}
        self.places: dict[str, Place] = {}

    def read(self, fields: Fields) -> None:
        for name, value in fields.values.items():
            if name not in NAMES:
                hint = did_you_mean(name, NAMES) or f"; known are {any_of(NAMES)}"
                self.report(fields.keys[name], "unknown-key", f"unknown setting “{name}”{hint}")
            elif isinstance(value, Text) and value.is_null:
                continue
            elif name == "keys":
                self._read_keys(value)
            else:
                self._read(name, value)

    def _read(self, name: str, value: YamlValue) -> None:
        try:
            self.values[name] = _READ[name](value)
        except _Wrong as error:
            self.report(value.place, "wrong-type", f"“{name}” must be {error}")
        else:
            self.places[name] = value.place

    def _read_keys(self, value: YamlValue) -> None:
        if not isinstance(value, Fields):
            self.report(
                value.place, "wrong-type", "“keys” must be a mapping: what is done, and its key, as timeline: W"
            )
            return
        keys: dict[str, tuple[str, ...]] = {}
        for id, key in value.values.items():
            try:
                keys[id] = _keys(key)
            except _Wrong as error:
                self.report(key.place, "wrong-type", f"the key of “{id}” must be {error}")
            else:
                self.places[f"keys.{id}"] = value.keys[id]
        self.values["keys"] = keys

    def report(self, place: Place, code: str, message: str) -> None:
        self.problems.append(Problem(place, Severity.ERROR, code, message))


def _text(value: YamlValue) -> str:
    if not isinstance(value, Text) or not value.value.strip():
        raise _Wrong("text")
    return value.value.strip()


def _one_of(choices: Iterable[str]) -> Callable[[YamlValue], str]:
    def read_choice(value: YamlValue) -> str:
        said = value.value.strip() if isinstance(value, Text) else ""
        if said in choices:
            return said
        hint = did_you_mean(said.lower(), choices) if said else ""
        raise _Wrong(f"one of {any_of(choices)}, not {described(value)}{hint}")

    return read_choice


def _width(value: YamlValue) -> int | None:
    said = value.value.strip() if isinstance(value, Text) else ""
    if said == "auto":
        return None
    if said.isascii() and said.isdecimal() and NARROWEST <= int(said[:9]) <= WIDEST:
        return int(said)
    raise _Wrong(f"auto, or a number of columns from {NARROWEST} to {WIDEST}, not {described(value)}")


def _boolean(value: YamlValue) -> bool:
    if isinstance(value, Text) and value.value.lower() in _BOOLEANS:
        return _BOOLEANS[value.value.lower()]
    raise _Wrong(f"true or false, not {described(value)}")


def _keys(value: YamlValue) -> tuple[str, ...]:
    """One key or several: a list, or in one text with commas in between."""
    if isinstance(value, Items):
        keys = [item.value.strip() for item in value.values if isinstance(item, Text)]
        if len(keys) < len(value.values):
            raise _Wrong("a key, or a list of keys")
    elif isinstance(value, Text):
        keys = [","] if value.value.strip() == "," else [key.strip() for key in value.value.split(",")]
    else:
        keys = []
    if not keys or not all(keys):
        raise _Wrong("a key, or a list of keys")
    return tuple(keys)


_READ: dict[str, Callable[[YamlValue], object]] = {
    "theme": _text,
    "start": _one_of(STARTS),
    "reader_width": _width,
    "citation": _one_of([format.id for format in FORMATS]),
    "editor": _text,
    "linear": _boolean,
}
