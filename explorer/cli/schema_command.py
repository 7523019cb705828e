"""`explorer schema`: print the JSON Schema of a data file."""

from __future__ import annotations

import argparse

from explorer.cli import output
from explorer.cli.arguments import CommandParser
from explorer.files.schema import json_schema


def add_arguments(parser: CommandParser) -> None:
    parser.epilog = """\
Editors that know the YAML language server check and complete a file whose first line names the schema:

  explorer schema > schema.json
  # yaml-language-server: $schema=schema.json"""


def run(arguments: argparse.Namespace) -> int:  # noqa: ARG001  # every command takes them
    output.write_json(json_schema())
    return 0
