"""What somebody said on a topic, over time, by ear."""

from __future__ import annotations

from pathlib import Path

import pytest
from histories import write_ferry
from linear.listening import Listener

from explorer.linear.run import offers


@pytest.fixture
def listener(tmp_path: Path) -> Listener:
    return Listener(write_ferry(tmp_path))


def test_it_is_told_in_the_order_of_time_with_gaps_and_what_changed(listener: Listener) -> None:
    lines = listener.type("said ana-ruiz harbour").splitlines()
    assert lines[0] == (
        "Ana Ruiz on Harbour: 6 quotes (5 utterances), 1 of them a draft, from 2019 to Wed 7 Jun 2023 (uncertain)."
    )
    assert lines[1] == (
        "1. 2019, perhaps before or after its neighbours: direct quote, draft; verbatim, "
        "in “Fares stay, says mayor”, Wed 6 Mar 2019: “The ferry is a street on water,”"
    )
    gap = lines.index("Nothing between Dec 2019 and Jun 2023.")
    assert lines[gap + 1].startswith("10. Wed 7 Jun 2023 (the date of its event, Council meeting, inferred): direct")
    assert lines[gap + 3] == "We will (there “never”) raise the fares of the ferry before the bridge is done."
    assert lines[-1] == "16. Not listed: 1 quote that Ana Ruiz only relayed of others; this opens all."


def test_a_number_leads_to_the_quote_and_back_to_its_place(listener: Listener) -> None:
    listener.type("said ana-ruiz harbour")
    assert listener.type("10").startswith("quote 4 of 6: Ana Ruiz, direct, verbatim: “We will raise the fares")
    assert listener.type("next").startswith("quote 5 of 6: Ana Ruiz, relayed by Ben Okafor, indirect")
    assert listener.type("back").endswith("You were at 14.\n")
    assert listener.prompt == "Ana Ruiz on Harbour: "


def test_a_number_leads_to_another_quote_with_the_words(listener: Listener) -> None:
    listener.type("said ana-ruiz harbour")
    assert listener.type("3").startswith("quote: Cleo Park, direct, verbatim: “We will never raise the fares")


def test_what_was_only_relayed_is_opened_with_the_rest(listener: Listener) -> None:
    listener.type("said ana-ruiz harbour")
    assert listener.type("16").startswith("person: Ana Ruiz, within Harbour\n")


@pytest.mark.parametrize(
    "words", ["Ana Ruiz the ferry", "ana-ruiz The ferry", '"Ana Ruiz" "The ferry"', "person/ana-ruiz topic/ferry"]
)
def test_names_may_have_several_words(listener: Listener, words: str) -> None:
    assert listener.type(f"said {words}").startswith("Ana Ruiz on The ferry: 5 quotes")


def test_without_words_it_is_what_one_is_in(listener: Listener) -> None:
    listener.type("topic/ferry")
    assert listener.type("said") == "Who, and on what? Type said, a person and a topic.\n"
    listener.type("people", "1")
    assert listener.type("said").startswith("Ana Ruiz on The ferry: ")


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("the mayor harbour", "“the mayor” may be person/ana-ruiz or person/dora-vega."),
        ("ana-ruiz harbor", "There is no topic “harbor”; did you mean “topic/harbour”?"),
        ("Ana Ruiz", "said takes a person and a topic."),
        ("ana-ruiz", "said takes a person and a topic."),
        ("nobody nothing", "There is no person “nobody”"),
    ],
)
def test_what_is_not_clear_is_asked_for(listener: Listener, words: str, why: str) -> None:
    assert listener.type(f"said {words}").startswith(why)


def test_nothing_said_is_said(listener: Listener) -> None:
    assert listener.type("said dan-vega harbour") == "Nothing that Dan Vega said on Harbour is in this archive.\n"


def test_what_is_listed_is_what_they_said(listener: Listener) -> None:
    """And not the quotes of others with the same words."""
    listener.type("said ana-ruiz harbour")
    assert "Cleo Park" not in listener.type("export plain")


def test_a_person_or_a_topic_that_is_gone_is_said(tmp_path: Path) -> None:
    root = write_ferry(tmp_path)
    listener = Listener(root)
    listener.type("said ana-ruiz budget")
    file = root / "data" / "records.yaml"
    file.write_text(file.read_text().replace("- {id: budget, label: City budget}\n", ""))
    listener.type("reload")
    assert "There is no topic/budget in this archive any more." in listener.type("again")


def test_words_are_completed(listener: Listener) -> None:
    assert offers(listener.walk, "said d") == ["said dan-vega", "said dora-vega"]
    assert offers(listener.walk, "said ana-ruiz h") == ["said ana-ruiz harbour"]
