"""What the model weighs: candidates for each decision about a cue, and the features of each, as words.

All places are indices of a sentence's words; a span goes up to its end, which is no part of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from explorer.reading.words import FINITE, PRONOUNS, Words, word_set

Span = tuple[int, int]

# How far behind a cue told words may begin, and how far before one they may end.
_BEHIND, _BEFORE = 22, 14
_NO_BEGIN = frozenset((",", ".", ";", ":", "?", "!", ")"))
_ENDS_BEFORE = frozenset((",", "—", "–", "-", ";"))
# Words before which a told clause may end, and behind which one may begin.
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
_DETERMINERS = word_set("the a an this these those his her their its our my no some many most")
# Within how many words a clause has its verb.
_TO_VERB = 12
# Words that are cues at least so often in ten are no part of a mention.
_MOSTLY = 3


def of_cue(s: Words, at: int) -> list[str]:
    """Features of a word that may be a cue: a word, or a noun, by which something is attributed to somebody."""
    words, known, shapes = s.words, s.known, s.shapes
    word, before, behind = words[at], known[at - 1], known[at + 1]
    return [
        "",
        f"w={word}",
        f"p1={before}",
        f"n1={behind}",
        f"p2={known[at - 2]}",
        f"n2={known[at + 2]}",
        f"sp1={shapes[at - 1]}",
        f"sn1={shapes[at + 1]}",
        f"sp2={shapes[at - 2]}",
        f"sn2={shapes[at + 2]}",
        f"s={shapes[at]}",
        f"wp={word}|{before}",
        f"wn={word}|{behind}",
        f"wsp={word}|{shapes[at - 1]}",
        f"wsn={word}|{shapes[at + 1]}",
        f"pp={known[at - 2]}|{before}",
        f"nn={behind}|{known[at + 2]}",
        f"p3={known[at - 3]}",
        f"n3={known[at + 3]}",
        f"often={s.strength[word]}",
        f"quotes={s.has_quotes}",
        f"that={'that' in words[at + 1 : at + 8]}",
        f"at={min(at, 3)}",
        f"left={min(s.size - at, 4)}",
    ]


def begins(s: Words, cue: int) -> list[int]:
    """Where words may begin that are told behind a cue."""
    return [n for n in range(cue + 1, min(s.size, cue + _BEHIND)) if s.words[n] not in _NO_BEGIN]


def at_begin(s: Words, at: int) -> list[str]:
    """Features of a place where told words may begin, by whatever cue."""
    words, known, shapes = s.words, s.known, s.shapes
    first, last, shape, behind = known[at], known[at - 1], shapes[at], known[at + 1]
    verb = next((n for n in range(at, min(s.size, at + _TO_VERB)) if words[n] in FINITE), 0)
    subject = words[at:verb]
    nouns = sum(word in _DETERMINERS for word in subject)
    return [
        f"b={first}",
        f"p={last}",
        f"pb={last}|{first}",
        f"sb={shape}",
        f"spb={shapes[at - 1]}|{shape}",
        f"n={behind}",
        f"bn={first}|{behind}",
        f"begin={words[at] in PRONOUNS}{words[at + 1] in FINITE}{words[at] in FINITE}",
        f"ahead={'that' in words[at : at + 6]}{'to' in words[at : at + 4]}",
        f"verb={min(verb - at, 9) if verb else '-'}",
        f"subject={nouns}{',' in subject}{first if nouns < 2 else '-'}" if verb else "subject=-",
    ]


def of_begins(s: Words, cue: int, candidates: Sequence[int]) -> Iterator[list[str]]:
    """Features of each place where told words may begin for a cue, and of that none are told behind it."""
    words, known, shapes = s.words, s.known, s.shapes
    word, before, shape_before, is_opening = words[cue], known[cue - 1], shapes[cue - 1], words[cue - 1] == ","
    for at in candidates:
        far, between = at - cue, words[cue + 1 : at]
        near, first, last = min(far, 4), known[at], known[at - 1]
        has_that, follows_that = "that" in between, last == "that"
        shape = shapes[at]
        yield [
            f"d={min(far, 8)}",
            f"cd={word}|{near}",
            f"cb={word}|{first}",
            f"cp={word}|{last if far > 1 else '@'}",
            f"that={has_that}{follows_that}",
            f"cthat={word}|{follows_that}",
            f"commas={min(2, s.commas(cue + 1, at))}",
            f"finite={s.has_finite(cue + 1, at)}",
            f"cue={s.has_cue(cue + 1, at)}",
            f"quoted={s.has_quoted(cue + 1, at)}",
            f"opens={is_opening}{far == 1}",
            f"pi={before}|{min(far, 3)}",
            f"si={shape_before}|{min(far, 3)}{shape}",
            f"early={cue < 6}",
            f"shapes={'|'.join(shapes[cue + 1 : at]) if far <= 5 else 'long'}",
            f"gap={min(at - cue, 9)}|{shapes[at - 1]}|{shape}",
        ]
    behind = known[cue + 1]
    yield [
        "none",
        f"0c={word}",
        f"0n={behind}",
        f"0nn={behind}|{known[cue + 2]}",
        f"0p={before}",
        f"0left={min(s.size - cue, 8)}",
        f"0cleft={word}|{s.size - cue < 5}",
        f"0q={s.has_quoted(0, cue)}{s.has_quoted(cue, s.size)}",
        f"0sn={shapes[cue + 1]}",
        f"0comma={',' in words[max(0, cue - 4) : cue]}",
        f"0at={min(cue, 8)}",
        f"0clause={s.has_finite(cue + 2, s.size)}{'that' in words[cue + 1 : cue + 8]}{s.has_quoted(cue, s.size)}",
        f"0cclause={word}|{s.has_finite(cue + 2, s.size)}",
    ]


def ends(s: Words, begin: int) -> list[int]:
    """Where words may end that begin at an index, and are told behind a cue."""
    return [
        n
        for n in range(begin + 1, s.size + 1)
        if n == s.size or not s.is_word[n] or s.words[n] in _PARTING or s.is_quoted[n]
    ]


def at_end(s: Words, end: int) -> list[str]:
    """Features of a place where told words may end, wherever they begin."""
    known, shapes, size = s.known, s.shapes, s.size
    behind, last = known[end], known[end - 1]
    return [
        f"e={behind}",
        f"l={last}",
        f"le={last}|{behind}",
        f"en={behind}|{known[end + 1]}",
        f"enn={behind}|{known[end + 1]}|{known[end + 2]}",
        f"sen={behind}|{shapes[end + 1]}|{shapes[end + 2]}",
        f"whole={end >= size - 1 and not s.is_word[end]}",
        f"finrest={s.has_finite(end, size)}|{behind}",
        f"cuerest={s.has_cue(end, size)}|{behind}",
        f"cuenear={s.has_cue(end, min(size, end + 4))}",
        f"rest={min(size - end, 6)}",
    ]


def of_ends(s: Words, cue: int, begin: int, candidates: Sequence[int]) -> Iterator[list[str]]:
    """Features of each place where told words may end that begin at an index."""
    word, first, before = s.words[cue], s.known[begin], s.known[begin - 1]
    for end in candidates:
        behind, long = s.known[end], end - begin
        yield [
            f"len={min(long, 10)}",
            f"elen={behind}|{min(long, 6)}",
            f"commas={min(3, s.commas(begin, end))}",
            f"finite={s.has_finite(begin, end)}",
            f"ce={word}|{behind}",
            f"be={first}|{behind}",
            f"pe={before}|{behind}",
            f"quoted={s.has_quoted(begin, end)}",
        ]


def fronted_ends(s: Words, cue: int) -> list[int]:
    """Where words may end that are told before a cue: “*The dam would hold*, Ruiz said”."""
    return [n for n in range(max(1, cue - _BEFORE), cue + 1) if s.words[n - 1] != "," and s.words[n] in _ENDS_BEFORE]


def of_fronted_ends(s: Words, cue: int, candidates: Sequence[int]) -> Iterator[list[str]]:
    """Features of each place where words may end that are told before a cue, and of that none are."""
    words, known, shapes = s.words, s.known, s.shapes
    word, behind, shape_behind = words[cue], known[cue + 1], shapes[cue + 1]
    left = min(s.size - cue, 6)
    has_that = "that" in words[cue + 1 : cue + 5]
    for end in candidates:
        far = cue - end
        yield [
            f"d={min(far, 9)}",
            f"e={known[end]}",
            f"n={known[end + 1]}",
            f"shapes={'|'.join(shapes[end : min(cue, end + 4)])}",
            f"cd={word}|{min(far, 4)}",
            f"behind={behind}",
            f"sbehind={shape_behind}",
            f"cbehind={word}|{behind}",
            f"left={min(left, 5)}",
            f"commas={min(3, s.commas(end, cue))}",
            f"len={min(end, 10)}",
            f"finite={s.has_finite(0, end)}{s.has_finite(end, cue)}",
            f"first={known[0]}",
            f"last={known[end - 1]}",
            f"cue={s.has_cue(end, cue)}",
            f"that={has_that}",
            f"shapesbehind={'|'.join(shapes[cue + 1 : cue + 4])}",
        ]
    yield [
        "none",
        f"0c={word}",
        f"0n={behind}",
        f"0p={known[cue - 1]}",
        f"0pp={known[cue - 2]}|{known[cue - 1]}",
        f"0left={left}",
        f"0cleft={word}|{min(left, 4)}",
        f"0that={has_that}",
        f"0at={min(cue, 8)}",
        f"0sn={shape_behind}|{shapes[cue + 2]}",
        f"0q={s.has_quoted(cue, s.size)}",
    ]


def fronted_begins(s: Words, end: int) -> list[int]:
    """Where words may begin that end at an index, and are told before a cue."""
    return [
        n
        for n in range(end)
        if (n == 0 or not s.is_word[n - 1] or s.words[n - 1] in _JOINING)
        and (s.is_word[n] or s.is_quoted[n] or s.words[n] == "$")
    ]


def of_fronted_begins(s: Words, end: int, candidates: Sequence[int]) -> Iterator[list[str]]:
    """Features of each place where words may begin that are told before a cue."""
    known, shapes = s.known, s.shapes
    for begin in candidates:
        yield [
            f"b={known[begin]}",
            f"p={known[begin - 1] if begin else '^'}",
            f"pb={known[begin - 1] if begin else '^'}|{known[begin]}",
            f"len={min(end - begin, 8)}",
            f"at={min(begin, 6)}",
            f"finite={s.has_finite(0, begin)}{s.has_finite(begin, end)}",
            f"first={known[0]}|{min(begin, 2)}",
            f"cue={s.has_cue(0, begin)}",
            f"commas={min(3, s.commas(begin, end))}",
            f"spb={shapes[begin - 1] if begin else '^'}|{shapes[begin]}",
        ]


def mentions(s: Words) -> list[Span]:
    """The runs of words that may name or describe whoever speaks."""
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


def of_sources(s: Words, cue: int, candidates: Sequence[Span]) -> Iterator[list[str]]:
    """Features of each mention that may be a cue's source, and of that its sentence names none."""
    words, known, shapes = s.words, s.known, s.shapes
    word = words[cue]
    is_passive = not _PASSIVES.isdisjoint(words[max(0, cue - 3) : cue])
    before = sum(end <= cue for _, end in candidates)
    for n, (begin, end) in enumerate(candidates):
        is_left = end <= cue
        low, high = (end, cue) if is_left else (cue + 1, begin)
        side = "<" if is_left else ">"
        between = words[low:high]
        rank = min(before - n - 1 if is_left else n - before, 4)
        near = min(rank, 2)
        is_pronoun = end - begin == 1 and s.is_pronoun(begin)
        previous = known[begin - 1] if begin else "^"
        yield [
            f"d={side}{min(high - low, 7)}",
            f"rank={side}{rank}",
            f"c={word}|{side}{near}",
            f"a={known[begin]}{side}",
            f"l={known[end - 1]}{side}",
            f"sa={shapes[begin]}{side}",
            f"sl={shapes[end - 1]}{side}{near}",
            f"p={previous}{side}",
            f"n={known[end]}{side}",
            f"first={begin == 0}{near}",
            f"k={min(n, 4)}",
            f"between={side}{' '.join(known[low:high]) if high - low <= 3 else 'long'}",
            f"commas={side}{min(s.commas(low, high), 3)}",
            f"finite={side}{s.has_finite(low, high)}",
            f"cue={side}{s.has_cue(low, high)}",
            f"that={side}{'that' in between}",
            f"by={previous}|{'' if is_left else known[cue + 1]}",
            f"quoted={side}{s.has_quoted(low, high)}",
            f"cp={known[cue - 1]}{side}{near}",
            f"cn={known[cue + 1]}{side}{near}",
            f"cq={shapes[cue - 1][0]}{side}{near}",
            f"pronoun={words[begin] if is_pronoun else ''}{side}",
            f"len={min(end - begin, 5)}",
            f"passive={side}{is_passive}",
            f"owns={words[end - 1].endswith(chr(39) + 's')}",
        ]
    behind = known[cue + 1]
    yield [
        "none",
        f"0c={word}",
        f"0p={known[cue - 1]}",
        f"0n={behind}",
        f"0nn={behind}|{known[cue + 2]}",
        f"0pn={known[cue - 1]}|{behind}",
        f"0at={min(cue, 4)}",
        f"0q={s.has_quotes}",
    ]
