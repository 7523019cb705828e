"""The text of an article: paragraphs, and words found in it."""

from __future__ import annotations

import sys
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.reading.text.passages import FoldedText, Passage, SourceText, composed, fold_typography

# What typography may do to each of these, and what stays the same to a reader.
VARIANTS = {
    "'": "'‘’‚‛",
    '"': '"“”„‟',
    "-": "-‐‑‒–—―−",
    " ": " \u00a0\u2009\n\t\u202f\u3000",
}
typeset = st.text(st.sampled_from("ab1 .,-–—'’‘\"“”… \u00a0\n😀é"), max_size=60)


def found(text: str, words: str) -> list[str]:
    return [text[passage.start : passage.end] for passage in SourceText(text).find(words)]


def found_folded(text: str, words: str) -> list[str]:
    return [text[passage.start : passage.end] for passage in SourceText(text).find_folded(words)]


def test_paragraphs_are_what_blank_lines_separate() -> None:
    text = "One.\n\nTwo,\nstill two.\n \t\n\n\nThree.\n"
    paragraphs = [text[at.start : at.end] for at in SourceText(text).paragraphs]
    assert ["One.", "Two,\nstill two.", "Three.\n"] == paragraphs


LONG = "The levee that the town built after the flood of 1927 held on Friday, and nobody had to leave the school."


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_where_a_text_has_a_paragraph_on_each_line_lines_are_paragraphs(end: str) -> None:
    lines = ["Levee holds", LONG, "“It held,” he said.", "“I saw it.", "“All of it,” he added."]
    assert lines == [at_words.strip() for at_words in paragraphs_in(end.join(lines))]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(LONG.replace(" ", "\n", 30) + "\nThe end.", id="lines that end inside of sentences"),
        pytest.param(f"{LONG}\n“It held.\nI saw it,” he said.\nThe end.", id="speech that goes on in the next line"),
    ],
)
def test_lines_that_are_no_paragraphs_are_one(text: str) -> None:
    assert [text] == paragraphs_in(text)


def test_where_blank_lines_part_a_text_lines_are_sentences() -> None:
    text = f"{LONG}\n{LONG}\n\nMore.\n{LONG}"
    assert text.split("\n\n") == paragraphs_in(text)


def paragraphs_in(text: str) -> list[str]:
    return [text[at.start : at.end] for at in SourceText(text).paragraphs]


def test_windows_line_ends_separate_paragraphs_too() -> None:
    text = "One.\r\n\r\nTwo.\r\n"
    assert ["One.", "Two."] == [text[at.start : at.end].strip() for at in SourceText(text).paragraphs]


@pytest.mark.parametrize("text", ["", "\n", " \n\n \n"])
def test_a_text_of_nothing_has_no_paragraphs(text: str) -> None:
    assert [] == SourceText(text).paragraphs
    assert 1 == SourceText(text).paragraph_at(0)


def test_a_place_is_in_the_paragraph_that_it_lies_in_or_after() -> None:
    text = SourceText("One.\n\nTwo.")
    assert [1, 1, 1, 2, 2, 2] == [text.paragraph_at(at) for at in (0, 3, 5, 6, 9, 100)]


@given(st.text("a \n\r\t\u00a0"))
def test_paragraphs_hold_all_that_is_not_white_space_in_order(text: str) -> None:
    paragraphs = SourceText(text).paragraphs
    assert sorted(paragraphs) == paragraphs
    assert "".join(text.split()) == "".join("".join(text[at.start : at.end].split()) for at in paragraphs)


def test_words_are_found_wherever_they_stand() -> None:
    assert [Passage(0, 3), Passage(8, 11)] == SourceText("the and the").find("the")
    assert [Passage(0, 5), Passage(3, 8)] == SourceText("ha ha ha").find("ha ha")
    assert [] == SourceText("the and the").find("then")
    assert [] == SourceText("the").find("")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("we can’t go", "we can"),
        ("we can't go", "we can"),
        ("a non-violent act", "violent act"),
        ("the ex-president", "president"),
        ("anti‑war", "anti"),
        ("some 1.5 million", "5 million"),
        ("1,000,000 people", "1"),
        ("at 12:30", "at 12"),
        ("reunification", "unification"),
        ("informed", "form"),
        ("cafe\u0301s", "cafe"),
        ("Việt Nam", "Vi"),
        ("Москва́", "Москва"),
        ("αβγ", "αβ"),
        ("שלום", "שלו"),
        ("1st", "1"),
    ],
)
def test_words_that_cut_a_word_or_a_number_are_not_found(text: str, words: str) -> None:
    """What is left of a cut word could say something else, or its contrary."""
    assert [] == found(text, words)
    assert [] == found_folded(text, words)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("l’ambassadeur dit", "ambassadeur"),
        ("won—or lost", "won"),
        ("x–y", "y"),
        ("“yes,” he", "yes,"),
        ("(yes)", "yes"),
        ("at 12:30.", "12:30"),
        ("in 2022, 5 men", "2022"),
        ("the U.S. said", "the U.S."),
        ("习近平主席说和平统一", "和平"),
        ("ประเทศไทย", "ไทย"),
        ("서울에서", "서울"),
        ("dogs’ bowls", "dogs"),
        ("snake_case", "snake"),
        ("x😀y", "x"),
    ],
)
def test_words_may_end_where_a_word_does(text: str, words: str) -> None:
    assert [words] == found(text, words)


def test_typography_is_folded_and_letters_are_not() -> None:
    assert '"it\'s" -- ... x' == fold_typography("“it’s” - - ... x").replace("- -", "--")
    assert 'He said "Don\'t - ever..."' == fold_typography("He\u00a0said\n  “Don’t —– ever…”")
    assert "É é E ß ﬁ ①" == fold_typography("É é E ß ﬁ ①")


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("He said “don’t”.", 'said "don\'t".', "said “don’t”."),
        ("one—two", "one--two", "one—two"),
        ("one -- two", "one – two", "one -- two"),
        ("wait… what", "wait... what", "wait… what"),
        ("wait . . . what", "wait … what", "wait . . . what"),
        ("a\u00a0 \n b", "a b", "a\u00a0 \n b"),
        ("a b", "a\n    b", "a b"),
        ("so…", "so...", "so…"),
        ("—so", "-so", "—so"),
        ("x “a”", '"a"', "“a”"),
    ],
)
def test_folded_words_are_found_in_places_of_the_original(text: str, words: str, expected: str) -> None:
    assert [expected] == found_folded(text, words)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("resign", "re-sign"),
        ("re-sign", "resign"),
        ("Taiwan", "taiwan"),
        ("colour", "color"),
        ("naïve", "naive"),
        ("one two", "onetwo"),
        ("wait", "wait…"),
        ("so…", "so."),
        ("so…", "so.."),
        ("ﬁne", "fine"),
        ("1 000", "1,000"),
    ],
)
def test_nothing_but_typography_is_folded(text: str, words: str) -> None:
    assert [] == found_folded(text, words)


@given(typeset)
def test_folding_is_the_same_with_and_without_the_way_back(text: str) -> None:
    assert fold_typography(text) == FoldedText(text).text


@given(typeset)
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold_typography(text) == fold_typography(fold_typography(text))


@given(typeset)
def test_each_place_of_a_folded_text_leads_back_in_order(text: str) -> None:
    folded = FoldedText(text)
    origins = [folded.origin(at) for at in range(len(folded.text) + 1)]
    known = [at for at in origins if at is not None]
    assert sorted(set(known)) == known
    assert (0, len(text)) == (origins[0], origins[-1])


@given(typeset, st.data())
def test_between_any_two_places_the_original_folds_to_the_folded(text: str, data: st.DataObject) -> None:
    folded = FoldedText(text)
    places = [at for at in range(len(folded.text) + 1) if folded.origin(at) is not None]
    start, end = sorted((data.draw(st.sampled_from(places)), data.draw(st.sampled_from(places))))
    original = text[folded.origin(start) : folded.origin(end)]
    assert folded.text[start:end] == fold_typography(original)


@given(
    st.lists(st.sampled_from(["peace", "don't", "very-well", '"yes"', "U.S.", "1.5", "—", "和平"]), min_size=1),
    st.data(),
)
def test_words_typeset_in_another_way_are_found_at_their_exact_place(words: list[str], data: st.DataObject) -> None:
    quote = " ".join(words)
    other = "".join(data.draw(st.sampled_from(VARIANTS[c])) if c in VARIANTS else c for c in quote)
    text = f"Before ({other}) after."
    assert Passage(8, 8 + len(other)) in SourceText(text).find_folded(quote)


def test_every_kind_of_space_is_folded() -> None:
    spaces = "".join(chr(code) for code in range(sys.maxunicode + 1) if chr(code).isspace())
    assert {" "} == {fold_typography(space) for space in spaces}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("over. … Then", "over. ... Then"),
        ("over. … Then", "over. . . . Then"),
        ("over…. Then", "over.... Then"),
        ("over.… Then", "over.... Then"),
    ],
)
def test_an_ellipsis_may_have_a_full_stop_beside_it(text: str, words: str) -> None:
    assert [text] == found_folded(text, words)


@given(st.text("ab ", max_size=30), st.text("ab ", min_size=1, max_size=3), st.integers(0, 30), st.integers(0, 30))
def test_a_part_of_a_text_has_the_places_that_lie_in_it(text: str, words: str, start: int, end: int) -> None:
    source = SourceText(text)
    found = source.find(words)
    assert (found[0] if found else None) == source.find_first(words)
    assert [at for at in found if start <= at.start and at.end <= end] == source.find(words, start, end)


def test_a_text_without_typography_is_not_held_twice() -> None:
    text = "plain text, nothing to fold"
    assert SourceText(text).folded.text is text


@given(st.text(alphabet="ab\n\r\u2028", max_size=60))
def test_every_offset_has_the_line_and_column_of_the_file(text: str) -> None:
    """Only a line feed ends a line, as editors and the problems of YAML files count."""
    source = SourceText(text)
    for offset in range(len(text) + 1):
        before = text[:offset]
        assert source.line_and_column(offset) == (before.count("\n") + 1, offset - (before.rfind("\n") + 1) + 1)


# Other encodings of the same text


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\x85", "\u2028"])
def test_paragraphs_are_the_same_however_lines_end(end: str) -> None:
    text = f"One{end}two.{end}{end}  Three.{end} {end}{end}Four."
    found = [text[span.start : span.end] for span in SourceText(text).paragraphs]
    assert [f"One{end}two.", "  Three.", "Four."] == found


def test_a_paragraph_separator_parts_paragraphs() -> None:
    assert [Passage(0, 3), Passage(4, 7)] == SourceText("One\u2029two").paragraphs


@pytest.mark.parametrize("words", ["café déjà", "한국", "Å", "không"])
def test_words_are_found_under_canonical_equivalence_at_the_offsets_of_the_text(words: str) -> None:
    composed, apart = normalize("NFC", words), normalize("NFD", words)
    for here, there in ((composed, apart), (apart, composed)):
        text = f"— é {here} e\u0301"
        (found,) = SourceText(text).find_folded(there)
        assert here == text[found.start : found.end]


def test_a_letter_without_its_mark_is_another_letter() -> None:
    text = SourceText(normalize("NFD", "café, não"))
    assert ([], []) == (text.find_folded("cafe"), text.find_folded("nao"))
    assert [] == text.find("cafe")


@given(st.text("aé\u0301e한\u1112\u1161\u11abx", max_size=12))
def test_offsets_lead_to_the_composed_text_and_back(text: str) -> None:
    replaced = composed(text)
    if replaced is None:
        return
    assert normalize("NFC", text) == replaced.text
    for at in range(len(replaced.text) + 1):
        origin = replaced.origin(at)
        if origin is not None:
            assert at == replaced.place_of(origin)
