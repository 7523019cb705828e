"""What every citation format needs: a record's words, its speaker, its place in the article, and the doubts about it.

The wording of the doubts, which citations show in square brackets, is all here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING

from explorer.checking.verification import Status, status_of
from explorer.checking.wholeness.omissions import Omissions
from explorer.display import one_line
from explorer.model import dates
from explorer.model.archive import Archive
from explorer.model.records import AnyRecord, Article, Event, Person, Quote
from explorer.reading.text.passages import Passage

if TYPE_CHECKING:
    from explorer.snapshot import Snapshot

LEFT_OUT = "[…]"

_WORD = re.compile(r"\w")
_BREAK = re.compile(r"\s*\n\s*")
# The mark that opens each further paragraph of a longer quotation. Nothing closes it.
_GOING_ON = re.compile(r"(\n\s*\n\s*)[“„«\"]\s?")
_PARAGRAPH, _GOING_ON_IN_SINGLE = re.compile(r"\n\s*\n"), re.compile(r"(\n\s*\n\s*)‘")
# Quotation marks in their single and double forms, and the marks that close each opening one.
_FORMS = {mark: forms for forms in ("‘“", "’”", "‚„", "'\"") for mark in forms if mark != "'"}
# A text without any of these has no marks to change.
_TURNED = re.compile(r'[“”„"‘‚]')
_CLOSED_BY = {"“": "”", "„": "“”", '"': '"', "‘": "’", "‚": "‘’"}


def in_marks(pieces: Sequence[str]) -> str:
    """Put each piece in quotation marks."""
    return " ".join(f"“{inner_marks(piece)}”" for piece in pieces)


def inner_marks(text: str) -> str:
    """Words to put in double quotation marks, with their own marks made single, and double again within those.

    Apostrophes stay, and so do marks of another shape, such as «.
    """
    text = _BREAK.sub(" ", _without_marks_of_going_on(text))
    if not _TURNED.search(text):
        return text
    turned, opened = [], ""
    for at, mark in enumerate(text):
        depth, after_word, before_word = len(opened), text[at - 1 : at].isalnum(), text[at + 1 : at + 2].isalnum()
        if mark in _CLOSED_BY.get(opened[-1:], "") and not before_word:
            depth, opened = depth - 1, opened[:-1]
        elif mark in "“„" or (mark == '"' and not after_word) or (mark in "‘‚" and before_word and not after_word):
            opened += mark
        elif mark != "”":
            depth = -1
        turned.append(mark if depth < 0 or mark not in _FORMS else _FORMS[mark][depth % 2])
    return "".join(turned)


def _goes_on(text: str, before: Passage | None, after: Passage | None) -> bool:
    """Whether a quotation continues from one segment to the next in a new paragraph, without closing marks.

    The paragraphs are separated only by whitespace; the next one may open with marks again.
    """
    between = text[before.end : after.start] if before and after else ""
    rest, _, further = between.partition("\n")
    return "\n" in between and not rest.strip() and not _WORD.search(further)


def _without_marks_of_going_on(text: str) -> str:
    """Remove the marks that open each further paragraph, where more marks open than close."""
    extra = text.count("“") + text.count("„") - text.count("”") + text.count("«") - text.count("»")
    extra += text.count('"') % 2
    if extra > 0:
        return _GOING_ON.sub(r"\1", text, count=extra)
    # Apostrophes look like closing single marks, so single marks can't be counted.
    every = len(_PARAGRAPH.findall(text)) == len(_GOING_ON_IN_SINGLE.findall(text))
    return _GOING_ON_IN_SINGLE.sub(r"\1", text) if every else text


_ARTICLES = ("A ", "An ", "The ")
# A curator's insertion into somebody's words, such as a word that the article lacks.
_INSERTED = re.compile(r"\s*\[[^\]]*\]")


class Citable:
    """A record to cite.

    `verification` says whether its words are in their article, and `text` is the text of a quote's article. `omissions`
    has what a quote leaves out there, `problems` those of the record, and `also` the other places of its words. Any of
    these may be missing. `is_stale` if the record can't be read now and is shown as last read.
    """

    def __init__(self, snapshot: Snapshot, record: AnyRecord) -> None:
        ref = record.ref
        self.archive = snapshot.archive
        self.record = record
        self.verification = snapshot.verifications.get(ref)
        self.text = snapshot.texts.get(record.article) if isinstance(record, Quote) else None
        self.omissions = snapshot.omissions.get(ref)
        self.problems = snapshot.problems_of.get(ref, ())
        self.also = snapshot.repeats.also.get(ref, ())
        self.is_stale = ref in snapshot.stale

    @cached_property
    def remarks(self) -> list[str]:
        """The reasons not to rely on the record as it is, and the curator's note. No citation omits these."""
        return list(remarks(self))

    @cached_property
    def pieces(self) -> list[str]:
        """A quote’s segments, joined where only words of the speaker, or nothing at all, comes between them."""
        quote = self.record
        assert isinstance(quote, Quote)
        passages = self.verification.passages if self.verification else ()
        between = (self.omissions or Omissions()).between or (None,) * (len(quote.segments) - 1)
        text = self.text
        goes_on = [bool(text and _goes_on(text.text, *ends)) for ends in pairwise(passages)] or [False] * len(between)
        pieces = [quote.segments[0]]
        for left_out, on, segment in zip(between, goes_on, quote.segments[1:], strict=True):
            if left_out or on:
                pieces[-1] += f" {LEFT_OUT} {segment}" if left_out else f" {segment}"
            else:
                pieces.append(segment)
        return pieces

    @property
    def words(self) -> str:
        """The pieces of a quote in quotation marks, with “[…]” where the article has more before or after them.

        Partial quotes and paraphrases are marked; a paraphrase has no quotation marks.
        """
        quote, omissions = self.record, self.omissions
        assert isinstance(quote, Quote)
        first, *rest = self.pieces
        pieces = [f"{LEFT_OUT} {first}" if omissions and omissions.before else first, *rest]
        if omissions and omissions.after:
            pieces[-1] += f" {LEFT_OUT}"
        if quote.speech == "indirect":
            return f"Paraphrase: {' '.join(pieces)}"
        return f"{in_marks(pieces)} (partial quote)" if quote.speech == "partial" else in_marks(pieces)

    @cached_property
    def paragraph_numbers(self) -> list[int]:
        """The numbers of the paragraphs that contain the words; empty if the words were not found."""
        found = self.verification
        return found.paragraphs_in(self.text) if self.text and found and None not in found.passages else []

    @property
    def paragraphs(self) -> str:
        """The paragraph numbers as a reader writes them: `7`, `3–5`, `3, 7`."""
        return _ranges(self.paragraph_numbers)

    @property
    def located(self) -> str:
        """The paragraphs in words: `para. 7`, `paras. 3–5`; empty if the words were not found."""
        return f"para{'.' if self.paragraphs.isdecimal() else 's.'} {self.paragraphs}" if self.paragraphs else ""

    @property
    def article(self) -> Article | None:
        """The article to cite: the record itself, or the article of a quote."""
        if isinstance(self.record, Quote):
            return self.archive.get(Article, self.record.article)
        return self.record if isinstance(self.record, Article) else None


def attributed(archive: Archive, quote: Quote) -> str:
    """The speaker of a quote, and whoever relayed the words to the article: `a city aide, relaying Ana Ruiz`."""
    speaker = called(archive.speaker(quote), quote.speaker)
    if quote.is_relayed:
        relayer = archive.relayer(quote)
        return f"{called(relayer, archive.told_by(quote))}, relaying {speaker}"
    return speaker


def date_in_words(record: Quote | Event) -> str:
    """The date in words, marked if it is inferred; empty for a record without one."""
    inferred = " (inferred)" if record.date_basis == "inferred" else ""
    return f"{dates.describe(record.date)}{inferred}" if record.date else ""


def called(person: Person | None, id: str | None) -> str:
    """The person's name, or the first alias of an anonymous person, whose name was made up by the curator.

    If the name or the role completes the alias with words in square brackets, that form is cited: the article's “a
    senior administration” becomes “a senior administration [official]”.
    """
    if person is None:
        return id or ""
    if person.type != "anonymous" or not person.aliases:
        return person.name
    alias = person.aliases[0]
    whole = (text for text in (person.name, *person.aliases, person.role or "") if _completes(text, alias))
    name = next(whole, alias)
    return name[0].lower() + name[1:] if name.startswith(_ARTICLES) else name


def _completes(text: str, alias: str) -> bool:
    """Whether a text is the alias with an insertion in square brackets."""
    without = _INSERTED.sub("", text).strip()
    return without != text.strip() and without.casefold() == alias.strip().casefold()


def _ranges(numbers: list[int]) -> str:
    """Write numbers as a reader does: `3–5, 7`."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs)


# Remarks by the status of the words.
_STATUSES = {
    Status.AMBIGUOUS: "not verified: the words stand more than once in the article",
    Status.SPLICED: "not verified: the article has other words of the speaker in between",
    Status.MISATTRIBUTED: "not verified: the article does not attribute the words as given here",
    Status.MISSING: "not verified: the words are not in the article as given here",
    Status.UNCHECKED: "not verified: there is no article text to check against",
}
_NOT_YET = "not verified yet"
# Remarks by problem code, where the status of the words does not show the problem, or not as exactly.
CODE_REMARKS = {
    "check-failed": "not verified: a check of it failed",
    "speaker-mismatch": "not verified: the article has someone else say this",
    "words-spliced": _STATUSES[Status.SPLICED],
    "words-elsewhere": "the words stand in no sentence of the article, only in a caption or the like",
    "relay-loop": "not verified: who told of the words is not certain",
    "interpreter-unsaid": "the article says that an interpreter spoke",
    "date-late": "not verified: the date is later than the article",
}
# The codes that make a record unverified, whatever the status of its words.
UNVERIFIED = frozenset(code for code, remark in CODE_REMARKS.items() if remark.startswith("not verified"))
_TOLD_BY_CODE = {
    Status.MISATTRIBUTED: "speaker-mismatch",
    Status.SPLICED: "words-spliced",
    Status.UNCHECKED: "check-failed",
}
# The maximum number of omitted words to name, among those that change the meaning of the rest.
_NAMED = 3
# A note in a citation keeps as many sentences as fit in `_NOTE` characters, but at least one, unless that sentence is
# longer than `_LONGEST_SENTENCE`.
_NOTE, _LONGEST_SENTENCE = 240, 480
# The end of a sentence, but not the period of an abbreviation: Mr., U.S., No. 5.
_SENTENCE = re.compile(r"(?<!\b\w)(?<!\b[A-Z]\w)(?<!\b[A-Z]\w\w)[.!?][”’\"')]*\s+(?=\W*[A-Z0-9])")


def remarks(cited: Citable) -> Iterator[str]:
    """Give the reasons not to rely on a record as it is, and then the curator's note."""
    record = cited.record
    codes = dict.fromkeys(problem.code for problem in cited.problems)
    if cited.verification is not None or isinstance(record, Quote):
        status = status_of(cited.verification)
        if not status.is_verified and _TOLD_BY_CODE.get(status) not in codes:
            yield _NOT_YET if status is Status.UNCHECKED and cited.text else _STATUSES[status]
    yield from (CODE_REMARKS[code] for code in codes if code in CODE_REMARKS)
    if cited.verification and cited.verification.accepted:
        yield f"attribution accepted: {shortened(cited.verification.accepted)}"
    if not _accepts(record, "words-left-out"):
        weighty = list(dict.fromkeys(word.lower() for each in cited.omissions or () for word in each.weighty))
        if weighty:
            yield f"leaves out {', '.join(f'“{one_line(word)}”' for word in weighty[:_NAMED])}"
    if others := list(_other_versions(cited)):
        yield f"the speaker says something else in {', '.join(others[:_NAMED])}"
    review = getattr(record, "review", "reviewed")
    if review != "reviewed":
        yield review
    if cited.is_stale:
        yield "as last read: the record can’t be read now"
    if record.note:
        yield f"note: {shortened(record.note)}"


def _other_versions(cited: Citable) -> Iterator[str]:
    """The refs of quotes of the same words by the same speaker, in a version that differs in meaning."""
    record = cited.record
    for one in cited.also:
        other = cited.archive.find(one.quote) if one.quote and one.versions and one.versions.weighty else None
        if not isinstance(record, Quote) or not isinstance(other, Quote) or other.speaker != record.speaker:
            continue
        if not any(_accepts(each, "same-words", "versions-differ") for each in (record, other)):
            yield other.ref


def _accepts(record: AnyRecord, *codes: str) -> bool:
    return any(answer.code in codes for answer in record.accepts)


def shortened(note: str) -> str:
    """A note on one line: its first whole sentences, and “…” if any are left out."""
    note = one_line(note)
    if len(note) <= _NOTE:
        return note
    ends = [*(found.end() for found in _SENTENCE.finditer(note)), len(note)]
    end = max((end for end in ends if end <= _NOTE), default=ends[0])
    if end > _LONGEST_SENTENCE:
        end = note.rfind(" ", 0, _LONGEST_SENTENCE)
    return note if end == len(note) else f"{note[:end].rstrip()} …"
