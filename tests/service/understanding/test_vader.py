"""VADER in windows: the package's scores to the last digit, the lexicon of work, and bounded work for any length."""

import csv
import gzip
import io
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

from service.domain.review import ReviewText
from service.understanding.vader import PIECE, WindowedAnalyzer, pieces, work_vader
from service.understanding.words import lay_out

WINDOWED, PACKAGE = WindowedAnalyzer(), SentimentIntensityAnalyzer()


def compound(text: str) -> float:
    return work_vader().valence(lay_out(ReviewText(text=text))[0]).compound


@pytest.mark.parametrize(
    "text",
    [
        "The boss is kind of good but the pay is VERY bad!!!",
        "Never so happy, never this sad, without doubt the best, without a doubt good",
        "No good, not bad, least helpful, at least helpful, no problem or trouble",
        "It was the bomb 💣 and 😀😀 :) really??? to die for, yeah right",
        "isn't great, wasn't so bad, hardly any good, just enough love",
        "",
        "   ",
    ],
)
def test_scores_are_the_packages(text: str) -> None:
    assert WINDOWED.polarity_scores(text) == PACKAGE.polarity_scores(text)


KNOWN = (
    "good BAD never so this no not kind of but very least at the bomb x without doubt isn't sort to die for great! 😀"
)
WORDS = st.sampled_from(
    [*KNOWN.split(), "hate", "or", "nor", "Love", "hardly", "just", "enough", "shit", "yeah", "right"]
)


@settings(deadline=None)
@given(st.lists(WORDS, max_size=25).map(" ".join))
def test_scores_are_the_packages_for_any_row_of_the_words_its_rules_know(text: str) -> None:
    assert WINDOWED.polarity_scores(text) == PACKAGE.polarity_scores(text)


@pytest.mark.shared
@pytest.mark.parametrize("name", ["tweets", "nytEditorialSnippets", "movieReviewSnippets", "amazonReviewSnippets"])
def test_scores_are_those_of_vaders_own_ground_truth(shared: Path, name: str) -> None:
    packed = (shared / "data" / f"vader_gt_{name}.tsv.gz").read_bytes()
    rows = list(csv.DictReader(io.StringIO(gzip.decompress(packed).decode("utf-8")), delimiter="\t"))[::10]
    wrong = [
        row
        for row in rows
        if abs(WINDOWED.polarity_scores(row["text"])["compound"] - float(row["vader_compound_3.3.2"])) > 1e-9
    ]
    assert len(rows) > 100
    assert wrong == []


@pytest.mark.parametrize(
    "text",
    [
        "Toxic place and everybody is heading for burnout",
        "They micromanage every step",
        "We are understaffed each week",
        "Wages are below market and raises are rare",
        "Nobody listens to us",
        "A revolving door of people",
    ],
)
def test_words_of_work_that_vader_misses_are_blame(text: str) -> None:
    assert compound(text) < -0.2


@pytest.mark.parametrize(
    "text", ["The pay comes monthly", "We sell credit cards to patients", "There is a security team"]
)
def test_words_that_only_name_the_work_are_neither(text: str) -> None:
    assert compound(text) == 0


def test_phrases_keep_vaders_rules_of_negation_and_capitals() -> None:
    assert compound("It is not toxic at all") > 0 > compound("It is toxic")
    assert compound("it is TOXIC here") < compound("it is toxic here")


@settings(deadline=None)
@given(st.text(st.sampled_from("ab. \n"), max_size=3 * PIECE))
def test_pieces_are_the_text_and_bounded(text: str) -> None:
    cut = list(pieces(text))
    assert "".join(cut) == text
    assert all(len(piece) <= PIECE for piece in cut)


def test_vader_never_sees_more_than_a_piece(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[int] = []
    real = WindowedAnalyzer.polarity_scores

    def watched(self: WindowedAnalyzer, text: str) -> dict[str, float]:
        seen.append(len(text))
        return real(self, text)

    monkeypatch.setattr(WindowedAnalyzer, "polarity_scores", watched)
    compound("good but bad " * 10_000)
    assert max(seen) <= PIECE
    assert sum(seen) <= 130_000


def test_a_rule_of_vaders_is_asked_with_few_words_however_long_the_text(monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[int] = []
    real = WindowedAnalyzer.sentiment_valence

    def watched(
        self: WindowedAnalyzer, valence: float, text: object, item: str, at: int, out: list[float]
    ) -> list[float]:
        shown.append(len(text.words_and_emoticons))  # type: ignore[attr-defined]  # the package publishes no types
        return list(real(self, valence, text, item, at, out))

    monkeypatch.setattr(WindowedAnalyzer, "sentiment_valence", watched)
    WINDOWED.polarity_scores("not a good day " * 500)
    assert len(shown) == 500
    assert max(shown) <= 6
