"""Which language: restricted to the supported ones, the text first, the platform's word where there is little text."""

import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.domain.review import ReviewText
from service.understanding.language import DECLARED, SUPPORTED, UNSURE, beside, recognise
from service.understanding.words import lay_out

SAMPLES = {
    "sv": "Det är en trevlig arbetsplats men cheferna hör sällan av sig när något går fel i verkstaden.",
    "en": "The work is varied and my colleagues are kind, though the schedule changes far too often for me.",
    "de": "Die Arbeit ist abwechslungsreich und die Kollegen sind nett, aber der Dienstplan ändert sich ständig.",
    "fi": "Työ on vaihtelevaa ja työkaverit ovat mukavia, mutta työvuorot muuttuvat aivan liian usein.",
    "fr": "Le travail est varié et les collègues sont gentils, mais les horaires changent beaucoup trop souvent.",
    "es": "El trabajo es variado y los compañeros son amables, pero los horarios cambian demasiado a menudo.",
    "nl": "Het werk is afwisselend en de collega's zijn aardig, maar het rooster verandert veel te vaak.",
    "pt": "O trabalho é variado e os colegas são simpáticos, mas os horários mudam demasiadas vezes.",
}


def language(text: str | None, declared: str | None = None, title: str | None = None) -> tuple[str | None, float]:
    return recognise(lay_out(ReviewText(title=title, text=text)), declared)


@pytest.mark.parametrize("code", SAMPLES)
def test_a_sentence_is_recognised(code: str) -> None:
    found, confidence = language(SAMPLES[code])
    assert found == code
    assert confidence > 0.5


def test_the_text_overrules_a_wrong_declaration() -> None:
    assert language(SAMPLES["sv"], declared="en")[0] == "sv"


def test_a_short_text_is_what_the_platform_says() -> None:
    assert language("Bra jobb", declared="sv-SE") == ("sv", DECLARED)
    assert language("God plass", declared="nb_NO") == ("no", DECLARED)


def test_danish_and_norwegian_are_too_near_to_overrule_the_platform() -> None:
    text = "Det er et godt sted at arbejde, og kollegerne er flinke, men lønnen er ikke særlig høj her."
    assert language(text, declared="no") == ("no", UNSURE)
    assert language(text)[0] == "da"


def test_a_language_we_do_not_know_is_believed_when_declared() -> None:
    assert language(SAMPLES["en"], declared="pl") == ("pl", DECLARED)


@pytest.mark.parametrize("text", [None, "", "12345", "😀😀😀", "Здесь работать очень тяжело", "仕事はとても大変です"])
def test_no_latin_letters_say_nothing(text: str | None) -> None:
    assert language(text) == (None, 0.0)
    assert language(text, declared="sv") == ("sv", 0.0)


@pytest.mark.parametrize("declared", ["", "  ", "svenska", "x", "12", "é!", "🇸🇪"])
def test_a_declaration_that_is_no_code_is_not_believed(declared: str) -> None:
    assert language(SAMPLES["en"], declared=declared)[0] == "en"


def test_a_title_in_another_language_is_looked_at_last() -> None:
    assert language(SAMPLES["sv"], title="Senior Software Engineer in the Platform Team")[0] == "sv"


@settings(max_examples=60, deadline=None)
@given(st.text(st.characters(codec=None), max_size=100))
def test_any_text_gets_a_supported_language_or_none(text: str) -> None:
    found, confidence = language(text)
    assert found is None or found in SUPPORTED
    assert 0 <= confidence <= 1


def test_importing_understanding_loads_neither_model_nor_vader() -> None:
    check = "import sys, service.understanding; print([m for m in ('py3langid', 'vaderSentiment', 'numpy') if m in sys.modules])"
    run = subprocess.run([sys.executable, "-c", check], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Det är en bra plats att börja på, men it is very hard to stay when you have a family and they know it.",
            ("en",),
        ),
        (SAMPLES["sv"], ()),
        ("Vi har standups, deadlines och feedback varje dag, det är som i alla startups.", ()),
        ("Det er et godt sted at arbejde, og kollegerne er flinke, men lønnen er ikke særlig høj her.", ()),
        ("", ()),
    ],
)
def test_a_writer_who_switches_language_is_noticed(text: str, expected: tuple[str, ...]) -> None:
    fields = lay_out(ReviewText(text=text))
    assert beside(fields, recognise(fields, None)[0]) == expected
