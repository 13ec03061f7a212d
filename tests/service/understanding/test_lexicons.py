"""The lists themselves: every line means something the code knows, and no cue is written twice for two values."""

from collections import defaultdict

import pytest

from service.domain.review import Theme, Urgency
from service.understanding.lexicon import entries


@pytest.mark.parametrize("name", ["tone_en", "tone_sv"])
def test_tone_lists_hold_valences(name: str) -> None:
    assert all(-4 <= float(value) <= 4 for value, _ in entries(name))


@pytest.mark.parametrize("language", ["en", "sv"])
def test_theme_lists_cover_the_taxonomy(language: str) -> None:
    assert {theme for theme, _ in entries(f"themes_{language}")} == {theme.value for theme in Theme}


@pytest.mark.parametrize("language", ["en", "sv", "de"])
def test_urgent_lists_cover_the_classes(language: str) -> None:
    assert {kind for kind, _ in entries(f"urgent_{language}")} <= {kind.value for kind in Urgency}
    assert len({kind for kind, _ in entries(f"urgent_{language}")}) >= 6


def test_guards_are_of_known_kinds() -> None:
    kinds = {"no", "policy", "duty", "figure", "praise", "us", "accused", "role"}
    assert {name for name, _ in entries("guards")} == {
        f"{kind}:{code}" for kind in kinds for code in ("en", "sv", "de")
    }


@pytest.mark.parametrize("name", ["tone_en", "tone_sv"])
def test_no_cue_has_two_values(name: str) -> None:
    values = defaultdict(set)
    for value, cue in entries(name):
        values[cue].add(value)
    assert {cue: found for cue, found in values.items() if len(found) > 1} == {}


@pytest.mark.parametrize(
    "name", ["tone_en", "tone_sv", "themes_en", "themes_sv", "urgent_en", "urgent_sv", "urgent_de"]
)
def test_a_cue_begins_and_ends_with_a_word(name: str) -> None:
    for _, cue in entries(name):
        parts = cue.split()
        assert parts[0] != ".."
        assert parts[-1] != ".."
        assert cue == cue.lower()
        assert "*" not in parts
        assert all(part == ".." or all(part.split("/")) for part in parts)
