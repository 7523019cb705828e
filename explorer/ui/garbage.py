"""Collecting garbage while nobody types: with all that a large archive has in memory it takes a tenth of a second."""

from __future__ import annotations

import gc
from functools import partial

from textual.app import App
from textual.timer import Timer

# Seconds without a key.
_REST = 4.0
# Collections of the middle generation before a full one: at rest, and at any time (Python's default is ten).
_OFTEN, _AT_LAST = 10, 200
# The workers that run as long as the app does. Others work on much data, and none of it is garbage yet.
_ALWAYS_RUN = ("watch", "verify")


def collect_when_idle(app: App[None]) -> Timer:
    """Collect all garbage each time that the app is at rest: whoever handles its input resets the timer until then."""
    new, newer, _ = gc.get_threshold()
    gc.set_threshold(new, newer, _AT_LAST)
    return app.set_interval(_REST, partial(_look, app))


def freeze_garbage() -> None:
    """Exempt everything that exists now from garbage collection.

    The records may be very many, and hardly any of them garbage: collecting them would freeze the screen.
    """
    gc.freeze()
    gc.enable()


def _look(app: App[None]) -> None:
    is_at_work = any(worker.is_running and worker.name not in _ALWAYS_RUN for worker in app.workers)
    if gc.isenabled() and gc.get_count()[2] > _OFTEN and not is_at_work:
        gc.collect()
