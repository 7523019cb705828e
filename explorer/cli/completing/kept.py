"""What is kept in the user's cache folder from one Tab to the next, and holds as long as its edition is the same."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path

import platformdirs


def kept(name: str, edition: Iterable[object], make: Callable[[], str]) -> str:
    """The text of that name which was kept in the same edition; or else what `make` makes now, which is kept.

    Where nothing can be kept, that is no error: it is made each time.
    """
    digest = hashlib.sha256("\n".join(map(repr, edition)).encode(errors="surrogatepass")).hexdigest()
    path = platformdirs.user_cache_path("article-explorer") / "completion" / name
    with suppress(OSError, UnicodeDecodeError):
        first, _, text = path.read_text(encoding="utf-8").partition("\n")
        if first == digest:
            return text
    text = make()
    with suppress(OSError):
        from explorer.files.writing import replace_file

        replace_file(path, f"{digest}\n{text}".encode(errors="replace"))
    return text


def stamps_below(folder: Path, ending: str) -> Iterable[tuple[object, ...]]:
    """Name, time and size of each file below a folder that ends so, sorted."""
    found = []
    for place, _, names in os.walk(folder):
        for name in names:
            if name.endswith(ending):
                path = os.path.join(place, name)  # noqa: PTH118  # hundreds of them, at each Tab
                with suppress(OSError):
                    status = os.stat(path)  # noqa: PTH116
                    found.append((path, status.st_mtime_ns, status.st_size))
    return sorted(found)
