"""Hashed features: the same text gives the same numbers, whoever stands beside it; any text gives some."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.understanding import hashed

TEXT = st.one_of(st.none(), st.text(st.characters(codec=None), max_size=60))
REVIEW = st.tuples(TEXT, TEXT, TEXT, TEXT, TEXT)
NOTHING = (None,) * 5
WEIGHTS = np.random.default_rng(1).normal(size=1 << hashed.BITS).astype(np.float32)


def seen(review: tuple[str | None, ...], *beside: tuple[str | None, ...], letters: bool = True) -> dict[int, float]:
    """The features of the first review: how much each bucket counts."""
    found = hashed.features([review, *beside], letters=letters)
    mine = found.reviews == 0
    total: dict[int, float] = {}
    for bucket, value in zip(found.buckets[mine].tolist(), found.values[mine].tolist(), strict=True):
        total[bucket] = total.get(bucket, 0.0) + value
    return total


def text(said: str) -> tuple[str | None, ...]:
    return (None, None, None, None, said)


@settings(deadline=None)  # on a busy machine a single turn has taken longer than hypothesis allows
@given(REVIEW, REVIEW)
def test_what_stands_beside_a_review_changes_nothing(
    one: tuple[str | None, ...], other: tuple[str | None, ...]
) -> None:
    assert seen(one) == seen(one, other)
    before = hashed.features([other, one], letters=True)
    alone = hashed.features([one], letters=True)
    assert alone.summed(WEIGHTS[alone.buckets])[0] == before.summed(WEIGHTS[before.buckets])[1]


def test_case_and_typography_do_not_matter() -> None:
    assert seen(text("Chefen’s “plan” – INTE bra")) == seen(text('chefen\'s "plan" - inte bra'))


def test_words_count_where_they_stand_and_anywhere() -> None:
    pros, cons = (None, "bra lön", None, None, None), (None, None, "bra lön", None, None)
    shared = seen(pros, letters=False).keys() & seen(cons, letters=False).keys()
    assert 3 <= len(shared) < len(seen(pros, letters=False))


def test_order_of_words_is_heard_in_pairs() -> None:
    assert seen(text("inte bra"), letters=False) != seen(text("bra inte"), letters=False)


def test_letters_see_what_compounds_share() -> None:
    shared = seen(text("arbetsbelastningen")).keys() & seen(text("arbetsbelastning")).keys()
    without = (
        seen(text("arbetsbelastningen"), letters=False).keys() & seen(text("arbetsbelastning"), letters=False).keys()
    )
    assert len(shared) > len(without) + 20


def test_nothing_written_still_says_that() -> None:
    assert len(seen(NOTHING)) == 5
    assert hashed.features([], letters=True).count == 0
    assert hashed.features([NOTHING], letters=True).summed(np.ones(5, np.float32))[0] == 5


def test_what_a_lexicon_heard_joins_by_name() -> None:
    plain = hashed.features([text("x")], letters=False)
    told = hashed.features([text("x")], letters=False, told=[{"cons.compound": -0.5, "zero": 0.0}])
    assert len(told.buckets) == len(plain.buckets) + 1
    assert told.values[-1] == pytest.approx(-0.5)
    assert len(hashed.features([text("x")], letters=False, told=[{}]).buckets) == len(plain.buckets)


def test_a_long_text_costs_in_proportion() -> None:
    long = hashed.features([text("ord " * 50_000)], letters=True)
    assert len(long.buckets) < 50_000 * 20


@given(st.lists(REVIEW, min_size=1, max_size=4), st.data())
def test_features_of_some_reviews_are_those_they_have_alone(
    reviews: list[tuple[str | None, ...]], data: st.DataObject
) -> None:
    chosen = data.draw(st.lists(st.sampled_from(range(len(reviews))), unique=True))
    some = hashed.features(reviews, letters=True).of(chosen)
    alone = hashed.features([reviews[n] for n in chosen], letters=True)
    assert np.array_equal(some.summed(WEIGHTS[some.buckets]), alone.summed(WEIGHTS[alone.buckets]))


def test_a_text_alone_needs_no_empty_fields_beside_it() -> None:
    whole = hashed.features([text("Ingen lyssnar")], letters=True)
    alone = hashed.features([("Ingen lyssnar",)], letters=True, fields=hashed.TEXT_ALONE)
    assert np.array_equal(whole.buckets, alone.buckets)
    assert np.array_equal(whole.values, alone.values)


@given(st.text(st.sampled_from("aå .'–"), max_size=30))
def test_windows_are_those_that_can_be_counted_by_hand(said: str) -> None:
    """As many as there are places where three, four or five bytes stand in a row with one gap in them at most."""
    plain = " ".join(said.split()).replace("–", "-")
    row = ["gap" if letter in b" .-" else "letter" for letter in f" {plain} ".encode()] if plain else []
    counted = sum(row[at : at + n].count("gap") <= 1 for n in hashed.WINDOWS for at in range(len(row) - n + 1))
    with_letters, words = (hashed.features([text(said)], letters=letters) for letters in (True, False))
    assert len(with_letters.buckets) - len(words.buckets) == counted
