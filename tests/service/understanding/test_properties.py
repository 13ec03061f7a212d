"""What must hold of any reading, whatever the text."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.domain.review import ReviewText
from service.understanding import read_batch

SENTENCES = {
    "sv": ["Lönen är bra.", "Schemat ändras ofta.", "Kollegorna hjälper varandra.", "Ingen lyssnar på oss.", "Vi har ett kontor.", "Chefen är rättvis."],
    "en": ["The pay is fair.", "Schedules change a lot.", "People help each other.", "Nobody listens.", "There is an office.", "My manager is kind."],
    "de": ["Das Gehalt ist gut.", "Der Dienstplan ändert sich oft.", "Die Kollegen helfen sich.", "Niemand hört zu.", "Es gibt ein Büro.", "Der Chef ist fair."],
}  # fmt: skip
DAMNING = {
    "sv": "Ledningen är fruktansvärd, alla mår dåligt och jag råder alla att hålla sig borta.",
    "en": "Management is terrible, everybody is miserable and I tell everyone to stay away.",
    "de": "Die Führung ist furchtbar, allen geht es schlecht und ich rate jedem ab.",
}
MUCH = 0.02
"""Of p_negative: length plays a part in tone, so a long complaint behind a short one may lower it by a hair."""
texts = st.lists(st.integers(0, 5), min_size=1, max_size=6, unique=True)
languages = st.sampled_from(sorted(SENTENCES))


def p_negative(text: str, language: str) -> float:
    return read_batch([ReviewText(text=text, language=language)])[0].p_negative


def said(language: str, chosen: list[int]) -> list[str]:
    return [SENTENCES[language][number] for number in chosen]


@settings(max_examples=120, deadline=None)
@given(languages, texts)
def test_a_damning_sentence_never_makes_a_text_much_better(language: str, chosen: list[int]) -> None:
    text = " ".join(said(language, chosen))
    assert p_negative(f"{text} {DAMNING[language]}", language) >= p_negative(text, language) - MUCH


@settings(max_examples=80, deadline=None)
@given(languages, texts, st.randoms(use_true_random=False))
def test_the_order_of_sentences_barely_matters(language: str, chosen: list[int], chance: object) -> None:
    parts = said(language, chosen)
    turned = list(reversed(parts))
    assert p_negative(" ".join(parts), language) == pytest.approx(p_negative(" ".join(turned), language), abs=0.12)


@settings(max_examples=80, deadline=None)
@given(languages, texts)
def test_case_and_spacing_do_not_matter(language: str, chosen: list[int]) -> None:
    text = " ".join(said(language, chosen))
    for other in (
        text.upper().replace("SS", "ss"),
        text.lower(),
        text.replace(" ", "  "),
        text.replace(". ", ".\n\n"),
        f"\n {text}\t",
    ):
        assert p_negative(other, language) == pytest.approx(p_negative(text, language), abs=0.001)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(max_size=80), min_size=1, max_size=8))
def test_a_reading_depends_on_its_text_alone(batch: list[str]) -> None:
    """Not on what stands beside it, nor on what was read before."""
    together = read_batch([ReviewText(text=text) for text in batch])
    assert together == [read_batch([ReviewText(text=text)])[0] for text in batch]
