"""German: which marked words are a name and not speech, and who goes on speaking where no word of saying tells it."""

from __future__ import annotations

import pytest

from explorer.drafting.drafted import ArticleDraft
from explorer.drafting.drafting import draft
from explorer.model.records import Article
from explorer.reading.text.passages import SourceText


def drafted(text: str) -> ArticleDraft:
    return draft(Article(id="a", file="a.txt", headline="", language="de"), SourceText(f"{text}\n"))


def marked(text: str) -> list[tuple[str, str]]:
    """The marked words that are drafted, each with its speaker."""
    found = drafted(text)
    names = {person.id: person.name for person in found.people}
    return [
        ("".join(each.quote.text), names[each.quote.speaker])
        for each in found.quotes
        if each.quote.speech != "indirect"
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Die Zeitung „Talbote“ meldete am Montag, der Damm halte.",
        "Die Nachrichtenagentur „Tal Press“ aus Lauf ist alt.",
        "Gegenüber dem „Talboten“ sagte Ada Lenz, der Damm halte.",
        "Ada Lenz von der „Hilfe für das Tal“ sagte, der Damm halte.",
        "Sie kamen unter dem Motto „Der Damm muss endlich weg!“ nach Lauf.",
        "Am Montag startet die Sonde „talwind“ vom Damm.",
        "„Ärzte ohne Damm“ ist ein Verein in Lauf.",
        "Der Mann ist als „Roter Wirt“ bekannt.",
        "Die Helfer („Wasser für Lauf“) sind da.",
        "Das Fest hat einen kurzen Namen: „Lauf am Damm“",
        "In den Klassen „Kinder“, „Jugend“ und „Erwachsene“ siegte Lauf.",
        "Der Gegner wurde am Montag in Lauf „demontiert“.",
    ],
)
def test_marked_words_that_are_a_name_or_a_term_are_no_speech(text: str) -> None:
    assert [] == marked(text)


@pytest.mark.parametrize(
    ("text", "words", "speaker"),
    [
        ("Ada Lenz bezeichnete den Plan als „Wortbruch“.", "Wortbruch", "Ada Lenz"),
        ("Ada Lenz nannte den Damm eine wachsende „Gefahr für Lauf“.", "Gefahr für Lauf", "Ada Lenz"),
        ("Ada Lenz sprach von „Panik“ und „Leichtsinn“.", "Leichtsinn", "Ada Lenz"),
        ("Ada Lenz rief die Parole „Lauf ohne Damm“.", "Lauf ohne Damm", "Ada Lenz"),
        ("„Damm und Dorf“, sagte Ada Lenz.", "Damm und Dorf", "Ada Lenz"),
        ("Ada Lenz sagte dazu: „Damm und Dorf“.", "Damm und Dorf", "Ada Lenz"),
        ("Ada Lenz sagte, der Damm sei „alt“.", "alt", "Ada Lenz"),
        ("Es regnet. Ada Lenz, Wirtin des Hofes Lauf: „Der Damm hält noch.“", "Der Damm hält noch.", "Ada Lenz"),
        ("Es regnet. Dr. Ada Lenz, Wirtin und Sprecherin: „Der Damm hält.“", "Der Damm hält.", "Ada Lenz"),
        ("Es regnet. Ada Lenz, Wirtin in Lauf sagt: „Der Damm hält noch.“", "Der Damm hält noch.", "Ada Lenz"),
        ("„Der Damm hält noch“, sagte Umwelt- und Agrarminister Otto Brand.", "Der Damm hält noch", "Otto Brand"),
        ("Ada Lenz sagte am Montag laut Redetext: „Der Damm hält noch.“", "Der Damm hält noch.", "Ada Lenz"),
        ("Otto Brand kam. Für Ada Lenz (SL) ist der Damm ein „großes Sieb“.", "großes Sieb", "Ada Lenz"),
        ("Otto Brand kam. Für Ada Lenz sei der Damm ein „großes Sieb“.", "großes Sieb", "Ada Lenz"),
    ],
)
def test_what_somebody_calls_something_is_speech(text: str, words: str, speaker: str) -> None:
    assert (words, speaker) in marked(text)


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Ada Lenz nannte den Plan teuer und lobte die Post, nach der Otto Brand „sehr viel Geld“ will.", "Ada Lenz"),
        ("Die Ministerin Ada Lenz warnte. „Der Damm bricht im Winter.“", "Ada Lenz"),
        ("Otto Brand sagte, er gehe. Die Ministerin Ada Lenz war dagegen. Er sei „sehr alt“.", "Ada Lenz"),
        ("Ada Lenz sagte, sie gehe. Der Wirt wurde verurteilt. Er sei „sehr alt“ geworden.", "Ada Lenz"),
        ("Ministerin Eva Egg wies es zurück, die Sprecherin des Rats, Ada Lenz (GP), sagte: „Er hält.“", "Ada Lenz"),
        ("Ada Lenz kam im Mai. Ihrer Ansicht nach „bricht der alte Damm“.", "Ada Lenz"),
        ("Otto Brand warnte die Stadt: So sagte Ada Lenz, die Wirtin: „Der Damm ist alt.“", "Ada Lenz"),
        ("Otto Brand nannte den Damm „sicher“, Ada Lenz bezeichnete ihn als „altes Sieb“.", "Ada Lenz"),
        ("Otto Brand sagte: „Er hält.“ Ada Lenz, die Wirtin, der er half, sagte: „Er hält nicht.“", "Ada Lenz"),
        ("Ada Lenz las einen Brief. Darin heißt es: „Der Damm bricht.“", "Brief"),
        ("Ada Lenz las einen Brief. Darin steht auch: „Der Damm bricht.“", "Brief"),
        ("Ada Lenz sagte, er sei alt.\n\nDas Tor sei „ein altes Sieb“. Otto Brand kam am Montag.", "Ada Lenz"),
        ("„Er ist alt.“, sagte Otto Brand. Ada Lenz teilte mit, er halte. Demnach sei er „gut gebaut“.", "Ada Lenz"),
        ("Ada Lenz sagte, er komme bald, und nannte den Damm „ein altes Sieb“.", "Ada Lenz"),
        ("„Er ist alt“, sagte Ada Lenz. Außerdem hätte der Rat ihn „sehr lange vergessen“.", "Ada Lenz"),
        ("Otto Brand kam. „Der Damm hält.“ Das sagte die Wirtin am Montag.", "Wirtin"),
        ("Ada von der Aue kam. Von der Aue sagte, er sei alt. Er sei „ein altes Sieb“.", "Ada von der Aue"),
        ("Ada Lenz kritisierte den Plan Brands, der zum Bau aufgerufen haben soll, als „großes Sieb“.", "Ada Lenz"),
        ("Die LVP will den alten Damm flicken. „Wir bauen auf das, was hält.“", "LVP"),
    ],
)
def test_a_speaker_is_found_by_the_clause_and_by_whom_the_text_was_about(text: str, speaker: str) -> None:
    assert speaker == marked(text)[-1][1]


@pytest.mark.parametrize(
    ("text", "is_told"),
    [
        ("Ada Lenz sagte, der Damm halte. Er sei neu gebaut worden.", True),
        ("Ada Lenz sagte, der Damm halte.\n\nEr sei neu gebaut worden.", False),
        ("Die Ministerin Ada Lenz ist besorgt. Der Damm sei sehr alt.", True),
        ("Die Ministerin Ada Lenz ist besorgt. Der Bach steigt. Der Damm sei sehr alt.", False),
        ("Die Ministerin Ada Lenz ist besorgt.\n\nDer Damm sei sehr alt.", False),
    ],
)
def test_whoever_spoke_goes_on_in_the_mood_of_reported_speech_to_the_end_of_the_paragraph(
    text: str, is_told: bool
) -> None:
    found = drafted(f"{text}\n\nDas Tal liegt bei Lauf.").quotes
    assert is_told is any(str(each.quote.text).endswith(("gebaut worden.", "sehr alt.")) for each in found)


def test_sentences_by_which_whoever_spoke_goes_on_are_one_paraphrase() -> None:
    assert [("der Damm halte", "Ada Lenz"), ("Er sei alt. Man wolle ihn bauen.", "Ada Lenz")] == told(
        "Ada Lenz sagte, der Damm halte. Er sei alt. Man wolle ihn bauen. Das Tal liegt bei Lauf."
    )


@pytest.mark.parametrize(
    ("text", "told_in_parts"),
    [
        ("Der Damm soll laut Ada Lenz bald halten.", ("Der Damm soll", "bald halten")),
        (
            "Insgesamt sei der Damm, so Ada Lenz weiter, noch immer sicher.",
            ("Insgesamt sei der Damm", "noch immer sicher"),
        ),
        ("Der Damm hält laut Ada Lenz aus Sicht der Stadt.", ("Der Damm hält", "aus Sicht der Stadt")),
        ("Der Plan der Stadt schlug laut Ada Lenz fehl.", ("Der Plan der Stadt schlug", "fehl")),
    ],
)
def test_a_clause_is_told_around_whoever_it_is_told_by(text: str, told_in_parts: tuple[str, str]) -> None:
    assert [(str(told_in_parts), "Ada Lenz")] == told(f"{text} Das Tal liegt bei Lauf.")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Otto Brand kam. Der Damm hält. Das teilte Ada Lenz am Montag mit.", ["Der Damm hält."]),
        ("Otto Brand kam. Der Damm hält. Das hat Ada Lenz am Montag mitgeteilt.", ["Der Damm hält."]),
        ("Otto Brand kam. Der Damm hält. Das hilft uns allen, sagte Ada Lenz.", ["Das hilft uns allen"]),
        ("Otto Brand kam. Der „große alte“ Damm hält. Das gibt Ada Lenz bekannt.", ["Der „große alte“ Damm hält."]),
        ("Otto Brand kam. Der Damm hält. Das kritisierte Ada Lenz am Montag.", []),
        ("Otto Brand kam. Der Damm hält. Das bestätigte Ada Lenz am Montag nicht.", []),
        ("Otto Brand kam. Hält der Damm? Das teilte Ada Lenz am Montag mit.", []),
        ("Otto Brand kam. Der Damm hält.\n\nDas teilte Ada Lenz am Montag mit.", []),
    ],
)
def test_a_sentence_is_told_by_whom_the_next_one_gives_it_to(text: str, words: list[str]) -> None:
    assert words == [each for each, _ in told(f"{text} Das Tal liegt bei Lauf.")]


@pytest.mark.parametrize(
    "text",
    [
        "Ada Lenz bestätigte am Montag nicht, dass der Damm hält.",
        "Ada Lenz sagte nie, dass der Damm hält.",
        "Ada Lenz teilte am Montag nicht mit, dass der Damm hält.",
        "Ada Lenz gab nicht bekannt, wann der Damm bricht.",
        "Dass der Damm hält, bestätigte Ada Lenz nicht.",
        "Ada Lenz kritisierte die Forderung, den Damm sofort zu bauen.",
        "Ada Lenz wies den Vorwurf zurück, der Damm sei alt.",
    ],
)
def test_what_somebody_does_not_say_is_not_told(text: str) -> None:
    assert [] == told(text)


@pytest.mark.parametrize("told_by", [" laut Ada Lenz", ", sagte Ada Lenz"])
@pytest.mark.parametrize("place", ["Lauf (afw)", "Lauf", "Lauf/Brand"])
def test_a_dateline_is_not_told(place: str, told_by: str) -> None:
    assert [("Der Damm hält", "Ada Lenz")] == told(f"Das Tal liegt bei Lauf.\n\n{place} – Der Damm hält{told_by}.")


def test_a_negation_in_what_is_told_denies_that_alone() -> None:
    assert [("dass der Damm nicht hält", "Ada Lenz")] == told("Ada Lenz sagte, dass der Damm nicht hält.")
    assert [("hält der Damm nicht", "Ada Lenz")] == told("Laut Ada Lenz hält der Damm nicht.")


@pytest.mark.parametrize(
    "text", ["Der Damm hält, so", "Der Damm hält, so.", "Ada Lenz sagte, so", "Der Damm hält laut"]
)
def test_a_text_that_is_cut_amid_a_frame_is_read(text: str) -> None:
    assert [] == told(text)


def test_what_would_be_goes_on_with_what_was_told() -> None:
    text = "Ada Lenz sagte, der Damm halte. Die Behörden würden ihr deshalb „sehr gerne helfen“."
    assert [("sehr gerne helfen", "Ada Lenz")] == marked(text)


@pytest.mark.parametrize("relayer", ["laut Talpost", "laut einem Bericht der Talpost"])
def test_whoever_speaks_is_not_who_tells_of_it(relayer: str) -> None:
    found = drafted(f"„Der Damm hält den ganzen Winter“, sagte Ada Lenz {relayer}. Das Tal liegt bei Lauf.")
    names = {person.id: person.name for person in found.people}
    (quote,) = (each.quote for each in found.quotes)
    assert ("Ada Lenz", True) == (names[quote.speaker], "Talpost" in names[quote.relayed_by or ""])


def test_what_refers_to_words_told_before_is_told_by_whoever_spoke_them() -> None:
    found = drafted("Ada Lenz sagte am Montag, der Damm sei alt. Demnach soll er im Mai ganz abgetragen werden.")
    told = found.quotes[-1]
    assert ("soll er im Mai ganz abgetragen werden", "Ada Lenz") == (told.quote.text, found.people[0].name)
    assert found.people[0].id == told.quote.speaker
    assert told.speaker_at is not None


@pytest.mark.parametrize("group", ["Klinik Lauf", "Nachrichtenagentur AFP", "Polizei"])
def test_whoever_speaks_for_a_group_is_not_the_group(group: str) -> None:
    (person,) = drafted(f"Der Sturm war stark, sagte eine Sprecherin der {group}.").people
    assert f"Sprecherin der {group}" == person.name


def told(text: str) -> list[tuple[str, str]]:
    """The words without marks that are drafted, each with its speaker."""
    found = drafted(text)
    names = {person.id: person.name for person in found.people}
    return [
        (str(each.quote.text), names[each.quote.speaker]) for each in found.quotes if each.quote.speech == "indirect"
    ]


@pytest.mark.parametrize(
    ("text", "words", "speaker"),
    [
        ("Ada Lenz sagte laut Talpost, der Damm halte noch.", "der Damm halte noch", "Ada Lenz"),
        ("Ada Lenz bestätigte laut Talpost, dass der Damm hält.", "dass der Damm hält", "Ada Lenz"),
        ("Nach eigenen Angaben war Ada Lenz am Damm.", "war Ada Lenz am Damm", "Ada Lenz"),
        ("Ada Lenz kam. Eigenen Angaben zufolge hat sie Angst.", "hat sie Angst", "Ada Lenz"),
        ("Ada Lenz sagte, er sei alt. Den Angaben zufolge bricht er im Mai.", "bricht er im Mai", "Ada Lenz"),
        (
            "Ein Tief, das im Osten lag, habe den Damm erreicht, meldet das Amt.",
            "Ein Tief, das im Osten lag, habe den Damm erreicht",
            "Amt",
        ),
        ("Otto Brand, den die Talpost zitiert, erklärte, der Damm halte noch.", "der Damm halte noch", "Otto Brand"),
        ("Ada Lenz sagte, sie gehe. Brands Plan sei ein anderer: Er müsse alt sein.", "Er müsse alt sein.", "Ada Lenz"),
        ("Ada Lenz sagte, sie gehe. Er habe gehört, dass er alt ist.", "Er habe gehört, dass er alt ist.", "Ada Lenz"),
        ("Ada Lenz sagte, es gebe Berichte, wonach der Damm bricht. Er sei alt.", "Er sei alt.", "Ada Lenz"),
        ("Es gibt einen Bericht einer Zeitung, wonach Otto Brand geht.", "Otto Brand geht", "Zeitung"),
        ("Otto Brand kam. Die Innenministerin sagte, der Damm halte noch.", "der Damm halte noch", "Innenministerin"),
        ("Otto Brand kam. Die Anwälte sagten, der Damm halte noch.", "der Damm halte noch", "Anwälte"),
        ("Otto Brand kam. Die Forscher sagten, der Damm halte noch.", "der Damm halte noch", "Forscher"),
        ("Otto Brand kam. Die Angeklagte sagte, der Damm halte noch.", "der Damm halte noch", "Angeklagte"),
        ("Otto Brand kam. Die Wirtin im Tal, Ada Lenz, sagte, er halte noch.", "er halte noch", "Ada Lenz"),
        ("Nach Angaben eines Sprechers der Stadt (SL) in Lauf hält der Damm.", "hält der Damm", "Sprechers der Stadt"),
        ("Laut Ada Lenz, die ihn baute, hält der Damm.", "hält der Damm", "Ada Lenz"),
        ("Nach Angaben der Bundeswehr hält der Damm.", "hält der Damm", "Bundeswehr"),
        ("Wie Ada Lenz, die Wirtin, sagte, hält der Damm.", "hält der Damm", "Ada Lenz"),
        ("Der Damm hält, so Ada Lenz, die ihn baute.", "Der Damm hält", "Ada Lenz"),
        (
            "Angesichts der Lage in Lauf, im Tal und in Brand sei er sicher, sagte Ada Lenz.",
            "Angesichts der Lage in Lauf, im Tal und in Brand sei er sicher",
            "Ada Lenz",
        ),
        ("Das Laufer Fernsehen sagte, der Damm halte.", "der Damm halte", "Laufer Fernsehen"),
        ("Ada Lenz bot an, den Damm abzutragen.", "den Damm abzutragen", "Ada Lenz"),
        ("Ada Lenz las die Forderung der Stadt, den Damm zu bauen.", "den Damm zu bauen", "Stadt"),
        ("Ada Lenz sagte, sie komme bald, lachte aber dabei.", "sie komme bald", "Ada Lenz"),
        ("Ada Lenz sagte, wenn er halte, wird die Stadt zahlen.", "wenn er halte, wird die Stadt zahlen", "Ada Lenz"),
        ("Laut Ada Lenz hält der Damm noch; er ist zehn Jahre alt.", "hält der Damm noch", "Ada Lenz"),
        ("Der Damm halte (wie immer), sagte Ada Lenz.", "Der Damm halte (wie immer)", "Ada Lenz"),
    ],
)
def test_a_clause_is_told_by_whoever_its_words_of_saying_mean(text: str, words: str, speaker: str) -> None:
    assert (words, speaker) in told(f"{text} Das Tal liegt bei Lauf.")


@pytest.mark.parametrize(
    "text",
    [
        "Berichte der Talpost, wonach der Damm bricht, wies Ada Lenz zurück.",
        "nach denen der Damm bricht. Ada Lenz verwies auf Berichte der Talpost, nach denen der Damm bricht.",
        "Die Wirte haben den Plan gelobt, fordern aber weiter eine neue Mauer.",
        "Im Brief, den Ada Lenz schrieb, erklärte Otto Brand, der Damm halte.",
        "Auf die Frage, ob er halte, sagte Ada Lenz, sie komme.",
        "die sie zwingen, den Damm zu bauen. Die Stadt klagte über Pläne, die sie zwingen, den Damm zu bauen.",
        "sollte der Damm brechen. Ada Lenz drohte mit Klagen, sollte der Damm brechen.",
        "um Zeit zu gewinnen. Ada Lenz kritisierte den Bau, um Zeit zu gewinnen.",
    ],
)
def test_what_is_no_clause_of_its_own_is_not_told(text: str) -> None:
    assert all(not text.startswith(words) for words, _ in told(f"{text} Das Tal liegt bei Lauf."))
