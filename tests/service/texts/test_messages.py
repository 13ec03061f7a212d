"""The two catalogues say the same things, and a missing text is never passed over in silence."""

from __future__ import annotations

from string import Formatter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrapers.contract import Audience, Verdict
from service.domain.review import Theme, Tone, Urgency
from service.domain.ticket import State
from service.texts import CATALOGUES, MissingMessage, message, one_line


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def test_both_languages_have_the_same_keys() -> None:
    assert CATALOGUES["sv"].keys() == CATALOGUES["en"].keys()


@pytest.mark.parametrize("key", sorted(CATALOGUES["en"]))
def test_both_languages_use_the_same_values(key: str) -> None:
    assert placeholders(CATALOGUES["sv"][key]) == placeholders(CATALOGUES["en"][key])
    assert CATALOGUES["sv"][key].strip() == CATALOGUES["sv"][key] != ""


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize(
    ("room", "names"),
    [
        ("theme", Theme),
        ("urgent", Urgency),
        ("tone", Tone),
        ("state", State),
        ("verdict", Verdict),
        ("audit.audience", Audience),
    ],
)
def test_every_word_of_the_domain_has_a_name_people_read(language: str, room: str, names: type[Theme]) -> None:
    assert all(message(language, f"{room}.{name.value}") for name in names)


def test_a_missing_key_a_missing_language_and_a_missing_value_raise() -> None:
    with pytest.raises(MissingMessage, match=r"sv has no text 'no\.such'"):
        message("sv", "no.such")
    with pytest.raises(MissingMessage, match="no texts in 'de'"):
        message("de", "audit.standing")
    with pytest.raises(KeyError, match="month"):
        message("en", "audit.subtitle")


def test_one_is_spoken_of_as_one() -> None:
    assert message("en", "audit.star", count=1) == "1 star"
    assert message("sv", "audit.star", count=4) == "4 stjärnor"


def test_a_value_with_braces_is_only_a_value() -> None:
    assert "{employer.__class__}" in message("en", "audit.title", employer="{employer.__class__}", month="May")


@given(st.text())
def test_a_name_is_always_one_line_without_direction_marks(name: str) -> None:
    line = one_line(name)
    assert len(line.splitlines()) <= 1
    assert not set(line) & set("\u202e\u2066\u200b\x00\t\r\n\u2028")
    assert one_line(line) == line


def test_letters_of_any_script_are_kept() -> None:
    assert one_line("Åkessons\r\nBröd  שלום") == "Åkessons Bröd שלום"
