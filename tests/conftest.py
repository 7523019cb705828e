"""What all tests share: the shipped archive, and how hypothesis searches."""

from __future__ import annotations

import gc
import os
import re
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import each_test
import pytest
import warm
from hypothesis import HealthCheck, settings, strategies
from tools import LACKS
from trying import tries
from xdist.scheduler import LoadGroupScheduling
from xdist.workermanage import WorkerController

from explorer.snapshot import Snapshot, read_snapshot, shipped_archive

# The same examples on every run: a failure is found again, and a slow machine fails nothing.
settings.register_profile(
    "suite", deadline=None, derandomize=True, max_examples=tries(60), suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("suite")

# The workers have all processors among them: threads of a library of linear algebra would only wait for each other.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

# An app leaves many objects, which are looked through for garbage again and again: rarely will do. What is made until
# the tests are known is none.
gc.set_threshold(20_000, 10, 10)
gc.disable()


def pytest_configure(config: pytest.Config) -> None:
    config.pluginmanager.register(each_test)


def pytest_xdist_auto_num_workers() -> int:
    """One more than there are processors: tests in a terminal wait for the programs that they start."""
    return (os.cpu_count() or 1) + 1


class ByFile(LoadGroupScheduling):  # type: ignore[misc]
    """A group of tests is one worker's, and so are those of a file, which read and make much of the same.

    Those of the screens take too long for that: they come last, each by itself, until all workers are done.
    """

    def _split_scope(self, nodeid: str) -> str:
        scope = super()._split_scope(nodeid)
        return nodeid.partition("::")[0] if scope == nodeid and not nodeid.startswith("tests/ui/") else scope

    def remove_node(self, node: WorkerController) -> str | None:
        """Leave to the others what a worker that ended had not done, but for the test that ended it, which is returned.

        xdist itself would run that test again, and would wait for ever for a worker that it gives a group of tests of
        which all are done.
        """
        groups: dict[str, dict[str, bool]] = self.assigned_work.pop(node)
        left = [(tests, nodeid) for tests in groups.values() for nodeid, is_done in tests.items() if not is_done]
        if not left:
            return None
        tests, ended_it = left[0]
        tests[ended_it] = True
        self.workqueue.update({name: tests for name, tests in groups.items() if not all(tests.values())})
        for other in self.assigned_work:
            self._reschedule(other)
        return ended_it


def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> ByFile | None:
    return ByFile(config, log) if config.getoption("dist") == "loadgroup" else None


@pytest.hookimpl(trylast=True)
def pytest_sessionstart(session: pytest.Session) -> None:
    """What hypothesis works out about Unicode is kept in a file: it is worked out here, and not by each worker."""
    if not hasattr(session.config, "workerinput"):
        strategies.text().validate()


@pytest.hookimpl(trylast=True)
def pytest_collection_finish() -> None:
    """From here on garbage is looked for, but not in the tests themselves and in what they have imported."""
    gc.freeze()
    gc.enable()


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Let no worker look for pictures that no test has: it would ask all tests for each that another worker drew."""
    if hasattr(session.config, "workerinput"):
        session.config._syrupy.report.selected_items = {}  # type: ignore[attr-defined]  # noqa: SLF001


def pytest_unconfigure(config: pytest.Config) -> None:
    """Look for garbage once: at its end pytest looks five times through all that is left, for failures to clean up.

    A worker has told all that it tells by now, and need not look.
    """
    if not hasattr(config, "workerinput"):
        gc.collect()
    gc.freeze()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say at the end which programs were missing: “passed” is not all then."""
    reasons = [str(report.longrepr) for report in terminalreporter.stats.get("skipped", ())]
    lacking = Counter(found[1] for found in map(re.compile(f"{LACKS}(\\S+) here").search, reasons) if found)
    for program, tests in sorted(lacking.items()):
        terminalreporter.write_line(f"not tested without {program}, which is not here: {tests} tests", yellow=True)


@pytest.fixture(scope="session", autouse=True)
def _own_folders(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Nothing is read from, or left in, the folders of whoever runs the tests."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        patch.setenv("XDG_STATE_HOME", str(tmp_path_factory.mktemp("state")))
        patch.setenv("XDG_CONFIG_HOME", str(tmp_path_factory.mktemp("config")))
        for name in ("EXPLORER_CONFIG", "EXPLORER_LINEAR"):
            patch.delenv(name, raising=False)
        yield


@pytest.fixture(scope="session", autouse=True)
def _forked_beside() -> Iterator[None]:
    """What the explorer starts beside itself is forked from what has it imported."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("explorer.store.other_process.Popen", warm.Popen)
        yield


@pytest.fixture(scope="session", autouse=True)
def _ctrl_c_is_heeded() -> None:
    """A shell that runs the tests in the background has them ignore Ctrl+C, and so would all that they start."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session")
def folders(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Folders that are not there yet, for one test each."""
    parent = tmp_path_factory.mktemp("tests")
    return (parent / str(number) for number in count())


@pytest.fixture
def tmp_path(folders: Iterator[Path]) -> Path:
    """A folder of the test; to find the next number pytest's own looks at all that are there, which takes longer."""
    folder = next(folders)
    folder.mkdir()
    return folder


@pytest.fixture(scope="session")
def documentation(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The documentation as a site; with a mark for one worker, the tests of it build it once.

    Built strictly: a link that leads nowhere is an error, and so is a page that mkdocs.yml leads no one to.
    """
    folder = tmp_path_factory.mktemp("documentation")
    command = (sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", folder)
    environment = os.environ | {"NO_MKDOCS_2_WARNING": "1"}
    root = Path(__file__).parents[1]
    done = subprocess.run(command, cwd=root, env=environment, capture_output=True, encoding="utf-8", check=False)
    assert ("", 0) == (done.stdout + done.stderr, done.returncode)
    return folder


@pytest.fixture(scope="session")
def shipped() -> Snapshot:
    """The archive that comes with the explorer."""
    return read_snapshot(shipped_archive())
