"""`explorer cite`: records as text, in each format that can hold them."""

from __future__ import annotations

import json

import pytest
from cli.running import Explorer

from explorer.citing import FORMATS


def test_a_quote_is_cited_with_all_that_is_known_of_it(explorer: Explorer) -> None:
    found = explorer("cite", "quote/ruiz-budget")
    assert 0 == found.code
    assert "Ana Ruiz" in found.out
    assert found.out.endswith("[quote/ruiz-budget]\n")


def test_several_are_cited_in_the_order_given(explorer: Explorer) -> None:
    refs = ["quote/ruiz-rebuild", "person/ana-ruiz", "quote/ruiz-budget"]
    lines = explorer("cite", *refs).out.splitlines()
    assert refs == [line.rpartition("[")[2].strip("]") for line in lines]


@pytest.mark.parametrize("format", [each.id for each in FORMATS])
def test_each_format_writes_something(explorer: Explorer, format: str) -> None:
    assert explorer("cite", "quote/ruiz-budget", "--format", format).out


def test_an_article_that_is_cited_twice_is_one_entry(explorer: Explorer) -> None:
    found = explorer("cite", "quote/ruiz-rebuild", "quote/ruiz-budget", "--format", "csl-json").out
    assert 1 == len(json.loads(found))
    assert 1 == explorer("cite", "quote/ruiz-rebuild", "quote/ruiz-budget", "--format", "bibtex").out.count("@")


def test_several_annotations_are_a_list(explorer: Explorer) -> None:
    found = explorer("cite", "quote/ruiz-rebuild", "quote/ruiz-budget", "--format", "web-annotation").out
    assert 2 == len(json.loads(found))


def test_what_can_not_be_cited_is_wrong_usage(explorer: Explorer) -> None:
    assert (
        "unknown format “bibtx”; did you mean “bibtex”?"
        in explorer("cite", "quote/ruiz-budget", "--format", "bibtx").err
    )
    found = explorer("cite", "person/ana-ruiz", "--format", "bibtex")
    assert (2, "") == (found.code, found.out)
    assert "bibtex can’t hold person/ana-ruiz; plain and markdown can" in found.err
    assert 1 == explorer("cite", "quote/no-such").code
    assert 2 == explorer("cite").code
