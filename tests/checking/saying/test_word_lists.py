"""The lists of words of saying: what a file lists is asked for."""

from __future__ import annotations

from pathlib import Path

import pytest

from explorer.checking import saying
from explorer.checking.saying.wording import Wording, languages, wording
from explorer.checking.word_files import Sections, sections_of

FOLDER = Path(saying.__file__).parent / "words"


class Asked(Sections):
    """Sections that keep in mind which were asked for."""

    names: set[str]

    def get(self, name: str, default: frozenset[str] = frozenset()) -> frozenset[str]:  # type: ignore[override]
        self.names.add(name)
        return default


@pytest.fixture(scope="module")
def read() -> set[str]:
    """The names of all sections that are read."""
    asked = Asked()
    asked.names = set()
    Wording("en", asked)
    return asked.names


@pytest.mark.parametrize("code", languages())
def test_every_section_of_a_file_is_read(code: str, read: set[str]) -> None:
    """A section with a name that is spelt otherwise would do nothing."""
    assert set() == sections_of(FOLDER / f"{code}.txt").keys() - read
    assert wording(code).verbs
