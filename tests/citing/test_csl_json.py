"""CSL-JSON is read as it was meant by citeproc-py, with the names of the standard's own schema."""

from __future__ import annotations

import json
import re
from importlib.resources import files
from typing import Any

import citeproc
import pytest
from citeproc.source.json import CiteProcJSON
from citing.citables import ARTICLE, citable, quote

from explorer.citing.csl_json import csl_citation, csl_json
from explorer.model.records import Article


def item_of(text: str) -> dict[str, Any]:
    (item,) = json.loads(text)
    assert isinstance(item, dict)
    return item


def names_in_schema(name: str) -> set[str]:
    """The names that a file of the schema of CSL, which citeproc-py ships, puts in quotation marks."""
    schema = files(citeproc) / "data" / "schema" / "schemas" / "styles" / name
    return set(re.findall(r'^[\s|]*"([^"]+)"$', schema.read_text(encoding="utf-8"), re.MULTILINE))


def bibliography(items: list[dict[str, Any]]) -> str:
    """A bibliography in the Harvard style."""
    source = CiteProcJSON(items)
    style = citeproc.CitationStylesStyle("harvard-cite-them-right", validate=False)
    made = citeproc.CitationStylesBibliography(style, source, citeproc.formatter.plain)
    made.register(citeproc.Citation([citeproc.CitationItem(item["id"]) for item in items]))
    return " ".join(str(entry) for entry in made.bibliography())


def test_csl_has_what_is_known_of_the_article() -> None:
    assert item_of(csl_json(citable(ARTICLE))) == {
        "id": "pier",
        "type": "article-newspaper",
        "title": "Pier to be rebuilt",
        "author": [{"family": "Lee", "given": "Jo"}],
        "container-title": "The Port Post",
        "issued": {"date-parts": [[2024, 3, 6]]},
        "URL": "https://example.org/pier?a=1&b=(2)",
        "language": "en",
    }


def test_csl_has_only_types_and_variables_of_the_standard() -> None:
    """Those of its schema; an id, a type and a language are properties of an item, not variables of a style."""
    types, variables = names_in_schema("csl-types.rnc"), names_in_schema("csl-variables.rnc")
    assert {"issued", "author", "note"} <= variables
    for cited in (citable(ARTICLE), citable(quote())):
        item = item_of(csl_json(cited))
        assert item["type"] in types
        assert set(item) - {"id", "type", "language"} <= variables


def test_a_citation_has_only_what_its_schema_allows() -> None:
    """That of csl-citation.json, in which everything but the item is text."""
    citation = json.loads(csl_citation(citable(quote(review="disputed"))))
    (cited,) = citation["citationItems"]
    item = cited.pop("itemData")

    assert citation["schema"] == "https://resource.citationstyles.org/schema/latest/input/json/csl-citation.json"
    assert set(citation) == {"schema", "citationID", "citationItems"}
    assert cited == {
        "id": "pier",
        "prefix": "“We will rebuild the east pier before summer,” — Ana Ruiz, in ",
        "locator": "2",
        "label": "paragraph",
        "suffix": " [disputed]",
    }
    assert [item] == json.loads(csl_json(citable(ARTICLE)))


def test_csl_has_what_is_cited_where_a_program_shows_it() -> None:
    """Zotero shows the note, JabRef and Mendeley the annotation; neither is without the doubt."""
    item = item_of(csl_json(citable(quote(review="disputed"))))

    assert item["note"] == item["annote"]
    assert item["note"] == (
        "“We will rebuild the east pier before summer,” — Ana Ruiz, para. 2 [disputed] [quote/rebuild]"
    )


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a <i>b</i>", "a <\u2060i>b<\u2060/i>"),
        ('<span class="nocase">B</SPAN>', '<\u2060span class="nocase">B<\u2060/SPAN>'),
        ("{:title: other}", "{\u2060:title: other}"),
        ("1 < 2, <item>, {a}, a_b*", "1 < 2, <\u2060item>, {a}, a_b*"),
    ],
)
def test_text_in_csl_is_no_markup(text: str, shown: str) -> None:
    """Nothing but a character without a width keeps it from being taken for that."""
    article = Article(id="pier", file="pier.txt", headline=text, publisher=text)
    item = item_of(csl_json(citable(quote(text=text), article)))
    citation = json.loads(csl_citation(citable(quote(text="words", note=text), article)))["citationItems"][0]

    assert (item["title"], item["container-title"], citation["itemData"]["title"]) == (shown, shown, shown)
    assert shown.replace('"', "'") in item["note"]
    assert shown in citation["suffix"]


def test_csl_makes_a_bibliography() -> None:
    said = bibliography([item_of(csl_json(citable(ARTICLE)))])

    assert "Lee, J." in said
    assert "2024" in said
    assert "Pier to be rebuilt" in said
    assert "The Port Post" in said


@pytest.mark.parametrize(
    ("published", "issued"),
    [
        ("2024", {"date-parts": [[2024]]}),
        ("2024-03", {"date-parts": [[2024, 3]]}),
        ("2024-03-XX", {"date-parts": [[2024, 3]]}),
        ("2024-03-06~", {"date-parts": [[2024, 3, 6]], "circa": True}),
        ("2024-03-06/2024-03-08", {"date-parts": [[2024, 3, 6], [2024, 3, 8]]}),
        ("2024-03-06/..", {"literal": "since Wed 6 Mar 2024"}),
        ("2024-21", {"literal": "spring 2024"}),
        ("202X", {"literal": "2020s"}),
    ],
)
def test_csl_says_no_more_of_a_date_than_the_source(published: str, issued: dict[str, object]) -> None:
    article = Article(id="pier", file="pier.txt", headline="Pier to be rebuilt", published=published)
    item = item_of(csl_json(citable(article, article)))

    assert item["issued"] == issued
    assert "pier" in CiteProcJSON([item])
