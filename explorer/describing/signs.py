"""The signs and their meanings. Every sign on screen comes from here, and the help explains all of them."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from explorer.checking.verification import Status
from explorer.describing.fields import Part, Tone
from explorer.model.problems import Severity
from explorer.model.records import DateBasis, Speech


class Sign(msgspec.Struct, frozen=True):
    """A sign: its mark, its name, and its meaning if the name is not enough.

    `short` is a name for narrow spaces.
    """

    mark: str
    name: str
    meaning: str = ""
    tone: Tone = Tone.PLAIN
    short: str = ""

    @property
    def called(self) -> str:
        """The shortest name."""
        return self.short or self.name

    @property
    def explained(self) -> str:
        """The sign with its name and its meaning."""
        return f"{self.mark} {self.name}: {self.meaning}" if self.meaning else f"{self.mark} {self.name}"

    @property
    def part(self) -> Part:
        """The sign with its name, in its tone."""
        return Part(f"{self.mark} {self.name}", self.tone, own=True, spoken=self.name)


def legend(*signs: Sign) -> str:
    """Signs with their names, on one line."""
    return "   ".join(f"{sign.mark} {sign.called}" for sign in signs)


# The status of words in their article.
STATUSES: Mapping[Status, Sign] = {
    status: Sign(mark, status, meaning, tone)
    for status, mark, meaning, tone in (
        (Status.VERBATIM, "✓", "word for word in the article", Tone.GOOD),
        (Status.TYPOGRAPHIC, "≈", "in the article, but for typography (marks, dashes, spaces)", Tone.GOOD),
        (Status.AMBIGUOUS, "?", "in the article more than once, or not where “at” says", Tone.WARNING),
        (Status.SPLICED, "⋯", "in the article, where more was said between the segments", Tone.ERROR),
        (Status.MISATTRIBUTED, "≠", "in the article, which does not say that this speaker said them", Tone.ERROR),
        (Status.MISSING, "✗", "not in the article as written here", Tone.ERROR),
        (
            Status.UNCHECKED,
            "–",
            "not known: not checked yet, or there is no article text to check against, or a check failed",
            Tone.WARNING,
        ),
    )
}
ALL_FOUND = Sign("✓", "passages found", "each stands in its article", Tone.GOOD)
NOT_ALL_FOUND = Sign("✗", "passages found", "not each stands in its article", Tone.ERROR)

# The severity of a problem.
SEVERITIES: Mapping[Severity, Sign] = {
    severity: Sign(mark, severity, meaning, tone)
    for severity, mark, meaning, tone in (
        (Severity.ERROR, "✗", "wrong or unreadable", Tone.ERROR),
        (Severity.WARNING, "!", "worth a look", Tone.WARNING),
        (Severity.NOTE, "·", "what is still open", Tone.MUTED),
    )
}

# A record that is shown in an earlier version.
STALE = Sign("↺", "as last read", "the record can’t be read now; ! says why", Tone.WARNING)

# The kinds of speech, and speech in an article that is not in any quote.
SPEECH: Mapping[Speech, Sign] = {
    "direct": Sign("“", "direct", "the marks hold all that was said", short="direct quote"),
    "partial": Sign("‘", "partial", "a fragment; the marks hold only part of what was said", short="quoted fragment"),
    "indirect": Sign("¶", "indirect", "a paraphrase, the article’s words and not the speaker’s", short="paraphrase"),
}
LEFT_OUT = Sign("⟨⟩", "left out", "words of the article that the quote leaves out", Tone.MUTED)
OPEN_SPAN = Sign("◇", "quoted, not curated", "shown as speech in the article, and in no quote")

# The parts of a bar in the overview: kinds of speech, and quotes that may not belong there.
FILLS: Mapping[str, Sign] = {
    "direct": Sign("█", "direct", "how many direct quotes there are, in a bar of the overview", Tone.GOOD),
    "partial": Sign("▒", "partial", "how many fragments there are", Tone.WARNING),
    "indirect": Sign("░", "indirect", "how many paraphrases there are", Tone.MUTED),
    "perhaps": Sign("╌", "perhaps", "how many more there may be; their dates leave it open", Tone.MUTED),
}

# The sources of quotes, by the name of the count in a tally.
SOURCES: Mapping[str, Sign] = {
    "anonymous": Sign("◌", "an anonymous source", tone=Tone.WARNING, short="anonymous"),
    "relayed": Sign("⇢", "relayed by someone else", tone=Tone.WARNING, short="relayed"),
    "interpreted": Sign("⇄", "through an interpreter", tone=Tone.MUTED, short="interpreted"),
    "paraphrase": Sign("¶", "paraphrase only", "no fragment is the speaker’s own", Tone.MUTED),
    "unverified": Sign("✗", "not verified", "the words are not found in the article", Tone.ERROR),
    "draft": Sign("✎", "draft", "nobody has accepted it yet", Tone.WARNING),
}
DRAFT = SOURCES["draft"]
CAVEAT = Sign("!", "a caveat", "what is weak about the sources of a topic", Tone.WARNING)

# How a date is known; None if the archive does not say.
DATES: Mapping[DateBasis | None, Sign] = {
    "stated": Sign("●", "a date that the source states", tone=Tone.LINK, short="the source states the date"),
    "inferred": Sign("○", "a date that is inferred", tone=Tone.LINK, short="it is inferred"),
    None: Sign("·", "a date of which the archive does not say how it is known", tone=Tone.LINK),
}
GAP = Sign("┊", "time without events", tone=Tone.MUTED)

# Signs of navigation and of the current position.
STEP = Sign("▸", "then", "the step of the trail, or the part, that follows")
LINK = Sign("›", "a link", "Enter or a click follows it, and so do the letters after f", Tone.LINK)
CURSOR = Sign("▌", "the line in use", tone=Tone.LINK)
CURRENT = Sign("┃", "in use", "the line has words of the quote in use, in the reader", Tone.LINK)
SELECTED = Sign("║", "selected", "the line has words that are selected, in the reader", Tone.LINK)
RAIL_CURRENT = Sign("■", "in use", "where the quote in use begins, in the rail beside the article", Tone.LINK)
RAIL_MARKED = Sign("▪", "marked", "where another quote begins, in the rail beside the article")
BAR = Sign("▍", "a bar", "how many quotes a topic has, against the topic with the most in the archive", Tone.LINK)
NONE = Sign("·", "no quotes", tone=Tone.MUTED)
OFFER = Sign("⇥", "offered", "how the query may go on; Tab takes the first")
REMOVE = Sign("×", "a filter of the query", "a click takes it out")
APPROXIMATE = Sign("≈", "found by words like those of the query", tone=Tone.WARNING)

# All signs, as the help explains them. The most frequent come last, where the help ends.
GROUPS: tuple[tuple[str, tuple[Sign, ...]], ...] = (
    ("Problems", (*SEVERITIES.values(), STALE, ALL_FOUND, NOT_ALL_FOUND)),
    (
        "Finding the way",
        (STEP, LINK, CURSOR, CURRENT, SELECTED, RAIL_CURRENT, RAIL_MARKED, BAR, NONE, OFFER, REMOVE, APPROXIMATE),
    ),
    ("Dates", (*DATES.values(), GAP)),
    ("Verification", tuple(STATUSES.values())),
    ("Overview", tuple(FILLS.values())),
    ("Speech", (*SPEECH.values(), LEFT_OUT, OPEN_SPAN)),
    ("Sources", (*SOURCES.values(), CAVEAT)),
)
