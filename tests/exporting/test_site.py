"""The site: every page is sound, every link leads somewhere, and no text of an archive is anything but text."""

from __future__ import annotations

import json
import posixpath
import re
from html import unescape
from pathlib import Path
from urllib.parse import urlsplit

import html5lib
import pytest
from archives import write_archive
from exporting.sites import HOSTILE, LONG, MANY, hard_archive, site_of
from histories import write_ferry
from msgspec.structs import replace

from explorer.display import clean
from explorer.exporting.extract import found_by, whole
from explorer.exporting.site import article_page, frame, pages, site_files
from explorer.exporting.site.frame import file_stem, slices
from explorer.exporting.site.rendering import direction, language_tag, shortened, shown
from explorer.processes import Processes
from explorer.snapshot import read_snapshot

Site = dict[str, str]
SAID = ("street", "never", "again-never", "will-raise", "second-boat", "floats")


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return hard_archive(tmp_path_factory.mktemp("hard"))


@pytest.fixture(scope="module")
def site(root: Path) -> Site:
    return {name: content.decode() for name, content in site_of(root).items()}


def astray(site: Site) -> list[str]:
    """The links that lead to no file, or to no place in one."""
    anchors = {name: set(re.findall(r'\sid="([^"]*)"', text)) for name, text in site.items()}
    wrong = []
    for name, text in site.items():
        for link in re.findall(r'(?:href|src)="([^"]*)"', text) if name.endswith(".html") else ():
            parts = urlsplit(unescape(link))
            to = posixpath.normpath(posixpath.join(posixpath.dirname(name), parts.path)) if parts.path else name
            if not parts.scheme and (to not in site or (parts.fragment and parts.fragment not in anchors[to])):
                wrong.append(f"{name}: {link}")
    return wrong


def element(site: Site, page: str, **attributes: str) -> str:
    """The start tag of the one element with these attributes."""
    tags: list[str] = re.findall(r"<[a-z][^>]*>", site[page])
    (found,) = (tag for tag in tags if all(f'{name}="{value}"' in tag for name, value in attributes.items()))
    return found


def test_every_link_leads_somewhere(site: Site, root: Path) -> None:
    assert [] == astray(site)
    found = dict(site_files(found_by(read_snapshot(root), "summer")))
    assert [] == astray({name: content.decode() for name, content in found.items()})
    assert {"quote/whole.html", "person/ana.html", "topic/harbour.html"} <= found.keys()
    assert "quote/arabic.html" not in found
    assert "topic/pier.html" in found


def test_every_page_is_sound_html_and_loads_nothing_from_elsewhere(site: Site) -> None:
    for name, text in site.items():
        if name.endswith(".html") and not name.startswith("quote/m-"):
            parser = html5lib.HTMLParser(strict=True)
            page = parser.parse(text)
            assert clean(text) == text
            assert "default-src 'none'" in unescape(text)
            loaded = [
                each.get("src") or each.get("href") for each in page.iter() if each.tag.endswith(("script", "link"))
            ]
            assert all(not urlsplit(address or "").scheme for address in loaded)
            assert not [each for each in page.iter() if each.tag.endswith(("}img", "}iframe", "}style", "}b/x"))]
            assert not re.search(r"\son\w+=|\sstyle=|javascript:[^&]*\"", re.sub(r">[^<]*<", "><", text))
            titles = re.findall(r"<h1", text)
            assert 1 == len(titles)


def test_a_hostile_name_is_shown_as_it_is(site: Site) -> None:
    assert clean(HOSTILE).replace("\ufffe", "\ufffd") in unescape(site["person/ben.html"])
    assert "{{ 7*7 }}" in site["person/ben.html"]
    assert "alert(1)" in site["article/pier.html"]
    assert 'href="javascript:' not in "".join(site.values())
    assert 'href="https://example.org/a?b=1&amp;c=2"' in "".join(site.values())


def test_linked_data_name_pages_and_cannot_end_their_element(site: Site) -> None:
    (text,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', site["quote/whole.html"], re.DOTALL)
    graph = json.loads(text)["@graph"]
    assert "../quote/whole.html" == graph[0]["@id"]
    assert {"@id": "../person/ana.html", "@type": "Person", "name": "Ana Ruiz"} in graph
    names = [node["name"] for node in graph[1:]]
    assert HOSTILE in names


def test_quotes_that_overlap_are_each_marked_and_each_reached(site: Site) -> None:
    """Every quote with a place in the text has one, with its number; every mark leads to its quote, and that back."""
    text = site["article/pier.html"]
    for id in ("whole", "inner", "crossing", "fragment", "altered", "nowhere"):
        assert 1 == text.count(f'id="q-{id}"')
        assert f'href="../quote/{id}.html"' in text
        assert f'href="../article/pier.html#q-{id}"' in site[f"quote/{id}.html"]
    words = re.sub(r"<sup>.*?</sup>|<[^>]+>", "", text[text.index('id="p2"') : text.index('id="p3"')])
    assert "“We will rebuild the east pier before summer,” Mayor Ana Ruiz said." in unescape(words)
    assert 'class="q indirect doubtful' in text
    assert "several" in element(site, "article/pier.html", id="q-fragment")


def test_what_somebody_said_over_time_has_a_page_that_its_cell_leads_to(tmp_path: Path) -> None:
    """Where there is more than one quote that they said: what they only relayed is not theirs."""
    ferry = {name: content.decode() for name, content in site_of(write_ferry(tmp_path)).items()}
    assert [] == astray(ferry)
    assert {name for name in ferry if name.startswith("said/")} == {
        "said/harbour--ana-ruiz.html",
        "said/ferry--ana-ruiz.html",
    }
    assert 'href="said/harbour--ana-ruiz.html">7<' in ferry["sources.html"]
    page = ferry["said/harbour--ana-ruiz.html"]
    assert "6 quotes (5 utterances), 1 of them a draft, from 2019 to Wed 7 Jun 2023 (uncertain). Not listed: 1" in page
    order = [page.index(f'class="said" dir="auto"><a href="../quote/{id}.html"') for id in SAID]
    assert order == sorted(order)
    assert '<li class="parted">Nothing between Dec 2019 and Jun 2023</li>' in page
    assert "We will <del>[-never-]</del> raise the fares" in page
    assert "not verified: missing" in page


def test_such_pages_are_those_of_everybody_with_quotes_enough_and_led_to_from_both(tmp_path: Path) -> None:
    """Also of people who are no columns of the matrix."""
    people = [f"p-{n}" for n in range(12)]
    yaml = "articles: [{id: a, file: a.txt, headline: A}]\ntopics: [{id: t, label: T}, {id: u, label: U, broader: t}]\n"
    yaml += "people:\n" + "".join(f"- {{id: {id}, name: Person {id}}}\n" for id in [*people, "once"])
    yaml += "defaults: {quotes: {article: a, topics: [u], review: reviewed, speech: direct}}\nquotes:\n"
    yaml += "".join(
        f"- {{id: q-{n}-{id}, text: 'Number {n} is said', speaker: {id}}}\n" for id in people for n in range(2)
    )
    yaml += "- {id: q-once, text: Number 0 is said, speaker: once}\n"
    files = site_of(write_archive(tmp_path, {"a.txt": "Number 0 is said, and Number 1 is said."}, yaml))
    site = {name: content.decode() for name, content in files.items()}
    assert [] == astray(site)
    said = {name for name in site if name.startswith("said/")}
    assert {f"said/{topic}--{id}.html" for topic in "tu" for id in people} == said
    for name in said:
        topic, _, person = name.removeprefix("said/").removesuffix(".html").partition("--")
        for page in (f"topic/{topic}.html", f"person/{person}.html"):
            assert f'<a href="../{name}">2 quotes<span class="unseen">, over time</span></a>' in site[page]
    assert '<a href="../topic/u.html">U</a> <span class="number">1 quote</span>' in site["person/once.html"]


def test_of_very_many_topics_of_a_person_those_of_most_quotes_have_such_pages(tmp_path: Path) -> None:
    yaml = "articles: [{id: a, file: a.txt, headline: A}]\npeople: [{id: ana, name: Ana}]\ntopics:\n"
    yaml += "".join(f"- {{id: t-{n}, label: T {n}}}\n" for n in range(103))
    yaml += "defaults: {quotes: {article: a, review: reviewed, speech: direct, speaker: ana}}\nquotes:\n"
    for n in range(3):
        topics = ", ".join(f"t-{topic}" for topic in (range(103) if n < 2 else range(99, 103)))
        yaml += f"- {{id: q-{n}, text: Number {n} is said, topics: [{topics}]}}\n"
    files = site_of(write_archive(tmp_path, {"a.txt": "Number 0 is said, Number 1 is said, Number 2 is said."}, yaml))
    said = {name for name in files if name.startswith("said/")}
    assert {f"said/t-{n}--ana.html" for n in [*range(96), *range(99, 103)]} == said
    page = files["person/ana.html"].decode()
    assert all(f'href="../{name}"' in page for name in said)
    assert "… and 3 more" in page
    assert [] == astray({name: content.decode() for name, content in files.items()})


def test_a_long_history_has_several_pages(site: Site) -> None:
    assert {"said/harbour--ana.html", "said/harbour--ana_2.html"} <= site.keys()
    assert "page 2 of 2" in site["said/harbour--ana_2.html"]
    assert "page 1 of 2" in site["said/harbour--ana.html"]
    head = '<li class="parted">Undated: '
    assert [1, 1] == [site[f"said/harbour--ana{page}.html"].count(head) for page in ("", "_2")], "also where it goes on"


def test_a_quote_is_told_of_once_beside_its_article(tmp_path: Path) -> None:
    """Where it begins, also when it goes on in the next paragraph, and has more words there."""
    text = "Plans\n\nAna said: “We will build the pier soon.\n\n“It is only a plan.” And: “We mean it as we say it.”\n"
    yaml = """
articles: [{id: pier, file: pier.txt, headline: Plans}]
people: [{id: ana, name: Ana}]
quotes:
- {id: plan, article: pier, speech: direct, speaker: ana,
    text: [We will build the pier soon. It is only a plan., We mean it as we say it.]}
"""
    snapshot = read_snapshot(write_archive(tmp_path, {"pier.txt": text}, {"pier.yaml": yaml}))
    page = dict(site_files(whole(snapshot)))["article/pier.html"].decode()
    assert 2 < page.count('href="../quote/plan.html"')
    assert ["2"] == re.findall(r'aria-label="Quotes in paragraph (\d+)"', page)


def test_what_is_in_doubt_is_said_in_words(site: Site) -> None:
    crossing = unescape(site["quote/crossing.html"])
    assert "Disputed" in crossing
    assert "Relayed" in crossing
    assert "relayed_by: person/gone" in crossing
    assert "not verified: missing" in unescape(site["person/ana.html"])
    assert "Draft" in unescape(site["quote/inner.html"])
    assert "can’t be read" in site["article/gone.html"]
    assert {"care-not-verified.html", "care-disputed.html", "care-draft.html", "care-relayed.html"} <= site.keys()


def test_words_have_their_language_and_a_tag_that_is_none_is_left_out(site: Site) -> None:
    (arabic,) = (name for name in site if name.startswith("article/con_"))
    assert 'lang="ar" dir="auto"' in site[arabic]
    assert 'lang="xx"' not in site["article/many.html"]
    assert re.search(r'<dt>Source</dt><dd><a [^>]*>.*<span lang="ar"><bdi>“الرصيف”', site["quote/arabic.html"])
    assert ["de-CH", "gsw", "", "", ""] == [language_tag(tag) for tag in ("de-CH", "gsw", "zz", "english", None)]


def test_words_from_right_to_left_keep_their_place_and_their_side(site: Site) -> None:
    """What parts them from other words stands outside of them; a quote of them has its line at the right."""
    assert ", <bdi>رئيسة (2)</bdi> " == shown(", رئيسة (2) ")
    assert '<blockquote lang="ar" dir="rtl">' in site["quote/arabic.html"]
    assert ["rtl", "ltr", "ltr"] == [direction(text) for text in ("12% “ماء” now", "now ماء", "12%")]


def test_long_lists_have_several_small_pages(site: Site) -> None:
    assert {"person/ana_2.html", "topic/harbour_2.html", "quotes_2.html"} <= site.keys()
    assert MANY < sum(site[name].count('<p class="said"') for name in site if name.startswith("person/ana"))
    assert max(len(text) for text in site.values()) < 100_000
    assert len(site["index.html"]) < 30_000
    assert [1, None, 8, 9, 10, 11, 12, None, 20] == next(
        part.nearby for part in slices(range(200), "a.html", 10) if part.number == 10
    )


def test_a_long_article_has_several_pages(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each link leads to the page that has the paragraph, or the quote."""
    monkeypatch.setattr(frame, "PARAGRAPHS", 7)
    monkeypatch.setattr(article_page, "PARAGRAPHS", 7)
    site = {name: content.decode() for name, content in site_of(root).items()}
    assert [] == astray(site)
    assert 'href="../article/many_2.html#q-m-7"' in site["quote/m-7.html"]


def test_the_start_page_begins_as_the_lists_do(site: Site) -> None:
    for kind, page in (("article", "articles.html"), ("person", "people.html")):
        first, listed = (
            re.findall(rf'<li[^>]*>\s*<a href="({kind}/[^"]+)"', site[name]) for name in ("index.html", page)
        )
        assert first
        assert first == listed[: len(first)]


@pytest.mark.parametrize(
    ("published", "said"),
    [
        (("2023", "2024"), "2 articles, 2023 to 2024, and no quotes yet."),
        (("2024", ""), "2 articles, and no quotes yet."),
    ],
)
def test_the_start_page_says_from_when_the_articles_are_if_that_is_known_of_all(
    tmp_path: Path, published: tuple[str, ...], said: str
) -> None:
    articles = [
        f"- {{id: a{n}, file: a{n}.txt, headline: A{f', published: {date}' if date else ''}}}"
        for n, date in enumerate(published)
    ]
    site = site_of(write_archive(tmp_path, {}, "\n".join(["articles:", *articles])))
    assert said in site["index.html"].decode()


def test_an_archive_without_a_word_to_search_for_has_a_site(tmp_path: Path) -> None:
    site = site_of(write_archive(tmp_path, yaml="people: [{id: nobody, name: '???'}]"))
    assert b"???" in site["person/nobody.html"]


def test_long_words_are_cut_also_where_nothing_parts_them() -> None:
    assert "short words" == shortened("short words", 11)
    assert "some longer …" == shortened("some longer words", 14)
    assert "桟橋を再 …" == shortened("桟橋を再建します", 4)
    assert "a 桟橋を再建し …" == shortened("a 桟橋を再建します、と市長", 8)


def test_names_of_files_are_safe_everywhere() -> None:
    odd = ["con", "COM1", "A", "a", "é", "a/b", "..", "", " ", "x" * 300, LONG, "a_2", "\ud800", "a.", "nul.txt"]
    names = [file_stem(id) for id in odd]
    assert len(odd) == len({name.lower() for name in names})
    assert all(re.fullmatch(r"[a-z0-9][a-z0-9_-]{0,99}", name) for name in names)
    assert "ana-ruiz" == file_stem("ana-ruiz")


def test_several_processes_make_the_same_bytes(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages, "_AT_ONCE", 1)
    extract = found_by(read_snapshot(root), "summer")
    assert dict(site_files(extract)) == dict(site_files(replace(extract, executor=Processes(2))))
