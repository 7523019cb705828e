"""`explorer serve` in a real browser: the explorer is all there, and only reads."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep
from typing import TYPE_CHECKING

from archives import write_archive
from browser.reading import barriers
from cli.running import environment

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page

# Seconds: longer than a busy machine takes.
PATIENCE = 60
ROWS = """() => window.explorer ? [...Array(explorer.terminal.rows).keys()].map(
    row => explorer.terminal.buffer.active.getLine(row)?.translateToString() ?? "").join("\\n") : "" """


class Server:
    """A server as a process of its own, for an archive and a home that are its user's."""

    def __init__(self, process: subprocess.Popen[str], home: Path) -> None:
        self.process = process
        self.home = home
        assert process.stdout is not None
        self.url = process.stdout.readline().strip()

    @property
    def visits(self) -> list[int]:
        """The processes of its visits."""
        found = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        return [int(pid) for pid in found.read_text().split()] if found.exists() else []


@contextmanager
def serving(root: Path, home: Path, *options: str) -> Iterator[Server]:
    home.mkdir(exist_ok=True)
    environ = environment(HOME=str(home), XDG_STATE_HOME=str(home / "state"), XDG_CONFIG_HOME=str(home / "config"))
    command = [sys.executable, "-m", "explorer", "serve", "--port", "0", "--archive", str(root), *options]
    with subprocess.Popen(
        command, env=environ, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as process:
        try:
            yield Server(process, home)
        finally:
            process.terminate()
            process.wait(PATIENCE)


def until(condition: Callable[[], object], what: object = "") -> None:
    ends = monotonic() + PATIENCE
    while not condition():
        assert monotonic() < ends, f"it did not come about: {what}"
        sleep(0.1)  # a look at the page is work for its browser, too


def shows(page: Page, words: str) -> None:
    """Wait until some words are on the screen of the terminal."""
    until(lambda: words in page.evaluate(ROWS), words)


def says(page: Page, words: str) -> None:
    """Wait until the page itself says something, over the terminal."""
    until(lambda: words in page.inner_text("#end"), words)


def clipboard(page: Page) -> str:
    return str(page.evaluate("navigator.clipboard.readText()"))


def files_of(root: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}


def test_the_explorer_is_read_in_a_browser(page: Page, tmp_path: Path) -> None:
    """By the keys that it has in a terminal, without a click before. A key that writes says that it can't."""
    root, home = write_archive(tmp_path / "pier"), tmp_path / "home"
    (home / "config" / "article-explorer").mkdir(parents=True)
    (home / "config" / "article-explorer" / "config.yaml").write_text("theme: no-such-theme\n")
    before = files_of(tmp_path)
    with serving(root, home) as server:
        page.goto(server.url)
        shows(page, "1 Topics")
        assert page.title() == "pier – Article Explorer"
        assert not barriers(page, at_least=("moderate", "serious", "critical"))

        # Words from right to left are drawn as they are written; a column beside them is not theirs.
        assert [[3, 13], [20, 22]] == page.evaluate("leftward('ab سدّ، النهر │ 12  ما')")
        page.keyboard.type("/ha")
        page.keyboard.insert_text("brøur")  # no key says it, as of an emoji picker
        shows(page, "habrøur")
        page.keyboard.press("Enter")
        shows(page, "Everything ▸ Harbour")
        page.keyboard.press("Alt+ArrowLeft")
        shows(page, "Results · ")
        page.keyboard.press("Alt+ArrowRight")
        shows(page, "Everything ▸ Harbour")
        # What is pasted presses no key.
        page.evaluate("navigator.clipboard.writeText('march\\x1b[201~\\x1b?')")
        page.keyboard.press("/")
        page.keyboard.press("Control+v")
        shows(page, "march[201~?")
        page.keyboard.press("Escape")
        shows(page, "Everything ▸ Harbour")
        page.keyboard.press("4")
        page.keyboard.press("Enter")
        shows(page, "heart of the harbour")
        page.keyboard.press("y")
        until(lambda: "[quote/ruiz-rebuild]" in clipboard(page))
        page.keyboard.press("e")
        shows(page, "This explorer only reads")
        page.keyboard.press("Escape")
        shows(page, "Everything ▸ Harbour")
        page.keyboard.press("Y")
        until(lambda: clipboard(page) == f"{server.url}?ref=topic%2Fharbour")

        page.keyboard.press("x")
        shows(page, "Copy or save")
        with page.expect_download() as saved:
            page.keyboard.press("Control+s")
        assert "east pier" in saved.value.path().read_text("utf-8")

        # A window that gets smaller, and a file of the archive that changes: the screen follows.
        page.set_viewport_size({"width": 390, "height": 600})
        shows(page, "[4 Quotes")
        file = root / "data" / "archive.yaml"
        assert files_of(tmp_path) == before
        file.write_bytes(file.read_bytes().replace(b"label: Harbour", b"label: The port"))
        shows(page, "Everything ▸ The port")

        (visit,) = server.visits
        page.close()
        until(lambda: visit not in server.visits)
        assert not Path(f"/proc/{visit}").exists()


def test_a_visit_ends_with_the_server_or_the_explorer(context: BrowserContext, tmp_path: Path) -> None:
    """And says so. There are no more visits than allowed; a search that is in the address is open from the start."""
    with serving(write_archive(tmp_path / "pier"), tmp_path / "home", "--sessions", "1") as server:
        first, second = context.new_page(), context.new_page()
        first.goto(f"{server.url}?query=march")
        shows(first, "Results · ")
        second.goto(server.url)
        says(second, "All places are taken")
        os.kill(server.visits[0], signal.SIGKILL)
        says(first, "made a mistake")
        first.click("text=Open it again")
        shows(first, "Results · ")
        server.process.send_signal(signal.SIGTERM)
        says(first, "The server was stopped.")
        assert server.process.wait(PATIENCE) == 0


def test_where_the_browser_does_not_copy_by_itself(page: Page, tmp_path: Path) -> None:
    """The text is there to be copied by hand, and the keys are the explorer's again after it."""
    page.add_init_script("delete Navigator.prototype.clipboard")
    with serving(write_archive(tmp_path / "pier"), tmp_path / "home") as server:
        page.goto(f"{server.url}?ref=topic/nothing")
        shows(page, "There is no topic/nothing")
        page.keyboard.press("y")
        until(lambda: "Harbour" in page.input_value("#text"))
        page.click("text=Copy it")
        page.keyboard.press("!")
        shows(page, "No problems")
