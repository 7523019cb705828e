"""The lists of words of saying: what a file lists is asked for."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest
from word_lists import sections_read

from explorer.checking import saying
from explorer.checking.saying.wording import Wording, languages, wording
from explorer.checking.word_files import sections_of

FOLDER = Path(saying.__file__).parent / "words"


@pytest.mark.parametrize("code", languages())
def test_every_section_of_a_file_is_read(code: str) -> None:
    """A section with a name that is spelt otherwise would do nothing."""
    assert set() == sections_of(FOLDER / f"{code}.txt").keys() - sections_read(partial(Wording, "en"))
    assert wording(code).verbs
