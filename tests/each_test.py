"""What pytest and xdist do for each test, with less work: it takes longer than most tests do."""

from __future__ import annotations

import asyncio
import faulthandler
import gc
import marshal
import sys
import threading
import time
from typing import Any

import pytest
import pytest_timeout

# Seconds between two looks at how long a test has been running.
_LOOK = 1.0


class _TimeOuts(threading.Thread):
    """Ends the process where a test takes too long. One thread does for all tests, where each would have its own."""

    def __init__(self) -> None:
        super().__init__(name="time-outs", daemon=True)
        self.running: tuple[float, pytest.Item, pytest_timeout.Settings] | None = None

    def run(self) -> None:
        while True:
            time.sleep(_LOOK)
            running = self.running
            if running is not None and time.monotonic() > running[0]:
                _tell_where_it_is(running[1])
                pytest_timeout.timeout_timer(*running[1:])


_time_outs = _TimeOuts()


def _tell_where_it_is(test: pytest.Item) -> None:
    """Write on stderr where all threads and tasks are. What pytest-timeout tells of them is lost in a worker."""
    capture = test.config.pluginmanager.getplugin("capturemanager")
    if capture is not None:
        capture.suspend_global_capture(test)
    sys.stderr.write(f"\n{test.nodeid} does not end:\n")
    faulthandler.dump_traceback()
    for task in [each for each in gc.get_objects() if isinstance(each, asyncio.Task) and not each.done()]:
        task.print_stack(file=sys.stderr)
    sys.stderr.flush()


def pytest_timeout_set_timer(item: pytest.Item, settings: pytest_timeout.Settings) -> bool | None:
    if settings.method != "thread":
        return None
    if not _time_outs.is_alive():
        _time_outs.start()
    _time_outs.running = time.monotonic() + settings.timeout, item, settings
    return True


def pytest_timeout_cancel_timer() -> None:
    _time_outs.running = None


def pytest_report_to_serializable(report: pytest.CollectReport | pytest.TestReport) -> dict[str, Any] | None:
    """A worker tells three times of each test, in a dictionary: execnet would go through all that is in it."""
    if not isinstance(report, pytest.TestReport) or not report.passed:
        return None
    return {"packed": marshal.dumps(report._to_json())}  # noqa: SLF001 - as pytest's own


def pytest_report_from_serializable(data: dict[str, Any]) -> pytest.TestReport | None:
    if "packed" not in data:
        return None
    return pytest.TestReport._from_json(marshal.loads(data.pop("packed")) | data)  # noqa: SLF001 - as pytest's own
