"""The trained weights: believed only when they are those that were measured; without them the lexicons serve and say so."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from service.domain.review import ReviewText, Urgency
from service.understanding import LEXICON_MODEL, MODEL, hashed, model_name, read_batch, weights, why_not
from service.understanding.alarm_model import ANY, class_vector
from service.understanding.polarity import VECTORS
from service.understanding.reader import TONE_MODEL
from service.understanding.tone_model import CONSUMER, DOMAIN, GROUPS, LETTERS, judge_texts, mix
from tests.factories import Scene

FOLDER = Path(weights.__file__).with_name(weights.FOLDER)
CURVE = {"knots": [[-2.0, 0.1], [2.0, 0.9]], "negative": 0.5, "positive": 0.3, "reply": 0.4}


@pytest.fixture
def without(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """A house whose weights were lost."""
    monkeypatch.setattr(weights, "FOLDER", "lost")
    weights.weights.cache_clear()
    yield
    monkeypatch.undo()
    weights.weights.cache_clear()


def packed(bits: int = 10) -> tuple[bytes, bytes, str]:
    return weights.pack(
        "tone/9", {"en": np.linspace(-1, 1, 2**bits + 1)}, lambda _: 100, {"en": CURVE}, {"en": 1.5}, bits
    )


def test_what_is_packed_is_read_again_but_for_a_byte_each() -> None:
    vector = np.zeros(2**10 + 1)
    vector[[3, 500, 1023]] = [1.0, -0.25, 0.01]
    vector[-1] = -0.7
    read = weights.read(*weights.pack("tone/9", {"en": vector}, lambda _: 3, {"en": CURVE}, {"en": 1.5}, 10))
    assert read.version == "tone/9"
    assert read.limits == {"en": 1.5}
    found = read.vectors["en"]
    assert np.abs(found.table[found.codes] - vector[:-1]).max() < 0.005
    assert found.bias == pytest.approx(-0.7)


def test_a_changed_byte_is_not_believed() -> None:
    told, body, digest = packed()
    for changed in ((told + b" ", body), (told, body[:-1] + b"x"), (told, b"")):
        with pytest.raises(weights.WeightsUnusable, match="install the package again"):
            weights.read(*changed, digest)


def test_the_shipped_ones_are_those_that_were_measured_and_small() -> None:
    found = weights.weights()
    assert why_not() is None
    assert found is not None
    assert found.version == TONE_MODEL
    assert sum(path.stat().st_size for path in FOLDER.iterdir()) <= weights.LARGEST
    assert set(found.vectors) == {*LETTERS, *VECTORS.values(), CONSUMER, DOMAIN, ANY, *map(class_vector, Urgency)}
    for language, curve in found.curves.items():
        assert GROUPS[language] in found.vectors
        assert 0 < curve.positive < curve.negative < 1
        assert all(low <= high for low, high in itertools.pairwise(curve.chances))


def test_a_probability_rises_with_the_score() -> None:
    curve = weights.read(*packed()).curves["en"]
    assert curve.chances_of(np.array([-9, 0, 9])).tolist() == [0.1, 0.5, 0.9]


def test_no_curve_is_ever_certain() -> None:
    """One of few rows may rise from nothing to certainty, and then the odds of a text have no logarithm."""
    told, scores = np.array([0.0, 1.0]), np.array([-9.0, 9.0])
    steep = replace(weights.read(*packed()).curves["en"], chances=told, scores=scores)
    assert [0 < chance < 1 for chance in steep.chances_of(np.array([-99, -9, 9, 99]))] == [True] * 4


def test_a_language_without_a_curve_has_no_chance() -> None:
    model = weights.read(*packed(hashed.BITS))
    told = judge_texts(model, [(None,) * 5] * 3, ["en", "sv", None], [{}] * 3)
    assert [one.chance is None for one in told] == [False, True, True]


def test_customers_and_employees_are_mixed_by_who_wrote() -> None:
    one, other = np.array([1.0]), np.array([-1.0])
    assert mix(one, other, np.array([30.0]))[0] == pytest.approx(1.0)
    assert mix(one, other, np.array([-30.0]))[0] == pytest.approx(-1.0)
    assert mix(one, other, np.array([0.0]))[0] == pytest.approx(0.0)


@pytest.mark.usefixtures("without")
def test_without_weights_the_lexicons_serve_and_readings_say_so() -> None:
    (reading,) = read_batch([ReviewText(text="Toxic managers and constant burnout, nobody listens.", language="en")])
    assert (reading.tone, reading.model) == ("neg", LEXICON_MODEL)
    assert "missing" in str(why_not())
    assert model_name() == LEXICON_MODEL


def test_readiness_degrades_without_weights(small_scene: Scene, request: pytest.FixtureRequest) -> None:
    def says() -> str:
        checks = small_scene.api().get("/readyz").json()["checks"]
        return next(str(check) for check in checks if check["name"] == "understanding")

    assert "in use" in says()
    request.getfixturevalue("without")
    assert "lexicons serve" in says()
    assert MODEL != LEXICON_MODEL
