"""Whether words stand in their article: never more lenient than typography."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from msgspec import structs

from explorer.checking import verifying
from explorer.checking.verification import Finding, Status, Verification, status_of
from explorer.checking.verified_archive import VerifiedArchive
from explorer.model.archive import Archive
from explorer.model.problems import Place
from explorer.model.records import Anchor, Article, Entry, Evidence, Person, Quote
from explorer.reading.analysis import Analysis
from explorer.reading.entities.pronouns import Antecedent
from explorer.reading.reporting.mentions import Mention
from explorer.reading.text.passages import Passage, SourceText

SPEECH = (
    "We will not raise the harbour tax by 12.5 percent before 2025, and I can’t promise more than that today. "
    "The east pier – built in 1908 – is safe; the west pier isn’t. “Trust us,” he added."
)
WORDS = re.compile(r"\w+")


def verified(texts: Mapping[str, str], *records: Quote | Article | Person) -> Mapping[str, Verification]:
    """Verifications by ref; each text is that of the article with its name as id."""
    entries = [Entry(record, Place("f.yaml", n + 1)) for n, record in enumerate(records)]
    return verifying.verify(Archive(entries), {id: SourceText(text) for id, text in texts.items()})


def quote(text: str | tuple[str, ...], **fields: Any) -> Quote:
    return Quote(id="q", article="a", speech="direct", text=text, speaker="s", **fields)


def of(text: str, words: str | tuple[str, ...], **fields: Any) -> Verification:
    return verified({"a": text}, quote(words, **fields))["quote/q"]


def passages(text: str, words: str | tuple[str, ...], **fields: Any) -> list[str | None]:
    return [text[at.start : at.end] if at else None for at in of(text, words, **fields).passages]


def codes(text: str, words: str | tuple[str, ...], **fields: Any) -> list[str]:
    return [finding.code for finding in of(text, words, **fields).findings]


# What passes


def test_words_that_stand_character_for_character_are_verbatim() -> None:
    found = of(SPEECH, "The east pier – built in 1908 – is safe")
    assert Status.VERBATIM is found.status
    assert (Passage(105, 144),) == found.passages


def test_words_that_differ_in_typography_only_are_typographic_with_their_place_in_the_original() -> None:
    assert Status.TYPOGRAPHIC is of(SPEECH, "I can't promise").status
    assert ["I can’t promise"] == passages(SPEECH, "I can't promise")
    assert ["pier – built in 1908 – is"] == passages(SPEECH, "pier -- built in\n1908 - is")
    assert ["“Trust us,” he"] == passages(SPEECH, '"Trust us," he')


@given(st.data())
def test_any_run_of_words_of_the_text_is_verbatim(data: st.DataObject) -> None:
    starts = [found.start() for found in re.finditer(r"(?<![\w.–’-])\w", SPEECH)]
    ends = [found.end() for found in re.finditer(r"\w(?![\w’.–-])", SPEECH)]
    start = data.draw(st.sampled_from(starts))
    end = data.draw(st.sampled_from([end for end in ends if end > start]))
    words = SPEECH[start:end]
    assume(SPEECH.count(words) == 1)
    assert (Passage(start, end),) == of(SPEECH, words).passages
    assert Status.VERBATIM is of(SPEECH, words).status


@given(st.data())
def test_another_typography_passes_as_such_at_the_exact_place(data: st.DataObject) -> None:
    folds = {" ": [" ", "\u00a0", "  ", "\n"], "’": ["’", "'", "‘"], "–": ["–", "-", "—", "--"], "“": ["“", '"', "„"]}
    words = "pier – built in 1908 – is safe; the west pier isn’t. “Trust us"
    typeset = "".join(data.draw(st.sampled_from(folds.get(c, [c]))) for c in words)
    found = of(SPEECH, typeset)
    start = SPEECH.index(words)
    assert (Passage(start, start + len(words)),) == found.passages
    assert (Status.VERBATIM if typeset == words else Status.TYPOGRAPHIC) is found.status


def test_words_of_a_script_without_spaces_are_found_inside_of_a_sentence() -> None:
    text = "习近平表示，和平统一是中国的一贯主张。"
    assert ["和平统一"] == passages(text, "和平统一")
    assert [None] == passages(text, "和平統一")


def test_offsets_count_code_points() -> None:
    assert (Passage(3, 8),) == of("😀é words", "words").passages


# What never passes


@pytest.mark.parametrize(
    "words",
    [
        "We will raise the harbour tax",  # dropped
        "We will not not raise the harbour tax",  # doubled
        "We will not ever raise the harbour tax",  # inserted
        "We will not raise the tax harbour",  # swapped
        "raise the harbour tax by 12.6 percent",
        "raise the harbour tax by 125 percent",
        "raise the harbour tax by 12",
        "5 percent before 2025",
        "before 202",
        "I can",
        "can promise more",
        "I can’t promise more than that Today",
        "We will not raise the harbor tax",
        "the west pier is",
        "the west pier isn",
        "he west pier",
        "east pier, built in 1908, is safe",
        "The east pier is safe",
        "We will not raise … before 2025",
        "We will not [ever] raise",
    ],
)
def test_altered_words_are_missing_however_similar(words: str) -> None:
    found = of(SPEECH, words)
    assert Status.MISSING is found.status
    assert (None,) == found.passages


@given(st.data())
def test_no_change_of_a_word_passes(data: st.DataObject) -> None:
    spans = [found.span() for found in WORDS.finditer(SPEECH)]
    n = data.draw(st.integers(0, len(spans) - 2))
    (start, end), (start2, end2) = spans[n], spans[n + 1]
    one, between, two = SPEECH[start:end], SPEECH[end:start2], SPEECH[start2:end2]
    altered = data.draw(
        st.sampled_from(
            [
                f"{SPEECH[:start]}not {SPEECH[start:]}",
                f"{SPEECH[:start]}{SPEECH[start2:]}",
                f"{SPEECH[:start]}{two}{between}{one}{SPEECH[end2:]}",
                f"{SPEECH[:start]}{one}s{SPEECH[end:]}",
                f"{SPEECH[:start]}{one.swapcase()}{SPEECH[end:]}",
                f"{SPEECH[:start]}{one[:-1]}{SPEECH[end:]}",
            ]
        )
    )
    assume(altered != SPEECH and not one.isdecimal())
    assert Status.MISSING is of(SPEECH, altered).status


@given(st.data())
def test_no_change_of_a_digit_passes(data: st.DataObject) -> None:
    at = data.draw(st.sampled_from([found.start() for found in re.finditer(r"\d", SPEECH)]))
    digit = data.draw(st.sampled_from([d for d in "0123456789" if d != SPEECH[at]]))
    assert Status.MISSING is of(SPEECH, SPEECH[:at] + digit + SPEECH[at + 1 :]).status


@given(st.data())
def test_no_cut_inside_of_a_word_passes(data: st.DataObject) -> None:
    inside = [at for at in range(1, len(SPEECH)) if SPEECH[at - 1].isalnum() and SPEECH[at].isalnum()]
    at = data.draw(st.sampled_from(inside))
    assert Status.MISSING is of(SPEECH, SPEECH[:at]).status
    assert Status.MISSING is of(SPEECH, SPEECH[at:]).status


def test_the_worst_segment_is_the_status_of_the_quote() -> None:
    found = of(SPEECH, ("We will not raise", "the west pier is safe"))
    assert [Status.VERBATIM, Status.MISSING] == [finding.status for finding in found.segments]
    assert Status.MISSING is found.status


# Segments, and words that stand more than once


def test_segments_stand_in_order() -> None:
    assert ["We will not raise", "Trust us,"] == passages(SPEECH, ("We will not raise", "Trust us,"))


def test_a_segment_before_the_one_that_it_should_follow_is_missing() -> None:
    found = of(SPEECH, ("Trust us,", "We will not raise"))
    assert ["", "quote-order"] == [finding.code for finding in found.findings]
    assert Status.MISSING is found.status
    assert (
        "these words stand before the segment that they should follow: We will not raise" == found.findings[1].message
    )


def test_of_two_places_the_one_after_the_segment_before_counts() -> None:
    text = "“Yes,” she said. “No.” And then: “Yes,” again."
    found = of(text, ("No.", "Yes,"))
    assert (Status.VERBATIM, text.rindex("Yes,")) == (found.status, found.passages[1] and found.passages[1].start)


def test_words_that_stand_twice_are_ambiguous() -> None:
    text = "Ana said “yes” and Ben said “yes” too."
    found = of(text, "yes")
    assert (Status.AMBIGUOUS, (None,)) == (found.status, found.passages)
    assert ["quote-ambiguous"] == codes(text, "yes")
    assert "these words stand 2 times in a; add at: to say which: yes" == found.findings[0].message


@pytest.mark.parametrize(
    ("at", "start"),
    [
        (Anchor(prefix="Ana said"), 10),
        (Anchor(prefix="Ben said “"), 29),
        (Anchor(suffix="and Ben"), 10),
        (Anchor(suffix="” too."), 29),
        (Anchor(prefix='Ben said "', suffix='" too'), 29),
    ],
)
def test_what_stands_around_words_tells_which_are_meant(at: Anchor, start: int) -> None:
    text = "Ana said “yes” and Ben said “yes” too."
    assert (Passage(start, start + 3),) == of(text, "yes", at=at).passages


@pytest.mark.parametrize(
    "at", [Anchor(prefix="Eve said"), Anchor(prefix="Ana said", suffix="too"), Anchor(suffix="said")]
)
def test_an_anchor_that_fits_nowhere_leaves_words_ambiguous(at: Anchor) -> None:
    text = "Ana said “yes” and Ben said “yes” too."
    found = of(text, "yes", at=at)
    assert (Status.AMBIGUOUS, (None,)) == (found.status, found.passages)
    assert "at: the prefix and suffix fit no occurrence of yes" == found.findings[0].message


def test_an_anchor_that_fits_twice_decides_nothing() -> None:
    assert Status.AMBIGUOUS is of("he said yes. he said yes.", "yes", at=Anchor(prefix="he said")).status


def test_the_prefix_is_that_of_the_first_segment_and_the_suffix_that_of_the_last() -> None:
    text = "A: yes. B: yes. Then no, C. Then no, D."
    found = passages(text, ("yes.", "no,"), at=Anchor(prefix="B:", suffix="D."))
    assert ["yes.", "no,"] == found
    starts = [at and at.start for at in of(text, ("yes.", "no,"), at=Anchor(prefix="B:", suffix="D.")).passages]
    assert [text.index("yes. Then"), text.index("no, D")] == starts


def test_an_attribution_may_stand_more_than_once_and_the_nearest_counts() -> None:
    text = "“One,” he said. “Two,” he said. “Three,” he said."
    found = of(text, "Two,", attribution="he said")
    assert (Status.VERBATIM, text.index("he said. “Three")) == (
        found.findings[1].status,
        found.findings[1].passage and found.findings[1].passage.start,
    )


# What is said about words that are not found


def test_altered_words_are_shown_with_what_differs() -> None:
    (finding,) = of(SPEECH, "We will raise the harbour tax by 13 percent").findings
    assert "quote-altered" == finding.code
    assert "not word for word in a (line 1): “not” is left out; “13” should be “12.5”" == finding.message
    assert finding.nearest is not None
    nearest = SPEECH[finding.nearest.start : finding.nearest.end]
    assert "We will not raise the harbour tax by 12.5 percent" == nearest


def test_words_like_nothing_in_the_article_are_nowhere() -> None:
    (finding,) = of(SPEECH, "Colourless green ideas sleep furiously").findings
    assert ("quote-nowhere", None) == (finding.code, finding.nearest)
    assert "these words are nowhere in a: Colourless green ideas sleep furiously" == finding.message


def test_words_of_another_article_are_said_to_stand_there() -> None:
    texts = {"a": SPEECH, "b": "Nothing.", "c": "He said: “It is a different harbour.”"}
    (finding,) = verified(texts, quote("It is a different harbour."))["quote/q"].findings
    assert ("quote-elsewhere", "c") == (finding.code, finding.elsewhere)
    assert "not in a but in c: It is a different harbour." == finding.message


def test_words_that_another_article_only_has_cut_are_not_said_to_stand_there() -> None:
    texts = {"a": SPEECH, "b": "we can’t", "c": "and “we can” too"}
    (finding,) = verified(texts, quote("we can"))["quote/q"].findings
    assert "c" == finding.elsewhere


def test_typographically_equal_words_elsewhere_are_found() -> None:
    (finding,) = verified({"a": SPEECH, "b": "It’s — odd"}, quote("It's - odd"))["quote/q"].findings
    assert "b" == finding.elsewhere


def test_without_the_articles_text_nothing_is_checked() -> None:
    found = verified({}, quote(("one", "two"), attribution="she said"))["quote/q"]
    assert Status.UNCHECKED is found.status
    assert [Status.UNCHECKED] * 3 == [finding.status for finding in found.findings]
    assert [""] * 3 == [finding.code for finding in found.findings]


def test_attributions_headlines_furniture_and_evidence_are_checked_too() -> None:
    person = Person(id="p", name="P", evidence=(Evidence(article="a", text="the west pier was"),))
    article = Article(id="a", file="f", headline="Pier unsafe", furniture=("Trust us", "Scroll to top"))
    found = verified({"a": SPEECH}, person, article, quote("Trust us", attribution="she added"))
    by_path = {finding.path: finding.code for verification in found.values() for finding in verification.findings}
    assert {
        "evidence[0].text": "evidence-altered",
        "headline": "headline-nowhere",
        "furniture[0]": "",
        "furniture[1]": "furniture-nowhere",
        "text": "",
        "attribution": "attribution-altered",
    } == by_path


def test_a_quote_whose_attribution_is_not_there_is_misattributed() -> None:
    found = of(SPEECH, "Trust us", attribution="nobody said so")
    assert (Status.MISATTRIBUTED, None) == (found.status, found.attribution_at)
    assert Status.MISSING is of(SPEECH, "Trust him", attribution="nobody said so").status


# Again, after an edit

EDITS = ["the west pier", "The east pier", "Trust us", "is safe", "nowhere"]


@given(
    before=st.fixed_dictionaries({"a": st.sampled_from(EDITS), "b": st.sampled_from(EDITS)}),
    after=st.fixed_dictionaries({}, optional={"a": st.sampled_from(EDITS), "b": st.sampled_from(EDITS)}),
    quotes=st.lists(st.tuples(st.sampled_from("ab"), st.sampled_from(EDITS)), min_size=2, max_size=6),
)
def test_what_is_verified_again_is_what_a_first_verification_would_find(
    before: dict[str, str], after: dict[str, str], quotes: list[tuple[str, str]]
) -> None:
    """Whatever changes: texts, quotes, both, or that an article loses its text."""

    def archive(quotes: list[tuple[str, str]]) -> Archive:
        records: list[Article | Quote] = [
            *(Article(id=id, file=f"{id}.txt", headline="The pier") for id in "ab"),
            *(
                Quote(id=f"q{n}", article=article, speech="direct", text=words, speaker="s", attribution=words)
                for n, (article, words) in enumerate(quotes)
            ),
        ]
        return Archive(Entry(record, Place("f.yaml", n + 1)) for n, record in enumerate(records))

    first, then = archive(quotes[:-1]), archive(quotes[1:])
    texts = {id: SourceText(text) for id, text in before.items()}
    texts_then = {id: texts[id] if text == before[id] else SourceText(text) for id, text in after.items()}
    earlier = VerifiedArchive(archive=first, texts=texts, verifications=verifying.verify(first, texts))
    assert verifying.verify(then, texts_then) == verifying.verify(then, texts_then, earlier)


@pytest.mark.parametrize(
    ("change", "reads"),
    [
        ({"aliases": ("Nina Okafor",)}, []),
        ({"affiliation": "the harbour board"}, []),
        ({"name": "Nina Hale"}, ["a"]),
    ],
)
def test_an_article_is_read_again_for_a_pronoun_only_where_it_may_mean_somebody_else_now(
    change: Mapping[str, Any], reads: list[str]
) -> None:
    text = (
        "Nora Okafor opened the pier. “We are done,” she said.\n\n"
        "Ben Hale walked by and waved. “I am glad of it,” he said.\n"
    )
    article = Article(id="a", headline="Nora Okafor opened the pier", file="a.txt")
    nora, ben = (Person(id=name, name=name, type="named") for name in ("Nora Okafor", "Ben Hale"))
    quotes = (
        Quote(id="she", article="a", speech="direct", text="We are done", speaker=nora.id, attribution="she said"),
        Quote(id="he", article="a", speech="direct", text="I am glad of it", speaker=ben.id, attribution="he said"),
    )

    def archive_with(*people: Person) -> Archive:
        records: list[Article | Person | Quote] = [article, *people, *quotes]
        return Archive(Entry(each, Place("f.yaml", n + 1)) for n, each in enumerate(records))

    class Noting(Analysis):
        def antecedent_of(self, pronoun: Mention) -> Antecedent | None:
            read.append(self.reading.article.id)
            return super().antecedent_of(pronoun)

    read: list[str] = []
    texts = {"a": SourceText(text)}
    before, after = archive_with(nora, ben), archive_with(structs.replace(nora, **change), ben)
    verifications = verifying.verify(before, texts, analysis_of=Noting)
    earlier = VerifiedArchive(archive=before, texts=texts, verifications=verifications)
    assert ["a", "a"] == read
    read.clear()
    again = verifying.verify(after, texts, earlier, analysis_of=Noting)
    assert reads == read
    assert verifying.verify(after, texts) == again


def test_where_a_described_source_is_called_otherwise_all_is_found_without_spaces_too() -> None:
    """It is meant in the articles that it belongs to, and in no other."""
    texts = {id: SourceText(f"“安全{id}。”官员说。") for id in "ab"}
    officials = Person(id="officials", name="发言人", type="anonymous")

    def archive_with(officials: Person) -> Archive:
        records: list[Article | Person | Quote] = [officials, Person(id="ana", name="阿娜", type="named")]
        for id, speaker in (("a", "officials"), ("b", "ana")):
            records.append(Article(id=id, headline="安全", file=f"{id}.txt", language="zh"))
            records.append(
                Quote(id=id, article=id, speech="direct", text=f"安全{id}", speaker=speaker, attribution="官员说")
            )
        return Archive(Entry(each, Place("f.yaml", n + 1)) for n, each in enumerate(records))

    before, after = archive_with(officials), archive_with(structs.replace(officials, name="官员"))
    earlier = VerifiedArchive(archive=before, texts=texts, verifications=verifying.verify(before, texts))
    again = verifying.verify(after, texts, earlier)
    assert verifying.verify(after, texts) == again
    said = [again[f"quote/{id}"].said for id in "ab"]
    assert ["", "speaker-unnamed"] == [each.code for each in said if each]


def test_records_are_verified_one_after_the_other() -> None:
    """A caller may do something else in between."""
    entries = [Entry(structs.replace(quote("Trust us"), id=f"q{n}"), Place("f.yaml", n + 1)) for n in range(3)]
    archive, texts = Archive(entries), {"a": SourceText(SPEECH)}
    steps = verifying.verify_some(archive, texts, archive.entries, (), {})
    first, found = next(steps)
    assert ("quote/q0", Status.VERBATIM) == (first, found.status)
    assert ["quote/q1", "quote/q2"] == [ref for ref, _ in steps]


def test_words_are_verified_when_every_letter_of_them_stands_there() -> None:
    assert [Status.VERBATIM, Status.TYPOGRAPHIC] == [status for status in Status if status.is_verified]


def test_what_has_no_verification_is_unchecked() -> None:
    assert Status.UNCHECKED is status_of(None)
    assert Status.MISSING is status_of(Verification((Finding("text", "words", Status.MISSING),)))


# Speech over several paragraphs


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("“We left at six.\n\n“By nine, we knew,” she said.", "We left at six. By nine, we knew,"),
        ("“We left at six.\r\n\r\n“By nine,” she said.", "at six. By nine,"),
        ("She wrote:\n\n> We left\n> at six.", "We left at six."),
        ("HALE: We left.\n\nWe had to.\n\nLUNT: Why?", "We left. We had to."),
    ],
)
def test_one_utterance_may_be_quoted_as_one_text_over_the_breaks_of_its_paragraphs(text: str, words: str) -> None:
    article = Article(id="a", file="a.txt", headline="x")
    (finding,) = verified({"a": text}, article, quote(words))["quote/q"].findings
    assert Status.TYPOGRAPHIC == finding.status
    assert finding.passage is not None
    assert words.split(maxsplit=1)[0] == text[finding.passage.start :].split(maxsplit=1)[0].strip("“")
    assert words.rsplit(maxsplit=1)[-1] == text[: finding.passage.end].rsplit(maxsplit=1)[-1]


@pytest.mark.parametrize(
    "text", ["“We left at six.”\n\n“By nine,” said Hale.", "« We left at six, répète-t-elle, By nine, »"]
)
def test_over_other_breaks_words_are_not_one_text(text: str) -> None:
    article = Article(id="a", file="a.txt", headline="x")
    words = "We left at six. By nine," if "”" in text else "We left at six, By nine,"
    assert Status.MISSING == verified({"a": text}, article, quote(words))["quote/q"].status
