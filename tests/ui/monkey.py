"""A reader without a plan: keys, clicks, pastes, sizes and saved files in an order that only a seed knows."""

from __future__ import annotations

import random
from pathlib import Path

from textual.events import MouseDown, MouseScrollDown, MouseScrollUp, MouseUp, Paste
from textual.widgets import Input
from ui.driving import NARROW, WIDE, Session

from explorer.citing.plain import plain
from explorer.ui.screens.archive_screen import ArchiveScreen
from explorer.ui.screens.citing_screen import CitingScreen

SIZES = [WIDE, NARROW, (40, 10), (20, 5), (10, 3)]
KEYS = [
    *'jjkkggGG12345/?!stzmnNoyYer[]@: abcdexz"-é台',
    *("enter", "enter", "enter", "escape", "escape", "tab", "shift+tab", "backspace", "delete", "space"),
    *("up", "down", "left", "right", "home", "end", "pageup", "pagedown", "alt+left", "alt+right"),
    *("ctrl+y", "ctrl+s", "ctrl+p", "ctrl+p", "ctrl+a", "ctrl+u", "ctrl+w", "shift+left", "shift+end"),
]
PASTES = ["harbour", "who:ruiz topic:pier “not", "[b]x[/b]\x1b[31m\u202e", "two\nlines\tand a tab", "@", "x" * 300]
BREAKS = ["topics: [\n", "quotes:\n- {id: half\n", "", "people:\n- {id: gull, name: Gull}\n", "\x00"]


class Monkey:
    """`did` has what it did, from the first step; `copied` is where what it copies comes."""

    def __init__(self, session: Session, root: Path, seed: str, copied: list[str]) -> None:
        self.did: list[str] = []
        self._session = session
        self._chance = random.Random(seed)
        self._copied = copied
        self._data, self._away = root / "data", root / "away"
        self._whole = {path: path.read_text(encoding="utf-8") for path in sorted(self._data.rglob("*.yaml"))}

    async def act(self) -> None:
        steps = {
            self.press: 40,
            self.click: 4,
            self.scroll: 2,
            self.paste: 2,
            self.resize: 2,
            self.save: 2,
            self.move: 1,
            self.leave: 1,
            self.cite: 2,
        }
        (step,) = self._chance.choices(list(steps), weights=list(steps.values()))
        await step()

    async def press(self) -> None:
        keys = self._chance.choices(KEYS, k=self._chance.choice([1, 1, 1, 2, 5]))
        self.did.append(" ".join(keys))
        await self._session.press(*keys)

    async def click(self) -> None:
        x, y = self._cell()
        self.did.append(f"click {x},{y}")
        for event in (MouseDown, MouseUp):
            self._session.app.post_message(event(None, x, y, 0, 0, 1, False, False, False, x, y))
        await self._session.settle()

    async def scroll(self) -> None:
        x, y = self._cell()
        event = self._chance.choice([MouseScrollDown, MouseScrollUp])
        self.did.append(f"{event.__name__} {x},{y}")
        self._session.app.post_message(event(None, x, y, 0, 1, 0, False, False, False, x, y))
        await self._session.settle()

    async def paste(self) -> None:
        text = self._chance.choice(PASTES)
        self.did.append(f"paste {text!r}")
        self._session.app.post_message(Paste(text))
        await self._session.settle()

    async def resize(self) -> None:
        size = self._chance.choice(SIZES)
        self.did.append(f"resize {size}")
        await self._session.resize(*size)

    async def save(self) -> None:
        """Break a file, shorten it or mend it, and have the archive read again."""
        file, whole = self._chance.choice(list(self._whole.items()))
        lines = whole.splitlines(keepends=True)
        shorter = "".join(lines[: self._chance.randrange(len(lines))])
        text = self._chance.choice([*BREAKS, shorter, shorter, whole, whole, whole])
        self.did.append(f"save {file.name} {len(text)} {text[:30]!r}")
        if self._data.exists():
            file.write_text(text, encoding="utf-8")
        await self._reload()

    async def move(self) -> None:
        """Take all of the data away, or put it back, and have the archive read again."""
        self.did.append("move data")
        if self._data.exists():
            self._data.rename(self._away)
        else:
            self._away.rename(self._data)
        await self._reload()

    async def leave(self) -> None:
        """Press `q` where it does not quit."""
        if self._session.screen != "MainScreen":
            self.did.append("q")
            await self._session.press("q")

    async def cite(self) -> None:
        """Copy the citation of what is in use; it is that of nothing else, though the archive may be read meanwhile."""
        app = self._session.app
        screen = app.screen
        if not isinstance(screen, ArchiveScreen) or isinstance(app.focused, Input):
            return
        before = _cited(screen)
        if before is None:
            return
        self.did.append("y, and look")
        self._copied.clear()
        await self._session.press("y")
        assert [(before[0], text) for text in self._copied] in ([before], [_cited(screen)])

    async def _reload(self) -> None:
        self._session.app.main.reload()
        await self._session.settle()

    def _cell(self) -> tuple[int, int]:
        width, height = self._session.app.size
        return self._chance.randrange(width), self._chance.randrange(height)


def _cited(screen: ArchiveScreen) -> tuple[str, str] | None:
    """The ref of what is in use, and its citation."""
    if screen.cited is None:
        return None
    return screen.cited.record.ref, screen.citation if isinstance(screen, CitingScreen) else plain(screen.cited)
