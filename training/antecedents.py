"""Pronouns of annotated articles with their antecedents, to fit the probability of an antecedent.

The corpus marks pronouns as sources, but not their antecedents. These were annotated for some hundreds, and are in
`antecedents.txt`: each line has the CRC-32 of the article's name, the offset of the pronoun, and that of the last
mention of its antecedent.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from zlib import crc32

from explorer.model.records import Article
from explorer.reading.analysis import Analysis
from explorer.reading.model import Model
from explorer.reading.speakers import SpeakerResolver
from explorer.reading.text.passages import SourceText
from training.examples import Example
from training.polnear import Document

PATH = Path(__file__).with_name("antecedents.txt")
STAGE = "antecedent"


def of(documents: Sequence[Document], model: Model) -> list[Example]:
    """The examples in some articles, each read with and without its line breaks.

    The model resolves the pronouns before each.
    """
    read: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
    for line in PATH.read_text(encoding="utf-8").splitlines():
        name, pronoun, meant = line.split()
        read[name].append((int(pronoun), int(meant)))
    return [
        example
        for document in documents
        if (places := read.get(f"{crc32(document.name.encode()):08x}"))
        for text in (document.text, document.text.replace("\n", " "))
        for example in _in_text(text, places, model)
    ]


def _in_text(text: str, places: Sequence[tuple[int, int]], model: Model) -> Iterator[Example]:
    article = Article(id="a", file="a.txt", headline="", language="en")
    analysis = Analysis(article, SourceText(text), model=model)
    _ = analysis.utterances
    assert isinstance(analysis.speakers, SpeakerResolver)
    for at, meant in places:
        gender = analysis.reading.wording.gender_of(text[at:].split(maxsplit=1)[0].lower())
        analysis.speakers.pronouns.resolve_up_to(at)
        candidates = analysis.speakers.pronouns.candidates(at, gender=gender)
        named = {mention.entity for mention in analysis.entities.seen if mention.start <= meant < mention.end}
        right = next((n for n, entity in enumerate(candidates) if entity in named), None)
        if right is not None:
            yield list(candidates.values()), right
