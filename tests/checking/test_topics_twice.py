"""Two topics of one label that lie below different ones."""

from __future__ import annotations

import pytest
from archives import archive_of

from explorer.checking import names

YAML = """\
topics:
- {id: ferry, label: Ferry}
- {id: bridge, label: Bridge}
- {id: safety, label: Safety, broader: ferry}
- {id: other, label: safety, broader: bridge}
quotes:
- {id: q, article: one, speech: direct, text: The ferry is safe., speaker: ruiz, topics: [safety]}
- {id: r, article: ANOTHER, speech: direct, text: The bridge is not., speaker: ruiz, topics: [other]}
"""


@pytest.mark.parametrize(("article", "expected"), [("one", [("name-twice", "topic/other")]), ("two", [])])
def test_they_are_told_where_one_article_has_both(article: str, expected: list[tuple[str, str]]) -> None:
    found = names.problems(archive_of(YAML.replace("ANOTHER", article)))
    assert expected == [(problem.code, problem.ref) for problem in found]
