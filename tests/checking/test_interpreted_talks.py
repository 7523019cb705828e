"""An interpreter of whom an article tells for a whole conversation, not beside the answers."""

from __future__ import annotations

from pathlib import Path

import pytest
from archives import write_archive

from explorer.snapshot import read_snapshot

TALK = """\
A conversation with Ingrid Moe

{intro}

THE LANTERN: How many seeds are there, really?

MOE: Nobody knows. We stopped counting at four million.

THE LANTERN: You were against the move at first.

MOE: I was against doing it in winter.
"""
YAML = """\
articles: [{id: a, file: talk.txt, headline: A conversation with Ingrid Moe}]
people:
- {id: moe, name: Ingrid Moe, aliases: [MOE]}
- {id: lantern, name: THE LANTERN, type: collective}
quotes:
- {id: asked, article: a, speech: direct, text: "How many seeds are there, really?", speaker: lantern}
- {id: answer, article: a, speech: direct, text: Nobody knows. We stopped counting at four million., speaker: moe}
- {id: winter, article: a, speech: direct, text: I was against doing it in winter., speaker: moe}
"""


def told(root: Path, intro: str, yaml: str = YAML) -> list[str | None]:
    snapshot = read_snapshot(write_archive(root, {"talk.txt": TALK.format(intro=intro)}, yaml))
    return [problem.ref for problem in snapshot.problems if problem.code == "interpreter-unsaid"]


@pytest.mark.parametrize(
    "intro",
    [
        "The conversation was held in Norwegian, through an interpreter, and has been shortened.",
        "Moe keeps the seed vault. This interview was conducted through a translator.",
        "Das Gespräch wurde über eine Dolmetscherin geführt.",
        "L’entretien a été mené par un interprète.",
    ],
)
def test_all_answers_are_meant_and_no_question(tmp_path: Path, intro: str) -> None:
    assert ["quote/answer", "quote/winter"] == told(tmp_path, intro)
    assert [] == told(
        tmp_path / "interpreted", intro, YAML.replace("speaker: moe}", "speaker: moe, interpreted: true}")
    )


@pytest.mark.parametrize(
    "intro",
    [
        "In a conversation with the minister in 2011 she said so through an interpreter.",
        "Last year Moe spoke to the council through an interpreter.",
        "The conversation was held in Norwegian.",
    ],
)
def test_an_interpreter_of_another_time_is_not_meant(tmp_path: Path, intro: str) -> None:
    assert [] == told(tmp_path, intro)
