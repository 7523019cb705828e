"""No article is too odd for the checks, and no choice of its words for a quote."""

from __future__ import annotations

import json
import re
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from archives import write_archive
from hypothesis import given, settings
from hypothesis import strategies as st
from trying import tries

from explorer.snapshot import read_snapshot

PIECES = (
    *("Ruiz", "Ana Ruiz", "RUIZ:", "the mayor", "he", "she", "they", "said", "told", "asked whether", "denied that"),
    *("according to", "through an interpreter", "not", "never", "40", "two", "Tuesday", "yesterday", "5 March", "2024"),
    *("“", "”", "‘", "’", "«", "»", "„", '"', "'", "—", "–", "-", ":", ",", ".", "?", "…", "(", ")", "[", "]", "Q:"),
    *(
        "\n",
        "\n\n",
        "\n\n\n",
        "    ",
        ">",
        "*",
        "他说：",
        "「はい」",
        "と言った",
        "สวัสดี",
        "e\u0301",
        "\u200b",
        "\u00a0",
        "½",
    ),
)
DATES = ("2024-03-05", "2024-03", "2024?", "../2024", "1984/..", "2024-21", "202X", "0001-01-01", "9999-12-31")
WORD = re.compile(r"\w+|[^\w\s]")


@st.composite
def archives(draw: st.DrawFn) -> tuple[str, dict[str, list[dict[str, Any]]]]:
    text = draw(st.lists(st.sampled_from(PIECES), max_size=40).map(" ".join))
    places = [found.span() for found in WORD.finditer(text)] or [(0, 0)]

    def words() -> str:
        first, last = sorted(draw(st.tuples(*[st.integers(0, len(places) - 1)] * 2)))
        return text[places[first][0] : places[last][1]].strip() or "x"

    def some(*choices: str) -> str:
        return draw(st.sampled_from(choices))

    article = {"id": "a", "file": "a.txt", "headline": words(), "published": some(*DATES), "captions": [words()]}
    people = [{"id": id, "name": some("Ana Ruiz", "the mayor", "He", "他", "—", "(x)"), "role": words()} for id in "pq"]
    dated = {"date": some(*DATES), "date_basis": some("stated", "inferred")}
    event = {"id": "e", "name": words(), **dated, "evidence": [{"article": "a", "text": words()}]}
    quotes = [
        {
            "id": f"q{n}",
            "article": "a",
            "speech": some("direct", "partial", "indirect"),
            "text": [words() for _ in range(draw(st.integers(1, 3)))],
            "speaker": some("p", "q"),
            "attribution": words(),
            "event": "e",
            some("within", "same_as"): some("q0", "q1", "q2"),
        }
        for n in range(3)
    ]
    return text, {"articles": [article], "people": people, "events": [event], "quotes": quotes}


@settings(max_examples=tries(60))
@given(archives())
def test_every_check_comes_to_its_end(archive: tuple[str, dict[str, list[dict[str, Any]]]]) -> None:
    text, records = archive
    yaml = "".join(f"{kind}:\n" + "".join(f"- {json.dumps(each)}\n" for each in of) for kind, of in records.items())
    with TemporaryDirectory() as folder:
        assert () == read_snapshot(write_archive(Path(folder), {"a.txt": text}, yaml)).failures
