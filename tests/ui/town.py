"""A small archive with one example of everything that the screens show differently."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

from archives import write_archive

# Long enough that its end is not in view when the reader screen opens.
_FILLER = [
    f"Paragraph of the history of the pier, number {n}. It was built of oak and iron, burnt down, built again and "
    "painted in the colours of whoever was mayor that year, as the records of the town tell at length."
    for n in range(1, 31)
]

_REBUILD = (
    "“We will rebuild the east pier before summer,” Mayor Ana Ruiz said at the briefing on Tuesday. "
    "“It is not a promise; it’s a plan.”"
)

PIER = "\n\n".join(
    [
        "Pier to be rebuilt",
        _REBUILD,
        "Photo: Town archive",
        "The council had been told in March, harbour master Ben Okafor said, according to a city aide.",
        "Ruiz said the pier was “the heart of the harbour” and would stay so.",
        *_FILLER,
        "“Nobody asked the fishers,” said Cleo Park.",
        "Scroll to Top",
    ]
)

BUDGET = "\n\n".join(
    [
        "Budget passes",
        "“Not a cent more,” Okafor said at the council’s meeting.",
        "Ruiz had promised a smaller budget, Okafor said.",
    ]
)

PEOPLE_YAML = """\
people:
- {id: ana-ruiz, name: Ana Ruiz, aliases: [the mayor], role: mayor}
- {id: ben-okafor, name: Ben Okafor, role: harbour master}
- {id: city-aide, name: a city aide, type: anonymous}
- {id: cleo-park, name: Cleo Park}
- {id: dan-vega, name: Dan Vega}
"""

TOPICS_YAML = """\
topics:
- {id: harbour, label: Harbour}
- {id: pier, label: The pier, broader: harbour}
- {id: city-budget, label: City budget}
- {id: lighthouse, label: Lighthouse}
"""

PIER_YAML = """\
articles:
- {id: pier,
  file: pier.txt, sha256: DIGEST,
  headline: Pier to be rebuilt,
  furniture: ["Photo: Town archive", Scroll to Top]}
events:
- id: briefing
  name: Briefing at City Hall
  date: 2024-03-05
  date_basis: inferred
  participants: [ana-ruiz, dan-vega]
  topics: [harbour]
  evidence:
  - {article: pier, text: at the briefing on Tuesday}
quotes:
- id: ruiz-rebuild
  article: pier
  speech: direct
  text:
  - We will rebuild the east pier before summer,
  - It is not a promise; it’s a plan.
  speaker: ana-ruiz
  attribution: Mayor Ana Ruiz said at the briefing on Tuesday
  event: briefing
  topics: [pier]
  review: reviewed
- id: okafor-told-in-march
  article: pier
  speech: indirect
  text: The council had been told in March
  speaker: ben-okafor
  relayed_by: city-aide
  topics: [harbour]
- id: ruiz-pier-would-stay
  article: pier
  speech: indirect
  text: the pier was “the heart of the harbour” and would stay so
  speaker: ana-ruiz
  topics: [harbour]
- id: ruiz-heart
  article: pier
  speech: partial
  text: the heart of the harbour
  speaker: ana-ruiz
  within: ruiz-pier-would-stay
  topics: [harbour]
- id: park-nobody-asked
  article: pier
  speech: direct
  text: Nobody asked the fishers,
  speaker: cleo-park
  topics: [harbour]
"""

BUDGET_YAML = """\
articles:
- {id: budget, file: budget.txt, headline: Budget passes, sha256: DIGEST}
events:
- id: council-meeting
  name: Council meeting
  date: 2024-03-07
  date_basis: inferred
  participants: [ben-okafor, dan-vega]
  topics: [city-budget]
  evidence:
  - {article: budget, text: at the council’s meeting}
- id: vote
  name: The vote
  part_of: council-meeting
  participants: [dan-vega]
quotes:
- id: okafor-not-a-cent
  article: budget
  speech: direct
  text: Not a cent more,
  speaker: ben-okafor
  event: council-meeting
  topics: [city-budget]
- id: ruiz-promised
  article: budget
  speech: indirect
  text: Ruiz had promised a smaller budget
  speaker: ana-ruiz
  relayed_by: ben-okafor
  event: council-meeting
  topics: [city-budget, harbour]
"""

# At the end, so that it moves no line that tests name.
_REVIEWED = "defaults: {quotes: {review: reviewed}}\n"

FILES = {
    "people.yaml": PEOPLE_YAML,
    "topics.yaml": TOPICS_YAML,
    "articles/pier.yaml": PIER_YAML.replace("DIGEST", sha256(PIER.encode()).hexdigest()) + _REVIEWED,
    "articles/budget.yaml": BUDGET_YAML.replace("DIGEST", sha256(BUDGET.encode()).hexdigest()) + _REVIEWED,
}


def write_town(root: Path) -> Path:
    """Two articles, seven quotes, and no problems."""
    return write_archive(root, {"pier.txt": PIER, "budget.txt": BUDGET}, FILES)
