"""A quote as a W3C Web Annotation, which tells a program where its words are.

Source: the Web Annotation Data Model, https://www.w3.org/TR/annotation-model/; for `Composite` its appendix D.
"""

from __future__ import annotations

import re
from base64 import urlsafe_b64encode
from urllib.parse import quote as percent_encoded
from uuid import NAMESPACE_URL, uuid5

from explorer.checking.verification import status_of
from explorer.citing.bibliography import in_order, names_of
from explorer.citing.citable import Citable
from explorer.citing.plain import any_address, plain
from explorer.display import pretty_json
from explorer.model.records import Quote
from explorer.reading.text.passages import Passage, SourceText

# The minimum number of characters of context on each side of a passage, to tell it from others with the same words.
_CONTEXT = 32
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def web_annotation(cited: Citable) -> str:
    """The annotation of a quote as JSON; see `annotation`."""
    return pretty_json(annotation(cited))


def annotation(cited: Citable) -> dict[str, object]:
    """The annotation of a quote; the record must be one.

    The target is the place of the words: their text, their context, and their position in code points. Several segments
    are the items of one composite target, since only together are they the quote. A segment that was not found is
    replaced by the whole text, and the body says “not verified”.
    """
    quote = cited.record
    assert isinstance(quote, Quote)
    source = _source(cited, quote)
    passages = cited.verification.passages if cited.verification else ()
    targets = [_target(cited, source, passage) for passage in passages] or [source]
    target = targets[0] if len(targets) == 1 else {"type": "Composite", "items": targets}
    name = f"{source['id']}#{quote.ref}"
    return {
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "id": f"urn:uuid:{uuid5(NAMESPACE_URL, name)}",
        "type": "Annotation",
        "motivation": "describing",
        "generator": {"type": "Software", "name": "Article Explorer"},
        "body": [_body("describing", plain(cited)), _body("tagging", str(status_of(cited.verification)))],
        "target": target,
    }


def _body(purpose: str, text: str) -> dict[str, str]:
    return {"type": "TextualBody", "purpose": purpose, "format": "text/plain", "value": text}


def _target(cited: Citable, source: dict[str, object], passage: Passage | None) -> dict[str, object]:
    if passage is None or cited.text is None:
        return source
    return {"type": "SpecificResource", "source": source, "selector": _selectors(cited.text, passage)}


def _source(cited: Citable, quote: Quote) -> dict[str, object]:
    """The article's text as a resource: the text and not the web page, since positions are counted in the text.

    Its IRI is the hash of the file's bytes (RFC 6920), so positions are valid for exactly that text. Without such a
    file it is the path in the archive, which is also the label.
    """
    article = cited.article
    if article is None:
        return {"id": percent_encoded(f"article/{quote.article}"), "type": "Text"}
    path = f"seeds/{article.file}"
    digest = bytes.fromhex(cited.text.sha256) if cited.text else b""
    iri = f"ni:///sha-256;{urlsafe_b64encode(digest).decode().rstrip('=')}" if digest else percent_encoded(path)
    source: dict[str, object] = {"id": iri, "type": "Text", "format": "text/plain"}
    source |= {"language": article.language} if article.language else {}
    source |= {"label": path, "dcterms:title": article.headline}
    if article.byline:
        source["creator"] = _creators(article.byline)
    source |= {"dcterms:publisher": article.publisher} if article.publisher else {}
    source |= _created(article.published) if article.published else {}
    url = any_address(article.url)
    return source | ({"via": url} if url else {})


def _creators(byline: str) -> list[dict[str, str]]:
    """The writers of the article. A name that is not surely a person's has no type."""
    return [
        {"name": name.literal} if name.literal else {"type": "Person", "name": in_order(name)}
        for name in names_of(byline)
    ]


def _created(published: str) -> dict[str, str]:
    """The day of publication as the timestamp that the model requires, if it is known, and the date as stated."""
    day = {"created": f"{published}T00:00:00Z"} if _DAY.fullmatch(published) else {}
    return {**day, "dcterms:issued": published}


def _selectors(text: SourceText, passage: Passage) -> list[dict[str, object]]:
    exact = text.text[passage.start : passage.end]
    prefix, suffix = _around(text.text, passage)
    return [
        {"type": "TextQuoteSelector", "exact": exact, "prefix": prefix, "suffix": suffix},
        {"type": "TextPositionSelector", "start": passage.start, "end": passage.end},
    ]


def _around(text: str, passage: Passage) -> tuple[str, str]:
    """The context before and after a passage, long enough to make it unique in the text."""
    size = _CONTEXT
    while True:
        start, end = max(0, passage.start - size), passage.end + size
        if text.find(text[start:end]) == text.rfind(text[start:end]):
            return text[start : passage.start], text[passage.end : end]
        size *= 2
