"""Programs of the system that tests need: without one its tests are skipped, but never where all tests must run."""

from __future__ import annotations

import os
import shutil

import pytest

# What the reason of such a skip begins with.
LACKS = "there is no "


def needed(*names: str, package: str = "") -> str:
    """The path of a program, which may have several names. Skips the test where it is missing, and fails it in CI."""
    path = next(filter(None, map(shutil.which, names)), None)
    if path is not None:
        return path
    what = f"{LACKS}{names[0]} here (on Debian: apt install {package or names[0]})"
    if "CI" in os.environ:
        pytest.fail(what)
    pytest.skip(what)
