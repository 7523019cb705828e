"""What is read of an array on disk is what the array has there."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.store.arrays import StoredArray, read_arrays, write_arrays

SIZE = 20_000


@pytest.fixture(scope="module", params=["<i4", "|u1", "<i8"])
def both(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[object, StoredArray]:
    """An array, and the same on disk."""
    path = tmp_path_factory.mktemp("arrays") / "file"
    array = np.random.default_rng(7).integers(0, 200, SIZE).astype(request.param)
    write_arrays(path, "this", 1, {"before": np.arange(3), "array": array, "after": np.arange(5)})

    def anew(name: str) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
        raise AssertionError(name)

    about, arrays = read_arrays(path, "this", int, ["array"], anew)
    assert about == 1
    assert arrays["after"].tolist() == list(range(5))
    assert isinstance(arrays["array"], StoredArray)
    return array, arrays["array"]


places = st.integers(0, SIZE - 1)


@given(places, places, st.lists(places, max_size=40))
def test_a_place_a_slice_and_some_places(
    both: tuple[object, StoredArray], one: int, other: int, some: list[int]
) -> None:
    array, stored = both
    assert isinstance(array, np.ndarray)
    assert len(stored) == len(array)
    assert stored[one] == array[one]
    at = np.array(some, np.int64)
    for part in (slice(one, other), slice(one, None), slice(None, other), slice(SIZE, None), at):
        assert stored[part].tolist() == array[part].tolist()
        assert stored[part].dtype == array.dtype


def test_all_places_in_any_order(both: tuple[object, StoredArray]) -> None:
    array, stored = both
    assert isinstance(array, np.ndarray)
    order = np.random.default_rng(3).permutation(SIZE)
    assert stored[order].tolist() == array[order].tolist()


def test_an_empty_array_is_one(tmp_path: Path) -> None:
    write_arrays(tmp_path / "file", "this", None, {"none": np.zeros(0, np.int32)})
    _, arrays = read_arrays(tmp_path / "file", "this", None, ["none"], lambda _: np.ones(9))
    assert arrays["none"][:].tolist() == []
    assert arrays["none"][np.zeros(0, np.int64)].tolist() == []
