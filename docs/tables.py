"""Writes the tables of the documentation from the code that they document: `python docs/tables.py`."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator, Mapping
from inspect import cleandoc
from pathlib import Path
from token import COMMENT, ENCODING, NL, STRING
from tokenize import tokenize

from msgspec import inspect

from explorer.model.problem_codes import GROUPS, Code
from explorer.model.records import RECORD_TYPES, Accepted, Anchor, Evidence, Kind
from explorer.ui.app import ExplorerApp
from explorer.ui.screens.key_help import key_help

DOCS = Path(__file__).parent
PACKAGE = DOCS.parent / "explorer"

# What stands inside of records, with the field that has it.
_INNER: dict[type, str] = {Evidence: "evidence", Anchor: "at", Accepted: "accepts"}
# What may stand in a module before its docstring.
_BEFORE_A_DOCSTRING = {ENCODING, COMMENT, NL}


def format_tables() -> str:
    """A table of the fields of each kind of record."""
    parts = [_fields(f"`{kind.plural}`", cls) for kind, cls in RECORD_TYPES.items()]
    parts += [_fields(f"`{name}`", cls) for cls, name in _INNER.items()]
    return "\n\n".join(parts)


def key_tables() -> str:
    """A table of the keys of each part of the screen."""
    parts = []
    for section in key_help(ExplorerApp.BINDINGS):
        table = "\n".join(f"| {_keys(row.keys)} | {row.does} |" for row in section.rows)
        parts.append(f"## {section.title}\n\n| key | does |\n|---|---|\n{table}")
    return "\n\n".join(parts)


def code_tables() -> str:
    """A table of the codes of `explorer check`, for each thing that they are about."""
    return "\n\n".join(_codes(about, codes) for about, codes in GROUPS.items())


def module_tables() -> str:
    """A table of the modules of each package, each with what its docstring begins with."""
    packages = [PACKAGE, *sorted(path.parent for path in PACKAGE.rglob("*/__init__.py"))]
    return "\n\n".join(_modules(package) for package in packages if any(package.glob("[a-z]*.py")))


def with_tables(text: str, tables: str, marker: str = "tables") -> str:
    """A document with new tables between its markers."""
    marked = re.compile(rf"(<!-- {marker} -->\n).*(\n<!-- end of {marker} -->)", re.DOTALL)
    return marked.sub(lambda found: f"{found[1]}\n{tables}\n{found[2]}", text)


def _codes(about: str, codes: Mapping[str, Code]) -> str:
    rows = "\n".join(f"| `{name}` | {' or '.join(code.severities)} | {code.means} |" for name, code in codes.items())
    return f"#### {about}\n\n| code | severity | means |\n|---|---|---|\n{rows}"


def _modules(package: Path) -> str:
    title = "explorer" if package == PACKAGE else f"{package.relative_to(PACKAGE).as_posix()}/"
    rows = "\n".join(f"| `{path.stem}` | {_first_words(path)} |" for path in sorted(package.glob("[a-z]*.py")))
    return f"## {title}\n\n{_first_words(package / '__init__.py')}\n\n| module | owns |\n|---|---|\n{rows}"


def _first_words(path: Path) -> str:
    """The first paragraph of a module's docstring. Nothing is imported for it, nor is the rest of the module parsed."""
    with path.open("rb") as file:
        tokens = (token for token in tokenize(file.readline) if token.type not in _BEFORE_A_DOCSTRING)
        first = next(tokens)
    doc = cleandoc(ast.literal_eval(first.string)) if first.type == STRING else ""
    return " ".join(doc.split("\n\n")[0].split()).replace("|", "\\|")


def _keys(keys: Iterable[str]) -> str:
    return " ".join(f"`{key}`" for key in keys)


def _fields(title: str, cls: type) -> str:
    info = inspect.type_info(cls)
    assert isinstance(info, inspect.StructType)
    doc = (cls.__doc__ or "").split("\n\n")[0].replace("\n    ", " ")
    rows = "\n".join(
        f"| `{field.name}` | {'yes' if field.required else ''} | {_type(field.type)} | {_description(field.type)} |"
        for field in info.fields
    )
    return f"### {title}\n\n{doc}\n\n| field | needed | is | what it says |\n|---|---|---|---|\n{rows}"


def _type(type_: inspect.Type) -> str:
    match type_:
        case inspect.Metadata(extra=extra, type=inner):
            if extra and "refers_to" in extra:
                kind = extra["refers_to"]
                return f"{'an' if kind in (Kind.ARTICLE, Kind.EVENT) else 'a'} {kind}'s id"
            return "a date (EDTF)" if extra and extra.get("edtf") else _type(inner)
        case inspect.UnionType(types=types):
            return " or ".join(_type(member) for member in types if not isinstance(member, inspect.NoneType))
        case inspect.VarTupleType(item_type=item):
            return f"a list: {_type(item)}"
        case inspect.LiteralType(values=values):
            return ", ".join(f"`{value}`" for value in values)
        case inspect.BoolType():
            return "`true` or `false`"
        case inspect.StructType(cls=cls):
            return f"see `{_INNER[cls]}`"
    return "text"


def _description(type_: inspect.Type) -> str:
    return next(_descriptions(type_), "")


def _descriptions(type_: inspect.Type) -> Iterator[str]:
    if isinstance(type_, inspect.Metadata):
        schema = type_.extra_json_schema or {}
        if "description" in schema:
            yield schema["description"]
        else:
            yield from _descriptions(type_.type)


# Each page, the marker of the tables in it, and what makes them.
PAGES = (
    ("format.md", "codes", code_tables),
    ("format.md", "tables", format_tables),
    ("keys.md", "tables", key_tables),
    ("modules.md", "tables", module_tables),
)


def main() -> None:
    for name, marker, tables in PAGES:
        page = DOCS / name
        page.write_text(with_tables(page.read_text(encoding="utf-8"), tables(), marker), encoding="utf-8")


if __name__ == "__main__":
    main()
