"""A Web Annotation is found where it says, by reanchor and by the plainest program that could be."""

from __future__ import annotations

import json
import re
from base64 import urlsafe_b64decode
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from archives import PIER, write_archive
from citing.citables import citable, quote
from reanchor import ResolveOptions, TextQuoteSelector, resolve_quote

from explorer.citing import Citable
from explorer.citing.web_annotation import web_annotation
from explorer.model.records import Article, Quote
from explorer.snapshot import Snapshot, read_snapshot


def annotation_of(cited: Citable) -> dict[str, Any]:
    """An annotation, with what the Web Annotation Data Model asks of every one (its sections 3.1 to 4.2)."""
    annotation = json.loads(web_annotation(cited))
    assert isinstance(annotation, dict)
    assert annotation["@context"] == "http://www.w3.org/ns/anno.jsonld"
    assert re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", annotation["id"])
    assert annotation["type"] == "Annotation"
    assert annotation["motivation"] == "describing"
    for body in annotation["body"]:
        assert set(body) == {"type", "purpose", "format", "value"}
        assert (body["type"], body["purpose"] in {"describing", "tagging"}) == ("TextualBody", True)
    assert isinstance(annotation["target"], dict), "several targets would each be annotated on their own"
    return annotation


def parts_of(annotation: dict[str, Any]) -> list[dict[str, Any]]:
    """The one target, or the parts that it is made of."""
    target = annotation["target"]
    parts = target["items"] if target["type"] == "Composite" else [target]
    assert isinstance(parts, list)
    return parts


def resolved(annotation: dict[str, Any], text: str) -> Iterator[tuple[int, int]]:
    """Where other programs find the annotation's words, which must be where it says that they are.

    One is reanchor; another only looks for the words with all that is around them, which must be there once.
    """
    for part in parts_of(annotation):
        quoted, position = part["selector"]
        assert (quoted.pop("type"), position.pop("type")) == ("TextQuoteSelector", "TextPositionSelector")
        options = ResolveOptions(max_method="exact-with-context", context_length=len(text))
        found = resolve_quote(text, TextQuoteSelector(**quoted), options)
        assert found is not None
        assert (found.start, found.end, found.text) == (position["start"], position["end"], quoted["exact"])
        all_of_it = quoted["prefix"] + quoted["exact"] + quoted["suffix"]
        assert text.find(all_of_it) == text.rfind(all_of_it) == position["start"] - len(quoted["prefix"])
        yield found.start, found.end


def test_several_segments_are_one_target() -> None:
    """Only all of them together are the quote."""
    said = quote(text=("We will rebuild the east pier before summer,", "It is not a promise; it's a plan."))
    annotation = annotation_of(citable(said))

    starts = [PIER.index("We will"), PIER.index("It is not")]
    assert annotation["target"]["type"] == "Composite"
    assert [start for start, _ in resolved(annotation, PIER)] == starts
    assert [body["value"] for body in annotation["body"]][1] == "typographic"


def test_the_annotations_of_the_shipped_archive_are_found_where_they_say(shipped: Snapshot) -> None:
    for found in shipped.archive.all(Quote):
        text = shipped.texts[found.article]
        cited = Citable(shipped, found)
        assert len(list(resolved(annotation_of(cited), text.text))) == len(found.segments)


def test_words_that_were_not_found_have_no_place() -> None:
    """Their annotation is on the text as a whole, and says that they are not verified."""
    said = quote(text=("We will rebuild the east pier before summer,", "It is a promise"))
    first, second = parts_of(annotation_of(citable(said)))

    assert first["source"] == second
    assert "selector" not in second
    annotation = annotation_of(citable(quote(text="It is a promise")))
    assert annotation["target"] == second
    assert [body["value"] for body in annotation["body"]][1] == "missing"


def test_a_source_without_a_file_is_named_by_its_place_in_the_archive() -> None:
    assert annotation_of(citable(quote()))["target"]["source"] == {
        "id": "seeds/pier.txt",
        "type": "Text",
        "format": "text/plain",
        "language": "en",
        "label": "seeds/pier.txt",
        "dcterms:title": "Pier to be rebuilt",
        "creator": [{"type": "Person", "name": "Jo Lee"}],
        "dcterms:publisher": "The Port Post",
        "created": "2024-03-06T00:00:00Z",
        "dcterms:issued": "2024-03-06",
        "via": "https://example.org/pier?a=1&b=(2)",
    }


TWICE = "Okoro, who has sold fish on the pier for thirty years, was asked: “Never,” she said, and that it was enough."
WINDOWS = PIER.replace("\n", "\r\n")


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        (PIER, "text: We will rebuild the east pier before summer,"),
        (WINDOWS, 'text: ["We will rebuild the east pier before summer,", It is not a promise;]'),
        (f"\ufeff{WINDOWS}", "text: We will rebuild the east pier before summer,"),
        # Characters that are two units in JavaScript, and two for one letter.
        ("🐟 Cafe\u0301 🐠\n\n“No deal,” said Ruiz.\n", "text: No deal,"),
        # At the ends of the text.
        ("No deal, said Ruiz", "speech: indirect, text: No deal"),
        ("Ruiz said no deal", "speech: indirect, text: no deal"),
        # Words that stand there twice, with much around them that does, too.
        (f"On Tuesday {TWICE}\n\nOn Friday {TWICE}\n", f"text: Never, at: {{prefix: 'On Friday {TWICE[:-41]}'}}"),
    ],
)
def test_words_are_found_in_the_file_as_a_browser_reads_it(tmp_path: Path, text: str, fields: str) -> None:
    """It drops a byte order mark, and nothing else. The source is named by the hash of all bytes of the file."""
    content = text.encode()
    speech = "" if "speech" in fields else "speech: direct, "
    yaml = f"""\
articles: [{{id: pier, file: pier.txt, headline: Pier}}]
people: [{{id: ana-ruiz, name: Ana Ruiz}}]
quotes: [{{id: q, article: pier, {speech}speaker: ana-ruiz, {fields}}}]
"""
    snapshot = read_snapshot(write_archive(tmp_path, {"pier.txt": content}, yaml))
    (found,) = snapshot.archive.all(Quote)
    annotation = annotation_of(Citable(snapshot, found))

    for part in parts_of(annotation):
        id = part["source"]["id"]
        assert urlsafe_b64decode(id.removeprefix("ni:///sha-256;") + "=") == sha256(content).digest()
    assert len(list(resolved(annotation, content.decode("utf-8-sig")))) == len(found.segments)


def test_only_a_day_is_a_time_of_creation() -> None:
    article = Article(id="pier", file="pier.txt", headline="Pier to be rebuilt", published="2024-03", byline="Reuters")
    source = annotation_of(citable(quote(), article))["target"]["source"]

    assert "created" not in source
    assert (source["dcterms:issued"], source["creator"]) == ("2024-03", [{"name": "Reuters"}])


def test_an_annotation_has_the_same_id_each_time() -> None:
    assert annotation_of(citable(quote()))["id"] == annotation_of(citable(quote()))["id"]
    assert annotation_of(citable(quote()))["id"] != annotation_of(citable(quote(id="other")))["id"]
