"""What changed in the articles' texts, under the records: only the paragraphs that differ are told."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from explorer.changes.change import FieldChange
from explorer.changes.weighing import weighed
from explorer.checking.passages import SourceText

# What an article has besides its YAML: the text in its file.
ARTICLE_TEXT = "article text"


def text_changes(
    before: Mapping[str, SourceText], after: Mapping[str, SourceText], names: Mapping[str, str]
) -> Iterator[tuple[str, FieldChange]]:
    """The ref of each article whose text is another one now, with the paragraphs that differ.

    A text that could not be read in one of the states says nothing.
    """
    for id, was in before.items():
        if after.get(id) is was:
            continue
        ref = names.get(f"article/{id}", f"article/{id}")
        now = after.get(ref.partition("/")[2])
        if now is not None and now.text != was.text:
            yield ref, weighed(ARTICLE_TEXT, *_differing(was, now))


def _differing(was: SourceText, now: SourceText) -> tuple[str, str]:
    from difflib import SequenceMatcher

    before, after = ([text.text[part.start : part.end] for part in text.paragraphs] for text in (was, now))
    steps = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    gone = [part for tag, start, end, _, _ in steps if tag != "equal" for part in before[start:end]]
    new = [part for tag, _, _, start, end in steps if tag != "equal" for part in after[start:end]]
    return "\n\n".join(gone), "\n\n".join(new)
