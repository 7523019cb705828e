"""An archive in which somebody speaks on one topic for years: again, otherwise, at unsure dates, through others."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

from archives import write_archive

TEXTS = {
    "fares-2019": (
        "Fares stay, says mayor",
        "“We will never raise the fares of the ferry before the bridge is done,” Mayor Ana Ruiz said on Tuesday.",
        "“The ferry is a street on water,” Ruiz said.",
    ),
    "fares-reprint": (
        "Mayor keeps fares",
        "“We will never raise the fares of the ferry before the bridge is done,” Ana Ruiz said.",
    ),
    "fares-2023": (
        "Mayor wants higher fares",
        "“We will raise the fares of the ferry before the bridge is done,” Ana Ruiz told the council on Wednesday.",
        "Ruiz is said to have asked for a second boat, harbour master Ben Okafor said.",
        "Okafor had promised a free ferry, Ruiz said.",
    ),
    "profile": (
        "A mayor and her boats",
        "“A boat is a promise that floats,” Ana Ruiz likes to say.",
        "Ruiz wanted the pier painted blue that year.",
        "“We will never raise the fares of the ferry before the bridge is done,” said Cleo Park.",
    ),
}
PUBLISHED = {"fares-2019": "2019-03-06", "fares-reprint": "2019-03-07", "fares-2023": "2023-06-08", "profile": None}

RECORDS = """\
defaults: {quotes: {review: reviewed, topics: [ferry]}}
people:
- {id: ana-ruiz, name: Ana Ruiz, aliases: [the mayor], role: mayor}
- {id: ben-okafor, name: Ben Okafor, role: harbour master}
- {id: cleo-park, name: Cleo Park}
- {id: dan-vega, name: Dan Vega}
- {id: dora-vega, name: Dora Vega, aliases: [the mayor]}
topics:
- {id: harbour, label: Harbour}
- {id: ferry, label: The ferry, broader: harbour}
- {id: budget, label: City budget}
events:
- {id: council, name: Council meeting, date: 2023-06-07, date_basis: inferred}
quotes:
- id: again-never
  article: fares-reprint
  speech: direct
  text: We will never raise the fares of the ferry before the bridge is done,
  speaker: ana-ruiz
  same_as: never
  date: 2019-03-05
- id: never
  article: fares-2019
  speech: direct
  text: We will never raise the fares of the ferry before the bridge is done,
  speaker: ana-ruiz
  date: 2019-03-05
  date_basis: stated
- id: street
  article: fares-2019
  speech: direct
  text: The ferry is a street on water,
  speaker: ana-ruiz
  date: 2019
  review: draft
- id: will-raise
  article: fares-2023
  speech: direct
  text: We will raise the fares of the ferry before the bridge is done,
  speaker: ana-ruiz
  event: council
- id: second-boat
  article: fares-2023
  speech: indirect
  text: Ruiz is said to have asked for a second boat
  speaker: ana-ruiz
  relayed_by: ben-okafor
  topics: [harbour]
  date: 2023-06-07?
- id: okafor-free
  article: fares-2023
  speech: indirect
  text: Okafor had promised a free ferry
  speaker: ben-okafor
  relayed_by: ana-ruiz
- id: floats
  article: profile
  speech: direct
  text: A boat is a promise that sinks,
  speaker: ana-ruiz
- id: blue
  article: profile
  speech: indirect
  text: Ruiz wanted the pier painted blue that year
  speaker: ana-ruiz
  relayed_by: ben-okafor
  topics: [budget]
  date: 2020
- id: park-never
  article: profile
  speech: direct
  text: We will never raise the fares of the ferry before the bridge is done,
  speaker: cleo-park
"""


def write_ferry(root: Path) -> Path:
    """Write the archive of the ferry and return its folder."""
    texts = {f"{id}.txt": "\n\n".join(paragraphs) for id, paragraphs in TEXTS.items()}
    articles = ["articles:"]
    for id, (headline, *_) in TEXTS.items():
        digest = sha256(texts[f"{id}.txt"].encode()).hexdigest()
        published = f", published: {PUBLISHED[id]}" if PUBLISHED[id] else ""
        articles.append(f"- {{id: {id}, file: {id}.txt, headline: '{headline}', sha256: {digest}{published}}}")
    return write_archive(root, texts, {"articles.yaml": "\n".join(articles) + "\n", "records.yaml": RECORDS})
