"""Every code of `explorer check`: its severity and its meaning.

The tables of the documentation are generated from this, and tests compare the checks with it.
"""

from __future__ import annotations

from typing import NamedTuple

from explorer.model.problems import Problem, Replacement, Severity
from explorer.model.records import Entry

_ERROR, _WARNING, _NOTE = (Severity.ERROR,), (Severity.WARNING,), (Severity.NOTE,)
_NOTE_OR_WARNING = (Severity.NOTE, Severity.WARNING)


class Code(NamedTuple):
    """A short description of a code, and the severities that it comes with.

    An error that `is_read` depends on how the explorer reads who speaks, which may be what is wrong.
    """

    severities: tuple[Severity, ...]
    means: str
    is_read: bool = False

    @property
    def can_be_accepted(self) -> bool:
        """Whether a curator may answer it with `accepts`: a note, a warning, or an error that `is_read`."""
        return self.severities != _ERROR or self.is_read


def _not_found(what: str, kind: str) -> dict[str, Code]:
    """Return the codes of words that should be in an article: altered, in another article, nowhere."""
    return {
        f"{kind}-altered": Code(_ERROR, f"{what} is not word for word in the article; the message tells what differs"),
        f"{kind}-elsewhere": Code(_ERROR, f"{what} is in another article, which is named"),
        f"{kind}-nowhere": Code(_ERROR, f"{what} is not in the article, nor is anything similar"),
    }


# Grouped by subject, in the order of the documentation.
GROUPS: dict[str, dict[str, Code]] = {
    "The words of a quote": {
        **_not_found("a segment", "quote"),
        "quote-ambiguous": Code(_ERROR, "the words stand more than once, and `at` does not decide"),
        "quote-order": Code(_ERROR, "a segment stands before the one that it should follow"),
        "quote-outside": Code(_ERROR, "the words do not stand inside of those that the quote is `within`"),
        "quote-overlap": Code(_ERROR, "the words are in another quote, too, and neither is `within` the other"),
        "words-elsewhere": Code(
            _WARNING, "the words stand in a caption, a correction or page furniture, and not in the body"
        ),
        "quote-marked": Code(_WARNING, "the text has the outer quotation marks, which the format leaves out"),
        "words-spliced": Code(
            _ERROR, "the segments leave out words that were said between them, or somebody else speaks there"
        ),
        "segments-apart": Code(
            _WARNING, "segments stand in different paragraphs, and nothing there says that they were said in one go"
        ),
        "words-left-out": Code(
            _NOTE_OR_WARNING, "the quote holds only part of its quoted span or clause; a warning when the words weigh"
        ),
    },
    "The same words elsewhere": {
        "same-words": Code(
            _NOTE_OR_WARNING,
            "another article, or another place of this one, has the same or nearly the same words; a warning when a "
            "negation, a number or a name differs; `same_as` settles it",
        ),
        "versions-differ": Code(
            _WARNING, "two quotes of one utterance and one speaker differ in a negation, a number or a name"
        ),
        "same-as-unlike": Code(
            _WARNING, "a quote has hardly a word in common with the one that it is the `same_as`, in one language"
        ),
    },
    "Who said them": {
        **_not_found("the attribution", "attribution"),
        "attribution-elsewhere": Code(
            _ERROR, "the attribution is in another article, or in this one far from the quote"
        ),
        "speaker-mismatch": Code(
            _ERROR,
            "the attribution, or the words of saying beside the quote, have another person of the archive speak; "
            "the quote can accept it",
            is_read=True,
        ),
        "speaker-unnamed": Code(
            _NOTE,
            "the words beside the quote do not tell of the speaker, not even by a pronoun",
        ),
        "relayer-unsaid": Code(_WARNING, "the relayer does not speak in the quote’s paragraph, nor in the one before"),
        "not-said": Code(
            _WARNING,
            "the article does not tell there that the speaker says so: “denied that”, “did not say”, “asked whether”",
        ),
        "relay-loop": Code(_ERROR, "a quote is relayed by its own speaker"),
        "interpreter-unsaid": Code(
            _WARNING,
            "the article tells of an interpreter beside the quote, and the record does not",
        ),
    },
    "Other words of an article": {
        **_not_found("a piece of evidence", "evidence"),
        **_not_found("the headline", "headline"),
        **_not_found("a line of `furniture`", "furniture"),
        **_not_found("a line of `captions`", "captions"),
        **_not_found("a line of `corrections`", "corrections"),
        **_not_found("an item of `not_quoted`", "not-quoted"),
    },
    "Coverage": {
        "span-open": Code(_NOTE, "words that the article shows as speech are in no direct or partial quote"),
        "speaker-unknown": Code(_NOTE, "the article names a speaker who is not a person in the archive"),
        "speech-unmarked": Code(
            _NOTE_OR_WARNING,
            "a direct or partial quote has words that the article does not mark as speech; a warning where all are so",
        ),
        "speech-part": Code(
            _WARNING, "a direct quote is only part of what is told there: the article’s own words lead to it"
        ),
        "not-quoted-said": Code(
            _NOTE,
            "an item of `not_quoted` is in a quote, is said by somebody, or is not marked: a rejected draft, perhaps",
        ),
        "marks-unknown": Code(_ERROR, "an item of `marks` is no pair of quotation marks, and no dash"),
        "marks-unused": Code(_WARNING, "the article does not have the marks of a pair in `marks`"),
    },
    "Dates and order": {
        "date-late": Code(_WARNING, "a quote was said after its article was published"),
        "date-unstated": Code(
            _WARNING,
            "a `stated` date is nowhere beside the record’s words: no day, month, year or weekday that means it",
        ),
        "weekday-conflict": Code(_WARNING, "a quote’s date is of another weekday than the one its attribution names"),
        "date-conflict": Code(_WARNING, "a quote shares no day with its event"),
        "part-outside": Code(_WARNING, "a part of an event begins or ends outside of its whole"),
        "after-conflict": Code(_WARNING, "an event comes `after` one of a later date, or after its own whole or part"),
    },
    "Articles’ files": {
        "source-changed": Code(_ERROR, "the file is no longer the one of the `sha256`"),
        "sha256-missing": Code(_NOTE, "there is no `sha256`, which tells when the file changes"),
        "wrong-sha256": Code(_ERROR, "the `sha256` is none"),
        "head-conflict": Code(
            _WARNING, "the head of the text has another byline, publisher or day of publication; the message names it"
        ),
        "headline-inside": Code(_WARNING, "the headline’s words stand in the text, but not as its headline"),
        "no-article-text": Code(_ERROR, "the file is not there, or can't be read"),
        "article-too-large": Code(_ERROR, "the file is larger than 4 MB"),
        "outside-seeds": Code(_ERROR, "the file lies outside of `seeds/`"),
        "not-utf8": Code(_ERROR, "the file is not UTF-8"),
    },
    "People and names": {
        "anonymous-named": Code(_WARNING, "a person is typed `named`, but every name is a description"),
        "name-twice": Code(_WARNING, "two people, topics or events have the same name, or two people the same alias"),
    },
    "Records": {
        "unknown-key": Code(_ERROR, "a key or field that the format does not have"),
        "missing-field": Code(_ERROR, "a field that is needed is missing or empty"),
        "wrong-type": Code(_ERROR, "a value is not what its field needs"),
        "too-many-segments": Code(_ERROR, "the `text` of a quote is a list of more than 200 segments"),
        "wrong-default": Code(_ERROR, "a default for a field that belongs to one record alone"),
        "bad-date": Code(_ERROR, "a date is not EDTF"),
        "duplicate-id": Code(_ERROR, "the id is taken"),
        "wrong-code": Code(_ERROR, "`accepts` has a code that there is not, or an error that can't be accepted there"),
        "accepts-unused": Code(_NOTE, "`accepts` has a code of which there is nothing to accept"),
        "dangling-reference": Code(
            (Severity.ERROR, Severity.NOTE), "an id that no record has; one note while a file can't be read"
        ),
        "check-failed": Code(
            _ERROR, "a check of the record failed, because of a bug in the explorer: what it would tell is not known"
        ),
        "topic-query": Code(
            _WARNING,
            "`matches` of a topic asks for what it can't, or for nothing; or a topic is in a quote's `topics` and "
            "`not_topics`",
        ),
        "cycle": Code(_ERROR, "`broader`, `part_of`, `within` or `after` leads back to itself"),
    },
    "Data files": {
        "yaml-syntax": Code(_ERROR, "not YAML"),
        "text-cut": Code(
            _WARNING, "a `#`, `&` or `!` by which YAML leaves a part out of a text without quotation marks"
        ),
        "yaml-tag": Code(_ERROR, "a tag, which the format does not use"),
        "yaml-key": Code(_ERROR, "a key that is a list or a mapping"),
        "yaml-aliases": Code(_ERROR, "aliases make the file many times larger than its text"),
        "yaml-nesting": Code(_ERROR, "nested too deeply"),
        "duplicate-key": Code(_ERROR, "a key stands twice"),
        "unreadable-file": Code(_ERROR, "a data file or a folder can't be read"),
        "unreadable-archive": Code(_ERROR, "in the explorer: the folder as a whole can't be read"),
        "outside-archive": Code(_ERROR, "a link leads out of the archive"),
        "empty-archive": Code(_WARNING, "there are no records"),
    },
}

CODES: dict[str, Code] = {name: code for group in GROUPS.values() for name, code in group.items()}


def problem(
    entry: Entry, code: str, path: str, message: str, severity: Severity | None = None, meant: Replacement | None = None
) -> Problem:
    """Create a problem with the value at a path in a record; its message begins with the field.

    `severity` is needed only if the code allows more than one.
    """
    known, field = severity or CODES[code].severities[0], path.partition("[")[0]
    return Problem(entry.place_of(path), known, code, f"{field}: {message}", entry.record.ref, meant)
