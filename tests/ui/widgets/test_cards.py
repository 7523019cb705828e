"""A list of rows of varying heights shows each of them whole, and looks only at those near what is in view."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

from textual.app import ComposeResult
from textual.content import Content
from ui.rest import at_rest

from explorer.desk.settings import AS_THEY_COME
from explorer.ui.configured_app import ConfiguredApp
from explorer.ui.widgets.cards import Cards

MANY = 100_000
HEIGHT, WIDTH = 20, 30


def height_of(row: int) -> int:
    return 1 + (row * 7 + row // 3) % 6


class Numbers(Cards):
    """Rows that say which row and which line of it they are."""

    cursor_style = blurred_cursor_style = ""  # the looks are those of the explorer's own app

    def __init__(self, count: int) -> None:
        super().__init__()
        self.count = count
        self.asked: set[int] = set()

    @property
    def row_count(self) -> int:
        return self.count

    def row(self, index: int, width: int) -> Sequence[Content]:
        self.asked.add(index)
        return [Content(f"{index}.{line}") for line in range(height_of(index))]


class NumbersApp(ConfiguredApp):
    def __init__(self, count: int) -> None:
        super().__init__(AS_THEY_COME)
        self.numbers = Numbers(count)

    def compose(self) -> ComposeResult:
        yield self.numbers

    def on_mount(self) -> None:
        self.numbers.focus()
        self.numbers.rows_changed(0)


class Reader:
    def __init__(self, app: NumbersApp) -> None:
        self.app = app
        self.numbers = app.numbers

    async def do(self, action: str, times: int = 1) -> None:
        for _ in range(times):
            await self.app.run_action(action, self.numbers)
        await at_rest(self.app)

    async def scroll(self, to: int) -> None:
        self.numbers.scroll_to(y=to, animate=False)
        await at_rest(self.app)

    @property
    def seen(self) -> list[str]:
        """The lines in view, without the mark of the cursor."""
        return [self.numbers.render_line(y).text.lstrip("▌").strip() for y in range(self.numbers.size.height)]

    def assert_whole(self) -> None:
        """Each row in view has all of its lines one below the other, but for the ends of what is in view."""
        row, line = map(int, self.seen[0].split("."))
        expected: list[str] = []
        while len(expected) < len(self.seen):
            expected.append(f"{row}.{line}" if row < self.numbers.count else "")
            line += 1
            if line >= height_of(row):
                row, line = row + 1, 0
        assert self.seen == expected


@asynccontextmanager
async def opened(count: int = MANY) -> AsyncIterator[Reader]:
    app = NumbersApp(count)
    async with app.run_test(size=(WIDTH, HEIGHT)):
        await at_rest(app)
        yield Reader(app)


async def test_every_row_is_as_high_as_it_needs() -> None:
    async with opened() as reader:
        assert reader.seen[0] == "0.0"
        reader.assert_whole()


async def test_the_row_under_the_cursor_is_seen_whole_wherever_it_goes() -> None:
    async with opened() as reader:
        for action in ("move(1)", "page(1)", "last", "page(-1)", "move(-1)", "first"):
            await reader.do("first")
            await reader.do("move(1)", 9)
            for _ in range(12):
                await reader.do(action)

                cursor = reader.numbers.cursor
                assert {f"{cursor}.{line}" for line in range(height_of(cursor))} <= set(reader.seen), action
                reader.assert_whole()


async def test_the_last_row_ends_at_the_last_line() -> None:
    async with opened() as reader:
        await reader.do("last")

        assert reader.seen[-1] == f"{MANY - 1}.{height_of(MANY - 1) - 1}"


async def test_scrolling_by_lines_moves_by_one_line_each_time_in_both_directions() -> None:
    """Though the rows above are measured on the way."""
    async with opened() as reader:
        await reader.scroll(150_000)
        reader.assert_whole()
        for step in (*[-1] * 40, *[1] * 60):
            before = reader.seen
            await reader.scroll(reader.numbers.scroll_offset.y + step)

            assert (before[:-1] == reader.seen[1:]) if step < 0 else (before[1:] == reader.seen[:-1])


async def test_only_rows_near_what_was_in_view_are_asked_for() -> None:
    async with opened() as reader:
        await reader.do("page(1)", 3)
        await reader.do("last")
        await reader.do("page(-1)", 3)

        assert len(reader.numbers.asked) < 40 * HEIGHT


async def test_a_page_back_returns_to_where_the_page_began() -> None:
    async with opened() as reader:
        await reader.do("page(1)", 4)
        begun = reader.numbers.cursor
        await reader.do("page(1)")
        await reader.do("page(-1)")

        assert abs(reader.numbers.cursor - begun) <= 1


async def test_a_click_goes_to_the_row_under_it() -> None:
    async with opened() as reader:
        await reader.do("page(1)", 2)
        for y in (0, 7, HEIGHT - 1):
            expected = int(reader.seen[y].split(".")[0])
            assert reader.numbers._row_under(y) == expected  # noqa: SLF001 - a click scrolls, too

    async with opened(3) as reader:
        assert reader.numbers._row_under(HEIGHT - 1) is None  # noqa: SLF001
