"""Themes: which, where, and whether praised or blamed."""

import re
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.domain.review import TEXT_FIELDS, ReviewText, Theme, ThemeHit
from service.understanding import read_batch, themes
from service.understanding.features import VALENCE
from service.understanding.valence import Valence
from service.understanding.words import Field


def hits(**parts: str) -> dict[Theme, ThemeHit]:
    return {hit.theme: hit for hit in read_batch([ReviewText(**parts)])[0].themes}  # type: ignore[arg-type]  # text fields only


EXAMPLES = {
    Theme.PAY_BENEFITS: ("The salary came late every month of the year", "Lönen är oförändrad sedan flera år tillbaka"),
    Theme.MANAGEMENT: ("The supervisor stays behind a closed door", "Cheferna sitter mest bakom stängda dörrar"),
    Theme.CULTURE: ("The culture rewards those who shout", "Kulturen belönar den som hörs mest av alla"),
    Theme.COLLEAGUES: ("My coworkers are the reason to stay there", "Kollegorna är skälet till att stanna kvar"),
    Theme.WORK_LIFE_BALANCE: ("Remote days were taken away from everyone", "Vi får jobba hemifrån två dagar i veckan"),
    Theme.WORKLOAD_STRESS: ("There are too few of us for the evenings", "Vi är för få på kvällarna och springer mest"),
    Theme.CAREER_DEVELOPMENT: (
        "A mentor follows every newcomer for months",
        "Befordran sker efter tid och inget annat här",
    ),
    Theme.JOB_SECURITY: ("There was a round of layoffs each spring", "Det kom ett varsel varje vår och varje höst"),
    Theme.WORK_ENVIRONMENT: (
        "The canteen is in the basement of the house",
        "Ventilationen i verkstaden är från sjuttiotalet",
    ),
    Theme.JOB_CONTENT: ("The tasks are repetitive from day to day", "Arbetsuppgifterna är enformiga dag efter dag"),
    Theme.COMMUNICATION: (
        "We hear of decisions in a monthly meeting",
        "Information kommer via intranätet en vecka för sent",
    ),
    Theme.DIVERSITY_EQUALITY: (
        "There is one woman among forty engineers",
        "Det finns en enda kvinna bland fyrtio ingenjörer",
    ),
    Theme.RECRUITMENT_ONBOARDING: (
        "The interview took place in a corridor",
        "Rekryteringen tog fem månader och sex samtal",
    ),
    Theme.REPUTATION_PURPOSE: ("The brand is known in every household", "Varumärket är känt i vartenda hem i landet"),
}


@pytest.mark.parametrize("theme", EXAMPLES)
def test_every_theme_is_found_in_both_languages(theme: Theme) -> None:
    english, swedish = EXAMPLES[theme]
    assert theme in hits(text=english, language="en")
    assert theme in hits(text=swedish, language="sv")


def test_pros_praise_and_cons_blame() -> None:
    found = hits(pros="Pay and the people", cons="Management and the hours", language="en")
    assert found[Theme.PAY_BENEFITS].polarity == found[Theme.COLLEAGUES].polarity == 1
    assert found[Theme.MANAGEMENT].polarity == found[Theme.WORK_LIFE_BALANCE].polarity == -1


def test_praised_in_one_field_and_blamed_in_the_other_is_mixed() -> None:
    assert hits(pros="The pay", cons="The pay", language="en")[Theme.PAY_BENEFITS].polarity == 0


def test_in_free_text_each_clause_has_its_own_polarity() -> None:
    english = hits(text="The salary is great, but my supervisor is toxic. There is a canteen.")
    assert english[Theme.PAY_BENEFITS].polarity == 1
    assert english[Theme.MANAGEMENT].polarity == -1
    assert english[Theme.WORK_ENVIRONMENT].polarity == 0
    swedish = hits(text="Lönen är bra, men cheferna är otrevliga och arroganta mot alla.")
    assert swedish[Theme.PAY_BENEFITS].polarity == 1
    assert swedish[Theme.MANAGEMENT].polarity == -1


def test_spans_count_in_the_fields_joined_by_newlines() -> None:
    parts = {"title": "Helt okej", "pros": "Lönen", "cons": "Stressigt schema varje helg"}
    joined = "\n".join(parts.values())
    found = hits(**parts, language="sv")
    assert [joined[start:end] for start, end in found[Theme.PAY_BENEFITS].spans] == ["Lönen"]
    assert [joined[start:end] for start, end in found[Theme.WORK_LIFE_BALANCE].spans] == ["schema", "helg"]


def test_a_way_of_writing_nothing_touches_nothing() -> None:
    assert hits(cons="No complaints", language="en") == {}
    assert hits(cons="Inga direkt", language="sv") == {}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("no", "Lønna er bra og kollegaene er flinke, men sjefen hører aldri på oss og vi er for få på vakt."),
        ("da", "Lønnen er god og kollegerne er søde, men chefen lytter aldrig, og vi er for få på vagten."),
        ("fi", "Palkka on hyvä ja työkaverit ovat mukavia, mutta pomo ei koskaan kuuntele ja kiire on kova."),
        (
            "de",
            "Das Gehalt ist gut und die Kollegen sind nett, aber der Chef hört nie zu, und wir sind immer unterbesetzt.",
        ),
    ],
)
def test_every_nordic_language_and_german_has_its_themes_and_turns(language: str, text: str) -> None:
    found = hits(text=text, language=language)
    assert {Theme.PAY_BENEFITS, Theme.COLLEAGUES, Theme.MANAGEMENT, Theme.WORKLOAD_STRESS} <= set(found)
    assert found[Theme.PAY_BENEFITS].polarity == 1


def test_other_languages_have_no_themes_yet() -> None:
    assert hits(text="Le salaire est bon et les collègues sont gentils, mais le chef ne nous écoute jamais.") == {}


WORDS = st.sampled_from(["pay", "work", "life", "balance", "boss", "team", "good", "bad", "but", ".", "\n", "overtime"])


@settings(deadline=None, max_examples=60)
@given(st.fixed_dictionaries({name: st.lists(WORDS, max_size=12).map(" ".join) for name in TEXT_FIELDS}))
def test_spans_are_in_order_apart_and_inside_the_text(parts: dict[str, str]) -> None:
    joined = "\n".join(filter(None, (parts[name] for name in TEXT_FIELDS)))
    for hit in hits(**parts, language="en").values():
        assert hit.polarity in (-1, 0, 1)
        assert all(joined[start:end].strip() for start, end in hit.spans)
        edges = [edge for span in hit.spans for edge in span]
        assert edges == sorted(set(edges))


def test_a_clause_is_read_once_however_many_themes_it_touches(monkeypatch: pytest.MonkeyPatch) -> None:
    """As a whole and by its items; the field as a whole is read for tone."""
    read: list[str] = []
    real = VALENCE["sv"]

    def watched(field: Field) -> Valence:
        read.append(field.text)
        return real(field)

    monkeypatch.setattr("service.understanding.features.VALENCE", {"sv": watched})
    text = "Bra lön, chef, kollegor och kontor. " * 50
    hits(text=text, language="sv")
    assert len(text) < sum(map(len, read)) <= 3 * len(text)


class Counted:
    """A pattern that counts what it finds."""

    def __init__(self, pattern: re.Pattern[str]) -> None:
        self.pattern, self.found = pattern, 0

    def finditer(self, text: str, start: int, end: int) -> Iterator[re.Match[str]]:
        for match in self.pattern.finditer(text, start, end):
            self.found += 1
            yield match


@pytest.mark.parametrize("listed", ["bra lön, dålig chef, ", "lön och chef och "])
def test_a_long_list_is_gone_through_once(listed: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Looking from its beginning for each item cost the square: half a minute at 100 kB."""
    counted = Counted(themes.FINER["sv"])
    monkeypatch.setattr(themes, "FINER", {"sv": counted})
    found = hits(text=listed * 500, language="sv")
    assert len(found[Theme.PAY_BENEFITS].spans) == len(found[Theme.MANAGEMENT].spans) == 500
    assert counted.found <= 1000
