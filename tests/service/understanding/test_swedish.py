"""Swedish valence: phrases about work, negation, emphasis and "men"."""

import pytest

from service.domain.review import ReviewText
from service.understanding.swedish import swedish_valence
from service.understanding.words import lay_out


def compound(text: str) -> float:
    return swedish_valence(lay_out(ReviewText(text=text))[0]).compound


@pytest.mark.parametrize(
    "text",
    [
        "Vi är underbemannade varje vecka",
        "Chefen detaljstyr allt och ingen lyssnar",
        "Flera har gått in i väggen",
        "Lönen ligger under snittet",
        "Sök er någon annanstans",
        "Man går på tå och vågar inte säga något",
    ],
)
def test_complaints_of_work_are_blame(text: str) -> None:
    assert compound(text) < -0.3


@pytest.mark.parametrize(
    "text", ["Jag trivs med kollegorna", "Frihet under ansvar och bra stämning", "Inget att klaga på"]
)
def test_contentment_is_praise(text: str) -> None:
    assert compound(text) > 0.3


def test_a_negation_turns_and_an_emphasis_strengthens() -> None:
    assert compound("Det är inte roligt här") < 0 < compound("Det är roligt här")
    assert compound("Det är väldigt roligt här") > compound("Det är roligt här")


def test_what_comes_after_men_weighs_more() -> None:
    assert compound("Roligt men stressigt") < compound("Stressigt men roligt")


def test_a_text_without_known_words_is_neither() -> None:
    valence = swedish_valence(lay_out(ReviewText(text="Bordet står vid fönstret"))[0])
    assert (valence.compound, valence.neg, valence.pos) == (0, 0, 0)
