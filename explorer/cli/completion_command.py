"""`explorer completion SHELL`: print the script for a shell's completion, and answer its requests."""

from __future__ import annotations

import argparse
import shlex
import shutil
import sys
from collections.abc import Iterable
from pathlib import Path

from explorer.cli import output
from explorer.cli.arguments import CommandParser, one_of
from explorer.cli.output import Trouble
from explorer.display import one_line

SHELLS = {
    "bash": "explorer completion bash > ~/.local/share/bash-completion/completions/explorer",
    "zsh": "explorer completion zsh > DIR/_explorer     # DIR is one of your $fpath",
    "fish": "explorer completion fish > ~/.config/fish/completions/explorer.fish",
}
_SCRIPTS = Path(__file__).parent / "completing" / "scripts"


def add_arguments(parser: CommandParser) -> None:
    parser.add_argument("shell", metavar="SHELL", type=one_of("shell", SHELLS), help="bash, zsh or fish")
    parser.add_values("shell", SHELLS)
    parser.add_argument("line", metavar="LINE", nargs="?", help="print what may come at the end of this command line")
    parser.add_argument("part", metavar="PART", nargs="?", help="of that line, the end that bash replaces")
    places = "\n".join(f"  {place}" for place in SHELLS.values())
    parser.epilog = f"""\
Put the script where your shell looks for it, and open a new shell:

{places}

or, in this shell alone:

  eval "$(explorer completion bash)"
  explorer completion fish | source

With a LINE, which is how the scripts ask, it prints what may come at its end: first how the shell is to take it (words,
open for words that go on, files or folders), then a word a line, with what it means, which bash does not show."""


def run(arguments: argparse.Namespace) -> int:
    if arguments.line is None:
        script = (_SCRIPTS / f"explorer.{arguments.shell}").read_text(encoding="utf-8")
        program = str(Path(shutil.which(sys.argv[0]) or sys.argv[0]).absolute())
        if arguments.shell == "fish":
            quoted = "'" + program.replace("\\", "\\\\").replace("'", "\\'") + "'"
        else:
            quoted = shlex.quote(program)
        output.write(script.replace("@PROGRAM@", quoted))
    else:
        output.write("".join(f"{line}\n" for line in _offered(arguments)))
    return 0


def _offered(arguments: argparse.Namespace) -> Iterable[str]:
    from explorer.cli.completing.line import for_bash, words_of
    from explorer.cli.completing.offers import FILES, OPEN, Asked, Offer

    words = words_of(arguments.line)
    last = words[-1]
    before = [word.text for word in words[:-1] if not word.is_target]
    try:
        found: str | list[Offer] = FILES if last.is_target else Asked(before, last.text).offers()
    except (Trouble, OSError):  # no archive there, or none that can be read
        found = []
    if isinstance(found, str):
        return [found]
    # Never offer a word with line breaks or control characters.
    safe = [offer for offer in found if one_line(offer.word) == offer.word]
    begun = [offer for offer in safe if offer.word.startswith(last.text)]
    # The shell inserts the common prefix, which must not be shorter than what was typed.
    safe = safe if len(safe) == 1 or arguments.shell == "fish" else begun
    how = "open" if any(offer.word.endswith(OPEN) for offer in safe) else "words"
    if arguments.shell == "bash":
        part = last.raw if arguments.part is None else arguments.part
        return [how, *(for_bash(offer.word, last, part) for offer in safe)]
    return [how, *(f"{offer.word}\t{one_line(offer.what)}" for offer in safe)]
