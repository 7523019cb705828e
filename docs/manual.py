"""Writes the manual page from the commands themselves: `python docs/manual.py`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from textwrap import wrap

from explorer.cli.arguments import APP, COMMANDS, CommandParser, overview
from explorer.cli.completing.offers import Taken, parser_of

PAGE = Path(__file__).parents[1] / "man" / "explorer.1"
# A manual page has a date. That of the release would have to be changed with each.
_DATE = "2026-11-27"
_WIDTH = 60
_BY_ALL = ("--archive", "--help")

_ENVIRONMENT = {
    "VISUAL, EDITOR": "the editor that opens a record",
    "EXPLORER_CONFIG": "the file of your settings, in place of the one that explorer config names",
    "EXPLORER_LINEAR": "if it is set to 1, everything is said as lines of text, as with --linear",
    "TEXTUAL_THEME": "the theme, in place of the one of the settings",
    "COLUMNS": "how wide tables are on a terminal; in a pipe they are not cut in any case",
    "NO_COLOR": "if it is set, there are no colours",
}


def manual() -> str:
    """The whole page, in the language of roff."""
    return re.sub(r"^(\.SH .*\n)\.PP\n", r"\1", "\n".join(_lines()), flags=re.MULTILINE)


def _lines() -> list[str]:
    usage, what, how, *_, examples, exits, _ = overview().split("\n\n")
    return [
        r".\" Made by docs/manual.py of what the commands say of themselves.",
        f'.TH EXPLORER 1 "{_DATE}" "Article Explorer" "User Commands"',
        ".nh",  # a word is not parted at the end of a line: it may be one to type
        # No gaps between words: for the macros of groff, which would make lines even again, and for others.
        ".ds AD l",
        ".ad l",
        ".SH NAME",
        rf"explorer \- {_safe('explore a curated archive of news articles')}",
        ".SH SYNOPSIS",
        *_verbatim(line.removeprefix("usage:").strip() for line in usage.splitlines()),
        ".SH DESCRIPTION",
        *_paragraphs("\n\n".join([what, how])),
        ".SH OPTIONS",
        *_listed(taken_by(parser_of(APP))),
        ".SH COMMANDS",
        r"Each command takes \fB\-\-archive\fR and \fB\-\-help\fR, too.",
        *(line for command in COMMANDS for line in _command(command)),
        ".SH EXIT STATUS",
        *_paragraphs(exits.removeprefix("exit codes: ")),
        ".SH ENVIRONMENT",
        *(line for name, means in _ENVIRONMENT.items() for line in (".TP", f".B {_safe(name)}", _safe(means))),
        ".SH EXAMPLES",
        *_verbatim(line.strip() for line in examples.splitlines()[1:]),
        "",
    ]


def _command(name: str) -> Iterator[str]:
    parser = parser_of(name)
    own = [one for one in taken_by(parser) if not set(_BY_ALL) & set(one.names)]
    yield f'.SS "explorer {_safe(name)}"'
    # What belongs together is not parted where the line ends.
    words = [f"explorer {name}", *map(_in_synopsis, sorted(own, key=lambda one: not one.names))]
    yield from (_safe(word).replace(" ", r"\ ") for word in words)
    yield from _paragraphs(f"{parser.does[:1].upper()}{parser.does[1:]}.")
    yield from _listed(own)
    if parser.epilog:
        yield from _paragraphs(parser.epilog)


def taken_by(parser: CommandParser) -> list[Taken]:
    return [Taken(**one) for one in parser.taken()]


def _in_synopsis(one: Taken) -> str:
    said = " ".join(filter(None, ["|".join(one.names), one.metavar])) + (" …" if one.many else "")
    return said if one.needed else f"[{said}]"


def _listed(taken: Iterable[Taken]) -> Iterator[str]:
    """A paragraph for each option and place, the places first."""
    for one in sorted(taken, key=lambda one: bool(one.names)):
        value = rf" \fI{_safe(one.metavar)}\fR" if one.metavar else ""
        names = [rf"\fB{_safe(name)}\fR{value}" for name in one.names] or [value.strip()]
        yield from (".TP", ", ".join(names), *_filled(one.does))


def _paragraphs(text: str) -> Iterator[str]:
    """Paragraphs, which are filled; lists of words and what they mean; and lines that are set in, which stay."""
    for block in text.split("\n\n"):
        lines = block.splitlines()
        flowing = [line for line in lines if not line.startswith("  ")]
        set_in = [line for line in lines if line.startswith("  ")]
        listed = [re.fullmatch(r"  (\S+)  +(\S.*)", line) for line in set_in]
        yield ".PP"
        yield from _filled(" ".join(flowing))
        if all(listed):
            yield from (line for one in listed if one for line in (".TP", rf"\fB{_safe(one[1])}\fR", *_filled(one[2])))
        else:
            yield from _verbatim(set_in)


def _filled(text: str) -> Iterator[str]:
    return map(_safe, wrap(text, _WIDTH, break_long_words=False, break_on_hyphens=False))


def _verbatim(lines: Iterable[str]) -> list[str]:
    shown = [_safe(line) for line in lines]
    return [".nf", *shown, ".fi"] if shown else []


def _safe(text: str) -> str:
    """Text of which roff takes nothing for its own, in ASCII."""
    signs = {"\\": r"\e", "-": r"\-", "'": r"\(aq", "`": r"\(ga", "^": r"\(ha", "~": r"\(ti", '"': r"\(dq"}
    escaped = "".join(signs.get(sign) or (sign if sign.isascii() else rf"\[u{ord(sign):04X}]") for sign in text)
    return re.sub(r"^(?=\.)", r"\\&", escaped)


def main() -> None:
    PAGE.parent.mkdir(exist_ok=True)
    PAGE.write_text(manual(), encoding="ascii")


if __name__ == "__main__":
    main()
