"""Which version comes next, and what the changelog and the package say of it: functions of text."""

from __future__ import annotations

import re
from datetime import date

from packaging.version import InvalidVersion, Version

_SECTION = re.compile(r"^## \[(?P<name>[^\]]+)\].*\n(?P<changes>(?:(?!## ).*\n?)*)", re.MULTILINE)
_UNRELEASED = "Unreleased"
_OWN = re.compile(r'^__version__ = "(.*)"$', re.MULTILINE)


class Refused(Exception):
    """Why there is no release."""


def next_version(wanted: str, module: str, changelog: str) -> str:
    """The version that is wanted, or else the package's own, in its normal form.

    Raises:
        Refused: it is none, or does not come after those that the changelog has.
    """
    own = Version(own_version(module))
    version = _version(wanted) if wanted else own
    released = [_version(found["name"]) for found in _SECTION.finditer(changelog) if found["name"] != _UNRELEASED]
    latest = max(released, default=None)
    if latest is not None and version <= latest:
        raise Refused(f"{version} is not greater than {latest}, which is released: say make release VERSION=…")
    if version < own:
        raise Refused(f"{version} is lower than {own}, which explorer/__init__.py has")
    return str(version)


def own_version(module: str) -> str:
    """What the text of `explorer/__init__.py` says."""
    found = _OWN.search(module)
    if found is None:
        raise Refused('explorer/__init__.py has no line __version__ = "…"')
    return found[1]


def with_version(module: str, version: str) -> str:
    return _OWN.sub(f'__version__ = "{version}"', module)


def with_section(changelog: str, version: str, day: date) -> str:
    """The changelog in which what is unreleased is the version's, and nothing is unreleased.

    Raises:
        Refused: nothing is unreleased.
    """
    found = next((section for section in _SECTION.finditer(changelog) if section["name"] == _UNRELEASED), None)
    if found is None:
        raise Refused("CHANGELOG.md has no section ## [Unreleased]")
    if not any(line.strip() and not line.startswith("#") for line in found["changes"].splitlines()):
        raise Refused("CHANGELOG.md says of no change under ## [Unreleased]: there is nothing to release")
    heading = f"## [{_UNRELEASED}]\n\n## [{version}] - {day.isoformat()}\n"
    return f"{changelog[: found.start()]}{heading}{changelog[found.start('changes') :]}"


def _version(text: str) -> Version:
    try:
        version = Version(text)
    except InvalidVersion:
        raise Refused(f"“{text}” is no version; 0.2.0 and 0.2.0rc1 are") from None
    if version.local:
        raise Refused(f"{version}: no package index takes a version with a “+”")
    return version
