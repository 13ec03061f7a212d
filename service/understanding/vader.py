"""VADER with a lexicon of work added, and with its quadratic corners cut off; scores of plain text are VADER's own.

Source: Hutto & Gilbert (2014), "VADER: A Parsimonious Rule-based Model for Sentiment Analysis of Social Media Text";
package vaderSentiment (MIT). The package lower-cases the whole text again for every word that has a value. Every rule
of it looks at three words before and two behind at most, so here it is shown just those, and only where one of them is
a word some rule reacts to; and it never sees more than `PIECE` characters at once, which bounds the one rule ("but")
that is quadratic in the number of words.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

from vaderSentiment.vaderSentiment import BOOSTER_DICT, NEGATE, SPECIAL_CASES, SentimentIntensityAnalyzer, SentiText

from service.understanding.lexicon import entries
from service.understanding.phrases import Cue, Phrases
from service.understanding.valence import Valence
from service.understanding.words import Field

PIECE = 600
"""Characters VADER sees at once: some hundred words, more than most fields hold."""

NEGATING = frozenset(NEGATE)
IDIOMATIC = frozenset(max(idiom.split(), key=len) for idiom in (*SPECIAL_CASES, *BOOSTER_DICT) if " " in idiom)
"""One word of each idiom of VADER's: where none of them stands, no idiom does."""

MOVING = IDIOMATIC.union(BOOSTER_DICT, NEGATE, ("no", "so", "this", "least"))
"""Words that may move the value of a word near them; with those that contain "n't", all that VADER's rules know."""


class _Words(NamedTuple):
    """As much of VADER's SentiText as its rules ask for; `is_plain` where neither capitals nor "n't" are to be heard."""

    words_and_emoticons: list[str]
    is_cap_diff: bool
    is_plain: bool

    @classmethod
    def of(cls, text: str) -> _Words:
        """The words of a text as SentiText has them; most need no stripping."""
        strip = SentiText._strip_punc_if_word
        words = [word if word.isalnum() else strip(word) for word in text.split()]
        shouted = 0 < sum(map(str.isupper, words)) < len(words)
        return cls(words, shouted, is_plain=not shouted and "n't" not in text.lower())


class WindowedAnalyzer(SentimentIntensityAnalyzer):  # type: ignore[misc]  # the package publishes no types
    """The package's analyzer, same scores, linear but for the "but" rule."""

    def polarity_scores(self, text: str) -> dict[str, float]:
        """`neg`, `neu`, `pos` (0 to 1) and `compound` (-1 to 1), equal to the package's to the last digit."""
        text = (text if text.isascii() else self._describe_emoji(text)).strip()
        read = _Words.of(text)
        lower = list(map(str.lower, read.words_and_emoticons))
        sentiments: list[float] = [0] * len(lower)
        for at in [at for at, word in enumerate(lower) if word in self.lexicon]:
            if lower[at] not in BOOSTER_DICT and lower[at : at + 2] != ["kind", "of"]:
                sentiments[at] = self._valence_at(read, lower, at)
        if "but" in lower:
            sentiments = self._but_check(lower, sentiments)
        scores: dict[str, float] = self.score_valence(sentiments, text)
        return scores

    def _valence_at(self, read: _Words, lower: list[str], at: int) -> float:
        first = max(0, at - 3)
        valence: float
        if read.is_plain and MOVING.isdisjoint(lower[first : at + 3]):
            valence = self.lexicon[lower[at]]
        else:
            window = _Words(read.words_and_emoticons[first : at + 3], read.is_cap_diff, is_plain=False)
            valence = self.sentiment_valence(0, window, window.words_and_emoticons[at - first], at - first, [])[0]
        return valence

    def _describe_emoji(self, text: str) -> str:
        described = []
        spaced = True
        for char in text:
            name = self.emojis.get(char)
            described.append(char if name is None else name if spaced else " " + name)
            spaced = name is None and char == " "
        return "".join(described)

    @staticmethod
    def _negation_check(valence: float, words: list[str], distance: int, at: int) -> float:
        """The package's rule, asked only where a word it reacts to is in reach."""
        before = words[at - distance - 1].lower()
        stressed = distance == 2 and words[at - 1].lower() in ("so", "this")
        if before not in NEGATING and "n't" not in before and not stressed:
            return valence
        checked: float = SentimentIntensityAnalyzer._negation_check(valence, words, distance, at)
        return checked

    @staticmethod
    def _special_idioms_check(valence: float, words: list[str], at: int) -> float:
        """The package's rule, asked only where an idiom may stand."""
        if IDIOMATIC.isdisjoint([word.lower() for word in words]):
            return valence
        checked: float = SentimentIntensityAnalyzer._special_idioms_check(valence, words, at)
        return checked

    @staticmethod
    def _sift_sentiment_scores(sentiments: list[float]) -> tuple[float, float, int]:
        """The package's sums, made over the few words that have a value."""
        told = [value for value in sentiments if value]
        pos, neg, _ = SentimentIntensityAnalyzer._sift_sentiment_scores(told)
        return pos, neg, len(sentiments) - len(told)


class WorkVader:
    """VADER that knows how people write about work: phrases of the lexicon are shown to it as single words."""

    def __init__(self) -> None:
        self._analyzer = WindowedAnalyzer()
        listed = [(float(value), cue) for value, cue in entries("tone_en")]
        cues = Phrases(listed).cues()
        self._analyzer.lexicon.update({_token(cue): cue.means for cue in cues})
        self._phrases = Phrases((_token(cue), " ".join(cue.parts)) for cue in cues)

    def valence(self, field: Field) -> Valence:
        """The field's figures; those of a long field are the means of its pieces by length."""
        text = self._joined(field)
        if len(text) <= PIECE:
            return self._of(text)
        parts = [(self._of(piece), len(piece) / len(text)) for piece in pieces(text)]
        return Valence(*(sum(part[at] * share for part, share in parts) for at in range(len(Valence._fields))))

    def _of(self, text: str) -> Valence:
        scores = self._analyzer.polarity_scores(text)
        return Valence(scores["compound"], scores["neg"], scores["pos"])

    def _joined(self, field: Field) -> str:
        """The text with each phrase of the lexicon drawn together: "pay below market" -> "pay below_market"."""
        parts: list[str] = []
        at = 0
        for token, first, behind in self._phrases.longest(field.words):
            start, end = field.edges[2 * first], field.edges[2 * behind - 1]
            parts += [field.text[at:start], token.upper() if field.text[start:end].isupper() else token]
            at = end
        return "".join([*parts, field.text[at:]])


@cache
def work_vader() -> WorkVader:
    """The one analyzer of this process, read at first use."""
    return WorkVader()


def pieces(text: str) -> Iterator[str]:
    """The text in pieces of at most `PIECE` characters, cut behind a sentence or else a word where there is one."""
    start = 0
    while len(text) - start > PIECE:
        stop = start + PIECE
        cut = max(text.rfind(". ", start, stop), text.rfind("\n", start, stop))
        cut = cut if cut > start else text.rfind(" ", start, stop)
        cut = cut + 1 if cut > start else stop
        yield text[start:cut]
        start = cut
    yield text[start:]


def _token(cue: Cue[Any]) -> str:
    return "_".join(part for part in cue.parts).replace("*", "").replace("..", "_")
