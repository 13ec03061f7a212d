"""When two records are one review, and what a poorer way in may not take away."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.domain.identity import content_digest, erased_digest, fingerprint, identity, joined, reply_digest


def test_a_platforms_id_goes_before_what_was_written() -> None:
    assert identity("77", 1, {"title": "x"}) == "id:77"
    assert identity(None, 1, {"title": "x"}).startswith("fp:")


def test_the_same_words_of_another_employer_are_another_review() -> None:
    record = {"title": "Bra jobb", "rating": 5.0, "published_on": "2026-11-01"}
    assert fingerprint(1, record) != fingerprint(2, record)


def test_columns_case_and_typography_make_no_other_review() -> None:
    page = {"title": "Bra jobb", "pros": "Kollegorna – alltid", "cons": "“Lönen”"}
    table = {"text": 'BRA JOBB\nKollegorna - alltid\n"lönen"'}
    assert fingerprint(1, page) == fingerprint(1, table)
    assert content_digest(page) != content_digest(table)


@pytest.mark.parametrize(
    ("told", "held", "result"),
    [
        ("Ny text", "Gammal text", "Ny text"),
        (None, "Säljare", "Säljare"),
        ("", "Säljare", "Säljare"),
        ({}, {"culture": 3.0}, {"culture": 3.0}),
        ("Vi är för få…", "Vi är för få och hinner inte", "Vi är för få och hinner inte"),
        ("Vi är för få...", "Vi är  FÖR få och hinner inte", "Vi är  FÖR få och hinner inte"),
        ("Vi är fler…", "Vi är för få och hinner inte", "Vi är fler…"),
        (4.0, 3.0, 4.0),
        (4.0, None, 4.0),
        ("Slutet är öppet…", "kort", "Slutet är öppet…"),
    ],
)
def test_a_poorer_way_in_takes_nothing_away(told: object, held: object, result: object) -> None:
    assert joined({"field": told}, {"field": held}) == {"field": result}


def test_an_erased_review_is_known_by_a_digest_alone() -> None:
    assert erased_digest("id:77") == erased_digest("id:77") != erased_digest("id:78")
    assert len(erased_digest("id:77")) == 64


@given(st.text())
def test_an_answer_is_the_same_in_any_case_and_spacing(text: str) -> None:
    assert reply_digest(f"  {text}\n") == reply_digest(text)
