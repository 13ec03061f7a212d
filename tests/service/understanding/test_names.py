"""What may name somebody is hidden, and cannot be searched for."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.understanding.names import is_first_name, masked, name_spans
from service.understanding.searchable import asked_for, searchable


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("sv", "Sture Ekdal på lagret skriker åt alla.", "[…] på lagret skriker åt alla."),
        ("sv", "Chefen Kerstin är snäll.", "Chefen […] är snäll."),
        ("sv", "Kerstin skriker.", "[…] skriker."),
        ("sv", "Zlatko Petrovar stjäl.", "[…] stjäl."),
        ("sv", "Bo kvar om du kan. Bo Ek bestämmer.", "Bo kvar om du kan. […] bestämmer."),
        ("sv", "Ring 070-123 45 67 eller k.ek@exempel.se nu", "Ring […] eller […] nu"),
        ("sv", "Läs https://exempel.se/kalle där", "Läs […] där"),
        ("sv", "Lönen är 27 500 kr sedan 2019.", "Lönen är 27 500 kr sedan 2019."),
        ("sv", "VD skäller. HR lyssnar inte.", "VD skäller. HR lyssnar inte."),
        ("sv", "STOR FIRMA MED BRA CHEFER", "STOR FIRMA MED BRA CHEFER"),
        ("de", "Der Chef ist nett, die Bezahlung gut.", "Der Chef ist nett, die Bezahlung gut."),
        ("de", "Herr Kranzler schreit. Thomas Kranzler auch.", "Herr […] schreit. […] auch."),
        ("en", "I think John is fair. Will you stay?", "I think […] is fair. Will you stay?"),
        ("fi", "Esihenkilö Marjatta Kuusela huutaa.", "[…] huutaa."),
        (None, "", ""),
    ],
)
def test_names_addresses_and_numbers_are_hidden_and_nothing_else(
    language: str | None, text: str, expected: str
) -> None:
    assert masked(text, language) == expected


@given(st.text(max_size=300), st.sampled_from(["sv", "de", None]))
def test_any_text_is_masked_in_order_and_nothing_is_invented(text: str, language: str | None) -> None:
    spans = list(name_spans(text, language))
    assert all(start < end for start, end in spans)
    assert spans == sorted(spans)
    assert all(one[1] <= other[0] for one, other in pairwise(spans))
    if not spans:
        assert masked(text, language) == text


@pytest.mark.parametrize("piece", ["Aa ", "1 ", "a@", "(1", "a'", "www.", "Å", "+1-"])
def test_masking_takes_time_in_proportion_to_length(piece: str) -> None:
    def cost(times: int) -> float:
        began = time.process_time()
        masked(piece * times, "sv")
        return time.process_time() - began

    cost(1_000)
    assert cost(40_000) < 60 * max(cost(4_000), 0.002)


def test_what_is_searched_holds_no_name_and_no_number() -> None:
    told = searchable(["Kerstin Ek skäller.", None, "Ring 070-123 45 67. Vi är FÖR få!"], "sv")
    assert told == "skäller ring vi är för få"
    assert asked_for("  för   FÅ! ") == "för få"


@pytest.mark.parametrize("words", ["kerstin", "Bo", "chefen anders skriker"])
def test_a_name_is_nothing_to_search_for(words: str) -> None:
    assert asked_for(words) is None


def test_first_names() -> None:
    assert is_first_name("SIGRID")
    assert not is_first_name("schema")
