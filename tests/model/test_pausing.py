"""Long work is not held up by looking for garbage."""

from __future__ import annotations

import gc
import sys
from types import SimpleNamespace

import pytest

from explorer.model.pausing import give_memory_back, without_gc


def test_no_garbage_is_looked_for_meanwhile_nor_among_what_is_there_then() -> None:
    try:
        with without_gc():
            assert not gc.isenabled()
            read = [[] for _ in range(10)]  # type: ignore[var-annotated]
        assert gc.isenabled()
        assert not any(each is read for each in gc.get_objects())
    finally:
        gc.unfreeze()


def test_after_an_error_garbage_is_looked_for_again() -> None:
    try:
        with pytest.raises(OSError, match="full"), without_gc():
            raise OSError("full")
        assert gc.isenabled()
    finally:
        gc.unfreeze()


def test_where_nobody_looked_for_garbage_nobody_does_afterwards() -> None:
    gc.disable()
    try:
        with without_gc():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()


@pytest.mark.parametrize("failing", [None, OSError("no dynamic loading")])
def test_memory_is_given_back_only_where_that_can_be(failing: OSError | None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Some Pythons have no ctypes, and some can't load a library."""

    class Library:
        def __init__(self, name: None) -> None:
            assert failing
            raise failing

    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setitem(sys.modules, "ctypes", SimpleNamespace(CDLL=Library) if failing else None)
    give_memory_back()
