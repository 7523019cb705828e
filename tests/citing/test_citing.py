"""A citation never blurs whose words they are, and the command that is copied reopens the view."""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest
from citing.citables import cited_with

from explorer.checking.verification import Finding, Status, Verification
from explorer.citing import reopen_command
from explorer.citing.plain import plain
from explorer.model.archive import Archive
from explorer.model.problems import Place
from explorer.model.records import AnyRecord, Article, Entry, Event, Person, Quote, Topic

ARTICLE = Article(id="pier", file="pier.txt", headline="Pier to be rebuilt")
SPEAKER = Person(id="ana-ruiz", name="Ana Ruiz", role="harbour master", affiliation="City of Port")
AIDE = Person(id="city-aide", name="a city aide", type="anonymous")


def archive(*records: AnyRecord) -> Archive:
    return Archive(Entry(record, Place("data/all.yaml")) for record in (ARTICLE, SPEAKER, AIDE, *records))


def quote(**fields: object) -> Quote:
    """A reviewed direct quote, but for what `fields` say."""
    usual = {"id": "not-on-my-watch", "article": "pier", "speech": "direct", "text": "not on my watch"}
    return Quote(**{**usual, "speaker": "ana-ruiz", "review": "reviewed", **fields})  # type: ignore[arg-type]


def cited(record: AnyRecord, status: Status = Status.VERBATIM, *others: AnyRecord) -> str:
    return plain(cited_with(archive(record, *others), record, Verification((Finding("text", "words", status),))))


def test_a_quote_has_its_words_speaker_source_and_ref() -> None:
    assert cited(quote()) == "“not on my watch” — Ana Ruiz, “Pier to be rebuilt” [quote/not-on-my-watch]"


def test_each_segment_has_its_own_marks() -> None:
    """What stands between them in the article is not the speaker's, so that nothing is left out."""
    assert cited(quote(text=("One,", "two."))).startswith("“One,” “two.” — Ana Ruiz")


def test_a_partial_quote_is_said_to_be_one() -> None:
    assert cited(quote(speech="partial")).startswith("“not on my watch” (partial quote) — Ana Ruiz")


def test_a_paraphrase_is_marked_and_has_no_marks() -> None:
    """Its words are the article's, so that marks would make them up to be the speaker's."""
    assert cited(quote(speech="indirect")).startswith("Paraphrase: not on my watch — Ana Ruiz")


def test_who_told_of_the_words_comes_before_whose_they_are_said_to_be() -> None:
    """It is the teller whom the article has them from."""
    assert "— a city aide, relaying Ana Ruiz, “Pier" in cited(quote(relayed_by="city-aide"))


def test_anonymous_sources_are_called_what_the_article_calls_them() -> None:
    """The record's name is the curator's, to tell them apart."""
    official = Person(id="o", name="official (Tuesday)", type="anonymous", aliases=("A senior official", "officials"))
    said, relayed = quote(speaker="o"), quote(relayed_by="o")

    assert "— a senior official, “Pier" in cited(said, Status.VERBATIM, official)
    assert "— a senior official, relaying Ana Ruiz, “Pier" in cited(relayed, Status.VERBATIM, official)


def test_people_who_are_named_go_by_their_name() -> None:
    """An alias may be anything that stands for it."""
    mayor = Person(id="m", name="Mo Lind", aliases=("The mayor",))

    assert "— Mo Lind, “Pier" in cited(quote(speaker="m"), Status.VERBATIM, mayor)


def test_speakers_who_tell_of_their_own_words_are_no_relay() -> None:
    assert "relaying" not in cited(quote(relayed_by="ana-ruiz"))


def test_an_interpreter_is_mentioned() -> None:
    assert "— Ana Ruiz, through an interpreter," in cited(quote(interpreted=True))


def test_the_medium_and_the_date_follow() -> None:
    said = cited(quote(medium="press conference", date="2024-03-05", date_basis="stated"))

    assert "— Ana Ruiz, press conference, Tue 5 Mar 2024, “Pier" in said


def test_an_inferred_date_is_said_to_be_inferred() -> None:
    assert ", Tue 5 Mar 2024 (inferred), “Pier" in cited(quote(date="2024-03-05", date_basis="inferred"))


def test_the_article_is_cited_with_what_is_known_of_it() -> None:
    article = Article(
        id="budget",
        file="budget.txt",
        headline="Budget passes",
        byline="By Jo Lee",
        publisher="The Port Post",
        published="2024-03-06",
        url="https://example.org/budget",
    )
    source = "“Budget passes”, Jo Lee, The Port Post, Wed 6 Mar 2024, https://example.org/budget"
    record = quote(article="budget")

    assert cited(record, Status.VERBATIM, article) == f"“not on my watch” — Ana Ruiz, {source} [{record.ref}]"
    assert cited(article) == f"{source} [article/budget]"


def test_records_that_are_missing_are_named_by_their_ids() -> None:
    record = quote(speaker="nobody", relayed_by="no-one", article="nothing")

    assert cited(record) == "“not on my watch” — no-one, relaying nobody, nothing [quote/not-on-my-watch]"


@pytest.mark.parametrize("status", [Status.MISSING, Status.AMBIGUOUS, Status.UNCHECKED])
def test_words_that_are_not_verified_are_cited_as_such(status: Status) -> None:
    """A citation that leaves the explorer takes the doubt with it."""
    assert " [not verified: " in cited(quote(), status)


@pytest.mark.parametrize("status", [Status.VERBATIM, Status.TYPOGRAPHIC])
def test_words_that_are_verified_need_no_remark(status: Status) -> None:
    assert "not verified" not in cited(quote(), status)


def test_a_quote_that_nobody_looked_for_is_not_verified() -> None:
    assert " [not verified: there is no article text" in plain(cited_with(archive(quote()), quote()))


def test_words_that_the_article_gives_to_nobody_as_said_are_not_verified() -> None:
    """They stand there, but not with that attribution."""
    findings = (Finding("text", "words", Status.VERBATIM), Finding("attribution", "she said", Status.MISSING))
    record = quote()

    said = plain(cited_with(archive(record), record, Verification(findings)))
    assert said.endswith(f" [not verified: the article does not attribute the words as given here] [{record.ref}]")


@pytest.mark.parametrize("review", ["draft", "disputed"])
def test_a_quote_that_is_not_reviewed_says_so(review: str) -> None:
    assert cited(quote(review=review)).endswith(f" [{review}] [quote/not-on-my-watch]")


def test_other_records_have_what_tells_them_apart() -> None:
    talks = Event(id="talks", name="Talks", date="2024-03", date_basis="inferred", place="City Hall")

    assert cited(SPEAKER) == "Ana Ruiz, harbour master, City of Port [person/ana-ruiz]"
    assert cited(AIDE) == "a city aide [person/city-aide]"
    assert cited(talks) == "Talks, Mar 2024 (inferred), City Hall [event/talks]"
    assert cited(Topic(id="harbour", label="Harbour")) == "Harbour [topic/harbour]"
    assert cited(Topic(id="harbour", label="Harbour", description="Piers.")) == "Harbour: Piers. [topic/harbour]"


def test_a_citation_is_one_line_without_control_characters() -> None:
    """It may be pasted into a terminal. Its spaces stay the article's."""
    said = cited(quote(text="no\n\x1b]52;c;x\x07 \u202ewar,  ever"))

    assert said.isprintable()
    assert "\u00a0ever" in cited(quote(text="no war,\u00a0ever"))
    assert "war,  ever" in said


@pytest.mark.parametrize(
    ("ref", "query", "rest"),
    [
        (None, "", []),
        ("quote/not-on-my-watch", "", []),
        (None, "harbour", ["--query", "harbour"]),
        (None, "-harbour", ["--query=-harbour"]),
        (
            "topic/harbour",
            "who:ruiz \"on my watch\" $(id) 'a' -b",
            ["--query", "who:ruiz \"on my watch\" $(id) 'a' -b"],
        ),
    ],
)
def test_the_command_survives_a_shell(tmp_path: Path, ref: str | None, query: str, rest: list[str]) -> None:
    """Whatever is in the query or the archive's path."""
    root = tmp_path / "Ana's archive; $(id)"

    command = reopen_command(root, [ref] if ref else (), query)

    assert shlex.split(command) == ["explorer", *([ref] if ref else []), "--archive", str(root), *rest]


def test_the_command_works_from_any_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A relative path would be another archive there."""
    monkeypatch.chdir(tmp_path)

    assert reopen_command(Path("mine"), ["topic/harbour"]) == f"explorer topic/harbour --archive {tmp_path / 'mine'}"
