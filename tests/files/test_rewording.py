"""A text of several lines that changes keeps its style, and each line and escape of what did not change."""

from __future__ import annotations

import pytest

from explorer.files.record_edits import SetFields, edited

HEAD = "people:\n- id: ana\n  name: Ana Ruiz\n"
TAIL = "  accepts: []\n"
LIST = "Two works:\n\n- The Pier\n- The Quay\n\nBoth   late."

# What is written, the text that it says, the text that it is to say, and what is written then.
TEXTS: dict[str, tuple[str, str, str, str]] = {
    "a word in lines as they are": (
        "|\n    Two works:\n\n    - The Pier\n    - The Quay\n\n    Both   late.\n",
        LIST,
        LIST.replace("Pier", "Pier (2021)"),
        "|\n    Two works:\n\n    - The Pier (2021)\n    - The Quay\n\n    Both   late.\n",
    ),
    "a line more, and a paragraph less, with a remark, an indentation and blanks of their own": (
        "|2+ # kept\n    Two works:\n    \n    - The Pier  \n    - The Quay\n\n    Both   late.\n\n",
        LIST.replace("Pier", "Pier  "),
        "Two works:\n\n- The Pier  \n- The Dam\n- The Quay",
        "|2+ # kept\n    Two works:\n    \n    - The Pier  \n    - The Dam\n    - The Quay\n\n",
    ),
    "folded, in paragraphs": (
        ">-\n      One two\n      three four.\n\n      Five\n      six.\n",
        "One two three four.\nFive six.",
        "One two three 4.\nFive six.\nSeven.",
        ">-\n      One two\n      three 4.\n\n      Five\n      six.\n\n      Seven.\n",
    ),
    "folded, with what is indented further": (
        ">\n    One\n    two:\n\n      - a\n      - b\n\n    end\n",
        "One two:\n\n  - a\n  - b\n\nend",
        "One more two:\n\n  - a\n  - c\n    c\n  - b\n\nso\nthe end",
        ">\n    One\n    more two:\n\n      - a\n      - c\n        c\n      - b\n\n    so\n\n    the end\n",
    ),
    "in double marks, with escapes and lines that say nothing": (
        '"\\x41na\\_R\\u00fciz, \\\n    said  \\"no\\"\n    and\\nno\n\n    more"   # hers\n',
        'Ana\xa0Rüiz, said  "no" and\nno\nmore',
        'Ana\xa0Rüiz, said  "yes" and\nno\nmore\nthan "that"',
        '"\\x41na\\_R\\u00fciz, \\\n    said  \\"yes\\"\n    and\\nno\n\n    more\n\n    than \\"that\\""   # hers\n',
    ),
    "in single marks": (
        "'It''s\n    hers\n\n    now' # hers\n",
        "It's hers\nnow",
        "It's not hers'\nnow",
        "'It''s\n    not hers''\n\n    now' # hers\n",
    ),
    "without marks": (
        "The\n    pier is\n\n    hers # now\n",
        "The pier is\nhers",
        "The old pier is\nhers",
        "The\n    old pier is\n\n    hers # now\n",
    ),
    "words that need marks": (
        "The\n    pier is hers # now\n",
        "The pier is hers",
        "The pier: it is hers",
        '"The pier: it is hers" # now\n',
    ),
    "what grows too long for its lines": (
        f">-\n    {'word ' * 10}end\n    of all\n    of it\n",
        f"{'word ' * 10}end of all of it",
        f"{'word ' * 10}end of {'long ' * 12}all of it",
        f">-\n    {'word ' * 10}end\n    of {'long ' * 9}long\n    long long all\n    of it\n",
    ),
    "one line that becomes several": (
        "A line. # hers\n",
        "A line.",
        "A line.\n\nAnd more.",
        '"A line.\\n\\nAnd more." # hers\n',
    ),
    "a line without marks that becomes several": (
        "A line.\n",
        "A line.",
        "A line.\nMore.",
        "|-\n    A line.\n    More.\n",
    ),
}


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
@pytest.mark.parametrize(("text", "says", "other", "expected"), TEXTS.values(), ids=TEXTS)
def test_a_text_changes_only_where_it_says_something_else(
    text: str, says: str, other: str, expected: str, line_end: str
) -> None:
    before, after = (f"{HEAD}  note: {written}{TAIL}".replace("\n", line_end).encode() for written in (text, expected))
    assert before == edited(before, [SetFields("person/ana", {"note": says})])
    assert after.decode() == edited(before, [SetFields("person/ana", {"note": other})]).decode()


def test_a_text_at_the_end_of_a_file_keeps_its_style_and_the_end() -> None:
    before = f"{HEAD}  note: |\n    One.\n    Two."
    after = edited(before.encode(), [SetFields("person/ana", {"note": "One.\nAnd two."})]).decode()
    assert before.replace("Two", "And two") == after


def test_a_text_in_a_list_changes_alone() -> None:
    before = f"{HEAD}  aliases:\n  - |\n    one\n    two\n  - 'three\n\n     four' # last\n  - [x\n  y]\n"
    before = before.replace("  - [x\n  y]\n", "")
    after = edited(before.encode(), [SetFields("person/ana", {"aliases": ["one\ntwo", "three\n4", "five"]})]).decode()
    assert before.replace("four", "4") + "  - five\n" == after
