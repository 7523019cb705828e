"""Who is quoted most in an archive, and in what kind of speech: `python docs/most_quoted.py [FOLDER]`."""

from __future__ import annotations

import sys
from collections import Counter

import explorer


def main(folder: str = ".", most: int = 5) -> None:
    snapshot = explorer.read_archive(folder)
    archive = snapshot.archive
    said: dict[str, Counter[str]] = {}
    for quote in archive.all(explorer.Quote):
        speaker = archive.speaker(quote)
        if speaker is not None:
            said.setdefault(speaker.name, Counter())[quote.speech] += 1
    for name, speech in sorted(said.items(), key=lambda item: -item[1].total())[:most]:
        kinds = ", ".join(f"{count} {kind}" for kind, count in speech.most_common())
        print(f"{speech.total():3}  {name}: {kinds}")
    verbatim = [found for found in snapshot.verifications.values() if found.status is explorer.Status.VERBATIM]
    print(f"{len(verbatim)} of {len(snapshot.verifications)} records stand word for word in their article.")


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else ".")
