"""Fitting the reading on annotated articles: here on a few invented ones."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import NamedTuple
from zlib import crc32

import pytest

from benchmarks import reading
from explorer.reading import model
from training import antecedents, drafts
from training.__main__ import main
from training.polnear import Document, Marked

ARTICLES = {
    "ledger_the-dam": [("Ana Ruiz", "said", "that the dam would hold"), ("Ben Okafor", "said", "the rate fell")],
    "herald_the-pier": [("The mayor", "said", "that the pier was safe"), ("Lena Holm", "told", "that it leaked")],
    "post_the-levee": [("Joe Marsh", "said", "it would rain"), ("An aide", "said", "that the road was closed")],
}


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """A corpus as PolNeAR is laid out, in which the same sentences stand many times."""
    for part in ("train", "dev"):
        for name, told in ARTICLES.items():
            text, lines, number = "", [], 0
            for _ in range(4):
                for n, (source, cue, content) in enumerate(told):
                    spans = []
                    for role, words in (("Source", source), ("Cue", cue), ("Content", content)):
                        number += 1
                        lines.append(f"T{number}\t{role} {len(text)} {len(text) + len(words)}\t{words}")
                        spans.append(f"{role}:T{number}")
                        text += words + " "
                    text = text[:-1] + ".\n\n"
                    lines.append(f"E{number}{n}\tAttribution:T{number} {' '.join(spans)}")
            for folder, file, whole in (
                ("text", f"{name}.txt", text),
                ("attributions", f"{name}_0a1b.ann", "\n".join(lines)),
            ):
                path = tmp_path / "data" / part / folder / file
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(whole, encoding="utf-8")
    return tmp_path


def test_the_same_articles_make_the_same_file(
    corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Which the explorer reads; and each decision is told with how often it is right."""
    written = []
    for n in range(2):
        monkeypatch.setattr(model, "PATH", tmp_path / f"weights-{n}.json")
        assert 0 == main(["fit", str(corpus)])
        written.append(model.PATH.read_bytes())
    assert written[0] == written[1]
    model.shipped.cache_clear()
    try:
        assert "said" in model.shipped().cues
        assert 0 == main(["score", str(corpus)])
    finally:
        model.shipped.cache_clear()
    out = capsys.readouterr().out
    assert "dev, 3 articles" in out
    assert "herald, 1 articles, by weights that the others taught" in out
    assert "% right" in out


def test_a_folder_without_the_corpus_is_a_clear_error(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert 2 == main(["fit", str(tmp_path)])
    assert f"training: {tmp_path} has no data/train/attributions" in capsys.readouterr().err


def test_the_tables_of_the_reading_compare_drafts_with_what_people_marked(
    corpus: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "process_time", lambda: 1.0)  # a coarse clock may stand still meanwhile
    assert 0 == reading.main([str(corpus)])
    out = capsys.readouterr().out
    assert "3 articles" in out
    assert "0.0 ms for 700 words" in out
    told = next(line for line in out.splitlines() if line.startswith("explorer") and " told " in line)
    assert "100.0" in told


def test_direct_quotations_of_textacy_are_counted_where_it_and_a_pipeline_are_installed(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Those of each paragraph, at their places in the article; one that it does not like costs no other."""

    def direct_quotations(text: str) -> Iterator[SimpleNamespace]:
        if "“" not in text:
            raise ValueError("0 quotation marks found")
        begin, end, at = text.index("“"), text.index("”") + 1, text.index("Ruiz")
        content = SimpleNamespace(start_char=begin, end_char=end)
        yield SimpleNamespace(content=content, speaker=[Word(at, "Ruiz")])

    models = SimpleNamespace(get_installed_models=lambda: ["de_news", "en_news"])
    pipelines = {"en_news": str}
    monkeypatch.setitem(sys.modules, "spacy", SimpleNamespace(load=pipelines.__getitem__))
    monkeypatch.setitem(sys.modules, "spacy.util", models)
    monkeypatch.setitem(sys.modules, "textacy", SimpleNamespace())
    monkeypatch.setitem(sys.modules, "textacy.extract", SimpleNamespace(direct_quotations=direct_quotations))
    document = Document("a", "post", "The dam held.\n\n“It holds,” Ruiz said.\n", ())
    engine = reading.textacy_for("en")
    assert engine
    assert [reading.Found((16, 25), is_told=False, speaker=(27, 31))] == list(engine(document))
    assert reading.textacy_for("fr") is None
    monkeypatch.setattr(reading, "documents", lambda _: [document])
    reading.main(["corpus"])
    assert "\ntextacy " in capsys.readouterr().out


class Word(NamedTuple):
    """A token of spaCy: where it begins, and what it is."""

    idx: int
    text: str

    def __len__(self) -> int:
        return len(self.text)


def test_what_is_marked_as_nobodys_tells_nothing_of_whether_a_sure_quote_is_right() -> None:
    text = '"It holds." "It leaks." "It is old." Ana Ruiz said so.'
    spans = [(0, 11), (12, 23), (24, 36)]
    sources = ((37, 45),)
    marked = (Marked(sources, (), (spans[0],)), Marked((), (), (spans[1],)))
    found = [reading.Found(span, is_told=False, speaker=sources[0], is_sure=True) for span in spans]
    count = reading.counted(Document("a", "post", text, marked), found)
    assert (3, 2, 1) == tuple(count[f"marked {key}"] for key in ("sure", "judged", "surely"))


def test_a_folder_without_a_corpus_has_no_tables(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert 2 == reading.main([str(tmp_path)])
    assert "has no data/dev" in capsys.readouterr().err


def test_a_pronoun_is_an_example_of_whom_it_was_read_to_mean(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of all who are told of before it, with and without line breaks."""
    text = "Ben Okafor met Carl Bos.\n\n“The dam would hold,” he said."
    monkeypatch.setattr(antecedents, "PATH", tmp_path / "antecedents.txt")
    antecedents.PATH.write_text(f"{crc32(b'a'):08x} {text.index('he said')} {text.index('Carl')}\n")
    found = antecedents.of([Document("a", "post", text, ()), Document("b", "post", text, ())], model.shipped())
    assert [(2, 1), (2, 1)] == [(len(candidates), right) for candidates, right in found]


def rightly_spoken(text: str, source: str, *contents: str) -> list[bool]:
    """Whether each quote of a text whose speaker is found is right, by an attribution of some words to a source."""
    at = text.index(source)
    spans = tuple((text.index(words), text.index(words) + len(words)) for words in contents)
    document = Document("a", "post", text, (Marked(((at, at + len(source)),), (), spans),))
    examples = drafts.of([document], model.shipped())["spoken"]
    return [answer == 0 for _, answer in examples]


@pytest.mark.parametrize(
    "quote",
    [
        '“The dam would hold through the winter,"',
        '"The dam would hold through the winter,”',
        "“The dam would ‘hold’ through the winter,”",
        "“The dam “would hold” through the winter,”",
        "''The dam would hold through the winter,''",
    ],
)
def test_a_quote_is_right_whichever_marks_it_has(quote: str) -> None:
    assert [True] == rightly_spoken(f"{quote} Ana Ruiz said.\n", "Ana Ruiz", quote)


def test_a_paragraph_of_a_quote_that_the_next_one_goes_on_with_needs_no_closing_mark() -> None:
    first, second = "“The dam would hold through the winter.", "“It is as old as the town,”"
    assert [True] == rightly_spoken(f"{first}\n\n{second} Ana Ruiz said.\n", "Ana Ruiz", first, second)


def test_a_quote_is_wrong_whose_words_are_anothers() -> None:
    quote = "“The dam would hold through the winter,”"
    assert [False] == rightly_spoken(f"{quote} Ana Ruiz said of Ben Okafor.\n", "Ben Okafor", quote)


def test_a_quote_is_found_whose_sentences_are_marked_one_by_one_or_whose_marks_are_of_two_kinds() -> None:
    text = '“It holds. It is old," Ana Ruiz said.'
    contents = ((0, 10), (11, 22))
    document = Document("a", "post", text, (Marked(((23, 31),), (), contents),))
    count = reading.counted(document, [reading.Found((1, 21), is_told=False, speaker=(23, 31))])
    assert (1, 1, 1) == tuple(count[f"marked {key}"] for key in ("there", "exact", "speaker"))
    assert 0 == count["told there"]
