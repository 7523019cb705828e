"""Find the subject of a verb in second position, before or after it, by case, number and kind."""

from __future__ import annotations

from functools import cached_property

from explorer.reading.case_marked_mentions import CaseMarkedMentions
from explorer.reading.features import Span
from explorer.reading.languages.wording import together
from explorer.reading.nouns import SourceKind
from explorer.reading.reporting.datelines import behind_dateline

# The probability of a source that is the subject, that may be, or that is only nearby.
SUBJECT, LIKELY, NEAR = 0.9, 0.8, 0.5
# The maximum number of words between a verb and its subject, and in a mention.
_TO_SUBJECT, _MOST = 6, 12
ENDS, _MARKS = frozenset((".", "!", "?", "…")), "”\"“«»„'’ "


class CaseMarkedSubjects(CaseMarkedMentions):
    """Finds the subjects of the verbs of a sentence."""

    def first(self, begin: int, end: int) -> Span | None:
        """The first mention that may be a subject, and is not inside another or a prepositional phrase."""
        n = begin
        while n < end:
            if self.is_preposition(n) and (found := self.mention(n + 1)):
                n = found[1]
            elif self.may_be_subject(n) and (found := self.mention(n)):
                return found
            else:
                n = self._past_oblique(n)
        return None

    def _past_oblique(self, at: int) -> int:
        """The end of a mention that is not in the nominative; else the next index: “*Den Unmut* brachte Ruiz vor”."""
        own = self.own[at]
        others = together(self.sets["@oblique"], self.sets["@feminine articles"], self.sets["@own"])
        is_oblique = own in self.sets["@der"] or own in others
        found = self.mention(at) if is_oblique else None
        return found[1] if found else at + 1

    def who_speaks(self, begin: int, end: int) -> Span | None:
        """The first mention that may be a subject and may speak."""
        found = self.first(begin, end)
        while found and not (self.speaks(found) and not self._is_behind_adjective(found[0])):
            found = self.first(found[1], end)
        return found

    def _is_behind_adjective(self, at: int) -> bool:
        """Whether the word before a noun shows that it is no subject: “veröffentlichte *folgenden* Kommentar”."""
        before = at - 1
        if before < 0 or self.is_capital(before) or before in self.cues or self.is_verb(before):
            return False
        return self.is_noun(at) and self.own[before].endswith("en")

    def clause(self, at: int) -> int:
        """The start of the clause of a word."""
        begin = at
        while begin and (not self.s.is_quoted[begin - 1] or self._is_within(begin - 1)):
            if self.own[begin - 1] == ")":  # “Schmidt (SPD) sagte”
                begin = next((n for n in range(begin - 1, 0, -1) if self.own[n] == "("), begin - 1)
            elif self.is_break(begin - 1) and self.s.words[begin] not in ("and", "or"):  # “Wald- und Wiesen”
                break
            else:
                begin -= 1
        opening = self.sets["@adverbs"]
        while begin < at and self.own[begin] in opening:
            begin += 1
        return begin

    def _is_within(self, quoted: int) -> bool:
        """Whether quoted words are a name, or part of the clause around them: “weil er ihn *„klug“* genannt hat”."""
        if self.is_noun(quoted):
            return True
        if self.tokens[quoted].text.rstrip(_MARKS)[-1:] in ENDS:
            return False
        return quoted > 0 and all(self.s.is_word[n] for n in (quoted - 1, quoted + 1))

    def subject(self, finite: int) -> tuple[Span | None, float]:
        """The subject of a finite verb: the mention before it, unless that cannot be one; else the one after it."""
        begin = self.clause(finite)
        if found := self._of_subordinate(begin, finite):
            return found, SUBJECT
        before = self.mention(begin) if begin < finite and self.may_be_subject(begin) else None
        before = before or self._particled(begin, finite)
        is_joined = finite > 0 and self.s.words[finite - 1] == "and"
        if is_joined:  # “Ruiz kam *und sagte*”
            if not self.is_verb(finite) and any(map(self._is_reported, range(begin, finite))):
                return self.first(0, begin), LIKELY  # “*Ruiz* sagte, er komme bald, und lachte”
            return (before, SUBJECT) if before else (self.first(0, finite), LIKELY)
        if before is None and begin == finite and finite and self.own[finite - 1] == ",":
            before = self.apposed(finite)
        behind = self._subject_behind(finite)
        if before and not (behind and self._is_object(before, behind, finite)):
            before = self.named_before(before) or before
            return before, LIKELY if behind and behind[0] == finite + 1 else SUBJECT
        if (
            begin == finite
            and self.s.words[finite + 1 : finite + 2] == ["but"]
            and not (behind and self.speaks(behind))
        ):
            return self.first(self.begin(finite), finite), LIKELY  # “*Ruiz* lobte ihn, forderte aber eine Änderung”
        if behind:
            return self._medium(finite) if self.is_expletive(behind[0]) else (behind, SUBJECT)
        found = self.first(begin, finite) or self.first(0, finite)
        return self._medium(finite) if found and self.is_expletive(found[0]) else (found, NEAR)

    def _particled(self, begin: int, finite: int) -> Span | None:
        """A surname after a particle, if no other subject follows: “Von der *Aue* sagte, er komme”."""
        if self.own[begin] not in self.sets["@by"] or finite + 1 >= self.s.size or not self.is_break(finite + 1):
            return None
        found = self.mention(begin + 1)
        name = next(filter(self.is_noun, range(begin + 1, finite)), finite)
        return (name, finite) if found and found[1] == finite and name < finite else None

    def _is_reported(self, at: int) -> bool:
        """Whether a word surely is a verb in the mood of reported speech, by its form or by a pronoun before it."""
        is_behind = at in self.moods and at > 0 and self.own[at - 1] in self.sets["@pronouns"]
        return is_behind or self.own[at] in self.sets["@reported"]

    def _of_subordinate(self, begin: int, finite: int) -> Span | None:
        """The subject of a clause with its verb last: “…, *der* den Damm lobt”, “während *Ruiz* erklärte”."""
        if finite + 1 < self.s.size and self.s.is_word[finite + 1] and not self.is_verb(finite + 1):
            return None
        first, whole = self.own[begin], self.mention(begin)
        if first in self.sets["@relatives"] and begin > 1 and self.own[begin - 1] == ",":
            is_article = whole is not None and whole[1] >= finite  # “…, *die Wirtin* sagte”
            return None if is_article else self._ending(begin - 1)
        conjunctions = together(self.sets["@joining"], self.sets["@if"])
        opens = begin if first in conjunctions else begin - 1 if begin and self.own[begin - 1] in conjunctions else -1
        relative = begin + self.is_preposition(begin)  # “…, von dem *die Stadt* glaubt”
        if self.own[begin - 1 : begin] == [","] and relative < finite and self.own[relative] in self.sets["@whom"]:
            opens = relative
        found = self.mention(opens + 1) if opens >= 0 and self.may_be_subject(opens + 1) else None
        if found and self.is_expletive(found[0]) and opens == relative:
            return self.antecedent(begin - 1)  # “*einem Brief*, in dem es heißt”
        return found if found and found[1] <= finite else None

    def antecedent(self, end: int) -> Span | None:
        """The mention that ends at an index, or one word before it: “Er griff *den Brief* auf, in dem …”."""
        found, near = self._ending(end), self._ending(end - 1)
        return found or (near if near and near[1] - near[0] > 1 else None)

    def _ending(self, end: int) -> Span | None:
        """The longest mention that ends at an index: “Kritik kommt vom *Verband der Fischer*, der”."""
        for n in range(max(0, end - _MOST), end):
            if self.own[n - 1 : n] and self.s.is_word[n - 1] and self.is_noun(n - 1) and n:
                continue
            is_declined = self.own[n].endswith(self.declined) and self.own[n - 1] not in self.sets["@pronouns"]
            if not (self.is_capital(n) or self._begins_phrase(n) or is_declined):
                continue  # “Es *gibt* Berichte, wonach”
            found = self.mention(n)
            if found and found[1] == end and not self.is_preposition(n) and self.own[n] not in self.sets["@adverbs"]:
                return found
        return None

    def _subject_behind(self, finite: int) -> Span | None:
        """The first mention after a verb that may be its subject: “Am Montag sagte *Ruiz*”, “sagte in Lauf *Ruiz*”."""
        n, end, past = finite + 1, finite + _TO_SUBJECT, self.s.size
        while n < min(self.s.size, end) and (self.s.is_word[n] or self.is_noun(n)):
            if self.is_preposition(n):
                past = self._past_phrase(n)
                n, end = past, end + past - n
                continue  # “sagte *am Montag* Ruiz”
            found = self.mention(n)
            if found and self.may_be_subject(n) and (n < past or (n == past and self._is_somebody(found))):
                return found
            n = self._past_oblique(n)
        return None

    def _is_somebody(self, span: Span) -> bool:
        """Whether a mention after a phrase may be the subject: “sagte am Montag *Ruiz*”, not “trug in Lauf *Hüte*”."""
        is_called = any(self._nouns.may_speak(self.tokens[n].text) for n in range(*span))
        return is_called or not self.is_bare(span) or self.s.words[span[0] - 1] == "monday"

    def _past_phrase(self, at: int) -> int:
        """The end of a prepositional phrase: “sagte *am Montag* Ruiz”, “sagte *in Lauf* eine Wirtin”."""
        found = self.mention(at + 1)
        if found is None:
            return at + 1
        day = next((n for n in range(*found) if self.s.words[n] == "monday"), found[1])
        return min(day + 1, found[1])

    def _is_object(self, before: Span, behind: Span, finite: int) -> bool:
        """Whether the mention before a verb is not its subject: “*Das* sagte Ruiz”, “*Den Plan* lobte er”."""
        first, own = self.own[before[0]], self.own[behind[0]]
        is_one = before[1] - before[0] == 1
        if first in self.sets["@it"] and is_one:
            return True
        if behind[0] - finite - (self.own[finite + 1] in self.sets["@objects"]) != 1:
            return False
        if first in self.sets["@nominative"]:
            return False
        if is_one and (first.endswith(self.adverbial) or own in self.sets["@der"]):
            return True  # “*Ähnlich* äußerte sich die Wirtin”
        if first in self.sets["@der"]:
            return False
        if own in self.sets["@nominative"] or (own in self.sets["@der"] and first in self.sets["@articles"]):
            return True
        is_several = self.is_several(before)
        if is_several is not None and is_several != self.own[finite].endswith("n"):
            return True  # “*Die alten Pläne* lobte Ruiz”
        is_shown = own in self.sets["@shown"] or self.s.words[behind[0]] == "his"  # “Ein Wirt begründete *seinen* Plan”
        return not is_shown and not self.speaks(before) and self.speaks(behind)

    def apposed(self, finite: int) -> Span | None:
        """The mention before an apposition: “*Ruiz*, die Wirtin, sagte”, “*Ruiz*, der kam, sagte”."""
        found: Span | None = None
        end = finite - 1
        while end > 0 and self.own[end] == ",":
            begin = next((n + 1 for n in range(end - 1, -1, -1) if self._parts(n)), 0)
            first = next((n for n in range(begin, end) if self.own[n] not in self.sets["@adverbs"]), begin)
            if self.is_verb(first):
                return found  # “Ein Hoch, das im Osten lag, *habe* sie erreicht, meldet”
            mention = self.mention(first) if self.may_be_subject(first) else None
            is_whole = mention is not None and self._after_modifiers(mention[1]) == end
            if found and not is_whole:
                break
            found = mention if is_whole else found
            end = begin - 1
        return found

    def named_before(self, apposed: Span) -> Span | None:
        """The name before an apposition: “*Ana Ruiz*, Wirtin in Lauf: „…“”; None if there is none."""
        comma, kind_of = apposed[0] - 1, self._nouns.nouns.kind_of
        if comma < 1 or self.own[comma] != "," or not self.is_bare(apposed) or any(map(self.is_given, range(*apposed))):
            return None
        if all(kind_of(token.text) is not SourceKind.PERSON for token in self.tokens[slice(*apposed)]):
            return None
        begin = next((n + 1 for n in range(comma - 1, -1, -1) if self.is_break(n)), 0)
        found = self.mention(begin) if any(map(self.is_given, range(begin, comma))) else None
        return found if found and found[1] == comma and self.is_bare(found) else None

    def _parts(self, at: int) -> bool:
        """Whether a mark separates clauses, or quoted words do that are no name."""
        return (self.is_break(at) and self.own[at] not in ("(", ")")) or (self.s.is_quoted[at] and not self.is_noun(at))

    def _after_modifiers(self, at: int) -> int:
        """The end of an addition to a mention that ends at an index: “Ruiz *(SPD)*”, “die Wirtin *in Lauf*”."""
        if at < self.s.size and self.is_preposition(at) and (within := self.mention(at + 1)):
            return within[1]
        if self.own[at : at + 1] != ["("]:
            return at
        return next((n + 1 for n in range(at, self.s.size) if self.own[n] == ")"), at)

    def _medium(self, verb: int) -> tuple[Span | None, float]:
        """The place of a statement, if no person is named: “*In der Meldung* heißt es”."""
        end = next((n for n in range(verb, self.s.size) if self.is_break(n)), self.s.size)
        for n in (*range(verb, end), *range(self.begin(verb), verb)):
            found = self.mention(n + 1) if self.own[n] in self.sets["@where"] else None
            if found and self.sets["@asking"].isdisjoint(self.own[slice(*found)]):
                return found, LIKELY  # “hieß es auf Anfrage aus *dem Ministerium*”
        return None, NEAR

    def begin(self, at: int) -> int:
        """Where the words before an index begin: after a dateline, or after a colon."""
        return max(
            (n + 1 for n in range(at) if self.own[n] in (":", ";")), default=self._begin if self._begin <= at else 0
        )

    @cached_property
    def _begin(self) -> int:
        return behind_dateline(self.tokens)

    def end(self, at: int) -> int:
        """Where the words after an index end, without the last mark of the sentence.

        They end at a semicolon, unless the mood of reported speech continues after it.
        """
        end = next(
            (n for n in range(at, self.s.size) if self.own[n] == ";" and not self._has_mood(n, self.s.size)),
            self.s.size,
        )
        while end and not self.s.is_word[end - 1] and not self.s.is_quoted[end - 1] and self.own[end - 1] != ")":
            end -= 1
        return end

    def _has_mood(self, begin: int, end: int) -> bool:
        """Whether a verb in a mood that a content may have is between two indices."""
        return any(n in self.moods or self.own[n] in self.sets["@mood"] for n in range(begin, end))
