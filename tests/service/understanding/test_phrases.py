"""Finding words and phrases: stems, alternatives, gaps, and how much work that is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.understanding import phrases
from service.understanding.lexicon import entries
from service.understanding.phrases import Phrases


def found(cue: str, text: str) -> list[str]:
    words = text.split()
    return [" ".join(words[start:end]) for _, start, end in Phrases([(1, cue)]).every(words)]


@pytest.mark.parametrize(
    ("cue", "text", "hits"),
    [
        ("lön", "min lön är lönen", ["lön"]),
        ("lön*", "min lön är lönen", ["lön", "lönen"]),
        ("*chef", "min mellanchef och chefen", ["mellanchef"]),
        ("*chef*", "mellanchefen", ["mellanchefen"]),
        ("low pay", "low pay and low morale", ["low pay"]),
        ("inte/aldrig lyssna*", "aldrig lyssnar inte lyssnat lyssna", ["aldrig lyssnar", "inte lyssnat"]),
        ("touch* .. badly", "touched one two three four badly", ["touched one two three four badly"]),
        ("touch* .. badly", "touched one two three four five badly", []),
        ("no pay", "no", []),
        ("no ..  pay", "no", []),
    ],
)
def test_a_cue_finds(cue: str, text: str, hits: list[str]) -> None:
    assert found(cue, text) == hits


def test_the_longest_match_wins_and_is_not_read_again() -> None:
    both = Phrases([("short", "no"), ("long", "no pay"), ("inner", "pay")])
    words = ["no", "pay", "no"]
    assert [means for means, _, _ in both.longest(words)] == ["long", "short"]
    assert [means for means, _, _ in both.every(words)] == ["long", "short", "inner", "short"]


WORDS = st.sampled_from(["no", "not", "pay", "payment", "low", "the"])
PARTS = st.one_of(WORDS, st.sampled_from(["pay*", "*ment", "no/not", "no*"]))
CUES = st.lists(st.lists(PARTS, min_size=1, max_size=3).map(" ".join), max_size=6, unique=True)


@given(CUES, st.lists(WORDS, max_size=8))
def test_what_a_cue_finds_does_not_depend_on_the_cues_beside_it(cues: list[str], words: list[str]) -> None:
    together = Phrases([(cue, cue) for cue in cues]).every(words)
    alone = [hit for cue in cues for hit in Phrases([(cue, cue)]).every(words)]
    assert sorted(together) == sorted(alone)
    assert [start for _, start, _ in together] == sorted(start for _, start, _ in alone)


def test_what_is_kept_of_words_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(phrases, "MOST_KEPT", 3)
    lexicon = Phrases([(1, "a*")])
    assert sum(1 for _ in lexicon.every([f"a{n}" for n in range(10)])) == 10
    assert len(lexicon._beginning) <= 3


def test_lists_are_read_by_line_and_comma() -> None:
    listed = entries("nothing")
    assert ("en", "none") in listed
    assert all(meaning in {"en", "sv"} and cue == cue.strip() for meaning, cue in listed)


def test_a_list_that_is_not_there_is_an_error() -> None:
    with pytest.raises(FileNotFoundError):
        entries("tone_xx")
