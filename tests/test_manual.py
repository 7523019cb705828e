"""The manual page has all that the commands take, and programs read it without a complaint."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
from tools import needed

from explorer.cli.arguments import APP, COMMANDS
from explorer.cli.completing.offers import parser_of

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "man" / "explorer.1"
# Programs that read manual pages, and how each is asked what is wrong with one.
READERS = {"mandoc": ["-T", "lint"], "groff": ["-ww", "-z", "-man", "-T", "utf8"]}


def test_every_command_and_option_is_in_the_manual() -> None:
    sections = re.split(r'^\.S[SH] "?(?:explorer )?([\w ]+)"?$', PAGE.read_text(encoding="ascii"), flags=re.MULTILINE)
    said = dict(zip(sections[1::2], sections[2::2], strict=True))
    assert COMMANDS.keys() <= said.keys()
    for command in (APP, *COMMANDS):
        options = {name for one in parser_of(command).taken() for name in one["names"]} - {"--archive", "--help", "-h"}
        text = said["OPTIONS" if command == APP else command].replace("\\-", "-")
        assert {name for name in options if rf"\fB{name}\fR" in text} == options, command


@pytest.mark.parametrize("reader", READERS)
def test_programs_read_the_manual_without_a_complaint(reader: str) -> None:
    done = subprocess.run([needed(reader), *READERS[reader], PAGE], capture_output=True, text=True, check=False)
    assert (0, "", "") == (done.returncode, done.stdout, done.stderr)
