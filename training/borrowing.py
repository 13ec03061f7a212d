"""What English reviews teach of other languages, word by word: small dictionaries of our own carry the weights over.

Of English reviews there are a hundred thousand, of any other language a thousand at most. A word's translation is believed to
tell what the word tells, by itself and in each field, until rows of its own language say otherwise: the carried weights are
one more feature of each text, and how much it counts is learnt (cross-lingual transfer by a bilingual lexicon, as in
Mihalcea, Banea and Wiebe, ACL 2007, for subjectivity). At run time nothing is added: it is folded into the same vector.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np

from service.understanding import hashed

TRANSLATED = Path(__file__).with_name("translated")


def carried(english: np.ndarray, language: str) -> np.ndarray:
    """A vector like `english`, zero except where a translation falls: there the mean of the English words it stands for."""
    total, count = np.zeros(len(english)), np.zeros(len(english))
    for word, translations in dictionary(language):
        weights = english[_buckets(word)]
        for one in translations:
            places = _buckets(one)
            np.add.at(total, places, weights)
            np.add.at(count, places, 1.0)
    return total / np.maximum(count, 1.0)


def dictionary(language: str) -> Iterator[tuple[str, list[str]]]:
    """English words, each with the forms that say the same in a language."""
    for line in (TRANSLATED / f"{language}.tsv").read_text("utf-8").splitlines():
        word, forms = line.split("\t")
        yield word, forms.split()


def _buckets(word: str) -> np.ndarray:
    """Where a word by itself falls: in any field, then in each."""
    rows = [
        tuple(word if at == field else None for at in range(len(hashed.FIELDS))) for field in range(len(hashed.FIELDS))
    ]
    alone = [hashed.features([row], letters=False).buckets for row in rows]
    return np.array([alone[0][0], *(buckets[1] for buckets in alone)])
