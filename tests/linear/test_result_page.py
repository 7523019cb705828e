"""The results of a search as a page."""

from __future__ import annotations

from pathlib import Path

from explorer.linear.record_pages import result_page
from explorer.model.history import ResultsView
from explorer.search.hits import Hit, Results
from explorer.snapshot import pending


def test_a_hit_is_explained_only_when_it_is_said() -> None:
    """To know where each number leads, and the place of a record among the hits, takes no hit's reasons."""

    def explained(_: int) -> Hit:
        raise AssertionError("this hit was not asked for")

    found = Results(50, lambda n: f"quote/q{n}", explained, total=50)
    page = result_page(pending(Path()), ResultsView("water", at="quote/q20"), found)
    assert [getattr(target, "ref", None) for target in page.targets] == [f"quote/q{n}" for n in range(50)]
    assert page.at == 21
