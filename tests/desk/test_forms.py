"""A form shows a record's fields as text, checks them as they are typed, and writes only what differs."""

from __future__ import annotations

from difflib import SequenceMatcher
from pathlib import Path

import pytest
from archives import PIER, PIER_YAML, write_archive

from explorer.desk import form_checks
from explorer.desk.changing import Edit, NotWrittenError, RemoveRecord, RenameId, SetFields, change
from explorer.desk.form import Form, too_long
from explorer.desk.form_checks import Offers, blocking_fields, remarks, words_remarks
from explorer.desk.form_fields import fields_of, texts_of
from explorer.desk.new_quotes import begun, guessed
from explorer.desk.removing import held_by, referring, removing, what_else_changes, why_kept
from explorer.desk.undoing import redo, undo
from explorer.files.yaml_records import checked_fields
from explorer.model.records import AnyRecord, Article, Kind, Person, Quote, Topic
from explorer.reading.text.passages import Passage
from explorer.snapshot import Snapshot, read_again, read_snapshot

LONG = "Ruiz said:\n\n“We begin in May.\n\n“We end\nin June,” she said."

FERRY = """\
Ferry to stop

“The boats are old,” said Mira Holt, who runs the line. “We can’t wait.”

“Nobody asked us,” the islander Jonas Lind said on Monday.
"""


@pytest.fixture
def snapshot(tmp_path: Path) -> Snapshot:
    root = write_archive(tmp_path, {"pier.txt": PIER, "ferry.txt": FERRY}, PIER_YAML)
    (root / "data" / "ferry.yaml").write_text(
        "articles:\n- {id: ferry, file: ferry.txt, headline: Ferry to stop, published: 2024-04-09}\n", encoding="utf-8"
    )
    return read_snapshot(root)


def record(snapshot: Snapshot, ref: str) -> AnyRecord:
    found = snapshot.archive.find(ref)
    assert found
    return found


def form(snapshot: Snapshot, ref: str, **texts: str) -> Form:
    found = Form.of(snapshot, record(snapshot, ref))
    for name, text in texts.items():
        found = found.typed(name, text)
    return found


def place(text: str, words: str) -> Passage:
    return Passage(text.index(words), text.index(words) + len(words))


def test_each_field_of_a_record_says_the_same_when_it_is_shown_and_read_again(shipped: Snapshot) -> None:
    for entry in shipped.archive.entries.values():
        given, fields = entry.record, fields_of(entry.record.kind)
        texts = texts_of(given)
        read, wrong = checked_fields(given.kind, {name: fields[name].meant(text) for name, text in texts.items()})
        assert {} == wrong
        assert texts == texts_of(read)  # type: ignore[arg-type]


def test_an_untouched_form_writes_nothing_and_a_changed_one_only_what_differs(snapshot: Snapshot) -> None:
    assert [] == form(snapshot, "quote/ruiz-rebuild").edits(snapshot)
    changed = form(snapshot, "quote/ruiz-rebuild", medium=" press conference ", event="", topics="pier, harbour")
    expected: list[Edit] = [
        SetFields("quote/ruiz-rebuild", {"medium": "press conference", "event": None, "topics": ["pier", "harbour"]})
    ]
    assert expected == changed.edits(snapshot)


@pytest.mark.parametrize(
    ("field", "text", "said"),
    [
        ("id", "Ana R", "lower-case slug"),
        ("id", "okafor-told-in-march", "there is a quote"),
        ("speech", "direkt", "did you mean “direct”"),
        ("speaker", "ana-ruis", "there is no person “ana-ruis”; did you mean “ana-ruiz”"),
        ("speaker", "", "must have “speaker”"),
        ("topics", "pier, tides", "there is no topic “tides”"),
        ("date", "2024-13", "no such day"),
        ("relayed", "perhaps", "true or false"),
        ("accepts", "speech-unmarked", "“because”"),
        ("at", "before: x", "unknown field “before”"),
    ],
)
def test_what_is_wrong_with_a_field_is_said_and_nothing_is_written_with_it(
    snapshot: Snapshot, field: str, text: str, said: str
) -> None:
    found = remarks(form(snapshot, "quote/ruiz-rebuild", **{field: text}), snapshot)
    assert [field] == list(blocking_fields(found))
    assert said in found[field].text


def test_what_a_field_stands_for_is_said(snapshot: Snapshot) -> None:
    found = remarks(form(snapshot, "quote/ruiz-rebuild", topics="pier, harbour", relayed="yes"), snapshot)
    assert "Ana Ruiz, mayor" == found["speaker"].text
    assert "The pier · Harbour" == found["topics"].text
    assert [] == list(blocking_fields(found))


def test_words_are_looked_for_in_their_article_and_the_speaker_is_asked_for(snapshot: Snapshot) -> None:
    right = words_remarks(form(snapshot, "quote/ruiz-rebuild"), snapshot)
    assert "✓ word for word in the article" == right["text"].text
    wrong = words_remarks(
        form(snapshot, "quote/ruiz-rebuild", text="We will build the east pier before summer,", speaker="ben-okafor"),
        snapshot,
    )
    assert "“build” should be “rebuild”" in wrong["text"].text
    other = words_remarks(form(snapshot, "quote/ruiz-rebuild", speaker="ben-okafor"), snapshot)
    assert "Ana Ruiz" in other["speaker"].text


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("rebuild OR told", "2 quotes answer"),
        ("favourite", "1 quote answers"),
        ("zebras", "0 quotes answer"),
        ("who:ana-riuz", "! there is no person called “ana-riuz”; did you mean “ana-ruiz”?"),
    ],
)
def test_how_many_quotes_answer_the_query_of_a_topic_is_said(snapshot: Snapshot, query: str, said: str) -> None:
    assert {"matches": said} == {
        name: remark.text
        for name, remark in words_remarks(form(snapshot, "topic/pier", matches=query), snapshot).items()
    }
    assert {} == words_remarks(form(snapshot, "topic/pier"), snapshot)


def test_somebody_new_is_written_with_the_record_and_only_when_it_refers_to_them(snapshot: Snapshot) -> None:
    made, id = form(snapshot, "quote/ruiz-rebuild").with_new(snapshot.archive, Kind.PERSON, "Ana  Ruiz")
    assert "ana-ruiz-2" == id
    assert [] == made.edits(snapshot)
    used = made.typed("speaker", id)
    assert "new, written with it: Ana Ruiz" == remarks(used, snapshot)["speaker"].text
    change(snapshot, used.edits(snapshot), "a step")
    written = read_again(snapshot)
    assert "Ana Ruiz" == record(written, "person/ana-ruiz-2").name  # type: ignore[union-attr]
    assert "ana-ruiz-2" == record(written, "quote/ruiz-rebuild").speaker  # type: ignore[union-attr]


def test_all_that_refers_to_a_record_follows_its_new_id_and_how_much_that_is_is_said(snapshot: Snapshot) -> None:
    count = len(referring(snapshot.archive, "person/ana-ruiz")) + 1
    change(snapshot, [SetFields("topic/pier", {"matches": "pier who:ana-ruiz"})], "a step")
    snapshot = read_again(snapshot)
    renamed = form(snapshot, "person/ana-ruiz", id="ana-maria-ruiz", role="the mayor")
    assert f"renamed from ana-ruiz; {count} records refer to it, and follow" == remarks(renamed, snapshot)["id"].text
    assert RenameId("person/ana-ruiz", "ana-maria-ruiz") in renamed.edits(snapshot)
    change(snapshot, renamed.edits(snapshot), "a step")
    written = read_again(snapshot)
    assert count == len(referring(written.archive, "person/ana-maria-ruiz")) + 1 > 2
    assert "pier who:ana-maria-ruiz" == record(written, "topic/pier").matches  # type: ignore[union-attr]
    assert "the mayor" == record(written, "person/ana-maria-ruiz").role  # type: ignore[union-attr]


def test_in_a_large_archive_what_refers_to_a_record_is_not_counted_with_each_key(
    snapshot: Snapshot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(form_checks, "_MOST_COUNTED", len(snapshot.archive.entries) - 1)
    renamed = form(snapshot, "person/ana-ruiz", id="ana-maria-ruiz")
    assert "renamed from ana-ruiz; what refers to it follows" == remarks(renamed, snapshot)["id"].text


def test_what_somebody_else_changed_meanwhile_is_taken_over_or_shown_beside_ours(snapshot: Snapshot) -> None:
    ours = form(snapshot, "quote/ruiz-rebuild", medium="statement")
    change(snapshot, [SetFields("quote/ruiz-rebuild", {"medium": "interview", "note": "Theirs."})], "a step")
    now = read_again(snapshot)
    both = ours.rebased(now, snapshot.archive)
    assert ("statement", "Theirs.", {"medium": "interview"}) == (both.texts["medium"], both.texts["note"], both.theirs)
    assert "the file now says “interview”" in remarks(both, now)["medium"].text
    assert [SetFields("quote/ruiz-rebuild", {"medium": "statement"})] == both.edits(now)


def test_records_are_offered_by_any_name_with_typos_and_new_ones_where_none_is_called_so(snapshot: Snapshot) -> None:
    offers, begun_form = Offers(snapshot.archive), form(snapshot, "quote/ruiz-rebuild")

    def offered(name: str, typed: str) -> list[str]:
        return [text or label for text, label in offers.of(fields_of(Kind.QUOTE)[name], typed, begun_form)]

    assert "ana-ruiz" == offered("speaker", "the mayor")[0]
    assert "ben-okafor" == offered("speaker", "okafro")[0]
    assert "city-budget" == offered("topics", "budg")[0]
    assert ["new topic “Tides”"] == offered("topics", "Tides")[-1:]
    assert not any(each.startswith("new ") for each in offered("speaker", "ana ruiz"))
    assert ["partial"] == offered("speech", "p")
    made, id = begun_form.with_new(snapshot.archive, Kind.TOPIC, "Tides")
    assert ("tides", "Tides (tides)") in offers.of(fields_of(Kind.QUOTE)["topics"], "tide", made)
    assert "tides" == id


def test_a_new_quote_has_all_that_the_article_and_its_other_quotes_tell(snapshot: Snapshot) -> None:
    article = snapshot.archive.get(Article, "ferry")
    assert article
    words = [place(FERRY, "The boats are old,"), place(FERRY, "We can’t wait.")]
    new = begun(snapshot, article, words)
    assert ["The boats are old,", "We can’t wait."] == new.value("text")
    guess = guessed(snapshot, article, words)
    new = new.filled(guess.fields, guess.new)
    assert "data/ferry.yaml" == new.file
    assert [] == list(blocking_fields(remarks(new, snapshot)))
    change(snapshot, new.edits(snapshot), "a step")
    written = read_again(snapshot)
    quote = written.archive.get(Quote, "holt-the-boats-are-old")
    assert quote
    speaker = written.archive.get(Person, quote.speaker)
    assert speaker
    assert ("Mira Holt", "direct", "reviewed") == (speaker.name, quote.speech, quote.review)
    assert "said Mira Holt" in (quote.attribution or "")
    assert written.verifications[quote.ref].status.is_verified


def test_a_fragment_is_partial_and_what_is_only_guessed_stays_a_draft(tmp_path: Path) -> None:
    text = (
        "Tram to stop\n\nShops were told “a day or two” before. Ole Brandt sells bread there. “Not so fast,” he said."
    )
    yaml = "articles:\n- {id: tram, file: tram.txt, headline: Tram to stop}\n"
    snapshot = read_snapshot(write_archive(tmp_path, {"tram.txt": text}, yaml))
    article = snapshot.archive.get(Article, "tram")
    assert article
    fragment = guessed(snapshot, article, [place(text, "a day or two")])
    assert "partial" == fragment.fields["speech"]
    assert ("draft" == fragment.fields["review"]) == fragment.because.startswith("only a guess")
    whole = guessed(snapshot, article, [place(text, "Not so fast,")])
    assert ("direct", "reviewed") == (whole.fields["speech"], whole.fields["review"])
    assert "partial" == guessed(snapshot, article, [place(text, "so fast")]).fields["speech"]


def test_where_a_person_has_read_the_attribution_that_is_trusted(snapshot: Snapshot) -> None:
    """The same words attribute the other half, which the archive has with its speaker, event and topics."""
    change(snapshot, [SetFields("quote/ruiz-rebuild", {"text": "It is not a promise; it’s a plan."})], "a step")
    now = read_again(snapshot)
    article = now.archive.get(Article, "pier")
    assert article
    guess = guessed(now, article, [place(PIER, "We will rebuild the east pier before summer,")])
    told = {name: guess.fields[name] for name in ("speaker", "event", "topics", "speech")}
    assert {"speaker": "ana-ruiz", "event": "briefing", "topics": ["pier"], "speech": "direct"} == told


def test_a_record_is_taken_out_of_the_fields_that_may_lack_it_but_not_from_under_others(snapshot: Snapshot) -> None:
    archive = snapshot.archive
    assert "quote/ruiz-rebuild" in held_by(archive, referring(archive, "person/ana-ruiz"))
    assert "records rest on it: quote/" in why_kept(archive, referring(archive, "person/ana-ruiz"))
    assert [] == held_by(archive, referring(archive, "topic/harbour"))
    assert "" == why_kept(archive, referring(archive, "topic/harbour"))
    assert "to it: topic/pier" in what_else_changes(referring(archive, "topic/harbour"))
    edits = removing(archive, "topic/harbour")
    assert RemoveRecord("topic/harbour") == edits[0]
    change(snapshot, edits, "a step")
    written = read_again(snapshot)
    assert [] == [problem for problem in written.problems if "harbour" in problem.message]
    pier = written.archive.get(Topic, "pier")
    assert pier
    assert pier.broader is None


def test_words_over_the_break_of_a_paragraph_are_one_text_without_the_mark_that_opens_it_again(tmp_path: Path) -> None:
    yaml = "articles:\n- {id: long, file: long.txt, headline: Ruiz said}\n"
    snapshot = read_snapshot(write_archive(tmp_path, {"long.txt": LONG}, yaml))
    article = snapshot.archive.get(Article, "long")
    assert article
    new = begun(snapshot, article, [place(LONG, "We begin in May.\n\n“We end\nin June,")])
    assert "We begin in May. We end in June," == new.value("text")
    made, id = new.with_new(snapshot.archive, Kind.PERSON, "Ruiz")
    for name, text in {"speaker": id, "id": "begin", "speech": "direct"}.items():
        made = made.typed(name, text)
    assert "✗" not in words_remarks(made, snapshot)["text"].text


# A record as it may be written: each has a note and a list of texts over lines, and other things around it.
WRITTEN = {
    "blocks": """\
people:\t# all\tof them
- id: ana-ruiz   # hers
  name: Ana Ruiz
  aliases:
  - |
    the mayor
      of the town
  - "R\\u00fciz\\_A"\t# odd
  note: |+ # kept
    Two works:

    - The Pier
    - The Quay

  # the end of hers
- &ben {id: ben, name: Ben, aliases: [x]}
- {id: eve, name: Eve, aliases: &x [y]}
- {id: dan, name: Dan, aliases: *x}
""",
    "in a row": """\
{people: [{id: ana-ruiz, name: Ana Ruiz, # hers
  aliases: ["the mayor\\n  of the town",\t"R\\u00fciz\\_A"], # odd
  note: "Two works:\\n\\n- The Pier\\n- The Quay"}, {id: ben, name: Ben}]}
""",
    "over lines": """\
people:
  - note: 'Two works:


      - The Pier

      - The Quay'   # quoted
    name: Ana
      Ruiz
    aliases: [
      "the mayor

      \\  of the town", # first
      "R\\u00fciz\\_A"
    ]
    id: ana-ruiz
""",
}


@pytest.mark.parametrize("dress", ["{}", "\ufeff{}", "windows"])
@pytest.mark.parametrize("written", WRITTEN.values(), ids=WRITTEN)
def test_what_is_typed_into_a_form_is_written_undone_and_done_again_with_no_byte_beside_it(
    tmp_path: Path, written: str, dress: str
) -> None:
    before = written.replace("\n", "\r\n") if dress == "windows" else dress.format(written)
    root = write_archive(tmp_path / "archive", {"pier.txt": PIER}, PIER_YAML.replace("ana-ruiz", "ana"))
    file = root / "data" / "people.yaml"
    file.write_bytes(before.encode())
    snapshot = read_snapshot(root)
    shown = form(snapshot, "person/ana-ruiz")
    assert [] == shown.edits(snapshot)
    note, aliases = "Two works:\n\n- The Pier\n- The Quay", "the mayor\n    of the town\nRüiz\xa0A"
    assert (note, aliases) == (shown.texts["note"], shown.texts["aliases"])
    typed = shown.typed("note", note.replace("Pier", "Pier (2021)")).typed("aliases", f"{aliases}\nRuiz")
    change(snapshot, typed.edits(snapshot), "a step")
    after = file.read_bytes().decode()
    added = after.replace("Pier (2021)", "Pier")
    steps = SequenceMatcher(None, before, added, autojunk=False).get_opcodes()
    ((_, _, _, start, end),) = [step for step in steps if step[0] != "equal"]
    assert ("insert", "Ruiz") == (steps[1][0], added[start:end].strip(' ,-\t\r\n"'))
    undo(root)
    assert before.encode() == file.read_bytes()
    redo(root)
    assert after.encode() == file.read_bytes()


def test_what_a_list_has_besides_its_texts_is_not_written_over(snapshot: Snapshot) -> None:
    """An item that can't be read is in the file, and not in the form."""
    file = snapshot.root / "data" / "archive.yaml"
    file.write_text(PIER_YAML.replace("[the mayor]", "[the mayor, {c: d}]"), encoding="utf-8")
    now = read_again(snapshot)
    with pytest.raises(NotWrittenError, match="“aliases” has something that can’t be read, and would be lost"):
        change(now, form(now, "person/ana-ruiz", aliases="the mayor\nRuiz").edits(now), "a step")
    change(now, form(now, "person/ana-ruiz", role="lord mayor").edits(now), "a step")
    assert "[the mayor, {c: d}], role: lord mayor}" in file.read_text(encoding="utf-8")


def test_a_record_that_changed_after_the_form_was_shown_is_not_written_over(snapshot: Snapshot) -> None:
    typed = form(snapshot, "person/ana-ruiz", role="lord mayor")
    change(snapshot, [SetFields("person/ana-ruiz", {"role": "former mayor"})], "a step")
    with pytest.raises(NotWrittenError, match="has changed meanwhile"):
        typed.edits(read_again(snapshot))


def test_a_field_may_be_too_long_for_a_form(snapshot: Snapshot) -> None:
    person = Person(id="x", name="X", note="a\n" * 30_000)
    assert ("", "“note” has 30,001 lines") == (too_long(record(snapshot, "person/ana-ruiz")), too_long(person))
