"""Find attributions where the finite verb comes second and commas separate clauses, as in German.

The model learned from English where a content begins, which does not fit this word order. So rules find the source and
the content, by the marks between clauses, the words that join them and the mood of reported speech. The model only
decides which words may be cues.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, cached_property

from explorer.reading.attributions import Attribution, Content
from explorer.reading.case_marked_subjects import ENDS, LIKELY, NEAR, SUBJECT, CaseMarkedSubjects
from explorer.reading.features import Span
from explorer.reading.languages.wording import together

# The probability of a content by its sign: a word such as “dass”, the mood of reported speech, “so Ruiz” or “laut
# Ruiz”, an infinitive; and that of a sentence's subject as the source of quoted words after a colon.
_JOINED, _MOOD, _FRAMED, _INFINITIVE, _LED = 0.9, 0.85, 0.85, 0.6, 0.8
# The same for a frame that only gives the origin of another's words: “sagte Ruiz *laut Bote*”.
_RELAYED = 0.75
# The maximum number of words in a frame and in a quoted name; an opinion follows “nach” within fewer words than the
# third; and the minimum length of a word that may end a compound.
_MOST, _NAME, _TO_OPINION, _COMPOUND = 12, 5, 4, 6
# The minimum number of letters before the “zu” within an infinitive, and after it: “*ab*zu*bauen*”.
_PREFIX, _STEM = 2, 3
_JOINING = frozenset(("that", "whether", "how", "why", "because"))
_PERFECT = frozenset(("has", "have", "had"))


@cache
def _long(words: frozenset[str]) -> tuple[str, ...]:
    """The words long enough to be the end of a compound."""
    return tuple(word for word in words if len(word) >= _COMPOUND)


class VerbSecondSentence(CaseMarkedSubjects):
    """A sentence with attributions found by rules."""

    def attributions(self) -> Iterator[Attribution]:
        """The attributions in order of their cues; without a cue, the whole sentence may be reported."""
        attributions = list(self._by_cues())
        attributions += self._views(
            {content.span[0] for attribution in attributions for content in attribution.contents}
        )
        if not any(attribution.contents for attribution in attributions):
            attributions += self._joined()
        if self.s.has_quotes:
            attributions += self._labels({attribution.cue for attribution in attributions if attribution.source})
        if self.s.has_quotes and not any(attribution.source for attribution in attributions):
            attributions += self._about()
        yield from sorted(attributions, key=lambda attribution: attribution.cue)
        if not any(attribution.contents for attribution in attributions):
            yield from self._reported()

    def about(self) -> Span | None:
        """The subject of the sentence, if it may speak or is an acronym: “die *SPD*”."""
        found = self.first(self.begin(self.s.size), self.s.size)
        if found is None or self.is_expletive(found[0]):
            return None
        if not (self.speaks(found) or self.tokens[found[1] - 1].text.isupper()):
            return None
        return (
            None if self.own[min(found[1], self.s.size - 1)] in self.sets["@passive"] else found
        )  # “Er *wurde* verurteilt”

    def _by_cues(self) -> Iterator[Attribution]:
        referring = self.sets["@referring"]
        for n in range(self.s.size):
            if self.s.is_quoted[n]:
                continue
            word = self.s.words[n]
            if self.own[n] in referring:
                yield from self._referring(n)
            elif self.own[n] in self.sets["@such"]:
                yield from self._by_relative_pronoun(n)
            elif word == "according" or self._begins_opinion_frame(n) or self._ends_frame(n):
                yield from self._framed(n)
            elif self.own[n] in self.sets["@so"] and 0 < n < self.s.size - 1 and self.own[n - 1] == ",":
                yield from self._parenthetical(n)
            elif n in self.cues:
                yield from self._said(n)

    def _begins_opinion_frame(self, at: int) -> bool:
        """Whether “nach” begins a frame: “nach Angaben”, “nach seiner Ansicht”."""
        near = range(at + 1, min(at + _TO_OPINION, self.s.size))
        return self.own[at] in self.sets["@after"] and any(map(self._is_view, near))

    def _is_view(self, at: int) -> bool:
        """Whether a word is a noun for a statement or an opinion, perhaps in a compound: “Polizeiangaben”."""
        own, views = self.own[at], self.sets["@opinions"]
        return own in views or (self.is_capital(at) and own.endswith(_long(self.sets["@opinions"])))

    def _ends_frame(self, at: int) -> bool:
        """Whether a word ends a frame: “dem Bericht *zufolge*”, “ihrer Ansicht *nach*”."""
        is_after = at > 0 and self.own[at] in self.sets["@after"] and self._is_view(at - 1)
        return self.own[at] in self.sets["@behind"] or is_after

    def _framed(self, at: int) -> Iterator[Attribution]:
        source = self._holder(at + 1) or self._written(at + 1)
        if self._ends_frame(at):
            begin = self._begin_of_frame(at)
            if begin and self._begins_phrase(begin - 1):
                return  # “die *seiner Meinung nach* richtige Antwort”
            source = self.mention(begin)
            before, behind = (self.begin(begin), begin), (at + 1, self.end(at))
        elif source is None:
            return
        else:
            end = self._past_holder(source[1], is_first=at == self.begin(at))
            before, behind = (self.begin(at), at), (end, self.end(at))
        contents = self._around(before, behind)
        if source and (contents or self.s.has_quotes):
            begin = self.clause(at)
            is_inserted = begin > 0 and self.own[begin - 1] in self.sets["@so"]  # “, so Ruiz *laut Bote*, …”
            is_relayed = is_inserted or not self.cues.isdisjoint(range(begin, at))
            is_told = is_inserted or (self.own[source[1] : source[1] + 1] == [","] and self._is_clause(source[1] + 1))
            if is_relayed and (is_told or any(self.s.is_quoted[max(0, begin - 2) : begin])):
                contents = []  # “„…“, *sagte Ruiz* laut Bote”, “*Ruiz sagte* laut Bote, der Damm halte”
            p = _RELAYED if is_relayed else SUBJECT
            yield Attribution(at, p, self._whose(source), p, tuple(contents))

    def _around(self, before: Span, behind: Span) -> list[Content]:
        """The content on both sides of a frame; a single word after it may be part: “Es geht ihm laut Ruiz *gut*”."""
        spans = [self._trimmed(*span) for span in (before, behind)]
        kept = [span for span in spans if self._long(span)]
        if kept == spans[:1] and spans[1][0] < spans[1][1] and not self.s.is_quoted[spans[1][0]]:
            kept = spans
        return [Content(span, _FRAMED, _FRAMED) for span in kept]

    def _holder(self, at: int) -> Span | None:
        """The mention in a frame, together with the holder of what it names: “nach *Angaben eines Wirts*”.

        Within a clause, a noun after a name belongs to the content: “hält laut *Ruiz* aus Sicht der Stadt”.
        """
        found = self.mention(at)
        if found is None:
            return None
        genitive = together(self.sets["@genitive"], self.sets["@feminine articles"])
        if self._is_view(found[1] - 1) and not genitive.isdisjoint(self.own[found[1] : found[1] + 1]):
            holder = self.mention(found[1])
            return (at, holder[1]) if holder else found
        if at - 1 == self.begin(at) or not self.is_bare(found):
            return found
        for n in range(at + 1, found[1]):
            is_whole = self._is_view(n - 1) and self.own[n - 1] not in self.sets["@opinions"]  # “nach *Polizeiangaben*”
            is_apart = self.is_noun(n - 1) and self.is_noun(n) and (is_whole or self._is_common(n))
            if is_apart or (self.is_preposition(n) and not self._is_view(at)):
                return at, n
        return found

    def _is_common(self, at: int) -> bool:
        """Whether a word is a common noun."""
        return self._is_view(at) or self._nouns.is_common(self.tokens[at].text)

    def _past_holder(self, end: int, *, is_first: bool) -> int:
        """Where additions to the source of a frame end: “laut der Post *(TP)*”, “laut der Post, *die dort war*, …”.

        `is_first`: the frame begins the sentence, so that a verb follows all of it: “laut der Post *in Lauf*”.
        """
        while True:
            past = self._after_modifiers(end) if is_first or self.own[end : end + 1] == ["("] else end
            if self.own[past - 1] == ")" and past < self.s.size and self.own[past] in self.sets["@of"]:
                of = self.mention(past)
                past = of[1] if of else past  # “laut der Post (TP) *der Stadt Lauf*”
            elif past == end and self.own[end : end + 1] == [","]:
                past = self._past_aside(end)
            if past == end:
                return end
            end = past

    def _past_aside(self, comma: int) -> int:
        """The end of an apposition or relative clause that a comma begins; the same index if there is none."""
        stop = next((n for n in range(comma + 1, self.s.size) if self.own[n] == ","), self.end(comma))
        if stop <= comma + 1:
            return comma
        is_begun = self.is_noun(comma + 1) or self._begins_phrase(comma + 1)
        apposed = self.mention(comma + 1) if is_begun else None
        is_apposed = apposed is not None and self._after_modifiers(apposed[1]) == stop
        is_aside = is_apposed or self.own[comma + 1] in self.sets["@relatives"] or self._refers(comma + 1)
        return stop if is_aside else comma

    def _referring(self, at: int) -> Iterator[Attribution]:
        """A clause that refers to an earlier statement: “*Demnach* hält der Damm”, “ein Bericht, *wonach* er hält”."""
        if at and self.own[at - 1] == ",":
            yield from self._relative(at, at + 1)
            return
        contents = self._around((self.begin(at), at), (at + 1, self.end(at)))
        if contents or self.s.has_quotes:
            yield Attribution(at, SUBJECT, (at, at + 1), SUBJECT, tuple(contents))

    def _by_relative_pronoun(self, at: int) -> Iterator[Attribution]:
        """A relative clause with the content of the noun before it: “Berichte, *denen* zufolge er hält”."""
        for begin, end in ((at, at + 2), (at - 1, at + 1)):  # “…, *nach denen* er hält”
            if begin > 0 and self.own[begin - 1] == "," and self._refers(begin):
                yield from self._relative(begin, end)

    def _refers(self, begin: int) -> bool:
        """Whether a clause begins with a reference to a noun before it: “wonach”, “denen zufolge”, “nach denen”."""
        such, own = self.sets["@such"], self.own[begin : begin + 2]
        if own[-1] in such:
            return own[0] in self.sets["@after"] or self.s.words[begin] == "according"
        is_such = own[0] in such and len(own) > 1 and self._ends_frame(begin + 1)
        return is_such or own[0] in self.sets["@referring"]

    def _relative(self, at: int, begin: int) -> Iterator[Attribution]:
        """A clause with the content of what precedes it: “*Berichte der Post*, wonach er hält”, “…, nach denen …”."""
        span = begin, self._end_of_clause(begin)
        contents = (Content(self._trimmed(*span), _FRAMED, _FRAMED),) if self._long(span) else ()
        told = self._content_holder(at - 1)
        if contents or self.s.has_quotes:
            yield Attribution(at, SUBJECT, self._whose(told) if told else (at, at + 1), SUBJECT, contents)

    def _content_holder(self, end: int) -> Span | None:
        """The mention before an index that has the content: “schließt sich *dem Verdacht* an, wonach …”."""
        found = self.antecedent(end)
        if found is None:
            return None
        if self.is_preposition(found[0] - 1) and (whole := self._ending(found[0] - 1)) and self._holds_content(whole):
            return whole  # “*Umfragen* im Land, nach denen”
        return found if found[1] + 1 != end or self._holds_content(found) else None  # unlike “*Bären* fangen, wonach”

    def _holds_content(self, span: Span) -> bool:
        return any(map(self._is_told, range(*span)))

    def _end_of_clause(self, at: int) -> int:
        """The end of a clause with its verb last: the next comma after a verb."""
        last = self.end(at)
        for n in range(at, last):
            if self.own[n] == "," and any(map(self.is_verb, range(at, n))):
                return n
        return last

    def _begin_of_frame(self, at: int) -> int:
        """Where the phrase begins that a frame ends: “… *einem Bericht der Post* zufolge”."""
        begin = at
        while begin and at - begin < _MOST and self._belongs(begin - 1, begin, at):
            begin -= 1
            is_joined = begin > 0 and self.own[begin] in self.sets["@of"] and self.is_noun(begin - 1)
            if self._begins_phrase(begin) and self.own[begin] not in self.sets["@genitive"] and not is_joined:
                return begin
        is_apart = 0 < begin < at - 1 and not self.is_noun(begin) and not self.own[begin].endswith(self.of_several)
        before = self.own[begin - 1]
        if is_apart and (self.is_noun(begin - 1) or before in together(self.sets["@pronouns"], self.sets["@adverbs"])):
            return begin + 1  # “Fischer *gewinnen* Berichten zufolge”
        return begin

    def _belongs(self, at: int, begin: int, end: int) -> bool:
        """Whether a word belongs to the phrase that a frame ends: “*Angaben* der Post zufolge”."""
        own = self.own[at]
        if self.is_verb(at) or at in self.cues or own in self.sets["@pronouns"]:
            return False
        if not self.is_noun(at):
            return self.s.is_word[at] and (self._is_of(at) or self._begins_phrase(at) or own.endswith(self.declined))
        is_name = begin < end and self.is_noun(begin) and not self._is_view(begin)
        return begin == end or is_name or self._is_of(begin) or self.own[begin].endswith(self.of_several)

    def _is_of(self, at: int) -> bool:
        """Whether a word joins a noun to the one before it."""
        return self.own[at] in self.sets["@of"] or self.is_preposition(at)

    def _written(self, at: int) -> Span | None:
        """A medium with a name in small letters: “laut *talbote.ch*”, “laut *„tal online“*”."""
        if at >= self.s.size or self.own[at] in together(self.sets["@oblique"], self.sets["@prepositions"]):
            return None
        is_domain = "." in self.own[at][1:-1] and self.own[at][-1:].isalpha()
        is_name = self.s.is_quoted[at] and self.tokens[at].text.count(" ") < _NAME
        return (at, at + 1) if is_domain or is_name else None

    def _whose(self, opinion: Span) -> Span:
        """The holder of an opinion: “nach Angaben *der Polizei*”; the whole mention if none is named."""
        is_his = self.s.words[opinion[0]] == "his" or self.own[opinion[0]] in self.sets["@own"]
        if is_his and self._is_view(opinion[0] + 1):
            return opinion[0], opinion[0] + 1  # “*seiner* Ansicht nach”, “nach *eigenen* Angaben”
        begin = next((n + 1 for n in range(*opinion) if self._is_view(n) or self._is_told(n)), opinion[0])
        is_name = begin - opinion[0] > 1 and self.is_bare((opinion[0], begin))
        if is_name and self.own[begin - 2].endswith(self._nouns.name_genitives):
            return opinion[0], begin - 1  # “nach *Janetts* Ansicht”
        begin += self.own[begin : begin + 1] != [] and self.own[begin] in self.sets["@by"]
        return (begin, opinion[1]) if opinion[0] < begin < opinion[1] else opinion

    def _parenthetical(self, at: int) -> Iterator[Attribution]:
        is_many = self.own[at + 1] in self.sets["@many"]  # “, *so viele* Wirte”
        source = self.mention(at + 1) if not is_many and self.may_be_subject(at + 1) else None
        if source:
            end = self._past_holder(source[1], is_first=True)
            while self.own[end : end + 1] and self.own[end] in self.sets["@adverbs"]:  # “, so Ruiz *weiter*, …”
                end += 1
            stop = self.end(at)
            behind = end if end < stop and self.is_break(end) else stop
            contents = self._around((self.begin(at - 1), at - 1), (behind, stop))
            yield Attribution(at, SUBJECT, source, SUBJECT, tuple(contents))

    def _said(self, cue: int) -> Iterator[Attribution]:
        apposed = self.apposed(cue) if self.own[cue - 1] == "," else None  # “Wie *Ruiz*, der Wirt, sagte, …”
        begin = apposed[0] if apposed else self.clause(cue)
        if (begin and self.own[begin - 1] in self.sets["@as"]) or self.own[begin] in self.sets["@as"]:
            yield from self._by_as_clause(begin, cue)
            return
        finite = self._finite_of(cue)
        source, p = self.subject(finite)
        passive = self.sets["@passive"]
        is_passive = self.own[finite] in passive or self.s.words[cue + 1 : cue + 2] == ["been"]
        is_passive = is_passive or not passive.isdisjoint(self.own[cue + 1 : cue + 2])  # “da er kritisiert *wurde*”
        if is_passive and self.own[cue] not in self.sets["@quoted"]:
            source = self._agent(finite, cue) or self._reporting_medium(finite, cue)
        elif self.own[cue] in self.sets["@quoted"] and source and source[0] < cue:
            source, p = self._whom(cue) or source, LIKELY
        contents = list(self._fronted(finite))
        contents += self._behind(cue)
        if source:
            contents = [content for content in contents if not content.span[0] <= source[0] < content.span[1]]
        yield Attribution(cue, SUBJECT, source, p, tuple(contents))

    def _by_as_clause(self, begin: int, cue: int) -> Iterator[Attribution]:
        """The content beside a clause with “wie”: “Wie Ruiz mitteilte, *hielt der Damm*”."""
        source = self.first(begin, cue)
        spans = ((self.begin(begin), begin - 1), (cue + 2, self.end(cue)))
        span = self._trimmed(*max(spans, key=lambda span: span[1] - span[0]))
        contents = (Content(span, _FRAMED, _FRAMED),) if self._long(span) else ()
        if source:
            yield Attribution(cue, SUBJECT, source, SUBJECT, contents)

    def _whom(self, cue: int) -> Span | None:
        """The person quoted: “Der Bote zitiert *die Wirtin* mit den Worten”."""
        begin = next((n for n in range(cue + 1, self.s.size) if self.own[n] not in self.sets["@adverbs"]), cue)
        return None if self.is_preposition(begin) else self.mention(begin)

    def _agent(self, begin: int, end: int) -> Span | None:
        """The agent of a passive: “Der Damm wurde *von Ruiz* kritisiert”; not “die Gefahr *von Fluten*”."""
        found = list(self._by(begin, end))
        free = (agent for agent in found if not self.is_noun(agent[0] - 2) or self._has_speaker(agent))
        return next(free, found[0] if found else None)

    def _by(self, begin: int, end: int) -> Iterator[Span]:
        """The mentions after “von”."""
        by = (n for n in range(begin + 1, end) if self.own[n] in self.sets["@by"])
        return (found for n in by if (found := self.mention(n + 1)))

    def _has_speaker(self, span: Span) -> bool:
        """Whether a mention is of a person, a group or a document, judging by its nouns before another “von”."""
        end = next((n for n in range(*span) if self.own[n] in self.sets["@by"]), span[1])
        return any(self._nouns.may_speak(self.tokens[n].text) for n in range(span[0], end))

    def _reporting_medium(self, begin: int, end: int) -> Span | None:
        """The place of a statement, if that may be its speaker: “wurde *in den Medien* als „sicher“ bezeichnet”."""
        for n in range(self.clause(begin), end):
            found = self.mention(n + 1) if self.own[n] in self.sets["@where"] else None
            if found and any(
                self.s.is_quoted[at] or self._nouns.may_speak(self.tokens[at].text) for at in range(*found)
            ):
                return found  # “im *„Boten“*”, “in *den Medien*”, unlike “in Lohn”
        return None

    def _finite_of(self, cue: int) -> int:
        """The finite verb of a cue, perhaps itself: “*hatte* … erklärt”, “*hat* der Wirt, Tim Egli, erklärt”."""
        goes_on = cue + 1 < self.s.size and self.s.is_word[cue + 1] and self.s.words[cue + 1] != "and"
        if goes_on and not self.own[cue].startswith(self.participial):
            return cue
        begin, passive = self.clause(cue), self.sets["@passive"]
        auxiliary = [n for n in range(cue) if self.s.words[n] in _PERFECT or self.own[n] in passive]
        near = next((n for n in auxiliary if n >= begin), -1)
        if near < 0 and auxiliary and self._is_around_aside(auxiliary[-1], cue):
            near = auxiliary[-1]
        return cue if near < 0 else near

    def _is_around_aside(self, auxiliary: int, cue: int) -> bool:
        """Whether an auxiliary and a cue are in one clause that only an apposition interrupts."""
        breaks = [n for n in range(auxiliary, cue) if self.is_break(n)]
        if [self.own[n] for n in breaks] != [",", ","] or any(n in self.cues for n in range(auxiliary + 1, cue)):
            return False
        return self._past_aside(breaks[0]) == breaks[1] and not self.may_be_subject(breaks[1] + 1)

    def _labels(self, cues: set[int]) -> Iterator[Attribution]:
        """A mention alone before quoted words, with a colon or a bracket: “Conz: „…“”, “und Egli („…“)”."""
        for n in range(2, self.s.size):
            if self.s.is_quoted[n] and self.own[n - 1] in (":", "("):
                end = n - 1
                begin = next((at + 1 for at in range(end - 1, -1, -1) if self.is_break(at)), 0)
                begin += self.s.words[begin] == "and"
                source = self.mention(begin) if self.may_be_subject(begin) else None
                is_apposed = self.own[begin - 1] == "," and self.own[end] == ":" and any(cue < n for cue in cues)
                if source and source[1] == end and begin and self.speaks(source) and not is_apposed:
                    yield Attribution(end, LIKELY, self.named_before(source) or source, SUBJECT, ())

    def _about(self) -> Iterator[Attribution]:
        """The subject of a sentence with quoted words and without a cue, or the holder of the opinion in it."""
        quoted = self.s.is_quoted.index(True)
        if held := self._holding(quoted):
            yield Attribution(held[0] - 1, LIKELY, held, LIKELY, ())
            return
        source = None
        if not (self.moods or self._conditionals):
            clause = range(self.clause(quoted), quoted)
            passive = next((n for n in clause if self.own[n] in self.sets["@passive"]), quoted)
            source = (
                self._stated(quoted)
                or self._agent(passive, quoted)
                or self.who_speaks(0, quoted)
                or self.first(0, quoted)
                or self.first(quoted + 1, self.s.size)
            )
        p = _LED if self.own[quoted - 1 : quoted] == [":"] else NEAR
        if source and not self.is_expletive(source[0]):  # “Darin heißt *es*: „…“”
            yield Attribution(min(source[1], self.s.size - 1), p, source, p, ())

    def _holding(self, quoted: int) -> Span | None:
        """The person with the opinion in quoted words: “*Für Ruiz* ist der Damm „ein Sieb“”."""
        begin = self.begin(quoted)
        found = self.mention(begin + 1) if self.own[begin] in self.sets["@for"] else None
        verb = self._after_modifiers(found[1]) if found else self.s.size
        return found if found and verb < quoted and self._is_finite(verb) and self.speaks(found) else None

    def _stated(self, quoted: int) -> Span | None:
        """What quoted words are written on, with a noun for words before: “*Auf dem Schild* stand der Satz „…“”."""
        noun = quoted - (2 if self.own[quoted - 1 : quoted] == [":"] else 1)
        if noun < 1 or not self.is_noun(noun) or self.own[noun] not in self.sets["@words"]:
            return None
        found = self._medium(noun)[0]
        return found if found and not self.is_bare(found) and found[1] <= noun else None

    def _fronted(self, finite: int) -> Iterator[Content]:
        """The content before an inverted verb: “*Der Damm halte*, sagte Ruiz”."""
        if finite < 2 or self.own[finite - 1] != "," or self.apposed(finite):
            return
        begin = self.begin(finite - 1)
        if self.own[begin] in together(self.sets["@as"], self.sets["@contrasting"]):
            return  # “*Wie der Bote meldete*, erwartet Ruiz”
        if self._long((begin, finite - 1)) and not self._is_phrase(begin, finite - 1):
            yield Content(self._trimmed(begin, finite - 1), _MOOD, _MOOD)

    def _is_phrase(self, begin: int, end: int) -> bool:
        """Whether words up to a comma are a mention with its own clause, not a clause: “*Im Brief, der kam*”."""
        first = next((n for n in range(begin, end) if self.own[n] not in self.sets["@adverbs"]), begin)
        is_begun = self.is_preposition(first) or self.is_noun(first) or self._begins_phrase(first)
        found = self.mention(first + self.is_preposition(first)) if is_begun else None
        past = self._after_modifiers(found[1]) if found else end
        if past + 1 >= end or self.own[past] != ",":
            return False
        opening = together(self.sets["@joining"], self.sets["@if"], self.sets["@relatives"], self.sets["@whom"])
        is_opened = self.own[past + 1 + self.is_preposition(past + 1)] in opening
        is_opened = is_opened or self._is_infinitive_clause(past + 1)
        return is_opened and not any(self.own[n] == "," and self._is_finite(n + 1) for n in range(past + 1, end - 1))

    def _behind(self, at: int) -> list[Content]:
        """The content after a cue and its source: the clause that the next mark begins."""
        end = self.end(at)
        for n in range(at + 1, end):
            if self.own[n] not in (",", ":") or n + 1 >= end or self._is_all_quoted(n + 1):
                continue
            if self.own[at] in self.sets["@rejecting"] and self._view_before(n):
                return []  # “Ruiz kritisierte *die Forderung*, den Damm zu bauen”
            begin = n + 1
            word, own = self.s.words[begin], self.own[begin]
            end = self._end_of_told(begin, end)
            span = self._trimmed(begin, end)
            if not self._long(span) or (begin in self.cues and begin not in self.moods):
                return []  # “Ruiz, den der Bote zitiert, *sagte*”
            if word in _JOINING or own in self.sets["@joining"]:
                return [Content(span, _JOINED, _JOINED)]
            if own in self.sets["@mood"] and self.own[n] == ",":
                return []  # “drohte mit Klagen, *sollte* der Damm brechen”
            if self._has_mood(begin, end):
                return [Content(span, _MOOD, _MOOD)]
            if self._is_infinitive_clause(begin):
                return [Content(span, _INFINITIVE, _INFINITIVE)]
            return []
        return []

    def _end_of_told(self, begin: int, end: int) -> int:
        """Where a content ends: before a verb with which its subject goes on: “sagte, er komme, *und lachte*”.

        Not so after an “if” clause, whose main clause begins with its verb: “sagte: Wenn er kommt, *lachen* wir”.
        """
        has_if = not self.sets["@if"].isdisjoint(self.own[begin : begin + 2])
        for n in range(begin + 1, end - 1):
            is_parted = self.own[n] == "," or self.s.words[n] == "and"
            if is_parted and any(self.is_verb(m) or self._is_infinitive(m) for m in range(begin, n)):
                is_main = has_if and self.own[n] == ","
                if self._is_indicative(n + 1) and not is_main:
                    return n
                if self.own[n] == ",":
                    break
        return end

    def _is_indicative(self, at: int) -> bool:
        """Whether a word is a finite verb outside reported speech: “…, *lachte* aber”, “… und *lehnte* ihn ab”."""
        own = self.own[at]
        if at in self.moods or own in self.sets["@mood"] or self.is_capital(at) or self.is_noun(at + 1):
            return False
        return self.is_verb(at) or at in self.cues or (own.endswith(self.past) and not self._nouns.is_function(own))

    def _is_finite(self, at: int) -> bool:
        return self.is_verb(at) or self.own[at] in self.sets["@mood"] or self._is_indicative(at)

    def _is_infinitive_clause(self, begin: int) -> bool:
        """Whether the verb of a clause is an infinitive: “den Damm *zu* halten”; not “*um* ihn zu halten”."""
        end = next((n for n in range(begin, self.s.size) if self.own[n] in (":", ";")), self.s.size)
        others = together(self.sets["@if"], self.sets["@purpose"])
        is_relative = self.own[begin] in self.sets["@relatives"] and begin + 1 < end and self._ends_article(begin + 1)
        return not is_relative and self.own[begin] not in others and any(map(self._is_infinitive, range(begin, end)))

    def _ends_article(self, at: int) -> bool:
        """Whether the word after “die” shows that it is no article: “Pläne, die *er* hat”, “Pläne, die *den* Bau …”."""
        return self.own[at] in together(self.sets["@pronouns"], self.sets["@objects"]) or self._begins_phrase(at)

    def _is_infinitive(self, at: int) -> bool:
        """Whether an infinitive with “zu” begins at an index, unlike in “zu neuen Wegen” and “zu den Wegen”."""
        own = self.own[at]
        if own not in self.sets["@to"]:
            is_verb = own.endswith(self.infinitive) and not self.is_capital(at)
            ends = ((own.find(to, _PREFIX), len(own) - len(to) - _STEM) for to in self.sets["@to"])
            return is_verb and any(_PREFIX <= begin <= end for begin, end in ends)
        if at + 1 >= self.s.size or self.is_capital(at + 1) or self.own[at + 1] in self.sets["@oblique"]:
            return False
        return self.own[at + 1].endswith(self.infinitive) and not self.is_noun(at + 2)

    def _is_all_quoted(self, at: int) -> bool:
        """Whether nothing continues after quoted words, unlike in “, *„das Dorf“ sei sicher*”."""
        return self.s.is_quoted[at] and not (self.s.is_word[at + 1] or self.s.is_quoted[at + 1 : at + 2] == [True])

    def _views(self, known: set[int]) -> Iterator[Attribution]:
        """A clause after a noun for a statement or an opinion: “Einige *teilen die Ansicht*, der Damm halte”.

        `known` is where contents of other attributions begin.
        """
        for n in range(1, self.s.size - 1):
            if self.own[n] != "," or n + 1 in known or self._refers(n + 1):
                continue
            view = self._view_before(n)
            if view and not self._is_clause(n + 1):
                is_said = any(self.own[m] in self.sets["@words"] for m in range(*view))
                if not (is_said and self._is_infinitive_clause(n + 1)):
                    view = None  # “im *Verdacht*, alt zu sein”, unlike “die *Forderung*, ihn zu bauen”
            if view is None:
                continue
            end = self.end(n)
            last = next((m for m in range(n + 1, end) if self.own[m] == "," and m + 1 in self.cues), end)
            last = self._end_of_told(n + 1, last)
            source = self._whose_view(view) if self._long((n + 1, last)) else None
            if source:
                p = _JOINED if self.s.words[n + 1] == "that" else _MOOD
                yield Attribution(view[1] - 1, SUBJECT, source, LIKELY, (Content(self._trimmed(n + 1, last), p, p),))
                return

    def _view_before(self, end: int) -> Span | None:
        """A mention with a noun for a statement or an opinion that ends at an index, or one word before it."""
        found = self._content_holder(end)
        return found if found and self._holds_content(found) else None  # unlike “gegenüber *Medien* versicherte”

    def _whose_view(self, view: Span) -> Span | None:
        """The holder of an opinion: “den Vorwurf *der Stadt*”, “*Ruiz* ist der Ansicht”, “*von Ruiz* kam die Info”."""
        if (source := self._whose(view)) != view:
            return source
        begin = self.clause(view[0])
        if any(self.own[n] in self.sets["@rejecting"] for n in range(begin, view[0])):
            return None  # “Ruiz *wies* den Vorwurf zurück, der Damm sei alt”
        found = self.first(begin, view[0]) or next(self._by(begin - 1, view[0]), None)
        if found is None or not self.is_expletive(found[0]):
            return found
        noun = next(filter(self._is_told, range(*view)))
        return view if self._begins_phrase(view[0]) else (noun, view[1])  # “es gab *Berichte*, der Damm halte nicht”

    def _is_told(self, at: int) -> bool:
        """Whether a word is a noun for a statement, an opinion or quoted words."""
        return self.is_noun(at) and (self._is_view(at) or self.own[at] in self.sets["@words"])

    def _is_clause(self, begin: int) -> bool:
        """Whether a content begins at an index, with “dass” or in the mood of reported speech."""
        if begin >= self.s.size:
            return False
        if self.s.words[begin] == "that":
            return True
        is_verb = begin in self.moods or self.own[begin] in self.sets["@mood"]  # “…, *sollte* der Damm brechen”
        if is_verb or not self.sets["@if"].isdisjoint(self.own[begin : begin + 2]):
            return False
        end = next((n for n in range(begin, self.s.size) if self.is_break(n)), self.s.size)
        if not self._has_mood(begin, end):
            return False
        if self.own[begin] not in self.sets["@relatives"]:
            return not (self.is_preposition(begin) and self.mention(begin + 1) is None)
        first = self.mention(begin)
        verb = self._after_modifiers(first[1]) if first else end
        return verb < end and (self.is_verb(verb) or verb in self.moods)

    def _joined(self) -> Iterator[Attribution]:
        """A “dass” clause without a cue before it: “geht davon aus, *dass der Damm hält*”."""
        for n in range(1, self.s.size - 1):
            if self.own[n] != "," or self.s.words[n + 1] not in ("that", "whether"):
                continue
            span = self._trimmed(n + 1, self.end(n))
            if self._long(span):
                source, begin = self.first(0, n), self.clause(0)
                if source is None or not self.speaks(source) or not self._opens(begin, n):
                    return
                if self.is_expletive(source[0]) or self.own[source[0]].endswith(self.adverbial):
                    return
                p = SUBJECT if source[0] == begin else NEAR
                yield Attribution(n - 1, _INFINITIVE, source, p, (Content(span, _INFINITIVE, _INFINITIVE),))
                return

    def _opens(self, begin: int, end: int) -> bool:
        """Whether the words before “dass” may report it: not a degree, nor a cause, nor words that are reported."""
        is_caused = not self.sets["@causing"].isdisjoint(self.own[begin:end])  # “*sorgte* dafür, dass”
        is_much = not self.sets["@so"].isdisjoint(self.own[begin + 1 : end])  # “ist *so* alt, dass”
        return not (is_caused or is_much or any(map(self._is_reported, range(begin, end))))

    def _reported(self) -> Iterator[Attribution]:
        """A sentence in the mood of reported speech: “*Der Damm sei sicher.*”"""
        begin = self.begin(self.s.size)
        begin, end = self._trimmed(begin, self.end(begin))
        moods = self.moods or self._conditionals
        if moods and self._long((begin, end)):
            end += end < self.s.size and self.own[end] in ENDS  # the content is the whole sentence with its mark
            yield Attribution(moods[0], _FRAMED, None, NEAR, (Content((begin, end), _MOOD, _MOOD),), True)

    @cached_property
    def _conditionals(self) -> list[int]:
        """“würde” in a sentence with quoted words, which continues reported speech: “Sie *würde* „helfen“”."""
        told = self.sets["@supposed"]
        return [n for n in range(self.s.size) if self.own[n] in told] if self.s.has_quotes else []

    def _trimmed(self, begin: int, end: int) -> Span:
        while begin < end and not self.s.is_word[begin] and not self.s.is_quoted[begin]:
            begin += 1
        while end > begin and not self._ends_words(begin, end):
            end -= 1
        return begin, end

    def _ends_words(self, begin: int, end: int) -> bool:
        """Whether words end at an index, perhaps with the closing bracket of one that they open."""
        if self.own[end - 1] == ")":
            return "(" in self.own[begin:end]
        return self.s.is_word[end - 1] or self.s.is_quoted[end - 1]

    def _long(self, span: Span) -> bool:
        """Whether words are more than one, and not all quoted."""
        begin, end = self._trimmed(*span)
        return end - begin > 1 and not all(self.s.is_quoted[begin:end])
