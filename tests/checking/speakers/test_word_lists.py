"""The lists of words of saying: what a file lists is asked for."""

from __future__ import annotations

from functools import partial

import pytest
from word_lists import sections_read

from explorer.reading.languages import language_sections
from explorer.reading.languages.wording import Wording, languages, wording


@pytest.mark.parametrize("code", languages())
def test_every_section_of_a_file_is_read(code: str) -> None:
    """A section with a name that is spelt otherwise would do nothing."""
    assert set() == language_sections(code, "saying.txt").keys() - sections_read(partial(Wording, "en"))
    assert wording(code).verbs
