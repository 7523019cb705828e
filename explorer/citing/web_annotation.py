"""A quote as a W3C Web Annotation: it tells a program where the words stand.

Source: the Web Annotation Data Model, https://www.w3.org/TR/annotation-model/
"""

from __future__ import annotations

import json
from base64 import urlsafe_b64encode
from hashlib import sha256
from urllib.parse import quote as percent_encoded
from uuid import NAMESPACE_URL, uuid5

from explorer.checking.passages import Passage, SourceText
from explorer.checking.verification import status_of
from explorer.citing.citable import Citable
from explorer.citing.plain import plain
from explorer.display import json_escaped
from explorer.model.records import Quote

# How many characters before and after a passage are given, to tell it from others with the same words.
_CONTEXT = 32


def web_annotation(cited: Citable) -> str:
    """One annotation on the article's text. The record must be a quote.

    Each segment that was found is a target: its words as the article has them, what stands around them, and its place
    in code points. If a segment was not found, the text as a whole is a target, and the body says “not verified”.
    """
    quote = cited.record
    assert isinstance(quote, Quote)
    source = _source(cited, quote)
    status = status_of(cited.verification)
    passages = cited.verification.passages if cited.verification else ()
    found = [passage for passage in passages if passage]
    targets: list[object] = []
    if cited.text:
        targets += [{"source": source, "selector": _selectors(cited.text, passage)} for passage in found]
    if not targets or len(found) < len(quote.segments):
        targets.append(source)
    name = f"{source['id']}#{quote.ref}"
    annotation = {
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "id": f"urn:uuid:{uuid5(NAMESPACE_URL, name)}",
        "type": "Annotation",
        "motivation": "describing",
        "body": [
            {"type": "TextualBody", "purpose": "describing", "format": "text/plain", "value": plain(cited)},
            {"type": "TextualBody", "purpose": "tagging", "format": "text/plain", "value": str(status)},
        ],
        "target": targets,
    }
    return json_escaped(json.dumps(annotation, ensure_ascii=False, indent=2)) + "\n"


def _source(cited: Citable, quote: Quote) -> dict[str, str]:
    """The article's text as a resource. It is not the article's web page, since places are counted in the text.

    Its IRI is the hash of its bytes (RFC 6920) when the article's record states the same hash, else its path in the
    archive.
    """
    article = cited.article
    if article is None:
        return {"id": percent_encoded(f"article/{quote.article}"), "type": "Text"}
    digest = sha256(cited.text.text.encode("utf-8", "surrogatepass")) if cited.text else None
    if digest and article.sha256 and digest.hexdigest() == article.sha256.lower():
        iri = "ni:///sha-256;" + urlsafe_b64encode(digest.digest()).decode().rstrip("=")
    else:
        iri = percent_encoded(f"seeds/{article.file}")
    source = {"id": iri, "type": "Text", "format": "text/plain"}
    source |= {"language": article.language} if article.language else {}
    return source | ({"via": article.url} if article.url else {})


def _selectors(text: SourceText, passage: Passage) -> list[dict[str, object]]:
    start, end = passage.start, passage.end
    return [
        {
            "type": "TextQuoteSelector",
            "exact": text.text[start:end],
            "prefix": text.text[max(0, start - _CONTEXT) : start],
            "suffix": text.text[end : end + _CONTEXT],
        },
        {"type": "TextPositionSelector", "start": start, "end": end},
    ]
