"""A file that was changed while something was to be written into it: both versions, line by line."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher

from explorer.describing.fields import Part, Tone
from explorer.display import clean, one_line

# So many lines that are the same stand around each difference.
_AROUND = 3

Line = tuple[Part, ...]


def both_versions(file: str, now: bytes | None, ours: bytes | None) -> Iterator[Line]:
    """What a file has now beside what was to be written into it: the lines in which they differ, and those around.

    `now` is None when the file is gone, and `ours` when there is no place any more for what was to be written.
    """
    yield (Part(one_line(file), Tone.STRONG),)
    if now is None:
        yield (Part("It is gone.", Tone.REMOVED),)
        return
    if ours is None:
        yield (Part("There is no place any more for what was to be written.", Tone.REMOVED),)
        return
    yield (Part("- as it is now", Tone.REMOVED), Part("   "), Part("+ as it would be with your change", Tone.ADDED))
    old, new = (content.decode("utf-8", "replace").splitlines() for content in (now, ours))
    for group in SequenceMatcher(None, old, new, autojunk=False).get_grouped_opcodes(_AROUND):
        yield (Part(f"line {group[0][1] + 1}", Tone.MUTED),)
        for how, a, b, c, d in group:
            if how == "equal":
                yield from ((Part(f"  {clean(line)}"),) for line in old[a:b])
            else:
                yield from ((Part(f"- {clean(line)}", Tone.REMOVED),) for line in old[a:b])
                yield from ((Part(f"+ {clean(line)}", Tone.ADDED),) for line in new[c:d])
