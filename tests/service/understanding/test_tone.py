"""Tone from text, stars and sub-ratings, and what it is said to rest on."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.domain.review import Basis, Reading, ReviewText, Tone
from service.understanding import read_batch
from service.understanding.coefficients import PRIOR, PRIORS
from service.understanding.stars import judge
from service.understanding.tone import TextTone, logit, probability, with_subratings

BAD = "Toxic managers, constant burnout, pay is below market and nobody listens to anyone in this place."
GOOD = "Great team, kind managers, fair pay and plenty of room to grow. I love working with these people."
UNREAD = {"text": "La mensa è al secondo piano e la pausa pranzo dura di regola mezz'ora.", "language": "it"}


def reading(**parts: object) -> Reading:
    return read_batch([ReviewText(**parts)])[0]  # type: ignore[arg-type]  # a factory passes any field through


def test_english_blame_and_praise_are_told_apart() -> None:
    bad, good = reading(text=BAD), reading(text=GOOD)
    assert (bad.tone, good.tone) == (Tone.NEGATIVE, Tone.POSITIVE)
    assert bad.p_negative > 0.6 > 0.1 > good.p_negative
    assert bad.score < 0 < good.score
    assert bad.basis is Basis.TEXT


@pytest.mark.parametrize("field", ["title", "pros", "cons", "text"])
def test_short_blame_is_likelier_negative_than_short_praise_or_plain_words(field: str) -> None:
    p = {text: reading(**{field: text}, language="en").p_negative for text in ("Toxic boss", "A shop", "Great boss")}
    assert p["Toxic boss"] > p["A shop"] > p["Great boss"]


@pytest.mark.parametrize(
    ("language", "bad", "plain", "good"),
    [
        ("nl", "Slechte sfeer, hoge werkdruk en een leidinggevende die nooit luistert.", "Om tien uur is er koffie en om half een lunch.", "Fijne collega's, een goede baas en elke dag plezier."),
        ("es", "Mal ambiente, mucho estrés y unos jefes que no escuchan a nadie.", "La oficina abre a las ocho y cierra a las seis.", "Buenos compañeros, buen jefe y un ambiente estupendo."),
        ("pt", "Ambiente tóxico, muita pressão e chefes que não escutam ninguém.", "O escritório abre às oito e fecha às seis.", "Ótimos colegas, bom chefe e um ambiente excelente."),
        ("fr", "Mauvaise ambiance, trop de stress et des chefs qui n'écoutent personne.", "Le bureau ouvre à huit heures et ferme à dix-huit heures.", "Des collègues sympas, un bon chef et une super ambiance."),
        ("de", "Schlechte Stimmung, viel Stress und Chefs, die niemandem zuhören.", "Das Büro öffnet um acht und schließt um sechs.", "Nette Kollegen, ein guter Chef und eine tolle Stimmung."),
    ],
)  # fmt: skip
def test_languages_of_one_vector_tell_blame_from_plain_words_and_from_praise(
    language: str, bad: str, plain: str, good: str
) -> None:
    blame, fact, praise = (reading(text=text) for text in (bad, plain, good))
    assert {blame.language, fact.language, praise.language} == {language}
    assert (blame.tone, praise.tone) == (Tone.NEGATIVE, Tone.POSITIVE)
    assert blame.p_negative > fact.p_negative > praise.p_negative


def test_swedish_fields_are_told_apart() -> None:
    bad = reading(
        pros="Inga", cons="Underbemannat, ingen lyssnar och lönen ligger under snittet. Folk slutar hela tiden."
    )
    good = reading(
        pros="Jag trivs, fina kollegor och en lyhörd chef som ställer upp. Bra lön och flexibelt.", cons="Inga"
    )
    assert (bad.language, bad.tone) == ("sv", Tone.NEGATIVE)
    assert (good.language, good.tone) == ("sv", Tone.POSITIVE)


@given(st.one_of(st.none(), st.floats(1, 5)))
def test_the_star_is_never_inside_p_negative(star: float | None) -> None:
    without = judge(TextTone(0.3, readable=True, telling=True), "en", None, {})
    assert judge(TextTone(0.3, readable=True, telling=True), "en", star, {}).p_negative == without.p_negative


@pytest.mark.parametrize(
    ("stars", "tone"),
    [
        (1, "neg"),
        (2, "neg"),
        (2.4, "neg"),
        (2.5, "neu"),
        (2.6, "neu"),
        (3, "neu"),
        (3.4, "neu"),
        (3.5, "pos"),
        (5, "pos"),
    ],
)
def test_stars_decide_where_the_text_says_nothing(stars: float, tone: str) -> None:
    for said in ({"text": None}, UNREAD):
        alone = reading(**said, rating=stars)
        assert (alone.tone, alone.basis, alone.p_negative) == (tone, Basis.STARS, PRIOR)


def test_nothing_known_is_unsure() -> None:
    for nothing in (reading(), reading(text=""), reading(text="!!! ???"), reading(**UNREAD)):
        assert (nothing.tone, nothing.score, nothing.basis) == (Tone.UNSURE, 0, Basis.NONE)
        assert not nothing.needs_reply


def test_a_text_that_is_read_and_tells_nothing_is_neutral() -> None:
    plain = reading(text="Jag arbetar som tekniker, arbetstiden är åtta till fem och lönen betalas ut den 25:e.")
    assert (plain.tone, plain.basis) == (Tone.NEUTRAL, Basis.TEXT)
    assert abs(plain.score) < 0.35


def test_an_empty_review_has_its_languages_prior() -> None:
    assert reading(language="sv").p_negative == PRIORS["sv"]
    assert reading(language="fi").p_negative == PRIOR


@pytest.mark.parametrize("text", [BAD, GOOD, "Företaget ligger vid kanalen och har sextio medarbetare i tre våningar."])
def test_a_star_decides_the_tone_of_a_text_that_was_read(text: str) -> None:
    read = [reading(text=text, rating=stars) for stars in (1, 2.4, 2.5, 3.4, 3.5, 5)]
    assert [found.tone for found in read] == ["neg", "neg", "neu", "neu", "pos", "pos"]
    assert {found.basis for found in read} == {Basis.TEXT_AND_STARS}
    assert {found.p_negative for found in read} == {reading(text=text).p_negative}


def test_the_text_moves_the_score_on_its_stars_side_only() -> None:
    for stars in (1, 3, 5):
        assert reading(text=BAD, rating=stars).score <= reading(text=GOOD, rating=stars).score
    assert reading(text=BAD, rating=3).score < reading(text=GOOD, rating=3).score
    assert reading(text=GOOD, rating=1).score < 0 < reading(text=BAD, rating=5).score


@given(st.floats(0.01, 0.99), st.floats(1, 5), st.floats(1, 5))
def test_more_stars_never_lower_the_score(p: float, one: float, other: float) -> None:
    text = TextTone(p, readable=True, telling=True)
    low, high = (judge(text, "en", star, {}) for star in sorted((one, other)))
    assert low.score <= high.score
    assert (low.score < 0) == (low.tone is Tone.NEGATIVE) or low.tone is Tone.NEUTRAL


def test_what_the_text_asks_for_does_not_depend_on_the_star() -> None:
    """A read text without a telling word is still a read text when a star stands beside it."""
    plain = judge(TextTone(0.5, readable=True, telling=False), "sv", 4.0, {})
    assert plain.rests_on_text
    assert plain.tone is Tone.POSITIVE


def test_subratings_join_the_probability() -> None:
    low, high = {"management": 1.0, "pay": 1.5}, {"management": 5.0, "pay": 4.5}
    assert reading(text=GOOD, subratings=low).p_negative > reading(text=GOOD).p_negative
    assert reading(text=BAD, subratings=high).p_negative < reading(text=BAD).p_negative
    assert reading(text=GOOD, subratings=low).basis is Basis.TEXT_AND_SUBRATINGS
    assert reading(text=GOOD, subratings=low, rating=4).basis is Basis.TEXT_AND_STARS
    assert reading(**UNREAD, subratings=low).tone is Tone.NEGATIVE


@pytest.mark.parametrize("star", [0, 6, -1, math.nan, math.inf])
def test_stars_off_the_scale_are_no_stars(star: float) -> None:
    odd = reading(text=GOOD, rating=star, subratings={"pay": star})
    assert (odd.p_negative, odd.basis, odd.tone) == (reading(text=GOOD).p_negative, Basis.TEXT, Tone.POSITIVE)
    assert not odd.needs_reply


@given(st.floats(allow_nan=False))
def test_a_probability_is_never_certain(log_odds: float) -> None:
    assert 0 < probability(log_odds) < 1


@given(st.floats(0.01, 0.99), st.floats(1, 5), st.floats(1, 5))
def test_better_subratings_never_make_it_more_negative(p: float, one: float, other: float) -> None:
    assert with_subratings(p, [min(one, other)]) >= with_subratings(p, [max(one, other)])
    assert math.isclose(1 / (1 + math.exp(-logit(p))), p)
