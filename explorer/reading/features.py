"""Generate the candidates for each decision about a cue, and their features.

A feature is a word such as `cd=said|3`. It is never assembled while an article is read: `weights` looks its parts up
and returns a weight, or, when the model is fitted, the name. Positions are indices of a sentence's words; a span ends
before its second index.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from typing import Protocol, TypeVar

from explorer.reading.words import FINITE, LONGEST, PRONOUNS, Words, word_set

Span = tuple[int, int]
# The value of a feature: a weight in hundredths, or a list of names. Those of a candidate are added up.
ValueT = TypeVar("ValueT", int, list[str])
ValueT_co = TypeVar("ValueT_co", int, list[str], covariant=True)


class Table(Protocol[ValueT_co]):
    """The weights of the features with one beginning, by the rest of their names."""

    def get(self, rest: str, default: int, /) -> ValueT_co: ...


class Tables(Protocol[ValueT_co]):
    """The weights of the features with one beginning, by their first part and then by the rest."""

    def __getitem__(self, first: str, /) -> Table[ValueT_co]: ...


class FeatureWeights(Protocol[ValueT_co]):
    """The weights of the features of a stage, or their names."""

    @property
    def of(self) -> Callable[[str], Table[ValueT_co]]: ...
    @property
    def pairs(self) -> Callable[[str], Tables[ValueT_co]]: ...


# How far after a cue a content may begin, and how far before one it may end.
_BEHIND, _BEFORE = 22, 14
_NO_BEGIN = frozenset((",", ".", ";", ":", "?", "!", ")"))
# Words before which a fronted content may end.
ENDS_BEFORE = frozenset((",", "—", "–", "-", ";"))
# Words before which a reported clause may end, and after which one may begin.
_PARTING = word_set(
    "and but while as after before because who which when where in on at during though although with if since saying"
    " adding for to or despite according that said says"
)
_JOINING = word_set("and but that or while as")
_PREPOSITIONS = word_set(
    "about after against among amid around at before behind between by despite during for from in inside into near off"
    " on outside over since through throughout to toward towards under until upon via with within without like as than"
    " beyond including according"
)
_CONJUNCTIONS = word_set(
    "and but or nor that who whom whose which when where while because if whether though although so then what how why"
    " yet"
)
_AUXILIARIES = FINITE | word_set("be been being not also to having never")
_PASSIVES = word_set("was were is are been be being got")
# Distances after a cue are no longer distinguished from this number of words on.
_FARTHEST = 9
# The verb of a clause is among this many words.
_TO_VERB = 12
# A word that is a cue in at least this many of ten uses is not part of a mention.
_MOSTLY = 3

# Numbers in features; pairs of one such number and the next; truth values, and pairs of them.
_NUMBERS = tuple(map(str, range(_TO_VERB)))
_UP_TO = tuple(tuple(_NUMBERS[min(n, most)] for n in range(LONGEST + 1)) for most in range(_TO_VERB))
_TRUTH = ("False", "True")
_BOTH = tuple(tuple(one + other for other in _TRUTH) for one in _TRUTH)
_THREE = tuple(tuple(tuple(both + one for one in _TRUTH) for both in boths) for boths in _BOTH)
# The number of determiners of a subject, and whether there is a comma, in features.
_SUBJECTS = tuple(tuple(number + one for one in _TRUTH) for number in _NUMBERS)


def of_cues(s: Words, places: Sequence[int], weights: FeatureWeights[ValueT]) -> Iterator[ValueT]:
    """Features of words that may be cues."""
    words, known, shapes, of, pairs = s.words, s.known, s.shapes, weights.of, weights.pairs
    w, own, often, at_place, left = of("w="), of("s="), of("often="), of("at="), of("left=")
    p1, p2, p3, n1, n2, n3 = of("p1="), of("p2="), of("p3="), of("n1="), of("n2="), of("n3=")
    sp1, sp2, sn1, sn2, that = of("sp1="), of("sp2="), of("sn1="), of("sn2="), of("that=")
    wp, wn, wsp, wsn, pp, nn = pairs("wp="), pairs("wn="), pairs("wsp="), pairs("wsn="), pairs("pp="), pairs("nn=")
    whatever = of("").get("", 0) + of("quotes=").get(_TRUTH[s.has_quotes], 0)
    for at in places:
        word, before, behind, before_that, behind_that = (
            words[at],
            known[at - 1],
            known[at + 1],
            known[at - 2],
            known[at + 2],
        )
        shape_before, shape_behind = shapes[at - 1], shapes[at + 1]
        yield (
            whatever
            + w.get(word, 0)
            + p1.get(before, 0)
            + n1.get(behind, 0)
            + p2.get(before_that, 0)
            + n2.get(behind_that, 0)
            + sp1.get(shape_before, 0)
            + sn1.get(shape_behind, 0)
            + sp2.get(shapes[at - 2], 0)
            + sn2.get(shapes[at + 2], 0)
            + own.get(shapes[at], 0)
            + wp[word].get(before, 0)
            + wn[word].get(behind, 0)
            + wsp[word].get(shape_before, 0)
            + wsn[word].get(shape_behind, 0)
            + pp[before_that].get(before, 0)
            + nn[behind].get(behind_that, 0)
            + p3.get(known[at - 3], 0)
            + n3.get(known[at + 3], 0)
            + often.get(_NUMBERS[s.strength[word]], 0)
            + that.get(_TRUTH[s.thats[at + 8] > s.thats[at + 1]], 0)
            + at_place.get(_UP_TO[3][at], 0)
            + left.get(_UP_TO[4][s.size - at], 0)
        )


def begins(s: Words, cue: int) -> list[int]:
    """Positions where a content may begin after a cue."""
    return [n for n in range(cue + 1, min(s.size, cue + _BEHIND)) if s.words[n] not in _NO_BEGIN]


def at_begins(s: Words, places: Sequence[int], weights: FeatureWeights[ValueT]) -> Iterator[ValueT]:
    """Features of positions where a content may begin that do not depend on the cue."""
    words, known, shapes, of, pairs = s.words, s.known, s.shapes, weights.of, weights.pairs
    b, p, pb, sb, spb = of("b="), of("p="), pairs("pb="), of("sb="), pairs("spb=")
    n, bn, begin, ahead = of("n="), pairs("bn="), of("begin="), of("ahead=")
    of_verb, of_subject = of("verb="), of("subject=")
    verbless = of_verb.get("-", 0) + of_subject.get("-", 0)
    finite, thats, commas, determiners = s.finite, s.thats, s.commas, s.determiners
    for at in places:
        first, last, shape, behind = known[at], known[at - 1], shapes[at], known[at + 1]
        before = finite[at]
        is_finite, has_to = finite[at + 1] > before, "to" in words[at : at + 4]
        value = (
            b.get(first, 0)
            + p.get(last, 0)
            + pb[last].get(first, 0)
            + sb.get(shape, 0)
            + spb[shapes[at - 1]].get(shape, 0)
            + n.get(behind, 0)
            + bn[first].get(behind, 0)
            + begin.get(_THREE[words[at] in PRONOUNS][finite[at + 2] > finite[at + 1]][is_finite], 0)
            + ahead.get(_BOTH[thats[at + 6] > thats[at]][has_to], 0)
        )
        stop = min(s.size, at + _TO_VERB)
        verb = bisect_right(finite, before, at, stop + 1) - 1 if finite[stop] > before else 0
        if verb:
            nouns = determiners[verb] - determiners[at]
            subject = _SUBJECTS[nouns][commas[verb] > commas[at]] + (first if nouns < 2 else "-")
            yield value + of_verb.get(_UP_TO[9][verb - at], 0) + of_subject.get(subject, 0)
        else:
            yield value + verbless


def of_begins(s: Words, cue: int, candidates: Sequence[int], weights: FeatureWeights[ValueT]) -> Iterator[ValueT]:
    """Features of each position where a content may begin after a cue, and of there being no content."""
    words, known, shapes, of, pairs = s.words, s.known, s.shapes, weights.of, weights.pairs
    word, before, is_opening = words[cue], known[cue - 1], words[cue - 1] == ","
    d, cd, cb, cp = of("d="), pairs("cd=")[word], pairs("cb=")[word], pairs("cp=")[word]
    that, cthat, of_commas, of_finite = of("that="), pairs("cthat=")[word], of("commas="), of("finite=")
    of_cue, of_quoted, opens, pi = of("cue="), of("quoted="), of("opens="), pairs("pi=")[before]
    si, of_shapes, gap = pairs("si=")[shapes[cue - 1]], of("shapes="), pairs("gap=")
    thats, commas, finite, cues, quoted, begin = s.thats, s.commas, s.finite, s.cue_words, s.quoted, cue + 1
    is_early = of("early=").get(_TRUTH[cue < 6], 0)
    so_far = 0
    for at in candidates:
        last, shape = known[at - 1], shapes[at]
        follows_that = last == "that"
        far = min(at - cue, _FARTHEST)
        if far > so_far:
            so_far, step = far, _UP_TO[3][far]
            of_far = (
                is_early
                + d.get(_UP_TO[8][far], 0)
                + cd.get(_UP_TO[4][far], 0)
                + opens.get(_BOTH[is_opening][far == 1], 0)
                + pi.get(step, 0)
            )
            gap_of_far = gap[_NUMBERS[far]]
        yield (
            of_far
            + cb.get(known[at], 0)
            + cp.get(last if far > 1 else "@", 0)
            + that.get(_BOTH[thats[at] > thats[begin]][follows_that], 0)
            + cthat.get(_TRUTH[follows_that], 0)
            + of_commas.get(_UP_TO[2][commas[at] - commas[begin]], 0)
            + of_finite.get(_TRUTH[finite[at] > finite[begin]], 0)
            + of_cue.get(_TRUTH[cues[at] > cues[begin]], 0)
            + of_quoted.get(_TRUTH[quoted[at] > quoted[begin]], 0)
            + si.get(step + shape, 0)
            + of_shapes.get("|".join(shapes[begin:at]) if far <= 5 else "long", 0)
            + gap_of_far.get(f"{shapes[at - 1]}|{shape}", 0)
        )
    behind = known[begin]
    has_finite, has_quoted = s.has_finite(cue + 2, s.size), s.has_quoted(cue, s.size)
    yield (
        of("").get("none", 0)
        + of("0c=").get(word, 0)
        + of("0n=").get(behind, 0)
        + pairs("0nn=")[behind].get(known[cue + 2], 0)
        + of("0p=").get(before, 0)
        + of("0left=").get(_UP_TO[8][s.size - cue], 0)
        + pairs("0cleft=")[word].get(_TRUTH[s.size - cue < 5], 0)
        + of("0q=").get(_BOTH[s.has_quoted(0, cue)][has_quoted], 0)
        + of("0sn=").get(shapes[begin], 0)
        + of("0comma=").get(_TRUTH[commas[cue] > commas[max(0, cue - 4)]], 0)
        + of("0at=").get(_UP_TO[8][cue], 0)
        + of("0clause=").get(_THREE[has_finite][thats[cue + 8] > thats[begin]][has_quoted], 0)
        + pairs("0cclause=")[word].get(_TRUTH[has_finite], 0)
    )


def ends(s: Words, begin: int) -> list[int]:
    """Positions where a content that begins at an index after a cue may end."""
    return [
        n
        for n in range(begin + 1, s.size + 1)
        if n == s.size or not s.is_word[n] or s.words[n] in _PARTING or s.is_quoted[n]
    ]


def at_ends(s: Words, places: Sequence[int], weights: FeatureWeights[ValueT]) -> Iterator[ValueT]:
    """Features of positions where a content may end that do not depend on its beginning."""
    known, shapes, size, of, pairs = s.known, s.shapes, s.size, weights.of, weights.pairs
    e, of_last, le, en, enn, sen = of("e="), of("l="), pairs("le="), pairs("en="), pairs("enn="), pairs("sen=")
    whole, finrest, cuerest, cuenear = of("whole="), pairs("finrest="), pairs("cuerest="), of("cuenear=")
    rest = of("rest=")
    finite, cues = s.finite, s.cue_words
    for end in places:
        behind, last = known[end], known[end - 1]
        yield (
            e.get(behind, 0)
            + of_last.get(last, 0)
            + le[last].get(behind, 0)
            + en[behind].get(known[end + 1], 0)
            + enn[behind].get(f"{known[end + 1]}|{known[end + 2]}", 0)
            + sen[behind].get(f"{shapes[end + 1]}|{shapes[end + 2]}", 0)
            + whole.get(_TRUTH[end >= size - 1 and not s.is_word[end]], 0)
            + finrest[_TRUTH[finite[size] > finite[end]]].get(behind, 0)
            + cuerest[_TRUTH[cues[size] > cues[end]]].get(behind, 0)
            + cuenear.get(_TRUTH[cues[min(size, end + 4)] > cues[end]], 0)
            + rest.get(_UP_TO[6][size - end], 0)
        )


def of_ends(
    s: Words, cue: int, begin: int, candidates: Sequence[int], weights: FeatureWeights[ValueT]
) -> Iterator[ValueT]:
    """Features of each position where a content that begins at an index may end."""
    of, pairs = weights.of, weights.pairs
    of_length, elen, of_commas, of_finite = of("len="), pairs("elen="), of("commas="), of("finite=")
    ce, be, pe = pairs("ce=")[s.words[cue]], pairs("be=")[s.known[begin]], pairs("pe=")[s.known[begin - 1]]
    of_quoted = of("quoted=")
    known, commas, finite, quoted = s.known, s.commas, s.finite, s.quoted
    for end in candidates:
        behind, long = known[end], end - begin
        yield (
            of_length.get(_UP_TO[10][long], 0)
            + elen[behind].get(_UP_TO[6][long], 0)
            + of_commas.get(_UP_TO[3][commas[end] - commas[begin]], 0)
            + of_finite.get(_TRUTH[finite[end] > finite[begin]], 0)
            + ce.get(behind, 0)
            + be.get(behind, 0)
            + pe.get(behind, 0)
            + of_quoted.get(_TRUTH[quoted[end] > quoted[begin]], 0)
        )


def fronted_ends(s: Words, cue: int) -> list[int]:
    """Positions where a content before a cue may end: “*The dam would hold*, Ruiz said”."""
    return [n for n in range(max(1, cue - _BEFORE), cue + 1) if s.words[n - 1] != "," and s.words[n] in ENDS_BEFORE]


def of_fronted_ends(s: Words, cue: int, candidates: Sequence[int], weights: FeatureWeights[ValueT]) -> Iterator[ValueT]:
    """Features of each position where a content before a cue may end, and of there being no content."""
    known, shapes, of, pairs = s.known, s.shapes, weights.of, weights.pairs
    word, behind, shape_behind = s.words[cue], known[cue + 1], shapes[cue + 1]
    left = min(s.size - cue, 6)
    has_that = _TRUTH[s.thats[cue + 5] > s.thats[cue + 1]]
    commas = s.commas
    whatever = (
        of("behind=").get(behind, 0)
        + of("sbehind=").get(shape_behind, 0)
        + pairs("cbehind=")[word].get(behind, 0)
        + of("left=").get(_UP_TO[5][left], 0)
        + of("first=").get(known[0], 0)
        + of("that=").get(has_that, 0)
        + of("shapesbehind=").get("|".join(shapes[cue + 1 : cue + 4]), 0)
    )
    for end in candidates:
        far = cue - end
        yield (
            whatever
            + of("d=").get(_UP_TO[9][far], 0)
            + of("e=").get(known[end], 0)
            + of("n=").get(known[end + 1], 0)
            + of("shapes=").get("|".join(shapes[end : min(cue, end + 4)]), 0)
            + pairs("cd=")[word].get(_UP_TO[4][far], 0)
            + of("commas=").get(_UP_TO[3][commas[cue] - commas[end]], 0)
            + of("len=").get(_UP_TO[10][end], 0)
            + of("finite=").get(_BOTH[s.has_finite(0, end)][s.has_finite(end, cue)], 0)
            + of("last=").get(known[end - 1], 0)
            + of("cue=").get(_TRUTH[s.cue_words[cue] > s.cue_words[end]], 0)
        )
    yield (
        of("").get("none", 0)
        + of("0c=").get(word, 0)
        + of("0n=").get(behind, 0)
        + of("0p=").get(known[cue - 1], 0)
        + pairs("0pp=")[known[cue - 2]].get(known[cue - 1], 0)
        + of("0left=").get(_NUMBERS[left], 0)
        + pairs("0cleft=")[word].get(_UP_TO[4][left], 0)
        + of("0that=").get(has_that, 0)
        + of("0at=").get(_UP_TO[8][cue], 0)
        + pairs("0sn=")[shape_behind].get(shapes[cue + 2], 0)
        + of("0q=").get(_TRUTH[s.has_quoted(cue, s.size)], 0)
    )


def fronted_begins(s: Words, end: int) -> list[int]:
    """Positions where a content before a cue that ends at an index may begin."""
    return [
        n
        for n in range(end)
        if (n == 0 or not s.is_word[n - 1] or s.words[n - 1] in _JOINING)
        and (s.is_word[n] or s.is_quoted[n] or s.words[n] == "$")
    ]


def of_fronted_begins(
    s: Words, end: int, candidates: Sequence[int], weights: FeatureWeights[ValueT]
) -> Iterator[ValueT]:
    """Features of each position where a content before a cue may begin."""
    known, shapes, of, pairs = s.known, s.shapes, weights.of, weights.pairs
    for begin in candidates:
        last, shape = (known[begin - 1], shapes[begin - 1]) if begin else ("^", "^")
        yield (
            of("b=").get(known[begin], 0)
            + of("p=").get(last, 0)
            + pairs("pb=")[last].get(known[begin], 0)
            + of("len=").get(_UP_TO[8][end - begin], 0)
            + of("at=").get(_UP_TO[6][begin], 0)
            + of("finite=").get(_BOTH[s.has_finite(0, begin)][s.has_finite(begin, end)], 0)
            + pairs("first=")[known[0]].get(_UP_TO[2][begin], 0)
            + of("cue=").get(_TRUTH[s.cue_words[begin] > 0], 0)
            + of("commas=").get(_UP_TO[3][s.commas[end] - s.commas[begin]], 0)
            + pairs("spb=")[shape].get(shapes[begin], 0)
        )


def mentions(s: Words) -> list[Span]:
    """The candidate mentions of a source."""
    found: list[Span] = []
    begin = -1
    for n in range(s.size + 1):
        word = s.words[n]
        is_part = n < s.size and not s.is_quoted[n] and (s.is_word[n] or word in ("&", "$")) and _is_part(s, n)
        if n < s.size and s.is_pronoun(n):
            if begin >= 0:
                found.append((begin, n))
            found.append((n, n + 1))
            begin = -1
        elif is_part and begin < 0:
            begin = n
        elif not is_part:
            if begin >= 0:
                found.append((begin, n))
            begin = -1
    return found


def _is_part(s: Words, at: int) -> bool:
    """Whether a word may be part of a mention."""
    word = s.words[at]
    if word in _PREPOSITIONS or word in _CONJUNCTIONS or word in _AUXILIARIES or word.endswith("ly"):
        return False
    return s.shapes[at][0] in "XU" or s.strength.get(word, 0) < _MOSTLY


def of_sources(s: Words, cue: int, candidates: Sequence[Span], weights: FeatureWeights[ValueT]) -> Iterator[ValueT]:
    """Features of each candidate for a cue's source, and of its sentence naming no source."""
    words, known, shapes, of, pairs = s.words, s.known, s.shapes, weights.of, weights.pairs
    word = words[cue]
    is_passive = _TRUTH[not _PASSIVES.isdisjoint(words[max(0, cue - 3) : cue])]
    before = sum([end <= cue for _, end in candidates])
    finite, cues, quoted, commas, thats = s.finite, s.cue_words, s.quoted, s.commas, s.thats
    c, a, of_last, sa, sl = pairs("c=")[word], of("a="), of("l="), of("sa="), of("sl=")
    p, n, of_first, k, by = of("p="), of("n="), of("first="), of("k="), pairs("by=")
    cp, cn, cq, of_pronoun, of_length, owns = of("cp="), of("cn="), of("cq="), of("pronoun="), of("len="), of("owns=")
    known_before, known_behind, shape_before = known[cue - 1], known[cue + 1], shapes[cue - 1][0]
    for side, numbers in (("<", range(before)), (">", range(before, len(candidates)))):
        is_left = side == "<"
        d, of_rank, between, of_commas = (
            of("d=" + side),
            of("rank=" + side),
            of("between=" + side),
            of("commas=" + side),
        )
        of_finite, of_cue, of_that, of_quoted = (
            of("finite=" + side),
            of("cue=" + side),
            of("that=" + side),
            of("quoted=" + side),
        )
        passive = of("passive=" + side).get(is_passive, 0)
        agent = "" if is_left else known_behind
        last_near = ""
        for number in numbers:
            begin, end = candidates[number]
            low, high = (end, cue) if is_left else (cue + 1, begin)
            rank = min(before - number - 1 if is_left else number - before, 4)
            near = _UP_TO[2][rank]
            if near != last_near:
                last_near, side_near = near, side + near
                of_near = (
                    passive
                    + c.get(side_near, 0)
                    + cp.get(known_before + side_near, 0)
                    + cn.get(known_behind + side_near, 0)
                    + cq.get(shape_before + side_near, 0)
                )
            is_pronoun = end - begin == 1 and s.is_pronoun(begin)
            previous = known[begin - 1] if begin else "^"
            yield (
                of_near
                + d.get(_UP_TO[7][high - low], 0)
                + of_rank.get(_NUMBERS[rank], 0)
                + a.get(known[begin] + side, 0)
                + of_last.get(known[end - 1] + side, 0)
                + sa.get(shapes[begin] + side, 0)
                + sl.get(shapes[end - 1] + side_near, 0)
                + p.get(previous + side, 0)
                + n.get(known[end] + side, 0)
                + of_first.get(_TRUTH[begin == 0] + near, 0)
                + k.get(_UP_TO[4][number], 0)
                + between.get(" ".join(known[low:high]) if high - low <= 3 else "long", 0)
                + of_commas.get(_UP_TO[3][commas[high] - commas[low]], 0)
                + of_finite.get(_TRUTH[finite[high] > finite[low]], 0)
                + of_cue.get(_TRUTH[cues[high] > cues[low]], 0)
                + of_that.get(_TRUTH[thats[high] > thats[low]], 0)
                + by[previous].get(agent, 0)
                + of_quoted.get(_TRUTH[quoted[high] > quoted[low]], 0)
                + of_pronoun.get((words[begin] if is_pronoun else "") + side, 0)
                + of_length.get(_UP_TO[5][end - begin], 0)
                + owns.get(_TRUTH[words[end - 1].endswith("'s")], 0)
            )
    yield (
        of("").get("none", 0)
        + of("0c=").get(word, 0)
        + of("0p=").get(known_before, 0)
        + of("0n=").get(known_behind, 0)
        + pairs("0nn=")[known_behind].get(known[cue + 2], 0)
        + pairs("0pn=")[known_before].get(known_behind, 0)
        + of("0at=").get(_UP_TO[4][cue], 0)
        + of("0q=").get(_TRUTH[s.has_quotes], 0)
    )
