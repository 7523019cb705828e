"""Changes of an archive that leave every word in its place, and still say something else: each is told by its code."""

from __future__ import annotations

from pathlib import Path

import pytest
from archives import write_archive

from explorer.model.problem_codes import CODES
from explorer.snapshot import Snapshot, read_snapshot, shipped_archive

FERRY = """\
Ferry to sail again

PORTO ALVOR, March 6 — “We will sail on Monday,” Captain Ana Ruiz told reporters on Tuesday. “The hull is sound.”

Ben Okafor, who inspected the ship, said the engine was new. He spoke on 4 March 2024, according to the harbour office.

Through an interpreter, Li Wei called the ferry “a bridge between two towns” and said “nobody is left behind.” Ruiz \
replied that “bridges do not sink.”

“It was my father’s ship,” Marta Lopes said. She spoke through a translator.

Photo: “I came for the sea,” says passenger Tom Waits.

An earlier version said that “the hull is old.”
"""

FERRY_YAML = """\
articles:
- id: ferry
  file: ferry.txt
  headline: Ferry to sail again
  published: 2024-03-06
people:
- {id: ana-ruiz, name: Ana Ruiz, type: named, aliases: [Captain Ana Ruiz, Ruiz, the captain]}
- {id: ben-okafor, name: Ben Okafor}
- {id: li-wei, name: Li Wei}
- {id: marta-lopes, name: Marta Lopes}
- {id: tom-waits, name: Tom Waits}
- {id: harbour-aide, name: a harbour aide, aliases: [the aide]}
- {id: reporters, name: reporters}
topics:
- {id: ferry, label: Ferry}
- {id: safety, label: Safety, broader: ferry}
events:
- {id: briefing, name: Briefing, date: 2024-03-05, date_basis: inferred}
- {id: second-briefing, name: Briefing, date: 2024-02-20, date_basis: inferred}
- id: inspection
  name: Inspection
  date: 2024-03-04
  date_basis: stated
  evidence: [{article: ferry, text: He spoke on 4 March 2024}]
quotes:
- id: we-will-sail
  article: ferry
  speech: direct
  text: ["We will sail on Monday,", "The hull is sound."]
  speaker: ana-ruiz
  attribution: Captain Ana Ruiz told reporters on Tuesday
  event: briefing
  addressees: [reporters]
- id: the-engine
  article: ferry
  speech: indirect
  text: the engine was new
  speaker: ben-okafor
  attribution: Ben Okafor, who inspected the ship, said
  date: 2024-03-04
  date_basis: stated
- {id: bridge, article: ferry, speech: partial, text: a bridge between two towns, speaker: li-wei, interpreted: true}
- id: nobody
  article: ferry
  speech: direct
  text: nobody is left behind.
  speaker: li-wei
  attribution: Through an interpreter, Li Wei called
  interpreted: true
- {id: sink, article: ferry, speech: direct, text: bridges do not sink., speaker: ana-ruiz}
- id: my-father
  article: ferry
  speech: direct
  text: "It was my father’s ship,"
  speaker: marta-lopes
  attribution: Marta Lopes said
  interpreted: true
- id: for-the-sea
  article: ferry
  speech: direct
  text: "I came for the sea,"
  speaker: tom-waits
  attribution: says passenger Tom Waits
"""

PHOTO = "['Photo: “I came for the sea,” says passenger Tom Waits.']"
RUIZ = "name: Ana Ruiz, type: named, aliases: [Captain Ana Ruiz, Ruiz, the captain]"

# What is changed in the archive of the ferry, into what, and the code and the record that are then told.
CHANGES = [
    ("  headline: F", f"  captions: {PHOTO}\n  headline: F", "words-elsewhere", "quote/for-the-sea"),
    ("  headline: F", f"  furniture: {PHOTO}\n  headline: F", "words-elsewhere", "quote/for-the-sea"),
    ("  event: briefing\n", "  event: briefing\n  relayed_by: ana-ruiz\n", "relay-loop", "quote/we-will-sail"),
    ("  date: 2024-03-04\n  date_basis: stated\n- {", "  date: 2024-03-07\n- {", "date-late", "quote/the-engine"),
    ("name: Briefing, date: 2024-03-05", "name: Briefing, date: 2024-03-04", "weekday-conflict", "quote/we-will-sail"),
    ("published: 2024-03-06", "published: 2024-03-04", "date-late", "quote/we-will-sail"),
    ("published: 2024-03-06", "published: 2024-02/2024-03-04", "date-late", "quote/we-will-sail"),
    ("towns, speaker: li-wei, interpreted: true", "towns, speaker: li-wei", "interpreter-unsaid", "quote/bridge"),
    ("called\n  interpreted: true", "called", "interpreter-unsaid", "quote/nobody"),
    ("Lopes said\n  interpreted: true", "Lopes said", "interpreter-unsaid", "quote/my-father"),
    ("name: a harbour aide,", "name: a harbour aide, type: named,", "anonymous-named", "person/harbour-aide"),
    (RUIZ, "name: the skipper, type: named", "anonymous-named", "person/ana-ruiz"),
    ("name: reporters", "name: reporters, type: named", "anonymous-named", "person/reporters"),
    ("name: Marta Lopes", "name: ben okafor", "name-twice", "person/marta-lopes"),
    ("name: Marta Lopes", "name: Marta Lopes, aliases: [captain  Ana Ruiz]", "name-twice", "person/marta-lopes"),
    ("label: Safety", "label: ferry", "name-twice", "topic/safety"),
    ("Briefing, date: 2024-02-20", "briefing, date: 2024-03", "name-twice", "event/second-briefing"),
]


def told(root: Path, yaml: str) -> list[tuple[str, str | None]]:
    return [
        (problem.code, problem.ref)
        for problem in read_snapshot(write_archive(root, {"ferry.txt": FERRY}, yaml)).problems
    ]


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[str, str | None]]:
    return told(tmp_path_factory.mktemp("ferry"), FERRY_YAML)


def test_what_is_right_is_not_told(before: list[tuple[str, str | None]]) -> None:
    """None of these codes is told of the archive as it is."""
    assert {code for *_, code, _ in CHANGES}.isdisjoint(code for code, _ in before)


@pytest.mark.parametrize(("old", "new", "code", "ref"), CHANGES)
def test_a_change_is_told(
    tmp_path: Path, before: list[tuple[str, str | None]], old: str, new: str, code: str, ref: str
) -> None:
    """By the right code at the right record; what else was told before stays."""
    assert FERRY_YAML.count(old) == 1
    after = told(tmp_path, FERRY_YAML.replace(old, new))
    assert (code, ref) in after
    assert code not in {code for code, _ in before}


SAFETY = "label: Safety, broader: ferry"
# Changes that are no mistake.
RIGHT = [
    ("published: 2024-03-06", "published: 2024-03-04?"),
    ("published: 2024-03-06", "published: 2024-03"),
    ("published: 2024-03-06", "published: 2024-03-04/2024-03-06"),
    ("  event: briefing\n", "  event: briefing\n  relayed_by: harbour-aide\n"),
    ("name: a harbour aide,", "name: a harbour aide, type: anonymous,"),
    ("aliases: [Captain Ana Ruiz, Ruiz, the captain]", "aliases: [the aide]"),
    (SAFETY, f"{SAFETY}}}\n- {{id: other, label: Other}}\n- {{id: third, label: Safety, broader: other"),
    ("name: reporters", "name: a harbour aide"),
]


@pytest.mark.parametrize(("old", "new"), RIGHT)
def test_what_may_well_be_is_not_told(tmp_path: Path, old: str, new: str) -> None:
    """An uncertain date, a description that is another's in another article, a label below another topic."""
    assert FERRY_YAML.count(old) == 1
    after = told(tmp_path, FERRY_YAML.replace(old, new))
    assert {code for *_, code, _ in CHANGES}.isdisjoint(code for code, _ in after)


def test_two_sources_of_one_article_need_two_names_unless_they_may_be_one(tmp_path: Path) -> None:
    """Else nobody can tell which of them said what."""
    evidence = "evidence: [{article: ferry, text: harbour office}]"
    aide = f"{{id: harbour-aide, name: a harbour aide, {evidence}, aliases: [the aide]}}"
    other = f"- {{id: another, name: A harbour aide, {evidence}}}"
    yaml = FERRY_YAML.replace("{id: harbour-aide, name: a harbour aide, aliases: [the aide]}", f"{aide}\n{other}")
    assert ("name-twice", "person/another") in told(tmp_path, yaml)
    yaml = yaml.replace("name: A harbour aide,", "name: A harbour aide, possibly_same_as: [harbour-aide],")
    assert "name-twice" not in {code for code, _ in told(tmp_path, yaml)}


def test_the_shipped_archive_has_none_of_it(shipped: Snapshot) -> None:
    """These checks cry no wolf."""
    codes = {problem.code for problem in shipped.problems}
    assert codes.isdisjoint({code for *_, code, _ in CHANGES})
    assert {code for *_, code, _ in CHANGES} <= set(CODES)


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("relayed_by: official-wednesday-after-talks", "relayed_by: xi-jinping", "relay-loop"),
        ("interpreted: true", "interpreted: false", "interpreter-unsaid"),
        ("published: null", "published: 2023-11-14", "date-late"),
        ("type: anonymous", "type: named", "anonymous-named"),
    ],
)
def test_changes_of_the_shipped_archive_are_told(tmp_path: Path, old: str, new: str, code: str) -> None:
    """Wherever in it they are made."""
    folder = shipped_archive()
    yaml = {
        str(path.relative_to(folder / "data")): path.read_text(encoding="utf-8")
        for path in (folder / "data").rglob("*.yaml")
    }
    texts = {path.name: path.read_bytes() for path in (folder / "seeds").glob("*.txt")}
    changed = {name: text.replace(old, new) for name, text in yaml.items()}
    assert changed != yaml
    assert code in {problem.code for problem in read_snapshot(write_archive(tmp_path, texts, changed)).problems}
