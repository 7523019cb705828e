"""Programs of the system that tests need: without one its tests are skipped, but never where all tests must run."""

from __future__ import annotations

import os
import shutil
from collections.abc import Sequence

import pytest

# What the reason of such a skip begins with.
LACKS = "there is no "


def needed(*names: str, package: str = "", among: Sequence[str] = ()) -> str:
    """The path of a program, which may have several names. Skips the test where it is missing, and fails it in CI.

    It is looked for `among` some folders, too, where the system keeps it off the PATH.
    """
    folders = os.pathsep.join((os.environ.get("PATH", os.defpath), *among))
    found = next(filter(None, (shutil.which(name, path=folders) for name in names)), None)
    if found is not None:
        return found
    what = f"{LACKS}{names[0]} here (on Debian: apt install {package or names[0]})"
    if "CI" in os.environ:
        pytest.fail(what)
    pytest.skip(what)
