"""Finding words and phrases: stems, alternatives, gaps, and how much work that is."""

import re

import pytest
from hypothesis import example, given
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
PARTS = st.one_of(WORDS, st.sampled_from(["pay*", "*ment", "*ay*", "no/not", "no*", ".."]))
CUES = st.lists(st.lists(PARTS, min_size=1, max_size=4).map(" ".join), max_size=6, unique=True)


def fits(part: str, word: str) -> bool:
    return re.fullmatch("|".join(re.escape(way).replace(r"\*", ".*") for way in part.split("/")), word) is not None


def ends(parts: list[str], words: list[str], at: int) -> set[int]:
    """Where a cue that goes on with these parts may end, by trying everything."""
    if not parts:
        return {at}
    if parts[0] == "..":
        return {end for more in range(5) for end in ends(parts[1:], words, at + more)}
    return ends(parts[1:], words, at + 1) if at < len(words) and fits(parts[0], words[at]) else set()


@example(["no pay*", "no low"], ["no", "payment"])
@example(["no .. pay", "no low"], ["no", "the", "pay"])
@given(CUES, st.lists(WORDS, max_size=9))
def test_whatever_stands_beside_it_a_cue_is_found_where_it_fits(cues: list[str], words: list[str]) -> None:
    cues = [cue for cue in cues if ".. .." not in cue and not cue.startswith("..") and not cue.endswith("..")]
    found = Phrases([(cue, cue) for cue in cues]).every(words)
    assert [start for _, start, _ in found] == sorted(start for _, start, _ in found)
    for cue in cues:
        for start in range(len(words)):
            told = {end for means, at, end in found if means == cue and at == start}
            able = ends(cue.split(), words, start)
            assert told <= able
            assert bool(told) == bool(able) or ".." in cue.split()[:-2]  # behind a gap the nearest word is taken


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
