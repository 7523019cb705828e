"""What is cited is read as it was meant by programs that nobody here wrote, and never hides what is in doubt."""

from __future__ import annotations

import json
import re
from base64 import urlsafe_b64decode
from collections.abc import Iterator
from hashlib import sha256
from html.parser import HTMLParser
from importlib.resources import files
from pathlib import Path
from typing import Any

import citeproc
import pytest
from archives import PIER, write_archive
from bibtexparser.entrypoint import parse_string
from bibtexparser.middlewares import LatexDecodingMiddleware
from citeproc.source.json import CiteProcJSON
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from reanchor import ResolveOptions, TextQuoteSelector, resolve_quote

from explorer.checking import verification
from explorer.checking.passages import SourceText
from explorer.citing import FORMATS, Citable, formats_for
from explorer.citing.bibtex import bibtex
from explorer.citing.csl_json import csl_citation, csl_json
from explorer.citing.markdown import markdown
from explorer.citing.plain import plain
from explorer.citing.quoting import inner_marks
from explorer.citing.web_annotation import web_annotation
from explorer.display import clean
from explorer.model.archive import Archive
from explorer.model.problems import Place
from explorer.model.records import AnyRecord, Article, Entry, Person, Quote, Topic
from explorer.snapshot import Snapshot, read_snapshot

ARTICLE = Article(
    id="pier",
    file="pier.txt",
    headline="Pier to be rebuilt",
    byline="By Jo Lee",
    publisher="The Port Post",
    published="2024-03-06",
    url="https://example.org/pier?a=1&b=(2)",
    language="en",
)
PEOPLE = [Person(id="ana-ruiz", name="Ana Ruiz"), Person(id="aide", name="a city aide", type="anonymous")]

# Whatever a curator may write, hard to quote or not.
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=60) | st.text(
    "\\`*_{}[]()<>#+-.!|~&%$@^\"'“”–…: \n\tab1", min_size=1, max_size=40
)


def citable(record: AnyRecord, article: Article = ARTICLE, text: str = PIER, *others: AnyRecord) -> Citable:
    """A record as the explorer cites it, verified against the text of the article."""
    records: list[AnyRecord] = [article, *PEOPLE, *others, record]
    archive = Archive(Entry(each, Place("data/all.yaml")) for each in records)
    source = SourceText(text)
    found = verification.verify(archive, {article.id: source})
    return Citable(archive, record, found.get(record.ref), source)


def quote(**fields: object) -> Quote:
    """A reviewed direct quote of the pier, but for what `fields` say."""
    usual = {"id": "rebuild", "article": "pier", "speech": "direct", "speaker": "ana-ruiz", "review": "reviewed"}
    text = "We will rebuild the east pier before summer,"
    return Quote(**{**usual, "text": text, **fields})  # type: ignore[arg-type]


@pytest.mark.parametrize("format", FORMATS, ids=lambda format: format.name)
@pytest.mark.parametrize(
    ("fields", "doubt"),
    [
        ({"text": "We will not rebuild the pier"}, "not verified: the words are not in the article"),
        ({"text": "the"}, "not verified: the words stand more than once"),
        ({"article": "nothing"}, "not verified: there is no article text"),
        ({"attribution": "the mayor shouted"}, "not verified: the article does not attribute"),
        ({"review": "disputed"}, "disputed"),
    ],
)
def test_no_format_hides_a_doubt(format: Any, fields: dict[str, object], doubt: str) -> None:
    assert doubt in format.write(citable(quote(**fields)))


@pytest.mark.parametrize("format", FORMATS, ids=lambda format: format.name)
def test_every_format_says_whose_words_they_are(format: Any) -> None:
    """Who told of them, whose they are, and that they are a paraphrase."""
    said = format.write(citable(quote(speech="indirect", relayed_by="aide", interpreted=True)))

    assert "a city aide, relaying Ana Ruiz, through an interpreter" in said
    assert "Paraphrase: We will rebuild" in said
    assert "quote/rebuild" in said


@pytest.mark.parametrize("format", FORMATS, ids=lambda format: format.name)
def test_no_format_lets_a_terminal_obey(format: Any) -> None:
    said = format.write(citable(quote(text="a\x1b]52;c;x\x07 \u202eb")))

    assert not set("\x1b\x07\u202e") & set(said)


def test_only_what_a_format_can_hold_is_offered() -> None:
    """A person is no publication, and only a quote has a place in an article."""
    assert [format.name for format in formats_for(quote())] == [format.name for format in FORMATS]
    assert [format.name for format in formats_for(ARTICLE)] == [
        *("Plain text", "Markdown", "BibTeX", "CSL-JSON", "CSL citation", "Pandoc"),
    ]
    assert [format.name for format in formats_for(Topic(id="t", label="T"))] == ["Plain text", "Markdown"]


# Markdown, read by markdown-it


class _Text(HTMLParser):
    """The text of a page, and the addresses of its links."""

    def __init__(self) -> None:
        super().__init__()
        self.text = ""
        self.links: list[str] = []
        self.tags: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.links += [value for name, value in attrs if name == "href" and value]

    def handle_data(self, data: str) -> None:
        self.text += data


def rendered(text: str) -> _Text:
    page = _Text()
    page.feed(MarkdownIt("commonmark").enable(["strikethrough", "table"]).render(text))
    return page


def test_markdown_has_the_words_in_a_block_quotation_and_the_source_below() -> None:
    page = rendered(markdown(citable(quote())))

    assert page.tags == ["blockquote", "p", "p", "a", "code"]
    assert page.links == ["https://example.org/pier?a=1&b=%282%29"]
    assert page.text.split("\n") == [
        "",
        "“We will rebuild the east pier before summer,”",
        "",
        "— Ana Ruiz, “Pier to be rebuilt”, By Jo Lee, The Port Post, Wed 6 Mar 2024, para. 2 quote/rebuild",
        "",
    ]


@given(TEXTS)
def test_text_in_markdown_shows_as_it_is(text: str) -> None:
    """None of it is markup."""
    topic = Topic(id="t", label=text)
    page = rendered(markdown(citable(topic)))

    assert page.tags == ["p"]
    assert page.text.split() == plain(citable(topic)).split()


# BibTeX, read by bibtexparser


def entry_of(text: str) -> dict[str, str]:
    """The fields of the one entry, with its LaTeX as the characters it stands for, and its type and key.

    Neither an address nor a date is LaTeX: they are taken as they are.
    """
    library = parse_string(text, append_middleware=[LatexDecodingMiddleware(keep_braced_groups=False)])
    assert library.failed_blocks == []
    (entry,), (raw,) = library.entries, parse_string(text).entries
    fields = {field.key: str(field.value) for field in entry.fields}
    fields |= {field.key: field.value for field in raw.fields if field.key in ("url", "date")}
    return {**fields, "ENTRYTYPE": entry.entry_type, "ID": entry.key}


def test_bibtex_has_what_is_known_of_the_article() -> None:
    assert entry_of(bibtex(citable(ARTICLE))) == {
        "ENTRYTYPE": "article",
        "ID": "pier",
        "author": "Lee, Jo",
        "title": "Pier to be rebuilt",
        "journaltitle": "The Port Post",
        "entrysubtype": "newspaper",
        "date": "2024-03-06",
        "url": "https://example.org/pier?a=1&b=(2)",
        "langid": "english",
        "pagination": "paragraph",
    }


def test_bibtex_keeps_the_whole_of_a_family_name() -> None:
    """van Dam is not cited as Dam."""
    article = Article(id="pier", file="pier.txt", headline="Pier to be rebuilt", byline="By Jo van Dam and Ana Ruiz")
    entry = entry_of(bibtex(citable(article, article)))

    assert (entry["author"], entry["options"]) == ("van Dam, Jo and Ruiz, Ana", "useprefix=true")


def test_bibtex_has_one_key_for_all_quotes_of_an_article() -> None:
    """So that a bibliography has the article once. The quote is in the command below the entry, and the annotation."""
    written = bibtex(citable(quote(review="disputed")))
    *_, command = written.splitlines()
    entry = entry_of(written)

    assert command == (
        r"% \autocite[{“We will rebuild the east pier before summer,” — Ana Ruiz, in}][{\pnfmt{2} [disputed]}]{pier}"
    )
    assert entry["ID"] == "pier"
    assert entry["annotation"] == (
        "“We will rebuild the east pier before summer,” — Ana Ruiz, para. 2 [disputed] [quote/rebuild]"
    )


def test_bibtex_leaves_out_what_the_source_does_not_say() -> None:
    bare = Article(id="pier", file="pier.txt", headline="Pier to be rebuilt")
    entry = entry_of(bibtex(citable(bare, bare)))

    assert entry["ENTRYTYPE"] == "online"
    assert set(entry) == {"ENTRYTYPE", "ID", "title", "pagination"}


@pytest.mark.parametrize("published", ["2024", "2024-03", "2024-03-06?", "2024-03%", "202X", "2024-03-06/2024-03-08"])
def test_bibtex_has_the_date_as_it_is(published: str) -> None:
    """biblatex reads EDTF."""
    article = Article(id="pier", file="pier.txt", headline="Pier to be rebuilt", published=published)

    assert entry_of(bibtex(citable(article, article)))["date"] == published


@pytest.mark.parametrize(
    ("tag", "name"), [("de", "ngerman"), ("pt-BR", "brazilian"), ("en-GB-oxendict", "british"), ("xx", None)]
)
def test_bibtex_names_the_language_as_babel_does(tag: str, name: str | None) -> None:
    article = Article(id="pier", file="pier.txt", headline="Pier to be rebuilt", language=tag)

    assert entry_of(bibtex(citable(article, article))).get("langid") == name


@given(TEXTS)
def test_text_in_bibtex_is_read_as_it_was_written(text: str) -> None:
    """Whatever TeX would obey in it; and braces, which BibTeX counts, are balanced everywhere."""
    article = Article(id="pier", file="pier.txt", headline=text, publisher=text)
    person = Person(id="p", name=text)
    written = bibtex(citable(quote(text=text, speaker="p", note=text), article, text, person))
    entry = entry_of(written)

    # bibtexparser takes TeX's name of the ASCII circumflex for the accent. It sets two straight marks as TeX does.
    read = [entry[name].replace("ˆ", "^").split() for name in ("title", "journaltitle")]
    assert read == [clean(each).replace("''", "”").split() for each in (inner_marks(text), text)]
    assert (written.count("{"), written.count("@")) == (written.count("}"), 1 + entry_text(written).count("@"))


def entry_text(written: str) -> str:
    """What stands in the braces of an entry. Outside of them each @ would begin another."""
    return written[1 : written.index("\n}\n")]


# CSL-JSON, read by citeproc-py, with the names of the standard's own schema


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
        ("1 < 2, <item>, {a}, a_b*", "1 < 2, <item>, {a}, a_b*"),
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


# Web Annotation, its selectors read by reanchor


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
    """Where another program finds the annotation's words, which must be where it says that they are."""
    for part in parts_of(annotation):
        quoted, position = part["selector"]
        assert (quoted.pop("type"), position.pop("type")) == ("TextQuoteSelector", "TextPositionSelector")
        found = resolve_quote(text, TextQuoteSelector(**quoted), ResolveOptions(max_method="exact-with-context"))
        assert found is not None
        assert (found.start, found.end, found.text) == (position["start"], position["end"], quoted["exact"])
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
        cited = Citable.of(shipped, found)
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


def test_the_source_is_named_by_the_hash_of_the_file(shipped: Snapshot) -> None:
    """So that places hold for that text and for no other; by its place in the archive where there is no hash of it."""
    found = next(shipped.archive.all(Quote))
    cited = Citable.of(shipped, found)

    assert (
        parts_of(annotation_of(cited))[0]["source"]["id"] == "ni:///sha-256;dDjH6qMOEBtlpzPrQvSoo2wRl8_AuzlqxvOS8Wv4jls"
    )
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


def test_a_file_with_a_byte_order_mark_is_named_by_the_hash_of_all_its_bytes(tmp_path: Path) -> None:
    """And places are those in its text, which the mark is no part of."""
    content = b"\xef\xbb\xbf" + PIER.replace("\n", "\r\n").encode()
    digest = sha256(content)
    yaml = f"""\
articles: [{{id: pier, file: pier.txt, headline: Pier to be rebuilt, sha256: {digest.hexdigest()}}}]
people: [{{id: ana-ruiz, name: Ana Ruiz}}]
quotes:
- {{id: q, article: pier, speech: direct, speaker: ana-ruiz, text: "We will rebuild the east pier before summer,"}}
"""
    snapshot = read_snapshot(write_archive(tmp_path, {"pier.txt": content}, yaml))
    (found,) = snapshot.archive.all(Quote)
    annotation = annotation_of(Citable.of(snapshot, found))
    id = annotation["target"]["source"]["id"]

    assert urlsafe_b64decode(id.removeprefix("ni:///sha-256;") + "=") == digest.digest()
    (place,) = resolved(annotation, content.decode("utf-8-sig"))
    assert place[0] == content.decode("utf-8-sig").index("We will")


def test_only_a_day_is_a_time_of_creation() -> None:
    article = Article(id="pier", file="pier.txt", headline="Pier to be rebuilt", published="2024-03", byline="Reuters")
    source = annotation_of(citable(quote(), article))["target"]["source"]

    assert "created" not in source
    assert (source["dcterms:issued"], source["creator"]) == ("2024-03", [{"name": "Reuters"}])


def test_an_annotation_has_the_same_id_each_time() -> None:
    assert annotation_of(citable(quote()))["id"] == annotation_of(citable(quote()))["id"]
    assert annotation_of(citable(quote()))["id"] != annotation_of(citable(quote(id="other")))["id"]
