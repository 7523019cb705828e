"""BibTeX is read as it was meant by bibtexparser, with everything in it that TeX would obey."""

from __future__ import annotations

import pytest
from bibtexparser.entrypoint import parse_string
from bibtexparser.middlewares import LatexDecodingMiddleware
from citing.citables import ARTICLE, TEXTS, citable, quote
from hypothesis import given

from explorer.citing.bibtex import bibtex
from explorer.citing.citable import inner_marks
from explorer.display import clean
from explorer.model.records import Article, Person


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
