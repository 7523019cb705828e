"""German Wikinews with its quotations marked (uhh-lt/german-news-quotation-attribution-2024, CC BY-NC-SA).

For evaluation and error analysis; nothing that ships is fitted on it. Its `test` part is never read.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from training.corpora import files
from training.polnear import Document, Marked, Part, Span


def documents(corpus: Path, part: Part) -> Iterator[Document]:
    """The annotated articles of a part, without content that is only reported as said. Raises OSError."""
    for name, content in sorted(files(corpus, f"data/{part}").items()):
        told = json.loads(content)
        marked = [
            Marked(_spans(each["speaker"]), _spans(each["cue"]), _spans(each["quote"]))
            for each in told["annotations"]
            if each["type"] != "Reported"
        ]
        yield Document(name.split(" ")[0], "wikinews", told["originalText"], tuple(marked), "de")


def _spans(role: dict[str, list[dict[str, int]]]) -> tuple[Span, ...]:
    return tuple((each["charBegin"], each["charEnd"]) for each in role["spans"])
