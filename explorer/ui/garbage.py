"""Looking for garbage while nobody types: among all that a large archive has in memory it takes a tenth of a second."""

from __future__ import annotations

import gc
from functools import partial

from textual.app import App
from textual.timer import Timer

# Seconds without a key.
_REST = 4.0
# Python looks through everything once it has looked so often through what is new: by itself, ten times.
_OFTEN, _AT_LAST = 10, 200
# The workers that run as long as the app does. What others work on is much, and none of it garbage yet.
_ALWAYS_RUN = ("watch", "verify")


def look_while_at_rest(app: App[None]) -> Timer:
    """Look through everything each time that an app is at rest: until then, whoever has its input resets the timer."""
    new, newer, _ = gc.get_threshold()
    gc.set_threshold(new, newer, _AT_LAST)
    return app.set_interval(_REST, partial(_look, app))


def look_from_here_on() -> None:
    """Look for garbage from here on, but not in what is there.

    The records may be very many, and hardly any of them garbage: collecting them would freeze the screen.
    """
    gc.freeze()
    gc.enable()


def _look(app: App[None]) -> None:
    is_at_work = any(worker.is_running and worker.name not in _ALWAYS_RUN for worker in app.workers)
    if gc.isenabled() and gc.get_count()[2] > _OFTEN and not is_at_work:
        gc.collect()
