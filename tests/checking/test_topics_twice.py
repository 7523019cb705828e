"""Two topics of one label that lie below different ones, and sources of one description in different articles."""

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
    found = names.of_labels(archive_of(YAML.replace("ANOTHER", article)))
    assert expected == [(problem.code, problem.ref) for problem in found]


def test_anonymous_sources_of_two_articles_may_be_called_the_same_whatever_its_form() -> None:
    """As “unnamed speaker” is, for whom the drafts of an article find nobody."""
    yaml = """\
people:
- {id: one-captain, name: Captain, type: anonymous, evidence: [{article: one, text: The ferry}]}
- {id: two-captain, name: Captain, type: anonymous, evidence: [{article: ARTICLE, text: The ferry}]}
"""
    for article, expected in (("two", []), ("one", ["person/two-captain"])):
        archive = archive_of(yaml.replace("ARTICLE", article))
        assert expected == [problem.ref for problem in names.of_people(archive)]
