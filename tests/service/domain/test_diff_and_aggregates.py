"""Word diffs give back the new text; net changes follow from what a platform declares, no more and no less."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.domain.aggregate import Figures, net_change
from service.domain.diff import Change, word_diff

TEXTS = st.text(st.sampled_from("ab åö.\n!👍é"), max_size=200)


@settings(deadline=None)
@given(TEXTS, TEXTS)
def test_a_diff_holds_both_texts_to_the_letter(before: str, after: str) -> None:
    _hold_both(before, after)


def _hold_both(before: str, after: str) -> None:
    pieces = word_diff(before, after)
    assert "".join(piece.text for piece in pieces if piece.change is not Change.NEW) == before
    assert "".join(piece.text for piece in pieces if piece.change is not Change.GONE) == after


@settings(deadline=None)
@given(st.text(st.sampled_from("ab .\n"), max_size=60), st.integers(0, 400), TEXTS)
def test_texts_of_any_length_come_back_to_the_letter(piece: str, times: int, other: str) -> None:
    _hold_both(piece * times + other, other + piece * times)


@pytest.mark.parametrize("piece", ["a ", "a. ", "ett två tre. fyra fem. "])
def test_a_text_that_repeats_itself_is_no_burden(piece: str) -> None:
    text = piece * (100_000 // len(piece))
    began = time.process_time()
    pieces = word_diff(f"Förr. {text}och {text}. Slut.", f"Nu. {text}eller {text}. Klart.")
    assert time.process_time() - began < 20
    assert {piece.change for piece in pieces} >= {Change.GONE, Change.NEW}


def test_a_text_with_every_other_sentence_changed_is_no_burden() -> None:
    before, after = ("".join(f"s{n}. {mark}{n}. " for n in range(7_000)) for mark in "xy")
    began = time.process_time()
    pieces = word_diff(before, after)
    assert time.process_time() - began < 5
    assert "".join(piece.text for piece in pieces if piece.change is not Change.GONE) == after


def test_long_texts_are_compared_by_sentence() -> None:
    before = "Ord i en mening. " * 4000
    pieces = word_diff(before, before + "En till.")
    assert pieces[-1].text.strip() == "En till."
    assert "".join(piece.text for piece in pieces if piece.change is not Change.NEW) == before


STARS = st.fixed_dictionaries({star: st.integers(0, 50) for star in "12345"})


@given(STARS, STARS)
def test_by_its_stars_a_net_change_is_exact(before: dict[str, int], came: dict[str, int]) -> None:
    after = {star: before[star] + came[star] for star in before}
    found = net_change(Figures(None, None, before), Figures(None, None, after))
    if sum(before.values()) and sum(after.values()):
        assert found.stars == came
        assert found.reviews == sum(came.values())


@given(st.lists(st.integers(1, 5), min_size=1, max_size=40), st.lists(st.integers(1, 5), min_size=1, max_size=40))
def test_the_rounded_mean_never_excludes_the_truth(held: list[int], came: list[int]) -> None:
    def figures(stars: list[int]) -> Figures:
        return Figures(len(stars), round(sum(stars) / len(stars), 1), None)

    found = net_change(figures(held), figures([*held, *came]))
    truth = sum(came) / len(came)
    assert found.reviews == len(came)
    if found.mean_low is not None and found.mean_high is not None:
        assert found.mean_low - 0.011 <= truth <= found.mean_high + 0.011


@pytest.mark.parametrize(
    ("before", "after", "says"),
    [
        (Figures(None, 3.0, None), Figures(5, 3.0, None), "no total"),
        (Figures(5, None, None), Figures(6, 3.0, None), "no mean"),
        (Figures(6, 3.0, None), Figures(6, 3.1, None), "cannot be told apart"),
        (Figures(5000, 3.0, None), Figures(5001, 3.0, None), "tells nothing"),
    ],
)
def test_what_cannot_be_told_says_why(before: Figures, after: Figures, says: str) -> None:
    assert says in (net_change(before, after).reason or "")
