"""The archive that comes with the explorer."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).parents[1]


def shipped_archive() -> Path:
    """Return the folder of the archive that comes with the explorer: in the package, or else in the source tree."""
    inside = _PACKAGE / "shipped"
    return inside if inside.is_dir() else _PACKAGE.parent


def is_example(root: Path) -> bool:
    """Whether the archive in `root` is the one that comes with the explorer."""
    return root.resolve() == shipped_archive().resolve()


def is_installed(root: Path) -> bool:
    """Whether the archive in `root` is part of the installed explorer, so that an upgrade replaces it."""
    return root.resolve().is_relative_to(_PACKAGE.resolve())
