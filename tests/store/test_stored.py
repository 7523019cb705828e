"""Values of the store are what was written, whatever other threads ask for meanwhile."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import pytest

from explorer.store.database import Database, write
from explorer.store.stored import Table


def table(path: Path, meanwhile: Callable[[Table[str]], object]) -> Table[str]:
    """A table with the letters a to j, of which something else is asked before the first value is decoded."""
    write(path, {"letters": "abcdefghij"}, {})
    waiting = [meanwhile]

    def decode(body: memoryview) -> str:
        while waiting:
            waiting.pop()(letters)
        return msgspec.msgpack.decode(body, type=str)

    letters = Table(Database(path), "letters", decode)
    return letters


@pytest.mark.parametrize("asked", [3, 9])
def test_some_values_are_those_that_were_asked_for_while_others_are_kept(tmp_path: Path, asked: int) -> None:
    letters = table(tmp_path / "letters.store", lambda letters: letters[asked])
    assert ["b", "d", "j", "a"] == letters.some([1, 3, 9, 0])
    assert list("abcdefghij") == list(letters.all())


def test_a_value_is_found_while_all_that_were_kept_are_forgotten(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    letters = table(tmp_path / "letters.store", lambda _: None)
    monkeypatch.setattr(Table, "most", 1)

    class Forgetful(dict[int, str]):
        """What is kept, where each look is followed by another thread that has it forgotten."""

        def __contains__(self, key: object) -> bool:
            found = super().__contains__(key)
            self.clear()
            return found

        def get(self, key: int, default: str | None = None) -> str | None:  # type: ignore[override]
            found = super().get(key, default)
            self.clear()
            return found

    monkeypatch.setattr(letters, "_kept", Forgetful({4: "e"}))
    assert "e" == letters[4]
    assert "e" == letters[4]


def test_all_values_are_gone_through_while_all_that_were_kept_are_forgotten(tmp_path: Path) -> None:
    """By a thread that asked for a value before another one had kept all."""
    seen = list[str]()

    def meanwhile(letters: Table[str]) -> None:
        assert list("abcdefghij") == [letters[n] for n in range(10)]
        rest.append(letters.all())
        seen.append(next(rest[0]))

    rest = list[Iterator[str]]()
    letters = table(tmp_path / "letters.store", meanwhile)
    letters.most = 10
    assert "e" == letters[4]
    assert list("abcdefghij") == [*seen, *rest[0]]


def test_what_is_asked_for_again_is_the_same(tmp_path: Path) -> None:
    write(tmp_path / "lists.store", {"lists": [[1], [2]]}, {})
    decode: Callable[[memoryview], Iterator[int]] = msgspec.msgpack.Decoder(list[int]).decode  # type: ignore[assignment]
    lists = Table(Database(tmp_path / "lists.store"), "lists", decode)
    assert lists[1] is lists[1]
    assert lists[1] is lists.some([0, 1])[1]
    assert lists[1] is list(lists.all())[1]


@pytest.mark.parametrize(("step", "most"), [(1, 12), (2, 12), (50, 20)])
def test_values_that_are_asked_for_in_order_are_read_many_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: int, most: int
) -> None:
    write(tmp_path / "numbers.store", {"numbers": range(1_000)}, {})
    numbers = Table(Database(tmp_path / "numbers.store"), "numbers", msgspec.msgpack.Decoder(int).decode)
    read, bodies = list[int](), Database.bodies

    def counted(database: Database, name: str, first: int = 0, after: int | None = None) -> Iterator[memoryview]:
        read.append(first)
        return bodies(database, name, first, after)

    monkeypatch.setattr(Database, "bodies", counted)
    assert list(range(0, 1_000, step)) == [numbers[n] for n in range(0, 1_000, step)]
    assert len(read) <= most
    assert 999 == numbers[999]


def test_of_a_few_in_a_row_hardly_more_are_read(tmp_path: Path) -> None:
    read = list[int]()

    def decode(body: memoryview) -> int:
        read.append(msgspec.msgpack.decode(body, type=int))
        return read[-1]

    write(tmp_path / "numbers.store", {"numbers": range(1_000)}, {})
    numbers = Table(Database(tmp_path / "numbers.store"), "numbers", decode)
    few = [first + n for first in range(0, 1_000, 100) for n in range(10)]
    assert few == [numbers[n] for n in few]
    assert len(read) < 2 * len(few)
