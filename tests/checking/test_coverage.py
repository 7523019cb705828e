"""What of its articles an archive leaves out."""

from __future__ import annotations

import pytest
from archives import PIER, PIER_YAML, archive_of
from hypothesis import given
from hypothesis import strategies as st

from explorer.checking import coverage_problems, covering, named_speakers, verifying
from explorer.checking.coverage import Coverage
from explorer.checking.speakers.person_index import PersonIndex
from explorer.checking.verified_archive import VerifiedArchive
from explorer.model.archive import Archive
from explorer.model.records import Quote
from explorer.reading.text.passages import SourceText
from explorer.snapshot import Snapshot

ARTICLE = "articles: [{id: a, file: a.txt, headline: Pier}]\npeople: [{id: p, name: Ana Ruiz, aliases: [the mayor]}]\n"


def covered(yaml: str, text: str, id: str = "a") -> Coverage:
    archive, texts = archive_of(yaml), {id: SourceText(text)}
    return dict(covering.covered(archive, texts, verifying.verify(archive, texts)))[id]


def notes(yaml: str, text: str, id: str = "a") -> list[str]:
    archive, texts = archive_of(yaml), {id: SourceText(text)}
    verifications = verifying.verify(archive, texts)
    coverage = dict(covering.covered(archive, texts, verifications))
    found = VerifiedArchive(archive=archive, texts=texts, verifications=verifications, coverage=coverage)
    return [str(problem) for problem in coverage_problems.problems(found)]


def quotes(*texts: str, speech: str = "direct") -> str:
    records = [
        f"- {{id: q{n}, article: a, speech: {speech}, text: '{text}', speaker: p}}" for n, text in enumerate(texts)
    ]
    return "\n".join([f"{ARTICLE}quotes:", *records])


def open_spans(yaml: str, text: str) -> list[str]:
    return [text[span.start : span.end] for span in covered(yaml, text).open]


# The article that comes with the explorer


def test_all_seventeen_spans_of_the_shipped_article_are_curated(shipped: Snapshot) -> None:
    (found,) = shipped.coverage.values()
    assert "17 of 17 quoted spans curated" == str(found)
    assert ((), ()) == (found.open, found.unnamed)


def test_of_the_shipped_articles_eighteen_opening_marks_two_share_one_closing_mark(shipped: Snapshot) -> None:
    """Where the quoted words begin is open, so each reading has its quote."""
    ((id, found),) = shipped.coverage.items()
    text = shipped.texts[id].text
    assert (18, 17) == (text.count("“"), text.count("”"))
    (span,) = [span for span in found.spans if len(span.starts) > 1]
    assert ["over the past", "collection of"] == [text[start : start + 13] for start in span.starts]


def test_any_quote_with_marks_that_is_left_out_is_noticed(shipped: Snapshot) -> None:
    for left_out in shipped.archive.all(Quote):
        entries = [entry for entry in shipped.archive.entries.values() if entry.record is not left_out]
        found = dict(covering.covered(Archive(entries), shipped.texts, shipped.verifications))[left_out.article]
        stood = [passage for passage in shipped.verifications[left_out.ref].passages if passage]
        expected = len(stood) if left_out.speech != "indirect" else 0
        assert expected == len(found.open), left_out.id


def test_a_speaker_that_is_left_out_is_noticed(shipped: Snapshot) -> None:
    entries = [entry for entry in shipped.archive.entries.values() if entry.record.id != "john-kirby"]
    (found,) = dict(covering.covered(Archive(entries), shipped.texts, shipped.verifications)).values()
    (text,) = shipped.texts.values()
    assert ["John Kirby"] == [text.text[name.start : name.end] for name in found.unnamed]


# Spans


def test_a_span_is_curated_when_quotes_have_all_of_its_words() -> None:
    text = "“One two, three.” she said."
    assert [] == open_spans(quotes("One two, three."), text)
    assert [] == open_spans(quotes("One two, three"), text)
    assert [] == open_spans(quotes("One two,", "three."), text)
    assert [] == open_spans(quotes("“One two, three.” she said"), text)
    assert ["One two, three."] == open_spans(quotes("One two,"), text)
    assert ["One two, three."] == open_spans(quotes("two, three."), text)


def test_a_paraphrase_does_not_curate_the_words_that_it_has_in_marks() -> None:
    text = "She called it “a start”."
    assert ["a start"] == open_spans(quotes("She called it “a start”", speech="indirect"), text)
    assert [] == open_spans(quotes("a start", speech="partial"), text)


def test_words_that_are_not_verified_curate_nothing() -> None:
    assert ["a start"] == open_spans(quotes("a new start"), "It is “a start”.")
    assert ["yes", "yes"] == open_spans(quotes("yes"), "“yes” and “yes”")


def test_where_a_span_may_begin_in_two_places_each_needs_a_quote() -> None:
    text = "said “one two “three four.” Added “five.”"
    inner, outer = "three four.", "one two “three four."
    assert [] == open_spans(quotes(inner, outer, "five."), text)
    assert [outer] == open_spans(quotes(inner, "five."), text)
    assert [outer] == open_spans(quotes(outer, "five."), text)


def test_of_a_span_that_nothing_closes_only_the_beginning_is_sure() -> None:
    text = "“We won, she said."
    assert [] == open_spans(quotes("We won"), text)
    assert ["We won,"] == open_spans(quotes("she said"), text)


def test_furniture_is_no_part_of_the_article() -> None:
    text = "Pier\n\n“Our newsletter” by Eve Stone\n\n“Yes,” said Ana Ruiz."
    yaml = quotes("Yes,")
    assert ["Our newsletter"] == open_spans(yaml, text)
    furnished = yaml.replace("headline: Pier", "headline: Pier, furniture: ['“Our newsletter” by Eve Stone']")
    assert [] == open_spans(furnished, text)
    assert "0 of 1 quoted spans curated, 1 in drafts" == str(covered(furnished, text))


def test_what_is_marked_but_nobodys_words_is_no_span_wherever_it_stands() -> None:
    text = "The “Aurelia” and the “so-called” ‘Aurelia’ came. “The “Aurelia” is here,” she said."
    yaml = quotes("other").replace("headline: Pier", "headline: Pier, not_quoted: [Aurelia, so-called]")
    assert ["The “Aurelia” is here,"] == open_spans(yaml, text)
    assert "0 of 1 quoted spans curated" == str(covered(yaml, text))


def test_what_a_headline_quotes_is_curated_by_the_quote_below_that_says_more_of_it() -> None:
    """In other words it is a span of its own, and so is what stands in no headline."""
    below = "\n\nThe pier closed. “It is a Shaky Old pier,” the mayor said.\n"
    assert not covered(quotes("It is a Shaky Old pier"), f"Mayor: pier ‘shaky, old’{below}").open
    assert open_spans(quotes("It is a Shaky Old pier"), f"Mayor: pier ‘very shaky’{below}") == ["very shaky"]
    again = f"Pier closed{below}\nThe pier is “shaky, old”, as she said.\n"
    assert open_spans(quotes("It is a Shaky Old pier"), again) == ["shaky, old"]
    assert open_spans(ARTICLE, f"Mayor: pier ‘shaky, old’{below}") == ["It is a Shaky Old pier,"]


def test_captions_and_corrections_are_no_part_of_the_article_either() -> None:
    text = "“Our pier,” by Eve Stone\n\n“Yes,” said Ana Ruiz.\n\nAn earlier version had “No.”"
    yaml = quotes("Yes,").replace(
        "headline: Pier",
        "headline: Pier, captions: ['“Our pier,” by Eve Stone'], corrections: [An earlier version had “No.”]",
    )
    assert [] == open_spans(yaml, text)


def test_marks_that_an_article_states_are_the_only_ones_and_must_be_pairs_that_it_has() -> None:
    text = "“One” and «two»."
    yaml = ARTICLE.replace("headline: Pier", "headline: Pier, marks: ['«»', '“', '‘’']")
    assert ["two"] == open_spans(yaml, text)
    assert [
        "data/archive.yaml:1:63: error: marks: “ is no pair of quotation marks; did you mean “”?",
        "data/archive.yaml:1:68: warning: marks: a.txt has no words between these marks: ‘’",
    ] == [note for note in notes(yaml, text) if "marks:" in note]


def test_speech_over_two_paragraphs_is_curated_by_a_segment_for_each() -> None:
    text = "“One two.\n\n“Three,” she said."
    assert [] == open_spans(quotes("One two.", "Three,"), text)
    assert ["One two.\n\n“Three,"] == open_spans(quotes("One two."), text)


def test_unmarked_speech_that_is_in_no_quote_is_told_at_its_words() -> None:
    text = "The day\n\nQ. Was it you?\n\nA. No.\n\n— Never, he said.\n\nHe wrote:\n\n> It was not me."
    assert [
        "seeds/a.txt:3:4: note: said here in a conversation, but not in a direct or partial quote: Was it you?",
        "seeds/a.txt:5:4: note: said here in a conversation, but not in a direct or partial quote: No.",
        "seeds/a.txt:7:3: note: said here after a dash, but not in a direct or partial quote: Never,",
        "seeds/a.txt:11:3: note: said here in a block quote, but not in a direct or partial quote: It was not me.",
    ] == notes(ARTICLE, text)


def test_words_of_saying_inside_of_marks_need_not_be_quoted() -> None:
    text = "« Je ne sais pas, répète-t-elle, mais je crois. »"
    assert [] == open_spans(quotes("Je ne sais pas", "mais je crois."), text)
    assert ["Je ne sais pas, répète-t-elle, mais je crois."] == open_spans(quotes("Je ne sais pas"), text)


# Speakers


@pytest.mark.parametrize("name", ["Ana Ruiz", "Ruiz", "Ms. Ruiz", "Mayor Ana Ruiz", "Ana"])
def test_a_speaker_may_be_called_by_a_part_of_the_name_or_with_a_role(name: str) -> None:
    assert () == covered(ARTICLE, f"They won, {name} said.").unnamed


@pytest.mark.parametrize("name", ["Eva Ruiz", "Ben Okafor", "Mr. Okafor", "Ana Ruiz Okafor"])
def test_a_speaker_with_another_name_is_unknown(name: str) -> None:
    text = f"They won, {name} said."
    assert [name.removeprefix("Mr. ")] == [text[at.start : at.end] for at in covered(ARTICLE, text).unnamed]


def test_a_speaker_is_told_once_however_often_and_however_called() -> None:
    text = "They won, Ben Okafor said. “Yes,” Okafor said. “No,” Mr. Okafor said."
    assert ["Ben Okafor"] == [text[at.start : at.end] for at in covered(ARTICLE, text).unnamed]


# What is said


def test_what_is_left_out_is_a_note_at_its_place_in_the_text() -> None:
    text = "Pier\n\nIt is “a start,” said Ben Okafor."
    assert [
        "seeds/a.txt:3:8: note: quoted here, but not in a direct or partial quote: a start,",
        "seeds/a.txt:3:23: note: speaks here, but is not a person in the archive: Ben Okafor",
    ] == notes(ARTICLE, text)


def test_a_quote_that_has_only_a_part_of_a_span_is_told_as_such() -> None:
    """As where its last words were dropped: what is left stands in the article, word for word."""
    yaml = PIER_YAML.replace("text: not my favourite subject", "text: not my favourite")
    (note,) = notes(yaml, PIER, "pier")
    assert note.endswith("quoted here, but only in part in a direct or partial quote: not my favourite subject")


def test_a_span_whose_quote_is_altered_is_told_once_by_that_quotes_own_problem() -> None:
    yaml = PIER_YAML.replace("text: not my favourite subject", "text: not my favorite subject")
    assert [] == notes(yaml, PIER, "pier")
    assert "2 of 3 quoted spans curated" == str(covered(yaml, PIER, "pier"))


# Quotes without marks


def unmarked(yaml: str, text: str) -> list[str]:
    return [note for note in notes(yaml, text) if ": speech: " in note]


@pytest.mark.parametrize("speech", ["direct", "partial"])
def test_a_quote_whose_words_stand_in_no_marks_is_a_paraphrase(speech: str) -> None:
    said = f"speech: {speech}, but the article does not mark these words as speech: two; did you mean “indirect”?"
    found = unmarked(quotes("One.", "two", speech=speech), "“One.” She told them two, and three.")
    assert [f"data/archive.yaml:5:32: warning: {said}"] == found


@pytest.mark.parametrize(
    ("text", "words"),
    [("“One.” She told them two” and three.", "two"), ("“One,” and two, she said.", "One,” and two,")],
)
def test_one_with_a_mark_near_it_or_in_part_may_be_quoted_all_the_same(text: str, words: str) -> None:
    assert ["note"] == [each.split(": ")[1] for each in unmarked(quotes(words), text)]


PART = "The pier\n\n{}\n\n“It is old,” said Ana Ruiz.\n"


@pytest.mark.parametrize(
    "text", ["Ruiz sees a “slow tide” there.", "Ruiz said it was “slow tide”.", "It was “slow tide”."]
)
def test_a_direct_quote_to_which_the_words_around_lead_is_partial(text: str) -> None:
    said = "these marks hold only part of what is told: it begins before them; did you mean “partial”?"
    assert [f"warning: speech: direct, but {said}"] == [
        each.partition(": ")[2] for each in unmarked(quotes("slow tide"), PART.format(text))
    ]
    assert [] == unmarked(quotes("slow tide", speech="partial"), PART.format(text))


@pytest.mark.parametrize(
    "text",
    [
        "Ruiz said: “slow tide”.",
        "Ruiz said that “slow tide”.",
        "Ruiz said again “slow tide”.",
        "“slow tide,” she said.",
    ],
)
def test_all_that_somebody_says_is_direct(text: str) -> None:
    words = "slow tide," if "tide," in text else "slow tide"
    assert [] == unmarked(quotes(words), PART.format(text))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("“One.”\n\nTHE LANTERN: Is it so?\n\nRUIZ: It is two.", "It is two."),
        ("“One.”\n\n— Is it? she asked.\n\n— It is two, he said.", "It is two,"),
        ("“One.” The letter says:\n\n> It is two.", "It is two."),
        ("“One.” It said:\n\n    It is two.\n\nThat is all.", "It is two."),
    ],
)
def test_after_a_label_or_a_dash_and_in_a_block_words_need_no_marks(text: str, words: str) -> None:
    assert [] == unmarked(quotes(words), text)
    assert words not in open_spans(quotes(words), text)


def test_a_quote_that_runs_out_of_its_marks_is_noted_with_what_is_outside() -> None:
    (note,) = unmarked(quotes("One two, three.” she said"), "“One two, three.” she said.")
    assert note.endswith("does not mark these words as speech: ” she said")


def test_a_paraphrase_needs_no_marks() -> None:
    assert [] == unmarked(quotes("two", speech="indirect"), "“One.” She told them two, and three.")


@pytest.mark.parametrize("text", ["He said yes to it.", "‘yes to it,’ he said. “Never.”"])
def test_where_marks_are_single_or_there_are_none_a_quote_may_be_direct(text: str) -> None:
    assert [] == unmarked(quotes("yes to it"), text)


@given(st.lists(st.lists(st.sampled_from("bcdefg"), min_size=1, max_size=3), max_size=12))
def test_of_forms_of_one_name_only_the_first_is_told(names: list[list[str]]) -> None:
    """A longer and a shorter form of a name that came before are no other names, whatever the order of their words."""
    told: list[set[str]] = []
    for name in names:
        if not any(set(name) <= other or other <= set(name) for other in told):
            told.append(set(name))
    text = SourceText("\n\n".join(map(" ".join, names)))
    found = named_speakers.unknown_speakers(text.paragraphs, text, PersonIndex([]))
    assert told == [set(text.text[name.start : name.end].split()) for name in found]
