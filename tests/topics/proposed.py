"""An archive of many short articles, each about one of a few subjects."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

import yaml
from archives import write_archive
from msgspec.structs import replace

from explorer.snapshot import Snapshot, read_again, read_snapshot

# What is said of it, and something that is told of in its articles alone.
SUBJECTS = {
    "ferry terminal": "Kvarnholm",
    "school meals": "Lunchbox",
    "sewage": "outfall",
    "street lighting": "lanterns",
    "otters": "holts",
}
PLACES = ("Aldervik", "Brannock", "Castra", "Dunmoor", "Elvsund", "Fennby")
NAMES = ("Ana Ruiz", "Ben Okafor", "Carla Marsh", "Dag Holm")


def article(subject: str, detail: str, place: str, name: str) -> str:
    """A text that comes back to its subject, as articles do, and shares all other words with the rest."""
    first, last = name.split()
    return (
        f"Answers wanted in {place}\n\n"
        f"“People ask about the {subject} every week,” {first} {last} said on Tuesday. “The {subject} costs us.”\n\n"
        f"{last} said the council had looked at the {subject} and at the {detail} for years.\n\n"
        f"“I have no idea,” {last} added in {place}.\n"
    )


_as_read: dict[tuple[str, ...], Snapshot] = {}


def newsroom(root: Path, subjects: Sequence[str] = tuple(SUBJECTS)) -> Snapshot:
    """The archive in a folder, with six articles on each subject and three quotes in each.

    It is read and checked once: in any other folder it is a copy of what is known.
    """
    write_newsroom(root, subjects)
    known = _as_read.get(tuple(subjects))
    read = _as_read[tuple(subjects)] = read_again(replace(known, root=root)) if known else read_snapshot(root)
    return read


def write_newsroom(root: Path, subjects: Sequence[str] = tuple(SUBJECTS)) -> Path:
    """Write the archive, and return its folder."""
    return write_archive(root, *_written(tuple(subjects)))


@cache
def _written(subjects: tuple[str, ...]) -> tuple[dict[str, str], str]:
    texts: dict[str, str] = {}
    records: dict[str, list[dict[str, object]]] = {"articles": [], "people": [], "quotes": []}
    for name in NAMES:
        records["people"].append({"id": name.lower().replace(" ", "-"), "name": name})
    for subject in subjects:
        for n, place in enumerate(PLACES):
            id, name = f"{subject.replace(' ', '-')}-{n}", NAMES[n % len(NAMES)]
            texts[f"{id}.txt"] = article(subject, SUBJECTS.get(subject, "matter"), place, name)
            records["articles"].append({"id": id, "file": f"{id}.txt", "headline": f"Answers wanted in {place}"})
            last = name.split()[1]
            said = (
                ("direct", f"People ask about the {subject} every week,", f"{name} said on Tuesday"),
                ("indirect", f"the council had looked at the {subject}", f"{last} said"),
                ("direct", "I have no idea,", f"{last} added"),
            )
            for place_of, (speech, words, attribution) in enumerate(said):
                records["quotes"].append(
                    {
                        "id": f"{id}-{place_of}",
                        "article": id,
                        "speech": speech,
                        "text": words,
                        "speaker": name.lower().replace(" ", "-"),
                        "attribution": attribution,
                    }
                )
    return texts, yaml.safe_dump(records, allow_unicode=True)


def in_language(root: Path, language: str, articles: Sequence[Sequence[str]], people: Sequence[str] = ()) -> Snapshot:
    """An archive of articles in a language: of each a headline, a paragraph for each of its quotes, and others.

    What stands in quotation marks at the begin of a paragraph is a quote, by a clerk.
    """
    texts: dict[str, str] = {}
    records: dict[str, list[dict[str, object]]] = {
        "articles": [],
        "people": [{"id": "clerk", "name": "a clerk", "type": "anonymous"}],
        "quotes": [],
    }
    records["people"] += [{"id": name.lower().replace(" ", "-"), "name": name} for name in people]
    for n, (headline, *paragraphs) in enumerate(articles):
        texts[f"{n}.txt"] = "\n\n".join((headline, *paragraphs)) + "\n"
        records["articles"].append({"id": f"a{n}", "file": f"{n}.txt", "headline": headline, "language": language})
        for place, paragraph in enumerate(paragraphs):
            if paragraph.startswith("“"):
                words = paragraph[1:].partition("”")[0]
                quote = {"id": f"a{n}-{place}", "article": f"a{n}", "speech": "direct", "text": words}
                records["quotes"].append({**quote, "speaker": "clerk"})
    write_archive(root, texts, yaml.safe_dump(records, allow_unicode=True))
    return read_snapshot(root)
