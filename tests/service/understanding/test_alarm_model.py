"""Urgent matters told between the lines: heard without an alarming word, and let be where the word alone alarms."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from service.domain.review import ReviewText, Urgency
from service.understanding import hashed, read_batch
from service.understanding.alarm_model import MOST_WORDS, passages, split
from service.understanding.tone import TextTone, text_tones
from service.understanding.urgent import urgent_hits
from service.understanding.weights import weights
from service.understanding.words import Field, lay_out

GUARD = "Skyddskåpan på sågen är bortskruvad sedan i våras för att det ska gå fortare."
ALONE = "Han ställer sig alltid för nära när man är ensam i kylrummet, och ingen vågar säga något."


def urgent(text: str, language: str) -> tuple[Urgency, ...]:
    return read_batch([ReviewText(text=text, language=language)])[0].urgent


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("sv", ALONE),
        ("sv", GUARD),
        ("en", "She said the ladder has no feet left and two of us have already come down with it this month."),
        ("en", "The guard on the press has been taken off because it slows us down."),
        ("de", "Die Schutzhaube an der Säge ist seit Wochen abgebaut, damit es schneller geht."),
    ],
)
def test_what_is_told_between_the_lines_is_heard(language: str, text: str) -> None:
    assert urgent(text, language)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("sv", "Lönen är helt okej och kollegorna är trevliga, men schemat kommer för sent."),
        ("en", "Good pay and friendly people, but the schedule is published far too late."),
        ("en", "Management is weak and there is no room to grow."),
        ("de", "Gutes Gehalt und nette Kollegen, aber die Kommunikation könnte besser sein."),
    ],
)
def test_ordinary_praise_and_blame_are_not_urgent(language: str, text: str) -> None:
    assert urgent(text, language) == ()


def test_a_long_review_is_heard_passage_by_passage() -> None:
    """What is urgent is not thinned out by what stands around it."""
    calm = (
        "Lunchen är god och kontoret ligger nära tåget. Lönen kommer i tid och semestern går att planera. "
        "Kollegorna hjälper varandra och det finns kaffe hela dagen. Introduktionen tog två veckor och var väl förberedd. "
        "Chefen har avstämningar varje månad och svarar på mejl samma dag. Arbetsuppgifterna varierar och jag har lärt mig mycket. "
    )
    assert urgent(f"{calm}{GUARD} {calm}", "sv")
    assert urgent(calm, "sv") == ()


def test_passages_are_whole_sentences_and_cover_the_field() -> None:
    text = "One two three four five six seven eight nine ten. " * 12
    parts = list(split(text, 120))
    assert "".join(text[start:end] for start, end in parts) == text
    assert all(text[start:end].count(" ") <= MOST_WORDS + 10 for start, end in parts)


def test_who_asks_why_is_shown_the_passage() -> None:
    model = weights()
    assert model is not None
    fields = lay_out(ReviewText(pros="Bra lön.", cons=ALONE))
    loudest, margin = max(passages(model, fields, "sv"), key=lambda told: told[1])
    assert margin > 0
    assert loudest.field.name == "cons"
    assert passages(model, fields, "es") == []


@pytest.mark.parametrize(("text", "most"), [(ALONE, 4), ("Lunchen är god och kontoret ligger nära tåget.", 3)])
def test_what_was_hashed_once_is_not_hashed_again(text: str, most: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Once for tone, once for the words of passages, once for the letters of loud ones, once for themes."""
    asked: list[int] = []
    real = hashed.features

    def counted(texts: Sequence[Sequence[str | None]], **how: Any) -> hashed.Features:
        asked.append(len(texts))
        return real(texts, **how)

    monkeypatch.setattr(hashed, "features", counted)
    assert bool(urgent(text, "sv")) == (text == ALONE)
    assert 0 < len(asked) <= most


def test_whether_it_is_about_work_is_asked_once_however_many_passages_are_loud(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []

    def counted(laid: Sequence[Sequence[Field]], languages: Sequence[str | None]) -> list[TextTone]:
        asked.append(len(laid))
        return text_tones(laid, languages)

    monkeypatch.setattr("service.understanding.urgent.text_tones", counted)
    calm = "Lunchen är god och kontoret ligger nära tåget, och lönen kommer alltid i tid. " * 3
    fields = lay_out(ReviewText(text=f"{GUARD} {calm} " * 6))
    assert len({hit.start for hit in urgent_hits(fields, "sv")}) > 2
    assert asked == [1]
