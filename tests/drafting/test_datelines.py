"""The dateline is no part of what is said, and it names nobody who speaks."""

from __future__ import annotations

import pytest

from explorer.reading.languages.wording import wording
from explorer.reading.reporting.datelines import behind_dateline
from explorer.reading.text.tokens import tokens


@pytest.mark.parametrize(
    "text",
    [
        "KANSAS CITY, Mo. (AP) -- *The* man said",
        "WASHINGTON — *The* man said",
        "Le Havre, 12 mars 2024 (AFW) — *Le* maire a dit",
        "Bremen (afw) – *Nach* dem Sturm",
        "Bremen – *Nach* dem Sturm",
        "Bremen/Kiel - *Nach* dem Sturm",
        "*Ruiz* – Wirtin seit Mai – sagte",
        "*Bremen* – nach dem Sturm",
        "*In* 2019 — the year he left — Smith said",
        "*Ruiz* (left) – the mayor – said",
        "*The* man, who left – she said",
        "*Ruiz* (47) – the mayor – said",
    ],
)
def test_words_begin_behind_the_dateline(text: str) -> None:
    before, first, after = text.split("*")
    found = tokens(before + first + after, wording("en"))
    assert first == found[behind_dateline(found)].text
