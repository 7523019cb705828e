"""The forms that a word may have."""

from __future__ import annotations

from explorer.search.inflection import forms


def test_a_doubled_letter_is_single_before_ing_and_ed_alone() -> None:
    assert {"stop", "stops"} <= forms("stopped")
    assert "plan" in forms("planning")
    assert "wall" in forms("walls")
    assert "wales" not in forms("walls")
    assert "pas" not in forms("passes")


def test_two_letters_have_a_plural_and_a_possessive_alone() -> None:
    assert forms("pc") == {"pcs"}
    assert "ga" not in forms("gas")
    assert not forms("x")
