"""Words are quoted as a careful writer does: “[…]” stands where some are left out, and nowhere else."""

from __future__ import annotations

from pathlib import Path

import pytest
from archives import write_archive
from hypothesis import given
from hypothesis import strategies as st

from explorer.citing import Citable
from explorer.citing.citable import inner_marks
from explorer.model.records import Quote
from explorer.snapshot import read_snapshot

TEXT = """\
Pier to open

“First, we’ll mend the pier,” Ana Ruiz said, “then the wall.”

“It will take years. It will cost a lot. It is worth it,” she said.

“We began in March.

“We will end in May,” she said. She called it “a long, long road”.

"It began in April.

"We will end in June."

"And so we did."

The pier, Ruiz said, would open in May. The wall would not, she said, open before June.
"""
YAML = """\
articles: [{id: pier, file: pier.txt, headline: Pier to open}]
people: [{id: ana, name: Ana Ruiz}]
quotes: [{id: q, article: pier, speaker: ana, review: reviewed, speech: %s}]
"""


def quoted(root: Path, fields: str) -> str:
    snapshot = read_snapshot(write_archive(root, {"pier.txt": TEXT}, YAML % fields))
    (quote,) = snapshot.archive.all(Quote)
    return Citable(snapshot, quote).words


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        # The attribution is nobody's speech: nothing is left out.
        (
            'direct, text: ["First, we’ll mend the pier,", then the wall.]',
            "“First, we’ll mend the pier,” “then the wall.”",
        ),
        ('direct, text: "First, we’ll mend the pier,"', "“First, we’ll mend the pier,”"),
        # A sentence in the middle is missing.
        ('direct, text: [It will take years., "It is worth it,"]', "“It will take years. […] It is worth it,”"),
        ('direct, text: "It is worth it,"', "“[…] It is worth it,”"),
        ("direct, text: It will take years.", "“It will take years. […]”"),
        ("direct, text: It will cost a lot.", "“[…] It will cost a lot. […]”"),
        ("partial, text: long road", "“[…] long road” (partial quote)"),
        # She goes on in another paragraph.
        ('direct, text: [We began in March., "We will end in May,"]', "“We began in March. We will end in May,”"),
        ('direct, text: "We began in March.\\n\\n“We will end in May,"', "“We began in March. We will end in May,”"),
        (
            'direct, text: ["It began in April.", "We will end in June.", "And so we did."]',
            "“It began in April. We will end in June.” “And so we did.”",
        ),
        # A paraphrase has no marks of its own.
        (
            "indirect, attribution: Ruiz said, text: [The pier, would open in May]",
            "Paraphrase: The pier would open in May",
        ),
        (
            "indirect, attribution: she said, text: [The wall would, open before June]",
            "Paraphrase: The wall would […] open before June",
        ),
        # Where the words are not found, nothing is known to be left out.
        ("direct, text: [First we mend, then we rest]", "“First we mend” “then we rest”"),
    ],
)
def test_what_is_left_out_is_marked(tmp_path: Path, fields: str, words: str) -> None:
    assert quoted(tmp_path, fields) == words


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ("a “b” c", "a ‘b’ c"),
        ("“a ‘b’ c” d", "‘a “b” c’ d"),
        ("don’t “can’t”", "don’t ‘can’t’"),
        ("‘x “y” z’", "‘x “y” z’"),
        ("„Wort“ ist", "‚Wort‘ ist"),
        ('say "yes" and it\'s "no"', "say 'yes' and it's 'no'"),
        ("“the workers’ right,” he said", "‘the workers’ right,’ he said"),
        ("there was a “collection of power", "there was a ‘collection of power"),
        ("« oui » 「はい」", "« oui » 「はい」"),
        ("One “x”.\n\n“Two “y” z.", "One ‘x’. Two ‘y’ z."),
        ("One ‘x’.\n\n‘Two y’s.\n\n‘Three.", "One ‘x’. Two y’s. Three."),
        ("One.\n\n‘Two’ twice.\n\nThree.", "One. ‘Two’ twice. Three."),
        ("said\non two lines", "said on two lines"),
        ("he is 5'10\" tall", "he is 5'10\" tall"),
    ],
)
def test_marks_inside_of_marks_are_turned(text: str, inside: str) -> None:
    assert inner_marks(text) == inside


@given(st.text("ab ’‘“”„\"'«»\n", max_size=30))
def test_turning_marks_changes_nothing_else(text: str) -> None:
    turned = inner_marks(text)

    assert "".join(filter(str.isalpha, turned)) == "".join(filter(str.isalpha, text))
    assert "\n" not in turned
