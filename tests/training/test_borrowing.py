"""What English teaches of other languages: dictionaries in one shape, and words that only they know are heard."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from service.understanding import hashed
from training import fitting
from training.borrowing import TRANSLATED, carried, dictionary
from training.rows import Row


def _matrix(*texts: str) -> Any:
    return fitting.matrix([Row((None, None, None, None, text), 0, "fr") for text in texts], "europe")


@pytest.mark.parametrize("path", sorted(TRANSLATED.iterdir()), ids=lambda path: path.stem)
def test_a_dictionary_has_each_word_once_and_its_forms_in_single_words(path: Path) -> None:
    lines = path.read_text("utf-8").splitlines()
    words = [line.split("\t")[0] for line in lines]
    assert len(words) == len(set(words)) >= 250
    for word, forms in dictionary(path.stem):
        assert forms, word
        assert len(forms) == len(set(forms)), word
        assert re.fullmatch(r"[a-z']+", word)
        assert all(re.fullmatch(r"[^\W_]+", form) and form == form.lower() for form in forms), word


def _english(**weights: float) -> np.ndarray:
    """A vector in which words weigh so much, alone and in the field of free text."""
    vector = np.zeros((1 << 20) + 1)
    for word, weight in weights.items():
        seen = hashed.features([(None, None, None, None, word)], letters=False)
        vector[seen.buckets[:2]] = weight
    return vector


def test_a_translation_tells_what_the_word_tells() -> None:
    prior = carried(_english(horrible=2.0, excellent=-2.0), "fr")
    awful, fine, other = fitting.score(_matrix("atroce", "excellentes", "mardi"), prior)
    assert awful > 1 > -1 > fine
    assert other == pytest.approx(0, abs=1e-9)


def test_a_word_of_the_dictionary_is_heard_though_no_row_has_it() -> None:
    prior = carried(_english(horrible=2.0, excellent=-2.0), "fr")
    x = _matrix(*(["chef horrible"] * 20 + ["chef excellent"] * 20))
    blames = np.array([True] * 20 + [False] * 20)
    alone, beside = (fitting.labelled(x, blames, priors=told) for told in ((), (prior,)))
    unseen = _matrix("atroce", "remarquable excellentes")
    assert np.ptp(fitting.score(unseen, beside)) > np.ptp(fitting.score(unseen, alone)) + 1
    assert fitting.score(unseen, beside)[0] > fitting.score(unseen, beside)[1]


def test_rows_overrule_the_dictionary() -> None:
    prior = carried(_english(horrible=2.0, excellent=-2.0), "fr")
    x = _matrix(*(["chef horrible"] * 20 + ["chef excellent"] * 20))
    told = fitting.labelled(x, np.array([False] * 20 + [True] * 20), priors=[prior])
    horrible, excellent = fitting.score(_matrix("chef horrible", "chef excellent"), told)
    assert horrible < excellent
