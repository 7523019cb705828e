"""What of an article is no body text: furniture, captions and corrections; and what looks like it and is body text."""

from __future__ import annotations

import pytest

from explorer.drafting.non_body_lines import NonBodyLines
from explorer.reading.languages.lexicon import lexicon_of

FURNITURE = """\
Advertisement
ADVERTISEMENT - SCROLL TO CONTINUE
Skip to content
Share this article
Facebook Twitter LinkedIn Email
Share on Facebook
12 comments
Comments (12)
5 min read
READ MORE: Levee holds as river crests
Related: What to know about the flood
» Most read
Home | News | Sports | Opinion
Sign up for our newsletter and get the day's top stories in your inbox every morning.
We use cookies to give you the best experience. By continuing to use this site you agree to our privacy policy.
Follow us on Twitter @dailystar
Image source, Getty Images
Photo: Ana Ruiz / Daily Star
Doug Mills / AP
Ana Ruiz/The Daily Star
Photograph by Ana Ruiz for The Daily Star
Credit...Ana Ruiz for The New York Times
© 2019 The Daily Star
Copyright 2019 The Associated Press. All rights reserved. This material may not be published or redistributed.
https://example.org/levee
tips@example.org
(Reporting by Simone Achterberg; Editing by Pat Lowe)
Associated Press writer Ben Okafor in Granby contributed to this report.
Tags: flood, levee
Updated: March 3, 2009
Already a subscriber? Log in""".splitlines()

CAPTIONS = """\
Volunteers fill sandbags in Granby on Thursday. (AP Photo/Ana Ruiz)
FILE - Mayor Theresa Quill speaks in Granby, Ill., on March 3, 2009.
In this March 3, 2009 file photo, the levee holds.
Image caption, The levee was built in 1932
The levee in Granby on Friday. Photo: Ana Ruiz/Daily Star
The levee in Granby on Friday. Photograph by Ana Ruiz""".splitlines()

CORRECTIONS = """\
Correction: An earlier headline gave the wrong year.
CLARIFICATION (March 3): The levee is 20 feet high.
An earlier version of this article misspelled the name of the mayor.
This story has been updated to correct the height of the levee.
Editor’s note: The mayor’s name is spelled Quill.""".splitlines()

# What a page has in its body, though it begins or ends like something apart.
BODY = """\
By DALE OSTRANDER
GRANBY, Ill. (AW) -- The levee held on Friday.
Corrections officers said the inmates had filled the sandbags.
Video games sell better in the rain, Ruiz said.
More than 300 people left their homes.
Watch the river, the mayor told them.
“Read more,” she said. “Talk less.”
“You have reached your limit,” the judge told him.
“Sign up for what?” Okafor asked.
By signing up volunteers early, the town saved its levee.
By clicking her tongue she calmed the horses.
Related families were housed together.
In this picture of a small town, everybody knows the river.
The photo by the door shows the levee of 1932.
The sign read: Keep out.
He reads the Star/Tribune every day.
Quill said the fund (which the state provided) was gone.
Comments were kept to two minutes.
12 comments were made, and all of them were rude.
Share prices fell 3 percent.
Subscribe to no creed, her father had told her.
Q: Will the levee hold?
MAYOR QUILL: It will.
The end of the levee is at Ames Landing.
Accept it, she said: the river always wins.
Home""".splitlines()[:-1]

FOREIGN = {
    "de": (
        ["Anzeige", "Lesen Sie auch: Der Damm hält", "3 Kommentare", "Wir verwenden Cookies, um Inhalte anzuzeigen."],
        ["Der Damm am Freitag. Foto: Max Muster/dpa"],
        ["Korrektur: In einer früheren Version stand ein falsches Jahr."],
        ["Die Anzeige wurde aufgenommen.", "Anzeigen wegen Lärms gab es keine.", "Mehr als 300 Menschen flohen."],
    ),
    "fr": (
        ["Publicité", "Lire aussi : La digue tient bon", "Partager", "Nous utilisons des cookies et autres traceurs."],
        ["La digue vendredi. Photo : Ana Ruiz/AFP"],
        ["Rectificatif : une première version donnait une mauvaise date."],
        ["Publicité mensongère, dit la maire.", "Recevez vos amis, leur dit-elle.", "Lire ne suffit pas."],
    ),
    "es": (
        ["Publicidad", "Lea también: El dique aguanta", "Compartir", "Utilizamos cookies propias y de terceros."],
        ["El dique el viernes. Foto: Ana Ruiz/EFE"],
        ["Corrección: una versión anterior daba otra fecha."],
        ["La publicidad engaña, dijo la alcaldesa.", "Más de 300 personas huyeron."],
    ),
}


def apart(lines: list[str], code: str = "en") -> NonBodyLines:
    return NonBodyLines("\n\n".join(lines) + "\n", lexicon_of(code))


@pytest.mark.parametrize("line", FURNITURE)
def test_furniture_is_told_by_its_words_or_its_form(line: str) -> None:
    assert apart([line]).furniture == [line]


def test_captions_and_corrections_are_told_apart_from_it() -> None:
    found = apart([*FURNITURE, *BODY, *CAPTIONS, *CORRECTIONS])
    assert found.captions == CAPTIONS
    assert found.corrections == CORRECTIONS
    assert found.furniture == FURNITURE


@pytest.mark.parametrize("line", BODY)
def test_no_line_of_the_body_is_taken(line: str) -> None:
    found = apart([line])
    assert [*found.furniture, *found.captions, *found.corrections] == []


@pytest.mark.parametrize("code", FOREIGN)
def test_other_languages_have_words_of_their_own(code: str) -> None:
    furniture, captions, corrections, body = FOREIGN[code]
    found = apart([*furniture, *captions, *corrections, *body], code)
    assert (found.furniture, found.captions, found.corrections) == (furniture, captions, corrections)


def test_headlines_behind_a_name_that_is_given_again_are_furniture_within_their_line() -> None:
    line = "Sen. Ben Hale Benjamin (Ben) Lee HaleFive things to know Dam holds after all MORE (D-Ohio) said it held."
    assert apart([line]).furniture == ["Benjamin (Ben) Lee HaleFive things to know Dam holds after all MORE"]
    assert apart(["Ben Hale Ben HaleMORE’s dam held."]).furniture == ["Ben HaleMORE’s"]
    assert apart(["Ben Hale wants MORE dams, Ana Hale said."]).furniture == []
    assert apart(["THE RIVER IN THE NORTH. THERE, THE TOWN HAS BUILT MORE DAMS."]).furniture == []
